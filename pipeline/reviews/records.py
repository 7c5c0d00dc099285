"""Events as rows, hashed one upon the other, and the table of heads derived from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.reviews.model import Event, State
from pipeline.reviews.schema import Head, Log
from pipeline.reviews.state import replay_all
from pipeline.reviews.texts import canonical

FIELDS = tuple(f.name for f in fields(Event))
_JSON = ("payload", "before", "after", "anchor")
# Rows a statement: SQLite binds at most 32,766 values in one.
_CHUNK = 4_000


def sealed(event: Event, new: State) -> Event:
    """The event with the state that it leaves and the hash over itself and the one before it."""
    values = {name: getattr(event, name) for name in FIELDS} | {"after": new.as_dict()}
    return Event(**values | {"hash": fingerprint(values)})


def fingerprint(values: Mapping[str, Any]) -> str:
    """SHA-256 over every field but the hash itself, the previous event's hash included."""
    return hashlib.sha256(canonical({k: v for k, v in values.items() if k != "hash"}).encode()).hexdigest()


def to_row(event: Event) -> dict[str, Any]:
    """The event as a row of ``log``."""
    return {k: canonical(getattr(event, k)) if k in _JSON else getattr(event, k) for k in FIELDS}


def from_row(row: Row[Any]) -> Event:
    """The reverse of :func:`to_row`."""
    raw = row._mapping
    return Event(**{k: json.loads(raw[k]) if k in _JSON else raw[k] for k in FIELDS})


def rebuild_heads(db: Connection) -> None:
    """Derives ``heads`` from the log."""
    db.execute(delete(Head))
    events = [from_row(row) for row in db.execute(select(Log).order_by(Log.seq))]
    last: dict[tuple[str, str], Event] = {(e.kind, e.target): e for e in events}
    rows = [_head(state, last[key]) for key, state in replay_all(events).items()]
    for i in range(0, len(rows), _CHUNK):
        db.execute(insert(Head), rows[i : i + _CHUNK])


def heads(db: Connection) -> list[dict[str, Any]]:
    """The rows of ``heads`` as they stand."""
    return [dict(row._mapping) for row in db.execute(select(Head).order_by(Head.kind, Head.target))]


def derived(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The rows that ``heads`` should hold for these events."""
    last = {(e.kind, e.target): e for e in events}
    rows = [_head(state, last[key]) for key, state in replay_all(events).items()]
    return sorted(rows, key=lambda r: (r["kind"], r["target"]))


def _head(state: State, last: Event) -> dict[str, Any]:
    return {
        "kind": state.kind,
        "target": state.target,
        "seq": last.seq,
        "version": state.version,
        "status": state.status,
        "state": canonical(state.as_dict(traced=True)),
        "anchor": canonical(last.anchor),
    }


def put_head(db: Connection, state: State, event: Event) -> None:
    """Writes the state that an event left its target in over the one before."""
    row = _head(state, event)
    make = pg_insert if db.dialect.name == "postgresql" else sqlite_insert
    changed = {k: v for k, v in row.items() if k not in ("kind", "target")}
    db.execute(make(Head).values(**row).on_conflict_do_update(index_elements=["kind", "target"], set_=changed))
