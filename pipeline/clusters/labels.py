"""A cluster's name, as a person would say it: "British nationals who travelled to fight in Syria and Iraq, 2016"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

_GENERIC = frozenset(("people", "person", "them", "others", ""))


def label(members: Sequence[Profile]) -> str:
    """Name of a series from its most common wordings, without its time."""
    counted = _most(members, lambda p: p.claim.counted_words, "counted")
    actor = _most(members, lambda p: p.claim.actor, "actor")
    action = _most(members, lambda p: p.action or p.claim.action, "action")
    place = _most(members, lambda p: p.claim.place, "place")
    unit = members[0].unit
    what = _what(counted, actor, unit)
    doing = _doing(action, unit, members)
    where = f" in {place}" if place and place.lower() not in what.lower() else ""
    text = f"{what}{doing}{where}".strip()
    return text[:1].upper() + text[1:] if text else f"Figures in {unit}"


def _most(members: Sequence[Profile], get: Callable[[Profile], str | None], facet: str) -> str | None:
    """The most common telling, those of the claims' own sentences first."""
    votes: Counter[str] = Counter()
    for p in members:
        told = get(p)
        if told:
            votes[told.strip()] += 2 if facet in p.near else 1
    if not votes:
        return None
    return min(votes, key=lambda w: (-votes[w], len(w), w))


def _what(counted: str | None, actor: str | None, unit: str) -> str:
    thing = (counted or "").strip()
    if unit == "percent":
        thing = f"share of {_without_of(thing)}" if thing else "share"
    elif unit not in ("count",) and not thing:
        thing = unit
    if actor and actor.lower() not in thing.lower() and thing.lower() not in actor.lower():
        if thing.lower() in _GENERIC:
            return actor
        return f"{thing} of {actor}" if unit != "count" else f"{thing} ({actor})"
    return thing if len(thing) >= len(actor or "") or unit != "count" else (actor or thing)


def _without_of(words: str) -> str:
    return words[3:] if words.lower().startswith("of ") else words


def _doing(action: str | None, unit: str, members: Sequence[Profile]) -> str:
    if not action:
        return ""
    told = settings("matching")["labels"].get(action)
    if told is None:
        told = next((p.claim.action_words for p in members if p.action == action and p.claim.action_words), action)
    said = told.strip()
    if not said:
        return ""
    return f" {said}" if unit == "count" else f", {said}"


def span(first: date | None, last: date | None) -> str:
    """A stretch of time in words: "12 March 2016", "March 2016", "2015–2016"; empty when unknown."""
    if first is None or last is None:
        return ""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if first.year == last.year:
        return f"{first:%B}–{last:%B %Y}" if (first.month, last.month) != (1, 12) else f"{first.year}"
    return f"{first.year}–{last.year}"
