"""Which claims are compared at all: those of one unit that share what is counted, whose, where, or what it is about.

Every claim stands under a few keys; two claims are compared when they share one. A block of more than ``blocking.cap``
claims is cut by a second key; what is still larger is put in order of date and of figure, and each claim compared with
its neighbours: cost grows almost in line with the number of claims, and a note says which blocks were cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints
from pipeline.knowledge import settings

Key = tuple[str, ...]


def keys(p: Profile, terms: Sequence[str]) -> Iterator[Key]:
    """The blocks that a claim stands in. ``terms``: those that tell most of its article (:func:`telling`)."""
    counted = lexicons.ancestors(p.counted)[-1] if p.counted else ""
    action = p.action or ""
    for name in p.actor.known or {""}:
        if name or action:
            yield (p.unit, "who", name, action)
    for name in p.place.known:
        yield (p.unit, "where", name, counted)
    for name in p.actor.known:
        yield (p.unit, "whose", name, counted)
    if p.counted or p.action:
        yield (p.unit, "what", p.counted or p.counted_words, action)
    for term in terms:
        yield (p.unit, "about", term)
    # places told, or lent by the article; of money, areas and shares there are few: what is counted need not agree
    for country in sorted(p.where, key=lambda n: (-p.where[n], n))[: 1 if p.unit == "count" else 2]:
        yield (p.unit, "land", country, counted if p.unit == "count" else "")
    if p.unit != "count":
        for name in p.place.known:
            yield (p.unit, "there", name)
    if p.value:
        yield (p.unit, "value", f"{p.value:.2e}".split("e")[0])  # a slip of the zeros keeps the digits


def telling(terms: Mapping[str, float]) -> list[str]:
    """The heaviest of an article's words."""
    return sorted(terms, key=lambda t: (-terms[t], t))[: settings("matching")["blocking"]["terms"]]


def candidates(found: Sequence[Profile]) -> tuple[Ints, list[str]]:
    """Pairs of indices to compare, (n, 2), the smaller first, in order, and notes on blocks that were cut."""
    rules = settings("matching")["blocking"]
    blocks: dict[Key, list[int]] = defaultdict(list)
    told: dict[int, list[str]] = {}  # by identity: the claims of an article share its words
    for i, p in enumerate(found):
        if id(p.terms) not in told:
            told[id(p.terms)] = telling(p.terms)
        for key in set(keys(p, told[id(p.terms)])):
            blocks[key].append(i)
    parts: list[Ints] = []
    notes: list[str] = []
    for key in sorted(k for k, members in blocks.items() if len(members) > 1):
        members = blocks[key]
        if len(members) <= rules["cap"]:
            parts.append(_all(members))
            continue
        cut: dict[Key, list[int]] = defaultdict(list)
        for i in members:
            cut[_second(found[i])].append(i)
        for _, few in sorted(cut.items()):
            parts += [_all(few)] if len(few) <= rules["cap"] else _neighbours(found, few, rules["window"])
        notes.append(f"{len(members):,} claims share {' '.join(k for k in key if k)}: compared in {len(cut)} parts")
    n = max(len(found), 1)
    flat = np.concatenate([np.zeros(0, np.int64), *(p[:, 0] * n + p[:, 1] for p in parts)])
    flat.sort()  # np.unique hashes, which takes several times as long
    flat = flat[np.diff(flat, prepend=-1) > 0]
    return np.stack([flat // n, flat % n], axis=1), notes


def _second(p: Profile) -> Key:
    return (p.action or "", p.counted or "", "+".join(sorted(p.place.known)), "+".join(sorted(p.actor.known)))


def _all(members: Sequence[int]) -> Ints:
    """All pairs of some indices, the smaller first."""
    ordered = np.sort(np.asarray(members, dtype=np.int64))
    a, b = np.triu_indices(len(ordered), 1)
    return np.stack([ordered[a], ordered[b]], axis=1)


def _neighbours(found: Sequence[Profile], members: Sequence[int], window: int) -> list[Ints]:
    """Each claim with those next to it, in order of date and in order of figure."""
    by_date = sorted(members, key=lambda i: (found[i].last or date.min, found[i].value or 0.0, i))
    by_value = sorted(members, key=lambda i: (found[i].value or 0.0, found[i].last or date.min, i))
    out = []
    for ordered in (np.array(by_date), np.array(by_value)):
        for step in range(1, min(window + 1, len(ordered))):
            out.append(np.sort(np.stack([ordered[:-step], ordered[step:]], axis=1), axis=1))
    return out
