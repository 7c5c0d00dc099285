"""Which percentages are shares of a whole, that cannot pass 100, and which can."""

from __future__ import annotations

import pytest

from tests.assess.topics import implausible

FLAGGED = (
    "The commission said that turnout in Norway had been 163.2 per cent.",
    "The blaze near Arles was 115 per cent contained by Sunday morning.",
    "Turnout rose to 140 percent in the second round in Ghana.",
    "Vaccination coverage in Bolivia stands at 118 percent.",
    "About 130 percent of adults in Chad can read.",
    "Her approval rating climbed to 104 percent in Peru.",
    "Literacy in Nepal had reached 170 percent, the minister said.",
    "Some 110 percent of the houses in the district were destroyed.",
    "The port wants to scan all boxes from Chile; at present it manages 150 percent of them.",
)
SOUND = (
    "The rent was 130 percent of the average in Leeds.",
    "The prison at Leeds is at 140 percent of capacity.",
    "Inflation in Turkey reached 120 percent.",
    "Public debt is 135 percent of GDP in Italy.",
    "Turnout was up 120 percent on the last poll in Ghana.",
    "Unemployment rose 140 percent in a year in Spain.",
    "Sales of cars rose to 130 percent of those of last year in Wales.",
    "The fund has paid out 120 percent of its target in Kenya.",
    "The drink contained 120 percent of the daily dose.",
    "Jails hold 160 percent of the prisoners that they were built for.",
    "Media coverage of the trial rose by 300 percent.",
    "Applications were at 250 percent, and turnout was 60 percent.",
    "Turnout in Norway was 78 percent.",
)


@pytest.mark.parametrize("text", FLAGGED)
def test_a_share_beyond_the_whole(text: str) -> None:
    assert len(implausible("share_out_of_range", text)) == 1


@pytest.mark.parametrize("text", SOUND)
def test_what_may_pass_a_hundred(text: str) -> None:
    assert implausible("share_out_of_range", text) == []
