"""What figures say together: when time explains that they differ, and when they are hardly of one quantity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.assess.evidence import Evidence
from pipeline.assess.moving import explained_by_time
from pipeline.assess.strangers import strangers
from pipeline.assess.verdict import verdict as judged
from pipeline.clusters import match
from pipeline.clusters.profile import profiles
from tests.assess.test_checks import run
from tests.factory import articles, claim

DEAD = {"counted": "people", "action": "killed", "place": "Freedonia"}
START = date(2024, 5, 1)
TOLL = ((0, 100), (1, 190), (2, 350), (3, 600), (10, 700), (20, 705))  # day, dead: a storm's first weeks


def told(name, figure, day=0, **facets):
    return claim(name, figure, day=START + timedelta(day), said_by=f"Ministry {name}", **(DEAD | facets))


def verdict(*claims, of=0):
    return run(*claims)[0][of]


@pytest.mark.parametrize(
    ("day", "figures", "explained"),
    [
        (0, (60, 140), True),  # on the first day nobody knows how fast it climbs
        (2, (350, 500), True),  # it nearly doubles in a day
        (10, (690, 700), True),
        (10, (520, 700), False),  # it hardly moves any more
        (20, (705, 1_400), False),
    ],
)
def test_time_explains_as_much_as_a_total_rises(day, figures, explained):
    series = [told(f"s{d}", v, d) for d, v in TOLL if d != day]
    members = [told(f"m{v}", v, day) for v in figures]
    found = {p.claim_id: p for p in profiles([*series, *members], articles(*series, *members))}
    assert explained_by_time([found[c.claim_id] for c in members], list(found.values()), apart=True) == explained


def test_a_total_that_does_not_climb_explains_nothing():
    claims = [told(f"s{d}", v, d) for d, v in ((0, 700), (3, 300), (9, 650), (9, 400))]
    found = profiles(claims, articles(*claims))
    assert not explained_by_time(found[-2:], found, apart=True)


@pytest.mark.parametrize(
    ("figures", "aside"),
    [
        ((40, 52, 45, 4_500_000), [4_500_000]),  # marchers among the arrested
        ((2_000_000, 1_800_000, 31), [31]),
        ((40, 52, 4_100), [4_100]),
        ((40, 52, 1_200), []),  # thirty times is far, and can be meant
        ((512, 540, 512_000), []),  # a slip of the zeros, for another check to tell
        ((40, 400, 4_000, 40_000), []),
        ((40, 45), []),
    ],
)
def test_hundreds_of_times_apart(figures, aside):
    claims = [told(f"o{n}", v) for n, v in enumerate(figures)]
    matched = profiles(claims, articles(*claims))

    evidence = Evidence(match(claims, articles(*claims)), articles(*claims))
    assert sorted(p.value for p in strangers(matched, evidence)) == aside


def test_figures_of_one_place_and_day_that_have_little_to_do_with_each_other_are_no_dispute():

    claims = [told("a", 52), told("b", 4_500_000)]
    found = articles(*claims)
    matched = match(claims, found)
    both = replace(matched.clusters[0], claim_ids=tuple(sorted(c.claim_id for c in claims)))
    said = judged(both, Evidence(matched, found), [])
    assert said.name == "too_few"
    assert "probably not the same quantity" in said.reason
    assert "4,500,000" in said.reason
    assert "52" in said.reason


def test_ten_towns_are_no_eleven():
    flooded = {"counted": "towns", "action": "flooded"}
    early = [told(n, 10, d, **flooded) for n, d in (("a", 0), ("b", 0), ("c", 1))]
    late = [told(n, 11, d, **flooded) for n, d in (("d", 2), ("e", 2))]
    assert verdict(*early, *late).name == "evolving"
    assert verdict(*early).name == "agree"
