"""Trained names: a conditional random field (Lafferty, McCallum and Pereira 2001) over what :mod:`features` sees of
words and what the network's vectors say of them in their sentence, as a component of the shipped spaCy pipeline.

A word's part in every score is the same wherever it stands, so it is added up once a word form and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.entities import features
from pipeline.entities.features import AROUND, Company, hashed
from pipeline.weights import ArrayPipe

Scores = npt.NDArray[np.float32]
FACTORY = "crosscheck_names"
_STEP = 16  # weights are kept in sixteenths
_REMEMBERED = 100_000  # word forms
_NEVER = -1e4
_AGREED = 0.9  # how far a word that comes again takes on what is told of it elsewhere; chosen on the dev sets
TEXT = "crosscheck_text"  # key in ``Doc.user_data``: Docs read together that share its value are pieces of one text


@Language.factory(FACTORY, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def create(nlp: Language, name: str) -> Namer:
    """The component, for spaCy's registry."""
    return Namer(nlp.vocab, name)


class Namer(ArrayPipe):
    """Sets ``doc.ents``: PERSON, ORG, LOC and NORP. Wants the network's vectors in ``doc.tensor`` and sentence starts.

    ``set_weights`` gives it what it knows; without that it finds nothing.
    """

    file = "names.npz"

    def __init__(self, vocab: Vocab, name: str = FACTORY) -> None:
        self.vocab = vocab
        self.name = name
        self.arrays: dict[str, npt.NDArray[Any]] = {}
        self.labels_: list[str] = ["O"]
        self._capitals: dict[int, int] = {}
        self._forget()

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of name that it tells, in order."""
        return tuple(sorted({label[2:] for label in self.labels_ if label != "O"}))

    def _forget(self) -> None:
        self._words: dict[int, tuple[int, str, str, str]] = {}
        self._table: Scores = np.zeros((1024, (len(AROUND) + 1) * len(self.labels_)), dtype="float32")
        self._pairs: dict[tuple[str, ...], Scores | None] = {}
        self._couples: dict[tuple[int, int], int] = {}
        self._coupled: Scores = np.zeros((1024, 2 * len(self.labels_)), dtype="float32")
        self._pieces: dict[int, list[str]] = {}

    def set_weights(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        """``arrays``: labels; keys (32-bit hashes of features, as differences), counts, columns and weights (in
        sixteenths) of each key's labels; moves (from, to); contextual (network's window, label) and bias; levels and
        levels' names; words, brown and ratio of :class:`Company`."""
        self.arrays = arrays
        self.labels_ = [str(label) for label in arrays["labels"]]
        size = len(self.labels_)
        counts = arrays["counts"].astype("int64")
        keys = np.cumsum(arrays["keys"].astype("uint64")).tolist()
        dense = np.zeros((len(keys), size), dtype="float32")
        dense[np.repeat(np.arange(len(keys)), counts), arrays["columns"]] = arrays["weights"].astype("float32") / _STEP
        self._rows = {key: at for at, key in enumerate(keys)}
        self._weights = dense
        self._moves = arrays["moves"].astype("float32")
        self._contextual = arrays["contextual"].astype("float32")
        self._bias = arrays["bias"].astype("float32")
        self._start = np.where([label.startswith("I-") for label in self.labels_], _NEVER, 0).astype("float32")
        self.company = Company(
            self.vocab.vectors,
            dict(zip(arrays["level_names"].tolist(), arrays["levels"], strict=True)),
            np.cumsum(arrays["words"].astype("uint64")).astype("uint32"),
            arrays["brown"],
            arrays["ratio"],
        )
        self._forget()

    # --- what words add -------------------------------------------------------------------------------------------

    def _sum(self, names: Iterable[str]) -> Scores | None:
        rows = [row for name in names if (row := self._rows.get(hashed(name))) is not None]
        return self._weights[rows].sum(axis=0) if rows else None

    def _word(self, key: int, lower: int) -> tuple[int, str, str, str]:
        """Row of a word form in the table of scores, its text, small letters and shape."""
        found = self._words.get(key)
        if found is None:
            text = self.vocab.strings[key]
            own, lent = features.of_word(text, lower, self.company)
            parts = [self._sum([*own, *lent, "bias"])]
            parts += [self._sum(f"{step}{name}" for name in lent) for step in AROUND]
            at = len(self._words)
            if at == len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            size = len(self.labels_)
            for place, part in enumerate(parts):
                self._table[at, place * size : (place + 1) * size] = 0 if part is None else part
            found = self._words[key] = (at, text, text.lower(), features.shape(text))
            self._pieces[at] = features.parts(text)
        return found

    def _cached(self, *names: str) -> Scores | None:
        if names not in self._pairs:
            if len(self._pairs) > _REMEMBERED:
                self._pairs.clear()
            self._pairs[names] = self._sum(names)
        return self._pairs[names]

    def emissions(self, doc: Doc) -> Scores:
        """Score of each label at each token (tokens, labels)."""
        size, n = len(self.labels_), len(doc)
        forms = doc.to_array(["ORTH", "LOWER"]).tolist() if n else []
        if len(self._words) > _REMEMBERED:
            self._forget()
        seen = [self._word(orth, lower) for orth, lower in forms]
        table = self._table[[word[0] for word in seen]]
        out: Scores = table[:, :size].copy()
        for place, step in enumerate(AROUND, 1):
            part = table[:, place * size : (place + 1) * size]
            edge = self._cached(f"{step}END")
            if step > 0:
                out[: n - step] += part[step:]
                if edge is not None:
                    out[max(0, n - step) :] += edge
            else:
                out[-step:] += part[: n + step]
                if edge is not None:
                    out[: min(n, -step)] += edge
        self._neighbours(doc, seen, out)
        if self._contextual.size and doc.tensor.size:
            out += self._window(doc.tensor) @ self._contextual
        return out + self._bias

    def _pair(self, one: tuple[int, str, str, str], other: tuple[int, str, str, str]) -> int:
        """Row of two neighbouring word forms in the table of scores that they add for each other."""
        at = self._couples[one[0], other[0]] = len(self._couples)
        if at == len(self._coupled):
            self._coupled = np.concatenate([self._coupled, np.zeros_like(self._coupled)])
        size = len(self.labels_)
        for place, names in enumerate(features.pairs(*one[2:], *other[2:])):
            score = self._cached(*names)
            self._coupled[at, place * size : (place + 1) * size] = 0 if score is None else score
        return at

    def _neighbours(self, doc: Doc, seen: Sequence[tuple[int, str, str, str]], out: Scores) -> None:
        if len(self._couples) > _REMEMBERED:
            self._couples.clear()
        known = self._couples
        rows = [
            row if (row := known.get((one[0], other[0]))) is not None else self._pair(one, other)
            for one, other in pairwise(seen)
        ]
        if rows:
            added = self._coupled[rows]
            out[:-1] += added[:, : len(self.labels_)]
            out[1:] += added[:, len(self.labels_) :]
        words = [word[1] for word in seen]
        starts = (doc.to_array("SENT_START") == 1).tolist() if seen else []
        for i, names_here in enumerate(features.of_text(words, starts)):
            if names_here and (score := self._cached(*names_here)) is not None:
                out[i] += score
        for i, marks in features.listed(words, [self._pieces[word[0]] for word in seen]).items():
            if (score := self._cached(*marks)) is not None:
                out[i] += score
            for step in AROUND:
                if 0 <= i - step < len(out) and (score := self._cached(*(f"{step}{m}" for m in marks))) is not None:
                    out[i - step] += score

    @staticmethod
    def _window(vectors: npt.NDArray[Any]) -> Scores:
        edge = np.zeros((1, vectors.shape[1]), dtype="float32")
        return np.concatenate([np.vstack([edge, vectors[:-1]]), vectors, np.vstack([vectors[1:], edge])], axis=1)

    # --- the best row of labels -----------------------------------------------------------------------------------

    def decode(self, scores: Sequence[Scores]) -> list[list[int]]:
        """The best labels of each text (Viterbi 1967), all texts side by side."""
        order = sorted(range(len(scores)), key=lambda k: -len(scores[k]))
        lengths = [len(scores[k]) for k in order]
        if not lengths or not lengths[0]:
            return [[] for _ in scores]
        size = len(self.labels_)
        padded = np.zeros((lengths[0], len(order), size), dtype="float32")
        for at, k in enumerate(order):
            padded[: len(scores[k]), at] = scores[k]
        best = padded[0] + self._start
        back = np.zeros((lengths[0], len(order), size), dtype="int8")
        open_ = len(order)
        for i in range(1, lengths[0]):
            while open_ and lengths[open_ - 1] <= i:
                open_ -= 1
            ways = best[:open_, :, None] + self._moves
            back[i, :open_] = ways.argmax(axis=1)
            best[:open_] = ways.max(axis=1) + padded[i, :open_]
        out: list[list[int]] = [[] for _ in scores]
        for at, k in enumerate(order):
            if lengths[at]:
                label = int(best[at].argmax())
                path = [label]
                for i in range(lengths[at] - 1, 0, -1):
                    label = int(back[i, at, label])
                    path.append(label)
                out[k] = path[::-1]
        return out

    def _annotate(self, doc: Doc, path: Sequence[int]) -> None:
        spans: list[Span] = []
        start, kind = 0, ""
        for i, label in enumerate([*(self.labels_[k] for k in path), "O"]):
            if kind and not label.startswith("I-"):
                spans.append(Span(doc, start, i, kind))
                kind = ""
            if label.startswith("B-"):
                start, kind = i, label[2:]
        doc.set_ents(spans, default="outside")

    def _capital(self, orth: int, text: int) -> int:
        """A number for a word form with a capital in one text, -1 for any other word."""
        at = self._capitals.get(orth)
        if at is None:
            word = self.vocab.strings[orth]
            at = self._capitals[orth] = len(self._capitals) if len(word) > 1 and word[0].isupper() else -1
        return at if at < 0 else text << 32 | at

    def agreed(self, docs: Sequence[Doc], scores: list[Scores]) -> list[Scores]:
        """Scores in which a word with a capital tells much the same wherever it stands in its text: one clear mention
        of a name tells what the others are (Krishnan and Manning 2006)."""
        if len(self._capitals) > _REMEMBERED:
            self._capitals.clear()
        texts: dict[Any, int] = {}
        keys = []
        for at, doc in enumerate(docs):
            text = texts.setdefault(doc.user_data.get(TEXT, (at,)), len(texts))
            keys += [self._capital(orth, text) for orth in (doc.to_array("ORTH").tolist() if len(doc) else ())]
        key = np.asarray(keys, dtype="int64")
        named = np.flatnonzero(key >= 0)
        _, group, count = np.unique(key[named], return_inverse=True, return_counts=True)
        again = count[group] > 1
        named, group = named[again], group[again]
        if len(named):
            whole = np.concatenate(scores)
            told = whole[named]
            sums = np.zeros((len(count), told.shape[1]), dtype="float32")
            np.add.at(sums, group, told)
            whole[named] += _AGREED * (sums[group] / count[group, None] - told)
            scores = np.split(whole, np.cumsum([len(doc) for doc in docs])[:-1])
        return scores

    def _read(self, docs: list[Doc]) -> list[Doc]:
        if self.arrays:
            scores = self.agreed(docs, [self.emissions(doc) for doc in docs])
            for doc, path in zip(docs, self.decode(scores), strict=True):
                self._annotate(doc, path)
        return docs
