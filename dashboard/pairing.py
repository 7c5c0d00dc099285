"""Why figures were put together or kept apart, as tables in HTML that hold article text only escaped. No streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import database, marks, reading, words
from dashboard.words import has, plural
from pipeline.outlets import in_brackets

_FACET_NAMES = {"counted": "What", "actor": "Who", "action": "Did", "place": "Where", "base": "Of what"}


def _side(claims: Mapping[str, Mapping[str, Any]], claim_id: str) -> str:
    row = claims.get(claim_id)
    return (
        marks.text(claim_id)
        if row is None
        else f"{marks.text(row['quote'])} <span class='cc-dim'>({marks.text(in_brackets(row['outlet']))})</span>"
    )


def joined_table(pairs: pd.DataFrame, total: int, claims: pd.DataFrame, chosen: bool) -> str:
    """Pairs that were joined with a bar for each facet, weakest first."""
    if pairs.empty:
        return '<p class="cc-dim">No comparison with the chosen figure was kept in this build.</p>'
    by_id = {r["claim_id"]: r for r in database.as_records(claims)}
    rows = [
        {
            "a": _side(by_id, r["claim_a"]),
            "b": _side(by_id, r["claim_b"]),
            "score": marks.bar(r["score"]),
            **{f: marks.bar(r[f]) for f in reading.FACETS},
            "rule": marks.text(words.check_name(r["rule"])) if has(r["rule"]) else "",
        }
        for r in database.as_records(pairs)
    ]
    columns = {"a": "Figure", "b": "and figure", "score": "Similarity", **_FACET_NAMES, "rule": "Rule"}
    return marks.table(
        _used(columns, rows),
        rows,
        caption=f"{plural(total, 'comparison')} {'with the chosen figure' if chosen else 'inside this quantity'}, "
        f"weakest first; "
        f"{len(rows)} shown. 1 means the same, 0 nothing in common, — not compared.",
    )


def _used(columns: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {
        k: v
        for k, v in columns.items()
        if k not in ("rule", "base") or any(row.get(k) and "—" not in row[k] for row in rows)
    }


def parted_table(pairs: pd.DataFrame, claims: pd.DataFrame, most: int = 12) -> str:
    """The nearest figures that were kept apart, one row a quantity, and what forbade the join."""
    by_id = {r["claim_id"]: r for r in database.as_records(claims)}
    nearest = pairs.drop_duplicates(["cluster_id", "rule"])
    rows = []
    for r in database.as_records(nearest.head(most)):
        label = marks.text(r["label"] or r["quote"])
        link = (
            marks.inside(marks.address("compare", quantity=r["cluster_id"]), label) if has(r["cluster_id"]) else label
        )
        rows.append(
            {
                "other": f"{link}<br><span class='cc-small cc-dim'>{marks.text(r['quote'])} "
                f"({marks.text(in_brackets(r['outlet']))})</span>",
                "ours": _side(by_id, r["ours"]),
                "why": marks.text(words.check_name(r["rule"])) if has(r["rule"]) else "not similar enough",
                "score": marks.bar(r["score"]),
                **{f: marks.bar(r[f]) for f in reading.FACETS},
            }
        )
    columns = {"other": "Kept apart", "ours": "from", "why": "Because", "score": "Similarity", **_FACET_NAMES}
    return marks.table(
        _used(columns, rows),
        rows,
        caption=f"The nearest of {plural(len(nearest), 'other quantity', 'other quantities')}",
    )


def regrouped(ids: Sequence[str], joined: pd.DataFrame, parted: pd.DataFrame, level: float) -> str:
    """What a threshold would join or part, as a sentence in HTML."""
    fell = reading.groups(ids, joined, level)
    free = parted[parted["rule"].isna() & (parted["score"] >= level)] if len(parted) else parted
    said = (
        f"At {level:.2f} these {plural(len(ids), 'figure')} would stay together."
        if len(fell) == 1
        else f"At {level:.2f} these {plural(len(ids), 'figure')} would fall into {len(fell)} groups of "
        f"{', '.join(str(len(g)) for g in fell[:8])}{'…' if len(fell) > 8 else ''}."
    )
    near = free["cluster_id"].nunique() if len(free) else 0
    said += (
        f" {plural(near, 'other quantity', 'other quantities')} would be near enough to join."
        if near
        else " No other quantity would join."
    )
    return marks.text(said)
