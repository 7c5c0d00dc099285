"""Reads CoNLL-U treebanks sentence by sentence, with the surface words of split tokens ("don't" → "do", "n't")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    """One syntactic word; ``head`` is 1-based, 0 for the root."""

    i: int
    form: str
    lemma: str
    pos: str
    tag: str
    feats: str
    head: int
    dep: str
    misc: str
    space: bool

    @property
    def relation(self) -> str:
        """The dependency relation without its subtype."""
        return self.dep.split(":")[0]


@dataclass(slots=True)
class Tree:
    """One sentence with where it stands; ``paragraph`` counts up through the file."""

    document: str
    sentence: str
    paragraph: int
    words: list[Word] = field(default_factory=list)


def trees(path: Path) -> Iterator[Tree]:
    """Sentences of a file in order. A sentence whose words do not spell its text is left out."""
    document = sentence = ""
    paragraph = 0
    words: list[Word] = []
    ranges: list[tuple[int, int, str, bool]] = []
    usable = True
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document = line.split("=", 1)[1].strip()
                paragraph += 1
            elif line.startswith("# newpar"):
                paragraph += 1
            elif line.startswith("# sent_id"):
                sentence = line.split("=", 1)[1].strip()
            elif line.startswith("#"):
                continue
            elif line:
                cells = line.split("\t")
                spaced = "SpaceAfter=No" not in cells[9].split("|")
                if "." in cells[0]:
                    continue
                if span := re.fullmatch(r"(\d+)-(\d+)", cells[0]):
                    ranges.append((int(span[1]), int(span[2]), cells[1], spaced))
                elif cells[6].isdigit():
                    words.append(Word(int(cells[0]), *cells[1:6], int(cells[6]), cells[7], cells[9], spaced))
                else:
                    usable = False
            elif words:
                if usable and _spell(words, ranges):
                    yield Tree(document, sentence, paragraph, words)
                words, ranges, usable = [], [], True


def _spell(words: list[Word], ranges: list[tuple[int, int, str, bool]]) -> bool:
    """Gives the parts of split tokens their letters in the text; False when they cannot be told apart."""
    for first, last, form, spaced in ranges:
        parts = words[first - 1 : last]
        if sum(len(p.form) for p in parts) != len(form):
            return False
        at = 0
        for part in parts:
            part.form = form[at : at + len(part.form)]
            part.space = False
            at += len(part.form)
        parts[-1].space = spaced
    return not any(" " in w.form or w.form == "_" for w in words)
