"""Reference figures, put beside the series that is there: they join it, and change no other of its members.

Figures of one source about several years or countries would else draw series together that no article connects.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.clusters.linking import Floats, Mask
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints
from pipeline.clusters.timeline import Stretch
from pipeline.knowledge import settings


def attach(
    found: Sequence[Profile], groups: Sequence[Sequence[int]], known: Mask, pairs: Ints, evidence: Floats,
    forbidden: Mask,
) -> list[list[int]]:  # fmt: skip
    """For each of the ``groups``, the ``known`` indices of ``found`` that belong to it, in order.

    ``known`` marks the reference figures; groups hold none of them. A figure goes to the group of its own people with
    the highest evidence on average, when that is above 0 and no pair with a member is forbidden; else to none. One
    publication has one figure of a quantity as of a day: of several, the group takes the one with the most evidence.
    """
    home = np.full(len(known), -1)
    sizes = np.array([len(g) for g in groups])
    for number, members in enumerate(groups):
        home[list(members)] = number
    never = settings("matching")["linking"]["never_compared"]
    touching = known[pairs[:, 0]] != known[pairs[:, 1]]
    pairs, evidence, forbidden = pairs[touching], evidence[touching], forbidden[touching]
    first = known[pairs[:, 0]]
    figure = np.where(first, pairs[:, 0], pairs[:, 1])
    group = home[np.where(first, pairs[:, 1], pairs[:, 0])]
    best: dict[tuple[int, str, object], tuple[float, int]] = {}
    for i in np.unique(figure).tolist():
        mine = figure == i
        compared = np.bincount(group[mine], minlength=len(groups))
        total = np.bincount(group[mine], evidence[mine], len(groups)) + (sizes - compared) * never
        banned = np.bincount(group[mine], forbidden[mine], len(groups)) > 0
        average = np.where(banned | (compared == 0), -np.inf, total / sizes)
        for number in np.argsort(-average, kind="stable").tolist():
            if not average[number] > 0:
                break
            if _own_people(found[i], [found[m] for m in groups[number]]):
                key = (number, found[i].claim.article_id, found[i].last)
                best[key] = max(best.get(key, (0.0, i)), (float(average[number]), i))
                break
    out: list[list[int]] = [[] for _ in groups]
    for (number, *_), (_, i) in best.items():
        out[number].append(i)
    return [sorted(members) for members in out]


def _own_people(figure: Profile, members: Sequence[Profile]) -> bool:
    """Do most members speak of the people that the figure speaks of, or like it of nobody's in particular?"""
    same = [p for p in members if p.actor.known & figure.actor.known or p.actor.known == figure.actor.known]
    return 2 * len(same) > len(members)


def beside(stretches: Sequence[Stretch], figures: Sequence[Profile]) -> list[list[Profile]]:
    """For each stretch of a series, those reference ``figures`` that speak of its time, or of the time nearest to it.

    A figure further from all of them than the longest stretch (``time_stretch.longest_days``) stands beside none.
    """
    reach = settings("matching")["time_stretch"]["longest_days"]
    out: list[list[Profile]] = [[] for _ in stretches]
    for figure in figures:
        gaps = [_gap(figure, stretch.members) for stretch in stretches]
        nearest = min(range(len(gaps)), key=lambda n: (gaps[n], n))
        if gaps[nearest] <= reach:
            out[nearest].append(figure)
    return out


def _gap(figure: Profile, members: Sequence[Profile]) -> int:
    """Days between the time of a figure and that of some others; 0 when they meet, or when nobody tells it."""
    dated = [(p.first, p.last) for p in members if p.first and p.last]
    if not dated or not figure.first or not figure.last:
        return 0
    first, last = min(d[0] for d in dated), max(d[1] for d in dated)
    return max((figure.first - last).days, (first - figure.last).days, 0)
