"""Dates as articles print them → the first and the last day that they can mean.

"2014-07" is all of July 2014, "March 2016" its 31 days, "2015" a year; nothing gets more precise than it was printed.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from dateparser.date import DateDataParser
from dateutil import parser as iso

Span = tuple[date, date]

_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?")  # ISO 8601 without hyphens, as exports write it
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_RANGE = re.compile(r"(.+?)\s*(?:/|\.\.|–|—|\bto\b|\s-\s)\s*(.+)")
_THIRD = re.compile(r"(early|mid|late)[\s-]+(\d{4})", re.IGNORECASE)
_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def period(words: str) -> Span | None:
    """First and last day that a printed date can mean, None when it names no calendar date at all.

    Takes ISO 8601 dates and times, years, months, dates in English words, ``early/mid/late 2016`` (thirds of the year)
    and two of these with ``/``, ``..``, a dash or "to" between them. ``3/4/2016`` spans 4 March to 3 April.
    """
    words = words.strip()
    single = _single(words)
    if single:
        return single
    if halves := _RANGE.fullmatch(words):
        first, last = _single(halves[1].strip()), _single(halves[2].strip())
        if first and last and first[0] <= last[1]:
            return first[0], last[1]
    return None


def month(year: int, number: int, until: int | None = None) -> Span | None:
    """The days of a month of a year, or from that month to the month ``until``; None when there is no such month."""
    try:
        last = until or number
        return date(year, number, 1), date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _single(words: str) -> Span | None:
    if _YEAR.fullmatch(words):
        return month(int(words), 1, 12)
    if m := _BASIC.fullmatch(words):
        return _both(_day(int(m[1]), int(m[2]), int(m[3])))
    if m := _MONTH.fullmatch(words):
        return month(int(m[1]), int(m[2]))
    if m := _DAY.fullmatch(words):
        return _both(_day(int(m[1]), int(m[2]), int(m[3])))
    if m := _NUMERIC.fullmatch(words):
        a, b, year = int(m[1]), int(m[2]), int(m[3])
        return _both(_day(year, a, b), _day(year, b, a))
    if m := _THIRD.fullmatch(words):
        return month(int(m[2]), *_THIRDS[m[1].lower()])
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", words):
        return _timestamp(words)
    return _in_words(words)


def _timestamp(words: str) -> Span | None:
    try:
        return _both(iso.isoparse(words.replace(" ", "T", 1)).date())
    except (ValueError, OverflowError):
        return _in_words(words)


def _in_words(words: str) -> Span | None:
    # a year must stand there: "12 March" or "yesterday" would be completed from today's date
    if len(words) > 60 or not re.search(r"(?<!\d)\d{4}(?!\d)", words):
        return None
    found = _parser().get_date_data(words)
    if not found.date_obj:
        return None
    day: date = found.date_obj.date()
    if found.period == "year":
        return month(day.year, 1, 12)
    if found.period == "month":
        return month(day.year, day.month)
    return day, day


@cache
def _parser() -> DateDataParser:
    return DateDataParser(languages=["en"], settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"]})


def _day(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _both(*days: date | None) -> Span | None:
    known = [d for d in days if d]
    return (min(known), max(known)) if known else None


def future(span: Span, today: date) -> bool:
    """Does all of it lie ahead? A day's grace for time zones."""
    return span[0] > today + timedelta(days=1)
