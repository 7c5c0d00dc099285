"""What NewsQuant asks beyond values, found in a parse: the counted noun as a unit, and the concept that is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from pipeline import language
from pipeline.quantities import quantity
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens

CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV", "X", "SYM"))
INSIDE = frozenset(("compound", "amod", "nmod", "nmod:poss", "flat", "conj", "nummod", "appos", "case", "fixed", "goeswith", "dep", "poss"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "nsubjpass"))
HANGING = frozenset(("obj", "obl", "iobj", "xcomp", "advcl", "ccomp", "conj", "advmod", "obl:npmod", "obl:unmarked", "obl:tmod",
                     "parataxis", "root", "ROOT", "dep", "appos", "nmod", "acl", "acl:relcl", "nummod", "compound", "amod", "list"))  # fmt: skip


@dataclass
class Prepared:
    """A parsed sentence: the token that stands for each quantity by its offset, and the tokens that are part of one."""

    text: str
    tokens: dict[int, Token]
    taken: set[int]


def prepared(text: str, tokens: Tokens, expressions: list[Expression]) -> Prepared:
    """Parses the sentence with every number that NewsQuant counts shown to the parser as one token."""
    shown = []
    for e in expressions:
        kind, e.kind = e.kind, "quantity"
        shown.append(quantity(text, tokens, e))
        e.kind = kind
    at: dict[int, Token] = {}
    taken: set[int] = set()
    starts = {q.start for q in shown}
    for parsed in language.parse(text, shown):
        for i, q in parsed.quantities.items():
            at[q.start] = parsed.doc[i]
        taken |= {parsed.doc[i].idx for i, start in enumerate(parsed.starts) if start in starts}
    return Prepared(text, at, taken)


def noun_unit(parsed: Prepared, prediction: dict[str, Any]) -> str | None:
    """The unit's name; for a bare number the noun that is counted with its adjectives, in the singular."""
    unit = prediction["unit"]
    if unit not in (None, "%"):
        return str(unit)
    token = parsed.tokens.get(prediction["start"])
    if token is None:
        return None
    words = _counted_words(parsed, token, prediction["end"])
    if unit:
        return "% " + (" ".join(words) if words else "-")
    return " ".join(words) or None


def _counted_words(parsed: Prepared, token: Token, end: int) -> list[str]:
    if parsed.text[end : end + 1] == "-":
        after = [t for t in token.doc[token.i + 1 :] if t.text != "-"]
        return [_singular(after[0])] if after and after[0].is_alpha else []
    head = _counted(token)
    if head is None or head.pos_ == "PRON":
        return []
    words = [w for w in head.subtree if token.i < w.i < head.i and w.dep_ in ("amod", "compound", "nmod", "flat", "dep", "punct")
             and w.pos_ not in ("DET", "PRON", "ADP", "NUM") and not (w.dep_ == "punct" and w.text != "-")]  # fmt: skip
    text = ""
    for w in (*words, head):
        text += ("" if not text or text.endswith("-") or w.text == "-" else " ") + (_singular(w) if w is head or w.dep_ == "amod" else w.text)
    return text.split()


def _singular(word: Token) -> str:
    return word.text if word.pos_ == "PROPN" else word.lemma_.lower()


def _counted(token: Token) -> Token | None:
    """The noun that a number counts."""
    head = token.head
    if token.dep_ in ("nummod", "compound", "amod", "nmod") and head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") and head.i > token.i:
        return head
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ == "of" for c in child.children):
            return child
    j = token.i + 1
    while j < min(token.i + 5, len(token.doc)) and token.doc[j].pos_ in ("ADJ", "ADV", "PROPN", "VERB", "PUNCT") and token.doc[j].text not in ",.;:()":
        j += 1
    if j < len(token.doc) and token.doc[j].pos_ == "NOUN":
        return token.doc[j]
    return token.doc[j - 1] if j > token.i + 1 and token.doc[j - 1].pos_ == "PROPN" else None


def concepts(parsed: Prepared, prediction: dict[str, Any]) -> list[str] | None:
    """Words of the concept that the number measures, or None: what it is of, what it qualifies, and whose it is."""
    token = parsed.tokens.get(prediction["start"])
    if token is None:
        return None
    words: list[Token] = []
    measured = prediction["measured"]
    head = _top(token)
    if measured:
        near = _measured(parsed, token)
        words += near
    governor = _subject(parsed, _counted(token) or token if not measured else (head if not words else _owner(words)))
    for w in governor:
        if w not in words:
            words.append(w)
    seen: list[str] = []
    for w in words:
        text = w.text.strip("'’\"()")
        if text and text.lower() not in (s.lower() for s in seen):
            seen.append(text)
    return seen or None


def _owner(words: list[Token]) -> Token:
    inside = set(words)
    return next((w for w in words if w.head not in inside), words[0])


def _top(token: Token) -> Token:
    return token


def _phrase(parsed: Prepared, head: Token) -> list[Token]:
    """Content words of a noun phrase, without numbers that are quantities and without clauses."""
    out: list[Token] = []

    def walk(word: Token) -> Iterator[Token]:
        for child in word.lefts:
            if child.dep_ in INSIDE:
                yield from walk(child)
        yield word
        for child in word.rights:
            if child.dep_ in INSIDE and child.dep_ not in ("conj", "appos") or child.dep_ == "conj" and word is not head:
                yield from walk(child)

    for word in walk(head):
        if word.pos_ in CONTENT and word.idx not in parsed.taken and word.pos_ != "PRON" and word.dep_ not in ("case", "advmod"):
            out.append(word)
    return sorted(out, key=lambda w: w.i)


def _measured(parsed: Prepared, token: Token) -> list[Token]:
    """The noun that an amount is of ("60% of revenue") or stands before ("a 25% premium")."""
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ in ("of", "in") for c in child.children) and child.pos_ != "PRON":
            return _phrase(parsed, child)
    if token.dep_ in ("nummod", "compound", "amod", "nmod", "nmod:poss") and token.head.pos_ in ("NOUN", "PROPN") and token.head.idx not in parsed.taken:
        return _phrase(parsed, token.head)
    return []


def _subject(parsed: Prepared, token: Token) -> list[Token]:
    """The subject of the nearest clause above, or the noun that a clause or phrase hangs on."""
    word, steps = token, 0
    while steps < 12:
        steps += 1
        subject = next((c for c in word.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.idx not in parsed.taken:
            if subject.pos_ == "PRON":
                if word.dep_ == "acl:relcl":
                    return _phrase(parsed, word.head)
                return []
            if subject is not token and token not in subject.subtree:
                return _phrase(parsed, subject)
            return []
        if word.dep_ in SUBJECTS and word is token:
            return []
        if word.dep_ in ("acl", "acl:relcl") and word.head.pos_ in ("NOUN", "PROPN") and word.head.idx not in parsed.taken:
            return _phrase(parsed, word.head)
        if word.dep_ in ("nmod", "appos") and word.head.pos_ in ("NOUN", "PROPN") and word.head.idx not in parsed.taken and word is token:
            return _phrase(parsed, word.head)
        if word.head is word:
            return []
        word = word.head
    return []
