"""A figure's own stretch of its sentence, and what its words say of the figure's reach: which part, or all parts.

A sentence that sets figures side by side ("3,478 in rebel-held areas and 2,173 in the rest") is cut into stretches at
semicolons, commas and joining words. Whose and where a figure is, its claim says already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.knowledge import settings, table, words
from pipeline.model import Claim

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*(?:['’]s?)?|[,;:()—–]")


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of one figure, the parts of a whole that it names, and whether it takes in all parts."""

    stretch: str = ""
    parts: frozenset[tuple[str, str]] = frozenset()  # (group, part) of data/lexicons/qualifiers.csv
    total: bool = False


@cache
def _reset() -> re.Pattern[str]:
    """What was said before these does not hold after them."""
    return re.compile(r"[;:]|\s*(?:" + "|".join(sorted(_rules()["reset"])) + r")\b", re.IGNORECASE)


@cache
def _countries() -> re.Pattern[str]:
    rules = {key: "|".join(map(re.escape, sorted(_rules()[key]))) for key in ("hedges", "lands")}
    return re.compile(rf"\bfrom (?:(?:{rules['hedges']}) )?[\w-]+ (?:different )?(?:{rules['lands']})\b", re.IGNORECASE)


def all_countries(text: str) -> re.Match[str] | None:
    """Words that say the figure before them takes in many countries: "from at least 86 countries"."""
    return _countries().search(text)


@cache
def _rules() -> dict[str, frozenset[str]]:
    return {key: frozenset(cues) for key, cues in settings("matching")["reach"].items()}


def reaches(claims: Sequence[Claim]) -> dict[str, Reach]:
    """Claim id → reach, for the claims of one sentence."""
    sentence = claims[0].sentence
    ordered = sorted(claims, key=lambda c: (c.start, c.end, c.claim_id))
    spans = [(c.start - c.sentence_start, c.end - c.sentence_start) for c in ordered]
    out: dict[str, Reach] = {}
    all_parts = False
    for first, last in pairwise(cuts(sentence, spans)):
        stretch = sentence[first:last]
        if _reset().match(stretch):
            all_parts = False
        here = [c for c, span in zip(ordered, spans, strict=True) if first <= span[0] < last]
        total = all_parts or _total(stretch)
        for c in here:
            out[c.claim_id] = Reach(stretch, parts(stretch), total)
        all_parts = total and not here
    return out


def cuts(sentence: str, figures: Sequence[tuple[int, int]]) -> list[int]:
    """Offsets at which a sentence falls into stretches: joints, but not inside a list of names."""
    tokens = list(_TOKEN.finditer(sentence))
    joints = [
        match.start()
        for n, match in enumerate(tokens)
        if match.group().lower() in _rules()["joining"]
        and not any(a <= match.start() < b for a, b in figures)
        and not _between_names(tokens, n)
    ]
    return [0, *joints, len(sentence)]


def _between_names(tokens: Sequence[re.Match[str]], joint: int) -> bool:
    """Does a comma, "and" or "or" stand between two names and nothing else: "Peru and Chile", "in Peru, Chile"?"""
    if tokens[joint].group().lower() not in (",", "and", "or") or not 0 < joint < len(tokens) - 1:
        return False
    after = tokens[joint + 1].group()
    after = tokens[joint + 2].group() if after.lower() in ("the", "in", "and") and joint + 2 < len(tokens) else after
    return tokens[joint - 1].group()[0].isupper() and after[0].isupper()


@lru_cache(maxsize=16_384)
def parts(stretch: str) -> frozenset[tuple[str, str]]:
    """The parts of a whole that words of a stretch name: rebel-held areas, women, foreign …"""
    pattern, known = _qualifiers()
    return frozenset(known[m.group().lower()] for m in pattern.finditer(stretch))


@cache
def _qualifiers() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    known = {
        word.lower(): (row["group"], row["part"])
        for row in table("lexicons/qualifiers", "part", "group", "words")
        for word in words(row["words"])
    }
    longest_first = sorted(known, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE), known


def _total(stretch: str) -> bool:
    lowered = f" {stretch.lower()} "
    return bool(all_countries(lowered)) or any(
        f" {cue} " in re.sub(r"[^\w ]", " ", lowered) for cue in _rules()["total"]
    )
