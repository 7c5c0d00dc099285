"""The shipped English pipeline: small, quick to load, sound on plain news sentences, unharmed by odd characters."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import spacy
import srsly
from spacy.attrs import LOWER

from pipeline import language
from pipeline.entities import find
from pipeline.knowledge import data_folder
from training import card

ENGLISH = data_folder() / "english"
LARGEST = 15_000_000  # bytes


def test_small_enough() -> None:
    assert sum(f.stat().st_size for f in ENGLISH.rglob("*") if f.is_file()) <= LARGEST


def test_loads_quickly() -> None:
    language.load()  # imports count for nobody
    begin = time.process_time()
    spacy.load(ENGLISH)
    assert time.process_time() - begin < 3  # a second on a quiet core


def test_card_and_settings() -> None:
    card = (ENGLISH / "README.md").read_text(encoding="utf-8")
    for said in ("CC BY-SA 4.0", "EWT", "GUM", "UNER", "LAS", spacy.about.__version__.rsplit(".", 1)[0]):
        assert said in card
    settings = (ENGLISH / "config.cfg").read_text(encoding="utf-8")
    assert not re.search(r'"(?:/|[A-Z]:\\)', settings), "the settings name a path of the training machine"


def test_card_says_what_was_measured() -> None:
    meta, config = srsly.read_json(ENGLISH / "meta.json"), card.settings(ENGLISH)
    assert (ENGLISH / "README.md").read_text(encoding="utf-8") == card.text(meta, config)
    assert meta["performance"]["megabytes"] <= LARGEST / 1e6


def test_words_are_looked_up_in_small_letters() -> None:
    nlp = language.load()
    assert nlp.vocab.vectors.attr == LOWER
    rows = nlp.vocab.vectors.find(keys=nlp.make_doc("Paris paris PARIS").to_array(LOWER))
    assert len(set(rows)) == 1
    assert rows[0] >= 0


@pytest.mark.parametrize(
    ("sentence", "word", "head", "relation"),
    [
        ("Police arrested 30 dockers in Oslo.", "30", "dockers", "nummod"),
        ("Police arrested 30 dockers in Oslo.", "dockers", "arrested", "obj"),
        ("Police arrested 30 dockers in Oslo.", "Oslo", "arrested", "obl"),
        ("About 70,000 people were hurt, the ministry said on Friday.", "people", "hurt", "nsubj:pass"),
        ("The ministry said that 40 ships sank.", "sank", "said", "ccomp"),
        ("Four of the ships that left Oslo sank.", "left", "ships", "acl:relcl"),
        ("The group controls 45 % of the province.", "province", "%", "nmod"),
    ],
)
def test_parse(sentence: str, word: str, head: str, relation: str) -> None:
    token = next(t for t in language.load()(sentence) if t.text == word)
    assert (token.head.text, token.dep_) == (head, relation)


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        ("They were leaving", "they be leave"),
        ("Women have lost wives", "woman have lose wife"),
        ("It won't cost more", "it will not cost more"),
        ("Thousands fled", "thousand flee"),
    ],
)
def test_lemmas(sentence: str, lemmas: str) -> None:
    assert " ".join(t.lemma_.lower() for t in language.load()(sentence)) == lemmas


ODD = {
    "right-to-left marks": "\u202eSome 40 ships\u200f left \u2067Oslo\u2069 today.",
    "zero-width characters": "So\u200bme 40\u200d ships\ufeff left Os\u200blo.",
    "control characters": "Some\x00 40\x07 ships\x1b[0m left\x7f Oslo.",
    "emoji": "🚢🚢 40 ships 👨‍👩‍👧‍👦 left 🇳🇴 Oslo 🎉.",
    "Cyrillic look-alikes": "Sоmе 40 shірs lеft Оslо tоdау.",
    "combining marks": "S\u0301o\u0302m\u0303e 40 ships left Oslo\u0332.",
    "surrogate-like and private use": "Some 40 ships \ue000\ufffd left Oslo.",
    "only punctuation": "… — “”‘’ !!! ??? ///",
    "one letter": "a",
    "white space": " \t\u00a0\u2003 ",
    "identical words": "ships " * 10_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_keeps_its_offsets(text: str) -> None:
    for parsed in language.parse(text, []):
        assert all(text[parsed.start(t) : parsed.end(t)] == t.text for t in parsed.doc)
        assert all(e.words == parsed.doc[e.start : e.end].text for e in find(parsed.doc))


@pytest.mark.timeout(120)
def test_one_line_of_five_megabytes_is_cut_at_spaces() -> None:
    text = "Some 40 ships left Oslo today and more went on. " * 110_000
    stretches = list(language.paragraphs(text))
    assert "".join(text[a:b] for a, b in stretches) == text
    assert max(b - a for a, b in stretches) <= language.LONGEST_PARAGRAPH
    assert all(text[b - 1] == " " or text[b : b + 1] in ("", " ") for _, b in stretches)


def test_example_articles_parse() -> None:
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    for path in folder.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for parsed in language.parse(text, []):
            assert all(text[parsed.start(t) : parsed.end(t)] == t.text for t in parsed.doc)
