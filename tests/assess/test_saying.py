"""How figures stand in the sentences of a reason."""

from __future__ import annotations

import pytest

from pipeline.assess.saying import amount, opening, printed
from pipeline.clusters.profile import profiles
from pipeline.outlets import in_brackets
from tests.assess.test_checks import run
from tests.factory import articles, claim

DEAD = {"counted": "people", "action": "killed", "place": "Freedonia"}


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (50, 50, "percent", "50 percent"),
        (33.333, 40, "percent", "33.3 to 40 percent"),
        (4e9, 4.6e9, "USD", "USD 4 billion to 4.6 billion"),
        (409.2, 409.4, "km2", "409 km²"),
        (3, 3, "multiplier", "3 times"),
        (7.8, 7.8, "magnitude", "magnitude 7.8"),
        (17.1, 17.1, "count/million", "17.1 per million"),
        (1_840, 2_310, "count", "1,840 to 2,310"),
    ],
)
def test_an_amount_has_its_unit_and_says_each_number_once(low: float, high: float, unit: str, said: str) -> None:
    assert amount(low, high, unit) == said


@pytest.mark.parametrize(
    ("sentence", "quote", "bound", "inside", "first"),
    [
        ("A quarter of the seats are empty.", "A quarter", "exact", "a quarter", "A quarter"),
        ("Fifteen men were held.", "Fifteen", "exact", "fifteen", "Fifteen"),
        ("They held Fifteen Mile Creek men: 15.", "15", "about", "about 15", "About 15"),
        ("About 40 men were held.", "40", "about", "about 40", "About 40"),
        ("Up to two thirds were lost.", "Up to two thirds", "up_to", "up to two thirds", "Up to two thirds"),
        ("US$3 was paid.", "US$3", "exact", "US$3", "US$3"),
    ],
)
def test_a_printed_figure_is_small_inside_a_sentence_and_large_at_its_start(
    sentence: str, quote: str, bound: str, inside: str, first: str
) -> None:
    told = claim("post", 15, sentence=sentence, quote=quote, bound=bound)
    (p,) = profiles([told], articles(told))
    assert (printed(p), opening(p)) == (inside, first)


@pytest.mark.parametrize(
    ("name", "said"), [("Firstpost (AFP)", "Firstpost, AFP"), ("mayor (in Post (AFP))", "mayor (in Post, AFP)")]
)
def test_no_brackets_stand_in_brackets(name: str, said: str) -> None:
    assert in_brackets(name) == said


def test_sources_that_agree_on_a_vague_word_agree_on_the_word_not_on_its_middle() -> None:
    told = {"quote": "dozens", "sentence": "dozens of people killed in Freedonia", "bound": "vague", **DEAD}
    a, b = claim("post", (24, 99), said_by="Red Cross", **told), claim("star", (24, 99), said_by="Army", **told)
    assert run(a, b)[0][0].reason == "2 sources agree: dozens."


def test_a_source_that_is_the_outlet_itself_is_named_once() -> None:
    a = claim("Freedonia Post", 40, said_by="The Freedonia Post", **DEAD)
    b = claim("star", 90, said_by="Army", **DEAD)
    assert "40 according to Freedonia Post, 90 according to Army (in Star)" in run(a, b)[0][0].reason
