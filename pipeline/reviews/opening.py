"""Opens the store of decisions: made where there is none, brought up to date where it is older."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from pipeline.errors import ReviewsError
from pipeline.reviews import database
from pipeline.reviews.schema import Base
from pipeline.reviews.store import Store


def open_store(url: str | None = None, read_only: bool = False) -> Store:
    """Opens the store (see :func:`pipeline.reviews.database.locate`) and brings its schema up to date.

    Read-only it is never made nor changed; then a missing file is an empty store. Raises ReviewsError.
    """
    where = database.locate(url)
    name = database.named(where)
    with database.said(name):
        if where.get_backend_name() == "sqlite":
            path = Path(str(where.database))
            if read_only and not path.exists():
                return _empty(name)
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
        engine = database.connect(where, read_only)
        if not read_only:
            database.upgrade(engine, name)
        else:
            with engine.connect() as connection:
                had = database.revision(connection)
            if had is None:
                return _empty(name)
            if had != database.HEAD:
                known = had in database.REVISIONS
                raise ReviewsError(
                    f"has schema {had}, this version reads {database.HEAD}",
                    where=name,
                    hint="Bring it up to date with: crosscheck reviews verify"
                    if known
                    else "Install the newer version",
                )
    return Store(engine, name, read_only)


def _empty(name: str) -> Store:
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(":memory:", check_same_thread=False), poolclass=StaticPool
    )
    Base.metadata.create_all(engine)
    return Store(engine, name, read_only=True)
