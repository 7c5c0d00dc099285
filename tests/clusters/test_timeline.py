"""A series is cut into stretches as long as its own pace allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.clusters import timeline
from pipeline.clusters.profile import profiles
from tests.factory import articles, claim

DEAD = {"counted": "people", "action": "killed", "place": "Freedonia"}


def stretches(*claims):
    return [
        sorted(p.claim.article_id for p in s.members) for s in timeline.stretches(profiles(claims, articles(*claims)))
    ]


def test_a_toll_is_cut_by_days():
    start = date(2024, 5, 1)
    found = stretches(*(claim(f"d{n:02}", 100 + n, day=start + timedelta(n), **DEAD) for n in (0, 1, 10, 11, 20)))
    assert found == [["d00", "d01"], ["d10", "d11"], ["d20"]]


def test_a_slow_series_is_cut_by_months():
    found = stretches(*(claim(f"y{y}", 700 + y, day=date(y, 3, 1), **DEAD) for y in (2014, 2015, 2017)))
    assert found == [["y2014"], ["y2015"], ["y2017"]]


def test_what_happens_on_one_day_is_cut_by_the_day():
    march = {"counted": "people", "action": "marched", "place": "Freedonia"}
    found = stretches(claim("a", 1000, day=date(2024, 6, 9), **march), claim("b", 2000, day=date(2024, 6, 16), **march))
    assert found == [["a"], ["b"]]


def test_the_undated_go_where_their_figure_fits():
    found = stretches(
        claim("a", 700, day=date(2014, 3, 1), **DEAD),
        claim("b", 850, day=date(2016, 3, 1), **DEAD),
        claim("c", 850, day=None, **DEAD),
    )
    assert ["b", "c"] in found


def test_periods_do_not_hang_on_the_members_ids():
    claims = [claim("a", 700, day=date(2014, 3, 1), **DEAD), claim("b", 710, day=date(2014, 3, 2), **DEAD)]
    one = timeline.stretches(profiles(claims, articles(*claims)))
    other = timeline.stretches(profiles(claims[:1], articles(*claims)))
    assert one[0].period == other[0].period


def test_an_estimate_that_still_stands_is_disputed_by_what_was_printed_in_between():
    cost = {"counted": "damage", "action": "cost", "place": "Freedonia", "unit": "USD"}
    found = stretches(
        claim("a", 4e9, day=date(2024, 5, 1), **cost),
        claim("b", 15e9, day=date(2024, 5, 12), **cost),
        claim("c", 4e9, day=date(2024, 5, 27), **cost),
    )
    assert found == [["a", "b", "c"]]


def test_a_share_or_a_sum_that_is_told_some_days_later_disputes_what_was_told_before():
    cost = {"counted": "damage", "action": "cost", "place": "Freedonia", "unit": "USD"}
    told = [("a", 61, date(2024, 5, 1)), ("b", 43, date(2024, 5, 8)), ("c", 22, date(2024, 6, 20))]
    assert stretches(*(claim(a, v * 1e6, day=day, **cost) for a, v, day in told)) == [["a", "b"], ["c"]]
    there = {"counted": "firefighters", "action": "deployed", "place": "Freedonia"}
    assert stretches(*(claim(a, v * 10, day=day, **there) for a, v, day in told)) == [["a"], ["b"], ["c"]]


def test_a_toll_that_is_printed_late_joins_no_later_toll():
    found = stretches(
        claim("a", 120, day=date(2024, 5, 1), **DEAD),
        claim("b", 340, day=date(2024, 5, 12), **DEAD),
        claim("late", 120, day=date(2024, 5, 27), **DEAD),
        claim("d", 900, day=date(2024, 6, 20), **DEAD),
    )
    assert ["a", "b"] not in found
    assert ["a", "b", "late"] not in found


def test_a_toll_beside_the_day_of_its_event_is_of_the_day_of_print():
    when = {"day": date(2024, 5, 6), **DEAD}
    event = replace(
        claim("a", 440, sentence="440 people were killed in Freedonia in the storm of 6 May.", **when),
        as_of_words="6 May",
    )
    count = replace(
        claim("b", 440, sentence="440 people had been killed in Freedonia by 6 May.", **when), as_of_words="6 May"
    )
    printed = {name: replace(a, published_start=date(2024, 5, 20)) for name, a in articles(event, count).items()}
    assert {p.claim.article_id: p.last for p in profiles([event, count], printed)} == {
        "a": date(2024, 5, 20),
        "b": date(2024, 5, 6),
    }


def test_figures_of_neighbouring_months_are_not_of_one_time():
    def inflation(name, figure, month):
        told = claim(
            name, figure, day=date(2024, month, 1), days=29, counted="prices", unit="percent", place="Freedonia"
        )
        return replace(told, as_of_words="the month")

    found = stretches(
        inflation("a", 37.2, 9), inflation("b", 40.4, 10), inflation("c", 40.4, 10), inflation("d", 37.2, 9)
    )
    assert found == [["a", "d"], ["b", "c"]]


def test_a_figure_that_slipped_stands_beside_the_one_that_was_meant():
    claims = [
        claim(n, v, day=date(2024, 5, d), **DEAD) for n, v, d in (("a", 5_430, 2), ("b", 5_430, 2), ("c", 9_800, 9))
    ]
    odd = claim("odd", 543_000, day=date(2024, 5, 9), **DEAD)
    assert ["a", "b", "odd"] in stretches(*claims, odd)


def test_a_figure_that_never_moves_is_not_cut():
    found = stretches(
        *(claim(n, 3e6, day=date(y, 3, 1), counted="people", action="live") for n, y in (("a", 2018), ("b", 2019)))
    )
    assert found == [["a", "b"]]


def test_an_event_of_long_ago_sets_no_pace():
    toll = [claim(f"d{d:02}", v, day=date(2024, 5, d), **DEAD) for d, v in ((1, 100), (3, 140), (5, 900), (25, 1_900))]
    ago = claim("ago", 137, day=date(2019, 1, 9), **DEAD)
    assert timeline.pace(profiles(toll, articles(*toll))) == timeline.pace(profiles([*toll, ago], articles(*toll, ago)))


def test_a_year_beyond_another_figure_is_not_the_tolls():
    told = replace(
        claim(
            "a",
            440,
            day=date(1939, 1, 1),
            days=364,
            sentence="440 died in Freedonia, more than the 300 of 1939.",
            **DEAD,
        ),
        as_of_words="1939",
    )
    printed = {name: replace(a, published_start=date(2024, 5, 20)) for name, a in articles(told).items()}
    assert profiles([told], printed)[0].last == date(2024, 5, 20)


def test_what_a_figure_comes_from_is_of_an_earlier_time():
    told = "Jobless are 9% of workers in Freedonia, up from 6%."
    rate = {"counted": "workers", "action": "unemployed", "place": "Freedonia", "unit": "percent", "sentence": told}
    now = [claim("a", 9, day=date(2024, 5, 1), quote="9%", **rate), claim("a", 6, quote="6%", **rate)]
    early = claim("b", 6, day=date(2024, 4, 20), **{**rate, "sentence": None})
    assert stretches(*now) == [["a"], ["a"]]
    assert stretches(*now, early) == [["a", "b"], ["a"]]


def test_a_telling_figure_that_is_printed_again_years_later_keeps_its_time():
    area = {"counted": "land", "action": "held", "place": "Freedonia", "unit": "km2"}
    first = replace(claim("a", 12_800, day=date(2014, 3, 1), **area), as_of_words="on 1 March 2014")
    again, other = claim("b", 12_800, day=date(2016, 3, 1), **area), claim("c", 9_000, day=date(2016, 3, 2), **area)
    assert stretches(first, again, other) == [["a", "b"], ["c"]]
    assert stretches(replace(first, as_of_words=None), again, other) == [["a"], ["b", "c"]]
