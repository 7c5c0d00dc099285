"""Spelling of names: folding to what two printings share, and the likeness of transliterated names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_PLAIN = re.compile(r"[A-Za-z0-9 ]+")
_APART = re.compile(r"[^\w&+]+|_+")
# Arabic articles in their printed forms (assimilated before sun letters).
_ARTICLES = frozenset("al el ul ar er as es ash esh az ez ad ed an at et adh".split())
# What one sound is written as in transliterations from Arabic, Persian, Turkish and Russian, longest first.
_SOUNDS = (
    ("tch", "c"),
    ("dsch", "j"),
    ("dzh", "j"),
    ("sch", "s"),
    ("dj", "j"),
    ("ch", "c"),
    ("sh", "s"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("zh", "j"),
    ("ou", "u"),
    ("oo", "u"),
    ("aw", "u"),
    ("au", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ai", "i"),
    ("ay", "i"),
    ("ey", "i"),
    ("q", "k"),
    ("ck", "k"),
    ("y", "i"),
    ("o", "u"),
    ("w", "u"),
)
_LEAST_LIKENESS = 80.0  # rapidfuzz ratio of the sounds, 0–100
_SHORTEST = 4


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no marks, hyphens and apostrophes as spaces: "Deir ez-Zor" → "deir ez zor", "U.S." → "us"."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.lower().split())
    letters = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    letters = "".join(c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    letters = re.sub(r"\b(\w)\.(?=\w\b|\W|$)", r"\1", letters)
    return " ".join(_APART.sub(" ", letters.casefold()).split())


def pieces(text: str) -> list[str]:
    """The folded words of a name."""
    return fold(text).split()


@lru_cache(maxsize=65536)
def sounds(name: str) -> str:
    """A name as it sounds, articles left out: "Deir al-Zour" and "Deir ez-Zor" → "dir zur"."""
    words = [w for w in pieces(name) if w not in _ARTICLES]
    out = []
    for word in words:
        for written, sound in _SOUNDS:
            word = word.replace(written, sound)
        out.append(re.sub(r"h$", "", re.sub(r"(.)\1+", r"\1", word)))
    return " ".join(w for w in out if w)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of what it sounds like: "Manbij" and "Menbj" → "mnbj"."""
    return re.sub(r"[aeiu\s]", "", sounds(name))


def alike(one: str, other: str) -> bool:
    """Could the two be printings of one transliterated name? Same consonants, and the vowels near.

    Says nothing about names that are both known: ask :func:`pipeline.entities.same_name`, which keeps Niger and
    Nigeria,
    Iran and Iraq apart.
    """
    if fold(one) == fold(other):
        return True
    bones = skeleton(one)
    if len(bones) < 2 or bones != skeleton(other) or min(len(one), len(other)) < _SHORTEST:
        return False
    first, second = sounds(one).replace(" ", ""), sounds(other).replace(" ", "")
    if len(bones) == 2:
        return first == second
    # an ending vowel carries meaning in Latin spelling (Niger, Nigeria; Austria, Austr…): it has to be there in both
    if (first[-1] in "aeiu") != (second[-1] in "aeiu"):
        return False
    return fuzz.ratio(first, second) >= _LEAST_LIKENESS or re.sub(r"[aeiu]+", "a", first) == re.sub(
        r"[aeiu]+", "a", second
    )
