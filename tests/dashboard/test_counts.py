"""What is counted, and what is not: wordings of one figure, known figures, the pages' own numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import database, framing, queries
from pipeline import tables
from tests.pages.rows import Rows

# outlet, sentence, figure as printed, its value, what is counted, what is told
Told = tuple[str, str, str, float, str, str]


def built(folder: Path, told: list[Told], unit: str = "count") -> duckdb.DuckDBPyConnection:
    """A build of one quantity."""
    sample = Rows()
    for n, (outlet, sentence, quote, value, counted, action) in enumerate(told):
        sample.article(f"a{n}", outlet, date(2030, 1, 1), "T", sentence)
        facets: dict[str, Any] = {"counted": counted, "counted_words": counted, "action": action}
        facets |= {"action_words": action, "unit": unit, "norm_unit": unit}
        sample.claim(f"k{n}", f"a{n}", quote, "q", value, value, **facets)
    sample.cluster("q", "Quantity", "agree", "", 0.1)
    for name, rows in sample.rows.items():
        tables.write(folder, name, rows)
    return database.connect(folder)


DEAD: list[Told] = [
    ("a", "The storm left 31 dead.", "31", 31, "dead", "killed"),
    ("b", "Some thirty-one people were killed.", "thirty-one", 31, "people", "killed"),
    ("c", "It killed 31 villagers.", "31", 31, "villagers", "killed"),
]
ALIKE: list[Told] = [(o, s, q, v, "people", a) for o, s, q, v, _, a in DEAD]


@pytest.mark.parametrize(
    ("told", "unit", "outlets"),
    [
        # below 100 only what counts the same and tells the same of it is one figure
        ([(o, s, q, v, "people", f"killed{n}") for n, (o, s, q, v, _, _) in enumerate(ALIKE)], "count", []),
        (DEAD, "count", []),
        # from 100 on, and for shares, the value alone tells
        ([(o, s.replace("31", "310"), q.replace("31", "310"), 310, c, a) for o, s, q, _, c, a in DEAD], "count", [3]),
        (DEAD, "percent", [3]),
        # two wordings are no many wordings
        (DEAD[:2], "percent", []),
    ],
)
def test_small_numbers_meet_by_chance(tmp_path: Path, told: list[Told], unit: str, outlets: list[int]) -> None:
    frame = framing.wordings(built(tmp_path, told, unit))
    assert [len({s["outlet"] for s in said}) for said in frame["said"]] == outlets


def test_small_numbers_of_the_same_thing_are_one_figure(tmp_path: Path) -> None:
    told: list[Told] = [
        ("a", "In all 31 people died.", "31", 31, "people", "died"),
        ("b", "Some thirty-one people died.", "thirty-one", 31, "people", "died"),
        ("c", "More than 30 people, 31 exactly, died.", "31 exactly", 31, "people", "died"),
        ("d", "Firemen found 31 boats.", "31", 31, "boats", "found"),
    ]
    (said,) = framing.wordings(built(tmp_path, told))["said"]
    assert {s["outlet"] for s in said} == {"a", "b", "c"}


def test_known_figures_are_neither_articles_nor_claims(tmp_path: Path) -> None:
    db = built(tmp_path, DEAD)
    before = queries.totals(db)
    sample = Rows()
    sample.article("ref", "register", date(2030, 1, 1), "Known figures", "There were 30 dead.", format="reference")
    sample.claim("kr", "ref", "30", "q", 30, 30, zone="reference")
    for name in ("articles", "claims"):
        rows = list(tables.rows(tmp_path, name))
        tables.write(tmp_path, name, [*rows, *sample.rows[name]])
    after = queries.totals(database.connect(tmp_path))
    assert {n: after[n] for n in ("articles", "outlets", "claims")} == {
        n: before[n] for n in ("articles", "outlets", "claims")
    }
    assert before["articles"] == before["outlets"] == before["claims"] == 3


def test_totals_count_what_the_tables_hold(db: duckdb.DuckDBPyConnection) -> None:
    totals = queries.totals(db)
    for name, query in {
        "articles": "SELECT count(*) FROM articles",
        "claims": "SELECT count(*) FROM claims",
        "quantities": "SELECT count(*) FROM clusters",
        "rejected": "SELECT count(*) FROM rejected",
    }.items():
        assert [(totals[name],)] == db.cursor().execute(query).fetchall()
    assert sum(queries.assessments(db).values()) == totals["quantities"]
