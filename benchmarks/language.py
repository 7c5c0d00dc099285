"""What reading a word costs, stage by stage, and how quickly the pipeline starts.

    PYTHONPATH=. python benchmarks/language.py [--words 50000] [--rounds 3] [--json FILE]

The texts are made here from a few sentence patterns with the names and numbers varied, another one each round, so that
anyone can run it. Times are of one process on one core (CPU seconds), the median of the rounds; set OMP_NUM_THREADS=1
to keep it there.
"""

from __future__ import annotations

import argparse
import random
import statistics

from spacy.language import Language
from stopwatch import tell, timed

from pipeline import language, languages, zones
from pipeline.copied import read
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
    """About ``words`` words of made-up news that names countries, capitals and counts; the same for the same seed."""
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


def stages(nlp: Language, text: str) -> dict[str, float]:
    """CPU seconds of each stage over one text."""
    spent: dict[str, float] = {}
    _, spent["language"] = timed(lambda: languages.detect(text))
    _, spent["zones"] = timed(lambda: zones.zones(text))
    docs, spent["tokens"] = timed(
        lambda: [language.tokens(nlp, text, a, b, []).doc() for a, b in language.paragraphs(text)]
    )
    for name, component in nlp.pipeline:
        docs, spent[name] = timed(lambda c=component, d=docs: list(c.pipe(d, batch_size=64)))
    copied, spent["copy"] = timed(lambda: [read(doc) for doc in docs])
    found, spent["entities"] = timed(lambda: [find(doc) for doc in copied])
    _, spent["references"] = timed(lambda: resolve(copied, found))
    return spent


def measure(words: int, rounds: int) -> dict[str, float]:
    """Seconds to load, and words a second of each stage, the median of ``rounds``."""
    result: dict[str, float] = {"words": words}
    nlp, result["load_english_seconds"] = timed(language.load)
    _, result["load_names_seconds"] = timed(gazetteer)
    languages.detect("Dies lädt das Modell der Sprachen, das erst bei fremden Texten gebraucht wird.")
    stages(nlp, corpus(1_000, seed=0))  # lists are read once a process, and count for no word
    texts = [corpus(words, seed) for seed in range(1, rounds + 1)]
    costs = [{name: s / (text.count(" ") + 1) for name, s in stages(nlp, text).items()} for text in texts]
    for name in costs[0]:
        seconds = statistics.median(cost[name] for cost in costs)
        result[f"{name}_words_per_second"] = round(1 / seconds) if seconds else float("inf")
        result[f"{name}_microseconds_per_word"] = round(1e6 * seconds, 2)
    result["all_words_per_second"] = round(1 / statistics.median(sum(cost.values()) for cost in costs))
    return result


def main() -> None:
    """Reads the options, measures and prints."""
    options = argparse.ArgumentParser(description="What reading a word costs, stage by stage")
    options.add_argument("--words", type=int, default=50_000, help="of each round's text")
    options.add_argument("--rounds", type=int, default=3)
    tell(options, lambda given: measure(given.words, given.rounds))


if __name__ == "__main__":
    main()
