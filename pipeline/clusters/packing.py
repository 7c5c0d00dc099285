"""Profiles of one article as plain values, and back: what is kept of them from one build to the next.

Sets and names that many claims share come back as one object, and words as one string, so that memory holds them once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from pipeline.clusters import profile
from pipeline.clusters.names import Names
from pipeline.clusters.profile import Profile
from pipeline.keep import Keep
from pipeline.model import Article, Claim


def profiles(claims: Sequence[Claim], articles: Mapping[str, Article], keep: Keep) -> list[Profile]:
    """What :func:`pipeline.clusters.profile.profiles` gives; only those of articles new to ``keep`` are made."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "quantity":
            of_article[claim.article_id].append(claim)
    found: list[Profile] = []
    for article_id, own in of_article.items():
        key = keep.article(article_id)
        value = keep.get("profiles", key) if key else None
        if value is None:
            value = packed(profile.profiles(own, articles))
            if key:
                keep.put("profiles", key, value)
        # those that are made anew as well: what comes out of a package is shared, and takes half the memory
        found += unpacked(value, {c.claim_id: c for c in own})
    return sorted(found, key=lambda p: p.claim_id)


def packed(found: Sequence[Profile]) -> dict[str, Any]:
    """The profiles of one article; their claims only by id."""
    pools: dict[str, dict[Hashable, int]] = {kind: {} for kind in _POOLED}

    def plain(kind: str, value: Any) -> Any:
        if kind == "Claim":
            return value.claim_id
        if kind == "Mapping":
            value = tuple(value.items())
        elif kind == "Names":
            value = tuple(tuple(sorted(v)) if isinstance(v, frozenset) else v for v in map(value.__getattribute__, _OF))
        elif kind == "frozenset":
            return tuple(sorted(value))
        elif kind == "date":
            return value.isoformat() if value else None
        return pools[kind].setdefault(value, len(pools[kind])) if kind in pools else value

    rows = [[plain(kind, getattr(p, name)) for name, kind in _FIELDS.items()] for p in found]
    return {"rows": rows, "Mapping": [dict(m) for m in pools["Mapping"]], "Names": list(pools["Names"])}  # type: ignore[call-overload]


def unpacked(value: Mapping[str, Any], claims: Mapping[str, Claim]) -> list[Profile]:
    """The profiles that :func:`packed` was given, with the ``claims`` of these ids. Raises KeyError for one missing."""
    weights = [{intern(word): weight for word, weight in row.items()} for row in value["Mapping"]]
    names = list(map(_names, value["Names"]))
    back: dict[str, Callable[[Any], Any]] = {
        "Claim": claims.__getitem__,
        "Mapping": weights.__getitem__,
        "Names": names.__getitem__,
        "frozenset": _set,
        "date": _date,
        "str": _word,
    }
    columns = zip(*value["rows"], strict=True)
    return list(
        map(Profile, *(map(back.get(kind, _same), column) for kind, column in zip(_KINDS, columns, strict=True)))
    )


_OF = [f.name for f in fields(Names)]
# by field of a profile what stands in it: the first word of its type
_FIELDS = {f.name: re.split(r"\W", str(f.type))[0] for f in fields(Profile) if f.init}
_KINDS = list(_FIELDS.values())
_POOLED = ("Mapping", "Names")  # many claims share them


def _same(value: Any) -> Any:
    return value


def _word(value: str | None) -> str | None:
    return intern(value) if value else value


@lru_cache(maxsize=65_536)
def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


@lru_cache(maxsize=65_536)
def _set(values: tuple[Any, ...]) -> frozenset[Any]:
    return frozenset(values)


@lru_cache(maxsize=65_536)
def _names(told: tuple[Any, ...]) -> Names:
    parts: list[Any] = [_set(v) if isinstance(v, tuple) else v for v in told]
    return Names(*parts)
