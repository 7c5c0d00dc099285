"""How likely two claims are of the same quantity: evidence of each facet, added up, or a rule that forbids it.

After Fellegi and Sunter (1969): each facet gives a weight of evidence in natural log odds, weights stand in
``data/matching.toml``. The sum decides; ``score`` is the same as a probability, so that a person can read it.
Facets are compared once for each distinct pair of values, figures and dates for all pairs at once, in NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline import lexicons
from pipeline.clusters import rivals
from pipeline.clusters.facets import ELSEWHERE, FACETS
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints, distinct, likeness
from pipeline.knowledge import settings

Codes = npt.NDArray[np.int8]
_UNDATED = -(10**9)


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
        return self.rules > 0

    def weights(self, facet: str) -> npt.NDArray[np.float64]:
        """Evidence of each of ``names[facet]``; 0 for an outcome that has no row."""
        rows = settings("matching")["evidence"][facet]
        return np.array([float(rows.get(outcome, 0.0)) for outcome in self.names[facet]] or [0.0])

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
    if a.unit != b.unit:
        return replace(found, rule=f"units differ: {min(a.unit, b.unit)}, {max(a.unit, b.unit)}")
    return found


def exclude(a: Profile, b: Profile) -> bool:
    """Does a rule keep two claims apart, whatever the evidence? The same as ``compare(a, b).rule``, and quicker."""
    if a.unit != b.unit or any(facet.rule(facet.value(a), facet.value(b)) is not None for facet in FACETS):
        return True
    return bool(rivals.tell_apart((a, b), np.array([[0, 1]]))[0])


def coded(values: Iterable[Hashable]) -> tuple[Ints, list[Any]]:
    """Equal values by one number each, in the order in which they come."""
    places: dict[Hashable, int] = {}
    codes = np.fromiter((places.setdefault(v, len(places)) for v in values), np.int64)
    return codes, list(places)


def compared(found: Sequence[Profile], pairs: Ints) -> Compared:
    """All ``pairs`` (n, 2) of ``found``, facet by facet."""
    i, j = pairs[:, 0], pairs[:, 1]
    names: dict[str, list[str]] = {}
    outcomes: dict[str, Codes] = {}
    rules: Ints = np.zeros(len(pairs), dtype=np.int64)
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
    for name, one in _NUMERIC.items():
        outcomes[name], names[name] = one(found, i, j)
    rules = np.where((rules == 0) & rivals.tell_apart(found, pairs), len(texts), rules)
    texts.append("one article gives both figures, as of one time")
    out = Compared(found, pairs, outcomes, names, np.zeros(0), rules.astype(np.int32), texts)
    evidence = np.full(len(pairs), float(settings("matching")["evidence"]["prior"]))
    for name, codes8 in outcomes.items():
        evidence += out.weights(name)[codes8]
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
    codes, rows = _rows(getattr(p, lent) for p in found)
    i, j = pairs[at, 0], pairs[at, 1]
    steps = settings("matching")["steps"][lent]
    bins = np.searchsorted(steps, _cosines(codes, rows, i, j), side="right")
    empty = np.array([not row for row in rows], dtype=bool)[codes]
    bins = np.where(empty[i] | empty[j], len(steps) + 1, bins)
    told = np.array([facet in p.near for p in found], dtype=bool)
    sides = np.where(told[i] | told[j], 0, 1)
    first = len(names[facet])
    kinds = [*(f"s{n}" for n in range(len(steps) + 1)), "none"]
    names[facet] += [f"{side}_{kind}" for side in ("one", "far") for kind in kinds]
    outcomes[facet][at] = first + sides * len(kinds) + bins


def _rows(rows: Iterable[Mapping[str, float]]) -> tuple[Ints, list[Mapping[str, float]]]:
    """Rows that are one object, or have equal items, by one number each."""
    seen: dict[int, int] = {}
    by_items: dict[tuple[tuple[str, float], ...], int] = {}
    kept: list[Mapping[str, float]] = []
    codes = []
    for row in rows:
        if id(row) not in seen:
            n = by_items.setdefault(tuple(row.items()), len(kept))
            if n == len(kept):
                kept.append(row)
            seen[id(row)] = n
        codes.append(seen[id(row)])
    return np.array(codes, dtype=np.int64), kept


def _cosines(codes: Ints, rows: Sequence[Mapping[str, float]], i: Ints, j: Ints) -> npt.NDArray[np.float64]:
    a, b, home = distinct(codes[i], codes[j], len(rows))
    return likeness(rows, a, b)[home]


Outcome = tuple[Codes, list[str]]


def _bins(
    facet: str, get: Callable[[Profile], Mapping[str, float]]
) -> Callable[[Sequence[Profile], Ints, Ints], Outcome]:
    """The step of a scale that a likeness reaches: ``s0`` below all of them, ``missing`` when a side is empty."""

    def outcome(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
        steps = settings("matching")["steps"][facet]
        codes, rows = _rows(get(p) for p in found)
        bins = np.searchsorted(steps, _cosines(codes, rows, i, j), side="right")
        empty = np.array([not row for row in rows], dtype=bool)[codes]
        bins = np.where(empty[i] | empty[j], len(steps) + 1, bins)
        return bins.astype(np.int8), [*(f"s{n}" for n in range(len(steps) + 1)), "missing"]

    return outcome


def _context(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """How alike the two articles are."""
    bins, names = _bins("context", lambda p: p.terms)(found, i, j)
    articles, _ = coded(p.claim.article_id for p in found)
    return np.where(articles[i] == articles[j], len(names), bins).astype(np.int8), [*names, "same_article"]


_RATIOS = ("equal", "nearly", "close", "near", "apart", "wide", "far")


def _value(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """The ratio of two figures, by steps: from ``equal`` (``equal_round``: of one digit) to ``far``.

    ``shifted``: the same digits, some zeros more or fewer. That is how a slip of one figure looks.
    """
    steps = settings("matching")["steps"]
    names = ["none", "equal_round", *_RATIOS, *(f"share_{name}" for name in _RATIOS), "shifted"]
    values = np.array([p.value or 0.0 for p in found], dtype=float)
    share = np.array([p.unit in ("percent", "multiplier") for p in found], dtype=bool)
    round_ = np.array([bool(p.value) and float(f"{p.value:.0e}") == p.value for p in found], dtype=bool)
    share, round_ = share[i] | share[j], round_[i] & round_[j]
    a, b = values[i], values[j]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(np.abs(a) > np.abs(b), a / b, b / a)
    step = np.searchsorted(steps["value"], ratio, side="left")
    out = step + np.where(share, 2 + len(_RATIOS), 2)
    out = np.where((step == 0) & round_ & ~share, 1, out)
    with np.errstate(divide="ignore", invalid="ignore"):
        tens = np.log10(ratio)
        slip = (np.round(tens) >= 1) & (np.abs(tens - np.round(tens)) < math.log10(steps["value"][0]))
    vague = np.array([p.claim.bound == "vague" for p in found], dtype=bool)
    slip &= ~round_ & ~vague[i] & ~vague[j]  # "hundreds" and "thousands" have no digits
    out = np.where(slip, names.index("shifted"), out)
    return np.where(a * b > 0, out, 0).astype(np.int8), names


def _time(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """Events years apart are different events; what lasts (strength, control) is not counted as one."""
    known = lexicons.actions()
    dated = np.array([bool(p.first and p.last) for p in found], dtype=bool)
    stock = np.array([p.action is not None and known[p.action].kind == "stock" for p in found], dtype=bool)
    silent = np.array([p.action is None for p in found], dtype=bool)
    apart = _days_apart(found, i, j) > settings("matching")["steps"]["years_apart"]
    lasting = (stock[i] | silent[i]) & (stock[j] | silent[j]) & (stock[i] | stock[j])
    out = np.where(apart, np.where(lasting, 3, 2), 1)
    return np.where(dated[i] & dated[j], out, 0).astype(np.int8), [
        "unknown",
        "near",
        "years_apart",
        "years_apart_stock",
    ]


def _days_apart(found: Sequence[Profile], i: Ints, j: Ints) -> Ints:
    """Days between the times that two claims speak of; 0 when they overlap or one is unknown."""
    first = np.array([p.first.toordinal() if p.first and p.last else _UNDATED for p in found], dtype=np.int64)
    last = np.array([p.last.toordinal() if p.first and p.last else _UNDATED for p in found], dtype=np.int64)
    apart = np.maximum(np.maximum(first[i] - last[j], first[j] - last[i]), 0)
    return np.where((first[i] == _UNDATED) | (first[j] == _UNDATED), 0, apart)


def _contrast(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """Two figures side by side in one sentence, of one source and one time, are of two things; else perhaps of one."""
    sentences, _ = coded((p.claim.article_id, p.claim.sentence_start) for p in found)
    sources, _ = coded((p.claim.as_of_words, p.claim.attributed_to) for p in found)
    values = np.array([p.value if p.value is not None else math.nan for p in found], dtype=float)
    against = (sources[i] == sources[j]) & (values[i] != values[j])
    out = np.where(sentences[i] == sentences[j], np.where(against, 2, 1), 0)
    ids, _ = coded(p.claim_id for p in found)
    place = {p.claim_id: n for p, n in zip(found, ids.tolist(), strict=True)}
    rival = np.array([place.get(p.against or "", -1) for p in found], dtype=np.int64)
    out = np.where((rival[i] == ids[j]) | (rival[j] == ids[i]), 3, out)
    return out.astype(np.int8), ["none", "mild", "same_sentence", "rival"]


def _certainty(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """A forecast is no count."""
    foreseen = np.array([p.claim.certainty == "predicted" for p in found], dtype=bool)
    return (foreseen[i] != foreseen[j]).astype(np.int8), ["same", "differ"]


_NUMERIC: Mapping[str, Callable[[Sequence[Profile], Ints, Ints], Outcome]] = {
    "certainty": _certainty,
    "wording": _bins("wording", lambda p: p.bag),
    "named": _bins("named", lambda p: p.names),
    "context": _context,
    "value": _value,
    "contrast": _contrast,
    "time": _time,
}


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
