"""How likely two claims are of the same quantity: evidence of each facet, added up, or a rule that forbids it.

After Fellegi and Sunter (1969): each facet gives a weight of evidence in natural log odds, weights stand in
``data/matching.toml``. The sum decides; ``score`` is the same as a probability, so that a person can read it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from pipeline import lexicons
from pipeline.clusters.names import Names
from pipeline.clusters.profile import Profile, alikeness
from pipeline.knowledge import settings

# evidence of a facet that contradicts: at or below this it may be a veto, see _rule
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Comparison:
    """Evidence that two claims are of the same quantity: the parts, their sum, and the rule that forbids it, if any."""

    evidence: float
    parts: Mapping[str, float] = field(default_factory=dict)
    rule: str | None = None

    @property
    def score(self) -> float:
        """The evidence as a probability, 0–1; 0 when a rule forbids it."""
        return 0.0 if self.rule else probability(self.evidence)

    @property
    def joins(self) -> bool:
        return self.rule is None and self.evidence > 0


def probability(log_odds: float) -> float:
    """Log odds as a probability.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def compare(a: Profile, b: Profile) -> Comparison:
    """Two claims, facet by facet. Symmetric: ``compare(a, b) == compare(b, a)``."""
    rule = forbidden(a, b)
    if rule:
        return Comparison(_NEVER, {}, rule)
    weights = settings("matching")
    parts = {
        "counted": _counted(a, b, weights["counted"]) * _share(a, b, "counted", weights),
        "action": _action(a, b, weights["action"]) * _share(a, b, "action", weights),
        "actor": _names(a.actor, b.actor, weights["actor"]) * _share(a, b, "actor", weights),
        "place": _names(a.place, b.place, weights["place"]) * _share(a, b, "place", weights),
        "base": _base(a, b, weights["base"]),
        "context": _context(a, b, weights["context"]),
        "value": _value(a, b, weights["value"]),
        "contrast": _contrast(a, b, weights["contrast"]),
        "time": _time(a, b, weights["time"]),
    }
    return Comparison(weights["prior"]["odds"] + sum(parts.values()), parts)


def _share(a: Profile, b: Profile, facet: str, weights: Mapping[str, Any]) -> float:
    """Facets that an article's context lent to a claim count less than those of its own sentence."""
    share = 1.0
    for side in (a, b):
        if facet not in side.near:
            share *= math.sqrt(weights["inherited"]["weight"])
    return share


def forbidden(a: Profile, b: Profile) -> str | None:
    """The rule that keeps two claims apart at any score, or None. Only facets that both sides tell can forbid."""
    if a.unit != b.unit:
        return f"units differ: {min(a.unit, b.unit)}, {max(a.unit, b.unit)}"
    if a.action and b.action and lexicons.exclusive_actions(a.action, b.action):
        return "actions exclude each other: " + ", ".join(sorted((a.action, b.action)))
    if a.counted and b.counted and lexicons.exclusive_counted(a.counted, b.counted):
        return "counted things exclude each other: " + ", ".join(sorted((a.counted, b.counted)))
    for facet in ("actor", "place"):
        one: Names = getattr(a, facet)
        two: Names = getattr(b, facet)
        if one.countries and two.countries and not one.countries & two.countries:
            return f"{facet}s differ: " + " / ".join(sorted((_list(one), _list(two))))
        if facet in a.near and facet in b.near:
            if one.countries and two.countries and one.countries != two.countries:
                return f"{facet}s differ: " + " / ".join(sorted((_list(one), _list(two))))
            if one.inner and two.inner and not one.inner & two.inner:
                return f"{facet}s differ: " + " / ".join(sorted((_list(one), _list(two))))
    if a.claim.change != b.claim.change and "percent" in (a.unit, b.unit):
        return "a change is no share"
    return None


def _list(names: Names) -> str:
    return ", ".join(sorted(names.known)) or names.words


def _counted(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    if a.counted and b.counted:
        if a.counted == b.counted:
            return w["same_wide"] if a.counted in lexicons.widest() else w["same"]
        if lexicons.near_counted(a.counted, b.counted):
            return w["near"]
        return w["part"] if lexicons.part_of(a.counted, b.counted) else w["differ"]
    if not a.counted_words or not b.counted_words:
        return w["one_missing"]
    if a.counted or b.counted:
        return w["one_missing"] + _wording(a.counted_words, b.counted_words, w["words"], w["unlike_words"]) / 2
    return _wording(a.counted_words, b.counted_words, w["words"], w["unlike_words"])


def _action(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    if a.action and b.action:
        if a.action == b.action:
            return w["same"]
        return w["near"] if lexicons.near_actions(a.action, b.action) else w["differ"]
    if not a.action_words and not b.action_words:
        return w["both_missing"]
    if not a.action_words or not b.action_words:
        return w["one_missing"]
    return _wording(a.action_words, b.action_words, w["words"], -w["words"])


def _names(a: Names, b: Names, w: Mapping[str, float]) -> float:
    if not a or not b:
        return w["one_missing"]
    if a.known and b.known:
        if a.known == b.known:
            return w["same"]
        if a.known & b.known:
            return w["overlap"]
        if a.countries and a.countries == b.countries and "contained" in w:
            return w["contained"]
        return w["differ"]
    if a.known or b.known:
        return w["one_missing"]
    return _wording(a.words, b.words, w["same"] / 2, w.get("unlike_words", w["differ"] / 2))


def _base(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    if not a.base or not b.base:
        return 0.0
    return w["same"] if a.base == b.base or lexicons.near_counted(a.base, b.base) else w["differ"]


def _context(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    if a.claim.article_id == b.claim.article_id:
        return w["alike"] / 2
    return _between(alikeness(a.terms, b.terms), w["unlike_below"], w["alike_above"], w["unlike"], w["alike"])


def _value(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    one, two = a.value, b.value
    if not one or not two or one * two <= 0:
        return 0.0
    ratio = max(one, two) / min(one, two)
    if ratio <= 1.005:
        common = a.unit in ("percent", "multiplier") or float(f"{one:.0e}") == one
        return w["equal_round"] if common else w["equal"]
    if ratio <= w["close_ratio"]:
        return w["close"]
    return w["far"] if ratio >= w["far_ratio"] else 0.0


def _contrast(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    one, two = a.claim, b.claim
    if (one.article_id, one.sentence_start) != (two.article_id, two.sentence_start):
        return 0.0
    if one.as_of_words != two.as_of_words or one.attributed_to != two.attributed_to:
        return 0.0
    return w["same_sentence"] if a.value != b.value else 0.0


def _time(a: Profile, b: Profile, w: Mapping[str, float]) -> float:
    if not (a.first and b.first and a.last and b.last):
        return 0.0
    kinds = {lexicons.actions()[x].kind for x in (a.action, b.action) if x}
    apart = max((a.first - b.last).days, (b.first - a.last).days)
    return w["years_apart"] if apart > 365 * w["years"] and kinds != {"stock"} else 0.0


def _wording(a: str, b: str, alike: float, unlike: float) -> float:
    limits = settings("matching")["fuzzy"]
    return _between(_fuzzy(*sorted((a, b))), limits["unlike"], limits["alike"], unlike, alike)


@lru_cache(maxsize=262_144)
def _fuzzy(a: str, b: str) -> float:
    return float(fuzz.token_set_ratio(a, b))


def _between(x: float, low: float, high: float, at_low: float, at_high: float) -> float:
    """Straight line from ``at_low`` at ``low`` to ``at_high`` at ``high``, level outside."""
    if x <= low:
        return at_low
    if x >= high:
        return at_high
    return at_low + (at_high - at_low) * (x - low) / (high - low)
