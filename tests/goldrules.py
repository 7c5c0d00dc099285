"""When our reading of a number phrase fits the gold's: its value, its facets, its bound, the verdict."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

Row = dict[str, Any]

# What a claim's bound may be for each bound of the gold: neighbours are no error worth counting.
BOUNDS = {
    "exact": {"exact"},
    "about": {"about", "exact"},
    "at_least": {"at_least", "more_than"},
    "more_than": {"more_than", "at_least"},
    "up_to": {"up_to", "less_than"},
    "less_than": {"less_than", "up_to"},
    "range": {"range"},
    "vague": {"vague", "about", "range", "at_least", "more_than"},
}

# Which assessments of a cluster are right for each verdict of the gold.
VERDICTS = {
    "agree": {"agree"},
    "disagree": {"disagree"},
    "disagree_scope": {"disagree", "evolving"},
    "disagree_bound": {"disagree", "agree"},
    "evolving": {"evolving"},
    "same_source": {"single_origin", "agree"},
    "single": {"single_origin"},
    "implausible": {"implausible"},
}

_EMPTY_WORDS = frozenset(
    "the a an of in on at to for from by and or with its their his her this that these those it they which".split()
)
_ALIKE = (
    "brit british briton britain uk kingdom",
    "us american america usa states",
    "turk turkish turkey turkiye türkiye",
    "french france",
    "german germany",
    "iraq iraqi",
    "syria syrian",
    "isis isil is daesh islamic",
    "dead death die kill fatalit toll victim",
    "wound injur hurt",
    "fighter militant jihadist combatant recruit",
    "territor land area",
    "return back home",
    "go went gone travel left join",
    "hold control held",
)
_LEADER = {word: words.split()[0] for words in _ALIKE for word in words.split()}
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "ed", "es", "s", "y")


def content_stems(words: object) -> set[str]:
    """Stems of the words that carry meaning, words for the same thing as one."""
    stems = set()
    for word in re.findall(r"[^\W_]+", str(words).lower()):
        if word in _EMPTY_WORDS:
            continue
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
        stem = word.removesuffix(ending) + ("er" if ending == "ers" else "")
        stems.add(_LEADER.get(stem, stem))
    return stems


def facet_fits(want: object, got: object) -> bool:
    """Do they share half of the shorter one's content words? An answer much longer than the question does not fit."""
    if not isinstance(got, str):
        return False
    wanted, given = content_stems(want), content_stems(got)
    if not wanted or not given or len(given) > max(10, len(wanted)):
        return False
    return len(wanted & given) >= min(len(wanted), len(given)) / 2


def value_fits(gold: Row, low: float | None, high: float | None) -> bool:
    """Are the closed ends of the gold met within 1%? A vague word's ends within a factor of two."""
    scale = 100.0 if gold["unit"] == "fraction" else 1.0
    for want, got in ((gold["lo"], low), (gold["hi"], high)):
        if want is None:
            continue
        if got is None or pd.isna(got):
            return False
        want = want * scale
        if gold.get("bound") == "vague" and got > 0 and want > 0:
            if not want / 2 <= got <= want * 2:
                return False
        elif abs(want - got) > abs(want) / 100 + 1e-9:
            return False
    return True
