"""Where the store is, how it is opened, and what can go wrong said in one line.

SQLite (WAL, foreign keys, busy timeout, a sync to disk before a decision counts as taken) in the user's data folder by
default; ``CROSSCHECK_DATABASE_URL`` names another file or a PostgreSQL database. An older schema is migrated when the
store is opened, in one transaction; a newer one is refused and left alone.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from glob import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from pipeline.errors import ReviewsError
from pipeline.reviews.place import VARIABLE as VARIABLE
from pipeline.reviews.place import default_path as default_path

HEAD = "0003"
REVISIONS = ("0001", "0002", "0003")
# Long enough for seven other writers to finish theirs; a person would wait no longer for a saved decision.
BUSY_SECONDS = 30
_MIGRATIONS = Path(__file__).with_name("migrations")
_LOOK_ONLY = "Check that you may write to the file and its folder, or set CROSSCHECK_READ_ONLY=1 to look only"
_FROM_BACKUP = "Keep the file, and bring back a backup: crosscheck reviews import BACKUP"
# Words in the messages of SQLite and PostgreSQL (libpq), what they mean, what to do.
_HINTS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("is locked", "lock timeout", "deadlock"), "is locked by another program", "Close what uses it and try again"),
    (("disk is full", "no space left", "disk full"), "cannot be written: the disk is full", "Free some space"),
    (
        ("readonly database", "read-only", "permission denied", "unable to open"),
        "cannot be written or opened",
        _LOOK_ONLY,
    ),
    (("not a database", "malformed", "corrupt", "invalid page", "file format"), "is damaged", _FROM_BACKUP),
    (("append-only",), "keeps every event: the log cannot be changed", "Undo a decision instead"),
    (("disk i/o error",), "cannot be read or written: the disk reports an error", "Check the disk and its free space"),
    (
        ("connection refused", "could not connect", "connection failed", "no such file", "timeout expired"),
        "cannot be reached",
        "Is the server running?",
    ),
    (("does not exist", "authentication failed"), "does not let us in", f"Check {VARIABLE}"),
    (("no such table", "undefinedtable"), "holds no decisions", "Open it once with: crosscheck reviews verify"),
)


def locate(url: str | None = None) -> URL:
    """The address of the store: as given, else ``CROSSCHECK_DATABASE_URL``, else the default file.

    Raises ReviewsError for an address that is neither SQLite nor PostgreSQL.
    """
    raw = url or os.environ.get(VARIABLE) or ""
    if not raw:
        return URL.create("sqlite", database=str(default_path()))
    try:
        found = make_url(raw)
    except ArgumentError as error:
        raise ReviewsError("is no database address", where=VARIABLE, hint=_EXAMPLES) from error
    name = found.get_backend_name()
    if name in ("postgresql", "postgres"):
        return found.set(drivername="postgresql+psycopg")
    if name == "sqlite" and found.database and found.database != ":memory:":
        return found.set(drivername="sqlite", database=str(Path(found.database).expanduser()))
    raise ReviewsError(f"names a database that we cannot use: {name}", where=VARIABLE, hint=_EXAMPLES)


_EXAMPLES = "Write sqlite:////folder/file.sqlite3 or postgresql://user@host/name"


def named(url: URL) -> str:
    """The address as it can be shown: without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def connect(url: URL, read_only: bool = False) -> Engine:
    """An engine, whose connections are set up; nothing is opened yet."""
    if url.get_backend_name() != "sqlite":
        asked = url.query.get("options", "")
        wait = f"{asked if isinstance(asked, str) else ' '.join(asked)} -c lock_timeout={BUSY_SECONDS * 1000}"
        wait += " -c default_transaction_read_only=on" if read_only else ""
        url = url.difference_update_query(["options"])
        if find_spec("psycopg") is None:
            raise ReviewsError(
                "needs psycopg, which is not installed", where=VARIABLE, hint="pip install 'crosscheck[postgres]'"
            )
        return create_engine(
            url, pool_pre_ping=True, pool_size=5, max_overflow=20, connect_args={"connect_timeout": 10, "options": wait}
        )
    path = Path(str(url.database))

    def opened() -> sqlite3.Connection:
        if not read_only:
            return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        return _read_only(path)

    # The last connection to close empties the write-ahead log, which costs more than the decision itself.
    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool, pool_size=5, max_overflow=20)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        elif cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads before it writes could not be upgraded once another one has written.
        cursor = connection.connection.cursor()
        if connection.get_execution_options().get("writes"):
            _take_turn(cursor.execute)
        else:
            cursor.execute("BEGIN")
        cursor.close()

    return engine


def _take_turn(execute: Callable[[str], Any]) -> None:
    """Begins to write. SQLite gives the lock to whoever asks first, not to who has waited longest: as long as others
    get on with their decisions it is asked for again, and only one that nobody gives back is an error.
    """
    version = "PRAGMA data_version"  # another number whenever somebody else has written
    before = execute(version).fetchone()
    while True:
        try:
            execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            now = execute(version).fetchone() if "locked" in str(error) else before
            if now == before:
                raise
            before = now


def _read_only(path: Path) -> sqlite3.Connection:
    """Opens a file that may lie in a folder where not even WAL's side files can be made."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


@contextmanager
def said(where: str) -> Iterator[None]:
    """Turns what a driver raises into one line: what, where, what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raw = getattr(error, "orig", None) or error
        words = " ".join(str(raw).split())
        for signs, reason, hint in _HINTS:
            if any(sign in f"{type(raw).__name__} {words}".lower() for sign in signs):
                raise ReviewsError(reason, where=where, hint=hint) from error
        raise ReviewsError(
            f"cannot be used: {words[:200]}", where=where, hint="See crosscheck reviews verify"
        ) from error


def revision(connection: Connection) -> str | None:
    """The schema's revision, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def older(url: URL) -> bool:
    """Does the store there have a schema that this version brings up to date?"""
    engine = connect(url, read_only=True)
    try:
        with said(named(url)), engine.connect() as connection:
            return revision(connection) in REVISIONS[:-1]
    finally:
        engine.dispose()


def upgrade(engine: Engine, where: str, target: str = HEAD) -> str | None:
    """Brings the schema to ``target`` in one transaction and gives the revision it had.

    Raises ReviewsError when the schema is newer than this program knows.
    """
    with engine.connect() as connection:
        had = revision(connection)
    if had == target:
        return had
    if had is not None and had not in REVISIONS:
        raise ReviewsError(
            f"was written by a newer version of crosscheck (schema {had}, this one knows up to {HEAD})",
            where=where,
            hint="Install the newer version again; the file was not touched",
        )
    from alembic import command
    from alembic.config import Config

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(724601)"))
        if revision(connection) == target:  # another process was faster
            return had
        if had is not None and engine.dialect.name == "sqlite":
            _keep(connection)
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, target)
    return had


def _keep(connection: Connection) -> None:
    """A copy of the file beside it before its schema changes. The caller holds the lock that writers need.

    It is named after the last event, so that a migration that was stopped and begun again keeps one copy, not two;
    what a stopped one left half made is swept away.
    """
    path = Path(connection.exec_driver_sql("PRAGMA database_list").fetchone()[2])  # type: ignore[index]
    for left in path.parent.glob(f"{escape(path.name)}.before-*.part*"):
        left.unlink(missing_ok=True)
    last = connection.execute(text("SELECT hash FROM log ORDER BY seq DESC LIMIT 1")).scalar()
    copy = path.with_name(f"{path.name}.before-{HEAD}-{str(last)[:12] if last else 'empty'}")
    partial = copy.with_name(copy.name + ".part")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as sink:
        source.backup(sink)
    partial.replace(copy)
