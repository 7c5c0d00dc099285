"""What was read of each article, kept beside a build, so that the next one reads only what is new or has changed.

The folder ``.NAME-kept`` beside the build ``NAME`` holds it. It may be deleted at any time: a build with it and a build
without it are the same, byte for byte, because both take every article's claims from here. An article is known again by
its text and all else that its claims depend on, by the pipeline's own code, its data, and the libraries it reads with.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import knowledge, parquet, tables
from pipeline.errors import OutputError
from pipeline.model import Article, Claim, Outlet

Read = tuple[list[Claim], list[dict[str, Any]]]  # the claims of an article, and its rows of the table ``mentions``

# What of an article its claims do not depend on.
_BESIDES = frozenset(("path", "sha256", "format", "modified", "copy_of", "version_of"))
# Parts of the pipeline that do not touch what is read of a single article: the stages before and after.
_OTHER_STAGES = frozenset(
    "articles readers clusters assess reviews cli check console run swap kept keep made copies fetch fetching "
    "addresses overtime reference memory output parquet stored why listing origins schemas sharing".split()
)
_LIBRARIES = ("spacy", "thinc", "numpy", "dateparser", "python-dateutil", "rapidfuzz", "pint")
_READERS = (
    *("charset-normalizer", "defusedxml", "lxml", "openpyxl"),
    *("py3langid", "pypdf", "python-docx", "pyyaml", "trafilatura"),
)
_DAYS = tuple(n for n, f in enumerate(fields(Claim)) if "date" in str(f.type))
_WAIT_SECONDS = 0.5
_LENGTH = 8  # bytes
_AT_ONCE = 500  # articles that are fetched together; SQLite took 999 variables at most until 3.32
_FORMAT = 4  # of what is kept: another number, and nothing of before is read


class Kept:
    """The articles read so far, by their key. All of it is written as it comes: whoever is killed
    has lost one shard."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute("CREATE TABLE IF NOT EXISTS made_by (version TEXT)")
        self.db.execute("CREATE TABLE IF NOT EXISTS articles (key TEXT PRIMARY KEY, claims BLOB, mentions BLOB)")
        made_by = self.db.execute("SELECT version FROM made_by").fetchone()
        if made_by != (fingerprint(),):
            self.db.execute("DELETE FROM articles")
            self.db.execute("DELETE FROM made_by")
            self.db.execute("INSERT INTO made_by VALUES (?)", (fingerprint(),))
        self.db.commit()

    def known(self) -> set[str]:
        """The keys of all articles that are kept."""
        return {key for (key,) in self.db.execute("SELECT key FROM articles")}

    def put(self, read: Iterable[tuple[str, Read]]) -> None:
        """Keeps what was read of some articles; it is on disk when this returns."""
        rows = ((key, pack_claims(claims), pack(_columns(mentions))) for key, (claims, mentions) in read)
        with self.db:
            self.db.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", rows)

    def claims(self, keys: Iterable[str]) -> Iterator[Claim]:
        """The claims of some articles, in their order. Raises KeyError for one that is not kept."""
        for packed in self._get("claims", keys):
            yield from unpack_claims(packed)

    def mentions(self, keys: Iterable[str]) -> Iterator[pa.Table]:
        """The mentions of some articles, in their order, some thousand rows at a time. Raises KeyError for one that is
        not kept."""
        held: dict[str, list[Any]] = {name: [] for name in tables.SCHEMAS["mentions"].names}
        for packed in self._get("mentions", keys):
            for name, values in unpack(packed).items():
                held[name] += values
            while len(held["article_id"]) >= parquet.ROW_GROUP:
                yield tables.of_columns("mentions", {n: values[: parquet.ROW_GROUP] for n, values in held.items()})
                held = {name: values[parquet.ROW_GROUP :] for name, values in held.items()}
        if held["article_id"]:
            yield tables.of_columns("mentions", held)

    def _get(self, column: str, keys: Iterable[str]) -> Iterator[bytes]:
        """A column of some articles, in their order, some hundred at a time: one by one takes several times as long."""
        left = iter(keys)
        while some := list(islice(left, _AT_ONCE)):
            marks = ",".join("?" * len(some))
            found = dict(self.db.execute(f"SELECT key, {column} FROM articles WHERE key IN ({marks})", some))
            yield from (found[key] for key in some)

    def only(self, keys: Iterable[str]) -> None:
        """Forgets all other articles."""
        wanted = set(keys)
        with self.db:
            gone = [(key,) for key in self.known() if key not in wanted]
            self.db.executemany("DELETE FROM articles WHERE key = ?", gone)

    def close(self) -> None:
        """Closes the database; nothing can be asked of it any more."""
        self.db.close()


@contextmanager
def opened(place: Path, wait: bool = False, anew: bool = False) -> Iterator[Kept]:
    """What is kept beside the build ``place``; nobody else can build there meanwhile.

    Raises OutputError when another process builds there (with ``wait`` it is waited for), or when nothing can be
    written. ``anew`` forgets what was kept.
    """
    folder = place.parent / f".{place.name}-kept"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, place, wait):
            if anew:
                _remove(folder)
            try:
                kept = Kept(folder / "read.sqlite")
            except sqlite3.DatabaseError:
                _remove(folder)  # damaged: it only saves time
                kept = Kept(folder / "read.sqlite")
            try:
                yield kept
            finally:
                kept.close()
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "Free some space, or name a folder that you may write to with -o"
        raise OutputError(f"cannot be written: {reason}", where=str(place), hint=hint) from error


def _remove(folder: Path) -> None:
    for path in folder.glob("read.sqlite*"):
        path.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path, place: Path, wait: bool) -> Iterator[None]:
    """Holds the folder's lock, an SQLite transaction: the system frees it when this process ends, however it ends."""
    lock = sqlite3.connect(folder / "lock.sqlite", timeout=0, isolation_level=None)
    holder = folder / "builder"
    try:
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                if not wait:
                    with suppress(OSError):
                        who = f" by process {holder.read_text(encoding='utf-8').strip()}"
                        raise _taken(place, who) from error
                    raise _taken(place, "") from error
                time.sleep(_WAIT_SECONDS)
        holder.write_text(f"{os.getpid()}, since {time.strftime('%H:%M:%S')}", encoding="utf-8")
        yield
    finally:
        lock.close()


def _taken(place: Path, who: str) -> OutputError:
    return OutputError(
        f"is being built{who}", where=str(place), hint="Wait until it is done (--wait does), or name another folder"
    )


def key(article: Article, outlet: Outlet | None) -> str:
    """What an article's claims depend on, as one hash."""
    about = {k: v for k, v in tables.record(article).items() if k not in _BESIDES}
    whose = tables.record(outlet) if outlet else None
    return hashlib.sha256(json.dumps([about, whose], sort_keys=True, default=str).encode()).hexdigest()


def pack(values: Any) -> bytes:
    """Plain values (lists, tuples, dicts, words, numbers) as bytes; :func:`unpack` gives exactly the same back.

    Marshalled, which is read twice as fast as JSON; the version of Python is part of :func:`fingerprint`. LZ4 is read
    ten times as fast as zlib's, of a size somewhat larger; how long they are unpacked stands in front.
    """
    plain = marshal.dumps(values)
    packed: bytes = pa.compress(plain, codec="lz4_raw", asbytes=True)
    return len(plain).to_bytes(_LENGTH, "big") + packed


def unpack(packed: bytes) -> Any:
    """What :func:`pack` was given."""
    length = int.from_bytes(packed[:_LENGTH], "big")
    return marshal.loads(pa.decompress(packed[_LENGTH:], length, codec="lz4_raw", asbytes=True))


def pack_claims(claims: Iterable[Claim]) -> bytes:
    """Claims as bytes; :func:`unpack_claims` gives exactly the same back."""
    rows = [list(tables.record(c).values()) for c in claims]
    for row in rows:
        for n in _DAYS:
            row[n] = row[n].isoformat() if row[n] else None
    return pack(rows)


def unpack_claims(packed: bytes) -> list[Claim]:
    """The claims that :func:`pack_claims` was given."""
    rows = unpack(packed)
    for row in rows:
        for n in _DAYS:
            row[n] = date.fromisoformat(row[n]) if row[n] else None
    return [Claim(*row) for row in rows]


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns, which a table takes faster; those that the table has."""
    return {name: [row.get(name) for row in rows] for name in tables.SCHEMAS["mentions"].names}


@cache
def fingerprint(whole: bool = False) -> str:
    """The version of all that decides what is read of an article: code, data, the English model, libraries.

    ``whole``: of all that decides what later stages make of it, too.
    """
    found = hashlib.sha256()
    home = Path(__file__).resolve().parent
    for path in sorted(home.rglob("*.py")):
        if whole or path.relative_to(home).parts[0].removesuffix(".py") not in _OTHER_STAGES:
            _add(found, path.relative_to(home).as_posix(), path)
    for folder in knowledge.folders():
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and (whole or p.parent.name != "reference")):
            _add(found, path.relative_to(folder).as_posix(), path)
    for name in (*_LIBRARIES, *(_READERS if whole else ())):
        try:
            found.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            continue
    found.update(f"python {sys.version_info[:2]}, kept as {_FORMAT}".encode())
    return found.hexdigest()


def _add(found: Any, name: str, path: Path) -> None:
    found.update(name.encode() + b"\0")
    found.update(hashlib.sha256(path.read_bytes()).digest())
