"""What lies under a folder: which files are articles, and which may not be read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from pipeline import knowledge
from pipeline.model import Rejected


class Walk:
    """What lies under a folder (or the one file given), in the order of the paths; hidden files and READMEs aside.

    ``files`` are articles, ``sidecars`` the folders with an ``articles.csv``, ``others`` counts files of other kinds by
    suffix, ``refused`` is what may not be read: symbolic links that lead out of the folder, folders without permission.
    """

    def __init__(self, source: Path) -> None:
        self.root = source if source.is_dir() else source.parent
        self.files: list[Path] = []
        self.sidecars: list[Path] = []
        self.others: dict[str, int] = {}
        self.refused: list[Rejected] = []
        if not source.is_dir():
            self.files.append(source)
            return
        home = source.resolve()
        for folder, folders, names in os.walk(source, onerror=self._unreadable):
            folders[:] = [f for f in folders if not _passed_over(f) and not _of_a_page(f, names)]
            for name in names:
                self._file(Path(folder, name), home)
        self.files.sort(key=lambda p: p.relative_to(source).as_posix())
        self.sidecars.sort()
        self.refused.sort(key=lambda r: r.path)

    def _file(self, path: Path, home: Path) -> None:
        if not is_article_name(PurePath(path.name)):
            return
        suffix = path.suffix.lower()
        if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(home):
            self.refused.append(Rejected(shown(path, self.root), "is a link out of the folder", "Copy the file there"))
        elif path.name == sidecar_name():
            self.sidecars.append(path.parent)
        elif suffix in knowledge.settings("thresholds/reading")["suffixes"]:
            self.files.append(path)
        else:
            self.others[suffix] = self.others.get(suffix, 0) + 1

    def _unreadable(self, error: OSError) -> None:
        path = shown(Path(error.filename), self.root)
        self.refused.append(Rejected(path, f"cannot be read: {error.strerror}", "Check its permissions"))


def is_article_name(path: PurePath) -> bool:
    """May a file of this name, below its folder or archive, be an article? Hidden ones and READMEs are none."""
    folders = path.parts[:-1]
    if any(_passed_over(f) or f.endswith(tuple(_rules()["page_folders"])) for f in folders):
        return False
    return not path.name.startswith((".", "~")) and path.stem.lower() not in _rules()["not_articles"]


def sidecar_name() -> str:
    """What the table beside plain texts is called."""
    return str(_rules()["sidecar"])


def _passed_over(folder: str) -> bool:
    return folder.startswith((".", "__"))


def _of_a_page(folder: str, beside: list[str]) -> bool:
    """Is it the folder of pictures and scripts that a browser saved beside a page?"""
    stem = next((folder.removesuffix(end) for end in _rules()["page_folders"] if folder.endswith(end)), None)
    return stem is not None and any(name in beside for name in (f"{stem}.html", f"{stem}.htm", f"{stem}.xhtml"))


def shown(path: Path, root: Path) -> str:
    """A path below ``root`` as it is shown and stored: forward slashes, no bytes that are not UTF-8."""
    relative = path.relative_to(root).as_posix()
    return os.fsencode(relative).decode("utf-8", "replace")


def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = knowledge.settings("thresholds/reading")["articles"]
    return rules
