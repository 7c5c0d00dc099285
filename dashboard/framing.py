"""Queries about words: what each outlet calls the same people, how surely it speaks, and what it leaves out.

Same rules as :mod:`dashboard.queries`.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.filters import PRINTED, SAID, TOPIC
from dashboard.queries import _frame, _rows


def entities(db: duckdb.DuckDBPyConnection, limit: int = 300) -> list[tuple[str, int, bool]]:
    """Who and what is named, how often, and whether it is a kind of event; what has more than one label first."""
    return [
        (str(name), int(count), bool(event))
        for name, count, event in _rows(
            db,
            """SELECT entity, count(*), bool_or(kind = 'event') FROM mentions WHERE kind IN ('name', 'noun', 'event')
               GROUP BY 1 ORDER BY count(DISTINCT lower(label)) > 1 DESC, count(*) DESC, entity LIMIT ?""",
            limit,
        )
    ]


def _counts(db: duckdb.DuckDBPyConnection, where: str, value: str, rows: int, columns: int) -> pd.DataFrame:
    """Labels by outlet over the mentions that fit ``where``: the outlets and the labels that come up most.

    A label is shown as it is printed most often; "ISIS" and "Isis" are counted together.
    """
    return _frame(
        db,
        f"""WITH m AS (SELECT outlet_id, lower(label) AS word, label, article_id, voice FROM mentions WHERE {where}),
           who AS (SELECT outlet_id FROM m GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2),
           what AS (SELECT word, arg_max(label, (n, label)) AS label FROM
                        (SELECT word, label, count(*) AS n FROM m GROUP BY ALL) GROUP BY 1
                    ORDER BY sum(n) DESC, 1 LIMIT $3)
           SELECT m.outlet_id, coalesce(any_value(o.name), m.outlet_id) AS outlet, what.label, count(*) AS mentions,
                  count(*) FILTER (m.voice = 'quoted') AS quoted, count(DISTINCT m.article_id) AS articles,
                  sum(count(*)) OVER (PARTITION BY m.outlet_id) AS of_outlet
           FROM m JOIN what USING (word) LEFT JOIN outlets o ON o.outlet_id = m.outlet_id
           WHERE m.outlet_id IN (FROM who)
           GROUP BY m.outlet_id, what.label ORDER BY outlet, mentions DESC, what.label""",
        value,
        rows,
        columns,
    )


def labels(db: duckdb.DuckDBPyConnection, entity: str, rows: int = 30, columns: int = 16) -> pd.DataFrame:
    """How often each outlet uses each label for an entity, how many of these in quotation marks, in how many
    articles; rare outlets and labels left out."""
    return _counts(db, "entity = $1 AND kind IN ('name', 'noun', 'event')", entity, rows, columns)


def cues(db: duckdb.DuckDBPyConnection, kind: str, rows: int = 30, columns: int = 16) -> pd.DataFrame:
    """The same for the cues of one kind (see the table ``mentions``)."""
    return _counts(db, "kind = $1", kind, rows, columns)


def rates(db: duckdb.DuckDBPyConnection, limit: int = 25) -> pd.DataFrame:
    """Words printed and cues of each kind, by outlet: those with most words first."""
    return _frame(
        db,
        f"""WITH who AS (SELECT outlet_id, sum(words) AS words, count(*) AS articles FROM articles WHERE {PRINTED}
                        GROUP BY 1 ORDER BY sum(words) DESC, 1 LIMIT ?)
           SELECT w.outlet_id, coalesce(any_value(o.name), w.outlet_id) AS outlet, w.words, w.articles,
                  count(*) FILTER (m.kind = 'hedge') AS hedge, count(*) FILTER (m.kind = 'booster') AS booster,
                  count(*) FILTER (m.kind = 'distance') AS distance,
                  count(*) FILTER (m.kind = 'attribution') AS attribution,
                  count(*) FILTER (m.kind = 'loaded') AS loaded,
                  count(*) FILTER (m.kind = 'scare_quotes') AS scare_quotes
           FROM who w LEFT JOIN mentions m USING (outlet_id) LEFT JOIN outlets o ON o.outlet_id = w.outlet_id
           GROUP BY w.outlet_id, w.words, w.articles ORDER BY w.words DESC, w.outlet_id""",
        limit,
    )


def sentences(
    db: duckdb.DuckDBPyConnection, entity: str | None, kind: str | None, outlet: str, label: str, limit: int = 30
) -> pd.DataFrame:
    """Where an outlet uses a label for an entity, or a cue of a kind: text around each mention, with its offsets."""
    return _frame(
        db,
        """SELECT m.article_id, a.title, a.published, m.start, m."end", m.certainty, m.voice,
                  greatest(m.start - 140, 0) AS left_at,
                  substring(a.text, greatest(m.start - 140, 0) + 1, m."end" - greatest(m.start - 140, 0) + 160)
                  AS around
           FROM mentions m JOIN articles a USING (article_id)
           WHERE CASE WHEN $1::VARCHAR IS NULL THEN m.kind = $2::VARCHAR
                      ELSE m.entity = $1 AND m.kind IN ('name', 'noun', 'event') END
                 AND m.outlet_id = $3 AND lower(m.label) = lower($4)
           ORDER BY a.published_start, m.article_id, m.start LIMIT $5""",
        entity,
        kind,
        outlet,
        label,
        limit,
    )


def certainty(db: duckdb.DuckDBPyConnection, limit: int = 25) -> pd.DataFrame:
    """How surely each outlet's claims are said: counts by certainty, the outlets with most claims first."""
    return _frame(
        db,
        f"""WITH who AS (SELECT outlet_id FROM claims WHERE {SAID} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?)
           SELECT k.outlet_id, coalesce(any_value(o.name), k.outlet_id) AS outlet, k.certainty, count(*) AS claims,
                  sum(count(*)) OVER (PARTITION BY k.outlet_id) AS of_outlet
           FROM claims k LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           WHERE k.outlet_id IN (SELECT outlet_id FROM who) AND {SAID}
           GROUP BY k.outlet_id, k.certainty ORDER BY outlet,
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
        for (t,) in _rows(
            db, f"SELECT {TOPIC} AS t FROM articles WHERE {PRINTED} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200"
        )
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


def alone(db: duckdb.DuckDBPyConnection, topic: str, limit: int = 24, most: int = 5) -> pd.DataFrame:
    """Per outlet of a folder: how many quantities it tells, how many of them no other outlet there does, and the
    first of those."""
    return _frame(
        db,
        f"""WITH mine AS (SELECT DISTINCT k.outlet_id, k.cluster_id FROM claims k JOIN articles a USING (article_id)
                         WHERE k.cluster_id IS NOT NULL AND {TOPIC.replace("path", "a.path")} = $1),
            told AS (SELECT *, count(*) OVER (PARTITION BY cluster_id) AS outlets FROM mine),
            ranked AS (SELECT t.*, c.label, row_number() OVER (PARTITION BY t.outlet_id, t.outlets = 1
                              ORDER BY c.score DESC NULLS LAST, t.cluster_id) AS nth
                       FROM told t JOIN clusters c USING (cluster_id))
            SELECT r.outlet_id, coalesce(any_value(o.name), r.outlet_id) AS outlet, count(*) AS quantities,
                   count(*) FILTER (outlets = 1) AS alone,
                   list({{'quantity': cluster_id, 'label': label}} ORDER BY nth)
                       FILTER (outlets = 1 AND nth <= $3) AS examples
            FROM ranked r LEFT JOIN outlets o ON o.outlet_id = r.outlet_id
            GROUP BY r.outlet_id ORDER BY alone DESC, quantities DESC, outlet LIMIT $2""",
        topic,
        limit,
        most,
    )
