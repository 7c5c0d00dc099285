"""Who a figure really comes from, resolved across articles: outlets repeat, origins count.

A chain of plain questions for each claim, the first answer wins::

    a listed name (CIA = US intelligence) → another outlet ("citing the Guardian" = what the Guardian says of its own)
    → the name without generic words (Soufan Group = Soufan Center)
    → a body without a name, by its country ("the police" in articles about Peru = Peruvian police)
    → an unnamed source of one article ("officials") → the outlet itself → wire copy (near-identical sentences)
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from pipeline import entities, lexicons, sharing
from pipeline.knowledge import settings, table, words
from pipeline.model import Article, Claim
from pipeline.outlets import register

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
    press: dict[str, Origin] = {}
    shown: dict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    countries = _countries(ordered)
    for claim in ordered:
        if outlet := _cited_outlet(claim):
            press[claim.claim_id] = outlet
        elif key := source_key(claim, countries.get(claim.article_id)):
            named[claim.claim_id] = key
            shown[key][_listed_name(claim) or claim.attributed_to or "", claim.attribution_kind or ""] += 1
        else:
            own[claim.claim_id] = _unnamed(claim)
    groups = _merged(shown)
    resolved = own | press | {claim_id: groups[key] for claim_id, key in named.items()}
    resolved |= sharing.copied(ordered, own, articles)
    resolved |= sharing.wired(
        [c for c in ordered if c.claim_id in own and c.attribution_kind in (None, "outlet")], resolved
    )
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


def source_key(claim: Claim, country: str | None = None) -> tuple[str, ...]:
    """The telling words of the source that a claim names, sorted; () when none could be known elsewhere.

    ``country`` is what the claim's article is mostly about (ISO 3166 alpha-2): whose "the police" and "the health
    ministry" are. Other common nouns ("a spokesman", "the report") are nobody who could be known elsewhere.
    """
    said = claim.attributed_to
    if not said or claim.attribution_kind == "anonymous":
        return ()
    listed = _listed_name(claim)
    if listed:
        return tuple(sorted(set(lexicons.tokens(listed))))
    if claim.attribution_kind == "outlet" and not _other_outlet(claim, said):
        return ()
    whose = entities.country(country) if country and claim.attribution_kind == "organisation" else None
    if common := _is_common(said):
        if said.split()[-1].lower() in _anybody():
            return ()  # "the company" of one article is not that of another
        if whose is None:
            return ()
        said = f"{whose.name} {said}"
    told = {name for t in lexicons.tokens(said) for name in _words_of(t.removesuffix("'s"))}
    kept = told - generic()
    if common and kept <= set(_words_of(whose.name if whose else "")):
        return ()
    if len(kept) == 1 and _is_country(next(iter(kept))):
        kept = told  # "Chilean Survey" is no other name of Chile
    return tuple(sorted(t for t in kept if len(t) > 1))


def _countries(claims: Iterable[Claim]) -> dict[str, str]:
    """What country most of an article's claims are about, by article, as far as their places tell."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.place and (code := _country(claim.place)):
            found[claim.article_id][code] += 1
    return {article: min(told, key=lambda c: (-told[c], c)) for article, told in found.items()}


@lru_cache(maxsize=16_384)
def _country(place: str) -> str | None:
    name = entities.canonical(place, ("country", "region", "city"))
    return name.country if name else None


@lru_cache(maxsize=16_384)
def _words_of(word: str) -> tuple[str, ...]:
    """A word of a name, as the words of its country where it is one's name: "turkish" → "turkey"."""
    name = entities.canonical(word, ("country", "nationality"))
    return tuple(lexicons.tokens(name.name)) if name and name.kind in ("country", "nationality") else (word,)


def _is_country(word: str) -> bool:
    return entities.canonical(word, ("country",)) is not None


def _is_common(said: str) -> bool:
    """Is a source told by common nouns alone? A capital at the start is a sentence's where a noun for a source ends it.

    >>> _is_common("Police"), _is_common("Union bosses"), _is_common("Turkish police"), _is_common("Kestrel")
    (True, True, False, False)
    """
    first, *rest = [w for w in said.split() if w.lower() not in ("a", "an", "the")] or [""]
    if any(c.isupper() or c.isdigit() for word in rest for c in word) or any(c.isupper() for c in first[1:]):
        return False
    if first[:1].islower():
        return True
    known = _words_of(first.lower().removesuffix("'s")) != (first.lower().removesuffix("'s"),)
    return not known and not first.endswith("'s") and _singular(([first, *rest])[-1].lower()) in _nouns()


@cache
def _anybody() -> frozenset[str]:
    """Short forms that are nobody's name by themselves, from ``data/lexicons/sourcing.csv``."""
    rows = table("lexicons/sourcing", "kind", "words")
    return frozenset(w for row in rows if row["kind"] in ("anybody", "firm") for w in words(row["words"]))


def _singular(word: str) -> str:
    return next((noun for noun in (word, word.removesuffix("s"), word.removesuffix("es")) if noun in _nouns()), word)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("lexicons/source_nouns", "noun", "kind"))


def _other_outlet(claim: Claim, said: str) -> bool:
    """Does the claim name an outlet, but not its own?"""
    return (
        fuzz.token_set_ratio(" ".join(lexicons.tokens(said)), claim.outlet_id.replace("-", " "))
        < settings("matching")["origins"]["own"]
    )


def _cited_outlet(claim: Claim) -> Origin | None:
    """Another outlet that a claim comes from: the same origin as what that outlet says of its own."""
    said = claim.attributed_to
    if not said or claim.attribution_kind not in ("organisation", "outlet") or _listed_name(claim):
        return None
    found = register().named(said)
    if found is None or found.kind not in settings("matching")["origins"]["press"]:
        return None
    return Origin(_id("outlet", found.outlet_id), found.name, "outlet")


def _listed_name(claim: Claim) -> str | None:
    return listed_name(claim.attributed_to) if claim.attributed_to else None


@lru_cache(maxsize=65_536)
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


def _merged(shown: Mapping[tuple[str, ...], Counter[tuple[str, str]]]) -> dict[tuple[str, ...], Origin]:
    """Keys to origins; a key that is part of just one longer one is the same source (Abboud, Marwan Abboud)."""
    parent = {key: key for key in shown}
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in shown:
        for word in key:
            by_word[word].append(key)
    for key in sorted(shown):
        if len(key) > 2 or any(len(w) < 4 for w in key) or (len(key) == 1 and _is_country(key[0])):
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


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
