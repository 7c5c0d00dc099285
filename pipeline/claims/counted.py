"""What a figure counts or measures: by the words beside it, by what its clause tells, else as the figure before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import lexicons
from pipeline.claims import action_classes, actions, antecedents, counting, dimensions, facets, units, whose
from pipeline.claims.draft import Draft, Facet
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.model import Quantity


def of_figure(
    draft: Draft, earlier: Draft | None, before: Sequence[Draft], entities: Sequence[Entity], text: str
) -> Facet | None:
    """What is counted, or measured in its unit ("height of waves in metres (m)"); None where nothing tells.

    ``earlier`` is the figure that this one leans on, ``before`` are those of its sentence.
    """
    dimension = antecedents.dimension(draft.quantity)
    if draft.phrase and draft.noun is not None:
        named = {i for e in entities for i in range(e.start, e.end)}
        name = actions.thing_done(draft) or counting.canonical(draft, named)
        if dimension == "multiplier":
            name = f"multiple of {name}"
        name = _measured(name, draft.quantity) if dimension not in ("share", "count", "multiplier") else name
        inside = {t.i for t in draft.phrase}
        nation = next((e.country for e in entities if e.kind == "nationality" and e.start in inside), None)
        return Facet(name, draft.parsed.words(text, draft.phrase), country=nation)
    said = counting.among(draft, text) if draft.anaphoric else counting.told(draft, text, earlier is None)
    if dimension == "multiplier":
        return _multiple(draft, said, before)
    if dimension not in ("share", "count"):
        if said is None and (stuff := _stuff_before(earlier)):
            return Facet(_measured(stuff.name.partition(" in ")[0], draft.quantity), stuff.words, False)
        if (price := dimensions.price(draft, said)) is not None:
            return Facet(price, draft.quantity.quote)
        if said is None:
            return Facet(_measured(dimensions.name(draft), draft.quantity), draft.quantity.quote)
        return Facet(_measured(dimensions.name(draft, said.name), draft.quantity), said.words)
    if said is not None:
        return said
    human = draft.action is not None and (
        action_classes.befell(draft.action) or antecedents.done_by_people(draft.action)
    )
    if draft.action is not None and actions.called(draft) is not None and dimension == "share":
        of = settings("claims")["share_of"].get(action_classes.class_name(draft.action) or "")
        return Facet(of, draft.action.words, False) if of else None
    if earlier is not None and earlier.counted is not None and antecedents.gapped(draft, earlier):
        return facets.far(earlier.counted)
    if (
        earlier is not None
        and earlier.counted is not None
        and (not human or dimension == "share" or action_classes.is_people(earlier.counted))
    ):
        if draft.label is not None and earlier.label is None and earlier.counted.country:
            return Facet("people", earlier.counted.words, False)  # Britons are not counted under "Turkey"
        if action_classes.is_strong(draft.action) and whose.is_measure(earlier) and _does_otherwise(draft, earlier):
            return None
        if antecedents.told_of_remains(draft, earlier) or (human and antecedents.exceeds(draft, earlier)):
            return Facet("people", draft.action.words if draft.action else "", False)
        return facets.far(earlier.counted)
    return Facet("people", draft.action.words, False) if human and draft.action else None


def _multiple(draft: Draft, said: Facet | None, before: Sequence[Draft]) -> Facet | None:
    """ "three times as many", "twice what it fetched": so many times what its noun, or the figure before it in its
    sentence, counts."""
    model = said or next((o.counted for o in reversed(before) if o.counted is not None), None)
    return Facet(f"multiple of {model.name}", model.words, model.near) if model is not None else None


def _does_otherwise(draft: Draft, earlier: Draft) -> bool:
    """Is what it tells another action than that of the figure before: "turnout was 63%; the party won 34%"?"""
    return action_classes.class_name(draft.action) != action_classes.class_name(earlier.action)


def _stuff_before(earlier: Draft | None) -> Facet | None:
    """ "60 tonnes of cement, up from 51 tonnes": the same is weighed until something else is named."""
    if earlier is None or earlier.counted is None or not settings("claims")["of_stuff"]:
        return None
    unit = earlier.quantity.norm_unit or earlier.quantity.unit
    bare = earlier.counted.name == units.label(earlier.quantity.unit)
    return earlier.counted if unit in settings("claims")["of_stuff"] and not bare else None


def in_decimals(draft: Draft, counted: Facet | None) -> Facet | None:
    """ "A shock of 7.7": no number of shocks."""
    low, kind = draft.quantity.low, lexicons.counted_class(counted.name) if counted is not None else None
    measured: str | None = settings("claims")["in_decimals"].get(kind or "")
    if counted is None or measured is None or antecedents.dimension(draft.quantity) != "count" or low is None:
        return counted
    return counted if low.is_integer() else replace(counted, name=measured)


def _measured(name: str, quantity: Quantity) -> str:
    """ "damage" measured in money is "damage in US dollars": what is measured and in what."""
    unit = units.label(quantity.unit)
    return name or unit if not name or not unit or unit in name else f"{name} in {unit}"
