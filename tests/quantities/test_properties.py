"""What holds for every text (offsets, finite values, linear time), and that every number we can write is read back."""

from __future__ import annotations

import gc
import math
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.quantities import find

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
PIECES = [
    "1",
    "12",
    "345",
    "2019",
    ",",
    ".",
    "-",
    "–",
    " ",
    "\u2009",
    "$",
    "€",
    "%",
    "/",
    ":",
    "(",
    ")",
    "[",
    "'",
    "’",
    "½",
    "²",
    "one",
    "two",
    "hundred",
    "thousand",
    "million",
    "and",
    "a",
    "half",
    "third",
    "of",
    "in",
    "to",
    "between",
    "from",
    "per",
    "day",
    "km",
    "m",
    "bn",
    "US",
    "several",
    "tens",
    "dozens",
    "about",
    "at least",
    "or more",
    "minus",
    "fold",
    "times as",
    "percent",
    "pounds",
    "feet",
    "inches",
    "May",
    "old",
    "year",
    "e",
    "No.",
    "Boeing",
    "\n",
    "\u00a0",
    "٣",
    "一",
    "é",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]


def in_words(number: int, joiner: str = " and ") -> str:
    """A whole number in English words, written for the test alone."""
    ones, tens = ONES.split(), TENS.split()
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = number % 100
        return f"{ones[number // 100]} hundred" + (joiner + in_words(rest) if rest else "")
    for scale, name in SCALES:
        if number >= scale:
            rest = number % scale
            link = joiner if 0 < rest < 100 else " "
            return f"{in_words(number // scale, joiner)} {name}" + (link + in_words(rest, joiner) if rest else "")
    raise AssertionError(number)


def indian(number: int) -> str:
    head, tail = divmod(number, 1000)
    groups = []
    while head:
        head, part = divmod(head, 100)
        groups.append(f"{part:02d}" if head else str(part))
    return ",".join([*reversed(groups), f"{tail:03d}"])


STYLES = {
    "comma": lambda n: f"{n:,}",
    "plain": str,
    "thin space": lambda n: f"{n:,}".replace(",", "\u2009"),
    "narrow space": lambda n: f"{n:,}".replace(",", "\u202f"),
    "space": lambda n: f"{n:,}".replace(",", " "),
    "apostrophe": lambda n: f"{n:,}".replace(",", "'"),
    "decimal": lambda n: f"{n:,}.0",
    "Indian": indian,
    "words": in_words,
    "words without and": lambda n: in_words(n, " "),
    "money": lambda n: f"${n:,}",
    "money after": lambda n: f"{n:,} dollars",
    "hyphen": lambda n: f"{n:,}-strong",
}


@pytest.mark.parametrize("style", STYLES)
@given(number=st.integers(10_000, 10**15 - 1) | st.integers(10_000, 999_999))
@settings(max_examples=60, deadline=None)
def test_every_number_is_read_back_in_every_style(style: str, number: int) -> None:
    if style == "plain":
        number %= 10**6
        number += 10_000
    text = f"They counted {STYLES[style](number)} people."
    found = [q for q in find(text) if q.kind == "quantity"]
    assert [q.low for q in found] == [float(number)]


@given(number=st.integers(2200, 10**12), word=st.sampled_from(["million", "billion", "bn", "crore", "lakh"]))
@settings(max_examples=60, deadline=None)
def test_scales_multiply(number: int, word: str) -> None:
    figure = number % 10_000 / 10 + 1.5
    scale = {"million": 1e6, "billion": 1e9, "bn": 1e9, "crore": 1e7, "lakh": 1e5}[word]
    (found,) = find(f"They counted {figure:.1f} {word} of them.")
    assert found.low == pytest.approx(round(figure, 1) * scale)


def check(text: str) -> None:
    found = find(text)
    at = 0
    for q in found:
        assert at <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) or at <= q.start
        assert text[q.start : q.end] == q.quote
        assert q.start >= at
        at = q.end
        for value in (q.low, q.high, q.norm_low, q.norm_high, *q.ambiguous):
            assert value is None or math.isfinite(value)
        assert q.low is None or q.high is None or q.low <= q.high


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_offsets_hold_on_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", ", "])), max_size=40))
@example([("1", ""), ("minus", " "), ("one", "")])  # the end of a name is no sign
@settings(max_examples=600, deadline=None)
def test_offsets_hold_on_texts_made_of_number_pieces(pieces: list[tuple[str, str]]) -> None:
    check("".join(piece + gap for piece, gap in pieces))


ADVERSARIAL = [
    "1",
    "1,",
    "1.",
    "1-",
    "1 ",
    "123 ",
    "hundred thousand million ",
    "a hundred thousand million ",
    "two hundred and ",
    "twenty-",
    "half a ",
    "$1",
    "1 to ",
    "5 per ",
    "A1",
    "[1]",
    "about ",
    "1:",
    "½",
    "in ",
    "5 feet ",
    "10^6 x ",
    "4x4x",
    "3:1:",
    "one and ",
    "a dozen or ",
    "5 votes to ",
    "12-15,000-",
]


def seconds(text: str) -> float:
    """Processor time of one look, without Python's search for cycles among all that other tests left behind."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    try:
        find(text)
        return time.process_time() - begun
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_linearly(piece: str) -> None:
    short, long = piece * (8_000 // len(piece)), piece * (64_000 // len(piece))
    find(piece)
    assert seconds(long) < 24 * max(seconds(short), 0.01)


@pytest.mark.soak
@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_linearly_to_a_megabyte(piece: str) -> None:
    short, long = piece * (125_000 // len(piece)), piece * (1_000_000 // len(piece))
    assert seconds(long) < 24 * max(seconds(short), 0.05)


def test_chains_of_scale_words_stay_finite() -> None:
    check("a " + "hundred thousand million billion trillion " * 200)
    check("9" * 5000 + " " + "9," * 5000 + "999 million billion trillion quadrillion")
