"""Statements: clauses without a figure that can be true or false, with subject, predicate, object and span.

A clause runs from its subject to its last word, without the clauses that hang on it. Questions, commands, what "I" and
"you" do, and clauses that only say who speaks are no statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipeline.claims.clauses import Clause, span, trimmed
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.sourcing import cues, speech, verbs
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.language import Parsed
from pipeline.model import Quantity
from pipeline.tokens import Span, Token

_FINITE = {"VBZ", "VBD", "VBP", "MD"}
_SHORTEST = 3  # words of a clause


@cache
def durations() -> frozenset[str]:
    """Units of time: a figure in them is how long something took, nothing that sources are compared on."""
    return frozenset(settings("claims")["durations"])


def find(parsed: Parsed, sentence: Span, pronouns: Mapping[int, Entity] | None = None) -> Iterator[Clause]:
    """The statements of a sentence, in the order of their predicates.

    ``pronouns`` says what pronouns point back to: a clause about "this" or "it", nobody knows what, cannot stand alone.
    """
    if sentence.text.rstrip("\"”’') ").endswith("?"):
        return
    tokens = list(sentence)
    copulas = {t.head.i: t for t in reversed(tokens) if t.dep_ == "cop"}
    for token in tokens:
        copula = copulas.get(token.i)
        if copula is None and token.pos_ != "VERB":
            continue
        subject = _subject(token) or (_expletive(token) if copula is not None else None)
        if subject is None or subject.lower_ in lexicon("speaking") or not _finite(token, copula) or is_aside(token):
            continue
        if _stands_for_nothing(subject, token, pronouns or {}) or not _asserts(token):
            continue
        denies = verbs().get(token.lemma_.lower()) == "denied"
        if (
            token.lemma_.lower() in verbs()
            and any(c.dep_ in ("ccomp", "parataxis") for c in token.children)
            and not denies
        ):
            continue
        clause = _without_figures(parsed, span(token, subject, copula, sentence, whole=denies or _needs_clause(token)))
        compared = (
            clause is not None and clause.start > sentence.start and sentence.doc[clause.start - 1].lower_ == "than"
        )
        if clause is not None and not compared and clause.end - clause.start >= _SHORTEST:
            yield clause


def _needs_clause(predicate: Token) -> bool:
    """ "He did not contest that men had died": without the clause that is its object it would say nothing."""
    if any(c.dep_ in ("obj", "obl", "xcomp") and c.i > predicate.i for c in predicate.children):
        return False
    return any(
        c.dep_ == "ccomp" and c.i > predicate.i and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)
        for c in predicate.children
    )


def _stands_for_nothing(subject: Token, predicate: Token, pronouns: Mapping[int, Entity]) -> bool:
    """Is the subject "what", or a bare "this" or "it" that points to nothing known?"""
    if subject.tag_ in ("WP", "WDT"):
        return True  # "who might have died", whoever that is
    bare = subject.lower_ in lexicon("pointing") and not any(
        c.dep_.startswith(("nmod", "acl")) for c in subject.children
    )
    return bare and subject.i not in pronouns


def _asserts(predicate: Token) -> bool:
    """Is a verb more than a word for who speaks, a question inside a sentence, or a name that the parse took for a
    verb?
    """
    if predicate.text[:1].isupper() and predicate.i > predicate.sent.start and predicate.pos_ == "VERB":
        return False
    children = list(predicate.children)
    if any(c.lower_ == "according" for c in children):
        return False
    opening = predicate.left_edge
    if predicate.dep_ == "ccomp" and predicate.head.lemma_.lower() in cues("demanding"):
        return False  # "he demanded that they leave"
    if predicate.dep_ == "advcl" and _only_compares(predicate):
        return False
    if any(v.left_edge.lower_ == "than" for v in _up(predicate)):
        return False  # "more than Ann Lee ever did", "than she thought it would be"
    if predicate.dep_ in ("ccomp", "csubj", "advcl") and opening.tag_ in ("WP", "WRB", "WDT"):
        return opening.lower_ in ("when", "where", "while")
    if predicate.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in children):
        return False  # "as released by the committee"
    if predicate.dep_ == "acl:relcl":
        own = next((c for c in children if c.dep_.startswith("nsubj")), None)
        relative = own is None or own.tag_ in ("WP", "WDT")
        told = predicate.head
        said = relative and told.dep_ in ("obj", "iobj") and told.head.lemma_.lower() in speech()
        if said and opening.lower_ == "that":
            return False  # "told landlords that enough was enough": no word of what landlords are
        if not relative and any(c.dep_ == "obj" and c.tag_ in ("WP", "WDT") for c in children):
            return False  # "the bend that people call the Balcony"
        where = any(c.tag_ == "WRB" for c in predicate.subtree)
        if not relative and not where and not any(c.dep_ == "obj" and c.tag_ not in ("WP", "WDT") for c in children):
            return False  # "the towns that they hold": its object stands outside of it
    lemma = predicate.lemma_.lower()
    following = predicate.doc[predicate.i + 1 : predicate.i + 3]
    ended = [t.text for t in following if t.lower_ != "out"][:1]
    bare = predicate.tag_ in ("VBD", "VBZ", "VBP") and ended in ([","], ["."], [":"], [])
    if lemma in speech() or (lemma in verbs() and bare):  # "…, official data showed, …"
        says = any(not c.is_punct for c in predicate.rights) or any(c.dep_ == "csubj" for c in children)
        passive = says and any(  # not "a jury had been told"
            c.dep_ in ("nsubj:pass", "aux:pass") for c in children
        )
        content = any(
            c.dep_ in ("obj", "xcomp") and c.pos_ != "PRON" and c.lower_ not in durations() for c in children
        )  # not "reported this month"
        return passive or content
    return True


def _up(predicate: Token) -> Iterator[Token]:
    """A predicate and those that it is the content of: "than she | thought it would be"."""
    yield predicate
    while predicate.dep_ in ("ccomp", "xcomp") and predicate.head is not predicate:
        predicate = predicate.head
        yield predicate


def _only_compares(predicate: Token) -> bool:
    """ "as the founders intended", "had he been told": nothing is said, or nothing that was so."""
    children = list(predicate.children)
    bare = not any(c.i > predicate.i and c.dep_.startswith(("obj", "obl", "xcomp", "ccomp")) for c in children)
    as_ = any(c.dep_ == "mark" and c.lower_ == "as" for c in children)
    inverted = any(
        c.dep_.startswith("aux") and c.lower_ in ("had", "were", "should") and c.i == predicate.left_edge.i
        for c in children
    )
    before = predicate.doc[predicate.sent.start : predicate.left_edge.i]
    as_much = as_ and any(
        t.lower_ == "as" and t.nbor().pos_ in ("ADJ", "ADV") for t in before
    )  # "as many as it can hold"
    put_so = as_ and any(c.dep_ == "obj" and c.lower_ == "it" for c in children)  # "as the mayor put it"
    return (as_ and bare) or as_much or put_so or (inverted and any(c.dep_.startswith("nsubj") for c in children))


def _without_figures(parsed: Parsed, clause: Clause) -> Clause | None:
    """The clause when no figure stands in it, cut before the clause that has one; None when the figure is its own.

    "all" and "a few" are no figures that make it another kind of claim.
    """
    inside = [i for i, q in parsed.quantities.items() if clause.start <= i < clause.end and _is_exact(q)]
    if not inside:
        return clause
    figure = parsed.doc[min(inside)]
    for above in figure.ancestors:
        if above == clause.predicate or not clause.predicate.i < above.i < clause.end:
            continue
        if above.dep_.startswith(("acl", "advcl")) and above.left_edge.i > clause.predicate.i + 1:
            return replace(clause, end=trimmed(parsed.doc, clause.predicate.i, above.left_edge.i))
    return None


def _is_exact(quantity: Quantity) -> bool:
    everything = quantity.unit == "percent" and quantity.low == 100 and not any(c.isdigit() for c in quantity.quote)
    return quantity.bound != "vague" and not everything and quantity.unit not in durations()


def _subject(predicate: Token) -> Token | None:
    if predicate.dep_ in ("acl:relcl", "acl"):
        own = next((c for c in predicate.children if c.dep_.startswith("nsubj")), None)
        if own is None or own.lower_ in ("who", "which", "that"):
            return predicate.head if predicate.head.pos_ in ("NOUN", "PROPN") else None
        return own
    return subject_of(predicate) or _past_aside(predicate)


def _past_aside(predicate: Token) -> Token | None:
    """The subject of a verb behind an aside that the parse took for its verb: "The fund, called Orca, is sinking"."""
    for aside in (predicate.head, *(c for c in predicate.lefts if c.dep_ == "advcl")):
        if aside.i < predicate.i and is_aside(aside):
            return next(c for c in aside.lefts if c.dep_.startswith("nsubj"))
    return None


def is_aside(verb: Token) -> bool:
    """Is a verb, right after a comma after its subject, none of its own: "The fund, called Orca, is sinking"?"""
    subject = next((c for c in verb.lefts if c.dep_.startswith("nsubj")), None)
    if subject is None or verb.tag_ not in ("VBN", "VBD") or verb.nbor(-1).text != ",":
        return False
    return "," not in [t.text for t in verb.doc[subject.i : verb.i - 1]]


def _expletive(predicate: Token) -> Token | None:
    """ "It" of "it is unclear how many came", whose subject is the clause behind it."""
    behind = any(c.dep_ in ("csubj", "ccomp") and c.i > predicate.i for c in predicate.children)
    return next((c for c in predicate.children if behind and c.dep_.startswith("expl") and c.i < predicate.i), None)


def _finite(predicate: Token, copula: Token | None) -> bool:
    if copula is not None and copula.tag_ in _FINITE:
        return True
    if predicate.tag_ in _FINITE:
        return True
    if predicate.dep_ == "acl" and predicate.tag_ == "VBN":
        return any(g.lower_ == "by" for c in predicate.children for g in c.children)
    helpers = [c for c in predicate.children if c.dep_.startswith("aux")]
    if predicate.tag_ == "VBN" and not helpers and any(c.dep_ == "nsubj" for c in predicate.lefts):
        # a past tense that the tagger took for a participle
        return predicate.dep_ in ("ROOT", "ccomp", "parataxis")
    shared = predicate.head.children if predicate.dep_ == "conj" else ()
    return any(c.tag_ in _FINITE for c in (*helpers, *(c for c in shared if c.dep_.startswith("aux"))))
