"""What is told of those counted, and how it is said."""

import pytest

from pipeline.claims.participles import participle
from tests.claims.test_figures import claims_of


@pytest.mark.parametrize(
    ("text", "quote", "action"),
    [
        (
            "The militia lost a lot: 900 square kilometres slipped away in a year.",
            "900 square kilometres",
            "lost (slipped)",
        ),
        ("Some 900 hectares had gone.", "900 hectares", "lost (gone)"),
        ("About 900 sq km were under its rule.", "900 sq km", "controls"),
        ("Half of the nurses who went to Chad have returned.", "Half", "returned"),
        ("There are 40 nurses who returned.", "40", "returned"),
        ("Crews hope to spray 900 hectares.", "900 hectares", "sprayed"),
        ("The group is publishing 40 letters.", "40", "published"),
        ("Damage in Leith is between $3m and $9m.", "$3m and $9m", "damaged"),
        ("Rebels freed 40 hostages in Leith.", "40", "liberated (freed)"),
        ("Divers found 12 charred bodies.", "12", "killed or died"),
        ("They found 9 regulatory bodies.", "9", None),
        ("The firm is calling back 900 chargers.", "900", "recalled"),
        ("Exports fell 12% in Ghana.", "12%", "fell"),
        ("That is close to three times the 900 of May.", "three times", "ratio"),
    ],
)
def test_what_is_told(text: str, quote: str, action: str | None) -> None:
    assert next(c.action for c in claims_of(text) if c.quote == quote) == action


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("spray", "sprayed"),
        ("carry", "carried"),
        ("stop", "stopped"),
        ("flee", "fled"),
        ("admit", "admitted"),
        ("cost", "cost"),
    ],
)
def test_participles(base: str, told: str) -> None:
    assert participle(base) == told


@pytest.mark.parametrize(
    ("text", "quote", "counted"),
    [
        ("Nine miners are missing. More than 400 people or so were hurt, and 900 are hurt in all.", "900", "people"),
        ("Nine miners are missing. More than 400 are hurt.", "400", "people"),
        ("At least 900 miners came up. Nine died.", "Nine", "miners"),
        ("The march drew 900 people, the union says; the police's number is 400.", "400", "people"),
        ("Police said turnout was 900 at its peak.", "900", "people (turnout)"),
        ("At least 4,000 people marched, ten times the 400 of the inauguration.", "400", "people"),
        ("Some 900 people marched in Lyon; organisers put Nice at 400.", "400", "people"),
        ("Forward Fife took 34% of the vote.", "34%", "votes"),
        ("Leith wants to mend its pumps as floods in Fife reached 900.", "900", "floods"),
        ("The harbour has 900 boats, three times as many as a year ago.", "three times", "multiple of boats"),
    ],
)
def test_what_is_counted(text: str, quote: str, counted: str) -> None:
    assert next(c.counted for c in claims_of(text) if c.quote == quote) == counted


def test_a_share_of_people_is_told_of_people() -> None:
    (claim,) = (c for c in claims_of("Of the nurses in Chad 900 left. Half of them are back.") if c.quote == "Half")
    assert claim.action == "returned"
