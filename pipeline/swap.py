"""Puts a finished folder in the place of an older one in a single step, so that there is never none."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

# linux/fs.h and fcntl.h
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def into_place(new: Path, place: Path) -> None:
    """Moves the folder ``new`` to ``place``; what stood there is gone afterwards. Both lie on one file system.

    On Linux the two change places at once. Elsewhere, or where the file system cannot do that, the old folder is moved
    aside first: stopped in that moment, it is beside ``place`` under a name that ends in ``-old``.
    """
    if not place.exists():
        new.rename(place)
        return
    if _exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    aside = place.with_name(f".{place.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    place.rename(aside)
    new.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(a: Path, b: Path) -> bool:
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE)
