"""Files that are as they were at the last build are not opened; those that are other, or may be, are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import run, tables
from pipeline.readers import Found, Options, Source, kinds, unchanged
from tests.test_kept import corpus, digest


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened from now on."""
    seen: list[str] = []
    read = kinds.read

    def told(source: Source) -> Iterator[Found]:
        seen.append(source.name)
        return read(source)

    monkeypatch.setattr(kinds, "read", told)
    return seen


def test_files_that_are_as_they_were_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 3)
    (folder / "dump.csv").write_text(
        "title,outlet,text\n" + "".join(f"Quake {n},Post,{n + 20} people died in Chile.\n" for n in range(3))
    )
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xff")
    monkeypatch.setattr(unchanged, "_MOMENT", 0)
    run.build(folder, tmp_path / "out", jobs=1)
    before = digest(tmp_path / "out")
    seen = opened(monkeypatch)
    run.build(folder, tmp_path / "out", jobs=1)
    assert seen == ["broken.txt"]  # what could not be taken is tried again
    assert digest(tmp_path / "out") == before
    old = (folder / "00001.md").stat()
    text = (folder / "00001.md").read_text()
    (folder / "00001.md").write_text(text.replace("Chile", "Ghana"))  # as long as before
    os.utime(folder / "00001.md", ns=(old.st_atime_ns, old.st_mtime_ns))  # and as old, as it says
    run.build(folder, tmp_path / "out", jobs=1)
    assert seen[1:] == ["00001.md", "broken.txt"]
    assert "Ghana" in tables.rows(tmp_path / "out", "articles")[1]["text"]


def test_a_file_that_was_written_a_moment_ago_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = opened(monkeypatch)
    run.build(folder, tmp_path / "out", jobs=1)
    assert seen == ["00000.md", "00001.md"]


def test_other_columns_are_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "dump.csv").write_text(
        "title,text,long\nQuake,Few.,Some 40 people died in the quake in Chile.\n"
    )
    monkeypatch.setattr(unchanged, "_MOMENT", 0)
    run.build(tmp_path / "in", tmp_path / "out", jobs=1)
    run.build(tmp_path / "in", tmp_path / "out", jobs=1, options=Options({"text": "long"}))
    assert tables.rows(tmp_path / "out", "articles")[0]["text"].startswith("Some 40")


def test_a_dump_is_not_held_for_the_sake_of_the_next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "dump.csv").write_text("title,text\n" + "Quake,Some 40 people died in Chile.\n" * 3)
    monkeypatch.setattr(unchanged, "_MOMENT", 0)
    monkeypatch.setattr(unchanged, "_MOST", 50)
    run.build(tmp_path / "in", tmp_path / "out", jobs=1)
    seen = opened(monkeypatch)
    run.build(tmp_path / "in", tmp_path / "out", jobs=1)
    assert seen == ["dump.csv"]
