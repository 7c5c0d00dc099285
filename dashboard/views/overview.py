"""Overview: what to look at first, worst on top, as sentences with their numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    comparing,
    database,
    downloads,
    judgements,
    marks,
    queries,
    reviewing,
    state,
    stating,
    strips,
    words,
)
from dashboard.filters import Filters
from dashboard.words import ASSESSMENTS, plural
from pipeline.outlets import in_brackets
from pipeline.reviews import wording

PER_PAGE = 8
FACETS = {
    "assessment": "Assessment",
    "topic": "Folder",
    "outlet": "Outlet",
    "actor": "Who",
    "place": "Where",
    "unit": "Unit",
}


def show() -> None:
    """The whole page."""
    totals: dict[str, int] = state.ask(queries.totals)
    counts: dict[str, int] = state.ask(queries.assessments)
    st.html('<h1 class="cc-title">What to look at first</h1>' + _lead(totals, counts) + _stated() + reviewing.summary())
    if totals["rejected"]:
        _rejected(totals["rejected"])
    filters = _filters()
    page = _page_number()
    frame, found = state.ask(queries.ranked, filters, PER_PAGE, (page - 1) * PER_PAGE)
    pages = max(1, math.ceil(found / PER_PAGE))
    if page > pages:
        state.complain(f"There is no page {page}; the last one is {pages}.")
        page = 1
        frame, found = state.ask(queries.ranked, filters, PER_PAGE, 0)
    if not found:
        st.html('<p class="cc-note">No quantity fits these filters. Take one away to see more.</p>')
        return
    st.html(
        f'<p class="cc-small cc-dim" role="status">{plural(found, "quantity", "quantities")}, what deserves a look '
        f"first on top; "
        f"{(page - 1) * PER_PAGE + 1:,} to {min(found, page * PER_PAGE):,} shown.</p>"
    )
    _cards(frame)
    downloads.quantities(filters, found)
    if page == 1 and filters == Filters():
        _loose()
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _page_number() -> int:
    raw = state.param("page")
    return int(raw) if raw and raw.isascii() and raw.isdigit() and int(raw) else 1


def _lead(totals: dict[str, int], counts: dict[str, int]) -> str:
    bad, split = counts.get("implausible", 0), counts.get("disagree", 0)
    if not totals["quantities"]:
        said = "The articles hold no figure that could be compared. Add articles that speak about the same events."
    elif bad or split:
        said = (
            f"Of {plural(totals['quantities'], 'quantity', 'quantities')}, <strong>{bad:,}</strong> "
            f"{'holds' if bad == 1 else 'hold'} a figure that cannot be right as printed, and on "
            f"<strong>{split:,}</strong> sources disagree."
        )
    else:
        said = f"None of {plural(totals['quantities'], 'quantity', 'quantities')} is disputed or implausible."
    cells = "".join(
        f"<div><dt>{name}</dt><dd>{totals[name]:,}</dd></div>"
        for name in ("articles", "outlets", "claims", "quantities", "origins")
    )
    chips = "".join(_chip(name, counts[name]) for name in ASSESSMENTS if counts.get(name))
    return f'<p class="cc-lead">{said}</p><dl class="cc-counts">{cells}</dl><ul class="cc-chips">{chips}</ul>'


def _stated() -> str:
    """How many statements without figures stand side by side, and whether sources contradict each other on any."""
    counts: dict[str, int] = state.ask(stating.counts)
    if not counts:
        return ""
    many = plural(sum(counts.values()), "statement without a figure is", "statements without a figure are")
    split = counts.get("disagree", 0)
    href = marks.address("statements", verdict=ASSESSMENTS["disagree"].word if split else None)
    said = f"on {split:,} of them" if split else "on none of them"
    link = marks.inside(href, said)
    return f'<p class="cc-small">{many} made by several articles; {link} sources contradict each other.</p>'


def _chip(assessment: str, count: int) -> str:
    label = f'{marks.badge(assessment)} <span class="cc-num">{count:,}</span>'
    return f"<li>{marks.inside(marks.address('', assessment=ASSESSMENTS[assessment].word), label)}</li>"


def _filters() -> Filters:
    known: dict[str, list[tuple[str, str, int]]] = state.ask(queries.options)
    names = {column: _labels(rows) for column, rows in known.items()}
    names["assessment"] = {name: a.word for name, a in ASSESSMENTS.items()}
    wrong = []
    for column in ("assessment", "topic", "unit", "outlet"):
        asked = st.query_params.get_all(column)
        allowed = set(names[column].values())
        wrong += [f"{FACETS[column].lower()} “{v}”" for v in asked if v and v not in allowed]
    if wrong:
        state.complain(f"There is no {', no '.join(wrong)} here.")
    with st.sidebar:
        st.html('<h2 class="cc-h3">Narrow down</h2>')
        find = st.text_input("Words in the quantity's name", key="words", type="search", live=True, bind="query-params")
        chosen: dict[str, tuple[str, ...]] = {}
        for column, label in FACETS.items():
            if len(names[column]) < 2 and column not in st.query_params:
                continue
            chosen[column] = tuple(
                st.multiselect(
                    label,
                    list(names[column]),
                    format_func=_namer(names[column]),
                    key=column,
                    bind="query-params",
                    placeholder="any",
                    accept_new_options=column in ("actor", "place"),
                )
            )
        after = st.date_input(
            "As of, from", value=None, key="after", bind="query-params", min_value="1900-01-01", max_value="2100-12-31"
        )
        before = st.date_input(
            "As of, to", value=None, key="before", bind="query-params", min_value="1900-01-01", max_value="2100-12-31"
        )
    return Filters(**chosen, find=find or "", after=_iso(after), before=_iso(before))


def _labels(rows: list[tuple[str, str, int]]) -> dict[str, str]:
    """What to call each value: its name, with its id where two share one. The address holds these labels."""
    found: dict[str, str] = {}
    for value, name, _ in rows:
        label = marks.plain(name)
        found[value] = f"{label} ({value})" if label in found.values() else label
    return found


def _namer(names: dict[str, str]) -> Callable[[Any], str]:
    return lambda value: names.get(value, marks.plain(value))


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _cards(frame: pd.DataFrame) -> None:
    ids = tuple(str(i) for i in frame["cluster_id"])
    dots = database.as_records(state.ask(queries.points, ids))
    findings: pd.DataFrame = state.ask(queries.findings_of, ids)
    said = reviewing.said(dot["claim_id"] for dot in dots) | reviewing.said(ids, "cluster")
    cards = []
    for row in database.as_records(frame):
        found = findings[findings["cluster_id"] == row["cluster_id"]]
        own = [dot for dot in dots if dot["cluster_id"] == row["cluster_id"]]
        cards.append(_card(row, found, own if len(own) > 1 else own + _beside(row, own, found), said))
    st.html("".join(cards))


def _beside(row: dict[str, Any], own: list[dict[str, Any]], findings: pd.DataFrame) -> list[dict[str, Any]]:
    """What a lone figure is held against: the figures that the findings on it rest on."""
    ours = {dot["claim_id"] for dot in own}
    ids = tuple(dict.fromkeys(c for evidence in findings["evidence"] for c in evidence if c not in ours))
    if not ids:
        return []
    others: pd.DataFrame = state.ask(queries.claims_by_id, ids[:12])
    return [
        {**other, "low": other["norm_low"], "high": other["norm_high"], "implausible": False, "beside": True}
        for other in database.as_records(others[others["norm_unit"] == row["unit"]])
    ]


def _card(row: dict[str, Any], findings: pd.DataFrame, dots: list[dict[str, Any]], said: Mapping[str, str]) -> str:
    link = marks.inside(marks.address("compare", quantity=row["cluster_id"]), marks.text(row["label"]))
    counts = (
        f"{plural(int(row['n_claims']), 'figure')} in {plural(int(row['n_outlets']), 'outlet')}, "
        f"from {plural(int(row['n_origins']), 'origin')}{_when(row)}"
    )
    decided = "".join(
        f'<p class="cc-small">{marks.text(dot["quote"])} ({marks.text(in_brackets(dot["outlet"]))}): '
        f"{marks.text(said[dot['claim_id']])}</p>"
        for dot in dots
        if dot["claim_id"] in said and row["n_claims"] > 1
    )
    bad = [str(dot["claim_id"]) for dot in dots if dot["implausible"]]
    badge = judgements.beside(row["assessment"], wording.together(row["cluster_id"], row["assessment"], bad, said))
    told = comparing.in_short(row["reason"], findings) != row["reason"]  # the list below says it all
    first = "" if told else f"<p>{marks.text(row['reason'])}</p>"
    return (
        f'<article class="cc-card"><div><h2 class="cc-h3">{badge} {link}</h2>'
        f"{first}{reasons(findings, 3, but=row['reason'])}"
        f'<p class="cc-small cc-dim">{counts}</p>{decided}</div>{strips.strip(dots, row["unit"])}</article>'
    )


def reasons(findings: pd.DataFrame, most: int, but: str = "") -> str:
    """Findings as a list of their reasons, each said once, worst first; ``but`` was said already."""
    said: list[str] = []
    tones: list[str] = []
    for severity, reason in zip(findings["severity"], findings["reason"], strict=True):
        if severity != "note" and reason not in (*said, but):
            said.append(reason)
            tones.append("implausible" if severity == "implausible" else "disagree")
    items = "".join(
        f'<li class="cc-{tone}">{marks.text(reason)}</li>' for reason, tone in zip(said[:most], tones, strict=False)
    )
    rest = f'<li class="cc-dim">and {plural(len(said) - most, "more reason")}</li>' if len(said) > most else ""
    return f'<ul class="cc-reasons">{items}{rest}</ul>' if items else ""


def _when(row: dict[str, Any]) -> str:
    when = words.span(row["as_of_start"], row["as_of_end"])
    return "" if when == "—" else f", as of {when}"


def _loose() -> None:
    frame: pd.DataFrame = state.ask(queries.loose_findings)
    if frame.empty:
        return
    items = []
    said = reviewing.said(c for c in frame["claim_id"] if isinstance(c, str))
    for row in database.as_records(frame):
        where = ""
        if isinstance(row["article_id"], str):
            where = marks.inside(
                marks.address("article", article=row["article_id"], claim=row["claim_id"]), "in its article"
            )
        badge = judgements.beside(row["severity"], said.get(row["claim_id"]))
        items.append(f"<li>{badge} {marks.text(row['reason'])} {where}</li>")
    st.html(f'<h2 class="cc-h2">Single figures that need a look</h2><ul class="cc-results">{"".join(items)}</ul>')


def _rejected(count: int) -> None:
    with st.expander(f"{plural(count, 'input was', 'inputs were')} not taken: see why"):
        frame: pd.DataFrame = state.ask(queries.rejected)
        st.html(rejected_table(database.as_records(frame), count))


def rejected_table(rows: Sequence[dict[str, Any]], count: int) -> str:
    """What was not taken, why, and what to do, as an HTML table."""
    columns = {"path": "Input", "reason": "What is the matter", "hint": "What to do"}
    cells = []
    for row in rows:
        number = f", row {int(row['row'])}" if row["row"] == row["row"] and row["row"] is not None else ""
        cells.append(
            {
                "path": marks.text(row["path"]) + number,
                "reason": marks.text(row["reason"]),
                "hint": marks.text(row["hint"]),
            }
        )
    shown = "" if len(cells) == count else f"; the first {len(cells):,} shown"
    return marks.table(columns, cells, caption=f"{plural(count, 'input')} not taken{shown}")


if state.ready():
    show()
