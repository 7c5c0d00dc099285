# ruff: noqa: E501  (a line of a table cannot be broken)
"""Writes the card of the shipped pipeline from its measured scores.

python -m training.card SCORES MODEL
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy

COLUMNS = (
    ("upos", "UPOS"),
    ("uas", "UAS"),
    ("las", "LAS"),
    ("sentences", "sentence F"),
    ("lemma", "lemma"),
    ("names_trained", "names F, network"),
    ("names", "names F, with lists"),
)
SETS = {"ewt-test": "EWT test", "gum-test": "GUM test, 8 genres", "ewt-dev": "EWT dev", "gum-dev": "GUM dev"}
TEXT = """# English pipeline

Tags, parses, lemmatises and finds names in English news. `spacy.load` reads this folder; nothing is downloaded.

| | |
| --- | --- |
| spaCy | {spacy} |
| size | {megabytes} MB |
| seed | 7 |
| speed | {speed} |
| network | one tok2vec (width 96, depth 6, word clusters as static vectors) for tagger, morphologizer, parser and
names |

## Trained on
| data | licence |
| --- | --- |
| [UD English EWT](https://github.com/UniversalDependencies/UD_English-EWT), train | CC BY-SA 4.0 |
| [UD English GUM](https://github.com/UniversalDependencies/UD_English-GUM), train; genres academic, bio, court, interview, news, speech, textbook, voyage | CC BY 4.0, CC BY-SA, public domain, by genre |
| [UNER English EWT](https://github.com/UniversalNER/UNER_English-EWT), train: names | CC BY-SA 4.0 |
| [spaCy lookups data](https://github.com/explosion/spacy-lookups-data): Brown clusters of 190,000 words, lemma tables, spelling norms | MIT; lemma tables: WordNet 3.0 licence |

**These weights are data under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)**, apart from the licence of the
project's code. They were made from the treebanks above, with thanks to their annotators (Silveira et al. 2014;
Zeldes 2017;
Mayhew et al. 2024). Whoever passes them on, changed or not, names these sources and keeps the licence.

## Scores
LAS and UAS without punctuation, gold words, predicted sentences; documents of up to ten sentences run together.
Names: person,
organisation, place, exact span and type; "with lists" is `pipeline.entities.find`. The test sets were looked at for
three checkpoints; the shipped one was chosen on the dev sets.

{table}

Split by paragraph first, as the pipeline does: {paragraphs}.

## How it was made
`training/project.yml` has every step. A first stage learned from the treebanks alone (`base.cfg`); the second
(`config.cfg`) grew
out of it with word clusters and two more layers, on sentences varied like news pages: headlines in capitals, missing
full
stops, plain numbers. {note}
"""


def main(scores: Path, model: Path) -> None:
    result = json.loads(scores.read_text(encoding="utf-8"))
    named = [name for name in SETS if name in result]
    rows = ["| set | " + " | ".join(title for _, title in COLUMNS) + " |", "| --- |" + " --- |" * len(COLUMNS)]
    rows += [f"| {SETS[n]} | " + " | ".join(f"{result[n][key]:.1f}" for key, _ in COLUMNS) + " |" for n in named]
    speed = result["words_per_second"]
    told = f"{speed['this']:,} words a second on one core"
    if "beside" in speed:
        told += f", {speed['this'] / speed['beside']:.2f} times the first stage's {speed['beside']:,} in the same run"
    (model / "README.md").write_text(
        TEXT.format(
            spacy=spacy.about.__version__,
            megabytes=result["megabytes"],
            speed=told,
            table="\n".join(rows),
            paragraphs="; ".join(
                f"{SETS[n]} sentence F {result[n]['sentences_by_paragraph']:.1f}, LAS {result[n]['las_by_paragraph']:.1f}"
                for n in named
            ),
            note=result.get("note", ""),
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:3]))
