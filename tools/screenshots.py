"""Screenshots of every page for the documentation: wide and narrow, light and dark, small files.

python tools/screenshots.py build/example docs/screenshots
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import duckdb
from PIL import Image
from playwright.sync_api import sync_playwright

from dashboard.serve import answers

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
)
SIZES = {"wide": (1400, 1500), "narrow": (400, 1200)}
# Streamlit has run the page to its end and every chart is drawn.
_SETTLED = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(c => c.querySelector('svg, canvas'))"""
COLOURS = 256  # of the palette: text stays sharp at a quarter of the size


@contextlib.contextmanager
def served(build: Path) -> Iterator[str]:
    """The address of a dashboard over ``build``."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    # An empty store of decisions, so that nobody's own are in the pictures.
    decisions = tempfile.TemporaryDirectory()
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", str(build), str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env=os.environ
        | {"CROSSCHECK_DATABASE_URL": f"sqlite:///{decisions.name}/reviews.sqlite3", "LOGNAME": "Ada", "USER": "Ada"},
    )
    try:
        answers(f"http://localhost:{port}")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()
        decisions.cleanup()


def pages(build: Path) -> dict[str, str]:
    """Name → address of the views to show; the comparison is the one with the most reasons."""
    db = duckdb.connect()
    worst = db.execute(
        f"""SELECT f.cluster_id, f.claim_id, any_value(k.article_id) FROM '{build}/findings.parquet' f
            JOIN '{build}/claims.parquet' k USING (claim_id) WHERE f.severity = 'implausible'
            GROUP BY ALL ORDER BY count(DISTINCT f."check") DESC, max(k.low) DESC LIMIT 1"""
    ).fetchall()
    found = {name: name for name in ("sources", "framing", "queue", "add", "method")} | {"overview": ""}
    if worst:
        quantity, claim, article = worst[0]
        found["compare"] = f"compare?quantity={quantity}&claim={claim}"
        found["article"] = f"article?article={article}&claim={claim}"
    told = db.execute(
        f"""SELECT assertion_id FROM '{build}/assertions.parquet'
            ORDER BY assessment = 'disagree' DESC, len(hedged) > 0 DESC, n_origins DESC, assertion_id LIMIT 1"""
    ).fetchall()
    if told:
        found["statements"] = f"statements?assertion={told[0][0]}"
    return found


def main(build: Path, out: Path, only: list[str]) -> None:
    """Writes one PNG a page, size and scheme; of the pages named in ``only``, or of all."""
    out.mkdir(parents=True, exist_ok=True)
    with served(build) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
                )
                for name, address in pages(build).items():
                    if only and name not in only:
                        continue
                    page = context.new_page()
                    page.goto(f"{site}/{address}")
                    page.locator(".cc-title").first.wait_for(timeout=120_000)
                    page.wait_for_function(_SETTLED, timeout=120_000)
                    page.wait_for_timeout(700)  # the charts' last frame, and a scroll to what was asked for
                    image = (
                        Image.open(BytesIO(page.screenshot()))
                        .convert("RGB")
                        .quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
                    )
                    image.save(out / f"{name}-{size}-{scheme}.png", optimize=True)
                    page.close()
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
