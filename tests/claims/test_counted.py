"""What a figure without a noun of its own counts, sentence by sentence."""

from __future__ import annotations

import pytest

from tests.claims.taken import claims_of

CASES = [
    ("The ship took 40 nurses aboard. Ann Lee spent only a tenth of the $4bn.", "a tenth", None, "$4bn"),
    ("The ship took 40 nurses aboard. Half of it burned.", "Half", None, None),
    ("Two of the three dams broke.", "Two", "dams", None),
    ("The order runs four of the nine care homes in Bern.", "four", "care homes", None),
    ("Exports fell 12 percent in June, after 14% the month before.", "14%", "exports", None),
    ("Ninety boys were ill. Forty pumps were lent by Oxfam, yet seven of them broke.", "seven", "pumps", "pumps"),
    ("Ninety boys were ill in 40 towns, and seven of them died.", "seven", "boys", "boys"),
    ("By noon 198 survivors had been pulled out, 23 of them children.", "23", "children", "survivors"),
    ("Police held 300 marchers, half of them women.", "half", "women", "marchers"),
    ("In all 90 bodies were found. More than 210 made it to safety.", "210", "people", None),
    ("In all 90 bodies were found. The ship had 387 on board.", "387", "people", None),
    ("In all 90 bodies were found. Of 61 nothing is known.", "61", "people", None),
    (
        "Ninety boys were ill. New laws aim at the suspects, yet charges were brought against a third of them.",
        "a third",
        "suspects",
        "suspects",
    ),
    ("The storm left 900 men, women and children without a roof.", "900", "men, women and children", None),
    ("Some 400 homes, shops, and offices burned.", "400", "homes, shops, and offices", None),
    ("The blast killed 12 people, firefighters and police said.", "12", "people", None),
    ("Police arrested 31 miners, teachers and drivers went on strike.", "31", "miners", None),
    ("About 40 so-called volunteers were sent home.", "40", "so-called volunteers", None),
    ("Some 40 “moderate” deputies left the hall.", "40", "moderate deputies", None),
    ("The party has almost lost all of its seats in the south.", "almost lost all", "seats", "its seats"),
    ("We know that the land was equally divided between two clans.", "equally divided", "land", None),
]


@pytest.mark.parametrize(("text", "quote", "counted", "base"), CASES)
def test_counted(text: str, quote: str, counted: str, base: str | None) -> None:
    claim = next(c for c in claims_of(text) if c.quote == quote and c.derived_from is None)
    assert (claim.counted, claim.base) == (counted, base)


def test_in_a_long_article_a_bare_figure_counts_nothing_of_another_paragraph() -> None:
    bare = "The tariff took effect in the spring.\n\nIt brought in 21,600."
    story = "She was in the band for years and wrote its songs. " * 45
    told = "Some 90 barns burned down. "
    by_length = [
        next(c.counted for c in claims_of(text) if c.quote == "21,600")
        for text in (told + bare, f"{told}{story}\n\n{bare}")
    ]
    assert by_length == ["barns", None]
