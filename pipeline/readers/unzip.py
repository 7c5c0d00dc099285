"""ZIP archives opened with care: nothing is unpacked to disk, and nothing is unpacked that is declared too large.

The standard library reads no more of a member than its directory entry declares, so the declared sizes bound the work.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import InputError
from pipeline.readers.source import Source, broken, limits

_SMALL = 1_000_000  # bytes: below this no ratio is a bomb
_ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE 4.4.4)


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises InputError when it is broken or has too many members."""
    file = source.open()
    try:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, EOFError) as error:
            raise broken("archive", error, "Save or download it again") from error
        with archive:
            if len(archive.infolist()) > (most := limits("archive")["max_members"]):
                raise InputError(f"holds over {most:,} files", hint="Split it")
            yield archive
    finally:
        file.close()


def refusal(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Why a member may not be read, and what to do; None when it may."""
    name = info.filename
    if not name:
        return "is a file without a name in an archive", "Pack the archive again"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        return "points out of its archive", "Pack it again without absolute paths and .."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link in an archive", "Pack the file itself"
    if info.flag_bits & _ENCRYPTED:
        return "is protected by a password", "Unpack it first"
    ratio = info.file_size / max(1, info.compress_size)
    if info.file_size > _SMALL and ratio > limits("archive")["max_ratio"]:
        return f"unpacks to {ratio:,.0f} times its size", "It looks like a trap; leave it out"
    return None


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a member. Raises InputError when it is broken, not to be read, or over ``most`` bytes."""
    if why := refusal(info):
        raise InputError(why[0], hint=why[1])
    if info.file_size > most:
        raise InputError(
            f"has {info.file_size:,} bytes unpacked, more than the {most:,} that are read", hint="Split it"
        )
    try:
        with archive.open(info) as member:
            return member.read(most + 1)[:most]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise broken("file of an archive", error, "Pack it again") from error


def document(source: Source) -> zipfile.ZipFile:
    """A DOCX or EPUB whose parts may all be unpacked in memory. The caller closes it.

    Raises InputError when it is broken, protected, or unpacks to more than ``data/limits.toml`` allows.
    """
    data = source.content("max_pdf_bytes")
    from io import BytesIO

    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise broken("document", error, "Save it again") from error
    most, total = limits("document")["max_bytes"], 0
    for info in archive.infolist():
        total += info.file_size
        if total > most:
            raise InputError(f"unpacks to over {most:,} bytes", hint="It looks like a trap; leave it out")
        if info.flag_bits & _ENCRYPTED:
            raise InputError("is protected by a password", hint="Save it without one")
        if (why := refusal(info)) and info.filename.endswith(("/", ".xml", ".rels", ".html", ".xhtml", ".opf")):
            raise InputError(f"holds a part that {why[0]}", hint=why[1])
    return archive
