"""A part beside its whole in one sentence or the next: "240 of the 212 passengers", "212 aboard … 340 died"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from pipeline.assess.evidence import Evidence, highest, lowest
from pipeline.assess.population import are_people
from pipeline.assess.saying import number, opening, printed, times
from pipeline.assess.units import restates
from pipeline.assess.wording import between, cues, neighbours, pattern, stretch
from pipeline.clusters.clause import span
from pipeline.clusters.figures import interval
from pipeline.clusters.profile import Profile
from pipeline.clusters.terms import alikeness
from pipeline.knowledge import settings
from pipeline.model import Finding

Kind = Mapping[str, Any]  # a row of ``[[there.kinds]]`` in data/checks.toml

# "240 of the ferry's 212", "11 out of 9": "of" follows the figure itself ("40 members of the 15 nations" counts others)
_OF = re.compile(r"^\s+(?:out\s+)?of\s+(?:the|its|their|his|her|all|a total of|some)?(?:\s*[\w'’-]+){0,3}\s*$", re.I)
# "45 passengers and two": few words of what is counted, then the joint
_PLUS = re.compile(r"(?:\s+[\w'’-]+){1,3},?\s+(?:and|plus|as well as)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|at|on|to|from|for|with|by|and|or|than|over|of)\b", re.IGNORECASE)


def part_exceeds_its_of(evidence: Evidence) -> Iterator[Finding]:
    """ "A of the B" with A above B."""
    for p, w in _of_pairs(evidence):
        if lowest(p) > highest(w):
            reason = f"{opening(p)} of {printed(w)}: a part cannot exceed its whole."
            yield evidence.finding(
                "part_exceeds_its_of", "implausible", p, [w], reason, value=p.value or 0, whole=w.value or 0
            )


def share_of_its_own(evidence: Evidence) -> Iterator[Finding]:
    """ "45 of the 60 schools, or 25 percent": a share printed for a part beside it that is another share."""
    rules = settings("checks")["own_share"]
    for a, b in _of_pairs(evidence):
        for p in evidence.by_sentence[a.claim.article_id, a.claim.sentence_start]:
            words = between(b, p) or ""
            if p.unit != "percent" or not p.value or p.claim.change or span(p) < span(b) or not restates(words):
                continue
            if len(words.split()) > rules["words"] or not a.value or not b.value:
                continue
            got, (low, high) = 100 * a.value / b.value, interval(p)
            if max(low - got, got - high) > rules["points"] and max(low / got, got / high) > rules["ratio"]:
                reason = (
                    f"{opening(p)} does not match the figures beside it: {printed(a)} of {printed(b)} is "
                    f"{number(float(f'{got:.2g}'))} percent."
                )
                yield evidence.finding(
                    "share_of_its_own", "implausible", p, [a, b], reason, value=p.value, recomputed=got
                )


def _of_pairs(evidence: Evidence) -> Iterator[tuple[Profile, Profile]]:
    """Neighbouring counts of one sentence that read "A of the B"."""
    for claims in evidence.by_sentence.values():
        counts = sorted((p for p in claims if p.unit == "count" and p.value), key=lambda p: p.claim.start)
        for p, w in pairwise(counts):
            words = between(p, w) or ""
            if _OF.match(words) and len(_PREPOSITION.findall(words.replace("out of", "of"))) == 1:
                yield p, w


def more_than_were_there(evidence: Evidence) -> Iterator[Finding]:
    """More killed than were aboard, more jobs cut than people work there, more driven out than live in the town."""
    rules = settings("checks")["there"]
    befell: dict[frozenset[str], list[Profile]] = defaultdict(list)
    for p in evidence.profiles.values():
        if p.unit == "count" and p.place.known and "place" in p.near:
            befell[p.place.known].append(p)
    for w in evidence.profiles.values():
        if w.unit != "count" or not w.value or w.claim.bound in ("at_least", "more_than"):
            continue
        kind = _kind(w, evidence)
        if kind is None or _added(w, evidence):
            continue
        parts = [p for p in neighbours(w, evidence, rules["apart"]) if _one_place(p, w, kind)]
        for p in [*parts, *_elsewhere(w, kind, befell)]:
            if p.unit != "count" or not p.value or not _part(p, kind, evidence):
                continue
            if cues("there", "elsewhere").search(p.claim.sentence) or _other_time(p, w):
                continue
            ratio = lowest(p) / highest(w)
            if ratio > rules["ratio"]:
                where = "the same article" if p in parts else evidence.outlet(w)
                reason = (
                    f"{opening(p)} is {times(p.value / w.value)} the number of {kind['told']}, {printed(w)} in "
                    f"{where}: a part cannot exceed the whole."
                )
                yield evidence.finding(
                    "more_than_were_there", "implausible", p, [w], reason, value=p.value, whole=w.value
                )


def _elsewhere(w: Profile, kind: Kind, befell: Mapping[frozenset[str], Sequence[Profile]]) -> Iterator[Profile]:
    """Figures of other articles on the same event in the same place, where the whole takes in all who were there."""
    if kind["one_sentence"]:
        return
    for p in befell.get(w.place.known, ()):
        one_event = alikeness(p.terms, w.terms) >= settings("matching")["steps"]["context"][-1]
        if p.claim.article_id != w.claim.article_id and one_event and not p.total:
            yield p


def _kind(w: Profile, evidence: Evidence) -> Kind | None:
    """Which kind of whole the words right before and after a figure make it, of ``[[there.kinds]]``."""
    if not _tells(w.claim.sentence):
        return None
    before, after = stretch(w, evidence)
    near = " ".join(after.split()[: settings("checks")["there"]["after"]])
    for kind in settings("checks")["there"]["kinds"]:
        if kind["after"] and pattern(tuple(kind["after"])).search(near):
            return kind
        if kind["before"] and re.search(pattern(tuple(kind["before"])).pattern + r"[\s\w]{0,18}$", before, re.I):
            return kind
    return None


@lru_cache(maxsize=4_096)
def _tells(sentence: str) -> bool:
    """Does a sentence have any of the words that make a figure such a whole? Most have none."""
    return bool(_telling().search(sentence))


@cache
def _telling() -> re.Pattern[str]:
    kinds = settings("checks")["there"]["kinds"]
    return pattern(tuple(word for kind in kinds for word in (*kind["before"], *kind["after"])))


def _added(w: Profile, evidence: Evidence) -> bool:
    """Is it added to the figure before it: "45 passengers and two crew were aboard"?"""
    return any(
        q.unit == w.unit and span(q) < span(w) and _PLUS.fullmatch(between(q, w) or "")
        for q in evidence.by_sentence[w.claim.article_id, w.claim.sentence_start]
    )


def _part(p: Profile, kind: Kind, evidence: Evidence) -> bool:
    """Is a figure of those that the whole takes in, and did what befalls them befall it?"""
    counts = p.counted in kind["counted"] or ("person" in kind["counted"] and are_people(p))
    return counts and (
        p.action in kind["actions"] or bool(pattern(tuple(kind["said"])).search(stretch(p, evidence)[1]))
    )


def _one_place(p: Profile, w: Profile, kind: Kind) -> bool:
    """Nothing says that the part is of another place, and where the kind needs it, its sentence says it is of this."""
    if p.place.known != w.place.known and p.place.known and w.place.known:
        return False
    return not kind["one_sentence"] or (p.claim.article_id, p.claim.sentence_start) == (
        w.claim.article_id,
        w.claim.sentence_start,
    )


def _other_time(p: Profile, w: Profile) -> bool:
    return bool(p.last and w.last and abs((p.last - w.last).days) > settings("checks")["there"]["days"])
