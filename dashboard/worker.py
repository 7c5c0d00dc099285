"""Runs the pipeline in a process of its own, so that its English model never weighs on the server's memory.

``python -m dashboard.worker CORPUS OUT BUILD [ADDRESS …]`` fetches the pages named into CORPUS, makes OUT from BUILD
and the articles of CORPUS, and prints one JSON line a step: ``{"stage", "done", "total"}``, ``{"missed"}`` for a page
that could not be fetched, and at the end ``{"articles", "rejected"}`` or ``{"error"}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline import fetching, run
from pipeline.errors import CrosscheckError, InputError


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def _fetch(addresses: Sequence[str], corpus: Path, progress: Callable[[str, int, int], None]) -> None:
    """Raises InputError when there is nothing to read in the end."""
    missed: list[InputError] = []
    fetching.fetched(addresses, corpus, lambda path: None, missed.append, progress)
    if not any(path.name != "articles.csv" for path in corpus.iterdir()):
        raise missed[0]
    for error in missed:
        _say(missed=str(error))


def main(corpus: str, out: str, build: str, *addresses: str) -> int:
    """Adds ``corpus`` and pages to ``build`` in ``out``; 0 when that worked, 1 when it could not be done."""

    def progress(stage: str, done: int, total: int) -> None:
        _say(stage=stage, done=done, total=total)

    try:
        if addresses:
            _fetch(addresses, Path(corpus), progress)
        summary = run.build(
            Path(corpus),
            Path(out),
            jobs=1,
            onto=Path(build),
            progress=progress,
        )
    except CrosscheckError as error:
        _say(error=str(error))
        return 1
    _say(articles=summary.n_articles, rejected=summary.n_rejected)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
