"""Finds who and where in a parsed Doc: listed names first, then what the words around a name say, then the trained
names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Token

from pipeline.entities import context
from pipeline.entities.entity import Entity, Kind, Name
from pipeline.entities.gazetteer import Gazetteer, bare, gazetteer, near
from pipeline.entities.spelling import fold

PLACES: tuple[Kind, ...] = ("country", "region", "city", "place")
_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "NORP": "nationality"}
_SHORT = 4  # a lower-case word up to this long is hardly ever a place
_BRACKETS = frozenset("()[]{}")
_BREAK = "|"
_HEADLINE = 0.85  # share of words with a capital from which capitals say nothing about names


@dataclass(slots=True)
class _Piece:
    word: str
    token: int


def find(doc: Doc) -> list[Entity]:
    """Mentions of countries, peoples, places, groups, organisations, persons and offices, in order, none overlapping.

    ``doc`` is tagged and parsed. Words whose name is not listed are typed by context, and left out where nothing tells.
    """
    known = gazetteer()
    taken: list[Entity | None] = [None] * len(doc)
    loud = _loud(doc)
    patterns = [] if loud else context.bodies(doc)
    listed = list(_listed(doc, known, loud))
    trained = [(e.start, e.end, _LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS]
    entities: list[Entity] = []

    def take(entity: Entity) -> None:
        if any(taken[i] is not None for i in range(entity.start, entity.end)):
            return
        taken[entity.start : entity.end] = [entity] * (entity.end - entity.start)
        entities.append(entity)

    longer = [p for p in patterns if not any(m.start <= p[0] and m.end >= p[1] for m in listed)]
    for match in listed:
        if any(s <= match.start and match.end <= e and _worth(doc, match, s, e) for s, e, _ in longer):
            continue
        if not _part_of_longer(match, trained, doc):
            take(match)
    for start, end, kind in longer:
        take(_entity(doc, start, end, kind, context.body_name(doc, start, end)))
    for office in context.offices(doc, taken):
        take(_entity(doc, *office, "office", context.plain_name(doc, *office)))
    for start, end in context.proper_runs(doc, taken):
        joined = any(t.lower_ in context.ARTICLES for t in doc[start + 1 : end - 1]) or context.placed(doc, start, end)
        if end - start > 1 and joined and (other := near(context.plain_name(doc, start, end))):
            take(_entity(doc, start, end, other.kind, other.name, other))
    for start, end, kind in trained:
        if free := _free(taken, start, end):
            start, end = context.trim(doc, *free)
            if start < end and (typed := _typed(doc, start, end, kind, loud)):
                take(typed)
    if not loud:
        for start, end in context.proper_runs(doc, taken):
            if typed := _typed(doc, start, end, None, loud):
                take(typed)
    return sorted(entities, key=lambda e: e.start)


def _loud(doc: Doc) -> bool:
    """Is it a headline, with capitals everywhere?"""
    longish = [t for t in doc if t.is_alpha and len(t) > 3]
    ended = len(doc) > 0 and doc[len(doc) - 1].text in (".", "!", "?", "”", '"')
    return not ended and len(longish) > 3 and sum(t.text[0].isupper() for t in longish) >= _HEADLINE * len(longish)


def _listed(doc: Doc, known: Gazetteer, loud: bool) -> Iterable[Entity]:
    run = [_Piece(w, t.i) for t in doc for w in _pieces(t)]
    shouting = sum(t.is_upper for t in doc if t.is_alpha) > _HEADLINE * max(1, sum(t.is_alpha for t in doc))
    # nobody who writes without any capitals means crockery by "china"
    quiet = not any(t.text[:1].isupper() for t in doc)

    def match_at(at: int) -> Entity | None:
        for size in range(min(known.longest.get(run[at].word, 0), len(run) - at), 0, -1):
            key = " ".join(p.word for p in run[at : at + size])
            if key not in known.names:
                continue
            start, end = run[at].token, run[at + size - 1].token + 1
            if end - start > 1 and doc[start].text == "the":
                start += 1
            cuts = (at and run[at - 1].token == start) or (at + size < len(run) and run[at + size].token == end - 1)
            if cuts and not _splits(doc, start, end):
                continue
            if name := _fitting(doc, known, key, start, end, shouting, loud, quiet):
                return _entity(doc, _article(doc, start), end, name.kind, name.name, name)
        return None

    at = 0
    while at < len(run):
        found = match_at(at)
        if run[at].word == "the" and at + 1 < len(run):
            longer = match_at(at + 1)
            found = longer if longer and (found is None or longer.end > found.end) else found
        if found:
            yield found
            while at < len(run) and run[at].token < found.end:
                at += 1
        else:
            at += 1


def _pieces(token: Token) -> list[str]:
    """The folded words of a token; a break, which no name holds, for brackets and addresses."""
    if token.text in _BRACKETS or token.like_url or token.like_email or "@" in token.text:
        return [_BREAK]
    return fold(token.text).split()


def _article(doc: Doc, start: int) -> int:
    """Where a name begins with the Arabic article printed before it: "Al Nusrah", "al-Raqqa"."""
    first = start - 1
    hyphen = first > 0 and doc[first].text == "-" and not doc[first].whitespace_
    first -= hyphen
    if first < 0 or doc[first].lower_ not in context.ARTICLES or doc[first].ent_type_ == "PERSON":
        return start
    # "an", "as" and "at" are English words unless a hyphen ties them to the name
    return first if hyphen or doc[first].lower_ in ("al", "el") else start


def _splits(doc: Doc, start: int, end: int) -> bool:
    """Part of a token: "British-based", "US-led", "anti-Assad"; not "Maoist" in "post-Maoist"."""
    return "-" in doc[start].text or "-" in doc[end - 1].text or "'" in doc[end - 1].text or "’" in doc[end - 1].text


def _fitting(
    doc: Doc, known: Gazetteer, key: str, start: int, end: int, shouting: bool, loud: bool, quiet: bool
) -> Name | None:
    """The name that ``key`` stands for here, None when it is an ordinary word here."""
    printed = doc[start:end].text
    first = doc[start]
    if "$" in printed or _money(doc, end):
        return None
    if not any(c.isupper() for c in printed):
        sure = quiet and len(key) > _SHORT and all(t.pos_ == "PROPN" for t in doc[start:end])
        return (
            next((n for n in known.names[key] if n.kind in ("country", "region", "city") and not n.ambiguous), None)
            if sure
            else None
        )
    if (
        first.text[0].islower()
        and end - start > 1
        and first.text.lower() not in context.ARTICLES
        # "the Gulf", "sub-Saharan Africa" are listed with their small letters
        and not any(c.isupper() for c in doc[end - 1].text)
    ):
        return None
    options = known.names[key]
    if " " not in key:
        if key in known.printed and not _as_printed(printed, key, known.printed[key]):
            options = [n for n in options if n.kind == "city" and len(key) > 3 and printed[0].isupper()]
            if not options:
                return None
        if shouting and (key in STOP_WORDS or len(key) < 4):
            return None
        if key in STOP_WORDS and first.i and first.nbor(-1).pos_ == "PRON":
            return None
        starts = first.is_sent_start or first.i == 0
        if starts and first.pos_ not in ("PROPN", "ADJ", "X") and first.ent_type_ == "" and not printed.isupper():
            options = [n for n in options if n.kind in ("country", "nationality")]
    return _choose(doc, options, start, end, loud)


def _money(doc: Doc, end: int) -> bool:
    """Does the name only say whose money is meant: "U.S. dollars"?"""
    return end < len(doc) and doc[end].lemma_.lower() in ("dollar", "$")


def _as_printed(printed: str, key: str, forms: set[str]) -> bool:
    letters = bare(printed)
    if letters in forms:
        return True
    # "US-led", "ISIS's": the listed letters begin or end a longer token
    return any(letters.startswith(f) or letters.endswith(f) for f in forms if not letters[0].islower() or f.isupper())


def _choose(doc: Doc, options: list[Name], start: int, end: int, loud: bool) -> Name | None:
    if not options:
        return None
    after = doc[end].lower_ if end < len(doc) else ""
    kinds = {n.kind: n for n in reversed(options)}
    named_region = after in context.cue("region", "after") and not (
        "country" in kinds and after in ("region", "area", "state")
    )
    if named_region and (place := kinds.get("region") or kinds.get("city")):
        return place if place.kind == "region" else place._replace(kind="region", name=f"{place.name} province")
    if after in context.cue("city", "after") and "city" in kinds:
        return kinds["city"]
    best = min(options, key=lambda n: _rank(n, doc, start))
    if best.ambiguous and not loud and not context.placed(doc, start, end):
        label = doc[start].ent_type_
        if best.kind == "country":
            return best if label in ("", "LOC", "ORG") and not context.beside_name(doc, start, end) else None
        return best if label == "LOC" else None
    if (
        best.kind == "city"
        and best.name not in gazetteer().large
        and doc[start].ent_type_ == "PERSON"
        and end - start == 1
    ):
        return best if context.placed(doc, start, end) else None
    return best


def _rank(name: Name, doc: Doc, start: int) -> int:
    order: tuple[Kind, ...] = (
        "country",
        "nationality",
        "group",
        "organisation",
        "region",
        "city",
        "place",
        "office",
        "person",
    )
    if name.kind == "city" and name.country == "US" and name.ambiguous:
        return len(order)
    return order.index(name.kind)


def _worth(doc: Doc, match: Entity, start: int, end: int) -> bool:
    """Does the name of a body swallow this match ("Bank of England"), or does the match only stand before it?"""
    return not (match.kind in ("group", "organisation") and match.start == start and match.end == end)


def _part_of_longer(match: Entity, trained: list[tuple[int, int, Kind]], doc: Doc) -> bool:
    """Is it a piece of a longer trained name: "Michael Jordan", "Paris Hilton", "Air France"?"""
    for start, end, kind in trained:
        if not (start <= match.start and match.end <= end and end - start > match.end - match.start):
            continue
        others = [t for t in doc[start:end] if not match.start <= t.i < match.end]
        if not all(t.text[0].isupper() or t.lower_ in ("al", "-", "bin", "el", "de", "van", "von") for t in others):
            return False
        if kind == "person":
            return match.kind in ("city", "region", "place") or (
                match.kind == "country" and match.country in ("JO", "TD", "GE", "IL")
            )
        if kind == "organisation":
            return match.kind in ("city", "region") or (
                match.kind == "country" and match.start > start and match.end == end
            )
    return False


def _free(taken: list[Entity | None], start: int, end: int) -> tuple[int, int] | None:
    """The longest untaken stretch of a span."""
    best: tuple[int, int] | None = None
    at = start
    while at < end:
        if taken[at] is not None:
            at += 1
            continue
        stop = at
        while stop < end and taken[stop] is None:
            stop += 1
        if best is None or stop - at > best[1] - best[0]:
            best = (at, stop)
        at = stop
    return best


def _typed(doc: Doc, start: int, end: int, trained: Kind | None, loud: bool) -> Entity | None:
    """An unlisted name with its kind, None when it is none or nothing tells."""
    printed = doc[start:end].text
    if not any(c.isupper() for c in printed) or _money(doc, end):
        return None
    kind = context.kind_of(doc, start, end, trained, loud)
    if kind is None:
        return None
    name = context.plain_name(doc, start, end)
    if kind == "person":
        return _entity(doc, start, end, kind, context.untitled(name))
    if kind in ("city", "place", "region", "group") and (
        other := near(name, ("city", "region") if kind != "group" else ("group",))
    ):
        return _entity(doc, start, end, other.kind if kind != "region" else "region", other.name, other)
    return _entity(doc, start, end, kind, name)


def _entity(doc: Doc, start: int, end: int, kind: Kind, name: str, listed: Name | None = None) -> Entity:
    return Entity(
        start,
        end,
        doc[start:end].text,
        kind,
        name,
        _head(doc, start, end),
        listed.country if listed else None,
        listed is not None,
    )


def _head(doc: Doc, start: int, end: int) -> int:
    token: Token = doc[start:end].root
    return int(token.i)
