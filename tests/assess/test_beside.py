"""Parts beside their wholes, shares beside their counts, shares of a country: what cannot be, and what can."""

from __future__ import annotations

import pytest

from tests.assess.topics import findings

FLAGGED = (
    ("more_than_were_there", "The maker axed 11,500 jobs in Leeds, where just under 1,300 people work."),
    (
        "more_than_were_there",
        "A ferry with 212 people aboard capsized off Oban. At least 340 passengers died, police said.",
    ),
    ("more_than_were_there", "The fire has driven 40,000 people from their homes in Smithers, a town of 5,400 people."),
    ("more_than_were_there", "Around 54,000 people were evacuated from Hinton, which has 5,400 residents."),
    ("more_than_were_there", "Of the 1.7 million registered voters in Slovenia, 2.3 million voted."),
    ("part_exceeds_its_of", "At least 240 of the ferry's 212 passengers were injured."),
    ("part_exceeds_its_of", "Some 1,900 of 1,300 workers at the plant in Leeds went on strike."),
    (
        "rate_of_own_counts",
        "Of 1.7 million registered voters in Slovenia, about 1.07 million voted, a turnout of 36 percent.",
    ),
    (
        "rate_of_own_counts",
        "Bolivia has counted 2,310 confirmed cases and 31 deaths. That gives a case fatality rate of 13 per cent.",
    ),
    ("share_of_its_own", "Some 45 of the 60 schools in Leeds, or 25 percent, were closed."),
    ("more_than_live_there", "Up to 9.5 million people marched in Oslo, organisers said."),
)
SOUND = (
    "A ferry with 212 people aboard capsized off Oban. At least 140 passengers died, police said.",
    "A ferry with 212 people aboard capsized off Oban. The worst disaster in these waters killed 1,500 people in 1987.",
    "At least 19 people died near Oban on Sunday. The coach had 45 passengers and two crew on board.",
    "The maker axed 11,500 jobs across Europe; its plant in Leeds employs 1,300.",
    "The company cut 300 of its 1,300 jobs in Leeds.",
    "Some 200 of the 300 pupils stayed away.",
    "The club has 40 members of 15 nations.",
    "In all 400 people were hurt, 30 of them badly, in Arles, a city of 50,000 people.",
    "The storm killed 900 people in Haiti and flattened Jeremie, a town of 800 people.",
    "Of 1.7 million registered voters in Slovenia, about 1.07 million voted, a turnout of 63 percent.",
    "Some 45 of the 60 schools in Leeds, or 75 percent, were closed.",
    "Of the 60 schools 45 closed, and 25 percent of teachers stayed at home.",
    "Bolivia has counted 2,310 confirmed cases and 31 deaths. That gives a case fatality rate of 1.3 per cent.",
    "About 400,000 people marched in Oslo, organisers said.",
    "Norway has 5.3 million people, and 9 million tourists visited Norway last year.",
    "Some 200,000 pilgrims came to the Vatican on Sunday.",
    "Qatar, a country of 300,000 citizens, has 2.8 million residents.",
    "In Tonga 106,000 people live.",
    "The road is 12 km long and 12 square km of forest were cut.",
    "The farm covers 500 hectares (5 square kilometres), and the fire burned 1,200 acres, or 486 hectares.",
    "Kenya recorded 310 deaths per million people in 2019, and 2,100 deaths on its roads in a month.",
    "A third of the hospitals in Mali were damaged.",
)


@pytest.mark.parametrize(("check", "text"), FLAGGED)
def test_what_cannot_be(check: str, text: str) -> None:
    found = [f for f in findings(text) if f.severity == "implausible"]
    assert check in {f.check for f in found}
    assert all(any(c.isdigit() for c in f.reason) and f.reason.endswith(".") for f in found)


@pytest.mark.parametrize("text", SOUND)
def test_what_can_be(text: str) -> None:
    assert [f.reason for f in findings(text) if f.severity == "implausible"] == []


MEASURED = "Satellites show that 75,000 km2 of Pakistan were flooded."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of Pakistan was flooded, the minister said.", True),
        ("A tenth of Pakistan was flooded, the minister said.", False),
        ("In Pakistan the water flooded fields, less than a third of the average for ten years.", False),
    ],
)
def test_a_share_of_a_country_beside_its_measured_area(text: str, expected: bool) -> None:
    assert any(f.check == "share_of_area" for f in findings(MEASURED, text)) is expected


COACH = "A coach with 55 people aboard plunged into a ravine near Puno in Peru on Sunday, the transport office said."


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("At least 71 people were injured near Puno in Peru when the coach fell into a ravine on Sunday.", True),
        ("At least 31 people were injured near Puno in Peru when the coach fell into a ravine on Sunday.", False),
        ("At least 71 people were injured near Cusco in Peru when lorries crashed on a bridge on Sunday.", False),
    ],
)
def test_more_hurt_than_another_outlet_puts_aboard(other: str, found: bool) -> None:
    reasons = [f.reason for f in findings(COACH, other) if f.check == "more_than_were_there"]
    assert [r.startswith("At least 71") for r in reasons] == [True] * found
