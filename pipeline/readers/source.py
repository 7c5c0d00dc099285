"""The nouns of the readers: a Source is something to read, an Item one article as a file tells it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from pipeline import knowledge, textfiles
from pipeline.errors import InputError
from pipeline.model import Rejected


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who builds says about the files. ``columns``: field of an article → the column that holds it;
    ``outlet``: who published what names no outlet."""

    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a file in an archive: ``name`` as shown, ``size`` in bytes, ``depth`` of archives around it."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    whole: Callable[[int], bytes]  # its bytes; raises InputError when there are more than the given number
    depth: int = 0
    options: Options = Options()

    @property
    def suffix(self) -> str:
        """What follows the last dot of its name, in small letters with the dot; empty where there is none."""
        stem, dot, suffix = self.name.rpartition(".")
        return f".{suffix.lower()}" if dot and stem and "/" not in suffix else ""

    def head(self, length: int = 4_096) -> bytes:
        """The first bytes."""
        with self.open() as file:
            return file.read(length)

    def content(self, limit: str = "max_bytes") -> bytes:
        """All bytes. Raises InputError when the file is empty or larger than ``limit`` of ``data/limits.toml``
        allows."""
        return self.whole(limits("file")[limit])


@dataclass(frozen=True, slots=True)
class Item:
    """One article as a file tells it, before anything is looked up.

    ``fields``: title, outlet, url, published, modified, author, kind, language … as found. ``sha256`` is that of the
    file's bytes, or of the row's; ``row`` counts rows from 1, a table's header
    among them; ``notes`` are (what, hint).
    """

    name: str
    text: str
    fields: Mapping[str, object]
    format: str
    sha256: str
    row: int | None = None
    notes: tuple[tuple[str, str], ...] = ()


Found = Item | Rejected


def of_path(path: Path, name: str, options: Options = Options()) -> Source:
    """A file on disk. Raises InputError when it is no regular file or cannot be looked at."""
    size = textfiles.size(path)

    def opened() -> BinaryIO:
        try:
            return path.open("rb")
        except OSError as error:
            raise textfiles.unreadable(error) from error

    return Source(name, size, opened, partial(textfiles.content, path), options=options)


def of_bytes(data: bytes, name: str, depth: int, options: Options) -> Source:
    """A file of an archive, already unpacked."""

    def whole(limit: int) -> bytes:
        return textfiles.checked(data, limit)

    return Source(name, len(data), lambda: BytesIO(data), whole, depth, options)


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def limits(part: str) -> Mapping[str, Any]:
    """A part of ``data/limits.toml``."""
    found: Mapping[str, Any] = knowledge.settings("limits")[part]
    return found


def broken(what: str, error: BaseException, hint: str) -> InputError:
    """The error of a file that a library gave up on, in one line."""
    words = " ".join(str(error).split())[:160]
    return InputError(f"is a broken {what}: {words or type(error).__name__}", hint=hint)
