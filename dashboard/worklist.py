"""What an editor has to look at, worst first: claims with findings, and quantities on which sources disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from dashboard.database import FOUND, as_frame, as_rows
from dashboard.filters import TOPIC
from pipeline.reviews.model import Kind, State

# From what cannot be right to what is only worth a note; the order of the queue.
RANKS = ("implausible", "disagree", "suspicious", "note")
STATES = {
    "open": "open",
    "needs_checking": "needs checking",
    "contested": "contested",
    "decided": "decided",
    "second": "without a second opinion of mine",
}
UNFINISHED = ("open", "needs_checking", "contested")

_CLAIMS = f"""
    SELECT f.claim_id, any_value(coalesce(k.cluster_id, f.cluster_id)),
           min(list_position(['implausible', '-', 'suspicious', 'note'], f.severity)) AS worst, max(c.score) AS score,
           list(DISTINCT f."check"), list(DISTINCT k.outlet_id), list(DISTINCT {TOPIC})
    FROM findings f JOIN claims k ON k.claim_id = f.claim_id LEFT JOIN articles a ON a.article_id = k.article_id
    LEFT JOIN clusters c ON c.cluster_id = coalesce(k.cluster_id, f.cluster_id)
    GROUP BY f.claim_id ORDER BY worst, score DESC NULLS LAST, f.claim_id"""
_CLUSTERS = f"""
    WITH loose AS (SELECT cluster_id, list(DISTINCT "check") AS checks,
                          min(list_position(['implausible', '-', 'suspicious', 'note'], severity)) AS worst
                   FROM findings WHERE claim_id IS NULL AND cluster_id IS NOT NULL GROUP BY 1)
    SELECT c.cluster_id, c.cluster_id,
           min(least(CASE c.assessment WHEN 'disagree' THEN 2 ELSE 9 END, coalesce(loose.worst, 9))) AS worst,
           any_value(c.score) AS score, any_value(loose.checks), list(DISTINCT k.outlet_id), list(DISTINCT {TOPIC})
    FROM clusters c JOIN claims k ON k.cluster_id = c.cluster_id LEFT JOIN articles a ON a.article_id = k.article_id
    LEFT JOIN loose ON loose.cluster_id = c.cluster_id
    WHERE c.assessment = 'disagree' OR loose.cluster_id IS NOT NULL
    GROUP BY c.cluster_id ORDER BY worst, score DESC NULLS LAST, c.cluster_id"""
_QUERIES: tuple[tuple[Kind, str], ...] = (("claim", _CLAIMS), ("cluster", _CLUSTERS))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: a claim with findings, or a cluster."""

    kind: Kind
    target: str
    cluster_id: str | None
    rank: str
    score: float
    checks: tuple[str, ...]
    outlets: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def address(self) -> str:
        """As it stands in the page's address: "claim:…"."""
        return f"{self.kind}:{self.target}"


def items(db: duckdb.DuckDBPyConnection) -> list[Item]:
    """Everything that a check found or that sources disagree on, worst first."""
    found = [
        Item(kind, target, cluster, RANKS[worst - 1], score or 0.0, *(tuple(sorted(part or ())) for part in parts))
        for kind, query in _QUERIES
        for target, cluster, worst, score, *parts in as_rows(db, query)
    ]
    return sorted(found, key=lambda i: (RANKS.index(i.rank), -i.score, i.cluster_id or "", i.kind, i.target))


def size(db: duckdb.DuckDBPyConnection) -> int:
    """How many items :func:`items` gives, without making them."""
    return int(
        as_rows(
            db,
            """SELECT (SELECT count(DISTINCT claim_id) FROM findings)
                    + (SELECT count(*) FROM clusters c WHERE c.n_claims > 0 AND (c.assessment = 'disagree' OR EXISTS
                       (FROM findings f WHERE f.claim_id IS NULL AND f.cluster_id = c.cluster_id)))""",
        )[0][0]
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; an empty field narrows nothing."""

    states: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def choices(found: Sequence[Item]) -> Filters:
    """Everything that these items can be narrowed to, sorted."""

    def each(have: Callable[[Item], tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(sorted({value for item in found for value in have(item) if value}))

    ranks = {item.rank for item in found}
    return Filters(
        tuple(STATES),
        tuple(rank for rank in RANKS if rank in ranks),
        each(lambda i: i.checks),
        each(lambda i: i.outlets),
        each(lambda i: i.topics),
    )


Known = Callable[[Item], State | None]  # what stands for an item, None when nobody has touched it


def narrowed(found: Iterable[Item], filters: Filters, state: Known, me: str) -> list[Item]:
    """The items that fit, in the same order. ``me`` is the reviewer whose second opinion may be missing."""
    for wanted, have in (
        (filters.ranks, lambda i: (i.rank,)),
        (filters.checks, lambda i: i.checks),
        (filters.outlets, lambda i: i.outlets),
        (filters.topics, lambda i: i.topics),
    ):
        if wanted:
            found = [item for item in found if not set(wanted).isdisjoint(have(item))]
    if filters.states:
        found = [item for item in found if _stands(state(item), filters.states, me)]
    return list(found)


def _stands(state: State | None, wanted: tuple[str, ...], me: str) -> bool:
    if state is None:
        return "open" in wanted
    unseen = bool(state.judgements) and me not in state.judgements
    return state.status in wanted or ("second" in wanted and unseen)


def tally(found: Sequence[Item], state: Known) -> dict[str, int]:
    """How many items are open, need checking, are contested or decided."""
    counts = dict.fromkeys(("open", "needs_checking", "contested", "decided"), 0)
    for item in found:
        known = state(item)
        counts[known.status if known else "open"] += 1
    return counts


def around(found: Sequence[Item], address: str | None) -> tuple[Item | None, Item | None, Item | None, int]:
    """The item at an address (the first when there is none there), the one before, the one after, and its place."""
    if not found:
        return None, None, None, 0
    place = next((n for n, item in enumerate(found) if item.address == address), 0)
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    return found[place], before, after, place + 1


def findings_on(db: duckdb.DuckDBPyConnection, kind: str, target: str) -> pd.DataFrame:
    """The findings on one claim, or on a cluster itself, worst first."""
    column = "claim_id = ?" if kind == "claim" else "claim_id IS NULL AND f.cluster_id = ?"
    return as_frame(
        db,
        f"""SELECT f.* FROM findings f LEFT JOIN clusters c USING (cluster_id) WHERE f.{column}
            ORDER BY {FOUND}, f."check", f.finding_id""",
        target,
    )
