"""Grids of counts, as HTML and as heatmaps; wordings around a figure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from dashboard import framing, marks, matrices, pictures

COUNTS = pd.DataFrame(
    {
        "outlet": ["Post", "Post", "Courier", "<b>Gazette</b>"],
        "word": ["riot", "protest", "riot", "unrest =cmd()"],
        "n": [4, 1, 16, 2],
    }
)


def drawn(**more: object) -> str:
    return matrices.grid(
        COUNTS, "outlet", "word", "n", caption="Words", what="mentions", order=["riot", "protest", "unrest =cmd()"],
        href=lambda cell: marks.address("framing", by=cell["outlet"], word=cell["word"]), **more,  # type: ignore[arg-type]
    )  # fmt: skip


class Table(HTMLParser):
    """Rows of cells as a screen reader meets them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


def test_a_grid_is_a_table_with_names_to_its_rows_and_columns() -> None:
    html = drawn()
    assert Table(html).rows == [
        ["", "riot", "protest", "unrest =cmd()"],
        ["<b>Gazette</b>", "", "", "2"],
        ["Courier", "16", "", ""],
        ["Post", "4", "1", ""],
    ]
    assert html.count('scope="col"') == html.count('scope="row"') == 3
    assert "<b>Gazette" not in html


def test_every_count_leads_on_and_says_what_it_counts() -> None:
    html = drawn()
    assert len(re.findall(r"<td[^>]*><a data-go", html)) == len(COUNTS)
    assert 'href="framing?by=Post&amp;word=riot" title="Post, riot: 4 mentions"' in html
    assert 'data-label="riot"' in html  # what a narrow page shows instead of the header row


def test_more_is_darker() -> None:
    shades = {n: int(s) for s, n in re.findall(r"--cc-share:(\d+)%\".*?>(\d+)</a>", drawn())}
    assert shades["1"] < shades["2"] < shades["4"] < shades["16"] == 100


def test_the_chosen_count_is_marked() -> None:
    html = drawn(chosen=lambda cell: cell["n"] == 16)
    assert re.search(r'aria-current="true"><a[^>]+>16<', html)
    assert html.count("aria-current") == 1


def test_a_heatmap_to_take_away_holds_all_counts() -> None:
    chart = matrices.heatmap(COUNTS, "outlet", "word", "n", titles=("Outlet", "Word", "Mentions"))
    spec = pictures.grid(chart, "Words")
    assert spec["background"] == "white"
    rows = next(iter(spec["datasets"].values()))  # type: ignore[attr-defined]
    assert [row["count"] for row in rows] == [4, 1, 16, 2]
    assert pictures.svg(spec).startswith(b"<svg")


@pytest.mark.parametrize(
    ("sentence", "quote", "wording"),
    [
        ("On Monday, police said, at least 40 people were hurt; two left.", "40", "at least 40 people were hurt"),
        ("Some 1,200 of them, the mayor added, had gone home.", "1,200", "Some 1,200 of them"),
        ("Forty died.", "Forty", "Forty died"),
        (
            "The toll in the valley and on the hills around it was put at 40 (later 41).",
            "40",
            "around it was put at 40",
        ),
    ],
)
def test_a_wording_is_the_figures_own_part_of_its_sentence(sentence: str, quote: str, wording: str) -> None:
    assert " ".join(p for p in framing.around(sentence, sentence.index(quote), quote) if p) == wording
