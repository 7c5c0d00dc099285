"""The words around a figure, as what they mean: listed words as their class, names as their canonical form.

Extracted facets can be missing or wrong; the words around the figure are always there. The nearer a word stands to the
figure, the more it weighs; beyond another figure, a semicolon or a sentence's end it weighs less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from pipeline import lexicons
from pipeline.clusters.names import capital, listed
from pipeline.knowledge import settings
from pipeline.model import Claim

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[;:]|[.!?](?=\s)|\n")
_LONGEST_NAME = 4


def around(claim: Claim, text: str = "") -> dict[str, float]:
    """What the words around the figure of ``claim`` mean, each with its weight (1 beside the figure).

    ``text`` is the whole article, to look back in beyond the sentence.
    """
    rules = settings("matching")["wording"]
    at = claim.start - claim.sentence_start
    back = text[max(0, claim.sentence_start - rules["look_back"]) : claim.sentence_start]
    left = tuple(_TOKEN.findall(back + claim.sentence[:at]))
    right = tuple(_TOKEN.findall(claim.sentence[at + len(claim.quote) :]))
    weights: dict[str, float] = {}
    for texts, backwards, lean in ((left, True, rules["before"]), (right, False, rules["after"])):
        for meaning, distance, barriers in _meanings(texts, backwards):
            weight = lean * math.exp(-distance / rules["reach"]) * rules["beyond"] ** barriers
            weights[meaning] = max(weights.get(meaning, 0.0), weight)
    return weights


def bags(weights: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Meanings without names, and names, both of unit length."""
    words = {m: w for m, w in weights.items() if not m.startswith("name:")}
    return _unit(words), _unit({m: w for m, w in weights.items() if m.startswith("name:")})


def meanings(text: str) -> list[str]:
    """What the words of a text mean, in order: listed words as their class, names, other words in their base form.

    >>> meanings("The troops captured Idlib")
    ['counted:soldier', 'action:gain', 'name:Idlib']
    """
    parts = tuple(_TOKEN.findall(text))
    return [meaning for meaning, _, _ in _meanings(parts, backwards=False)]


def strongest(weights: Mapping[str, float], kind: str) -> str | None:
    """The class of ``kind`` ("action", "counted") that stands nearest to the figure, if it stands near enough."""
    least = settings("matching")["wording"]["least"]
    found = {m.removeprefix(kind + ":"): w for m, w in weights.items() if m.startswith(kind + ":") and w >= least}
    if kind == "action":
        found = {name: w for name, w in found.items() if lexicons.actions()[name].rank == 1}
    return min(found, key=lambda name: (-found[name], name)) if found else None


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {m: w / length for m, w in sorted(weights.items())} if length else {}


def _meanings(texts: tuple[str, ...], backwards: bool) -> Iterator[tuple[str, int, int]]:
    """(meaning, words from the figure, figures and semicolons between) of the words on one side of a figure."""
    total = len(texts)
    barriers = list(accumulate((not t[0].isalpha() for t in texts), initial=0))  # before each word
    i = 0
    while i < total:
        length, meaning = _meaning(texts[i : i + _LONGEST_NAME])
        if meaning:
            after = i + length
            yield (
                (meaning, total - after, barriers[total] - barriers[after]) if backwards else (meaning, i, barriers[i])
            )
        i += max(length, 1)


@lru_cache(maxsize=65_536)
def _meaning(texts: tuple[str, ...]) -> tuple[int, str | None]:
    """How many of some words, the first and on, mean one thing, and what."""
    word = texts[0]
    if not word[0].isalpha():
        return 1, None
    if capital(word):
        for length in range(len(texts), 0, -1):
            if length == 1 or capital(texts[length - 1]):
                name = listed(" ".join(texts[:length]))
                if name:
                    return length, f"name:{name}"
    for length in range(len(texts), 0, -1):
        phrase = " ".join(texts[:length]).lower()
        meaning = lexicons.meaning(phrase)
        if meaning:
            return length, meaning
    lowered = word.lower()
    if len(lowered) < 3 or lowered in _empty():
        return 1, None
    return 1, lowered.removesuffix("s") if len(lowered) > 4 else lowered


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(settings("matching")["wording"]["empty"])
