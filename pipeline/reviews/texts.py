"""Texts as every database can store them: notes, names, web addresses, JSON in one spelling."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import ReviewsError

# Characters that a field holds at most.
_LONGEST = {"who": 200, "note": 10_000, "evidence": 2_000, "build": 100, "target": 200}


def canonical(value: Any) -> str:
    """JSON with one spelling: keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text(value: str, what: str = "note") -> str:
    """Any text as it can be stored in every database: no NUL, no half of a surrogate pair. Raises when too long."""
    clean = value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8").strip()
    if len(clean) > _LONGEST[what]:
        raise ReviewsError(f"the {what} has {len(clean):,} characters, more than {_LONGEST[what]:,}", hint="Shorten it")
    return clean


def line(value: str, what: str = "who") -> str:
    """A name or id on one line, not empty."""
    clean = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text(value, what)).split())
    if not clean:
        raise ReviewsError(f"the {what} is empty", hint="Name it")
    return clean


def address(value: str) -> str:
    """A web address (http or https, with a host), or "" for none. Raises ReviewsError for anything else."""
    said = text(value, "evidence")
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in said):
        raise ReviewsError(f"is no web address: {said[:80]}", hint="Give a link that begins with http:// or https://")
    return said


def clean(value: Any) -> Any:
    """The same JSON value with every text in it made storable."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {str(k): clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [clean(v) for v in value]
    return value
