"""What NewsQuant asks beyond values, found in a parse: the counted noun as a unit, and the concept that is measured."""

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
    """A parsed sentence, and the token that stands for each quantity by its offset."""

    text: str
    tokens: dict[int, Token]


def prepared(text: str, tokens: Tokens, expressions: list[Expression]) -> Prepared:
    """Parses the sentence with every number that NewsQuant counts shown to the parser as one token."""
    shown = []
    for e in expressions:
        kind, e.kind = e.kind, "quantity"
        shown.append(quantity(text, tokens, e))
        e.kind = kind
    at: dict[int, Token] = {}
    for parsed in language.parse(text, shown):
        for i, q in parsed.quantities.items():
            at[q.start] = parsed.doc[i]
    return Prepared(text, at)


def noun_unit(parsed: Prepared, prediction: dict[str, Any]) -> str | None:
    """The unit's name; for a bare number the noun that is counted with its adjectives, in the singular."""
    unit = prediction["unit"]
    if unit not in (None, "%"):
        return str(unit)
    token = parsed.tokens.get(prediction["start"])
    head = _counted(token) if token is not None else None
    if head is None or token is None:
        return "% -" if unit else None
    words = [w for w in head.subtree if w.i > token.i and w.i <= head.i and w.pos_ not in ("DET", "PUNCT", "PRON", "ADP")
             and w.dep_ in ("amod", "compound", "nmod", "flat") and w.head.i <= head.i or w.i == head.i]  # fmt: skip
    return ("% " if unit else "") + " ".join(_singular(w) for w in words if w.text not in ("-", ","))


def _singular(word: Token) -> str:
    return word.text if word.pos_ == "PROPN" else word.lemma_.lower()


def _counted(token: Token) -> Token | None:
    if token.dep_ == "nummod" and token.head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
        return token.head if token.head.i > token.i else None
    for child in token.children:
        if child.dep_ == "nmod" and child.i > token.i and any(c.lower_ == "of" for c in child.children):
            return child
    if token.i + 1 < len(token.doc) and token.nbor().pos_ == "NOUN" and token.nbor().i > token.i:
        return token.nbor()
    return None


def concepts(parsed: Prepared, prediction: dict[str, Any]) -> list[str] | None:
    """Words of the concept that the number measures, or None."""
    return None
