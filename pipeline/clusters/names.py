"""Actors and places as sets of canonical names, so that "Turkey / Syria" and "Syria and Turkey" are one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline import entities, lexicons
from pipeline.entities.gazetteer import gazetteer
from pipeline.entities.spelling import fold

# Idlib the city and Idlib the province are one place to a reader
_ADMINISTRATIVE = re.compile(r" (?:province|governorate|region|oblast|prefecture|county|district|city)$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|/|;|\band\b|&|\bor\b|\(|\))\s*")


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a facet. ``known`` are canonical; ``words`` is the facet as it was told, in lower case."""

    known: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()  # ISO codes of the known names, or of the countries they lie in
    inner: frozenset[str] = frozenset()  # known names that lie within a country: cities, regions, groups
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.known or self.words)


NOBODY = Names()


PLACES: tuple[entities.Kind, ...] = ("country", "city", "region", "place")
ACTORS: tuple[entities.Kind, ...] = ("country", "nationality", "group")


@lru_cache(maxsize=65_536)
def resolve(kinds: tuple[entities.Kind, ...], *texts: str | None) -> Names:
    """The names of some ``kinds`` in the first of ``texts`` that holds any that are known."""
    for text in texts:
        if not text:
            continue
        whole = entities.canonical(text)
        parts = [whole] if whole else [entities.canonical(part) for part in _SPLIT.split(text) if part]
        found = [name for name in parts if name and name.kind in kinds and not name.shared]
        if found:
            return from_names(found, text)
    told = next((t for t in texts if t), None)
    return Names(words=" ".join(lexicons.tokens(told))) if told else NOBODY


@lru_cache(maxsize=65_536)
def look_up(text: str) -> entities.Name | None:
    """What ``text`` names by an exact spelling, or None."""
    return gazetteer().look_up(fold(text))


@lru_cache(maxsize=65_536)
def listed(text: str) -> str | None:
    """The name that ``text`` is one spelling of, as a key to compare by; None for ordinary words."""
    found = look_up(text)
    return None if found is None or found.ambiguous else _key(found)


def _key(name: entities.Name) -> str:
    """Countries and their people by ISO code, so that Britain and the British are one; others by name."""
    if name.country and name.kind in ("country", "nationality"):
        return name.country
    return _ADMINISTRATIVE.sub("", name.name)


def from_names(found: Sequence[entities.Name], text: str = "") -> Names:
    """Several names as one facet."""
    if not found:
        return NOBODY
    return Names(
        known=frozenset(_key(n) for n in found),
        countries=frozenset(n.country for n in found if n.country),
        inner=frozenset(_key(n) for n in found if n.kind not in ("country", "nationality")),
        words=text.lower() or " and ".join(sorted({n.name for n in found})),
    )


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_LONGEST = 4


def mentioned(text: str) -> list[entities.Name]:
    """The listed names in a stretch of text, left to right, the longest first; ambiguous ones are left out."""
    tokens = list(_WORD.finditer(text))
    out: list[entities.Name] = []
    i = 0
    while i < len(tokens):
        length, name = _name_at(text, tokens, i) if tokens[i].group()[0].isupper() else (1, None)
        if name is not None:
            out.append(name)
        i += length
    return out


def capital(word: str) -> bool:
    """Can a word stand in a name: it begins with a capital, or does so behind a hyphen (al-Sham)?"""
    return word[0].isupper() or word.rpartition("-")[2][:1].isupper()


def _name_at(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, entities.Name | None]:
    for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
        last = tokens[i + length - 1]
        if length > 1 and not capital(last.group()):
            continue
        printed = re.sub(r"['’]s?$", "", text[tokens[i].start() : last.end()])
        found = look_up(printed)
        if found is None or found.ambiguous:
            continue
        if length == 1 and len(printed) <= 3 and not printed.isupper() and "." not in printed:
            continue  # "Us" is no country
        return length, found
    return 1, None
