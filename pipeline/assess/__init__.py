"""Assessments: what each cluster says, and which figures cannot be right.

Checks are plain functions ``Evidence → findings``, listed in :data:`registry.CHECKS`; each finding names the claim, the
claims it rests on, and its reason in a sentence. Thresholds stand in ``data/checks.toml``. Nothing is ever corrected:
a likely intended figure is only named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.assess import assertions, own, registry
from pipeline.assess.evidence import Evidence
from pipeline.assess.verdict import recalled
from pipeline.clusters import Matched
from pipeline.clusters.assertions import match
from pipeline.keep import NOTHING, Keep
from pipeline.model import Article, Assertion, Assessment, Finding

_ORDER = {"implausible": 0, "suspicious": 1, "note": 2}


def assess(
    matched: Matched, articles: Mapping[str, Article], keep: Keep = NOTHING
) -> tuple[dict[str, Assessment], list[Finding]]:
    """An assessment for every cluster (by its id), and all findings, the worst first.

    What ``keep`` has of an earlier build is not looked for again.
    """
    evidence = Evidence(matched, articles)
    of_article = own.found(matched, articles, keep)
    # reference figures are what others are held against: nothing is found about them
    known = {c.claim_id for c in matched.claims if c.zone == "reference"}
    findings: list[Finding] = []
    for check in registry.CHECKS:
        told = of_article.get(check, ()) if check in registry.OF_ARTICLE else check(evidence)
        findings += (f for f in told if f.claim_id not in known)
    of_cluster: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cluster_id:
            of_cluster[finding.cluster_id].append(finding)
    verdicts = {c.cluster_id: recalled(c, evidence, of_cluster[c.cluster_id], keep) for c in matched.clusters}
    return verdicts, sorted(findings, key=lambda f: (_ORDER[f.severity], f.claim_id or ""))


def statements(matched: Matched, articles: Mapping[str, Article], keep: Keep = NOTHING) -> list[Assertion]:
    """The same for claims without figures: who affirms, denies and leaves open what several articles tell."""
    names = {row["origin_id"]: row["name"] for row in matched.origins}
    return assertions.assessed(match(matched.claims, articles, keep), names)
