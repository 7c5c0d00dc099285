"""What an amount of a unit measures where no noun says so: "4 metres high" is a height, "$160 a tonne" a price.

The words of each dimension are ``data/lexicons/dimensions.csv``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.claims import units
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import after_number
from pipeline.knowledge import table, words
from pipeline.money import is_money


class _Dimension(NamedTuple):
    name: str
    words: tuple[str, ...]


def name(draft: Draft, noun: str = "") -> str:
    """What is measured of ``noun``: "height of waves", where the words right after the amount tell the dimension; of no
    noun what such a unit measures, "" where it measures many things."""
    known = _dimensions().get(_kinds().get(draft.quantity.unit, ""), ())
    doc, i = draft.token.doc, after_number(draft)
    following = " ".join([*(t.lower_ for t in doc[i : min(i + 3, draft.sentence.end)]), ""])
    told = next((d.name for d in known if any(following.startswith(f"{word} ") for word in d.words)), None)
    if told is not None:
        return f"{told} of {noun}" if noun else told
    return noun or next((d.name for d in known if not d.words), "")


def price(draft: Draft, said: Facet | None) -> str | None:
    """ "They offer $160 a tonne": so much money for a weight or a volume is its price, unless a noun of the sentence
    says what else it is."""
    money, _, per = draft.quantity.unit.partition("/")
    if not is_money(money) or _kinds().get(per) not in _priced():
        return None
    by_verb = draft.predicate is not None and said is not None and said.words == draft.predicate.text
    if said is not None and not by_verb and said.name.lower() not in ("price", "prices"):
        return None
    return f"price per {units.label(per).partition(' (')[0].removesuffix('s')} in {units.label(money)}"


@cache
def _kinds() -> dict[str, str]:
    """Unit → its kind, from ``data/lexicons/units.csv``."""
    return {row["unit"]: row["kind"] for row in table("lexicons/units", "unit", "kind")}


@cache
def _dimensions() -> dict[str, tuple[_Dimension, ...]]:
    """Kind of unit → its dimensions."""
    out: dict[str, tuple[_Dimension, ...]] = {}
    for row in table("lexicons/dimensions", "kind", "name", "words"):
        found = _Dimension(row["name"], tuple(words(row["words"])))
        out[row["kind"]] = (*out.get(row["kind"], ()), found)
    return out


@cache
def _priced() -> frozenset[str]:
    return frozenset(row["kind"] for row in table("lexicons/dimensions", "kind", "price") if row["price"])
