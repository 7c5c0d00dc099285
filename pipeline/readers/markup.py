"""HTML as text, where it is no whole page: the body of a feed's entry, a chapter, a cell. And how deep markup is
nested."""

from __future__ import annotations

import re
from typing import Any

from pipeline.errors import InputError
from pipeline.readers.source import limits

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*)")
_LONG_TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"']){2000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MARKUP = re.compile(
    r"</?(?:p|div|br|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|blockquote|table|figure)\b[^>]*>", re.IGNORECASE
)
# HTML Living Standard, 13.1.2: void elements, and elements whose end tag may be left out.
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option optgroup tr td th thead "
    "tbody tfoot "
    "colgroup caption rb rt rp body head html".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 "
    "header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset("head iframe noscript object script style svg template title".split())


def check_shape(html: str) -> None:
    """Raises InputError when elements are nested deeper, or have more attributes, than ``data/limits.toml`` allows.

    Parsers recurse over the one, and compare each of the other with all before it.
    """
    most: int = limits("page")["max_attributes"]
    for tag in _LONG_TAG.finditer(html):
        if len(_QUOTED.sub("", tag[0]).split()) > most:
            raise InputError(
                f"has an element of over {most:,} attributes", hint="It is no page of a newspaper; leave it out"
            )
    most = limits("page")["max_depth"]
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > most:
            raise InputError(
                f"has over {most:,} elements inside each other", hint="It is no page of a newspaper; leave it out"
            )


def is_markup(text: str) -> bool:
    """Does a cell hold HTML rather than text?"""
    return bool(_MARKUP.search(text))


def plain(html: str) -> str:
    """The text of a piece of HTML, its blocks parted by empty lines. Raises InputError when it is nested too deeply."""
    from lxml import etree
    from lxml import html as parser

    check_shape(html)
    try:
        root = parser.fromstring(f"<div>{html}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    pieces: list[str] = []
    _gather(root, pieces)
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _gather(root: Any, pieces: list[str]) -> None:
    """Texts in order, with a NUL where a block begins or ends. No recursion: depth is the page's choice, not ours."""
    from lxml import etree

    skipping: Any = None
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipping is None:
                pieces.append(node.tail or "")
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipping is None and name in _SILENT:
                skipping = node
            if skipping is None:
                pieces.append("\0" if name in _BLOCKS else "\n" if name == "br" else "")
                pieces.append((node.text or "").replace("\0", ""))
        else:
            if skipping is node:
                skipping = None
            if skipping is None:
                pieces.append("\0" if name in _BLOCKS else "")
                pieces.append((node.tail or "").replace("\0", ""))


def heading(html: str) -> str:
    """The first heading of a piece of HTML, empty when there is none."""
    found = re.search(r"<(h[1-3])\b[^>]{0,2000}>(.{1,2000}?)</\1>", html, re.IGNORECASE | re.DOTALL)
    return plain(found[2]).replace("\n\n", " ") if found else ""
