"""``articles.csv``: a row about each plain text file of its folder, with the columns file, title, outlet, author,
published, kind, url; only ``file`` must be there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline import columns, textfiles
from pipeline.errors import InputError
from pipeline.model import Rejected

_HEADER = 65_536  # bytes in which a table names its columns


class Sidecar:
    """The rows of one folder's ``articles.csv``; empty when there is none. What is wrong with it is in ``rejected``.

    ``is_dump`` tells that the file is no such table but holds articles itself: a column with texts, none with files.
    """

    def __init__(self, path: Path, folder: str) -> None:
        self.there = path.is_file()
        self.is_dump = False
        self.rejected: list[Rejected] = []
        self._name = path.name if folder == "." else f"{folder}/{path.name}"
        self._rows: dict[str, tuple[int, dict[str, str]]] = {}
        self._folder = path.parent
        if self.there:
            try:
                if _holds_articles(path):
                    self.there, self.is_dump = False, True
                    return
                self._read(textfiles.content(path))
            except InputError as error:
                self.rejected.append(Rejected(self._name, error.reason, error.hint))

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> Sidecar:
        """The sidecar of a folder of an archive."""
        made = cls(Path(), ".")
        made._name, made.there = name, True
        try:
            if _lists_texts(data):
                made.there, made.is_dump = False, True
                return made
            made._read(textfiles.checked(data, len(data)))
        except InputError as error:
            made.rejected.append(Rejected(name, error.reason, error.hint))
        return made

    def _read(self, data: bytes) -> None:
        reader = csv.DictReader(io.StringIO(textfiles.decode(data), newline=""))
        try:
            reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or ()]
            if "file" not in reader.fieldnames:
                raise InputError("has no column file", hint="Its header: file,title,outlet,author,published,kind,url")
            for cells in reader:
                self._row(reader.line_num, {k: v.strip() for k, v in cells.items() if k and isinstance(v, str)})
        except csv.Error as error:
            raise InputError(f"is broken after line {reader.line_num}: {error}", hint="Save it again as CSV") from error

    def _row(self, line: int, cells: dict[str, str]) -> None:
        name = cells.pop("file", "")
        if not name:
            self.rejected.append(Rejected(self._name, "a row names no file", "Fill in its column file", line))
        elif name in self._rows:
            reason = f"a second row for {name}; the first is in line {self._rows[name][0]}"
            self.rejected.append(Rejected(self._name, reason, "Remove one of them", line))
        else:
            self._rows[name] = (line, cells)

    def row(self, name: str) -> dict[str, str] | None:
        """What the sidecar says about a file of its folder."""
        found = self._rows.get(name)
        return found[1] if found else None

    def without_file(self) -> Iterator[Rejected]:
        """Rows whose file is not there."""
        present = {p.name for p in self._folder.iterdir()} if self._rows else set()
        for name, (line, _) in self._rows.items():
            if name not in present:
                yield Rejected(self._name, f"names {name}, which is not there", "Add the file or remove the row", line)


def _holds_articles(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _lists_texts(file.read(_HEADER))
    except OSError as error:
        raise textfiles.unreadable(error) from error


def _lists_texts(data: bytes) -> bool:
    """Has the table a column of texts and none of files?"""
    header = data[:_HEADER].removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    line = header[0].decode("utf-8", "replace") if header else ""
    names = [
        name.strip().strip('"').lower() for name in next(csv.reader([line], delimiter=columns.delimiter(line)), [])
    ]
    return "file" not in names and columns.field_of("text", names) is not None
