"""Sentences, and the way back from the tokens that the parser saw to the article's own characters."""

import pytest
from spacy.tokens import Doc

from pipeline import language
from pipeline.entities import namer
from pipeline.model import Quantity


def sentences(text: str, *quantities: Quantity) -> list[str]:
    parsed = language.parse(text, quantities)
    return [p.words(text, s) for p in parsed for s in p.doc.sents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell. Roads closed.", ["Rain fell.", "Roads closed."]),
        ("A HEADLINE WITHOUT A STOP\n\nThe river rose.", ["A HEADLINE WITHOUT A STOP", "The river rose."]),
        ('The mayor said: "We are ready." Nobody slept.', ['The mayor said: "We are ready."', "Nobody slept."]),
        ('Water rose. "It came fast," said Ms. Ito.', ["Water rose.", '"It came fast," said Ms. Ito.']),
        ("Mr. Novak arrived at noon. He left.", ["Mr. Novak arrived at noon.", "He left."]),
        ("Capt. Ruiz waved. Lt. Col. Novak left.", ["Capt. Ruiz waved.", "Lt. Col. Novak left."]),
        ("Was it safe? Nobody knew!", ["Was it safe?", "Nobody knew!"]),
        ("", []),
        ("\n\n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_title_with_its_point_is_one_word() -> None:
    (parsed,) = language.parse("This is according to Sgt. Mia Ruiz.", ())
    assert "Sgt." in [t.text for t in parsed.doc]


def number(text: str, quote: str, low: float, unit: str = "count", hedge: str = "", **more) -> Quantity:
    start = text.index(quote)
    outer = text.index(hedge) if hedge else start
    return Quantity(
        start, start + len(quote), quote, low, low, unit=unit, outer_start=outer, outer_end=start + len(quote), **more
    )


@pytest.mark.parametrize(
    ("text", "quote", "hedge", "unit", "low", "seen"),
    [
        ("At least 40 ships sank.", "40", "At least", "count", 40, "40 ships sank."),
        (
            "An estimated 1.2 million people fled.",
            "1.2 million",
            "An estimated",
            "count",
            1.2e6,
            "1,200,000 people fled.",
        ),
        ("It lost about 12 percent of its land.", "12 percent", "about", "percent", 12, "It lost 12 % of its land."),
        ("Two-thirds of them left.", "Two-thirds", "", "percent", 66.7, "Half of them left."),
        ("It cost some $3.5bn in all.", "$3.5bn", "some", "USD", 3.5e9, "It cost $ 3,500,000,000 in all."),
    ],
)
def test_a_number_is_one_word_to_the_parser(
    text: str, quote: str, hedge: str, unit: str, low: float, seen: str
) -> None:
    quantity = number(text, quote, low, unit, hedge)
    (parsed,) = language.parse(text, [quantity])
    assert parsed.doc.text == seen
    ((index, found),) = parsed.quantities.items()
    assert found is quantity
    assert text[parsed.start(index) : parsed.end(index)] == quote


def test_every_other_token_points_at_its_own_words() -> None:
    text = "Around 300 boats, “old and slow”, left Türkiye’s coast — again."
    (parsed,) = language.parse(text, [number(text, "300", 300, hedge="Around")])
    for token in parsed.doc:
        if token.i not in parsed.quantities:
            assert text[parsed.start(token) : parsed.end(token)] == token.text


def test_a_very_long_line_is_cut() -> None:
    text = "word " * 20_000
    spans = list(language.paragraphs(text))
    assert max(b - a for a, b in spans) <= language.LONGEST_PARAGRAPH
    assert "".join(text[a:b] for a, b in spans).split() == text.split()


@pytest.mark.parametrize("text", ["\u200b\u200f…", "🙂" * 50, "а" * 300, "\x00\x07", "..." * 500, "“" * 200])
def test_odd_characters_do_no_harm(text: str) -> None:
    for parsed in language.parse(text, []):
        for token in parsed.doc:
            assert text[parsed.start(token) : parsed.end(token)] == token.text


def test_near_paragraphs_are_read_as_pieces_of_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    reading = namer.Namer._read

    def noted(self: namer.Namer, docs: list[Doc]) -> list[Doc]:
        seen.extend(doc.user_data[namer.TEXT] for doc in docs)
        return reading(self, docs)

    monkeypatch.setattr(namer.Namer, "_read", noted)
    monkeypatch.setattr(language, "STRETCH", 8)
    language.parse("Forty ships left Oslo.\n\nThe rest of them stayed.\n\nNobody knew.", [])
    assert seen == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "pos"),
    [
        ("IS has lost a town in Iraq.", "PROPN"),
        ("Nine Britons have joined IS in Syria.", "PROPN"),
        ("She said that IS claimed the attack.", "PROPN"),
        ("It IS true that they left.", "AUX"),
        ("WHAT IS KNOWN SO FAR", "AUX"),
    ],
)
def test_a_name_that_looks_like_a_word_is_read_as_a_name(text: str, pos: str) -> None:
    (parsed,) = language.parse(text, [])
    token = next(t for t in parsed.doc if t.text == "IS")
    assert token.pos_ == pos
    assert text[parsed.start(token) : parsed.end(token)] == "IS"
    assert (token.lemma_ == "IS") is (pos == "PROPN")


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Sources close to the talks said that forty ships had come.", "said"),
        ("Two people close to the firm told the paper so.", "told"),
        ("The two towns are close to the sea.", "close"),
    ],
)
def test_who_is_close_to_somebody_does_not_close_anything(text: str, main: str) -> None:
    (parsed,) = language.parse(text, [])
    assert next(t.text for t in parsed.doc if t.dep_ == "ROOT") == main
    assert " ".join(t.text for t in parsed.doc) == text.replace(".", " .")
