"""A share of a count that the article gives names that count, and shows how it works out; unsure, it does not."""

import pytest

from pipeline import clusters
from tests.claims.taken import claims_of, everything

# text → figure, its whole, what it comes to, the sum that is shown
DERIVED = [
    ("Around 760 people left Wales, and half of them returned.", "half", "760", 380, "50% of 760 is 380"),
    ("Around 760 people left Wales. A quarter of them returned.", "A quarter", "760", 190, "25% of 760 is 190"),
    ("One in five of the 30,000 rebels fled.", "One in five", "30,000", 6000, "20% of 30,000 is 6,000"),
    ("Police held 60 marchers and another 20 marchers.", "20", "60", 80, "60 and another 20 make 80"),
    ("Police held 60 marchers. Another 20 marchers were held at dawn.", "20", "60", 80, "60 and another 20 make 80"),
    ("Some 45 patients fell ill. A third of them died.", "A third", "45", 15, "33.3% of 45 is 15"),
    (
        "Police held 60 marchers. Just 20 of them were charged; the rest went home.",
        "the rest",
        "60",
        40,
        "60 without 20",
    ),
    (
        "The firm cut 900 jobs. Of these, 650 of them are here; the others are abroad.",
        "the others",
        "900",
        250,
        "900 wi",
    ),
]


@pytest.mark.parametrize(("text", "share", "whole", "amount", "sum_shown"), DERIVED)
def test_derived(text, share, whole, amount, sum_shown):
    found = everything(text)
    printed = {c.quote: c for c in found if c.kind == "quantity"}
    (derived,) = (c for c in found if c.derived_from is not None)
    assert (derived.quote, derived.low, derived.high, derived.unit) == (share, amount, amount, "count")
    assert derived.derived_from == printed[whole].claim_id
    assert sum_shown in derived.text
    assert share not in printed or printed[share].claim_id != derived.claim_id
    assert all(sum_shown not in c.text for c in printed.values())  # the printed figure says what is printed


@pytest.mark.parametrize(
    "text",
    [
        "Half of them returned.",  # nobody was counted
        "Some 760 people left Wales and 95 people left Kent; half of them returned.",  # of which of the two?
        "Around 760 people left Wales. Rain fell on the coast and the roads. Half of them returned.",  # too far back
        "More than 760 people left Wales, and half of them returned.",  # of at least 760
        "Most of the 760 people returned.",  # no exact share
        "Unemployment rose by half after 760 people left.",
        "Police held 60 marchers; the rest of the town was quiet.",  # no rest of the 60
        "Police held 60 marchers and 20 dogs; the rest went home.",  # the dogs are no part of the 60
        "Police held 60 marchers, and the rest went home.",  # of how many?
        "Police held 60 marchers and warned another 20 marchers.",  # 80 of what?
        "The city has planted 250 trees and wants to plant another 500 trees.",  # 750 that stand?
        "The club has 990 riders. Some 110 of them slept in the hall, one in nine of them.",  # has the sum
        "Some 540 residents are under orders and a further 230 have been told to be ready.",
    ],
)
def test_unsure_derives_nothing(text):
    assert [c.derived_from for c in everything(text) if c.derived_from] == []


def test_a_share_that_nothing_can_be_derived_from_says_so():
    assert "of how many is not sure" in claims_of("Half of them returned.")[0].text


def test_a_derived_count_is_compared_with_nothing():
    found = everything("Around 760 people left Wales, and half of them returned.")
    matched = clusters.match(found, {})
    assert [c.cluster_id for c in matched.claims if c.derived_from] == [None]
    assert all(c.cluster_id for c in matched.claims if c.kind == "quantity")
