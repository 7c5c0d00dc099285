"""Whether a name or a noun is a woman's or a man's, where that is sure: "Elena Cazacu", "the chairwoman", "Mr Plop"."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline import lexicons
from pipeline.knowledge import table, words
from pipeline.tokens import Token

Gender = Literal["woman", "man"]
_OF_PRONOUN: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "woman"),
    **dict.fromkeys(("he", "him", "his", "himself"), "man"),
}
_PERSONAL = ("person", "office", "anonymous")


def of_pronoun(word: str) -> Gender | None:
    """The gender of "he" and "she" in all their forms."""
    return _OF_PRONOUN.get(word.lower())


@cache
def _names() -> dict[str, Gender]:
    return _rows("woman", "man")


@cache
def _nouns() -> dict[str, Gender]:
    return _rows("woman noun", "man noun")


def _rows(woman: str, man: str) -> dict[str, Gender]:
    """Words of ``data/names/genders.csv`` → gender."""
    out: dict[str, Gender] = {}
    for row in table("names/genders", "kind", "words"):
        if row["kind"] in (woman, man):
            out.update(dict.fromkeys(words(row["words"]), "woman" if row["kind"] == woman else "man"))
    return out


def of_noun(word: str) -> Gender | None:
    """The gender that a noun or title tells.

    >>> of_noun("spokeswoman"), of_noun("Mr."), of_noun("mayor")
    ('woman', 'man', None)
    """
    word = word.lower().rstrip(".")
    known = _nouns().get(word)
    if known is None and word.endswith("man") and not word.endswith("human"):
        return "woman" if word.endswith("woman") else "man"
    return known


def of_name(name: str) -> Gender | None:
    """The gender of a full name, by its title or its first name; a surname alone tells nothing.

    >>> of_name("Elena Cazacu"), of_name("Chairman Lee"), of_name("Cazacu")
    ('woman', 'man', None)
    """
    parts = name.split()
    told = (of_noun(part) or (_names().get(part) if part is not parts[-1] else None) for part in parts)
    return next((gender for gender in told if gender is not None), None)


@cache
def _speakers() -> frozenset[str]:
    rows = table("lexicons/source_nouns", "noun", "kind")
    return frozenset(row["noun"] for row in rows if row["kind"] in _PERSONAL)


@cache
def _of(kind: str) -> tuple[str, ...]:
    """The words of one kind of ``data/lexicons/sourcing.csv``."""
    rows = table("lexicons/sourcing", "kind", "words")
    return tuple(word for row in rows if row["kind"] == kind for word in words(row["words"]))


def is_person(noun: Token) -> bool:
    """Does a common noun in the singular mean one person: "the mayor", "a baker"?"""
    word = noun.lemma_.lower()
    if noun.tag_ != "NN" or not word.isascii():
        return False
    if word in _speakers() or of_noun(word) is not None:
        return True
    kind = lexicons.counted_class(word)
    if kind is not None:
        return "person" in lexicons.ancestors(kind)
    return word.endswith(_of("human")) and word not in _of("no human")
