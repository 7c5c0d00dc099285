"""The words of an article's address that its headline was made into, and the listed names among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipeline import entities as gazetteer
from pipeline.claims.context import Part
from pipeline.entities import Entity
from pipeline.entities.gazetteer import gazetteer as lists
from pipeline.entities.spelling import fold
from pipeline.knowledge import settings


def slug(url: str | None, outlet: str = "") -> str:
    """The words of an address that a headline was made into: ".../2021/storm-hits-haiti-7.html" → "Storm Hits Haiti".

    Empty when the address has no such words; the words of ``outlet``, an id, that open it are not the headline's.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url).path.split("/")
    except ValueError:
        return ""
    spoken = [re.findall(r"[^\W\d_]+", unquote(part)) for part in parts]
    best = max(spoken, key=len, default=[])
    own = re.findall(r"[^\W\d_]+", outlet)
    if own and [word.lower() for word in best[: len(own)]] == own:
        best = best[len(own) :]
    return " ".join(best).title() if len(best) >= settings("claims")["context"]["slug_words"] else ""


def address(url: str | None, outlet: str = "") -> Part:
    """The words of an address and the listed names among them; every word there has a capital, so that no other name
    can be told."""
    spoken = slug(url, outlet).split()
    names: list[Entity] = []
    i = 0
    while i < len(spoken):
        length, found = _listed(spoken, i)
        if found is not None:
            words_ = " ".join(spoken[i : i + length])
            names.append(Entity(i, i + length, words_, found.kind, found.name, i + length - 1, found.country, True))
        i += max(length, 1)
    return Part([word.lower() for word in spoken], names)


def _listed(spoken: Sequence[str], at: int) -> tuple[int, gazetteer.Name | None]:
    """The longest listed name that begins at a word, with its length; an ambiguous word is none."""
    for length in range(min(settings("claims")["context"]["longest_name"], len(spoken) - at), 0, -1):
        found = look_up(" ".join(spoken[at : at + length]))
        if found is not None and not (found.ambiguous or found.shared) and (length > 1 or len(spoken[at]) > 2):
            return length, found
    return 1, None


@lru_cache(maxsize=4096)
def look_up(words_: str) -> gazetteer.Name | None:
    """What some words name by an exact spelling, or None."""
    return lists().look_up(fold(words_))
