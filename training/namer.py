"""Trains the component that finds names, and puts it into a finished pipeline.

    python -m training.namer PIPELINE CORPUS [--seed 7] [--prune 0.2]

PIPELINE is what ``training.finish`` wrote (its vectors and sentences stay as they are), CORPUS what
``training.convert`` and ``training.pools`` wrote. A conditional random field (crfsuite) learns from the training
sentences and from the same with half of their names changed; a linear layer learns what the network's vectors tell.
How much the layer counts, and how readily a word is taken for no name, is chosen on the dev sets.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pycrfsuite
import spacy
import srsly
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import pipeline.sentences  # noqa: F401  (a component of the pipeline)
from pipeline.entities import features
from pipeline.entities.features import Company, hashed
from pipeline.entities.namer import FACTORY, Namer
from training.augment import create_news_augmenter
from training.finish import put_in
from training.lookups import lookups_data

Arrays = dict[str, npt.NDArray[Any]]
LEVELS = (50, 200, 1000)  # groups of word vectors
LEAST = -16.5  # log frequency of words whose Brown cluster is kept
STEP, RATIO_STEP = 16, 1.5
ROUNDS = 12
STRENGTHS = (0.0, 0.15, 0.3, 0.45, 0.6)
DOUBTS = (0.0, 0.3, 0.6, 0.9)  # taken off the score of no name
DEV = ("ewt-dev", "gum-dev")


def grouped(rows: npt.NDArray[np.float32], groups: int, seed: int) -> npt.NDArray[np.uint16]:
    """Spherical k-means: the group of each row."""
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    middles = unit[np.random.default_rng(seed).choice(len(unit), groups, replace=False)].copy()
    nearest = np.zeros(len(unit), dtype="int64")
    for _ in range(ROUNDS):
        nearest = np.concatenate([np.argmax(part @ middles.T, axis=1) for part in np.array_split(unit, 20)])
        sums = np.zeros_like(middles)
        np.add.at(sums, nearest, unit)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        middles = np.where(length > 0, sums / np.maximum(length, 1e-9), middles)
    return nearest.astype("uint16")


def company(nlp: Language, seed: int) -> Arrays:
    """Groups of words that occur alike: of the vectors, and Brown clusters of frequent words with a capital."""
    clusters, frequency = (
        json.loads(gzip.decompress(lookups_data(f"en_lexeme_{name}").read_bytes())) for name in ("cluster", "prob")
    )
    rows = {}
    for word, path in clusters.items():
        often = frequency.get(word, -99.0)
        if word[:1].isupper() and often > LEAST:
            ratio = (frequency.get(word.lower(), -20.0) - often) / RATIO_STEP
            rows[hashed(word)] = (path & 0xFFFF, int(np.clip(ratio, -6, 6)))
    keys = np.asarray(sorted(rows), dtype="uint32")
    return {
        "level_names": np.asarray(LEVELS),
        "levels": np.stack([grouped(nlp.vocab.vectors.data, groups, seed) for groups in LEVELS]),
        "words": np.diff(keys, prepend=np.uint32(0)),
        "brown": np.asarray([rows[int(k)][0] for k in keys], dtype="uint16"),
        "ratio": np.asarray([rows[int(k)][1] for k in keys], dtype="int8"),
    }


def gold(nlp: Language, path: Path) -> list[Doc]:
    """The annotated docs of a DocBin."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def varied(nlp: Language, docs: Sequence[Doc], corpus: Path, seed: int) -> Iterator[Doc]:
    """The documents with half of their names changed, some of them varied like news pages."""
    augment = create_news_augmenter(
        srsly.read_json(corpus / "orth_variants.json"),
        srsly.read_json(corpus / "names.json"),
        share=0.15, others=0.5, variants=0.4, capitals=0.06, titles=0.06, no_stop=0.1, numbers=0.8, seed=seed,
    )  # fmt: skip
    for doc in docs:
        for example in augment(nlp, Example(blank(nlp, doc), doc)):
            yield example.reference


def blank(nlp: Language, doc: Doc) -> Doc:
    """The same words with nothing annotated."""
    return Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def tags(doc: Doc) -> list[str]:
    """Each word's label, B-, I- or O."""
    return [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]


def seen(doc: Doc, known: Company) -> list[list[str]]:
    """All features of each token of a Doc whose sentences are found."""
    starts = [bool(t.is_sent_start) for t in doc]
    return features.of_tokens([t.text for t in doc], [t.lower for t in doc], starts, known)


def field(rows: Iterator[tuple[list[list[str]], list[str]]], prune: float, rounds: int) -> tuple[Arrays, list[str]]:
    """The conditional random field's weights, and its labels."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for row, labels in rows:
        trainer.append(row, labels)
    trainer.set_params(
        {"c1": prune, "c2": 0.01, "max_iterations": rounds, "feature.possible_transitions": True, "feature.minfreq": 2}
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "field")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        labels, info = list(tagger.labels()), tagger.info()
        tagger.close()
    place = {label: k for k, label in enumerate(labels)}
    weights: dict[int, list[tuple[int, int]]] = {}
    for (name, label), weight in info.state_features.items():
        rounded = int(np.clip(round(weight * STEP), -127, 127))
        if rounded:
            weights.setdefault(hashed(name), []).append((place[label], rounded))
    moves = np.full((len(labels), len(labels)), -4.0, dtype="float32")
    for (one, other), weight in info.transitions.items():
        moves[place[one], place[other]] = weight
    for one in labels:
        for other in labels:
            if other.startswith("I-") and one[2:] != other[2:]:
                moves[place[one], place[other]] = -1e4
    keys = sorted(weights)
    cells = [cell for key in keys for cell in weights[key]]
    return {
        "labels": np.asarray(labels),
        "keys": np.diff(np.asarray(keys, dtype="uint32"), prepend=np.uint32(0)),
        "counts": np.asarray([len(weights[key]) for key in keys], dtype="uint8"),
        "columns": np.asarray([column for column, _ in cells], dtype="uint8"),
        "weights": np.asarray([weight for _, weight in cells], dtype="int8"),
        "moves": moves,
    }, labels


def layer(docs: Sequence[Doc], golds: Sequence[Doc], labels: list[str], seed: int) -> npt.NDArray[np.float32]:
    """What the network's vectors around a word tell of its label: (3 × width + 1, labels), the last row the bias."""
    inputs = np.concatenate([Namer._window(doc.tensor) for doc in docs])
    wanted = np.asarray([tag for doc in golds for tag in tags(doc)])
    dice = np.random.default_rng(seed)
    kept = (wanted != "O") | (dice.random(len(wanted)) < 0.25)
    model = LogisticRegression(C=0.05, max_iter=60).fit(inputs[kept], wanted[kept])
    order = [list(model.classes_).index(label) for label in labels]
    return np.vstack([model.coef_[order].T, model.intercept_[order]]).astype("float32")


def chosen(namer: Namer, nlp: Language, corpus: Path, learned: npt.NDArray[np.float32]) -> tuple[float, float]:
    """How strongly the layer counts, and the doubt about no name, that find names best in the dev sets."""
    golds = [doc for name in DEV for doc in gold(nlp, corpus / f"{name}.spacy")]
    docs = list(nlp.pipe([blank(nlp, doc) for doc in golds]))
    lists = [namer.emissions(doc) for doc in docs]
    told = [namer._window(doc.tensor) @ learned[:-1] + learned[-1] for doc in docs]
    none = namer.labels_.index("O")
    best = (-1.0, 0.0, 0.0)
    for strength in STRENGTHS:
        for doubt in DOUBTS:
            scores = [a + strength * b for a, b in zip(lists, told, strict=True)]
            for score in scores:
                score[:, none] -= doubt
            total = PRFScore()
            for doc, wanted, path in zip(docs, golds, namer.decode(namer.agreed(docs, scores)), strict=True):
                namer._annotate(doc, path)
                unknown = {t.i for t in wanted if t.ent_iob_ == ""}
                ours = {(e.start, e.end, e.label_) for e in doc.ents if e.label_ != "NORP" and e.start not in unknown}
                total.score_set(ours, {(e.start, e.end, e.label_) for e in wanted.ents if e.label_ != "NORP"})
            print(f"strength {strength} doubt {doubt}: {100 * total.fscore:.2f}", flush=True)
            best = max(best, (total.fscore, strength, doubt))
    return best[1:]


def main() -> None:
    """Trains the namer of a pipeline on a corpus and saves it there."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("pipeline", type=Path)
    options.add_argument("corpus", type=Path)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--prune", type=float, default=0.2, help="weight of the penalty that leaves features out")
    options.add_argument("--rounds", type=int, default=60)
    given = options.parse_args()
    nlp = spacy.load(given.pipeline, exclude=["parser", "ner", "lemmatizer", "morphologizer"])
    base = {**company(nlp, given.seed), "contextual": np.zeros((0, 0)), "bias": np.zeros(1)}
    golds = gold(nlp, given.corpus / "names.spacy")
    both = [*golds, *varied(nlp, golds, given.corpus, given.seed)]
    docs = list(nlp.pipe([blank(nlp, doc) for doc in both]))
    print(f"{len(docs)} documents, {sum(map(len, docs))} words", flush=True)
    namer = Namer(nlp.vocab)
    empty = {"labels": np.asarray(["O"]), "moves": np.zeros((1, 1)),
             **{key: np.zeros(0, dtype="uint8") for key in ("keys", "counts", "columns", "weights")}}  # fmt: skip
    namer.set_weights({**base, **empty})
    rows = ((seen(doc, namer.company), tags(wanted)) for doc, wanted in zip(docs, both, strict=True))
    learned, labels = field(rows, given.prune, given.rounds)
    half = len(golds)
    contextual = layer(docs[half:], both[half:], labels, given.seed)
    namer.set_weights({**base, **learned})
    strength, doubt = chosen(namer, nlp, given.corpus, contextual)
    bias = strength * contextual[-1]
    bias[labels.index("O")] -= doubt
    namer.set_weights(
        {
            **base,
            **learned,
            "contextual": (strength * contextual[:-1]).astype("float16"),
            "bias": bias.astype("float32"),
        }
    )
    pipes = spacy.load(given.pipeline, exclude=["ner"]).pipe_names
    place = {"before": "lemmatizer"} if "lemmatizer" in pipes else {"last": True}
    put_in(given.pipeline, "ner", FACTORY, namer.arrays, **place)


if __name__ == "__main__":
    main()
