"""How long matching takes as claims grow, over synthetic claims in realistic, skewed blocks.

    python benchmarks/matching.py [10000 100000 …]

Countries, counted things and actions are drawn with Zipf weights, a dozen claims an article. Prints seconds of
processor time for each size (one core, whatever else runs) and the exponent of growth between the first and the last.
"""

from __future__ import annotations

import math
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.clusters import match
from pipeline.knowledge import table
from pipeline.model import Article, Claim
from tests.factory import article, claim

_THINGS = ("people", "fighters", "children", "houses", "cases", "votes", "soldiers", "refugees", "buildings", "workers")
_ACTIONS = (
    "killed",
    "injured",
    "travelled",
    "returned",
    "displaced",
    "infected",
    "arrested",
    "destroyed",
    "marched",
    "missing",
)
_CLAIMS_AN_ARTICLE = 12


def corpus(n: int, seed: int = 7) -> tuple[list[Claim], dict[str, Article]]:
    """``n`` claims and their articles, the same for the same seed."""
    rng = random.Random(seed)
    countries = [row["name"] for row in table("places/countries", "iso2", "name")]

    def zipf(items: tuple[str, ...] | list[str]) -> str:
        return rng.choices(items, weights=[1 / (i + 1) for i in range(len(items))])[0]

    claims: list[Claim] = []
    articles: dict[str, Article] = {}
    while len(claims) < n:
        name, place = f"outlet{len(articles)}", zipf(countries)
        articles[name] = article(
            name, f"What happened in {place} this week, as told by those who were there.", f"News from {place}"
        )
        for at in range(min(_CLAIMS_AN_ARTICLE, n - len(claims))):
            day = date(2015, 1, 1) + timedelta(rng.randrange(3000))
            value = float(round(math.exp(rng.gauss(6, 2))) + 1)
            where = place if rng.random() < 0.7 else zipf(countries)
            claims.append(claim(name, value, counted=zipf(_THINGS), action=zipf(_ACTIONS), place=where, day=day, at=at))
    return claims, articles


def main() -> None:
    """Matches synthetic claims of each size given and prints seconds and the growth exponent."""
    sizes = [int(a) for a in sys.argv[1:]] or [10_000, 100_000]
    match(*corpus(50))  # word lists are read once
    times = []
    for n in sizes:
        claims, articles = corpus(n)
        start = time.process_time()
        matched = match(claims, articles)
        times.append(time.process_time() - start)
        print(f"{n:>8,} claims {times[-1]:8.1f} s {len(matched.clusters):>8,} clusters {len(matched.notes)} blocks cut")
    if len(sizes) > 1:
        print(f"growth exponent {math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0]):.2f}")


if __name__ == "__main__":
    main()
