"""Which names of a sentence belong to which of its figures.

A sentence that sets figures side by side ("31 in Peru and 12 in Chile"; "in Peru at least 31, in Chile 12") is cut into
stretches at semicolons, commas and joining words; the names of a stretch belong to its figure. A stretch with a name
and no figure ("In Peru, …") holds for the figures after it, until a word of contrast ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.claims.draft import Draft
from pipeline.claims.phrases import lexicon
from pipeline.entities import Entity
from pipeline.tokens import Doc, Span

_PLACES = ("country", "city", "region", "place")
_PEOPLES = ("nationality", "group")
_SPREAD = 8  # words between a figure and the number of places that it spreads over


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: whether it tells whose a figure is, and whether it stands after a preposition of place."""

    entity: Entity
    whose: bool
    located: bool

    @property
    def start(self) -> int:
        """Its first token."""
        return self.entity.start


@dataclass(slots=True)
class Stretch:
    """The names that belong to one figure, and what its words say of its reach.

    ``everywhere`` are the words for the whole world, ``areas`` those that count places ("7 countries"), None where
    there are none; ``total``: it takes in all parts; ``others``: first tokens of the names of other figures.
    """

    where: list[Entity] = field(default_factory=list)
    whose: list[Entity] = field(default_factory=list)
    everywhere: str | None = None
    areas: str | None = None
    total: bool = False
    others: frozenset[int] = frozenset()


def mentions(sentence: Span, entities: Sequence[Entity]) -> list[Mention]:
    """The places and peoples among ``entities``, left to right."""
    doc, out = sentence.doc, list[Mention]()
    for entity in entities:
        if entity.kind not in _PLACES and entity.kind not in _PEOPLES:
            continue
        before = _before(doc, entity, sentence.start)
        whose = entity.kind in _PEOPLES or (entity.kind == "country" and before in lexicon("belonging"))
        listed = bool(out) and out[-1].located and _only_joins(sentence, out[-1].entity.end, entity.start)
        out.append(Mention(entity, whose, listed or before in lexicon("locating")))
    return out


def _before(doc: Doc, entity: Entity, start: int = 0) -> str:
    """The word before a name, articles and adjectives aside."""
    i = entity.start - 1
    while i > start and doc[i].pos_ in ("DET", "ADJ"):
        i -= 1
    return doc[i].lower_ if i >= start else ""


def after_preposition(doc: Doc, entity: Entity) -> bool:
    """Does a name stand after a preposition of place?"""
    return _before(doc, entity) in lexicon("locating wide")


def of_figures(sentence: Span, drafts: Sequence[Draft], entities: Sequence[Entity]) -> dict[int, Stretch]:
    """Token index of each figure of a sentence → the names that belong to it."""
    if not drafts:
        return {}
    names = mentions(sentence, entities)
    figures = [d.token.i for d in drafts]
    out: dict[int, Stretch] = {}
    own: dict[int, set[int]] = {}
    carried: list[Mention] = []
    all_parts, world = False, None
    for first, last in pairwise(_cuts(sentence, names, figures)):
        if sentence.doc[first].lower_ in lexicon("contrast"):
            carried, all_parts, world = [], False, None
        inside = [m for m in names if first <= m.start < last]
        here = [i for i in figures if first <= i < last]
        total = _cue(sentence, first, last, "total") is not None
        if not here:
            carried, all_parts = inside or carried, all_parts or total
            world = _cue(sentence, first, last, "world") or (None if inside else world)
            continue
        for i in here:
            where, whose = _roles(_mine(inside, i, here))
            if not where and not (all_parts or total):
                where = _held(carried)
            if not whose:
                before = [m for m in names if m.entity.end <= i]
                whose = _pointed_at(sentence, first, last, before) or [m.entity for m in carried if m.whose]
            own[i] = {e.start for e in (*where, *whose) if first <= e.start < last}
            everywhere = _cue(sentence, first, last, "world") or (None if inside else world)
            out[i] = Stretch(where, whose, everywhere, _areas(drafts, i), all_parts or total)
        carried, all_parts = inside or carried, False
    for i, stretch in out.items():
        stretch.others = frozenset(at for other, starts in own.items() if other != i for at in starts)
    return out


def _cuts(sentence: Span, names: Sequence[Mention], figures: Sequence[int]) -> list[int]:
    """Token indices at which a sentence falls into stretches: joints, but not inside a list of names; and "with"
    between a name that a figure before it has and a figure: "45% in Peru with 20% in Chile"."""
    inside = {i for m in names for i in range(m.entity.start, m.entity.end)}
    out = [sentence.start]
    for token in sentence:
        joint = token.lower_ in lexicon("joining") and token.i not in inside
        joint = joint or (
            token.lower_ == "with"
            and any(token.i < i < token.i + 3 for i in figures)
            and _told(out[-1], token.i, names, figures)
        )
        if joint and token.i > sentence.start and not _between_names(sentence, token.i, names):
            out.append(token.i)
    return [*out, sentence.end]


def _told(first: int, last: int, names: Sequence[Mention], figures: Sequence[int]) -> bool:
    """Has the stretch between two tokens a figure, and a place right at its end?"""
    return any(first <= i < last for i in figures) and any(m.located and m.entity.end == last for m in names)


def _between_names(sentence: Span, joint: int, names: Sequence[Mention]) -> bool:
    """Does a joining word stand between two names and nothing else: "Peru and Chile", "Peru, Chile"?"""
    left = max((m.entity.end for m in names if m.entity.end <= joint), default=-1)
    right = min((m.start for m in names if m.start > joint), default=-1)
    return left >= 0 and right >= 0 and _only_joins(sentence, left, right)


def _only_joins(sentence: Span, start: int, end: int) -> bool:
    return all(t.lower_ in lexicon("list") for t in sentence.doc[start:end])


def _mine(inside: Sequence[Mention], figure: int, others: Sequence[int]) -> list[Mention]:
    """Names of a stretch that belong to one of its figures: all when it has one figure, else the nearest."""
    if len(others) == 1:
        return list(inside)
    low = max((i for i in others if i < figure), default=-1)
    high = min((i for i in others if i > figure), default=10**9)
    left = [m for m in inside if low < m.start < figure]
    return left or [m for m in inside if figure < m.start < high]


def _roles(mine: Sequence[Mention]) -> tuple[list[Entity], list[Entity]]:
    """(where, whose): beside a place after a preposition, a country without one tells whose ("Chile … to Peru")."""
    located = [m for m in mine if m.located and not m.whose]
    if located:
        whose = [m for m in mine if m.whose or (not m.located and m.entity.kind == "country")]
        return [m.entity for m in located], [m.entity for m in whose]
    return [m.entity for m in mine if not m.whose], [m.entity for m in mine if m.whose]


def _held(carried: Sequence[Mention]) -> list[Entity]:
    """Where the names before a figure's stretch say that it is, without the country that acts there ("Chile sent
    ships to Peru, and 12 sank")."""
    last = max((m.start for m in carried if m.located and not m.whose), default=-1)
    return [m.entity for m in carried if not m.whose and (m.located or m.entity.kind != "country" or m.start > last)]


def _pointed_at(sentence: Span, first: int, last: int, before: Sequence[Mention]) -> list[Entity]:
    """ "its natives", "their citizens": the country or group named last before."""
    if not any(t.lower_ in ("its", "their") for t in sentence.doc[first:last]):
        return []
    found = [m.entity for m in before if m.entity.kind in ("country", "group", "nationality") and not m.located]
    return found[-1:]


def _cue(sentence: Span, first: int, last: int, kind: str) -> str | None:
    """The words of one kind of ``data/lexicons/grammar.csv`` that stand in a stretch, or None."""
    spoken = " " + " ".join(t.lower_ for t in sentence.doc[first:last] if not t.is_punct) + " "
    return next((cue for cue in sorted(lexicon(kind), key=len, reverse=True) if f" {cue} " in spoken), None)


def _areas(drafts: Sequence[Draft], figure: int) -> str | None:
    """ "in 7 countries", right after what another figure counts: the words for how many places it spreads over."""
    after = next((d for d in drafts if d.token.i > figure), None)
    if after is None or after.token.i - figure > _SPREAD:
        return None
    doc, i = after.token.doc, after.token.i
    noun = next((t for t in doc[i + 1 : min(i + 3, after.sentence.end)] if t.pos_ == "NOUN"), None)
    if noun is None or noun.lemma_.lower() not in lexicon("area") or doc[i - 1].lower_ not in lexicon("locating"):
        return None
    return f"{after.quantity.quote} {noun.text}"
