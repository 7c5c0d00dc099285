"""What else an article is: a copy of another's text, or a later version of its own. DuckDB and HTML, no streamlit."""

from __future__ import annotations

from typing import Any

import duckdb

from dashboard import marks
from dashboard.database import as_rows
from pipeline.outlets import in_brackets

_LINKED = """SELECT a.article_id, a.title, coalesce(o.name, a.outlet_id), a.published
             FROM articles a LEFT JOIN outlets o USING (outlet_id) WHERE a.article_id = ?"""
_FIGURES = """SELECT DISTINCT quote, coalesce(counted, ''), unit, low, high, sentence, start FROM claims
              WHERE article_id = ? AND kind = 'quantity' ORDER BY start"""


def changed(db: duckdb.DuckDBPyConnection, earlier: str, later: str) -> tuple[list[str], list[str]]:
    """Figures as printed, with what they count, that only the earlier version has, and that only the later has."""
    was, now = as_rows(db, _FIGURES, earlier), as_rows(db, _FIGURES, later)

    def only(some: list[Any], others: list[Any]) -> list[str]:
        there = {row[1:5] for row in others}
        return [f"{row[0]} {row[1]}".strip() for row in some if row[1:5] not in there]

    return only(was, now), only(now, was)


def note(db: duckdb.DuckDBPyConnection, article_id: str) -> str:
    """HTML about the versions and the original of an article; empty when it is neither changed nor copied."""
    parts: list[str] = []
    found = as_rows(db, "SELECT version_of, copy_of FROM articles WHERE article_id = ?", article_id)
    before, original = found[0] if found else (None, None)
    if before:
        was, now = changed(db, before, article_id)
        said = f" said: {marks.text('; '.join(was))}." if was else " had no other figures."
        new = f" New here: {marks.text('; '.join(now))}." if now else ""
        parts.append(f"{_link(before, 'An earlier version')}{said}{new}")
    for (later,) in as_rows(db, "SELECT article_id FROM articles WHERE version_of = ? ORDER BY 1", article_id):
        parts.append(f"There is {_link(later, 'a later version')} of this article.")
    if original:
        title, outlet = _about(db, original)
        parts.append(
            f"This is the text of {_link(original, title)} ({marks.text(in_brackets(outlet))}), nearly or "
            "wholly: figures that both print without a source count as one origin."
        )
    return "".join(f'<p class="cc-note">{words}</p>' for words in parts)


def _about(db: duckdb.DuckDBPyConnection, article_id: str) -> tuple[str, str]:
    found = as_rows(db, _LINKED, article_id)
    return (str(found[0][1] or "Untitled"), str(found[0][2])) if found else ("another article", "not in this build")


def _link(article_id: str, words: str) -> str:
    return marks.inside(marks.address("article", article=article_id), marks.text(words))
