"""The panel where an editor decides: one key a verdict, every step undone by another."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import judgements, marks, queries, reading, reviewing, state, words
from dashboard.worklist import Item
from pipeline.errors import CrosscheckError
from pipeline.reviews.links import exclude, merge, split
from pipeline.reviews.model import (
    CREDIBILITY,
    FACETS,
    RELIABILITY,
    Anchor,
    Draft,
    Event,
    State,
    anchor,
    decision,
    rating,
)
from pipeline.reviews.state import undone
from pipeline.reviews.store import Receipt

KEYS = {name: str(n) for n, name in enumerate(judgements.VERDICTS, start=1)}
_DETAILED = ("misprint", "extraction_error")

# Puts the cursor into a field that has just been opened, leaves a field on Enter or Escape so that the keys decide
# again, and reaches the note with T and the link with L.
_FOCUS = """
export default function ({ data }) {
  const field = (name) => document.querySelector(`.st-key-${name} input`);
  const editable = (e) => e.matches && e.matches("input, textarea, [contenteditable=true]");
  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (editable(event.target)) {
      const ours = event.target.closest("[class*='st-key-queue_']");
      const chooses = event.target.closest("[role=combobox], [data-baseweb=select]");
      if (ours && !chooses && ["Escape", "Enter"].includes(event.key)) setTimeout(() => event.target.blur(), 0);
      return;
    }
    const wanted = { t: "queue_note", l: "queue_evidence" }[event.key.toLowerCase()];
    const found = wanted && field(wanted);
    if (found) { event.preventDefault(); found.focus(); }
  };
  const free = (event) => { if (event.target.type === "checkbox") setTimeout(() => event.target.blur(), 0); };
  document.addEventListener("keydown", keys);
  document.addEventListener("change", free);
  if (data && data.focus && window.crosscheckFocus !== data.focus) {
    let tries = 0;
    const seek = () => {
      const found = field(data.field);
      if (found) found.focus(); else if (tries++ < 20) setTimeout(seek, 50);
    };
    seek();
  }
  window.crosscheckFocus = data ? data.focus : "";
  return () => {
    document.removeEventListener("keydown", keys);
    document.removeEventListener("change", free);
  };
}
"""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("crosscheck_focus", js=_FOCUS)


def is_hidden(known: State, me: str | None) -> bool:
    """Does the reviewer judge blind what somebody else has judged already?"""
    others = set(known.judgements) - {me}
    return bool(st.session_state.get("queue_blind")) and bool(others) and me not in known.judgements


def panel(item: Item, known: State, claims: pd.DataFrame, findings: pd.DataFrame, after: Item | None) -> None:
    """Everything to decide one item: what stands, the verdicts, note and link, undo, rating, regrouping, the log."""
    me = reviewing.reviewer()
    blind = bool(st.session_state.get("queue_blind"))
    hidden = is_hidden(known, me.name)
    _told(item)
    if hidden:
        st.html('<p class="cc-note">Somebody has judged this already. It is hidden until you have decided.</p>')
    elif box := judgements.standing(known):
        st.html(box)
    if me.name is None:
        st.html(f'<p class="cc-note" role="status">{marks.text(me.why)}</p>')
        if hasattr(st.user, "is_logged_in") and not st.user.is_logged_in:
            st.button("Log in", on_click=st.login)
    else:
        _verdicts(item, known, findings, after, me.name, blind)
        _undo(item, known, me.name)
        _more(item, known, claims, me.name)
    if not hidden:
        log = st.expander("Log of this item", key="queue-log", on_change="rerun")
        if log.open:
            log.html(judgements.log_table(reviewing.events_of(item.kind, item.target)))


def say(tone: str, html: str, where: str | None = None) -> None:
    """Leaves a message for the item at ``where`` (any, when None), shown until something else is done."""
    st.session_state["queue_said"] = (tone, html, where)


def hush() -> None:
    """Takes the message away."""
    st.session_state["queue_said"] = None


def _told(item: Item) -> None:
    said = st.session_state.get("queue_said")
    if said and said[2] in (None, item.address):
        role = "alert" if said[0] == "cc-complaint" else "status"
        st.html(f'<div class="{said[0]}" role="{role}">{said[1]}</div>')


def _verdicts(item: Item, known: State, findings: pd.DataFrame, after: Item | None, me: str, blind: bool) -> None:
    form = st.session_state.get("queue_form")
    form = form[1] if form and form[0] == item.address else None
    version = known.version
    with st.container(key="queue_verdicts", gap="small"):
        for name, (label, meaning) in judgements.VERDICTS.items():
            detailed = name in _DETAILED
            st.button(
                label + ("…" if detailed else ""),
                key=f"verdict-{name}",
                help=meaning[0].upper() + meaning[1:] + ".",
                shortcut=KEYS[name],
                width="stretch",
                type="primary" if form == name else "secondary",
                on_click=_open_form if detailed else _decide,
                args=(item, name) if detailed else (item, name, version, after, me, blind),
            )
            if form == name:
                _form(item, name, version, findings, after, me, blind)
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


def keys(item: Item) -> None:
    """Lets the keyboard reach the fields; a part of the page without a look of its own."""
    form = st.session_state.get("queue_form")
    focus = " ".join(form) if form and form[0] == item.address else ""
    _component()(key="queue_keys", data={"focus": focus, "field": "queue_form"})


def _open_form(item: Item, name: str) -> None:
    hush()
    now = (item.address, name)
    st.session_state["queue_form"] = None if st.session_state.get("queue_form") == now else now


def _form(
    item: Item, name: str, version: int, findings: pd.DataFrame, after: Item | None, me: str, blind: bool
) -> None:
    first = f"queue-1-{item.address}-{version}"
    second = f"queue-2-{item.address}-{version}"
    with st.container(key="queue_form"), st.form(key=f"form-{name}", border=False, enter_to_submit=True):
        if name == "misprint":
            st.text_input("Likely figure", value=_suggested(findings), key=first, max_chars=200)
            st.text_input("Says who", key=second, max_chars=500, placeholder="A source for that figure")
        else:
            st.text_input("Rightly read it is", key=first, max_chars=500)
            st.selectbox("What is wrong", FACETS, format_func=judgements.FACETS.__getitem__, key=second)
        st.form_submit_button(
            f"Save: {judgements.VERDICTS[name][0].lower()} (Enter)",
            on_click=_decide,
            args=(item, name, version, after, me, blind, (first, second)),
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
    blind: bool,
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
        return decision(item.kind, item.target, name, note=note, evidence=link, blind=blind, anchor=where, **told)

    receipt = _write(draft, me, version)
    if receipt is None:
        return
    session["queue_form"] = None
    what = f"<strong>{judgements.VERDICTS[name][0]}</strong>"
    if receipt.missed:
        others = "; ".join(
            f"{marks.text(e.who)}: {judgements.VERDICTS[e.payload['verdict']][0].lower()}"
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


def _write(
    make: Callable[[], Draft], me: str, seen: int | None = None, undo: Event | None = None, on: str = ""
) -> Receipt | None:
    """Logs a decision and remembers it for undo; says what is the matter when it cannot be taken."""
    try:
        found = reviewing.board(make=True)
        if found is None:
            return None
        build = reviewing.build_id()
        if undo:
            # where a rebuild has carried it meanwhile, it is taken back there
            here = reviewing.attached().moved.get((undo.kind, undo.target), on or undo.target)
            receipt = found.store.undo(undo.event_id, who=me, build=build, on=here)
        else:
            receipt = found.store.append(make(), who=me, build=build, seen=seen)
    except CrosscheckError as error:
        say("cc-complaint", f"Not recorded: {marks.text(error)}")
        return None
    if not undo:
        st.session_state.setdefault("queue_done", []).append(receipt.event)
    return receipt


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
    receipt = _write(lambda: Draft("claim", "", "undo"), me, undo=event, on=on)
    done: list[Event] = st.session_state.get("queue_done", [])
    if event in done:
        done.remove(event)
    if receipt is not None:
        st.query_params["item"] = f"{receipt.event.kind}:{receipt.event.target}"
        say("cc-note", "Undone. The log keeps both steps.")


def anchor_of(item: Item) -> Anchor:
    """The content that a decision on this item is anchored in."""
    if item.kind == "claim":
        return anchors([item.target]).get(item.target, Anchor())
    row = state.ask(queries.cluster, item.target)
    claims: pd.DataFrame = state.ask(queries.claims_of, item.target)
    return Anchor(label=str(row["label"]) if row else "", members=anchors(list(claims["claim_id"])))


def anchors(claim_ids: list[str]) -> dict[str, Anchor]:
    """Anchors of claims in the build shown."""
    found = state.ask(reviewing.places_of, tuple(claim_ids))
    return {row["claim_id"]: anchor(row, row) for row in found}


def _more(item: Item, known: State, claims: pd.DataFrame, me: str) -> None:
    if item.kind == "claim":
        rate = st.expander("Rate source and content", key="queue-rate", on_change="rerun")
        if rate.open:
            with rate:
                _rate(item, known, me)
    if item.cluster_id and len(claims):
        regroup = st.expander("Regroup", key="queue-regroup", on_change="rerun")
        if regroup.open:
            with regroup:
                _regroup(item, claims, me)


def _rate(item: Item, known: State, me: str) -> None:
    mine: Mapping[str, str] = known.ratings.get(me, {})
    keys = {kind: f"{kind}-{item.address}-{known.version}" for kind in ("reliability", "credibility")}

    def save() -> None:
        told = {kind: st.session_state.get(key) or "" for kind, key in keys.items()}
        _write(lambda: rating(item.target, **told, anchor=anchor_of(item)), me)

    for kind, scale, label in (
        ("reliability", RELIABILITY, "The source is"),
        ("credibility", CREDIBILITY, "What it says is"),
    ):
        st.selectbox(
            label,
            list(scale),
            index=list(scale).index(mine[kind]) if kind in mine else None,
            format_func=lambda v, scale=scale: f"{v}  {scale[v]}",
            key=keys[kind],
            on_change=save,
            placeholder="not judged",
        )
    st.html(
        '<p class="cc-small cc-dim">The Admiralty code: two judgements, apart from each other and from the verdict.</p>'
    )


def _regroup(item: Item, claims: pd.DataFrame, me: str) -> None:
    cluster = str(item.cluster_id)
    st.html('<p class="cc-small cc-dim">The next build obeys this; until then the figures stay where they are.</p>')
    names = {r["claim_id"]: marks.plain(f"{r['quote']} · {r['outlet']}") for r in queries.records(claims)}
    chosen = st.multiselect(
        "Figures", list(names), format_func=names.__getitem__, key=f"members-{cluster}", placeholder="choose figures"
    )

    def out(how: str) -> None:
        hush()
        if how == "exclude":
            for claim, where in anchors(chosen).items():
                _write(partial(exclude, claim, where, cluster), me)
        else:
            _write(lambda: split(cluster, anchors(list(names)), chosen), me)
        _said_regrouped()

    with st.container(horizontal=True):
        st.button("Split them off", disabled=not 0 < len(chosen) < len(names), on_click=out, args=("split",))
        st.button("Take them out of every comparison", disabled=not chosen, on_click=out, args=("exclude",))
    near: pd.DataFrame = state.ask(reading.parted_pairs, tuple(names), 40)
    rows = {r["cluster_id"]: r["label"] for r in queries.records(near) if r["cluster_id"]}
    row = state.ask(queries.cluster, cluster)
    if row:
        same: pd.DataFrame = state.ask(queries.series_of, row["series_id"], cluster)
        rows |= {
            r["cluster_id"]: f"{r['label']} ({words.span(r['as_of_start'], r['as_of_end'])})"
            for r in queries.records(same)
        }
    typed = st.text_input("Find another quantity to merge with", key=f"find-{cluster}")
    if typed:
        hits: pd.DataFrame = state.ask(queries.search, typed, 20)
        rows = {r["cluster_id"]: r["label"] for r in queries.records(hits)}
    rows.pop(cluster, None)
    other = st.selectbox(
        "Merge with",
        list(rows),
        index=None,
        format_func=lambda c: marks.plain(rows[c]),
        key=f"merge-{cluster}-{typed}",
        placeholder="near ones, or what you looked for",
    )

    def join() -> None:
        if other is None:
            return
        hush()
        theirs: pd.DataFrame = state.ask(queries.claims_of, other)
        label = str(row["label"]) if row else ""
        _write(lambda: merge(cluster, anchors(list(names)), other, anchors(list(theirs["claim_id"])), label=label), me)
        _said_regrouped()

    st.button("Merge", disabled=not other, on_click=join)


def _said_regrouped() -> None:
    if (st.session_state.get("queue_said") or ("",))[0] != "cc-complaint":
        say("cc-note", "Recorded; the next build obeys it. Undo it with U.")
