"""One figure's facets: what it counts, its base, whose, doing what, where.

Each comes from the words around the figure, else from the figures before it, else from what the article is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline import lexicons
from pipeline.claims import context, facets, measure
from pipeline.claims.draft import Draft, Facet
from pipeline.entities import Entity
from pipeline.knowledge import settings


def fill(
    draft: Draft, entities: Sequence[Entity], pronouns: Mapping[int, Entity], stop: int, before: Sequence[Draft],
    carried: Sequence[Draft], about: context.Context, text: str,
) -> None:
    """Counted thing, base, actor, action and place: from the words, else from the figures before, else from the article."""
    measure.find(draft)
    draft.action = facets.action(draft, text)
    previous = before[-1] if before else None
    draft.counted = _counted(draft, previous, carried, text)
    if draft.of and not draft.anaphoric:
        draft.base = draft.parsed.words(text, draft.of) if draft.quantity.unit == "percent" else None
    elif draft.anaphoric and draft.counted:
        draft.base = draft.counted.words
    elif draft.quantity.unit == "percent" and previous is not None and previous.base and not draft.phrase:
        draft.base = previous.base
    if draft.action is None and previous is not None and (draft.label is not None or draft.noun is None):
        draft.action = previous.action
    if draft.action is None and draft.label is not None and carried:
        draft.action = carried[-1].action
    draft.actor = facets.actor(draft, entities, pronouns)
    draft.place = facets.place(draft, entities, stop)
    earlier = previous or (carried[-1] if carried else None)
    if draft.actor is None and earlier is not None and (draft.anaphoric or _same_kind(draft, earlier)):
        draft.actor = facets.far(earlier.actor) if earlier.label is None else None
    if draft.actor is None:
        draft.actor = facets.from_context(draft, about, "actor")
    if draft.place is None and previous is not None and previous.place is not None and previous.label is None:
        draft.place = previous.place
    if draft.place is None and carried and carried[-1].place and carried[-1].parsed is draft.parsed and _same_kind(draft, carried[-1]):
        draft.place = facets.far(carried[-1].place)
    if draft.place is None:
        draft.place = facets.from_context(draft, about, "place")


def _same_kind(draft: Draft, other: Draft) -> bool:
    return (
        draft.counted is not None
        and other.counted is not None
        and draft.quantity.unit == other.quantity.unit
        and lexicons.counted_class(draft.counted.name) == lexicons.counted_class(other.counted.name)
    )


def _counted(draft: Draft, previous: Draft | None, carried: Sequence[Draft], text: str) -> Facet | None:
    if draft.phrase and not (draft.anaphoric and draft.noun is None):
        words = draft.parsed.words(text, draft.phrase)
        return Facet(_canonical_counted(draft), words)
    if measure.measures_itself(draft.quantity) and draft.quantity.unit not in ("percent", "multiplier"):
        if draft.noun is None:
            subject = _subject_words(draft, text)
            return subject or (Facet(draft.quantity.unit, draft.quantity.quote) if draft.quantity.unit else None)
    earlier = previous or (carried[-1] if carried else None)
    harmed = facets.befell(draft.action)
    if earlier is not None and earlier.counted is not None and (previous is not None or draft.anaphoric or draft.label is not None):
        if not harmed or facets.is_people(earlier.counted):
            return Facet(earlier.counted.name, earlier.counted.words, False, earlier.counted.country)
    if harmed or (draft.action is not None and _moves_people(draft.action)):
        return Facet("people", draft.action.words, False)
    return _subject_words(draft, text) if draft.quantity.unit in ("percent", "multiplier") else None


def _moves_people(action: Facet) -> bool:
    known = lexicons.actions().get(action.name)
    return known is not None and known.group in settings("claims")["done_by_people"]


def _subject_words(draft: Draft, text: str) -> Facet | None:
    """The subject of the figure's verb, for amounts: "damage was put at $3bn", "inflation hit 4%"."""
    verb = draft.predicate
    subject = measure.subject_of(verb) if verb is not None else None
    if subject is None or subject.i in draft.parsed.quantities or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    left = [c for c in subject.lefts if c.dep_ in ("amod", "compound") and subject.i - c.i <= 4]
    tokens = [*left, subject]
    return Facet(" ".join(t.lemma_.lower() if t.pos_ == "NOUN" else t.text for t in tokens), draft.parsed.words(text, tokens))


def _canonical_counted(draft: Draft) -> str:
    """The noun phrase without determiners: "foreign fighters", "UK nationals"; a toll counts people."""
    kept = [t for t in draft.phrase if t.pos_ in ("NOUN", "PROPN", "ADJ", "X", "VERB", "CCONJ") or t is draft.noun]
    words = " ".join(t.lower_ if t.pos_ in ("NOUN", "ADJ") else t.text for t in kept)
    implied = lexicons.implied_action(words)
    return "people" if implied and draft.noun is not None and draft.noun.lemma_.lower() in measure.lexicon("toll") else words
