"""Text that outlets share: what a copy or a later version has from its original, and near-identical sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from rapidfuzz import fuzz

from pipeline.knowledge import settings
from pipeline.model import Article, Claim

Origin = TypeVar("Origin")


def copied(ordered: Sequence[Claim], own: Mapping[str, Origin], articles: Mapping[str, Article]) -> dict[str, Origin]:
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


def wired(unsourced: Sequence[Claim], resolved: Mapping[str, Origin]) -> dict[str, Origin]:
    """Near-identical sentences of different outlets have one origin, whichever it is: shared copy."""
    limits = settings("matching")["origins"]
    by_value: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)
    for claim in unsourced:
        by_value[claim.unit, claim.low, claim.high].append(claim)
    out: dict[str, Origin] = {}
    for told in by_value.values():
        if len({claim.outlet_id for claim in told}) < 2:
            continue
        same = [claim for claim in told if len(claim.sentence.split()) >= limits["reuse_words"]]
        ordered = [" ".join(sorted(claim.sentence.split())) for claim in same]  # as token_sort_ratio does, but once
        for n, one in enumerate(same):
            for m, two in enumerate(same[n + 1 : n + 1 + limits["reuse_reach"]], n + 1):
                if one.outlet_id == two.outlet_id:
                    continue
                if fuzz.ratio(ordered[n], ordered[m], score_cutoff=limits["reuse"]):
                    first = out.get(one.claim_id) or out.get(two.claim_id) or resolved[one.claim_id]
                    out[one.claim_id] = out[two.claim_id] = first
    return out
