"""Adding articles to a build: the new ones are read, and all are compared again, beside the build.

Ids come from outlet and text, so nothing that was there before changes its id. The result becomes the build only when
:func:`keep` is called; until then it can be looked at and thrown away. No streamlit here.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import duckdb
import pandas as pd

from dashboard.database import as_frame, as_rows
from pipeline import addresses as allowed
from pipeline import knowledge
from pipeline.errors import InputError, OutputError

MOST_FILES = 20  # at a time
MOST_CHARACTERS = 200_000  # of a text that is pasted; a long newspaper feature has 50,000
MOST_IN_BUILD = 20_000  # articles, whose figures are all compared again
_SAFE = re.compile(r"[^\w.\- ]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What to add: a text that was pasted, or a file (``name`` and ``data``) of any kind that a build takes.

    ``published`` is as printed: a date, a month, a year or empty. Of a file, what is empty is read from the file.
    """

    text: str = ""
    outlet: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    name: str = ""
    data: bytes = b""


def endings() -> list[str]:
    """Endings of the files that are taken, without the dot."""
    return sorted(suffix.removeprefix(".") for suffix in knowledge.settings("thresholds/reading")["suffixes"])


def may_fetch() -> bool:
    """Was the dashboard served with ``--fetch``, so that pages may be fetched by the address that a person names?"""
    return os.environ.get("CROSSCHECK_FETCH") == "1"


def addresses(words: str) -> list[str]:
    """The addresses in a field, one a line. Raises InputError for one that may not be fetched, or where none may."""
    found = list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))
    if found and not may_fetch():
        raise InputError("fetching is switched off", hint="Serve with crosscheck dashboard --fetch, or save the pages")
    for address in found:
        allowed.check(address)
    return found


def check(drafts: Sequence[Draft], articles: int, pages: Sequence[str] = ()) -> None:
    """Raises InputError for the first thing that is wrong with what to add to a build of ``articles``."""
    many = len(drafts) + len(pages)
    if not many:
        raise InputError("there is no text to add", hint="Paste a text or choose a file")
    if many > MOST_FILES:
        raise InputError(f"{many} files at once", hint=f"Add {MOST_FILES} at a time, or a ZIP archive")
    if articles + many > MOST_IN_BUILD:
        raise InputError(
            f"this build holds {articles:,} articles, too many to compare again from here",
            hint="Build it on the command line: crosscheck build",
        )
    for n, draft in enumerate(drafts, 1):
        where = draft.name or draft.title or f"article {n}"
        if not draft.text.strip() and not draft.data.strip():
            raise InputError("is empty", where=where, hint="Paste the article's text")
        if draft.text and not draft.outlet.strip():
            raise InputError("has no outlet", where=where, hint="Say who published it")
        if len(draft.text) > MOST_CHARACTERS:
            raise InputError(
                f"has {len(draft.text):,} characters", where=where, hint=f"Take {MOST_CHARACTERS:,} at most"
            )


def write_corpus(drafts: Sequence[Draft], folder: Path) -> None:
    """Writes what to add as files, byte for byte, with an ``articles.csv`` of what a person said about them."""
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        sidecar = csv.writer(file)
        sidecar.writerow(["file", "title", "outlet", "published", "url"])
        for n, draft in enumerate(drafts, 1):
            name = f"{n:03d}-{_SAFE.sub('_', PurePath(draft.name or 'pasted.txt').name)[-80:]}"
            (folder / name).write_bytes(draft.data or draft.text.encode())
            said = (draft.title, draft.outlet, draft.published, draft.url)
            if any(words.strip() for words in said):
                sidecar.writerow([name, *(" ".join(words.split()) for words in said)])


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


def run(corpus: Path, out: Path, build: Path, pages: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Fetches pages and runs the pipeline in another process; yields its steps. Raises InputError with its error."""
    root = str(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.worker", str(corpus), str(out), str(build.resolve()), *pages],
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


def news(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is new: figures of articles that were not there, with their quantity; and quantities whose assessment
    changed."""
    before = [str(i) for (i,) in as_rows(old, "SELECT article_id FROM articles")]
    figures = as_frame(
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
    verdicts = dict(as_rows(old, "SELECT cluster_id, assessment FROM clusters"))
    after = as_frame(new, "SELECT cluster_id, label, assessment, reason, n_claims FROM clusters ORDER BY cluster_id")
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
