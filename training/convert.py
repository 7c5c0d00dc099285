"""Treebanks (CoNLL-U, IOB2) → spaCy's binary training data.

    python -m training.convert TREEBANKS OUTPUT

Training sentences stand twice: by paragraph, as the pipeline meets them, and in runs of 1–12 that cross paragraphs, so
that the parser learns to split where nothing else does. Test documents hold up to 10 sentences.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from training import names
from training.conllu import Tree, trees
from training.lookups import lookups_data

SEED = 7
TEST_RUN = 10
Named = tuple[Tree, list[names.Span] | None]


def treebank(folder: Path, bank: str, part: str) -> list[Named]:
    """Sentences of one part of one treebank, with their names where they are annotated."""
    sentences = list(trees(folder / f"{bank}-{part}.conllu"))
    if bank == "gum":
        return [(tree, names.from_gum(tree.words)) for tree in sentences]
    tags = names.read_uner(folder / f"uner-ewt-{part}.iob2")
    return [(t, names.from_uner(t.words, tags.get(t.sentence), others=part == "train")) for t in sentences]


def runs(sentences: list[Named], lengths: Iterator[int]) -> Iterator[list[Named]]:
    """Stretches of one document, as long as ``lengths`` say."""
    for _, group in groupby(sentences, key=lambda named: named[0].document):
        document = list(group)
        while document:
            length = next(lengths)
            yield document[:length]
            document = document[length:]


def paragraphs(sentences: list[Named]) -> Iterator[list[Named]]:
    """Sentences in their paragraphs."""
    for _, group in groupby(sentences, key=lambda named: named[0].paragraph):
        yield list(group)


def to_doc(vocab: spacy.vocab.Vocab, sentences: list[Named]) -> Doc:
    """One Doc of several trees; names that are not annotated stay unknown."""
    words = [word for tree, _ in sentences for word in tree.words]
    heads: list[int] = []
    starts: list[bool] = []
    entities: list[str] = []
    for tree, spans in sentences:
        offset = len(heads)
        heads += [offset + (w.head or w.i) - 1 for w in tree.words]
        starts += [w.i == 1 for w in tree.words]
        tags = ["" if spans is None else "O"] * len(tree.words)
        for start, end, label in spans or ():
            tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        entities += tags
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        tags=[w.tag for w in words],
        pos=[w.pos for w in words],
        morphs=["" if w.feats == "_" else _features(w.feats) for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.head == 0 else w.dep for w in words],
        sent_starts=starts,
        ents=entities,
    )


def _features(feats: str) -> str:
    """Features that something downstream can use: what marks misspelling, register or script is left out."""
    dropped = ("Typo", "Style", "Abbr", "Foreign", "ExtPos", "NumForm")
    return "|".join(f for f in feats.split("|") if f.split("=")[0] not in dropped)


def save(path: Path, docs: Iterable[Doc]) -> None:
    """Writes docs as a DocBin and says how many."""
    store = DocBin(
        attrs=["ORTH", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "LEMMA", "MORPH", "POS", "SENT_START", "SPACY"]
    )
    count = 0
    for doc in docs:
        store.add(doc)
        count += len(doc)
    store.to_disk(path)
    print(f"{path.name}: {len(store)} documents, {count} words")


def main(source: Path, output: Path) -> None:
    """Every treebank of ``source`` as spaCy's binary format in ``output``."""
    output.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    dice = random.Random(SEED)
    varied = iter(lambda: dice.randint(1, 12), None)
    fixed = iter(lambda: TEST_RUN, None)
    everything: list[list[Named]] = []
    together: list[list[Named]] = []
    named: list[list[Named]] = []
    lengths = random.Random(SEED)
    for bank in ("ewt", "gum"):
        train = treebank(source, bank, "train")
        everything += [*paragraphs(train), *runs(train, varied)]
        named += runs([n for n in train if n[1] is not None], iter(lambda: lengths.randint(1, 12), None))
        for part in ("dev", "test"):
            held = treebank(source, bank, part)
            save(output / f"{bank}-{part}.spacy", (to_doc(vocab, s) for s in runs(held, fixed)))
            save(output / f"{bank}-{part}-paragraphs.spacy", (to_doc(vocab, s) for s in paragraphs(held)))
            if part == "dev":
                together += runs(held, fixed)
    dice.shuffle(everything)
    save(output / "train.spacy", (to_doc(vocab, s) for s in everything))
    save(output / "names.spacy", (to_doc(vocab, s) for s in named))
    save(output / "dev.spacy", (to_doc(vocab, s) for s in together))
    with gzip.open(lookups_data("en_orth_variants"), "rb") as packed:
        (output / "orth_variants.json").write_bytes(packed.read())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
