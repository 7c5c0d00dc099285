"""Figures that one article sets against each other, and those that it gives of two things."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clusters import match, rivals
from pipeline.clusters.profile import profiles
from tests.factory import articles, claim

MARCH = {"counted": "nurses", "action": "marched", "place": "Freedonia"}


def first(said_by="police", figure=2_000, **facets):
    return claim("post", figure, said_by=said_by, **(MARCH | facets))


def second(sentence, quote="6,000", said_by="union", **facets):
    figure = float(quote.replace(",", ""))
    return claim("post", figure, counted=None, sentence=sentence, quote=quote, said_by=said_by, at=0, **facets)


def told(a, b):
    """Both claims in the order of their ids, the second one's sentence right behind the first one's."""
    from dataclasses import replace

    gap = a.sentence_end + 1 - b.sentence_start
    b = replace(
        b,
        sentence_start=b.sentence_start + gap,
        sentence_end=b.sentence_end + gap,
        start=b.start + gap,
        end=b.end + gap,
    )
    found = profiles([a, b], articles(a, b))
    return found, {p.claim_id: p for p in found}[b.claim_id], a


@pytest.mark.parametrize(
    "sentence",
    [
        "The union counted 6,000.",
        "The union spoke of 6,000, most of them from Sylvania.",
        "For the union there were 6,000.",
        "The union puts the number at 6,000.",
    ],
)
def test_another_source_counts_the_same_thing(sentence):
    _, rival, of = told(first(), second(sentence))
    assert (rival.against, rival.counted_words, rival.action) == (of.claim_id, "nurses", "attend")


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("The union has 6,000 members.", {}),  # a noun of its own
        ("The union said 6,000 were injured.", {}),  # another thing befell them
        ("The union expects 6,000.", {}),
        ("The union spoke of 6,000 in that city.", {}),
        ("Membership of the union was 6,000.", {}),
        ("There were 6,000.", {"said_by": None}),
        ("The union counted 600,000.", {"quote": "600,000"}),  # too far from the first
    ],
)
def test_a_figure_of_something_else_is_no_rival(sentence, more):
    _, other, _ = told(first(), second(sentence, **more))
    assert other.against is None


@pytest.mark.parametrize(
    ("sentence", "figures", "apart"),
    [
        ("That gives the winner 29 of the 90 seats and the losers 24.", ("29", "24"), True),
        ("It employs 4,400 people, and 1,300 work in the mine.", ("4,400", "1,300"), True),
        ("The offer rose to 16 percent from 10 percent.", ("16", "10"), False),
        ("Houses: 60 are gone, not the 90 that were feared.", ("60", "90"), False),
        ("Some 1,000 came, or 1,020 by the gate's own count.", ("1,000", "1,020"), False),  # both can hold
    ],
)
def test_two_figures_of_one_article_are_of_two_things_unless_compared(sentence, figures, apart):
    claims = [claim("post", float(q.replace(",", "")), sentence=sentence, quote=q, said_by="board") for q in figures]
    found = profiles(claims, articles(*claims))
    assert rivals.tell_apart(found, np.array([[0, 1]])).tolist() == [apart]


@pytest.mark.parametrize(
    ("said_by", "sentence", "apart"),
    [
        ("union", "Turnout was 6,000, the union said.", False),
        ("police", "In the port 6,000 were on the quay.", True),  # of the same source
    ],
)
def test_the_word_of_another_source_in_the_next_sentence_is_held_against_the_figure(said_by, sentence, apart):
    found, _, _ = told(first(), claim("post", 6_000, sentence=sentence, quote="6,000", said_by=said_by, **MARCH))
    assert rivals.tell_apart(found, np.array([[0, 1]])).tolist() == [apart]


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("Police saw 2,000 come yesterday, the union says 6,000 came since the strike.", True),  # of two spans of time
        ("Police saw 2,000 come yesterday, the union says 6,000 came.", False),
    ],
)
def test_what_came_in_a_day_is_not_what_came_since_something(sentence, apart):
    claims = [
        claim("post", float(q.replace(",", "")), sentence=sentence, quote=q, said_by=by, **MARCH)
        for q, by in (("2,000", "police"), ("6,000", "union"))
    ]
    found = profiles(claims, articles(*claims))
    assert rivals.tell_apart(found, np.array([[0, 1]])).tolist() == [apart]


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [("Earlier the mayor spoke of 200 nurses.", False), ("The mayor spoke of 200 nurses earlier.", True)],
)
def test_a_sentence_further_off_that_opens_with_earlier_gives_the_figure_of_then(sentence, apart):
    from dataclasses import replace

    a, b = first(), claim("post", 200, sentence=sentence, quote="200", said_by="mayor", **MARCH)
    away = a.sentence_end + 100 - b.sentence_start
    moved = {n: getattr(b, n) + away for n in ("sentence_start", "sentence_end", "start", "end")}
    found = profiles([a, replace(b, **moved)], articles(a, b))
    assert rivals.tell_apart(found, np.array([[0, 1]])).tolist() == [apart]


def test_seats_of_three_parties_make_three_series():
    """What one article gives as three figures nobody else's figures draw together."""
    sentence = "That gives the winner 29 of the 90 seats and the losers 24."
    claims = [claim("post", float(q), counted="seats", sentence=sentence, quote=q) for q in ("29", "90", "24")]
    claims += [claim(f"s{q}", float(q), counted="seats", place="Freedonia") for q in ("29", "24")]
    matched = match(claims, articles(*claims))
    series = {c.cluster_id: c.series_id for c in matched.clusters}
    by_quote = {c.quote: series[c.cluster_id] for c in matched.claims if c.cluster_id and c.article_id == "post"}
    assert len(set(by_quote.values())) == 3
