"""Where sentences begin: on plain text, beside what punctuation has fixed, one text or many at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pipeline import language, sentences
from pipeline.sentences import Sentences


@pytest.fixture(scope="module")
def trained() -> Sentences:
    return language.load().get_pipe("senter")  # type: ignore[return-value]


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry sank on Monday.", "Nobody was hurt."],
        ["He met Dr. Berg in Oslo.", "They spoke for an hour."],
        ["Output fell by 3.5% in the U.S. last year.", "It had risen before."],
        ["the harbour was closed for two days.", "ships had to wait outside."],
        ["“We are late,” she said.", "“Very late.”"],
        ["What happened?", "No one knows!", "The mayor left."],
        ["Storm hits coast", "At least 40 people were killed on Sunday, officials said."],
        ["She sold 40 boats to St. John Shipping Co. in May.", "All of them leaked."],
    ],
)
def test_sentences_of_plain_text(parts: list[str]) -> None:
    assert [s.text for s in language.load()(" ".join(parts)).sents] == parts


def test_what_is_fixed_stays_fixed(trained: Sentences) -> None:
    nlp = language.load()
    doc = Doc(nlp.vocab, words="The ship sank . Nobody was hurt .".split())
    doc[4].is_sent_start, doc[2].is_sent_start = False, True
    assert [t.i for t in nlp(doc) if t.is_sent_start] == [0, 2]


TEXTS = ["The ferry sank. Nobody (not one) was hurt.", "", "OSLO", "It rained; then it snowed... The end"]


def test_many_at_a_time_say_what_one_by_one_says(trained: Sentences) -> None:
    nlp = language.load()
    with nlp.select_pipes(disable=["senter", "parser", "ner", "lemmatizer"]):
        docs = list(nlp.pipe(TEXTS))
    apart = np.concatenate([trained.scores([doc]) for doc in docs])
    assert np.allclose(trained.scores(docs), apart, atol=1e-4)
    assert len(apart) == sum(map(len, docs))


def test_distances_end_with_the_text(trained: Sentences) -> None:
    nlp = language.load()
    alone, other = nlp.make_doc("no stop here"), nlp.make_doc("One. Two (three")
    rows = [np.stack(list(trained.features(docs)), axis=1) for docs in ([alone], [other, alone, other])]
    assert np.array_equal(rows[0], rows[1][len(other) : len(other) + len(alone)])


def test_round_trip(trained: Sentences, tmp_path: Path) -> None:
    trained.to_disk(tmp_path / "senter")
    again = Sentences(trained.vocab).from_disk(tmp_path / "senter")
    docs = [language.load().make_doc(text) for text in TEXTS]
    assert np.array_equal(again.scores(docs), trained.scores(docs))


def test_untrained_finds_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(sentences.FACTORY)
    assert not any(t.is_sent_start for t in nlp("It rained. It snowed.")[1:])
