"""What number mentions are linked to: the measure itself, and the floor under what is reached on five originals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Claim
from tests import number_links

LEVELS = json.loads((number_links.HERE / "number_links_floors.json").read_text(encoding="utf-8"))
WANTED: dict[str, Any] = {
    "doc": "000_ferry.txt",
    "start": 4,
    "end": 6,
    "quote": "31",
    "counted": ["fighters", "British fighters"],
    "verb": ["went", "go"],
    "subject": ["British fighters", None],
    "place": ["Syria and Iraq", "Turkey", "Egypt"],
}


def claim(**facets: str | None) -> Claim:
    right: dict[str, Any] = {"counted": "fighters", "action": "went", "actor": "fighters", "place": "Turkey"}
    return Claim(
        "0" * 16, "1" * 16, "a", "quantity", "body", "On 31 went.", 0, 11, "31", 3, 5, "On 31 went.", **(right | facets)
    )


@pytest.mark.parametrize(
    ("facets", "wrong"),
    [
        ({}, set()),
        ({"counted": "foreign fighters from Wales"}, set()),
        ({"counted": "fighter planes"}, {"counted"}),
        ({"counted": None}, {"counted"}),
        ({"action": "going or gone"}, set()),
        ({"action": "killed or died"}, {"verb"}),
        ({"action": None}, {"verb"}),
        ({"action": "killed or died", "predicate": "go"}, set()),
        ({"actor": "United Kingdom"}, set()),
        ({"actor": "France"}, {"subject"}),
        ({"actor": "France", "subject": "31"}, set()),
        ({"actor": None, "counted": "ships"}, {"counted", "subject"}),
        ({"place": "Iraq and Syria"}, set()),
        ({"place": "Egypt and Turkey"}, set()),
        ({"place": "Iraq"}, {"place"}),
        ({"place": "Iraq and Turkey"}, {"place"}),
        ({"place": None}, {"place"}),
    ],
)
def test_judge(facets: dict[str, str | None], wrong: set[str]) -> None:
    assert set(number_links.FACETS) - number_links.judge(WANTED, claim(**facets)).linked == wrong


def test_shown_takes_the_facets_alone() -> None:
    link = number_links.judge(WANTED, claim(action="killed or died", predicate="go", actor="France", subject="31"))
    assert link.linked - link.shown == {"verb", "subject"}


def test_a_mention_that_was_not_read_is_wrong_in_all() -> None:
    link = number_links.judge(WANTED, None)
    assert not link.linked
    assert not link.shown


def test_gold_is_where_it_says(shared: Path) -> None:
    rows = number_links.gold()
    assert len({(row["doc"], row["start"]) for row in rows}) == 55
    for row in rows:
        text = (shared / "seeds" / row["doc"]).read_text(encoding="utf-8")
        assert text[row["start"] : row["end"]] == row["quote"]


def test_links_of_the_originals(shared: Path) -> None:
    links = number_links.measure(shared / "seeds")
    for link in links:
        if len(link.linked) < len(number_links.FACETS):
            print(link)
    reached = number_links.counts(links)
    print(f"right in all four: {reached['linked']} of {len(links)}, asked {LEVELS['asked']['linked']}")
    assert {name: n for name, n in LEVELS["floors"].items() if reached[name] < n} == {}
