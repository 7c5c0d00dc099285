"""Where, and whose: the places and peoples that stand with a figure in its own stretch of the sentence.

A sentence that sets figures side by side ("31,643 in Turkey and 3,581 in Syria"; "in Turkey at least 3,549, in Syria
1,602") is cut into stretches at semicolons, commas and joining words; the names of a stretch belong to its figure.
A stretch with a name and no figure ("In Turkey, …") holds for the figures after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.clusters.names import NOBODY, Names, from_names, look_up
from pipeline.entities import Name
from pipeline.knowledge import settings, table, words
from pipeline.model import Claim

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*(?:['’]s?)?|[,;:()—–]")
_LONGEST = 5
# what was said before these does not hold after them
_RESET = re.compile(r"[;:]|\s*(?:while|whereas|but|against|compared)\b", re.IGNORECASE)
# "from at least 86 countries": the figure before it takes in all of them
COUNTRIES = re.compile(
    r"\bfrom (?:at least |more than |over |about |some |around )?[\w-]+ (?:different )?(?:countries|nations|states)\b",
    re.I,
)
_PLACES = ("country", "city", "region", "place")
_PEOPLES = ("nationality", "group")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence, by character offsets, and whether it tells whose a figure is, or where."""

    start: int
    end: int
    name: Name
    whose: bool
    located: bool  # after a preposition of place, or listed with one that is


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose and where of one figure, from its own stretch of the sentence; empty when nothing there tells."""

    whose: Names = NOBODY
    where: Names = NOBODY
    stretch: str = ""
    parts: frozenset[tuple[str, str]] = frozenset()  # (group, part) of data/lexicons/qualifiers.csv
    total: bool = False  # words beside the figure say that it takes in all parts: "combined", "in all"


@lru_cache(maxsize=16_384)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """Names in a sentence, left to right, longest first at each place."""
    tokens = list(_TOKEN.finditer(sentence))
    rules = _rules()
    out: list[Mention] = []
    i = 0
    while i < len(tokens):
        length, name = _name_at(sentence, tokens, i)
        if name is None:
            i += 1
            continue
        before = tokens[i - 1].group().lower() if i else ""
        if before in ("the", "a") and i > 1:
            before = tokens[i - 2].group().lower()
        whose = name.kind in _PEOPLES or (name.kind == "country" and before in rules["belonging"])
        if name.kind in _PLACES or name.kind in _PEOPLES:
            start, end = tokens[i].start(), tokens[i + length - 1].end()
            listed = bool(out) and out[-1].located and _only_joins(sentence[out[-1].end : start])
            out.append(Mention(start, end, name, whose, listed or before in rules["prepositions"]))
        i += length
    return tuple(out)


def _name_at(sentence: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, Name | None]:
    if not tokens[i].group()[0].isupper():
        return 1, None
    for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
        last = tokens[i + length - 1].group()
        if length > 1 and not last[0].isupper():
            continue
        printed = sentence[tokens[i].start() : tokens[i + length - 1].end()]
        found = look_up(re.sub(r"['’]s?$", "", printed))
        before = tokens[i - 1].group().lower() if i else ""
        if found is not None and (not found.ambiguous or (found.kind in _PLACES and before in _rules()["locating"])):
            if length == 1 and len(printed) <= 3 and not printed.isupper() and "." not in printed:
                continue
            return length, found
    return 1, None


@cache
def _rules() -> dict[str, frozenset[str]]:
    return {key: frozenset(cues) for key, cues in settings("matching")["scope"].items()}


def cuts(sentence: str, figures: Sequence[tuple[int, int]]) -> list[int]:
    """Offsets at which a sentence falls into stretches: joints, but not inside a list of names."""
    names = mentions(sentence)
    joining = _rules()["joining"]
    out = [0]
    for match in _TOKEN.finditer(sentence):
        word = match.group().lower()
        if any(a <= match.start() < b for a, b in figures) or any(m.start <= match.start() < m.end for m in names):
            continue
        if word in joining and not _between_names(sentence, match, names):
            out.append(match.start())
    return [*out, len(sentence)]


def _only_joins(between: str) -> bool:
    return all(w.lower() in ("and", "the", "or", "in", "both", ",") for w in re.findall(r"\w+|[^\w\s]", between))


def _between_names(sentence: str, joint: re.Match[str], names: Sequence[Mention]) -> bool:
    """Does a joining word stand between two names and nothing else: "Turkey and Syria", "Iraq, Syria"?"""
    left = max((m.end for m in names if m.end <= joint.start()), default=-1)
    right = min((m.start for m in names if m.start >= joint.end()), default=-1)
    if left < 0 or right < 0:
        return False
    return _only_joins(sentence[left : joint.start()] + " " + sentence[joint.end() : right])


def scopes(claims: Sequence[Claim]) -> dict[str, Scope]:
    """Claim id → scope, for the claims of one sentence."""
    sentence = claims[0].sentence
    ordered = sorted(claims, key=lambda c: (c.start, c.end, c.claim_id))
    spans = [(c.start - c.sentence_start, c.end - c.sentence_start) for c in ordered]
    edges = cuts(sentence, spans)
    names = mentions(sentence)
    out: dict[str, Scope] = {}
    carried: list[Mention] = []
    all_parts = False
    for first, last in pairwise(edges):
        if _RESET.match(sentence[first:last]):
            carried, all_parts = [], False
        inside = [m for m in names if first <= m.start < last]
        here = [(c, span) for c, span in zip(ordered, spans, strict=True) if first <= span[0] < last]
        stretch = sentence[first:last]
        if not here:
            carried = inside or carried
            all_parts = all_parts or _total(stretch)
            continue
        for c, span in here:
            mine = _mine(inside, span, [s for _, s in here])
            total = all_parts or _total(stretch)
            where, whose = _roles(mine)
            if not where and not total:
                where = [m for m in carried if not m.whose]
            if not whose:
                whose = _pointed_at(stretch, [m for m in names if m.end <= span[0]]) or [m for m in carried if m.whose]
            out[c.claim_id] = Scope(
                from_names([m.name for m in whose]), from_names([m.name for m in where]), stretch, parts(stretch), total
            )
        carried, all_parts = inside or carried, False
    return out


def _roles(mine: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """(where, whose): beside a place after a preposition, a country without one tells whose ("Britain … to Syria")."""
    located = [m for m in mine if m.located and not m.whose]
    if located:
        return located, [m for m in mine if m.whose or (not m.located and m.name.kind == "country")]
    return [m for m in mine if not m.whose], [m for m in mine if m.whose]


def _pointed_at(stretch: str, before: Sequence[Mention]) -> list[Mention]:
    """ "its natives", "their citizens": the country or group named last before."""
    if not re.search(r"\b(?:its|their)\b", stretch, re.IGNORECASE):
        return []
    found = [m for m in before if m.name.kind in ("country", "group", "nationality") and not m.located]
    return found[-1:]


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


def _mine(inside: Sequence[Mention], span: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[Mention]:
    """Names of a stretch that belong to one of its figures: all when it has one figure, else the nearest."""
    if len(others) == 1:
        return list(inside)
    low = max((b for _, b in others if b <= span[0]), default=-1)
    high = min((a for a, _ in others if a >= span[1]), default=10**9)
    left = [m for m in inside if low <= m.start and m.end <= span[0]]
    return left or [m for m in inside if span[1] <= m.start and m.end <= high]


def _total(stretch: str) -> bool:
    lowered = f" {stretch.lower()} "
    return bool(COUNTRIES.search(lowered)) or any(
        f" {cue} " in re.sub(r"[^\w ]", " ", lowered) for cue in _rules()["total"]
    )


def main_places(title: str, text: str) -> Names:
    """The countries that an article is about: those named at least about half as often as the first."""
    counts: Counter[str] = Counter()
    first: dict[str, Name] = {}
    for weight, part in ((3, title), (1, text)):
        for line in part.split("\n"):
            for m in mentions(line):
                if m.name.country and m.name.kind in _PLACES:
                    counts[m.name.country] += weight
                    first.setdefault(m.name.country, m.name)
    if not counts:
        return NOBODY
    top = max(counts.values())
    codes = frozenset(c for c, n in counts.items() if n * 2 >= top)
    return Names(known=codes, countries=codes, words=" ".join(sorted(codes)))
