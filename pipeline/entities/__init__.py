"""Who and where: mentions in a parsed text, and the canonical name of a string by itself.

``find(doc)`` gives the mentions of a Doc; ``canonical(words)`` what a string names; ``same_name(a, b)`` whether two
spellings can name the same; ``country(name_or_iso)`` a country's figures; :mod:`pipeline.entities.references` what
pronouns and short forms point back to.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.entities.entity import Country, Entity, Kind, Name
from pipeline.entities.gazetteer import countries, near
from pipeline.entities.gazetteer import gazetteer as _gazetteer
from pipeline.entities.mentions import find
from pipeline.entities.spelling import alike, fold

__all__ = ["Country", "Entity", "Kind", "Name", "canonical", "country", "find", "same_name"]

_LEADING = ("the ", "so called ", "self styled ", "self proclaimed ")
_TRAILING = (" group", " militants", " fighters", " jihadists", " militant group", " terrorist group", " s")


def canonical(words: str, kinds: Iterable[Kind] | None = None) -> Name | None:
    """What ``words`` name by themselves, as one of ``kinds`` (any by default); None when that is not known.

    "the so-called Islamic State" → Islamic State; "Britons" → United Kingdom (nationality); "Menbj" → Manbij.
    """
    wanted = None if kinds is None else tuple(kinds)
    key = fold(words)
    for lead in _LEADING:
        key = key.removeprefix(lead)
    for candidate in (key, *(key.removesuffix(t) for t in _TRAILING if key.endswith(t))):
        if found := _gazetteer().look_up(candidate, wanted):
            return found
    if key in _gazetteer().names:
        return None
    if wanted is None or any(k in wanted for k in ("city", "region", "group")):
        return near(key, tuple(k for k in (wanted or ("city", "region", "group")) if k in ("city", "region", "group")))
    return None


def same_name(one: str, other: str) -> bool:
    """Can the two spellings name the same? Known names decide; unknown ones meet by sound (Menbj, Manbij)."""
    first, second = _gazetteer().look_up(fold(one)), _gazetteer().look_up(fold(other))
    if first and second:
        return first.name == second.name
    near_one, near_other = first or canonical(one), second or canonical(other)
    if near_one and near_other:
        return near_one.name == near_other.name
    return alike(one, other)


def country(name_or_iso: str) -> Country | None:
    """Figures of a country by its ISO 3166 alpha-2 code, any of its names, or its people's name."""
    if len(name_or_iso) == 2 and name_or_iso.isupper() and name_or_iso in countries():
        return countries()[name_or_iso]
    found = _gazetteer().look_up(fold(name_or_iso), ("country", "nationality"))
    return countries().get(found.country) if found and found.country else None
