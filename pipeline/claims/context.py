"""What an article is about: the actor, place and event that a claim takes when its own sentence names none.

A figure without a name of its own speaks of what was spoken of before: first in its sentence, then in the sentences
before, then in the headline, then most often in the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from pipeline import entities as gazetteer
from pipeline.claims.draft import Facet
from pipeline.claims.phrases import lexicon
from pipeline.entities import Entity
from pipeline.entities.gazetteer import gazetteer as lists
from pipeline.entities.spelling import fold
from pipeline.knowledge import settings, table, words

ACTOR_KINDS = frozenset(("nationality", "group", "organisation", "country"))
PLACE_KINDS = frozenset(("country", "city", "region", "place"))
Part = tuple[Sequence[str], Sequence[Entity]]  # words of a headline or paragraph, one a token, and its names


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event, the word that told it, what those it struck or drew are called, and what befalls them."""

    name: str
    words: str
    people: str
    undergo: frozenset[str]


@dataclass(slots=True)
class Context:
    """Main places, groups and events of an article, most prominent first. ``nation``: a people that the headline
    names; ``whole``: all countries that it is about, together."""

    places: list[Facet] = field(default_factory=list)
    groups: list[Facet] = field(default_factory=list)
    nationalities: list[Facet] = field(default_factory=list)
    nation: Facet | None = None
    whole: Facet | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def event(self) -> Event | None:
        """The kind of event that the article names most."""
        return self.events[0] if self.events else None


@cache
def _events() -> dict[str, Event]:
    """Word → event, from ``data/lexicons/events.csv``."""
    return {
        word: Event(row["event"], word, row["people"], frozenset(words(row["undergo"])))
        for row in table("lexicons/events", "event", "words", "people", "undergo")
        for word in words(row["words"])
    }


def event_words() -> frozenset[str]:
    """The words that name a kind of event."""
    return frozenset(_events())


def event_name(word: str) -> str | None:
    """The kind of event that a word names, for words of what strikes by itself (fire, flood): "wildfire" → fire."""
    event = _events().get(word)
    return event.name if event and "kill" in event.undergo else None


def slug(url: str | None) -> str:
    """The words of an address that a headline was made into: ".../2021/storm-hits-haiti-7.html" → "Storm Hits Haiti".

    Empty when the address has no such words.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url).path.split("/")
    except ValueError:
        return ""
    spoken = [re.findall(r"[^\W\d_]+", unquote(part)) for part in parts]
    best = max(spoken, key=len, default=[])
    return " ".join(best).title() if len(best) >= settings("claims")["context"]["slug_words"] else ""


def address(url: str | None) -> Part:
    """The words of an address and the listed names among them; every word there has a capital, so that no other name
    can be told."""
    spoken = slug(url).split()
    names: list[Entity] = []
    i = 0
    while i < len(spoken):
        length, found = _listed(spoken, i)
        if found is not None:
            words_ = " ".join(spoken[i : i + length])
            names.append(Entity(i, i + length, words_, found.kind, found.name, i + length - 1, found.country, True))
        i += max(length, 1)
    return [word.lower() for word in spoken], names


def _listed(spoken: Sequence[str], at: int) -> tuple[int, gazetteer.Name | None]:
    """The longest listed name that begins at a word, with its length; an ambiguous word is none."""
    for length in range(min(settings("claims")["context"]["longest_name"], len(spoken) - at), 0, -1):
        found = look_up(" ".join(spoken[at : at + length]))
        if found is not None and not found.ambiguous and (length > 1 or len(spoken[at]) > 2):
            return length, found
    return 1, None


@lru_cache(maxsize=4096)
def look_up(words_: str) -> gazetteer.Name | None:
    """What some words name by an exact spelling, or None."""
    return lists().look_up(fold(words_))


def build(headlines: Sequence[Part], body: Sequence[Part]) -> Context:
    """The context of one article, from its headlines (the most telling first) and its paragraphs.

    Each is a pair: its words, one a token, in lower case; and its names.
    """
    rules = settings("claims")["context"]
    weights = [rules["headlines"][min(n, len(rules["headlines"]) - 1)] for n in range(len(headlines))]
    counts: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], Entity] = {}
    first: dict[tuple[str, str], int] = {}
    for weight, (_, group) in (*zip(weights, headlines, strict=True), *((1, part) for part in body)):
        for entity in group:
            key = (entity.kind, entity.name)
            counts[key] += weight
            seen.setdefault(key, entity)
            first.setdefault(key, len(first))
    ranked = sorted(counts, key=lambda key: (-counts[key], first[key]))

    def facets(kinds: frozenset[str]) -> list[Facet]:
        return [
            Facet(name, seen[kind, name].words, False, seen[kind, name].country)
            for kind, name in ranked
            if kind in kinds
        ]

    places = facets(PLACE_KINDS)
    prominent = {p.name for p in places[: rules["prominent"]]}
    for spoken, names in (*headlines, *body):
        together = _together(spoken, names, prominent)
        if together:
            places = [together, *places]
            break
    told = {e.country for _, group in body for e in group}  # an address can be that of another article
    named = [e for _, group in headlines for e in group if e.kind == "nationality" and e.country in told]
    nation = next((Facet(e.name, e.words, False, e.country) for e in named), None)
    return Context(
        places,
        facets(frozenset(("group",))),
        facets(frozenset(("nationality",))),
        nation,
        _whole(counts, seen, rules["half_as_often"]),
        _events_of(weights, headlines, body),
    )


def _whole(counts: Mapping[tuple[str, str], int], seen: Mapping[tuple[str, str], Entity], share: float) -> Facet | None:
    """The countries named at least ``share`` times as often as the first, with those of their cities and regions.

    Where countries are named, a town says nothing of another one."""
    named: Counter[str] = Counter()
    words_of: dict[str, str] = {}
    for (kind, name), count in counts.items():
        code = seen[kind, name].country
        if code and kind == "country":
            named[code] += count
            words_of[code] = seen[kind, name].words
    for (kind, name), count in counts.items():
        code = seen[kind, name].country
        if code and kind in PLACE_KINDS - {"country"} and (code in named or not words_of):
            named[code] += count
    top = max(named.values(), default=0)
    codes = [c for c, n in named.items() if n >= share * top]
    found = {country.name: words_of.get(c, "") for c in codes if (country := gazetteer.country(c))}
    if not found:
        return None
    return Facet(
        " and ".join(sorted(found)),
        ", ".join(w for w in found.values() if w) or next(iter(found)),
        False,
        codes[0] if len(codes) == 1 else None,
    )


def _events_of(weights: Sequence[int], headlines: Sequence[Part], body: Sequence[Part]) -> list[Event]:
    """The kinds of event that are named, the most named first, the headlines' words counting for more; beside the
    first only those that are named again and again."""
    votes: Counter[str] = Counter()
    told: dict[str, Event] = {}
    for weight, (spoken, _) in (*zip(weights, headlines, strict=True), *((1, part) for part in body)):
        for word in spoken:
            event = _events().get(word)
            if event:
                votes[event.name] += weight
                told.setdefault(event.name, event)
    ranked = sorted(votes, key=lambda name: (-votes[name], name))
    often = settings("claims")["context"]["named_events"]
    return [told[name] for name in ranked if name == ranked[0] or votes[name] >= often]


def _together(spoken: Sequence[str], entities: Sequence[Entity], prominent: set[str]) -> Facet | None:
    """Two prominent places named in one breath, "Iraq and Syria", as one."""
    for a, b in pairwise(entities):
        if (
            a.kind == b.kind == "country"
            and 0 < b.start - a.end <= 2
            and all(word in lexicon("list") for word in spoken[a.end : b.start])
            and a.name != b.name
            and {a.name, b.name} <= prominent
        ):
            return Facet(" and ".join(sorted((a.name, b.name))), f"{a.words}, {b.words}", False)
    return None
