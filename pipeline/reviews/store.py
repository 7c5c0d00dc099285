"""The store of decisions: every change is an event of the log, and what stands follows from the log.

    >>> store = open_store("sqlite:///reviews.sqlite3")                              # doctest: +SKIP
    >>> receipt = store.append(decision("claim", "c1", "confirmed"), who="Ada", seen=0)   # doctest: +SKIP
    >>> store.state("claim", "c1").status                                                 # doctest: +SKIP
    'decided'

A decision carries the version of the target that it was made against. When somebody else was faster it is logged all
the same, marked ``stale``, and the receipt tells what came in between.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, text

from pipeline.errors import ReviewsError
from pipeline.reviews import database
from pipeline.reviews.anchors import Anchor
from pipeline.reviews.drafts import Draft
from pipeline.reviews.model import Event, Kind, State
from pipeline.reviews.records import from_row, put_head, rebuild_heads, sealed, to_row
from pipeline.reviews.schema import Head, Log
from pipeline.reviews.state import BY_HISTORY, apply, replay, replay_all, standing, undone
from pipeline.reviews.texts import line

# SQLite binds at most 32,766 values in one statement, PostgreSQL 65,535.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a decision: its event, the state it left, and the events that its maker had not seen."""

    event: Event
    state: State
    missed: tuple[Event, ...] = ()


class Store:
    """An open store. Safe to share between threads; every call is one transaction."""

    def __init__(self, engine: Engine, where: str, read_only: bool = False) -> None:
        self.engine, self.where, self.read_only = engine, where, read_only

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(
        self, draft: Draft, *, who: str, build: str = "", seen: int | None = None, event_id: str | None = None
    ) -> Receipt:
        """Logs one decision; it is on disk when this returns.

        ``seen``: the version of the target that the reviewer looked at (None: whatever it is now). The same
        ``event_id`` twice is logged once. Raises ReviewsError when it cannot be taken or written: then nothing changed.
        """
        draft, who, build = draft.checked(), line(who, "who"), line(build, "build") if build else ""
        with self._writing() as db:
            if event_id and (known := _by_id(db, event_id)):
                return Receipt(known, self._state(db, known.kind, known.target))
            return self._append(db, draft, who, build, seen, event_id or uuid.uuid4().hex, _now())

    def undo(
        self, event_id: str, *, who: str, build: str = "", seen: int | None = None, note: str = "", on: str = ""
    ) -> Receipt:
        """Takes one event back (an undo as well) by logging that it does not hold any more.

        ``on``: the target to which it was carried, when it is to be taken back there.
        """
        who, build = line(who, "who"), line(build, "build") if build else ""
        with self._writing() as db:
            event = _by_id(db, event_id)
            if event is None:
                raise ReviewsError("is no event of the log", where=event_id)
            target = on or event.target
            if event_id in undone(self._log(db, event.kind, target)):
                raise ReviewsError("is undone already", where=event_id)
            draft = Draft(event.kind, target, "undo", undoes=event_id, note=note).checked()
            return self._append(db, draft, who, build, seen, uuid.uuid4().hex, _now())

    def _append(
        self, db: Connection, draft: Draft, who: str, build: str, seen: int | None, event_id: str, at: str
    ) -> Receipt:
        last = db.execute(select(Log.seq, Log.hash, Log.at).order_by(Log.seq.desc()).limit(1)).first()
        state = self._state(db, draft.kind, draft.target)
        seen = state.version if seen is None else max(0, min(seen, state.version))
        missed = self._log(db, draft.kind, draft.target, after_version=seen) if seen < state.version else []
        if draft.undoes:
            key = (draft.kind, draft.target)
            if draft.undoes not in _known(db, *key).get(key, ()):
                raise ReviewsError("is no event of this target", where=draft.undoes)
        at = max(at, last.at) if last else at
        event = Event(
            seq=last.seq + 1 if last else 1,
            event_id=event_id,
            at=at,
            who=who,
            build=build,
            kind=draft.kind,
            target=draft.target,
            action=draft.action,
            payload=draft.payload,
            before=state.as_dict(),
            after={},
            note=draft.note,
            evidence=draft.evidence,
            blind=draft.blind,
            seen=seen,
            version=state.version + 1,
            stale=bool(missed),
            undoes=draft.undoes,
            anchor=draft.anchor.as_dict() or self._anchor(db, draft.kind, draft.target),
            previous=last.hash if last else "",
            hash="",
        )
        if draft.action in BY_HISTORY:
            new = replay(draft.kind, draft.target, [*self._log(db, draft.kind, draft.target), event])
        else:
            new = apply(state, event)
        event = sealed(event, new)
        db.execute(insert(Log), to_row(event))
        put_head(db, new, event)
        return Receipt(event, new, tuple(missed))

    def restore(self, events: Iterable[Event]) -> int:
        """Writes events of another store: into an empty one byte by byte, else those that are not known, as new events.

        Their time, name and content stay; gives how many were written.
        """
        written = 0
        events = list(events)
        ours = {e.event_id for e in events}
        with self._writing() as db:
            known = {
                row.event_id: (row.kind, row.target) for row in db.execute(select(Log.event_id, Log.kind, Log.target))
            }
            empty = not known
            apart = {key for event_id, key in known.items() if event_id not in ours}
            for event in events:
                if event.event_id in known:
                    continue
                known[event.event_id] = (event.kind, event.target)
                written += 1
                if empty:
                    db.execute(insert(Log), to_row(event))
                    continue
                draft = Draft(
                    event.kind, event.target, event.action, event.payload, event.note, event.evidence, event.blind,
                    event.undoes, Anchor.from_dict(event.anchor),
                )  # fmt: skip
                # Its maker has not seen what was decided here only: then it stands beside that.
                version = self._state(db, event.kind, event.target).version
                seen = 0 if (event.kind, event.target) in apart else version - event.stale
                self._append(db, draft, event.who, event.build, seen, event.event_id, event.at)
            if empty:
                rebuild_heads(db)
        return written

    # --- reading ------------------------------------------------------------------------------------------------------

    def state(self, kind: Kind, target: str) -> State:
        """What stands for one target now."""
        with self.reading() as db:
            return self._state(db, kind, target)

    def states(
        self, kind: Kind | None = None, targets: Iterable[str] | None = None, after: int = 0
    ) -> dict[tuple[Kind, str], State]:
        """What stands for all targets that anybody touched (``after`` an event's number), or for those asked for."""
        query = select(Head).where(Head.seq > after) if after else select(Head)
        if kind:
            query = query.where(Head.kind == kind)
        found: dict[tuple[Kind, str], State] = {}
        wanted = None if targets is None else sorted(set(targets))
        parts = [None] if wanted is None else [wanted[i : i + _CHUNK] for i in range(0, len(wanted), _CHUNK)]
        with self.reading() as db:
            for part in parts:
                rows = db.execute(query if part is None else query.where(Head.target.in_(part)))
                found |= {(r.kind, r.target): _state_of(r) for r in rows}
        return found

    def known(self) -> dict[tuple[Kind, str], set[str]]:
        """Ids of all events that each target has seen: its own, and those that what was carried to it had seen."""
        with self.reading() as db:
            return _known(db)

    def order(self) -> dict[tuple[Kind, str], int]:
        """The number of each decided target's last event."""
        with self.reading() as db:
            return {(r.kind, r.target): r.seq for r in db.execute(select(Head.kind, Head.target, Head.seq))}

    def anchors(self) -> dict[tuple[Kind, str], Anchor]:
        """The content that each decided target is anchored in."""
        with self.reading() as db:
            rows = db.execute(select(Head.kind, Head.target, Head.anchor))
            return {(r.kind, r.target): Anchor.from_dict(json.loads(r.anchor)) for r in rows}

    def log(self, kind: Kind | None = None, target: str | None = None) -> list[Event]:
        """Events in their order: all, or those of one target."""
        with self.reading() as db:
            return self._log(db, kind, target)

    def stream(self) -> Iterator[Event]:
        """All events one after the other, without holding them all."""
        with self.reading() as db:
            for row in db.execution_options(yield_per=1_000).execute(select(Log).order_by(Log.seq)):
                yield from_row(row)

    def at(self, moment: str) -> dict[tuple[Kind, str], State]:
        """Every target's state as it was at a moment (ISO 8601, UTC unless it says otherwise), from the log alone."""
        try:
            when = datetime.fromisoformat(moment)
        except ValueError as error:
            raise ReviewsError("is no moment", where=moment, hint="Write 2026-05-31 or 2026-05-31T14:30") from error
        limit = _iso(when if when.tzinfo else when.replace(tzinfo=UTC))
        return replay_all(e for e in self.log() if e.at <= limit)

    def mark(self) -> int:
        """The number of the last event: changes whenever anything does."""
        with self.reading() as db:
            return int(db.execute(select(func.coalesce(func.max(Log.seq), 0))).scalar_one())

    def counts(self) -> dict[str, int]:
        """How many targets are decided, contested or need checking."""
        with self.reading() as db:
            rows = db.execute(select(Head.status, func.count()).group_by(Head.status))
            return {str(status): int(n) for status, n in rows}

    # --- inside -------------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction that only reads; a driver's errors come out as ReviewsError."""
        with database.said(self.where), self.engine.connect() as db, db.begin():
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise ReviewsError(
                "is open for reading only", where=self.where, hint="Unset CROSSCHECK_READ_ONLY to decide"
            )
        with database.said(self.where), self.engine.connect().execution_options(writes=True) as db, db.begin():
            if self.engine.dialect.name == "postgresql":
                db.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))  # one writer at a time: numbers without gaps
            yield db

    def _state(self, db: Connection, kind: Kind, target: str) -> State:
        row = db.execute(select(Head).where(Head.kind == kind, Head.target == target)).first()
        return _state_of(row) if row else State(kind, target)

    def _anchor(self, db: Connection, kind: Kind, target: str) -> dict[str, Any]:
        raw = db.execute(select(Head.anchor).where(Head.kind == kind, Head.target == target)).scalar()
        return json.loads(raw) if raw else {}

    def _log(self, db: Connection, kind: Kind | None, target: str | None, after_version: int = 0) -> list[Event]:
        query = select(Log).order_by(Log.seq)
        if kind:
            query = query.where(Log.kind == kind)
        if target is not None:
            query = query.where(Log.target == target)
        if after_version:
            query = query.where(Log.version > after_version)
        return [from_row(row) for row in db.execute(query)]


def _state_of(row: Row[Any]) -> State:
    return State.from_dict(row.kind, row.target, row.version, json.loads(row.state))


def _by_id(db: Connection, event_id: str) -> Event | None:
    row = db.execute(select(Log).where(Log.event_id == event_id)).first()
    return from_row(row) if row else None


def _known(db: Connection, kind: Kind | None = None, target: str = "") -> dict[tuple[Kind, str], set[str]]:
    only = [Log.kind == kind, Log.target == target] if kind else []
    found: dict[tuple[Kind, str], set[str]] = {}
    for row in db.execute(select(Log.kind, Log.target, Log.event_id).where(*only)):
        found.setdefault((row.kind, row.target), set()).add(row.event_id)
    for row in db.execute(select(Log.kind, Log.target, Log.payload).where(Log.action == "carry", *only)):
        payload = json.loads(row.payload)
        come = standing(State.from_dict(row.kind, row.target, 0, payload["state"]))
        found[row.kind, row.target] |= come | {*payload.get("known", ())}
    return found


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
