"""Clusters: the claims that speak of the same quantity, one step a module of this package.

The chain::

    claims → profiles          facets as classes and sets of names               (profile, names)
           → candidate pairs   those that share a block                           (blocking)
           → comparisons       evidence of each facet, or a rule that forbids it  (scoring)
           → series            linked, never through ends that contradict         (linking)
           → with references   known figures, beside the series that they belong to (attaching)
           → stretches of time within which figures can agree or differ           (timeline)
           → clusters          with ids that do not hang on their members, and names (labels)

    >>> matched = match(claims, articles)                           # doctest: +SKIP
    >>> matched.clusters[0].label                                   # doctest: +SKIP
    'British nationals who travelled to fight in Syria and Iraq'

Weights and thresholds stand in ``data/matching.toml``, words in ``data/lexicons/``.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

import numpy as np

from pipeline import memory, origins, reference
from pipeline.clusters import (
    attaching,
    blocking,
    identity,
    keeping,
    labels,
    linking,
    packing,
    recalling,
    scoring,
    timeline,
)
from pipeline.clusters import pairs as pairing
from pipeline.clusters.profile import Profile
from pipeline.keep import NOTHING, Keep
from pipeline.model import Article, Claim, Cluster, Pair


@dataclass(frozen=True, slots=True)
class Matched:
    """The claims with their cluster and origin, the clusters, the pairs that are near, and the origins."""

    claims: list[Claim]
    clusters: list[Cluster]
    pairs: Sequence[Pair]
    origins: list[dict[str, Any]]  # rows of the table ``origins``
    profiles: dict[str, Profile] = field(default_factory=dict)  # by claim id
    notes: list[str] = field(default_factory=list)
    reviews: dict[str, str] = field(default_factory=dict)  # by claim or cluster id: what reviewers hold, in words
    compared: scoring.Compared | None = field(default=None, repr=False, compare=False)
    keys: Mapping[str, str] = field(default_factory=dict)  # by series id: all that is known of its claims, as one hash

    def pairs_of(self, ids: Collection[str]) -> Sequence[Pair]:
        """All pairs that were compared and have an end in ``ids``, also those that are not told."""
        if self.compared is not None:
            return pairing.touching(self.compared, ids)
        return [p for p in self.pairs if p.claim_a in ids or p.claim_b in ids]

    def pairs_changed(self, ids: Collection[str], change: Callable[[Pair], Pair]) -> Sequence[Pair]:
        """The pairs that are told, those with an end in ``ids`` as ``change`` gives them (``joined`` and ``rule``)."""
        if isinstance(self.pairs, pairing.Pairs):
            return self.pairs.changed(ids, change)
        return [change(p) if p.claim_a in ids or p.claim_b in ids else p for p in self.pairs]


def match(
    claims: Sequence[Claim], articles: Mapping[str, Article], keep: Keep = NOTHING, ours: bool = False
) -> Matched:
    """Groups claims by the quantity they speak of and the time they speak of it.

    ``articles`` by article id. What ``keep`` has of an earlier build is not made again. The order of ``claims`` changes
    nothing but the order in which they come back. Reference figures that belong to no series of the articles are left
    out. ``ours``: nobody else looks at these claims, and they may be written to instead of copies.
    """
    # 1. origins: who the figures come from
    resolved, rows = origins.resolve(claims, articles)
    claims = list(claims) if ours else [Claim(*_VALUES(c)) for c in claims]
    for claim in claims:
        object.__setattr__(claim, "origin_id", resolved[claim.claim_id].origin_id)
    # 2. profiles, 3. candidate pairs, 4. comparisons
    found = packing.profiles(claims, articles, keep)
    pairs, notes = blocking.candidates(found)
    compared = recalling.compared(found, pairs, keep)
    memory.hand_back()
    # 5. series, and the reference figures that belong to them
    known = np.array([p.claim.zone == reference.ZONE for p in found], dtype=bool)
    groups = linking.link(
        len(found),
        pairs,
        compared.evidence,
        compared.forbidden,
        scoring.contradictions(found),
        keeping.links(found, keep),
        ~(known[pairs[:, 0]] | known[pairs[:, 1]]),
    )
    groups = [g for g in groups if not known[g[0]]]
    beside = attaching.attach(found, groups, known, pairs, compared.evidence, compared.forbidden)
    # 6. stretches of time, 7. clusters
    clusters: list[Cluster] = []
    home: dict[str, str] = {}
    keys: dict[str, str] = {}
    series_of = np.full(len(found), -1)
    joining = {members[0]: more for members, more in zip(groups, beside, strict=True)}
    for number, (series_id, members) in enumerate(identity.series_ids(found, groups)):
        more = joining[members[0]]
        series_of[[*members, *more]] = number
        profiles = [found[i] for i in members], [found[i] for i in more]
        own, key = keeping.clusters(series_id, *profiles, keep, _clusters)
        keys |= {series_id: key} if key else {}
        for cluster in own:
            clusters.append(cluster)
            home.update(dict.fromkeys(cluster.claim_ids, cluster.cluster_id))
    # a reference figure that stands beside none of the articles' figures is not told of
    for i in np.flatnonzero(known).tolist():
        if found[i].claim_id not in home:
            series_of[i] = -1
    left_out = {found[i].claim_id for i in np.flatnonzero(series_of < 0)}
    claims = [c for c in claims if c.claim_id not in left_out]
    for claim in claims:  # they are copies of our own: another copy of each would only cost time and memory
        object.__setattr__(claim, "cluster_id", home.get(claim.claim_id))
    told = {c.origin_id for c in claims}
    return Matched(
        claims=claims,
        clusters=sorted(clusters, key=lambda c: c.cluster_id),
        pairs=pairing.told(compared, series_of),
        origins=[row for row in rows if row["origin_id"] in told],
        profiles={p.claim_id: p for p in found if p.claim_id not in left_out},
        notes=notes,
        keys=keys,
        # of the outcomes only what later stages ask for: there are millions of them
        compared=replace(compared, outcomes={f: compared.outcomes[f] for f in (*pairing.FACETS, "value")}),
    )


_VALUES = attrgetter(*(f.name for f in fields(Claim)))  # copies many claims faster than dataclasses.replace


def _clusters(series_id: str, members: Sequence[Profile], known: Sequence[Profile]) -> list[Cluster]:
    """The clusters of a series, with the ``known`` reference figures beside it; these count as origins alone."""
    name = labels.label(members)
    out = []
    seen: Counter[str] = Counter()
    stretches = timeline.stretches(members)
    for stretch, more in zip(stretches, attaching.beside(stretches, known), strict=True):
        seen[stretch.period] += 1
        everyone = (*stretch.members, *more)
        printed = [p.claim for p in stretch.members]
        values = [v for p in everyone if (v := p.value) is not None]
        firsts = [p.first for p in stretch.members if p.first]
        lasts = [p.last for p in stretch.members if p.last]
        out.append(
            Cluster(
                cluster_id=identity.digest(series_id, stretch.period, str(seen[stretch.period])),
                series_id=series_id,
                label=labels.with_time(name, min(firsts, default=None), max(lasts, default=None))
                if len(stretches) > 1
                else name,
                unit=members[0].unit,
                claim_ids=tuple(p.claim_id for p in everyone),
                n_articles=len({c.article_id for c in printed}),
                n_outlets=len({c.outlet_id for c in printed}),
                n_origins=len({p.claim.origin_id for p in everyone}),
                as_of_start=min(firsts, default=None),
                as_of_end=max(lasts, default=None),
                low=min((v for p in everyone if (v := p.ends[0]) is not None), default=None),
                median=statistics.median(values) if values else None,
                high=max((v for p in everyone if (v := p.ends[1]) is not None), default=None),
            )
        )
    return out
