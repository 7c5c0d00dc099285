"""Which claims of other articles are nearly of the same quantity, whatever their figures and their series."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clusters.profile import Profile
from pipeline.clusters.scoring import Compared
from pipeline.clusters.sparse import coded, order
from pipeline.knowledge import settings

SURELY = 0.99  # room for rounding, where a figure that cannot be a case is left out before it is looked at
Floats = npt.NDArray[np.floating[Any]]


class Kin:
    """The kin of the claims that are ``wanted``, of all that were ``compared``. Held as arrays: there are many more of
    them than of claims."""

    def __init__(self, compared: Compared | None, wanted: Container[str]) -> None:
        self._found: Sequence[Profile] = compared.found if compared else ()
        self._place = {p.claim_id: n for n, p in enumerate(self._found) if p.claim_id in wanted}
        if compared is None:
            return
        there = np.zeros(len(self._found), dtype=bool)
        there[list(self._place.values())] = True
        articles = coded(p.claim.article_id for p in self._found)[0].astype(np.int32)
        alike = compared.evidence - compared.weights("value")[compared.outcomes["value"]]
        i, j = compared.pairs[:, 0], compared.pairs[:, 1]
        near = ~compared.forbidden & (alike >= settings("checks")["kin"]["loose"]) & there[i] & there[j]
        near &= articles[i] != articles[j]
        # there are millions of them: no array is held longer than it is needed
        i, j, alike = i[near].astype(np.int32), j[near].astype(np.int32), alike[near]
        ends = np.concatenate([i, j])
        at = order(ends)
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=len(self._found)))])
        del ends
        self._other = np.concatenate([j, i])[at]
        del i, j
        at %= max(len(alike), 1)  # of both ends it is the same
        self._alike = alike[at]
        del alike, at
        apart = self._apart()
        self._nearest = self._of_each(np.minimum, apart, np.inf).tolist()
        self._farthest: dict[bool, list[float]] = {True: self._of_each(np.maximum, apart, 0.0).tolist()}
        apart[self._alike < settings("checks")["kin"]["evidence"]] = 0.0
        self._farthest[False] = self._of_each(np.maximum, apart, 0.0).tolist()

    def _apart(self) -> Floats:
        """Of each claim with each of its kin how many times the larger figure is the smaller; NaN where one is not
        above 0."""
        # half the memory, and near enough: who asks leaves room (SURELY)
        values = np.array([v if (v := p.value) and v > 0 else np.nan for p in self._found], dtype=np.float32)
        ratio: Floats = np.repeat(values, np.diff(self._starts))
        ratio /= values[self._other]
        return np.maximum(ratio, 1 / ratio, out=ratio)

    def _of_each(self, pick: np.ufunc, apart: Floats, otherwise: float) -> Floats:
        out = np.full(len(self._found), otherwise)
        some = np.flatnonzero(np.diff(self._starts))
        if len(some):
            out[some] = pick.reduceat(np.nan_to_num(apart, nan=otherwise, posinf=np.inf), self._starts[some])
        return out

    def nearest(self, p: Profile) -> float:
        """How many times as large or small the nearest figure of its kin is, however loosely; infinity without any."""
        n = self._place.get(p.claim_id)
        return np.inf if n is None else self._nearest[n]

    def farthest(self, p: Profile, loosely: bool = False) -> float:
        """How many times as large or small the farthest figure of its kin is; 0 without any."""
        n = self._place.get(p.claim_id)
        return 0.0 if n is None else self._farthest[loosely][n]

    def of(self, p: Profile, least: float) -> list[Profile]:
        """Those of ``p`` whose evidence, but for the figure, is at least ``least``; in order of claim id."""
        n = self._place.get(p.claim_id)
        if n is None:
            return []
        mine = slice(self._starts[n], self._starts[n + 1])
        near = self._other[mine][self._alike[mine] >= least]
        return [self._found[k] for k in np.sort(near).tolist()]  # they are found in order of claim id
