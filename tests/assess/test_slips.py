"""Slips of the zeros, shares beyond a hundred, rates and crowds that the article's own figures or a country refute."""

from __future__ import annotations

import pytest

from tests.assess.test_checks import flagged, run
from tests.factory import claim

JOBS = {"counted": "jobs", "action": "cut", "place": "Peru"}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [(13_400, True), (134, True), (1_340_000, True), (1_340, False), (2_680, False), (13_700, False)],
)
def test_the_very_digits_with_other_zeros(figure, expected):
    peers = [claim(n, 1_340, said_by="Ardan Institute", **JOBS) for n in ("a", "b", "c")]
    odd = claim("odd", figure, **JOBS)
    _, findings = run(*peers, odd)
    assert (odd.claim_id in flagged(findings, "power_of_ten")) is expected
    assert set(flagged(findings, "power_of_ten")) <= {odd.claim_id}


@pytest.mark.parametrize(
    ("counted", "figure", "expected"),
    [("seats", 240, True), ("polling stations", 240, False), ("polling stations", 2_430, True)],
)
def test_two_digits_are_a_slip_of_the_same_thing_only(counted, figure, expected):
    peers = [claim(n, figure / 10, counted="seats", place="Peru") for n in ("a", "b", "c")]
    odd = claim("odd", figure, counted=counted, place="Peru")
    _, findings = run(*peers, odd)
    slips = {*flagged(findings, "power_of_ten"), *flagged(findings, "order_of_magnitude")}
    assert (odd.claim_id in slips) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Turnout in Peru was 143 percent.", True),
        ("By noon the blaze was 143 percent contained.", True),
        ("Turnout in Peru was 43 percent.", False),
        ("Prices rose by 143 percent within a year.", False),
        ("Vaccination coverage grew by 143 percent.", False),
        ("Demand reached 143 percent of the target.", False),
    ],
)
def test_what_is_always_a_share(sentence, expected):
    figure = 43 if "was 43 " in sentence else 143
    c = claim("a", figure, unit="percent", counted="share", sentence=sentence, quote=f"{figure} percent")
    _, findings = run(c)
    assert bool(flagged(findings, "share_out_of_range")) is expected


@pytest.mark.parametrize(("rate", "expected"), [(14.0, True), (1.4, False), (2, False)])
def test_a_rate_of_the_articles_own_counts(rate, expected):
    place = "Peru"
    cases = claim("a", 3_000, counted="cases", action="infected", place=place)
    dead = claim("a", 42, counted="people", action="killed", place=place, at=1)
    said = claim(
        "a", rate, unit="percent", counted="rate", at=2, quote=f"{rate:g} percent",
        sentence=f"That makes a fatality rate of {rate:g} percent.",
    )  # fmt: skip
    _, findings = run(cases, dead, said)
    assert bool(flagged(findings, "rate_of_own_counts")) is expected


@pytest.mark.parametrize(
    ("figure", "facets", "expected"),
    [
        (9_500_000, {}, True),
        (950_000, {}, False),
        (9_500_000, {"counted": "visitors"}, False),
        (9_500_000, {"action": "watched"}, False),
    ],
)
def test_more_than_live_there(figure, facets, expected):
    crowd = {"counted": "people", "action": "marched", "place": "Norway"} | facets
    _, findings = run(claim("a", figure, **crowd))
    assert bool(flagged(findings, "more_than_live_there")) is expected


@pytest.mark.parametrize(("killed", "expected"), [(90_000, True), (20_000, False)])
def test_more_lost_than_there_were(killed, expected):
    group = {"counted": "fighters", "actor": "Islamic State", "place": "Iraq"}
    had = claim("a", 30_000, action="has", **group)
    _, findings = run(had, claim("b", killed, action="killed", **group))
    assert bool(flagged(findings, "more_lost_than_there_were")) is expected
