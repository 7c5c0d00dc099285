"""Lists that miss their total, shares that the article's total refutes, digits in another unit or scale."""

from __future__ import annotations

import pytest

from tests.assess.topics import findings, implausible

FLAGGED = (
    (
        "parts_of_a_list",
        "Leeds plans cuts of £30.5m: £12m from roads, £9.5m from libraries and £4.1m from parks.",
    ),
    ("parts_of_a_list", "The flood killed 55 people in Arles (21 men, 14 women and 10 children)."),
    (
        "share_of_a_total",
        "The Oslo clinic employs 4,400 people. About 3,300 nurses, or 52% of the staff, have walked out.",
    ),
    (
        "share_of_a_total",
        "Some 900 people, or 40 percent of the population, fled Bira. The village of 1,200 lies by a river.",
    ),
)
SOUND = (
    "Leeds plans cuts of £25.6m: £12m from roads, £9.5m from libraries and £4.1m from parks.",
    "Leeds plans cuts of £30.5m: £12m from roads, £9.5m from libraries, the rest from parks.",
    "Leeds plans cuts of £30.5m: £12m this year, up from £9.5m, and £4.1m of it from parks.",
    "The flood killed 55 people in Arles (31 men, 14 women and 10 children).",
    "The flood killed 55 people in Arles: 21 men and 14 women drowned and others were crushed.",
    "The flood killed 55 people in Arles (2,000 homes and 14 bridges went with them).",
    "The Oslo clinic employs 4,400 people. About 3,300 nurses, or 75% of the staff, have walked out.",
    "The Oslo clinic employs 4,400 people. Its rival says 3,300 patients, or 52% of the town, stayed away.",
    "The party won 31 of the 60 seats: 20 in the city and 11 outside.",
    "The brewer will dismiss 400 people, which the union disputes: it arrives at 900, because 60 drivers are left out.",
)


@pytest.mark.parametrize(("check", "text"), FLAGGED)
def test_what_cannot_be(check: str, text: str) -> None:
    (reason,) = implausible(check, text)
    assert any(c.isdigit() for c in reason)
    assert reason.endswith(".")


@pytest.mark.parametrize("text", SOUND)
def test_what_can_be(text: str) -> None:
    assert [f.reason for f in findings(text) if f.check in ("parts_of_a_list", "share_of_a_total")] == []


FIRE = "Wildfires have burned 70,000 {} of forest in Chile since Monday, the forest agency said."
FINE = "The court in Oslo fined the bank €1.8 {} on Friday for laundering money."


def test_one_unit_for_another() -> None:
    found = [f for f in findings(FIRE.format("hectares"), FIRE.format("square kilometres")) if f.check == "other_unit"]
    assert {f.severity for f in found} == {"suspicious"}
    assert len(found) == 2
    found = [
        f
        for f in findings(*(FIRE.format(unit) for unit in ("hectares", "ha", "square kilometres")))
        if f.check == "other_unit"
    ]
    assert [f.severity for f in found] == ["implausible"]
    assert found[0].reason.startswith("70,000 square kilometres")


def test_a_slip_of_million_and_billion_between_two_outlets() -> None:
    found = [f for f in findings(FINE.format("million"), FINE.format("billion")) if f.check == "other_scale"]
    assert {f.severity for f in found} == {"suspicious"}
    assert all("1,000 times apart" in f.reason for f in found)
    assert findings(FINE.format("million"), FINE.format("million")) == []
