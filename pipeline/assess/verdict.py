"""What a cluster says: agree, disagree, evolving, single origin, too few; each with its reason in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline import lexicons, tables
from pipeline.assess.evidence import Evidence, independent
from pipeline.assess.moving import explained_by_time, grows, moves
from pipeline.assess.saying import amount, opening, printed, times
from pipeline.assess.strangers import strangers
from pipeline.clusters.figures import interval, overlap
from pipeline.clusters.identity import digest
from pipeline.clusters.profile import Profile
from pipeline.keep import Keep
from pipeline.model import Assessment, Cause, Cluster, Finding
from pipeline.outlets import in_brackets

_LOOSE = ("vague", "range")  # what is printed has no one value


def recalled(cluster: Cluster, evidence: Evidence, findings: Sequence[Finding], keep: Keep) -> Assessment:
    """What :func:`verdict` gives; that of claims of which nothing is other than at an earlier build is taken from
    ``keep``. What is found of them may hang on any other claims, so with findings it is given anew."""
    key = evidence.matched.keys.get(cluster.series_id)
    if key is None or findings or len(cluster.claim_ids) < 2:
        return verdict(cluster, evidence, findings)
    key = digest(key, cluster.cluster_id, *map(evidence.origin_name, cluster.claim_ids))
    if (row := keep.get("verdicts", key)) is not None:
        return Assessment(*row)
    made = verdict(cluster, evidence, findings)
    keep.put("verdicts", key, list(tables.record(made).values()))
    return made


def verdict(cluster: Cluster, evidence: Evidence, findings: Sequence[Finding]) -> Assessment:
    """The first that holds of implausible, disagree, evolving, agree, single origin, too few."""
    members = evidence.members(cluster)
    bad = [f for f in findings if f.severity == "implausible"]
    if bad:
        reasons = sorted({f.reason for f in bad}, key=lambda r: [f.reason for f in bad].index(r))
        return Assessment("implausible", " ".join(reasons), min(1.0, 0.85 + 0.05 * len(reasons)), "slip")
    if len(members) < 2 and len(plans := evidence.foreseen(cluster)) + len(members) > 1:
        members = sorted((*members, *plans), key=lambda p: p.claim_id)
    if len(members) < 2:
        return Assessment("too_few", _lonely(members, evidence), 0.0)
    apart = _apart(members)
    if apart and (odd := strangers(members, evidence)):
        told = _strange(odd, members, evidence)
        members = [p for p in members if p not in odd]
        if len(members) < 2:
            return Assessment("too_few", told, 0.3, "scope")
        found = _judged(members, cluster, evidence, findings)
        return replace(found, reason=f"{found.reason} {told}")
    return _judged(members, cluster, evidence, findings)


def _judged(
    members: Sequence[Profile], cluster: Cluster, evidence: Evidence, findings: Sequence[Finding]
) -> Assessment:
    """What two or more figures say together, none of them implausible."""
    origins = independent(evidence, members)
    apart = _apart(members)
    suspicious = 0.1 if any(f.severity == "suspicious" for f in findings) else 0.0
    by_time = explained_by_time(members, evidence.series.get(cluster.series_id, ()), bool(apart))
    if not apart and (grows(members) or by_time):
        return Assessment("evolving", _moved(members, evidence), 0.25 + suspicious, "date")
    if not apart:
        if origins == 1:
            return Assessment("single_origin", _repeated(members, evidence), 0.15 + suspicious)
        return Assessment("agree", _agreed(members, evidence, origins), 0.1 + suspicious, _small_cause(members))
    low, high = apart
    ratio = _ratio(low, high)
    if by_time or moves(members):
        return Assessment("evolving", _moved(members, evidence), _score(0.25, ratio) + suspicious, "date")
    if origins == 1:
        return Assessment("single_origin", _several(low, high, evidence), 0.2 + suspicious, "origin")
    cause = _cause(members, low, high)
    reason = (
        f"{opening(low)} according to {evidence.source(low)}, {printed(high)} according to {evidence.source(high)}"
        f"{_explained(cause, ratio)}."
    )
    return Assessment("disagree", reason, min(0.84, _score(0.45, ratio) + suspicious), cause)


def _strange(odd: Sequence[Profile], members: Sequence[Profile], evidence: Evidence) -> str:
    """Why figures were set aside: so far from the others that they are hardly of the same quantity."""
    rest = [p for p in members if p not in odd] or list(members)
    p = max(odd, key=lambda p: (p.value or 0.0, p.claim_id))
    nearest = min(rest, key=lambda q: (abs(math.log((q.value or 1.0) / (p.value or 1.0))), q.claim_id))
    ratio = max(p.value or 0.0, nearest.value or 0.0) / min(p.value or 1.0, nearest.value or 1.0)
    return (
        f"{opening(p)} according to {evidence.source(p)}, {printed(nearest)} according to {evidence.source(nearest)}: "
        f"{times(ratio)} apart, and no slip of the zeros, so probably not the same quantity."
    )


def _apart(members: Sequence[Profile]) -> tuple[Profile, Profile] | None:
    """The two figures that lie furthest apart and cannot both hold, or None when all overlap."""
    worst: tuple[float, Profile, Profile] | None = None
    spans = [(interval(p), p) for p in members]
    if max(low for (low, _), _ in spans) <= min(high for (_, high), _ in spans):
        return None  # all share a value
    for n, (a, p) in enumerate(spans):
        for b, q in spans[n + 1 :]:
            if not overlap(a, b):
                low, high = (p, q) if a[1] < b[0] else (q, p)
                far = _ratio(low, high)
                if worst is None or far > worst[0]:
                    worst = (far, low, high)
    return (worst[1], worst[2]) if worst else None


def _ratio(low: Profile, high: Profile) -> float:
    small, large = low.value or 0.0, high.value or 0.0
    return large / small if small > 0 else math.inf


def _ends(members: Sequence[Profile]) -> tuple[Profile, Profile]:
    dated = [p for p in members if p.last]
    first = min(dated, key=lambda p: (p.last, p.value, p.claim_id))
    last = max(dated, key=lambda p: (p.last, p.value, p.claim_id))
    return first, last


def _cause(members: Sequence[Profile], low: Profile, high: Profile) -> Cause | None:
    """What may explain that two figures differ, before it is called a plain dispute."""
    if low.base != high.base and low.base and high.base:
        return "base"
    kinds = {lexicons.actions()[p.action].kind for p in (low, high) if p.action}
    if kinds == {"stock", "flow"}:
        return "stock_flow"
    if low.last and high.last and low.last != high.last and abs((low.last - high.last).days) > 1:
        return "date"
    if low.place.known and high.place.known and low.place.known != high.place.known:
        return "scope"
    if {low.claim.bound, high.claim.bound} & {"at_least", "more_than", "up_to", "less_than"}:
        return "bound"
    return "origin"


def _explained(cause: Cause | None, ratio: float) -> str:
    told = {
        "base": ", of different bases",
        "stock_flow": ": one is a number at one time, the other adds up over time",
        "date": ", as of different dates",
        "scope": ", for places that are not the same",
        "bound": ", with bounds that do not meet",
    }
    far = "" if ratio < 1.5 or math.isinf(ratio) else f", {times(ratio)} as much"
    return far + told.get(cause or "", "")


def _small_cause(members: Sequence[Profile]) -> Cause | None:
    values = {p.value for p in members}
    if len(values) == 1:
        return None
    bounds = {p.claim.bound for p in members}
    return "rounding" if bounds <= {"exact", "about"} else "bound"


def _agreed(members: Sequence[Profile], evidence: Evidence, origins: int) -> str:
    known = sorted((p for p in members if p.value is not None), key=lambda p: (p.value, p.claim_id))
    least, most = known[0], known[-1]
    if any(p.claim.bound in _LOOSE or p.unit != p.claim.unit for p in (least, most)):
        # the middle of "dozens" is nobody's figure, nor are the metres of somebody's miles
        return f"{origins} sources agree: {', '.join(dict.fromkeys((printed(least), printed(most))))}."
    return f"{origins} sources agree on {amount(least.value or 0.0, most.value or 0.0, least.unit)}."


def _repeated(members: Sequence[Profile], evidence: Evidence) -> str:
    outlets = sorted({evidence.outlet(p) for p in members})
    name = evidence.origin_names.get(evidence.origin(members[0]), evidence.origin(members[0]))
    if len(outlets) == 1:
        return f"Only {outlets[0]} speaks of it, with {len(members)} figures."
    return f"{len(outlets)} outlets repeat one source, {name}: that is one witness."


def _several(low: Profile, high: Profile, evidence: Evidence) -> str:
    """A source does not contradict itself: its figures are of several times, or not of quite the same thing."""
    name = evidence.origin_names.get(evidence.origin(low), evidence.origin(low))
    return (
        f"{opening(low)} and {printed(high)} both come from {name}: one witness, so probably figures of "
        f"two times, or of two things."
    )


def _lonely(members: Sequence[Profile], evidence: Evidence) -> str:
    if not members:
        return "No figure here is asserted, so there is nothing to compare."
    return f"Only {evidence.source(members[0])} has this figure, {printed(members[0])}: too few to compare."


def _when(p: Profile) -> str:
    return f"{p.last.day} {p.last:%b %Y}" if p.last else "undated"


def _moved(members: Sequence[Profile], evidence: Evidence) -> str:
    first, last = _ends(members)
    return (
        f"The figure moves with its date: {printed(first)} ({_when(first)}, {_teller(first, evidence)}), "
        f"{printed(last)} ({_when(last)}, {_teller(last, evidence)})."
    )


def _teller(p: Profile, evidence: Evidence) -> str:
    """Who says it, to stand in brackets: "governor, in USA Today"."""
    return in_brackets(evidence.source(p))


def _score(base: float, ratio: float) -> float:
    """Larger differences deserve an earlier look: a decade adds 0.3."""
    return round(base + 0.3 * min(1.0, math.log10(ratio) if ratio > 1 and not math.isinf(ratio) else 1.0), 4)
