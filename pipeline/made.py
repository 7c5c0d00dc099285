"""What later stages made of articles, series and the like, kept beside a build (see :mod:`pipeline.kept`).

Like what was read it only saves time: everything is kept under a hash of all that it depends on, and all of it is
forgotten when code, data or libraries are others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from pipeline import kept

_AT_ONCE = 2_000  # values that are held before they are written


class Made:
    """The notebook of :mod:`pipeline.keep` in the database ``db``. ``articles``: the hash of each article by its id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.articles: Mapping[str, str] = {}
        self._db = db
        self._new: dict[tuple[str, str], bytes] = {}  # packed
        self._asked: set[tuple[str, str]] = set()
        self._held: tuple[str, dict[str, bytes]] = "", {}  # the kind that is being asked for, and what is kept of it
        with db:
            db.execute("CREATE TABLE IF NOT EXISTS made_with (version TEXT)")
            version = kept.fingerprint(whole=True)
            if db.execute("SELECT version FROM made_with").fetchone() != (version,):
                db.execute("DROP TABLE IF EXISTS made")
                db.execute("DELETE FROM made_with")
                db.execute("INSERT INTO made_with VALUES (?)", (version,))
            db.execute(
                "CREATE TABLE IF NOT EXISTS made (kind TEXT, key TEXT, value BLOB, packed INTEGER, "
                "PRIMARY KEY (kind, key))"
            )

    def get(self, kind: str, key: str) -> Any:
        """What was kept under ``key``, None when there is nothing."""
        self._asked.add((kind, key))
        if (kind, key) in self._new:
            return kept.unpack(self._new[kind, key])
        if self._held[0] != kind:  # a stage asks for all of a kind: one by one takes ten times as long
            rows = self._db.execute("SELECT key, value FROM made WHERE kind = ? AND packed = 1", (kind,))
            self._held = kind, dict(rows)
        if (value := self._held[1].get(key)) is not None:
            return kept.unpack(value)
        row = self._db.execute(
            "SELECT value FROM made WHERE kind = ? AND key = ? AND packed = 0", (kind, key)
        ).fetchone()
        return None if row is None else row[0]

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keeps ``value``; it is on disk at the latest when the build is done, together with what was put before it."""
        if isinstance(value, bytes | memoryview):  # large: not held until they are written
            self._asked.add((kind, key))
            self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, 0)", (kind, key, value))
            return
        self._new[kind, key] = kept.pack(value)
        if len(self._new) >= _AT_ONCE:
            self._write()

    def article(self, article_id: str) -> str | None:
        """All that an article's claims depend on, as one hash."""
        return self.articles.get(article_id)

    def _write(self) -> None:
        with self._db:
            rows = ((kind, key, value) for (kind, key), value in self._new.items())
            self._db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, 1)", rows)
        self._asked |= self._new.keys()
        self._new.clear()

    def done(self, only: bool = False) -> None:
        """Writes what is not yet on disk; ``only`` forgets what nobody asked for."""
        self._write()
        if only:
            with self._db:
                rows = self._db.execute("SELECT kind, key FROM made").fetchall()
                self._db.executemany(
                    "DELETE FROM made WHERE kind = ? AND key = ?", [row for row in rows if row not in self._asked]
                )
