"""Merging, splitting and taking out figures, and the Admiralty code: what goes beyond a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, marks, queries, reading, state, words
from dashboard.recording import anchor_of, anchors, hush, say, write
from dashboard.worklist import Item
from pipeline.reviews.drafts import rating
from pipeline.reviews.links import exclude, merge, split
from pipeline.reviews.model import CREDIBILITY, RELIABILITY, State

MOST_NEAR = 12  # quantities nearly joined that are offered to be merged with


def more(item: Item, known: State, claims: pd.DataFrame, me: str) -> None:
    """What can be opened below the verdicts."""
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
    mine: Mapping[str, str] = known.ratings[me].told() if me in known.ratings else {}
    keys = {kind: f"{kind}-{item.address}-{known.version}" for kind in ("reliability", "credibility")}

    def save() -> None:
        told = {kind: st.session_state.get(key) or "" for kind, key in keys.items()}
        write(lambda: rating(item.target, **told, anchor=anchor_of(item)), me)

    for kind, scale, label in (
        ("reliability", RELIABILITY, "The source is"),
        ("credibility", CREDIBILITY, "What it says is"),
    ):
        values = ["", *scale]  # a box that holds a value cannot be emptied: taking it back is a choice of its own
        st.selectbox(
            label,
            values,
            index=values.index(mine.get(kind, "")),
            format_func={"": "not judged", **{v: f"{v}  {means}" for v, means in scale.items()}}.__getitem__,
            key=keys[kind],
            on_change=save,
        )
    st.html(
        '<p class="cc-small cc-dim">The Admiralty code: two judgements, apart from each other and from the verdict.</p>'
    )


def _regroup(item: Item, claims: pd.DataFrame, me: str) -> None:
    cluster = str(item.cluster_id)
    st.html('<p class="cc-small cc-dim">The next build obeys this; until then the figures stay where they are.</p>')
    names = {r["claim_id"]: marks.plain(f"{r['quote']} · {r['outlet']}") for r in database.as_records(claims)}
    chosen = st.multiselect(
        "Figures", list(names), format_func=names.__getitem__, key=f"members-{cluster}", placeholder="choose figures"
    )

    def out(how: str) -> None:
        hush()
        if how == "exclude":
            for claim, where in anchors(chosen).items():
                write(partial(exclude, claim, where, cluster), me)
        else:
            write(lambda: split(cluster, anchors(list(names)), chosen), me)
        _said_regrouped()

    with st.container(horizontal=True):
        if len(names) > 1:
            st.button(
                "Split them off",
                disabled=not 0 < len(chosen) < len(names),
                on_click=out,
                args=("split",),
                help="They become a quantity of their own. Choose some of the figures, not all.",
            )
        st.button(
            "Take them out of every comparison",
            disabled=not chosen,
            on_click=out,
            args=("exclude",),
            help="They stay in their article and are compared with nothing.",
        )
    row = state.ask(queries.cluster, cluster)
    typed = st.text_input("Find another quantity to merge with", key=f"find-{cluster}")
    rows = {r["cluster_id"]: _told(r) for r in (_named(typed) if typed else _near(tuple(names), row))}
    rows.pop(cluster, None)
    if typed and not rows:
        st.html('<p class="cc-small" role="status">No other quantity has these words in its name.</p>')
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
        write(lambda: merge(cluster, anchors(list(names)), other, anchors(list(theirs["claim_id"])), label=label), me)
        _said_regrouped()

    st.button("Merge", disabled=not other, on_click=join)


def _named(typed: str) -> list[dict[str, Any]]:
    return database.as_records(state.ask(queries.search, typed, 20))


def _near(claims: tuple[str, ...], row: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Quantities that were nearly joined, and those of the same series at other times."""
    pairs: pd.DataFrame = state.ask(reading.parted_pairs, claims, 40)
    ids = list(dict.fromkeys(i for i in pairs["cluster_id"] if isinstance(i, str)))[:MOST_NEAR] if len(pairs) else []
    found = [near for i in ids if (near := state.ask(queries.cluster, i))]
    if row:
        found += database.as_records(state.ask(queries.series_of, row["series_id"], row["cluster_id"]))
    return found


def _told(row: Mapping[str, Any]) -> str:
    """A quantity by its title and its figures, for titles repeat: "People killed in Syria · 3,317 · 3 figures"."""
    title, when = str(row["label"]), words.span(row["as_of_start"], row["as_of_end"])
    dated = any(c.isdigit() for c in title.rpartition(",")[2])
    said = [title if dated or not when else f"{title} ({when})"]
    said.append(words.figure(row["low"], row["high"], None, row["unit"]))
    return " · ".join([*said, words.plural(int(row["n_claims"]), "figure")])


def _said_regrouped() -> None:
    if (st.session_state.get("queue_said") or ("",))[0] != "cc-complaint":
        say("cc-note", "Recorded; the next build obeys it. Undo it with U.")
