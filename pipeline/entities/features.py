"""What the trained names see of a word: its letters, its make, the company it keeps in other texts, and our lists.

The same strings are made while training (``training.namer``) and while reading, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from pipeline.entities import context, people
from pipeline.entities.gazetteer import gazetteer
from pipeline.entities.spelling import fold

Own = list[str]
AROUND = (-2, -1, 1, 2)  # words whose features count too
_SHAPE = 10  # letters of a word's shape
_BRACKETS = frozenset("()[]{}")
_BITS = (4, 6, 10, 16)  # prefixes of Brown clusters' paths (Ratinov and Roth 2009)
_BITS_AROUND = (6, 10)
_KINDS = ("organisation", "group", "region", "city", "place", "person", "nothing")


@dataclass(slots=True)
class Company:
    """Groups of words that occur alike, stored with the pipeline.

    ``levels``: group of each row of the word vectors, once a level of fineness. ``words``: sorted 32-bit hashes of
    frequent words with a capital; ``brown``: the Brown cluster of each; ``ratio``: how much more frequent its small
    letters are (log, steps of 1.5).
    """

    vectors: Vectors
    levels: dict[int, npt.NDArray[np.uint16]]
    words: npt.NDArray[np.uint32]
    brown: npt.NDArray[np.uint16]
    ratio: npt.NDArray[np.int8]

    def row(self, key: int) -> int:
        """The row of a word's vector, -1 where it has none."""
        return int(self.vectors.key2row.get(key, -1))

    def capital(self, word: str) -> tuple[int, int] | None:
        """Cluster and ratio of a word with a capital, None where it is rare."""
        key = hashed(word)
        at = int(np.searchsorted(self.words, key))
        if at == len(self.words) or self.words[at] != key:
            return None
        return int(self.brown[at]), int(self.ratio[at])


def hashed(text: str) -> int:
    """A number of 32 bits for ``text``."""
    return int(hash_string(text)) & 0xFFFFFFFF


def shape(word: str) -> str:
    """Kinds of letters, runs cut to two: "McDonald-7" → "XxXxx-d"."""
    out = ""
    for c in word:
        kind = "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        if out[-2:] != kind * 2:
            out += kind
            if len(out) == _SHAPE:
                break
    return out


@cache
def _cues() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for kind in _KINDS:
        for where in ("within", "before", "after"):
            for word in sorted(context.cue(kind, where)):
                out.setdefault(word, []).append(f"C={kind[:3]}{where[0]}")
    return out


def of_word(word: str, lower: int, company: Company) -> tuple[Own, Own]:
    """Features of a word for itself, and those it lends to the words around it. ``lower``: key of its small letters."""
    small, made = word.lower(), shape(word)
    own, lent = [f"w={word}"], [f"l={small}", f"s={made}"]
    own += [
        f"{where}{n}={part}"
        for n in (2, 3, 4)
        if len(small) > n
        for where, part in (("p", small[:n]), ("x", small[-n:]))
    ]
    row = company.row(lower)
    if row >= 0:
        own.append(f"r={row}")
        lent += [f"k{level}={groups[row]}" for level, groups in company.levels.items()]
    else:
        lent.append("r=none")
    if word[:1].isupper():
        known = company.capital(word)
        if known is None:
            own.append("b=none")
        else:
            path = format(known[0], "016b")[::-1]
            own += [f"b{n}={path[:n]}" for n in _BITS if n not in _BITS_AROUND] + [f"pr={known[1]}"]
            lent += [f"b{n}={path[:n]}" for n in _BITS_AROUND]
    lent += [sign for sign, listed in (("GIVEN", people.given()), ("FAM", people.family())) if word in listed]
    if fold(word) in context.titles():
        lent.append("TITLE")
    lent += _cues().get(word, ()) or _cues().get(small, ())
    return own, lent


def listed(words: Sequence[str], pieces: Sequence[Sequence[str]]) -> dict[int, list[str]]:
    """Features of the words that begin or go on a name of our lists. ``pieces``: the folded parts of each word."""
    known = gazetteer()
    run = [(piece, i) for i, parts in enumerate(pieces) for piece in parts]
    out: dict[int, list[str]] = {}
    at = 0
    while at < len(run):
        first, start = run[at]
        at += 1
        if not words[start][:1].isupper():
            continue
        for size in range(min(known.longest.get(first, 0), len(run) - at + 1), 0, -1):
            names = known.names.get(" ".join(piece for piece, _ in run[at - 1 : at - 1 + size]))
            if names is None:
                continue
            end = run[at + size - 2][1] + 1
            kinds = sorted({n.kind + ("?" if n.ambiguous else "") for n in names})
            for i in range(start, end):
                out.setdefault(i, []).extend(f"G={'B' if i == start else 'I'}{k}{min(end - start, 3)}" for k in kinds)
            at += size - 1
            break
    return out


def parts(word: str) -> list[str]:
    """The folded pieces of a word as the lists have them; a break, which no name holds, for brackets."""
    return ["|"] if word in _BRACKETS else fold(word).split()


def pairs(small: str, made: str, next_small: str, next_made: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Features of two neighbours together: those of the first word and those of the second."""
    return (f"ss1={made}|{next_made}", f"l1={next_small}|s={made}"), (
        f"s-1s={made}|{next_made}",
        f"l-1={small}|s={next_made}",
    )


def of_text(words: Sequence[str], starts: Sequence[bool]) -> Iterator[list[str]]:
    """Features of each word's place: where sentences begin and end, how the text writes the word elsewhere."""
    capitals = Counter(w for w, start in zip(words, starts, strict=True) if not start and w[:1].isupper())
    small = {w for w in words if w[:1].islower()}
    for i, word in enumerate(words):
        out = ["START"] if starts[i] else []
        if i + 1 < len(words) and starts[i + 1]:
            out.append("END")
        if word[:1].isupper():
            if capitals[word]:
                out.append("capelse")
            if word.lower() in small:
                out.append("lowelse")
        yield out


def of_tokens(words: Sequence[str], lower: Sequence[int], starts: Sequence[bool], company: Company) -> list[list[str]]:
    """All features of each word of a text, spelt out: what is trained on, what ``Namer.emissions`` adds up.

    ``lower``: keys of the words' small letters; ``starts``: does a sentence begin here?
    """
    lexical = [of_word(word, key, company) for word, key in zip(words, lower, strict=True)]
    marks = listed(words, [parts(word) for word in words])
    out = [[*own, *lent, "bias", *marks.get(i, ())] for i, (own, lent) in enumerate(lexical)]
    for i, row in enumerate(out):
        for step in AROUND:
            if 0 <= i + step < len(words):
                row += [f"{step}{name}" for name in (*lexical[i + step][1], *marks.get(i + step, ()))]
            else:
                row.append(f"{step}END")
    for i in range(len(words) - 1):
        first, second = pairs(words[i].lower(), shape(words[i]), words[i + 1].lower(), shape(words[i + 1]))
        out[i] += first
        out[i + 1] += second
    for row, more in zip(out, of_text(words, starts), strict=True):
        row += more
    return out
