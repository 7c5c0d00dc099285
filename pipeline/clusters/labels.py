"""A cluster's name, as a person would say it: "Britons who travelled to Syria"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

_EMPTY = frozenset(("people", "person", "them", "others", "its", "their", ""))


def label(members: Sequence[Profile]) -> str:
    """Name of a series from the wordings that most of its members share, without its time."""
    counted_class, action = _vote(members, lambda p: p.counted), _vote(members, lambda p: p.action)
    counted = _wording(members, lambda p: p.claim.counted_words, "counted", lambda p: p.counted == counted_class)
    actor = _wording(members, lambda p: p.claim.actor, "actor", lambda p: bool(p.actor.known))
    place = _wording(members, lambda p: p.claim.place, "place", lambda p: "place" in p.near)
    unit = members[0].unit
    thing = _thing(counted, actor, unit)
    said = _action(action, members, unit)
    where = f" in {place}" if place and place.lower() not in thing.lower() else ""
    if where and said.endswith(" there"):
        said, where = said.removesuffix(" there"), f" to {place}"
    text = f"{thing}{said}{where}".strip()
    return text[:1].upper() + text[1:] if text else f"Figures in {unit}"


def _vote(members: Sequence[Profile], get: Callable[[Profile], str | None]) -> str | None:
    votes = Counter(v for p in members if (v := get(p)))
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def _wording(
    members: Sequence[Profile], get: Callable[[Profile], str | None], facet: str, fits: Callable[[Profile], bool]
) -> str | None:
    """The most common wording among members that fit; those of the claims' own sentences count double."""
    for wanted in (fits, lambda p: True):
        votes: Counter[str] = Counter()
        for p in members:
            told = " ".join((get(p) or "").split())
            if told and wanted(p):
                votes[told] += 2 if facet in p.near else 1
        if votes:
            return min(votes, key=lambda w: (-votes[w], len(w), w))
    return None


def _thing(counted: str | None, actor: str | None, unit: str) -> str:
    """What is counted, and whose."""
    words = [w for w in (counted or "").split() if w.lower() not in _EMPTY]
    thing = " ".join(words).removeprefix("of ").strip()
    if unit == "percent":
        thing = f"share of {thing}" if thing else "share"
    elif unit != "count":
        thing = thing if thing and not thing[0].isdigit() else unit
    if not actor or actor.lower() in thing.lower() or _same_people(thing, actor):
        return thing or actor or "people"
    if not thing:
        return actor
    return f"{thing} ({actor})" if unit == "count" else f"{thing}, {actor}"


def _same_people(thing: str, actor: str) -> bool:
    """ "Britons" need no "(United Kingdom)" beside them."""
    from pipeline.clusters.names import ACTORS, resolve

    told, name = resolve(ACTORS, *thing.split()), resolve(ACTORS, actor)
    return bool(told.known) and told.known == name.known


def _action(action: str | None, members: Sequence[Profile], unit: str) -> str:
    if not action:
        return ""
    told = settings("matching")["labels"].get(action)
    if told is None:
        told = next((p.claim.action_words for p in members if p.action == action and p.claim.action_words), "") or ""
        told = lexicons.tokens(told)[0] if lexicons.tokens(told) else ""
    return f" {told}" if told and unit == "count" else f", {told}" if told else ""


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
