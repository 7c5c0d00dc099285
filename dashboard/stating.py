"""Queries for statements without figures that several articles make: who affirms, denies, leaves open.

Same rules as :mod:`dashboard.queries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

from dashboard.database import CLAIM, CLAIM_FROM, WORST, as_frame, as_record, as_rows

# Column of the table → how a claim stands to the assertion.
STANCES = {"affirmed": "affirms", "hedged": "leaves open", "denied": "denies"}
_SIDES = " UNION ALL ".join(
    f"SELECT assertion_id, unnest({column}) AS claim_id, '{stance}' AS stance FROM assertions"
    for column, stance in STANCES.items()
)


def counts(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many assertions each assessment has."""
    return dict(as_rows(db, "SELECT assessment, count(*) FROM assertions GROUP BY 1"))


def ranked(
    db: duckdb.DuckDBPyConnection, words: str = "", assessment: str = "", limit: int = 20, offset: int = 0
) -> tuple[pd.DataFrame, int]:
    """Assertions, the disputed first, and how many there are in all.

    ``words``: each has to stand in the assertion or in one of its sentences; ``assessment``: one of its values, or "".
    """
    typed = words.split()[:8]
    where = ["(? = '' OR c.assessment = ?)"]
    values: list[Any] = [assessment, assessment]
    if typed:
        said = " AND ".join("contains(lower(concat_ws(' ', k.sentence, k.actor, k.place)), lower(?))" for _ in typed)
        label = " AND ".join("contains(lower(c.label), lower(?))" for _ in typed)
        where.append(
            f"(({label}) OR c.assertion_id IN (SELECT s.assertion_id FROM ({_SIDES}) s JOIN claims k USING (claim_id) "
            f"WHERE {said}))"
        )
        values += [*typed, *typed]
    condition = " AND ".join(where)
    count = as_rows(db, f"SELECT count(*) FROM assertions c WHERE {condition}", *values)[0][0]
    frame = as_frame(
        db,
        f"""SELECT c.* FROM assertions c WHERE {condition}
            ORDER BY {WORST}, len(c.denied) DESC, c.score DESC NULLS LAST, c.n_origins DESC, c.n_articles DESC,
            c.assertion_id LIMIT ? OFFSET ?""",
        *values,
        limit,
        offset,
    )
    return frame, count


def assertion(db: duckdb.DuckDBPyConnection, assertion_id: str) -> dict[str, Any] | None:
    """One assertion's row, or None."""
    return as_record(as_frame(db, "SELECT * FROM assertions WHERE assertion_id = ?", assertion_id))


def of_claim(db: duckdb.DuckDBPyConnection, claim_id: str) -> str | None:
    """The assertion that a claim makes, denies or leaves open, or None."""
    rows = as_rows(db, f"SELECT assertion_id FROM ({_SIDES}) WHERE claim_id = ? ORDER BY 1 LIMIT 1", claim_id)
    return rows[0][0] if rows else None


def claims_of(db: duckdb.DuckDBPyConnection, assertion_ids: Sequence[str], limit: int = 2000) -> pd.DataFrame:
    """The claims of some assertions, with the columns of :func:`dashboard.queries.claims_of`, ``assertion_id`` and
    ``stance``; those that affirm first, then by date."""
    order = " ".join(f"WHEN '{stance}' THEN {n}" for n, stance in enumerate(STANCES.values()))
    return as_frame(
        db,
        f"""WITH s AS (SELECT * FROM ({_SIDES}) WHERE list_contains(?, assertion_id))
            SELECT s.assertion_id, s.stance, {CLAIM}, NULL::VARCHAR AS severity
            FROM {CLAIM_FROM} JOIN s ON s.claim_id = k.claim_id
            ORDER BY s.assertion_id, CASE s.stance {order} END, a.published_start NULLS LAST, k.claim_id LIMIT ?""",
        list(assertion_ids),
        limit,
    )
