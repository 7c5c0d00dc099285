"""Clauses: from where to where a predicate's own words go, and the words of its noun phrases."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import cues, nouns
from pipeline.language import Parsed
from pipeline.tokens import Doc, Span, Token

_CUT = {"conj", "advcl", "parataxis", "ccomp"}
_LEADING = {"ADP", "CCONJ", "SCONJ"}
_NEAR = 8  # words behind "by" in which whose reckoning it is stands
_WIDEST = 12  # words on either side of a head that its phrase is shown with
_OF_COPULA = ("nsubj", "cop", "aux", "mark", "advcl", "parataxis", "ccomp", "punct", "expl", "csubj", "discourse")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by token indices ``start:end``, with its predicate and subject tokens."""

    predicate: Token
    subject: Token
    start: int
    end: int
    copula: Token | None = None


def span(predicate: Token, subject: Token, copula: Token | None, sentence: Span, whole: bool = False) -> Clause:
    """The clause of a predicate, without those that hang on it unless ``whole``."""
    start = subject.left_edge.i
    if subject.i > predicate.i:  # "in Idlib stood …": begins with the predicate
        start = min(predicate.i, *(c.i for c in predicate.lefts if c.dep_.startswith(("aux", "expl"))), predicate.i)
    elif predicate.dep_ == "conj" and subject.i < predicate.head.i:
        start = min([c.i for c in predicate.lefts if c.dep_ not in ("cc", "punct", "mark")] + [predicate.i])
    start, doc = max(start, sentence.start), sentence.doc
    while start < predicate.i and (doc[start].is_punct or doc[start].pos_ in _LEADING) and not _negates(doc[start]):
        start += 1
    end = predicate.i + 1
    own_aims = [c for c in predicate.rights if c.dep_ in _CUT and not _leaves(c)]
    cut = () if whole else _CUT
    cuts = sorted(c.left_edge.i for c in predicate.children if c.dep_ in cut and c.i > predicate.i and _leaves(c))
    limit = min([*cuts, sentence.end])
    for child in predicate.rights:
        if (child.dep_ not in cut or not _leaves(child)) and child.left_edge.i < limit:
            end = max(end, min(child.right_edge.i + 1, limit))
    if own_aims and not whole:  # an aim goes as far as its first comma
        last = max(own_aims, key=lambda c: c.i)
        end = next((i for i in range(last.i, end) if doc[i].text == ","), end)
    if not whole:
        stops = (
            i
            for i in range(predicate.i + 1, end - 1)
            if doc[i].text == "(" or (doc[i].text == "," and _trails(doc[i + 1]))
        )
        end = next(stops, end)
        hanging = [
            t.left_edge.i
            for t in doc[predicate.i + 1 : end]
            if t.dep_ == "advcl" and t.pos_ in ("VERB", "AUX") and _leaves(t)
        ]
        end = min([end, *(i for i in hanging if i > predicate.i + 1)])
    if start > sentence.start and _negates(doc[start - 1]) and doc[start - 1].head == predicate:
        start -= 1  # "not everyone is glad"
    return Clause(predicate, subject, start, _closed(doc, start, trimmed(doc, predicate.i, end)), copula)


def _leaves(child: Token) -> bool:
    """Is a clause that hangs on a predicate an assertion of its own? An aim ("to return home") and what stands for a
    thing ("what they need") belong to their predicate.
    """
    if child.dep_ == "advcl":
        opens = child.left_edge
        if child.tag_ == "VBG" and opens.lower_ in lexicon("with gerund") and opens.nbor(-1).text != ",":
            return False  # "charged with taking it"
        return not (child.tag_ == "VB" and child.left_edge.lower_ == "to" and child.left_edge.nbor(-1).text != ",")
    if child.dep_ == "ccomp":
        if child.left_edge.tag_ in ("WP", "WRB"):
            return False
        return child.pos_ in ("VERB", "AUX") or any(c.dep_.startswith(("nsubj", "cop")) for c in child.children)
    return child.pos_ in ("VERB", "AUX") or child.dep_ != "conj"


def _closed(doc: Doc, start: int, end: int) -> int:
    """The end with the mark that closes a quotation of the clause."""
    if end < len(doc) and doc[end].text in ("”", "»"):
        return end + (doc[start:end].text.count("“") > doc[start:end].text.count("”"))
    if end < len(doc) and doc[end].text == '"':
        return end + doc[start:end].text.count('"') % 2
    return end


def _negates(token: Token) -> bool:
    return token.lower_ in cues("negation")


def _goes_on(doc: Doc, end: int) -> bool:
    """Do words follow right behind: "112 are unaccounted for, …" ends with its preposition."""
    return end < len(doc) and not doc[end].is_punct


def trimmed(doc: Doc, predicate: int, end: int) -> int:
    """The end without punctuation and joining words that lead nowhere."""
    while end - 1 > predicate and (
        doc[end - 1].is_punct
        or doc[end - 1].dep_ in ("cc", "mark")
        or (doc[end - 1].pos_ == "ADP" and _goes_on(doc, end))
    ):
        end -= 1
    comma = next((i for i in range(end - 1, predicate, -1) if doc[i].text == ","), None)
    rest = list(doc[comma + 1 : end]) if comma is not None else []
    if comma is not None and rest and len(rest) <= 3 and rest[-1].lemma_.lower() in lexicon("spans of time"):
        return comma  # ", two years | after he left"
    return end


def _trails(token: Token) -> bool:
    """Does a word after a comma open something that is no part of the assertion (", warning of …", ", which …")?"""
    if token.dep_ == "cc" and token.head.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        return any(
            c.dep_ == "cop" or c.dep_.startswith("nsubj") for c in token.head.children
        )  # no ", and oats" of a list
    if token.lower_ == "by" and any(nouns().get(t.lower_) == "document" for t in token.doc[token.i : token.i + _NEAR]):
        return False  # ", by the chamber's reckoning"
    return (
        token.lower_.endswith("ing")
        or token.tag_ in ("VBG", "WDT", "WP", "WRB", "IN")
        or token.pos_ in ("ADP", "SCONJ")
        or token.dep_ in ("cc", "appos")
    )


def words(parsed: Parsed, text: str, token: Token | None) -> str | None:
    """The article's words of a noun phrase, without clauses that hang on it."""
    if token is None:
        return None
    hanging: set[int] = set()  # tokens of the clauses that hang on the phrase, or that it is the complement of
    copular = any(c.dep_ == "cop" for c in token.children)
    run: list[Token] = []
    for t in token.subtree:
        outside = t.head == token and copular and t.dep_.startswith(_OF_COPULA)
        if outside or (t.i > token.i and t.dep_ in ("acl:relcl", "acl", "parataxis", "appos")):
            hanging.update(range(t.left_edge.i, t.right_edge.i + 1))
        if abs(t.i - token.i) <= _WIDEST:
            run.append(t)
    run = [t for t in run if t.i not in hanging]
    while run and (run[0].is_punct or run[0].pos_ in _LEADING or run[0].dep_ in ("cc", "mark")) and run[0].i < token.i:
        run.pop(0)
    while run and run[-1].is_punct:
        run.pop()
    return parsed.words(text, run).strip(' ,;:–—"“') or None


def object_of(clause: Clause) -> Token | None:
    """The direct object, else the first oblique after the predicate; of a copula the predicate itself."""
    if clause.copula is not None:
        return clause.predicate
    after = [c for c in clause.predicate.rights if c.i < clause.end]
    return next((c for c in after if c.dep_ == "obj"), None) or next(
        (c for c in after if c.dep_.startswith(("obl", "xcomp"))), None
    )
