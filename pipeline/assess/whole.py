"""A part cannot exceed its whole, and nothing exceeds what is called the largest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.assess.evidence import Evidence, highest, lowest, opening, printed, same_measure, times
from pipeline.assess.wording import clause, cues
from pipeline.clusters.profile import Profile, alikeness
from pipeline.clusters.scope import COUNTRIES
from pipeline.knowledge import settings
from pipeline.model import Finding, Severity


def part_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    """A claim larger than the claim for everything it is part of, in its own article or another on the same subject."""
    rules = settings("checks")["whole"]
    for p in evidence.profiles.values():
        if p.unit != "count" or not p.actor.countries:
            continue
        best: tuple[float, Profile] | None = None
        for w in wholes(p, evidence):
            ratio = lowest(p) / highest(w) if highest(w) else 0.0
            same_article = w.claim.article_id == p.claim.article_id
            if ratio > rules["slack"] and (
                best is None or (same_article, ratio) > (best[1].claim.article_id == p.claim.article_id, best[0])
            ):
                best = (ratio, w)
        if best is None:
            continue
        ratio, w = best
        where = "the same article" if w.claim.article_id == p.claim.article_id else evidence.outlet(w)
        severity: Severity = "implausible" if ratio >= rules["implausible"] else "suspicious"
        reason = (
            f"{opening(p)} for {_whose(p)} is {times((p.value or 0) / (w.value or 1))} the {printed(w)} "
            f"that {where} gives for {_total(w)}: a part cannot exceed the whole."
        )
        yield evidence.finding(
            "part_exceeds_whole", severity, p, [w], reason, value=p.value or 0, whole=w.value or 0, ratio=ratio
        )


def wholes(p: Profile, evidence: Evidence) -> Iterator[Profile]:
    """Claims for all that ``p`` is a part of: no nationality of their own, and words that say they take in all."""
    for w in _candidates(evidence):
        if w.claim_id == p.claim_id or not same_measure(p, w) or w.actor.countries:
            continue
        if _elsewhere(p, w):
            continue
        if w.claim.article_id != p.claim.article_id and not _comparable(p, w):
            continue
        yield w


def _elsewhere(p: Profile, w: Profile) -> bool:
    """Do both tell their place in their own sentence, and not the same?"""
    return "place" in p.near and "place" in w.near and not p.place.known & w.place.known


def _comparable(p: Profile, w: Profile) -> bool:
    """May a whole of another article be held against a part: all countries, one place, one affair, near times?"""
    return (
        bool(COUNTRIES.search(_around(w)))
        and bool(p.place.known & w.place.known)
        and alikeness(p.terms, w.terms) >= settings("matching")["steps"]["context"][1]
        and not (p.first and w.last and abs((p.first - w.last).days) > settings("checks")["whole"]["days"])
    )


def _candidates(evidence: Evidence) -> list[Profile]:
    return [w for w in evidence.profiles.values() if w.unit == "count" and takes_in_all(w)]


def takes_in_all(p: Profile) -> bool:
    """Do the words around a figure say that it takes in all: "from 86 countries", "worldwide", "in all"?"""
    if COUNTRIES.search(_around(p)):
        return True
    # "400 in all, 30 of them badly": a cue holds for its own clause, and never for a part of another figure
    return not p.claim.base and bool(cues("whole", "cues").search(" ".join(clause(p))))


def _around(p: Profile) -> str:
    return p.claim.sentence.lower()


def more_lost_than_there_were(evidence: Evidence) -> Iterator[Finding]:
    """More killed, taken or gone of a group than anybody says that it ever had."""
    rules = settings("checks")["lost"]
    strength: dict[tuple[str, ...], list[Profile]] = {}
    for p in evidence.profiles.values():
        if p.unit == "count" and p.actor.known and p.action in rules["there"] and p.counted in rules["counted"]:
            strength.setdefault(tuple(sorted(p.actor.known)), []).append(p)
    for p in evidence.profiles.values():
        if (
            p.unit != "count"
            or p.action not in rules["lost"]
            or p.counted not in rules["counted"]
            or "actor" not in p.near
        ):
            continue
        had = [
            o
            for o in strength.get(tuple(sorted(p.actor.known)), [])
            if o.place.countries & p.place.countries or not o.place.countries or not p.place.countries
        ]
        if not had:
            continue
        most = max(had, key=lambda o: (highest(o), o.claim_id))
        ratio = lowest(p) / highest(most) if highest(most) else 0.0
        if ratio >= rules["ratio"]:
            reason = (
                f"{opening(p)} is {times((p.value or 0) / (most.value or 1))} the {printed(most)} that "
                f"{evidence.outlet(most)} gives as the most that {_whose(p)} ever had here: more lost than there were."
            )
            yield evidence.finding(
                "more_lost_than_there_were", "suspicious", p, [most], reason, value=p.value or 0, most=most.value or 0
            )


def exceeds_superlative(evidence: Evidence) -> Iterator[Finding]:
    """A claim larger than the figure that its own article calls the largest of its kind."""
    rules = settings("checks")["superlative"]
    for claims in evidence.by_article.values():
        tops = [t for t in claims if t.unit == "count" and is_superlative(t, evidence.by_sentence[_sentence(t)])]
        for p in claims:
            for t in tops:
                if p in tops or takes_in_all(p) or not same_measure(p, t, loosely=True) or not p.actor.countries:
                    continue
                if p.actor.known == t.actor.known or _elsewhere(p, t):
                    continue
                ratio = lowest(p) / highest(t) if highest(t) else 0.0
                if ratio > rules["implausible"]:
                    reason = (
                        f"{opening(p)} for {_whose(p)} exceeds the {printed(t)} that the same article "
                        f"calls the highest, "
                        f"{times((p.value or 0) / (t.value or 1))} over."
                    )
                    yield evidence.finding(
                        "exceeds_superlative", "implausible", p, [t], reason, value=p.value or 0, highest=t.value or 0
                    )
                    break


def is_superlative(p: Profile, sentence: Sequence[Profile]) -> bool:
    """Does the article call this figure the largest: is a cue near it, and no other figure nearer?"""
    claim = p.claim
    reach = settings("checks")["superlative"]["near_words"]
    for cue in _cues().finditer(claim.sentence):
        distances = {q.claim_id: _words_between(claim.sentence, cue.start(), cue.end(), q) for q in (p, *sentence)}
        if distances[p.claim_id] <= reach and distances[p.claim_id] == min(distances.values()):
            return True
    return False


def _words_between(sentence: str, start: int, end: int, p: Profile) -> int:
    first = p.claim.start - p.claim.sentence_start
    last = first + len(p.claim.quote)
    between = sentence[end:first] if first >= end else sentence[last:start]
    return len(between.split())


@cache
def _cues() -> re.Pattern[str]:
    cues = settings("checks")["superlative"]["cues"]
    return re.compile(r"\b(?:" + "|".join(re.escape(c) for c in cues) + r")\b", re.IGNORECASE)


def _sentence(p: Profile) -> tuple[str, int]:
    return p.claim.article_id, p.claim.sentence_start


def _whose(p: Profile) -> str:
    return p.claim.actor or p.claim.actor_words or p.claim.counted_words or "this group"


def _total(p: Profile) -> str:
    found = COUNTRIES.search(p.claim.sentence)
    thing = re.sub(r"^(?:where|that|which|whom?|the)\s+", "", p.claim.counted_words or "")
    return f"all {thing} {found.group()}" if found else f"all {thing}"
