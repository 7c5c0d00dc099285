"""Figures of before, that a sentence says another one comes from: "to 14% from 11%", "up from the 250 of last time".

They are of an earlier time than the figure that they are held against, though the sentence names no date for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline import lexicons
from pipeline.knowledge import settings
from pipeline.model import Claim

_NOUN = re.compile(r"\s*([^\W\d_]+)")


def former(claims: Sequence[Claim]) -> set[str]:
    """Ids of those claims of one sentence that tell what another of its figures, said of the same time, comes from."""
    return {
        c.claim_id
        for c in claims
        if _from().search(c.sentence[: c.start - c.sentence_start]) and any(_now(o, c) for o in claims)
    }


def _now(now: Claim, then: Claim) -> bool:
    """Is one figure what the other became: of the same unit and time, and of nothing else?"""
    if now.unit != then.unit or (now.low, now.high) == (then.low, then.high):
        return False
    return now.as_of_words == then.as_of_words and (then.unit != "count" or not _of_its_own(now, then))


def _of_its_own(now: Claim, then: Claim) -> bool:
    """Does a count have a noun after it, that the other does not count: "400 people from 12 countries"?"""
    after = _NOUN.match(then.sentence[then.end - then.sentence_start :])
    if after is None or after[1].lower() in settings("matching")["rivals"]["no_nouns"]:
        return False
    kinds = {lexicons.counted_class(c.counted_words) or c.counted_words for c in (now, then)}
    return len(kinds) > 1


@cache
def _from() -> re.Pattern[str]:
    rules = settings("matching")["formerly"]
    cues, between = ("|".join(map(re.escape, rules[key])) for key in ("after", "between"))
    other = "".join(rf"(?<!\b{re.escape(word)} )" for word in rules["not_after"])
    return re.compile(rf"{other}\b(?:{cues})\s+(?:(?:{between})\s+)*[^\w\s]?$", re.IGNORECASE)
