"""Who printed what, after whom: a repeater that changed a source's figure or its bound, or took another's number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.assess.evidence import Evidence
from pipeline.assess.saying import opening, printed
from pipeline.clusters import scoring
from pipeline.clusters.figures import digits, interval, overlap
from pipeline.clusters.identity import order
from pipeline.clusters.profile import Profile
from pipeline.clusters.terms import alikeness
from pipeline.knowledge import settings
from pipeline.model import Finding

_FLOOR = ("at_least", "more_than")
_CEILING = ("up_to", "less_than")


def altered_by_repeater(evidence: Evidence) -> Iterator[Finding]:
    """Outlets cite one source for one quantity at one time, and one prints another figure, or turns the bound round."""
    rules = settings("checks")["repeats"]
    for cluster in evidence.matched.clusters:
        by_origin: dict[str, list[Profile]] = defaultdict(list)
        for p in evidence.members(cluster):
            if p.claim.attribution_kind not in (None, "outlet", "anonymous"):
                by_origin[evidence.origin(p)].append(p)
        for origin, told in sorted(by_origin.items()):
            for p in told:
                others = [o for o in told if o.claim.outlet_id != p.claim.outlet_id]
                same = _agreeing(others, evidence)
                if len({o.claim.outlet_id for o in same}) < rules["outlets"]:
                    continue
                if any(
                    o.value == same[0].value for o in told if o is not p and o.claim.article_id == p.claim.article_id
                ):
                    continue  # it has the source's figure as well: this one is of something else
                first = min(same, key=order)
                figure = not any(overlap(interval(p), interval(o)) for o in same) and _near(p, first, rules["near"])
                figure = figure and not any(overlap(interval(p), interval(o)) for o in others)
                turned = p.value == first.value and _turned(p, first) and not any(_turned(o, first) for o in same)
                if not figure and not turned:
                    continue
                name = evidence.origin_names.get(origin, origin)
                what = "another figure" if figure else "the bound turned round"
                reason = (
                    f"{opening(p)} is what {evidence.outlet(p)} gives as from {name}, but {evidence.outlet(first)} "
                    f"and {len({o.claim.outlet_id for o in same}) - 1} more give {printed(first)} from the same "
                    f"source: {what}."
                )
                yield evidence.finding(
                    "altered_by_repeater", "suspicious", p, same, reason, value=p.value or 0, source=first.value or 0
                )


def _agreeing(found: Sequence[Profile], evidence: Evidence) -> list[Profile]:
    """The claims with the figure that most outlets give."""
    by_value: dict[float, list[Profile]] = defaultdict(list)
    for p in found:
        by_value[p.value or 0.0].append(p)
    return max(
        by_value.values(), key=lambda same: (len({p.claim.outlet_id for p in same}), same[0].value or 0), default=[]
    )


def _near(p: Profile, o: Profile, ratio: float) -> bool:
    one, two = sorted((p.value or 0.0, o.value or 0.0))
    return 0 < two <= one * ratio


def _turned(p: Profile, o: Profile) -> bool:
    mine, theirs = p.claim.bound, o.claim.bound
    return (mine in _FLOOR and theirs in _CEILING) or (mine in _CEILING and theirs in _FLOOR)


def number_of_others(evidence: Evidence) -> Iterator[Finding]:
    """The very number that several sources print for other people or another fate, and nobody else for these."""
    rules = settings("checks")["repeats"]
    by_value: dict[tuple[str, float], list[Profile]] = defaultdict(list)
    for p in evidence.profiles.values():
        if p.unit == "count" and p.value and digits(p.value) >= rules["digits"]:
            by_value[p.unit, p.value].append(p)
    alike = settings("matching")["steps"]["context"][1]
    for same in by_value.values():
        for p in same:
            # what costs least is asked first: most figures are no case of this
            others = [o for o in same if o.claim.article_id != p.claim.article_id]
            if _sources(others, evidence, p) < 2:
                continue
            found = _told_of_others(p, others, alike)
            if found is None or _sources(found, evidence, p) < 2:
                continue
            others = found
            mine = [o for o in evidence.kin(p) if o.value != p.value]
            if not mine or any(scoring.exclude(a, b) for n, a in enumerate(others) for b in others[n + 1 :]):
                continue
            first = min(others, key=order)
            reason = (
                f"{opening(p)} is said of {_who(p)}; {evidence.outlet(first)} and "
                f"{len({o.claim.outlet_id for o in others}) - 1} more have the very number for {_who(first)}, "
                f"and for these {evidence.outlet(mine[0])} has {printed(mine[0])}: perhaps the wrong people."
            )
            yield evidence.finding("number_of_others", "suspicious", p, [*others, mine[0]], reason, value=p.value or 0)


def _told_of_others(p: Profile, others: Iterable[Profile], alike: float) -> list[Profile] | None:
    """Those of articles on the same subject; None if one of them may be of the same quantity after all."""
    found = []
    for o in others:
        if alikeness(o.terms, p.terms) >= alike:
            if not scoring.exclude(p, o):
                return None
            found.append(o)
    return found


def _sources(found: Sequence[Profile], evidence: Evidence, p: Profile) -> int:
    """How many sources stand behind some figures, not counting that of ``p``."""
    return len({evidence.origin(o) for o in found} - {evidence.origin(p)})


def _who(p: Profile) -> str:
    claim = p.claim
    told = [claim.counted_words or "people", claim.action_words, f"in {claim.place}" if claim.place else None]
    return " ".join(" ".join(t for t in told if t).split())
