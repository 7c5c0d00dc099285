"""Units as people say them, from the same tables that quantities are read with."""

from __future__ import annotations

from functools import cache

from pipeline.knowledge import table, words


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in table("lexicons/currencies", "code", "words"):
        said = [w for w in words(row["words"]) if w.endswith("s") and " " in w] or list(words(row["words"]))
        if said:
            names.setdefault(row["code"], said[-1] if len(said) == 1 else said[1] if len(said) > 1 else said[0])
    for row in table("lexicons/units", "unit", "words"):
        said = [w for w in words(row["words"]) if len(w) > 4 and w.endswith("s")]
        names.setdefault(row["unit"], said[0] if said else row["unit"])
    return names


@cache
def label(unit: str) -> str:
    """A unit with its symbol, for people: "square kilometres (km2)"; rates are told apart: "US dollars (USD) per
    month".
    """
    if unit in ("count", "percent", "multiplier"):
        return ""
    first, _, per = unit.partition("/")
    name = _names().get(first, first)
    shown = f"{name} ({first})" if name != first else name
    return f"{shown} per {per}" if per else shown
