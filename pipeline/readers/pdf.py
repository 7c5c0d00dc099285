"""PDF: the text of its pages, lines joined into paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import logging
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pipeline.errors import InputError
from pipeline.readers.source import Found, Item, Source, broken, digest, limits

_END = (".", "!", "?", "…", ":", ".”", '."', "?”", "!”", ".’", ".)")
_FULL = 0.75  # of the usual width of a line: a shorter one ends its paragraph
_EDGE = 2  # lines at the head and foot of a page among which running heads stand
_OFTEN = 3  # pages on which a line is repeated that is a running head
_NO_TITLE = re.compile(r"(?i)^(?:microsoft word|untitled|document\d*|.*\.(?:docx?|pdf|indd|rtf|odt))\b|^\W*$")


def read(source: Source) -> Iterator[Found]:
    """The one article of a PDF. Raises InputError when it is protected, broken, too long, or holds pictures only."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a warning for every flaw of every file
    data = source.content("max_pdf_bytes")
    failed = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, OSError,
    ArithmeticError,
              NotImplementedError, LookupError, RecursionError, EOFError)  # fmt: skip
    try:
        document = pypdf.PdfReader(BytesIO(data), strict=False)
        if document.is_encrypted and not _opened(document):
            raise InputError("is protected by a password", hint="Save it without one")
        if (pages := len(document.pages)) > (most := limits("pdf")["max_pages"]):
            raise InputError(f"has {pages:,} pages, more than {most:,}", hint="Split it")
        texts = [page.extract_text() for page in document.pages]
        about: Mapping[str, Any] = document.metadata or {}
        fields = {field: _told(about.get(key)) for field, key in (("title", "/Title"), ("author", "/Author"))}
    except failed as error:
        raise broken("PDF", error, "Save or download it again") from error
    text = paragraphs(texts)
    if not text:
        raise InputError("holds no text, only pictures of pages", hint="Run it through text recognition (OCR) first")
    yield Item(source.name, text, {k: v for k, v in fields.items() if v}, "pdf", digest(data))


def _opened(document: Any) -> bool:
    """Many protected files open with an empty password. Raises nothing: what cannot be opened is protected."""
    from pypdf.errors import PyPdfError

    try:
        return bool(document.decrypt(""))
    except (PyPdfError, NotImplementedError, ImportError, ValueError, KeyError):
        return False


def _told(value: object) -> str | None:
    words = " ".join(str(value).split()) if isinstance(value, str) else ""
    return None if not words or _NO_TITLE.match(words) else words


def paragraphs(pages: Sequence[str]) -> str:
    """The lines of pages as paragraphs, one a line, parted by empty lines; a word that a hyphen broke is whole again.

    A line belongs to the next when it is about as wide as the page's others and ends no sentence, or when the next one
    goes on in lower case.
    """
    rows = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    heads = _running_heads(rows)
    lines = [line for page in rows for n, line in enumerate(page) if not (_key(line) in heads and _at_edge(n, page))]
    widths = [len(line) for line in lines if len(line) > 20]
    usual = statistics.quantiles(widths, n=10)[7] if len(widths) > 1 else 0
    out: list[str] = []
    open_line = ""
    for line in lines:
        if not line:
            if open_line and open_line.endswith(_END):
                out.append(open_line)
                open_line = ""
            continue
        if not open_line:
            open_line, width = line, len(line)
            continue
        goes_on = line[:1].islower() or (width >= _FULL * usual and not open_line.endswith(_END)) or (
            width >= 0.9 * usual and open_line.endswith(_END) and width > 40
        )  # fmt: skip
        if goes_on and open_line.endswith("-") and line[:1].islower() and open_line[-2:-1].isalpha():
            open_line = open_line[:-1] + line
        elif goes_on:
            open_line += " " + line
        else:
            out.append(open_line)
            open_line = line
        width = len(line)
    if open_line:
        out.append(open_line)
    return "\n\n".join(out)


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _at_edge(n: int, page: Sequence[str]) -> bool:
    return n < _EDGE or n >= len(page) - _EDGE


def _running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    seen = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line})
    return {key for key, n in seen.items() if n >= _OFTEN or key == "#"}
