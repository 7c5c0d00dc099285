"""Time is an axis: a series is cut into stretches within which its figures can agree or differ.

How long a stretch is follows from how long the series itself runs: an earthquake's toll that is told over three weeks
is cut every other day, fighters counted over four years by the quarter. What happens on one day (a march) is cut by
the day. A share, a sum or a size does not change so soon: what is told some days later corrects or disputes what was
told before. A figure that is printed again and again stands all that time: what others print in between disputes it,
and belongs to the same stretch. A series whose figures do not move is not cut at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline import lexicons
from pipeline.clusters.figures import digits
from pipeline.clusters.identity import founder, order
from pipeline.clusters.profile import Profile, mounting
from pipeline.knowledge import settings

_PERIOD = 6  # days: a week, a month, a year
_WIDE = 45  # days: a date known no better than this (a year) does not open a stretch of its own


@dataclass(frozen=True, slots=True)
class Stretch:
    """Claims of a series that speak of comparable time, and a name for that time that does not hang on its members."""

    period: str
    members: tuple[Profile, ...]


def pace(members: Sequence[Profile]) -> int:
    """Longest number of days between two figures of this series that may still be compared."""
    rules = settings("matching")["time_stretch"]
    actions = lexicons.actions()
    groups = [actions[p.action].group for p in members if p.action]
    if groups and sum(g in rules["single_day_groups"] for g in groups) * 2 > len(groups):
        return int(rules["single_day_days"])
    ends = [p.last for p in members if p.last and p.first and (p.last - p.first).days <= _WIDE and of_print(p)]
    if 2 * sum(map(mounts, members)) > len(members):
        ends = one_event(ends)
    span = (max(ends) - min(ends)).days if ends else 0
    least = rules["shortest_days" if members[0].unit == "count" else "measured_days"]
    return int(min(max(span // rules["divisor"], least), rules["longest_days"]))


def one_event(dates: Sequence[date]) -> list[date]:
    """The dates of the event that is told of most: a toll of years ago sets no pace for that of today."""
    gap = settings("matching")["time_stretch"]["toll_days"]
    runs: list[list[date]] = []
    for day in sorted(dates):
        if runs and (day - runs[-1][-1]).days <= gap:
            runs[-1].append(day)
        else:
            runs.append([day])
    return max(runs, key=len, default=[])


def stretches(members: Sequence[Profile]) -> list[Stretch]:
    """The series cut into stretches, earliest first; claims without a date go where their figure fits best."""
    longest = pace(members)
    running = 2 * sum(map(mounts, members)) > len(members)
    if _unmoved(members):
        longest = max(longest, settings("matching")["time_stretch"]["longest_days" if running else "unmoved_days"])
    past = _of_before(members)
    dated = sorted(
        (p for p in members if p.first and p.last and p.claim_id not in past),
        key=lambda p: (_width(p) > max(longest, _WIDE), p.last, p.first, p.claim_id),
    )
    reach = settings("matching")["time_stretch"]["mounting_days" if running else "repeated_days"]
    groups: list[list[Profile]] = []
    for told in sorted(_standing(dated, reach), key=_key):
        fits = [g for g in groups if (not running and _meet(told, g)) or all(_comparable(p, g, longest) for p in told)]
        if fits:
            min(fits, key=lambda g: (_distance(told[0], g), _misfit(told[0], g), _key(g))).extend(told)
        else:
            groups.append(list(told))
    undated = sorted((p for p in members if not (p.first and p.last)), key=lambda p: p.claim_id)
    if undated and not groups:
        groups.append([])
    sizes = [len(g) for g in groups]
    for p in undated:
        best = min(range(len(groups)), key=lambda i: (round(_misfit(p, groups[i]), 1), -sizes[i], i))
        groups[best].append(p)
    for p in sorted((p for p in members if p.claim_id in past), key=lambda p: p.claim_id):
        p = replace(p, first=None, last=None)
        fits = [g for g in groups if any(_close(p, q) for q in g)]
        if fits:
            min(fits, key=lambda g: (_misfit(p, g), _key(g))).append(p)
        else:
            groups.append([p])
    groups = [part for group in groups for part in _one_figure_an_article(group)]
    groups.sort(key=_key)
    return [Stretch(_period(g), tuple(sorted(g, key=lambda p: p.claim_id))) for g in groups]


def _of_before(members: Sequence[Profile]) -> set[str]:
    """Ids of dated claims whose figure is of an earlier time than their date, so that the figure alone says of which.

    Their sentence says so, or it names no time, and all who print the same telling figure did so long before, one of
    them with its time.
    """
    rules = settings("matching")["time_stretch"]
    dated = [p for p in members if p.first and p.last and p.value]
    same: dict[float | None, list[Profile]] = defaultdict(list)
    for p in dated:
        same[p.value].append(p)
    return {p.claim_id for p in dated if p.former or _retold(p, same[p.value], rules["retold_days"])}


def _retold(p: Profile, same: Sequence[Profile], days: int) -> bool:
    others = [q for q in same if q.claim.article_id != p.claim.article_id]
    if p.claim.as_of_words or digits(p.value or 0.0) < 2 or not any(q.claim.as_of_words for q in others):
        return False
    return all(p.last and q.last and (p.last - q.last).days > days for q in others)


def _standing(dated: Sequence[Profile], reach: int) -> list[list[Profile]]:
    """Claims that print one figure again and again, together: it stands all that time, and what differs disputes it.

    Not so a running total: printed again, it is only late, and belongs to the time at which it was first printed.
    """
    out: list[list[Profile]] = []
    for p in sorted(dated, key=lambda p: (_width(p) > _WIDE, p.last, p.first, p.claim_id)):
        same = [told for told in out if _width(p) <= _WIDE and _again(p, told, reach)]
        if same:
            min(same, key=lambda told: (_misfit(p, told), _key(told))).append(p)
        else:
            out.append([p])
    return out


def _again(p: Profile, told: Sequence[Profile], reach: int) -> bool:
    close = float(settings("matching")["steps"]["value_same"])
    before = max(told, key=lambda q: (q.last or date.min, q.claim_id))
    if _width(before) > _WIDE or p.last is None or before.last is None or (p.last - before.last).days > reach:
        return False
    return _misfit(p, told[:1]) <= close - 1 or _slipped(p, told[0])


def _slipped(p: Profile, q: Profile) -> bool:
    """The same digits, some zeros more or fewer: the figure of the other, misprinted."""
    a, b = p.value or 0.0, q.value or 0.0
    if a <= 0 or b <= 0 or "vague" in (p.claim.bound, q.claim.bound) or float(f"{a:.0e}") == a:
        return False
    tens = math.log10(a / b)
    return abs(round(tens)) >= 1 and abs(tens - round(tens)) < math.log10(settings("matching")["steps"]["value"][0])


def of_print(p: Profile) -> bool:
    """Is a running total that of the days in which it was printed, not of another event of long ago? Others may be."""
    late = settings("matching")["time_stretch"]["toll_days"]
    return not (mounts(p) and p.last and p.published and (p.published - p.last).days > late)


def mounts(p: Profile) -> bool:
    """Is it a running total?"""
    return mounting(p.unit, p.action)


def _meet(told: Sequence[Profile], group: Sequence[Profile]) -> bool:
    """Was either printed while the other stood, and do they name no other periods?"""
    if any(_other_period(p, q) for p in told for q in group):
        return False
    one, other = (sorted(p.last for p in ps if p.last and _width(p) <= _WIDE) for ps in (told, group))
    if not one or not other or len(one) + len(other) < 3:
        return False
    return one[0] <= other[-1] and other[0] <= one[-1]


def _one_figure_an_article(group: list[Profile]) -> list[list[Profile]]:
    """The group cut by figure, where articles have two that differ from one named source: they cannot be of one time.

    The first article gives the figures to cut by; each other claim goes where its figure lies nearest.
    """
    printed: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for p in sorted(group, key=order):
        if p.claim.attribution_kind in (None, "outlet"):
            continue  # of a figure without a source nobody knows that it is not another's
        told = printed[p.claim.article_id, p.claim.origin_id or ""]
        if not any(_close(p, q) for q in told):
            told.append(p)
    several = [told for told in printed.values() if len(told) > 1]
    if len(several) < 2:  # once may be a source that was read wrongly; twice is how the figures are told
        return [group]
    most = max(several, key=len)
    parts: list[list[Profile]] = [[] for _ in most]
    for p in group:
        parts[min(range(len(most)), key=lambda n: (_misfit(p, [most[n]]), n))].append(p)
    return [part for part in parts if part]


def _close(p: Profile, q: Profile) -> bool:
    """Could two figures be said of one time: their ranges, or roundings of them, meet?"""
    close = float(settings("matching")["steps"]["value_close"])
    low, high = sorted((p, q), key=lambda x: x.value or 0.0)
    top, bottom = high.low if high.low is not None else high.value, low.high if low.high is not None else low.value
    return not top or not bottom or top <= bottom * close


def _unmoved(members: Sequence[Profile]) -> bool:
    """Do all figures of the series say nearly the same, whenever they were printed?"""
    values = [p.value for p in members if p.value]
    close = float(settings("matching")["steps"]["value_close"])
    return len(values) > 1 and min(values) > 0 and max(values) / min(values) <= close


def _key(group: Sequence[Profile]) -> tuple[date, str]:
    return (min((p.last for p in group if p.last), default=date.min), min((p.claim_id for p in group), default=""))


def _width(p: Profile) -> int:
    return (p.last - p.first).days if p.first and p.last else 10**6


def _comparable(p: Profile, group: Sequence[Profile], longest: int) -> bool:
    """Would the stretch stay short enough with ``p`` in it? Dates known only by the year count where they may lie."""
    assert p.first is not None
    assert p.last is not None
    firsts = [q.first for q in group if q.first]
    lasts = [q.last for q in group if q.last]
    if any(_other_period(p, q) for q in group):
        return False
    return (p.first - min(lasts)).days <= longest and (max(firsts) - p.last).days <= longest


def _other_period(p: Profile, q: Profile) -> bool:
    """Do both name a period (October, 2016), and not the same one? Neighbouring months differ, with no day between."""
    told = bool(p.claim.as_of_words and q.claim.as_of_words)
    if not (told and p.first and p.last and q.first and q.last):
        return False
    return min(_width(p), _width(q)) >= _PERIOD and (p.last < q.first or q.last < p.first)


def _distance(p: Profile, group: Sequence[Profile]) -> int:
    assert p.last is not None
    return min(abs((p.last - q.last).days) for q in group if q.last)


def _misfit(p: Profile, group: Sequence[Profile]) -> float:
    """How far the figure lies from the nearest one of the group, as a ratio minus one."""
    value = p.value
    others = [q.value for q in group if q.value]
    if not value or not others or value < 0:
        return 9.0
    return min(max(value, o) / min(value, o) - 1 if o > 0 else 9.0 for o in others)


def _period(group: Sequence[Profile]) -> str:
    """The stretch's place in the calendar: the date of which the claim printed first speaks.

    Articles that come later do not change it.
    """
    dated = [p for p in group if p.last]
    return founder(dated).last.isoformat() if dated else "undated"  # type: ignore[union-attr]
