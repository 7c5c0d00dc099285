"""Many writers at once, and processes killed in the middle: every decision that was acknowledged is there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline import tables
from pipeline.reviews import decision, open_store
from pipeline.reviews.transfer import lines, verify
from tests.reviews.test_database import age

ROOT = Path(__file__).resolve().parents[2]
# Writes decisions on a few targets and tells each one only when the store has taken it.
WRITER = """
import sys
from pipeline.reviews import decision, open_store
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
print("ready", flush=True)
for n in range(count):
    kept = store.append(decision("claim", f"c{n % 7}", "confirmed", note=str(n)), who=name)
    print(kept.event.event_id, flush=True)
"""
OPENER = "import sys; from pipeline.reviews import open_store; print('ready', flush=True); open_store(sys.argv[1])"


# Writes the same small build over and over.
BUILDER = """
import sys
from pathlib import Path
from pipeline import run, tables
from tests.reviews import corpus
out = Path(sys.argv[1])
rows = {name: tables.read(corpus.write(out.parent / f"rows-{sys.argv[2]}", 50, 3), name) for name in tables.SCHEMAS}
arrow = {name: tables.pq.read_table(out.parent / f"rows-{sys.argv[2]}" / f"{name}.parquet") for name in rows}
print("ready", flush=True)
while True:
    run.write(out, arrow, run.Summary(out, 50, 0, 50, 10, 3))
    print("written", flush=True)
"""


def start(script: str, *args: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", script, *args]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def write_at_once(url: str, processes: int, each: int) -> None:
    open_store(url).engine.dispose()
    running = [start(WRITER, url, f"writer-{n}", str(each)) for n in range(processes)]
    told = [process.communicate() for process in running]
    assert [p.returncode for p in running] == [0] * processes, told[0][1][-2000:]
    store = open_store(url)
    log = store.log()
    assert len(log) == processes * each
    assert {e.event_id for e in log} == {line for out, _ in told for line in out.split()[1:]}
    assert [e.seq for e in log] == list(range(1, len(log) + 1))
    for n in range(processes):
        assert [e.note for e in log if e.who == f"writer-{n}"] == [str(i) for i in range(each)]
    assert not verify(store).problems
    store.engine.dispose()


def kill_while_deciding(url: str, times: int, seed: int) -> None:
    open_store(url).engine.dispose()
    pick, taken = random.Random(seed), set[str]()
    for n in range(times):
        process = start(WRITER, url, f"victim-{n}", "100000")
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(pick.uniform(0.02, 0.4))
        process.kill()
        out, _ = process.communicate()
        taken |= {line for line in out.split("\n")[:-1] if line}
        store = open_store(url)
        assert taken <= {e.event_id for e in store.log()}
        assert not verify(store).problems
        store.engine.dispose()
    assert taken


def kill_while_migrating(url: str, times: int, seed: int) -> None:
    store = open_store(url)
    for n in range(300):
        store.append(decision("claim", f"c{n}", "confirmed"), who="Ada")
    before = list(lines(store))
    store.engine.dispose()
    pick = random.Random(seed)
    for _ in range(times):
        age(url)
        process = start(OPENER, url)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(pick.uniform(0.0, 0.5))
        process.kill()
        process.communicate()
        store = open_store(url)
        assert list(lines(store)) == before
        assert not verify(store).problems
        with store.reading() as db:
            assert db.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0002"]
        store.engine.dispose()


def kill_while_building(folder: Path, times: int, seed: int) -> None:
    out, pick = folder / "build", random.Random(seed)
    for n in range(times):
        process = start(BUILDER, str(out), str(n))
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["ready\n", "written\n"]
        time.sleep(pick.uniform(0.0, 0.3))
        process.kill()
        process.communicate()
        assert (out / "build.json").is_file()
        assert {name: len(tables.read(out, name)) for name in ("claims", "articles", "findings")} == {
            "claims": 50,
            "articles": 50,
            "findings": 3,
        }


def test_killed_while_building_the_build_before_still_serves(tmp_path: Path) -> None:
    kill_while_building(tmp_path, 1, seed=4)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_killed_fifty_times_while_building(tmp_path: Path) -> None:
    kill_while_building(tmp_path, 50, seed=5)


def test_a_few_processes_write_at_once(url: str) -> None:
    write_at_once(url, 3, 15)


def test_killed_while_deciding(url: str) -> None:
    kill_while_deciding(url, 1, seed=1)


def test_killed_while_migrating(path: Path) -> None:
    kill_while_migrating(f"sqlite:///{path}", 1, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_eight_processes_write_a_thousand_each(new_url: Callable[[], str]) -> None:
    write_at_once(new_url(), 8, 1000)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_killed_fifty_times_while_deciding(url: str) -> None:
    kill_while_deciding(url, 50, seed=2)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_killed_fifty_times_while_migrating(url: str) -> None:
    kill_while_migrating(url, 50, seed=3)
