"""Where sentences begin, as a component of the shipped spaCy pipeline: a linear classifier over the words, shapes and
tags around each word, plus what the network's vectors say of the place.

Features are kept by a hash of their values (Weinberger et al. 2009), a whole batch at a time in numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.weights import ArrayPipe

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
FACTORY = "crosscheck_sentences"
BITS = 18  # 2¹⁸ places for features: with some thousand in use hardly two meet
WINDOW = 2  # words on each side whose network vectors count
# L small letters, S shape, T tag, P first letter, U last three, W space after, G group of words that occur alike, D, N
# how far the last and the next full stop are, B brackets open; each with the place it is read at, 0 the word itself;
# several are looked at together
TEMPLATES = (
    "L-3 S-3 T-3 G-3 L-2 S-2 T-2 G-2 L-1 S-1 T-1 G-1 L0 S0 T0 G0 L1 S1 T1 G1 L2 S2 T2 G2 S-4 T-4 T3 P-2 U-2 P-1 U-1 "
    "P0 U0 P1 U1 L-1+L0 S-1+S0 L-1+S0 S-1+L0 T-1+T0 S-1+S0+S1 T0+T1 T-1+T0+T1 T-2+T-1+T0 W-1+S0 W-1+S-1+S0 G-1+G0 "
    "T-1+S0 G-1+S0 S-1+G0 D0+P0 N0+P0 D0+N0+P0 D0+L0 N0+S-1+S0 L-1+T0 T-1+S0+T1 W-2+L-2+L-1 L-2+L-1 B0+P0+L-1"
).split()
_EDGE = 5  # places kept free between texts, more than any template reaches
_FURTHEST = 8
_FINAL = (".", "!", "?", "…", "...", "?!", "!!")
_PLACES = {"L": 0, "S": 1, "T": 2, "P": 3, "U": 4, "W": 5, "G": 6, "D": 7, "N": 8, "B": 9}


@Language.factory(FACTORY, assigns=["token.is_sent_start"])
def create(nlp: Language, name: str) -> Sentences:
    """The component, for spaCy's registry."""
    return Sentences(nlp.vocab, name)


def hashed(number: int, columns: Sequence[Keys]) -> Places:
    """The place of each row's values in the table of weights; ``number`` tells templates apart."""
    key = np.full(columns[0].shape, (number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF, dtype="uint64")
    for column in columns:
        key ^= column
        key *= np.uint64(0xBF58476D1CE4E5B9)
        key ^= key >> np.uint64(29)
    key *= np.uint64(0x94D049BB133111EB)
    return (key >> np.uint64(64 - BITS)).astype("int64")


def _bucket(distance: Places) -> Keys:
    """1, 2, 3–4, 5–8 … words, as one number each."""
    return np.minimum(np.ceil(np.log2(np.maximum(distance, 1))), _FURTHEST).astype("uint64")


class Sentences(ArrayPipe):
    """Sets ``token.is_sent_start`` where it is not set. Wants tags, and the network's vectors in ``doc.tensor``.

    ``set_weights`` gives it what it knows; without that every text is one sentence.
    """

    file = "sentences.npz"

    def __init__(self, vocab: Vocab, name: str = FACTORY) -> None:
        self.vocab = vocab
        self.name = name
        self.arrays: dict[str, npt.NDArray[Any]] = {}
        self._final, self._open, self._close = (
            np.asarray([vocab.strings.add(s) for s in signs], dtype="uint64") for signs in (_FINAL, "([", ")]")
        )

    def set_weights(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        """``arrays``: keys (places in the table, as differences) and weights of features; contextual (a weight for
        each number of the network's window) and bias; groups (of each row of the word vectors)."""
        self.arrays = arrays
        self._table = np.zeros(1 << BITS, dtype="float32")
        self._table[np.cumsum(arrays["keys"].astype("int64"))] = arrays["weights"].astype("float32")
        self._contextual = arrays["contextual"].astype("float32")
        self._bias = float(arrays["bias"])
        # words without a vector, row -1, are a group of their own
        self._groups = np.append(arrays["groups"], np.iinfo("uint8").max).astype("uint64")

    # --- what is seen ---------------------------------------------------------------------------------------------

    def _columns(self, docs: Sequence[Doc]) -> tuple[Places, list[Keys]]:
        """Where each word stands in the columns, and the columns: one value a word and kind of feature."""
        sizes = [len(doc) for doc in docs]
        starts = np.cumsum([_EDGE, *(size + _EDGE for size in sizes)])
        raw = np.zeros((int(starts[-1]), 7), dtype="uint64")
        for start, size, doc in zip(starts, sizes, docs, strict=False):
            raw[start : start + size] = doc.to_array(["LOWER", "SHAPE", "TAG", "PREFIX", "SUFFIX", "SPACY", "ORTH"])
        at = np.concatenate([np.arange(s, s + n) for s, n in zip(starts, sizes, strict=False)] or [np.zeros(0)])
        at = at.astype("int64")
        raw[at, :6] += np.uint64(1)  # an edge is no word
        rows = np.asarray(self.vocab.vectors.find(keys=(raw[:, 0] - np.uint64(1)).tolist()), dtype="int64")
        first = np.repeat(starts[:-1], sizes)
        far = np.zeros((len(raw), 3), dtype="uint64")
        far[at] = self._far(raw[:, 6], at, first, first + np.repeat(np.asarray(sizes, dtype="int64"), sizes))
        return at, [np.ascontiguousarray(c) for c in (*raw.T[:6], self._groups[rows], *far.T)]

    def _far(self, words: Keys, at: Places, first: Places, after: Places) -> Keys:
        """How far the full stops before and after the words ``at`` are, and how many brackets are open: within their
        texts, which go from ``first`` to ``after``."""
        index = np.arange(len(words))
        final = np.isin(words, self._final)
        last = np.maximum.accumulate(np.where(final, index, -1))[at - 1]
        ahead = np.minimum.accumulate(np.where(final, index, len(words))[::-1])[::-1][at]
        turns = np.isin(words, self._open).astype("int64") - np.isin(words, self._close)
        depth = np.cumsum(turns) - turns
        return np.stack(
            [
                _bucket(at - np.maximum(last, first - 1)),
                _bucket(np.minimum(ahead, after) - at + 1),
                np.clip(depth[at] - depth[first], 0, 2).astype("uint64"),
            ],
            axis=1,
        )

    def features(self, docs: Sequence[Doc]) -> Iterator[Places]:
        """Of each template, the place of every word's feature in the table, all texts in a row."""
        at, columns = self._columns(docs)
        for number, template in enumerate(TEMPLATES):
            parts = [(columns[_PLACES[part[0]]], int(part[1:])) for part in template.split("+")]
            yield hashed(number, [column[at + step] for column, step in parts])

    @staticmethod
    def window(vectors: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """The network's vectors of each word and its neighbours, in a row."""
        edge = np.zeros((WINDOW, vectors.shape[1]), dtype="float32")
        padded = np.vstack([edge, vectors, edge])
        return np.concatenate([padded[k : k + len(vectors)] for k in range(2 * WINDOW + 1)], axis=1)

    def _told(self, docs: Sequence[Doc]) -> npt.NDArray[np.float32]:
        """What the network's vectors say of each word: the window's product, a neighbour at a time."""
        sizes = [len(doc) for doc in docs]
        parts = np.concatenate([doc.tensor for doc in docs]) @ self._contextual.reshape(2 * WINDOW + 1, -1).T
        begin = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
        end = begin + np.repeat(sizes, sizes)
        out = np.zeros(len(parts), dtype="float32")
        for place in range(2 * WINDOW + 1):
            at = np.arange(len(parts)) + place - WINDOW
            inside = (begin <= at) & (at < end)
            out[inside] += parts[at[inside], place]
        return out

    def scores(self, docs: Sequence[Doc]) -> npt.NDArray[np.float32]:
        """Above 0 where a sentence begins, for the words of all texts in a row."""
        out = np.full(sum(map(len, docs)), self._bias, dtype="float32")
        for places in self.features(docs):
            out += self._table[places]
        full = [doc for doc in docs if len(doc)]
        if full and all(doc.tensor.size for doc in full):
            out += self._told(full)
        return out

    # --- what is said ---------------------------------------------------------------------------------------------

    def _read(self, docs: list[Doc]) -> list[Doc]:
        if not self.arrays:
            return docs
        begins = self.scores(docs) > 0
        at = 0
        for doc in docs:
            said = doc.to_array(["SENT_START"]).astype("int64").ravel()
            ours = np.where(begins[at : at + len(doc)], 1, -1)
            ours[:1] = 1
            doc.from_array(["SENT_START"], np.where(said == 0, ours, said)[:, None].astype("uint64"))  # type: ignore[arg-type]
            at += len(doc)
        return docs
