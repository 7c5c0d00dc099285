"""``crosscheck reviews``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from pipeline.errors import ReviewsError
from pipeline.reviews import Anchor, decision, links, open_store, rating
from pipeline.reviews.cli import app
from tests.reviews import corpus


def run(*args: str) -> str:
    result = CliRunner().invoke(app, list(args), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_export_import_verify_backup(url: str, tmp_path: Path) -> None:
    store = open_store(url)
    for n in range(3):
        store.append(decision("claim", f"c{n}", "confirmed", note="=1+1"), who="Ada", seen=0)
    assert "3 events, all in order" in run("verify", "-d", url)
    file, other = tmp_path / "log.jsonl", f"sqlite:///{tmp_path}/other.sqlite3"
    assert "3 events in" in run("export", "-d", url, "-o", str(file))
    assert run("export", "-d", url) == file.read_text(encoding="utf-8")
    assert "3 events added, 0 were known" in run("import", str(file), "-d", other)
    assert "0 events added, 3 were known" in run("import", str(file), "-d", other)
    assert run("export", "-d", other) == file.read_text(encoding="utf-8")
    assert "'=1+1" in run("export", "-d", other, "-f", "csv")
    folder = tmp_path / "kept"
    assert "3 events in" in run("backup", str(folder), "-d", url)
    (kept,) = folder.iterdir()
    assert kept.read_bytes() == file.read_bytes()
    store.engine.dispose()


def test_attention_lists_what_finds_no_home(path: Path, tmp_path: Path) -> None:
    build = corpus.write(tmp_path / "build", 50, 3)
    url = f"sqlite:///{path}"
    where = Anchor(outlet_id="outlet00", path="topic0/a000000.md", exact="900,000", prefix="In", suffix="people")
    open_store(url).append(decision("claim", "gone", "confirmed", anchor=where), who="Ada")
    said = run("attention", str(build), "-d", url)
    assert "topic0/a000000.md: “900,000”: the article does not say “900,000” any more" in said
    assert "0 in place, 0 carried, 1 need attention" in said


def test_what_stood_at_any_moment(url: str, tmp_path: Path) -> None:
    store = open_store(url)
    where = Anchor(outlet_id="o", path="a.md", exact="900,000")
    first = store.append(decision("claim", "c1", "misprint", likely="=9", anchor=where), who="Ada").event
    store.append(decision("claim", "c1", "resolved", note="two bases"), who="Bob", seen=1)
    store.append(links.exclude("c2", where), who="Cy")
    store.append(rating("c2", "B", "2"), who="Cy")

    def rows(*args: str) -> list[list[str]]:
        table = list(csv.DictReader(io.StringIO(run("standing", "-d", url, *args))))
        names = ("target", "status", "who", "said", "likely", "note", "exact", "reliability")
        return [[row[name] for name in names] for row in table]

    assert rows("--at", first.at) == [["c1", "decided", "Ada", "misprint", "'=9", "", "900,000", ""]]
    assert rows() == [
        ["c1", "decided", "Bob", "resolved", "", "two bases", "900,000", ""],
        ["c2", "decided", "Cy", "rated", "", "", "900,000", "B"],
        ["c2", "decided", "Cy", "exclude", "", "", "900,000", ""],
    ]
    assert rows("--at", "2001-01-01") == []
    assert "c1" in (run("standing", "-d", url, "-o", str(tmp_path / "t.csv")), (tmp_path / "t.csv").read_text())[1]
    store.engine.dispose()


def test_a_store_that_was_tampered_with_is_told_by_verify(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    store.append(decision("claim", "c1", "confirmed"), who="Ada")
    with store._writing() as db:
        db.execute(text("UPDATE heads SET status = 'open'"))
    store.engine.dispose()
    with pytest.raises(ReviewsError, match=r"has 1 problems in 1 events.*bring back a backup"):
        run("verify", "-d", f"sqlite:///{path}")


def test_problems_are_said(path: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(ReviewsError, match="no export of decisions"):
        run("import", str(tmp_path / "x.jsonl"), "-d", f"sqlite:///{path}")
