"""Actors and places as sets of canonical names, so that "Turkey / Syria" and "Syria and Turkey" are one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import entities, lexicons

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


@lru_cache(maxsize=65_536)
def resolve(*texts: str | None) -> Names:
    """The names in the first of ``texts`` that holds any."""
    for text in texts:
        if not text:
            continue
        known: set[str] = set()
        countries: set[str] = set()
        inner: set[str] = set()
        for part in (text, *_SPLIT.split(text)):
            found = entities.canonical(part) if part else None
            if found is not None:
                known.add(found.country_code or found.name)
                countries.add(found.country or "")
                if not found.country_code:
                    inner.add(found.name)
                if part == text:
                    break
        if known:
            return Names(frozenset(known), frozenset(countries - {""}), frozenset(inner), text.lower())
    told = next((t for t in texts if t), None)
    return Names(words=" ".join(lexicons.tokens(told))) if told else NOBODY
