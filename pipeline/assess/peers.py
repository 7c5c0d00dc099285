"""A figure beside those that other sources print for the same quantity: orders of magnitude, slips, falling totals."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence

from pipeline import lexicons
from pipeline.assess.evidence import Evidence, independent
from pipeline.assess.kin import SURELY
from pipeline.assess.saying import number, opening, printed, times
from pipeline.clusters import facets
from pipeline.clusters.figures import digits
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding


def order_of_magnitude(evidence: Evidence) -> Iterator[Finding]:
    """An order of magnitude from what three other sources agree on, and nobody else prints anything near it."""
    rules = settings("checks")["peers"]
    for series_id, members in evidence.series.items():
        least = evidence.spread.get(series_id, (math.inf, 0.0))[0] * 10 ** rules["distance"] * SURELY
        for p in members:
            if (p.value or 0.0) < least or not (p.value and p.value > 0):
                continue  # not that far from the smallest of them
            if _supported(p, members, evidence, rules["alone"]):
                continue
            others = _counting_alike(p, _others(p, members, evidence))
            logs = [math.log10(o.value) for o in others if o.value and o.value > 0]
            if len(logs) < rules["origins"] or independent(evidence, others) < rules["origins"]:
                continue
            middle = statistics.median(logs)
            spread = statistics.median(abs(x - middle) for x in logs)
            distance = math.log10(p.value) - middle
            # far below its peers it is rather a part of what they count: only a slip of the zeros tells (power_of_ten)
            if spread <= rules["spread"] and distance >= max(rules["distance"], 4 * spread):
                ratio = 10**distance
                reason = (
                    f"{opening(p)} is about {times(ratio)} as much as the {_span(others)} that "
                    f"{independent(evidence, others)} other sources give."
                )
                yield evidence.finding(
                    "order_of_magnitude", "implausible", p, others, reason, value=p.value, peers=10**middle, ratio=ratio
                )


def power_of_ten(evidence: Evidence) -> Iterator[Finding]:
    """Shifted by a power of ten the figure falls among its peers: probably a slip of the thousands."""
    rules = settings("checks")["slip"]
    least = SURELY * min(f / (rules["fit_thousands"] if f >= 1000 else rules["fit"]) for f in rules["factors"])
    for p in evidence.profiles.values():
        if not (p.value and p.value > 0) or p.unit in ("percent", "multiplier") or p.claim.bound == "vague":
            continue
        series_id = evidence.series_of.get(p.claim_id, "")
        smallest, largest = evidence.spread.get(series_id, (p.value, p.value))
        found = None
        if max(p.value / smallest, largest / p.value) >= least:
            members = evidence.series.get(series_id, [])
            found = _slip(p, members, evidence, rules["fit_thousands"])
        # a figure so far off may stand in a series of its own
        if found is None and evidence.kinship.farthest(p) >= SURELY * rules["kin_factor"] / rules["fit_thousands"]:
            kin = [o for o in evidence.kin(p) if evidence.series_of[o.claim_id] != series_id]
            found = _slip(p, kin, evidence, rules["fit_thousands"], rules["kin_factor"])
        alone = evidence.kinship.nearest(p) > SURELY * rules["alone"]
        if found is None and alone and evidence.kinship.farthest(p, loosely=True) >= least:
            kin = evidence.kin(p, loosely=True)
            # "240" and "24" meet by chance sooner than "482,000" and "48,200"
            found = _same_digits(p, kin if digits(p.value) > rules["kin_digits"] else _counting_alike(p, kin))
        if found is not None:
            told, factor, shifted, near = found
            reason = (
                f"{opening(p)} {told} by {factor:,.0f} is {number(shifted)}, which fits the {_span(near)} of "
                f"{_sources(near, evidence)}: probably a slip of the zeros."
            )
            yield evidence.finding(
                "power_of_ten", "implausible", p, near, reason, value=p.value, intended=shifted, factor=factor
            )


def _slip(
    p: Profile, members: Sequence[Profile], evidence: Evidence, fit_thousands: float, least_factor: float = 0.0
) -> tuple[str, float, float, list[Profile]] | None:
    """(divided or multiplied, factor, shifted figure, the peers it fits), or None.

    Nobody else may print anything near the figure."""
    rules = settings("checks")["slip"]
    value = p.value or 0.0
    if _supported(p, members, evidence, rules["alone"]):
        return None
    others = _counting_alike(p, _others(p, members, evidence))
    if independent(evidence, others) < rules["peers"]:
        return None
    for factor in rules["factors"]:
        if factor < least_factor:
            continue
        room = fit_thousands if factor >= 1000 else rules["fit"]
        for shifted, told in ((value / factor, "divided"), (value * factor, "multiplied")):
            if least_factor and shifted < rules["kin_least"]:
                continue
            near = [
                o for o in others if o.value and o.value > 0 and max(shifted, o.value) / min(shifted, o.value) <= room
            ]
            if independent(evidence, near) >= rules["peers"] and 2 * len(near) >= len(others):
                return told, factor, shifted, near
    return None


def _same_digits(p: Profile, kin: Sequence[Profile]) -> tuple[str, float, float, list[Profile]] | None:
    """The very digits that other outlets print, a power of ten apart, while nobody prints anything near the figure.

    That several repeat one source is no matter: they show what the source said.
    """
    rules = settings("checks")["slip"]
    value = p.value or 0.0
    if digits(value) < rules["kin_digits"] or any(_close(value, o.value, rules["alone"]) for o in kin):
        return None
    for factor in rules["factors"]:
        for shifted, told in ((value / factor, "divided"), (value * factor, "multiplied")):
            near = [
                o
                for o in kin
                if o.value and o.value > 0 and max(shifted, o.value) <= min(shifted, o.value) * rules["kin_fit"]
            ]
            if len({o.claim.outlet_id for o in near} - {p.claim.outlet_id}) >= rules["peers"]:
                return told, factor, shifted, near
    return None


def _sources(found: Sequence[Profile], evidence: Evidence) -> str:
    origins, outlets = independent(evidence, found), len({o.claim.outlet_id for o in found})
    return f"{origins} other sources" if origins > 1 else f"{outlets} other outlets"


def falling_total(evidence: Evidence) -> Iterator[Finding]:
    """A running total that is lower than one printed for an earlier day: it can only grow."""
    rules = settings("checks")["falls"]
    drop = rules["drop"]
    for members in evidence.series.values():
        growing = [p for p in members if _only_grows(p) and p.last and p.first and (p.last - p.first).days <= 2]
        for p in growing:
            before = [
                o
                for o in growing
                if _before(o, p)
                and o.claim.bound in ("exact", "at_least", "more_than")
                and p.claim.bound in ("exact", "about", "up_to")
                and o.place.known == p.place.known
                and digits(o.value or 0) >= 3
                and digits(p.value or 0) >= 3
                and (o.value or 0) * rules["least"] < (p.value or 0) < (o.value or 0) * drop
            ]
            before = [o for o in before if _supported(o, growing, evidence, rules["near"])]
            if before and not _supported(p, growing, evidence, rules["near"]):
                o = max(before, key=lambda o: (o.value or 0, o.claim_id))
                reason = (
                    f"{opening(p)} ({p.last:%d %B}) is below the {printed(o)} that "
                    f"{evidence.outlet(o)} had for {o.last:%d %B}: "
                    "a running total does not fall."
                )
                yield evidence.finding(
                    "falling_total", "suspicious", p, [o], reason, value=p.value or 0, earlier=o.value or 0
                )


def _before(o: Profile, p: Profile) -> bool:
    return o.last is not None and p.first is not None and o.last < p.first


def _only_grows(p: Profile) -> bool:
    known = lexicons.actions().get(p.action or "")
    return p.unit == "count" and known is not None and known.group == "fate" and known.kind == "flow"


def _others(p: Profile, members: Sequence[Profile], evidence: Evidence) -> list[Profile]:
    """The claims of other sources in the same series; the same source twice is one witness."""
    mine = evidence.origin(p)
    return [o for o in members if evidence.origin(o) != mine and o.claim.article_id != p.claim.article_id]


def _counting_alike(p: Profile, others: Sequence[Profile]) -> list[Profile]:
    """Those that may count the same thing: what a slip is held against counts nothing else."""
    return [o for o in others if facets.counted(p, o) not in ("differ", "words_unlike")]


def _supported(p: Profile, members: Sequence[Profile], evidence: Evidence, ratio: float) -> bool:
    """Does any other source among ``members`` print a figure near this one?"""
    mine = evidence.origin(p)
    return any(
        _close(p.value, o.value, ratio) and evidence.origin(o) != mine and o.claim.article_id != p.claim.article_id
        for o in members
    )


def _close(value: float | None, other: float | None, ratio: float) -> bool:
    """Is the larger of two figures above 0 at most ``ratio`` times the smaller?"""
    if not value or not other or min(value, other) <= 0:
        return False
    return max(value, other) / min(value, other) <= ratio


def _span(found: Sequence[Profile]) -> str:
    values = sorted(o.value for o in found if o.value is not None)
    return number(values[0]) if values[0] == values[-1] else f"{number(values[0])} to {number(values[-1])}"
