"""What figures, times and surroundings of two claims say: outcomes for all pairs at once, rows of data/matching.toml.

How facets compare stands in :mod:`pipeline.clusters.facets`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline import lexicons
from pipeline.clusters.profile import Profile
from pipeline.clusters.sparse import Ints, coded, distinct, in_parts, products
from pipeline.knowledge import settings

Codes = npt.NDArray[np.int8]
_UNDATED = -(10**9)


def rows_of(rows: Iterable[Mapping[str, float]]) -> tuple[Ints, list[Mapping[str, float]]]:
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


def cosines(codes: Ints, rows: Sequence[Mapping[str, float]], i: Ints, j: Ints) -> npt.NDArray[np.float64]:
    """Cosine likeness of the rows that ``i`` and ``j`` point to, each distinct pair worked out once."""
    product = products(rows)

    def some(i: Ints, j: Ints) -> npt.NDArray[np.float64]:
        a, b, home = distinct(codes[i], codes[j], len(rows))
        return product(a, b)[home]

    return in_parts(some, i, j)


Outcome = tuple[Codes, list[str]]


def _bins(
    facet: str, get: Callable[[Profile], Mapping[str, float]]
) -> Callable[[Sequence[Profile], Ints, Ints], Outcome]:
    """The step of a scale that a likeness reaches: ``s0`` below all of them, ``missing`` when a side is empty."""

    def outcome(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
        steps = settings("matching")["steps"][facet]
        codes, rows = rows_of(get(p) for p in found)
        bins = np.searchsorted(steps, cosines(codes, rows, i, j), side="right")
        empty = np.array([not row for row in rows], dtype=bool)[codes]
        bins = np.where(empty[i] | empty[j], len(steps) + 1, bins)
        return bins.astype(np.int8), [*(f"s{n}" for n in range(len(steps) + 1)), "missing"]

    return outcome


def _context(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """How alike the two articles are."""
    bins, names = _bins("context", lambda p: p.terms)(found, i, j)
    articles, _ = coded(p.claim.article_id for p in found)
    return np.where(articles[i] == articles[j], len(names), bins).astype(np.int8), [*names, "same_article"]


_CHANCE = ("equal_few", "equal_digit")
_RATIOS = ("equal", "nearly", "close", "near", "apart", "wide", "far")


def _value(found: Sequence[Profile], i: Ints, j: Ints) -> Outcome:
    """The ratio of two figures, by steps: from ``equal`` (``equal_round``: of one digit) to ``far``.

    A dozen things or fewer (``equal_few``), or under ten (``equal_digit``), are as many as others by chance.
    ``shifted``: the same digits, some zeros more or fewer. That is how a slip of one figure looks.
    """
    steps = settings("matching")["steps"]
    names = ["none", "equal_round", *_RATIOS, *(f"share_{name}" for name in _RATIOS), "shifted", *_CHANCE]
    values = np.array([p.value or 0.0 for p in found], dtype=float)
    share = np.array([p.unit in ("percent", "multiplier") for p in found], dtype=bool)
    round_ = np.array([bool(p.value) and float(f"{p.value:.0e}") == p.value for p in found], dtype=bool)
    counts = np.array([p.unit == "count" for p in found], dtype=bool)
    vague = np.array([p.claim.bound == "vague" for p in found], dtype=bool)

    def some(i: Ints, j: Ints) -> Codes:
        shares, both_round = share[i] | share[j], round_[i] & round_[j]
        a, b = values[i], values[j]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(np.abs(a) > np.abs(b), a / b, b / a)
        step = np.searchsorted(steps["value"], ratio, side="left")
        out = step + np.where(shares, 2 + len(_RATIOS), 2)
        out = np.where((step == 0) & both_round & ~shares, 1, out)
        few = (step == 0) & counts[i] & counts[j] & (np.abs(a) <= steps["few"])
        out = np.where(few, np.where(np.abs(a) < 10, names.index("equal_digit"), names.index("equal_few")), out)
        with np.errstate(divide="ignore", invalid="ignore"):
            tens = np.log10(ratio)
            slip = (np.round(tens) >= 1) & (np.abs(tens - np.round(tens)) < math.log10(steps["value"][0]))
        slip &= ~both_round & ~vague[i] & ~vague[j]  # "hundreds" and "thousands" have no digits
        out = np.where(slip, names.index("shifted"), out)
        return np.where(a * b > 0, out, 0).astype(np.int8)

    return in_parts(some, i, j), names


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


NUMERIC: Mapping[str, Callable[[Sequence[Profile], Ints, Ints], Outcome]] = {
    "certainty": _certainty,
    "wording": _bins("wording", lambda p: p.bag),
    "named": _bins("named", lambda p: p.names),
    "context": _context,
    "value": _value,
    "contrast": _contrast,
    "time": _time,
}
