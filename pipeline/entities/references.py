"""Points pronouns and short forms back to what they mean within an article, where that is safe.

"the group", "its fighters", "the province", "they": each may only mean something named before it, of a fitting kind,
near
enough, and with no rival as near. What is not safe stays out of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.entities.entity import Entity
from pipeline.knowledge import table, words

_REACH = 3  # sentences back; a definite short form keeps its meaning about a paragraph long
_PRONOUN_REACH = 1
_SINGULAR = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
_PERSONS = frozenset(("he", "him", "his", "she", "her", "hers"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_BODIES = frozenset(("group", "organisation"))
_DETERMINERS = frozenset(("the", "this", "that"))
_EXPLETIVE = frozenset(("expl", "expl:pl"))


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for row in table("names/references", "words", "kinds"):
        for word in words(row["words"]):
            forms.setdefault(word, set()).update(words(row["kinds"]))
    return {word: frozenset(kinds) for word, kinds in forms.items()}


def resolve(doc: Doc, entities: Iterable[Entity]) -> dict[int, Entity]:
    """Token index of a pronoun or of a short form's head → the entity it points back to.

    ``doc`` is a whole article, sentences in order; ``entities`` its mentions. A person's later short name ("Assad")
    points to the first full one. The entity given is the earlier mention as it was found.
    """
    mentions = sorted(entities, key=lambda e: e.start)
    sentence_of = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            sentence_of[token.i] = number
    inside = {i for e in mentions for i in range(e.start, e.end)}
    found: dict[int, Entity] = {}
    persons: dict[str, Entity] = {}
    for mention in mentions:
        if mention.kind != "person":
            continue
        last = doc[mention.end - 1].lower_
        if mention.end - mention.start > 1 and " " in mention.name:
            known = persons.setdefault(last, mention)
            if known.name != mention.name:
                persons[last] = replace(known, name="")  # two people of one name: their short name is open
        elif last in persons and persons[last].name:
            found[mention.head] = persons[last]
    trail = list(mentions)
    origin: dict[int, Entity] = {}
    for token in doc:
        if token.i in inside:
            continue
        if kinds := _pointing(token):
            antecedent = _short_form(token, kinds, [e for e in trail if e.end <= token.i], sentence_of)
        elif token.lower_ in _SINGULAR | _PLURAL | _PERSONS and token.dep_ not in _EXPLETIVE:
            antecedent = _pronoun(doc, token, [e for e in trail if e.end <= token.i], sentence_of, found)
        else:
            continue
        if antecedent is not None:
            found[token.i] = origin.get(antecedent.start, antecedent)
            # what points back can itself be pointed to: "The group … Its fighters"
            origin[token.i] = found[token.i]
            trail.append(replace(antecedent, start=token.i, end=token.i + 1, head=token.i))
            trail.sort(key=lambda e: e.start)
    return found


def _pointing(token: Token) -> frozenset[str]:
    """The kinds that "the group", "this province" can point to; none when the noun is named or described further."""
    kinds = _short_forms().get(token.lower_, frozenset())
    if not kinds or token.pos_ not in ("NOUN", "PROPN"):
        return frozenset()
    determined = any(c.dep_.startswith("det") and c.lower_ in _DETERMINERS for c in token.children)
    described = any(
        c.dep_ in ("acl:relcl", "acl", "nmod", "appos", "nummod", "nmod:poss", "compound", "flat")
        or (
            c.dep_ == "amod"
            and c.lower_ not in ("militant", "terrorist", "jihadist", "extremist", "whole", "entire", "same", "terror")
        )
        for c in token.children
    )
    return kinds if determined and not described else frozenset()


def _near(token: Token, earlier: Sequence[Entity], sentence_of: list[int], reach: int) -> list[Entity]:
    here = sentence_of[token.i]
    return [e for e in earlier if here - sentence_of[e.head] <= reach]


def _short_form(
    token: Token, kinds: frozenset[str], earlier: Sequence[Entity], sentence_of: list[int]
) -> Entity | None:
    """The nearest fitting name, when no other fitting name stands in the same sentence as it without being the
    subject."""
    fitting = [e for e in _near(token, earlier, sentence_of, _REACH) if e.kind in kinds]
    return _only(token.doc, fitting, sentence_of)


def _pronoun(
    doc: Doc, token: Token, earlier: Sequence[Entity], sentence_of: list[int], found: dict[int, Entity]
) -> Entity | None:
    near = _near(token, earlier, sentence_of, _PRONOUN_REACH)
    if token.lower_ in _PERSONS:
        return _only(doc, [e for e in near if e.kind == "person"], sentence_of)
    bodies = [e for e in near if e.kind in _BODIES or e.kind == "country"]
    same = [e for e in bodies if sentence_of[e.head] == sentence_of[token.i]]
    if token.lower_ in _PLURAL:
        # "they" may be any people just named by a common noun: only a body that is itself the subject is safe
        subjects = [e for e in (same or bodies) if e.kind in _BODIES and doc[e.head].dep_ in _SUBJECTS]
        plural_noun = any(
            t.dep_ in _SUBJECTS
            and t.morph.get("Number", []) == ["Plur"]
            and t.pos_ == "NOUN"
            and sentence_of[token.i] - sentence_of[t.i] <= 1
            for t in doc[max(0, token.i - 60) : token.i]
        )
        return None if plural_noun else _only(doc, subjects, sentence_of)
    singular_noun = any(
        t.dep_ in _SUBJECTS
        and t.pos_ == "NOUN"
        and t.morph.get("Number", []) == ["Sing"]
        and t.i not in {e.head for e in bodies}
        and t.i not in found
        for t in doc[max(0, token.i - 60) : token.i]
        if sentence_of[t.i] == sentence_of[token.i]
    )
    if singular_noun and not same:
        return None
    return _only(doc, same or bodies, sentence_of)


def _only(doc: Doc, fitting: Sequence[Entity], sentence_of: list[int]) -> Entity | None:
    """The one name that is meant: the only one in the nearest sentence that has any, or else its only subject."""
    if not fitting:
        return None
    nearest = sentence_of[fitting[-1].head]
    rivals = [e for e in fitting if sentence_of[e.head] == nearest]
    if len({e.name for e in rivals}) == 1:
        return rivals[-1]
    subjects = [e for e in rivals if doc[e.head].dep_ in _SUBJECTS]
    joined = any(c.dep_ == "conj" for e in subjects for c in doc[e.head].children)
    return subjects[-1] if len({e.name for e in subjects}) == 1 and not joined else None
