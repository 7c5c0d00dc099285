"""Who a figure really comes from, resolved across articles: outlets repeat, origins count.

A chain of plain questions for each claim, the first answer wins::

    a listed name (CIA = US intelligence) → the name without generic words (Soufan Group = Soufan Center)
    → an unnamed source of one article ("officials") → the outlet itself → wire copy (near-identical sentences)
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from pipeline import lexicons
from pipeline.knowledge import settings, table, words
from pipeline.model import Article, Claim

_SHORT = 4  # an abbreviation up to this long has to be printed in capitals: WHO, IOM


@dataclass(frozen=True, slots=True)
class Origin:
    """A source, resolved."""

    origin_id: str
    name: str
    kind: str | None


def resolve(claims: Sequence[Claim], articles: Mapping[str, Article]) -> tuple[dict[str, Origin], list[dict[str, Any]]]:
    """Claim id → its origin, and the rows of the table ``origins``. The order of ``claims`` does not matter."""
    ordered = sorted(claims, key=lambda c: c.claim_id)
    named: dict[str, tuple[str, ...]] = {}
    own: dict[str, Origin] = {}
    shown: dict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    for claim in ordered:
        key = source_key(claim)
        if key:
            named[claim.claim_id] = key
            shown[key][_listed_name(claim) or claim.attributed_to or "", claim.attribution_kind or ""] += 1
        else:
            own[claim.claim_id] = _unnamed(claim)
    groups = _merged(shown)
    resolved = own | {claim_id: groups[key] for claim_id, key in named.items()}
    resolved |= _copied(ordered, own, articles)
    resolved |= _wire([c for c in ordered if c.claim_id in own and c.attribution_kind in (None, "outlet")], resolved)
    cited: dict[str, set[str]] = defaultdict(set)
    by_id: dict[str, Origin] = {}
    for claim in ordered:
        origin = resolved[claim.claim_id]
        by_id.setdefault(origin.origin_id, origin)
        cited[origin.origin_id].add(claim.outlet_id)
    rows = [
        {"origin_id": o.origin_id, "name": o.name, "kind": o.kind, "cited_by": sorted(cited[o.origin_id])}
        for o in sorted(by_id.values(), key=lambda o: o.origin_id)
    ]
    return resolved, rows


def source_key(claim: Claim) -> tuple[str, ...]:
    """The telling words of the source that a claim names, sorted; () when none could be known elsewhere."""
    said = claim.attributed_to
    if not said or claim.attribution_kind == "anonymous":
        return ()
    listed = _listed_name(claim)
    if listed:
        return tuple(sorted(set(lexicons.tokens(listed))))
    if claim.attribution_kind == "outlet" and not _other_outlet(claim, said):
        return ()
    kept = {t.removesuffix("'s") for t in lexicons.tokens(said)} - generic()
    return tuple(sorted(t for t in kept if len(t) > 1))


def _other_outlet(claim: Claim, said: str) -> bool:
    """Does the claim name an outlet, but not its own?"""
    return (
        fuzz.token_set_ratio(" ".join(lexicons.tokens(said)), claim.outlet_id.replace("-", " "))
        < settings("matching")["origins"]["own"]
    )


def _listed_name(claim: Claim) -> str | None:
    return listed_name(claim.attributed_to) if claim.attributed_to else None


def listed_name(said: str) -> str | None:
    """The name under which ``data/lexicons/origins.csv`` lists a source, or None.

    >>> listed_name("American intelligence officials")
    'CIA'
    """
    parts = lexicons.tokens(said)
    aliases, longest = _aliases()
    for length in range(min(longest, len(parts)), 0, -1):
        for i in range(len(parts) - length + 1):
            span = tuple(p.removesuffix("'s") for p in parts[i : i + length])
            if span in aliases and (length > 1 or len(span[0]) > _SHORT or span[0].upper() in said):
                return aliases[span]
    return None


@cache
def _aliases() -> tuple[dict[tuple[str, ...], str], int]:
    out: dict[tuple[str, ...], str] = {}
    for row in table("lexicons/origins", "name", "kind", "aliases"):
        for alias in (row["name"], *words(row["aliases"])):
            parts = [p.removesuffix("'s") for p in lexicons.tokens(alias)]
            out[tuple(p for n, p in enumerate(parts) if n or p != "the")] = row["name"]
    return out, max(map(len, out))


@cache
def generic() -> frozenset[str]:
    """Words that do not tell one source from another: group, report, spokesman …"""
    return frozenset(settings("matching")["origins"]["generic"])


def _unnamed(claim: Claim) -> Origin:
    """An unnamed source belongs to its article, a figure without source to its outlet."""
    if claim.attributed_to and claim.attribution_kind not in (None, "outlet"):
        return Origin(
            _id("unnamed", claim.article_id, claim.attributed_to.lower()), claim.attributed_to, claim.attribution_kind
        )
    return Origin(_id("outlet", claim.outlet_id), claim.attributed_to or claim.outlet_id, "outlet")


def _copied(ordered: Sequence[Claim], own: Mapping[str, Origin], articles: Mapping[str, Article]) -> dict[str, Origin]:
    """A figure without a named source that a copy has from its original, or a version from the one before: one origin.

    What the copy adds of its own stays its own.
    """
    by_figure: dict[tuple[Any, ...], Claim] = {}
    for claim in ordered:
        if claim.claim_id in own:
            by_figure.setdefault((claim.article_id, claim.unit, claim.low, claim.high), claim)
    out: dict[str, Origin] = {}
    for claim in ordered:
        if claim.claim_id not in own or claim.kind != "quantity":
            continue
        at, seen = claim, {claim.article_id}
        while (article := articles.get(at.article_id)) and (source := article.copy_of or article.version_of):
            found = by_figure.get((source, claim.unit, claim.low, claim.high))
            if found is None or source in seen:
                break
            at = found
            seen.add(source)
        if at is not claim:
            out[claim.claim_id] = own[at.claim_id]
    return out


def _merged(shown: Mapping[tuple[str, ...], Counter[tuple[str, str]]]) -> dict[tuple[str, ...], Origin]:
    """Keys to origins; a key that is part of just one longer one is the same source (Abboud, Marwan Abboud)."""
    parent = {key: key for key in shown}
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in shown:
        for word in key:
            by_word[word].append(key)
    for key in sorted(shown):
        if len(key) > 2 or any(len(w) < 4 for w in key):
            continue
        longer = {k for k in by_word[key[-1]] if len(k) > len(key) and set(key) < set(k)}
        tops = {k for k in longer if not any(set(k) < set(other) for other in longer)}
        if len(tops) == 1 and next(iter(tops)) != key and len(next(iter(tops))) <= len(key) + 2:
            parent[key] = next(iter(tops))
    out: dict[tuple[str, ...], Origin] = {}
    for key in shown:
        root = key
        while parent[root] != root:
            root = parent[root]
        out[key] = Origin(_id("source", *root), "", None)
    names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for key, counter in shown.items():
        names[out[key].origin_id].update(counter)
    best = {i: min(c, key=lambda n: (-c[n], -len(n[0]), n)) for i, c in names.items()}
    return {key: Origin(o.origin_id, best[o.origin_id][0], best[o.origin_id][1] or None) for key, o in out.items()}


def _wire(unsourced: Sequence[Claim], resolved: Mapping[str, Origin]) -> dict[str, Origin]:
    """Near-identical sentences of different outlets have one origin, whichever it is: shared copy."""
    limits = settings("matching")["origins"]
    by_value: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)
    for claim in unsourced:
        if len(claim.sentence.split()) >= limits["reuse_words"]:
            by_value[claim.unit, claim.low, claim.high].append(claim)
    out: dict[str, Origin] = {}
    for same in by_value.values():
        for n, one in enumerate(same):
            for two in same[n + 1 : n + 1 + limits["reuse_reach"]]:
                if one.outlet_id == two.outlet_id:
                    continue
                if fuzz.token_sort_ratio(one.sentence, two.sentence) >= limits["reuse"]:
                    first = out.get(one.claim_id) or out.get(two.claim_id) or resolved[one.claim_id]
                    shared = Origin(first.origin_id, first.name, first.kind)
                    out[one.claim_id] = out[two.claim_id] = shared
    return out


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def count(claims: Iterable[Claim]) -> int:
    """Independent sources of some claims whose origins are resolved."""
    return len({c.origin_id for c in claims})
