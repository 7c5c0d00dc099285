"""The unit that a figure leaves out because the one before has it: "300 hectares, up from 180", "six percent; they want
nine".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.claims.draft import Draft
from pipeline.claims.measure import after_number, measures_itself
from pipeline.claims.phrases import VERBS, lexicon, noun_phrase
from pipeline.knowledge import settings
from pipeline.model import Quantity
from pipeline.tokens import Span


def unit(draft: Draft, before: Sequence[Draft]) -> Quantity:
    """The quantity of a draft, with the unit of the figure of its sentence that it is set beside, where it has none of
    its own and counts nothing; ``before`` are the earlier figures of the sentence.
    """
    quantity = draft.quantity
    if quantity.unit != "count" or quantity.low is None or not before:
        return quantity
    model, rule = before[-1].quantity, settings("claims")["elided"]
    if not measures_itself(model) or model.unit in rule["not_from"] or not model.low:
        return quantity
    signs = " ".join(o.quantity.quote.lower() for o in before if o.quantity.unit == model.unit)
    if model.unit == "percent" and not any(sign in signs for sign in rule["percent"]):
        return quantity  # "a third" measures nothing in thirds
    if model.unit == "percent" and quantity.low > rule["most_percent"]:
        return quantity  # "fell by 43 percent to 12,100"
    if not _beside(draft, before[-1]) or not _bare(draft):
        return quantity
    factor = model.norm_low / model.low if model.norm_low is not None and model.norm_unit else 1.0
    low, high = quantity.low, quantity.high
    return replace(
        quantity,
        unit=model.unit,
        norm_low=low * factor,
        norm_high=None if high is None else high * factor,
        norm_unit=model.norm_unit or model.unit,
    )


def _bare(draft: Draft) -> bool:
    """Does no noun and no "of" follow, so that the number counts nothing by itself?"""
    doc, after = draft.token.doc, after_number(draft)
    if after >= draft.sentence.end:
        return True
    following = doc[after]
    counted = noun_phrase(draft, after) and following.lower_ not in lexicon("time")
    return not counted and following.lower_ not in ("of", "%", "percent", "per") and following.text != "%"


def _beside(draft: Draft, earlier: Draft) -> bool:
    """Is the number compared with the figure before it, or wanted or offered in its place?"""
    between = draft.token.doc[earlier.token.i + 1 : draft.first]
    if len(between) > settings("claims")["elided"]["words"] or not len(between):
        return False
    if earlier.quantity.unit == "percent" and _listed(draft, between):
        return True
    last = between[len(between) - 1]
    if last.lower_ in lexicon("set against"):  # "it has 28 percent and drops from 35 seats" sets nothing beside it
        return not any(t.pos_ in VERBS and t.lemma_ != "compare" and t.i < last.i for t in between)
    return any(t.text in (";", ",") or t.lower_ in ("but", "and") for t in between) and (
        last.lemma_.lower() in lexicon("wanting")
    )


def _listed(draft: Draft, between: Span) -> bool:
    """ "the Greens took 31.2 percent, the Liberals 24.8 and Labour 13": a bare number that a name stands before, in a
    list after a share."""
    doc, after = draft.token.doc, after_number(draft)
    ends = after >= draft.sentence.end or doc[after].is_punct or doc[after].lower_ == "and"
    words = [t for t in between if t.pos_ != "DET" and t.text != ","]
    if words and words[-1].lower_ in ("at", "on", "with"):
        words = words[:-1]
    joins = between[0].text in (",", ";") or between[0].lower_ == "and"
    named = bool(words) and (words[-1].pos_ == "PROPN" or words[-1].is_title)
    share = draft.quantity.low is not None and draft.quantity.low <= 100
    return share and ends and joins and named and not any(t.pos_ in VERBS and not t.is_title for t in words)
