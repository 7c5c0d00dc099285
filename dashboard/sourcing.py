"""Queries about outlets and origins: who relies on whom, and who passed a figure on changed.

Same rules as :mod:`dashboard.queries`. Nothing here rates an outlet: these are counts of what its articles say.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.database import CLAIM, CLAIM_FROM, as_frame
from dashboard.filters import PRINTED, SAID

# Below this many sourced figures a share says nothing: one more or less would move it by more than ten points.
TOO_FEW = 10


def outlets(db: duckdb.DuckDBPyConnection, limit: int = 300) -> pd.DataFrame:
    """Every outlet with what is known of it and how it sources its figures, those with most claims first."""
    return as_frame(
        db,
        f"""WITH n AS (
               SELECT outlet_id, count(*) AS claims, count(*) FILTER (kind = 'quantity') AS figures,
                      count(*) FILTER (kind = 'quantity' AND coalesce(attribution_kind, 'outlet') <> 'outlet') AS
                      sourced,
                      count(*) FILTER (kind = 'quantity' AND attribution_kind = 'anonymous') AS unnamed
               FROM claims WHERE {SAID} GROUP BY 1),
           a AS (SELECT outlet_id, count(*) AS articles FROM articles WHERE {PRINTED} GROUP BY 1)
           SELECT a.outlet_id, coalesce(o.name, a.outlet_id) AS outlet, o.domain, o.country, o.kind, o.owner,
           a.articles,
                  coalesce(n.claims, 0) AS claims, coalesce(n.figures, 0) AS figures, coalesce(n.sourced, 0) AS sourced,
                  coalesce(n.unnamed, 0) AS unnamed
           FROM a LEFT JOIN n USING (outlet_id) LEFT JOIN outlets o ON o.outlet_id = a.outlet_id
           ORDER BY claims DESC, outlet LIMIT ?""",
        limit,
    )


def reliance(db: duckdb.DuckDBPyConnection, rows: int = 25, columns: int = 20) -> pd.DataFrame:
    """How many figures each outlet takes from each origin: the origins that most outlets share, and their outlets."""
    return as_frame(
        db,
        f"""WITH used AS (
               SELECT k.outlet_id, k.origin_id, count(*) AS figures FROM claims k JOIN origins g ON g.origin_id =
               k.origin_id
               WHERE {SAID} AND (coalesce(k.attribution_kind, 'outlet') <> 'outlet' OR len(g.cited_by) > 1)
               GROUP BY ALL),
           top AS (SELECT origin_id FROM used GROUP BY 1
                   ORDER BY count(DISTINCT outlet_id) DESC, sum(figures) DESC, origin_id LIMIT $2),
           who AS (SELECT outlet_id FROM used WHERE origin_id IN (SELECT origin_id FROM top) GROUP BY 1
                   ORDER BY sum(figures) DESC, outlet_id LIMIT $1)
           SELECT u.outlet_id, coalesce(o.name, u.outlet_id) AS outlet, u.origin_id, g.name AS origin, g.kind, u.figures
           FROM used u JOIN origins g USING (origin_id) LEFT JOIN outlets o ON o.outlet_id = u.outlet_id
           WHERE u.origin_id IN (SELECT origin_id FROM top) AND u.outlet_id IN (SELECT outlet_id FROM who)
           ORDER BY outlet, origin""",
        rows,
        columns,
    )


def taken(db: duckdb.DuckDBPyConnection, outlet: str, origin: str, limit: int = 60) -> pd.DataFrame:
    """The claims that an outlet takes from an origin, oldest first."""
    return as_frame(
        db,
        f"""SELECT {CLAIM}, NULL::VARCHAR AS severity FROM {CLAIM_FROM}
            WHERE k.outlet_id = ? AND k.origin_id = ? AND {SAID}
            ORDER BY a.published_start, k.article_id, k.start LIMIT ?""",
        outlet,
        origin,
        limit,
    )


def circular(db: duckdb.DuckDBPyConnection, limit: int = 50) -> pd.DataFrame:
    """Pairs of outlets that each give the other as their source, with how many figures each way."""
    return as_frame(
        db,
        f"""WITH names AS (SELECT outlet_id, lower(name) AS name FROM outlets
                          UNION SELECT outlet_id, lower(unnest(aliases)) FROM outlets),
           taken AS (SELECT k.outlet_id AS taker, n.outlet_id AS giver, count(*) AS figures
                     FROM claims k JOIN origins g ON g.origin_id = k.origin_id JOIN names n ON n.name = lower(g.name)
                     WHERE n.outlet_id <> k.outlet_id AND {SAID} GROUP BY ALL)
           SELECT a.taker AS one, b.taker AS other, a.figures AS one_from_other, b.figures AS other_from_one
           FROM taken a JOIN taken b ON a.taker = b.giver AND a.giver = b.taker WHERE a.taker < b.taker
           ORDER BY a.figures + b.figures DESC, one, other LIMIT ?""",
        limit,
    )


def altered(db: duckdb.DuckDBPyConnection, limit: int = 40) -> pd.DataFrame:
    """Figures of one quantity that go back to one origin and still differ: which outlet prints what, widest gap
    first."""
    return as_frame(
        db,
        """WITH figures AS (
               SELECT k.cluster_id, k.origin_id, k.outlet_id, k.claim_id, k.quote, k.bound, k.zone,
                      coalesce(k.norm_low, k.norm_high, k.low, k.high) AS value
               FROM claims k WHERE k.cluster_id IS NOT NULL AND k.bound IN ('exact', 'about')),
           gaps AS (
               SELECT cluster_id, origin_id, min(value) AS low, max(value) AS high, count(DISTINCT outlet_id) AS n
               FROM figures WHERE value > 0 GROUP BY ALL HAVING count(DISTINCT value) > 1 AND count(DISTINCT
               outlet_id) > 1),
           top AS (SELECT * FROM gaps ORDER BY high / low DESC, cluster_id, origin_id LIMIT ?)
           SELECT t.cluster_id, c.label, g.name AS origin, t.low, t.high, c.unit,
                  list({'claim': f.claim_id, 'quote': f.quote, 'outlet': coalesce(o.name, f.outlet_id),
                        'zone': f.zone}
                       ORDER BY f.value, f.claim_id) AS printed
           FROM top t JOIN figures f USING (cluster_id, origin_id) JOIN clusters c USING (cluster_id)
           LEFT JOIN origins g ON g.origin_id = t.origin_id LEFT JOIN outlets o ON o.outlet_id = f.outlet_id
           GROUP BY ALL ORDER BY any_value(t.high / t.low) DESC, t.cluster_id, origin""",
        limit,
    )
