"""Claims of the same quantity end in one series; claims that contradict never do."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from pipeline.clusters import match, scoring
from pipeline.clusters.profile import profiles
from tests.factory import articles, claim

FIGHTERS = {"counted": "fighters", "action": "travelled", "place": "Syria"}
BACK = FIGHTERS | {"action": "returned"}
DEAD = {"counted": "people", "action": "killed", "place": "Freedonia"}


def series(*claims):
    """Series ids of some claims, in their order."""
    matched = match(claims, articles(*claims))
    home = {i: c.series_id for c in matched.clusters for i in c.claim_ids}
    return [home[c.claim_id] for c in claims]


def test_words_for_the_same_thing_meet():
    a = claim("north-post", 850, actor="British", **FIGHTERS)
    b = claim("south-times", 850, actor="Britons", counted="jihadists", action="went", place="Syria")
    assert len(set(series(a, b))) == 1


KEPT_APART = [
    ("nationality", claim("a", 700, actor="British", **FIGHTERS), claim("b", 700, actor="French", **FIGHTERS)),
    ("place", claim("a", 90, **(DEAD | {"place": "Iraq"})), claim("b", 90, **(DEAD | {"place": "Syria"}))),
    ("city", claim("a", 90, **(DEAD | {"place": "Mosul"})), claim("b", 90, **(DEAD | {"place": "Baghdad"}))),
    ("fate", claim("a", 200, **DEAD), claim("b", 200, **(DEAD | {"action": "wounded"}))),
    ("missing", claim("a", 200, **DEAD), claim("b", 200, **(DEAD | {"action": "missing"}))),
    ("way", claim("a", 400, actor="German", **FIGHTERS), claim("b", 400, actor="German", **BACK)),
    ("role", claim("a", 60, **(DEAD | {"counted": "civilians"})), claim("b", 60, **(DEAD | {"counted": "fighters"}))),
    ("unit", claim("a", 60, **DEAD), claim("b", 60, unit="percent", **DEAD)),
    ("half", claim("a", 1200, **(DEAD | {"place": "Syria"}), sentence="In rebel-held areas 1,200 people were killed."),
     claim("b", 1200, **(DEAD | {"place": "Syria"}), sentence="In government-held areas 1,200 were killed.")),
    ("status", claim("a", 1200, counted="cases", place="Peru", sentence="Peru has 1,200 confirmed cholera cases."),
     claim("b", 1200, counted="cases", place="Peru", sentence="Peru has 1,200 suspected cholera cases.")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in KEPT_APART], ids=[row[0] for row in KEPT_APART])
def test_differing_facets_forbid(a, b):
    first, second = profiles([a, b], articles(a, b))
    assert scoring.compare(first, second).rule
    assert scoring.compare(first, second) == scoring.compare(second, first)
    assert len(set(series(a, b))) == 2


def test_whoever_is_back_came_home_from_where_he_was():
    a = claim("a", 400, actor="German", **(BACK | {"place": "Germany"}))
    b = claim("b", 400, actor="German", **BACK)
    assert len(set(series(a, b))) == 1


def test_what_one_side_promises_the_other_receives():
    sum_ = {"unit": "USD", "place": "Freedonia", "counted": "families"}
    a, b = claim("a", 5e6, action="promised", **sum_), claim("b", 5e6, action="received", **sum_)
    assert scoring.compare(*profiles([a, b], articles(a, b))).rule is None
    assert len(set(series(a, b))) == 1


@pytest.mark.parametrize(
    ("counted", "action", "figure", "outcome"),
    [
        ("trucks", "burned", 338, "by_chance"),  # other things, otherwise dealt with
        ("trucks", "burned", 370, "equal"),
        ("migrants", "arrested", 338, "close"),
    ],
)
def test_a_figure_that_is_only_close_to_that_of_another_thing_says_nothing(counted, action, figure, outcome):
    a = claim("a", 370, counted="migrants", action="arrested", place="Freedonia")
    b = claim("b", figure, counted=counted, action=action, place="Freedonia")
    assert scoring.compare(*profiles([a, b], articles(a, b))).outcomes["value"] == outcome


def test_confirmed_goes_without_saying():
    cases = {"counted": "cases", "place": "Peru", "action": "infected"}
    a = claim("a", 1200, sentence="Peru has 1,200 confirmed cholera cases.", **cases)
    b = claim("b", 1200, sentence="Peru has 1,200 cholera cases.", **cases)
    c = claim("c", 4800, sentence="Peru has 4,800 suspected cholera cases.", **cases)
    first, second, third = series(a, b, c)
    assert first == second != third


def test_no_chain_joins_ends_that_contradict():
    british = [claim(f"a{i}", 700, actor="British", **FIGHTERS) for i in range(3)]
    french = [claim(f"b{i}", 700, actor="French", **FIGHTERS) for i in range(3)]
    unsaid = [claim(f"c{i}", 700, **FIGHTERS) for i in range(3)]
    found = series(*british, *french, *unsaid)
    assert not set(found[:3]) & set(found[3:6])


def _corpus():
    return [
        claim("a", 850, actor="British", **FIGHTERS),
        claim("b", 800, actor="British", **FIGHTERS),
        claim("c", 1700, actor="French", **FIGHTERS),
        claim("d", 113, **DEAD),
        claim("e", 135, day=date(2024, 5, 2), **DEAD),
        claim("f", 4000, **(DEAD | {"action": "injured"})),
    ]


def test_order_does_not_matter():
    claims = _corpus()
    expected = match(claims, articles(*claims))
    for seed in range(4):
        shuffled = random.Random(seed).sample(claims, len(claims))
        got = match(shuffled, articles(*shuffled))
        assert got.clusters == expected.clusters
        assert got.pairs == expected.pairs
        assert got.origins == expected.origins


def test_another_topic_changes_no_cluster():
    claims = _corpus()
    before = match(claims, articles(*claims)).clusters
    more = [*claims, claim("z", 3_000_000, counted="votes", actor="Liberal Party", action="won", place="Canada")]
    after = match(more, articles(*more)).clusters
    assert [c for c in after if "z" not in {x.article_id for x in more if x.claim_id in c.claim_ids}] == before


def test_every_quantity_has_one_cluster_and_one_origin():
    claims = _corpus()
    matched = match(claims, articles(*claims))
    assert all(c.cluster_id and c.origin_id for c in matched.claims)
    assert sorted(i for c in matched.clusters for i in c.claim_ids) == sorted(c.claim_id for c in claims)
    assert [c.claim_id for c in matched.claims] == [c.claim_id for c in claims]


def test_statements_stay_without_cluster():
    statement = replace(claim("a", 1), kind="statement")
    matched = match([statement], articles(statement))
    assert matched.claims[0].cluster_id is None
    assert matched.clusters == []


def test_nothing_gives_nothing():
    matched = match([], {})
    assert (matched.claims, matched.clusters, matched.pairs) == ([], [], [])


def test_pairs_tell_what_joined_and_what_kept_apart():
    claims = [
        claim("a", 850, actor="British", **FIGHTERS),
        claim("b", 850, actor="British", **FIGHTERS),
        claim("c", 850, actor="French", **FIGHTERS),
    ]
    pairs = match(claims, articles(*claims)).pairs
    joined = [p for p in pairs if p.joined]
    apart = [p for p in pairs if not p.joined]
    assert len(joined) == 1
    assert set(joined[0].facets) == {"counted", "actor", "action", "place", "base"}
    assert all("FR" in (p.rule or "") and "GB" in (p.rule or "") for p in apart)
    assert apart


def test_label_reads_like_a_name():
    claims = [
        claim(n, 850, counted="nationals", actor="United Kingdom", action="travelled", place="Syria")
        for n in ("a", "b")
    ]
    assert match(claims, articles(*claims)).clusters[0].label == "British nationals who travelled to Syria"


@pytest.mark.parametrize(
    ("figure", "other", "bound", "shifted"),
    [
        (5_400, 540_000, "exact", True),
        (38e6, 38e9, "exact", True),
        (5_400, 560_000, "exact", False),
        (400, 4_000, "exact", False),
        (599.5, 5_999.5, "vague", False),
    ],
)
def test_figures_that_differ_by_zeros_alone(figure, other, bound, shifted):
    a, b = claim("a", figure, bound=bound), claim("b", other, bound=bound)
    found = scoring.compare(*profiles([a, b], articles(a, b)))
    assert (found.outcomes["value"] == "shifted") == shifted


@pytest.mark.parametrize(
    ("units", "figures", "together"),
    [
        (("GBP/m", "GBP"), (690, 700), True),  # "690 a metre" is what "a metre costs 700" says
        (("GBP/year", "GBP"), (60, 60), True),
        (("GBP/m", "GBP"), (690, 7_000), False),  # the whole of it
        (("GBP/year", "GBP/month"), (60, 60), False),
        (("count/day", "count"), (60, 60), False),  # a day's arrivals are not those of all days
    ],
)
def test_money_a_month_or_a_head_beside_the_amount_alone(units, figures, together):
    found = [
        claim(f"outlet{n}", v, counted="roof", action="cost", place="Freedonia", unit=unit)
        for n, (v, unit) in enumerate(zip(figures, units, strict=True))
    ]
    matched = match(found, articles(*found))
    assert (matched.claims[0].cluster_id == matched.claims[1].cluster_id) == together


@pytest.mark.parametrize(
    ("figure", "outcome"), [(2, "equal_digit"), (11, "equal_few"), (412, "equal"), (4_000, "equal_round")]
)
def test_few_things_are_as_many_as_others_by_chance(figure, outcome):
    one, two = (claim(f"outlet{n}", figure, place="Freedonia") for n in range(2))
    assert scoring.compare(*profiles([one, two], articles(one, two))).outcomes["value"] == outcome


NOT_FORBIDDEN = [
    ("lent", claim("a", 850, sentence="Many were wounded that day. 850 people in Freedonia.", place="Freedonia",
                   quote="850"), claim("b", 850, **DEAD)),
    ("money", claim("a", 9e6, counted="losses", unit="USD"), claim("b", 9e6, counted="debts", unit="USD")),
    ("men", claim("a", 14, counted="men", action="arrested"), claim("b", 14, counted="workers", action="arrested")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in NOT_FORBIDDEN], ids=[row[0] for row in NOT_FORBIDDEN])
def test_words_that_only_stand_around_forbid_nothing_nor_do_names_of_one_sum(a, b):
    assert scoring.compare(*profiles([a, b], articles(a, b))).rule is None
