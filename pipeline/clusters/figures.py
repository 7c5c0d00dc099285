"""What values a claim allows: its figure, with room for rounding and its bound (``[figures]``, data/checks.toml)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.knowledge import settings
from pipeline.money import is_money

if TYPE_CHECKING:
    from pipeline.clusters.profile import Profile


def measure(unit: str) -> str:
    """What two figures must share to be compared at all: their unit; of money the currency, a month or a head or not.

    "690 a metre" is what "a metre costs 700" says; of counts a rate is another thing than a number.
    """
    return unit.partition("/")[0] if is_money(unit) else unit


def interval(p: Profile) -> tuple[float, float]:
    """The values that a claim allows, with room for rounding and for its bound, in its compared unit."""
    rules = settings("checks")["figures"]
    bound = p.claim.bound or "exact"
    low, high = p.low, p.high
    if low is None or high is None or bound in ("at_least", "more_than", "up_to", "less_than"):
        value = p.value or 0.0
        up = bound in ("at_least", "more_than") or high is None
        return (value * 0.999, value * rules["open_up"]) if up else (value * rules["open_down"], value * 1.001)
    room = 0.0 if _counted(p, low) and _counted(p, high) else rules.get(bound, 0.0)
    return (low - max(abs(low) * room, _half(p, low)), high + max(abs(high) * room, _half(p, high)))


def _counted(p: Profile, value: float) -> bool:
    """Is a figure counted one by one, to the last: 27 arrests are not 28?"""
    rules = settings("checks")["figures"]
    return p.unit == "count" and p.claim.bound == "exact" and abs(value) <= rules["to_the_last"] and grain(value) <= 1


@lru_cache(maxsize=65_536)
def digits(value: float) -> int:
    """Significant digits of a figure as a reader would count them: 30,000 has 1, 1,853 has 4."""
    text = f"{abs(value):.10g}"
    mantissa = text.split("e")[0].replace(".", "").lstrip("0")
    return len(mantissa.rstrip("0")) or 1


def grain(value: float) -> float:
    """The unit of a rounded figure's last digit: 1,000 for 43,000; 0 for one that is not round."""
    if value == 0 or digits(value) > settings("checks")["figures"]["rounded_digits"]:
        return 0.0
    return 10.0 ** (math.floor(math.log10(abs(value))) - digits(value) + 1)


def _half(p: Profile, value: float) -> float:
    """Half of the last digit of a rounded figure. What is counted one by one (24 seats, ten towns) is not rounded."""
    last = grain(value)
    few = last <= 1 or (abs(value) <= settings("checks")["figures"]["one_by_one"] and p.claim.bound == "exact")
    return 0.0 if p.unit == "count" and few else last / 2


def overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Do two ranges, ends included, share a value?"""
    return a[0] <= b[1] and b[0] <= a[1]
