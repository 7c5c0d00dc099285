"""Saved pages of five layouts: title, date, outlet, address and body are right; what stands around them is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import articles
from pipeline.model import Article
from tests.readers import layouts
from tests.readers.layouts import BODY, LAYOUTS


def saved(folder: Path, name: str, ending: str = ".html") -> Article:
    encoding = "cp1252" if name == "old_table" else "utf-8"
    data = LAYOUTS[name].html.encode(encoding)
    if ending == ".mhtml":
        import base64

        head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        head += "Content-Type: multipart/related; type=text/html; boundary=--x\r\n\r\n"
        part = "----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: "
        address = LAYOUTS[name].url or "https://gazette.example.org/1"
        coded = base64.encodebytes(data).decode()
        data = f"{head}{part}{address}\r\n\r\n{coded}\r\n----x--\r\n".encode()
    (folder / f"page{ending}").write_bytes(data)
    corpus = articles.read(folder)
    assert not corpus.rejected
    (article,) = corpus.articles
    return article


@pytest.mark.parametrize("ending", [".html", ".mhtml"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(tmp_path: Path, name: str, ending: str) -> None:
    wanted, article = LAYOUTS[name], saved(tmp_path, name, ending)
    assert (article.title, article.outlet_id) == (wanted.title, wanted.outlet)
    assert str(article.published_start) == wanted.published
    if wanted.url:
        assert article.url == wanted.url
    places = [article.text.find(words) for words in BODY]
    assert -1 not in places
    assert places == sorted(places)
    around = (
        layouts.COOKIES,
        layouts.FOOTER,
        *layouts.NAVIGATION,
        *layouts.RELATED,
        "I heard that",
        "Share on",
        "1.5 million",
        "48211",
    )
    assert [words for words in around if words in article.text] == []
    # a paragraph a line: sentences of two paragraphs never run together
    assert all(any(line.strip() == words for line in article.text.splitlines()) for words in BODY)


def test_when_it_was_changed(tmp_path: Path) -> None:
    assert saved(tmp_path, "newspaper").modified == "2021-05-21T07:00:00.000Z"
