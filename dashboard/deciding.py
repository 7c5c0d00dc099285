"""The panel where an editor decides: one key a verdict, every step undone by another."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from dashboard import blind, judgements, marks, recording, regrouping, reviewing, words
from dashboard.recording import anchor_of, hush, say, write
from dashboard.worklist import Item
from pipeline.reviews import wording
from pipeline.reviews.drafts import Draft, decision
from pipeline.reviews.model import FACETS, Event, State
from pipeline.reviews.state import undone

KEYS = {name: str(n) for n, name in enumerate(wording.VERDICTS, start=1)}
_DETAILED = ("misprint", "extraction_error")


def panel(item: Item, known: State, claims: pd.DataFrame, findings: pd.DataFrame, after: Item | None) -> None:
    """Everything to decide one item: what stands, the verdicts, note and link, undo, rating, regrouping, the log."""
    me = reviewing.reviewer()
    hidden = blind.hides(known, me.name)
    recording.told(item)
    if hidden:
        st.html(judgements.HIDDEN)
    elif box := judgements.standing(known):
        st.html(box)
    if me.name is None:
        st.html(f'<p class="cc-note" role="status">{marks.text(me.why)}</p>')
        if hasattr(st.user, "is_logged_in") and not st.user.is_logged_in:
            st.button("Log in", on_click=st.login)
    else:
        _verdicts(item, known, findings, after, me.name)
        _undo(item, known, me.name)
        regrouping.more(item, known, claims, me.name)
    if not hidden:
        log = st.expander("Log of this item", key="queue-log", on_change="rerun")
        if log.open:
            log.html(judgements.log_table(reviewing.events_of(item.kind, item.target)))


def _verdicts(item: Item, known: State, findings: pd.DataFrame, after: Item | None, me: str) -> None:
    form = st.session_state.get("queue_form")
    form = form[1] if form and form[0] == item.address else None
    version = known.version
    with st.container(key="queue_verdicts", gap="small"):
        for name, (label, meaning) in wording.VERDICTS.items():
            detailed = name in _DETAILED
            st.button(
                label + ("…" if detailed else ""),
                key=f"verdict-{name}",
                help=meaning[0].upper() + meaning[1:] + ".",
                shortcut=KEYS[name],
                width="stretch",
                type="primary" if form == name else "secondary",
                on_click=_open_form if detailed else _decide,
                args=(item, name) if detailed else (item, name, version, after, me),
            )
            if form == name:
                _form(item, name, version, findings, after, me)
    with st.container(key="queue_note"):
        st.text_input(
            "Note (T)",
            key=f"note-{item.address}-{version}",
            max_chars=10_000,
            placeholder="Why, for whoever comes after",
        )
    with st.container(key="queue_evidence"):
        st.text_input(
            "Link to evidence (L)", key=f"link-{item.address}-{version}", max_chars=2_000, placeholder="https://…"
        )


def _open_form(item: Item, name: str) -> None:
    hush()
    now = (item.address, name)
    st.session_state["queue_form"] = None if st.session_state.get("queue_form") == now else now


def _form(item: Item, name: str, version: int, findings: pd.DataFrame, after: Item | None, me: str) -> None:
    first = f"queue-1-{item.address}-{version}"
    second = f"queue-2-{item.address}-{version}"
    with st.container(key="queue_form"), st.form(key=f"form-{name}", border=False, enter_to_submit=True):
        if name == "misprint":
            st.text_input("Likely figure", value=_suggested(findings), key=first, max_chars=200)
            st.text_input("Says who", key=second, max_chars=500, placeholder="A source for that figure")
        else:
            st.text_input("Rightly read it is", key=first, max_chars=500)
            st.selectbox("What is wrong", FACETS, format_func=wording.FACETS.__getitem__, key=second)
        st.form_submit_button(
            f"Save: {wording.VERDICTS[name][0].lower()} (Enter)",
            on_click=_decide,
            args=(item, name, version, after, me, (first, second)),
            width="stretch",
        )


def _suggested(findings: pd.DataFrame) -> str:
    """The figure that a check thinks was meant, so that it need not be typed; it is only a proposal."""
    for raw in findings.get("figures", ()):
        figures = json.loads(raw) if isinstance(raw, str) and raw else {}
        for name in ("shifted", "likely", "corrected", "expected"):
            if isinstance(figures.get(name), int | float):
                return words.number(figures[name])
    return ""


def _decide(
    item: Item,
    name: str,
    version: int,
    after: Item | None,
    me: str,
    fields: tuple[str, str] | None = None,
) -> None:
    session = st.session_state
    told: dict[str, str] = {}
    if fields:
        kinds = ("likely", "likely_source") if name == "misprint" else ("right", "facet")
        told = {kind: str(session.get(field) or "") for kind, field in zip(kinds, fields, strict=True)}
    note = str(session.get(f"note-{item.address}-{version}") or "")
    link = str(session.get(f"link-{item.address}-{version}") or "")

    def draft() -> Draft:
        where = anchor_of(item)
        return decision(
            item.kind, item.target, name, note=note, evidence=link, blind=blind.is_on(me), anchor=where, **told
        )

    receipt = write(draft, me, version)
    if receipt is None:
        return
    session["queue_form"] = None
    what = f"<strong>{wording.VERDICTS[name][0]}</strong>"
    if receipt.missed:
        others = "; ".join(
            f"{marks.text(e.who)}: {wording.VERDICTS[e.payload['verdict']][0].lower()}"
            if e.action == "decide"
            else f"{marks.text(e.who)}: {e.action}"
            for e in receipt.missed
        )
        both = " Both are in the log" + (", and the item is contested." if receipt.state.status == "contested" else ".")
        say(
            "cc-complaint",
            f"Somebody decided while you were looking ({others}). Yours is recorded as well: {what}.{both}",
        )
        return
    say("cc-note", f"Recorded: {what}. Undo it with U.", after.address if after else None)
    if after is not None:
        st.query_params["item"] = after.address


def _undo(item: Item, known: State, me: str) -> None:
    done: list[Event] = st.session_state.get("queue_done", [])
    mine = None
    if not done and known.version:
        events = reviewing.events_of(item.kind, item.target)
        gone = undone(events)
        mine = next(
            (e for e in reversed(events) if e.who == me and e.action != "undo" and e.event_id not in gone), None
        )
    st.button(
        "Undo my last decision",
        key="undo",
        shortcut="U",
        disabled=not (done or mine),
        width="stretch",
        type="tertiary",
        on_click=_take_back,
        args=(done[-1] if done else mine, me, "" if done else item.target),
    )


def _take_back(event: Event, me: str, on: str) -> None:
    receipt = write(lambda: Draft("claim", "", "undo"), me, undo=event, on=on)
    done: list[Event] = st.session_state.get("queue_done", [])
    if event in done:
        done.remove(event)
    if receipt is not None:
        st.query_params["item"] = f"{receipt.event.kind}:{receipt.event.target}"
        say("cc-note", "Undone. The log keeps both steps.")
