"""Word clusters as static vectors: words that the treebanks never show are known by the company they keep elsewhere.

    python -m training.vectors OUTPUT

spacy-lookups-data (MIT) carries Brown clusters of 190,000 English words: each cluster is a leaf of a binary tree. A
cluster's vector adds one random direction for every node on its path, so that clusters near in the tree lie near in
space.
See Koo, Carreras and Collins, "Simple Semi-supervised Dependency Parsing" (ACL 2008) for what clusters give a parser.
"""

from __future__ import annotations

import gzip
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import spacy
from spacy.vectors import Vectors

WIDTH = 160
PREFIXES = (4, 6, 8, 10, 12, 20)  # nodes of the path that count, from broad to narrow
SEED = 7


def lookups_data(name: str) -> Path:
    """A table of the installed package spacy-lookups-data."""
    package = find_spec("spacy_lookups_data")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("spacy-lookups-data is missing. Install training/requirements.txt")
    return Path(package.submodule_search_locations[0]) / "data" / f"{name}.json.gz"


def clusters() -> dict[str, int]:
    """Word → cluster number, for the words that have one."""
    with gzip.open(lookups_data("en_lexeme_cluster"), "rt", encoding="utf-8") as file:
        return {word: number for word, number in json.load(file).items() if number}


def path_of(cluster: int) -> str:
    """The cluster's way from the root as zeros and ones: the lowest bit of its number is the first turn."""
    return format(cluster, "b")[::-1]


def build(words: dict[str, int]) -> Vectors:
    dice = np.random.default_rng(SEED)
    nodes: dict[str, np.ndarray] = {}
    rows: dict[int, int] = {}
    table: list[np.ndarray] = []
    for cluster in sorted(set(words.values())):
        path = path_of(cluster)
        vector = np.zeros(WIDTH, dtype="float32")
        for node in sorted({path[:length] for length in PREFIXES}):
            if node not in nodes:
                nodes[node] = dice.normal(0, 1, WIDTH).astype("float32")
            vector += nodes[node]
        rows[cluster] = len(table)
        table.append(vector / np.linalg.norm(vector))
    vectors = Vectors(data=np.stack(table), name="brown-clusters")
    hashes = spacy.blank("en").vocab.strings
    for word, cluster in words.items():
        vectors.add(hashes.add(word), row=rows[cluster])
    return vectors


def main(output: Path) -> None:
    nlp = spacy.blank("en")
    nlp.vocab.vectors = build(clusters())
    nlp.to_disk(output)
    print(f"{nlp.vocab.vectors.n_keys} words in {len(nlp.vocab.vectors)} clusters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
