"""Why a claim stands where it does: its cluster, findings, and the pairs that were joined or kept apart."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pipeline.clusters import scoring
from pipeline.clusters.profile import profiles
from pipeline.errors import InputError
from pipeline.knowledge import settings
from pipeline.model import Article, Claim
from pipeline.reviews import wording
from pipeline.why.asked import Asked, Row

FACETS = ("counted", "actor", "action", "place", "base")
_CLAIM = tuple(f.name for f in fields(Claim))
_ARTICLE = tuple(f.name for f in fields(Article))


def explain(asked: Asked, id_: str, limit: int | None = 12) -> Row:
    """All that is known of a claim, cluster or series; at most ``limit`` pairs of each kind (None: all).

    Raises InputError for an id that is none of these.
    """
    kind, whole = asked.named(id_)
    if kind == "claim":
        return claim(asked, whole, limit)
    if kind == "cluster":
        return cluster(asked, whole, limit)
    return {"is": "series", "series_id": whole, "clusters": [_cluster(asked, c) for c in asked.series[whole]]}


def claim(asked: Asked, claim_id: str, limit: int | None = 12) -> Row:
    """One claim: what was read, where it stands, what was found, and its pairs, the nearest first."""
    row = asked.claims[claim_id]
    home = asked.clusters.get(row["cluster_id"] or "")
    joined, refused = _pairs(asked, {claim_id})
    findings = [f for f in asked.findings.values() if claim_id in (f["claim_id"], *f["evidence"])]
    return {
        "is": "claim",
        **brief(asked, row),
        "facets": {name: row[name] for name in (*FACETS, "as_of_start", "as_of_end")},
        "sentence": row["sentence"],
        "article": asked.articles[row["article_id"]]["title"],
        "url": asked.articles[row["article_id"]]["url"],
        "cluster": _cluster(asked, home) if home else None,
        "assertion": _assertion(asked, claim_id) if row["kind"] == "statement" else None,
        "findings": [_finding(asked, f) for f in findings],
        "joined": joined[:limit],
        "n_joined": len(joined),
        "refused": refused[:limit],
        "n_refused": len(refused),
    }


def cluster(asked: Asked, cluster_id: str, limit: int | None = 12) -> Row:
    """One cluster: what it says, its claims, what holds it together, and who was nearly in it."""
    members = asked.members[cluster_id]
    joined, refused = _pairs(asked, {m["claim_id"] for m in members})
    findings = [f for f in asked.findings.values() if f["cluster_id"] == cluster_id]
    return {
        "is": "cluster",
        **_cluster(asked, asked.clusters[cluster_id]),
        "claims": [brief(asked, m) for m in members],
        "findings": [_finding(asked, f) for f in findings],
        "joined": joined[:limit],
        "n_joined": len(joined),
        "refused": refused[:limit],
        "n_refused": len(refused),
    }


def between(asked: Asked, one: str, other: str) -> Row:
    """Two claims, facet by facet: the outcome of each comparison, its evidence in log odds, and the rule, if any.

    Asked of any two claims, near or not. Raises InputError when one of the ids is no quantity claim.
    """
    ids = []
    for word in (one, other):
        kind, whole = asked.named(word)
        if kind != "claim" or asked.claims[whole]["kind"] != "quantity":
            what = "a statement" if kind == "claim" else f"a {kind}"
            raise InputError(f"{whole} is {what}; two figures can be compared", hint="Name two claims with figures")
        ids.append(whole)
    if ids[0] == ids[1]:
        raise InputError(f"{ids[0]} is named twice", hint="Name two claims")
    same_sentences = {(asked.claims[i]["article_id"], asked.claims[i]["sentence_start"]) for i in ids}
    around = [c for c in asked.claims.values() if (c["article_id"], c["sentence_start"]) in same_sentences]
    # a build of an earlier version may lack a column
    articles = {i: asked.articles[i] for i in {c["article_id"] for c in around}}
    found = profiles(
        [Claim(**{k: c[k] for k in _CLAIM if k in c}) for c in around],
        {i: Article(**{k: a[k] for k in _ARTICLE if k in a}) for i, a in articles.items()},
    )
    a, b = (next(p for p in found if p.claim_id == i) for i in ids)
    comparison = scoring.compare(a, b)
    together = _series(asked, ids[0]) is not None and _series(asked, ids[0]) == _series(asked, ids[1])
    evidence = [
        {"facet": name, "outcome": outcome.replace("_", " "), "evidence": round(comparison.parts[name], 2)}
        for name, outcome in comparison.outcomes.items()
    ]
    return {
        "is": "pair",
        "claims": [brief(asked, asked.claims[i]) for i in ids],
        "prior": float(settings("matching")["evidence"]["prior"]),
        "facets": sorted(evidence, key=lambda e: -abs(e["evidence"])),
        "evidence": round(comparison.evidence, 2),
        "score": round(comparison.score, 4),
        "rule": comparison.rule,
        "one_series": together,
        "one_cluster": together and asked.claims[ids[0]]["cluster_id"] == asked.claims[ids[1]]["cluster_id"],
        "why": _why(comparison, together),
    }


def _why(comparison: scoring.Comparison, together: bool) -> str:
    if comparison.rule:
        return f"A rule keeps them apart: {comparison.rule}." + (
            " They stand in one series all the same: a person put them there." if together else ""
        )
    odds = f"The evidence adds up to {comparison.evidence:+.2f} log odds ({comparison.score:.0%})"
    if together and comparison.joins:
        return f"{odds}: of the same quantity."
    if together:
        return f"{odds}, which would not join the two alone: the other claims of the series do."
    if comparison.joins:
        return f"{odds}, which would join the two: the rest of their groups, or a person, keeps them apart."
    return f"{odds}: too little to join them."


def brief(asked: Asked, row: Row) -> Row:
    """A claim in the columns that people compare by."""
    return {
        "claim_id": row["claim_id"],
        "outlet": asked.outlet(row["outlet_id"]),
        "reference": asked.articles[row["article_id"]]["kind"] == "reference",
        "quote": row["quote"],
        "low": row["low"],
        "high": row["high"],
        "bound": row["bound"],
        "unit": row["unit"],
        "as_of": _when(row),
        "origin": asked.origin(row),
        "certainty": row["certainty"],
        "text": row["text"],
        "review": asked.decided[0].get(row["claim_id"]),
    }


def _when(row: Row) -> str | None:
    first, last = row["as_of_start"], row["as_of_end"]
    if not first or not last or first == last:
        return str(first or last) if first or last else None
    return f"{first} – {last}"


def _cluster(asked: Asked, row: Row) -> Row:
    kept = ("cluster_id", "series_id", "label", "unit", "as_of_start", "as_of_end", "n_claims", "n_outlets",
            "n_origins", "low", "median", "high", "assessment", "cause", "reason", "score")  # fmt: skip
    return {name: row[name] for name in kept} | {"review": review(asked, row)}


def review(asked: Asked, row: Row) -> str | None:
    """What reviewers hold of a cluster, or of all that makes it implausible; None when nothing."""
    cluster = row["cluster_id"]
    told = wording.together(cluster, row["assessment"], asked.implausible.get(cluster, ()), asked.decided[0])
    return told or None


def _assertion(asked: Asked, claim_id: str) -> Row | None:
    """The assertion that a statement is one of, and its part in it; None when no other article makes it."""
    if claim_id not in asked.assertions:
        return None
    part, row = asked.assertions[claim_id]
    kept = ("assertion_id", "label", "assessment", "reason", "n_outlets", "n_origins", "affirmed", "denied", "hedged")
    return {"part": part, **{name: row[name] for name in kept}}


def _finding(asked: Asked, row: Row) -> Row:
    rests = [brief(asked, asked.claims[i]) for i in row["evidence"] if i in asked.claims]
    return {
        **{name: row[name] for name in ("finding_id", "check", "severity", "claim_id", "reason")},
        "review": asked.decided[0].get(row["claim_id"] or row["cluster_id"] or ""),
        "evidence": [{k: c[k] for k in ("claim_id", "outlet", "quote")} for c in rests],
    }


def _series(asked: Asked, claim_id: str) -> str | None:
    home = asked.clusters.get(asked.claims[claim_id]["cluster_id"] or "")
    return home["series_id"] if home else None


def _pairs(asked: Asked, ids: set[str]) -> tuple[list[Row], list[Row]]:
    """(joined, refused) pairs with one end in ``ids``; the refused lead out of them. The strongest come first."""
    seen: set[tuple[str, str]] = set()
    joined: list[Row] = []
    refused: list[Row] = []
    for i in sorted(ids):
        for pair in asked.pairs.get(i, ()):
            ends = (pair["claim_a"], pair["claim_b"])
            if ends in seen:
                continue
            seen.add(ends)
            other = ends[1] if ends[0] == i else ends[0]
            if other not in asked.claims or (len(ids) > 1 and pair["joined"] != (other in ids)):
                continue
            told: dict[str, Any] = {
                "claim_id": i,
                "quote": asked.claims[i]["quote"],
                "other": brief(asked, asked.claims[other]),
                "score": pair["score"],
                **{name: pair[name] for name in FACETS},
                "rule": pair["rule"],
            }
            (joined if pair["joined"] else refused).append(told)
    for found in (joined, refused):
        found.sort(key=lambda p: (-p["score"], p["claim_id"], p["other"]["claim_id"]))
    return joined, refused
