from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard import database, searching
from pipeline import tables
from tests.pages.rows import Rows

QUANTITIES = {
    # cluster: label, counted, actor, action, place
    "went": ("Britons who travelled to Syria", "natives", "United Kingdom", "travelled", "Syria"),
    "hurt": ("People wounded in Brussels", "people", "Belgium", "wounded", "Brussels"),
    "dead": ("People killed in Brussels", "people", "Belgium", "killed", "Brussels"),
    "left": ("French militants who left Raqqa", "militants", "France", "left", "Raqqa"),
    "land": ("Share of land lost by Mali", "land", "Mali", "lost", "Mali"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A build of five quantities, the first of them implausible."""
    sample, folder = Rows(), tmp_path_factory.mktemp("search")
    for n, (cluster, (label, counted, actor, action, place)) in enumerate(QUANTITIES.items()):
        sample.article(f"a{n}", "post", date(2030, 1, 1), label, f"There were {n + 20} of them, the loudspeaker said.")
        facets = {"counted": counted, "actor": actor, "action": action, "place": place}
        sample.claim(f"k{n}", f"a{n}", str(n + 20), cluster, n + 20, n + 20, **facets)
        verdict = "implausible" if cluster == "went" else "too_few"
        sample.cluster(cluster, label, verdict, "", 0.9 if cluster == "went" else 0.1)
    for name, rows in sample.rows.items():
        tables.write(Path(folder), name, rows)
    return database.connect(folder)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("British fighters", ["went"]),  # neither word stands in it
        ("fighters from Britain", ["went"]),
        ("UK nationals", ["went"]),
        ("deaths in brussels", ["dead"]),
        ("injured Brussels", ["hurt"]),
        ("jihadists raqqa", ["left"]),
        ("land", ["land"]),
        ("frenc", ["left"]),  # half typed
        ("killed", ["dead"]),
        ("loudspeaker", ["went", "dead"]),  # in the sentences only
        ("zebras", []),
        ("  ", ["went", "dead"]),  # what deserves a look first
    ],
)
def test_a_quantity_is_found_by_what_words_mean(found: duckdb.DuckDBPyConnection, typed: str, first: list[str]) -> None:
    hits = list(searching.find(found, typed)["cluster_id"])
    assert hits[: len(first)] == first
    assert bool(hits) == bool(first)


@pytest.mark.parametrize(("typed", "kept_out"), [("killed", "hurt"), ("British fighters", "left"), ("Mali", "went")])
def test_what_is_something_else_is_not_found(found: duckdb.DuckDBPyConnection, typed: str, kept_out: str) -> None:
    assert kept_out not in set(searching.find(found, typed)["cluster_id"])


def test_a_search_twice_and_a_short_list(found: duckdb.DuckDBPyConnection) -> None:
    assert list(searching.find(found, "Brussels", 1)["cluster_id"]) == ["dead"]
    assert list(searching.find(found, "Brussels")["cluster_id"]) == ["dead", "hurt"]
