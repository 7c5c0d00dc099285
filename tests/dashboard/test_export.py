from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import charts, database, export, pictures, queries
from dashboard.downloads import file_stem
from pipeline import articles, run, tables
from tests.pages.sample import HOSTILE, sample
from tests.readers import make
from tests.readers.make import STORY


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=x", "'\t=x"),
        ("plain, with comma", "plain, with comma"),
        (-5.0, "-5.0"),
        (None, ""),
    ],
)
def test_csv_guards_formulas_and_leaves_numbers(cell: Any, written: str) -> None:
    frame = pd.DataFrame({"cell": pd.Series([cell], dtype=object), "other": ["x"]})
    read = list(csv.reader(io.StringIO(export.csv(frame).decode("utf-8-sig"), newline="")))
    assert read[1] == [written, "x"]


def test_csv_and_json_hold_the_same_rows(db: duckdb.DuckDBPyConnection) -> None:
    claims = queries.claims_of(db, "fled-1")
    read = list(csv.DictReader(io.StringIO(export.csv(claims, export.FIGURE_COLUMNS).decode("utf-8-sig"))))
    dumped = json.loads(export.dump(export.rows(claims, export.FIGURE_COLUMNS)))
    assert [r["claim_id"] for r in read] == [r["claim_id"] for r in dumped] == list(claims["claim_id"])
    assert [r["low"] for r in read] == ["810000.0", "", "820.0", "790.0"]
    assert dumped[0]["as_of_start"] == "2031-05-03"


def test_annotations_find_the_figure_again(db: duckdb.DuckDBPyConnection) -> None:
    texts = {a["article_id"]: a["text"] for a in sample().rows["articles"]}
    claims = database.as_records(queries.claims_of(db, "fled-1"))
    found = export.web_annotations(claims)["first"]["items"]
    assert len(found) == 4
    for claim, item in zip(claims, found, strict=True):
        quote, position = item["target"]["selector"]
        text = texts[claim["article_id"]]
        assert text[position["start"] : position["end"]] == quote["exact"] == claim["quote"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert not any("javascript:" in item["target"]["source"] for item in found)


def test_annotations_find_the_figure_again_in_an_edited_page(tmp_path: Path) -> None:
    """By what is exact, before and after it, as the W3C model says: positions have moved."""
    folder, edited = tmp_path / "in", tmp_path / "edited"
    for home, paragraphs, around in (
        (folder, STORY, "<nav><a href='/'>Home</a></nav>"),
        (edited, ("Rain had fallen on the valley for 6 days before the dam gave way.", *STORY[:1], *STORY[2:]), ""),
    ):
        home.mkdir()
        (home / "floods.html").write_text(make.page(paragraphs, around=around), encoding="utf-8")
    run.build(folder, tmp_path / "out", jobs=1)
    claims = [c | {"url": None} for c in tables.rows(tmp_path / "out", "claims") if c["kind"] == "quantity"]
    (after,) = articles.read(edited).articles
    moved: list[str] = []
    stayed: list[str] = []
    for item in export.web_annotations(claims)["first"]["items"]:
        quote, position = item["target"]["selector"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        if whole in after.text:
            at = after.text.index(whole) + len(quote["prefix"])
            assert after.text[at : at + len(quote["exact"])] == quote["exact"]
            assert after.text.count(whole) == 1
            (moved if at != position["start"] else stayed).append(quote["exact"])
    assert {"45", "38", "120"} <= set(moved)
    assert stayed == ["45"]  # of the headline
    assert "2,000" not in moved  # its paragraph is gone, and so is the claim


def test_claim_reviews_are_drafts_for_implausible_figures_only(db: duckdb.DuckDBPyConnection) -> None:
    cluster = queries.cluster(db, "fled-1")
    assert cluster is not None
    claims = database.as_records(queries.claims_of(db, "fled-1"))
    graph = export.claim_reviews(cluster, claims, queries.findings_of(db, ["fled-1"]))["@graph"]
    reviews = [g for g in graph if g["@type"] == "ClaimReview"]
    assert [r["itemReviewed"]["@id"] for r in reviews] == ["urn:crosscheck:claim:k3"]
    assert reviews[0]["creativeWorkStatus"] == "Draft"
    assert "more than the 64,000 inhabitants" in reviews[0]["reviewBody"]
    assert sum(g["@type"] == "Claim" for g in graph) == 4


def test_what_reviewers_decided_is_in_every_export(db: duckdb.DuckDBPyConnection) -> None:
    cluster = queries.cluster(db, "fled-1")
    assert cluster is not None
    found = queries.claims_of(db, "fled-1")
    said = ["confirmed by Ada" if c == "k3" else None for c in found["claim_id"]]
    claims = found.assign(review=pd.Series(said, dtype=object))
    findings, rows = queries.findings_of(db, ["fled-1"]), database.as_records(claims)
    (review,) = [g for g in export.claim_reviews(cluster, rows, findings)["@graph"] if g["@type"] == "ClaimReview"]
    assert review["reviewRating"]["alternateName"] == "Implausible, confirmed by Ada"
    assert review["reviewBody"].endswith(" Reviewers: confirmed by Ada.")
    values = [item["body"]["value"] for item in export.web_annotations(rows)["first"]["items"]]
    assert [value.endswith(" Reviewers: confirmed by Ada.") for value in values] == [
        c == "k3" for c in found["claim_id"]
    ]
    told = export.comparison({**cluster, "review": "confirmed by Ada"}, claims, findings)
    assert told["quantity"]["review"] == "confirmed by Ada"
    assert [row["review"] for row in told["figures"]] == said
    read = list(csv.DictReader(io.StringIO(export.csv(claims, export.FIGURE_COLUMNS).decode("utf-8-sig"))))
    assert [row["review"] or None for row in read] == said


def test_data_package_describes_what_it_holds(build: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export.data_package(build)))
    package = json.loads(archive.read("datapackage.json"))
    assert {r["path"] for r in package["resources"]} == {n for n in archive.namelist() if n.endswith(".parquet")}
    for resource in package["resources"]:
        content = archive.read(resource["path"])
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        stored = pd.read_parquet(io.BytesIO(content))
        assert [f["name"] for f in resource["schema"]["fields"]] == list(stored.columns)


def test_citation_changes_with_the_figures(db: duckdb.DuckDBPyConnection) -> None:
    cluster = queries.cluster(db, "fled-1")
    assert cluster is not None
    claims, findings = queries.claims_of(db, "fled-1"), queries.findings_of(db, ["fled-1"])
    first = export.citation(cluster, claims, findings, "http://localhost/compare?quantity=fled-1", date(2031, 6, 1))
    changed = claims.assign(low=claims["low"] + 1)
    second = export.citation(cluster, changed, findings, "http://localhost/compare?quantity=fled-1", date(2031, 6, 1))
    assert "4 figures in 4 outlets" in first
    assert "read 2031-06-01" in first
    assert first.split("SHA-256")[1] != second.split("SHA-256")[1]


@pytest.mark.parametrize("log", [True, False])
def test_pictures_show_the_chart(db: duckdb.DuckDBPyConnection, log: bool) -> None:
    frame = charts.comparison_frame(queries.claims_of(db, "fled-1"))
    spec = pictures.dressed(charts.comparison(frame, "count", log=log, legend=True), "People who fled", HOSTILE)
    drawn = pictures.svg(spec).decode()
    assert "Valley Gazette, 3 May 2031" in drawn
    assert "<script" not in drawn
    assert pictures.png(spec).startswith(b"\x89PNG")


def test_file_names_hold_nothing_odd() -> None:
    assert file_stem("crosscheck", "../../etc/<x>\u202ey") == "crosscheck-etc--x--y"
