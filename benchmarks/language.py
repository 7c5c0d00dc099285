"""What reading a word costs, stage by stage, and how quickly the pipeline starts.

    python benchmarks/language.py [--words 50000] [--json FILE]

The text is made here from a few sentence patterns with the names and numbers varied, so that anyone can run it.
Times are
of one process on one core (CPU seconds); set OMP_NUM_THREADS=1 to keep it there.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

from stopwatch import tell, timed

from pipeline import language, languages, tokens, zones
from pipeline.entities import find
from pipeline.entities.gazetteer import countries, gazetteer
from pipeline.entities.references import resolve

PATTERNS = (
    "At least {n} people were killed in {c} on Monday when the river rose, the {d} Interior Ministry said.",
    "Officials in {p}, the capital of {c}, had put the number of dead at {n} a day before, but Reuters counted {m}.",
    "About {m} {d} fighters joined the Islamic State group from 2013 to 2016; its leaders say that {n} came back.",
    "“We have not seen so much water since I was a child,” said a farmer whose {n} cows drowned near {p}.",
    "The World Health Organization, which sent {m} nurses, said it needed ${n} million more.",
    "Half of the {n} bridges that were built in {c} since 1990 have been closed, says a report from {p}.",
)


def corpus(words: int, seed: int = 7) -> str:
    dice = random.Random(seed)
    places = sorted((c for c in countries().values() if c.capital and c.population > 2_000_000), key=lambda c: c.iso2)
    out: list[str] = []
    count = 0
    while count < words:
        place = dice.choice(places)
        paragraph = " ".join(
            dice.choice(PATTERNS).format(
                n=f"{dice.randint(3, 90_000):,}", m=dice.randint(3, 900), c=place.name, d=place.name, p=place.capital
            )
            for _ in range(3)
        )
        out.append(paragraph)
        count += paragraph.count(" ") + 1
    return "\n\n".join(out)


def measure(words: int) -> dict[str, float]:
    text = corpus(words)
    total = text.count(" ") + 1
    result: dict[str, float] = {"words": total}
    nlp, result["load_english_seconds"] = timed(language.load)
    _, result["load_names_seconds"] = timed(gazetteer)
    languages.detect("Dies lädt das Modell der Sprachen, das erst bei fremden Texten gebraucht wird.")
    docs: list[Any] = []
    stages: dict[str, float] = {}
    _, stages["language"] = timed(lambda: languages.detect(text))
    _, stages["zones"] = timed(lambda: zones.zones(text))
    docs, stages["tokens"] = timed(
        lambda: [language.tokens(nlp, text, a, b, []).doc() for a, b in language.paragraphs(text)]
    )
    for name, component in nlp.pipeline:
        docs, stages[name] = timed(lambda c=component, d=docs: list(c.pipe(d, batch_size=64)))
    copied, stages["copy"] = timed(lambda: [tokens.read(doc) for doc in docs])
    found, stages["entities"] = timed(lambda: [find(doc) for doc in copied])
    _, stages["references"] = timed(lambda: resolve(copied, found))
    for name, seconds in stages.items():
        result[f"{name}_words_per_second"] = round(total / seconds) if seconds else float("inf")
        result[f"{name}_microseconds_per_word"] = round(1e6 * seconds / total, 2)
    result["all_words_per_second"] = round(total / sum(stages.values()))
    return result


def main() -> None:
    options = argparse.ArgumentParser(description="What reading a word costs, stage by stage")
    options.add_argument("--words", type=int, default=50_000)
    tell(options, lambda given: measure(given.words))


if __name__ == "__main__":
    main()
