"""Which claims of other articles are nearly of the same quantity, whatever their figures and their series."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.clusters import scoring
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

Floats = npt.NDArray[np.float64]


class Kin:
    """The kin of the claims that are ``wanted``, of all that were ``compared``. Held as arrays: there are many more of
    them than of claims."""

    def __init__(self, compared: scoring.Compared | None, wanted: Container[str]) -> None:
        self._found: Sequence[Profile] = compared.found if compared else ()
        self._place = {p.claim_id: n for n, p in enumerate(self._found) if p.claim_id in wanted}
        if compared is None:
            return
        there = np.zeros(len(self._found), dtype=bool)
        there[list(self._place.values())] = True
        articles, _ = scoring.coded(p.claim.article_id for p in self._found)
        alike = compared.evidence - compared.weights("value")[compared.outcomes["value"]]
        i, j = compared.pairs[:, 0], compared.pairs[:, 1]
        near = ~compared.forbidden & (alike >= settings("checks")["kin"]["loose"]) & there[i] & there[j]
        at = np.flatnonzero(near & (articles[i] != articles[j]))
        ends = np.concatenate([i[at], j[at]])
        order = np.argsort(ends, kind="stable")
        self._other = np.concatenate([j[at], i[at]])[order]
        self._alike = np.concatenate([alike[at], alike[at]])[order]
        self._starts = np.searchsorted(ends[order], np.arange(len(self._found) + 1))
        self._far = self._farthest()

    def _farthest(self) -> Floats:
        """For each claim how many times as large or small as its figure that of any of its kin is; 0 without any."""
        with np.errstate(invalid="ignore"):
            logs = np.log10(np.array([v if (v := p.value) and v > 0 else np.nan for p in self._found], dtype=float))
        counts = np.diff(self._starts)
        apart = np.abs(np.repeat(logs, counts) - logs[self._other])
        far = np.zeros(len(logs))
        some = np.flatnonzero(counts)
        if len(some):
            far[some] = 10 ** np.maximum.reduceat(np.nan_to_num(apart, nan=-np.inf), self._starts[some])
        return far

    def farthest(self, p: Profile) -> float:
        """How many times as large or small as its figure that of any of its kin is, however loosely; 0 without any."""
        n = self._place.get(p.claim_id)
        return 0.0 if n is None else float(self._far[n])

    def of(self, p: Profile, least: float) -> list[Profile]:
        """Those of ``p`` whose evidence, but for the figure, is at least ``least``; in order of claim id."""
        n = self._place.get(p.claim_id)
        if n is None:
            return []
        mine = slice(self._starts[n], self._starts[n + 1])
        near = self._other[mine][self._alike[mine] >= least]
        return [self._found[k] for k in np.sort(near).tolist()]  # they are found in order of claim id
