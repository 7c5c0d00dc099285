"""How likely two claims are of the same quantity: evidence of each facet, added up, or a rule that forbids it.

After Fellegi and Sunter (1969): each facet gives a weight of evidence in natural log odds, weights stand in
``data/matching.toml``. The sum decides; ``score`` is the same as a probability, so that a person can read it.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline import lexicons
from pipeline.clusters import wording
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
    weights = settings("matching")["evidence"]
    parts = {facet: float(weights[facet].get(outcome, 0.0)) for facet, outcome in outcomes(a, b).items()}
    return Comparison(weights["prior"] + sum(parts.values()), parts)


def outcomes(a: Profile, b: Profile) -> dict[str, str]:
    """How each facet of two claims compares, by name: each name is a row of ``data/matching.toml`` with its weight."""
    return {
        "counted": _counted(a, b),
        "action": _action(a, b),
        "actor": _names(a, b, "actor"),
        "place": _names(a, b, "place"),
        "base": _base(a, b),
        "parts": _split(a, b),
        "certainty": "differ" if (a.claim.certainty == "predicted") != (b.claim.certainty == "predicted") else "same",
        "wording": _bin(wording.likeness(a.bag, b.bag), "wording"),
        "named": _named(a, b),
        "context": _context(a, b),
        "value": _value(a, b),
        "contrast": _contrast(a, b),
        "time": _time(a, b),
    }


def forbidden(a: Profile, b: Profile) -> str | None:
    """The rule that keeps two claims apart at any score, or None. Only facets that both sides tell can forbid."""
    if a.unit != b.unit:
        return f"units differ: {min(a.unit, b.unit)}, {max(a.unit, b.unit)}"
    if (
        a.action
        and b.action
        and not (a.action in b.also or b.action in a.also)
        and lexicons.exclusive_actions(a.action, b.action)
    ):
        return "actions exclude each other: " + ", ".join(sorted((a.action, b.action)))
    if a.counted and b.counted and lexicons.exclusive_counted(a.counted, b.counted):
        return "counted things exclude each other: " + ", ".join(sorted((a.counted, b.counted)))
    for whole, part in ((a, b), (b, a)):
        if (
            whole.total
            and not part.total
            and "actor" in part.near
            and part.actor.countries
            and not whole.actor.countries
        ):
            return f"all together, and one nationality: {_list(part.actor)}"
    split = _split(a, b)
    if split == "differ":
        return "parts of a whole differ: " + ", ".join(sorted(part for _, part in a.parts ^ b.parts))
    for facet in ("actor", "place"):
        one: Names = getattr(a, facet)
        two: Names = getattr(b, facet)
        told = (facet in a.near) + (facet in b.near)
        # one nation named beside its figure is enough: the other figure is shown with the nation its article is about
        if told < (1 if facet == "actor" else 2):
            continue
        if (one.countries and two.countries and not one.countries & two.countries) or (
            one.inner and two.inner and not one.inner & two.inner
        ):
            return f"{facet}s differ: " + " / ".join(sorted((_list(one), _list(two))))
    return None


def _list(names: Names) -> str:
    return ", ".join(sorted(names.known)) or names.words


def _counted(a: Profile, b: Profile) -> str:
    if a.counted and b.counted:
        if a.counted == b.counted:
            return "same_wide" if a.counted in lexicons.widest() else "same"
        if lexicons.near_counted(a.counted, b.counted):
            return "near"
        return "part" if lexicons.part_of(a.counted, b.counted) else "differ"
    if not a.counted_words or not b.counted_words:
        return "missing"
    return _wording(a.counted_words, b.counted_words)


def _action(a: Profile, b: Profile) -> str:
    if a.action and b.action:
        if a.action == b.action:
            return "same"
        known = lexicons.actions()
        if lexicons.near_actions(a.action, b.action):
            return "near"
        return (
            "differ"
            if min(known[a.action].rank, known[b.action].rank) == max(known[a.action].rank, known[b.action].rank) == 1
            else "differ_weakly"
        )
    if not a.action_words or not b.action_words:
        return "missing"
    return _wording(a.action_words, b.action_words)


def _names(a: Profile, b: Profile, facet: str) -> str:
    """The suffix ``_far`` says that at least one of the two has it from its article, not from its sentence."""
    one: Names = getattr(a, facet)
    two: Names = getattr(b, facet)
    far = "" if facet in a.near and facet in b.near else "_far"
    if not one or not two:
        return "missing"
    if one.known and two.known:
        if one.known == two.known:
            return "same" + far
        if one.known & two.known:
            moving = "move" if facet == "place" and _move(a) and _move(b) else ""
            return "overlap" + ("_" + moving if moving else far)
        if one.countries and one.countries == two.countries:
            return "contained" + far
        return "differ" + far
    if one.known or two.known:
        return "one_known"
    return _wording(one.words, two.words)


def _move(p: Profile) -> bool:
    known = lexicons.actions().get(p.action or "")
    return known is not None and known.group == "move"


def _split(a: Profile, b: Profile) -> str:
    """Do both name parts of one whole? ``one`` when only one side does: rather a part than the whole."""
    if a.parts == b.parts:
        return "same" if a.parts else "none"
    mine, theirs = dict(a.parts), dict(b.parts)
    if any(theirs[group] != part for group, part in mine.items() if group in theirs):
        return "differ"
    return "one"


def _named(a: Profile, b: Profile) -> str:
    """The names around the figures, whatever their part in the sentence."""
    if not a.names or not b.names:
        return "missing"
    return _bin(wording.likeness(a.names, b.names), "named")


def _base(a: Profile, b: Profile) -> str:
    if not a.base or not b.base:
        return "missing"
    return "same" if a.base == b.base or lexicons.near_counted(a.base, b.base) else "differ"


def _context(a: Profile, b: Profile) -> str:
    if a.claim.article_id == b.claim.article_id:
        return "same_article"
    return _bin(alikeness(a.terms, b.terms), "context")


def _bin(x: float, facet: str) -> str:
    """The step of a scale that a likeness reaches: ``s0`` is below all of its steps."""
    return f"s{bisect.bisect_right(settings('matching')['steps'][facet], x)}"


def _value(a: Profile, b: Profile) -> str:
    one, two = a.value, b.value
    if not one or not two or one * two <= 0:
        return "none"
    ratio = max(one, two) / min(one, two)
    steps = settings("matching")["steps"]
    share = "share_" if a.unit in ("percent", "multiplier") else ""
    if ratio <= steps["value_equal"]:
        return share + ("equal_round" if float(f"{one:.0e}") == one and not share else "equal")
    if ratio <= steps["value_close"]:
        return share + "close"
    when = "" if _days_apart(a, b) <= steps["same_time"] else "_then"
    return share + ("far" if ratio >= steps["value_far"] else "apart") + when


def _contrast(a: Profile, b: Profile) -> str:
    """Two figures side by side in one sentence, of one source and one time, are set against each other."""
    one, two = a.claim, b.claim
    if (one.article_id, one.sentence_start) != (two.article_id, two.sentence_start):
        return "none"
    if one.as_of_words != two.as_of_words or one.attributed_to != two.attributed_to or a.value == b.value:
        return "mild"
    return "same_sentence"


def _time(a: Profile, b: Profile) -> str:
    """Events years apart are different events; what lasts (strength, control) is not counted as one."""
    if not (a.first and b.first and a.last and b.last):
        return "unknown"
    kinds = {lexicons.actions()[x].kind for x in (a.action, b.action) if x}
    apart = _days_apart(a, b)
    if apart > settings("matching")["steps"]["years_apart"]:
        return "years_apart" if kinds != {"stock"} else "years_apart_stock"
    return "near"


def _days_apart(a: Profile, b: Profile) -> int:
    """Days between the times that two claims speak of; 0 when they overlap or one is unknown."""
    if not (a.first and b.first and a.last and b.last):
        return 0
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


def _wording(a: str, b: str) -> str:
    ratio = _fuzzy(*sorted((a, b)))
    steps = settings("matching")["steps"]
    if ratio >= steps["words_alike"]:
        return "words_alike"
    return "words_unlike" if ratio <= steps["words_unlike"] else "words_unsure"


@lru_cache(maxsize=262_144)
def _fuzzy(a: str, b: str) -> float:
    return float(fuzz.token_set_ratio(a, b))
