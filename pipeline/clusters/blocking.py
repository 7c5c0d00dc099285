"""Which claims are compared at all: those of one unit that share what is counted, whose, where, or what it is about.

Every claim stands under a few keys; two claims are compared when they share one. A block of more than ``blocking.cap``
claims is cut by a second key; what is still larger is put in order of date and of figure, and each claim compared with
its neighbours: cost grows almost in line with the number of claims, and a note says which blocks were cut.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline import lexicons
from pipeline.clusters.figures import measure
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints, coded, once, order, places
from pipeline.knowledge import settings

Key = tuple[str, ...]
_AT_ONCE = 2_000_000  # pairs that are gathered before those that were met before are dropped


def keys(p: Profile) -> Iterator[Key]:
    """The blocks that a claim stands in, but for those of its article (:func:`subjects`)."""
    counted = lexicons.ancestors(p.counted)[-1] if p.counted else ""
    action, unit = p.action or "", measure(p.unit)
    for name in p.actor.known or {""}:
        if name or action:
            yield (unit, "who", name, action)
    for name in p.place.known:
        yield (unit, "where", name, counted)
    for name in p.actor.known:
        yield (unit, "whose", name, counted)
    if p.counted or p.action:
        yield (unit, "what", p.counted or p.counted_words, action)
    # places told, or lent by the article; of money, areas and shares there are few: what is counted need not agree
    for country in sorted(p.where, key=lambda n: (-p.where[n], n))[: 1 if p.unit == "count" else 2]:
        yield (unit, "land", country, counted if p.unit == "count" else "")
    if p.unit != "count":
        for name in p.place.known:
            yield (unit, "there", name)
    if p.value:
        yield (unit, "value", f"{p.value:.2e}".split("e")[0])  # a slip of the zeros keeps the digits


def subjects(p: Profile, terms: Sequence[str]) -> Iterator[Key]:
    """The blocks that all claims of an article in one unit stand in. ``terms``: those that tell most of it
    (:func:`telling`)."""
    unit = measure(p.unit)
    for term in terms:
        yield (unit, "about", term)


def telling(terms: Mapping[str, float]) -> list[str]:
    """The heaviest of an article's words."""
    return sorted(terms, key=lambda t: (-terms[t], t))[: settings("matching")["blocking"]["terms"]]


def candidates(found: Sequence[Profile]) -> tuple[Ints, list[str]]:
    """Pairs of indices to compare, (n, 2), the smaller first, in order, and notes on blocks that were cut."""
    rules = settings("matching")["blocking"]
    names, blocks = _blocks(found)
    pairs = _Gathered(len(found))
    for equal in _of_one_size(blocks, rules["cap"]):
        a, b = places(equal.shape[1])
        some = max(_AT_ONCE // len(a), 1)
        for start in range(0, len(equal), some):
            pairs.add(equal[start : start + some, a].ravel(), equal[start : start + some, b].ravel())
    notes: list[str] = []
    large = np.flatnonzero(blocks.sizes > rules["cap"]).tolist()
    orders = _Orders(found) if large else None
    for n in sorted(large, key=names.__getitem__):
        members = blocks.members[blocks.starts[n] : blocks.starts[n] + blocks.sizes[n]]
        assert orders is not None
        finer = orders.parts(members)
        for few in finer:
            if 1 < len(few) <= rules["cap"]:
                pairs.add(*_all(few))
            elif len(few) > 1:
                for ends in orders.neighbours(few, rules["window"]):
                    pairs.add(*ends)
        words = " ".join(word for word in names[n] if word)
        notes.append(f"{len(members):,} claims share {words}: compared in {len(finer)} parts")
    return pairs.done(), notes


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The claims of each block, one block behind the other: ``members[starts[n] : starts[n] + sizes[n]]``, in order."""

    members: Ints
    starts: Ints
    sizes: Ints


def _blocks(found: Sequence[Profile]) -> tuple[list[Key], _Blocks]:
    """The keys under which claims stand, and the claims under each."""
    numbers: dict[Key, int] = {}
    shared: dict[tuple[int, str], list[int]] = {}  # by identity: the claims of an article share its words
    told: dict[int, list[str]] = {}
    under = array("q")
    lengths = np.empty(len(found), dtype=np.int64)
    for i, p in enumerate(found):
        about = id(p.terms), p.unit
        if about not in shared:
            if id(p.terms) not in told:
                told[id(p.terms)] = telling(p.terms)
            shared[about] = [numbers.setdefault(key, len(numbers)) for key in subjects(p, told[id(p.terms)])]
        before = len(under)
        under.extend({numbers.setdefault(key, len(numbers)) for key in keys(p)})
        under.extend(shared[about])
        lengths[i] = len(under) - before
    codes = np.frombuffer(under, dtype=np.int64) if under else np.zeros(0, dtype=np.int64)
    members = np.repeat(np.arange(len(found)), lengths)[order(codes)]
    sizes = np.bincount(codes, minlength=len(numbers))
    return list(numbers), _Blocks(members, np.cumsum(sizes) - sizes, sizes)


def _of_one_size(blocks: _Blocks, cap: int) -> Iterator[Ints]:
    """The blocks of 2 … ``cap`` claims, those of one size together: (blocks, size)."""
    for size in np.unique(blocks.sizes[(blocks.sizes > 1) & (blocks.sizes <= cap)]).tolist():
        starts = blocks.starts[blocks.sizes == size]
        yield blocks.members[starts[:, None] + np.arange(size)]


def _all(members: Ints) -> tuple[Ints, Ints]:
    """All pairs of some indices that are in order."""
    a, b = places(len(members))
    return members[a], members[b]


class _Orders:
    """The orders in which the claims of a block that is too large are put: each computed once for all of them."""

    def __init__(self, found: Sequence[Profile]) -> None:
        self._second, _ = coded(_second(p) for p in found)
        dates = np.array([(p.last or date.min).toordinal() for p in found])
        values = np.array([p.value or 0.0 for p in found], dtype=float)
        self._ranks = [_ranks(*by) for by in ((dates, values), (values, dates))]

    def parts(self, members: Ints) -> list[Ints]:
        """Some indices, in order, by their second key."""
        codes = self._second[members]
        order = np.argsort(codes, kind="stable")
        return np.split(members[order], np.flatnonzero(np.diff(codes[order])) + 1)

    def neighbours(self, members: Ints, window: int) -> Iterator[tuple[Ints, Ints]]:
        """Each claim with those next to it, in order of date and in order of figure; the smaller index first."""
        for ranks in self._ranks:
            ordered = members[np.argsort(ranks[members])]
            for step in range(1, min(window + 1, len(ordered))):
                a, b = ordered[:-step], ordered[step:]
                yield np.minimum(a, b), np.maximum(a, b)


def _second(p: Profile) -> Key:
    return (p.action or "", p.counted or "", "+".join(sorted(p.place.known)), "+".join(sorted(p.actor.known)))


def _ranks(first: npt.NDArray[Any], then: npt.NDArray[Any]) -> Ints:
    """The place of each index when they are put in order of two keys, equal ones as they come."""
    ranks = np.empty(len(first), dtype=np.int64)
    ranks[np.lexsort((then, first))] = np.arange(len(first))
    return ranks


class _Gathered:
    """Pairs of indices below ``n``, each once, the smaller first; no more are held twice than there are at once."""

    def __init__(self, n: int) -> None:
        self._n = max(n, 1)
        # a pair as one number: the shorter ones are sorted twice as fast
        self._kind = np.dtype(np.uint32 if self._n**2 <= 2**32 else np.int64)
        self._flat = np.zeros(0, dtype=self._kind)
        self._new: list[Ints] = []
        self._held = 0

    def add(self, a: Ints, b: Ints) -> None:
        """Adds the pairs of an index of ``a`` and the larger one at its place in ``b``."""
        self._new.append((a * self._n + b).astype(self._kind))
        self._held += len(a)
        if self._held > max(_AT_ONCE, len(self._flat)):
            self._merge()

    def _merge(self) -> None:
        flat = np.concatenate([self._flat, *self._new])
        self._new, self._held = [], 0
        self._flat = once(flat)

    def done(self) -> Ints:
        self._merge()
        pairs = np.empty((len(self._flat), 2), dtype=np.int32)
        pairs[:, 0], pairs[:, 1] = self._flat // self._n, self._flat % self._n
        return pairs
