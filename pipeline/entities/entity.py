"""What a mention of somebody or some place is, once found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["country", "nationality", "city", "region", "group", "organisation", "person", "office", "place"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention: tokens ``start:end`` of a Doc, ``words`` as they stand there, ``head`` the token the rest hangs on.

    ``name`` is canonical: Britain, the UK and British are "United Kingdom" (kind country or nationality).
    ``country`` is
    the ISO 3166 alpha-2 code where one applies. ``listed``: the name stands in data/ (others are typed by context).
    """

    start: int
    end: int
    words: str
    kind: Kind
    name: str
    head: int
    country: str | None = None
    listed: bool = False


class Name(NamedTuple):
    """What a string names, looked up by itself."""

    name: str
    kind: Kind
    country: str | None = None
    ambiguous: bool = False  # an ordinary word or a person's name too: taken only in a fitting context
    shared: bool = False  # bodies of other countries bear it too: this one's only where its country is named


@dataclass(frozen=True, slots=True)
class Country:
    """Figures of a country: ``population`` in persons, ``area_km2`` in square kilometres."""

    iso2: str
    iso3: str
    name: str
    capital: str
    population: int
    population_year: int
    population_source: str
    area_km2: float
