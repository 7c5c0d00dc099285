"""Writes an editor's steps to the log and says what became of them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import marks, queries, reviewing, state
from dashboard.worklist import Item
from pipeline.errors import CrosscheckError
from pipeline.reviews.anchors import Anchor, anchor
from pipeline.reviews.drafts import Draft
from pipeline.reviews.model import Event
from pipeline.reviews.store import Receipt


def say(tone: str, html: str, where: str | None = None) -> None:
    """Leaves a message for the item at ``where`` (any, when None), shown until something else is done."""
    st.session_state["queue_said"] = (tone, html, where)


def hush() -> None:
    """Takes the message away."""
    st.session_state["queue_said"] = None


def told(item: Item) -> None:
    """Shows the message that was left for this item."""
    said = st.session_state.get("queue_said")
    with st.container(key="queue_said"):  # there when empty too, or all below it would be drawn anew
        if said and said[2] in (None, item.address):
            role = "alert" if said[0] == "cc-complaint" else "status"
            st.html(f'<div class="{said[0]}" role="{role}">{said[1]}</div>')


def write(
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
