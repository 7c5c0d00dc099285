"""Floors under the scores of a build: they may rise, and lowering one takes a flag.

    python -m tests.eval_gate                   build, score, compare
    python -m tests.eval_gate --update-floors   … and raise the floors to what was reached
    python -m tests.eval_gate --lower-floors    … also lower those that were not reached: say why in the commit

``eval_floors.json`` holds, for each corpus, the least share (0–1) or count that each score must reach; one whose name
starts with ``at most `` must not exceed its count.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import scoring

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "eval_floors.json"
SHARED = HERE.parent.parent / "shared"

GATED = (
    "value_f1 value_recall span_f1 bound counted actor action place attributed_to same_quantity_f1 pairs_f1 series_f1 "
    "assessment_accuracy statements_polarity statements_certainty"
).split()


@dataclass(frozen=True)
class Corpus:
    """Articles with gold: the example corpus comes along, the others are measured where they are at hand."""

    name: str
    articles: Path
    gold: Path


CORPORA = {
    corpus.name: corpus
    for corpus in (
        Corpus("example", HERE.parent / "seeds", HERE / "gold"),
        Corpus("unseen", HERE / "unseen", HERE / "unseen-gold"),
        Corpus("corpus", SHARED / "corpus", SHARED / "gold"),
        Corpus("seeds", SHARED / "seeds", SHARED / "gold"),
    )
}


def figures(scores: scoring.Scores) -> dict[str, float]:
    """The gated scores as numbers. Counts such as "7/9" give 7; what should be rare is named ``at most …``."""
    numbers = {name: scores[name] for name in GATED if isinstance(scores.get(name), float)}
    numbers["at most articles_missing"] = scores["articles_missing"]
    for name in ("implausible_found", "statements_found"):
        if name in scores:
            numbers[name] = int(scores[name].split("/")[0])
    if "nonclaims_taken" in scores:
        numbers["at most nonclaims_taken"] = int(scores["nonclaims_taken"].split("/")[0])
    if flags := re.match(r"(\d+) of \d+ claims, (\d+) rightly", scores.get("implausible_flags", "")):
        numbers["at most implausible_wrongly"] = int(flags[1]) - int(flags[2])
    return numbers


def below(floors: Mapping[str, float], reached: Mapping[str, float]) -> list[str]:
    """A line for each floor that was not reached, or not measured at all."""
    lines = []
    for name, floor in floors.items():
        if name not in reached:
            lines.append(f"{name}: not measured, floor {floor:g}")
        elif (reached[name] > floor) if name.startswith("at most ") else (reached[name] < floor):
            lines.append(f"{name}: {reached[name]:.4g}, floor {floor:g}")
    return lines


def moved(floors: Mapping[str, float], reached: Mapping[str, float], lower: bool) -> dict[str, float]:
    """The floors raised to what was reached, whole percents; with ``lower`` also let down to it."""
    new = dict(floors)
    for name, value in reached.items():
        ceiling = name.startswith("at most ")
        level = value if isinstance(value, int) else math.floor(value * 100 + 1e-9) / 100
        better = name not in floors or (level < floors[name] if ceiling else level > floors[name])
        if better or lower:
            new[name] = level
    return dict(sorted(new.items()))


def load() -> dict[str, dict[str, float]]:
    """The floors of each corpus."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def main() -> int:
    """Builds every corpus at hand, prints its scores, says which floors were not reached."""
    from pipeline import run

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update-floors", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--lower-floors", action="store_true", help="lower floors that were not reached, too")
    asked = parser.parse_args()
    floors, failures = load(), 0
    with tempfile.TemporaryDirectory() as folder:
        for corpus in [c for c in CORPORA.values() if c.articles.is_dir()]:
            build = Path(folder, corpus.name)
            run.build(corpus.articles, build)
            reached = figures(scoring.score(build, corpus.gold, corpus.articles)[0])
            print(f"\n{corpus.name}")
            for name, value in reached.items():
                floor = floors.get(corpus.name, {}).get(name)
                print(f"  {name:32s} {value:8.4g}   floor {floor if floor is not None else '–'}")
            if asked.update_floors or asked.lower_floors:
                floors[corpus.name] = moved(floors.get(corpus.name, {}), reached, asked.lower_floors)
            short = below(floors.get(corpus.name, {}), reached)
            failures += len(short)
            for line in short:
                print(f"  BELOW {line}")
    if asked.update_floors or asked.lower_floors:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
