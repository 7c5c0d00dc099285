"""The build obeys what editors decided about groups: merges, splits, and figures taken out of every comparison.

Works on what matching made, whatever made it: clusters that must be one are joined, claims that cannot stand together
are parted, excluded ones stay out. Ids follow from the decisions and from the ids that matching gave, never from sizes
that another article could change.
"""

from __future__ import annotations

import hashlib
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ReviewsError
from pipeline.model import Article, Claim, Cluster, Finding, Pair
from pipeline.reviews import access, carry, database, wording
from pipeline.reviews.content import of_claims
from pipeline.reviews.links import NONE, Links, links
from pipeline.reviews.opening import open_store
from pipeline.reviews.store import Store

if TYPE_CHECKING:
    from pipeline.clusters import Matched

MERGED, APART, OUT = "merged by a reviewer", "parted by a reviewer", "taken out by a reviewer"


def existing(url: str | None = None) -> Store | None:
    """The configured store, open for reading, or None when there is none yet. Raises ReviewsError."""
    where = database.locate(url)
    if where.get_backend_name() == "sqlite" and not Path(str(where.database)).exists():
        return None
    if not access.read_only() and database.older(where):
        open_store(url).engine.dispose()  # brings it up to date
    return open_store(url, read_only=True)


def obey(matched: Matched, articles: Mapping[str, Article]) -> Matched:
    """What matching made, as the decisions of the configured store want it, with what reviewers hold of claims and
    clusters in words; the same object when there is no store.

    A note says when the store could not be read (the build then goes without), or how many decisions need attention.
    """
    try:
        store = existing()
        if store is None:
            return matched
        states = store.states()
        if not states:  # nobody has decided anything
            store.engine.dispose()
            return matched
        content = of_claims(matched.claims, articles)
        grouped = apply(matched, links(store, content))
        if grouped is not matched:  # what is split off is a cluster of its own, and may be decided on as one
            content = of_claims(grouped.claims, articles)
        attached = carry.attach(store, content, write=False)
        held = wording.reviews(states, attached.moved)
        store.engine.dispose()
    except ReviewsError as error:
        return replace(
            matched, notes=[*matched.notes, f"earlier decisions could not be read and are not obeyed: {error}"]
        )
    notes = list(matched.notes)
    if lost := sum(not entry.elsewhere for entry in attached.lost):
        notes.append(f"{lost} earlier decisions do not find their figure: see crosscheck reviews attention")
    return replace(grouped, notes=notes, reviews=held)


def held(matched: Matched, assessments: Mapping[str, str], findings: Iterable[Finding]) -> dict[str, str]:
    """What reviewers hold of claims and clusters, in words: of a cluster as well when they hold it of all that makes
    it implausible. ``assessments`` by cluster id.
    """
    bad: dict[str, list[str]] = defaultdict(list)
    for finding in findings if matched.reviews else ():
        if finding.severity == "implausible" and finding.claim_id and finding.cluster_id:
            bad[finding.cluster_id].append(finding.claim_id)
    told = {i: wording.together(i, assessments[i], claims, matched.reviews) for i, claims in bad.items()}
    return {i: said for i, said in told.items() if said} | matched.reviews


def apply(matched: Matched, wanted: Links) -> Matched:
    """The same claims, grouped as the links want it."""
    if wanted == NONE:
        return matched
    decided = wanted.excluded.union(*wanted.cannot, *wanted.must)
    claims, clusters = regroup(matched.claims, matched.clusters, matched.pairs_of(decided), wanted)
    home = _homes(clusters)
    return replace(
        matched,
        claims=claims,
        clusters=clusters,
        pairs=matched.pairs_changed(decided, lambda pair: _told(pair, home, wanted)),
        profiles={i: p for i, p in matched.profiles.items() if i not in wanted.excluded},
        keys={},  # they tell nothing of what reviewers changed
    )


def _told(pair: Pair, home: Mapping[str, str], wanted: Links) -> Pair:
    a, b = home.get(pair.claim_a), home.get(pair.claim_b)
    if {pair.claim_a, pair.claim_b} & wanted.excluded:
        return replace(pair, joined=False, rule=OUT)
    if a is None or b is None:
        return pair
    if a != b and frozenset((pair.claim_a, pair.claim_b)) in wanted.cannot:
        return replace(pair, joined=False, rule=APART)
    if a == b and not pair.joined and any({pair.claim_a, pair.claim_b} <= group for group in wanted.must):
        return replace(pair, joined=True, rule=MERGED)
    return pair


def regroup(
    claims: Sequence[Claim], clusters: Sequence[Cluster], pairs: Iterable[Pair], wanted: Links
) -> tuple[list[Claim], list[Cluster]]:
    """Claims and clusters as the links want them; untouched clusters come back as they are."""
    by_id = {c.claim_id: c for c in claims}
    members = {c.cluster_id: [i for i in c.claim_ids if i not in wanted.excluded] for c in clusters}
    rows = {c.cluster_id: c for c in clusters}
    home = {i: cluster for cluster, ids in members.items() for i in ids}
    for group in sorted(wanted.must, key=sorted):
        _join(group, members, home)
    score = {frozenset((p.claim_a, p.claim_b)): p.score for p in pairs}
    for cluster in sorted(members):
        involved = [pair for pair in wanted.cannot if all(home.get(i) == cluster for i in pair)]
        if involved:
            parts = _part(cluster, members.pop(cluster), involved, wanted, score)
            for name, part in parts.items():
                members[name] = part
                home.update(dict.fromkeys(part, name))
                if name != cluster:
                    series = hashlib.sha256(f"{name}\x1fseries".encode()).hexdigest()[:16]
                    rows[name] = replace(rows[cluster], cluster_id=name, series_id=series)
    made = [
        rows[i] if list(rows[i].claim_ids) == ids else _recounted(rows[i], [by_id[m] for m in ids])
        for i, ids in sorted(members.items())
        if ids
    ]
    return [replace(c, cluster_id=home.get(c.claim_id)) for c in claims], made


def _join(group: frozenset[str], members: dict[str, list[str]], home: dict[str, str]) -> None:
    votes = Counter(home[i] for i in group if i in home)
    if len(votes) < 2:
        return
    into = min(votes, key=lambda c: (-votes[c], c))
    for other in sorted(set(votes) - {into}):
        moved = members.pop(other)
        members[into] = sorted([*members[into], *moved])
        home.update(dict.fromkeys(moved, into))


def _part(
    cluster: str,
    ids: Sequence[str],
    cannot: Sequence[frozenset[str]],
    wanted: Links,
    score: Mapping[frozenset[str], float],
) -> dict[str, list[str]]:
    """The parts of one cluster by name: those that were parted, and each other claim where it fits best."""
    named = sorted({i for pair in cannot for i in pair})
    against: dict[str, set[str]] = defaultdict(set)
    for pair in cannot:
        a, b = sorted(pair)
        against[a].add(b)
        against[b].add(a)
    units: list[list[str]] = []
    for claim in named:
        mates = next((g for g in wanted.must if claim in g and not against[claim] & g), frozenset())
        unit = next((u for u in units if mates & set(u) and not against[claim] & set(u)), None)
        if unit is None:
            units.append([claim])
        else:
            unit.append(claim)
    parts: list[list[str]] = []
    for unit in sorted(units, key=lambda u: (-len(u), u[0])):
        rivals = set().union(*(against[i] for i in unit))
        fitting = next((p for p in parts if not rivals & set(p)), None)
        if fitting is None:
            parts.append(list(unit))
        else:
            fitting.extend(unit)
    parts.sort(key=lambda p: (-len(p), min(p)))
    names = _names(cluster, parts, wanted.parted)
    cores = [frozenset(p) for p in parts]
    for claim in sorted(set(ids) - set(named)):
        best = max(
            range(len(parts)),
            key=lambda n: (max((score.get(frozenset((claim, i)), 0.0) for i in cores[n]), default=0.0), -n),
        )
        parts[best].append(claim)
    return {name: sorted(part) for name, part in zip(names, parts, strict=True)}


def _names(cluster: str, parts: Sequence[Sequence[str]], parted: Mapping[str, str]) -> list[str]:
    """What was split off is named after the split, so that other articles change nothing; the rest keeps its id."""
    names: list[str] = []
    for part in parts:
        marks = sorted({parted[claim] for claim in part if claim in parted})
        name = hashlib.sha256("\x1f".join((cluster, *marks)).encode()).hexdigest()[:16] if marks else cluster
        if name in names:
            name = hashlib.sha256(f"{name}\x1f{min(part)}".encode()).hexdigest()[:16]
        names.append(name)
    return names


def _recounted(row: Cluster, claims: Sequence[Claim]) -> Cluster:
    values = [v for c in claims if (v := _value(c)) is not None]
    printed = [c for c in claims if c.zone != "reference"]  # known figures are sources, not coverage
    return replace(
        row,
        claim_ids=tuple(sorted(c.claim_id for c in claims)),
        n_articles=len({c.article_id for c in printed}),
        n_outlets=len({c.outlet_id for c in printed}),
        n_origins=len({c.origin_id for c in claims}),
        as_of_start=min((c.as_of_start for c in claims if c.as_of_start), default=None),
        as_of_end=max((c.as_of_end for c in claims if c.as_of_end), default=None),
        low=min((low for c in claims for low in _ends(c)[:1] if low is not None), default=None),
        median=statistics.median(values) if values else None,
        high=max((high for c in claims for high in _ends(c)[1:] if high is not None), default=None),
    )


def _value(claim: Claim) -> float | None:
    low, high = _ends(claim)
    return None if low is None or high is None else (low + high) / 2


def _ends(claim: Claim) -> tuple[float | None, float | None]:
    """Lowest and highest figure printed; the one end of an open range stands for both."""
    low, high = (claim.norm_low, claim.norm_high) if claim.norm_unit else (claim.low, claim.high)
    return (high if low is None else low), (low if high is None else high)


def _homes(clusters: Iterable[Cluster]) -> dict[str, str]:
    return {i: c.cluster_id for c in clusters for i in c.claim_ids}
