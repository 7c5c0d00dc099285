"""DOCX: the paragraphs of the body, one a line."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pipeline.errors import InputError
from pipeline.readers import unzip
from pipeline.readers.source import Found, Item, Source, broken, digest


def read(source: Source) -> Iterator[Found]:
    """The one article of a Word document. Raises InputError when it is broken, a trap, or holds no text."""
    import docx
    from lxml.etree import LxmlError

    data = source.content("max_pdf_bytes")
    unzip.document(source).close()
    try:
        document = docx.Document(BytesIO(data))
        text = "\n\n".join(words for p in document.paragraphs if (words := p.text.strip()))
        about = document.core_properties
        fields = {"title": about.title, "author": about.author if about.author != "python-docx" else ""}
    except (
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        OSError,
        IndexError,
        LookupError,
        RecursionError,
    ) as error:
        raise broken("DOCX", error, "Save it again as DOCX, or as text") from error
    except Exception as error:  # python-docx and zipfile raise kinds of their own that share no base
        if type(error).__module__.split(".")[0] in ("docx", "zipfile", "zlib"):
            raise broken("DOCX", error, "Save it again as DOCX, or as text") from error
        raise
    if not text:
        raise InputError("holds no text", hint="Put the article there, or remove the file")
    yield Item(source.name, text, {k: v for k, v in fields.items() if v}, "docx", digest(data))
