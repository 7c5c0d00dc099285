"""DuckDB over a build's parquet tables: the connection, small frames and rows, and the columns that pages share.

No streamlit here, and no whole table in memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.words import RANK
from pipeline.errors import OutputError
from pipeline.tables import SCHEMAS

# Enough for the joins of one page over a million claims; DuckDB spills to disk beyond it.
_MEMORY, _THREADS = "256MB", 2

WORST = "CASE c.assessment " + " ".join(f"WHEN '{a}' THEN {r}" for a, r in RANK.items()) + " ELSE 9 END"

# Findings f of a quantity c: the worst first, those of one severity as the quantity's own reason tells them.
FOUND = (
    "list_position(['implausible','suspicious','note'], f.severity), "
    "coalesce(nullif(strpos(c.reason, f.reason), 0), 2147483647)"
)

CLAIM = """
    k.claim_id, k.article_id, k.outlet_id, coalesce(o.name, k.outlet_id) AS outlet, o.country, a.title, a.url, a.path,
    a.digest, a.published, a.published_start, a.published_end, k.zone, k.sentence, k.sentence_start, k.sentence_end,
    k.quote, k.start,
    k."end", k.text, k.low, k.high, k.bound, k.unit, coalesce(k.norm_low, CASE WHEN k.norm_unit IS NULL THEN k.low
    END) AS norm_low,
    coalesce(k.norm_high, CASE WHEN k.norm_unit IS NULL THEN k.high END) AS norm_high, coalesce(k.norm_unit, k.unit)
    AS norm_unit,
    k.as_of_start, k.as_of_end, k.as_of_words, k.attributed_to, k.attribution_kind, k.origin_id,
    coalesce(g.name, k.attributed_to) AS origin, k.certainty, k.polarity, k.rule, k.ambiguous, k.base, k.cluster_id,
    k.counted, k.actor, k.action, k.place
"""
CLAIM_FROM = """
    claims k LEFT JOIN articles a USING (article_id) LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
    LEFT JOIN origins g ON g.origin_id = k.origin_id
"""


def connect(build: Path) -> duckdb.DuckDBPyConnection:
    """A connection with one read-only view per table of the build. Raises OutputError when a table is not there."""
    db = duckdb.connect(":memory:", config={"memory_limit": _MEMORY, "threads": _THREADS})
    for name, schema in SCHEMAS.items():
        path = build / f"{name}.parquet"
        if not path.is_file():
            raise OutputError("is missing", where=str(path), hint=f"Build a corpus: crosscheck build FOLDER -o {build}")
        try:
            quoted = str(path).replace("'", "''")
            db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')")
            have = {row[0] for row in db.execute(f"DESCRIBE {name}").fetchall()}
        except duckdb.Error as error:
            raise OutputError("is not a readable table", where=str(path), hint="Build the corpus again") from error
        lacking = [column for column in schema.names if column not in have]
        if lacking:
            raise OutputError(f"has no column {', '.join(lacking)}", where=str(path), hint="Build the corpus again")
    return db


def as_frame(db: duckdb.DuckDBPyConnection, query: str, *params: Any) -> pd.DataFrame:
    """A query's rows as a frame, ``params`` in place of its question marks."""
    return db.cursor().execute(query, list(params)).df()


def as_rows(db: duckdb.DuckDBPyConnection, query: str, *params: Any) -> list[tuple[Any, ...]]:
    """A query's rows as tuples, None where a value is missing."""
    return db.cursor().execute(query, list(params)).fetchall()


def as_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts with None wherever a value is missing (pandas would give NaN, NaT or None, by type)."""
    missing = frame.isna().to_numpy()
    columns = [str(c) for c in frame.columns]
    rows = frame.astype(object).to_numpy().tolist()
    return [
        {c: (None if m and not isinstance(v, list) else v) for c, v, m in zip(columns, row, gaps, strict=True)}
        for row, gaps in zip(rows, missing, strict=True)
    ]


def as_record(frame: pd.DataFrame) -> dict[str, Any] | None:
    """The first row as a dict, as :func:`as_records` gives it; None of an empty frame."""
    return next(iter(as_records(frame.head(1))), None)
