"""The words around a figure, as the checks read them: its clause, its stretch of the sentence, cues from ``data/``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.assess.evidence import Evidence
from pipeline.clusters.clause import span
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings


@cache
def cues(section: str, key: str) -> re.Pattern[str]:
    """Any of the words of ``data/checks.toml`` under ``[section] key``, as whole words; "*" stands for any ending."""
    return pattern(tuple(settings("checks")[section][key]))


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words or phrases, as whole words, whatever their case; "*" at the end stands for any ending."""
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def stretch(p: Profile, evidence: Evidence) -> tuple[str, str]:
    """(before, after): the words of the sentence up to the next figure on either side."""
    start, end = span(p)
    others = [span(q) for q in evidence.by_sentence[p.claim.article_id, p.claim.sentence_start] if q is not p]
    first = max((e for _, e in others if e <= start), default=0)
    last = min((s for s, _ in others if s >= end), default=len(p.claim.sentence))
    return p.claim.sentence[first:start], p.claim.sentence[end:last]


def between(p: Profile, q: Profile) -> str | None:
    """The words between two figures of one sentence, the earlier first; None if they are not of one sentence."""
    if (p.claim.article_id, p.claim.sentence_start) != (q.claim.article_id, q.claim.sentence_start):
        return None
    (_, end), (start, _) = sorted((span(p), span(q)))
    return p.claim.sentence[end:start] if end <= start else None


def neighbours(p: Profile, evidence: Evidence, apart: int) -> Sequence[Profile]:
    """Other figures of the same article whose sentences begin within ``apart`` characters of this one's."""
    here = p.claim.sentence_start
    return [
        q for q in evidence.by_article[p.claim.article_id] if q is not p and abs(q.claim.sentence_start - here) <= apart
    ]
