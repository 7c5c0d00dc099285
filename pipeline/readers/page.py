"""Web pages, as saved by a browser or fetched: trafilatura finds the article in them and what they tell about it.

Title, author, outlet, dates and address come from JSON-LD, OpenGraph and other metadata of the page. What would be a
guess (an outlet from the end of a title, a date from the running text) is left out.
"""

from __future__ import annotations

import email
import email.policy
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline import knowledge, outlets, textfiles
from pipeline.errors import InputError
from pipeline.readers import markup
from pipeline.readers.source import Found, Item, Source, broken, digest

_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.\-]+)")
# "mark of the web": the comment by which browsers say where a page was saved from
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)\s*-->", re.IGNORECASE)
_LOOKED_AT = 4_096  # bytes; HTML wants the declaration in the first 1,024
_LEAST = 25  # words: what is shorter is a notice, no article
_ASK = '//*[self::meta or self::link or self::time or self::script[@type="application/ld+json"]]'


def read(source: Source) -> Iterator[Found]:
    """The one article of a page. Raises InputError when it holds none, is nested too deeply, or does not decode."""
    data = source.content()
    if source.suffix in (".mhtml", ".mht"):
        html, address = _archived(data)
        kind = "mhtml"
    else:
        html, address, kind = decode(data), None, "html"
    yield article(html, source.name, kind, digest(data), address)


def article(html: str, name: str, kind: str, sha256: str, address: str | None = None) -> Item:
    """The article of a page that is decoded. ``address`` is where it was found, when that is known for sure."""
    from trafilatura import extract
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import load_html

    for library in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)  # what they could not read is said by us, in one line
    markup.check_shape(html)
    saved = _SAVED_FROM.search(html[:_LOOKED_AT])
    address = address or (saved[1] if saved else None)
    try:
        tree = load_html(html)
        told = _metadata(tree) if tree is not None else {}
        found = extract_metadata(html, default_url=address, extensive=False) if tree is not None else None
        text = extract(html, url=address, include_comments=False, include_tables=False, output_format="txt") or ""
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError) as error:
        raise broken("web page", error, "Save it again, or save its text as a .txt file") from error
    body = told.pop("body", "")
    if len(text.split()) < _LEAST:
        text = max(text, body, key=lambda words: len(words.split()))
    if not text.strip():
        raise InputError(
            "holds no article that could be told from the page around it", hint="Save its text as a .txt file"
        )
    if "\ufffd" in text:
        raise InputError("has characters that could not be decoded", hint="Save the page again, as UTF-8")
    fields: dict[str, object] = {
        "title": told.get("title") or (found.title if found is not None else None),
        "author": (found.author if found is not None else None) or told.get("author"),
        "outlet": told.get("outlet") or _known(found.sitename if found is not None else None),
        "url": told.get("url") or address or (found.url if found is not None else None),
        "published": told.get("published"),
        "modified": told.get("modified"),
    }
    return Item(name, text, {k: v for k, v in fields.items() if v}, kind, sha256)


def decode(data: bytes) -> str:
    """A page's bytes as text, by its byte order mark, what it declares, UTF-8, or else the web's default, Windows-1252.

    Bytes that do not fit become U+FFFD, as in a browser; whether any of them stands in the article is seen later.
    """
    textfiles.refuse_other_kinds(data)
    for mark, name in textfiles.MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace")
    head = data[:_LOOKED_AT]
    declared = _CHARSET.search(head) or _XML_CHARSET.search(head)
    if declared:
        name = declared[1].decode("ascii").lower()
        # Encoding Standard, 4.2: what pages call Latin-1 or ASCII is Windows-1252
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name, "replace").replace("\0", "")
        except (LookupError, UnicodeError):
            pass  # no such encoding, or one that turns no bytes into text
    try:
        return data.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\0", "")


def _archived(data: bytes) -> tuple[str, str | None]:
    """The page in a "web page, single file" (MHTML, RFC 2557) and its address."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                body = part.get_payload(decode=True)
                where = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
                if isinstance(body, bytes) and body.strip():
                    return decode(body), where if where.startswith(("http://", "https://")) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise broken("saved page (MHTML)", error, "Save it again as HTML") from error
    raise InputError("holds no page", hint="Save it again as HTML")


def _metadata(tree: Any) -> dict[str, str]:
    """What a page's metadata says in so many words."""
    named: dict[str, str] = {}
    told: dict[str, str] = {}
    for node in tree.xpath(_ASK):
        if node.tag == "meta":
            key = (node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()
            if key and node.get("content"):
                named.setdefault(key, node.get("content").strip())
        elif node.tag == "link" and (node.get("rel") or "").lower() == "canonical":
            told.setdefault("url", (node.get("href") or "").strip())
        elif node.tag == "time" and node.get("datetime") and (node.get("itemprop") or "").lower() == "datepublished":
            named.setdefault("datepublished", node.get("datetime").strip())
        elif node.tag == "script":
            _merge(told, _linked_data(node.text or ""))
    if not told.get("url", "").startswith(("http://", "https://")):
        told.pop("url", None)
    for field, names in knowledge.settings("columns")["page"].items():
        _merge(told, {field: next((named[n] for n in names if named.get(n)), "")})
    return told


def _merge(told: dict[str, str], more: dict[str, str]) -> None:
    for key, value in more.items():
        if value and not told.get(key):
            told[key] = value


def _linked_data(text: str) -> dict[str, str]:
    """The article of a JSON-LD block (schema.org Article and its kinds)."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return {}
    for node in _nodes(data):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(k).endswith(("Article", "BlogPosting", "Report")) for k in kinds):
            return {
                "title": _name(node.get("headline")), "published": _name(node.get("datePublished")),
                "modified": _name(node.get("dateModified")), "author": _name(node.get("author")),
                "outlet": _name(node.get("publisher")), "body": _name(node.get("articleBody")),
            }  # fmt: skip
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    todo = [data]
    while todo:
        node = todo.pop(0)
        if isinstance(node, list):
            todo += node[:100]
        elif isinstance(node, dict):
            yield node
            todo.append(node.get("@graph"))


def _name(value: Any, depth: int = 0) -> str:
    if depth > 3:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(v, depth + 1) for v in value[:20])))
    if isinstance(value, dict):
        return _name(value.get("name"), depth + 1)
    return value.strip() if isinstance(value, str) else ""


def _known(words: str | None) -> str | None:
    """An outlet's name as trafilatura reads it off the title, where it is one that we know."""
    return words if words and outlets.register().named(words) else None
