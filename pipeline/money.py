"""Which units are money: currencies, and coins whose currency is not said ("pence")."""

from __future__ import annotations

from functools import cache

from pipeline.knowledge import table


@cache
def _currencies() -> frozenset[str]:
    return frozenset(row["code"] for row in table("lexicons/currencies", "code"))


@cache
def _coins() -> frozenset[str]:
    return frozenset(row["unit"] for row in table("lexicons/units", "unit", "kind") if row["kind"] == "minor money")


def is_currency(unit: str | None) -> bool:
    """Is a unit the code of a currency (``data/lexicons/currencies.csv``)?"""
    return unit in _currencies()


def is_money(unit: str | None) -> bool:
    """Is a unit a currency or its coins, alone or for each of something?

    >>> is_money("USD/month"), is_money("pence"), is_money("km2"), is_money(None)
    (True, True, False, False)
    """
    whole = unit.partition("/")[0] if unit else None
    return is_currency(whole) or whole in _coins()
