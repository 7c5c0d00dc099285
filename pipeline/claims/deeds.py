"""What a figure's clause says was done, in its own words, where a list knows no class for it or a class says less.

A verb says it with its particle, a light one with its object ("took in", "kept vigil").
"""

from __future__ import annotations

from pipeline import lexicons
from pipeline.claims import action_classes, participles
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon, phrase_of
from pipeline.claims.sourcing import verbs
from pipeline.inflection import inflections
from pipeline.tokens import Token

_LONGEST = 5  # words of a particle and an object
_SAID_OF = ("nsubj", "nsubj:pass")


def tells(draft: Draft) -> bool:
    """Does its action tell what happened: a class that does, or a verb that no list knows, which has the figure as its
    subject or object, and neither reports, gives it, nor leaves it to other words to say what was done ("five opened")?
    A share is of those of whom the figure before tells, and of a deed only named ("to examine 300") nothing is told.
    """
    if action_classes.is_strong(draft.action):
        return True
    verb, anchor = draft.predicate, draft.noun if draft.noun is not None else draft.token
    if draft.action is None or action_classes.known(draft.action) or verb is None or anchor.head != verb:
        return False
    if verb.pos_ != "VERB" or anchor.dep_ not in (*_SAID_OF, "obj") or draft.quantity.unit == "percent":
        return False
    if verb.tag_ == "VB" and any(c.dep_ == "mark" for c in verb.children):
        return False
    empty = verbs().keys() | lexicon("presenting") | lexicon("measuring") | lexicon("light") | lexicon("raising")
    return verb.lemma_.lower() not in empty


def as_told(draft: Draft) -> Facet | None:
    """The action for its claim: of a class that the figure's own verb tells, with that verb: "travelled (gone)".

    A class takes in verbs that do not say quite the same; who reads "hospitalised (treated)" sees what the text says.
    """
    found, verb = draft.action, draft.predicate
    if found is None or not found.near or not action_classes.known(found):
        return found
    spoken = lexicons.tokens(found.words)
    if verb is None or verb.pos_ != "VERB" or not verb.text.isalpha() or verb.lower_ not in spoken:
        return found
    lemma, named = verb.lemma_.lower(), lexicons.tokens(found.name)
    said = participles.told(verb)
    more = complement(draft, verb)
    if more and (said not in named or lemma in lexicon("owning")):
        return Facet(f"{found.name} ({said} {more})", found.words, found.near, found.country)
    if lemma in lexicon("presenting") or not {said, lemma, spoken[-1], *inflections(lemma)}.isdisjoint(named):
        return found
    return Facet(f"{found.name} ({said})", found.words, found.near, found.country)


def complement(draft: Draft, verb: Token) -> str:
    """The particle of a verb, and the object that a light one needs to say what was done: "in" of "took in 900", "no
    lessons" of "have no lessons"; empty where its object is the figure itself, or says what the class does."""
    light = lexicon("light") - (lexicon("presenting") - lexicon("owning"))
    out = [c.lower_ for c in verb.children if c.dep_ == "compound:prt" and c.i > verb.i]
    of_figure = verb.dep_ == "acl:relcl" and verb.i > draft.token.i  # "the $900 it has given the yard"
    for child in verb.children if verb.lemma_.lower() in light and not of_figure else ():
        inside = range(child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ != "obj" or child.i < verb.i or child.pos_ != "NOUN" or child is draft.noun:
            continue
        told = lexicons.implied_action(child.lower_) == action_classes.class_name(draft.action)
        if told or child.lower_ in lexicon("time") or any(i in draft.parsed.quantities for i in inside):
            continue
        none = [c for c in child.lefts if c.lower_ == "no"]
        out += [t.lower_ if t.pos_ != "PROPN" else t.text for t in (*none, *phrase_of(child))]
    return " ".join(out[:_LONGEST])
