"""A folder takes the place of another in one step, or in two where there is no such step."""

from __future__ import annotations

import subprocess
import sys
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


HOLDER = """
import sys
from pathlib import Path
from pipeline import swap
with swap.beside(Path(sys.argv[1])) as made:
    (made / "half").write_text("x")
    print(made.name, flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_process_left_behind_is_swept_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    place, other = tmp_path / "build [1]", tmp_path / ".build [1]-adding-x"
    other.mkdir()
    line = [sys.executable, "-c", HOLDER, str(place)]
    root = Path(__file__).parents[1]
    running = [
        subprocess.Popen(line, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    names = [process.stdout.readline().strip() for process in running if process.stdout]
    running[0].kill()
    running[0].communicate()
    with swap.beside(place) as made:
        assert sorted(p.name for p in tmp_path.iterdir()) == sorted([made.name, names[1], other.name])
    running[1].communicate()
    assert [p.name for p in tmp_path.iterdir()] == [other.name]


def test_an_old_folder_that_was_moved_aside_goes_with_the_next_one(tmp_path: Path) -> None:
    for name in (".build-old", ".new"):
        (tmp_path / name).mkdir()
    swap.into_place(tmp_path / ".new", tmp_path / "build")
    assert [p.name for p in tmp_path.iterdir()] == ["build"]
