"""RSS and Atom files: each entry that carries text is an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import markup, xml
from pipeline.readers.source import Found, Item, Source, digest, limits

_FULL = ("encoded", "content")  # content:encoded of RSS, content of Atom
_SHORT = ("description", "summary")
_NOTE = ("holds summaries only, not the whole articles", "Save the pages themselves for all their figures")


def read(source: Source) -> Iterator[Found]:
    """The entries of a feed. Raises InputError when it is no feed, broken, or a trap; an entry without text is
    Rejected."""
    root = xml.parse(source.content(), "XML")
    kind = xml.name(root).lower()
    if kind not in ("rss", "feed", "rdf"):
        raise InputError(f"is XML, but no feed: its root is {kind[:40]}", hint="Give RSS or Atom, or save its text")
    about = next(iter(xml.children(root, "channel")), root)
    entries = [*xml.children(about, "item", "entry"), *(xml.children(root, "item") if about is not root else ())]
    if not entries:
        raise InputError("is a feed without entries", hint="Leave it out")
    most: int = limits("dump")["max_articles"]
    for row, entry in enumerate(entries, start=1):
        if row > most:
            yield Rejected(source.name, f"has over {most:,} entries; the others were left out", "Split it", row)
            return
        try:
            yield _entry(source, entry, about, row)
        except InputError as error:
            yield Rejected(source.name, error.reason, error.hint, row)


def _entry(source: Source, entry: Any, about: Any, row: int) -> Item:
    full, short = _text(entry, _FULL), _text(entry, _SHORT)
    text = full or short
    if not text:
        raise InputError("is an entry without text", hint="Save the page itself")
    fields = {
        "title": _inline(xml.words(entry, "title")),
        "outlet": _inline(xml.words(entry, "source") or xml.words(about, "title")),
        "url": _link(entry),
        "published": xml.words(entry, "pubDate", "published", "issued", "date") or xml.words(entry, "updated"),
        "modified": xml.words(entry, "updated"),
        "author": _author(entry),
        "language": xml.words(about, "language") or about.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
    }
    notes = () if full else (_NOTE,)
    whole = digest("\x1f".join((text, *map(str, fields.values()))).encode("utf-8", "replace"))
    return Item(source.name, text, {k: v for k, v in fields.items() if v}, "feed", whole, row, notes)


def _text(entry: Any, names: tuple[str, ...]) -> str:
    for child in xml.children(entry, *names):
        if child.get("type") == "xhtml":
            return "\n\n".join(
                " ".join(line.split()) for line in "".join(child.itertext()).split("\n\n") if line.strip()
            )
        raw = "".join(child.itertext()).strip()
        if raw:
            return markup.plain(raw) if markup.is_markup(raw) or "&" in raw else raw
    return ""


def _inline(words: str) -> str:
    return markup.plain(words).replace("\n\n", " ") if markup.is_markup(words) else words


def _link(entry: Any) -> str:
    links = xml.children(entry, "link")
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    return next((link.text.strip() for link in links if link.text and link.text.strip()), "")


def _author(entry: Any) -> str:
    named = [xml.words(author, "name") or (author.text or "").strip() for author in xml.children(entry, "author")]
    return ", ".join(filter(None, named)) or xml.words(entry, "creator")
