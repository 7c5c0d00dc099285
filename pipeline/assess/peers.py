"""A figure beside those that other sources print for the same quantity: orders of magnitude, slips, falling totals."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence

from pipeline import lexicons
from pipeline.assess.evidence import Evidence, digits, independent, number, printed, times
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding


def order_of_magnitude(evidence: Evidence) -> Iterator[Finding]:
    """An order of magnitude from what at least three other sources agree on, and nobody else prints anything near it."""
    rules = settings("checks")["peers"]
    for members in evidence.series.values():
        for p in members:
            others = _others(p, members, evidence)
            if independent(evidence, others) < rules["origins"] or not (p.value and p.value > 0):
                continue
            logs = [math.log10(o.value) for o in others if o.value and o.value > 0]
            if len(logs) < rules["origins"] or _supported(p, others, rules["alone"]):
                continue
            middle = statistics.median(logs)
            spread = statistics.median(abs(x - middle) for x in logs)
            distance = math.log10(p.value) - middle
            # far below its peers it is rather a part of what they count: only a slip of the zeros tells (power_of_ten)
            if spread <= rules["spread"] and distance >= max(rules["distance"], 4 * spread):
                ratio = 10**distance
                reason = (
                    f"{_cap(printed(p))} is about {times(ratio)} as much as the {_span(others)} that "
                    f"{independent(evidence, others)} other sources give."
                )
                yield evidence.finding("order_of_magnitude", "implausible", p, others, reason, value=p.value, peers=10**middle, ratio=ratio)


def power_of_ten(evidence: Evidence) -> Iterator[Finding]:
    """Shifted by a power of ten the figure falls among its peers: probably a slip of the thousands."""
    rules = settings("checks")["slip"]
    for members in evidence.series.values():
        for p in members:
            others = _others(p, members, evidence)
            if not (p.value and p.value > 0) or independent(evidence, others) < rules["peers"] or p.unit in ("percent", "multiplier"):
                continue
            if _supported(p, others, rules["alone"]):
                continue
            for factor in rules["factors"]:
                for shifted, told in ((p.value / factor, "divided"), (p.value * factor, "multiplied")):
                    fit = rules["fit_thousands"] if factor >= 1000 else rules["fit"]
                    near = [o for o in others if o.value and o.value > 0 and max(shifted, o.value) / min(shifted, o.value) <= fit]
                    if independent(evidence, near) >= rules["peers"] and 2 * len(near) >= len(others):
                        reason = (
                            f"{_cap(printed(p))} {told} by {factor:,.0f} is {number(shifted)}, which fits the {_span(near)} of "
                            f"{independent(evidence, near)} other sources: probably a slip of the zeros."
                        )
                        yield evidence.finding("power_of_ten", "implausible", p, near, reason, value=p.value, intended=shifted, factor=factor)
                        break
                else:
                    continue
                break


def falling_total(evidence: Evidence) -> Iterator[Finding]:
    """A running total that is lower than one printed for an earlier day: it can only grow."""
    drop = settings("checks")["falls"]["drop"]
    for members in evidence.series.values():
        growing = [p for p in members if _only_grows(p) and p.last and p.first and (p.last - p.first).days <= 2]
        for p in growing:
            before = [
                o for o in growing
                if o.last < p.first and o.claim.bound in ("exact", "at_least", "more_than") and p.claim.bound in ("exact", "about", "up_to")  # type: ignore[operator]
                and o.place.known == p.place.known and digits(o.value or 0) >= 3 and digits(p.value or 0) >= 3
                and (p.value or 0) < (o.value or 0) * drop
            ]
            if before:
                o = max(before, key=lambda o: (o.value or 0, o.claim_id))
                reason = (
                    f"{_cap(printed(p))} ({p.last:%d %B}) is below the {printed(o)} that {evidence.outlet(o)} had for {o.last:%d %B}: "
                    "a running total does not fall."
                )
                yield evidence.finding("falling_total", "suspicious", p, [o], reason, value=p.value or 0, earlier=o.value or 0)


def _only_grows(p: Profile) -> bool:
    known = lexicons.actions().get(p.action or "")
    return p.unit == "count" and known is not None and known.group == "fate" and known.kind == "flow"


def _others(p: Profile, members: Sequence[Profile], evidence: Evidence) -> list[Profile]:
    """The claims of other sources in the same series; the same source twice is one witness."""
    mine = evidence.origin(p)
    return [o for o in members if evidence.origin(o) != mine and o.claim.article_id != p.claim.article_id]


def _supported(p: Profile, others: Sequence[Profile], ratio: float) -> bool:
    """Does any other source print a figure near this one?"""
    value = p.value or 0
    return any(o.value and o.value > 0 and max(value, o.value) / min(value, o.value) <= ratio for o in others)


def _span(found: Sequence[Profile]) -> str:
    values = sorted(o.value for o in found if o.value is not None)
    return number(values[0]) if values[0] == values[-1] else f"{number(values[0])} to {number(values[-1])}"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
