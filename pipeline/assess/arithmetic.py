"""Sums, shares and ratios recomputed from the article's own figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

from pipeline.assess.evidence import Evidence, same_measure
from pipeline.assess.saying import number, opening, printed
from pipeline.assess.wording import neighbours
from pipeline.clusters.figures import digits
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding


def parts_that_do_not_sum(evidence: Evidence) -> Iterator[Finding]:
    """A total beside its parts in one sentence, place by place, that is not their sum."""
    rules = settings("checks")["arithmetic"]
    for claims in evidence.by_sentence.values():
        counts = [p for p in claims if p.unit == "count" and p.value and digits(p.value) >= rules["digits"]]
        for total in counts:
            rest = [
                p for p in counts if p is not total and (p.value or 0) < (total.value or 0) and same_measure(p, total)
            ]
            for size in (2, 3):
                for parts in combinations(rest, size):
                    if not _are_parts(parts, total):
                        continue
                    added = sum(p.value or 0 for p in parts)
                    gap = abs(added - (total.value or 0)) / (total.value or 1)
                    if rules["slack"] < gap <= rules["far"]:
                        told = " + ".join(printed(p) for p in parts)
                        reason = (
                            f"{opening(total)} is given as the total, "
                            f"but its parts add up to {number_exact(added)} ({told})."
                        )
                        yield evidence.finding(
                            "parts_that_do_not_sum",
                            "implausible",
                            total,
                            parts,
                            reason,
                            value=total.value or 0,
                            sum=added,
                        )


def number_exact(value: float) -> str:
    """A number with its thousands told apart and no decimals lost: 1,250 or 12.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _are_parts(parts: Sequence[Profile], total: Profile) -> bool:
    """Each part has a place (or nationality) of its own; the total has all of them or none of its own."""
    for facet in ("place", "actor"):
        named = [getattr(p, facet).known for p in parts]
        if all(len(n) == 1 for n in named) and len(set(named)) == len(named):
            whole = getattr(total, facet).known
            union = frozenset().union(*named)
            if facet == "place" and whole and len(whole) == 1 and whole in named:
                return False
            return not whole or whole == union or facet not in total.near or len(whole) != 1
    return False


def share_that_does_not_match(evidence: Evidence) -> Iterator[Finding]:
    """A printed share of loss or gain against the amounts that the same article gives for before and after."""
    rules = settings("checks")["arithmetic"]
    for claims in evidence.by_article.values():
        shares = [p for p in claims if p.unit == "percent" and p.value and p.action in ("lose", "fall", "rise", "gain")]
        for p in shares:
            amounts = [
                q for q in claims if q.unit not in ("percent", "multiplier", "percentage_points") and _base_of(p, q)
            ]
            best: tuple[float, float, Profile, Profile] | None = None
            for before, after in _before_and_after(amounts):
                change = 100 * ((after.value or 0) - (before.value or 0)) / (before.value or 1)
                falls = p.action in ("lose", "fall")
                if (change < 0) == falls and change:
                    off = _off(p, abs(change))
                    if best is None or off < best[0]:
                        best = (off, abs(change), before, after)
            if best is not None and best[0] > rules["points"]:
                _, got, before, after = best
                reason = (
                    f"{opening(p)} does not match the article's own figures: from {printed(before)} to "
                    f"{printed(after)} is {got:.0f} percent."
                )
                yield evidence.finding(
                    "share_that_does_not_match",
                    "implausible",
                    p,
                    [before, after],
                    reason,
                    value=p.value or 0,
                    recomputed=got,
                )


def _off(p: Profile, got: float) -> float:
    """Percentage points between a printed share and the recomputed one, its bound allowed for."""
    low, high = p.low, p.high
    if low is not None and got < low:
        return low - got
    if high is not None and got > high:
        return got - high
    return 0.0


def _base_of(p: Profile, q: Profile) -> bool:
    """Is ``q`` an amount of what ``p`` is a share of: held territory for lost territory?"""
    if p.actor.known and q.actor.known and p.actor.known != q.actor.known:
        return False
    thing = p.counted or p.base
    if q.unit in ("km2", "m2", "ha"):
        return thing == "territory"
    return bool(thing) and thing == q.counted and bool(q.action == p.action or q.action in ("earn", "have", "number"))


def _before_and_after(amounts: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """All pairs of dated amounts, the earlier (or as early) first."""
    dated = [
        q
        for q in amounts
        if q.last and q.value and q.action in ("hold", "span", "have", "number", "earn", "remain", None)
    ]
    for before, after in permutations(dated, 2):
        if before.last <= after.last:  # type: ignore[operator]
            yield before, after


def scope_swap(evidence: Evidence) -> Iterator[Finding]:
    """A figure for one place that is the article's own sum of several, while another figure for that place differs."""
    rules = settings("checks")["swap"]
    for claims in evidence.by_article.values():
        counts = [p for p in claims if p.unit == "count" and (p.value or 0) >= 100 and len(p.place.known) == 1]
        for p in counts:
            same = [q for q in counts if q is not p and same_measure(p, q) and q.place.known == p.place.known]
            others = [
                q
                for q in counts
                if same_measure(p, q) and q.place.countries != p.place.countries and (q.value or 0) < (p.value or 0)
            ]
            for q in same:
                if (p.value or 0) < (q.value or 0) * rules["differs"]:
                    continue
                for o in others:
                    added = (q.value or 0) + (o.value or 0)
                    if (
                        abs(added - (p.value or 0)) <= rules["fit"] * added
                        and q.claim.sentence_start == o.claim.sentence_start
                    ):
                        reason = (
                            f"{opening(p)} is given for {p.claim.place}, but the article's own {printed(q)} there and "
                            f"{printed(o)} in {o.claim.place} add up to {number_exact(added)}: the "
                            f"figure seems to be for both."
                        )
                        yield evidence.finding(
                            "scope_swap", "implausible", p, [q, o], reason, value=p.value or 0, sum=added
                        )
                        break
                else:
                    continue
                break


def rate_of_own_counts(evidence: Evidence) -> Iterator[Finding]:
    """A printed rate ("fatality rate of 13 per cent") that no two counts of its own article come near."""
    rules = settings("checks")["own_rate"]
    for claims in evidence.by_article.values():
        for p in claims:
            counts = [q for q in claims if q.unit == "count" and q.value]
            kind = _rate(p, rules["kinds"]) if p.unit == "percent" and p.value else None
            if kind is None or not p.value:
                continue
            if "ratio" in kind:  # rates of other years and places stand beside the counts of this one
                if sum(q.unit == "percent" and _rate(q, [kind]) is not None for q in claims) > 1:
                    continue
                counts = [q for q in neighbours(p, evidence, rules["apart"]) if q.unit == "count" and q.value]
            above = [q for q in counts if q.action in kind["above"]]
            below = [q for q in counts if q.counted in kind["below"] or q.action in kind["of"]]
            rates = [(_percent(a, b), a, b) for a in above for b in below if (a.value or 0) < (b.value or 0)]
            if not rates:
                continue
            value = p.value
            rate, a, b = min(rates, key=lambda t: (abs(math.log(t[0] / value)), t[1].claim_id, t[2].claim_id))
            if max(rate, value) / min(rate, value) >= kind.get("ratio", rules["ratio"]):
                reason = (
                    f"{opening(p)} does not match the article's own figures: {printed(a)} in {printed(b)} "
                    f"is {number(float(f'{rate:.2g}'))} percent."
                )
                yield evidence.finding(
                    "rate_of_own_counts", "implausible", p, [a, b], reason, value=value, recomputed=rate
                )


def _rate(p: Profile, kinds: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    told = p.claim.sentence.lower()
    return next((kind for kind in kinds if any(cue in told for cue in kind["cues"])), None)


def _percent(a: Profile, b: Profile) -> float:
    return 100 * (a.value or 0.0) / (b.value or 1.0)
