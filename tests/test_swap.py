"""A folder takes the place of another in one step, or in two where there is no such step."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import swap


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("older", [True, False])
def test_the_new_folder_stands_and_nothing_else_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool, older: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(swap, "_exchange", lambda a, b: False)
    new, place = tmp_path / ".new", tmp_path / "build"
    for folder, words in ((new, "new"), (place, "old")) if older else ((new, "new"),):
        folder.mkdir()
        (folder / "file").write_text(words, encoding="utf-8")
    swap.into_place(new, place)
    assert (place / "file").read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["build"]
