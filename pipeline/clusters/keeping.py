"""Groups and clusters as the last build made them, where nothing about their claims is other than it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from pipeline import tables
from pipeline.clusters.identity import digest
from pipeline.clusters.linking import Floats, Make, Mask, Remember
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints
from pipeline.keep import Keep
from pipeline.model import Cluster

_DAYS = ("as_of_start", "as_of_end")
_WORTH = 4  # members of a component from which asking costs less than linking
_NAMES = [f.name for f in fields(Cluster)]


def token(p: Profile, keep: Keep) -> str | None:
    """What stands for all that is known of a claim: its place, its article as it was read, its source."""
    article = keep.article(p.claim.article_id)
    return f"{p.claim_id} {article} {p.claim.origin_id}" if article else None


def key_of(found: Iterable[Profile], keep: Keep, *more: str) -> str | None:
    """A key for what is made of some claims and ``more``; None when nothing can be kept of one of them."""
    told = [token(p, keep) for p in found]
    return None if None in told else digest(*more, *(t for t in told if t))


def clusters(
    series_id: str,
    members: Sequence[Profile],
    known: Sequence[Profile],
    keep: Keep,
    make: Callable[[str, Sequence[Profile], Sequence[Profile]], list[Cluster]],
) -> tuple[list[Cluster], str | None]:
    """What ``make`` makes of a series and the ``known`` figures beside it, and the key of all that is known of them."""
    key = key_of((*members, *known), keep, series_id, str(len(members)))
    if key and (rows := keep.get("clusters", key)) is not None:
        return [_cluster(row) for row in rows], key
    made = make(series_id, members, known)
    if key:
        keep.put("clusters", key, [_row(c) for c in made])
    return made, key


def links(found: Sequence[Profile], keep: Keep) -> Remember:
    """Asks ``keep`` for the groups of a component: the same claims, with the same pairs and evidence between them."""

    def kept(members: Ints, at: Ints, evidence: Floats, forbidden: Mask, make: Make) -> list[list[int]]:
        table = hashlib.sha256(at.tobytes() + evidence.tobytes() + forbidden.tobytes()).hexdigest()
        key = key_of((found[i] for i in members.tolist()), keep, table) if len(members) >= _WORTH else None
        if key and (groups := keep.get("links", key)) is not None:
            return [members[group].tolist() for group in groups]
        made = make(members, at, evidence, forbidden)
        if key:
            keep.put("links", key, [np.searchsorted(members, group).tolist() for group in made])
        return made

    return kept


def _row(cluster: Cluster) -> list[Any]:
    told = tables.record(cluster)
    for name in _DAYS:
        told[name] = told[name].isoformat() if told[name] else None
    return list(told.values())


def _cluster(row: Sequence[Any]) -> Cluster:
    told = dict(zip(_NAMES, row, strict=True))
    for name in _DAYS:
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    return Cluster(**{**told, "claim_ids": tuple(told["claim_ids"])})
