"""Files that are empty, broken, mislabelled, huge or hostile, and what must come of each.

``FILES``: name → (its bytes, how many articles are taken from it, what the lines about what is not taken say, in
order).
"""

# ruff: noqa: E501 (a line a file)

from __future__ import annotations

import gzip
import json
import random

from tests.readers import make
from tests.readers.hostile import flagged, flate_bomb, laughs, raw_zip, with_part
from tests.readers.make import LEAD, MORE, STORY

Made = tuple[bytes, int, list[str]]
FILES: dict[str, Made] = {}
SECRET = "the-secret-of-another-folder"
MEGA = 1_000_000


def story(n: int) -> str:
    """A story that no other file tells."""
    return f"Report {n}. " + " ".join(STORY)


def add(name: str, content: bytes | str, taken: int = 0, *reasons: str) -> None:
    FILES[name] = (content.encode() if isinstance(content, str) else content, taken, list(reasons))


def plain_texts() -> None:
    add("text/empty.txt", b"", 0, "is empty")
    add("text/blank.md", b" \n\r\n\t", 0, "is empty")
    add("text/only-head.md", "---\noutlet: bbc\n---\n", 0, "has no text after its front matter")
    add("text/unclosed.md", "---\noutlet: bbc\ntext", 0, "never closed")
    add(
        "text/yaml-object.md",
        f"---\nx: !!python/object/apply:os.system ['touch slipped']\n---\n{story(1)}",
        0,
        "front matter is broken",
    )
    add(
        "text/yaml-laughs.md",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8))
        + f"---\n{story(2)}",
        1,
    )
    add("text/utf16.txt", story(3).encode("utf-16"), 1)
    add("text/utf16-half.txt", story(3).encode("utf-16")[:-1], 0, "breaks off")
    add("text/utf32.txt", story(4).encode("utf-32"), 1)
    add("text/utf16-unmarked.txt", story(5).encode("utf-16-le"), 0, "seems to be UTF-16")
    add("text/latin1.txt", ("Café in Kelvar. " * 9 + LEAD).encode("latin-1"), 0, "is not UTF-8")
    add("text/mixed.txt", "Café ".encode() + "Café ".encode("latin-1") + LEAD.encode(), 0, "is not UTF-8")
    add("text/nul.txt", b"\0" * 5_000, 0, "is binary")
    add("text/some-nul.txt", story(6).encode()[:90] + b"\0\0" + story(6).encode()[90:], 0, "is binary")
    add("text/noise.txt", random.Random(1).randbytes(4_000), 0, "")
    add("text/long-line.txt", b"word " * (50 * MEGA // 5), 0, "bytes, more than the 20,000,000")
    add("text/line-within.txt", b"word " * (3 * MEGA // 5), 0, "characters, more than")
    add("text/picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, 0, "is a PNG picture")
    add("text/gzip.txt", gzip.compress(story(7).encode()), 0, "is a gzip archive")
    add("text/old-office.txt", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, 0, "is a old Office document|old Office")
    add("text/rtf.md", rb"{\rtf1\ansi Text}", 0, "is a RTF document")
    add(
        "text/arabic.txt",
        "قتل أربعون شخصا في الفيضانات، وفقا لوزارة الداخلية. " * 5,
        0,
        "is in another language: Arabic",
    )
    add(
        "text/russian.txt",
        "Сорок человек погибли во время наводнения, сообщило министерство. " * 5,
        0,
        "another language: Russian",
    )
    add(
        "text/arabic-names.md",
        f"---\ntitle: الفيضانات\noutlet: الجزيرة\nauthor: محمد\n---\n{story(8)} محمد said so.",
        1,
    )
    add("text/lookalike.md", f"---\noutlet: ВВС News\n---\n{story(9)}", 1)  # Cyrillic letters
    add(
        "text/bidi.md",
        f'---\ntitle: "Floods \u202egnp.exe\u202c kill"\noutlet: bbc\n---\n{story(10)} \u202eabc\u202c.',
        1,
    )
    add("text/future.md", f"---\noutlet: bbc\npublished: 2999-01-01\n---\n{story(11)}", 1)
    add("text/year-0.md", f"---\noutlet: bbc\npublished: 0000-00-00\n---\n{story(12)}", 1)
    add("text/script.md", f'---\ntitle: "<script>alert(1)</script>"\noutlet: "<img src=x onerror=alert(1)>"\n'
        f'author: "javascript:alert(1)"\nurl: "javascript:alert(1)"\nkind: "<b>"\n---\n{story(13)} <script>alert(2)</script>', 1)  # fmt: skip
    add("text/twice-1.md", f"---\noutlet: bbc\n---\n{story(14)}", 1)
    add("text/twice-2.md", f"---\noutlet: bbc\n---\n{story(14)}", 1)


def pages() -> None:
    add("page/deep.html", make.page(around="<div>" * 100_000), 0, "elements inside each other")
    add("page/deep-closed.html", make.page(around="<b>" * 100_000 + "</b>" * 100_000), 0, "elements inside each other")
    add("page/attribute.html", make.page([*STORY, "One."], around=f'<p class="{"x" * 5 * MEGA}">z</p>'), 1)
    add("page/attributes.html", make.page([*STORY, "Two."], around="<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">z</p>"), 0,
        "attributes")  # fmt: skip
    add("page/truncated.html", make.page([*STORY, "Three."])[:-60], 1)
    add("page/empty.html", "<html><body></body></html>", 0, "holds no article")
    add("page/frames.html", "<html><frameset><frame src='file:///etc/passwd'></frameset></html>", 0, "holds no article")
    add("page/scripts.html", make.page([*STORY, "Four."], head="<script>while(1){}</script>",
        title="&lt;script&gt;alert(1)&lt;/script&gt;", around="<svg onload=alert(1)><iframe src='file:///etc/passwd'></iframe>"), 1)  # fmt: skip
    add(
        "page/entities.html",
        make.page([*STORY, "Five."]).replace("<head>", "<head><!--").replace("</title>", "</title>-->"),
        1,
    )
    add(
        "page/latin1.html",
        make.page([*STORY, "The café shut."]).replace("charset='utf-8'", "charset='iso-8859-1'").encode("latin-1"),
        1,
    )
    add("page/lies.html", make.page([*STORY, "The café was shut."]).encode("latin-1"), 0, "could not be decoded")
    add("page/utf16.html", make.page([*STORY, "Six."]).encode("utf-16"), 1)
    add("page/no-charset.html", make.page([*STORY, "Seven."]).replace("charset='utf-8'", "charset='klingon'"), 1)
    add(
        "page/ld-deep.html",
        make.page([*STORY, "Eight."], head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        1,
    )
    add("page/in-disguise.txt", make.page([*STORY, "Nine."]), 1)
    add(
        "page/broken.mhtml",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        0,
        "holds no page",
    )


def documents() -> None:
    add("doc/pictures.pdf", make.pdf([[], []]), 0, "holds no text")
    add("doc/protected.pdf", make.protected(make.pdf([[LEAD]]), "secret"), 0, "is protected by a password")
    add("doc/truncated.pdf", make.pdf([[LEAD]])[:300], 0, "")
    add("doc/header.pdf", b"%PDF-1.7\n", 0, "is a broken PDF")
    add("doc/no.pdf", story(20), 0, "is called .pdf and is none")
    add("doc/pages.pdf", make.pdf([["x"]] * 501), 0, "has 501 pages")
    add("doc/bomb.pdf", flate_bomb(400 * MEGA), 0, "")
    add("doc/loop.pdf", make.pdf([[LEAD]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), 0, "")
    add("doc/broken.docx", make.docx(STORY)[:-200], 0, "is a broken document")
    add("doc/no.docx", story(21), 0, "is called .docx and is none")
    add(
        "doc/laughs.docx",
        with_part(make.docx(STORY), "word/document.xml", lambda _: laughs("w:document", "&l11;").encode()),
        0,
        "",
    )
    add(
        "doc/bomb.docx",
        with_part(make.docx(STORY), "word/document.xml", lambda x: x + b" " * 200 * MEGA),
        0,
        "unpacks to over",
    )
    add("doc/sheet.docx", make.archive({"xl/workbook.xml": "x"}), 0, "broken DOCX")
    sheet = make.workbook([["title", "text"], ["=HYPERLINK(A1)", f"Sheet. {LEAD}"]])
    add("doc/sheet.xlsx", sheet, 1)
    add("doc/truncated.xlsx", sheet[:-200], 0, "is a broken document")
    add("doc/no.xlsx", story(22), 0, "is called .xlsx and is none")
    add("doc/no_workbook.xlsx", make.archive({"x.xml": "x"}), 0, "is a broken Excel workbook")
    add(
        "doc/laughs.xlsx",
        with_part(sheet, "xl/worksheets/sheet1.xml", lambda _: laughs("worksheet", "&l11;").encode()),
        0,
        "",
    )
    add(
        "doc/bomb.xlsx",
        with_part(sheet, "xl/styles.xml", lambda x: x + b" " * 200 * MEGA),
        0,
        "unpacks to over",
    )
    add(
        "doc/laughs.epub",
        with_part(make.epub({"A": STORY}), "OEBPS/book.opf", lambda _: laughs("package", "&l11;").encode()),
        0,
        "entities",
    )
    add(
        "doc/spineless.epub",
        with_part(make.epub({"A": STORY}), "OEBPS/book.opf", lambda _: b"<package/>"),
        0,
        "holds no text",
    )
    add("doc/outside.epub", with_part(make.epub({"A": STORY}), "OEBPS/book.opf", lambda x: x.replace(b'href="c0', b'href="../../../c0')), 0,
        "is missing", "holds no text")  # fmt: skip


def archives() -> None:
    add("zip/bomb.zip", raw_zip("a.txt", b"0" * 90 * MEGA), 0, "times its size")
    add(
        "zip/nested.zip",
        make.archive({"a.zip": make.archive({"b.zip": make.archive({"c.txt": story(30)})})}),
        0,
        "archives inside each other",
    )
    add("zip/nameless.zip", raw_zip("", story(31).encode()), 0, "without a name")
    add("zip/slip.zip", raw_zip("../../slip.txt", story(31).encode()), 0, "points out of its archive")
    add("zip/absolute.zip", raw_zip("/slip.txt", story(32).encode()), 0, "points out of its archive")
    add("zip/windows.zip", raw_zip("C:\\slip.txt", story(33).encode()), 0, "points out of its archive")
    add("zip/link.zip", raw_zip("a.txt", b"/etc/passwd", external_attr=0o120777 << 16, create_system=3), 0, "is a link")
    add("zip/password.zip", flagged(raw_zip("a.txt", story(34).encode())), 0, "is protected by a password")
    add("zip/broken.zip", make.archive({"a.txt": story(35)})[:-30], 0, "is a broken archive")
    add(
        "zip/crc.zip",
        make.archive({"a.txt": story(36)}, stored=True).replace(b"Report 36", b"Report 37", 1),
        0,
        "is a broken file of an archive",
    )
    add("zip/lies.zip", make.archive({"a.txt": story(38)}), 1)
    add("zip/same-names.zip", make.archive({"a.txt": story(39), "b/a.txt": story(40)}), 2)
    add("zip/escape-name.zip", raw_zip("a\x1b[31m\n.txt", story(41).encode()), 1)


def feeds() -> None:
    add("feed/laughs.rss", laughs("rss", "<channel><item><title>&l11;</title></item></channel>"), 0, "defines entities")
    add("feed/outside.rss", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "file://{SECRET}">]><rss><channel><item><description>'
        f"{LEAD} &s;</description></item></channel></rss>", 0, "defines entities")  # fmt: skip
    add("feed/deep.rss", "<rss>" + "<x>" * 100_000, 0, "elements inside each other")
    add("feed/truncated.rss", make.rss([{"title": "T", "description": LEAD}])[:-30], 0, "is broken XML")
    add("feed/no-entries.atom", '<feed xmlns="http://www.w3.org/2005/Atom"/>', 0, "is a feed without entries")
    add("feed/other.xml", "<invoice><total>40</total></invoice>", 0, "is XML, but no feed")
    add("feed/mixed.rss", make.rss([{"title": "&lt;script&gt;", "description": f"{MORE[0]} Fed.", "link": "javascript:alert(1)"}, {"title": "T"}]),
        1, "is an entry without text")  # fmt: skip


def tables() -> None:
    good, lines = json.dumps({"id": 1, "text": story(50)}), "\n"
    add("table/empty.csv", "text,title\n", 0)
    add("table/headless.csv", f'"{story(51)}",x\n', 0, "has no column with the articles' texts")
    add("table/formula.csv", f'title,text,author,outlet\n"=HYPERLINK(""http://x"")","{story(52)}",@SUM(1),+1\n', 1)
    add("table/quote.csv", f'title,text\nA,"{story(53)}"\nB,"never closed {"x" * 30}\n' + "C,d\n" * 9, 2)
    add(
        "table/huge-cell.csv",
        b"title,text\nA," + b"x" * 50 * MEGA + f"\nB,{story(54).replace(',', ';')}\n".encode(),
        1,
        "is a line of over",
    )
    add(
        "table/latin1.csv", f'title,text\nCaf\xe9,"{story(55)}"\nB,"{story(56)}"\n'.encode("latin-1"), 1, "is not UTF-8"
    )
    add("table/nul.csv", f'title,text\nA,"{story(57)[:50]}\0{story(57)[50:]}"\n', 0, "")
    add("table/wide.csv", ",".join(f"c{n}" for n in range(5_000)) + ",text\n", 0, "columns, more than")
    add("table/ids.jsonl", good + lines + good.replace("Report 50", "Report 58"), 2)
    add(
        "table/twice.jsonl",
        json.dumps({"text": story(59)}) + lines + json.dumps({"text": story(59)}),
        2,
    )
    add("table/broken.jsonl", lines.join(["{", "[]", "4", "null", '{"text": 4}', json.dumps({"text": story(60)})]), 1,
        "is broken JSON", "is no object", "is no object", "is no object", "has no text")  # fmt: skip
    add("table/deep.jsonl", '{"text": ' * 100_000, 0, "")
    add("table/deep.json", "[" * 100_000, 0, "nested too deeply")
    add("table/number.json", '{"articles": [{"text": 1e999, "title": ' + "9" * 5_000 + "}]}", 0, "")
    add("table/surrogate.jsonl", r'{"text": "\ud83d ' + story(61) + '"}', 0, "half of a character")
    add(
        "table/long.jsonl",
        b'{"text": "' + b"x" * 50 * MEGA + b'"}\n' + json.dumps({"text": story(62)}).encode(),
        1,
        "is a line of over",
    )
    add("table/other.json", '{"name": "package", "version": "1"}', 0, "holds no articles")
    add("table/scripts.jsonl", json.dumps({"text": story(63), "title": "<script>alert(1)</script>", "outlet": {"a": [1]}, "author": [None, {}],
        "url": "http://user:pw@x/", "published": {"x": 1}, "language": 4}), 1)  # fmt: skip
    add(
        "table/articles.json",
        json.dumps({"articles": [{"text": story(64)}, None, "x"]}),
        1,
        "is no object",
        "is no object",
    )
    ten = (json.dumps({"text": f"Some {n} people were hurt in town number {n}."}) for n in range(10_000))
    add("table/ten-thousand.jsonl", lines.join(ten), 10_000)


for make_some in (plain_texts, pages, documents, archives, feeds, tables):
    make_some()
