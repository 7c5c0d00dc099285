"""Which of all pairs that were compared are worth telling: there are too many of them for a table, or for a reader.

Told is every pair near the threshold, joined or refused. Of the pairs far above it a large series needs only those that
hold it together, the strongest forest, for at any threshold it falls into the same groups by these as by all; and two
series that were kept apart only the one that spoke most for joining them. What a rule forbade is told where the two
claims are alike but for that. Any other pair can be asked for (``crosscheck explain ID --against OTHER``).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.clusters.linking import components
from pipeline.clusters.scoring import Compared
from pipeline.clusters.sparse import Ints, coded
from pipeline.knowledge import settings

Mask = npt.NDArray[np.bool_]


def telling(compared: Compared, series_of: Ints) -> Ints:
    """Places of the pairs worth telling, in order. ``series_of`` numbers the series of each claim, -1 for none."""
    rules = settings("matching")["pairs"]
    forbidden, evidence = compared.forbidden, compared.evidence
    one, other = series_of[compared.pairs[:, 0]], series_of[compared.pairs[:, 1]]
    joined: Mask = (one == other) & (one >= 0)
    apart: Mask = (one != other) & (one >= 0) & (other >= 0) & (evidence > -rules["near"])
    sizes = np.bincount(series_of[series_of >= 0], minlength=1)
    small = joined & (sizes[one] <= rules["whole"])
    near = (joined | apart) & ~forbidden & (np.abs(evidence) < rules["near"])
    inside = np.flatnonzero(joined & ~small)
    inside = inside[forest(len(series_of), compared.pairs[inside], evidence[inside])]
    ruled = np.flatnonzero(apart & forbidden)
    ruled = ruled[_alike(compared, ruled)]
    across = np.flatnonzero(apart & ~forbidden & ~near)
    across = across[np.argsort(-evidence[across], kind="stable")]
    low, high = np.minimum(one[across], other[across]), np.maximum(one[across], other[across])
    _, strongest = np.unique(low * len(sizes) + high, return_index=True)
    told = small | near
    told[np.concatenate([inside, ruled, across[strongest]])] = True
    return np.flatnonzero(told)


def _alike(compared: Compared, places: Ints) -> Mask:
    """Of which pairs is what is counted and done the same, and one of actor and place?"""
    i, j = compared.pairs[places, 0], compared.pairs[places, 1]
    done, _ = coded((p.unit, p.counted, p.action) for p in compared.found)
    whose, _ = coded(p.actor.known for p in compared.found)
    where, _ = coded(p.place.known for p in compared.found)
    alike: Mask = (done[i] == done[j]) & ((whose[i] == whose[j]) | (where[i] == where[j]))
    return alike


def forest(n: int, pairs: Ints, evidence: npt.NDArray[np.float64]) -> Ints:
    """Places of the pairs that connect the indices 0…n-1 as all pairs do, with the most evidence (Borůvka 1926)."""
    left = np.argsort(-evidence, kind="stable")  # the strongest first; of equal ones the first
    chosen = np.zeros(0, dtype=np.int64)
    one, other = pairs[:, 0].copy(), pairs[:, 1].copy()
    while True:
        groups = components(n, pairs[chosen])
        a, b = groups[one[left]], groups[other[left]]
        left, a, b = left[a != b], a[a != b], b[a != b]
        if not len(left):
            return np.sort(chosen)
        best = np.full(n, len(left))
        for ends in (a, b):
            np.minimum.at(best, ends, np.arange(len(left)))
        chosen = np.union1d(chosen, left[best[best < len(left)]])
