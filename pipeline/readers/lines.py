"""Lines of a large file, one at a time and none longer than allowed, so that memory stays flat however long it is."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 65_536


def lines(file: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Each line with its end, as UTF-8 where the file is UTF-16 with its mark; None for one of over ``most`` bytes."""
    first = file.read(4)
    file.seek(0)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _wide(file, most)
        return
    if first.startswith(codecs.BOM_UTF8):
        file.seek(len(codecs.BOM_UTF8))
    while line := file.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_CHUNK)
        yield None


def _wide(file: BinaryIO, most: int) -> Iterator[bytes | None]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    held, skipping = "", False
    while chunk := file.read(_CHUNK):
        *whole, held = (held + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield None if skipping else f"{line}\n".encode("utf-8", "replace")
            skipping = False
        if len(held) > most:
            held, skipping = "", True
    if held or skipping:
        yield None if skipping else held.encode("utf-8", "replace")
