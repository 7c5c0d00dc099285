"""EPUB: each document of the reading order that holds more than a heading is an article (magazines, saved web
articles)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import markup, page, unzip, xml
from pipeline.readers.source import Found, Item, Source, digest, limits

_LEAST = 60  # words: title pages, contents and colophons have fewer
_FRONT = ("nav", "toc", "cover", "titlepage", "title_page", "copyright", "colophon", "contents")


def read(source: Source) -> Iterator[Found]:
    """The chapters of a book or issue. Raises InputError when it is broken, protected, a trap, or holds no text."""
    with unzip.document(source) as archive:
        folder, package = _package(archive)
        about = next(iter(xml.children(package, "metadata")), package)
        shared = {
            "outlet": xml.words(about, "publisher"),
            "author": xml.words(about, "creator"),
            "published": xml.words(about, "date"),
            "language": xml.words(about, "language"),
        }
        book = xml.words(about, "title")
        found = 0
        for row, name in enumerate(_documents(package, folder), start=1):
            try:
                item = _chapter(archive, source, name, row, shared, book)
            except InputError as error:
                yield Rejected(source.name, error.reason, error.hint, row)
                continue
            if item is not None:
                found += 1
                yield item
        if not found:
            raise InputError("holds no text", hint="It may be a book of pictures; leave it out")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise InputError(f"is a broken EPUB: {name[:100]} is missing", hint="Save or download it again") from error
    return unzip.unpack(archive, info, limits("file")["max_bytes"])


def _package(archive: zipfile.ZipFile) -> tuple[str, Any]:
    container = xml.parse(_part(archive, "META-INF/container.xml"), "XML")
    paths = [n.get("full-path", "") for n in container.iter() if xml.name(n) == "rootfile"]
    if not paths or not paths[0]:
        raise InputError("is a broken EPUB: it names no package", hint="Save or download it again")
    if "META-INF/encryption.xml" in archive.namelist() and b"EncryptedData" in _part(
        archive, "META-INF/encryption.xml"
    ):
        raise InputError("is protected by digital rights management", hint="Save its text as a .txt file")
    return posixpath.dirname(paths[0]), xml.parse(_part(archive, paths[0]), "XML")


def _documents(package: Any, folder: str) -> Iterator[str]:
    manifest = {
        item.get("id"): item for group in xml.children(package, "manifest") for item in xml.children(group, "item")
    }
    for spine in xml.children(package, "spine"):
        for ref in xml.children(spine, "itemref"):
            item = manifest.get(ref.get("idref"))
            if item is not None and "html" in item.get("media-type", ""):
                yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _chapter(
    archive: zipfile.ZipFile, source: Source, name: str, row: int, shared: dict[str, str], book: str
) -> Item | None:
    if any(posixpath.basename(name).lower().startswith(front) for front in _FRONT):
        return None
    data = _part(archive, name)
    html = page.decode(data)
    text = markup.plain(html)
    if len(text.split()) < _LEAST:
        return None
    heading = markup.heading(html)
    fields = {**shared, "title": f"{heading}" if heading else book}
    return Item(source.name, text, {k: v for k, v in fields.items() if v}, "epub", digest(data), row)
