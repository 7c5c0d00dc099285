"""How likely two claims are of the same quantity: evidence of each facet, added up, or a rule that forbids it.

After Fellegi and Sunter (1969): each facet gives a weight of evidence in natural log odds, weights stand in
``data/matching.toml``. The sum decides; ``score`` is the same as a probability, so that a person can read it.
Facets are compared once for each distinct pair of values, figures and dates for all pairs at once, in NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pipeline.clusters import rivals
from pipeline.clusters.facets import ELSEWHERE, FACETS
from pipeline.clusters.figures import measure
from pipeline.clusters.numeric import NUMERIC, Codes, cosines, rows_of
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints, coded, distinct
from pipeline.knowledge import settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """Evidence that two claims are of the same quantity: the parts, their sum, and the rule that forbids it, if any."""

    evidence: float
    parts: Mapping[str, float] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    rule: str | None = None

    @property
    def score(self) -> float:
        """The evidence as a probability, 0–1; 0 when a rule forbids it."""
        return 0.0 if self.rule else probability(self.evidence)

    @property
    def joins(self) -> bool:
        """No rule forbids the pair, and the evidence is for it."""
        return self.rule is None and self.evidence > 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Many pairs of claims compared. ``pairs`` is (n, 2), indices of ``found``; the arrays beside it have n entries."""

    found: Sequence[Profile]
    pairs: Ints
    outcomes: Mapping[str, Codes]  # by facet: places in ``names[facet]``
    names: Mapping[str, Sequence[str]]
    evidence: npt.NDArray[np.float64]
    rules: npt.NDArray[np.int32]  # places in ``told``: the rule that forbids the pair, 0 for none
    told: Sequence[str | None]

    @property
    def forbidden(self) -> npt.NDArray[np.bool_]:
        """Which pairs a rule forbids."""
        return self.rules > 0

    def weights(self, facet: str) -> npt.NDArray[np.float64]:
        """Evidence of each of ``names[facet]``; 0 for an outcome that has no row."""
        return _weights(facet, self.names[facet])

    def __getitem__(self, n: int) -> Comparison:
        """The n-th pair, explained."""
        told = {facet: self.names[facet][codes[n]] for facet, codes in self.outcomes.items()}
        parts = {facet: float(self.weights(facet)[codes[n]]) for facet, codes in self.outcomes.items()}
        return Comparison(float(self.evidence[n]), parts, told, self.told[self.rules[n]])


def probability(log_odds: float) -> float:
    """Log odds as a probability.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def compare(a: Profile, b: Profile) -> Comparison:
    """Two claims, facet by facet. Symmetric: ``compare(a, b) == compare(b, a)``."""
    found = compared((a, b), np.array([[0, 1]]))[0]
    if measure(a.unit) != measure(b.unit):
        return replace(found, rule=f"units differ: {min(a.unit, b.unit)}, {max(a.unit, b.unit)}")
    return found


def exclude(a: Profile, b: Profile) -> bool:
    """Does a rule keep two claims apart, whatever the evidence? The same as ``compare(a, b).rule``, and quicker."""
    if (
        measure(a.unit) != measure(b.unit)
        or (a.unit != b.unit and _far(a.value, b.value))
        or any(facet.rule(facet.value(a), facet.value(b)) is not None for facet in FACETS)
    ):
        return True
    return bool(rivals.tell_apart((a, b), np.array([[0, 1]]))[0])


def _far(a: float | None, b: float | None) -> bool:
    """Are two amounts too far apart for one to be the rate that the other is said to be?"""
    return not a or not b or max(a, b) > min(a, b) * settings("matching")["steps"]["value_close"]


def compared(found: Sequence[Profile], pairs: Ints) -> Compared:
    """All ``pairs`` (n, 2) of ``found``, facet by facet."""
    i, j = pairs[:, 0], pairs[:, 1]
    names: dict[str, list[str]] = {}
    outcomes: dict[str, Codes] = {}
    rules: Ints = np.zeros(len(pairs), dtype=np.int32)
    texts: list[str | None] = [None]
    for facet in FACETS:
        codes, values = coded(facet.value(p) for p in found)
        a, b, home = distinct(codes[i], codes[j], len(values))
        both = [(values[x], values[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
        told, names[facet.name] = coded(facet.outcome(x, y) for x, y in both)
        outcomes[facet.name] = told[home].astype(np.int8)
        never, listed = coded([None, *(facet.rule(x, y) for x, y in both)])
        mine = np.where(never[1:] > 0, never[1:] + len(texts) - 1, 0)[home]
        rules = np.where(rules > 0, rules, mine)
        texts += listed[1:]
    for name, lent in (("actor", "whose"), ("place", "where")):
        _elsewhere(found, pairs, name, lent, outcomes, names)
    for name, one in NUMERIC.items():
        outcomes[name], names[name] = one(found, i, j)
    _by_chance(outcomes, names)
    rules = np.where((rules == 0) & rivals.tell_apart(found, pairs), len(texts), rules)
    texts.append("one article gives both figures, as of one time")
    rated = outcomes["rate"] == (names["rate"].index("one") if "one" in names["rate"] else -1)
    for n in np.flatnonzero(rated & (rules == 0)).tolist():
        if _far(found[i[n]].value, found[j[n]].value):
            rules[n] = len(texts)
    texts.append("an amount, and a rate of another figure")
    return weighed(found, pairs, outcomes, names, rules.astype(np.int32), texts)


def _weights(facet: str, names: Sequence[str]) -> npt.NDArray[np.float64]:
    rows = settings("matching")["evidence"][facet]
    return np.array([float(rows.get(outcome, 0.0)) for outcome in names] or [0.0])


def _by_chance(outcomes: dict[str, Codes], names: dict[str, list[str]]) -> None:
    """Figures that are only close say nothing where other things are counted and otherwise dealt with, or where what is
    counted, what happened to it and whose it is all speak against the pair: ``[chance]`` of ``data/matching.toml``."""
    rules = settings("matching")["chance"]
    counted, action, actor = (_weights(f, names[f])[outcomes[f]] for f in ("counted", "action", "actor"))
    apart = (counted <= rules["other_thing"]) & (action < rules["other_action"])
    apart |= np.maximum(np.maximum(counted, action), actor) < rules["against"]
    close = [n for n, name in enumerate(names["value"]) if name in rules["values"]]
    outcomes["value"] = np.where(
        apart & np.isin(outcomes["value"], close), len(names["value"]), outcomes["value"]
    ).astype(np.int8)
    names["value"] = [*names["value"], "by_chance"]


def weighed(
    found: Sequence[Profile],
    pairs: Ints,
    outcomes: Mapping[str, Codes],
    names: Mapping[str, Sequence[str]],
    rules: npt.NDArray[np.int32],
    told: Sequence[str | None],
) -> Compared:
    """The comparisons that have some outcomes, with their evidence added up."""
    out = Compared(found, pairs, outcomes, names, np.zeros(0), rules, told)
    evidence = np.full(len(pairs), float(settings("matching")["evidence"]["prior"]))
    for name, codes in outcomes.items():
        evidence += out.weights(name)[codes]
    return replace(out, evidence=evidence)


def _elsewhere(
    found: Sequence[Profile],
    pairs: Ints,
    facet: str,
    lent: str,
    outcomes: dict[str, Codes],
    names: dict[str, list[str]],
) -> None:
    """A facet that one claim does not tell itself: how far what the articles speak of is the same.

    ``one_…`` when one of the two tells it, ``far_…`` when neither does, by steps of the cosine.
    """
    if ELSEWHERE not in names[facet]:
        return
    at = np.flatnonzero(outcomes[facet] == names[facet].index(ELSEWHERE))
    codes, rows = rows_of(getattr(p, lent) for p in found)
    i, j = pairs[at, 0], pairs[at, 1]
    steps = settings("matching")["steps"][lent]
    bins = np.searchsorted(steps, cosines(codes, rows, i, j), side="right")
    empty = np.array([not row for row in rows], dtype=bool)[codes]
    bins = np.where(empty[i] | empty[j], len(steps) + 1, bins)
    told = np.array([facet in p.near for p in found], dtype=bool)
    sides = np.where(told[i] | told[j], 0, 1)
    first = len(names[facet])
    kinds = [*(f"s{n}" for n in range(len(steps) + 1)), "none"]
    names[facet] += [f"{side}_{kind}" for side in ("one", "far") for kind in kinds]
    outcomes[facet][at] = first + sides * len(kinds) + bins


def contradictions(found: Sequence[Profile]) -> Callable[[Ints], npt.NDArray[np.bool_]]:
    """A function from indices of ``found`` to the table (m, m) of which two a rule keeps apart."""
    columns = [(facet, *coded(facet.value(p) for p in found)) for facet in FACETS]
    known: list[dict[tuple[int, int], bool]] = [{} for _ in columns]

    def between(members: Ints) -> npt.NDArray[np.bool_]:
        apart = np.zeros((len(members), len(members)), dtype=bool)
        for (facet, codes, values), seen in zip(columns, known, strict=True):
            here, home = np.unique(codes[members], return_inverse=True)
            table = np.zeros((len(here), len(here)), dtype=bool)
            for x, a in enumerate(here.tolist()):
                for y, b in enumerate(here[:x].tolist()):
                    if (b, a) not in seen:
                        seen[b, a] = facet.rule(values[b], values[a]) is not None
                    table[x, y] = table[y, x] = seen[b, a]
            apart |= table[np.ix_(home, home)]
        return apart

    return between
