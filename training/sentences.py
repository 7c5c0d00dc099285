"""Trains the component that says where sentences begin, and puts it into a finished pipeline.

    python -m training.sentences PIPELINE CORPUS [--seed 7]

PIPELINE is what ``training.finish`` wrote (its vectors and tags stay as they are), CORPUS what ``training.convert``
wrote. One logistic regression, pruned, learns from words, shapes and tags, another from the network's vectors; how much
the second counts, and from which score on a sentence begins, is chosen on the dev sets.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import spacy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.sentences import BITS, FACTORY, Sentences
from training.finish import put_in
from training.namer import grouped

PRUNE = 0.7  # inverse weight of the penalty that leaves features out
STRENGTHS = (0.0, 0.15, 0.3, 0.5)
DOUBTS = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)  # added to every score
GROUPS = 250  # of word vectors
DEV = ("ewt-dev", "gum-dev", "ewt-dev-paragraphs", "gum-dev-paragraphs")
Spans = set[tuple[int, int]]


def gold(nlp: Language, path: Path) -> list[Doc]:
    """The annotated docs of a DocBin."""
    return list(spacy.tokens.DocBin().from_disk(path).get_docs(nlp.vocab))


def read(nlp: Language, golds: list[Doc]) -> list[Doc]:
    """The docs' words as the pipeline reads them."""
    return list(nlp.pipe(Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d]) for d in golds))


def begins(docs: list[Doc]) -> npt.NDArray[np.bool_]:
    """Which words of all docs begin a sentence."""
    return np.asarray([bool(t.is_sent_start) or t.i == 0 for doc in docs for t in doc])


def spans(starts: npt.NDArray[np.bool_], docs: list[Doc]) -> list[Spans]:
    """Sentences of each text, as first word and word after the last."""
    out: list[Spans] = []
    at = 0
    for doc in docs:
        first = [i for i in range(len(doc)) if i == 0 or starts[at + i]]
        out.append(set(zip(first, [*first[1:], len(doc)], strict=True)))
        at += len(doc)
    return out


def score(found: list[Spans], right: list[Spans]) -> float:
    """F of sentences, in percent."""
    both = sum(len(a & b) for a, b in zip(found, right, strict=True))
    return 200 * both / max(1, sum(map(len, found)) + sum(map(len, right)))


def main() -> None:
    """Trains the sentence splitter of a pipeline and saves it there."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("pipeline", type=Path)
    options.add_argument("corpus", type=Path)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    nlp = spacy.load(given.pipeline, exclude=["parser", "senter", "ner", "lemmatizer", "morphologizer"])
    vectors = nlp.vocab.vectors.data
    blank = {
        "keys": np.zeros(0, dtype="uint32"),
        "weights": np.zeros(0, dtype="float16"),
        "contextual": np.zeros(0, dtype="float16"),
        "bias": np.zeros(1),
        "groups": grouped(vectors, GROUPS, given.seed).astype("uint8"),
    }
    made = Sentences(nlp.vocab)
    made.set_weights({**blank, "bias": np.zeros(())})

    golds = gold(nlp, given.corpus / "names.spacy")
    docs = read(nlp, golds)
    wanted = begins(golds)
    inner = np.asarray([t.i > 0 for doc in golds for t in doc])  # the first word of a text begins a sentence anyway
    places = np.stack(list(made.features(docs)), axis=1)[inner]
    count, width = places.shape
    seen = csr_matrix(
        (np.ones(places.size, dtype="float32"), places.ravel(), np.arange(0, places.size + 1, width)),
        shape=(count, 1 << BITS),
    )
    learner = LogisticRegression(C=PRUNE, l1_ratio=1.0, solver="liblinear", max_iter=40, tol=1e-3)
    words = learner.fit(seen, wanted[inner])
    context = LogisticRegression(C=0.05, max_iter=100).fit(
        np.concatenate([made.window(doc.tensor) for doc in docs])[inner], wanted[inner]
    )
    kept = np.flatnonzero(words.coef_[0])
    print(f"{count} words, {len(kept)} features", flush=True)
    learned = {
        **blank,
        "keys": np.diff(kept, prepend=0).astype("uint32"),
        "weights": words.coef_[0][kept].astype("float16"),
    }

    best = (-1.0, 0.0, 0.0)
    dev = {name: gold(nlp, given.corpus / f"{name}.spacy") for name in DEV}
    ours = {name: read(nlp, docs) for name, docs in dev.items()}
    right = {name: spans(begins(docs), docs) for name, docs in dev.items()}
    for strength in STRENGTHS:
        made.set_weights({**learned, "contextual": strength * context.coef_[0],
                          "bias": words.intercept_[0] + strength * context.intercept_[0]})  # fmt: skip
        told = {name: made.scores(docs) for name, docs in ours.items()}
        for doubt in DOUBTS:
            found = {name: score(spans(told[name] + doubt > 0, dev[name]), right[name]) for name in DEV}
            print(f"strength {strength} doubt {doubt}:", *(f"{value:.2f}" for value in found.values()), flush=True)
            best = max(best, (sum(found.values()), strength, doubt))
    _, strength, doubt = best
    bias = words.intercept_[0] + strength * context.intercept_[0] + doubt
    arrays = {**learned, "contextual": (strength * context.coef_[0]).astype("float16"), "bias": np.asarray(bias)}

    put_in(given.pipeline, "senter", FACTORY, arrays, before="parser")


if __name__ == "__main__":
    main()
