"""Converts measures to the unit that measures of their kind are compared in, by the pint library.

Currencies are never converted. The factor of each unit comes from pint's own definitions of the expression in the
column ``pint`` of ``data/lexicons/units.csv``, once a process.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from pipeline.quantities.lexicon import Unit, lexicon


@cache
def _registry() -> Any:
    import pint  # takes a while to load, and most texts hold no measure that needs it

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


@cache
def _line(expression: str, target: str) -> tuple[float, float]:
    """Factor and offset that turn a number in ``expression`` into one in ``target``."""
    registry = _registry()
    if expression in ("degC", "degF", "kelvin"):
        zero, one = (registry.Quantity(x, expression).to(target).magnitude for x in (0.0, 1.0))
        return float(one - zero), float(zero)
    return float(
        registry.Quantity(1.0, registry.parse_expression(expression).units).to(target).magnitude
        * registry.parse_expression(expression).magnitude
    ), 0.0


def converted(unit: Unit | None, value: float | None) -> float | None:
    """``value`` in the unit that ``unit`` is compared in; unchanged when there is nothing to convert."""
    if value is None or unit is None or not unit.pint:
        return value
    factor, offset = _line(unit.pint, lexicon().by_symbol[unit.norm].pint)
    result = value * factor + offset
    return result if math.isfinite(result) else None


def norm_symbol(unit: Unit | None, symbol: str) -> str:
    """The unit that measures printed in ``symbol`` are compared in."""
    if unit is None or not unit.pint:
        return symbol
    return symbol.replace(unit.symbol, unit.norm, 1) if symbol.startswith(unit.symbol) else unit.norm
