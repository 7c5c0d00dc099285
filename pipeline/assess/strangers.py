"""Figures that are hardly of their cluster's quantity: many times the others, and no slip explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.assess.evidence import Evidence, independent
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings


def strangers(members: Sequence[Profile], evidence: Evidence) -> list[Profile]:
    """The members to set aside, [] when none: those beyond the widest gap that fewer sources stand behind.

    When as many sources stand on both sides nobody can say which are the strangers: all but one are set aside.
    """
    rules = settings("checks")["stranger"]
    ordered = sorted((p for p in members if (p.value or 0.0) > 0), key=lambda p: (p.value, p.claim_id))
    if len(ordered) < 2:
        return []
    logs = [math.log10(p.value or 1.0) for p in ordered]
    at = max(range(1, len(logs)), key=lambda n: (logs[n] - logs[n - 1], -n))
    gap = logs[at] - logs[at - 1]
    if logs[-1] - logs[0] < math.log10(rules["ratio"]) or gap < math.log10(rules["gap"]) or _shifted(gap):
        return []
    below, above = ordered[:at], ordered[at:]
    few, many = sorted((below, above), key=lambda side: (independent(evidence, side), len(side)))
    if independent(evidence, few) == independent(evidence, many):
        return list(members[1:])
    return [*few, *(p for p in members if not (p.value or 0.0) > 0)]


def _shifted(gap: float) -> bool:
    """Do the two sides differ by zeros alone: is it a slip, for the check of slips to tell?"""
    slip = settings("checks")["slip"]
    return any(
        abs(gap - math.log10(factor)) <= math.log10(slip["fit_thousands"] if factor >= 1000 else slip["fit"])
        for factor in slip["factors"]
    )
