"""Files of every kind, damaged at random: each is taken or rejected in a line, and no reader crashes or hangs.

The normal run tries a few hundred files; ``make soak`` goes on for ten minutes (``CROSSCHECK_FUZZ_SECONDS``).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pipeline.articles import Reading
from pipeline.model import Article, Rejected
from tests.readers import make
from tests.readers.make import LEAD, STORY

LONGEST = 20  # seconds a file of a few kilobytes may take on a busy machine
BODY = "\n\n".join(STORY)
_TOLD = {"title": "Floods", "outlet": "Valley Post", "published": "2021-05-04", "url": "https://news.example/a"}
_HEAD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Floods kill '
    '45","datePublished":"2021-05-04T10:00:00Z","author":[{"name":"Ann Lee"}],"publisher":{"name":"Valley Post"}}'
    '</script><meta property="og:site_name" content="Valley Post"><meta property="og:url" content="https://a.example/">'
)
_PAGE = make.page(head=_HEAD, around="<nav><a href='/'>Home</a></nav>")
_ROWS = [_TOLD | {"text": BODY}, _TOLD | {"text": LEAD, "published": "4 May 2021"}]
_COMMA = "title,outlet,published,url,text\n" + "\n".join(
    ",".join('"' + row[k].replace('"', '""') + '"' for k in ("title", "outlet", "published", "url", "text"))
    for row in _ROWS
)
_ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Valley Wire</title><entry><title>Floods'
    f'</title><link href="https://a.example/1"/><updated>2021-05-04T10:00:00Z</updated><content type="html">&lt;p&gt;'
    f"{BODY}&lt;/p&gt;</content></entry></feed>"
)
_MHTML = (
    "From: <Saved by Blink>\nSubject: Floods\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=BB\n\n--BB\n"
    f"Content-Type: text/html; charset=utf-8\nContent-Location: https://a.example/1\n\n{_PAGE}\n--BB--\n"
)

# file's name → its bytes when sound
SOUND: dict[str, bytes] = {
    "a.md": f"---\ntitle: Floods\noutlet: Valley Post\npublished: 2021-05-04\n---\n\n{BODY}\n".encode(),
    "a.txt": BODY.encode("utf-16"),
    "a.html": _PAGE.encode(),
    "a.mhtml": _MHTML.encode(),
    "a.pdf": make.pdf([STORY[:2], STORY[2:]], {"Title": "Floods", "CreationDate": "D:20210504"}),
    "a.docx": make.docx(STORY, "Floods", "Ann Lee"),
    "a.epub": make.epub({"One": STORY, "Two": (LEAD,)}),
    "a.xlsx": make.workbook([["title", "text"], ["Floods", BODY], ["=1+1", LEAD]]),
    "a.csv": _COMMA.encode(),
    "a.jsonl": "\n".join(map(json.dumps, _ROWS)).encode(),
    "a.json": json.dumps({"status": "ok", "articles": _ROWS}).encode(),
    "a.rss": make.rss([{"title": "Floods", "pubDate": "Tue, 04 May 2021 10:00:00 GMT", "description": BODY}]).encode(),
    "a.atom": _ATOM.encode(),
    "a.zip": make.archive({"b.txt": BODY, "c/d.html": _PAGE, "e.csv": _COMMA}),
    "articles.csv": f"file,title,outlet,published\na.txt,Floods,Valley Post,2021-05-04\n{_COMMA}".encode(),
}
# what breaks parsers: marks of formats, ends of lines and fields, numbers at the edge of their type, half characters
TOKENS: list[bytes] = [
    *(b"\x00 \xff\xfe \xef\xbb\xbf \r \n \x0b \x1a \xed\xa0\x80 \xf0\x9f \xc3 \xe2\x80\xae \x85".split(b" ")),
    *(b'" "" \' , ; \t { } [ ] : \\ \\u0000 \\ud800 null NaN 1e999 -0 9999999999999999999999 {"text":'.split(b" ")),
    *(b"< > </ <!-- --> <![CDATA[ ]]> &#0; &#xD800; &#x110000; &lol; <!DOCTYPE <?xml <script> </p> <p".split(b" ")),
    *(b"--- ... !!python/object &a *a : | > {{ 0000-00-00 9999-99-99 2021-02-30 -1 #REF! =1+1".split(b" ")),
    *(b"obj endobj stream endstream xref trailer startxref %%EOF /Length << >> ( ) 4294967296 PK\x03\x04".split(b" ")),
    *(b"https://[::1 http://user:pw@h/ //h javascript:x %00 file:///etc/passwd ../../x utf-7 charset=x".split(b" ")),
    b"a" * 5_000,
    b"(" * 600,
    b"[" * 3_000,
    b"<b>" * 2_000,
    b'{"a":' * 2_000,
]

Edit = tuple[str, float, float, int]  # what, where and how far as shares of the file, which token or byte


def damaged(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes after some edits, one after the other."""
    for what, at, span, which in edits:
        start = int(at * len(data))
        end = min(len(data), start + int(span * span * span * len(data)) + 1)  # mostly short
        piece = data[start:end]
        if what == "inside":
            data = _inside(data, which, [("token", at, span, which), ("cut", span, at, which)])
            continue
        new = {
            "cut": b"",
            "end": b"",
            "twice": piece * 2,
            "token": TOKENS[which % len(TOKENS)],
            "byte": bytes([which % 256]) + piece[1:],
            "turn": piece[::-1],
            "many": piece * (2 + which % 50) if len(piece) < 2_000 else piece,
            "pack": piece,
        }[what]
        data = data[:start] + new + (b"" if what == "end" else data[end:])
        if what == "pack":
            data = gzip.compress(data) if which % 2 else data
    return data


def _inside(data: bytes, which: int, edits: list[Edit]) -> bytes:
    """An archive with one of its files damaged, still an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    except Exception:
        return data  # none, or damaged already
    if files:
        name = sorted(files)[which % len(files)]
        files[name] = damaged(files[name], edits)  # type: ignore[arg-type]
    return make.archive(files)


_KINDS = ("cut", "end", "twice", "token", "token", "byte", "turn", "many", "pack", "inside", "inside")
_SHARE = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(st.tuples(st.sampled_from(_KINDS), _SHARE, _SHARE, st.integers(0, 10_000)), min_size=1, max_size=5)


def holds(folder: Path, name: str, data: bytes) -> None:
    """Whatever is in the file, each article is sound and each rejection one line; nothing else is raised."""
    (folder / name).write_bytes(data)
    if name == "articles.csv":
        (folder / "a.txt").write_text(BODY, encoding="utf-8")
    began = time.monotonic()
    for found in Reading(folder):
        if isinstance(found, Article):
            assert found.text.strip()
            assert "\0" not in found.text
            found.text.encode()
            found.title.encode()
            assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in found.title), found.title
        else:
            assert isinstance(found, Rejected)
            assert found.reason
            assert "\n" not in f"{found.reason}{found.hint}"
            assert len(found.reason) < 600, found.reason
            assert "Traceback" not in found.reason
    took = time.monotonic() - began
    assert took < LONGEST, f"{name} took {took:.1f} s"


def attempts(name: str, count: int) -> Callable[[], None]:
    """A test of ``count`` damaged files."""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(EDITS)
    def attempt(edits: list[Edit]) -> None:
        with tempfile.TemporaryDirectory() as home:
            holds(Path(home), name, damaged(SOUND[name], edits))

    return attempt


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_file_is_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SOUND[name])
    (tmp_path / "a.txt").write_text(BODY) if name == "articles.csv" else None
    assert any(isinstance(found, Article) for found in Reading(tmp_path))


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_taken_or_rejected_in_a_line(name: str) -> None:
    seed(1)(attempts(name, 25))()


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_files_damaged_at_random_for_ten_minutes() -> None:
    seconds = float(os.environ.get("CROSSCHECK_FUZZ_SECONDS", "600"))
    until, turn, tried = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until:
        turn += 1
        for name in SOUND:
            seed(int(time.time()) * 1_000 + turn)(attempts(name, 40))()
            tried += 40
            if time.monotonic() > until:
                break
    print(f"{tried:,} damaged files in {seconds:.0f} s")
