"""Clauses without a figure: which are claims, how surely they are said, and the sentence that stands alone."""

from datetime import date

import pytest

from pipeline import language
from pipeline.claims import extract
from pipeline.model import Article, Claim, Quantity
from pipeline.quantities import find


def read(text: str) -> list[Claim]:
    day = date(2021, 5, 20)
    article = Article(
        "0" * 16, "a.md", "", "daily-example", text, "", published="2021-05-20", published_start=day, published_end=day
    )
    numbers: list[Quantity] = find(text)
    found = extract(article, language.parse(text, numbers))
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
    return found


def statements(text: str) -> list[Claim]:
    return [c for c in read(text) if c.kind == "statement"]


QUOTES = [
    ("The dam broke, and the village was flooded.", ["The dam broke", "the village was flooded"]),
    ("The army took the port, warning of worse to come.", ["The army took the port"]),
    ("The group (PLN) has lost all of its land.", ["The group (PLN) has lost all of its land"]),
    (
        "The rebels, who held it for ten years, left the port.",
        ["The rebels, who held it for ten years", "The rebels, who held it for ten years, left the port"],
    ),
    ("Orca, called the best club of Peru, is sinking.", ["Orca, called the best club of Peru, is sinking"]),
    ("That is late.", []),  # nobody knows what "that" is
    # questions, commands, what "I" do, and who says it are none
    ("Has the dam broken?", []),
    ("Leave the village.", []),
    ("I left the village.", []),
]


@pytest.mark.parametrize(("text", "quotes"), QUOTES)
def test_which_clauses(text, quotes):
    assert [c.quote for c in statements(text)] == quotes


STANDING = [
    ("The dam broke.", "asserted", "affirmed"),
    ("The dam has not broken.", "asserted", "negated"),
    ("There were no warnings from the ministry.", "asserted", "negated"),
    ("Ann Lee said the dam broke.", "reported", "affirmed"),
    ("The dam reportedly broke.", "reported", "affirmed"),
    ("The dam allegedly broke.", "alleged", "affirmed"),
    ("The dam will break.", "predicted", "affirmed"),
    ("The dam may break.", "predicted", "affirmed"),
    ("The dam may have failed.", "estimated", "affirmed"),
    ("The dam seems to have broken.", "estimated", "affirmed"),
    ("There were rumours that the dam broke.", "alleged", "affirmed"),
    ("Rumours spread that the dam broke.", "alleged", "affirmed"),
    ("Not everyone was glad.", "asserted", "negated"),
    ("The cause could not be verified.", "asserted", "negated"),
    ("Neither Ann Lee nor the ministry confirmed the flood.", "asserted", "negated"),
]


@pytest.mark.parametrize(("text", "certainty", "polarity"), STANDING)
def test_standing(text, certainty, polarity):
    claim = statements(text)[-1]
    assert (claim.certainty, claim.polarity) == (certainty, polarity)


QUOTED = [
    # a quotation runs on to its closing mark
    ("Ann Lee said: “The dam broke. The village was flooded.” The rain stopped.", "The village was flooded", "Ann Lee"),
    ("Ann Lee said: “The dam broke. The village was flooded.” The rain stopped.", "The rain stopped", "daily-example"),
    # a block after a colon, and the next one when the mark was never closed
    ("The ministry notes:\n\n“The dam broke.”\n\nThe rain stopped.", "The dam broke", "ministry"),
    ("The ministry notes:\n\n“The dam broke.\n\n“The village was flooded.”", "The village was flooded", "ministry"),
    ("The ministry notes:\n\n“The dam broke.”\n\nThe rain stopped.", "The rain stopped", "daily-example"),
    # a block without marks is the one paragraph after the colon
    ("The ministry reports:\n\nIt broke. Rain fell on Lima.\n\nThe sun came out.", "Rain fell on Lima", "ministry"),
    ("The ministry reports:\n\nThe dam broke.\n\nThe sun came out.", "The sun came out", "daily-example"),
    # what a title says is no word about the sentence, nor is a reason
    ("The film “Peru claims victory” was shown by Ann Lee in Lima.", "The film “Peru claims victory” was shown by",
     "daily-example"),
    ("The mayor left the town because critics said that the dam broke.", "The mayor left the town", "daily-example"),
    ("After a talk with the Echo, Ann Lee, research fellow at the Peru Institute said that the dam broke.",
     "the dam broke", "Ann Lee"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "source"), QUOTED)
def test_who_is_quoted(text, quote, source):
    assert next(c for c in statements(text) if c.quote.startswith(quote)).attributed_to == source


ALONE = [
    # pronouns get their names, where and when are added in brackets, who says it comes before
    ("Ann Lee went to Peru. She left the party.", "She left the party",
     "Ann Lee left the party [in Peru, 2021-05-20]."),
    ("Rain fell on Peru. Ann Lee said the dam broke.", "the dam broke",
     "According to Ann Lee, the dam broke [in Peru, 2021-05-20]."),
    ("In March 2020 the storm killed 31 people in Peru and 12 in Chile.", "31",
     "The storm killed 31 people in Peru and 12 in Chile [March 2020]."),
    ("Around 31 fighters died in Peru and about 12 in Chile.", "12",
     "The number of fighters (killed or died) is about 12 [in Chile, 2021-05-20]."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "alone"), ALONE)
def test_sentence_that_stands_alone(text, quote, alone):
    assert next(c for c in read(text) if c.quote == quote).text == alone
