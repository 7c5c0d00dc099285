"""From pairs to groups: the strongest pair first, never joining two ends that contradict each other.

Agglomerative with average linkage: two groups are joined when the evidence between their members, averaged, is for it
and no pair across them is forbidden. Pairs that were never compared count as weak evidence against.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from pipeline.clusters.scoring import Comparison

# two claims that share no block: some evidence against their being the same
_NEVER_COMPARED = -1.0


def link(n: int, compared: Mapping[tuple[int, int], Comparison]) -> list[list[int]]:
    """Groups of the indices 0…n-1, each sorted, in order of their first index."""
    groups: dict[int, list[int]] = {i: [i] for i in range(n)}
    total: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in range(n)}
    forbidden: dict[int, set[int]] = {i: set() for i in range(n)}
    heap: list[tuple[float, int, int]] = []
    for (i, j), c in compared.items():
        if c.rule:
            forbidden[i].add(j)
            forbidden[j].add(i)
        else:
            total[i][j] = total[j][i] = (c.evidence, 1)
            if c.evidence > 0:
                heap.append((-c.evidence, i, j))
    heapq.heapify(heap)
    while heap:
        strength, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups or j in forbidden[i] or -strength != _average(groups, total, i, j):
            continue
        keep, gone = (i, j) if i < j else (j, i)
        groups[keep] += groups.pop(gone)
        for other in forbidden.pop(gone):
            forbidden[other].discard(gone)
            forbidden[other].add(keep)
            forbidden[keep].add(other)
        mine, theirs = total[keep], total.pop(gone)
        mine.pop(gone, None)
        for other, (evidence, pairs) in theirs.items():
            if other == keep:
                continue
            had = mine.get(other, (0.0, 0))
            mine[other] = (had[0] + evidence, had[1] + pairs)
            total[other].pop(gone, None)
            total[other][keep] = mine[other]
        for other in mine:
            total[other][keep] = mine[other]
            average = _average(groups, total, keep, other)
            if average > 0 and other not in forbidden[keep]:
                heapq.heappush(heap, (-average, min(keep, other), max(keep, other)))
    return sorted((sorted(members) for members in groups.values()), key=lambda members: members[0])


def _average(
    groups: Mapping[int, list[int]], total: Mapping[int, Mapping[int, tuple[float, int]]], i: int, j: int
) -> float:
    evidence, pairs = total[i].get(j, (0.0, 0))
    across = len(groups[i]) * len(groups[j])
    return (evidence + _NEVER_COMPARED * (across - pairs)) / across
