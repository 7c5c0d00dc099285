"""How quickly an article becomes claims, beside the bare model on the same text in the same run.

    PYTHONPATH=. python benchmarks/chain.py [FOLDER] [--rounds 3] [--json FILE]

FOLDER holds articles (default: the example corpus). Prints words a second of the bare model, of each stage and of the
whole chain (quantities, zones, parse, names, claims), and the chain's share of the model's speed; CPU time of one
process, the median of the rounds. The bare model parses the same paragraphs in the same batches; the chain parses
the headlines too.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from stopwatch import tell, timed

from pipeline import articles, claims, knowledge, language, quantities, zones
from pipeline.run import read_article


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Words a second of the bare model, of each stage and of the whole chain: the median of ``rounds``."""
    corpus = articles.read(folder).articles
    words = sum(a.words for a in corpus)
    nlp = language.load()
    for article in corpus[:5]:  # lists and caches are read once a process
        read_article(article)
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        spent: dict[str, float] = defaultdict(float)

        def clock(stage: str, work: Callable[[], Any], spent: dict[str, float] = spent) -> Any:
            result, took = timed(work)
            spent[stage] += took
            return result

        for article in corpus:
            text = article.text
            pieces = [text[a:b] for a, b in language.paragraphs(text)]
            clock("bare model", lambda p=pieces: list(nlp.pipe(p, batch_size=64)))
            numbers = clock("quantities", partial(quantities.find, text))
            covering = clock("zones", partial(zones.zones, text))
            parsed, headline = clock("parse", partial(language.parse_article, article, numbers, covering))
            named = clock("names", partial(claims.names, parsed, headline))
            clock("claims", partial(claims.extract, article, parsed, None, named, headline))
        spent["whole chain"] = sum(v for k, v in spent.items() if k != "bare model")
        for name, value in spent.items():
            seconds.setdefault(name, []).append(value)
    result = {f"{name}, words a second": words / statistics.median(s) for name, s in seconds.items()}
    ratios = [bare / whole for bare, whole in zip(seconds["bare model"], seconds["whole chain"], strict=True)]
    return {"articles": len(corpus), "words": words, **result, "chain / bare model": statistics.median(ratios)}


def main() -> None:
    """Measures a folder of articles, the example corpus unless told otherwise."""
    options = argparse.ArgumentParser(description="Words a second of the chain beside the bare model")
    options.add_argument("folder", type=Path, nargs="?", default=knowledge.example_folder())
    options.add_argument("--rounds", type=int, default=3)
    tell(options, lambda given: measure(given.folder, given.rounds))


if __name__ == "__main__":
    main()
