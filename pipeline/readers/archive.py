"""ZIP archives: every file in them as if it lay in the folder, read in memory and never unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import kinds, unzip
from pipeline.readers.source import Found, Item, Source, limits, of_bytes
from pipeline.sidecar import Sidecar
from pipeline.walk import is_article_name, sidecar_name


def read(source: Source) -> Iterator[Found]:
    """The articles of all files of the archive, in the order of their names.

    Raises InputError when the archive is broken, nested too deeply, or unpacks to too much.
    """
    rules = limits("archive")
    if source.depth >= rules["max_depth"]:
        raise InputError(f"lies in over {rules['max_depth']} archives inside each other", hint="Unpack it first")
    if source.size > (most := limits("file")["max_dump_bytes"]):
        raise InputError(f"has {source.size:,} bytes, more than the {most:,} of one archive", hint="Split it")
    with unzip.opened(source) as archive:
        members = sorted((i for i in archive.infolist() if not i.filename.endswith("/")), key=lambda i: i.filename)
        if sum(i.file_size for i in members) > rules["max_bytes"]:
            raise InputError(f"unpacks to over {rules['max_bytes']:,} bytes", hint="It looks like a trap; leave it out")
        beside = _sidecars(archive, members)
        for side in beside.values():
            for one in side.rejected:
                yield Rejected(f"{source.name}/{one.path}", one.reason, one.hint, one.row)
        for info in members:
            path = PurePosixPath(info.filename)
            if why := unzip.refusal(info):
                yield Rejected(f"{source.name}/{_printable(info.filename)}", *why)
                continue
            if path.suffix.lower() not in kinds.suffixes():
                continue  # pictures and the like, as in a folder
            if not is_article_name(path) or (path.parent in beside and path.name == sidecar_name()):
                continue
            yield from _member(source, archive, info, beside.get(path.parent))


def _member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, beside: Sidecar | None) -> Iterator[Found]:
    name = f"{source.name}/{_printable(info.filename)}"
    try:
        data = unzip.unpack(archive, info, limits("archive")["max_member"])
        inner = of_bytes(data, name, source.depth + 1, source.options)
        row = beside.row(PurePosixPath(info.filename).name) if beside else None
        for found in kinds.read(inner):
            yield replace(found, fields={**found.fields, **row}) if row and isinstance(found, Item) else found
    except InputError as error:
        yield Rejected(name, error.reason, error.hint, error.row)


def _sidecars(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[PurePosixPath, Sidecar]:
    out: dict[PurePosixPath, Sidecar] = {}
    for info in members:
        path = PurePosixPath(info.filename)
        if path.name == sidecar_name() and not unzip.refusal(info):
            try:
                data = unzip.unpack(archive, info, limits("file")["max_bytes"])
            except InputError:
                continue
            side = Sidecar.of_bytes(data, _printable(info.filename))
            if side.there:
                out[path.parent] = side
    return out


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in name)
