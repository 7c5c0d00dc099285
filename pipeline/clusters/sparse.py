"""Many pairs at once: equal values by number, each distinct pair computed once, cosines of sparse rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]  # of pairs and codes int32: there are millions of them
Floats = npt.NDArray[np.float64]
_AT_ONCE = 500_000  # pairs


def likeness(rows: Sequence[Mapping[str, float]], a: Ints, b: Ints) -> Floats:
    """Products of ``rows[a[k]]`` and ``rows[b[k]]``, for every k: cosines, when rows have unit length.

    Exact and deterministic: the products of a pair are added in the order of the second row's own terms.
    """
    return products(rows)(a, b)


def products(rows: Sequence[Mapping[str, float]]) -> Callable[[Ints, Ints], Floats]:
    """The function that :func:`likeness` is of some rows, for those who ask it more than once."""
    vocabulary: dict[str, int] = {}
    terms = [[vocabulary.setdefault(t, len(vocabulary)) for t in row] for row in rows]
    lengths = np.array([len(t) for t in terms], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lengths) else lengths
    flat = np.fromiter((t for row in terms for t in row), np.int64, int(lengths.sum()))
    weights = np.fromiter((w for row in rows for w in row.values()), np.float64, int(lengths.sum()))
    dense = np.zeros(max(len(vocabulary), 1))

    def of(a: Ints, b: Ints) -> Floats:
        out = np.zeros(len(a))
        if not len(a):
            return out
        order = np.argsort(a, kind="stable")
        edges = np.flatnonzero(np.diff(a[order])) + 1
        for part in np.split(order, edges):
            one = int(a[part[0]])
            mine = flat[starts[one] : starts[one] + lengths[one]]
            others = b[part]
            sizes = lengths[others]
            total = int(sizes.sum())
            if not len(mine) or not total:
                continue
            dense[mine] = weights[starts[one] : starts[one] + lengths[one]]
            ends = np.cumsum(sizes)
            at = np.repeat(starts[others] - (ends - sizes), sizes) + np.arange(total)
            products = dense[flat[at]] * weights[at]
            out[part] = np.bincount(np.repeat(np.arange(len(part)), sizes), products, len(part))
            dense[mine] = 0.0
        return out

    return of


def in_parts(one: Callable[[Ints, Ints], npt.NDArray[Any]], i: Ints, j: Ints) -> npt.NDArray[Any]:
    """``one`` of all pairs, a part of them at a time: what it holds meanwhile is not of all of them."""
    starts = range(0, max(len(i), 1), _AT_ONCE)
    return np.concatenate([one(i[start : start + _AT_ONCE], j[start : start + _AT_ONCE]) for start in starts])


@lru_cache(maxsize=256)
def places(size: int) -> tuple[Ints, Ints]:
    """All pairs of places among so many, the smaller first."""
    a, b = np.triu_indices(size, 1)
    return a, b


def coded(values: Iterable[Hashable]) -> tuple[Ints, list[Any]]:
    """Equal values by one number each, in the order in which they come."""
    places: dict[Hashable, int] = {}
    codes = np.fromiter((places.setdefault(v, len(places)) for v in values), np.int32)
    return codes, list(places)


def order(codes: Ints) -> Ints:
    """What ``np.argsort(codes, kind="stable")`` gives of codes 0 … 2**31: with the place of each in its lower half a
    number is sorted several times as fast."""
    keys = codes.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(keys))
    keys.sort()
    keys &= 0xFFFFFFFF
    return keys


def once(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Some numbers in order, each once; they are put in order in place. ``np.unique`` hashes, which takes several times
    as long."""
    numbers.sort()
    first = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def distinct(a: Ints, b: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Distinct pairs of codes below ``size``, the smaller first, and for each given pair the place of its own.

    A flag a possible pair is quicker than sorting while there are not too many.
    """
    keys = np.minimum(a, b).astype(np.int64)
    keys *= size
    keys += np.maximum(a, b)
    if size * size <= 1 << 24:
        flags = np.zeros(size * size, dtype=bool)
        flags[keys] = True
        found = np.flatnonzero(flags)
        places = np.zeros(size * size, dtype=np.int32)
        places[found] = np.arange(len(found), dtype=np.int32)
        return found // size, found % size, places[keys]
    found, inverse = np.unique(keys, return_inverse=True)
    return found // size, found % size, inverse.astype(np.int32)
