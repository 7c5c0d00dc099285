"""What statements without figures say together: who affirms, who denies, who leaves it open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.assess.evidence import outlet_name
from pipeline.clusters.assertions import Group
from pipeline.knowledge import settings
from pipeline.model import Assertion, AssessmentName, Claim


def assessed(groups: Iterable[Group], origins: Mapping[str, str]) -> list[Assertion]:
    """An Assertion for each group. ``origins``: names of origins by id."""
    return [_assertion(group, origins) for group in groups]


def _assertion(group: Group, origins: Mapping[str, str]) -> Assertion:
    open_ = [c for c in group.claims if c.certainty in settings("matching")["statements"]["hedged"]]
    sure = [c for c in group.claims if c not in open_]
    denied = [c for c in sure if c.claim_id in group.against]
    affirmed = [c for c in sure if c.claim_id not in group.against]
    name, score = _verdict(affirmed, denied, open_)
    starts = [c.as_of_start for c in group.claims if c.as_of_start]
    ends = [c.as_of_end for c in group.claims if c.as_of_end]
    return Assertion(
        assertion_id=group.assertion_id,
        label=_label(affirmed or list(group.claims)),
        affirmed=tuple(c.claim_id for c in affirmed),
        denied=tuple(c.claim_id for c in denied),
        hedged=tuple(c.claim_id for c in open_),
        n_articles=len({c.article_id for c in group.claims}),
        n_outlets=len({c.outlet_id for c in group.claims}),
        n_origins=len(_origins(group.claims)),
        as_of_start=min(starts, default=None),
        as_of_end=max(ends, default=None),
        assessment=name,
        reason=_reason(affirmed, denied, open_, origins),
        score=score,
    )


def _verdict(
    affirmed: Sequence[Claim], denied: Sequence[Claim], open_: Sequence[Claim]
) -> tuple[AssessmentName, float]:
    """The assessment, and how much it deserves a look: what several sources dispute comes first."""
    for_, against = _origins(affirmed), _origins(denied)
    if for_ and against:
        if _moved(affirmed, denied):
            return "evolving", 0.3
        return "disagree", min(0.84, 0.45 + 0.05 * len(for_ | against))
    if len(for_ | against) > 1:
        return "agree", 0.1
    if len(_origins([*affirmed, *denied, *open_])) > 1:
        return "too_few", 0.15
    return "single_origin", 0.15


def _moved(affirmed: Sequence[Claim], denied: Sequence[Claim]) -> bool:
    """Do all who deny speak of an earlier time than all who affirm, or all of a later one?"""
    if not all(c.as_of_start and c.as_of_end for c in (*affirmed, *denied)):
        return False
    days = settings("matching")["statements"]["days_moved"]
    return any(
        min((b.as_of_start - a.as_of_end).days for a in early for b in late) >= days  # type: ignore[operator]
        for early, late in ((affirmed, denied), (denied, affirmed))
    )


def _origins(claims: Iterable[Claim]) -> set[str]:
    return {c.origin_id or c.outlet_id for c in claims}


def _label(claims: Sequence[Claim]) -> str:
    """The clearest of the statements: one that names who does it, and the shortest of those."""
    pronouns = settings("matching")["statements"]["pronouns"]
    named = [c for c in claims if (c.subject or "").lower() not in pronouns] or claims
    words = " ".join(min(named, key=lambda c: (len(c.quote), c.claim_id)).quote.split())
    return words[:1].upper() + words[1:]


def _reason(
    affirmed: Sequence[Claim], denied: Sequence[Claim], open_: Sequence[Claim], origins: Mapping[str, str]
) -> str:
    told = [
        f"{_count(claims)} {verb if len(_origins(claims)) > 1 else verbs} ({_who(claims, origins)})"
        for claims, verb, verbs in (
            (affirmed, "affirm it", "affirms it"),
            (denied, "deny it", "denies it"),
            (open_, "leave it open", "leaves it open"),
        )
        if claims
    ]
    said = ", ".join(told)
    when = " The two sides speak of different times." if affirmed and denied and _moved(affirmed, denied) else ""
    one = "" if len(_origins([*affirmed, *denied, *open_])) > 1 else " That is one witness."
    return f"{said}.{when}{one}"


def _count(claims: Sequence[Claim]) -> str:
    n = len(_origins(claims))
    return f"{n} source{'' if n == 1 else 's'}"


def _who(claims: Sequence[Claim], origins: Mapping[str, str]) -> str:
    """Sources with the outlets that print them: "AP in Breitbart; Le Monde"."""
    said: dict[str, set[str]] = {}
    for claim in claims:
        name = origins.get(claim.origin_id or "", "") or outlet_name(claim.outlet_id)
        said.setdefault(name, set()).add(outlet_name(claim.outlet_id))
    return "; ".join(
        name if outlets == {name} else f"{name} in {', '.join(sorted(outlets - {name}))}"
        for name, outlets in sorted(said.items())
    )
