"""A full disk, a locked or damaged database, a folder nobody may write to, a server that stops: said, and no loss."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import ReviewsError
from pipeline.reviews import Store, database, decision, open_store, transfer
from pipeline.reviews.transfer import verify
from tests.reviews import server
from tests.reviews.test_database import filled

pytestmark = pytest.mark.xdist_group("postgresql")


def fill(store: Store, rounds: int = 3_000) -> int:
    """Decides with notes that do not compress until it fails; gives how many decisions were taken."""
    taken = 0
    with suppress(StopIteration):
        for n in range(rounds):
            store.append(decision("claim", f"d{n}", "confirmed", note=secrets.token_hex(4_000)), who="Ada")
            taken += 1
    return taken


def until_full(store: Store) -> int:
    before = len(store.log())
    with pytest.raises(ReviewsError, match=r"the disk is full\. Free some space"):
        fill(store)
    return len(store.log()) - before


def test_a_locked_database_is_said(new_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    url = new_url()
    one, other = open_store(url), open_store(url)
    one.append(decision("claim", "c1", "confirmed"), who="Ada")
    with other._writing():
        with pytest.raises(ReviewsError, match=r"locked by another program\. Close"):
            one.append(decision("claim", "c9", "confirmed"), who="Ada")
        assert len(one.log()) == 1
    one.append(decision("claim", "c9", "confirmed"), who="Ada")
    assert len(one.log()) == 2
    for store in (one, other):
        store.engine.dispose()


@pytest.mark.parametrize(("versions", "taken"), [([1, 2, 3], True), ([1, 2, 2], False), ([1, 1], False)])
def test_who_waits_long_gets_a_turn_as_long_as_others_get_on(versions: list[int], taken: bool) -> None:
    told, tries = iter(versions), len(versions) - 1

    class Answer:
        def fetchone(self) -> tuple[int]:
            return (next(told),)

    def execute(statement: str) -> Answer:
        nonlocal tries
        if statement == "BEGIN IMMEDIATE" and tries:
            tries -= 1
            raise sqlite3.OperationalError("database is locked")
        return Answer()

    if taken:
        database._take_turn(execute)
    else:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            database._take_turn(execute)
    assert not tries


def test_a_full_database_is_said_and_nothing_is_lost(path: Path) -> None:
    store = filled(path)
    with store.engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        db.rollback()
    until_full(store)
    kept = len(store.log())
    assert kept >= 3
    with store.engine.connect() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 100000")
        db.rollback()
    assert verify(store).problems == ()
    store.append(decision("claim", "after", "confirmed"), who="Ada")
    assert len(store.log()) == kept + 1


# --- a real disk that fills up ----------------------------------------------------------------------------------------


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], Path]]:
    """Mounts file systems of so many megabytes; skipped where that is not allowed."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="crosscheck-disk-"))
        line = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
        if os.geteuid() != 0 or not shutil.which("mount") or subprocess.run(line, capture_output=True).returncode:
            folder.rmdir()
            pytest.skip("only root can mount a small disk to fill")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def test_a_full_disk_under_sqlite(small_disk: Callable[[int], Path], tmp_path: Path) -> None:
    disk = small_disk(2)
    store = filled(disk / "r.sqlite3")
    assert until_full(store)
    kept = store.log()
    with pytest.raises(ReviewsError, match="No space left"):
        transfer.backup(store, disk / "backup.jsonl")
    assert not (disk / "backup.jsonl").exists()
    moved = tmp_path / "elsewhere.jsonl"
    transfer.backup(store, moved)
    store.engine.dispose()
    again = open_store(f"sqlite:///{disk}/r.sqlite3", read_only=True)
    assert again.log() == kept
    assert not verify(again).problems
    again.engine.dispose()
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    more = open_store(f"sqlite:///{disk}/r.sqlite3")
    more.append(decision("claim", "after", "confirmed"), who="Ada")
    assert more.log()[:-1] == kept == transfer.read(moved)
    more.engine.dispose()


def test_a_full_disk_under_postgresql(small_disk: Callable[[int], Path]) -> None:
    if server.BIN is None:
        pytest.skip(server.WHY_NOT)
    disk = small_disk(64)
    running = server.Server(durable=True, folder=disk)
    try:
        url = running.create()
        store = open_store(url)
        store.append(decision("claim", "c1", "confirmed"), who="Ada")
        free = shutil.disk_usage(disk).free
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * (free - 3_000_000))
        with pytest.raises(ReviewsError) as error:
            fill(store)
        assert "the disk is full" in str(error.value) or "cannot be reached" in str(error.value), error.value
        ballast.unlink()
        if subprocess.run([str(server.BIN / "pg_isready"), "-h", str(disk)], capture_output=True).returncode:
            running.start()  # PostgreSQL gives up when it cannot write its log of changes; it recovers by itself
        kept = len(store.log())
        assert kept > 1
        assert not verify(store).problems
        store.append(decision("claim", "after", "confirmed"), who="Ada")
        assert len(store.log()) == kept + 1
        store.engine.dispose()
    finally:
        with suppress(AssertionError):
            running.halt()


# --- damage, rights, a server that stops ------------------------------------------------------------------------------


def test_a_damaged_table_of_postgresql_is_said() -> None:
    if server.BIN is None:
        pytest.skip(server.WHY_NOT)
    running = server.Server(durable=True)
    try:
        url = running.create()
        store = open_store(url)
        for n in range(60):
            store.append(decision("claim", f"c{n}", "confirmed"), who="Ada")
        store.engine.dispose()
        file = running.file_of(url, "log")
        with server.psycopg.connect(url, autocommit=True) as db:
            db.execute("CHECKPOINT")
        running.halt()
        with file.open("r+b") as raw:
            raw.write(b"\xff" * 8192)
        running.start()
        with pytest.raises(ReviewsError, match=r"is damaged\. Keep"):
            verify(open_store(url))
    finally:
        running.stop()


DECISION = decision("claim", "c1", "confirmed")


def test_a_server_that_stops_is_said_and_the_store_goes_on_when_it_is_back() -> None:
    if server.BIN is None:
        pytest.skip(server.WHY_NOT)
    running = server.Server(durable=True)
    try:
        store = open_store(running.create())
        store.append(DECISION, who="Ada")
        running.halt()
        with pytest.raises(ReviewsError, match="cannot be reached"):
            store.append(DECISION, who="Ada")
        running.start()
        store.append(DECISION, who="Ada")
        assert len(store.log()) == 2
        assert not verify(store).problems
        store.engine.dispose()
    finally:
        running.stop()


def test_a_role_that_may_not_write_is_said(postgres: server.Server) -> None:
    url = postgres.create()
    open_store(url).append(DECISION, who="Ada")
    schema = url.rpartition("%3D")[2]
    role = f"guest_{schema}"
    with server.psycopg.connect(url, autocommit=True) as db:
        db.execute(f"CREATE ROLE {role} LOGIN".encode())
        db.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}".encode())
        db.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}".encode())
    guest = url.replace("postgres@", f"{role}@")
    store = open_store(guest)
    assert len(store.log()) == 1
    with pytest.raises(ReviewsError, match="cannot be written or opened"):
        store.append(DECISION, who="Ada")
    store.engine.dispose()


@pytest.mark.parametrize("harm", ["header", "middle", "cut"])
def test_a_damaged_file_is_said_and_kept(path: Path, harm: str) -> None:
    store = filled(path, 60)
    with store.engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.rollback()
    store.engine.dispose()
    data = bytearray(path.read_bytes())
    if harm == "header":
        data[:100] = b"x" * 100
    elif harm == "middle":
        data[4096:] = b"\xff" * (len(data) - 4096)
    else:
        del data[len(data) // 2 :]
    path.write_bytes(data)
    with pytest.raises(ReviewsError, match=r"is damaged\. Keep the file"):
        verify(open_store(f"sqlite:///{path}"))
    assert path.read_bytes() == data


def test_a_read_only_folder_is_said_and_can_still_be_read() -> None:
    folder = Path(tempfile.mkdtemp(prefix="crosscheck-shut-"))
    filled(folder / "r.sqlite3").engine.dispose()
    (folder / "r.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    script = (
        "import os, sys; from pipeline.reviews import open_store, decision\n"
        "from pipeline.errors import ReviewsError\n"
        "url = sys.argv[1]\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"  # nothing is read-only to root
        "print(len(open_store(url, read_only=True).log()))\n"
        "try: open_store(url).append(decision('claim', 'c1', 'confirmed'), who='Ada')\n"
        "except ReviewsError as error: print(error)\n"
    )
    line = [sys.executable, "-c", script, f"sqlite:///{folder}/r.sqlite3"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3\n")
    assert "cannot be written or opened. Check that you may write" in done.stdout
