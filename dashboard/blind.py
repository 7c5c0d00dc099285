"""Judging blind: for whom it is switched on, and what it hides, on every page."""

from __future__ import annotations

import streamlit as st

from pipeline.reviews.model import State


@st.cache_resource(show_spinner=False)
def _reviewers() -> set[str]:
    """Names of those who judge blind: of a reviewer, not of a page, so that a link or a second tab shows no more."""
    return set()


def is_on(me: str | None) -> bool:
    """Does this reviewer judge blind?"""
    return me is not None and me in _reviewers()


def hides(known: State | None, me: str | None) -> bool:
    """Has somebody else judged or rated what this reviewer has still to judge blind?"""
    if known is None or not is_on(me):
        return False
    return bool({*known.judgements, *known.ratings} - {me}) and me not in known.judgements


def switch(me: str) -> None:
    """The switch in the sidebar, in whatever position it was left in anywhere."""
    key = "queue_blind"
    st.session_state[key] = is_on(me)

    def turned() -> None:
        (_reviewers().add if st.session_state[key] else _reviewers().discard)(me)

    st.toggle(
        "Judge blind",
        key=key,
        on_change=turned,
        help="Hides on every page what others decided until you have decided too.",
    )
