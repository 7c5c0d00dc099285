"""Makes a trained checkpoint ready to ship: lemma exceptions, a quicker lemma index, no paths of the training machine.

python -m training.finish CHECKPOINT TREEBANKS OUTPUT
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import spacy
from spacy.language import Language

from training.conllu import trees

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


def tidy(nlp: Language) -> None:
    """Drops what only training needs, so that the shipped settings name no file."""
    nlp.config["paths"] = {}
    nlp.config["corpora"] = {}
    nlp.config["initialize"] = {}
    nlp.config["training"] = {}
    nlp.meta.update(
        name="crosscheck",
        version="1.0.0",
        description="English for crosscheck: tags, parse, lemmas, names",
        license="CC BY-SA 4.0",
        author="",
        email="",
        url="",
        sources=[
            {
                "name": "UD English EWT",
                "url": "https://github.com/UniversalDependencies/UD_English-EWT",
                "license": "CC BY-SA 4.0",
            },
            {
                "name": "UD English GUM (eight genres)",
                "url": "https://github.com/UniversalDependencies/UD_English-GUM",
                "license": "CC BY 4.0 / CC BY-SA",
            },
            {
                "name": "UNER English EWT",
                "url": "https://github.com/UniversalNER/UNER_English-EWT",
                "license": "CC BY-SA 4.0",
            },
            {"name": "spaCy lookups data", "url": "https://github.com/explosion/spacy-lookups-data", "license": "MIT"},
        ],
    )


def main(checkpoint: Path, treebanks: Path, output: Path) -> None:
    nlp = spacy.load(checkpoint)
    lemmatise_well(nlp, treebanks)
    tidy(nlp)
    nlp.to_disk(output)


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:4]))
