"""A file's bytes → text, or an error that says what the file seems to be instead."""

from __future__ import annotations

import codecs
import stat
from functools import cache
from pathlib import Path

from pipeline import knowledge
from pipeline.errors import InputError

MARKS = {  # the longer first: UTF-32's mark begins with UTF-16's
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# The encodings that news text is found in: with all ninety, a page of Latin-1 is taken for a Thai code page.
_USUAL = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
]


def size(path: Path) -> int:
    """Bytes of a regular file. Raises InputError when it is none, or cannot be looked at."""
    try:
        told = path.stat()
    except OSError as error:
        if not isinstance(error, PermissionError) and path.is_symlink():
            raise InputError("is a link to nothing", hint="Remove it, or put the file itself there") from error
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise InputError("is no regular file", hint="Remove it") from error
        raise unreadable(error) from error
    if not stat.S_ISREG(told.st_mode):
        raise InputError("is no regular file", hint="Remove it")
    return told.st_size


def unreadable(error: OSError) -> InputError:
    """The error of a file that the system does not let us read."""
    return InputError(f"cannot be read: {error.strerror or error}", hint="Check its permissions")


def content(path: Path, limit: int | None = None) -> bytes:
    """All bytes of a regular file. Raises InputError when it cannot be read, is empty, or is over the limit."""
    limit = limit or knowledge.settings("limits")["file"]["max_bytes"]
    if (length := size(path)) > limit:
        raise InputError(f"has {length:,} bytes, more than the {limit:,} that one article may have", hint="Split it")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(error) from error
    return checked(data, limit)


def checked(data: bytes, limit: int) -> bytes:
    """The bytes as they are. Raises InputError when they are none, or more than the limit."""
    if len(data) > limit:
        raise InputError(f"has {len(data):,} bytes, more than the {limit:,} that one article may have", hint="Split it")
    if not data.strip():
        raise InputError("is empty", hint="Put the article's text there, or remove the file")
    return data


def decode(data: bytes) -> str:
    """UTF-8 bytes, or UTF-16 and UTF-32 with their mark, as text. Raises InputError that names what the bytes seem to
    be."""
    refuse_other_kinds(data)
    for mark, name in MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise InputError(f"is {name} that breaks off at byte {error.start:,}", hint="Save it again") from error
    if b"\0" in data:
        pairs, nuls = len(data) // 2, (data[0::2].count(0), data[1::2].count(0))
        if min(nuls) < 0.1 * pairs and max(nuls) > 0.4 * pairs:
            raise _other("is not UTF-8; it seems to be UTF-16", "UTF-16")
        raise InputError("is binary, no text", hint="Remove it, or save its text as a .txt file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _guess(data)
        seems = f"; it seems to be {guess}" if guess else ""
        raise _other(f"is not UTF-8 (byte {error.start:,}, line {line}){seems}", guess) from error


def refuse_other_kinds(data: bytes) -> None:
    """Raises InputError when the bytes are those of a picture, an archive, a database …"""
    for start, kind in signatures():
        if data.startswith(start):
            raise InputError(f"is a {kind}, no text", hint="Save its text as a .txt file in UTF-8")


@cache
def signatures() -> list[tuple[bytes, str]]:
    """First bytes of kinds of file that are often saved under a wrong name."""
    named = knowledge.settings("thresholds/reading")["signatures"]
    return [(bytes.fromhex(start), kind) for kind, start in named.items()]


def _other(reason: str, encoding: str | None) -> InputError:
    command = f": iconv -f {encoding} -t UTF-8 FILE" if encoding else ""
    return InputError(reason, hint=f"Save it as UTF-8{command}")


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000], cp_isolation=_USUAL).best()
    if best is None:
        return None
    # many code pages read one text alike: the commonest of them is the likeliest
    name = "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding
    return name.upper().replace("_", "-")
