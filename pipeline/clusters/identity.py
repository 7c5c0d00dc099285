"""Ids that stay: a series is known by the facets of the claim that was printed first, whoever joins it later.

The first of its claims is the same for every order of input. An article that comes later changes no id; one that was
published before all others of a series can give that series another id, and no other series.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pipeline.clusters.profile import Profile

Key = tuple[str, ...]


def founder(members: Sequence[Profile]) -> Profile:
    """The claim that was printed first; of several on one day, the one that stands first in its article."""
    return min(members, key=order)


def order(p: Profile) -> tuple[date, str, int, str]:
    """The order in which claims were printed; undated articles come last."""
    return (p.published or date.max, p.claim.article_id, p.claim.start, p.claim_id)


def facets(p: Profile) -> Key:
    """The canonical facets of a claim, as the name of its series; words where no class is known."""
    return (
        p.unit,
        p.counted or p.counted_words,
        p.action or p.action_words,
        "+".join(sorted(p.actor.known)) or p.actor.words,
        "+".join(sorted(p.place.known)) or p.place.words,
        p.base or "",
        "+".join(sorted(part for _, part in p.parts)),
    )


def series_ids(found: Sequence[Profile], groups: Sequence[Sequence[int]]) -> list[tuple[str, list[int]]]:
    """An id for each group of indices of ``found``, in the order of the ids' facets.

    Two series with the same facets (tolls of two storms in one country) are told apart by their first claim; the one
    that was printed before the other keeps the facets alone.
    """
    by_facets: dict[Key, list[tuple[Profile, list[int]]]] = defaultdict(list)
    for members in groups:
        first = founder([found[i] for i in members])
        by_facets[facets(first)].append((first, list(members)))
    out = []
    for key, same in sorted(by_facets.items()):
        same.sort(key=lambda pair: order(pair[0]))
        for n, (first, members) in enumerate(same):
            out.append((digest(*key, *([first.claim_id] if n else [])), members))
    return out


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for some words."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
