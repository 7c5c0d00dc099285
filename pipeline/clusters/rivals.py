"""Figures that an article sets against each other: another source's figure for the thing just told of.

"Two thousand nurses marched, police said. The union counted 6,000." The second figure has no noun of its own: it counts
what the first one does, where the first one does, and differs only in whose it is. An article that sets nothing against
a figure does not print two of one quantity: its other figures, of the same time, are of other things.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline import lexicons
from pipeline.clusters.clause import clause
from pipeline.clusters.figures import interval
from pipeline.clusters.sparse import Ints
from pipeline.knowledge import settings
from pipeline.model import Claim

if TYPE_CHECKING:
    from pipeline.clusters.profile import Profile

_NEXT = re.compile(r"\s*([^\W\d_]+|[^\w\s])")
_ADOPTED = {"counted", "actor", "action", "place"}
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = 3  # words before the first and after the second of two figures that can tell how they stand to each other
_NEAR = 4  # characters between two sentences that follow each other


def told_against(found: Sequence[Profile]) -> dict[int, int]:
    """For each figure of ``found`` that is set against another, the index of that other."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for k, p in enumerate(found):
        by_article[p.claim.article_id].append(k)
    out: dict[int, int] = {}
    for places in by_article.values():
        places.sort(key=lambda k: (found[k].claim.start, k))
        for n, k in enumerate(places):
            before = next((m for m in reversed(places[:n]) if found[m].unit == found[k].unit), None)
            if before is not None and _against(found[before], found[k]):
                out[k] = before
    return out


def adopted(found: Sequence[Profile]) -> list[Profile]:
    """The profiles, those that are set against another with its facets and its claim id (``against``)."""
    out = list(found)
    against = told_against(found)
    for k in sorted(against, key=lambda k: found[k].claim.start):
        a, b = out[against[k]], out[k]
        out[k] = replace(
            b, against=a.claim_id, counted=a.counted, counted_words=a.counted_words, action=a.action,
            action_words=a.action_words, also=a.also | b.also, actor=a.actor, place=a.place, base=a.base, whose=a.whose,
            where=a.where, near=b.near - _ADOPTED | a.near & _ADOPTED,
        )  # fmt: skip
    return out


def tell_apart(found: Sequence[Profile], pairs: Ints) -> npt.NDArray[np.bool_]:
    """For each of the pairs of indices, (n, 2): are they two figures of one article and time that cannot both hold?

    Not those that it compares ("up from", "not the 400 that"), or that another source sets against each other.
    """
    articles: dict[str, int] = {}
    home = np.array([articles.setdefault(p.claim.article_id, len(articles)) for p in found], dtype=np.int64)
    out = np.zeros(len(pairs), dtype=bool)
    same = np.flatnonzero(home[pairs[:, 0]] == home[pairs[:, 1]])
    spans = [interval(p) if p.value is not None else (-math.inf, math.inf) for p in found]
    ends = np.array(spans, dtype=float).reshape(-1, 2)
    i, j = pairs[same, 0], pairs[same, 1]
    for n in same[(ends[i, 0] > ends[j, 1]) | (ends[j, 0] > ends[i, 1])].tolist():
        a, b = found[pairs[n, 0]], found[pairs[n, 1]]
        if a.claim.as_of_words == b.claim.as_of_words and not _rivals(a, b):
            out[n] = _of_other_spans(a, b) or not _compared(*sorted((a.claim, b.claim), key=lambda c: c.start))
    return out


def _of_other_spans(a: Profile, b: Profile) -> bool:
    """Is one that of a day, the other all since something: "12 drowned yesterday; 340 did since the storm"?"""
    one, two = ({w.lower() for part in clause(p) for w in _WORD.findall(part)} for p in (a, b))
    day, since = _words("of_a_day"), _words("of_a_span")
    return bool((one & day and two & since) or (two & day and one & since)) and not (one & day and two & day)


def _rivals(a: Profile, b: Profile) -> bool:
    return a.against == b.claim_id or b.against == a.claim_id


def _compared(a: Claim, b: Claim) -> bool:
    """Do words beside the figures, ``a`` before ``b`` in the text, say that one is held against the other?"""
    gap, told = b.sentence_start - a.sentence_end, b.start - b.sentence_start
    if a.sentence_start == b.sentence_start:
        if a.attributed_to != b.attributed_to:
            return True  # each has a source of its own: the evidence decides
        first = a.start - a.sentence_start
        near = [*b.sentence[:first].split()[-_BESIDE:], b.sentence[first + len(a.quote) : told]]
    elif gap <= _NEAR:
        if a.attributed_to != b.attributed_to and b.attribution_kind in _words("witnesses"):
            return True
        near = [b.sentence[:told]]
    else:
        return _of_before(a) or _of_before(b)
    near += b.sentence[told + len(b.quote) :].split()[:_BESIDE]
    return not _words("compares").isdisjoint(w.lower() for w in _WORD.findall(" ".join(near)))


def _of_before(claim: Claim) -> bool:
    """ "Earlier the minister had spoken of 200": does the sentence open with a word that tells of another time?"""
    return any(w.lower() in _words("opens_before") for w in _WORD.findall(claim.sentence)[:2])


def _against(a: Profile, b: Profile) -> bool:
    """Is ``b``, the next figure of its unit, another source's figure for what ``a`` counts?"""
    rules = settings("matching")["rivals"]
    one, two = a.claim, b.claim
    if two.sentence_start - one.sentence_end > _NEAR or not a.value or not b.value or a.value == b.value:
        return False
    if max(a.value, b.value) > rules["ratio"] * min(a.value, b.value) or one.certainty != two.certainty == "predicted":
        return False
    if not two.attributed_to or two.attributed_to == one.attributed_to:
        return False
    if two.as_of_words and two.as_of_words != one.as_of_words:
        return False
    before, after = clause(b)
    source = two.attributed_to.lower().split()[-1]
    if source not in f"{before} {after}".lower() or _noun_of_its_own(after) or _something_else(before):
        return False
    if two.place_words and two.place_words in before + after and b.place.known != a.place.known:
        return False
    done = set(lexicons.actions_in(f"{before} {after}")) - {a.action}
    return not done and not set(after.lower().split()[:1]) & _words("elsewhere")


def _noun_of_its_own(after: str) -> bool:
    """Does the word after the figure look like what it counts?"""
    found = _NEXT.match(after)
    if found is None or not found[1][0].isalpha():
        return False
    return found[1].lower() not in _words("no_nouns") and not found[1].endswith("ly")


def _something_else(before: str) -> bool:
    """Is it said what the figure is, "turnout was", but for words that point back: "there were", "the figure is"?"""
    tokens = [w.lower() for w in _WORD.findall(before)]
    return any(
        w in _words("is") and (n == 0 or tokens[n - 1] not in _words("back")) for n, w in enumerate(tokens)
    ) or bool(set(tokens) & _words("counts_else"))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(settings("matching")["rivals"][key])
