"""Which earlier figure a figure leans on: "50 died", "half of them", "the other 24"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import lexicons
from pipeline.claims import action_classes, measure
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon
from pipeline.knowledge import settings
from pipeline.model import Quantity


def gapped(draft: Draft, earlier: Draft) -> bool:
    """ "One party won 29 seats and the other 24": the second figure stands under the first one's verb."""
    verb = earlier.predicate
    return verb is not None and draft.predicate == verb and draft.sentence.start == earlier.sentence.start


def leans(draft: Draft) -> bool:
    """Does it leave out its noun, so that it speaks of those counted before: "50 died", "half of them"?"""
    return draft.anaphoric or draft.noun is None


def human(draft: Draft) -> bool:
    """Does its verb tell what people do or what befalls them?"""
    return draft.action is not None and (action_classes.befell(draft.action) or done_by_people(draft.action))


def antecedent(draft: Draft, before: Sequence[Draft], carried: Sequence[Draft]) -> Draft | None:
    """The nearest figure before this one that measures the same way; a multiple ("twice") lends nothing.

    "half of them" and "half returned" are shares of the people counted last; "40 pumps were lent, yet seven of them
    broke" of the pumps.
    """
    earlier = [o for o in (*reversed(before), *reversed(carried)) if o.counted is not None and not _only_its(o, draft)]
    counts = [o for o in earlier if dimension(o.quantity) == "count"]
    share = dimension(draft.quantity) == "share"
    if of_an_amount(draft) is not None:
        return None
    if share and draft.of and draft.of[-1].lower_ == "it":
        return next((o for o in earlier if _is_amount(o.quantity)), None)
    if draft.anaphoric and not human(draft):
        here = [o for o in counts if o.parsed is draft.parsed and o.sentence.start == draft.sentence.start]
        counts = here or counts
    if draft.anaphoric or (share and draft.noun is None and human(draft)):
        return next((o for o in counts if action_classes.is_people(o.counted)), counts[0] if counts else None)
    alike = [o for o in earlier if dimension(o.quantity) == dimension(draft.quantity)]
    return next(iter(alike or (counts if share else [])), None)


def of_an_amount(draft: Draft) -> Quantity | None:
    """ "a tenth of the $4bn": the sum behind it that it is a share of, and of no figure that was told before."""
    i, last = measure.after_number(draft), draft.sentence.end
    if draft.quantity.unit != "percent" or i >= last or draft.token.doc[i].lower_ != "of":
        return None
    behind = (draft.parsed.quantities[n] for n in range(i + 1, min(i + 4, last)) if n in draft.parsed.quantities)
    return next((quantity for quantity in behind if _is_amount(quantity)), None)


def _is_amount(quantity: Quantity) -> bool:
    return dimension(quantity) not in ("count", "share", "multiplier")


def _only_its(earlier: Draft, draft: Draft) -> bool:
    """ "The site employs 900; the other made five million": what a figure counts by its verb alone is not what another
    verb's figure counts."""
    by_verb = earlier.counted is not None and earlier.counted.words == earlier.quantity.quote
    by_verb = by_verb and earlier.quantity.unit == "count"
    done = action_classes.class_name(draft.action)
    return by_verb and done not in (None, action_classes.class_name(earlier.action))


def told_of_remains(draft: Draft, earlier: Draft) -> bool:
    """ "90 bodies were found. The ship had 387 on board": who is counted elsewhere than the dead bodies, or has done
    something else, is no body."""
    if earlier.noun is None or earlier.noun.lemma_.lower() not in lexicon("remains"):
        return False
    same = earlier.parsed is draft.parsed and earlier.sentence.start == draft.sentence.start
    return not same and action_classes.class_name(draft.action) != "kill"


def exceeds(draft: Draft, earlier: Draft) -> bool:
    """ "10 firemen are missing. More than 4,000 are hurt": more than those of one kind in a sentence before cannot be
    of them, when something else is told of them."""
    more, fewer = draft.quantity.low, earlier.quantity.high or earlier.quantity.low
    kind = lexicons.counted_class(earlier.counted.name) if earlier.counted is not None else None
    if more is None or fewer is None or more <= fewer or kind in (None, "person"):
        return False
    if earlier.sentence.start == draft.sentence.start and earlier.parsed is draft.parsed:
        return False
    return action_classes.class_name(draft.action) != action_classes.class_name(earlier.action)


def dimension(quantity: Quantity) -> str:
    """What kind of measure a quantity is: share, multiplier, a unit of its own, or a count."""
    if quantity.unit in ("percent", "percentage_points"):
        return "share"
    if quantity.unit == "multiplier":
        return "multiplier"
    return quantity.norm_unit or quantity.unit if measure.measures_itself(quantity) else "count"


def same_kind(draft: Draft, other: Draft) -> bool:
    """Do both count the same class of thing?"""
    return (
        draft.counted is not None
        and other.counted is not None
        and dimension(draft.quantity) == dimension(other.quantity)
        and lexicons.counted_class(draft.counted.name) == lexicons.counted_class(other.counted.name)
    )


def done_by_people(action: Facet) -> bool:
    """Is the action of a class that only people do (``done_by_people`` of ``claims.toml``)?"""
    found = action_classes.known(action)
    return found is not None and found.group in settings("claims")["done_by_people"]
