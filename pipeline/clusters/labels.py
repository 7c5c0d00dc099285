"""A cluster's name, as a person would say it: "British nationals who travelled to Syria, 2015".

What most of the members tell in their own sentences names the series; what was only carried over from elsewhere in
their articles does not, unless all have it alike. A facet that few members share is left out: a short title that holds
is better than a long one that does not. The words stand in ``data/titles.toml`` and ``data/lexicons/titles.csv``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from pipeline import lexicons
from pipeline.clusters import naming
from pipeline.clusters.identity import founder
from pipeline.clusters.names import ACTORS, PLACES, resolve
from pipeline.clusters.naming import Said
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.money import is_money

T = TypeVar("T", str, tuple[str, str])
_AROUND = 5  # words on each side of a figure that nothing else can name


def label(members: Sequence[Profile]) -> str:
    """Name of a series from the wordings that most of its members share, without its time."""
    known = settings("titles")
    unit = members[0].unit
    kind = _vote(members, lambda p: p.counted, "counted")
    if unit != "count" and not any("counted" in p.near or _names_its_base(p) for p in members):
        kind = None  # guessed from the words around; beside a unit, too little to go by
    if is_money(unit) and (lexicons.is_people(kind) or kind in known["no_sums"]):
        kind = None  # what each household got is an amount, no household
    whose, action = _whose(members), _action(members)
    thing, telling = _thing(members, kind, action) if kind or not is_money(unit) else (None, False)
    people = lexicons.is_people(kind) or (thing is None and unit == "count")
    place = _place(members) or _place(members, strict=whose is not None)  # "people killed" alone is nobody's title

    def what(action: str | None) -> Said:
        told = naming.said(action, people) if action else naming.NOTHING
        says_it = thing is not None and not people and naming.tells(thing, told, action)
        return naming.NOTHING if telling or says_it else told  # "confirmed cases" say it themselves

    said = what(action)
    bare = unit in known["bare"] or (is_money(unit) and not place)
    if thing is None and bare and not (said.words and (people or said.group in known["acts"])):
        return _in_words(members)
    if not said.words and not place:
        place = _place(members, strict=False)
        said = what(_action(members, strict=False)) if len(members) > 1 else said
    if not place and whose is not None and said.place == "to":
        place = _whither(members, whose[1])
    if place and whose is not None and said.place == "to" and whose[1] in resolve(PLACES, place).countries:
        place = None  # Britons of Britain: whence, or whither again
    if thing is None and unit == "count":
        thing, kind = "people", "person"
    if unit == "percent" and place and kind in known["wholes"] and _is_one(members, str(kind)):
        thing, kind, place = naming.with_article(naming.row(place)), None, None  # a third of the country: of Pakistan
    thing, behind, place = _with_actor(whose, thing, kind, said, place)
    text = " ".join(part for part in (naming.measure(members, thing, kind, unit), behind) if part)
    if place in known["everywhere"]:
        text += " worldwide"
    elif place and not naming.names_already(text, place):
        home = (whose is not None and whose[1] in resolve(PLACES, place).countries) or _at_home(members)
        text = f"{text} {naming.preposition(members, place, said if behind else naming.NOTHING, home)}".rstrip()
        text = f"{text} {naming.with_article(naming.row(place))}"
    text += naming.unit_behind(unit, kind, thing)
    return text[:1].upper() + text[1:]


def _vote(members: Sequence[Profile], get: Callable[[Profile], str | None], facet: str) -> str | None:
    """What most members tell; told in the claim's own sentence it counts double."""
    votes: Counter[str] = Counter()
    for p in members:
        if value := get(p):
            votes[value] += 2 if facet in p.near else 1
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def _is_one(members: Sequence[Profile], kind: str) -> bool:
    """Do members speak of one country, city or the like, by its name or as "the country"?"""
    told = [naming.trimmed(p.claim.counted_words or "") for p in members]
    return any(words.lower() == kind or words == p.claim.place for words, p in zip(told, members, strict=True))


def _names_its_base(p: Profile) -> bool:
    """Does a share's own sentence say of what?"""
    return p.base is not None and (p.claim.base or "").lower() in p.claim.sentence.lower()


def _thing(members: Sequence[Profile], kind: str | None, action: str | None) -> tuple[str | None, bool]:
    """What is counted: the members' own words for it, else the plural of its class; and does it tell the action?

    The words of those who tell the ``action`` of the title count double: who was killed were people, not the residents
    of another member's alert.
    """
    votes: Counter[str] = Counter()
    telling: set[str] = set()
    for p in members:
        words = naming.trimmed(p.claim.counted_words or "")
        if "counted" not in p.near or p.counted != kind or not _names_a_thing(words, p):
            continue
        if lexicons.implied_action(words):
            if lexicons.is_people(kind) and " " not in words and words.lower() not in settings("titles")["rate_words"]:
                words = naming.plural(str(kind))  # deaths and the killed are people who were killed
            else:
                telling.add(words)
        votes[words] += 2 if action and p.action == action else 1
    if votes:
        best = min(votes, key=lambda w: (-votes[w], len(w), w))
        return naming.in_plural(best, kind), best in telling
    return (naming.plural(kind), False) if kind else (None, False)


def _names_a_thing(words: str, p: Profile) -> bool:
    """A short noun phrase, and not the figure itself, a verb, or the name of a place or a people ("Scotland")."""
    told = words.lower().split()
    known = settings("titles")
    if not told or len(told) > known["longest"] or re.search(r"\d|[^\w\s'’-]", words):
        return False
    if not set(known["no_thing"]).isdisjoint(told) or set(told) <= set(lexicons.tokens(p.claim.quote)):
        return False
    if lexicons.counted_class(words) is not None:
        return True
    if words.lower() == (p.claim.action_words or "").lower() or told[-1].endswith("ing"):
        return False
    if lexicons.action_class(told[0]) is not None:
        return False
    return not (words[0].isupper() and (resolve(PLACES, words).known or resolve(ACTORS, words).known))


def _shared(values: Sequence[tuple[T | None, bool]], strict: bool) -> T | None:
    """The value that enough members tell themselves, or that most have, by whatever way it came to them.

    ``values``: each member's value and whether it stands in its own sentence. ``strict``: what nobody tells in his own
    sentence is taken only where many agree on it.
    """
    known = settings("titles")
    own = Counter(value for value, near in values if value and near)
    total = Counter(value for value, _ in values if value)
    for value in sorted(total, key=lambda v: (-own[v], -total[v], len(v), v)):
        if own[value] >= known["least"] * len(values):
            return value
        carried = bool(own[value]) or len(values) >= known["many"] or not strict
        if carried and total[value] >= known["most" if strict else "least"] * len(values):
            return value
    return None


def _action(members: Sequence[Profile], strict: bool = True) -> str | None:
    """The class of what happened."""
    return _shared([(p.action, "action" in p.near or _noun_tells(p)) for p in members], strict)


def _noun_tells(p: Profile) -> bool:
    """Is the action told by the noun that is counted: "deaths"?"""
    return "counted" in p.near and p.action is not None and lexicons.implied_action(p.claim.counted_words) == p.action


def _place(members: Sequence[Profile], strict: bool = True) -> str | None:
    """Where: a place with a name, and one alone where a single article lent it."""
    place = _shared(_places(members), strict)
    return None if place and not strict and len(members) == 1 and " and " in place else place


def _places(members: Sequence[Profile]) -> list[tuple[str | None, bool]]:
    return [(naming.place_name(_clean(p.claim.place)), "place" in p.near) for p in members]


def _at_home(members: Sequence[Profile]) -> bool:
    """Is the place the country of those who are counted?"""
    return 2 * sum(bool(p.place.countries) and p.place.countries <= p.actor.countries for p in members) > len(members)


def _whither(members: Sequence[Profile], home: str) -> str | None:
    """The place away from ``home`` that most name, alone or beside others: Syria, of "Iraq and Syria" and "Syria"."""
    found = _places(members)
    parts = Counter(part for place, _ in found for part in (place or "").split(" and ") if part)
    for part in sorted(parts, key=lambda part: (-parts[part], part)):
        told = [(part if part in (place or "").split(" and ") else None, near) for place, near in found]
        if home not in resolve(PLACES, part).countries and _shared(told, strict=True):
            return part
    return None


def _clean(name: str | None) -> str:
    """A name in one line and without what stands in brackets behind it: "Islamic State (ISIS)" → "Islamic State"."""
    return re.sub(r"\s*\([^)]*\)", "", " ".join((name or "").split()))


def _whose(members: Sequence[Profile], strict: bool = True) -> tuple[str, str] | None:
    """The one actor, and its key (an ISO code for a country and its people)."""
    found: list[tuple[tuple[str, str] | None, bool]] = []
    for p in members:
        # a role that was made up from a place ("voters in Peru") is nobody's name
        if len(p.actor.known) == 1 and " in " not in (p.claim.actor or " in "):
            (key,) = p.actor.known
            found.append(((_clean(p.claim.actor), key), "actor" in p.near))
        else:
            found.append((None, False))
    return _shared(found, strict)


def _with_actor(
    whose: tuple[str, str] | None, thing: str | None, kind: str | None, said: Said, place: str | None
) -> tuple[str | None, str, str | None]:
    """What is counted, what is said behind it, and the place, once the actor has found where to stand."""
    if whose is None or (thing and _names_it(thing, whose[0])):
        return thing, said.words, place
    name, key = whose
    known: dict[str, Any] = dict(settings("titles"))
    with_article = naming.with_article(name)
    by = said.by.replace("{actor}", with_article)
    country, people = len(key) == 2 and key.isupper(), lexicons.is_people(kind)
    here = resolve(PLACES, place).countries if place else frozenset()
    if thing and kind in known["described"] and (adjective := naming.adjective(key)):
        return f"{adjective} {naming.lowered(thing)}", said.words, place
    if country and people:
        return (thing if key in here else f"{thing} from {with_article}"), said.words, place
    if country:
        acts = by and said.group in known["acts"] and key not in here
        return thing, by if acts else said.words, place if place or acts else name
    if not naming.is_group(name):
        return thing, said.words, place
    if people:
        if by:
            return thing, by, place
        grouped = thing and kind in known["of_group"]
        return (f"{name} {naming.lowered(str(thing))}" if grouped else thing), said.words, place
    return thing, by or " ".join(part for part in (f"of {with_article}", said.words) if part), place


def _names_it(thing: str, actor: str) -> bool:
    """ "Britons" need no "British" before them, nor "Islamic State militants" an "Islamic State"; nor is any people's
    name put before another's."""
    return actor.lower() in thing.lower() or bool(resolve(ACTORS, thing, *thing.split()).known)


def _in_words(members: Sequence[Profile]) -> str:
    """The words around the figure that was printed first, where nothing says what it counts."""
    claim = founder(members).claim
    at = claim.start - claim.sentence_start
    before, after = claim.sentence[:at].split(), claim.sentence[at + len(claim.quote) :].split(" ")
    left = f"{'…' if len(before) > _AROUND else ''}{' '.join(before[-_AROUND:])}"
    right = f"{' '.join(after[: _AROUND + 1])}{'…' if len(after) > _AROUND + 1 else ''}"
    return f"“{' '.join(f'{left} {claim.quote}{right}'.split())}”"


def with_time(name: str, first: date | None, last: date | None) -> str:
    """A name and its time, for one of several stretches of a series: "Britons who travelled to Syria, 2015"."""
    when = span(first, last)
    return f"{name}, {when}" if when else name


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
