"""The pairs that a build tells of: those near the threshold, and those that hold series together or apart.

There are many more of them than claims, so they are held as columns; a :class:`Pair` is made when one is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline import tables
from pipeline.clusters import scoring, worth
from pipeline.clusters.sparse import Ints
from pipeline.model import Pair

FACETS = ("counted", "actor", "action", "place", "base")
APART = "kept apart by the rest of the group"
_AT_ONCE = 20_000  # rows of the table ``pairs`` at a time
_Pick = Callable[[npt.NDArray[np.int32]], Any]  # places of words → the words


class Pairs(Sequence[Pair]):
    """The pairs of ``compared`` at the places ``kept``, in order of claim ids. ``home`` is the series of each claim."""

    def __init__(self, compared: scoring.Compared, kept: Ints, home: Ints) -> None:
        ids = np.array([p.claim_id for p in compared.found], dtype=object)
        order = np.argsort(ids) if len(ids) else np.zeros(0, np.int64)
        place = np.empty(len(ids), np.int64)
        place[order] = np.arange(len(ids))
        ends = np.sort(place[compared.pairs[kept]], axis=1)  # as places in the order of ids
        at = np.lexsort((ends[:, 1], ends[:, 0]))
        self._ids, self._a, self._b = ids[order], ends[at, 0].astype(np.int32), ends[at, 1].astype(np.int32)
        kept = kept[at]
        joined = home[compared.pairs[kept, 0]] == home[compared.pairs[kept, 1]]
        rules, evidence = compared.rules[kept].astype(np.int32), compared.evidence[kept]
        self._score = np.where(rules > 0, 0.0, np.round(1 / (1 + np.exp(-np.clip(evidence, -60, 60))), 4))
        self._told = np.array([*compared.told, APART], dtype=object)
        self._rules = np.where((rules == 0) & (evidence > 0) & ~joined, len(self._told) - 1, rules)
        self._joined = joined
        self._outcomes = {name: compared.outcomes[name][kept] for name in FACETS}
        self._scores = {name: np.round([scoring.probability(w) for w in compared.weights(name)], 4) for name in FACETS}

    def __len__(self) -> int:
        return len(self._a)

    @overload
    def __getitem__(self, n: int) -> Pair: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Pair]: ...
    def __getitem__(self, n: int | slice) -> Pair | Sequence[Pair]:
        if isinstance(n, slice):
            start, stop, step = n.indices(len(self))
            return [self[k] for k in range(start, stop, step)]
        if not -len(self) <= n < len(self):
            raise IndexError(n)
        n %= len(self)
        return next(self._some(slice(n, n + 1)))

    def __iter__(self) -> Iterator[Pair]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._some(slice(start, start + _AT_ONCE))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def changed(self, ids: Collection[str], change: Callable[[Pair], Pair]) -> Pairs:
        """The same, and of those that have an end in ``ids`` what ``change`` says of ``joined`` and ``rule``."""
        asked = np.array([i in ids for i in self._ids], dtype=bool)
        out = copy(self)
        out._joined, out._rules, told = self._joined.copy(), self._rules.copy(), self._told.tolist()
        for n in np.flatnonzero(asked[self._a] | asked[self._b]).tolist():
            now = change(self[n])
            if now.rule not in told:
                told.append(now.rule)
            out._joined[n], out._rules[n] = now.joined, told.index(now.rule)
        out._told = np.array(told, dtype=object)
        return out

    def columns(self) -> Iterator[dict[str, Any]]:
        """The columns of the table ``pairs``, some thousand rows at a time."""
        ids, told = (pa.array(words.tolist(), pa.string()) for words in (self._ids, self._told))
        for start in range(0, len(self), _AT_ONCE):
            yield self._columns(slice(start, start + _AT_ONCE), ids.take, told.take)

    def _columns(self, some: slice, ids: _Pick, told: _Pick) -> dict[str, Any]:
        return {
            "claim_a": ids(self._a[some]),
            "claim_b": ids(self._b[some]),
            "joined": self._joined[some],
            "score": self._score[some],
            **{name: self._scores[name][codes[some]] for name, codes in self._outcomes.items()},
            "rule": told(self._rules[some]),
        }

    def _some(self, some: slice) -> Iterator[Pair]:
        found = self._columns(some, self._ids.__getitem__, self._told.__getitem__)
        columns = {name: values.tolist() for name, values in found.items()}
        facets = zip(*(columns.pop(name) for name in FACETS), strict=True)
        for a, b, joined, score, rule, values in zip(*columns.values(), facets, strict=True):
            yield Pair(a, b, joined, score, dict(zip(FACETS, values, strict=True)), rule)


def told(compared: scoring.Compared, series_of: Ints) -> Pairs:
    """The pairs worth telling (:mod:`pipeline.clusters.worth`). ``series_of`` numbers the series of each claim, -1 for
    none."""
    return Pairs(compared, worth.telling(compared, series_of), series_of)


def touching(compared: scoring.Compared, ids: Collection[str]) -> Pairs:
    """All pairs that were compared and have an end in ``ids``, worth telling or not; none of them stands as joined."""
    ends = np.array([p.claim_id in ids for p in compared.found], dtype=bool)
    return Pairs(compared, np.flatnonzero(ends[compared.pairs].any(axis=1)), np.arange(len(ends)))


def rows(pairs: Sequence[Pair]) -> Iterator[tables.Part]:
    """The rows of the table ``pairs``; many at a time where they are held as columns."""
    if isinstance(pairs, Pairs):
        return (tables.of_columns("pairs", columns) for columns in pairs.columns())
    return (tables.record(p) | p.facets for p in pairs)
