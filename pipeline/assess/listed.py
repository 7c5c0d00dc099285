"""Parts that a sentence lists after its total, and shares of a total told nearby, both recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.assess.arithmetic import number_exact
from pipeline.assess.evidence import Evidence
from pipeline.assess.population import are_people
from pipeline.assess.saying import number, opening, printed
from pipeline.assess.units import restates
from pipeline.assess.wording import between, cues, neighbours, pattern, stretch
from pipeline.clusters.clause import span
from pipeline.clusters.figures import grain, interval
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding
from pipeline.quantities import find

_OF = re.compile(r"(?:\s*(?:percent|per cent|%))?\s+of\s")
_OF_WORDS = 6  # after a share, among which what it is of must stand
_CLOSED = {"(": ")", "—": "—", "–": "–"}  # what ends a list by what opens it; any other goes to the sentence's end


def parts_of_a_list(evidence: Evidence) -> Iterator[Finding]:
    """ "Cuts of €30m: €12m from roads, €9m from schools and €4m from parks": listed parts that miss their total."""
    rules = settings("checks")["listed"]
    for claims in evidence.told_by_sentence.values():
        ordered = sorted(claims, key=span)
        for n, total in enumerate(ordered):
            parts = _listed(total, ordered[n + 1 :], rules["parts"])
            if not parts:
                continue
            added = sum(p.value or 0.0 for p in parts)
            room = rules["slack"] * added + (grain(total.value or 0.0) + sum(grain(p.value or 0.0) for p in parts)) / 2
            if abs(added - (total.value or 0.0)) > room:
                told = " + ".join(printed(p) for p in parts)
                reason = (
                    f"{opening(total)} is given as the total, but the parts listed after it add up to "
                    f"{number_exact(round(added, 2))} ({told})."
                )
                yield evidence.finding(
                    "parts_of_a_list", "implausible", total, parts, reason, value=total.value or 0.0, sum=added
                )


def _listed(total: Profile, later: Sequence[Profile], fewest: int) -> list[Profile]:
    """The figures of the list that the words after a total open; none when there are too few, or it may not be
    complete."""
    sentence, (_, end) = total.claim.sentence, span(total)
    opened = _opener().search(sentence, end, span(later[0])[0]) if later else None
    if not opened or not total.value or total.claim.bound != "exact":
        return []
    closing = sentence.find(_CLOSED.get(opened.group(), "\0"), opened.end())
    stop = closing if closing > 0 else len(sentence)
    words = sentence[opened.end() : stop]
    parts = [p for p in later if span(p)[0] < stop and p.unit != "percent"]
    if len(parts) < fewest:
        return []
    figures = [q for q in find(words) if q.kind == "quantity" and q.unit != "percent"]
    if len(figures) != len(parts) or cues("listed", "incomplete").search(words):
        return []
    return parts if all(p.claim.bound == "exact" and p.value and _kind(p, total) for p in parts) else []


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"[:(—–]|{cues('listed', 'openers').pattern}", re.IGNORECASE)


def _kind(p: Profile, total: Profile) -> bool:
    """Can ``p`` be a part of ``total`` by its unit and by what it counts?"""
    if p.unit != total.unit or p.claim.unit != total.claim.unit or p.claim.change not in (None, total.claim.change):
        return False
    if p.unit != "count" or not p.counted or not total.counted or p.counted == total.counted:
        return True
    return lexicons.part_of(p.counted, total.counted) or (are_people(p) and are_people(total))


def share_of_a_total(evidence: Evidence) -> Iterator[Finding]:
    """ "It employs 4,000. … 3,000 nurses, or 50% of the staff": a share that its own count and the total refute."""
    rules = settings("checks")["own_total"]
    for p in evidence.profiles.values():
        if p.unit != "percent" or not p.value or p.claim.change:
            continue
        count, kind = _count_before(p, evidence, rules["words"]), _of_which(p, evidence, rules["kinds"])
        if count is None or kind is None:
            continue
        totals = [w for w in neighbours(p, evidence, rules["apart"]) if w is not count and _is_total(w, kind, evidence)]
        low, high = interval(p)
        shares = [(100 * (count.value or 0.0) / (w.value or 1.0), w) for w in totals if w.value]
        off = [max(low - got, got - high) for got, _ in shares]
        if shares and min(off) > rules["points"] and all(max(low / s, s / high) > rules["ratio"] for s, _ in shares):
            got, w = shares[off.index(min(off))]
            reason = (
                f"{opening(p)} does not match the article's own figures: {printed(count)} of the {printed(w)} "
                f"{kind['told']} is {number(float(f'{got:.2g}'))} percent."
            )
            yield evidence.finding(
                "share_of_a_total", "implausible", p, [count, w], reason, value=p.value, recomputed=got
            )


def _count_before(p: Profile, evidence: Evidence, most: int) -> Profile | None:
    """The count that the share says once more: "3,000 nurses, or" before "50%"."""
    before = [q for q in evidence.by_sentence[p.claim.article_id, p.claim.sentence_start] if span(q) < span(p)]
    q = max(before, key=span, default=None)
    words = between(q, p) if q is not None and q.unit == "count" else None
    return q if words is not None and restates(words) and len(words.split()) <= most else None


def _of_which(p: Profile, evidence: Evidence, kinds: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The kind of total that the share is of by the words right after it."""
    after = stretch(p, evidence)[1]
    words = " ".join(after.split()[:_OF_WORDS]) if _OF.match(after) else ""
    return next((kind for kind in kinds if pattern(tuple(kind["names"])).search(words)), None)


def _is_total(w: Profile, kind: Mapping[str, Any], evidence: Evidence) -> bool:
    """Do the words right before or after a count make it a total of that kind?"""
    if w.unit != "count" or not w.value:
        return False
    before, after = stretch(w, evidence)
    reach = settings("checks")["there"]["after"]
    near_before, near_after = " ".join(before.split()[-3:]), " ".join(after.split()[:reach])
    return bool(
        (kind["before"] and pattern(tuple(kind["before"])).search(near_before))
        or (kind["after"] and pattern(tuple(kind["after"])).search(near_after))
    )
