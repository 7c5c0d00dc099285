"""What an earlier version said, and whose text a copy is."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard import database, versions
from pipeline import run, tables

FIRST = "Floods killed 40 people in Chile, the Red Cross said. Some 2,000 residents of Valdivia lost their homes."
SECOND = FIRST.replace("40", "45")


def test_notes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, outlet, day, text in (
        ("1", "Alpha Post", 20, FIRST), ("2", "Alpha Post", 21, SECOND), ("3", "Beta Post", 22, SECOND),
    ):  # fmt: skip
        head = f"---\ntitle: <b>Floods\noutlet: {outlet}\npublished: 2021-05-{day}\nurl: https://alpha.example.org/1\n---\n\n"
        (folder / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    run.build(folder, tmp_path / "out", jobs=1)
    rows = {r["path"]: r for r in tables.rows(tmp_path / "out", "articles")}
    db = database.connect(tmp_path / "out")
    html = {path: versions.note(db, row["article_id"]) for path, row in rows.items()}
    said = {path: re.sub(r"<[^>]+>", "", words) for path, words in html.items()}
    assert rows["2.md"]["version_of"] == rows["1.md"]["article_id"]
    assert said["2.md"].startswith("An earlier version said: 40 ")
    assert "New here: 45 " in said["2.md"]
    assert "2,000" not in said["2.md"]
    assert said["1.md"] == "There is a later version of this article."
    assert "<b>" not in html["3.md"]
    assert versions.note(db, "none") == ""
