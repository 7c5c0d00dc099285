"""What an article is about: the actor, place and event that a claim takes when its own sentence names none.

A figure without a name of its own speaks of what was spoken of before: first in its sentence, then in the sentences
before, then in the headline, then most often in the article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline import entities as gazetteer
from pipeline.claims.draft import Facet
from pipeline.claims.phrases import lexicon
from pipeline.entities import Entity
from pipeline.knowledge import settings, table, words

ACTOR_KINDS = frozenset(("nationality", "group", "organisation", "country"))
_Key = tuple[str, str]  # kind and name
PLACE_KINDS = frozenset(("country", "city", "region", "place"))


class Part(NamedTuple):
    """A headline or paragraph: its words, one a token, in lower case; its names; and what each of them says of where
    the event is (:func:`pipeline.claims.setting.weights`), 1 each where that is not told; the places beside
    figures."""

    words: Sequence[str]
    names: Sequence[Entity]
    weights: Sequence[float] | None = None
    counted: frozenset[str] = frozenset()

    def weighed(self) -> Iterator[tuple[Entity, float]]:
        """Each name with its weight; 1 for all where none are given."""
        return zip(self.names, self.weights or [1.0] * len(self.names), strict=True)


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event, the word that told it, what those it struck or drew are called, what befalls them, and before
    which words its own only name another thing."""

    name: str
    words: str
    people: str
    undergo: frozenset[str]
    unless: frozenset[str]


@dataclass(slots=True)
class Context:
    """Main places, groups and events of an article, most prominent first. ``stuff`` and ``liquid``: what it speaks of
    that is weighed or filled into barrels; ``firm``: the body that it names again and
    again; ``nation``: a people that the headline
    names; ``whole``: all countries that it is about, together; ``weight``: what it says of its event's being in a
    place; ``long``: it is a whole article and no digest or brief, so that little can be told from a single mention."""

    places: list[Facet] = field(default_factory=list)
    groups: list[Facet] = field(default_factory=list)
    nationalities: list[Facet] = field(default_factory=list)
    firm: Facet | None = None
    nation: Facet | None = None
    whole: Facet | None = None
    events: list[Event] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=dict)
    stuff: str | None = None
    liquid: str | None = None
    long: bool = False

    @property
    def event(self) -> Event | None:
        """The kind of event that the article names most."""
        return self.events[0] if self.events else None


@cache
def _events() -> dict[str, Event]:
    """Word → event, from ``data/lexicons/events.csv``."""
    return {
        word: Event(
            row["event"], word, row["people"], frozenset(words(row["undergo"])), frozenset(words(row["unless"]))
        )
        for row in table("lexicons/events", "event", "words", "people", "undergo", "unless")
        for word in words(row["words"])
    }


def event_words() -> frozenset[str]:
    """The words that name a kind of event."""
    return frozenset(_events())


def is_no_event(word: str, following: str) -> bool:
    """ "fire brigade", "train drivers": a word for an event, or for what it befalls, that only names another thing."""
    return following in _events()[word].unless


def event_name(word: str) -> str | None:
    """The kind of event that a word names, for words of what strikes by itself (fire, flood): "wildfire" → fire."""
    event = _events().get(word)
    return event.name if event and "kill" in event.undergo else None


def build(headlines: Sequence[Part], body: Sequence[Part]) -> Context:
    """The context of one article, from its headlines (the most telling first) and its paragraphs."""
    rules = settings("claims")["context"]
    loud = [rules["headlines"][min(n, len(rules["headlines"]) - 1)] for n in range(len(headlines))]
    counts: Counter[_Key] = Counter()
    told: dict[_Key, float] = defaultdict(float)
    plain: dict[_Key, float] = defaultdict(float)  # the same, the lead counting for no more
    seen: dict[_Key, Entity] = {}
    first: dict[_Key, int] = {}
    for factor, part in (*zip(loud, headlines, strict=True), *((1, part) for part in body)):
        for entity, weight in part.weighed():
            key = (entity.kind, entity.name)
            counts[key] += factor
            told[key] += factor * weight
            plain[key] += factor * min(weight, 1)
            seen.setdefault(key, entity)
            first.setdefault(key, len(first))

    def facets(kind: str) -> list[Facet]:
        ranked = sorted((key for key in counts if key[0] == kind), key=lambda key: (-counts[key], first[key]))
        return [_facet(seen[key]) for key in ranked]

    together = _by_country(told, seen)
    long = sum(len(part.words) for part in body) > rules["long"]
    least = rules["of_long"] if long else 0.0
    ranked = sorted(
        (key for key in told if key[0] in PLACE_KINDS and told[key] > 0 and told[key] >= least),
        key=lambda key: (-together[_home(key, seen, together)], -told[key], first[key]),
    )
    places = [_facet(seen[key]) for key in ranked]
    spoken_of = {e.country for part in body for e in part.names}  # an address can be that of another article
    named = [e for part in headlines for e in part.names if e.kind == "nationality" and e.country in spoken_of]
    nation = next((_facet(e) for e in named), None)
    prominent = {p.name for p in places[: rules["prominent"]]}
    main = next((p for p in places if not (nation and p.country == nation.country)), None)
    for part in (*headlines, *body):
        breath = _together(part.words, part.names, prominent)
        if breath and main and within(main, breath):
            places = [breath, *places]
            break
    return Context(
        places,
        facets("group"),
        facets("nationality"),
        next((f for f in facets("organisation") if counts["organisation", f.name] >= rules["firm"]), None),
        nation,
        _whole(plain, _known(together, body, rules["of_several"]), seen, rules["half_as_often"], long),
        _events_of(loud, headlines, body),
        {key[1]: told[key] for key in ranked},
        _stuff("stuff", loud, headlines, body),
        _stuff("liquid", loud, headlines, body),
        long,
    )


def within(place: Facet, several: Facet) -> bool:
    """May a place lie in one of several countries that are told as one, "Iraq and Syria"? A range or a sea may."""
    country = gazetteer.country(place.country) if place.country else None
    return country is None or country.name in several.name.split(" and ")


def _facet(entity: Entity) -> Facet:
    return Facet(entity.name, entity.words, False, entity.country)


def _home(key: _Key, seen: Mapping[_Key, Entity], together: Mapping[str, float]) -> str:
    """The country that a place is counted with, when the article names that country; else the place itself."""
    code = seen[key].country
    return code if code and code in together else key[1]


def _by_country(told: Mapping[_Key, float], seen: Mapping[_Key, Entity]) -> Mapping[str, float]:
    """What an article says of being in each country that it names, with its towns and regions, and in each place of
    which it names no country. A town alone names no country: there are many of one name."""
    named = {seen[key].country for key in told if key[0] in ("country", "nationality") and told[key] > 0}
    out: dict[str, float] = defaultdict(float)
    for key, weight in told.items():
        code = seen[key].country
        if key[0] in PLACE_KINDS or key[0] == "nationality":
            out[code if code and code in named else key[1]] += weight
    return out


def _known(together: Mapping[str, float], body: Sequence[Part], least: float) -> frozenset[str]:
    """The codes of countries that have a weight of ``least`` or stand beside a figure."""
    beside = {e.country for part in body for e in part.names if e.kind == "country" and e.name in part.counted}
    return frozenset(code for code, weight in together.items() if weight >= least or code in beside)


def _whole(
    counts: Mapping[_Key, float], known: frozenset[str], seen: Mapping[_Key, Entity], share: float, long: bool
) -> Facet | None:
    """The countries that an article names at least ``share`` times as often as the first, with those of their towns; of
    several, and in a ``long`` article, those that are ``known`` to be more than named in passing."""
    words_of = {e.country: e.words for (kind, _), e in seen.items() if kind == "country" and e.country}
    often: dict[str, float] = defaultdict(float)
    for key, count in counts.items():
        if key[0] in PLACE_KINDS and (code := seen[key].country) in words_of:
            often[code or ""] += count
    top = max(often.values(), default=0)
    codes = sorted((c for c, count in often.items() if count >= share * top), key=lambda c: -often[c])
    if long or len(codes) > 1:
        codes = [c for c in codes if c in known]
    found = {country.name: words_of[c] for c in codes if (country := gazetteer.country(c))}
    if not found:
        return None
    return Facet(" and ".join(sorted(found)), ", ".join(found.values()), False, codes[0] if len(codes) == 1 else None)


def _events_of(weights: Sequence[int], headlines: Sequence[Part], body: Sequence[Part]) -> list[Event]:
    """The kinds of event that are named, the most named first, the headlines' words counting for more; beside the
    first only those that are named again and again."""
    votes: Counter[str] = Counter()
    told: dict[str, Event] = {}
    for weight, part in (*zip(weights, headlines, strict=True), *((1, part) for part in body)):
        for word in part.words:
            event = _events().get(word)
            if event:
                votes[event.name] += weight
                told.setdefault(event.name, event)
    ranked = sorted(votes, key=lambda name: (-votes[name], name))
    often = settings("claims")["context"]["named_events"]
    return [told[name] for name in ranked if name == ranked[0] or votes[name] >= often]


def _stuff(kind: str, weights: Sequence[int], headlines: Sequence[Part], body: Sequence[Part]) -> str | None:
    """The one stuff that is named again and again, twice as often as any other, the headlines' words counting for
    more."""
    votes: Counter[str] = Counter()
    for weight, part in (*zip(weights, headlines, strict=True), *((1, part) for part in body)):
        for word in part.words:
            if word in lexicon(kind):
                votes[word] += weight
    ranked = [*votes.most_common(2), ("", 0)]
    (name, most), (_, others) = ranked[0], ranked[1] if len(ranked) > 2 else ("", 0)
    return name if most >= settings("claims")["context"]["named_events"] and most >= 2 * others else None


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
