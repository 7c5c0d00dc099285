"""Claims as people read them in a terminal of any width: the figure, the claim in words, then what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.clusters import labels

if TYPE_CHECKING:
    from rich.console import Console

# The columns of the table ``claims`` that tell how a claim was read, by the word before them.
_READ = {
    "counts": "counted",
    "who": "actor",
    "does": "action",
    "where": "place",
    "of": "base",
    "change": "change",
    "says": "attributed_to",
}


def show(rows: Iterable[Mapping[str, Any]], console: Console) -> None:
    """Prints rows of the table ``claims``: the figures in the order of the text, then the statements."""
    told = list(rows)
    figures = [row for row in told if row["kind"] == "quantity"]
    statements = [row for row in told if row["kind"] != "quantity"]
    for n, row in enumerate(figures):
        _claim(row, console, first=not n)
    if statements:
        if figures:
            console.print()
        _line(console, "Statements without a figure", "bold")
    for row in statements:
        _claim(row, console, first=False)


def _claim(row: Mapping[str, Any], console: Console, first: bool) -> None:
    if not first:
        console.print()
    if row["kind"] == "quantity":
        _line(console, " ".join(row["quote"].split()), "bold", f"  = {value(row)}")
    _line(console, " ".join(row["text"].split()), indent=2)
    if read := facets(row):
        _line(console, read, "dim", indent=2)


def value(row: Mapping[str, Any]) -> str:
    """The figure as it was read: "700–850 count, about".

    >>> value({"low": 400.0, "high": None, "bound": "at_least", "unit": "count"})
    '400 or more count, at least'
    """
    low, high, bound = row["low"], row["high"], str(row["bound"] or "").replace("_", " ")
    if low is None and high is None:
        said = "no value"
    elif low is None:
        said = f"{high:,.10g} or less"
    elif high is None:
        said = f"{low:,.10g} or more"
    else:
        said = f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"
    return f"{said} {row['unit'] or ''}".rstrip() + (f", {bound}" if bound not in ("", "exact") else "")


def facets(row: Mapping[str, Any]) -> str:
    """What was read of a claim beside its value, on one line; only what there is."""
    told = [f"{name}: {row[column]}" for name, column in _READ.items() if row[column]]
    if when := labels.span(row["as_of_start"], row["as_of_end"]):
        told.append(f"as of: {when}")
    told += [row[name] for name, usual in (("certainty", "asserted"), ("polarity", "affirmed")) if row[name] != usual]
    return "; ".join(told)


def _line(console: Console, text: str, style: str = "", rest: str = "", indent: int = 0) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(text, style=style) + Text(rest), (0, 0, 0, indent), expand=False))
