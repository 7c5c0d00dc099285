"""Adding articles to a build: the build's own articles and the new ones are read again, beside the build.

Ids come from outlet and text, so nothing that was there before changes its id. The result becomes the build only when
:func:`keep` is called; until then it can be looked at and thrown away. No streamlit here.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.queries import _frame, _rows
from pipeline import tables
from pipeline.errors import InputError, OutputError

MOST_ARTICLES = 20  # at a time
SECONDS = 0.35  # an article, on one core: what to tell people beforehand
MOST_CHARACTERS = 200_000  # an article; a long newspaper feature has 50,000
MOST_IN_BUILD = 600  # articles, all read again for every addition
FOLDER = "added"


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to add. ``published`` is as printed: a date, a month, a year or empty."""

    text: str
    outlet: str
    title: str = ""
    published: str = ""
    url: str = ""


def decoded(content: bytes, name: str) -> str:
    """An uploaded file's text. Raises InputError when it is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not text in UTF-8", where=name, hint="Save it as plain text, UTF-8") from error


def check(drafts: Sequence[Draft], articles: int) -> None:
    """Raises InputError for the first thing that is wrong with the articles to add to a build of ``articles``."""
    if not drafts:
        raise InputError("there is no text to add", hint="Paste a text or choose a file")
    if len(drafts) > MOST_ARTICLES:
        raise InputError(f"{len(drafts)} articles at once", hint=f"Add {MOST_ARTICLES} at a time")
    if articles + len(drafts) > MOST_IN_BUILD:
        raise InputError(
            f"this build holds {articles:,} articles, too many to read again from here",
            hint="Build it on the command line: crosscheck build",
        )
    for n, draft in enumerate(drafts, 1):
        where = draft.title or f"article {n}"
        if not draft.text.strip():
            raise InputError("is empty", where=where, hint="Paste the article's text")
        if not draft.outlet.strip():
            raise InputError("has no outlet", where=where, hint="Say who published it")
        if len(draft.text) > MOST_CHARACTERS:
            raise InputError(
                f"has {len(draft.text):,} characters", where=where, hint=f"Take {MOST_CHARACTERS:,} at most"
            )


def write_corpus(db: duckdb.DuckDBPyConnection, drafts: Sequence[Draft], folder: Path) -> None:
    """Writes the build's articles and the drafts as plain text files, verbatim, with their ``articles.csv``."""
    stored = db.cursor().execute(
        """SELECT a.title, coalesce(o.name, a.outlet_id), a.author, a.published, a.kind, a.url, a.text
           FROM articles a LEFT JOIN outlets o USING (outlet_id) ORDER BY a.article_id"""
    )
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        sidecar = csv.writer(file)
        sidecar.writerow(["file", "title", "outlet", "author", "published", "kind", "url"])
        count = 0
        while batch := stored.fetchmany(200):
            for *about, text in batch:
                count += 1
                _write(folder, sidecar, f"{count:07d}.txt", about, text)
        for draft in drafts:
            count += 1
            title = draft.title.strip() or draft.text.strip().splitlines()[0][:90]
            about = [title, draft.outlet.strip(), None, draft.published.strip(), "news", draft.url.strip()]
            _write(folder, sidecar, f"{count:07d}-added.txt", about, draft.text)


def _write(folder: Path, sidecar: Any, name: str, about: Sequence[Any], text: str) -> None:
    (folder / name).write_bytes(text.encode())
    sidecar.writerow([name, *(value or "" for value in about)])


def pending(build: Path) -> Path:
    """A new folder beside ``build`` for what it would become. Raises OutputError when none can be made."""
    try:
        return Path(tempfile.mkdtemp(dir=build.parent, prefix=f".{build.name}-adding-"))
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}",
            where=str(build.parent),
            hint="Serve a build in a folder you may write to",
        ) from error


def run(corpus: Path, out: Path) -> Iterator[dict[str, Any]]:
    """Runs the pipeline in another process and yields its steps. Raises InputError with its error in a line."""
    root = str(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.worker", str(corpus), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=root,
    )
    try:
        for line in process.stdout or ():
            step: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
            if "error" in step:
                raise InputError(step["error"])
            if step:
                yield step
        if process.wait() != 0:
            raise InputError(
                "the pipeline stopped without a word", hint="Build on the command line to see why: crosscheck build"
            )
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def settle(db: duckdb.DuckDBPyConnection, made: Path) -> None:
    """Gives the articles that were there before their old rows back, and keeps what had been rejected."""
    old = {row["article_id"]: row for row in _plain(db, "SELECT * FROM articles")}
    rows = [
        old.get(row["article_id"]) or row | {"path": f"{FOLDER}/{row['article_id']}.txt"}
        for row in tables.rows(made, "articles")
    ]
    tables.write(made, "articles", rows)
    tables.write(made, "rejected", [*_plain(db, "SELECT * FROM rejected"), *tables.rows(made, "rejected")])


def _plain(db: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = db.cursor().execute(query)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def news(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is new: figures of articles that were not there, with their quantity; and quantities whose assessment
    changed."""
    before = [str(i) for (i,) in _rows(old, "SELECT article_id FROM articles")]
    figures = _frame(
        new,
        """SELECT k.claim_id, k.article_id, k.quote, k.sentence, k.sentence_start, k.start, k."end", k.cluster_id,
        c.label, c.assessment,
                  c.n_claims, a.title, coalesce(o.name, k.outlet_id) AS outlet
           FROM claims k JOIN articles a USING (article_id) LEFT JOIN clusters c ON c.cluster_id = k.cluster_id
           LEFT JOIN outlets o ON o.outlet_id = k.outlet_id
           WHERE k.kind = 'quantity' AND NOT list_contains(?, k.article_id) ORDER BY c.n_claims DESC NULLS LAST,
           k.article_id, k.start LIMIT 500""",
        before,
    )
    verdicts = dict(_rows(old, "SELECT cluster_id, assessment FROM clusters"))
    after = _frame(new, "SELECT cluster_id, label, assessment, reason, n_claims FROM clusters ORDER BY cluster_id")
    after["before"] = [verdicts.get(i) for i in after["cluster_id"]]
    changed = after[after["before"].notna() & (after["before"] != after["assessment"])]
    return figures, changed


def keep(build: Path, made: Path) -> None:
    """Puts what was made in the place of ``build``: readers see the old or the new, never half."""
    old = build.with_name(f".{build.name}-before-{made.name[-8:]}")
    try:
        made.chmod(0o755)
        build.rename(old)
        made.rename(build)
    except OSError as error:
        if old.exists() and not build.exists():
            old.rename(build)
        raise OutputError(
            f"cannot be replaced: {error.strerror}", where=str(build), hint="Close what holds it open and try again"
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def discard(made: Path) -> None:
    """Throws away what was made and not kept."""
    shutil.rmtree(made, ignore_errors=True)
