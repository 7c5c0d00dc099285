"""Where a figure is: its place, canonical with the words it came from, and how names become facets."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import entities as gazetteer
from pipeline.claims.context import PLACE_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon
from pipeline.claims.source import segments
from pipeline.claims.stretches import Stretch
from pipeline.entities import Entity
from pipeline.tokens import Span

_REACH = 12  # words after the figure in which its place is looked for
WORLD = "world"


def facet(entity: Entity, near: bool = True) -> Facet:
    return Facet(entity.name or entity.words, entity.words, near, entity.country)


def joined(found: Sequence[Facet]) -> Facet | None:
    """Several names as one facet, in alphabetical order: "Iraq and Syria"."""
    unique = {f.name: f for f in found}
    if not unique:
        return None
    names = sorted(unique)
    return Facet(
        " and ".join(names),
        ", ".join(dict.fromkeys(f.words for f in found)),
        all(f.near for f in found),
        found[0].country if len(names) == 1 else None,
    )


def far(found: Facet | None) -> Facet | None:
    """The same facet, marked as carried over from elsewhere in the article."""
    return None if found is None else Facet(found.name, found.words, False, found.country)


def first(found: Sequence[Facet]) -> Facet | None:
    return found[0] if found else None


def place(draft: Draft, entities: Sequence[Entity], stop: int, stretch: Stretch, context: Context) -> Facet | None:
    """Where: the name it is listed under, the whole of a share ("70% of Idlib"), the places of its own stretch of the
    sentence, then those after it up to ``stop`` (the next figure's start), then those of its verb, then any of its
    clause that stands after a preposition of place."""
    sentence = draft.sentence
    limits = next((p for p in segments(sentence) if p[0] <= draft.token.i < p[1]), (sentence.start, sentence.end))
    places = [
        e for e in entities if e.kind in PLACE_KINDS and limits[0] <= e.start < limits[1] and not compares(e, sentence)
    ]
    if draft.label is not None and (hit := [e for e in places if e.start <= draft.label.i < e.end]):
        return facet(hit[0])
    inside = {t.i for t in (*draft.of, *draft.phrase)}
    own = [e for e in places if inside & set(range(e.start, e.end))]
    if own and draft.of:
        return facet(own[0])
    where = [e for e in stretch.where if not compares(e, sentence)]
    if where:
        return joined([facet(e) for e in where])
    if stretch.everywhere:
        return Facet(WORLD, stretch.everywhere)
    if stretch.areas:
        return _areas(stretch.areas, context)
    places = [e for e in places if e.start not in stretch.others]
    limit = min(stop, draft.token.i + _REACH + len(draft.phrase))
    found = located(sentence, [e for e in places if draft.token.i < e.start < limit])
    if found:
        return joined([facet(e) for e in one_run(found)])
    if stretch.total:
        return None
    if draft.predicate is not None:
        subtree = {t.i for t in draft.predicate.subtree}
        found = located(sentence, [e for e in places if e.start in subtree])
        if found:
            nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
            return joined([facet(e) for e in one_run(found) if abs(e.start - nearest.start) < 6])
    found = located(sentence, [e for e in places if e.start < draft.token.i]) or located(sentence, places)
    if found:
        nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
        return joined([facet(e) for e in found if abs(e.start - nearest.start) < 6])
    return None


def _areas(counted: str, context: Context) -> Facet:
    """ "11 provinces" are those of the article's country; "7 countries" stand by themselves."""
    main = first(context.places)
    if main is None or main.country is None or counted.split()[-1] in lexicon("area of nations"):
        return Facet(counted, counted)
    country = gazetteer.country(main.country)
    return Facet(f"{counted} in {country.name if country else main.name}", counted, country=main.country)


def located(sentence: Span, candidates: Sequence[Entity]) -> list[Entity]:
    """Those after a preposition of place, or listed with one that is, and towns and regions that a verb has as its
    object."""
    doc, out = sentence.doc, list[Entity]()
    for entity in candidates:
        i = entity.start - 1
        while i >= sentence.start and doc[i].pos_ in ("DET", "ADJ") and doc[i].lower_ not in lexicon("locating wide"):
            i -= 1
        before = doc[i].lower_ if i >= sentence.start else ""
        locates = before in lexicon("locating wide") and not (before in ("from", "of") and out)
        continues = bool(out) and before in lexicon("list") and entity.start - out[-1].end <= 3
        # "thousands filled Lyon", "a storm hit Lyon": of a country so much is said that is not where it happened
        struck = entity.kind != "country" and doc[entity.head].dep_ == "obj" and doc[entity.head].head.pos_ == "VERB"
        if locates or continues or struck:
            out.append(entity)
    return out


def compares(entity: Entity, sentence: Span) -> bool:
    """ "an area the size of Lebanon": a place named for its size is not where it happened."""
    before = sentence.doc[max(sentence.start, entity.start - 5) : entity.start].text.lower()
    return any(cue in before for cue in lexicon("comparison"))


def one_run(found: Sequence[Entity]) -> list[Entity]:
    """The first place and those coordinated with it."""
    run = [found[0]]
    for entity in found[1:]:
        if entity.start - run[-1].end > 3:
            break
        run.append(entity)
    return run
