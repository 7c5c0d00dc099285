from __future__ import annotations

import duckdb
import pytest

from dashboard import database, export, stances, stating
from tests.dashboard.shown import Open, markup, text
from tests.pages.sample import HOSTILE


@pytest.mark.parametrize(
    ("words", "assessment", "found"),
    [
        ("", "", ["shut-1", "shut-2"]),  # the disputed first
        ("shops", "", ["shut-1"]),
        ("shop stayed", "", ["shut-1"]),
        ("no shop was", "", ["shut-1"]),  # in a sentence, not in the label
        ("shops paper", "", []),
        ("", "single_origin", ["shut-2"]),
        ("shops", "single_origin", []),
    ],
)
def test_statements_are_found_by_words_and_verdict(
    db: duckdb.DuckDBPyConnection, words: str, assessment: str, found: list[str]
) -> None:
    frame, count = stating.ranked(db, words, assessment)
    assert list(frame["assertion_id"]) == found
    assert count == len(found)


def test_each_claim_stands_with_its_stance(db: duckdb.DuckDBPyConnection) -> None:
    claims = stating.claims_of(db, ["shut-1"])
    assert list(zip(claims["claim_id"], claims["stance"], strict=True)) == [
        ("k10", "affirms"),
        ("k9", "affirms"),
        ("k12", "leaves open"),
        ("k11", "denies"),
    ]
    for row in database.as_records(claims):
        offset = row["start"] - row["sentence_start"]
        assert row["sentence"][offset:].startswith(row["quote"])
    assert stating.of_claim(db, "k11") == "shut-1"
    assert stating.of_claim(db, "k1") is None


def test_the_chart_tells_stances_by_shape_too(db: duckdb.DuckDBPyConnection) -> None:
    data = stances.frame(stating.claims_of(db, ["shut-1"]), "k11")
    spec = stances.chart(data).to_dict()
    points = spec["layer"][-1]["encoding"]
    assert points["shape"]["field"] == points["color"]["field"] == "stance"
    assert len(set(points["shape"]["scale"]["range"])) == 3
    assert list(data.loc[data["selected"], "stance"]) == ["denies"]
    assert len(spec["layer"]) == 2  # the ring around the chosen one
    assert len(stances.over_time(data).to_dict()["layer"]) == 2
    assert stances.describe(data, "Shops stayed shut").endswith("denies: Harbour Post")


def test_annotations_of_statements_say_what_is_stated(db: duckdb.DuckDBPyConnection) -> None:
    claims = database.as_records(stating.claims_of(db, ["shut-1"]))
    items = export.web_annotations(claims, {"k11": "denies"})["first"]["items"]
    assert [i["body"]["value"] for i in items][-1] == "No shop was shut.: denies"
    assert items[-1]["target"]["selector"][0]["exact"] == "No shop was shut"


def test_the_list_says_who_stands_where(open_page: Open) -> None:
    told = text(open_page("statements"))
    assert "“Shops stayed shut”" in told
    assert "affirms: Northern Courier, Valley Gazette" in told
    assert "denies: Harbour Post" in told
    assert HOSTILE.split("\u202e")[0] in told


def test_one_statement_with_its_sentences(open_page: Open) -> None:
    told = text(open_page("statements", claim="k11"))
    assert "2 sources affirm it, 1 source denies it" in told
    assert "No shop was shut" in told
    assert "Read it in its article" in told


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ({"assertion": "nowhere"}, "There is no statement nowhere"),
        ({"claim": "k1"}, "There is no claim k1"),
        ({"assertion": "shut-1", "claim": "k13"}, "does not belong to this statement"),
        ({"verdict": "Agree"}, "No statement here is assessed as Agree"),
        ({"page": "7"}, "There is no page 7"),
    ],
)
def test_addresses_that_lead_nowhere_say_so(open_page: Open, address: dict[str, str], complaint: str) -> None:
    assert complaint in text(open_page("statements", **address))


def test_overview_and_article_lead_to_statements(open_page: Open) -> None:
    assert "on 1 of them sources contradict each other" in text(open_page())
    bodies = markup(open_page("article", claim="k9"))
    assert "statements?assertion=shut-1&amp;claim=k9" in bodies
