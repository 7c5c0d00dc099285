from __future__ import annotations

from datetime import date

import pytest

from dashboard import marks, words
from dashboard.marks import Span


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (760000.0, "760,000"),
        (14.9e6, "14.9 million"),
        (3e9, "3 billion"),
        (1_234_567, "1,234,567"),
        (33.3333, "33.3"),
        (0.5, "0.5"),
        (None, "—"),
        (float("nan"), "—"),
    ],
)
def test_numbers(value: float | None, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ((400, None, "at_least", "count"), "at least 400"),
        ((None, 850, "up_to", "count"), "up to 850"),
        ((3, 5, "range", "percent"), "3–5%"),
        ((200, 999, "vague", "count"), "200–999 (vague word)"),
        ((3.8e9, 3.8e9, "exact", "USD"), "USD 3.8 billion"),
        ((100, 100, None, "km2"), "100 km²"),
        ((None, None, None, None), "—"),
    ],
)
def test_figures(figure: tuple[float | None, float | None, str | None, str | None], said: str) -> None:
    assert words.figure(*figure) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (date(2014, 1, 1), date(2016, 12, 31), "2014 – 2016"),
        (date(2016, 8, 1), date(2016, 8, 31), "Aug 2016"),
        (date(2016, 12, 1), date(2016, 12, 31), "Dec 2016"),
        (date(2016, 8, 14), date(2016, 8, 14), "14 Aug 2016"),
        (date(2016, 8, 14), None, "14 Aug 2016"),
        (date(2016, 5, 3), date(2016, 6, 2), "3 May 2016 – 2 Jun 2016"),
        (None, None, "—"),
    ],
)
def test_spans(start: date | None, end: date | None, said: str) -> None:
    assert words.span(start, end) == said


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([], "a &lt;b&gt; c"),
        ([Span(2, 5, "x")], 'a <mark class="cc-mark x">&lt;b&gt;</mark> c'),
        (
            [Span(0, 7, "x"), Span(2, 5, "y")],
            '<mark class="cc-mark x">a </mark><mark class="cc-mark y">&lt;b&gt;</mark><mark class="cc-mark x"> '
            "c</mark>",
        ),
        ([Span(3, 99, "x"), Span(-1, 2, "x"), Span(4, 4, "x")], "a &lt;b&gt; c"),
    ],
)
def test_marks_escape_every_piece(spans: list[Span], html: str) -> None:
    assert marks.marked("a <b> c", spans) == html


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://news.example/a?b=c", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, good: bool) -> None:
    assert bool(marks.outside(url, "x")) is good


def test_directional_marks_are_shown_by_name() -> None:
    assert marks.text("a\u202eb\x00\n") == "a‹U+202E›b‹U+0000›\n"


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(2.46, "2.5 times"), (9.99, "10 times"), (54, "54 times"), (87_123, "87,000 times"), (1_085.7, "1,100 times")],
)
def test_ratios_are_said_as_people_write_them(ratio: float, said: str) -> None:
    assert words.times(ratio) == said
