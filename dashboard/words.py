"""How values of the tables are said to people: assessments, bounds, units, numbers, dates.

Nothing here touches streamlit or a database, and nothing here escapes: see :mod:`dashboard.marks` for that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.money import is_currency


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one assessment is shown: never by colour alone, so each has a symbol and a word too."""

    word: str
    symbol: str
    colour: str  # contrast of at least 3:1 on both page backgrounds (WCAG 2.2, 1.4.11)
    meaning: str


ASSESSMENTS: dict[str, Assessment] = {
    "implausible": Assessment("Implausible", "▲", "#d4502a", "at least one figure cannot be right as printed"),
    "disagree": Assessment("Disagree", "≠", "#a8760b", "independent sources give figures that do not overlap"),
    "evolving": Assessment(
        "Changed over time", "→", "#8a63c9", "the figures differ because they speak of different dates"
    ),
    "agree": Assessment("Agree", "=", "#2f7fc1", "independent sources give figures that overlap"),
    "single_origin": Assessment("One origin", "1", "#7b7f87", "all figures go back to one source"),
    "too_few": Assessment("Too few to say", "·", "#7b7f87", "there is nothing to compare with"),
}
RANK = {name: rank for rank, name in enumerate(ASSESSMENTS)}

SEVERITIES = {"implausible": "Implausible", "suspicious": "Suspicious", "note": "Note"}

BOUNDS = {
    "exact": "exact",
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "less_than": "less than",
    "range": "range",
    "vague": "vague word",
}

CAUSES = {
    "date": "they speak of different dates",
    "base": "they are shares of different wholes",
    "scope": "they count different things",
    "bound": "one is only a lower or upper limit",
    "unit": "they use different units",
    "rounding": "they are rounded differently",
    "stock_flow": "one counts a total, the other a change",
    "population": "they count different people",
    "origin": "they come from different sources",
    "slip": "one looks like a slip of the pen",
}

ATTRIBUTIONS = {
    "person": "named person",
    "office": "office",
    "organisation": "organisation",
    "document": "document",
    "outlet": "outlet's own figure",
    "anonymous": "unnamed source",
    "social_media": "social media",
}

# Cues of how a text is told: kind → its name, and what it does.
CUES = {
    "attribution": ("Verbs of saying", "who is given the word, and how: said, claimed, warned, conceded"),
    "hedge": ("Hedges", "words that keep a door open: may, perhaps, appears, unclear"),
    "booster": ("Boosters", "words that shut it: clearly, in fact, of course"),
    "distance": ("Distance", "words that leave it to somebody else: reportedly, alleged, so-called, according to"),
    "loaded": ("Loaded words", "words that judge while they tell; a plainer one was there to choose"),
    "scare_quotes": ("Quotation marks", "a word or two held at arm’s length: a “moderate” party"),
}

_SIGNS = {
    "percent": "%",
    "multiplier": "×",
    "km2": " km²",
    "m2": " m²",
    "percentage_points": " percentage points",
    "count": "",
}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float | None) -> str:
    """A number with thousands separators, never rounded so far that two figures look alike.

    >>> number(760000.0), number(14_900_000), number(33.3333), number(None)
    ('760,000', '14.9 million', '33.3', '—')
    """
    if value is None or math.isnan(value):
        return "—"
    for scale, word in _SCALES:
        if abs(value) >= scale:
            short = f"{value / scale:,.3f}".rstrip("0").rstrip(".")
            if math.isclose(float(short.replace(",", "")) * scale, value, rel_tol=1e-9):
                return f"{short} {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.1f}"


def unit_name(unit: str | None) -> str:
    """The unit as an axis title: "percent", "USD"; "number" where things are counted."""
    names = {"km2": "km²", "m2": "m²", "percentage_points": "percentage points", "count": "number"}
    return names.get(unit or "count", unit or "number")


def with_unit(text: str, unit: str | None) -> str:
    """A written number with its unit beside it: "33.3%", "USD 3.8 billion", "100 km²"."""
    if not unit or text == "—":
        return text
    if is_currency(unit):
        return f"{unit} {text}"
    return text + _SIGNS.get(unit, f" {unit}")


def times(ratio: float) -> str:
    """How many times as much, as people write it: "2.5 times", "87,000 times".

    >>> times(1.0127), times(2.46), times(87_123)
    ('1.01 times', '2.5 times', '87,000 times')
    """
    if ratio < 10:
        return f"{ratio:.{3 if ratio < 1.1 else 2}g} times"  # 1.01 times is not "1 times"
    return f"{float(f'{ratio:.2g}') if ratio >= 1000 else ratio:,.0f} times"


def rounded(value: float) -> str:
    """A computed value, such as a quartile, to three digits: "about 604" is as much as it can say.

    >>> rounded(603.75), rounded(6.123)
    ('604', '6.12')
    """
    return number(float(f"{value:.3g}"))


def figure(low: float | None, high: float | None, bound: str | None, unit: str | None) -> str:
    """A normalised figure in words: "at least 400", "3–5%", "200–999 (vague word)"."""
    low, high = (None if v is None or math.isnan(v) else v for v in (low, high))
    if low is None and high is None:
        return "—"
    ends = number(low if low is not None else high)
    if low is not None and high is not None and low != high:
        ends = f"{number(low)}–{number(high)}"
    said = with_unit(ends, unit)
    if bound == "vague":
        return f"{said} (vague word)"
    if bound in (None, "exact", "range"):
        return said
    return f"{BOUNDS.get(bound, bound)} {said}"


def _date(value: Any) -> date | None:
    if value is None or value != value:  # NaT and NaN differ from themselves
        return None
    return value.date() if isinstance(value, datetime) else value


def span(start: Any, end: Any) -> str:
    """A stretch of days, as short as it can be said: "2016", "Aug 2016", "14 Aug 2016", "3 May – 2 Jun 2016"."""
    a, b = _date(start), _date(end)
    if a is None and b is None:
        return "—"
    if a is None or b is None or a == b:
        return _day(a or b)
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return str(a.year) if a.year == b.year else f"{a.year} – {b.year}"
    last = (date(b.year + b.month // 12, b.month % 12 + 1, 1) - date(b.year, b.month, 1)).days
    if a.day == 1 and b.day == last:
        return f"{a:%b %Y}" if (a.year, a.month) == (b.year, b.month) else f"{a:%b %Y} – {b:%b %Y}"
    return f"{_day(a)} – {_day(b)}"


def printed_on(row: Mapping[str, Any]) -> str:
    """When an article came out: "13 Aug 2016", "Aug 2016"; as printed where that could not be read, else "no date"."""
    when = span(row.get("published_start"), row.get("published_end"))
    return when if when != "—" else str(row["published"]) if has(row.get("published")) else "no date"


def _day(value: date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value else "—"


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 outlet", "12,000 outlets"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def has(value: Any) -> bool:
    """Is it a text with something in it? (A missing text comes as None or NaN.)"""
    return isinstance(value, str) and bool(value)


def check_name(check: str) -> str:
    """A check's identifier as words: "order_of_magnitude" → "order of magnitude"."""
    return check.replace("_", " ").replace("-", " ").strip()
