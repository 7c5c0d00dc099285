"""Repeaters that change what their source said, and numbers that wander to other people."""

from __future__ import annotations

import pytest

from tests.assess.test_checks import flagged, run
from tests.factory import claim

HOMES = {"counted": "homes", "action": "destroyed", "place": "Peru"}
SICK = {"counted": "patients", "action": "infected", "place": "Peru"}


def cited(outlet, figure, **facets):
    return claim(outlet, figure, said_by="Ardan Institute", **(HOMES | facets))


@pytest.mark.parametrize(
    ("figure", "bound", "expected"),
    [
        (1_480, None, True),  # another figure, near it
        (1_327, None, False),  # the source's own
        (1_300, "about", False),  # rounded
        (13, None, False),  # too far off to be the same quantity
    ],
)
def test_a_repeater_that_alters_the_figure(figure, bound, expected):
    odd = cited("odd", figure, bound=bound)
    _, findings = run(cited("a", 1_327), cited("b", 1_327), cited("c", 1_327), odd)
    assert (flagged(findings, "altered_by_repeater") == [odd.claim_id]) is expected
    assert len(flagged(findings, "altered_by_repeater")) <= 1


def test_a_repeater_that_turns_the_bound_round():
    odd = claim("odd", (1_327, None), said_by="Ardan Institute", bound="at_least", **HOMES)
    same = [claim(n, (None, 1_327), said_by="Ardan Institute", bound="up_to", **HOMES) for n in ("a", "b")]
    _, findings = run(*same, odd)
    found = [f for f in findings if f.check == "altered_by_repeater"]
    assert [f.claim_id for f in found] == [odd.claim_id]
    assert "bound" in found[0].reason
    assert set(found[0].evidence) == {odd.claim_id, *(c.claim_id for c in same)}


def test_other_sources_may_have_other_figures():
    other = claim("odd", 1_480, said_by="Belmor Institute", **HOMES)
    _, findings = run(cited("a", 1_327), cited("b", 1_327), other)
    assert flagged(findings, "altered_by_repeater") == []


def test_the_number_of_others():
    dead = SICK | {"action": "killed"}
    sick = [claim(n, 4_327, said_by=f"{n} Institute", **SICK) for n in ("Ardan", "Belmor")]
    right = claim("right", 215, **dead)
    odd = claim("odd", 4_327, **dead)
    _, findings = run(*sick, right, odd)
    assert flagged(findings, "number_of_others") == [odd.claim_id]
    _, findings = run(*sick, right)
    assert flagged(findings, "number_of_others") == []
