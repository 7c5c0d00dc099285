"""Queries about words: what each outlet calls the same people, how surely it speaks, and what it leaves out.

Same rules as :mod:`dashboard.queries`.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from dashboard.queries import TOPIC, _frame, _rows

# Fewer mentions than this by one outlet show no habit of naming.
TOO_FEW = 3


def entities(db: duckdb.DuckDBPyConnection, limit: int = 300) -> list[tuple[str, int]]:
    """Who and what is named, with how often, the most often first; only what more than one label is used for comes
    first."""
    return [
        (str(name), int(count))
        for name, count in _rows(
            db,
            """SELECT entity, count(*) FROM mentions GROUP BY 1
               ORDER BY count(DISTINCT lower(label)) > 1 DESC, count(*) DESC, entity LIMIT ?""",
            limit,
        )
    ]


def labels(db: duckdb.DuckDBPyConnection, entity: str, rows: int = 30, columns: int = 16) -> pd.DataFrame:
    """How often each outlet uses each label for an entity, and in how many articles; rare outlets and labels left
    out."""
    return _frame(
        db,
        """WITH m AS (SELECT outlet_id, lower(label) AS label, article_id FROM mentions WHERE entity = $1),
           who AS (SELECT outlet_id FROM m GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2),
           what AS (SELECT label FROM m GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $3)
           SELECT m.outlet_id, coalesce(any_value(o.name), m.outlet_id) AS outlet, m.label, count(*) AS mentions,
                  count(DISTINCT m.article_id) AS articles, sum(count(*)) OVER (PARTITION BY m.outlet_id) AS of_outlet
           FROM m LEFT JOIN outlets o ON o.outlet_id = m.outlet_id
           WHERE m.outlet_id IN (SELECT outlet_id FROM who) AND m.label IN (SELECT label FROM what)
           GROUP BY m.outlet_id, m.label ORDER BY outlet, mentions DESC, m.label""",
        entity,
        rows,
        columns,
    )


def sentences(db: duckdb.DuckDBPyConnection, entity: str, outlet: str, label: str, limit: int = 30) -> pd.DataFrame:
    """Where an outlet uses a label for an entity: a stretch of text around each mention, with its offsets."""
    return _frame(
        db,
        """SELECT m.article_id, a.title, a.published, m.start, m."end", m.certainty,
                  greatest(m.start - 140, 0) AS left_at,
                  substring(a.text, greatest(m.start - 140, 0) + 1, m."end" - greatest(m.start - 140, 0) + 160) AS
                  around
           FROM mentions m JOIN articles a USING (article_id)
           WHERE m.entity = ? AND m.outlet_id = ? AND lower(m.label) = ? ORDER BY a.published_start, m.article_id,
           m.start LIMIT ?""",
        entity,
        outlet,
        label,
        limit,
    )


def certainty(db: duckdb.DuckDBPyConnection, limit: int = 25) -> pd.DataFrame:
    """How surely each outlet's claims are said: counts by certainty, the outlets with most claims first."""
    return _frame(
        db,
        """WITH who AS (SELECT outlet_id FROM claims GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?)
           SELECT k.outlet_id, coalesce(any_value(o.name), k.outlet_id) AS outlet, k.certainty, count(*) AS claims,
                  sum(count(*)) OVER (PARTITION BY k.outlet_id) AS of_outlet
           FROM claims k LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           WHERE k.outlet_id IN (SELECT outlet_id FROM who) GROUP BY k.outlet_id, k.certainty ORDER BY outlet,
           k.certainty""",
        limit,
    )


def wordings(db: duckdb.DuckDBPyConnection, limit: int = 12) -> pd.DataFrame:
    """Single figures that outlets word in different ways: one value of one quantity, at least three wordings."""
    return _frame(
        db,
        """WITH figures AS (
               SELECT k.*, coalesce(k.norm_low, k.low) AS value FROM claims k
               WHERE k.cluster_id IN (SELECT cluster_id FROM clusters WHERE n_claims >= 3)),
           top AS (
               SELECT cluster_id, value, count(DISTINCT hash(outlet_id)) AS outlets FROM figures
               WHERE value IS NOT NULL GROUP BY ALL
               HAVING count(DISTINCT hash(bound, lower(quote), lower(counted_words), lower(action_words))) >= 3
               ORDER BY outlets DESC, cluster_id, value LIMIT ?)
           SELECT t.cluster_id, c.label, t.value, c.unit,
                  list({'claim': k.claim_id, 'quote': k.quote, 'bound': k.bound, 'words': k.counted_words,
                        'verb': k.action_words, 'outlet': coalesce(o.name, k.outlet_id)} ORDER BY k.claim_id) AS said
           FROM top t JOIN figures k USING (cluster_id, value) JOIN clusters c USING (cluster_id)
           LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           GROUP BY ALL ORDER BY any_value(t.outlets) DESC, t.cluster_id, t.value""",
        limit,
    )


def topics(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Folders of the corpus, the one with most articles first."""
    return [
        str(t)
        for (t,) in _rows(db, f"SELECT {TOPIC} AS t FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200")
    ]


def coverage(db: duckdb.DuckDBPyConnection, topic: str, outlets: int = 24, quantities: int = 24) -> pd.DataFrame:
    """Which outlets of a folder tell which quantity, over the quantities that most outlets tell."""
    return _frame(
        db,
        f"""WITH mine AS (SELECT k.outlet_id, k.cluster_id, count(*) AS figures FROM claims k JOIN articles a USING
        (article_id)
                         WHERE k.cluster_id IS NOT NULL AND {TOPIC.replace("path", "a.path")} = $1 GROUP BY ALL),
            what AS (SELECT cluster_id FROM mine GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC, 1 LIMIT $3),
            who AS (SELECT outlet_id FROM mine GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2)
            SELECT m.outlet_id, coalesce(o.name, m.outlet_id) AS outlet, m.cluster_id, c.label, m.figures
            FROM mine m JOIN clusters c USING (cluster_id) LEFT JOIN outlets o ON o.outlet_id = m.outlet_id
            WHERE m.cluster_id IN (SELECT cluster_id FROM what) AND m.outlet_id IN (SELECT outlet_id FROM who)
            ORDER BY outlet, c.label""",
        topic,
        outlets,
        quantities,
    )


def columns_of(frame: pd.DataFrame, column: str, weight: str) -> Sequence[str]:
    """The values of ``column`` in the order of their summed ``weight``, largest first."""
    return [str(v) for v in frame.groupby(column)[weight].sum().sort_values(ascending=False, kind="stable").index]
