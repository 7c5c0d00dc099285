"""From pairs to groups: the strongest pair first, never joining two ends that contradict each other.

Agglomerative with average linkage (Sokal and Michener 1958) under cannot-links (Wagstaff and others 2001): two groups
are joined when the evidence between their members, averaged, is for it and no pair across them is forbidden. Only
claims that a chain of positive pairs connects can meet, so each such component is linked by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clusters.sparse import Ints, order
from pipeline.knowledge import settings

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Make = Callable[[Ints, Ints, Floats, Mask], list[list[int]]]  # members, places of pairs, evidence, forbidden → groups
Remember = Callable[[Ints, Ints, Floats, Mask, Make], list[list[int]]]
Contradict = Callable[[Ints], Mask]  # indices → which two of them a rule keeps apart, (m, m)


def link(
    n: int,
    pairs: Ints,
    evidence: Floats,
    forbidden: Mask,
    contradict: Contradict | None = None,
    kept: Remember | None = None,
    among: Mask | None = None,
) -> list[list[int]]:
    """Groups of the indices 0…n-1, each sorted, in order of their first index.

    ``contradict`` tells of pairs that were never compared whether a rule forbids them. ``kept`` is asked for the groups
    of a component before they are made. ``among`` marks the pairs that count, where not all of them do.
    """
    rules = settings("matching")["linking"]
    groups: list[list[int]] = []
    spot = np.empty(n, dtype=np.int32)  # of an index: its place among those that are looked at together
    one, other = np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
    good = ~forbidden
    counting = np.arange(len(pairs)) if among is None else np.flatnonzero(among)
    todo: list[tuple[Ints, Ints, float]] = [(np.arange(n), counting, 0.0)] if n else []
    while todo:
        members, mine, least = todo.pop()
        spot[members] = np.arange(len(members))
        strong = mine[(evidence[mine] > least) & good[mine]]
        labels = components(len(members), spot[pairs[strong]])
        at = order(labels)
        pieces = np.split(members[at], np.flatnonzero(np.diff(labels[at])) + 1)
        groups += [[int(p[0])] for p in pieces if len(p) == 1]
        if all(len(p) == 1 for p in pieces):
            continue
        place = np.full(n, -1, dtype=np.int32)
        for number, piece in enumerate(pieces):
            place[piece], spot[piece] = number, np.arange(len(piece))
        home, there = place[one[mine]], place[other[mine]]
        inside, home = mine[home == there], home[home == there]
        at = order(home)
        inside = inside[at]
        edges = np.searchsorted(home[at], np.arange(len(pieces) + 1))
        for number, piece in enumerate(pieces):
            own = inside[edges[number] : edges[number + 1]]
            if len(piece) == 1:
                continue
            if len(piece) > rules["largest"]:  # too many for a table of all pairs: only stronger pairs connect them
                higher = float(np.median(evidence[own][(evidence[own] > least) & good[own]]))
                todo.append((piece, own, max(higher, least + rules["step"])))
                continue
            groups += (kept or _made)(
                piece,
                spot[pairs[own]],
                evidence[own],
                forbidden[own],
                lambda *told: _link(*told, contradict=contradict, otherwise=rules["never_compared"]),
            )
    return sorted((sorted(group) for group in groups), key=lambda group: group[0])


def components(n: int, pairs: npt.NDArray[np.signedinteger[Any]]) -> Ints:
    """A number for each of the indices 0…n-1, the same for those that ``pairs`` connect: union–find on arrays."""
    parent = np.arange(n)
    one, other = pairs[:, 0].copy(), pairs[:, 1].copy()
    while len(one):
        a, b = parent[one], parent[other]
        apart = a != b
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        parent[np.maximum(a, b)] = np.minimum(a, b)  # of several the last: the others' turn comes
        while (parent != parent[parent]).any():
            parent = parent[parent]
    return parent


def _made(members: Ints, at: Ints, evidence: Floats, forbidden: Mask, make: Make) -> list[list[int]]:
    return make(members, at, evidence, forbidden)


def _link(
    members: Ints, at: Ints, evidence: Floats, forbidden: Mask, *, contradict: Contradict | None, otherwise: float
) -> list[list[int]]:
    """The groups of some members; ``at``: the places of each pair among them."""
    m = len(members)
    total = np.full((m, m), otherwise)
    apart = contradict(members) if contradict is not None else np.zeros((m, m), dtype=bool)
    for a, b in ((at[:, 0], at[:, 1]), (at[:, 1], at[:, 0])):
        total[a, b] = np.where(forbidden, 0.0, evidence)
        apart[a, b] |= forbidden
    size = np.ones(m)
    live = np.ones(m, dtype=bool)
    groups = [[int(i)] for i in members]
    np.fill_diagonal(apart, True)
    average = np.where(apart, -np.inf, total)
    best = average.argmax(axis=1)
    strength = average[np.arange(m), best]
    while True:
        i = int(strength.argmax())
        if not strength[i] > 0:
            break
        j = int(best[i])
        keep, gone = min(i, j), max(i, j)
        groups[keep] += groups[gone]
        total[keep] += total[gone]
        total[:, keep] = total[keep]
        apart[keep] |= apart[gone]
        apart[:, keep] = apart[keep]
        size[keep] += size[gone]
        live[gone] = False
        apart[gone] = apart[:, gone] = True
        row = np.where(apart[keep] | ~live, -np.inf, total[keep] / (size[keep] * size))
        average[keep] = average[:, keep] = row
        average[gone] = average[:, gone] = -np.inf
        strength[gone] = -np.inf
        stale = live & ((best == keep) | (best == gone))
        stale[keep] = True
        better = row > strength
        best[better], strength[better] = keep, row[better]
        for k in np.flatnonzero(stale & ~(better & (np.arange(m) != keep))):
            best[k] = average[k].argmax()
            strength[k] = average[k, best[k]]
    return [groups[i] for i in np.flatnonzero(live)]
