"""As of when a figure holds: time words of its clause, resolved against the article's date as an interval.

Calendar words are read by dateparser; which phrases are looked at stands in ``data/lexicons/times.csv``. A time counts
for a figure when both stand under the same verb: in "the mill, which opened in 1968, employs 840" the year is another
verb's, in "the highest since 1996" it is what the figure is compared with.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

import dateparser

from pipeline.claims.phrases import VERBS, lexicon
from pipeline.claims.sourcing import speech
from pipeline.knowledge import table
from pipeline.language import Parsed
from pipeline.model import Article
from pipeline.tokens import Form, Span, Token

MONTHS = {name: i for i, name in enumerate(calendar.month_name) if name} | {
    name: i for i, name in enumerate(calendar.month_abbr) if name
}
_WEEKDAYS = [name.lower() for name in calendar.day_name]
# with a capital: "march" and "may" are other words
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_PATTERNS = (
    rf"(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?\b",
    rf"(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y2>{_YEAR}))?\b",
    rf"(?P<m3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{_YEAR}))?\b",
    rf"(?P<y4>{_YEAR})-(?P<m4>\d\d)(?:-(?P<d4>\d\d))?\b",
    rf"\b(?P<y5>{_YEAR})\b(?![-,.]\d)",
)
_DATED = re.compile(rf"{_YEAR}|{_MONTH}")  # what every calendar phrase has
_OPENS = 14  # characters before a time in which "between" stands
_SPAN_OPENS = re.compile(r"\b(?:between|from|in|during) +(?:the +)?$", re.IGNORECASE)
_SPAN_JOINS = re.compile(r" +(?:and|to|until|till|through) +(?:the +)?|[-–]")
_WORD = re.compile(r"\w+")
_CALENDAR = re.compile(r"\b(?:" + "|".join(_PATTERNS) + ")")


AsOf = tuple[date | None, date | None, str | None]  # first day, last day, the words for them


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


@cache
def _last_words() -> frozenset[str]:
    """The last words of the relative phrases: a sentence with none of them has no such phrase."""
    return frozenset(_WORD.findall(phrase)[-1] for phrase in _relative()[1])


@cache
def _ahead() -> re.Pattern[str]:
    """Words by which a sentence looks ahead."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(lexicon("ahead")))) + r")\b", re.IGNORECASE)


def may_tell(sentence: Span) -> bool:
    """Can some word of a sentence be part of a time phrase? A number's own words are not among its tokens."""
    return any(_may_tell(token.form) for token in sentence)


@lru_cache(maxsize=65_536)
def _may_tell(word: Form) -> bool:
    return bool(_DATED.search(word.text)) or not _last_words().isdisjoint(_WORD.findall(word.lower))


def find(text: str, start: int, end: int, article: Article) -> list[Time]:
    """Time phrases in ``text[start:end]``, in order. Relative ones need the article's date and are left out without
    it.
    """
    out: list[Time] = []
    for match in _CALENDAR.finditer(text, start, end) if _DATED.search(text, start, end) else ():
        days = _calendar_days({k: v for k, v in match.groupdict().items() if v}, article)
        if days:
            out.append(Time(match.start(), match.end(), match.group(), *days))
    reference = article.published_end
    if reference and not _last_words().isdisjoint(_WORD.findall(text[start:end].lower())):
        ahead = bool(_ahead().search(text, start, end))
        pattern, meanings = _relative()
        for match in pattern.finditer(text, start, end):
            if any(t.start < match.end() and match.start() < t.end for t in out):
                continue
            days = _relative_days(meanings[match.group().lower()], reference, ahead)
            if days:
                out.append(Time(match.start(), match.end(), match.group(), *days))
    return _joined(sorted(out, key=lambda t: t.start), text)


def _joined(times: list[Time], text: str) -> list[Time]:
    """The times with each "between April and September" made one; words like "a year earlier" after one of a month or
    more mean the same days of the year before it."""
    out: list[Time] = []
    for time in times:
        last = out[-1] if out else None
        if last is not None and _is_span(text, last, time):
            first = last.first if last.first <= time.last else _year_back(last.first)
            out[-1] = Time(last.start, time.end, text[last.start : time.end], first, time.last)
        elif last is not None and last.first != last.last and time.words.lower() in lexicon("year earlier"):
            out.append(replace(time, first=_year_back(last.first), last=_year_back(last.last)))
        else:
            out.append(time)
    return out


def _is_span(text: str, first: Time, last: Time) -> bool:
    joint = _SPAN_JOINS.fullmatch(text, first.end, last.start)
    if joint is None:
        return False
    return joint.group() in "-–" or _SPAN_OPENS.search(text, max(0, first.start - _OPENS), first.start) is not None


def _year_back(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


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
def _relative_days(means: str, reference: date, ahead: bool) -> tuple[date, date] | None:
    """``means``: ``day:<dateparser words>``, ``since:<words>``, ``span:<days before the article's date>``, or a
    calendar period, ``year:1`` for the one before that of the article, ``month:0`` for its own up to its date.

    A weekday is the last such day, the article's own included; the next one where the sentence looks ``ahead``.
    """
    kind, _, rest = means.partition(":")
    if kind == "span":
        return reference - timedelta(days=int(rest)), reference
    if kind in ("week", "month", "year"):
        return _period(kind, int(rest), reference)
    if rest in _WEEKDAYS:
        back = (reference.weekday() - _WEEKDAYS.index(rest)) % 7
        day = reference - timedelta(days=back - 7 if ahead and back else back)
        return day, day
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


def _period(kind: str, back: int, reference: date) -> tuple[date, date]:
    """The calendar week (from Monday), month or year that lies ``back`` before that of ``reference``, up to it."""
    day = reference
    for _ in range(back + 1):
        last = day
        first = {
            "week": last - timedelta(last.weekday()),
            "month": last.replace(day=1),
            "year": last.replace(month=1, day=1),
        }[kind]
        day = first - timedelta(1)
    return first, last


def of(token: Token, parsed: Parsed, times: Sequence[Time], stop: int, article: Article) -> AsOf:
    """When what stands at ``token`` holds: the first time after it before the token ``stop`` (the next figure), else
    the nearest of its clause, else the article's date. When somebody said it holds only where nothing else does."""
    mine = [t for time in times if (t := _counting_for(token, parsed, time, article)) is not None]
    mine = [t for t in mine if not _when_said(token, _word_at(token, parsed, t))] or mine
    if mine:
        at, until = parsed.start(token), parsed.starts[stop] if stop < len(parsed.starts) else parsed.ends[-1]
        if any(t.lower_ in lexicon("figure compared") for t in token.doc[token.i + 1 : stop]):
            mine = [t for t in mine if t.start < until]  # "412 cars, from 460 in 2023": the year is that of the 460
    if mine:
        after = [t for t in mine if at < t.start < until]
        nearest = after[0] if after else min(mine, key=lambda t: abs(t.start - at))
        return nearest.first, nearest.last, nearest.words
    return article.published_start, article.published_end, None


def _counting_for(token: Token, parsed: Parsed, time: Time, article: Article) -> Time | None:
    """The time as it holds for a figure: "since May" runs from May to the article's date; None when it does not."""
    word = _word_at(token, parsed, time)
    leading = [t.lower_ for t in token.doc[max(token.sent.start, word.i - 3) : word.i]]
    published = article.published_end
    if "since" in leading:
        compared = {t.lower_ for t in token.sent if t.tag_ in ("JJS", "RBS") or t.lower_ == "first"}
        if compared or published is None or time.first > published:
            return None
        return replace(time, last=published, words=f"since {time.words}")
    if set(leading) & lexicon("time compared") and token.i < word.i:
        return None
    if published is not None and time.first > published and not _ahead().search(token.sent.text):
        return None
    return time if _same_clause(token, word) else None


def _word_at(token: Token, parsed: Parsed, time: Time) -> Token:
    return token.doc[max(0, bisect_right(parsed.starts, time.start) - 1)]


def _when_said(token: Token, word: Token) -> bool:
    """Is a time that of a verb of saying, with the figure in what is said: "in 2019 … 410 died, it said on Monday"?"""
    if any(t.lemma_ in speech() for t in word.doc[max(0, word.i - 2) : word.i]):  # "said on Monday"
        return True
    said, told = (next((a for a in t.ancestors if a.pos_ in VERBS), None) for t in (word, token))
    if said is None or told is None or said == told or said.lemma_ not in speech():
        return False
    return said in told.ancestors or (told in said.ancestors and said.dep_ == "parataxis")


def _same_clause(token: Token, word: Token) -> bool:
    """Does the verb that a time hangs on stand over the figure too, or the time on the figure's own words?"""
    if word.sent.start != token.sent.start:
        return False
    over = {token.i, *(a.i for a in token.ancestors)}
    for above in (word, *word.ancestors):
        if above.i in over:
            return True
        if above.pos_ in VERBS and above.dep_ not in ("aux", "aux:pass", "cop"):
            return False
    return True
