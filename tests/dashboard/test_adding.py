"""What people paste and upload becomes files for the pipeline, byte for byte, and nothing outside their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import adding
from dashboard.adding import Draft
from pipeline import articles
from pipeline.errors import InputError
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
