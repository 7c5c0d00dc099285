"""What the pages ask of a build's tables, as small frames.

Every function takes an open connection (see :func:`dashboard.database.connect`) and returns a pandas frame or plain
values; texts come back as they are in the tables, so whoever shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

from dashboard.database import CLAIM, CLAIM_FROM, FOUND, WORST, as_frame, as_record, as_rows
from dashboard.filters import PRINTED, SAID, TOPIC, Filters

_SEVERITY = """
    SELECT claim_id, min_by(severity, list_position(['implausible','suspicious','note'], severity)) AS severity
    FROM findings WHERE claim_id IS NOT NULL GROUP BY 1
"""


def totals(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many articles, outlets, claims, quantities, origins and rejected inputs the build holds; known figures count
    as origins alone."""
    row = as_rows(
        db,
        f"""SELECT (SELECT count(*) FROM articles WHERE {PRINTED}),
                  (SELECT count(DISTINCT outlet_id) FROM articles WHERE {PRINTED}),
                  (SELECT count(*) FROM claims WHERE {SAID}), (SELECT count(*) FROM clusters),
                  (SELECT count(DISTINCT origin_id) FROM claims), (SELECT count(*) FROM rejected)""",
    )[0]
    return dict(zip(("articles", "outlets", "claims", "quantities", "origins", "rejected"), row, strict=True))


def assessments(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many quantities each assessment has."""
    return dict(as_rows(db, "SELECT assessment, count(*) FROM clusters GROUP BY 1"))


def options(db: duckdb.DuckDBPyConnection, limit: int = 400) -> dict[str, list[tuple[str, str, int]]]:
    """Values to filter by, the most frequent first: ``{column: [(value, name, claims), …]}``."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for column in ("actor", "place"):
        found[column] = as_rows(
            db,
            f"SELECT {column}, {column}, count(*) FROM claims WHERE {column} <> '' GROUP BY 1 ORDER BY 3 DESC, 1 "
            f"LIMIT ?",
            limit,
        )
    found["outlet"] = as_rows(
        db,
        f"""SELECT k.outlet_id, coalesce(any_value(o.name), k.outlet_id), count(*) FROM claims k
           LEFT JOIN outlets o ON o.outlet_id = k.outlet_id WHERE {SAID} GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?""",
        limit,
    )
    found["unit"] = as_rows(
        db,
        "SELECT unit, unit, sum(n_claims) FROM clusters WHERE unit <> '' GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?",
        limit,
    )
    found["topic"] = as_rows(
        db,
        f"SELECT {TOPIC} AS t, t, count(*) FROM articles WHERE t <> '' AND {PRINTED} GROUP BY 1 ORDER BY 3 DESC, 1 "
        f"LIMIT ?",
        limit,
    )
    return found


def ranked(db: duckdb.DuckDBPyConnection, filters: Filters, limit: int, offset: int = 0) -> tuple[pd.DataFrame, int]:
    """Quantities, what deserves a look first on top, and how many there are in all."""
    where, values = filters.where()
    count = as_rows(db, f"SELECT count(*) FROM clusters c WHERE {where}", *values)[0][0]
    frame = as_frame(
        db,
        f"""SELECT c.* FROM clusters c LEFT JOIN
                (SELECT cluster_id, count(DISTINCT "check") AS n FROM findings WHERE severity <> 'note' GROUP BY 1) f
                USING (cluster_id)
            WHERE {where}
            ORDER BY {WORST}, c.score DESC NULLS LAST, coalesce(f.n, 0) DESC, c.n_origins DESC, c.n_claims DESC,
            c.cluster_id LIMIT ? OFFSET ?""",
        *values,
        limit,
        offset,
    )
    return frame, count


def search(db: duckdb.DuckDBPyConnection, words: str, limit: int = 20) -> pd.DataFrame:
    """Quantities whose label, or whose claims' words, hold every word typed; the ones with most to compare first."""
    typed = words.split()[:8]
    label = " AND ".join("contains(lower(c.label), lower(?))" for _ in typed) or "TRUE"
    found = _search(db, label, typed, limit)
    if len(found) == limit or not typed:
        return found
    # Reading every sentence takes longer than reading the labels, so only where those are not enough.
    said = "contains(lower(concat_ws(' ', k.counted, k.actor, k.action, k.place, k.sentence)), lower(?))"
    body = f"c.cluster_id IN (SELECT k.cluster_id FROM claims k WHERE {' AND '.join([said] * len(typed))})"
    more = _search(db, f"NOT ({label}) AND {body}", [*typed, *typed], limit - len(found))
    return pd.concat([found, more], ignore_index=True) if len(more) and len(found) else more if len(more) else found


def _search(db: duckdb.DuckDBPyConnection, where: str, typed: list[str], limit: int) -> pd.DataFrame:
    return as_frame(
        db,
        f"""SELECT c.* FROM clusters c WHERE {where}
            ORDER BY {WORST}, c.n_origins DESC, c.n_claims DESC, c.cluster_id LIMIT ?""",
        *typed,
        limit,
    )


def cluster(db: duckdb.DuckDBPyConnection, cluster_id: str) -> dict[str, Any] | None:
    """One quantity's row, or None."""
    frame = as_frame(db, "SELECT * FROM clusters WHERE cluster_id = ?", cluster_id)
    return as_record(frame)


def series_of(db: duckdb.DuckDBPyConnection, series_id: str, but: str) -> pd.DataFrame:
    """The other quantities of the same series (the same measure at other times), oldest first."""
    return as_frame(
        db,
        "SELECT * FROM clusters WHERE series_id = ? AND cluster_id <> ? ORDER BY as_of_start NULLS LAST, cluster_id "
        "LIMIT 50",
        series_id,
        but,
    )


def series_claims(db: duckdb.DuckDBPyConnection, series_id: str, but: str, limit: int = 300) -> pd.DataFrame:
    """The claims of :func:`series_of`, with the columns of :func:`claims_of`."""
    return as_frame(
        db,
        f"""SELECT {CLAIM}, 'series' AS severity FROM {CLAIM_FROM}
            WHERE k.cluster_id IN (SELECT cluster_id FROM clusters WHERE series_id = ? AND cluster_id <> ?)
            ORDER BY k.as_of_start, k.claim_id LIMIT ?""",
        series_id,
        but,
        limit,
    )


def labels(db: duckdb.DuckDBPyConnection, cluster_ids: Sequence[str]) -> dict[str, str]:
    """The names of some quantities."""
    query = "SELECT cluster_id, label FROM clusters WHERE list_contains(?, cluster_id)"
    return dict(as_rows(db, query, list(cluster_ids)))


def cluster_of_claim(db: duckdb.DuckDBPyConnection, claim_id: str) -> str | None:
    """The quantity a claim belongs to, or None."""
    rows = as_rows(db, "SELECT cluster_id FROM claims WHERE claim_id = ?", claim_id)
    return rows[0][0] if rows else None


def claims_of(db: duckdb.DuckDBPyConnection, cluster_id: str, limit: int = 2000) -> pd.DataFrame:
    """A quantity's claims with outlet, article and origin, and the worst severity found on each."""
    return as_frame(
        db,
        f"""SELECT {CLAIM}, f.severity FROM {CLAIM_FROM} LEFT JOIN ({_SEVERITY}) f ON f.claim_id = k.claim_id
            WHERE k.cluster_id = ?
            ORDER BY coalesce(k.norm_high, k.norm_low, k.high, k.low) DESC NULLS LAST, a.published_start, k.claim_id
            LIMIT ?""",
        cluster_id,
        limit,
    )


def figures(db: duckdb.DuckDBPyConnection, filters: Filters, limit: int) -> pd.DataFrame:
    """All claims of the quantities that fit the filters, quantity by quantity, with the columns of
    :func:`claims_of`."""
    where, values = filters.where()
    return as_frame(
        db,
        f"""SELECT {CLAIM}, f.severity FROM {CLAIM_FROM} LEFT JOIN ({_SEVERITY}) f ON f.claim_id = k.claim_id
            WHERE k.cluster_id IN (SELECT c.cluster_id FROM clusters c WHERE {where})
            ORDER BY k.cluster_id, a.published_start, k.claim_id LIMIT ?""",
        *values,
        limit,
    )


def claims_by_id(db: duckdb.DuckDBPyConnection, claim_ids: Sequence[str], limit: int = 24) -> pd.DataFrame:
    """Some claims by id, with the columns of :func:`claims_of`: what findings rest on, from whatever quantity."""
    return as_frame(
        db,
        f"""SELECT {CLAIM}, NULL::VARCHAR AS severity FROM {CLAIM_FROM}
            JOIN (SELECT unnest(?::VARCHAR[]) AS id, generate_subscripts(?::VARCHAR[], 1) AS nth) ON id = k.claim_id
            ORDER BY nth LIMIT ?""",
        list(claim_ids)[:limit],
        list(claim_ids)[:limit],
        limit,
    )


def points(db: duckdb.DuckDBPyConnection, cluster_ids: Sequence[str], most: int = 60) -> pd.DataFrame:
    """The figures of several quantities for their small charts, at most ``most`` each."""
    return as_frame(
        db,
        """SELECT k.cluster_id, k.claim_id, coalesce(o.name, k.outlet_id) AS outlet, k.quote, k.bound, k.norm_unit,
        k.unit,
                  coalesce(k.norm_low, k.low) AS low, coalesce(k.norm_high, k.high) AS high,
                  k.claim_id IN (SELECT claim_id FROM findings WHERE severity = 'implausible' AND claim_id IS NOT
                  NULL) AS implausible
           FROM claims k LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           WHERE list_contains(?, k.cluster_id)
           QUALIFY row_number() OVER (PARTITION BY k.cluster_id ORDER BY implausible DESC, k.claim_id) <= ?
           ORDER BY k.cluster_id, k.claim_id""",
        list(cluster_ids),
        most,
    )


def findings_of(db: duckdb.DuckDBPyConnection, cluster_ids: Sequence[str]) -> pd.DataFrame:
    """Findings on several quantities or on their claims, worst first, in the order in which the quantity tells them."""
    return as_frame(
        db,
        f"""SELECT f.* FROM findings f LEFT JOIN clusters c USING (cluster_id) WHERE list_contains(?, f.cluster_id)
           ORDER BY {FOUND}, f.claim_id, f."check", f.finding_id""",
        list(cluster_ids),
    )


def implausible(db: duckdb.DuckDBPyConnection, cluster_ids: Sequence[str]) -> dict[str, list[str]]:
    """Of several quantities, the claims that cannot be right."""
    found: dict[str, list[str]] = {}
    query = """SELECT DISTINCT cluster_id, claim_id FROM findings
               WHERE severity = 'implausible' AND claim_id IS NOT NULL AND list_contains(?, cluster_id) ORDER BY ALL"""
    for cluster, claim in as_rows(db, query, list(cluster_ids)):
        found.setdefault(cluster, []).append(claim)
    return found


def loose_findings(db: duckdb.DuckDBPyConnection, limit: int = 50) -> pd.DataFrame:
    """Findings that belong to no quantity, with the claim and article they are about, worst first."""
    return as_frame(
        db,
        """SELECT f.*, k.article_id, k.sentence, k.sentence_start, k.quote, k.start, k."end", coalesce(o.name,
        k.outlet_id) AS outlet
           FROM findings f LEFT JOIN claims k ON k.claim_id = f.claim_id LEFT JOIN outlets o ON o.outlet_id =
           k.outlet_id
           WHERE f.cluster_id IS NULL AND f.severity <> 'note'
           ORDER BY list_position(['implausible','suspicious','note'], f.severity), f.finding_id LIMIT ?""",
        limit,
    )


def rejected(db: duckdb.DuckDBPyConnection, limit: int = 500) -> pd.DataFrame:
    """Inputs that could not be taken, in the order of their paths."""
    return as_frame(db, 'SELECT * FROM rejected ORDER BY path, "row" LIMIT ?', limit)
