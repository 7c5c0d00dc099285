"""Scores a pipeline on the treebanks: tags, parse, sentences, lemmas, names; and words a second beside another
pipeline.

    python -m training.evaluate MODEL DATA [--beside OTHER] [--json FILE]

DATA is what ``training.convert`` wrote. LAS and UAS leave punctuation out; sentences are scored on documents of up
to ten
sentences run together, and by paragraph; names by exact span and type (person, organisation, place), nationalities and
the like left out on both sides.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

SETS = ("ewt-dev", "gum-dev", "ewt-test", "gum-test")
NAMES = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}
KINDS = {
    "person": "person", "organisation": "organisation", "group": "organisation",
    "country": "place", "region": "place", "city": "place", "place": "place",
}  # fmt: skip


def gold(nlp: Language, path: Path) -> Iterator[Doc]:
    yield from DocBin().from_disk(path).get_docs(nlp.vocab)


def examples(nlp: Language, path: Path) -> list[Example]:
    """Gold words, everything else predicted."""
    docs = list(gold(nlp, path))
    bare = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    return [Example(p, d) for p, d in zip(nlp.pipe(bare), docs, strict=True)]


def names(found: list[Example]) -> dict[str, float]:
    """F of the trained names alone and of the whole ``pipeline.entities.find``, by exact span and type."""
    from pipeline.entities import find

    trained, whole = PRFScore(), PRFScore()
    kinds = {kind: PRFScore() for kind in NAMES.values()}
    for example in found:
        unknown = {t.i for t in example.reference if t.ent_iob_ == ""}
        right = {(e.start, e.end, NAMES[e.label_]) for e in example.reference.ents if e.label_ in NAMES}
        ours = {
            (e.start, e.end, KINDS[e.kind])
            for e in find(example.predicted)
            if e.kind in KINDS and e.start not in unknown
        }
        theirs = {
            (e.start, e.end, NAMES[e.label_])
            for e in example.predicted.ents
            if e.label_ in NAMES and e.start not in unknown
        }
        trained.score_set(theirs, right)
        whole.score_set(ours, right)
        for kind, score in kinds.items():
            score.score_set({s for s in ours if s[2] == kind}, {s for s in right if s[2] == kind})
    out = {"names_trained": trained.fscore, "names": whole.fscore, "names_p": whole.precision, "names_r": whole.recall}
    return out | {f"names_{kind}": score.fscore for kind, score in kinds.items()}


def scores(nlp: Language, folder: Path, name: str) -> dict[str, float]:
    found = examples(nlp, folder / f"{name}.spacy")
    parse = Scorer.score_deps(found, "dep", getter=lambda t, a: t.dep_, head_attr="head", ignore_labels=("punct",))
    result = {
        "upos": Scorer.score_token_attr(found, "pos")["pos_acc"],
        "uas": parse["dep_uas"],
        "las": parse["dep_las"],
        "sentences": Scorer.score_spans(found, "sents", has_annotation=lambda d: True)["sents_f"],
        "lemma": Scorer.score_token_attr(found, "lemma")["lemma_acc"],
    } | names(found)
    apart = examples(nlp, folder / f"{name}-paragraphs.spacy")
    result["sentences_by_paragraph"] = Scorer.score_spans(apart, "sents", has_annotation=lambda d: True)["sents_f"]
    result["las_by_paragraph"] = Scorer.score_deps(
        apart, "dep", getter=lambda t, a: t.dep_, head_attr="head", ignore_labels=("punct",)
    )["dep_las"]
    return {key: round(100 * value, 2) for key, value in result.items()}


def speed(pipelines: dict[str, Language], folder: Path, rounds: int = 3) -> dict[str, int]:
    """Words a second of each pipeline on the same paragraphs, best of ``rounds`` taken in turn."""
    texts = [
        d.text for n in ("ewt-test", "gum-test") for d in gold(spacy.blank("en"), folder / f"{n}-paragraphs.spacy")
    ]
    best = dict.fromkeys(pipelines, 0.0)
    for _ in range(rounds):
        for name, nlp in pipelines.items():
            start = time.process_time()
            words = sum(len(d) for d in nlp.pipe(texts, batch_size=128))
            best[name] = max(best[name], words / (time.process_time() - start))
    return {name: round(value) for name, value in best.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("model", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("--beside", type=Path)
    options.add_argument("--json", type=Path)
    options.add_argument("--sets", nargs="*", default=SETS)
    given = options.parse_args()
    begin = time.perf_counter()
    nlp = spacy.load(given.model)
    result: dict[str, object] = {"load_seconds": round(time.perf_counter() - begin, 2)}
    result["megabytes"] = round(sum(f.stat().st_size for f in given.model.rglob("*") if f.is_file()) / 1e6, 1)
    for name in given.sets:
        result[name] = scores(nlp, given.data, name)
        print(name, result[name], flush=True)
    pipelines = {"this": nlp} | ({"beside": spacy.load(given.beside)} if given.beside else {})
    result["words_per_second"] = speed(pipelines, given.data)
    print(result["words_per_second"], result["megabytes"], "MB", result["load_seconds"], "s to load")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
