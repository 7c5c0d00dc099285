"""Quantities found by what words mean, as a person types them: "fighters from Britain" finds "Britons who joined".

Words meet what claims count, whom, what is done and where by the very rules of ``crosscheck compare``
(:mod:`pipeline.why.compare`); the last word may be half typed. A small table beside the build's own, made at the first
search, holds how many claims of a quantity have which of these; after that a search reads no claim. No streamlit here.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache

import duckdb
import pandas as pd

from dashboard.database import WORST, as_frame, as_rows
from dashboard.filters import Filters
from dashboard.queries import ranked, search
from pipeline.why.compare import NEAR, likeness, meanings, terms

# Of quantities that meet this share of what was asked for, the one that most deserves a look comes first.
WHOLE = 0.75
_MOST_WORDS = 8
_LOCK = threading.Lock()


def find(db: duckdb.DuckDBPyConnection, typed: str, limit: int = 20) -> pd.DataFrame:
    """Quantities that speak of ``typed``: the nearest in meaning, then those whose sentences hold every word.

    Nothing typed gives those that deserve a look first.
    """
    if not typed.strip():
        return ranked(db, Filters(), limit)[0]
    wanted = terms(typed)[:_MOST_WORDS]
    near = _near(db, wanted, typed, limit) if wanted else pd.DataFrame()
    if len(near) == limit:
        return near
    said = search(db, typed, limit)
    if near.empty:
        return said
    return pd.concat([near, said[~said["cluster_id"].isin(near["cluster_id"])]], ignore_index=True).head(limit)


def _near(db: duckdb.DuckDBPyConnection, wanted: Sequence[str], typed: str, limit: int) -> pd.DataFrame:
    _index(db)
    values = as_rows(db, "SELECT value_id, value FROM search_values")
    hits = [
        (n, value_id, alike)
        for n, word in enumerate(wanted)
        for value_id, value in values
        if (alike := _alike(word, value, half=n == len(wanted) - 1 and not typed.endswith(" ")))
    ]
    weights = dict(_weights(db, hits, len(wanted)))
    return as_frame(
        db,
        f"""WITH h AS (SELECT unnest(?::INT[]) AS word, unnest(?::INT[]) AS value_id, unnest(?::DOUBLE[]) AS alike),
            w AS (SELECT unnest(?::INT[]) AS word, unnest(?::DOUBLE[]) AS weight),
            met AS (SELECT f.cluster_id, h.word, max(h.alike * f.share) AS met
                    FROM search_facets f JOIN h USING (value_id) GROUP BY ALL),
            found AS (SELECT cluster_id, sum(weight * (0.25 + 0.75 * least(1, met))) AS score
                      FROM met JOIN w USING (word) GROUP BY 1 HAVING score >= ?)
            SELECT c.* FROM found JOIN clusters c USING (cluster_id)
            ORDER BY found.score < ?, {WORST}, round(found.score, 1) DESC, c.n_origins DESC, c.n_claims DESC,
            c.cluster_id LIMIT ?""",
        *([h[part] for h in hits] for part in range(3)),
        list(weights),
        list(weights.values()),
        NEAR,
        WHOLE,
        limit,
    )


def _weights(
    db: duckdb.DuckDBPyConnection, hits: Sequence[tuple[int, int, float]], words: int
) -> Iterator[tuple[int, float]]:
    """Each word's share of the whole query: words that few quantities have weigh more."""
    counted = as_rows(
        db,
        """SELECT h.word, count(DISTINCT f.cluster_id), (SELECT count(*) FROM clusters)
           FROM (SELECT unnest(?::INT[]) AS word, unnest(?::INT[]) AS value_id) h
           LEFT JOIN search_facets f USING (value_id) GROUP BY 1""",
        [h[0] for h in hits],
        [h[1] for h in hits],
    )
    total = as_rows(db, "SELECT count(*) FROM clusters")[0][0]
    have = {word: n for word, n, _ in counted}
    raw = {word: math.log((total + 1) / (have.get(word, 0) + 0.5)) + 0.1 for word in range(words)}
    whole = sum(raw.values())
    yield from ((word, weight / whole) for word, weight in raw.items())


def _alike(word: str, value: str, half: bool) -> float:
    """How near a word typed is to what claims speak of, 0–1; ``half``: it may be the beginning of a word."""
    spoken, meant = _spoken(value)
    if word in spoken or (half and any(s.startswith(word) for s in spoken)):
        return 1.0
    mine = meanings(word)
    if any(m.startswith("action:") for m in mine):  # "deaths" are people too, but not whoever else is
        mine = frozenset(m for m in mine if not m.startswith("counted:"))
    return max((likeness(mine, m) for m in meant), default=0.0) if mine else 0.0


@lru_cache(maxsize=65_536)
def _spoken(value: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """The words of a value, and what it and they stand for."""
    words = frozenset(terms(value))
    parts = {*value.split(" and "), *words}
    return words, tuple({m for part in parts if (m := meanings(part))})


def _index(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables ``search_values`` and ``search_facets`` beside the build's, once a connection."""
    with _LOCK:
        if as_rows(db, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'search_facets'"):
            return
        columns = ("counted", "counted_words", "actor", "actor_words", "action", "action_words", "place")
        values = ", ".join(f"lower(k.{c})" for c in columns)
        cursor = db.cursor()
        cursor.execute(
            f"""CREATE TEMP TABLE t AS
                SELECT cluster_id, value, count(*) AS n FROM (
                    SELECT cluster_id, claim_id, unnest(list_distinct([{values}])) AS value
                    FROM claims k WHERE cluster_id IS NOT NULL)
                WHERE value <> '' GROUP BY ALL
                UNION ALL
                SELECT cluster_id, word, n_claims FROM (
                    SELECT cluster_id, n_claims,
                           unnest(list_distinct(regexp_split_to_array(lower(label), '[^\\p{{L}}\\p{{N}}]+'))) AS word
                    FROM clusters) WHERE length(word) > 1"""
        )
        cursor.execute(
            "CREATE TABLE search_values AS SELECT row_number() OVER (ORDER BY value)::INT AS value_id, value "
            "FROM (SELECT DISTINCT value FROM t)"
        )
        cursor.execute(
            """CREATE TABLE search_facets AS
               SELECT t.cluster_id, v.value_id, max(t.n / greatest(c.n_claims, 1)) AS share
               FROM t JOIN search_values v USING (value) JOIN clusters c USING (cluster_id) GROUP BY ALL"""
        )
        cursor.execute("DROP TABLE t")
