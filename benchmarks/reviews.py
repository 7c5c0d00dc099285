"""How fast decisions are taken, read and checked, and what the Queue page works out on each step.

    python benchmarks/reviews.py --claims 100000 --findings 20000 --events 10000
    python benchmarks/reviews.py --database postgresql://user@host/an_empty_database

Prints one JSON line: milliseconds (the median of several) unless the name says otherwise. The steps in a browser are
timed by tests/browser/test_queue.py with ``-s -k fifty``;
CROSSCHECK_TEST_CLAIMS and CROSSCHECK_TEST_FINDINGS give its sizes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # not this folder, whose dashboard.py is another one

from dashboard import database, worklist  # noqa: E402
from dashboard.reviewing import Board  # noqa: E402
from pipeline.reviews import Anchor, Store, carry, decision, open_store, transfer  # noqa: E402
from pipeline.reviews.content import of_build  # noqa: E402
from tests.reviews import corpus  # noqa: E402

WRITER = """
import sys
from pipeline.reviews import decision, open_store
store = open_store(sys.argv[1])
for n in range(int(sys.argv[3])):
    store.append(decision("claim", f"w{n}", "confirmed"), who=sys.argv[2])
"""


def taken(action: Callable[[], Any], repeats: int = 7) -> float:
    """Milliseconds, the median of some repeats."""
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return round(statistics.median(spent) * 1000, 2)


def decide(store: Store, events: int) -> float:
    """Milliseconds a decision, over so many of them."""
    start = time.perf_counter()
    for n in range(events):
        where = Anchor(outlet_id=f"outlet{n * corpus.PER % 20:02}", path=f"topic/{n}.md", exact="800,000")
        store.append(decision("claim", f"k{n * corpus.PER:06}", "confirmed", anchor=where), who="Ada", seen=0)
    return round((time.perf_counter() - start) / events * 1000, 2)


def at_once(url: str, writers: int, each: int) -> float:
    """Decisions a second when several processes write into one store."""
    start = time.perf_counter()
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, url, f"writer-{n}", str(each)], cwd=ROOT)
        for n in range(writers)
    ]
    if any(process.wait() for process in running):
        raise SystemExit("a writer failed")
    return round(writers * each / (time.perf_counter() - start))


def measure(url: str, folder: Path, claims: int, findings: int, events: int) -> dict[str, float]:
    """Everything that is measured, by name."""
    build = corpus.write(folder / "build", claims, findings)
    store = open_store(url)
    found = {"decide_ms": decide(store, events)}
    db = database.connect(build)
    items = worklist.items(db)
    board = Board(store)
    found["board_first_ms"] = taken(board.refresh, 1)
    found["board_again_ms"] = taken(board.refresh)

    def step() -> None:
        store.append(decision("claim", "k000000", "resolved"), who="Bob")
        board.refresh()

    def known(item: worklist.Item) -> Any:
        return board.find(item.kind, item.target)

    filters = worklist.Filters(states=worklist.UNFINISHED)
    found["decide_and_refresh_ms"] = taken(step)
    found["queue_items_ms"] = taken(lambda: worklist.items(db), 3)
    found["queue_filter_ms"] = taken(lambda: worklist.narrowed(items, filters, known, "Bob"))
    found["queue_count_ms"] = taken(lambda: worklist.tally(items, known))
    found["attach_ms"] = taken(lambda: carry.attach(store, of_build(build), write=False), 3)
    found["export_ms"] = taken(lambda: sum(map(len, transfer.lines(store))), 1)
    found["verify_ms"] = taken(lambda: transfer.verify(store), 1)
    found["past_state_ms"] = taken(lambda: store.at("2001-01-01"), 1)
    found["eight_writers_per_s"] = at_once(url, 8, 100)
    if problems := transfer.verify(store).problems:
        raise SystemExit(f"the store is not whole: {problems[0]}")
    store.engine.dispose()
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--findings", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--database", help="an empty one; a new SQLite file by default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder}/reviews.sqlite3"
        found = measure(url, folder, given.claims, given.findings, given.events)
    sizes = {"claims": given.claims, "findings": given.findings, "events": given.events}
    print(json.dumps({**sizes, **found}), flush=True)


if __name__ == "__main__":
    main()
