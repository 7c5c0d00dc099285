"""Articles that are the same text: wire copy, reprints, near-duplicates; and versions of one article.

``copy_of`` is the article that a text comes from as far as can be told: the agency's, else the earliest; of a text that
one outlet has twice (the same file twice), the one that came first.
``version_of`` is the version before it of an article that was changed: same outlet, same address, another text.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from pipeline.keep import NOTHING, Keep
from pipeline.knowledge import settings
from pipeline.model import Article, Outlet
from pipeline.outlets import host

_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
_SPACE = re.compile(b" ")
_NEVER = date.max


def linked(articles: Sequence[Article], outlets: Mapping[str, Outlet], keep: Keep = NOTHING) -> tuple[Article, ...]:
    """The articles in their order, each with ``copy_of`` and ``version_of``. Depends on nothing but the articles
    given; what ``keep`` has of their texts is not made again."""
    twice = twins(articles)
    once = [a for a in articles if a.article_id not in twice]
    before = _versions(once)
    origin = _copies(once, outlets, before, keep) | twice
    return tuple(replace(a, copy_of=origin.get(a.article_id), version_of=before.get(a.article_id)) for a in articles)


def twins(articles: Sequence[Article]) -> dict[str, str]:
    """Article id → id of the first article with the same text of the same outlet; only those that are not the first."""
    first: dict[tuple[str, str], str] = {}
    told = ((a.article_id, first.setdefault((a.outlet_id, a.text), a.article_id)) for a in articles)
    return {this: one for this, one in told if this != one}


def _versions(articles: Sequence[Article]) -> dict[str, str]:
    """Article id → id of the version before it."""
    same: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        if article.url and host(article.url):
            same[article.outlet_id, article.url.partition("#")[0].rstrip("/")].append(article)
    out: dict[str, str] = {}
    for versions in same.values():
        # of those without a date the order in which they came in tells: what is added comes later
        versions.sort(key=lambda a: (a.published_start or date.min, a.modified or ""))
        out |= {later.article_id: earlier.article_id for earlier, later in pairwise(versions)}
    return out


def _copies(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], before: Mapping[str, str], keep: Keep
) -> dict[str, str]:
    """Article id → id of the article that its text comes from; only those that are copies."""
    rules = settings("copies")
    sketches = [_recalled(a, keep) for a in articles]
    parent = list(range(len(articles)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    sets = [frozenset(s) for s in sketches]
    for i, j in _near(sketches, rules["alike"]):
        if root(i) == root(j) or len(sets[i] & sets[j]) < rules["alike"] * max(len(sets[i]), len(sets[j])):
            continue  # what they share is too little, however much else there is
        if _share(sketches[i], sketches[j], rules["sketch"]) >= rules["alike"]:
            parent[root(j)] = root(i)
    groups: dict[int, list[Article]] = defaultdict(list)
    for n, article in enumerate(articles):
        groups[root(n)].append(article)
    out: dict[str, str] = {}
    for members in groups.values():
        first = min(members, key=lambda a: _rank(a, outlets, rules["first"]))
        out |= {
            a.article_id: first.article_id for a in members if a is not first and not _one_article(a, first, before)
        }
    return out


def _one_article(a: Article, b: Article, before: Mapping[str, str]) -> bool:
    """Versions of one article are no copies of each other."""
    seen = [a.article_id, b.article_id]
    for n, start in enumerate(seen):
        at: str | None = start
        while at is not None:
            if at == seen[1 - n]:
                return True
            at = before.get(at)
    return False


def _rank(article: Article, outlets: Mapping[str, Outlet], first: Sequence[str]) -> tuple[bool, date, str]:
    outlet = outlets.get(article.outlet_id)
    return not (outlet and outlet.kind in first), article.published_start or _NEVER, article.article_id


def _recalled(article: Article, keep: Keep) -> tuple[int, ...]:
    key = keep.article(article.article_id)
    sketch: tuple[int, ...] | None = keep.get("sketches", key) if key else None
    if sketch is None:
        sketch = _sketch(article.text)
        if key:
            keep.put("sketches", key, sketch)
    return sketch


def _sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles (bottom-k sketch); of a short text one hash of all of it."""
    rules = settings("copies")
    words = " ".join(_WORD.findall(text)).casefold().encode()
    ends = [*(m.start() for m in _SPACE.finditer(words)), len(words)]
    if len(ends) < rules["fewest_words"]:
        return (zlib.crc32(words),) if words else ()
    starts = [0, *(end + 1 for end in ends)]
    shingles = {zlib.crc32(words[a:b]) for a, b in zip(starts, ends[rules["shingle"] - 1 :], strict=False)}
    return tuple(sorted(shingles)[: rules["sketch"]])


def _near(sketches: Sequence[tuple[int, ...]], alike: float) -> Iterator[tuple[int, int]]:
    """Pairs that may share ``alike`` of their hashes, each once; of a hash that a crowd shares only neighbours meet."""
    lengths = np.array([len(s) for s in sketches], dtype=np.int64)
    values = np.fromiter((v for s in sketches for v in s), np.int64, int(lengths.sum()))
    owners = np.repeat(np.arange(len(sketches)), lengths)
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    _, sizes = np.unique(values, return_counts=True)
    crowd: int = settings("copies")["crowd"]
    crowded = np.repeat(sizes > crowd, sizes)
    found = [np.zeros(0, np.int64)]
    for step in range(1, max(min(int(sizes.max(initial=1)), crowd), 2)):
        same = np.flatnonzero((values[step:] == values[:-step]) & ~(crowded[:-step] & (step > 1)))
        found.append(owners[same] * len(sketches) + owners[same + step])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    i, j = pairs // max(len(sketches), 1), pairs % max(len(sketches), 1)
    hidden = np.bincount(owners[crowded], minlength=len(sketches))  # what the two may share beyond what was met
    near = shared + np.minimum(hidden[i], hidden[j]) >= alike * np.maximum(lengths[i], lengths[j])
    yield from zip(i[near].tolist(), j[near].tolist(), strict=True)


def _share(a: tuple[int, ...], b: tuple[int, ...], size: int) -> float:
    """Estimated share of common shingles (Jaccard, from bottom-k sketches)."""
    both = list(dict.fromkeys(sorted(a + b)))[:size]  # two that are in order are soon one that is
    return sum(map({*a}.intersection(b).__contains__, both)) / len(both) if both else 0.0
