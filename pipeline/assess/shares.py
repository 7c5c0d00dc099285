"""Shares that cannot pass 100 percent, told from figures in percent that can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import lexicons
from pipeline.assess.evidence import Evidence
from pipeline.assess.saying import opening
from pipeline.assess.wording import cues
from pipeline.clusters.clause import clause
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding

_OF = re.compile(r"^\s*(?:percent|per cent|%|pct)?\s*of\b", re.IGNORECASE)


def share_out_of_range(evidence: Evidence) -> Iterator[Finding]:
    """A share of all there is above 100 percent, or below 0: turnout, coverage, "contained", percent of the homes.

    Growth, inflation, and shares of a target, a capacity or last year's figure may pass 100 and are left alone.
    """
    for p in evidence.profiles.values():
        if p.unit != "percent" or p.claim.change or p.value is None:
            continue
        if 0 <= (p.low if p.low is not None else p.value) <= 100:
            continue
        if told := _bounded(p):
            yield evidence.finding("share_out_of_range", "implausible", p, [], f"{opening(p)} {told}.", value=p.value)


def _bounded(p: Profile) -> str | None:
    """What makes a figure a share of all there is, in words that go on from it; None if it need not be one."""
    before, after = clause(p)
    thing = p.claim.counted_words or ""
    level = cues("share", "level").search(before[-20:])  # "rose to 140 percent" is a level, "rose 140 percent" is not
    if cues("share", "passes").search(f"{before} | {after} | {thing} | {p.claim.base or ''}"):
        return None
    if not level and (p.action in ("rise", "fall") or cues("share", "moves").search(f"{before} | {after}")):
        return None
    if of := _OF.match(after):
        if told := cues("share", "told").match(after[of.end() :].strip()):
            return f"of {told.group().lower()} is more than all of them: such a share lies between 0 and 100 percent"
        base = (p.claim.base or "").strip()
        kind = lexicons.counted_class(base)
        if kind and {kind, *lexicons.ancestors(kind)} & set(settings("checks")["share"]["bases"]):
            return f"of {base} is more than all of them: such a share lies between 0 and 100 percent"
        return None
    reach = settings("checks")["share"]["near_words"]
    near = " ".join(before.split()[-reach:]) + " | " + " ".join(after.split()[:reach])
    if found := cues("share", "rates").search(f"{near} | {thing}"):
        return f"is given for {found.group().lower()}, a share of a whole: it lies between 0 and 100 percent"
    if found := cues("share", "states").match(after.strip()):
        return f"{found.group().lower()} is more than the whole: such a share lies between 0 and 100 percent"
    return None
