"""Claims that share a block are compared, no others; what is too large is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from pipeline.clusters import blocking
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from tests.clusters.test_packing import found


def keys(p: Profile) -> set[blocking.Key]:
    return {*blocking.keys(p), *blocking.subjects(p, blocking.telling(p.terms))}


def several(times: int) -> list[Profile]:
    """The figures of a few articles, told again on later days."""
    return [
        replace(
            p,
            unit=("count", "EUR")[n == 1],
            first=p.last and p.last + timedelta(days=n),
            last=(p.last or date(2020, 1, 1)) + timedelta(days=n),
        )
        for n in range(times)
        for p in found()
    ]


def test_pairs_that_share_a_block_are_compared() -> None:
    told = several(3)
    share = [(a, b) for a, b in combinations(range(len(told)), 2) if keys(told[a]) & keys(told[b])]
    pairs, notes = blocking.candidates(told)
    assert [tuple(p) for p in pairs.tolist()] == share
    assert 0 < len(share) < len(told) * (len(told) - 1) / 2
    assert notes == []


def test_of_no_claims_there_are_no_pairs() -> None:
    pairs, notes = blocking.candidates([])
    assert (pairs.shape, notes) == ((0, 2), [])


def test_large_blocks_are_cut_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    told = several(5)
    every, _ = blocking.candidates(told)
    monkeypatch.setitem(settings("matching")["blocking"], "cap", 4)
    monkeypatch.setitem(settings("matching")["blocking"], "window", 1)
    few, notes = blocking.candidates(told)
    assert 0 < len(few) < len(every)
    assert set(map(tuple, few.tolist())) <= set(map(tuple, every.tolist()))
    assert notes
    assert all("compared in" in note for note in notes)
    assert np.all(few[:, 0] < few[:, 1])
