"""Which reader a file is for: by its first bytes where they tell, else by its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from pipeline import knowledge, textfiles
from pipeline.deadline import within
from pipeline.errors import InputError
from pipeline.readers.source import Found, Source, limits

Reader = Callable[[Source], Iterator[Found]]

# kind → the module of pipeline.readers whose ``read`` takes it
READERS = {
    "text": "plain",
    "html": "page",
    "mhtml": "page",
    "pdf": "pdf",
    "docx": "docx",
    "epub": "epub",
    "xlsx": "workbook",
    "csv": "delimited",
    "jsonl": "jsonfiles",
    "json": "jsonfiles",
    "feed": "feed",
    "zip": "archive",
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
_PDF_WITHIN = 1_024  # bytes: readers accept the header anywhere in them (PDF 1.7, implementation note 13)
_ZIP = b"PK\x03\x04", b"PK\x05\x06"


def suffixes() -> Mapping[str, str]:
    """Suffix → kind of the files that are taken."""
    found: Mapping[str, str] = knowledge.settings("thresholds/reading")["suffixes"]
    return found


def kind(source: Source) -> str:
    """How a file is to be read. Raises InputError for an empty one and for kinds of file that hold no text for us."""
    by_name = suffixes().get(source.suffix, "text")
    if not source.size:
        raise InputError("is empty", hint="Put the article's text there, or remove the file")
    head = source.head()
    if b"%PDF-" in head[:_PDF_WITHIN] and (by_name == "pdf" or head.startswith(b"%PDF-")):
        return "pdf"
    if head.startswith(_ZIP):
        return by_name if by_name in ("docx", "epub", "xlsx") else _archive(source)
    for mark in textfiles.MARKS:
        if head.startswith(mark):
            return by_name
    textfiles.refuse_other_kinds(head)
    if by_name in ("pdf", "docx", "epub", "xlsx", "zip"):
        raise InputError(f"is called {source.suffix} and is none", hint="Give it the suffix of what it is")
    if by_name in ("text", "html", "feed"):
        bare = head.removeprefix(b"\xef\xbb\xbf")
        if _FEED.match(bare):
            return "feed"
        if _PAGE.match(bare):
            return "html"
    return by_name


def _archive(source: Source) -> str:
    from pipeline.readers import unzip

    with unzip.opened(source) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        raise InputError("is a presentation, which is not read", hint="Save it as PDF or text")
    if "content.xml" in names and "mimetype" in names:
        raise InputError("is an OpenDocument file, which is not read", hint="Save it as DOCX, text or CSV")
    return "zip"


def read(source: Source) -> Iterator[Found]:
    """The articles of a file. Raises InputError when the file as a whole cannot be read, or takes too long."""
    what = kind(source)
    reader: Reader = import_module(f"pipeline.readers.{READERS[what]}").read
    found = reader(source)
    if what == "zip":  # each file in it has its own time
        yield from found
        return
    seconds: float = limits("article")["seconds"]
    while True:
        with within(seconds):
            one = next(found, None)
        if one is None:
            return
        yield one
