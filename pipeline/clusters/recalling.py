"""Comparisons as the last build made them: only pairs that a new or changed claim stands in are compared again.

How two claims compare hangs on nothing else, so a pair that was compared before has the outcomes that it had. They are
kept in two parts, all of one build and what came since: all of them are hundreds of megabytes, which are not written
again for a few articles more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clusters import scoring
from pipeline.clusters.profile import Profile
from pipeline.clusters.scoring import Compared
from pipeline.clusters.sparse import Ints
from pipeline.keep import Keep

Codes = npt.NDArray[np.int8]
_ALL, _SINCE = "compared", "compared since"
_RENEWED = 0.1  # of all pairs: when so many came since, or are no longer asked for, all are written again
_LARGEST = 20_000_000  # pairs beyond which they are not kept: the file would be larger than what it saves


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """What was found of some pairs of claims, as scoring tells it. ``flat``: the pairs as one number each, in order;
    ``size``: how many there were, those of claims that are gone among them."""

    flat: Ints
    codes: dict[str, Codes]
    names: dict[str, list[str]]
    rules: npt.NDArray[np.int32]
    told: list[str | None]
    size: int

    def places(self, flat: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The place of each of some pairs, and which of them are there at all."""
        if not len(self.flat):
            return np.zeros(len(flat), dtype=np.int64), np.zeros(len(flat), dtype=bool)
        at = np.minimum(np.searchsorted(self.flat, flat), len(self.flat) - 1)
        return at, self.flat[at] == flat


def compared(found: Sequence[Profile], pairs: Ints, keep: Keep) -> Compared:
    """What :func:`pipeline.clusters.scoring.compared` gives; ``found`` in order of claim ids, ``pairs`` in order."""
    marks = _marks(found, keep)
    if marks is None or not len(pairs):
        return scoring.compared(found, pairs)
    flat = pairs[:, 0].astype(np.int64) * len(found) + pairs[:, 1]
    known, since = _recalled(_ALL, marks, keep), _recalled(_SINCE, marks, keep)
    if known is None:
        made = scoring.compared(found, pairs)
        _put(_ALL, keep, marks, flat, made)
        return made
    at, there = known.places(flat)
    rest = _later(found, pairs[~there], flat[~there], since)
    renewed = len(rest.pairs) + known.size - np.count_nonzero(there) > _RENEWED * len(pairs)
    if not renewed and len(rest.pairs) and not (since and np.array_equal(since.flat, flat[~there])):
        _put(_SINCE, keep, marks, flat[~there], rest)
    made = _joined(found, pairs, known, at, there, rest)
    if renewed:
        _put(_ALL, keep, marks, flat, made)
        keep.put(_SINCE, "names", None)
    return made


def _later(found: Sequence[Profile], pairs: Ints, flat: Ints, since: _Outcomes | None) -> Compared:
    """The comparisons of pairs that were not among all of an earlier build."""
    if since is None:
        return replace(_fresh(found, pairs), pairs=pairs)
    at, there = since.places(flat)
    return _joined(found, pairs, since, at, there, _fresh(found, pairs[~there]))


def _fresh(found: Sequence[Profile], pairs: Ints) -> Compared:
    """The comparisons of some pairs, looking at no claim but theirs."""
    some, at = np.unique(pairs, return_inverse=True)
    return scoring.compared([found[k] for k in some.tolist()], at.reshape(-1, 2))


def _joined(
    found: Sequence[Profile], pairs: Ints, known: _Outcomes, at: Ints, there: npt.NDArray[np.bool_], fresh: Compared
) -> Compared:
    old = at[there]
    codes: dict[str, Codes] = {}
    names: dict[str, list[str]] = {}
    for facet, mine in fresh.outcomes.items():
        names[facet], place = _union(known.names[facet], fresh.names[facet])
        codes[facet] = np.empty(len(pairs), dtype=np.int8)
        codes[facet][there] = known.codes.pop(facet)[old]  # not held any longer than it is needed
        codes[facet][~there] = place[mine]
    told, place = _union(known.told, fresh.told)
    rules = np.empty(len(pairs), dtype=np.int32)
    rules[there], rules[~there] = known.rules[old], place[fresh.rules]
    return scoring.weighed(found, pairs, codes, names, rules, told)


def _union(one: Sequence[Any], other: Sequence[Any]) -> tuple[list[Any], Ints]:
    """The names of both, and the place of each of the ``other`` among them."""
    every = list(one)
    places = {name: n for n, name in reversed(list(enumerate(one)))}
    for name in other:
        if name not in places:
            places[name] = len(every)
            every.append(name)
    return every, np.array([places[name] for name in other], dtype=np.int64)


def _marks(found: Sequence[Profile], keep: Keep) -> npt.NDArray[np.uint64] | None:
    """A number for each claim that stands for all that is known of it; None when nothing is kept of one."""
    out = np.empty(len(found), dtype=np.uint64)
    for n, p in enumerate(found):
        article = keep.article(p.claim.article_id)
        if article is None:
            return None
        out[n] = int.from_bytes(hashlib.blake2b(f"{p.claim_id} {article}".encode(), digest_size=8).digest(), "big")
    return out


def _put(kind: str, keep: Keep, marks: npt.NDArray[np.uint64], flat: Ints, made: Compared) -> None:
    """Keeps the comparisons, an array at a time, so that none of them is held twice; the names last, which vouch for
    all of them."""
    if len(flat) > _LARGEST:
        return
    arrays = {"marks": marks, "flat": flat, "rules": made.rules, **{f"of {f}": c for f, c in made.outcomes.items()}}
    for name, array in arrays.items():
        keep.put(kind, name, np.ascontiguousarray(array).data.cast("B"))
    keep.put(kind, "names", {"names": {f: list(n) for f, n in made.names.items()}, "told": list(made.told)})


def _recalled(kind: str, marks: npt.NDArray[np.uint64], keep: Keep) -> _Outcomes | None:
    """What is kept, with the pairs as places in ``marks``; without those of claims that are gone or changed."""

    def array(name: str, type_: Any) -> npt.NDArray[Any]:
        return np.frombuffer(keep.get(kind, name) or b"", dtype=type_)

    said = keep.get(kind, "names")
    before, old = array("marks", np.uint64), array("flat", np.int64)
    rules = array("rules", np.int32)
    codes = {facet: array(f"of {facet}", np.int8) for facet in (said["names"] if said else ())}
    if said is None or not len(before):
        return None
    order = np.argsort(marks)
    at = np.minimum(np.searchsorted(marks, before, sorter=order), len(marks) - 1)
    home = np.where(marks[order[at]] == before, order[at], -1)
    a, b = home[old // len(home)], home[old % len(home)]
    there = (a >= 0) & (b >= 0)
    size = len(old)
    if not there.all():
        a, b, rules = a[there], b[there], rules[there]
        codes = {facet: of[there] for facet, of in codes.items()}
    # both are in the order of claim ids: the pairs that are left are still in order
    return _Outcomes(a * len(marks) + b, codes, said["names"], rules, said["told"], size)
