"""Scores a pipeline on the treebanks: tags, parse, sentences, lemmas, names; and words a second beside another one.

    python -m training.evaluate MODEL DATA [--beside OTHER] [--json FILE] [--into-meta]

DATA is what ``training.convert`` wrote. LAS and UAS leave punctuation out; sentences are scored on documents of up to
ten sentences run together, and by paragraph; names by exact span and type (person, organisation, place), nationalities
and the like left out on both sides; once more with offices ("the President") counted as the persons that hold them, as
GUM has it and UNER has not.
"""

from __future__ import annotations

import argparse
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from pipeline.entities.namer import Namer
from pipeline.sentences import Sentences

SETS = ("ewt-dev", "gum-dev", "ewt-test", "gum-test")
NAMES = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}
KINDS = {
    "person": "person", "organisation": "organisation", "group": "organisation",
    "country": "place", "region": "place", "city": "place", "place": "place",
}  # fmt: skip


def gold(nlp: Language, path: Path) -> Iterator[Doc]:
    """The annotated docs of a DocBin."""
    yield from DocBin().from_disk(path).get_docs(nlp.vocab)


def examples(nlp: Language, path: Path) -> list[Example]:
    """Gold words, everything else predicted."""
    docs = list(gold(nlp, path))
    bare = [Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs]
    return [Example(p, d) for p, d in zip(nlp.pipe(bare), docs, strict=True)]


def names(found: list[Example]) -> dict[str, PRFScore]:
    """The trained names alone, and the whole of ``pipeline.entities.find``, by exact span and type."""
    from pipeline.copied import read
    from pipeline.entities import find

    keys = ("names_trained", "names", "names_with_offices", *(f"names_{kind}" for kind in NAMES.values()))
    out = {key: PRFScore() for key in keys}
    for example in found:
        unknown = {t.i for t in example.reference if t.ent_iob_ == ""}
        right = {(e.start, e.end, NAMES[e.label_]) for e in example.reference.ents if e.label_ in NAMES}
        found_here = [e for e in find(read(example.predicted)) if e.start not in unknown]
        ours = {(e.start, e.end, KINDS[e.kind]) for e in found_here if e.kind in KINDS}
        offices = {(e.start, e.end, "person") for e in found_here if e.kind == "office"}
        theirs = {
            (e.start, e.end, NAMES[e.label_])
            for e in example.predicted.ents
            if e.label_ in NAMES and e.start not in unknown
        }
        out["names_trained"].score_set(theirs, right)
        out["names"].score_set(ours, right)
        out["names_with_offices"].score_set(ours | offices, right)
        for kind in NAMES.values():
            out[f"names_{kind}"].score_set({s for s in ours if s[2] == kind}, {s for s in right if s[2] == kind})
    return out


def scores(nlp: Language, folder: Path, name: str) -> tuple[dict[str, float], dict[str, PRFScore]]:
    """Percentages of one set, and the counts behind those of names."""
    found = examples(nlp, folder / f"{name}.spacy")
    apart = examples(nlp, folder / f"{name}-paragraphs.spacy")
    parse, parse_apart = (
        Scorer.score_deps(e, "dep", getter=lambda t, a: t.dep_, head_attr="head", ignore_labels=("punct",))
        for e in (found, apart)
    )
    named = names(found)
    result = {
        "upos": Scorer.score_token_attr(found, "pos")["pos_acc"],
        "uas": parse["dep_uas"],
        "las": parse["dep_las"],
        "sentences": Scorer.score_spans(found, "sents", has_annotation=lambda d: True)["sents_f"],
        "lemma": Scorer.score_token_attr(found, "lemma")["lemma_acc"],
        "las_by_paragraph": parse_apart["dep_las"],
        "sentences_by_paragraph": Scorer.score_spans(apart, "sents", has_annotation=lambda d: True)["sents_f"],
    }
    result |= {key: score.fscore for key, score in named.items()}
    return {key: round(100 * value, 2) for key, value in result.items()}, named


def together(parts: list[dict[str, PRFScore]]) -> dict[str, float]:
    """F of names over several sets as if they were one."""
    out = {}
    for key in parts[0]:
        whole = PRFScore()
        for part in parts:
            whole += part[key]
        out[key] = round(100 * whole.fscore, 2)
    return out


def speed(pipelines: dict[str, Language], folder: Path, rounds: int = 5) -> dict[str, int]:
    """Words a second of each pipeline on the same paragraphs, on one core, best of ``rounds`` taken in turn."""
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


def load(path: Path) -> Language:
    """A pipeline from its folder, or from a packed one."""
    if path.is_dir():
        return spacy.load(path)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as packed:
        packed.extractall(folder, filter="data")
        return spacy.load(next(Path(folder).rglob("config.cfg")).parent)


def main() -> None:
    """Scores a pipeline on the test sets, prints them and writes them as JSON where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("model", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("--beside", type=Path, help="another pipeline, to compare speeds; skipped where it is absent")
    options.add_argument("--json", type=Path)
    options.add_argument("--into-meta", action="store_true", help="write the scores into the pipeline's meta.json")
    options.add_argument("--sets", nargs="*", default=SETS)
    given = options.parse_args()
    nlp = spacy.load(given.model)
    begin = time.process_time()
    spacy.load(given.model)
    result: dict[str, Any] = {"seed": nlp.meta.get("seed"), "load_seconds": round(time.process_time() - begin, 2)}
    result["megabytes"] = round(sum(f.stat().st_size for f in given.model.rglob("*") if f.is_file()) / 1e6, 1)
    if isinstance(namer := nlp.get_pipe("ner"), Namer):
        result["names_features"] = len(namer.arrays["keys"])
    if isinstance(splitter := nlp.get_pipe("senter"), Sentences):
        result["sentences_features"] = len(splitter.arrays["keys"])
    counts = {}
    for name in given.sets:
        result[name], counts[name] = scores(nlp, given.data, name)
        print(name, result[name], flush=True)
    for part in ("dev", "test"):
        if parts := [counts[name] for name in given.sets if name.endswith(part)]:
            result[part] = together(parts)
            print(part, result[part])
    pipelines = {"this": nlp}
    if given.beside and given.beside.exists():
        pipelines["beside"] = load(given.beside)
    result["words_per_second"] = speed(pipelines, given.data)
    print(result["words_per_second"], result["megabytes"], "MB", result["load_seconds"], "s to load")
    if given.json:
        srsly.write_json(given.json, result)
    if given.into_meta:
        path = given.model / "meta.json"
        srsly.write_json(path, srsly.read_json(path) | {"performance": result})


if __name__ == "__main__":
    main()
