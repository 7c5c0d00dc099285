"""The log as a file: export, import, backup; and the check that a store is whole.

The file is JSON Lines: one line about the file, then an event a line in one canonical spelling, so that the same log
gives the same bytes from every database. Brought back into an empty store it gives the same log, to the byte.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select

from pipeline.errors import ReviewsError
from pipeline.reviews.anchors import Anchor
from pipeline.reviews.model import Event, Kind, State
from pipeline.reviews.records import FIELDS, derived, fingerprint, from_row, heads
from pipeline.reviews.schema import Log
from pipeline.reviews.state import BY_HISTORY, apply, replay
from pipeline.reviews.store import Store
from pipeline.reviews.texts import canonical

FORMAT = "crosscheck-reviews"
VERSION = 1
_OURS = "Name a file that export or backup wrote"
_COLUMNS = (
    *("seq", "at", "who", "kind", "target", "action", "verdict", "likely", "likely_source", "facet", "right"),
    *("reliability", "credibility", "note", "evidence", "blind", "stale", "undoes", "build"),
    *("outlet_id", "path", "exact", "event_id"),
)
# OWASP, CSV injection: a cell that begins so is read as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(store: Store) -> Iterator[str]:
    """The whole log as JSON Lines."""
    yield canonical({"format": FORMAT, "version": VERSION}) + "\n"
    for event in store.stream():
        yield canonical({name: getattr(event, name) for name in FIELDS}) + "\n"


def write_csv(store: Store, sink: IO[str]) -> None:
    """The log as a table for people, without what only a program needs."""
    out = csv.DictWriter(sink, _COLUMNS, lineterminator="\n", restval="")
    out.writeheader()
    for event in store.stream():
        told = {**event.anchor, **event.payload, **{name: getattr(event, name) for name in FIELDS}}
        out.writerow({k: _cell(told.get(k)) for k in _COLUMNS})


def write_standing(
    states: Mapping[tuple[Kind, str], State], anchors: Mapping[tuple[Kind, str], Anchor], sink: IO[str]
) -> None:
    """What stands as a table for people: a row a judgement, rating or link, with what it is about."""
    names = ("kind", "target", "status", "who", "at", "said", "likely", "likely_source", "facet", "right")
    columns = (*names, "reliability", "credibility", "note", "evidence", "outlet_id", "path", "exact", "label")
    out = csv.DictWriter(sink, columns, lineterminator="\n", restval="", extrasaction="ignore")
    out.writeheader()
    for key, state in sorted(states.items()):
        about = {"kind": key[0], "target": key[1], "status": state.status, **anchors.get(key, Anchor()).as_dict()}
        rows = [{**asdict(j), **j.data, "said": j.verdict} for j in state.judgements.values()]
        rows += [{**asdict(r), "said": "rated"} for _, r in sorted(state.ratings.items())]
        rows += [{"who": link.who, "at": link.at, "said": link.action} for link in state.links.values()]
        for row in rows:
            out.writerow({k: _cell(v) for k, v in {**about, **row}.items()})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    said = value if isinstance(value, str) else canonical(value)
    return f"'{said}" if isinstance(value, str) and said.startswith(_FORMULA) else said


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A file that appears under its name only when all of it is on disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as sink:
                yield sink
                sink.flush()
                os.fsync(sink.fileno())
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise ReviewsError(
            f"cannot be written: {error.strerror or error}", where=str(path), hint="Name another file"
        ) from error


def backup(store: Store, target: Path) -> tuple[Path, int]:
    """Writes the log to ``target`` (a file, or a folder where the name says when) and reads it back to be sure."""
    if target.is_dir() or not target.suffix:
        target = target / f"crosscheck-reviews-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    with whole_file(target) as sink:
        sink.writelines(lines(store))
    return target, len(read(target))


def read(path: Path) -> list[Event]:
    """The events of an exported file. Raises ReviewsError when it is none, is cut off, or was changed."""
    try:
        raw = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewsError(f"cannot be read: {error}", where=str(path), hint=_OURS) from error
    try:
        head = json.loads(raw[0])
        if head.get("format") != FORMAT:
            raise KeyError
    except (IndexError, ValueError, KeyError, AttributeError) as error:
        raise ReviewsError("is no export of decisions", where=str(path), hint=_OURS) from error
    if head.get("version") != VERSION:
        raise ReviewsError(
            f"has version {head.get('version')}, this crosscheck reads {VERSION}",
            where=str(path),
            hint="Install the newer crosscheck",
        )
    events: list[Event] = []
    for number, line in enumerate(raw[1:], start=2):
        try:
            values = json.loads(line)
            event = Event(**values)
        except (ValueError, TypeError) as error:
            raise ReviewsError(
                "is not an event: cut off or damaged", where=str(path), row=number, hint="Use another backup"
            ) from error
        events.append(event)
    if wrong := chain(events):
        raise ReviewsError(f"was changed: {wrong[0]}", where=str(path), hint="Use another backup")
    return events


def chain(events: Iterable[Event]) -> list[str]:
    """What is wrong with the numbers and hashes of a log, from its first event on."""
    found = list(events)
    wrong = []
    if found and (found[0].seq, found[0].previous) != (1, ""):
        wrong.append(f"the log begins with event {found[0].seq}")
    for event in found:
        if fingerprint({name: getattr(event, name) for name in FIELDS}) != event.hash:
            wrong.append(f"event {event.seq} is not as it was written")
    for a, b in pairwise(found):
        if b.seq != a.seq + 1 or b.previous != a.hash:
            wrong.append(f"between event {a.seq} and event {b.seq} something is missing")
    return wrong


@dataclass(frozen=True, slots=True)
class Report:
    """What :func:`verify` found: how many events, and what is wrong with them."""

    events: int
    problems: tuple[str, ...]


def verify(store: Store, tell: Callable[[str, int, int], None] | None = None) -> Report:
    """Checks the database, the chain of hashes, that each event follows from those before, and what is derived."""
    say = tell or (lambda stage, done, total: None)
    problems: list[str] = []
    with store.reading() as db:
        if store.engine.dialect.name == "sqlite":
            problems += [str(r[0]) for r in db.exec_driver_sql("PRAGMA integrity_check") if r[0] != "ok"]
            problems += [f"row {r[1]} of {r[0]} points nowhere" for r in db.exec_driver_sql("PRAGMA foreign_key_check")]
        events = [from_row(row) for row in db.execute(select(Log).order_by(Log.seq))]
        stored = heads(db)
    problems += chain(events)
    history: dict[tuple[Kind, str], list[Event]] = {}
    states: dict[tuple[Kind, str], State] = {}
    for n, event in enumerate(events, start=1):
        say("Replaying the log", n, len(events))
        key: tuple[Kind, str] = (event.kind, event.target)
        before = states.get(key, State(*key))
        history.setdefault(key, []).append(event)
        after = replay(*key, history[key]) if event.action in BY_HISTORY else apply(before, event)
        states[key] = after
        told, so = (event.before, event.after), (before.as_dict(), after.as_dict())
        if canonical(told) != canonical(so):
            problems.append(f"event {event.seq} does not follow from those before it")
    if stored != derived(events):
        problems.append("what stands does not follow from the log")
    return Report(len(events), tuple(problems))
