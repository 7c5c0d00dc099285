"""Whose and where: the actor and place of a figure, each canonical with the words it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Span

from pipeline import lexicons
from pipeline.claims import actions
from pipeline.claims.context import ACTOR_KINDS, PLACE_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.source import segments
from pipeline.entities import Entity

_BELONGING = {"from", "of", "with", "by", "among", "for"}
_LOCATING = {
    "in",
    "at",
    "to",
    "across",
    "near",
    "around",
    "inside",
    "outside",
    "into",
    "throughout",
    "over",
    "on",
    "within",
    "from",
    "of",
}
_REACH = 12  # words after the figure in which its place is looked for


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


def actor(
    draft: Draft, entities: Sequence[Entity], pronouns: Mapping[int, Entity], speaking: frozenset[int]
) -> Facet | None:
    """Whose figure it is, from the words around it; None when they name nobody.

    ``speaking`` are the tokens of the sentence's sources: who counts is not who is counted.
    """
    doc = draft.token.doc
    entities = [e for e in entities if not speaking & set(range(e.start, e.end))]
    by_token = {i: e for e in entities for i in range(e.start, e.end)}

    def at(index: int) -> Entity | None:
        entity = by_token.get(index) or pronouns.get(index)
        return entity if entity is not None and entity.kind in ACTOR_KINDS else None

    if draft.label is not None and at(draft.label.i):
        return facet(at(draft.label.i))  # type: ignore[arg-type]
    phrase = [*draft.phrase, *draft.of]
    whole = draft.of[-1].i if draft.of else -1  # "70% of Iraq": the place itself, not whose it is
    inside = [e for t in phrase if (e := at(t.i)) and not (e.kind == "country" and e.start <= whole < e.end)]
    if inside:
        return facet(inside[0])
    after = max([draft.token.i, *(t.i for t in phrase)]) + 1
    if after < draft.sentence.end and doc[after].lower_ in _BELONGING:
        found = next((e for i in range(after + 1, min(after + 5, draft.sentence.end)) if (e := at(i))), None)
        if found:
            return facet(found)
    if draft.predicate is not None:
        for verb in (draft.predicate, *(a for a in draft.predicate.ancestors if a.pos_ == "VERB")):
            subject = subject_of(verb)
            if (
                subject is not None
                and subject.i != draft.token.i
                and subject is not draft.noun
                and abs(subject.i - draft.token.i) < 20
            ):
                found = next(
                    (
                        e
                        for t in sorted(subject.subtree, key=lambda t: abs(t.i - subject.i))
                        if abs(t.i - subject.i) <= 3 and (e := at(t.i))
                    ),
                    None,
                )
                if (found and found.kind != "country") or (found and measures_itself(draft.quantity)):
                    return facet(found)
            agent = next(
                (
                    c
                    for c in verb.children
                    if c.dep_.startswith("obl") and any(g.lower_ in ("by", "under", "with") for g in c.children)
                ),
                None,
            )
            if agent is not None:
                found = next((e for t in agent.subtree if (e := at(t.i)) and e.kind in ("group", "organisation")), None)
                if found:
                    return facet(found)
    if measures_itself(draft.quantity) or draft.counted is None:
        groups = [
            e
            for e in entities
            if e.kind in ("group", "organisation") and draft.sentence.start <= e.start < draft.sentence.end
        ]
        near = min(groups, key=lambda e: abs(e.start - draft.token.i), default=None)
        if near is not None and near.kind == "group":
            return facet(near)
    return None


def place(draft: Draft, entities: Sequence[Entity], stop: int) -> Facet | None:
    """Where: places in the partitive ("70% of Idlib"), then after the figure up to ``stop`` (the next figure's start),
    then those of its verb, then any place of its stretch of the sentence that stands after a preposition of place."""
    doc, sentence = draft.token.doc, draft.sentence
    stretch = next((p for p in segments(sentence) if p[0] <= draft.token.i < p[1]), (sentence.start, sentence.end))
    places = [e for e in entities if e.kind in PLACE_KINDS and stretch[0] <= e.start < stretch[1]]
    if draft.label is not None and (hit := [e for e in places if e.start <= draft.label.i < e.end]):
        return facet(hit[0])
    inside = {t.i for t in (*draft.of, *draft.phrase)}
    own = [e for e in places if inside & set(range(e.start, e.end))]
    if own and draft.of:
        return facet(own[0])

    def located(candidates: Sequence[Entity]) -> list[Entity]:
        out: list[Entity] = []
        for entity in candidates:
            i = entity.start - 1
            while i >= sentence.start and doc[i].pos_ in ("DET", "ADJ") and doc[i].lower_ not in _LOCATING:
                i -= 1
            before = doc[i].lower_ if i >= sentence.start else ""
            locates = before in _LOCATING and not (before in ("from", "of") and out)
            continues = bool(out) and before in ("and", ",", "or") and entity.start - out[-1].end <= 3
            if (locates or continues) and not compares(entity, sentence):
                out.append(entity)
        return out

    limit = min(stop, draft.token.i + _REACH + len(draft.phrase))
    found = located([e for e in places if draft.token.i < e.start < limit])
    if found:
        return joined([facet(e) for e in _one_run(found)])
    if draft.predicate is not None:
        subtree = {t.i for t in draft.predicate.subtree}
        found = located([e for e in places if e.start in subtree])
        if found:
            nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
            return joined([facet(e) for e in _one_run(found) if abs(e.start - nearest.start) < 6])
    found = located([e for e in places if e.start < draft.token.i]) or located(places)
    if found:
        nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
        return joined([facet(e) for e in found if abs(e.start - nearest.start) < 6])
    return None


def compares(entity: Entity, sentence: Span) -> bool:
    """ "an area the size of Lebanon": a place named for its size is not where it happened."""
    before = sentence.doc[max(sentence.start, entity.start - 5) : entity.start].text.lower()
    return any(cue in before for cue in lexicon("comparison"))


def _one_run(found: Sequence[Entity]) -> list[Entity]:
    """The first place and those coordinated with it."""
    run = [found[0]]
    for entity in found[1:]:
        if entity.start - run[-1].end > 3:
            break
        run.append(entity)
    return run


def from_context(draft: Draft, context: Context, kind: str) -> Facet | None:
    """The article's own subject, for a figure that names none: its group for fighters and territory, those whom its
    event
    struck or drew for people, its place for money and land."""
    if kind == "place":
        return first(context.places)
    if context.groups and (
        measures_itself(draft.quantity) or (draft.counted and lexicons.counted_class(draft.counted.name) == "fighter")
    ):
        return context.groups[0]
    of_people = actions.befell(draft.action) or (
        draft.counted is not None and lexicons.counted_class(draft.counted.name) == "person"
    )
    if of_people and not measures_itself(draft.quantity):
        if context.sufferers and context.event_words:
            where = f" in {draft.place.name}" if draft.place else ""
            return Facet(context.sufferers + where, context.event_words, False)
        return first(context.nationalities) or (
            Facet(f"people in {draft.place.name}", draft.place.words, False) if draft.place else None
        )
    if measures_itself(draft.quantity):
        return far(draft.place)
    return first(context.nationalities)
