"""Where a figure is: its place, canonical with the words it came from, and how names become facets."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import entities as gazetteer
from pipeline.claims import roles
from pipeline.claims.context import PLACE_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon, who
from pipeline.claims.source import segments
from pipeline.claims.stretches import Stretch, after_preposition
from pipeline.entities import Entity
from pipeline.entities.context import cue
from pipeline.tokens import Doc, Span

_REACH = 12  # words after the figure in which its place is looked for
_NEXT = 3  # words between two places of one list
WORLD = "world"


def facet(entity: Entity, near: bool = True) -> Facet:
    """A name found in the text as a facet; ``near`` where the claim's own words hold it."""
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
    """The first facet, if there is any."""
    return found[0] if found else None


def place(draft: Draft, entities: Sequence[Entity], stop: int, stretch: Stretch, context: Context) -> Facet | None:
    """Where: the name it is listed under, the whole of a share ("70% of Idlib"), the places of its own stretch of the
    sentence, then those after it up to ``stop`` (the next figure's start), then those of its verb, then any of its
    clause that stands after a preposition of place."""
    sentence = draft.sentence
    limits = next((p for p in segments(sentence) if p[0] <= draft.token.i < p[1]), (sentence.start, sentence.end))
    places = [e for e in entities if e.kind in PLACE_KINDS and limits[0] <= e.start < limits[1] and here(e, sentence)]
    if draft.label is not None and (hit := [e for e in places if e.start <= draft.label.i < e.end]):
        return facet(hit[0])
    inside = {t.i for t in (*draft.of, *draft.phrase)}
    own = [e for e in places if inside & set(range(e.start, e.end))]
    if own and draft.of:
        return facet(own[0])
    verb = draft.predicate
    if (
        verb is not None
        and verb.dep_.startswith("acl")
        and verb.i > draft.token.i
        and verb.head in (draft.noun, draft.token)
    ):
        theirs = {t.i for t in verb.subtree if t.i < stop}  # "a band of 900 rebels that fled Lima"
        found = located(sentence, [e for e in places if e.start > draft.token.i])
        inner = next((e for e in found if e.start in theirs), None)
        if inner is not None:
            return joined([facet(e) for e in finest(sentence.doc, one_run(sentence.doc, found, inner))])
    where = [e for e in stretch.where if here(e, sentence)]
    if where:
        after = (e for e in places if where[-1].end < e.start < stop and e.start not in stretch.others)
        beside = [e for e in after if _parallel(sentence.doc, where[-1], e)]
        return joined([facet(e) for e in finest(sentence.doc, [*where, *beside])])
    if stretch.everywhere:
        return Facet(WORLD, stretch.everywhere)
    if stretch.areas:
        return _areas(stretch.areas, context)
    places = [e for e in places if e.start not in stretch.others]
    limit = min(stop, draft.token.i + _REACH + len(draft.phrase))
    found = located(sentence, [e for e in places if draft.token.i < e.start < limit])
    if found:
        return joined([facet(e) for e in finest(sentence.doc, one_run(sentence.doc, found))])
    if stretch.total:
        return None
    if draft.predicate is not None:
        subtree = {t.i for t in draft.predicate.subtree}
        found = located(sentence, [e for e in places if e.start in subtree])
        if found:
            nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
            return joined([facet(e) for e in finest(sentence.doc, one_run(sentence.doc, found, nearest))])
    found = located(sentence, [e for e in places if e.start < draft.token.i]) or located(sentence, places)
    if found:
        nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
        run = [e for e in found if abs(e.start - nearest.start) < 6]
        return joined([facet(e) for e in finest(sentence.doc, run)])
    return _ruled(draft, entities) or _of_state(draft, entities)


def _of_state(draft: Draft, entities: Sequence[Entity]) -> Facet | None:
    """ "Dutch police seized 900 kilos": the country of the body that did it, where nothing else is said."""
    verb = draft.predicate
    subject = who(verb) if verb is not None else None
    if verb is None or subject is None or verb.i > draft.token.i or subject.i > verb.i:
        return None
    if subject.lower_ not in roles.state() and subject.lemma_.lower() not in roles.state():
        return None
    found = [e for e in entities if e.kind == "nationality" and e.country and subject.i - 3 <= e.start < subject.i]
    return facet(found[-1]) if found else None


def _ruled(draft: Draft, entities: Sequence[Entity]) -> Facet | None:
    """ "2,173 in areas held by Damascus": the country of a capital that stands for its government."""
    doc = draft.sentence.doc
    for entity in entities:
        country = gazetteer.country(entity.country) if entity.kind == "city" and entity.country else None
        if country is None or country.capital != entity.name or not 0 < entity.start - draft.token.i < _REACH:
            continue
        head = doc[entity.head]
        if doc[entity.start - 1].lower_ == "by" and head.head.lemma_.lower() in lexicon("ruling"):
            return Facet(country.name, entity.words, country=entity.country)
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
    object; "Idlib in Syria's northwest" is Idlib."""
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
            out.append(_inner(doc, candidates, entity))
    return list(dict.fromkeys(out))


def _inner(doc: Doc, places: Sequence[Entity], outer: Entity) -> Entity:
    """The place that lies in a country and stands right before it, or the country itself."""
    if outer.kind != "country":
        return outer
    found = (e for e in places if e.kind != "country" and e.country == outer.country and _lies_in(doc, e, outer))
    return next(found, outer)


def finest(doc: Doc, found: Sequence[Entity]) -> list[Entity]:
    """Several places without those that only say where one of them lies ("Kitwe in Zambia", "Joplin, Missouri"), nor
    streets and rivers beside a town; the countries of towns that lie in several ("Mosul in Iraq and Raqqa in Syria").
    """
    if any(e.listed for e in found):
        found = [e for e in found if e.listed or not _is_road(doc, e)]
    nations = [e for e in found if e.kind == "country"]
    if len(nations) > 1:
        return nations
    out = []
    for entity in found:
        inner = [e for e in found if e.kind != "country" and e.country == entity.country]
        around = entity.kind == "region" and any(_lies_in(doc, e, entity) for e in inner if e.kind == "city")
        if not around and not (entity.kind == "country" and inner):
            out.append(entity)
    return out


def _is_road(doc: Doc, entity: Entity) -> bool:
    """A street, a river, or a name that no list knows and no preposition places."""
    return bool({t.text for t in doc[entity.start : entity.end]} & cue("place", "within")) or not after_preposition(
        doc, entity
    )


def _lies_in(doc: Doc, inner: Entity, outer: Entity) -> bool:
    between = [t.lower_ for t in doc[inner.end : outer.start]]
    after = doc[outer.end].lower_ if outer.end < len(doc) else ""
    return between in (["in"], ["in", "the"]) or (between == [","] and after not in ("and", "or"))


def here(entity: Entity, sentence: Span) -> bool:
    """Can something have happened at a place, by what the place does in its sentence?"""
    return not compares(entity, sentence) and roles.role(sentence.doc, entity) == "event"


def compares(entity: Entity, sentence: Span) -> bool:
    """ "an area the size of Lebanon": a place named for its size is not where it happened."""
    before = sentence.doc[max(sentence.start, entity.start - 5) : entity.start].text.lower()
    return any(cue in before for cue in lexicon("comparison"))


def one_run(doc: Doc, found: Sequence[Entity], around: Entity | None = None) -> list[Entity]:
    """The first place, or the one given, and those coordinated with it."""
    at = found.index(around) if around is not None else 0
    low, high = at, at + 1
    while low > 0 and _coordinated(doc, found[low - 1], found[low]):
        low -= 1
    while high < len(found) and _coordinated(doc, found[high - 1], found[high]):
        high += 1
    return list(found[low:high])


def _coordinated(doc: Doc, left: Entity, right: Entity) -> bool:
    return right.start - left.end <= _NEXT or _parallel(doc, left, right)


def _parallel(doc: Doc, left: Entity, right: Entity) -> bool:
    """ "by gangs in Peru and raiders in Chile": two of a kind after the same preposition, with
    "and" and no clause between them."""
    between = doc[left.end : right.start]
    if (
        left.kind != right.kind
        or not between
        or len(between) > _REACH
        or any(t.is_punct and t.text != "-" for t in between)
    ):
        return False
    joined_ = any(t.lower_ == "and" for t in between) and not any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between
    )
    return joined_ and between[-1].lower_ == doc[left.start - 1].lower_ and between[-1].lower_ in lexicon("locating")
