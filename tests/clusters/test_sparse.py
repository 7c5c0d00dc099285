"""Numbers put in order the quick way, as NumPy does it the slow way; what pairs connect, as plain union–find has it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clusters import linking, sparse

CODES = st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 5))


@given(CODES)
def test_order_is_that_of_a_stable_sort(codes: list[int]) -> None:
    found = np.array(codes, dtype=np.int64)
    assert sparse.order(found).tolist() == np.argsort(found, kind="stable").tolist()


@given(CODES)
def test_once_is_each_in_order(codes: list[int]) -> None:
    assert sparse.once(np.array(codes, dtype=np.int64)).tolist() == sorted(set(codes))


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11))))
def test_components_are_known_by_their_first(pairs: list[tuple[int, int]]) -> None:
    home = list(range(12))
    for a, b in pairs:
        home = [min(home[a], home[b]) if h in (home[a], home[b]) else h for h in home]
    assert linking.components(12, np.array(pairs, dtype=np.int64).reshape(-1, 2)).tolist() == home
