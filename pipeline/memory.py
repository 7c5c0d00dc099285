"""Memory that is free but still held: given back to the system, where the C library has a way to say so (glibc)."""

from __future__ import annotations

import ctypes
import sys


def hand_back() -> None:
    """What large arrays leave behind in the heap would else count until the process ends."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
