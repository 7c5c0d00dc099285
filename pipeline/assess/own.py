"""What the checks of one article found, kept for the next build: its own figures are all that they look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline import tables
from pipeline.assess import registry
from pipeline.assess.evidence import Evidence
from pipeline.clusters import Matched
from pipeline.clusters.identity import digest
from pipeline.keep import Keep
from pipeline.model import Article, Finding

Found = Mapping[registry.Check, Sequence[Finding]]
_BY_NAME = {check.__name__: check for check in registry.OF_ARTICLE}


def found(matched: Matched, articles: Mapping[str, Article], keep: Keep) -> Found:
    """The findings of each check of :data:`registry.OF_ARTICLE`, in order of claim id.

    Only articles that ``keep`` has nothing of are looked at.
    """
    own: dict[str, list[str]] = defaultdict(list)  # claim ids: reviewers may have taken some out
    for claim_id, p in matched.profiles.items():
        own[p.claim.article_id].append(claim_id)
    keys = {i: digest(key, *ids) if (key := keep.article(i)) else None for i, ids in own.items()}
    told: dict[str, list[dict[str, Any]] | None] = {
        i: keep.get("own findings", key) if key else None for i, key in keys.items()
    }
    unseen = {i for i, rows in told.items() if rows is None}
    for article_id, new in _look(matched, articles, unseen).items():
        told[article_id] = new
        if key := keys[article_id]:
            keep.put("own findings", key, new)
    home = {i: c.cluster_id for c in matched.clusters for i in c.claim_ids}
    out: dict[registry.Check, list[Finding]] = defaultdict(list)
    for _, rows in sorted(told.items()):
        for row in rows or ():
            told_of = {name: value for name, value in row.items() if name != "by"}
            told_of["cluster_id"] = home.get(row["claim_id"] or "")
            out[_BY_NAME[row["by"]]].append(Finding(**told_of))
    return {check: sorted(same, key=lambda f: f.claim_id or "") for check, same in out.items()}


def _look(matched: Matched, articles: Mapping[str, Article], unseen: set[str]) -> dict[str, list[dict[str, Any]]]:
    """The findings of some articles, as rows, in which no cluster is told yet."""
    profiles = {i: p for i, p in matched.profiles.items() if p.claim.article_id in unseen}
    evidence = Evidence(replace(matched, clusters=[], profiles=profiles, compared=None), articles)
    rows: dict[str, list[dict[str, Any]]] = {i: [] for i in unseen}
    for check in registry.CHECKS:
        for finding in check(evidence) if check in registry.OF_ARTICLE else ():
            row = tables.record(finding) | {"by": check.__name__}
            rows[profiles[finding.claim_id or ""].claim.article_id].append(row)
    return rows
