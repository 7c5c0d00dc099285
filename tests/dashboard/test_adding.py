"""What people paste and upload becomes files for the pipeline, byte for byte, and nothing outside their folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import adding, worker
from dashboard.adding import Draft
from pipeline import articles, fetch, run, tables
from pipeline.errors import InputError
from pipeline.fetch import Page
from tests.readers import make


def test_files_of_all_kinds_and_what_was_said_about_them(tmp_path: Path) -> None:
    drafts = [
        Draft("Some 40 people were hurt in the harbour.", "BBC News", published="2021-05"),
        Draft(name="../../evil/pa ge.html", data=make.page().encode(), outlet="The Guardian"),
        Draft(name="c:\\x\\report.pdf", data=make.pdf([[make.LEAD]])),
        Draft(name=".hidden.txt", data=b"Some 50 people were there."),
    ]
    folder = tmp_path / "in"
    folder.mkdir()
    adding.write_corpus(drafts, folder)
    found = articles.read(folder)
    assert [(a.path, a.outlet_id, a.published) for a in found.articles] == [
        ("001-pasted.txt", "bbc", "2021-05"),
        ("002-pa ge.html", "guardian", None),
        ("003-c_x_report.pdf", "unknown", None),
        ("004-.hidden.txt", "unknown", None),
    ]
    assert not found.rejected
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("drafts", "complaint"),
    [
        ([], "there is no text to add"),
        ([Draft(name="a.txt", data=b" ")], "a.txt: is empty"),
        ([Draft("Some 40 people.")], "has no outlet"),
        ([Draft("word " * 50_000, "BBC")], "has 250,000 characters"),
        ([Draft(name=f"{n}.txt", data=b"x") for n in range(21)], "21 files at once"),
    ],
)
def test_what_cannot_be_added(drafts: list[Draft], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        adding.check(drafts, 10)


def test_every_kind_that_a_build_takes_may_be_uploaded() -> None:
    assert {"html", "pdf", "docx", "epub", "csv", "jsonl", "zip", "rss", "md", "txt"} <= set(adding.endings())


def test_addresses_only_where_fetching_is_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " https://news.example/a \n\nhttps://news.example/b\nhttps://news.example/a"
    monkeypatch.delenv("CROSSCHECK_FETCH", raising=False)
    assert adding.addresses(" \n") == []
    with pytest.raises(InputError, match="fetching is switched off"):
        adding.addresses(words)
    monkeypatch.setenv("CROSSCHECK_FETCH", "1")
    assert adding.addresses(words) == ["https://news.example/a", "https://news.example/b"]
    for bad in ("file:///etc/passwd", "http://user:pw@news.example/", "http://2130706433/", "https://news.example:22/"):
        with pytest.raises(InputError, match="it is not fetched"):
            adding.addresses(bad)
    with pytest.raises(InputError, match="21 files at once"):
        adding.check([], 1, [f"https://news.example/{n}" for n in range(21)])


def test_pages_fetched_and_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Fetcher:
        def fetch(self, address: str) -> Page:
            if address.endswith("gone"):
                raise InputError("answers 404", where=address, hint="Save the page yourself")
            return Page(address, make.page().encode(), ".html")

    monkeypatch.setattr(fetch, "Fetcher", Fetcher)
    before, corpus = tmp_path / "before", tmp_path / "in"
    before.mkdir()
    corpus.mkdir()
    (before / "a.md").write_text("---\noutlet: BBC\n---\nSome 40 people were hurt in the harbour, police said.\n")
    run.build(before, tmp_path / "build", jobs=1)
    addresses = ["https://news.example/story", "https://news.example/gone"]
    assert worker.main(str(corpus), str(tmp_path / "out"), str(tmp_path / "build"), *addresses) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [s["missed"] for s in said if "missed" in s] == [
        "https://news.example/gone: answers 404. Save the page yourself"
    ]
    assert said[-1] == {"articles": 2, "rejected": 0}
    assert "https://news.example/story" in {r["url"] for r in tables.rows(tmp_path / "out", "articles")}


def test_no_page_that_is_not_public(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "in"
    corpus.mkdir()
    assert worker.main(str(corpus), str(tmp_path / "out"), str(tmp_path / "build"), "http://127.0.0.1/") == 1
    assert "lies at 127.0.0.1, which is not public; it is not fetched" in capsys.readouterr().out
