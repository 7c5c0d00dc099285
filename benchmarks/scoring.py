"""When two values are the same, and NewsQuant's counting of values, units, changes and concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

Prediction = dict[str, Any]
Value = float | tuple[float, ...]


def close(a: float, b: float, tolerance: float) -> bool:
    """Is ``a`` within a share ``tolerance`` of ``b``?"""
    return abs(a - b) <= 1e-8 + tolerance * abs(b)


def same(gold: Any, value: Value, tolerance: float = 1e-5) -> bool:
    """Is the value read the gold's: one number, or both ends of a range?"""
    if isinstance(gold, list) != isinstance(value, tuple):
        return False
    if isinstance(gold, list):
        return all(close(a, b, tolerance) for a, b in zip(value, gold, strict=True))  # type: ignore[arg-type]
    return close(float(value), float(gold), tolerance)  # type: ignore[arg-type]


def newsquant(rows: list[dict[str, Any]], predicted: list[list[Prediction]]) -> dict[str, float]:
    """F1 of value, unit, change and concept by the counting rule of the CQE paper's evaluation.

    Its quirk is kept: a prediction is used up only when its unit matches too.
    """
    right: Counter[str] = Counter()
    n_gold = n_found = 0
    for row, preds in zip(rows, predicted, strict=True):
        found = sorted(preds, key=lambda p: (p["unit"] or "-").lower())
        gold = sorted(row["quantities"], key=lambda q: (q.get("unit") or "-").lower())
        left = len(gold)
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        for g in gold:
            wanted = _wanted(g)
            for p in list(found):
                if not same(g["value"], p["value"]):
                    continue
                if left > 0:
                    right["value"] += 1
                    left -= 1
                right["change"] += p["change"] == g.get("change")
                said = _said(p)
                both = wanted & set(said)
                right["concept_partial"] += bool(both)
                right["concept_full"] += len(both) == len(wanted) == len(said)
                if (p["unit"] or "-").lower() == (g.get("unit") or "-").lower():
                    right["unit"] += 1
                    found.remove(p)
                    break
    names = ("value", "unit", "change", "concept_partial", "concept_full")
    return {k: 200 * right[k] / max(n_gold + n_found, 1) for k in names}


def confusion(rows: Sequence[dict[str, Any]], predicted: Sequence[Sequence[Prediction]]) -> Counter[str]:
    """How the concepts of the numbers with the right value differ from the gold's: one count a kind of difference."""
    kinds: Counter[str] = Counter()
    for row, preds in zip(rows, predicted, strict=True):
        free = list(preds)
        for g in row["quantities"]:
            hit = next((p for p in free if same(g["value"], p["value"])), None)
            if hit is None:
                kinds["value missed"] += 1
                continue
            free.remove(hit)
            kinds[_difference(_wanted(g), _said(hit))] += 1
    return kinds


def _difference(wanted: set[str], said: list[str]) -> str:
    words = set(said)
    if words == wanted:
        return "right"
    if wanted == {"-"}:
        return "wants none"
    if words == {"-"}:
        return "found none"
    if words < wanted:
        return "too few words"
    if wanted < words:
        return "too many words"
    return "other words" if words & wanted else "another concept"


def _wanted(gold: dict[str, Any]) -> set[str]:
    return set((gold.get("concept") or "-").lower().replace(",", " ").split())


def _said(prediction: Prediction) -> list[str]:
    return [w.lower() for w in (prediction["concepts"] or ["-"])]
