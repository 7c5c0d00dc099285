"""As of when a figure holds: time words of its sentence, resolved against the article's date as an interval.

Calendar words are read by dateparser; which phrases are looked at stands in ``data/lexicons/times.csv``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

import dateparser

from pipeline.knowledge import table
from pipeline.model import Article

MONTHS = {name: i for i, name in enumerate(calendar.month_name) if name} | {
    name: i for i, name in enumerate(calendar.month_abbr) if name
}
# with a capital: "march" and "may" are other words
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PATTERNS = (
    rf"(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?\b",
    rf"(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y2>{_YEAR}))?\b",
    rf"(?P<m3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR}))?\b",
    rf"(?P<y4>{_YEAR})-(?P<m4>\d\d)(?:-(?P<d4>\d\d))?\b",
    rf"\b(?P<y5>{_YEAR})\b(?![-,.]\d)",
)
_CALENDAR = re.compile(r"\b(?:" + "|".join(_PATTERNS) + ")")


@dataclass(frozen=True, slots=True)
class Time:
    """A time phrase: its place in the text and the days that it can mean."""

    start: int
    end: int
    words: str
    first: date
    last: date


@cache
def _relative() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = table("lexicons/times", "words", "means")
    meanings = {row["words"].lower(): row["means"] for row in rows}
    pattern = "|".join(re.escape(w) for w in sorted(meanings, key=len, reverse=True))
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), meanings


def find(text: str, start: int, end: int, article: Article) -> list[Time]:
    """Time phrases in ``text[start:end]``, in order. Relative ones need the article's date and are left out without
    it.
    """
    out: list[Time] = []
    for match in _CALENDAR.finditer(text, start, end):
        days = _calendar_days({k: v for k, v in match.groupdict().items() if v}, article)
        if days:
            out.append(Time(match.start(), match.end(), match.group(), *days))
    reference = article.published_end
    if reference:
        pattern, meanings = _relative()
        for match in pattern.finditer(text, start, end):
            if any(t.start < match.end() and match.start() < t.end for t in out):
                continue
            days = _relative_days(meanings[match.group().lower()], reference)
            if days:
                out.append(Time(match.start(), match.end(), match.group(), *days))
    return sorted(out, key=lambda t: t.start)


def _calendar_days(parts: dict[str, str], article: Article) -> tuple[date, date] | None:
    year, month, day = (next((v for k, v in parts.items() if k[0] == letter), None) for letter in "ymd")
    number = int(day.rstrip("stndrh")) if day else None
    index = (int(month) if month.isdigit() else MONTHS.get(month.rstrip("."))) if month else None
    if year is None:
        published = article.published_end
        if published is None or index is None:
            return None
        # the latest such month that is not after the article
        year_number = published.year - (index > published.month)
    else:
        year_number = int(year)
    try:
        if index and number:
            return (date(year_number, index, number),) * 2
        if index:
            return date(year_number, index, 1), date(year_number, index, calendar.monthrange(year_number, index)[1])
        return date(year_number, 1, 1), date(year_number, 12, 31)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _relative_days(means: str, reference: date) -> tuple[date, date] | None:
    """``means``: ``day:<dateparser words>``, ``since:<words>``, or ``span:<days before the article's date>``."""
    kind, _, rest = means.partition(":")
    if kind == "span":
        return reference - timedelta(days=int(rest)), reference
    parsed = dateparser.parse(
        rest,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(reference.year, reference.month, reference.day),
            "PREFER_DATES_FROM": "past",
        },
    )
    if parsed is None:
        return None
    day = parsed.date()
    return (day, reference) if kind == "since" else (day, day)
