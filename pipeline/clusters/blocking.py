"""Which claims are compared at all: those of one kind of unit that share what is counted, whose, or where.

Every claim stands under a few keys; two claims are compared when they share one. A block that holds more than
``blocking.cap`` claims is cut by a second key, so that cost grows almost in line with the number of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

Key = tuple[str, ...]


def keys(p: Profile) -> Iterator[Key]:
    """The blocks that a claim stands in."""
    counted = lexicons.ancestors(p.counted)[-1] if p.counted else ""
    for name in p.actor.known or {""}:
        for action in {p.action or ""}:
            if name or action:
                yield (p.unit, "who", name, action)
    for name in p.place.known:
        yield (p.unit, "where", name, counted)
    for name in p.actor.known:
        yield (p.unit, "whose", name, counted)
    if p.counted or p.action:
        yield (p.unit, "what", p.counted or p.counted_words, p.action or "")
    for term in sorted(p.terms, key=lambda t: (-p.terms[t], t))[: settings("matching")["blocking"]["terms"]]:
        yield (p.unit, "about", term, "" if p.unit == "count" else counted)
    if p.value:
        yield (p.unit, "value", f"{p.value:.2e}")


def blocks(found: Sequence[Profile]) -> tuple[dict[Key, list[int]], list[str]]:
    """Indices of ``found`` by block, and a note for each block that had to be cut."""
    cap = settings("matching")["blocking"]["cap"]
    first: dict[Key, list[int]] = defaultdict(list)
    for i, p in enumerate(found):
        for key in set(keys(p)):
            first[key].append(i)
    out: dict[Key, list[int]] = {}
    notes: list[str] = []
    for key in sorted(first):
        members = first[key]
        if len(members) < 2:
            continue
        if len(members) <= cap:
            out[key] = members
            continue
        cut: dict[Key, list[int]] = defaultdict(list)
        for i in members:
            cut[(*key, *_second(found[i]))].append(i)
        notes.append(f"{len(members)} claims share {' '.join(k for k in key if k)}: compared in {len(cut)} parts")
        out.update((k, m[:cap]) for k, m in sorted(cut.items()) if len(m) > 1)
    return out, notes


def _second(p: Profile) -> Key:
    return (p.action or "", p.counted or "", "+".join(sorted(p.place.known)), "+".join(sorted(p.actor.known)))


def candidates(found: Sequence[Profile]) -> tuple[set[tuple[int, int]], list[str]]:
    """Pairs of indices to compare, the smaller first, and notes on blocks that were cut."""
    cut, notes = blocks(found)
    pairs: set[tuple[int, int]] = set()
    for members in cut.values():
        for n, i in enumerate(members):
            pairs.update((i, j) if i < j else (j, i) for j in members[n + 1 :])
    return pairs, notes
