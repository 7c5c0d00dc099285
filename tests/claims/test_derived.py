"""A share of a count that the article gives names that count, and shows how it works out; unsure, it does not."""

import pytest

from tests.claims.test_figures import claims_of

DERIVED = [
    ("Around 760 people left Wales, and half of them returned.", "half", "760", "50% of 760 is 380"),
    ("Around 760 people left Wales. A quarter of them returned.", "A quarter", "760", "25% of 760 is 190"),
    ("One in five of the 30,000 rebels fled.", "One in five", "30,000", "20% of 30,000 is 6,000"),
    ("Police held 60 marchers and another 20 marchers.", "20", "60", "60 and another 20 make 80"),
]


@pytest.mark.parametrize(("text", "share", "whole", "sum_shown"), DERIVED)
def test_derived(text, share, whole, sum_shown):
    found = {c.quote: c for c in claims_of(text)}
    assert found[share].derived_from == found[whole].claim_id
    assert sum_shown in found[share].text


@pytest.mark.parametrize(
    "text",
    [
        "Half of them returned.",  # nobody was counted
        "Some 760 people left Wales and 95 people left Kent; half of them returned.",  # of which of the two?
        "Around 760 people left Wales. Rain fell on the coast and the roads. Half of them returned.",  # too far back
        "More than 760 people left Wales, and half of them returned.",  # of at least 760
        "Most of the 760 people returned.",  # no exact share
        "Unemployment rose by half after 760 people left.",
    ],
)
def test_unsure_derives_nothing(text):
    assert [c.derived_from for c in claims_of(text) if c.derived_from] == []
