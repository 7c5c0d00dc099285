"""A grid of counts, outlets by words, with the sentences behind each count: what the Framing page is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, downloads, marks, matrices, state
from dashboard.marks import Span
from dashboard.words import plural, printed_on

# Fewer mentions than this by one outlet show no habit.
TOO_FEW = 3
COLUMNS = 16  # words side by side


@dataclass(frozen=True)
class Grid:
    """What a grid counts and where its choices stand in the address."""

    key: str
    what: str  # for those who cannot see it: "Names for the harbour police"
    title: str  # of a column: "Name"
    outlet: str  # part of the address that holds the chosen outlet
    word: str  # part of the address that holds the chosen word
    fixed: dict[str, str] = field(default_factory=dict)  # parts of the address that stay

    def href(self, outlet: str, word: str) -> str:
        """The address of the sentences behind one count."""
        return marks.address("framing", **self.fixed, **{self.outlet: outlet, self.word: word})


def show(frame: pd.DataFrame, grid: Grid, sentences: Callable[[str, str], pd.DataFrame]) -> None:
    """Heatmap, the same as a table, the sentences of the chosen count, downloads.

    ``frame`` as :func:`dashboard.framing.labels` gives it; ``sentences`` takes an outlet's id and a word.
    """
    few = sorted({str(o) for o, n in zip(frame["outlet"], frame["of_outlet"], strict=True) if n < TOO_FEW})
    drawn = frame[frame["of_outlet"] >= TOO_FEW]
    if drawn.empty:
        st.html(f'<p class="cc-note">Too few to say: no outlet uses any of them {TOO_FEW} times or more.</p>')
        drawn, few = frame, []
    order = _order(drawn)[:COLUMNS]
    outlet, word = state.param(grid.outlet), state.param(grid.word)
    st.html(
        matrices.grid(
            drawn,
            "outlet",
            "label",
            "mentions",
            caption=marks.plain(grid.what),
            what="mentions",
            order=order,
            href=lambda cell: grid.href(str(cell["outlet_id"]), str(cell["label"])),
            chosen=lambda cell: cell["outlet_id"] == outlet and cell["label"] == word,
        )
    )
    left_out = f" Too few to say ({TOO_FEW - 1} mentions or fewer): {', '.join(few)}." if few else ""
    st.html(
        f'<p class="cc-small cc-dim">Number: mentions. {plural(int(frame["mentions"].sum()), "mention")} in '
        f"{plural(frame['outlet'].nunique(), 'outlet')}, {int(frame['quoted'].sum()):,} of them in quotation marks. "
        f"Choose a number to read its sentences.{marks.text(left_out)}</p>"
    )
    _sentences(frame, grid, sentences)
    with st.expander("As a list, outlet by outlet, with those that use them rarely"):
        st.html(_table(frame, grid))
    downloads.counts(
        frame,
        grid.key,
        lambda: matrices.heatmap(
            drawn, "outlet", "label", "mentions", titles=("Outlet", grid.title, "Mentions"), order=order
        ),
        grid.what,
    )


def _order(frame: pd.DataFrame) -> list[str]:
    """Words, the most used first."""
    totals = frame.groupby("label")["mentions"].sum().sort_values(ascending=False, kind="stable")
    return [str(v) for v in totals.index]


def _table(frame: pd.DataFrame, grid: Grid) -> str:
    rows = []
    for (ident, outlet), part in frame.groupby(["outlet_id", "outlet"], sort=False):
        links = [
            marks.inside(grid.href(str(ident), r["label"]), f"{marks.text(r['label'])} {int(r['mentions']):,}")
            + (f' <span class="cc-small cc-dim">({int(r["quoted"]):,} quoted)</span>' if r["quoted"] else "")
            for r in database.as_records(part)
        ]
        rows.append(
            {"outlet": marks.text(outlet), "labels": " · ".join(links), "n": f"{int(part['mentions'].sum()):,}"}
        )
    columns = {"outlet": "Outlet", "labels": grid.title, "n": "Mentions"}
    return marks.table(columns, rows, caption=f"{marks.plain(grid.what)}: how often; quoted: in quotation marks")


def _sentences(frame: pd.DataFrame, grid: Grid, sentences: Callable[[str, str], pd.DataFrame]) -> None:
    outlet, label = state.param(grid.outlet), state.param(grid.word)
    if not outlet or not label:
        return
    found = sentences(outlet, label)
    names = dict(zip(frame["outlet_id"], frame["outlet"], strict=True))
    if found.empty:
        state.complain(f"{names.get(outlet, outlet)} does not use “{label}” here.")
        return
    items = "".join(f"<li>{_around(r)}</li>" for r in database.as_records(found))
    st.html(
        f'<h3 class="cc-h3" role="status">{marks.text(names.get(outlet, outlet))}: “{marks.text(label)}”, '
        f'{plural(len(found), "mention")}</h3><ul class="cc-results">{items}</ul>'
    )


def _around(row: dict[str, Any]) -> str:
    body = marks.marked(row["around"], [Span(int(row["start"]), int(row["end"]), "cc-label")], int(row["left_at"]))
    link = marks.inside(
        marks.address("article", article=row["article_id"], names="true"), marks.text(row["title"] or "Untitled")
    )
    voice = "; in quotation marks" if row["voice"] == "quoted" else ""
    where = f'<span class="cc-small cc-dim">{link}, {marks.text(printed_on(row))}{voice}</span>'
    return f'<span class="cc-quote">…{body}…</span><br>{where}'
