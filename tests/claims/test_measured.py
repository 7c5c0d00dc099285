"""What an amount of a unit or of money measures, where no noun or the wrong one says it."""

from __future__ import annotations

import pytest

from tests.claims.taken import claims_of

SLICK = "Oil came ashore near Leith. The oil is thick. Crews skim the oil. "
WELLS = "Water is short in Leith. Trucks bring water. The water is clean. "


@pytest.mark.parametrize(
    ("text", "quote", "counted"),
    [
        # the words after the amount tell the dimension
        ("Waves were four metres high at the pier.", "four metres", "height in metres (m)"),
        ("The wreck lies 140 metres down.", "140 metres", "depth of wreck in metres (m)"),
        ("The ship lies 20 km offshore.", "20 km", "distance of ship in kilometres (km)"),
        ("Divers found a gash 3.4 metres long in the hull.", "3.4 metres", "length of gash in metres (m)"),
        # else what such a unit measures, where it measures one thing
        ("The blaze spread to 900 hectares near Leith.", "900 hectares", "area in hectares (ha)"),
        ("The milk is kept at 8 degrees.", "8 degrees", "temperature in degrees (deg)"),
        ("It has spread over 60 km.", "60 km", "length or distance in kilometres (km)"),
        ("They sprayed 900 hectares of wheat.", "900 hectares", "wheat in hectares (ha)"),
        # money for a weight or a volume is a price
        ("Buyers offer $160 a tonne.", "$160 a tonne", "price per tonne in u.s. dollars (USD)"),
        ("Rents rose to $160 a month.", "$160 a month", "rents in u.s. dollars (USD) per month"),
        ("Shares fell by 14% to €3.10.", "€3.10", "share price in euros (EUR)"),
        # money is of no time, and not of those who get it
        ("The yard lost €900 million in the first half.", "€900 million", "loss in euros (EUR)"),
        ("The shop gave each family $900.", "$900", "grant in u.s. dollars (USD)"),
        ("The state spends $9 a day on food.", "$9", "spending in u.s. dollars (USD)"),
        ("The charity needs $4 million for tents.", "$4 million", "funds needed in u.s. dollars (USD)"),
        # a bare volume is of the article's liquid, a bare weight is not
        (SLICK + "About 900 barrels ran into the sea.", "900 barrels", "oil in barrels (bbl)"),
        (WELLS + "Each family gets nine litres.", "nine litres", "water in litres (L)"),
        (WELLS + "The firm sold 900 tonnes.", "900 tonnes", "tonnes (t)"),
        # "put the number of jobs at risk at"
        ("The union put the number of jobs at risk at 2,000.", "2,000", "jobs"),
    ],
)
def test_what_is_measured(text: str, quote: str, counted: str) -> None:
    assert next(c.counted for c in claims_of(text) if c.quote == quote) == counted


def test_the_same_in_another_unit() -> None:
    """ "4,300 barrels, or 684,000 litres": the stuff is the same, the unit is its own."""
    found = claims_of(SLICK + "Some 4,300 barrels, or 684,000 litres, ran into the sea.")
    assert [c.counted for c in found if c.kind == "quantity"] == ["oil in barrels (bbl)", "oil in litres (L)"]


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("Floods hit Peru. Tractors make up 70 percent of sales.", "70 percent", "tractors"),
        ("Floods hit Peru. Silos can take 900 tonnes.", "900 tonnes", "silos"),
        ("Floods hit Peru. Prices rose 13 percent.", "13 percent", "prices"),
        ("Floods hit Peru. Flour shipments came to 900 tonnes.", "900 tonnes", "Peru"),
        ("Floods hit Peru. A demand for $5 million had arrived.", "$5 million", "Peru"),
    ],
)
def test_what_the_clause_is_about_goes_before_the_place_of_the_article(text: str, quote: str, actor: str) -> None:
    assert next(c.actor for c in claims_of(text) if c.quote == quote) == actor


def test_a_cost_that_is_read_as_a_noun() -> None:
    assert next(c.action for c in claims_of("A dose costs $1.50 in Peru.") if c.quote == "$1.50") == "cost"
