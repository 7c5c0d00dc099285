"""Texts that nobody should print, through the whole chain of an article: no crash, no hang, and every offset holds."""

from __future__ import annotations

import random
import time

import pytest

from pipeline import language, quantities, run, zones
from pipeline.entities import find
from pipeline.model import Article

FERRY = "Some 40 ships and 1,200 sailors left Oslo on Monday, the Norwegian coast guard said."
ODD = {
    "right-to-left marks": "\u202eSome 40 ships\u200f left \u2067Oslo\u2069 today, and 7\u202c00 sailors\u200e too.",
    "zero-width characters": "So\u200bme 4\u200b0\u200d ships\ufeff left Os\u200blo with 1\u200b,200 men.",
    "control characters": "Some\x00 40\x07 ships\x1b[0m left\x7f Oslo with 1,2\x0800 men.",
    "every control character": "".join(f"4{chr(c)}0 ships left Oslo. " for c in (*range(32), *range(127, 160))),
    "emoji": "🚢🚢 40 ships 👨‍👩‍👧‍👦 left 🇳🇴 Oslo 🎉 with 1️⃣2️⃣ men.",
    "Cyrillic look-alikes": "Sоmе 40 shірs lеft Оslо tоdау, аnd 2 milliоn реорlе wеrе kіllеd.",
    "combining marks": "S\u0301o\u0302m\u0303e 4\u03030 ships left Oslo\u0332" + "\u0301" * 500 + ".",
    "full-width and other digits": "Some 40 ships, ٤٠ men, ४० women and ⑳ dogs left Oslo; ½ came back, ²⁵ stayed.",
    "private use and lone replacements": "Some 40 ships \ue000\ufffd\uffff left Oslo \U000f0000.",
    "line ends of all kinds": "Some 40 ships\r\nleft\u2028Oslo\u2029with\x0b12\x0cmen\x85today.",
    "only punctuation": "… — “”‘’ !!! ??? /// ((([[[{{{ ]]]",
    "brackets that never close": "(" * 300 + "Islamic State (ISIS) has 40 men" + "[" * 300,
    "digits without end": "There were " + "9" * 5_000 + " ships.",
    "numbers without end": "1 2,3 4.5 6% $7 " * 300,
    "number words without end": "one hundred million thousand and " * 200 + "ships sank.",
    "white space": " \t\u00a0\u2003 ",
    "nothing": "",
    "a word without end": "s" * 50_000,
}


def article(text: str) -> Article:
    return Article(
        article_id="odd", path="odd.txt", title="An odd text", outlet_id="nobody", text=text, sha256="0" * 64
    )


def check(text: str) -> int:
    """Reads ``text`` as a build does; gives the number of claims, and fails where an offset does not hold."""
    for start, end, _ in zones.zones(text):
        assert 0 <= start < end <= len(text)
    numbers = quantities.find(text)
    for number in numbers:
        assert text[number.start : number.end] == number.quote
    for parsed in language.parse(text, []):
        for token in parsed.doc:
            assert text[parsed.start(token) : parsed.end(token)] == token.text
        for entity in find(parsed.doc):
            assert parsed.doc[entity.start : entity.end].text == entity.words
            assert entity.start <= entity.head < entity.end
    claims, mentions = run.read_article(article(text))
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
    for mention in mentions:
        assert 0 <= mention["start"] < mention["end"] <= len(text)
    return len(claims)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_does_not_spoil_the_sentence_beside_it(text: str) -> None:
    alone = check(FERRY)
    assert alone >= 2
    assert check(f"{FERRY}\n\n{text}\n\n{FERRY}") >= 2 * alone


@pytest.mark.timeout(120)
def test_any_mixture() -> None:
    dice = random.Random(7)
    letters = "ab 40,.%$-—\n\r\t\u200b\u202e\u0301\x00🚢о(“”)'"
    for _ in range(40):
        check("".join(dice.choices(letters, k=dice.randint(1, 300))))


def timed(text: str) -> float:
    begin = time.process_time()
    check(text)
    return time.process_time() - begin


@pytest.mark.timeout(300)
@pytest.mark.parametrize("pattern", ["ships ", "Oslo ", "40 ", "40 ships left Oslo and "], ids=str.strip)
def test_cost_grows_with_length_only(pattern: str) -> None:
    timed(pattern * 10)
    short = min(timed(pattern * 200) for _ in range(2))
    assert timed(pattern * 800) < 4 * short * 3 + 1


@pytest.mark.soak
@pytest.mark.timeout(3_000)
@pytest.mark.parametrize(
    "text",
    [
        "ships " * 10_000,
        "Oslo " * 10_000,
        "40 " * 10_000,
        FERRY * 60_000,
        (FERRY + " ") * 60_000,
        "x" * 5_000_000,
        "1" * 5_000_000,
        "\u200b" * 5_000_000,
    ],
    ids=["identical words", "identical names", "identical numbers", "5 MB without gaps", "5 MB in a line",
         "5 MB in a word", "5 MB in a number", "5 MB of nothing"],
)  # fmt: skip
def test_huge_text(text: str) -> None:
    check(text)
