"""Puts a finished folder in the place of an older one in a single step, so that there is never none."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# linux/fs.h and fcntl.h
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
# Where folders cannot be locked, one that nobody has touched for so long is taken for left over.
_LEFT_OVER_SECONDS = 24 * 3600


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A new, empty folder beside ``place``, gone afterwards unless it was moved; raises OSError when there can be none.

    It is locked while it is in use: those that killed processes left behind are swept away first, others are not.
    """
    sweep(place)
    while True:
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix=_prefix(place)))
        lock = _lock(made)
        if made.exists():  # nobody has swept it before it was locked
            break
        _unlock(lock)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        _unlock(lock)


def sweep(place: Path) -> None:
    """Removes what killed processes left behind beside ``place``."""
    for found in place.parent.glob(f"{_escaped(_prefix(place))}*"):
        lock = _lock(found)
        if lock is not None:
            shutil.rmtree(found, ignore_errors=True)
            _unlock(lock)


def _prefix(place: Path) -> str:
    return f".{place.name}-making-"


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _lock(folder: Path) -> int | None:
    """A lock on the folder that ends with this process, None when another holds it."""
    try:
        if sys.platform == "win32":
            return -1 if time.time() - folder.stat().st_mtime > _LEFT_OVER_SECONDS else None
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlock(lock: int | None) -> None:
    if lock is not None and lock >= 0:
        os.close(lock)


def into_place(new: Path, place: Path) -> None:
    """Moves the folder ``new`` to ``place``; what stood there is gone afterwards. Both lie on one file system.

    On Linux the two change places at once. Elsewhere, or where the file system cannot do that, the old folder is moved
    aside first: stopped in that moment, it is beside ``place`` under a name that ends in ``-old``.
    """
    aside = place.with_name(f".{place.name}-old")
    if not place.exists():
        new.rename(place)
    elif _exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
    else:
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
        new.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(a: Path, b: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE)
