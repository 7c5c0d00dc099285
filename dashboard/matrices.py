"""Counts by row and column: as an HTML table whose cells lead on, and as an altair heatmap to take away.

On the page the table is a grid with one shade a count; each count is a link, so the keyboard and a screen reader reach
it with the names of its row and column. On a narrow page each row becomes a list. No streamlit here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard import database, marks
from dashboard.marks import plain

# One hue, so that lightness alone carries the count (viridis and friends need a legend to read); the count is written
# too.
_BARE: dict[str, Any] = {"labelOverlap": False, "labelFlush": False, "domain": False, "ticks": False}
_RANGE = ["#9cc3e4", "#1c5f99"]


def heatmap(
    frame: pd.DataFrame, row: str, column: str, count: str, *, titles: tuple[str, str, str], order: Sequence[str] = ()
) -> alt.LayerChart | alt.FacetChart:
    """Counts by ``row`` and ``column``; the selection ``pick`` gives both of a clicked cell.

    ``titles`` name row, column and count for the tooltip. Labels are cut at 40 characters; the tooltip has them whole.
    """
    shown = pd.DataFrame(
        {
            "row": [_short(v) for v in frame[row]],
            "column": [_short(v) for v in frame[column]],
            "row_name": [plain(v) for v in frame[row]],
            "column_name": [plain(v) for v in frame[column]],
            "count": frame[count].astype(int),
        }
    )
    most = max(1, int(shown["count"].max())) if len(shown) else 1
    x = alt.X(
        "column:N",
        title=None,
        sort=[_short(o) for o in order] or None,
        axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=170, **_BARE),
    )
    y = alt.Y(
        "row:N",
        title=None,
        axis=alt.Axis(labelLimit=260, **_BARE),
    )
    tooltip = [
        alt.Tooltip("row_name:N", title=titles[0]),
        alt.Tooltip("column_name:N", title=titles[1]),
        alt.Tooltip("count:Q", title=titles[2]),
    ]
    pick = alt.selection_point(name="pick", fields=["row_name", "column_name"])
    cells = (
        alt.Chart(shown)
        .mark_rect(cornerRadius=2, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("count:Q", legend=None, scale=alt.Scale(domain=[1, most], range=_RANGE, type="sqrt")),
            tooltip=tooltip,
        )
        .add_params(pick)
    )
    numbers = (
        alt.Chart(shown)
        .mark_text(fontSize=12)
        .encode(
            x=x,
            y=y,
            text=alt.Text("count:Q", format=",d"),
            color=alt.condition(alt.datum.count > 0.45 * most, alt.value("#ffffff"), alt.value("#14212e")),
            tooltip=tooltip,
        )
    )
    return alt.layer(cells, numbers).properties(height=alt.Step(28), width=alt.Step(46))


def grid(
    frame: pd.DataFrame,
    row: str,
    column: str,
    count: str,
    *,
    caption: str,
    what: str,
    order: Sequence[str],
    href: Callable[[Mapping[str, Any]], str],
    chosen: Callable[[Mapping[str, Any]], bool] = lambda cell: False,
    rows: Sequence[str] = (),
    row_href: Callable[[Mapping[str, Any]], str] | None = None,
) -> str:
    """The counts as a table in HTML; ``what`` names them ("claims"), ``href`` gives where a count leads.

    ``order`` and ``rows``: columns and rows from first to last; columns that are not in ``order`` are left out.
    """
    cells = {(str(r[row]), str(r[column])): r for r in database.as_records(frame)}
    lines = list(rows) or sorted({r for r, _ in cells}, key=str.casefold)
    most = max((int(r[count]) for r in cells.values()), default=1)
    head = "".join(f'<th scope="col"><span title="{marks.text(c)}">{marks.text(_short(c))}</span></th>' for c in order)
    body = []
    for name in lines:
        line = []
        for title in order:
            cell = cells.get((name, title))
            if cell is None:
                line.append("<td></td>")
                continue
            n = int(cell[count])
            now = ' aria-current="true"' if chosen(cell) else ""
            link = marks.inside(href(cell), f"{n:,}", title=f"{plain(name)}, {plain(title)}: {n:,} {what}")
            shade = f"--cc-share:{round(20 + 80 * (n / most) ** 0.5)}%"
            line.append(f'<td data-label="{marks.text(_short(title))}" style="{shade}"{now}>{link}</td>')
        told = marks.text(name)
        if row_href is not None:
            first = next(c for (r, _), c in cells.items() if r == name)
            told = marks.inside(row_href(first), told)
        body.append(f'<tr><th scope="row">{told}</th>{"".join(line)}</tr>')
    return (
        f'<div class="cc-scroll"><table class="cc-grid"><caption>{marks.text(caption)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _short(value: object, most: int = 40) -> str:
    said = " ".join(plain(value).split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
