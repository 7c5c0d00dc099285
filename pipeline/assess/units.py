"""Units that slipped: conversions that do not match, a length printed as an area."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pipeline.assess.evidence import Evidence, independent
from pipeline.assess.saying import number, opening, printed, written
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Finding

_OPENED = re.compile(r"\([^()]{0,30}$")  # "75,000 km2 (about …"
_APART = 45  # characters between a figure and its conversion


def conversion_slip(evidence: Evidence) -> Iterator[Finding]:
    """One amount given in two units that do not match: "75,000 km2 (7,500 hectares)"."""
    rules = settings("checks")["conversion"]
    for (article_id, _), claims in evidence.by_sentence.items():
        text = evidence.articles[article_id].text if article_id in evidence.articles else ""
        ordered = sorted(claims, key=lambda p: p.claim.start)
        for p, q in pairwise(ordered):
            if p.unit != q.unit or p.claim.unit == q.claim.unit or p.unit in ("count", "percent"):
                continue
            between = text[p.claim.end : q.claim.start]
            if len(between) > _APART or not restates(between) or not (p.value and q.value):
                continue
            ratio = max(p.value, q.value) / min(p.value, q.value)
            if ratio > rules["slack"] and (
                abs(math.log10(ratio) - round(math.log10(ratio))) <= rules["near_power"] or ratio > 5
            ):
                reason = (
                    f"{opening(p)} and {printed(q)} are given for one amount, but {printed(q)} is "
                    f"{number(q.value)} {written(q.unit)}, "
                    f"not {number(p.value)} {written(p.unit)}: a factor of {number(float(f'{ratio:.3g}'))}."
                )
                yield evidence.finding(
                    "conversion_slip", "implausible", q, [p], reason, value=q.value, other=p.value, factor=ratio
                )


def restates(between: str) -> bool:
    """Do the words between two figures say that the second is the first in another unit?"""
    told = f" {' '.join(between.lower().split())} "
    return bool(_OPENED.search(between)) or any(f" {cue} " in told for cue in settings("checks")["conversion"]["cues"])


def length_as_area(evidence: Evidence) -> Iterator[Finding]:
    """The digits of a length with a unit of area: "100-square-kilometre lake" for one that is 100 km long."""
    lengths: dict[str, list[Profile]] = defaultdict(list)  # by their digits
    for p in evidence.profiles.values():
        if p.unit in ("m", "km"):
            lengths[_digits(p)].append(p)
    for p in evidence.profiles.values():
        if p.unit not in ("km2", "m2"):
            continue
        alike = lengths.get(_digits(p), ())
        same = [q for q in alike if q.low == p.low and q.claim.unit and _same_thing(p, q)]
        same = same or [q for q in alike if q.claim.low == p.claim.low and _same_thing(p, q)]
        if same and independent(evidence, same) >= 1:
            sources = sorted({evidence.outlet(q) for q in same})
            reason = f"{opening(p)} has the digits of a length: {', '.join(sources)} has {printed(same[0])}."
            yield evidence.finding("length_as_area", "implausible", p, same, reason, value=p.claim.low or 0)


def _digits(p: Profile) -> str:
    return re.sub(r"\D", "", p.claim.quote)


def _same_thing(p: Profile, q: Profile) -> bool:
    from pipeline.clusters.terms import alikeness

    same_sentence = (p.claim.article_id, p.claim.sentence_start) == (q.claim.article_id, q.claim.sentence_start)
    if same_sentence and len(_digits(p)) < settings("checks")["length"]["digits"]:
        return False
    if (
        p.claim.article_id != q.claim.article_id
        and alikeness(p.terms, q.terms) < settings("matching")["steps"]["context"][-1]
    ):
        return False
    return len(_digits(p)) >= 2 and bool(_nouns(p) & _nouns(q))


def _nouns(p: Profile) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", (p.claim.sentence or "").lower())) & _telling(p)


def _telling(p: Profile) -> set[str]:
    at = p.claim.start - p.claim.sentence_start
    near = p.claim.sentence[max(0, at - 60) : at + len(p.claim.quote) + 60].lower()
    return set(re.findall(r"[a-z]{4,}", near)) - {
        "about",
        "around",
        "square",
        "with",
        "from",
        "that",
        "have",
        "been",
        "stretching",
    }
