"""How the facets of two claims compare: each has a value that many claims share, and names the outcome for two values.

An outcome is a row of ``data/matching.toml`` with its weight of evidence. What forbids two claims whatever the evidence
is a rule, told in words. All functions are symmetric.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from pipeline import lexicons
from pipeline.clusters.names import Names
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings

ELSEWHERE = "elsewhere"  # at least one side does not tell it: the articles are compared instead, see scoring


@dataclass(frozen=True, slots=True)
class Facet:
    """``value`` of a claim, the ``outcome`` of two, and the ``rule`` by which two exclude each other, or None."""

    name: str
    value: Callable[[Profile], Hashable]
    outcome: Callable[[Any, Any], str]
    rule: Callable[[Any, Any], str | None]


def _counted(a: tuple[str | None, str], b: tuple[str | None, str]) -> str:
    if a[0] and b[0]:
        if a[0] == b[0]:
            return "same_wide" if a[0] in lexicons.widest() else "same"
        if lexicons.near_counted(a[0], b[0]):
            return "near"
        return "part" if lexicons.part_of(a[0], b[0]) else "differ"
    return "missing" if not a[1] or not b[1] else _wording(a[1], b[1])


def _counted_rule(a: tuple[str | None, str], b: tuple[str | None, str]) -> str | None:
    if not (a[0] and b[0]) or lexicons.ancestors(a[0])[-1] not in settings("matching")["exclusive"]["wholes"]:
        return None
    if lexicons.exclusive_counted(a[0], b[0]):
        return "counted things exclude each other: " + ", ".join(sorted((a[0], b[0])))
    return None


Acted = tuple[str | None, str, frozenset[str], bool]  # class, words, others told, in the claim's own sentence


def _action(a: Acted, b: Acted) -> str:
    if a[0] and b[0]:
        if a[0] == b[0]:
            return "same"
        if lexicons.near_actions(a[0], b[0]):
            return "near"
        known = lexicons.actions()
        return "differ" if known[a[0]].rank == known[b[0]].rank == 1 else "differ_weakly"
    return "missing" if not a[1] or not b[1] else _wording(a[1], b[1])


def _action_rule(a: Acted, b: Acted) -> str | None:
    if not (a[3] and b[3]):
        return None  # what is only lent by the words around a figure keeps nothing apart
    if not a[0] or not b[0] or a[0] in b[2] or b[0] in a[2]:
        return None
    if lexicons.actions()[a[0]].group in settings("matching")["exclusive"]["two_sided"]:
        return None
    if lexicons.exclusive_actions(a[0], b[0]):
        return "actions exclude each other: " + ", ".join(sorted((a[0], b[0])))
    return None


Named = tuple[Names, bool, bool, bool]  # the names, in the claim's own sentence, takes in all parts, by movement


def _names(a: Named, b: Named) -> str:
    one, two = a[0], b[0]
    if not (a[1] and b[1] and one.known and two.known):
        return ELSEWHERE
    if one.known == two.known:
        return "same"
    if one.known & two.known:
        return "overlap_move" if a[3] and b[3] else "overlap"
    return "contained" if one.countries and one.countries == two.countries else "differ"


def _actor_rule(a: Named, b: Named) -> str | None:
    for whole, part in ((a, b), (b, a)):
        if whole[2] and not part[2] and part[1] and part[0].countries and not whole[0].countries:
            return f"all together, and one nationality: {_list(part[0])}"
    # one nation named beside its figure is enough: the other figure is shown with the nation its article is about
    return _differ("actors", a[0], b[0]) if a[1] or b[1] else None


def _place_rule(a: Named, b: Named) -> str | None:
    return _differ("places", a[0], b[0]) if a[1] and b[1] else None


def _differ(facet: str, one: Names, two: Names) -> str | None:
    if (one.countries and two.countries and not one.countries & two.countries) or (
        one.inner and two.inner and not one.inner & two.inner
    ):
        return f"{facet} differ: " + " / ".join(sorted((_list(one), _list(two))))
    return None


def _list(names: Names) -> str:
    return ", ".join(sorted(names.known)) or names.words


Parts = frozenset[tuple[str, str]]


def _parts(a: Parts, b: Parts) -> str:
    """Do both name parts of one whole? ``one`` when only one side does: rather a part than the whole.

    What goes without saying (cases are confirmed ones, unless somebody says otherwise) is no part.
    """
    mine, theirs = _marked(a), _marked(b)
    if mine == theirs:
        return "same" if mine else "none"
    return "one"


@lru_cache(maxsize=4096)
def _marked(parts: Parts) -> Parts:
    unmarked = settings("matching")["reach"]["unmarked"]
    return frozenset(x for x in parts if x[1] not in unmarked)


def _parts_rule(a: Parts, b: Parts) -> str | None:
    mine, theirs = dict(a), dict(b)
    if any(theirs[group] != part for group, part in mine.items() if group in theirs):
        return "parts of a whole differ: " + ", ".join(sorted(part for _, part in a ^ b))
    return None


def _base(a: str | None, b: str | None) -> str:
    if not a or not b:
        return "missing"
    return "same" if a == b or lexicons.near_counted(a, b) else "differ"


def _rate(a: str, b: str) -> str:
    return "same" if a == b else "one"


def _rate_rule(a: str, b: str) -> str | None:
    return f"units differ: {min(a, b)}, {max(a, b)}" if a != b and "/" in a and "/" in b else None


def _never(a: Any, b: Any) -> str | None:
    return None


def _wording(a: str, b: str) -> str:
    ratio = _fuzzy(*sorted((a, b)))
    steps = settings("matching")["steps"]
    if ratio >= steps["words_alike"]:
        return "words_alike"
    return "words_unlike" if ratio <= steps["words_unlike"] else "words_unsure"


@lru_cache(maxsize=262_144)
def _fuzzy(a: str, b: str) -> float:
    return float(fuzz.token_set_ratio(a, b))


def _named(facet: str) -> Callable[[Profile], Named]:
    def value(p: Profile) -> Named:
        known = lexicons.actions().get(p.action or "")
        moves = facet == "place" and known is not None and known.group == "move"
        return getattr(p, facet), facet in p.near, facet == "actor" and p.total, moves

    return value


FACETS: tuple[Facet, ...] = (
    Facet("counted", lambda p: (p.counted, p.counted_words), _counted, _counted_rule),
    Facet("action", lambda p: (p.action, p.action_words, p.also, "action" in p.near), _action, _action_rule),
    Facet("actor", _named("actor"), _names, _actor_rule),
    Facet("place", _named("place"), _names, _place_rule),
    Facet("base", lambda p: p.base, _base, _never),
    Facet("rate", lambda p: p.unit, _rate, _rate_rule),
    Facet("parts", lambda p: p.parts, _parts, _parts_rule),
)


def counted(a: Profile, b: Profile) -> str:
    """How what two claims count compares: the outcome of the facet, a row of ``[evidence.counted]``."""
    return _counted((a.counted, a.counted_words), (b.counted, b.counted_words))
