"""Statements that assert the same thing, or its opposite: who does what to whom, compared part by part.

Each statement becomes a :class:`Frame` (who, done, whom, with names in their canonical form, a passive turned round).
Frames that share a name are compared; evidence adds up as for figures, and groups are linked the same way, so that
"A controls B" and "B has been lost by A" meet, with their stances apart, and "B controls A" stays out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from pipeline import lexicons
from pipeline.clusters import linking, sparse
from pipeline.clusters.frames import Frame, Keys, frames, named
from pipeline.clusters.frames import about_sources as about_sources
from pipeline.clusters.identity import digest
from pipeline.clusters.sparse import Floats, Ints, coded
from pipeline.keep import NOTHING, Keep
from pipeline.knowledge import settings, table, words
from pipeline.model import Article, Claim


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one assertion, the first printed in front; ``against``: ids of those that say its reverse."""

    assertion_id: str
    claims: tuple[Claim, ...]
    against: frozenset[str]


def match(claims: Sequence[Claim], articles: Mapping[str, Article], keep: Keep = NOTHING) -> list[Group]:
    """The assertions that several articles make, or that one makes and takes back, by id.

    The order of ``claims`` does not matter. What ``keep`` has of an earlier build is not read again.
    """
    printed = (c for c in claims if c.kind == "statement" and c.derived_from is None)  # a sum of ours is no assertion
    found_in = frames(sorted(printed, key=lambda c: c.claim_id), articles, keep)
    pairs = _candidates(found_in)
    groups = linking.link(len(found_in), pairs, weights(found_in, pairs), np.zeros(len(pairs), dtype=bool))
    found: dict[str, Group] = {}
    for members in sorted((_ordered([found_in[i] for i in g]) for g in groups), key=lambda m: _order(m[0])):
        first = members[0]
        told = next((f for f in members if _stance(f) > 0), first)  # what is affirmed rather than what is denied
        against = frozenset(f.claim.claim_id for f in members if _stance(f) * _turn(told, f) != _stance(told))
        back = {_stance(f) for f in members} == {1, -1}
        if len({f.claim.article_id for f in members}) < 2 and not back:
            # What one article says twice is no comparison, nor that something was won and then lost; where it takes
            # a word back is.
            continue
        key = digest("assertion", *sorted(first.who), first.done, *sorted(first.whom))
        key = digest(key, first.claim.claim_id) if key in found else key
        found[key] = Group(key, tuple(f.claim for f in members), against)
    return [found[key] for key in sorted(found)]


def _candidates(frames: Sequence[Frame]) -> Ints:
    """Pairs that share a name; in large blocks only those that share something else too."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, f in enumerate(frames):
        for key in f.names:
            blocks[key].append(i)
    most = settings("matching")["statements"]["largest_block"]
    found: list[Ints] = [np.zeros(0, dtype=np.int64)]  # a pair as one number
    for key, members in blocks.items():
        if len(members) <= most:
            found.append(_all(members, len(frames)))
            continue
        finer: dict[str, list[int]] = defaultdict(list)
        for i in members:
            for other in frames[i].who | frames[i].whom | {frames[i].done}:
                if other != key:
                    finer[other].append(i)
        found += [_all(few[:most], len(frames)) for few in finer.values()]
    flat = sparse.once(np.concatenate(found))
    return np.stack(np.divmod(flat, max(len(frames), 1)), axis=1)


def _all(members: Sequence[int], n: int) -> Ints:
    """All pairs of some indices below ``n`` that are in order, each as one number."""
    some = np.array(members, dtype=np.int64)
    a, b = sparse.places(len(some))
    return some[a] * n + some[b]


def weights(frames: Sequence[Frame], pairs: Ints) -> Floats:
    """Evidence that two statements assert the same thing or its opposite, of each pair, in natural log odds."""
    rules = settings("matching")["statements"]
    i, j = pairs[:, 0], pairs[:, 1]
    total: Floats = rules["prior"] + rules["wording"] * sparse.likeness([f.bag for f in frames], i, j)
    total += _by_value([(f.who, f.whom, f.names) for f in frames], i, j, _parts_alike)
    total += _by_value([f.done for f in frames], i, j, _done_alike)
    total += _by_value(
        [f.place for f in frames], i, j, lambda a, b: rules["place_apart"] if a and b and not a & b else 0
    )
    first, last = (
        np.array([day.toordinal() if (day := getattr(f.claim, end)) else 0 for f in frames], dtype=np.int64)
        for end in ("as_of_start", "as_of_end")
    )
    known = (first > 0) & (last > 0)
    apart = np.maximum(first[i] - last[j], first[j] - last[i])
    total += np.where(known[i] & known[j] & (apart > rules["days_apart"]), rules["far_in_time"], 0.0)
    return total


def _by_value(values: Sequence[Hashable], i: Ints, j: Ints, evidence: Callable[[Any, Any], float]) -> Floats:
    """The evidence of two values for each pair, asked once of each two that differ. ``evidence`` is symmetric."""
    codes, distinct = coded(values)
    a, b, home = sparse.distinct(codes[i], codes[j], len(distinct))
    told = [evidence(distinct[x], distinct[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    return np.array(told, dtype=np.float64)[home]


def _done_alike(a: str, b: str) -> float:
    rules: Mapping[str, float] = settings("matching")["statements"]
    if a == b:
        return rules["done_same"]
    if opposite(a, b):
        return rules["done_opposite"]
    return rules["done_near" if lexicons.near_actions(a, b) else "done_apart"]


def _parts_alike(a: tuple[Keys, Keys, Keys], b: tuple[Keys, Keys, Keys]) -> float:
    """Who and whom compared; where two names are shared though the parse gives them to other parts, they count."""
    rules: Mapping[str, float] = settings("matching")["statements"]
    if named(a[0]) & named(b[1]) and named(a[1]) & named(b[0]):
        return rules["turned_round"]
    apart = _part(a[0], b[0], "who") + _part(a[1], b[1], "whom")
    return max(apart, rules["two_named"]) if len(a[2] & b[2]) > 1 else apart


def _part(a: Keys, b: Keys, side: str) -> float:
    rules: Mapping[str, float] = settings("matching")["statements"]
    named_a, named_b = named(a), named(b)
    if named_a & named_b:
        return rules[f"{side}_named"]
    if named_a and named_b:
        return rules[f"{side}_apart"]
    return rules[f"{side}_alike"] if (a - named_a) & (b - named_b) else 0.0


def opposite(one: str, other: str) -> bool:
    """Does who affirms the one deny the other: gain and lose?"""
    return (one, other) in _opposites()


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    found = set()
    for row in table("lexicons/opposites", "one", "other"):
        for a in words(row["one"]):
            for b in words(row["other"]):
                found |= {(a, b), (b, a)}
    return frozenset(found)


def _stance(frame: Frame) -> int:
    """1 where the statement is affirmed, -1 where it is negated, denied or taken back."""
    denied = frame.claim.certainty in settings("matching")["statements"]["denied"]
    return -1 if denied or frame.claim.polarity == "negated" else 1


def _turn(first: Frame, other: Frame) -> int:
    return -1 if opposite(first.done, other.done) else 1


def _ordered(frames: Sequence[Frame]) -> list[Frame]:
    return sorted(frames, key=_order)


def _order(frame: Frame) -> tuple[date, str, int, str]:
    return (frame.published or date.max, frame.claim.article_id, frame.claim.start, frame.claim.claim_id)
