"""Bodies that go by the name of a place: a hospital group, a coach operator, a union that an article puts nowhere.

"The Santa Clara hospital group", "operator Santa Clara", "Santa Clara shares": where one mention shows it, all are the
body's, unless the article says that something is *in* Santa Clara.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.claims import roles
from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import forms
from pipeline.entities import Entity
from pipeline.entities.context import cue
from pipeline.tokens import Doc, Token

_KINDS = frozenset(("city", "region", "place"))
_AFTER = 3  # words after a name among which the noun of its body stands
_SHORTEST = 3  # letters of an acronym that looks like a town
_ROAD = re.compile(r"[A-Z]{1,2}-?\d+")


@dataclass(slots=True)
class _Seen:
    """What an article shows of one name: how often it is a firm's, another body's, where something is."""

    known: bool  # listed, or told by a word of its name: "Lake", "Street"
    firm: int = 0
    body: int = 0
    inside: int = 0
    on: int = 0  # an island, a coast; but "an attack on" a firm too
    acronyms: int = 0
    mentions: int = 0


def settled(docs: Sequence[Doc], named: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """The mentions of an article, a paragraph each, with those of bodies told as such, and without what is no place."""
    called = bodies(docs, named)
    return [told(entities, called) for entities in named]


def told(entities: Sequence[Entity], called: frozenset[str]) -> list[Entity]:
    """Some mentions, those of the names ``called`` as organisations."""
    return [
        replace(e, kind="organisation", country=None) if e.kind in _KINDS and e.name in called else e
        for e in entities
        if not _nowhere(e)
    ]


def bodies(docs: Sequence[Doc], named: Sequence[Sequence[Entity]]) -> frozenset[str]:
    """The names of places that are those of bodies throughout an article."""
    seen: dict[str, _Seen] = {}
    for doc, entities in zip(docs, named, strict=True):
        for entity in entities:
            if entity.kind in _KINDS:
                _look(doc, entity, seen.setdefault(entity.name, _Seen(_known(entity))))
    elsewhere = any(s.inside for s in seen.values()) or any(e.kind == "country" for es in named for e in es)
    return frozenset(name for name, found in seen.items() if _is_body(found, elsewhere))


def _is_body(found: _Seen, elsewhere: bool) -> bool:
    if found.inside:
        return False
    if found.firm or found.acronyms == found.mentions:
        return True
    return elsewhere and (found.body > 0 or not (found.known or found.on))


def _known(entity: Entity) -> bool:
    return entity.listed or bool(set(entity.words.split()) & (cue("place", "within") | cue("region", "within")))


def _look(doc: Doc, entity: Entity, found: _Seen) -> None:
    """Adds what one mention shows."""
    found.mentions += 1
    if entity.start < roles.dateline(doc):
        found.inside += 1
        return
    before = doc[entity.start - 1] if entity.start else None
    after = _nouns(doc, entity.end)
    firm = any(_firm(t) for t in after) or (before is not None and before.pos_ == "NOUN" and _firm(before))
    body = any(t.lemma_.lower() in lexicon("named body") for t in after)
    found.firm += firm
    found.body += body
    found.on += before is not None and before.lower_ == "on"
    found.acronyms += _acronym(doc, entity)
    found.inside += not (firm or body) and (_located(doc, entity.start) or _in_country(doc, entity.end))


def _firm(noun: Token) -> bool:
    return noun.lower_ in forms("firm") or noun.lemma_.lower() in lexicon("firm called")


def _nouns(doc: Doc, start: int) -> list[Token]:
    out: list[Token] = []
    for token in doc[start : start + _AFTER]:
        if token.pos_ not in ("NOUN", "ADJ") or token.is_sent_start:
            break
        out.append(token)
    return out


def _located(doc: Doc, start: int) -> bool:
    i = start - 1
    while i > 0 and doc[i].pos_ in ("DET", "ADJ"):
        i -= 1
    if i > 0 and doc[i].lower_ == "of":  # "the town of Smithers"
        return doc[i - 1].lower_ in cue("city", "before") | cue("region", "before") | cue("place", "before")
    return i >= 0 and doc[i].lower_ in lexicon("inside")


def _in_country(doc: Doc, end: int) -> bool:
    """ "Joplin, Missouri"."""
    return end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].pos_ == "PROPN"


def _acronym(doc: Doc, entity: Entity) -> bool:
    word = doc[entity.start]
    if entity.end - entity.start > 1 or not word.is_upper or len(word.text) < _SHORTEST:
        return False
    words = [t for t in doc if t.is_alpha]
    return 2 * sum(t.is_upper for t in words) < len(words)


def _nowhere(entity: Entity) -> bool:
    """ "The North", "Andean", "the E35": a direction or a road is no place by itself."""
    if entity.kind not in _KINDS or entity.listed:
        return False
    spoken = entity.words.lower().removeprefix("the ").split()
    return all(word in lexicon("no place") for word in spoken) or bool(_ROAD.fullmatch(entity.words))
