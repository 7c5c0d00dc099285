"""One figure's facets: what it counts, its base, whose, doing what, where.

Each comes from the words around the figure, else from the figures before it, else from what the article is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.claims import (
    actions,
    antecedents,
    background,
    certainty,
    context,
    counted,
    counting,
    deeds,
    elided,
    facets,
    implied,
    measure,
    phrases,
    record,
    telling,
    unsaid,
    whereabouts,
    whose,
)
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.report import Report
from pipeline.claims.stretches import Stretch
from pipeline.entities import Entity
from pipeline.model import Article, AttributionKind, Claim, ClaimKind


def fill(
    draft: Draft,
    entities: Sequence[Entity],
    pronouns: Mapping[int, Entity],
    stop: int,
    before: Sequence[Draft],
    carried: Sequence[Draft],
    about: context.Context,
    speaking: frozenset[int],
    stretch: Stretch,
    text: str,
) -> None:
    """Counted thing, base, actor, action and place: from the words, the figures before, or the article.

    ``before`` are the earlier figures of the sentence, ``carried`` those of the sentences before it, ``speaking`` the
    tokens of the sentence's sources, ``stretch`` the names that belong to the figure.
    """
    draft.quantity = elided.unit(draft, before)
    measure.find(draft)
    draft.action = actions.action(draft, text)
    meant = None if before else counting.pointed_at(draft, text, speaking)
    nameless = about.long and draft.noun is None and not draft.anaphoric
    within = [o for o in carried if o.parsed is draft.parsed] if nameless else carried
    earlier = None if meant else antecedents.antecedent(draft, before, within)
    draft.counted = counted.in_decimals(draft, meant or counted.of_figure(draft, earlier, before, entities, text))
    draft.action = implied.of_carried(draft) or implied.of_counted(draft)
    draft.counted = counting.of_stuff(draft, about)
    unsaid.fill(draft, before, about)
    draft.base = _base(draft, earlier, text)
    bare = draft.noun is None or draft.label is not None
    own = draft.counted is not None and draft.counted.near and draft.noun is None  # it has a subject of its own
    if earlier is not None and bare and not own and not deeds.tells(draft):
        draft.action = facets.far(earlier.action) or draft.action
    draft.action = implied.of_noun(draft)
    draft.action = actions.of_share(draft)
    if draft.action is None and draft.quantity.unit == "multiplier":
        draft.action = Facet("ratio", draft.quantity.quote)
    draft.actor = unsaid.whose(draft, before, entities) or whose.actor(
        draft, entities, pronouns, speaking, stretch, text
    )
    draft.actor = whose.by_short_name(draft.actor, about)
    draft.total = stretch.total
    draft.place = facets.place(draft, entities, stop, stretch, about) or whereabouts.short_form(draft, pronouns)
    if earlier is not None:
        alike = earlier.label is None and (draft.anaphoric or antecedents.same_kind(draft, earlier))
        lent = (
            earlier.actor_told
            and (not earlier.doer or antecedents.gapped(draft, earlier))
            and not whereabouts.elsewhere(draft, earlier)
        )
        if draft.actor is None and alike and lent and antecedents.leans(draft):
            draft.actor = facets.far(earlier.actor)
        lends = (alike or (earlier in before and earlier.label is None)) and not draft.total
        if draft.place is None and lends and whereabouts.lends(earlier, draft):
            draft.place = facets.far(earlier.place)
        draft.elided = (
            earlier in before and antecedents.gapped(draft, earlier) and whereabouts.has_its_own(draft, earlier)
        )
    draft.actor_told = draft.actor is not None
    draft.place = draft.place or background.place_from(draft, about)
    draft.actor = whose.of_measure(draft) or draft.actor
    draft.actor = draft.actor or background.actor_from(draft, about)
    draft.home = whereabouts.own_country(draft, text)
    draft.place = whereabouts.settled(draft)


def claim(draft: Draft, report: Report | None, by: tuple[str, AttributionKind], article: Article) -> Claim:
    """The claim of a filled draft; ``by`` is who it is attributed to, and what kind of source that is."""
    doer = phrases.who(draft.predicate) if draft.predicate is not None else None
    subject = [] if doer is None else phrases.whole_name(doer) if doer.pos_ == "PROPN" else [doer]
    draft.place = draft.home or draft.place
    sure, polarity = certainty.of_figure(draft, report, article.text)
    told = record.Told(
        text=telling.of_figure(draft, report, by[0], sure, article),
        attributed_to=by[0],
        attribution_kind=by[1],
        certainty=sure,
        polarity=polarity,
        as_of=draft.as_of,
        subject=draft.parsed.words(article.text, subject) if subject else None,
        predicate=draft.predicate.lemma_ if draft.predicate is not None else None,
        counted=draft.counted,
        actor=draft.actor,
        action=deeds.as_told(draft),
        place=draft.place,
        base=draft.base,
        derived_from=draft.derived_from,
    )
    quantity = draft.quantity
    # what a share comes to was not printed: an assertion of the text, and no figure that sources are compared on
    kind: ClaimKind = "statement" if draft.derived_from else "quantity"
    return record.claim(article, draft.parsed, draft.sentence, kind, quantity.start, quantity.end, told, quantity)


def _base(draft: Draft, earlier: Draft | None, text: str) -> str | None:
    """What a share is of: the words after "of", what "them" points back to, or the base of the share before it."""
    if draft.quantity.unit != "percent" and not draft.anaphoric:
        return None
    if draft.of and not draft.anaphoric:
        return draft.parsed.words(text, draft.of)
    if (amount := antecedents.of_an_amount(draft)) is not None:
        return amount.quote
    if draft.anaphoric:
        named = draft.counted is not None and draft.counted.near  # "half of them women": of those counted before
        whole = earlier.counted if named and earlier is not None else draft.counted
        return whole.words if whole else None
    if earlier is None or draft.phrase or (draft.counted is not None and draft.counted.near):
        return None
    return (
        earlier.base
        if antecedents.dimension(earlier.quantity) == "share"
        else earlier.counted.words
        if earlier.counted
        else None
    )
