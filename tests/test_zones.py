"""Zones of a page: what is not the article's running text is told apart, and nothing of the text is lost."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.zones import zones

PARAGRAPH = "The harbour office counted 40 ferries on Monday, it said, and turned three of them away before noon."
PAGE = f"""Ferries turned away at Lund

By Ida Bergstrom

Two ferries wait outside the harbour of Lund
while the pilots talk./PHOTOGRAPH BY O. NILSEN / REUTERS

{PARAGRAPH}

Also read

{PARAGRAPH} A reader's comment complained that 900 was too many.

Pilots stay away

{PARAGRAPH}

Tags: ferries, harbour
Share this article
This website uses cookies to make things work.

3 Comments

  • olaf says:

    They never counted the 80 small boats.

Ferries

Notes

[1] Harbour yearbook, volume 3, page 12.
"""


def zone_of(text: str, words: str) -> str:
    at = text.index(words)
    return next((zone for _, end, zone in zones(text) if at < end), "body")


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Ferries turned away", "headline"),
        ("By Ida", "byline"),
        ("Two ferries wait", "caption"),
        ("The harbour office", "body"),
        ("Also read", "furniture"),
        ("A reader's comment", "body"),
        ("Pilots stay away", "headline"),
        ("Tags: ferries", "furniture"),
        ("Share this", "furniture"),
        ("This website uses cookies", "furniture"),
        ("3 Comments", "furniture"),
        ("olaf says", "comment"),
        ("They never counted", "comment"),
        ("[1] Harbour", "footnote"),
    ],
)
def test_page(words: str, zone: str) -> None:
    assert zone_of(PAGE, words) == zone


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Sign up for our newsletter", "furniture"),
        ("Read more: Nine boats sink", "furniture"),
        ("© 2021 The Lund Post. All rights reserved.", "furniture"),
        ("Published: 12 May 2019", "byline"),
        ("Reporting by Ida Bergstrom; editing by Olaf Lie", "byline"),
        ("harbour-at-night.jpg", "caption"),
        ("A ferry leaves. (AP Photo)", "caption"),
        ("> They were 40, he wrote.", "quote"),
        ("Officials share the view that cookies sold in 2020 cost 3 crowns.", "body"),
        (
            "By Monday 40 ferries had left, the harbour office said in a long report that was read out in the town "
            "hall in the evening.",
            "body",
        ),
        ("Related deaths rose to 40, the office said, and 12 more were being looked into by the police.", "body"),
        ("Comments by 40 pilots were collected, the office said on Monday.", "body"),
    ],
)
def test_line_among_paragraphs(line: str, zone: str) -> None:
    text = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n"
    assert zone_of(text, line) == zone


def test_one_line_is_body() -> None:
    assert zones("Some 40 ferries left Lund") == [(0, 25, "body")]


@given(st.text(alphabet=st.sampled_from("ab .\n\r\u2028\u200f•[]|1:/©N"), max_size=120))
def test_covers_the_text(text: str) -> None:
    found = zones(text)
    assert "".join(text[a:b] for a, b, _ in found) == text
    assert all(a[1] == b[0] and a[2] != b[2] for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "text", ["x" * 5_000_000, "word " * 10_000, "\n" * 100_000, "• a says:\n" * 20_000, "/" * 300_000]
)
def test_stays_quick(text: str) -> None:
    begin = time.process_time()
    assert zones(text)[-1][1] == len(text)
    assert time.process_time() - begin < 5


def test_example_pages() -> None:
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    for path in folder.glob("*/*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert {z for _, _, z in zones(body)} <= {"body"}, path.name
