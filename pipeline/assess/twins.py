"""One figure printed alike by two outlets with another unit or another scale word: one of them slipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pipeline.assess.evidence import Evidence
from pipeline.assess.kin import SURELY
from pipeline.assess.saying import number, opening, printed
from pipeline.clusters.figures import digits
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding, Severity


def other_unit(evidence: Evidence) -> Iterator[Finding]:
    """ "70,000 hectares" here, "70,000 km2" there: the same digits in two units of one dimension."""
    rules = settings("checks")["twins"]

    def differ(p: Profile, o: Profile) -> str | None:
        same = p.claim.low == o.claim.low and p.claim.unit != o.claim.unit and p.unit == o.unit
        ratio = (p.value or 0.0) / (o.value or 1.0)
        told = f"the very digits in another unit, {number(ratio)} times apart: probably one unit printed for the other"
        return told if same and ratio >= rules["units_apart"] else None

    units: dict[str, set[str | None]] = defaultdict(set)  # in which amounts of one dimension are printed
    for p in evidence.profiles.values():
        units[p.unit].add(p.claim.unit)
    several = (p for p in evidence.profiles.values() if len(units[p.unit]) > 1)
    return _findings(evidence, "other_unit", several, rules["units_apart"], differ)


def other_scale(evidence: Evidence) -> Iterator[Finding]:
    """ "1.8bn" here, "1.8m" there: the same digits, a thousand or a million times apart, and nobody else to decide."""
    rules = settings("checks")["twins"]

    def differ(p: Profile, o: Profile) -> str | None:
        if p.claim.unit != o.claim.unit:
            return None
        ratio = (p.value or 0.0) / (o.value or 1.0)
        told = f"the same digits {number(round(ratio))} times apart: probably a slip of thousand, million or billion"
        return told if any(abs(ratio / factor - 1) <= rules["fit"] for factor in rules["factors"]) else None

    precise = (p for p in evidence.profiles.values() if digits(p.value or 0.0) >= rules["digits"])
    return _findings(evidence, "other_scale", precise, min(rules["factors"]) * (1 - rules["fit"]), differ)


def _findings(
    evidence: Evidence,
    check: str,
    claims: Iterable[Profile],
    least: float,
    differ: Callable[[Profile, Profile], str | None],
) -> Iterator[Finding]:
    """On the figure that fewer outlets print; where as many print either, a suspicion on each.

    ``differ`` says how a figure and a smaller one of another outlet, that but for it could be of one quantity, are the
    same digits; None when they are not, or less than ``least`` times apart. A figure is told of once, beside the one
    that most outlets print.
    """
    found: dict[str, tuple[int, Finding]] = {}
    for p in claims:
        if evidence.kinship.farthest(p) < least * SURELY:
            continue
        most = (p.value or 0.0) / (least * SURELY)
        for o in evidence.kin(p):
            if not 0 < (o.value or 0.0) <= most or o.claim.outlet_id == p.claim.outlet_id:
                continue
            if "vague" in (p.claim.bound, o.claim.bound):
                continue
            told = differ(p, o)
            for odd, other in ((p, o), (o, p)) if told else ():
                more, less = _printing(evidence, other), _printing(evidence, odd)
                if more < less or found.get(odd.claim_id, (0,))[0] >= more:
                    continue
                severity: Severity = "implausible" if more > less else "suspicious"
                reason = f"{opening(odd)} beside {printed(other)} in {evidence.outlet(other)}: {told}."
                figures = {"value": odd.value or 0.0, "other": other.value or 0.0}
                found[odd.claim_id] = more, evidence.finding(check, severity, odd, [other], reason, **figures)
    yield from (finding for _, finding in found.values())


def _printing(evidence: Evidence, p: Profile) -> int:
    """How many outlets print nearly this figure for it."""
    near = settings("checks")["twins"]["near"]
    alike = [q for q in evidence.kin(p, loosely=True) if q.value and 1 / near <= q.value / (p.value or 1.0) <= near]
    return len({q.claim.outlet_id for q in alike} | {p.claim.outlet_id})
