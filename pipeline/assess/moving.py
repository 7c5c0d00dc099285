"""Do figures differ because time went by: running totals that climb, shares that shrink, and by how much in a day."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pipeline import lexicons
from pipeline.clusters.figures import interval, overlap
from pipeline.clusters.profile import Profile
from pipeline.clusters.timeline import mounts, of_print, one_event
from pipeline.knowledge import settings


def moves(members: Sequence[Profile]) -> bool:
    """Do the figures follow their dates: later ones almost always larger (or almost always smaller)?

    Kendall's rank correlation between date and figure over the pairs of different dates; ranges that meet are ties.
    That one article came out some days after another explains no difference, unless the figure is a running total.
    """
    dated = [p for p in members if p.last]
    if len(dated) < 2 or len(dated) * 3 < len(members) * 2 or not _same_day_agree(dated):
        return False
    rules = settings("checks")["verdict"]
    running = 2 * sum(map(mounts, dated)) >= len(dated)
    signs = [
        0.0
        if overlap(interval(p), interval(q))
        else math.copysign(1.0, ((q.value or 0.0) - (p.value or 0.0)) * (q.last - p.last).days)
        for n, p in enumerate(dated)
        for q in dated[n + 1 :]
        if p.last and q.last and p.last != q.last and (running or _dates_tell(p, q, rules["telling_days"]))
    ]
    return bool(signs) and abs(sum(signs)) >= rules["concordance"] * len(signs)


def _dates_tell(p: Profile, q: Profile, days: int) -> bool:
    """Do two claims speak of different times: both say of which, or they lie far apart?"""
    if p.claim.as_of_words and q.claim.as_of_words:
        return True
    return p.last is not None and q.last is not None and abs((p.last - q.last).days) >= days


def grows(members: Sequence[Profile]) -> bool:
    """Does a running total rise from day to day, though each step lies within the bounds of the one before?"""
    rules = settings("checks")["verdict"]
    dated = sorted((p for p in members if p.last and p.value), key=lambda p: (p.last, p.value))
    totals = [p for p in dated if mounts(p)]
    if len(totals) < 2 or 2 * len(totals) < len(members) or totals[0].last == totals[-1].last:
        return False
    values = [p.value or 0.0 for p in totals]
    return values == sorted(values) and values[-1] >= values[0] * rules["growth"]


def explained_by_time(members: Sequence[Profile], series: Sequence[Profile], apart: bool) -> bool:
    """Is it one stretch of a running total that rises all along its series, by as much as its figures differ?

    ``series``: the claims of all stretches; ``apart``: some readings of the figures do not meet. What the total rises
    in a day is taken from the days before and after: one that hardly moves any more explains no difference.
    """
    rules = settings("checks")["verdict"]
    values = [p.value for p in members if p.value]
    dates = [p.last for p in members if p.last]
    if not values or not dates or min(values) <= 0 or 2 * sum(map(mounts, members)) <= len(members):
        return False
    spread = max(values) / min(values)
    totals = [p for p in series if mounts(p) and of_print(p)]
    days = set(one_event([p.last for p in totals if p.last]))
    totals = [p for p in totals if p.last in days]
    if (not apart and spread < rules["growth"]) or not _climbs(totals):
        return False
    lasted = (max(dates) - min(dates)).days + 1
    return spread <= _pace(totals, min(dates), max(dates)) ** lasted * rules["climbing_room"]


def _climbs(totals: Sequence[Profile]) -> bool:
    rules = settings("checks")["verdict"]
    dated = [p for p in totals if p.last and p.value]
    if len({p.last for p in dated}) < rules["climbing_dates"]:
        return False
    signs = [
        math.copysign(1.0, ((q.value or 0.0) - (p.value or 0.0)) * (q.last - p.last).days)
        for n, p in enumerate(dated)
        for q in dated[n + 1 :]
        if p.last and q.last and p.last != q.last and p.value != q.value
    ]
    return bool(signs) and sum(signs) >= rules["concordance"] * len(signs)


def _pace(totals: Sequence[Profile], first: date, last: date) -> float:
    """How many times a day's figure the next day's is, from the dates next to ``first`` and ``last``; 1 or more.

    On the first days nothing is known to climb from: any number of times.
    """
    by_date: dict[date, list[float]] = defaultdict(list)
    for p in totals:
        if p.last and p.value and p.value > 0:
            by_date[p.last].append(p.value)
    if first <= min(by_date):
        return math.inf
    start = max(d for d in by_date if d < first)
    end = min((d for d in by_date if d > last), default=max(by_date))
    if start >= end:
        return 1.0
    risen = statistics.median(by_date[end]) / statistics.median(by_date[start])
    return max(1.0, risen) ** (1 / (end - start).days)


def _same_day_agree(dated: Sequence[Profile]) -> bool:
    """Figures of one day that clash are a dispute, unless they count what happens by the hour."""
    clashes = sum(
        1
        for n, p in enumerate(dated)
        for q in dated[n + 1 :]
        if p.last == q.last and not overlap(interval(p), interval(q))
    )
    pairs = sum(1 for n, p in enumerate(dated) for q in dated[n + 1 :] if p.last == q.last)
    grows = sum(1 for p in dated if p.action and lexicons.actions()[p.action].group == "fate") * 2 >= len(dated)
    return clashes == 0 or (grows and clashes * 3 <= pairs + 2)
