"""A part cannot exceed its whole, and nothing exceeds what is called the largest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from pipeline.assess.evidence import Evidence, highest, lowest, same_measure
from pipeline.assess.saying import opening, printed, times
from pipeline.assess.wording import cues
from pipeline.clusters import naming
from pipeline.clusters.clause import clause
from pipeline.clusters.profile import Profile
from pipeline.clusters.reach import all_countries
from pipeline.clusters.terms import alikeness
from pipeline.knowledge import settings
from pipeline.model import Finding, Severity

_Measure = tuple[str | None, ...]


def part_exceeds_whole(evidence: Evidence) -> Iterator[Finding]:
    """A claim larger than the claim for everything it is part of, in its own article or another on the same subject."""
    rules = settings("checks")["whole"]
    wholes = Wholes(evidence)
    for p in evidence.profiles.values():
        w = next(wholes.below(p, rules["slack"]), None) if p.unit == "count" and p.actor.countries else None
        if w is None:
            continue
        ratio = lowest(p) / highest(w)
        where = "the same article" if w.claim.article_id == p.claim.article_id else evidence.outlet(w)
        severity: Severity = "implausible" if ratio >= rules["implausible"] else "suspicious"
        reason = (
            f"{opening(p)} for {_whose(p)} is {times((p.value or 0) / (w.value or 1))} the {printed(w)} "
            f"that {where} gives for {_total(w)}: a part cannot exceed the whole."
        )
        yield evidence.finding(
            "part_exceeds_whole", severity, p, [w], reason, value=p.value or 0, whole=w.value or 0, ratio=ratio
        )


class Wholes:
    """The claims that say that they take in all and are of no nationality: by article, and by place and measure.

    Looked up by what they share with a part, so that the cost does not grow with the square of the corpus.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._own: dict[str, list[Profile]] = {}
        self._of_all: dict[str, dict[_Measure, list[Profile]]] = {}
        self._same: dict[tuple[_Measure, _Measure], bool] = {}
        found = [w for w in evidence.profiles.values() if w.unit == "count" and not w.actor.countries]
        for w in sorted((w for w in found if takes_in_all(w) and highest(w) > 0), key=highest):
            self._own.setdefault(w.claim.article_id, []).append(w)
            if all_countries(_around(w)):
                for place in w.place.known:
                    self._of_all.setdefault(place, {}).setdefault(_measure(w), []).append(w)

    def below(self, p: Profile, slack: float) -> Iterator[Profile]:
        """Those that ``p`` is a part of and yet ``slack`` times as large as: its own article's first, then the others',
        the smallest first."""
        most = lowest(p) / slack
        for w in self._own.get(p.claim.article_id, ()):
            if highest(w) < most and w is not p and self._alike(p, w) and not _elsewhere(p, w):
                yield w
        others: dict[str, Profile] = {}
        for place in p.place.known:
            for measured in self._of_all.get(place, {}).values():
                if self._alike(p, measured[0]):
                    for w in takewhile(lambda w: highest(w) < most, measured):
                        if w.claim.article_id != p.claim.article_id:
                            others[w.claim_id] = w
        yield from (w for w in sorted(others.values(), key=lambda w: (highest(w), w.claim_id)) if _comparable(p, w))

    def _alike(self, p: Profile, w: Profile) -> bool:
        key = _measure(p), _measure(w)
        if key not in self._same:
            self._same[key] = same_measure(p, w)
        return self._same[key]


def _measure(p: Profile) -> _Measure:
    """All that :func:`same_measure` looks at."""
    return p.unit, p.claim.change, p.counted, p.counted_words, p.action


def _elsewhere(p: Profile, w: Profile) -> bool:
    """Do both tell their place in their own sentence, and not the same?"""
    return "place" in p.near and "place" in w.near and not p.place.known & w.place.known


def _comparable(p: Profile, w: Profile) -> bool:
    """May a whole of another article be held against a part: one affair, near times?"""
    return (
        not (p.first and w.last and abs((p.first - w.last).days) > settings("checks")["whole"]["days"])
        and not _elsewhere(p, w)
        and alikeness(p.terms, w.terms) >= settings("matching")["steps"]["context"][1]
    )


def takes_in_all(p: Profile) -> bool:
    """Do the words around a figure say that it takes in all: "from 86 countries", "worldwide", "in all"?"""
    if all_countries(_around(p)):
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
    return naming.with_article(p.claim.actor or p.claim.actor_words or p.claim.counted_words or "this group")


def _total(p: Profile) -> str:
    found = all_countries(p.claim.sentence)
    thing = re.sub(r"^(?:where|that|which|whom?|the)\s+", "", p.claim.counted_words or "")
    thing = naming.lowered(thing) if thing else "of them"  # the words may open their sentence
    return f"all {thing} {found.group()}" if found else f"all {thing}"
