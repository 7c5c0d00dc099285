"""A trained tok2vec grows: word clusters as a fifth kind of evidence, and more layers, without losing what it knows.

    python -m training.grow BASE VECTORS OUTPUT

The second stage of training starts where the first ended. New inputs start with small weights and new layers as no
layer
at all (their scale is zero, and what a residual layer adds is then nothing), so that the grown network begins by
computing
nearly what the old one did.
See Chen, Goodfellow and Shlens, "Net2Net: Accelerating Learning via Knowledge Transfer" (ICLR 2016).
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, fix_random_seed

SEED = 7
DEPTH = 6
NEW_INPUT_SCALE = 0.3


def main(base: Path, vectors: Path, output: Path) -> None:
    """Writes a pipeline of one component, the grown tok2vec."""
    fix_random_seed(SEED)
    old = spacy.load(base)
    settings = old.config.interpolate()["components"]["tok2vec"]["model"]
    settings["embed"]["include_static_vectors"] = True
    settings["encode"]["depth"] = DEPTH
    nlp = spacy.load(vectors)
    tok2vec = nlp.add_pipe("tok2vec", config={"model": settings})
    sample = Doc(nlp.vocab, words=["A", "sample", "of", "words"])
    tok2vec.initialize(lambda: [Example(sample, sample)], nlp=nlp)
    transplant(old.get_pipe("tok2vec").model, tok2vec.model)
    nlp.to_disk(output)


def transplant(old: Model, new: Model) -> None:
    for source, target in zip(_named(old, "hashembed"), _named(new, "hashembed"), strict=True):
        target.set_param("E", source.get_param("E"))
    old_layers = list(zip(_named(old, "maxout"), _named(old, "layernorm"), strict=True))
    new_layers = list(zip(_named(new, "maxout"), _named(new, "layernorm"), strict=True))
    for (source, norm), (target, new_norm) in zip(old_layers, new_layers, strict=False):
        weights = target.get_param("W").copy() * NEW_INPUT_SCALE
        known = source.get_param("W")
        weights[:, :, : known.shape[2]] = known
        target.set_param("W", weights)
        target.set_param("b", source.get_param("b"))
        for name in ("G", "b"):
            new_norm.set_param(name, norm.get_param(name))
    for _, norm in new_layers[len(old_layers) :]:
        norm.set_param("G", norm.get_param("G") * 0)


def _named(model: Model, name: str) -> list[Model]:
    return [node for node in model.walk() if node.name == name]


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:4]))
