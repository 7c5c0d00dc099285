"""DataFrame → altair chart. No streamlit here, so a chart can be tested and exported on its own.

Colours hold at least 3:1 on the light and the dark page, and every colour has a shape or a word beside it. Axis text,
grid and background are left to the theme that draws the chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import altair as alt
import pandas as pd

from dashboard.marks import plain
from dashboard.words import ASSESSMENTS, BOUNDS, figure, number, plural, rounded, span, unit_name

FLAGS = {
    "implausible": "implausible",
    "suspicious": "suspicious",
    "": "nothing found",
    "reference": "known figure (reference)",
    "series": "the same quantity at another time",
    "other": "another time or quantity, for comparison",
}
FLAG_COLOURS = [
    ASSESSMENTS["implausible"].colour,
    ASSESSMENTS["disagree"].colour,
    ASSESSMENTS["agree"].colour,
    ASSESSMENTS["evolving"].colour,
    "#2a9187",
    "#7b7f87",
]

REFERENCE = "reference"  # zone of a known figure
_RIGHT, _LEFT = "M-0.8,-1L1,0L-0.8,1Z", "M0.8,-1L-1,0L0.8,1Z"
SHAPES = {
    "exact": "circle",
    "about": "circle",
    "at least": _RIGHT,
    "more than": _RIGHT,
    "up to": _LEFT,
    "less than": _LEFT,
    "range": "square",
    "vague word": "diamond",
}
_GREY = "#7b7f87"


def spans_decades(values: pd.Series) -> bool:
    """Do positive values span more than a decade, so that a log scale tells more?"""
    real = values.dropna()
    return bool(len(real) and (real > 0).all() and real.max() > 10 * real.min())


def can_log(values: pd.Series) -> bool:
    """Can the values stand on a log scale at all: none is zero or negative?"""
    real = values.dropna()
    return bool(len(real) and (real > 0).all())


def comparison_frame(claims: pd.DataFrame, selected: str | None = None) -> pd.DataFrame:
    """Claims with a figure, ready to draw: one row a claim with ``row`` (its label), ``value`` and words for the
    tooltip.

    ``claims`` has the columns of :func:`dashboard.queries.claims_of`.
    """
    low, high = pd.to_numeric(claims["norm_low"]), pd.to_numeric(claims["norm_high"])
    both = low.notna() & high.notna() & (low != high)
    value = low.where(~both, (low + high) / 2).fillna(high)
    when = [span(a, b) for a, b in zip(claims["published_start"], claims["published_end"], strict=True)]
    frame = pd.DataFrame(
        {
            "claim_id": claims["claim_id"].astype(str),
            "outlet": [
                _short(o, 21) + (" (reference)" if z == REFERENCE else "")
                for o, z in zip(claims["outlet"], _zones(claims), strict=True)
            ],
            "value": value,
            "from": low.where(both),
            "to": high.where(both),
            "bound": [BOUNDS.get(b, "exact") for b in claims["bound"]],
            "found": [_found(s, z) for s, z in zip(claims["severity"], _zones(claims), strict=True)],
            "printed": [_short(q, 60) for q in claims["quote"]],
            "figure": [figure(*r) for r in zip(low, high, claims["bound"], claims["norm_unit"], strict=True)],
            "published": when,
            "day": pd.to_datetime(claims["as_of_start"].fillna(claims["published_start"])),
            "said by": [_short(o, 60) or "not said" for o in claims["origin"]],
            "sentence": [_short(s, 220) for s in claims["sentence"]],
            "selected": claims["claim_id"] == selected,
        }
    )
    frame = frame[frame["value"].notna()].reset_index(drop=True)
    labels = [f"{o}, {w}" if w != "—" else o for o, w in zip(frame["outlet"], frame["published"], strict=True)]
    frame["row"] = unique(labels)
    return frame


def unique(labels: Iterable[str]) -> list[str]:
    """Labels of rows, each once: the second "Post, 2016" is "Post, 2016 (2)"."""
    seen: dict[str, int] = {}
    rows = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        rows.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return rows


def _zones(claims: pd.DataFrame) -> pd.Series:
    return claims["zone"] if "zone" in claims else pd.Series([None] * len(claims), dtype=object)


def _found(severity: str | None, zone: str | None) -> str:
    """What the checks found, unless a figure is there to hold others against."""
    if severity in ("implausible", "suspicious"):
        return FLAGS[severity]
    if zone == REFERENCE:
        return FLAGS["reference"]
    return FLAGS[severity if severity in ("other", "series") else ""]


def band(frame: pd.DataFrame) -> tuple[float, float] | None:
    """The middle half of the figures on which nothing was found (first to third quartile), from four figures up."""
    calm = frame.loc[frame["found"].isin([FLAGS["suspicious"], FLAGS[""]]), "value"]
    return (float(calm.quantile(0.25)), float(calm.quantile(0.75))) if len(calm) >= 4 else None


def _tooltip() -> list[alt.Tooltip]:
    names = {
        "outlet": "Outlet",
        "printed": "As printed",
        "figure": "Normalised",
        "bound": "Bound",
        "published": "Published",
    }
    names |= {"said by": "Said by", "found": "Checks", "sentence": "Sentence"}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in names.items()]


def _legend(legend: bool) -> alt.Legend | None:
    return alt.Legend(orient="top", symbolFillColor=_GREY) if legend else None


def _colour(legend: bool) -> alt.Color:
    scale = alt.Scale(domain=list(FLAGS.values()), range=FLAG_COLOURS)
    return alt.Color("found:N", title="Checks", scale=scale, legend=alt.Legend(orient="top") if legend else None)


def _shape(frame: pd.DataFrame, legend: bool) -> alt.Shape:
    used = [b for b in SHAPES if b in set(frame["bound"])]
    scale = alt.Scale(domain=used, range=[SHAPES[b] for b in used])
    return alt.Shape("bound:N", title="Bound", scale=scale, legend=_legend(legend))


def _scale(frame: pd.DataFrame, log: bool) -> alt.Scale:
    ends = pd.concat([frame["value"], frame["from"], frame["to"]]).dropna()
    if log and can_log(ends):
        return alt.Scale(type="log", domain=[ends.min() / 1.6, ends.max() * 1.6], nice=False)
    # Dots need no zero, but a scale that starts near the smallest figure would make small differences look large.
    lowest = min(0.0, float(ends.min())) if len(ends) else 0.0
    return alt.Scale(domain=[lowest, float(ends.max()) * 1.05 if len(ends) and ends.max() > 0 else 1.0], nice=True)


def _axis(frame: pd.DataFrame, unit: str | None, log: bool) -> alt.Axis:
    title = f"{unit_name(unit)}{', log scale' if log else ''}"
    if log:
        ends = pd.concat([frame["value"], frame["from"], frame["to"]]).dropna()
        first, last = math.floor(math.log10(ends.min() / 1.6)), math.ceil(math.log10(ends.max() * 1.6))
        return alt.Axis(
            values=[10.0**p for p in range(first, last + 1)], title=title, labelExpr=_SHORT_NUMBER, labelOverlap=True
        )
    return alt.Axis(title=title, labelExpr=_SHORT_NUMBER, tickCount=6, labelOverlap=True)


# Constant expression over the axis value only: no text of any article can reach it.
_SHORT_NUMBER = (
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',~r') + ' bn' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',~r') + ' m' : format(datum.value, ',~r')"
)


# A day of an axis that never leaves out its year; constant like the one above.
DAY = "timeFormat(datum.value, date(datum.value) > 1 ? '%-d %b %Y' : month(datum.value) > 0 ? '%b %Y' : '%Y')"


def comparison(
    frame: pd.DataFrame, unit: str | None, *, log: bool, legend: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """Dot and range, one row a claim: the point's shape is the bound, its colour what the checks found.

    On a page the key stands beside the chart, where it can wrap; ``legend`` draws it into the chart, for a picture.

    ``frame`` comes from :func:`comparison_frame`. The selection ``pick`` gives the ``claim_id`` of a clicked point.
    """
    x = alt.X("value:Q", scale=_scale(frame, log), axis=_axis(frame, unit, log))
    y = alt.Y(
        "row:N",
        sort=list(frame["row"]),
        title=None,
        axis=alt.Axis(labelLimit=215, labelOverlap=False, labelFlush=False, ticks=False, domain=False, grid=True),
    )
    base = alt.Chart(frame)
    layers: list[alt.Chart] = []
    if limits := band(frame):
        layers.append(
            alt.Chart(pd.DataFrame([{"from": limits[0], "to": limits[1]}]))
            .mark_rect(color=_GREY, opacity=0.16)
            .encode(x=alt.X("from:Q"), x2="to:Q")
        )
    ranges = frame[frame["from"].notna()]
    if len(ranges):
        layers.append(
            alt.Chart(ranges)
            .mark_rule(strokeWidth=5, opacity=0.45, strokeCap="round")
            .encode(x="from:Q", x2="to:Q", y=y, color=_colour(legend))
        )
    if frame["selected"].any():
        layers.append(
            alt.Chart(frame[frame["selected"]])
            .mark_point(size=620, shape="circle", filled=False, strokeWidth=2.5, color=_GREY, opacity=1)
            .encode(x=x, y=y)
        )
    pick = alt.selection_point(name="pick", fields=["claim_id"])
    layers.append(
        base.mark_point(filled=True, size=150, opacity=0.95, cursor="pointer")
        .encode(x=x, y=y, color=_colour(legend), shape=_shape(frame, legend), tooltip=_tooltip())
        .add_params(pick)
    )
    flagged = frame[frame["found"] == FLAGS["implausible"]]
    if len(flagged):
        layers.append(
            alt.Chart(flagged)
            .mark_text(align="right", dx=-14, fontWeight="bold", color=ASSESSMENTS["implausible"].colour)
            .encode(x=x, y=y, text=alt.Text("found:N"))
        )
    return alt.layer(*layers).properties(height=alt.Step(30))


def over_time(
    frame: pd.DataFrame, unit: str | None, *, log: bool, legend: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """The same figures by the day they speak of; ``frame`` from :func:`comparison_frame`. Figures without a day are
    left out."""
    dated = frame[frame["day"].notna()]
    x = alt.X(
        "day:T",
        title="as of (the article's date where the text gives no other)",
        axis=alt.Axis(labelExpr=DAY, labelOverlap=True, tickCount=6),
    )
    y = alt.Y("value:Q", scale=_scale(frame, log), axis=_axis(frame, unit, log))
    pick = alt.selection_point(name="pick", fields=["claim_id"])
    layers: list[alt.Chart] = []
    ranges = dated[dated["from"].notna()]
    if len(ranges):
        layers.append(
            alt.Chart(ranges)
            .mark_rule(strokeWidth=4, opacity=0.45)
            .encode(x=x, y="from:Q", y2="to:Q", color=_colour(legend))
        )
    if dated["selected"].any():
        layers.append(
            alt.Chart(dated[dated["selected"]])
            .mark_point(size=620, filled=False, strokeWidth=2.5, color=_GREY, opacity=1)
            .encode(x=x, y=y)
        )
    layers.append(
        alt.Chart(dated)
        .mark_point(filled=True, size=150, opacity=0.95, cursor="pointer")
        .encode(x=x, y=y, color=_colour(legend), shape=_shape(frame, legend), tooltip=_tooltip())
        .add_params(pick)
    )
    return alt.layer(*layers).properties(height=380)


def describe(frame: pd.DataFrame, unit: str | None, label: str) -> str:
    """What a chart of figures shows, for those who cannot see it."""
    frame = frame[~frame["found"].isin([FLAGS["other"], FLAGS["series"]])] if "found" in frame else frame
    if frame.empty:
        return f"{plain(label)}: no figure to draw"
    low, high = frame["from"].fillna(frame["value"]), frame["to"].fillna(frame["value"])
    bad = int((frame["found"] == FLAGS["implausible"]).sum()) if "found" in frame else 0
    return (
        f"{plain(label)}: {plural(len(frame), 'figure')} from {number(float(low.min()))} to {number(float(high.max()))}"
        f" ({unit_name(unit)}), median about {rounded(float(frame['value'].median()))}"
        + (f"; {bad} implausible" if bad else "")
    )


def _short(value: object, most: int) -> str:
    said = " ".join(plain(value).split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
