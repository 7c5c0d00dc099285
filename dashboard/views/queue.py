"""Queue: what needs a decision, worst first, one item a screen, by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    blind,
    database,
    deciding,
    keyboard,
    marks,
    queries,
    reading,
    recording,
    reviewing,
    state,
    words,
    worklist,
    worksheet,
)
from dashboard.words import plural
from dashboard.worklist import Filters, Item
from pipeline.errors import CrosscheckError
from pipeline.reviews import access, wording
from pipeline.reviews.model import State

MOST_DIFFERENCES = 50
STYLE = Path(__file__).parents[1] / "queue.css"
_KINDS = {
    "implausible": "implausible figures",
    "disagree": "sources disagree",
    "suspicious": "suspicious figures",
    "note": "notes",
}


def show() -> None:
    """The whole page."""
    st.html(STYLE)
    try:
        board = reviewing.board(make=True)
        lost = reviewing.attached().lost
        homes = reviewing.homes()
    except CrosscheckError as error:
        st.html(
            '<h1 class="cc-title">Queue</h1><div class="cc-complaint" role="alert">'
            f"<strong>The decisions cannot be used.</strong> {marks.text(error)}</div>"
        )
        return

    def known(item: Item) -> State | None:
        return board.find(item.kind, item.target, homes) if board else None

    everything = reviewing.items()
    me = reviewing.reviewer()
    filters = _filters(me)
    found = worklist.narrowed(everything, filters, known, me.name or "")
    asked = state.param("item")
    item, before, after, place = worklist.around(found, asked)
    if asked and (item is None or item.address != asked):
        # just decided, undone or linked to: shown although the filters leave it out
        outside = next((i for i in everything if i.address == asked), None)
        if outside is None:
            state.complain(f"There is nothing to decide under {asked}.")
        else:
            item, before, after, place = outside, None, item, 0
    _head(worklist.tally(everything, known), found, item, before, after, place)
    if item is not None:
        _item(item, known(item) or State(item.kind, item.target), after)
    if board:
        _differences({a: s for a, s in board.contested().items() if not blind.hides(s, me.name)}, everything)
    if lost:
        _attention(lost)


def _filters(me: access.Reviewer) -> Filters:
    every = reviewing.choices()
    with st.sidebar:
        if not me.fixed:
            reviewing.ask_name()
        elif me.name:
            st.html(f'<p class="cc-small">You decide as <strong>{marks.text(me.name)}</strong>.</p>')
        if hasattr(st.user, "is_logged_in") and st.user.is_logged_in:
            st.button("Log out", on_click=st.logout)
        if me.name:
            blind.switch(me.name)
        st.html('<h2 class="cc-h3">Narrow down</h2>')
        chosen = {
            "states": _choose("State", "state", every.states, worklist.STATES, worklist.UNFINISHED),
            "ranks": _choose("What", "what", every.ranks, _KINDS),
            "checks": _choose("Check", "check", every.checks, {c: words.check_name(c) for c in every.checks}),
            "outlets": _choose("Outlet", "outlet", every.outlets, {}),
            "topics": _choose("Folder", "topic", every.topics, {}),
        }
    return Filters(**chosen)


def _choose(
    label: str, key: str, values: tuple[str, ...], names: dict[str, str], default: tuple[str, ...] = ()
) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label,
            values,
            default=[v for v in default if v in values],
            format_func=lambda v: marks.plain(names.get(v, v)),
            key=key,
            bind="query-params",
            placeholder="any",
        )
    )


def _head(
    counts: dict[str, int], found: list[Item], item: Item | None, before: Item | None, after: Item | None, place: int
) -> None:
    said = ", ".join(f"{n:,} {worklist.STATES[name]}" for name, n in counts.items() if n) or "nothing to decide"
    with st.container(horizontal=True, vertical_alignment="center", key="queue_head"):
        where = f"{place:,} of {len(found):,}" if place else f"{len(found):,} in the list"
        shown = f'<span class="cc-small cc-dim" role="status">{where}</span>' if item else ""
        st.html(f'<h1 class="cc-title">Queue {shown}</h1><p class="cc-small cc-dim">{marks.text(said)}</p>')
        for label, key, target in (("Previous", "P", before), ("Next", "N", after)):
            st.button(
                label,
                key=label,
                shortcut=key,
                disabled=target is None,
                on_click=_go,
                args=(target.address if target else "",),
            )
    if item is None:
        done = counts["decided"] and not counts["open"]
        st.html(
            '<p class="cc-note">'
            + ("Everything is decided." if done else "Nothing fits these filters. Take one away to see more.")
            + "</p>"
        )


def _go(address: str) -> None:
    st.query_params["item"] = address
    st.session_state["queue_form"] = None
    recording.hush()


def _item(item: Item, known: State, after: Item | None) -> None:
    cluster = state.ask(queries.cluster, item.cluster_id) if item.cluster_id else None
    claims: pd.DataFrame = state.ask(queries.claims_of, item.cluster_id) if item.cluster_id else pd.DataFrame()
    claim = _claim(item.target, claims) if item.kind == "claim" else None
    findings: pd.DataFrame = state.ask(worklist.findings_on, item.kind, item.target)
    me = reviewing.reviewer()
    with st.container(key="queue_item"):
        left, right = st.columns([7, 4], gap="large")
        with left, st.container(key="queue_title"):
            said = "" if blind.hides(known, me.name) else wording.in_short(known)
            st.html(worksheet.title(item, claim, cluster, said) + worksheet.reasons(findings, cluster, claim))
        with right, st.container(key="queue_panel"):
            deciding.panel(item, known, claims, findings, after)
        if len(claims) or claim is not None:
            with left, st.container(key="queue_figures"):
                others = _rests_on(findings, claims, item)
                shown = [c for frame in (claims, others) if len(frame) for c in frame["claim_id"]]
                st.html(worksheet.figures(claims, cluster or {}, item, reviewing.said(shown), others))
    keyboard.keys(item)


def _rests_on(findings: pd.DataFrame, claims: pd.DataFrame, item: Item) -> pd.DataFrame:
    """Figures of other quantities that the findings rest on."""
    ours = {item.target, *(claims["claim_id"] if len(claims) else ())}
    ids = dict.fromkeys(c for evidence in findings["evidence"] for c in evidence if c not in ours)
    found: pd.DataFrame = state.ask(queries.claims_by_id, tuple(ids))
    return found


def _claim(claim_id: str, claims: pd.DataFrame) -> dict[str, Any] | None:
    """A claim from its quantity's, or looked up where it belongs to none."""
    mine = database.as_records(claims[claims["claim_id"] == claim_id]) if len(claims) else []
    found: dict[str, Any] | None = mine[0] if mine else state.ask(reading.claim, claim_id)
    return found


def _differences(contested: dict[str, State], everything: list[Item]) -> None:
    """What reviewers differ on, side by side, worst first."""
    here = [item for item in everything if item.address in contested] if contested else []
    if not here:
        return
    with st.expander(f"Reviewers differ on {plural(len(here), 'item', 'items')}", key="queue_differences"):
        rows = [(item, _name(item), contested[item.address]) for item in here[:MOST_DIFFERENCES]]
        st.html(worksheet.differences_table(rows, len(here)))


def _name(item: Item) -> str:
    """A claim's figure and outlet, or a quantity's label, as text."""
    if item.kind == "claim":
        row = state.ask(reading.claim, item.target)
        return f"{row['quote']} in {row['outlet']}" if row else item.target
    row = state.ask(queries.cluster, item.target)
    return str(row["label"]) if row else item.target


def _attention(lost: tuple[Any, ...]) -> None:
    """Decisions that found no home in this build."""
    here = [entry for entry in lost if not entry.elsewhere]
    away = [entry for entry in lost if entry.elsewhere]
    if here:
        with st.expander(
            f"{plural(len(here), 'earlier decision needs', 'earlier decisions need')} attention", expanded=True
        ):
            st.html(worksheet.lost_table(here, "The article has changed and the decision could not be carried"))
    if away:
        with st.expander(
            f"{plural(len(away), 'decision is', 'decisions are')} about articles that are not in this build"
        ):
            st.html(worksheet.lost_table(away, "Kept, and shown again with a build that holds the article"))


if state.ready():
    show()
