"""Reading articles: what is taken, what is rejected with which line, and what is only noted."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from pipeline import articles, readers
from pipeline.errors import NothingToBuild
from tests.folders import BODY, file, front, one


def test_front_matter(tmp_path: Path) -> None:
    head = front(
        title='"Ferry: forty hurt"',
        outlet="bbc",
        url="https://www.bbc.com/news/1",
        published="2021-03-04",
        author="A. Writer",
        kind="analysis",
        digest="true",
        mood="sunny",
    )
    file(tmp_path, "b/ferry.md", head + "\n" + BODY)
    article = one(tmp_path)
    assert article.text == BODY
    assert (article.path, article.title, article.outlet_id) == ("b/ferry.md", "Ferry: forty hurt", "bbc")
    assert (article.author, article.kind, article.digest, article.language) == ("A. Writer", "analysis", True, "en")
    assert article.url == "https://www.bbc.com/news/1"
    assert (article.published, article.published_start, article.published_end) == (
        "2021-03-04",
        date(2021, 3, 4),
        date(2021, 3, 4),
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (BODY, BODY),
        ("---\noutlet: bbc\n---\n" + BODY, BODY),
        ("---\noutlet: bbc\n...\n\n \n" + BODY, BODY),
        ("---  \r\noutlet: bbc\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
        ("\ufeff---\noutlet: bbc\n---\n  Indented.\n\n---\nNot the end.", "  Indented.\n\n---\nNot the end."),
        ("---\n---\n" + BODY, BODY),
        ("\n\n" + BODY, "\n\n" + BODY),
        ("Über 40 verletzt – “hurt”.\n", "Über 40 verletzt – “hurt”.\n"),
    ],
)
def test_text_is_the_body_verbatim(tmp_path: Path, content: str, text: str) -> None:
    file(tmp_path, "a.txt", content)
    assert one(tmp_path).text == text


def test_order_and_what_is_no_article(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/B.MD", "C.markdown"):
        file(tmp_path, name, front(outlet="bbc") + name + "\n" + BODY)
    for name in ("README.md", "a/readme.TXT", ".hidden.txt", ".git/x.md", "__MACOSX/y.txt", "LICENSE.txt"):
        file(tmp_path, name, BODY)
    file(tmp_path, "photo.jpg", b"\xff\xd8\xff")
    file(tmp_path, "page_files/advert.html", "<p>x")
    file(tmp_path, "page.htm", "<h1>Ferry</h1>" + f"<p>{BODY * 3}</p>")
    file(tmp_path, "sheet.xls", "x")
    corpus = articles.read(tmp_path)
    assert [a.path for a in corpus.articles] == ["C.markdown", "a/B.MD", "a/z.txt", "b.md", "page.htm"]
    assert not corpus.rejected
    assert "1 .jpg, 1 .xls" in corpus.notes[0]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Given"}, "Given"),
        ({"headline": "Given too"}, "Given too"),
        ({}, "Some 40 people were hurt when the ferry ran aground, the harbour office said."),
    ],
)
def test_title(tmp_path: Path, fields: dict[str, str], title: str) -> None:
    file(tmp_path, "a.md", front(outlet="bbc", **fields) + BODY)
    assert one(tmp_path).title == title


@pytest.mark.parametrize(("body", "title"), [("# Forty hurt\n\n" + BODY, "Forty hurt"), ("word " * 100, "a")])
def test_title_from_the_text(tmp_path: Path, body: str, title: str) -> None:
    file(tmp_path, "a.md", body)
    assert one(tmp_path).title == title


def test_a_colon_or_a_quotation_mark_in_a_value_needs_no_quotes(tmp_path: Path) -> None:
    head = 'title: Floods: "we lost it all"\n# typed by hand\noutlet: "bbc"\nauthor:\nsubtitle: "Never" again\n'
    file(tmp_path, "a.md", f"---\n{head}---\n{BODY}")
    article = one(tmp_path)
    assert (article.title, article.outlet_id) == ('Floods: "we lost it all"', "bbc")
    assert article.text == BODY


def test_ids_come_from_outlet_and_text_alone(tmp_path: Path) -> None:
    file(tmp_path, "1.md", front(outlet="bbc", title="A") + BODY)
    file(tmp_path, "2.md", front(outlet="guardian", title="A") + BODY)
    first = {a.outlet_id: a.article_id for a in articles.read(tmp_path).articles}
    assert len(set(first.values())) == 2
    (tmp_path / "1.md").rename(tmp_path / "moved.md")
    file(tmp_path, "moved.md", front(outlet='"BBC News"', title="B", published="2020") + "\n" + BODY)
    file(tmp_path, "0.md", front(outlet="nbc") + "Another text.")
    again = {a.outlet_id: a.article_id for a in articles.read(tmp_path).articles}
    assert {k: again[k] for k in first} == first


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_text_with_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    file(tmp_path, "a.txt", BODY.encode(encoding))
    assert one(tmp_path).text == BODY


def test_two_with_one_id(tmp_path: Path) -> None:
    file(tmp_path, "a.md", front(outlet="bbc", title="A") + BODY)
    file(tmp_path, "b.md", front(outlet="BBC News", title="B") + BODY)
    file(tmp_path, "c.md", front(outlet="ITV News", title="C") + BODY)
    corpus = articles.read(tmp_path)
    first, again, other = corpus.articles
    assert (again.path, again.text, again.outlet_id) == ("b.md", first.text, first.outlet_id)
    assert len({first.article_id, again.article_id, other.article_id}) == 3
    (note,) = corpus.notes
    assert note == "b.md: is the same text of the same outlet as another. Kept as its copy, and counted once"
    (tmp_path / "a.md").unlink()
    assert articles.read(tmp_path).articles[0].article_id == first.article_id


def test_a_title_from_the_text_has_no_marks_that_mislead(tmp_path: Path) -> None:
    file(tmp_path, "a.md", "# \x01Toll \u202erises\x7f\n\n" + BODY)
    assert articles.read(tmp_path).articles[0].title == "Toll rises"


def test_unknown_outlets_are_one_line(tmp_path: Path) -> None:
    for n in range(10):
        file(tmp_path, f"{n}.md", front(outlet=f"Post {n}") + BODY)
        file(tmp_path, f"{n}-more.md", front(outlet=f"Post {n}") + BODY + " More.")
        file(tmp_path, f"{n}.txt", f"{n}. {BODY}")
    corpus = articles.read(tmp_path)
    nameless, unknown = corpus.notes
    assert nameless.startswith("0.txt and 9 more: names no outlet. Say who published it")
    assert unknown.startswith("outlets not known: Post 0, Post 1, ")
    assert "Post 7 and 2 more. Taken as printed" in unknown


def test_the_outlet_of_all_that_name_none(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", BODY)
    file(tmp_path, "b.md", front(outlet="ITV News") + BODY)
    file(tmp_path, "c.md", front(url="https://www.reuters.com/x") + BODY)
    corpus = articles.read(tmp_path, readers.Options(outlet="BBC"))
    assert [a.outlet_id for a in corpus.articles] == ["bbc", "itv", "reuters"]
    assert not corpus.notes


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"published": "last week"}, '"last week" is no date'),
        ({"published": "0000-01-01"}, '"0000-01-01" is no date'),
        ({"published": "2999-01-01"}, '"2999-01-01" lies in the future'),
        ({"url": "javascript:alert(1)"}, "its url is no http or https address"),
        ({"url": "ftp://example.org/x"}, "its url is no http or https address"),
        ({"url": "https://user:secret@example.org/"}, "its url is no http or https address"),
        ({"url": "http://[bad"}, "its url is no http or https address"),
        ({"kind": "gossip"}, 'its kind "gossip" is none of news, analysis'),
    ],
)
def test_noted_but_taken(tmp_path: Path, fields: dict[str, str], note: str) -> None:
    file(tmp_path, "a.md", front(**({"outlet": "bbc"} | {k: f'"{v}"' for k, v in fields.items()})) + BODY)
    corpus = articles.read(tmp_path)
    (article,) = corpus.articles
    assert not corpus.rejected
    assert len(corpus.notes) == 1
    assert corpus.notes[0].startswith(f"a.md: {note}")
    assert article.url is None
    assert article.kind == "news"


def test_date_that_the_text_tells(tmp_path: Path) -> None:
    file(tmp_path, "a.md", front(outlet="bbc", published="null", published_basis='"text: Feb 2014"') + BODY)
    article = one(tmp_path)
    assert (article.published, article.published_start, article.published_end) == (
        None,
        date(2014, 2, 1),
        date(2014, 2, 28),
    )


def test_links(tmp_path: Path) -> None:
    outside = file(tmp_path / "elsewhere", "secret.txt", BODY)
    folder = tmp_path / "in"
    file(folder, "real.md", front(outlet="bbc") + BODY)
    (folder / "out.txt").symlink_to(outside)
    (folder / "nothing.txt").symlink_to(folder / "gone.txt")
    (folder / "folder").symlink_to(outside.parent)
    corpus = articles.read(folder)
    assert [a.path for a in corpus.articles] == ["real.md"]
    assert [(r.path, r.reason) for r in corpus.rejected] == [
        ("out.txt", "is a link out of the folder"),
        ("nothing.txt", "is a link to nothing"),
    ]


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (rejected,) = articles.read(tmp_path).rejected
    assert rejected.reason == "is no regular file"


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = file(tmp_path, "locked.txt", BODY)
    file(tmp_path, "open.txt", BODY)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = articles.read(tmp_path)
    assert [a.path for a in corpus.articles] == ["open.txt"]
    assert [(r.path, r.reason) for r in corpus.rejected] == [("locked.txt", "cannot be read: Permission denied")]


def test_odd_file_names(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9 \xe2\x80\x93 1.txt")).write_text(BODY, encoding="utf-8")
    path = one(tmp_path).path
    assert path == "caf� – 1.txt"
    assert path.encode()


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NothingToBuild, match="is not there"):
        articles.read(tmp_path / "missing")
    corpus = articles.read(tmp_path)
    assert not corpus.articles + corpus.rejected


def test_the_example_corpus_is_read_whole() -> None:
    root = Path(__file__).resolve().parent.parent / "seeds"
    corpus = articles.read(root)
    assert len(corpus.articles) == 56
    assert not corpus.rejected
    assert not corpus.notes
    for article in corpus.articles:
        content = (root / article.path).read_bytes().decode("utf-8")
        assert content.endswith(article.text)
        assert article.digest
        assert article.published_start


def test_reference_corpora_are_read_whole(shared: Path) -> None:
    assert {name: len(articles.read(shared / name).articles) for name in ("corpus", "seeds")} == {
        "corpus": 132,
        "seeds": 5,
    }
    assert not articles.read(shared / "seeds").notes
