"""What lies beyond a limit is rejected in a line that names the limit, and the rest goes on."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import articles, knowledge
from pipeline.deadline import within
from pipeline.errors import InputError
from tests.readers import make
from tests.readers.make import LEAD


@pytest.fixture
def limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for articles, with small limits."""
    user = tmp_path / "mine"
    user.mkdir()
    (user / "limits.toml").write_text(
        "[file]\nmax_bytes = 4000\n[article]\nmax_characters = 1500\nmax_line = 1000\nmax_field = 40\nseconds = 4\n"
        "[dump]\nmax_articles = 3\nmax_column = 10\n[pdf]\nmax_pages = 2\n[page]\nmax_depth = 30\n"
        "[archive]\nmax_members = 5\nmax_bytes = 9000\nmax_depth = 1\nmax_member = 3000\n[document]\nmax_bytes = 2000\n"
    )
    monkeypatch.setenv("CROSSCHECK_DATA", str(user))
    knowledge.settings.cache_clear()
    folder = tmp_path / "in"
    folder.mkdir()
    yield folder
    monkeypatch.undo()
    knowledge.settings.cache_clear()


BEYOND: dict[str, tuple[bytes, str]] = {
    "bytes.txt": (LEAD.encode() * 50, "bytes, more than the 4,000"),
    "characters.txt": (b"A line.\n" * 300, "has 2,400 characters, more than 1,500"),
    "line.txt": (b"word " * 250, "has a line of 1,250 characters, more than 1,000"),
    "pages.pdf": (make.pdf([[LEAD]] * 3), "has 3 pages, more than 2"),
    "deep.html": (make.page(around="<div>" * 40).encode(), "has over 30 elements inside each other"),
    "columns.csv": (",".join(f"c{n}" for n in range(12)).encode() + b",text\n", "has 13 columns, more than 10"),
    "rows.csv": (
        b"text\n" + b"".join(b"%d. %s\n" % (n, LEAD.replace(",", ";").encode()) for n in range(5)),
        "has over 3 rows",
    ),
    "lines.jsonl": (b"\n".join(json.dumps({"text": f"{n}. {LEAD}"}).encode() for n in range(5)), "has over 3 lines"),
    "many.zip": (make.archive({f"{n}.txt": f"{n}. {LEAD}" for n in range(6)}), "holds over 5 files"),
    "member.zip": (make.archive({"a.txt": LEAD * 40}), "bytes unpacked, more than the 3,000"),
    "nested.zip": (make.archive({"a.zip": make.archive({"a.txt": LEAD})}), "lies in over 1 archives"),
    "total.zip": (make.archive({f"{n}.txt": LEAD * 20 for n in range(5)}), "unpacks to over 9,000 bytes"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_a_limit(limited: Path, name: str) -> None:
    content, reason = BEYOND[name]
    (limited / name).write_bytes(content)
    (limited / "zz.txt").write_text("Good. " + LEAD)
    found = articles.read(limited)
    assert reason in found.rejected[0].reason
    assert found.rejected[0].hint
    assert len(found.rejected) == 1
    assert found.articles[-1].path == "zz.txt"
    if name.startswith(("rows", "lines")):
        assert len(found.articles) == 3 + 1


def test_a_long_title_is_cut(limited: Path) -> None:
    (limited / "a.jsonl").write_text(json.dumps({"text": LEAD, "title": "word " * 100}))
    (article,) = articles.read(limited).articles
    assert len(article.title) == 40


def test_a_slow_one_is_set_aside(limited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.readers import plain

    read = plain.read

    def slow(source):  # type: ignore[no-untyped-def]
        if source.name == "slow.txt":
            until = time.monotonic() + 20
            while time.monotonic() < until:
                try:
                    time.sleep(0.01)
                except Exception:
                    continue
        yield from read(source)

    monkeypatch.setattr(plain, "read", slow)
    (limited / "slow.txt").write_text(LEAD)
    (limited / "swift.txt").write_text("Swift. " + LEAD)
    began = time.monotonic()
    found = articles.read(limited)
    assert time.monotonic() - began < 15
    assert [(r.path, r.reason) for r in found.rejected] == [
        ("slow.txt", "took longer than 4 seconds and was set aside")
    ]
    assert [a.path for a in found.articles] == ["swift.txt"]


def test_alarms_inside_each_other() -> None:
    with pytest.raises(InputError, match=r"longer than 0\.2 seconds"), within(5), within(0.2):
        time.sleep(3)

    def around() -> None:
        with within(0.3):
            with within(5):
                pass
            time.sleep(3)

    with pytest.raises(InputError, match=r"longer than 0\.3 seconds"):
        around()
