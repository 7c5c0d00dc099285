"""How fast the dashboard is over many claims, measured by driving a browser.

    python benchmarks/dashboard.py build/example --claims 1000 100000 1000000

Each size is made from the example build: its articles, claims, quantities, pairs and findings are repeated with new
ids,
shifted figures and numbered labels, and written as the pipeline writes them. Prints one JSON line a size.
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
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from playwright.sync_api import Page, sync_playwright

from pipeline.tables import SCHEMAS

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
)
REPEATS = 5


def enlarge(source: Path, target: Path, claims: int) -> int:
    """Writes a build of about ``claims`` claims to ``target``; returns how many it has."""
    target.mkdir(parents=True)
    db = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(target / "tmp")})
    have = db.execute(f"SELECT count(*) FROM '{source}/claims.parquet'").fetchall()[0][0]
    copies = max(1, round(claims / have))
    ids = {"article_id", "claim_id", "cluster_id", "series_id", "finding_id", "claim_a", "claim_b", "derived_from"}
    values = {"low", "high", "norm_low", "norm_high", "median"}
    order = {"claims": "cluster_id, claim_id", "clusters": "cluster_id", "articles": "article_id"}
    for name, schema in SCHEMAS.items():
        if name in ("outlets", "origins", "rejected"):
            shutil.copy(source / f"{name}.parquet", target)
            continue
        columns = []
        for column in schema.names:
            quoted = f'"{column}"'
            if column in ids:
                # The copy's number comes first, mixed, so that a sort by id spreads copies as a hash would.
                columns.append(f"CASE WHEN {quoted} IS NOT NULL THEN md5(i::VARCHAR)[:8] || {quoted} END AS {quoted}")
            elif column == "evidence":
                columns.append("list_transform(evidence, lambda e: md5(i::VARCHAR)[:8] || e) AS evidence")
            elif column in values and name != "findings":
                columns.append(
                    f"CASE WHEN unit = 'count' THEN round({quoted} * (1 + (i % 97) / 50.0)) ELSE {quoted} END AS "
                    f"{quoted}"
                )
            elif column == "label" and name == "clusters":
                columns.append("CASE WHEN i = 0 THEN label ELSE label || ', district ' || i END AS label")
            else:
                columns.append(quoted)
        by = f"ORDER BY {order[name]}" if name in order else ""
        db.execute(
            f"""COPY (SELECT {", ".join(columns)} FROM '{source}/{name}.parquet', range({copies}) r(i) {by})
                TO '{target}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000)"""
        )
    return have * copies


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
        for _ in range(400):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
                break
            time.sleep(0.25)
        yield f"http://localhost:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


def memory(pid: int) -> tuple[int, int]:
    """Resident memory of a process in MB: now and at its highest (Linux)."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) // 1024, int(lines["VmHWM"].split()[0]) // 1024


def timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def settled(page: Page) -> None:
    """Waits until the server has finished the page's run."""
    page.wait_for_function(
        "!document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stStatusWidget]')"
    )


def measure(site: str, pid: int) -> dict[str, object]:
    """Seconds for the first view, filters, searches and selections, medians over some repeats."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )

        def open_page(path: str, wait: str) -> tuple[Page, float]:
            page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
            page.set_default_timeout(60_000)
            spent = timed(lambda: (page.goto(f"{site}/{path}"), page.locator(wait).first.wait_for()))  # type: ignore[func-returns-value]
            return page, spent

        first, cold = open_page("", "article.cc-card")
        first.context.close()
        views = []
        for _ in range(REPEATS):
            page, spent = open_page("", "article.cc-card")
            views.append(spent)
            page.context.close()
        page, _ = open_page("", "article.cc-card")
        settled(page)
        filters = []
        words = ["Disagree", "Agree", "Changed over time", "One origin", "Too few to say"]
        for word in words:
            link = page.locator(".cc-chips a", has_text=word)
            if not link.count():
                continue
            target = f".cc-card .cc-badge:has-text('{word}') >> nth=0"
            filters.append(
                timed(lambda link=link, target=target: (link.first.click(), page.locator(target).wait_for()))
            )  # type: ignore[misc]
        page.context.close()
        page, _ = open_page("compare", ".cc-results a")
        settled(page)
        searches = []
        for word in ("Britons", "trucks", "revenue", "district 7", "land"):
            box = page.get_by_label("Find a quantity")
            heading = page.locator("h2", has_text=f"Quantities for “{word}”").or_(
                page.locator(".cc-note", has_text=f"“{word}”")
            )
            searches.append(
                timed(lambda word=word, box=box, heading=heading: (box.fill(word), heading.first.wait_for()))
            )  # type: ignore[misc]
        page.get_by_label("Find a quantity").fill("")
        page.context.close()
        page, _ = open_page("?assessment=Agree", "article.cc-card")
        opens = timed(
            lambda: (page.locator("article.cc-card a").first.click(), page.locator(".cc-figures tr").first.wait_for())
        )  # type: ignore[func-returns-value]
        settled(page)
        selections = []
        for _ in range(2):
            links = page.locator(".cc-figures td:nth-child(3) a")
            for n in range(min(REPEATS, links.count())):
                picked = page.locator(f".cc-figures tbody tr:nth-child({n + 1}).cc-picked")
                selections.append(
                    timed(lambda n=n, links=links, picked=picked: (links.nth(n).click(), picked.wait_for()))
                )  # type: ignore[misc]
        browser.close()
    now, highest = memory(pid)
    return {
        "first_visitor_s": round(cold, 2),
        "first_view_s": round(statistics.median(views), 2),
        "filter_s": round(statistics.median(filters), 2),
        "search_s": round(statistics.median(searches), 2),
        "open_comparison_s": round(opens, 2),
        "selection_s": round(statistics.median(selections), 2),
        "selection_worst_s": round(max(selections), 2),
        "memory_mb": now,
        "memory_highest_mb": highest,
    }


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
                print(json.dumps({"claims": count, **measure(site, pid)}), flush=True)


if __name__ == "__main__":
    main()
