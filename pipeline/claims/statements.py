"""Statements: clauses without a figure that can be true or false, with subject, predicate, object and span.

A clause runs from its subject to its last word, without the clauses that hang on it. Questions, commands, what "I" and
"you" do, and clauses that only say who speaks are no statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.claims.phrases import subject_of
from pipeline.claims.source import Report, cues, verbs
from pipeline.language import Parsed
from pipeline.model import Certainty, Polarity

_FINITE = {"VBZ", "VBD", "VBP", "MD"}
_CUT = {"conj", "advcl", "parataxis", "ccomp"}
_SPEAKING = {"i", "you", "we", "me", "us"}
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
    for token in sentence:
        copula = next((c for c in token.children if c.dep_ == "cop"), None)
        if token.pos_ != "VERB" and copula is None:
            continue
        subject = _subject(token)
        if subject is None or subject.lower_ in _SPEAKING or not _finite(token, copula):
            continue
        if token.lemma_.lower() in verbs() and any(c.dep_ in ("ccomp", "parataxis") for c in token.children):
            continue
        clause = _span(token, subject, copula, sentence)
        if clause.end - clause.start < _SHORTEST or any(clause.start <= i < clause.end for i in parsed.quantities):
            continue
        yield clause


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


def _span(predicate: Token, subject: Token, copula: Token | None, sentence: Span) -> Clause:
    start = subject.left_edge.i
    if subject.i > predicate.i:  # "in Idlib stood …": begins with the predicate
        start = min(predicate.i, *(c.i for c in predicate.lefts if c.dep_.startswith("aux")), predicate.i)
    elif predicate.dep_ == "conj" and subject.i < predicate.head.i:
        start = min([c.i for c in predicate.lefts if c.dep_ not in ("cc", "punct", "mark")] + [predicate.i])
    start = max(start, sentence.start)
    end = predicate.i + 1
    cuts = sorted(
        c.left_edge.i
        for c in predicate.children
        if c.dep_ in _CUT and c.i > predicate.i and (c.pos_ in ("VERB", "AUX") or c.dep_ != "conj")
    )
    limit = min([*cuts, sentence.end])
    for child in predicate.rights:
        if child.dep_ not in _CUT and child.left_edge.i < limit:
            end = max(end, min(child.right_edge.i + 1, limit))
    doc = sentence.doc
    end = next((i for i in range(predicate.i + 1, end - 1) if doc[i].text == "," and _trails(doc[i + 1])), end)
    while end - 1 > predicate.i and (doc[end - 1].is_punct or doc[end - 1].dep_ in ("cc", "mark")):
        end -= 1
    return Clause(predicate, subject, start, end, copula)


def _trails(token: Token) -> bool:
    """Does a word after a comma open something that is no part of the assertion (", warning of …", ", which …")?"""
    return token.tag_ in ("VBG", "WDT", "WP", "IN") or token.pos_ in ("ADP", "SCONJ") or token.dep_ in ("cc", "appos")


def standing(clause: Clause, report: Report | None) -> tuple[Certainty, Polarity]:
    """Certainty and polarity of a statement, from its helpers, its adverbs and its source's verb."""
    predicate = clause.predicate
    words = {c.lower_ for c in predicate.children} | {
        t.lower_ for t in predicate.doc[clause.start : clause.end] if t.pos_ == "ADV"
    }
    words.add(predicate.lower_)
    raised = predicate.dep_ in ("xcomp", "ccomp", "csubj") and predicate.head.lemma_.lower() in cues("modal_estimated")
    certainty: Certainty = report.certainty if report else "asserted"
    if predicate.lemma_.lower() in verbs() and verbs()[predicate.lemma_.lower()] == "denied":
        certainty = "denied"
    elif certainty in ("asserted", "reported"):
        if words & set(cues("adverb_alleged")):
            certainty = "alleged"
        elif words & (set(cues("modal_predicted")) | {"may", "might", "could"}):
            certainty = "predicted"
        elif raised or predicate.lemma_.lower() in cues("modal_estimated") or words & set(cues("adverb_estimated")):
            certainty = "estimated"
    negated = certainty == "denied" or bool(words & set(cues("negation")))
    return certainty, "negated" if negated else "affirmed"


def words(parsed: Parsed, text: str, token: Token | None) -> str | None:
    """The article's words of a noun phrase, without clauses that hang on it."""
    if token is None:
        return None
    inner = [
        t
        for t in token.subtree
        if not any(
            a.dep_ in ("acl:relcl", "acl", "parataxis", "appos") and a.i > token.i
            for a in (t, *t.ancestors)
            if a.i != token.i and token in a.ancestors
        )
    ]
    run = [t for t in inner if abs(t.i - token.i) <= 12]
    return parsed.words(text, run) or None


def object_of(clause: Clause) -> Token | None:
    """The direct object, else the first oblique after the predicate; of a copula the predicate itself."""
    if clause.copula is not None:
        return clause.predicate
    after = [c for c in clause.predicate.rights if c.i < clause.end]
    return next((c for c in after if c.dep_ == "obj"), None) or next(
        (c for c in after if c.dep_.startswith(("obl", "xcomp"))), None
    )
