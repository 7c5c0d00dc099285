"""The small charts of a list: a quantity's figures on one line, as HTML.

A list of Vega charts costs the browser a tenth of a second each; a line of positioned dots costs nothing, follows the
theme and wraps with the text. The large charts are in :mod:`dashboard.charts`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import marks, words


def position(value: float, low: float, high: float, log: bool) -> float:
    """Where ``value`` stands between ``low`` and ``high``, 0–100."""
    if high == low:
        return 50.0
    if log:
        value, low, high = math.log10(value), math.log10(low), math.log10(high)
    return 100 * (value - low) / (high - low)


def middle(low: float | None, high: float | None) -> float | None:
    """The figure to draw for a range or an open end, None when there is none."""
    ends = [v for v in (low, high) if v is not None and v == v]
    return sum(ends) / len(ends) if ends else None


def strip(points: Sequence[Mapping[str, Any]], unit: str | None) -> str:
    """Figures (columns low, high, outlet, quote, implausible) on one line, on a log scale beyond one decade."""
    drawn = [(value, p) for p in points if (value := middle(p["low"], p["high"])) is not None]
    values = [value for value, _ in drawn]
    if len(set(values)) < 2:
        return ""
    low, high = min(values), max(values)
    log = low > 0 and high > 10 * low
    ends = words.with_unit(f"{words.number(low)} to {words.number(high)}", unit)
    said = f"{len(drawn)} figures from {ends}"
    if not log and low > 0:
        low = 0.0
    dots = "".join(
        f'<span class="cc-dot{" cc-dot-bad" if p["implausible"] else ""}" '
        f'style="left:{position(v, low, high, log):.2f}%" '
        f'title="{marks.text(p["outlet"])}: {marks.text(p["quote"])}">{"▲" if p["implausible"] else ""}</span>'
        for v, p in sorted(drawn, key=lambda d: bool(d[1]["implausible"]))
    )
    grid = ""
    if log:
        powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
        grid = "".join(
            f'<span class="cc-tick" style="left:{position(10.0**p, low, high, True):.2f}%"></span>' for p in powers
        )
    bad = sum(bool(p["implausible"]) for _, p in drawn)
    said += f", {bad} implausible" if bad else ""
    scale = ", log scale" if log else ""
    return (
        f'<div class="cc-strip"><div role="img" aria-label="{marks.text(said)}" class="cc-line">{grid}{dots}</div>'
        f'<div class="cc-ends" aria-hidden="true"><span>{words.number(low)}</span>'
        f"<span>{marks.text(words.unit_name(unit))}{scale}</span><span>{words.number(high)}</span></div></div>"
    )
