"""Many writers at once, and processes killed in the middle: every decision that was acknowledged is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline import run, tables
from pipeline.reviews import database, decision, links, open_store
from pipeline.reviews.transfer import lines, verify
from tests.reviews import storms
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

# Builds one corpus over and over into the same folder.
BUILDER = """
import sys
from pathlib import Path
from pipeline import run
print("ready", flush=True)
while True:
    run.build(Path(sys.argv[1]), Path(sys.argv[2]), jobs=1)
    print("written", flush=True)
"""


def start(script: str, *args: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", script, *args]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def write_at_once(url: str, processes: int, each: int, script: str = WRITER) -> None:
    open_store(url).engine.dispose()
    running = [start(script, url, f"writer-{n}", str(each)) for n in range(processes)]
    told = [process.communicate() for process in running]
    assert [p.returncode for p in running] == [0] * processes, [said[-2000:] for _, said in told if said]
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
        if n % 2 == 0:  # not before the first one is taken, however busy the machine
            taken.add(process.stdout.readline().strip())
        time.sleep(pick.uniform(0.0, 0.4))
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
            assert db.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [database.HEAD]
        store.engine.dispose()
    if store.engine.dialect.name == "sqlite":
        copies = [p.name for p in Path(store.where).parent.glob("*.before-*")]
        assert len(copies) == 1, copies  # each migration kept the same; none left a half one


def whole(build: Path, claims: dict[int, int]) -> bool:
    """Is it one build, and all of it? ``claims``: how many claims a build of so many articles has."""
    told = json.loads((build / "build.json").read_text(encoding="utf-8"))
    rows = {name: tables.read(build, name) for name in tables.SCHEMAS}
    assert (told["n_articles"], told["n_claims"]) == (len(rows["articles"]), len(rows["claims"]))
    assert set(rows["claims"]["article_id"]) == set(rows["articles"]["article_id"])
    return claims[told["n_articles"]] == told["n_claims"]


def kill_while_building(folder: Path, times: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    url, out, pick = f"sqlite:///{folder}/reviews.sqlite3", folder / "build", random.Random(seed)
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    sources, claims = [], {}
    for n in (3, 5):
        sources.append(folder / f"corpus{n}")
        storms.write(sources[-1], list(storms.FIGURES)[:n])
        claims[n] = run.build(sources[-1], out, jobs=1).n_claims
    store, row = open_store(url), storms.claim_of(out, "harbour")
    store.append(decision("claim", row["claim_id"], "confirmed", anchor=row["anchor"]), who="Ada")
    store.append(links.exclude(row["claim_id"], row["anchor"]), who="Ada")
    before = list(lines(store))
    for n in range(times):
        process = start(BUILDER, str(sources[n % 2]), str(out))
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(1 + n % 2)] == ["ready\n", "written\n"][: 1 + n % 2]
        time.sleep(pick.uniform(0.0, 0.3))  # in the first build of the process or in one of those after it
        process.kill()
        process.communicate()
        assert whole(out, claims)
        assert list(lines(store)) == before
        assert not verify(store).problems
    run.build(sources[0], out, jobs=1)
    assert whole(out, claims)
    assert storms.claim_of(out, "harbour")["cluster_id"] is None
    assert [p.name for p in folder.iterdir() if p.name.startswith(".build")] == [".build-kept"]


def test_killed_while_building_the_build_before_still_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_while_building(tmp_path, 2, 4, monkeypatch)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_killed_fifty_times_while_building(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_while_building(tmp_path, 50, 5, monkeypatch)


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
