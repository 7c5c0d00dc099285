"""Bytes that mean harm: documents that unpack to more than they are, and archives that are not what they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.readers import make


def laughs(root: str, inside: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><{root}>{inside}</{root}>'


def raw_zip(name: str, data: bytes, **attributes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for key, value in attributes.items():
            setattr(info, key, value)
        made.writestr(info, data)
    return out.getvalue()


def flagged(archive: bytes) -> bytes:
    """The archive with its members marked as encrypted."""
    out = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = out.find(mark)
        while found >= 0:
            (bits,) = struct.unpack_from("<H", out, found + at)
            struct.pack_into("<H", out, found + at, bits | 1)
            found = out.find(mark, found + 4)
    return bytes(out)


def with_part(document: bytes, name: str, part: Callable[[bytes], bytes]) -> bytes:
    """The document with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return make.archive({n: part(archive.read(n)) if n == name else archive.read(n) for n in archive.namelist()})


def flate_bomb(size: int) -> bytes:
    stream = zlib.compress(b"(x) Tj\n" * (size // 7), 9)
    body = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream)
    start = make.pdf([["x"]])
    old = start[start.index(b"4 0 obj") : start.index(b"5 0 obj")]
    return start.replace(
        old, b"4 0 obj\n" + body + b"\nendobj\n"
    )  # its table of offsets is wrong now, which readers mend
