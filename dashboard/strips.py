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


def ends(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Both ends of a figure, the one end of an open range twice; None when there is none."""
    known = [v for v in (low, high) if v is not None and v == v]
    return (known[0], known[-1]) if known else None


def strip(points: Sequence[Mapping[str, Any]], unit: str | None) -> str:
    """Figures (columns low, high, outlet, quote, implausible) on one line, on a log scale beyond one decade.

    A range is a bar from end to end. ``beside``: a figure of another quantity that a finding rests on, drawn hollow.
    """
    drawn = [(both, p) for p in points if (both := ends(p["low"], p["high"])) is not None]
    values = [v for both, _ in drawn for v in both]
    if len(set(values)) < 2 or len(drawn) < 2:
        return ""
    low, high = min(values), max(values)
    log = low > 0 and high > 10 * low
    own = [v for both, p in drawn for v in both if not p.get("beside")]
    told = words.with_unit(f"{words.number(min(own))} to {words.number(max(own))}", unit)
    said = f"{len(own) // 2} figures from {told}" if len(own) > 2 else f"1 figure, {_figure(drawn, unit)}"
    if others := len(drawn) - len(own) // 2:
        said += f", beside {others} that the findings rest on"
    if not log and low > 0:
        low = 0.0
    order = sorted(drawn, key=lambda d: (bool(d[1]["implausible"]), not d[1].get("beside")))
    dots = "".join(_dot(both, p, low, high, log) for both, p in order)
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


def _figure(drawn: Sequence[tuple[tuple[float, float], Mapping[str, Any]]], unit: str | None) -> str:
    low, high = next(both for both, p in drawn if not p.get("beside"))
    return words.figure(low, high, None, unit)


def _dot(both: tuple[float, float], p: Mapping[str, Any], low: float, high: float, log: bool) -> str:
    left, right = (position(v, low, high, log) for v in both)
    title = f'title="{marks.text(p["outlet"])}: {marks.text(p["quote"])}"'
    if p["implausible"]:
        return f'<span class="cc-dot cc-dot-bad" style="left:{(left + right) / 2:.2f}%" {title}>▲</span>'
    css = "cc-dot cc-dot-beside" if p.get("beside") else "cc-dot"
    if right - left < 0.5:
        return f'<span class="{css}" style="left:{left:.2f}%" {title}></span>'
    return f'<span class="{css} cc-range" style="left:{left:.2f}%;width:{right - left:.2f}%" {title}></span>'
