"""A cluster's name, as a person would say it: "British nationals who travelled to Syria".

What most of the members tell in their own sentences names the series; what was only carried over from elsewhere in
their articles does not, so that a small series is not named after its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from pipeline import lexicons
from pipeline.clusters.names import ACTORS, PLACES, resolve
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

_EMPTY = frozenset(("them", "others", "its", "their", "his", "her", "the", "a", "an", "that", "these", "those", ""))
_LONGEST = 4  # words of what is counted; more is a clause


def label(members: Sequence[Profile]) -> str:
    """Name of a series from the wordings that most of its members share, without its time."""
    unit = members[0].unit
    action = _vote(members, lambda p: p.action, "action")
    thing = _thing(members, action)
    actor = _name(members, "actor", lambda p: p.claim.actor)
    place = _name(members, "place", lambda p: p.claim.place)
    if thing is None:
        thing, actor = (actor, None) if actor and unit == "count" else ("people" if unit == "count" else None, actor)
    if actor and thing and (actor.lower() in thing.lower() or _same_people(thing, actor)):
        actor = None
    if actor and unit == "count" and thing:
        thing = f"{thing} ({actor})"
    text = _measure(thing, unit)
    if actor and unit != "count":
        text = f"{text}, {actor}"
    said = _action(action, members, unit)
    where = f" in {place}" if place and place.lower() not in text.lower() else ""
    if said.endswith(" there"):
        said, where = said.removesuffix(" there"), f" to {place}" if where else ""
    text = f"{text}{said}{where}".strip()
    return text[:1].upper() + text[1:]


def _vote(members: Sequence[Profile], get: Callable[[Profile], str | None], facet: str) -> str | None:
    """What most members tell; told in the claim's own sentence it counts double."""
    votes: Counter[str] = Counter()
    for p in members:
        if value := get(p):
            votes[value] += 2 if facet in p.near else 1
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def _thing(members: Sequence[Profile], action: str | None) -> str | None:
    """What is counted: the members' own words for it, else the name of its class."""
    wanted = _vote(members, lambda p: p.counted, "counted")
    votes: Counter[str] = Counter()
    for p in members:
        words = " ".join(w for w in (p.claim.counted_words or "").split() if w.lower() not in _EMPTY)
        words = words.removeprefix("of ")
        if "counted" in p.near and p.counted == wanted and _names_a_thing(words):
            # deaths and the killed are people who were killed
            tells = lexicons.implied_action(words) is not None and lexicons.implied_action(words) == action
            votes[_plain(wanted) if tells and wanted else words] += 1
    if votes:
        return min(votes, key=lambda w: (-votes[w], len(w), w))
    return _plain(wanted) if wanted else None


def _names_a_thing(words: str) -> bool:
    """A short noun phrase, and not the name of a place or a people ("Scotland", "Syria")."""
    if not words or len(words.split()) > _LONGEST or re.search(r"\d|[^\w\s'’-]", words):
        return False
    return lexicons.counted_class(words) is not None or not (
        words[0].isupper() and (resolve(PLACES, words).known or resolve(ACTORS, words).known)
    )


def _plain(name: str) -> str:
    """The plural of a class's name: people, children, fighters."""
    return str(settings("matching")["things"].get(name, name if name.endswith("s") else name + "s"))


def _name(members: Sequence[Profile], facet: str, get: Callable[[Profile], str | None]) -> str | None:
    """Whose, or where: the name that at least a third of the members tell themselves, else one that all have."""
    own: Counter[str] = Counter()
    lent: Counter[str] = Counter()
    for p in members:
        told = " ".join((get(p) or "").split())
        if not told or (facet == "actor" and (" in " in told or not p.actor.known)):
            continue  # a role that was made up from a place ("voters in Peru") is nobody's name
        (own if facet in p.near else lent)[told] += 1
    for votes, least in ((own, len(members) / 3), (own + lent, len(members))):
        if votes and (facet == "place" or sum(votes.values()) >= least):
            best = min(votes, key=lambda w: (-votes[w], len(w), w))
            if votes[best] * 3 >= len(members):
                return best
    return None


def _measure(thing: str | None, unit: str) -> str:
    """What is counted, with its unit unless it is a plain count."""
    if unit == "count":
        return thing or "figures"
    if unit == "percent":
        return f"share of {thing}" if thing else "share"
    return f"{thing} in {unit}" if thing else f"figures in {unit}"


def _same_people(thing: str, actor: str) -> bool:
    """ "Britons" need no "(United Kingdom)" beside them."""
    told, name = resolve(ACTORS, *thing.split()), resolve(ACTORS, actor)
    return bool(told.known) and told.known == name.known


def _action(action: str | None, members: Sequence[Profile], unit: str) -> str:
    if not action:
        return ""
    told = settings("matching")["labels"].get(action)
    if told is None:
        words = [
            p.claim.action_words for p in members if p.action == action and p.claim.action_words and "action" in p.near
        ]
        told = lexicons.tokens(min(words, key=lambda w: (-words.count(w), w)))[0] if words else ""
    if action not in settings("matching")["labels"] and not told.endswith("ed"):
        return ""  # "jobs lose", "seats gives": no way to say it
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
