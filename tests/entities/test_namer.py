"""The trained names: their features, the best row of labels, and that reading adds up just what training saw."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pipeline import language
from pipeline.entities import features, namer
from pipeline.entities.namer import Namer


@pytest.fixture(scope="module")
def trained() -> Namer:
    return language.load().get_pipe("ner")  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Paris", "Xxx"),
        ("NATO", "XX"),
        ("McDonald-7", "XxXxx-d"),
        ("3,500", "d,dd"),
        ("a", "x"),
        ("", ""),
    ],
)
def test_shape(word: str, expected: str) -> None:
    assert features.shape(word) == expected


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("He left New York today", {2: "G=Bcity2", 3: "G=Icity2"}),
        ("He left new york today", {}),
        ("Rain in Norway", {2: "G=Bcountry1"}),
    ],
)
def test_marks_of_lists(words: str, marked: dict[int, str]) -> None:
    split = words.split()
    found = features.listed(split, [features.parts(w) for w in split])
    assert set(found) == set(marked)
    assert all(mark in found[i] for i, mark in marked.items())


TEXTS = (
    "Anna Berg of the Harbour Board told Oslo Radio that 30 ships had left New York .",
    "OSLO",
    "Berg , Berg and berg : the Norwegian minister 's aides",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_reading_adds_up_what_training_saw(text: str, trained: Namer) -> None:
    nlp = language.load()
    doc = Doc(nlp.vocab, words=text.split())
    for token in doc:
        token.is_sent_start = token.i in (0, 5)
    rows = features.of_tokens(
        text.split(), [t.lower for t in doc], [bool(t.is_sent_start) for t in doc], trained.company
    )
    expected = np.zeros((len(doc), len(trained.labels_)), dtype="float32") + trained._bias
    for i, row in enumerate(rows):
        for name in row:
            at = trained._rows.get(features.hashed(name))
            if at is not None:
                expected[i] += trained._weights[at]
    assert np.allclose(trained.emissions(doc), expected, atol=1e-3)


def test_best_labels_are_the_best_of_all(trained: Namer) -> None:
    dice = np.random.default_rng(5)
    size = len(trained.labels_)
    scores = [dice.normal(size=(n, size)).astype("float32") * 3 for n in (3, 0, 1, 4)]
    for text, path in zip(scores, trained.decode(scores), strict=True):
        assert len(path) == len(text)
        if not len(text):
            continue

        def worth(way: tuple[int, ...], text: np.ndarray = text) -> float:
            moves = sum(float(trained._moves[a, b]) for a, b in itertools.pairwise(way))
            return float(trained._start[way[0]]) + moves + sum(float(text[i, k]) for i, k in enumerate(way))

        best = max(itertools.product(range(size), repeat=len(text)), key=worth)
        assert worth(tuple(path)) == pytest.approx(worth(best), abs=1e-3)
        labels = [trained.labels_[k] for k in path]
        assert all(b[2:] == a[2:] for a, b in itertools.pairwise(["O", *labels]) if b.startswith("I-"))


def test_what_is_told_of_a_word_is_shared_within_its_text(trained: Namer) -> None:
    docs = [Doc(trained.vocab, words=w.split()) for w in ("Vantor said so", "at Vantor", "Vantor fell")]
    docs[0].user_data[namer.TEXT] = docs[1].user_data[namer.TEXT] = "one"
    for doc in docs:
        doc[0].is_sent_start = True
    alone = [trained.emissions(doc) for doc in docs]
    shared = trained.agreed(docs, alone)
    middle = (alone[0][0] + alone[1][1]) / 2
    for own, agreed in ((alone[0][0], shared[0][0]), (alone[1][1], shared[1][1])):
        assert np.abs(agreed - middle).max() < 0.11 * np.abs(own - middle).max()
    assert np.array_equal(shared[2], alone[2])  # another text
    assert np.array_equal(shared[0][1:], alone[0][1:])  # words in small letters stay as they are


def test_forgetting_words_changes_nothing(trained: Namer, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = language.load()
    text = " ".join(TEXTS)
    before = [(e.text, e.label_) for e in nlp(text).ents]
    monkeypatch.setattr(namer, "_REMEMBERED", 7)
    trained._forget()
    assert [(e.text, e.label_) for e in nlp(text).ents] == before
    assert before


def test_round_trip(trained: Namer, tmp_path: Path) -> None:
    trained.to_disk(tmp_path / "ner")
    again = Namer(trained.vocab).from_disk(tmp_path / "ner")
    doc = Doc(trained.vocab, words=TEXTS[0].split())
    assert np.array_equal(again.emissions(doc), trained.emissions(doc))
    assert again.labels == ("LOC", "NORP", "ORG", "PERSON")


def test_untrained_finds_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(namer.FACTORY)
    assert nlp("Anna Berg left Oslo").ents == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Berg, the mayor of Bergen, resigned on Monday.", {("Anna Berg", "PERSON"), ("Bergen", "LOC")}),
        (
            "Unicef and the Red Cross sent 40 trucks to Chad.",
            {("Unicef", "ORG"), ("Red Cross", "ORG"), ("Chad", "LOC")},
        ),
        ("The rain fell for 40 days.", set()),
    ],
)
def test_names_of_plain_sentences(text: str, names: set[tuple[str, str]]) -> None:
    assert {(e.text, e.label_) for e in language.load()(text).ents} == names
