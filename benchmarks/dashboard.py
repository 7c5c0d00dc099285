"""How fast the dashboard is over many claims, measured by driving a browser.

    python benchmarks/dashboard.py build/example --claims 1000 100000 1000000

Each size is made from the example build (see :mod:`enlarge`) and kept nowhere. Prints one JSON line a size: medians in
seconds as a visitor sees them, and beside each the seconds of processor time that the server spent on it, which do not
depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from enlarge import enlarge
from playwright.sync_api import Page, sync_playwright

from dashboard.serve import answers

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
)
REPEATS = 5


@contextlib.contextmanager
def served(build: Path, port: int) -> Iterator[tuple[str, int]]:
    """Address and process id of a server over ``build``."""
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", str(build), str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        answers(f"http://localhost:{port}", seconds=100)
        yield f"http://localhost:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def memory(pid: int) -> tuple[int, int]:
    """Resident memory of a process in MB: now and at its highest (Linux)."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) // 1024, int(lines["VmHWM"].split()[0]) // 1024


def settled(page: Page) -> None:
    """Waits until the server has finished the page's run."""
    page.wait_for_function(
        "!document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stStatusWidget]')"
    )


class Watch:
    """Times of actions by name: as seen in the browser, and as spent by the server."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.seen: dict[str, list[float]] = {}
        self.spent: dict[str, list[float]] = {}

    def time(self, name: str, page: Page, action: Callable[[], object], done: Callable[[], object]) -> None:
        """From before ``action`` until ``done`` returns; the server's part until the page has settled."""
        before = processor(self.pid)
        start = time.perf_counter()
        action()
        done()
        self.seen.setdefault(name, []).append(time.perf_counter() - start)
        settled(page)
        self.spent.setdefault(name, []).append(processor(self.pid) - before)

    def report(self) -> dict[str, object]:
        """Medians and worst cases."""
        said: dict[str, object] = {}
        for name, seen in self.seen.items():
            said[f"{name}_s"] = round(statistics.median(seen), 2)
            if len(seen) > 1:
                said[f"{name}_worst_s"] = round(max(seen), 2)
            said[f"{name}_server_s"] = round(statistics.median(self.spent[name]), 2)
        return said


def processor(pid: int) -> float:
    """Processor time that a process has used so far, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def largest(build: Path) -> str:
    """The quantity with most figures."""
    return str(
        duckdb.sql(
            f"SELECT cluster_id FROM '{build}/clusters.parquet' ORDER BY n_claims DESC, cluster_id LIMIT 1"
        ).fetchall()[0][0]
    )


def measure(site: str, pid: int, build: Path) -> dict[str, object]:
    """First view, filters, searches, opening a comparison and selecting in it: an ordinary and the largest one."""
    watch = Watch(pid)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )

        def visitor() -> Page:
            page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
            page.set_default_timeout(120_000)
            return page

        def first(page: Page, selector: str) -> Callable[[], object]:
            return lambda: page.locator(selector).first.wait_for()

        for name in ("first_visitor", *["first_view"] * REPEATS):
            page = visitor()
            watch.time(name, page, lambda: page.goto(site), first(page, "article.cc-card"))  # noqa: B023
            page.context.close()
        page = visitor()
        page.goto(site)
        page.locator("article.cc-card").first.wait_for()
        settled(page)
        for word in ("Disagree", "Agree", "Changed over time", "One origin", "Too few to say"):
            link = page.locator(".cc-chips a", has_text=word).first
            if link.count():
                watch.time("filter", page, link.click, first(page, f".cc-card .cc-badge:has-text('{word}')"))
        page.goto(f"{site}/compare")
        page.locator(".cc-results a").first.wait_for()
        settled(page)
        box = page.get_by_label("Find a quantity")
        for word in ("Britons", "trucks", "revenue", "district 7", "land"):
            done = page.locator("h2", has_text=f"“{word}”").or_(page.locator(".cc-note", has_text=f"“{word}”"))
            watch.time("search", page, lambda: box.fill(word), done.first.wait_for)  # noqa: B023
        page.goto(f"{site}/?assessment=Agree")
        page.locator("article.cc-card").first.wait_for()
        settled(page)
        watch.time("open", page, page.locator("article.cc-card h2 a").first.click, first(page, ".cc-figures tr"))
        select(page, watch, "selection")
        page.goto(f"{site}/compare?quantity={largest(build)}")
        page.locator(".cc-figures tr").first.wait_for()
        settled(page)
        select(page, watch, "selection_of_most")
        browser.close()
    now, highest = memory(pid)
    return {**watch.report(), "memory_mb": now, "memory_highest_mb": highest}


def select(page: Page, watch: Watch, name: str) -> None:
    """Clicks figures of the table, by turns, until their rows are marked."""
    rows = page.locator(".cc-figures tbody tr")
    for n in list(range(min(REPEATS, rows.count()))) * 2:
        link = rows.nth(n).locator("td:nth-child(3) a").first
        picked = page.locator(f".cc-figures tbody tr:nth-child({n + 1}).cc-picked")
        watch.time(name, page, link.click, picked.wait_for)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--port", type=int, default=8650)
    given = parser.parse_args()
    for number, wanted in enumerate(given.claims):
        with tempfile.TemporaryDirectory() as folder:
            build = Path(folder) / "build"
            count = enlarge(given.build, build, wanted)
            with served(build, given.port + number) as (site, pid):
                print(json.dumps({"claims": count, **measure(site, pid, build)}), flush=True)


if __name__ == "__main__":
    main()
