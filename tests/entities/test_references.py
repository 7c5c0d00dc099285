"""Short forms and pronouns: resolved where one reading is safe, open where it is not."""

from __future__ import annotations

import pytest

from pipeline import language
from pipeline.entities import canonical, find
from pipeline.entities.references import resolve


def pointed(text: str) -> dict[str, str]:
    doc = language.parse_line(text)
    (found,) = resolve([doc], [find(doc)])
    return {doc[i].text: entity.name for i, entity in found.items()}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Boko Haram attacked a market on Monday. The group killed 40 people.", "group", "Boko Haram"),
        (
            "Boko Haram attacked a market on Monday. The group killed 40 people. Its fighters burned homes.",
            "Its",
            "Boko Haram",
        ),
        ("Shelling hit Sindh again. About 300 people died in the province, officials said.", "province", "Sindh"),
        ("UNICEF warned of hunger. The agency counted 40 camps.", "agency", "UNICEF"),
        ("Floods reached Lagos at night. Half of the city was dark.", "city", "Lagos"),
        ("Norway opened its archives. The country had kept 900 files.", "country", "Norway"),
    ],
)
def test_safe(text: str, word: str, name: str) -> None:
    expected = canonical(name)
    assert pointed(text).get(word) == (expected.name if expected else name)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Turkey and Greece signed the deal. The country gained 3 islands.", "country"),
        ("Residents fled Lagos. They went north.", "They"),
        ("It was raining in Lagos.", "It"),
        ("The group met on Monday.", "group"),
        ("Norway sent a ship. A country of 90 islands has many.", "country"),
        ("Reuters counted 90 tents. The ministry spoke of 60.", "ministry"),
        ("Hamas spoke. The group of 40 doctors left.", "group"),
    ],
)
def test_open(text: str, word: str) -> None:
    assert word not in pointed(text)


def test_too_far_back() -> None:
    filler = "The rain went on for days without end. " * 6
    assert "group" not in pointed(f"Boko Haram attacked a market. {filler}The group killed 40 people.")
