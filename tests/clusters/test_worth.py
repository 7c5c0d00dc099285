"""Which pairs are told: those near the threshold, those that hold a series together, the strongest between two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.clusters import Matched, match, pairs, worth
from pipeline.clusters.linking import components
from pipeline.model import Pair
from tests.clusters.test_match import FIGHTERS
from tests.factory import articles, claim


def many(count: int) -> Matched:
    """Two crowds of figures, British and French, of so many articles each."""
    claims = [
        claim(f"{who[0]}{n:02d}", 800 + n, actor=who, **FIGHTERS) for who in ("British", "French") for n in range(count)
    ]
    return match(claims, articles(*claims))


def british_of(matched: Matched) -> list[str]:
    return [c.claim_id for c in matched.claims if c.actor == "British"]


@pytest.mark.parametrize("seed", range(20))
def test_at_any_threshold_a_series_falls_into_the_same_groups_by_the_forest_as_by_all(seed: int) -> None:
    pick = np.random.default_rng(seed)
    ends = np.sort(pick.integers(0, 30, (200, 2)), axis=1)
    ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    evidence = pick.choice([0.5, 1.0, 1.5, 2.0, 4.0], len(ends))
    told = worth.forest(30, ends, evidence)
    assert len(told) == 30 - len(np.unique(components(30, ends)))
    for least in (0.0, 0.5, 1.0, 1.5, 2.0, 4.0):
        by_all = components(30, ends[evidence >= least])
        assert components(30, ends[told[evidence[told] >= least]]).tolist() == by_all.tolist()


def test_of_no_pairs_there_is_no_forest() -> None:
    assert worth.forest(3, np.zeros((0, 2), np.int64), np.zeros(0)).tolist() == []


def test_of_a_small_series_all_pairs_are_told_and_of_a_large_one_a_forest() -> None:
    for count, told in ((6, 15), (20, 19)):
        matched = many(count)
        british = british_of(matched)
        of_one = [p for p in matched.pairs if p.joined and p.claim_a in british]
        near = [p for p in of_one if p.score < 1 / (1 + np.exp(-1.0))]
        assert told <= len(of_one) <= told + len(near)
        assert {i for p in of_one for i in (p.claim_a, p.claim_b)} == set(british)


def test_every_pair_near_the_threshold_is_told() -> None:
    matched = many(20)
    compared = matched.compared
    assert compared is not None
    series_of = np.zeros(len(compared.found), np.int64)
    closer = replace(compared, evidence=np.linspace(-3, 3, len(compared.pairs)))
    told = set(worth.telling(closer, series_of).tolist())
    near = np.flatnonzero((np.abs(closer.evidence) < 1) & ~closer.forbidden)
    assert len(near)
    assert told >= set(near.tolist())


def test_pairs_can_be_asked_for_that_are_not_told() -> None:
    matched = many(20)
    british = british_of(matched)
    one = british[3]
    found = [p for p in matched.pairs_of({one}) if {p.claim_a, p.claim_b} <= set(british)]
    assert len(found) == 19
    assert len(found) > sum(one in (p.claim_a, p.claim_b) for p in matched.pairs if p.joined)


def test_what_a_person_decided_stands_in_the_pairs_and_changes_no_other() -> None:
    matched = many(6)
    one = british_of(matched)[3]
    changed = matched.pairs_changed({one}, lambda p: replace(p, joined=False, rule="a person"))
    assert isinstance(changed, pairs.Pairs)
    for before, after in zip(matched.pairs, changed, strict=True):
        asked = one in (before.claim_a, before.claim_b)
        assert after == (replace(before, joined=False, rule="a person") if asked else before)
    held = replace(matched, pairs=list(matched.pairs))
    assert list(held.pairs_changed({one}, lambda p: replace(p, rule="x"))) == [
        replace(p, rule="x") if one in (p.claim_a, p.claim_b) else p for p in matched.pairs
    ]
    assert all(isinstance(p, Pair) for p in changed)
