"""What NewsQuant asks beyond values, found in a parse: the counted noun as a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from pipeline import language
from pipeline.quantities import quantity
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens


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
    head = counted(token)
    if head is None or head.pos_ == "PRON":
        return []
    words = [
        w
        for w in head.subtree
        if token.i < w.i < head.i
        and w.dep_ in ("amod", "compound", "nmod", "flat", "dep", "punct")
        and w.pos_ not in ("DET", "PRON", "ADP", "NUM")
        and not (w.dep_ == "punct" and w.text != "-")
    ]
    text = ""
    for w in (*words, head):
        text += ("" if not text or text.endswith("-") or w.text == "-" else " ") + (
            _singular(w) if w is head or w.dep_ == "amod" else w.text
        )
    return text.split()


def _singular(word: Token) -> str:
    return word.text if word.pos_ == "PROPN" else word.lemma_.lower()


def counted(token: Token) -> Token | None:
    """The noun that a number counts."""
    head = token.head
    if (
        token.dep_ in ("nummod", "compound", "amod", "nmod")
        and head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")
        and head.i > token.i
    ):
        return head
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ == "of" for c in child.children):
            return child
    j = token.i + 1
    while (
        j < min(token.i + 5, len(token.doc))
        and token.doc[j].pos_ in ("ADJ", "ADV", "PROPN", "VERB", "PUNCT")
        and token.doc[j].text not in ",.;:()"
    ):
        j += 1
    if j < len(token.doc) and token.doc[j].pos_ == "NOUN":
        return token.doc[j]
    return token.doc[j - 1] if j > token.i + 1 and token.doc[j - 1].pos_ == "PROPN" else None
