"""Outlets: found by id, name, alias or domain; and the table itself holds no two that answer to one name."""

from __future__ import annotations

import re

import pytest

from pipeline import knowledge
from pipeline.outlets import Outlets, host, plain, register

ROWS = [
    {"outlet_id": "harbour-post", "name": "The Harbour Post", "aliases": "Harbour & Coast Post|HP|hpost.net"}
    | {"domain": "harbourpost.com", "country": "IE", "kind": "newspaper", "owner": "Tide Group"},
    {"outlet_id": "everything", "name": "Everything", "aliases": "", "domain": "everything.com", "kind": "aggregator"},
    {"outlet_id": "cote", "name": "L'Écho de la Côte", "aliases": "", "domain": "", "kind": "newspaper"},
]


@pytest.mark.parametrize(
    ("words", "url", "expected"),
    [
        ("harbour-post", None, "harbour-post"),
        ("Harbour Post", None, "harbour-post"),
        ("  THE HARBOUR  POST ", None, "harbour-post"),
        ("Harbour and Coast Post", None, "harbour-post"),
        ("HP", None, "harbour-post"),
        ("harbourpost.com", None, "harbour-post"),
        ("www.hpost.net", None, "harbour-post"),
        ("https://news.harbourpost.com/x", None, "harbour-post"),
        ("L’Echo de la Cote", None, "cote"),
        (None, "https://amp.harbourpost.com:8080/2021/x?y=1", "harbour-post"),
        (None, "https://notharbourpost.com/", "notharbourpost-com"),
        ("Unheard Gazette", "https://harbourpost.com/x", "harbour-post"),
        ("Unheard Gazette", "https://everything.com/x", "unheard-gazette"),
        ("Everything", "https://harbourpost.com/x", "everything"),
        ("Unheard Gazette!", None, "unheard-gazette"),
        ("Ουδέν Νέον", None, "ουδεν-νεον"),
        ("–––", None, "unknown"),
        (None, "not an address", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_find(words: str | None, url: str | None, expected: str) -> None:
    outlet, known = Outlets(ROWS).find(words, url)
    assert outlet.outlet_id == expected
    assert known == (expected in {row["outlet_id"] for row in ROWS})
    if not known:
        assert outlet.kind == "unknown"
        assert outlet.country is None


def test_made_from_the_articles_own_words() -> None:
    outlet, _ = Outlets(ROWS).find("Unheard Gazette", "http://www.unheard.example/a")
    assert (outlet.name, outlet.domain) == ("Unheard Gazette", "unheard.example")


def test_a_later_row_mends_an_earlier_one() -> None:
    outlets = Outlets([*ROWS, ROWS[0] | {"owner": "Ebb Group"}])
    found = outlets.named("Harbour Post")
    assert found
    assert found.owner == "Ebb Group"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://WWW.Example.ORG./x", "example.org"),
        ("example.org", "example.org"),
        ("//example.org/x", "example.org"),
        ("http://127.0.0.1/", ""),
        ("http://[::1", ""),
        ("localhost", ""),
        ("two words", ""),
        ("", ""),
    ],
)
def test_host(address: str, expected: str) -> None:
    assert host(address) == expected


def test_no_two_rows_answer_to_one_name() -> None:
    taken: dict[str, str] = {}
    for row in knowledge.table("outlets", "outlet_id", "carries"):
        for words in {row["outlet_id"], row["name"], *knowledge.words(row["aliases"])}:
            key = words if host(words) == words else plain(words)
            assert taken.setdefault(key, row["outlet_id"]) == row["outlet_id"], key
        if row["domain"] and not row["carries"]:
            assert taken.setdefault(row["domain"], row["outlet_id"]) == row["outlet_id"], row["domain"]


def test_rows_are_well_formed() -> None:
    rows = knowledge.table("outlets")
    ids = [row["outlet_id"] for row in rows]
    assert ids == sorted(set(ids))
    for row in rows:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["outlet_id"]), row
        assert row["name"]
        assert row["kind"]
        assert not row["domain"] or host(row["domain"]) == row["domain"], row
        assert re.fullmatch(r"([A-Z]{2})?", row["country"]), row
        assert not row["carries"] or row["carries"] in ids, row
    assert register().named("The Guardian")
