"""Files that are as they were at the last build: what they held is not read out of them again.

As git does, a file is taken for unchanged while the system tells the same of it: size, times of change, inode. One that
was changed a moment ago is always read, because a second change in that moment would not be seen.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.keep import Keep
from pipeline.readers import kinds
from pipeline.readers.source import Found, Item, Options, of_path

_KIND = "files"
_MOMENT = 2_000_000_000  # ns: the coarsest clock of a file system in use, that of FAT
_MOST = 1_000_000  # characters of a file's articles together: those of a dump are read as they come, and never held
_PLAIN = frozenset((str, int, float, bool, type(None)))
_VALUES = attrgetter(*(f.name for f in fields(Item)))


def read(path: Path, name: str, options: Options, keep: Keep) -> Iterator[Found]:
    """What :func:`pipeline.readers.kinds.read` gives of a file. Raises InputError as it does."""
    key = _key(path, name, options)
    rows: Sequence[Sequence[Any]] | None = keep.get(_KIND, key) if key else None
    if rows is not None:
        yield from (Item(*row) for row in rows)
        return
    held: list[Item] = []
    room = _MOST if key else -1
    for found in kinds.read(of_path(path, name, options)):
        yield found
        # an article that was not taken may be the next time, when there is more time or memory
        if isinstance(found, Item) and _is_plain(found.fields.values()):
            room -= len(found.text)
            held.append(found)
        else:
            room = -1
        if room < 0:
            held.clear()
    if key and held and key == _key(path, name, options):
        keep.put(_KIND, key, [_VALUES(item) for item in held])


def _is_plain(values: Iterable[object]) -> bool:
    """Can they be kept? Cells of JSON may be nested in any way."""
    return all(type(v) in _PLAIN or (type(v) is list and _is_plain(v)) for v in values)


def _key(path: Path, name: str, options: Options) -> str | None:
    """All that tells a file from what it was; None of one that cannot be looked at, or was changed a moment ago."""
    try:
        told = path.stat()
    except OSError:
        return None
    if time.time_ns() - max(told.st_mtime_ns, told.st_ctime_ns) < _MOMENT:
        return None
    about = name, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, sorted(options.columns.items())
    return hashlib.sha256(repr(about).encode()).hexdigest()
