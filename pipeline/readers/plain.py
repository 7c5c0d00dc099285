"""Markdown and plain text, with or without front matter: the text is what stands in the file, verbatim."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import textfiles
from pipeline.errors import InputError
from pipeline.frontmatter import split
from pipeline.readers.source import Found, Item, Source, digest


def read(source: Source) -> Iterator[Found]:
    """The one article of a text file. Raises InputError when it is no text, or its front matter is broken."""
    data = source.content()
    fields, text = split(textfiles.decode(data))
    if not text.strip():
        raise InputError("has no text after its front matter", hint="Put the article there, or remove the file")
    yield Item(source.name, text, {k: v for k, v in fields.items() if v not in (None, "")}, "text", digest(data))
