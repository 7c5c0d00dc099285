"""Files of every kind → what is taken from them, and what they tell about themselves."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline import articles
from pipeline.articles import Corpus
from pipeline.readers import Options
from tests.readers import make
from tests.readers.make import LEAD, MORE, STORY

TEXT = "\n\n".join(STORY)
DAY = date(2021, 5, 20)


def read(folder: Path, name: str, content: str | bytes, options: Options | None = None) -> Corpus:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return articles.read(folder, options)


def test_pdf(tmp_path: Path) -> None:
    pages = [
        [
            "Valley Wire, page 1",
            "At least 45 people died when floods swept through the Kelvar valley, the min-",
            "istry said. Some 2,000 residents lost their homes.",
            "",
            "A second paragraph counts 300 soldiers.",
            "1",
        ],
        ["Valley Wire, page 2", "The third counts 120 missing.", "2"],
        ["Valley Wire, page 3", "The last one tells of $30m.", "3"],
    ]
    (article,) = read(tmp_path, "a.pdf", make.pdf(pages, {"Title": "Floods kill 45", "Author": "A. Writer"})).articles
    assert (article.title, article.author, article.format, article.published) == (
        "Floods kill 45",
        "A. Writer",
        "pdf",
        None,
    )
    assert "the ministry said. Some 2,000 residents" in article.text
    assert "Valley Wire" not in article.text
    assert len(article.text.split("\n\n")) == 4


def test_docx(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.docx", make.docx(STORY, "Floods kill 45", "A. Writer")).articles
    assert article.text == TEXT
    assert (article.title, article.author, article.format) == ("Floods kill 45", "A. Writer", "docx")


def test_epub_gives_an_article_a_chapter(tmp_path: Path) -> None:
    chapters = {"Contents": ["One", "Two"], "Floods kill 45": STORY, "A second look": [*STORY[::-1]]}
    found = read(tmp_path, "a.epub", make.epub(chapters))
    assert [(a.path, a.title, a.outlet_id, a.published_start) for a in found.articles] == [
        ("a.epub#2", "Floods kill 45", "valley-press", DAY),
        ("a.epub#3", "A second look", "valley-press", DAY),
    ]
    assert found.articles[0].text.endswith(TEXT)
    assert not found.rejected


HEADERS = [
    ("headline,body,source,date,link,author", ","),
    ("Title;Full text;Media name;Publish date;URL;Byline", ";"),
    ("name\tarticle_text\tpublisher\tpublished at\tlink\tauthors", "\t"),
]


@pytest.mark.parametrize(("header", "mark"), HEADERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(tmp_path: Path, header: str, mark: str, encoding: str) -> None:
    row = mark.join(["Floods", f'"{TEXT}"', "BBC News", "2021-05-20", "https://www.bbc.com/news/1", "A. Writer"])
    bare = mark.join(["No text", "", "BBC News", "", "", ""])
    found = read(tmp_path, "dump.csv", f"{header}\n{row}\n{bare}\n".encode(encoding))
    (article,) = found.articles
    assert (article.path, article.title, article.outlet_id, article.published_start, article.url, article.author) == (
        "dump.csv#2",
        "Floods",
        "bbc",
        DAY,
        "https://www.bbc.com/news/1",
        "A. Writer",
    )
    assert article.text == TEXT
    assert [(r.path, r.row, r.reason) for r in found.rejected] == [("dump.csv", 3, "has no text")]


def test_the_rows_of_a_workbook(tmp_path: Path) -> None:
    notes = [["What these are"], ["Articles of May"]]
    header = ["Headline", "Body", "Media name", "Publish date", "Words"]
    row = ["Floods", TEXT, "BBC News", datetime(2021, 5, 20), 70]
    sheet = [header, row, [None] * 5, ["No text", "=1+1", None, None, None]]
    found = read(tmp_path, "dump.xlsx", make.workbook(notes, sheet))
    (article,) = found.articles
    assert (article.path, article.title, article.outlet_id, article.published_start, article.format, article.text) == (
        "dump.xlsx#2",
        "Floods",
        "bbc",
        DAY,
        "xlsx",
        TEXT,
    )
    assert [(r.row, r.reason) for r in found.rejected] == [(4, "has no text")]


def test_a_workbook_without_a_column_of_texts(tmp_path: Path) -> None:
    (rejected,) = read(tmp_path, "dump.xlsx", make.workbook([["a", "b"], [1, 2]])).rejected
    assert (rejected.reason, rejected.hint) == (
        "has no column with the articles' texts",
        "Name it: --column text=NAME. It has: a, b",
    )
    (empty,) = read(tmp_path / "none", "none.xlsx", make.workbook([])).rejected
    assert empty.reason == "has no column with the articles' texts"


def test_columns_that_a_person_names(tmp_path: Path) -> None:
    table = f"hed,wire_copy,paper,notes\nFloods,{json.dumps(TEXT)[1:-1].replace(',', ';')},BBC News,x\n"
    (rejected,) = read(tmp_path, "dump.csv", table).rejected
    assert rejected.reason == "has no column with the articles' texts"
    assert "hed, wire_copy, paper, notes" in rejected.hint
    named = Options({"text": "wire_copy", "title": "hed", "outlet": "paper"})
    (article,) = articles.read(tmp_path, named).articles
    assert (article.title, article.outlet_id) == ("Floods", "bbc")


def test_a_table_called_articles_csv_may_hold_articles(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "articles.csv", f'title,text,outlet\nFloods,"{TEXT}",bbc\n').articles
    assert (article.path, article.text) == ("articles.csv#2", TEXT)


def test_json_lines(tmp_path: Path) -> None:
    good = {"title": "Floods", "text": TEXT, "source": {"name": "Reuters"}, "published_at": "20210520T101500Z"}
    lines = [json.dumps(good), "{broken", "[1]", json.dumps({"text": "\ud800" + TEXT}), "", '{"text": " "}']
    found = read(tmp_path, "dump.jsonl", "\n".join(lines))
    (article,) = found.articles
    assert (article.path, article.outlet_id, article.published_start) == ("dump.jsonl#1", "reuters", DAY)
    assert [(r.row, r.reason.partition(":")[0]) for r in found.rejected] == [
        (2, "is broken JSON"),
        (3, "is no object but a list"),
        (4, "holds half of a character (a lone surrogate)"),
        (6, "has no text"),
    ]


def test_lines_are_counted_past_one_that_does_not_decode(tmp_path: Path) -> None:
    bad = json.dumps({"text": LEAD}, ensure_ascii=False).encode()[:-2] + b'\xe9"}'
    found = read(tmp_path, "dump.jsonl", bad + b"\n" + json.dumps({"text": TEXT}).encode())
    assert [(r.row, r.reason) for r in found.rejected] == [(1, "is not UTF-8")]
    assert [a.path for a in found.articles] == ["dump.jsonl#2"]


NEWSAPI = {
    "status": "ok",
    "articles": [
        {
            "source": {"id": "bbc-news", "name": "BBC News"},
            "author": "A. Writer",
            "title": "Floods",
            "description": "d",
            "url": "https://www.bbc.com/news/1",
            "publishedAt": "2021-05-20T10:00:00Z",
            "content": LEAD + "… [+2190 chars]",
        }
    ],
}


def test_newsapi(tmp_path: Path) -> None:
    found = read(tmp_path, "answer.json", json.dumps(NEWSAPI))
    (article,) = found.articles
    assert (article.text, article.format, article.outlet_id, article.published_start) == (LEAD, "NewsAPI", "bbc", DAY)
    assert any("NewsAPI cut off" in note for note in found.notes)


@pytest.mark.parametrize(
    ("name", "content", "service"),
    [
        (
            "a.csv",
            "stories_id,publish_date,title,url,language,media_id,media_name,media_url\n1,2021,T,u,en,1,B,u\n",
            "Media Cloud",
        ),
        ("b.csv", "URL,MobileURL,Date,Title\nhttps://example.org,,2021-05-20,T\n", "GDELT"),
        (
            "c.json",
            json.dumps({"articles": [{"url": "u", "title": "T", "seendate": "20210520T101500Z", "domain": "bbc.com"}]}),
            "GDELT",
        ),
    ],
)
def test_exports_without_texts_say_what_to_do(tmp_path: Path, name: str, content: str, service: str) -> None:
    (rejected,) = read(tmp_path, name, content).rejected
    assert service in rejected.reason
    assert "fetch" in rejected.hint


def test_media_cloud_with_texts(tmp_path: Path) -> None:
    header = "id,publish_date,title,url,language,media_name,media_url,story_text"
    table = f'{header}\n1,2021-05-20,T,https://bbc.com/1,en,bbc.com,bbc.com,"{TEXT}"\n'
    (article,) = read(tmp_path, "stories.csv", table).articles
    assert (article.format, article.outlet_id, article.text) == ("Media Cloud", "bbc", TEXT)


def test_cells_of_html_become_text(tmp_path: Path) -> None:
    html = "".join(f"<p>{words}</p>" for words in STORY) + "<script>alert(1)</script><style>p {}</style>"
    (article,) = read(tmp_path, "a.jsonl", json.dumps({"text": html})).articles
    assert article.text == TEXT


FEED = [
    {
        "title": "Whole",
        "content:encoded": f"<![CDATA[<p>{LEAD}</p><p>{MORE[0]}</p>]]>",
        "pubDate": "Thu, 20 May 2021 10:00:00 GMT",
        "link": "https://www.bbc.com/news/1",
        "dc:creator": "A. Writer",
    },
    {"title": "Short", "description": f"&lt;p&gt;{MORE[1]}&lt;/p&gt;", "link": "https://www.bbc.com/news/2"},
    {"title": "Nothing"},
]


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.txt", "a.html"])
def test_rss(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, make.rss(FEED))
    assert [(a.path, a.title, a.outlet_id, a.author) for a in found.articles] == [
        (f"{name}#1", "Whole", "bbc", "A. Writer"),
        (f"{name}#2", "Short", "bbc", None),
    ]
    assert found.articles[0].text == f"{LEAD}\n\n{MORE[0]}"
    assert found.articles[0].published_start == DAY
    assert [(r.row, r.reason) for r in found.rejected] == [(3, "is an entry without text")]
    assert any("holds summaries only" in note for note in found.notes)


def test_atom(tmp_path: Path) -> None:
    entry = (
        f'<entry><title>Floods</title><link rel="alternate" href="https://www.bbc.com/1"/><published>2021-05-20T10:00:00Z'
        "</published><author><name>A. Writer</name></author>"
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>'
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Wire</title>{entry}</feed>'
    (article,) = read(tmp_path, "a.atom", feed).articles
    assert (article.url, article.author, article.published_start) == ("https://www.bbc.com/1", "A. Writer", DAY)


def test_zip_holds_what_a_folder_may_hold(tmp_path: Path) -> None:
    inner = make.archive({"deep.txt": "Deep. " + TEXT})
    files = {
        "b/page.html": make.page(),
        "b/page_files/advert.html": make.page(),
        "a.pdf": make.pdf([[LEAD]]),
        "articles.csv": "file,outlet\na.pdf,The Guardian\n",
        "inner.zip": inner,
        "__MACOSX/x.txt": "x",
        "README.md": "x",
        "bad.txt": b"\x89PNG",
        "photo.jpg": b"\xff\xd8\xff",
    }
    found = read(tmp_path, "dump.zip", make.archive(files))
    assert [(a.path, a.outlet_id) for a in found.articles] == [
        ("dump.zip/a.pdf", "guardian"),
        ("dump.zip/b/page.html", "unknown"),
        ("dump.zip/inner.zip/deep.txt", "unknown"),
    ]
    assert [(r.path, r.reason) for r in found.rejected] == [("dump.zip/bad.txt", "is a PNG picture, no text")]


def test_files_under_a_wrong_name_are_read_as_what_they_are(tmp_path: Path) -> None:
    names = {
        "a.txt": make.page(),
        "b.txt": make.pdf([[LEAD]]),
        "c.zip": make.docx(["Third. " + LEAD]),
        "d.html": "<html>",
    }
    for name, content in names.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found = articles.read(tmp_path)
    assert [(a.path, a.format) for a in found.articles] == [("a.txt", "html"), ("b.txt", "pdf"), ("c.zip", "docx")]
    assert [r.path for r in found.rejected] == ["d.html"]


def test_the_same_bytes_have_the_same_hash(tmp_path: Path) -> None:
    import hashlib

    data = make.pdf([[LEAD]])
    (article,) = read(tmp_path, "a.pdf", data).articles
    assert article.sha256 == hashlib.sha256(data).hexdigest()
