"""Statements: what is said without a figure by several articles; who affirms, denies, leaves it open."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, downloads, marks, stances, state, stating
from dashboard.words import ASSESSMENTS, plural, printed_on

PER_PAGE = 20


def show() -> None:
    """The whole page."""
    row = state.subject(
        "assertion", "statement", stating.assertion, stating.of_claim, "in this build that several articles make"
    )
    if row is None:
        _list()
    else:
        _one(row)


def _list() -> None:
    st.html(
        '<h1 class="cc-title">Statements side by side</h1>'
        '<p class="cc-lead">What several articles say without a figure: who affirms it, who denies it, who leaves it '
        "open.</p>"
    )
    counts: dict[str, int] = state.ask(stating.counts)
    if not counts:
        st.html(
            '<p class="cc-note">No two articles here make the same statement. Add articles that speak about the same '
            "events.</p>"
        )
        return
    words = {ASSESSMENTS[name].word: name for name in ASSESSMENTS if counts.get(name)}
    asked = state.param("verdict")
    if asked and asked not in words:
        state.complain(f"No statement here is assessed as {asked}.")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        typed = st.text_input(
            "Find a statement",
            key="about",
            type="search",
            live=True,
            bind="query-params",
            placeholder="Words that stand in it",
        )
    with right:
        verdict = st.selectbox(
            "Assessment",
            list(words),
            index=None,
            format_func=lambda w: f"{w} ({counts[words[w]]:,})",
            key="verdict",
            bind="query-params",
            placeholder="any",
        )
    number = _page_number()
    chosen = words.get(verdict or "", "")
    frame, found = state.ask(stating.ranked, typed or "", chosen, PER_PAGE, (number - 1) * PER_PAGE)
    pages = max(1, math.ceil(found / PER_PAGE))
    if number > pages:
        state.complain(f"There is no page {number}; the last one is {pages}.")
        frame, found = state.ask(stating.ranked, typed or "", chosen, PER_PAGE, 0)
    if not found:
        st.html('<p class="cc-note">No statement fits. Try fewer or other words.</p>')
        return
    claims: pd.DataFrame = state.ask(stating.claims_of, tuple(frame["assertion_id"]))
    items = "".join(_item(r, claims[claims["assertion_id"] == r["assertion_id"]]) for r in database.as_records(frame))
    st.html(
        f'<p class="cc-small cc-dim" role="status">{plural(found, "statement")}, the disputed first.</p>'
        f'<ul class="cc-results">{items}</ul>'
    )
    with st.popover("Download the list"):
        downloads.table(frame, "statements")
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _page_number() -> int:
    raw = state.param("page")
    return int(raw) if raw and raw.isascii() and raw.isdigit() and int(raw) else 1


def _item(row: dict[str, Any], claims: pd.DataFrame) -> str:
    link = marks.inside(marks.address("statements", assertion=row["assertion_id"]), _label(row))
    return (
        f"<li>{marks.badge(row['assessment'], stances.MEANINGS)} {link}"
        f'<br><span class="cc-small cc-dim">{stances.extent(row)}</span>{stances.line(claims)}</li>'
    )


def _label(row: dict[str, Any]) -> str:
    return f'<span class="cc-quote">“{marks.text(row["label"])}”</span>'


def _one(row: dict[str, Any]) -> None:
    claims: pd.DataFrame = state.ask(stating.claims_of, (row["assertion_id"],))
    claim = state.chosen(claims, "does not belong to this statement")
    st.html(
        f'<p class="cc-small">{marks.inside("statements", "All statements")}</p>'
        f'<h1 class="cc-title">{_label(row)}</h1>'
        f'<p class="cc-lead">{marks.badge(row["assessment"], stances.MEANINGS)} {marks.text(row["reason"])}</p>'
        f'<p class="cc-dim">{stances.extent(row)}. The words are those of one article; the others are below.</p>'
    )
    data = stances.frame(claims, claim)
    dated = data["day"].notna().sum() > 1
    view = st.segmented_control(
        "Show",
        ["By outlet", "Over time"] if dated else ["By outlet"],
        default="By outlet",
        required=True,
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    draw = stances.over_time if view == "Over time" else stances.chart
    chart_key = f"stances-{row['assertion_id']}-{view}"

    def picked() -> None:
        chosen = st.session_state[chart_key].selection.get("pick") or []
        picked_id = str(chosen[0].get("claim_id")) if chosen else ""
        if picked_id in set(claims["claim_id"]):
            st.query_params.update({"claim": picked_id, "assertion": row["assertion_id"]})
        else:
            st.query_params.pop("claim", None)

    st.html(stances.key(data))
    st.altair_chart(
        draw(data),
        width="stretch",
        key=chart_key,
        on_select=picked,
        selection_mode="pick",
        alt=stances.describe(data, row["label"]),
    )
    undated = len(data) - int(data["day"].notna().sum())
    if view == "Over time" and undated:
        st.html(f'<p class="cc-small cc-dim">{plural(undated, "statement")} of articles without a date left out.</p>')
    st.html('<h2 class="cc-h2">Each in its sentence</h2>' + _picked(claims, claim) + stances.table(claims, claim))
    downloads.statement(row, claims, lambda: draw(data, legend=True))


def _picked(claims: pd.DataFrame, claim: str | None) -> str:
    """The chosen claim's sentence right under the chart, so that a click needs no scrolling."""
    if not claim:
        return ""
    row = database.as_records(claims[claims["claim_id"] == claim])[0]
    read = marks.address("article", article=row["article_id"], claim=claim)
    none = marks.address("statements", assertion=row["assertion_id"])
    return (
        f'<div class="cc-note" role="status"><strong>{marks.text(row["outlet"])}</strong>, '
        f"{marks.text(printed_on(row))}, {stances.sign(row['stance'])}: "
        f'<span class="cc-quote">{stances.sentence(row)}</span> '
        f"{marks.inside(read, 'Read it in its article')} · {marks.inside(none, 'choose none')}</div>"
    )


if state.ready():
    show()
