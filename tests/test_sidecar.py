"""A table beside the texts: what it tells of them, and which lines of it are rejected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import articles
from tests.folders import BODY, file, front, one


def test_sidecar(tmp_path: Path) -> None:
    rows = [
        "File,title,outlet,author,published,kind,url",
        'a.txt,"Forty hurt, ferry lost",The Guardian,,2021-03,news,',
        "b.txt,Later,Le Monde,,,opinion,",
    ]
    file(tmp_path, "articles.csv", "\ufeff" + "\n".join(rows))
    file(tmp_path, "a.txt", "Ferry\n\n" + BODY)
    file(tmp_path, "b.txt", front(title="Its own title") + BODY)
    corpus = articles.read(tmp_path)
    a, b = corpus.articles
    assert (a.title, a.outlet_id, a.published, a.author) == ("Forty hurt, ferry lost", "guardian", "2021-03", None)
    assert (a.published_start, a.published_end) == (date(2021, 3, 1), date(2021, 3, 31))
    assert (b.title, b.outlet_id, b.kind) == ("Its own title", "le-monde", "opinion")
    assert not corpus.rejected
    assert not corpus.notes


def test_one_file(tmp_path: Path) -> None:
    file(tmp_path, "articles.csv", "file,outlet\na.txt,bbc\nb.txt,bbc\nc.txt,bbc\n")
    path = file(tmp_path, "a.txt", BODY)
    file(tmp_path, "b.txt", BODY + "More.")
    article = one(path)
    assert (article.path, article.outlet_id) == ("a.txt", "bbc")


@pytest.mark.parametrize(
    ("sidecar", "lines"),
    [
        ("file,outlet\na.txt,bbc\nlost.txt,bbc\n", [("articles.csv", 3, "names lost.txt, which is not there")]),
        (
            "file,outlet\na.txt,bbc\na.txt,itv\n",
            [("articles.csv", 3, "a second row for a.txt; the first is in line 2")],
        ),
        ("file,outlet\na.txt,bbc\n,itv\n", [("articles.csv", 3, "a row names no file")]),
        ("file,outlet\na.txt,bbc\n../x.txt,bbc\n", [("articles.csv", 3, "names ../x.txt, which is not there")]),
        ("name,outlet\na.txt,bbc\n", [("articles.csv", None, "has no column file")]),
        ("file,outlet\na.txt,caf\xe9\n".encode("latin-1"), [("articles.csv", None, "is not UTF-8 (byte 21, line 2)")]),
        ("file,outlet\na.txt," + "x" * 200_000, [("articles.csv", None, "is broken after line 1")]),
    ],
)
def test_sidecar_that_is_wrong(tmp_path: Path, sidecar: str | bytes, lines: list[tuple[str, int | None, str]]) -> None:
    file(tmp_path, "articles.csv", sidecar)
    file(tmp_path, "a.txt", BODY)
    corpus = articles.read(tmp_path)
    assert [a.path for a in corpus.articles] == ["a.txt"]
    assert [(r.path, r.row) for r in corpus.rejected] == [(path, row) for path, row, _ in lines]
    for rejected, (_, _, reason) in zip(corpus.rejected, lines, strict=True):
        assert rejected.reason.startswith(reason)


def test_file_without_a_row(tmp_path: Path) -> None:
    file(tmp_path, "articles.csv", "file,outlet\na.txt,bbc\n")
    file(tmp_path, "a.txt", BODY)
    file(tmp_path, "b.txt", BODY)
    corpus = articles.read(tmp_path)
    assert [(a.path, a.outlet_id) for a in corpus.articles] == [("a.txt", "bbc"), ("b.txt", "unknown")]
    assert [note.partition(": ")[2].partition(". ")[0] for note in corpus.notes] == [
        "has no row in articles.csv",
        "names no outlet",
    ]


def test_folder_of_only_a_sidecar(tmp_path: Path) -> None:
    file(tmp_path, "x/articles.csv", "file,outlet\na.txt,bbc\n")
    (rejected,) = articles.read(tmp_path).rejected
    assert (rejected.path, rejected.row) == ("x/articles.csv", 2)
