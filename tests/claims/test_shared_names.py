"""Names that bodies of several countries bear: one country's only in an article that speaks of that country."""

import pytest

from pipeline import language
from pipeline.claims import extract
from pipeline.knowledge import table, words
from pipeline.model import Article, Outlet
from pipeline.quantities import find

NAMES = [
    # headline, the outlet's country, text → actor and place of its first figure
    ("", None, "The National Front won 27 seats.", "National Front", None),
    ("", None, "Slovakia voted. The National Front won 27 seats.", "National Front", "Slovakia"),
    ("", None, "France voted. The National Front won 27 seats.", "National Rally", "France"),
    ("", None, "Lyon voted. The National Front won 27 seats.", "National Rally", "Lyon"),
    ("", None, "The French voted. The National Front won 27 seats.", "National Rally", "France"),
    ("Votes are counted in France", None, "The National Front won 27 seats.", "National Rally", "France"),
    ("", "FR", "The National Front won 27 seats.", "National Rally", "France"),
    ("", "FR", "Slovakia voted. The National Front won 27 seats.", "National Front", "Slovakia"),
    ("", "SK", "The National Front won 27 seats.", "National Front", None),
    # an agency's seat is no country that the article speaks of
    ("", None, "AFP counted again. The National Front won 27 seats.", "National Front", None),
    ("", None, "The Labour Party won 27 seats in Norway.", "Labour Party", "Norway"),
    ("", None, "The National Liberation Front killed 27 soldiers.", "National Liberation Front", None),
    ("", None, "In Syria the National Liberation Front killed 27 soldiers.", "National Front for Liberation", "Syria"),
    # another spelling is nobody else's
    ("", None, "Rassemblement National won 27 seats.", "National Rally", "France"),
    # a league and an armed group of the same letters
    ("", None, "The NFL suspended 27 players.", "NFL", "United States"),
]


@pytest.mark.parametrize(("title", "home", "text", "actor", "place"), NAMES)
def test_whose_a_shared_name_is(title: str, home: str | None, text: str, actor: str, place: str | None) -> None:
    article = Article("0" * 16, "a.md", title, "daily", text, "")
    claims = extract(article, language.parse(text, find(text)), Outlet("daily", "Daily", country=home))
    first = next(c for c in claims if c.quote == "27")
    assert (first.actor, first.place) == (actor, place)


@pytest.mark.parametrize("file", ["groups", "organisations"])
def test_shared_spellings_are_those_of_their_row(file: str) -> None:
    for row in table(f"names/{file}", "name", "country", "aliases", "shared"):
        assert set(words(row["shared"])) <= {row["name"], *words(row["aliases"])}, row["name"]
        assert row["country"] or not row["shared"], row["name"]
