"""Finds who and where in a parsed Doc: listed names first, then what the words around a name say, then the trained
names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.entities import bodies, context, names, people
from pipeline.entities.entity import Entity, Kind
from pipeline.entities.gazetteer import gazetteer, near
from pipeline.entities.spelling import fold
from pipeline.tokens import Doc

PLACES: tuple[Kind, ...] = ("country", "region", "city", "place")
_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "NORP": "nationality"}
_FREQUENT = 8_000  # words
_HEADLINE = 0.85  # share of words with a capital from which capitals say nothing about names


def find(doc: Doc) -> list[Entity]:
    """Mentions of countries, peoples, places, groups, organisations, persons and offices, in order, none overlapping.

    ``doc`` is tagged and parsed. Words whose name is not listed are typed by context, and left out where nothing tells.
    """
    known = gazetteer()
    taken: list[Entity | None] = [None] * len(doc)
    loud = _loud(doc)
    patterns = [] if loud else bodies.bodies(doc)
    listed = list(names.listed(doc, known, loud))
    trained = list(_trained(doc))
    trained_at, patterns_at = _at(trained), _at(patterns)
    listed_at = _at((m.start, m.end, m.kind) for m in listed)
    entities: list[Entity] = []

    def free(i: int) -> bool:
        return taken[i] is None and i not in trained_at

    def take(entity: Entity) -> None:
        if any(taken[i] is not None for i in range(entity.start, entity.end)):
            return
        if entity.kind == "organisation" and (end := bodies.with_form(doc, entity.end)) > entity.end:
            entity = replace(entity, end=end, words=doc[entity.start : end].text)
        taken[entity.start : entity.end] = [entity] * (entity.end - entity.start)
        entities.append(entity)

    spans = {(start, end): kind for start, end, kind in trained}
    places = [(m.start, m.end) for m in listed if m.kind in PLACES]
    # a cue word alone makes no body: nearly all that training saw nothing in are none ("Analyst Team")
    backed = [
        bodies.agreed(doc, pattern, seen, _between(patterns_at, seen[0][0], seen[-1][1]))
        for pattern in patterns
        if (seen := _between(trained_at, pattern[0], pattern[1]))
    ]
    longer = [
        bodies.owned(doc, (start, end, _agreed(kind, spans.get((start, end)))), places)
        for start, end, kind in backed
        if end - start > 1 and not any(last >= end for _, last, _ in listed_at.get(start, ()))
    ]
    longer_at = _at(longer)
    for match in listed:
        if any(match.end <= e and _worth(doc, match, s, e) for s, e, _ in longer_at.get(match.start, ())):
            continue
        seen = _between(trained_at, match.start, match.end)
        if not _part_of_longer(match, seen, doc) and (seen or _stands(doc, match)):
            take(match)
    for start, end, kind in longer:
        take(names.entity(doc, start, end, kind, bodies.body_name(doc, start, end)))
    for office in context.offices(doc, taken):
        take(names.entity(doc, *office, "office", context.plain_name(doc, *office)))
    for start, end in context.proper_runs(doc, taken):
        joined = any(t.lower_ in context.ARTICLES for t in doc[start + 1 : end - 1]) or context.placed(doc, start, end)
        if end - start > 1 and joined and (other := near(context.plain_name(doc, start, end))):
            take(names.entity(doc, start, end, other.kind, other.name, other))
    for start, end, kind in trained:
        if not any(taken[start:end]):  # what is left of a name beside a piece of it is no name
            start, end = context.trim(doc, start, end)
            if kind == "person" and start < end:
                start, end = people.whole(doc, start, end, free)
            if start < end and (typed := _typed(doc, start, end, kind)):
                take(typed)
    if not loud:
        for start, end in context.proper_runs(doc, taken):
            if (typed := _typed(doc, start, end, None)) and _likely(doc, typed):
                take(typed)
    return sorted(entities, key=lambda e: e.start)


def _at(spans: Iterable[tuple[int, int, Kind]]) -> dict[int, list[tuple[int, int, Kind]]]:
    """Token → the spans that it is in: what stands at a place is found without a look at all others."""
    out: dict[int, list[tuple[int, int, Kind]]] = {}
    for span in spans:
        for i in range(*span[:2]):
            out.setdefault(i, []).append(span)
    return out


def _between(at: Mapping[int, list[tuple[int, int, Kind]]], start: int, end: int) -> list[tuple[int, int, Kind]]:
    """The spans that tokens ``start:end`` are in, in order."""
    return list(dict.fromkeys(span for i in range(start, end) for span in at.get(i, ())))


def _trained(doc: Doc) -> Iterable[tuple[int, int, Kind]]:
    """The trained names with their kinds, several people apart."""
    for name in people.joined(doc):
        if name.label_ == "PERSON":
            for start, end in people.parts(doc, name.start, name.end):
                yield start, end, "person"
        elif name.label_ in _LABELS:
            yield name.start, name.end, _LABELS[name.label_]


def _loud(doc: Doc) -> bool:
    """Is it a headline, with capitals everywhere?"""
    longish = [t for t in doc if t.is_alpha and len(t) > 3]
    ended = len(doc) > 0 and doc[len(doc) - 1].text in (".", "!", "?", "”", '"')
    return not ended and len(longish) > 3 and sum(t.text[0].isupper() for t in longish) >= _HEADLINE * len(longish)


def _stands(doc: Doc, match: Entity) -> bool:
    """Does a listed place that training saw nothing in stand where a place stands, not in another name or thing:
    "Atlantic languages", "Asia-Pacific Economic Cooperation", "Space Shuttle Columbia"?"""
    return match.kind not in ("city", "region", "place") or context.placed(doc, match.start, match.end)


def _worth(doc: Doc, match: Entity, start: int, end: int) -> bool:
    """Does the name of a body swallow this match ("Bank of England"), or does the match only stand before it?"""
    return not (match.kind in ("group", "organisation") and match.start == start and match.end == end)


def _agreed(told: Kind, trained: Kind | None) -> Kind:
    """The kind of a name that its cue words and training both know: a museum may be a place, a brigade is a group."""
    if trained not in ("person", "place", "organisation"):
        return told
    finer = {"organisation": ("group",), "place": ("city", "region")}.get(trained, ())
    return told if told in finer else trained


def _likely(doc: Doc, name: Entity) -> bool:
    """Is what training saw nothing in a name all the same? Bodies and unknown places hardly ever are."""
    if name.kind == "organisation":
        return False
    if name.kind == "person":
        known = doc[name.start].text in people.given() or fold(doc[name.start].text) in context.titles()
        return known or not any(_ordinary(doc, i, i + 1) for i in range(name.start, name.end))
    return name.kind != "place" or near(name.name, ("city", "region")) is not None


def _part_of_longer(match: Entity, trained: Iterable[tuple[int, int, Kind]], doc: Doc) -> bool:
    """Is it a piece of a longer name, of those that training saw in its place: "Michael Jordan", "Paris Hilton",
    "Air France", "South Australia"?"""
    for start, end, kind in trained:
        if not (start <= match.start and match.end <= end and end - start > match.end - match.start):
            continue
        if kind == "place" or (match.kind == "country" and kind != "nationality"):
            return True
        others = [t for t in doc[start:end] if not match.start <= t.i < match.end]
        if not all(t.text[0].isupper() or t.lower_ in ("al", "-", "bin", "el", "de", "van", "von") for t in others):
            return False
        if kind == "person":
            return match.kind in ("city", "region", "place")
        if kind == "organisation":
            return match.kind in ("city", "region")
    return False


def _typed(doc: Doc, start: int, end: int, trained: Kind | None) -> Entity | None:
    """An unlisted name with its kind, None when it is none or nothing tells."""
    printed = doc[start:end].text
    if not (trained or any(c.isupper() for c in printed)) or names.money(doc, end):
        return None
    told = context.kind_of(doc, start, end, trained)
    if told is None:
        return None
    kind = _agreed(told, trained)
    name = context.plain_name(doc, start, end)
    of = name.lower().rfind(" of ")
    if kind in PLACES and of > 0 and (seat := gazetteer().look_up(fold(name[of + 4 :]), PLACES)):
        return names.entity(doc, start, end, seat.kind, seat.name, seat)  # "the City of Oslo", "the Republic of Chad"
    if kind == "person":
        return names.entity(doc, start, end, kind, context.untitled(name))
    if (
        kind in ("city", "place", "region", "group")
        and not _ordinary(doc, start, end)
        and (other := near(name, ("city", "region") if kind != "group" else ("group",)))
    ):
        return names.entity(doc, start, end, other.kind if kind != "region" else "region", other.name, other)
    return names.entity(doc, start, end, kind, name)


def _ordinary(doc: Doc, start: int, end: int) -> bool:
    """A frequent English word is nobody's other spelling of a name: the vectors' first rows are the frequent words'."""
    rank = doc[start].form.rank
    return end - start == 1 and rank is not None and rank < _FREQUENT
