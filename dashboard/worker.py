"""Runs the pipeline in a process of its own, so that its English model never weighs on the server's memory.

``python -m dashboard.worker CORPUS OUT BUILD`` makes OUT from BUILD and the articles of CORPUS, and prints one JSON
line a step: ``{"stage", "done", "total"}``, and at the end ``{"articles", "rejected"}`` or ``{"error"}``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline import run
from pipeline.errors import CrosscheckError


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def main(corpus: str, out: str, build: str) -> int:
    """Adds ``corpus`` to ``build`` in ``out``; 0 when that worked, 1 when it could not be done."""
    try:
        summary = run.build(
            Path(corpus),
            Path(out),
            jobs=1,
            onto=Path(build),
            progress=lambda stage, done, total: _say(stage=stage, done=done, total=total),
        )
    except CrosscheckError as error:
        _say(error=str(error))
        return 1
    _say(articles=summary.n_articles, rejected=summary.n_rejected)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:4]))
