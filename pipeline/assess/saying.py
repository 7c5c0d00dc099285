"""How reasons say things: figures as printed and as amounts, ratios, countries, outlets."""

from __future__ import annotations

import re

from pipeline.clusters.figures import digits
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.money import is_money

_HEDGES = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "less than ",
}
_CAPITAL = re.compile(r"[A-Z][a-z'’-]*(?=\s|$)")  # a number word at the start of its sentence: "Fifteen", "A quarter"


def number(value: float) -> str:
    """A number as newspapers print it: 760,000; 14.9 million; 0.43.

    >>> number(14_900_000)
    '14.9 million'
    """
    size = abs(value)
    for name, scale in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if size >= scale:
            return f"{value / scale:.3g} {name}" if digits(value) <= 3 else f"{value / scale:.4g} {name}"
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def amount(low: float, high: float, unit: str) -> str:
    """One or two numbers with their unit.

    >>> amount(33.333, 40, "percent"), amount(7.5, 7.5, "km2"), amount(4e9, 4.6e9, "USD"), amount(24, 24, "count")
    ('33.3 to 40 percent', '7.5 km²', 'USD 4 billion to 4.6 billion', '24')
    """
    ends = list(dict.fromkeys((number(low), number(high))))
    said = " to ".join(ends)
    if unit == "count":
        return said
    if unit == "multiplier":
        return f"{said} times"
    if unit.startswith("count/"):
        return f"{said} per {unit.removeprefix('count/')}"
    return f"{unit} {said}" if is_money(unit) or unit == "magnitude" else f"{said} {written(unit)}"


def written(unit: str) -> str:
    """A unit as people write it: "km²", "percentage points", "percent"."""
    return str(settings("titles")["units"].get(unit, unit))


def printed(p: Profile) -> str:
    """The figure as printed, with its bound in words, to stand inside a sentence."""
    said = " ".join(p.claim.quote.split())
    if p.claim.start == p.claim.sentence_start and not is_money(p.unit) and _CAPITAL.match(said):
        said = said[:1].lower() + said[1:]
    prefix = _HEDGES.get(p.claim.bound or "", "")
    return said if said.lower().startswith(prefix.strip()) else prefix + said


def opening(p: Profile) -> str:
    """The figure as printed, to open a sentence with."""
    said = printed(p)
    return said[:1].upper() + said[1:]


def times(ratio: float) -> str:
    """A ratio in words: "25 times", "2.4 times".

    >>> times(25.3)
    '25 times'
    """
    return f"{ratio:,.0f} times" if ratio >= 10 else f"{ratio:.2g} times"
