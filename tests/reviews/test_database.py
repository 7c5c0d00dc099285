"""Opening the store: older and newer schemas, and what is said when the file or the disk is not as it should be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from pipeline.errors import ReviewsError
from pipeline.reviews import Store, database, decision, open_store, place, rating
from pipeline.reviews.schema import Base
from pipeline.reviews.transfer import lines, verify


def raw(path: Path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as db, db:
        return db.execute(statement).fetchall()


def age(url: str, schema: str = "0001") -> None:
    """Makes the store what an earlier version wrote: the log alone, or with heads that trace no rating."""
    store = open_store(url)
    with store._writing() as db:
        if schema == "0001":
            db.execute(text("DROP TABLE heads"))
        else:
            db.execute(text("""UPDATE heads SET state = '{"judgements":{},"links":{},"ratings":{}}'"""))
        db.execute(text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema})
    store.engine.dispose()


def filled(path: Path, n: int = 3) -> Store:
    store = open_store(f"sqlite:///{path}")
    for i in range(n):
        store.append(decision("claim", f"c{i}", "confirmed"), who="Ada", seen=0)
    return store


def test_the_migrations_make_what_the_models_say(store: Store) -> None:
    found = inspect(store.engine)
    for table in Base.metadata.sorted_tables:
        columns = {c["name"]: c["nullable"] for c in found.get_columns(table.name)}
        assert columns == {c.name: c.nullable for c in table.columns}
        assert {c for i in found.get_indexes(table.name) for c in i["column_names"] if c} >= {
            c.name for i in table.indexes for c in i.columns
        }


@pytest.mark.parametrize("schema", database.REVISIONS[:-1])
def test_an_older_schema_is_brought_up_to_date_and_loses_nothing(url: str, schema: str) -> None:
    store = open_store(url)
    for n in range(5):
        store.append(decision("claim", f"c{n % 3}", "confirmed"), who=f"R{n}", seen=0)
        store.append(rating(f"c{n % 3}", "B", "2"), who=f"R{n}")
    before, states = list(lines(store)), store.states()
    store.engine.dispose()
    age(url, schema)
    again = open_store(url)
    assert list(lines(again)) == before
    assert again.states() == states
    assert not verify(again).problems
    again.engine.dispose()


def test_a_copy_is_kept_before_a_migration(path: Path) -> None:
    filled(path).engine.dispose()
    age(f"sqlite:///{path}")
    open_store(f"sqlite:///{path}").engine.dispose()
    (copy,) = path.parent.glob("*.before-*")
    assert copy.name.startswith(f"{path.name}.before-{database.HEAD}-")
    assert raw(copy, "SELECT count(*), (SELECT version_num FROM alembic_version) FROM log") == [(3, "0001")]


def test_a_migration_that_was_stopped_leaves_one_copy_and_nothing_half_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path).engine.dispose()
    age(f"sqlite:///{path}")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.reviews.records.rebuild_heads", fail)  # after the copy was made
        with pytest.raises(ReviewsError, match="disk is full"):
            open_store(f"sqlite:///{path}")
    for end in (".part", ".part-journal"):  # what a killed one leaves in the middle of the copy
        path.with_name(f"{path.name}.before-0003-1234{end}").write_bytes(b"half")
    other = path.with_name("notes.before-0003.part")
    other.write_bytes(b"somebody else's")
    open_store(f"sqlite:///{path}").engine.dispose()
    (copy,) = path.parent.glob(f"{path.name}.before-*")
    assert raw(copy, "SELECT count(*) FROM log") == [(3,)]
    assert other.exists()


def test_a_newer_schema_is_refused_and_left_alone(url: str) -> None:
    store = open_store(url)
    store.append(decision("claim", "c1", "confirmed"), who="Ada", seen=0)
    with store._writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    for read_only in (False, True):
        with pytest.raises(ReviewsError, match=r"(?s)0099.*[Ii]nstall the newer version"):
            open_store(url, read_only)
    assert len(store.log()) == 1
    store.engine.dispose()


def test_a_migration_that_fails_leaves_the_old_schema(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).engine.dispose()
    age(url)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.reviews.records.rebuild_heads", fail)
    with pytest.raises(ReviewsError, match="disk is full"):
        open_store(url)
    engine = database.connect(database.locate(url))
    with engine.connect() as db:
        assert database.revision(db) == "0001"
        assert not inspect(db).has_table("heads")
    engine.dispose()


def test_several_open_a_new_store_at_once(url: str) -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            store = open_store(url)
            store.append(decision("claim", "c1", "confirmed"), who="Ada")
            store.engine.dispose()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(open_store(url).log()) == 4


def test_sqlite_is_set_up_to_lose_nothing(path: Path) -> None:
    store = filled(path)
    with store.engine.connect() as db:
        asked = {
            p: db.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize(
    ("url", "match"),
    [
        ("mysql://x/y", "cannot use: mysql"),
        ("nonsense", "no database address"),
        ("sqlite://", "cannot use"),
        ("postgresql://postgres:secret@/none?host=/nowhere", "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_said(url: str, match: str) -> None:
    with pytest.raises(ReviewsError, match=match) as error:
        open_store(url)
    assert "secret" not in str(error.value)


def test_the_address_comes_from_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.VARIABLE, f"sqlite:///{path}")
    open_store().append(decision("claim", "c1", "confirmed"), who="Ada")
    assert path.exists()
    monkeypatch.delenv(database.VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(path.parent / "data"))
    assert database.default_path().name == "reviews.sqlite3"


def test_read_only_without_a_store_is_empty_and_makes_nothing(path: Path) -> None:
    store = open_store(f"sqlite:///{path}", read_only=True)
    assert (store.log(), store.states(), store.counts(), store.mark()) == ([], {}, {}, 0)
    assert not path.exists()


def test_the_postgresql_server_is_the_one_asked(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    assert store.engine.dialect.name in new_url()


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "find_spec", lambda name: None)
    with pytest.raises(ReviewsError, match=r"pip install 'crosscheck\[postgres\]'"):
        open_store("postgresql://postgres@localhost/x")


def test_where_nobody_has_decided_the_database_is_not_even_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(place.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert place.is_none() == (not place.default_path().exists())
    monkeypatch.setenv(place.VARIABLE, f"sqlite:///{tmp_path / 'reviews.sqlite3'}")
    assert not place.is_none()
    code = "import sys; from pipeline import run; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
