"""How quickly an article becomes claims, beside the bare model on the same text in the same run.

    PYTHONPATH=. python benchmarks/chain.py [FOLDER] [--rounds 3] [--json FILE]

FOLDER holds articles (default: the example corpus). Prints words a second of the bare model, of each stage and of the
whole chain (quantities, zones, parse, names, claims), and the chain's share of the model's speed; CPU time of one
process, the median of the rounds. The bare model parses the same paragraphs in the same batches.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline import articles, claims, knowledge, language, quantities, zones


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def measure(folder: Path, rounds: int) -> dict[str, float]:
    corpus = articles.read(folder).articles
    words = sum(a.words for a in corpus)
    nlp = language.load()
    for article in corpus[:5]:  # lists and caches are read once a process
        claims.extract(article, language.parse(article.text, quantities.find(article.text)))
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        spent: dict[str, float] = dict.fromkeys(("bare model", "quantities", "zones", "parse", "names", "claims"), 0.0)
        for article in corpus:
            text = article.text
            pieces = [text[a:b] for a, b in language.paragraphs(text)]
            spent["bare model"] += timed(lambda p=pieces: list(nlp.pipe(p, batch_size=64)))[1]
            numbers, spent_now = timed(lambda t=text: quantities.find(t))
            spent["quantities"] += spent_now
            covering, spent_now = timed(lambda t=text: zones.zones(t))
            spent["zones"] += spent_now
            parsed, spent_now = timed(lambda t=text, n=numbers, z=covering: language.parse(t, n, z))
            spent["parse"] += spent_now
            named, spent_now = timed(lambda p=parsed: claims.names(p))
            spent["names"] += spent_now
            spent["claims"] += timed(lambda a=article, p=parsed, n=named: claims.extract(a, p, None, n))[1]
        spent["whole chain"] = sum(v for k, v in spent.items() if k != "bare model")
        for name, value in spent.items():
            seconds.setdefault(name, []).append(value)
    result = {f"{name}, words a second": words / statistics.median(s) for name, s in seconds.items()}
    ratios = [bare / whole for bare, whole in zip(seconds["bare model"], seconds["whole chain"], strict=True)]
    return {"articles": len(corpus), "words": words, **result, "chain / bare model": statistics.median(ratios)}


def main() -> None:
    options = argparse.ArgumentParser(description="Words a second of the chain beside the bare model")
    options.add_argument("folder", type=Path, nargs="?", default=knowledge.example_folder())
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    result = measure(given.folder, given.rounds)
    for name, value in result.items():
        print(f"{name:32} {value:>12,.2f}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
