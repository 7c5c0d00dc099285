"""Statements: clauses without a figure that can be true or false, with subject, predicate, object and span.

A clause runs from its subject to its last word, without the clauses that hang on it. Questions, commands, what "I" and
"you" do, and clauses that only say who speaks are no statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.sourcing import cues, verbs
from pipeline.language import Parsed
from pipeline.model import Quantity

_FINITE = {"VBZ", "VBD", "VBP", "MD"}
_CUT = {"conj", "advcl", "parataxis", "ccomp"}
_LEADING = {"ADP", "CCONJ", "SCONJ"}
_WIDEST = 12  # words on either side of a head that its phrase is shown with
_SHORTEST = 3  # words of a clause


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by token indices ``start:end``, with its predicate and subject tokens."""

    predicate: Token
    subject: Token
    start: int
    end: int
    copula: Token | None = None


def find(parsed: Parsed, sentence: Span) -> Iterator[Clause]:
    """The statements of a sentence, in the order of their predicates."""
    if sentence.text.rstrip("\"”’') ").endswith("?"):
        return
    tokens = list(sentence)
    copulas = {t.head.i: t for t in reversed(tokens) if t.dep_ == "cop"}
    for token in tokens:
        copula = copulas.get(token.i)
        if copula is None and token.pos_ != "VERB":
            continue
        subject = _subject(token)
        if subject is None or subject.lower_ in lexicon("speaking") or not _finite(token, copula):
            continue
        denies = verbs().get(token.lemma_.lower()) == "denied"
        if (
            token.lemma_.lower() in verbs()
            and any(c.dep_ in ("ccomp", "parataxis") for c in token.children)
            and not denies
        ):
            continue
        clause = _without_figures(parsed, span(token, subject, copula, sentence, whole=denies))
        if clause is not None and clause.end - clause.start >= _SHORTEST:
            yield clause


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
            return replace(clause, end=_trimmed(parsed.doc, clause.predicate.i, above.left_edge.i))
    return None


def _is_exact(quantity: Quantity) -> bool:
    return quantity.bound != "vague" and (quantity.unit != "percent" or any(c.isdigit() for c in quantity.quote))


def _subject(predicate: Token) -> Token | None:
    if predicate.dep_ in ("acl:relcl", "acl"):
        own = next((c for c in predicate.children if c.dep_.startswith("nsubj")), None)
        if own is None or own.lower_ in ("who", "which", "that"):
            return predicate.head if predicate.head.pos_ in ("NOUN", "PROPN") else None
        return own
    return subject_of(predicate)


def _finite(predicate: Token, copula: Token | None) -> bool:
    if copula is not None and copula.tag_ in _FINITE:
        return True
    if predicate.tag_ in _FINITE:
        return True
    if predicate.dep_ == "acl" and predicate.tag_ == "VBN":
        return any(g.lower_ == "by" for c in predicate.children for g in c.children)
    helpers = [c for c in predicate.children if c.dep_.startswith("aux")]
    shared = predicate.head.children if predicate.dep_ == "conj" else ()
    return any(c.tag_ in _FINITE for c in (*helpers, *(c for c in shared if c.dep_.startswith("aux"))))


def span(predicate: Token, subject: Token, copula: Token | None, sentence: Span, whole: bool = False) -> Clause:
    """The clause of a predicate, without those that hang on it unless ``whole``."""
    start = subject.left_edge.i
    if subject.i > predicate.i:  # "in Idlib stood …": begins with the predicate
        start = min(predicate.i, *(c.i for c in predicate.lefts if c.dep_.startswith("aux")), predicate.i)
    elif predicate.dep_ == "conj" and subject.i < predicate.head.i:
        start = min([c.i for c in predicate.lefts if c.dep_ not in ("cc", "punct", "mark")] + [predicate.i])
    start, doc = max(start, sentence.start), sentence.doc
    while start < predicate.i and (doc[start].is_punct or doc[start].pos_ in _LEADING) and not _negates(doc[start]):
        start += 1
    end = predicate.i + 1
    cut = () if whole else _CUT
    cuts = sorted(
        c.left_edge.i
        for c in predicate.children
        if c.dep_ in cut and c.i > predicate.i and (c.pos_ in ("VERB", "AUX") or c.dep_ != "conj")
    )
    limit = min([*cuts, sentence.end])
    for child in predicate.rights:
        if child.dep_ not in cut and child.left_edge.i < limit:
            end = max(end, min(child.right_edge.i + 1, limit))
    if not whole:
        stops = (
            i
            for i in range(predicate.i + 1, end - 1)
            if doc[i].text == "(" or (doc[i].text == "," and _trails(doc[i + 1]))
        )
        end = next(stops, end)
        hanging = [t.left_edge.i for t in doc[predicate.i + 1 : end] if t.dep_ == "advcl" and t.pos_ in ("VERB", "AUX")]
        end = min([end, *(i for i in hanging if i > predicate.i + 1)])
    return Clause(predicate, subject, start, _trimmed(doc, predicate.i, end), copula)


def _negates(token: Token) -> bool:
    return token.lower_ in cues("negation")


def _trimmed(doc: Doc, predicate: int, end: int) -> int:
    """The end without punctuation and joining words that lead nowhere."""
    while end - 1 > predicate and (
        doc[end - 1].is_punct or doc[end - 1].dep_ in ("cc", "mark") or doc[end - 1].pos_ == "ADP"
    ):
        end -= 1
    return end


def _trails(token: Token) -> bool:
    """Does a word after a comma open something that is no part of the assertion (", warning of …", ", which …")?"""
    return (
        token.lower_.endswith("ing")
        or token.tag_ in ("VBG", "WDT", "WP", "IN")
        or token.pos_ in ("ADP", "SCONJ")
        or token.dep_ in ("cc", "appos")
    )


def words(parsed: Parsed, text: str, token: Token | None) -> str | None:
    """The article's words of a noun phrase, without clauses that hang on it."""
    if token is None:
        return None
    hanging: set[int] = set()  # tokens of the clauses that hang on the phrase
    run: list[Token] = []
    for t in token.subtree:
        if t.i > token.i and t.dep_ in ("acl:relcl", "acl", "parataxis", "appos"):
            hanging.update(range(t.left_edge.i, t.right_edge.i + 1))
        if abs(t.i - token.i) <= _WIDEST:
            run.append(t)
    run = [t for t in run if t.i not in hanging]
    return parsed.words(text, run) or None


def object_of(clause: Clause) -> Token | None:
    """The direct object, else the first oblique after the predicate; of a copula the predicate itself."""
    if clause.copula is not None:
        return clause.predicate
    after = [c for c in clause.predicate.rights if c.i < clause.end]
    return next((c for c in after if c.dep_ == "obj"), None) or next(
        (c for c in after if c.dep_.startswith(("obl", "xcomp"))), None
    )
