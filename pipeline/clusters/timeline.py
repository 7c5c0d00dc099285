"""Time is an axis: a series is cut into stretches within which its figures can agree or differ.

How long a stretch is follows from how long the series itself runs: an earthquake's toll that is told over three weeks
is cut every other day, fighters counted over four years by the half-year. What happens on one day (a march) is cut by
the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

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
    ends = [p.last for p in members if p.last and p.first and (p.last - p.first).days <= _WIDE]
    span = (max(ends) - min(ends)).days if ends else 0
    return int(min(max(span // rules["divisor"], rules["shortest_days"]), rules["longest_days"]))


def stretches(members: Sequence[Profile]) -> list[Stretch]:
    """The series cut into stretches, earliest first; claims without a date go where their figure fits best."""
    longest = pace(members)
    dated = sorted(
        (p for p in members if p.first and p.last),
        key=lambda p: (_width(p) > max(longest, _WIDE), p.last, p.first, p.claim_id),
    )
    groups: list[list[Profile]] = []
    for p in dated:
        fits = [g for g in groups if _comparable(p, g, longest)]
        if fits:
            min(fits, key=lambda g: (_distance(p, g), _misfit(p, g), _key(g))).append(p)
        else:
            groups.append([p])
    undated = sorted((p for p in members if not (p.first and p.last)), key=lambda p: p.claim_id)
    if undated and not groups:
        groups.append([])
    sizes = [len(g) for g in groups]
    for p in undated:
        best = min(range(len(groups)), key=lambda i: (round(_misfit(p, groups[i]), 1), -sizes[i], i))
        groups[best].append(p)
    groups.sort(key=_key)
    return [Stretch(_period(g, longest), tuple(sorted(g, key=lambda p: p.claim_id))) for g in groups]


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
    return (p.first - min(lasts)).days <= longest and (max(firsts) - p.last).days <= longest


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


def _period(group: Sequence[Profile], longest: int) -> str:
    """The stretch's place in the calendar: the day, month or year of its first date, as fine as the series is paced."""
    first = min((p.last for p in group if p.last), default=None)
    if first is None:
        return "undated"
    if longest <= 31:
        return first.isoformat()
    return f"{first:%Y-%m}"
