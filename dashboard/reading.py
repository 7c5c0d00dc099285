"""Queries for one article, and for why claims were joined or kept apart. Same rules as :mod:`dashboard.queries`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

from dashboard.database import CLAIM, CLAIM_FROM, FOUND, as_frame, as_record, as_rows
from dashboard.filters import PRINTED

FACETS = ("counted", "actor", "action", "place", "base")


def article(db: duckdb.DuckDBPyConnection, article_id: str) -> dict[str, Any] | None:
    """One article with its outlet's name, country and kind, or None."""
    return as_record(
        as_frame(
            db,
            """SELECT a.*, coalesce(o.name, a.outlet_id) AS outlet, o.country, o.kind AS outlet_kind, o.owner
               FROM articles a LEFT JOIN outlets o ON o.outlet_id = a.outlet_id WHERE a.article_id = ?""",
            article_id,
        )
    )


def article_of_claim(db: duckdb.DuckDBPyConnection, claim_id: str) -> str | None:
    """The article that a claim stands in, or None."""
    rows = as_rows(db, "SELECT article_id FROM claims WHERE claim_id = ?", claim_id)
    return rows[0][0] if rows else None


def articles(db: duckdb.DuckDBPyConnection, words: str = "", limit: int = 200) -> pd.DataFrame:
    """Articles whose title, outlet or path hold every word typed, newest first, with how many claims each makes.
    Tables of known figures are none of them."""
    typed = words.split()[:8]
    match = (
        " AND ".join("contains(lower(concat_ws(' ', a.title, a.path, o.name, a.outlet_id)), lower(?))" for _ in typed)
        or "TRUE"
    )
    return as_frame(
        db,
        f"""WITH chosen AS (
                SELECT a.article_id, a.title, a.path, a.published, a.published_start, a.published_end, a.digest,
                a.words, coalesce(o.name, a.outlet_id) AS outlet
                FROM articles a LEFT JOIN outlets o ON o.outlet_id = a.outlet_id
                WHERE {PRINTED.replace("format", "a.format")} AND {match}
                ORDER BY a.published_start DESC NULLS LAST, a.article_id LIMIT ?)
            SELECT chosen.*, coalesce(n.claims, 0) AS claims FROM chosen
            LEFT JOIN (SELECT article_id, count(*) AS claims FROM claims
                       WHERE article_id IN (SELECT article_id FROM chosen) GROUP BY 1) n USING (article_id)
            ORDER BY published_start DESC NULLS LAST, article_id""",
        *typed,
        limit,
    )


def claims_in(db: duckdb.DuckDBPyConnection, article_id: str) -> pd.DataFrame:
    """An article's claims in reading order, with their quantity's (or statement's) assessment and what was found
    on each."""
    return as_frame(
        db,
        f"""SELECT k.kind, {CLAIM}, c.assessment, c.label, c.n_outlets, c.n_origins, f.severity,
                   f.reason AS found, t.assertion_id, t.assessment AS assertion, t.label AS assertion_label
            FROM {CLAIM_FROM} LEFT JOIN clusters c ON c.cluster_id = k.cluster_id
            LEFT JOIN (SELECT unnest(affirmed || denied || hedged) AS claim_id, assertion_id, assessment, label
                       FROM assertions) t ON t.claim_id = k.claim_id
            LEFT JOIN (SELECT claim_id, first(f.severity ORDER BY {FOUND}) AS severity,
                              first(f.reason ORDER BY {FOUND}) AS reason
                       FROM findings f LEFT JOIN clusters c USING (cluster_id) WHERE claim_id IS NOT NULL
                       GROUP BY 1) f ON f.claim_id = k.claim_id
            WHERE k.article_id = ? ORDER BY k.start, k.claim_id""",
        article_id,
    )


def claim(db: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, Any] | None:
    """One claim with outlet, article and origin, or None."""
    return as_record(as_frame(db, f"SELECT {CLAIM} FROM {CLAIM_FROM} WHERE k.claim_id = ?", claim_id))


def mentions_in(db: duckdb.DuckDBPyConnection, article_id: str) -> pd.DataFrame:
    """The names an article uses for people, groups and events, and its cues, in reading order."""
    return as_frame(
        db,
        """SELECT kind, entity, label, start, "end", voice FROM mentions WHERE article_id = ?
           ORDER BY start, "end", kind, entity""",
        article_id,
    )


_SIDE = "k.claim_id, k.quote, k.sentence, coalesce(o.name, k.outlet_id) AS outlet, k.cluster_id, c.label, c.assessment"


def joined_pairs(db: duckdb.DuckDBPyConnection, claim_ids: Sequence[str], limit: int = 400) -> pd.DataFrame:
    """Pairs inside one quantity that were compared and joined, the weakest first."""
    return as_frame(
        db,
        """WITH ids AS (SELECT unnest($1::VARCHAR[]) AS id)
           SELECT claim_a, claim_b, score, counted, actor, action, place, base, rule FROM pairs
           WHERE joined AND claim_a IN (FROM ids) AND claim_b IN (FROM ids)
           ORDER BY score, claim_a, claim_b LIMIT $2""",
        list(claim_ids),
        limit,
    )


def joined_elsewhere(db: duckdb.DuckDBPyConnection, claim_id: str, limit: int = 50) -> pd.DataFrame:
    """Pairs of one claim and others that it was joined with, of whatever time, the weakest first."""
    return as_frame(
        db,
        """SELECT claim_a, claim_b, score, counted, actor, action, place, base, rule FROM pairs
           WHERE joined AND (claim_a = $1 OR claim_b = $1) ORDER BY score, claim_a, claim_b LIMIT $2""",
        claim_id,
        limit,
    )


def parted_pairs(db: duckdb.DuckDBPyConnection, claim_ids: Sequence[str], limit: int = 400) -> pd.DataFrame:
    """Pairs of one claim in a quantity and one outside it that were compared and kept apart, the nearest first."""
    return as_frame(
        db,
        f"""WITH ids AS (SELECT unnest($1::VARCHAR[]) AS id),
            near AS (
                SELECT claim_a AS ours, claim_b AS other, score, counted, actor, action, place, base, rule FROM pairs
                WHERE NOT joined AND claim_a IN (FROM ids)
                UNION ALL
                SELECT claim_b, claim_a, score, counted, actor, action, place, base, rule FROM pairs
                WHERE NOT joined AND claim_b IN (FROM ids)),
            top AS (SELECT * FROM near WHERE other NOT IN (FROM ids) ORDER BY score DESC, ours, other LIMIT $2)
            SELECT top.ours, top.score, top.counted, top.actor, top.action, top.place, top.base, top.rule, {_SIDE}
            FROM top JOIN claims k ON k.claim_id = top.other LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
            LEFT JOIN clusters c ON c.cluster_id = k.cluster_id ORDER BY top.score DESC, top.ours, top.other""",
        list(claim_ids),
        limit,
    )


def groups(claim_ids: Sequence[str], pairs: pd.DataFrame, threshold: float) -> list[list[str]]:
    """How the claims would fall into groups if only pairs scoring ``threshold`` or more were joined, largest first."""
    parent = {c: c for c in claim_ids}

    def root(c: str) -> str:
        while parent[c] != c:
            parent[c] = parent[parent[c]]
            c = parent[c]
        return c

    for a, b, score in zip(pairs["claim_a"], pairs["claim_b"], pairs["score"], strict=True):
        if score >= threshold and a in parent and b in parent:
            parent[root(a)] = root(b)
    found: dict[str, list[str]] = {}
    for c in claim_ids:
        found.setdefault(root(c), []).append(c)
    return sorted(found.values(), key=lambda g: (-len(g), g[0]))
