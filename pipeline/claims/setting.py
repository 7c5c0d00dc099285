"""How much each place that an article names says of where its own event is.

A place in the title or the lead counts for more, one that only tells who speaks or where somebody comes from for less;
a dateline says where the reporter sat, and counts only where the lead names no place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.claims import facets, roles
from pipeline.claims.context import PLACE_KINDS, Part
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.language import Parsed
from pipeline.tokens import Doc

_LEAD_WORDS = 8  # a first paragraph shorter than this is a byline or a caption


def parts(
    parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], words: Callable[[Doc], Sequence[str]]
) -> list[Part]:
    """The paragraphs of an article as :func:`pipeline.claims.context.build` wants them."""
    out: list[Part] = []
    lead = next((n for n, p in enumerate(parsed) if p.zone == "body" and len(p.doc) >= _LEAD_WORDS), -1)
    for number, (paragraph, mentioned) in enumerate(zip(parsed, named, strict=True)):
        entities = [e for e in mentioned if not facets.compares(e, paragraph.doc[:])]
        told = weights(paragraph.doc, entities)
        if number == lead:
            told = _of_lead(paragraph.doc, entities, told)
        out.append(Part(words(paragraph.doc), entities, told, _of_figures(paragraph, entities, told)))
    return out


def weights(doc: Doc, entities: Sequence[Entity]) -> list[float]:
    """What each name says of where the event is: 1 where something happens there, less for the other roles of
    :mod:`roles`; for a people, when a body of its country acts ("Dutch police")."""
    rule = settings("claims")["setting"]
    return [
        rule[roles.role(doc, e)]
        if e.kind in PLACE_KINDS
        else rule["people"]
        if e.kind == "nationality" and roles.acts_for(doc, e)
        else 0.0
        for e in entities
    ]


def _of_lead(doc: Doc, entities: Sequence[Entity], told: Sequence[float]) -> list[float]:
    rule = settings("claims")["setting"]
    first = next(iter(doc.sents)).end
    end = roles.dateline(doc)
    says = any(w >= 1 and e.kind in PLACE_KINDS for e, w in zip(entities, told, strict=True) if end <= e.start < first)
    out = []
    for entity, weight in zip(entities, told, strict=True):
        if entity.start < end:
            out.append(weight if says or weight == 0 else rule["lead"])
        else:
            out.append(weight * rule["lead"] if entity.start < first else weight)
    return out


def _of_figures(paragraph: Parsed, entities: Sequence[Entity], told: Sequence[float]) -> frozenset[str]:
    """The places where something happens in a sentence with a figure."""
    rule = settings("claims")["setting"]
    doc = paragraph.doc
    beside = {doc[i].sent.start for i, quantity in paragraph.quantities.items() if quantity.is_claim}
    return frozenset(
        e.name
        for e, weight in zip(entities, told, strict=True)
        if weight >= rule["event"] and doc[e.head].sent.start in beside
    )
