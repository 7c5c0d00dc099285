"""The words of the clause that a figure stands in, without a parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.clusters.profile import Profile

# a comma within a number ("40,000") ends no clause
_ENDS = re.compile(r"[;:()—–]|,(?!\d)|\s-\s|\b(?:while|whereas|but|although|though)\b", re.IGNORECASE)


def span(p: Profile) -> tuple[int, int]:
    """Where the figure stands in its own sentence."""
    start = p.claim.start - p.claim.sentence_start
    return start, start + len(p.claim.quote)


def clause(p: Profile) -> tuple[str, str]:
    """(before, after): the words of the figure's own clause on either side of it."""
    start, end = span(p)
    sentence = p.claim.sentence
    cuts = [m.end() for m in _ENDS.finditer(sentence, 0, start)]
    after = _ENDS.search(sentence, end)
    return sentence[cuts[-1] if cuts else 0 : start], sentence[end : after.start() if after else len(sentence)]
