"""Which claims are compared at all: those of one unit that share what is counted, whose, where, or what it is about.

Every claim stands under a few keys; two claims are compared when they share one. A block of more than ``blocking.cap``
claims is cut by a second key; what is still larger is put in order of date and of figure, and each claim compared with
its neighbours: cost grows almost in line with the number of claims, and a note says which blocks were cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from pipeline import lexicons
from pipeline.clusters.figures import measure
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints
from pipeline.knowledge import settings

Key = tuple[str, ...]
_AT_ONCE = 2_000_000  # pairs that are gathered before those that were met before are dropped


def keys(p: Profile, terms: Sequence[str]) -> Iterator[Key]:
    """The blocks that a claim stands in. ``terms``: those that tell most of its article (:func:`telling`)."""
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
    for term in terms:
        yield (unit, "about", term)
    # places told, or lent by the article; of money, areas and shares there are few: what is counted need not agree
    for country in sorted(p.where, key=lambda n: (-p.where[n], n))[: 1 if p.unit == "count" else 2]:
        yield (unit, "land", country, counted if p.unit == "count" else "")
    if p.unit != "count":
        for name in p.place.known:
            yield (unit, "there", name)
    if p.value:
        yield (unit, "value", f"{p.value:.2e}".split("e")[0])  # a slip of the zeros keeps the digits


def telling(terms: Mapping[str, float]) -> list[str]:
    """The heaviest of an article's words."""
    return sorted(terms, key=lambda t: (-terms[t], t))[: settings("matching")["blocking"]["terms"]]


def candidates(found: Sequence[Profile]) -> tuple[Ints, list[str]]:
    """Pairs of indices to compare, (n, 2), the smaller first, in order, and notes on blocks that were cut."""
    rules = settings("matching")["blocking"]
    blocks: dict[Key, list[int]] = defaultdict(list)
    told: dict[int, list[str]] = {}  # by identity: the claims of an article share its words
    for i, p in enumerate(found):
        if id(p.terms) not in told:
            told[id(p.terms)] = telling(p.terms)
        for key in set(keys(p, told[id(p.terms)])):
            blocks[key].append(i)
    orders = _Orders(found)
    pairs = _Gathered(len(found))
    notes: list[str] = []
    for key in sorted(k for k, members in blocks.items() if len(members) > 1):
        members = np.array(blocks[key], dtype=np.int64)
        if len(members) <= rules["cap"]:
            pairs.add(*_all(members))
            continue
        finer = orders.parts(members)
        for few in finer:
            if len(few) <= rules["cap"]:
                pairs.add(*_all(few))
            else:
                for ends in orders.neighbours(few, rules["window"]):
                    pairs.add(*ends)
        notes.append(f"{len(members):,} claims share {' '.join(k for k in key if k)}: compared in {len(finer)} parts")
    return pairs.done(), notes


def _all(members: Ints) -> tuple[Ints, Ints]:
    """All pairs of some indices."""
    a, b = np.triu_indices(len(members), 1)
    return members[a], members[b]


class _Orders:
    """The orders in which the claims of a block that is too large are put: each computed once for all of them."""

    def __init__(self, found: Sequence[Profile]) -> None:
        self._second = np.array(_places([_second(p) for p in found]), dtype=np.int64)
        dates = [p.last or date.min for p in found]
        values = [p.value or 0.0 for p in found]
        self._ranks = [_ranks(list(zip(*by, strict=True))) for by in ((dates, values), (values, dates))]

    def parts(self, members: Ints) -> list[Ints]:
        """Some indices, in order, by their second key."""
        codes = self._second[members]
        order = np.argsort(codes, kind="stable")
        return np.split(members[order], np.flatnonzero(np.diff(codes[order])) + 1)

    def neighbours(self, members: Ints, window: int) -> Iterator[tuple[Ints, Ints]]:
        """Each claim with those next to it, in order of date and in order of figure."""
        for ranks in self._ranks:
            ordered = members[np.argsort(ranks[members])]
            for step in range(1, min(window + 1, len(ordered))):
                yield ordered[:-step], ordered[step:]


def _second(p: Profile) -> Key:
    return (p.action or "", p.counted or "", "+".join(sorted(p.place.known)), "+".join(sorted(p.actor.known)))


def _places(keys: Sequence[Key]) -> list[int]:
    """The place of each key among all that there are, in order."""
    places = {key: n for n, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def _ranks(keys: Sequence[Any]) -> Ints:
    """The place of each index when they are put in order of their keys, equal ones as they come."""
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks


class _Gathered:
    """Pairs of indices below ``n``, each once, the smaller first; no more are held twice than there are at once."""

    def __init__(self, n: int) -> None:
        self._n = max(n, 1)
        self._flat = np.zeros(0, dtype=np.int64)
        self._new: list[Ints] = []
        self._held = 0

    def add(self, a: Ints, b: Ints) -> None:
        self._new.append(np.minimum(a, b) * self._n + np.maximum(a, b))
        self._held += len(a)
        if self._held > max(_AT_ONCE, len(self._flat)):
            self._merge()

    def _merge(self) -> None:
        flat = np.concatenate([self._flat, *self._new])
        flat.sort()  # np.unique hashes, which takes several times as long
        self._flat, self._new, self._held = flat[np.diff(flat, prepend=-1) > 0], [], 0

    def done(self) -> Ints:
        self._merge()
        return np.stack([self._flat // self._n, self._flat % self._n], axis=1)
