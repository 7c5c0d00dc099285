"""Profiles of one article as values that JSON knows, and back: what is kept of them from one build to the next.

Sets and names that many claims share come back as one object, and words as one string, so that memory holds them once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from pipeline.clusters import profile
from pipeline.clusters.names import Names
from pipeline.clusters.profile import Profile
from pipeline.keep import Keep
from pipeline.model import Article, Claim

Row = Mapping[str, float]


def profiles(claims: Sequence[Claim], articles: Mapping[str, Article], keep: Keep) -> list[Profile]:
    """What :func:`pipeline.clusters.profile.profiles` gives; only those of articles that are new to ``keep`` are made."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "quantity":
            of_article[claim.article_id].append(claim)
    found: list[Profile] = []
    for article_id, own in of_article.items():
        key = keep.article(article_id)
        value = keep.get("profiles", key) if key else None
        if value is not None:
            found += unpacked(value, {c.claim_id: c for c in own})
            continue
        made = profile.profiles(own, articles)
        if key:
            keep.put("profiles", key, packed(made))
        found += made
    return sorted(found, key=lambda p: p.claim_id)


class _Pool:
    """Different values by one number each, in the order in which they come."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def place(self, key: Hashable, value: Any) -> int:
        at = self._places.setdefault(key, len(self.values))
        if at == len(self.values):
            self.values.append(value)
        return at


def packed(found: Sequence[Profile]) -> dict[str, Any]:
    """The profiles of one article; their claims only by id."""
    rows, names = _Pool(), _Pool()

    def row(weights: Row) -> int:
        return rows.place(tuple(weights.items()), dict(weights))

    def named(facet: Names) -> int:
        return names.place(facet, [sorted(facet.known), sorted(facet.countries), sorted(facet.inner), facet.words])

    claims = [
        [
            p.claim_id, p.unit, p.counted, p.counted_words, p.action, p.action_words, sorted(p.also), sorted(p.parts),
            named(p.actor), named(p.place), p.base, p.low, p.high, _day(p.first), _day(p.last), p.total, sorted(p.near),
            row(p.terms), row(p.bag), row(p.names), row(p.where), row(p.whose), _day(p.published),
        ]
        for p in found
    ]  # fmt: skip
    return {"rows": rows.values, "names": names.values, "claims": claims}


def unpacked(value: Mapping[str, Any], claims: Mapping[str, Claim]) -> list[Profile]:
    """The profiles that :func:`packed` was given, with the ``claims`` of these ids. Raises KeyError for one missing."""
    rows = [{intern(word): weight for word, weight in row.items()} for row in value["rows"]]
    names = [_names(tuple(known), tuple(of), tuple(inner), words) for known, of, inner, words in value["names"]]
    return [
        Profile(
            claims[claim_id], _word(unit), _word(counted), _word(counted_words), _word(action), _word(action_words),
            _set(tuple(also)), _set(tuple(tuple(part) for part in parts)), names[actor], names[place], _word(base),
            low, high, _date(first), _date(last), total, _set(tuple(near)),
            rows[terms], rows[bag], rows[own], rows[where], rows[whose], _date(published),
        )
        for (
            claim_id, unit, counted, counted_words, action, action_words, also, parts, actor, place, base, low, high,
            first, last, total, near, terms, bag, own, where, whose, published,
        ) in value["claims"]
    ]  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@lru_cache(maxsize=65_536)
def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _word(word: Any) -> Any:
    return intern(word) if word else word


@lru_cache(maxsize=65_536)
def _set(values: tuple[Any, ...]) -> frozenset[Any]:
    return frozenset(values)


@lru_cache(maxsize=65_536)
def _names(known: tuple[str, ...], countries: tuple[str, ...], inner: tuple[str, ...], words: str) -> Names:
    return Names(_set(known), _set(countries), _set(inner), words)
