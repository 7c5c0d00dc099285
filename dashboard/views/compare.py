"""Compare: one quantity, every outlet's figure side by side, and why they were put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    charts,
    comparing,
    database,
    downloads,
    marks,
    pairing,
    queries,
    reading,
    reviewing,
    searching,
    state,
    words,
)
from pipeline.reviews import wording

ROWS_PER_PAGE = 40


def show() -> None:
    """The whole page."""
    row = state.subject(
        "quantity", "quantity", queries.cluster, queries.cluster_of_claim, "in this build that is part of a quantity"
    )
    if row is None:
        st.html(
            '<h1 class="cc-title">Compare figures</h1><p class="cc-lead">Look for a quantity by what is counted, '
            "who, or where.</p>"
        )
    _search(open_=row is None)
    if row is None:
        return
    claims = reviewing.reviewed(state.ask(queries.claims_of, row["cluster_id"]))
    claim = state.chosen(claims, "is not among the figures of this quantity")
    findings: pd.DataFrame = state.ask(queries.findings_of, (row["cluster_id"],))
    others = _rests_on(findings, claims)
    known = pd.concat([claims, others]) if len(others) else claims
    said = {c: told for c, told in zip(claims["claim_id"], claims["review"], strict=True) if told}
    said |= reviewing.said([row["cluster_id"]], "cluster")
    verdict = wording.together(
        row["cluster_id"], row["assessment"], claims.loc[claims["severity"] == "implausible", "claim_id"], said
    )
    row = {**row, "review": verdict or None}
    st.html(comparing.heading(row, findings, verdict) + comparing.reason_list(findings, known, row["cluster_id"], said))
    draw = _chart(row, claims, others, claim)
    _table(row, claims, claim, said)
    if len(others):
        names = state.ask(queries.labels, tuple(sorted({c for c in others["cluster_id"] if words.has(c)})))
        st.html(comparing.others_table(others, names))
    downloads.comparison(row, claims, findings, draw)
    _series(row)
    _why(row, claims, claim)


def _search(open_: bool) -> None:
    with st.container(key="search"):
        typed = st.text_input(
            "Find a quantity",
            key="find",
            type="search",
            live=True,
            bind="query-params",
            placeholder="Try words such as: fighters, displaced, killed",
        )
    if not typed and not open_:
        return
    found: pd.DataFrame = state.ask(searching.find, typed or "", 15 if typed else 10)
    if found.empty:
        st.html(f'<p class="cc-note">No quantity speaks of “{marks.text(typed)}”. Try fewer or other words.</p>')
        return
    items = "".join(
        f"<li>{marks.badge(r['assessment'])} "
        f"{marks.inside(marks.address('compare', quantity=r['cluster_id']), marks.text(r['label']))}"
        f'<br><span class="cc-small cc-dim">{comparing.extent(r)}</span></li>'
        for r in database.as_records(found)
    )
    heading = f"Quantities for “{marks.text(typed)}”" if typed else "Worth a look"
    st.html(f'<h2 class="cc-h2">{heading}</h2><ul class="cc-results">{items}</ul>')


def _rests_on(findings: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Claims of other quantities that the findings rest on."""
    ours = set(claims["claim_id"])
    ids = [c for evidence in findings["evidence"].head(comparing.MOST_REASONS) for c in evidence if c not in ours]
    found: pd.DataFrame = state.ask(queries.claims_by_id, tuple(dict.fromkeys(ids)))
    return found


def _chart(
    row: dict[str, Any], claims: pd.DataFrame, others: pd.DataFrame, claim: str | None
) -> Callable[[], downloads.Chart] | None:
    beside = others[others["norm_unit"] == row["unit"]].assign(severity="other")
    if (st.session_state.get("show") or state.param("show")) == "Over time":
        # What the series did before and after says more of one moment than what other quantities are.
        beside = state.ask(queries.series_claims, row["series_id"], row["cluster_id"])
        beside = beside[beside["norm_unit"] == row["unit"]]
    frame = charts.comparison_frame(pd.concat([claims, beside]) if len(beside) else claims, claim)
    if frame.empty:
        st.html(
            '<p class="cc-note">None of these claims has a figure that can be drawn; the table below has their '
            "words.</p>"
        )
        return None
    values = pd.concat([frame["value"], frame["from"], frame["to"]]).dropna()
    possible = charts.can_log(values)
    key = f"{row['cluster_id']}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.segmented_control(
            "Show",
            ["By outlet", "Over time"],
            default="By outlet",
            required=True,
            key="show",
            bind="query-params",
            label_visibility="collapsed",
        )
        default = "Log" if charts.spans_decades(values) else "Linear"
        scale = st.segmented_control(
            "Scale",
            ["Linear", "Log"] if possible else ["Linear"],
            default=default if possible else "Linear",
            required=True,
            key=f"scale_{default.lower()}",
            bind="query-params",
            label_visibility="collapsed",
        )
    log = scale == "Log" and possible
    shown = frame.head(60) if view == "By outlet" else frame
    draw = charts.comparison if view == "By outlet" else charts.over_time
    chart_key = f"chart-{key}-{view}-{log}"

    homes = {c: q for f in (claims, others, beside) for c, q in zip(f["claim_id"], f["cluster_id"], strict=True) if q}

    def picked() -> None:
        chosen = st.session_state[chart_key].selection.get("pick") or []
        picked_id = str(chosen[0].get("claim_id")) if chosen else ""
        if picked_id in homes:
            st.query_params.update({"claim": picked_id, "quantity": homes[picked_id]})
        else:
            st.query_params.pop("claim", None)

    st.html(comparing.chart_key(shown))
    st.altair_chart(
        draw(shown, row["unit"], log=log),
        width="stretch",
        key=chart_key,
        on_select=picked,
        selection_mode="pick",
        alt=charts.describe(frame, row["unit"], row["label"]),
    )
    st.html(f'<p class="cc-small cc-dim">{comparing.chart_note(frame, claims, len(shown), log)}</p>')
    return lambda: draw(shown, row["unit"], log=log, legend=True)


def _table(row: dict[str, Any], claims: pd.DataFrame, claim: str | None, said: Mapping[str, str]) -> None:
    pages = -(-len(claims) // ROWS_PER_PAGE)
    st.html(f'<h2 class="cc-h2">Every figure in its sentence</h2>{comparing.picked_note(claims, claim)}')
    if claim and (log := reviewing.log_of(claim)):
        st.html(f'<h3 class="cc-h3">What reviewers decided on this figure</h3>{log}')
    number = 1
    if pages > 1:
        order = list(claims["claim_id"])
        home = order.index(claim) // ROWS_PER_PAGE + 1 if claim else 1
        number = st.pagination(pages, default=home, key=f"rows-{row['cluster_id']}-{claim}")
    part = claims.iloc[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]
    st.html(comparing.figures_table(part, row, claim, len(claims), said))


def _series(row: dict[str, Any]) -> None:
    others: pd.DataFrame = state.ask(queries.series_of, row["series_id"], row["cluster_id"])
    if others.empty:
        return
    items = "".join(
        f"<li>{marks.badge(r['assessment'])} "
        + marks.inside(
            marks.address("compare", quantity=r["cluster_id"]), marks.text(words.span(r["as_of_start"], r["as_of_end"]))
        )
        + f' <span class="cc-small cc-dim">{comparing.extent(r)}</span></li>'
        for r in database.as_records(others)
    )
    st.html(f'<h2 class="cc-h2">The same quantity at other times</h2><ul class="cc-results">{items}</ul>')


def _why(row: dict[str, Any], claims: pd.DataFrame, claim: str | None) -> None:
    ids = tuple(claims["claim_id"].head(400))
    joined: pd.DataFrame = state.ask(reading.joined_pairs, ids)
    parted: pd.DataFrame = state.ask(reading.parted_pairs, ids)
    st.html('<h2 class="cc-h2">Why these were put together</h2>')
    if joined.empty:
        alone = "There is one figure only: it stands with no other."
        said = alone if len(claims) == 1 else "No comparison of two of these figures was kept in this build."
        st.html(f'<p class="cc-dim">{said}</p>')
    else:
        _threshold(ids, joined, parted)
        mine = joined[(joined["claim_a"] == claim) | (joined["claim_b"] == claim)] if claim else joined
        sides = claims
        if mine.empty and claim:  # it stands here through figures of other times
            mine = state.ask(reading.joined_elsewhere, claim)
            beyond = state.ask(queries.claims_by_id, tuple(dict.fromkeys((*mine["claim_a"], *mine["claim_b"]))))
            sides = pd.concat([claims, beyond])
        st.html(pairing.joined_table(mine.head(12), len(mine), sides, bool(claim)))
    if not parted.empty:
        mine = parted[parted["ours"] == claim] if claim else parted
        st.html('<h2 class="cc-h2">What was kept apart</h2>' + pairing.parted_table(mine, claims))


def _threshold(ids: tuple[str, ...], joined: pd.DataFrame, parted: pd.DataFrame) -> None:
    level = st.slider(
        "What if figures needed this much similarity to stand together? (changes nothing in the data)",
        0.0,
        1.0,
        0.0,
        0.01,
        key="threshold",
        bind="query-params",
    )
    if level:
        st.html(f'<p class="cc-note" role="status">{pairing.regrouped(ids, joined, parted, level)}</p>')


if state.ready():
    show()
