"""What an article is about: the actor, place and event that a claim takes when its own sentence names none.

A figure without a name of its own speaks of what was spoken of before: first in its sentence, then in the sentences
before, then in the headline, then most often in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pipeline.claims.draft import Facet
from pipeline.entities import Entity
from pipeline.knowledge import table, words

ACTOR_KINDS = frozenset(("nationality", "group", "organisation", "country"))
PLACE_KINDS = frozenset(("country", "city", "region", "place"))
_TOP = 3  # places that count as prominent
_TITLE_WEIGHT = 3  # a name in the headline counts as three in the text


@dataclass(slots=True)
class Context:
    """Main places, groups and event of an article, most prominent first."""

    places: list[Facet] = field(default_factory=list)
    groups: list[Facet] = field(default_factory=list)
    nationalities: list[Facet] = field(default_factory=list)
    event: str | None = None
    event_words: str | None = None
    sufferers: str | None = None  # what its victims are called: "earthquake victims"


def _together(entities: Sequence[Entity], prominent: set[str]) -> Facet | None:
    """Two prominent places named in one breath, "Iraq and Syria", as one."""
    for a, b in pairwise(entities):
        if (
            a.kind == b.kind == "country"
            and 0 < b.start - a.end <= 2
            and a.name != b.name
            and {a.name, b.name} <= prominent
        ):
            return Facet(" and ".join(sorted((a.name, b.name))), f"{a.words}, {b.words}", False)
    return None


@cache
def _events() -> dict[str, tuple[str, str]]:
    """Word → (event, what those it struck or drew are called), from ``data/lexicons/events.csv``."""
    return {
        word: (row["event"], row["people"])
        for row in table("lexicons/events", "event", "words", "people")
        for word in words(row["words"])
    }


def build(title: str, title_entities: Sequence[Entity], entities: Sequence[Entity], lemmas: Sequence[str]) -> Context:
    """The context of one article from its names and its content words (lemmas, lower case)."""
    counts: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], Entity] = {}
    first: dict[tuple[str, str], int] = {}
    for weight, group in ((_TITLE_WEIGHT, title_entities), (1, entities)):
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
    together = _together([*title_entities], {p.name for p in places[:_TOP]}) or _together(
        [*entities], {p.name for p in places[:_TOP]}
    )
    places = [together, *places] if together else places
    context = Context(places, facets(frozenset(("group",))), facets(frozenset(("nationality",))))
    events: Counter[tuple[str, str]] = Counter()
    words_of: dict[tuple[str, str], str] = {}
    for weight, found in ((_TITLE_WEIGHT, [w.strip(".,:;!?'\"’") for w in title.lower().split()]), (1, lemmas)):
        for word in found:
            event = _events().get(word)
            if event:
                events[event] += weight
                words_of.setdefault(event, word)
    if events:
        best = min(events, key=lambda event: (-events[event], event))
        context.event, context.sufferers = best
        context.event_words = words_of[best]
    return context
