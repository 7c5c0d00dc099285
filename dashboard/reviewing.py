"""The store of decisions as the pages see it: one per server, kept up to date event by event.

For other pages: :func:`log_of` (what was decided on a claim, as HTML), :func:`said` (what they hold of claims),
:func:`tally` (how much of the queue is open, decided, contested). They never make a store where there is none.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard import blind, judgements, marks, state, worklist
from dashboard.database import as_frame, as_records, as_rows
from dashboard.worklist import Item
from pipeline.errors import CrosscheckError, OutputError, ReviewsError
from pipeline.reviews import access, carry, content, database, wording
from pipeline.reviews.model import Event, Kind, State
from pipeline.reviews.opening import open_store
from pipeline.reviews.store import Store


class Board:
    """Every target's state, read once and then only what has changed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._states: dict[tuple[Kind, str], State] = {}
        self._contested: set[tuple[Kind, str]] = set()
        self._mark = 0
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Takes in the events since the last time, whoever made them."""
        mark = self.store.mark()
        with self._lock:
            if mark != self._mark:
                new = self.store.states(after=self._mark)
                self._states |= new
                self._contested -= new.keys()
                self._contested |= {key for key, state in new.items() if state.status == "contested"}
                self._mark = mark

    def find(self, kind: Kind, target: str, moved: Mapping[tuple[Kind, str], str] | None = None) -> State | None:
        """What stands for a target that anybody touched; of one that could not be logged as carried, what stood."""
        found = self._states.get((kind, target))
        if found is None and moved and (old := moved.get((kind, target))):
            found = self._states.get((kind, old))
        return found

    def contested(self) -> dict[str, State]:
        """What reviewers differ on, by address ("claim:…")."""
        return {f"{kind}:{target}": self._states[kind, target] for kind, target in self._contested}

    def state(self, kind: Kind, target: str) -> State:
        """What stands for a target, touched or not."""
        return self.find(kind, target) or State(kind, target)


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(url: str, read_only: bool, file: tuple[int, int] | None) -> Board:
    return Board(open_store(url, read_only))


def board(make: bool = False) -> Board | None:
    """The board of the configured store, up to date; None when there is none yet (unless it may be made).

    Raises ReviewsError when the store cannot be used.
    """
    url = database.locate()
    shut = access.read_only()
    file = None
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        if not path.exists():
            if not make or shut:
                return None
            open_store(str(url)).engine.dispose()
        # a backup put in the file's place is another file: what is open would go on writing into the one that is gone
        file = (path.stat().st_dev, path.stat().st_ino)
    found = _opened(url.render_as_string(hide_password=False), shut, file)
    found.refresh()
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _items(build: str, stamp: str) -> list[Item]:
    return worklist.items(state.connection())


def items() -> list[Item]:
    """The whole queue of the build shown."""
    build = state.build_folder()
    return _items(str(build), state.stamp(build))


@st.cache_resource(max_entries=2, show_spinner=False)
def _choices(build: str, stamp: str) -> worklist.Filters:
    return worklist.choices(items())


def choices() -> worklist.Filters:
    """What the queue of the build shown can be narrowed to."""
    build = state.build_folder()
    return _choices(str(build), state.stamp(build))


@st.cache_resource(max_entries=2, show_spinner="Looking for decided figures in this build")
def _attached(build: str, stamp: str, where: str, write: bool) -> carry.Attached:
    found = board(make=write)
    if found is None:
        return carry.Attached(0, {}, ())
    return carry.attach(found.store, content.of_build(Path(build)), write=write)


def attached() -> carry.Attached:
    """Where earlier decisions are in the build shown; looked up once a build, and logged unless the store is shut."""
    build = state.build_folder()
    url = database.locate()
    found = _attached(str(build), state.stamp(build), database.named(url), not access.read_only())
    if (known := board()) is not None:
        known.refresh()
    return found


def homes() -> dict[tuple[Kind, str], str]:
    """(kind, id in this build) → the id under which it was decided."""
    return {(kind, new): old for (kind, old), new in attached().moved.items()}


@st.cache_resource(max_entries=2, show_spinner=False)
def _build_id(build: str, stamp: str) -> str:
    return content.build_id(Path(build))


def build_id() -> str:
    """The id of the build shown, as it stands in the log."""
    build = state.build_folder()
    return _build_id(str(build), state.stamp(build))


def reviewer() -> access.Reviewer:
    """Who looks at the page now, and whether they may decide."""
    login = dict(st.user.to_dict()) if hasattr(st.user, "is_logged_in") else None
    address = str(st.get_option("server.address") or "0.0.0.0")
    chosen = str(st.session_state.get("reviewer") or "")
    return access.reviewer(access.Visit(dict(st.context.headers), login, address, chosen))


def ask_name() -> None:
    """The field for the reviewer's name; what was typed holds on all pages (a field's own value goes with its page)."""
    st.session_state["reviewer_name"] = st.session_state.get("reviewer", "")

    def typed() -> None:
        st.session_state["reviewer"] = st.session_state["reviewer_name"]

    st.text_input("Your name", key="reviewer_name", on_change=typed, placeholder=access.local_name(), max_chars=200)


# --- for other pages --------------------------------------------------------------------------------------------------


def events_of(kind: Kind, target: str) -> list[Event]:
    """A target's log, that of the earlier text it was carried from included."""
    found = board()
    if found is None:
        return []
    moved, chain, seen = _moved(), [target], {target}
    while (old := found.state(kind, chain[-1]).carried_from or moved.get((kind, chain[-1]), "")) and old not in seen:
        chain.append(old)
        seen.add(old)
    return sorted((e for t in chain for e in found.store.log(kind, t)), key=lambda e: e.seq)


def log_of(claim_id: str) -> str:
    """What was decided on a claim and by whom, as HTML; "" when nothing was."""
    try:
        found = board()
        events = events_of("claim", claim_id)
        if not events or found is None:
            return ""
        known = found.find("claim", claim_id, _moved()) or State("claim", claim_id)
        if blind.hides(known, reviewer().name):
            return judgements.HIDDEN
        return judgements.standing(known) + judgements.log_table(events)
    except ReviewsError as error:
        return f'<p class="cc-note">The decisions cannot be shown: {marks.text(error)}</p>'


@st.cache_resource(max_entries=2, show_spinner=False)
def _strays(build: str, stamp: str, where: str) -> bool:
    """Is a decision on an article of this build under an earlier text's id? Looked up once a build."""
    found = board()
    anchors = found.store.anchors() if found else {}
    ids = [target for _, target in anchors]
    here = {row[0] for row in as_rows(state.connection(), _HERE, ids, ids)} if ids else set()
    away = [each for (_, t), a in anchors.items() if t not in here for each in (a, *a.members.values())]
    places = [f"{a.outlet_id}\x1f{place}" for a in away for place in (a.path, a.url) if place]
    return bool(places) and bool(as_rows(state.connection(), _ARTICLES, places, places))


_HERE = """SELECT claim_id FROM claims WHERE claim_id IN (SELECT unnest(?::VARCHAR[]))
           UNION ALL SELECT cluster_id FROM clusters WHERE cluster_id IN (SELECT unnest(?::VARCHAR[]))"""
_ARTICLES = """SELECT 1 FROM articles WHERE outlet_id || chr(31) || path IN (SELECT unnest(?::VARCHAR[]))
               OR outlet_id || chr(31) || url IN (SELECT unnest(?::VARCHAR[])) LIMIT 1"""


def _moved() -> dict[tuple[Kind, str], str]:
    """As :func:`homes`, looked up only where the build holds an article that was decided on with another text."""
    build = state.build_folder()
    return homes() if _strays(str(build), state.stamp(build), database.named(database.locate())) else {}


def said(ids: Iterable[str], kind: Kind = "claim") -> dict[str, str]:
    """What reviewers hold of claims (or clusters), by id, only where they hold something: "confirmed by Ada"."""
    try:
        found = board()
        if found is None:
            return {}
        moved = _moved()
    except CrosscheckError:
        return {}
    states = {i: found.find(kind, i, moved) for i in ids}
    me = reviewer().name
    told = {i: wording.in_short(known) for i, known in states.items() if not blind.hides(known, me)}
    return {i: words for i, words in told.items() if words}


def reviewed(frame: pd.DataFrame, column: str = "claim_id", kind: Kind = "claim") -> pd.DataFrame:
    """The same rows with a column ``review``: what :func:`said` tells of each, else None."""
    told = said(frame[column], kind)
    return frame.assign(review=pd.Series([told.get(i) for i in frame[column]], index=frame.index, dtype=object))


def told(findings: pd.DataFrame) -> pd.DataFrame:
    """The same findings with a column ``review``: what is held now of the claim, or else the cluster, of each."""
    claims, clusters = said(findings["claim_id"].dropna()), said(findings["cluster_id"].dropna(), "cluster")
    held = [
        claims.get(claim) if isinstance(claim, str) else clusters.get(cluster)
        for claim, cluster in zip(findings["claim_id"], findings["cluster_id"], strict=True)
    ]
    return findings.assign(review=pd.Series(held, index=findings.index, dtype=object))


def tally() -> dict[str, int]:
    """How many items of the queue are open, need checking, are contested or decided; empty when there is no store."""
    try:
        found = board()
    except (ReviewsError, OutputError):
        found = None
    return worklist.tally(items(), lambda i: found.find(i.kind, i.target)) if found else {}


def summary() -> str:
    """One line for the Overview: how much there is to decide, with the way to the queue, as HTML."""
    counts = tally()
    if not counts:
        waiting = state.ask(worklist.size)
        what = f"{waiting:,} to decide" if waiting else "nothing to decide"
        return f'<p class="cc-small">{marks.inside("queue", "Queue")}: {what}.</p>'
    told = []
    for name, n in counts.items():
        how = f"{n:,} {worklist.STATES[name]}"
        if n:
            told.append(marks.inside(marks.address("queue", state=worklist.STATES[name]), how))
        elif name != "needs_checking":
            told.append(how)
    return f'<p class="cc-small">{marks.inside("queue", "Queue")}: {", ".join(told)}.</p>'


def places_of(db: duckdb.DuckDBPyConnection, claim_ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """What anchors are made of: each claim's place and its article's text, path and address."""
    frame = as_frame(
        db,
        """SELECT k.claim_id, k.article_id, k.outlet_id, k.start, k."end", a.path, a.url, a.text
           FROM claims k JOIN articles a ON a.article_id = k.article_id WHERE list_contains(?, k.claim_id)""",
        list(claim_ids),
    )
    return as_records(frame)
