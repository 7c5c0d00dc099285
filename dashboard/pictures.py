"""Charts as PNG and SVG, drawn on this machine without a browser."""

from __future__ import annotations

import altair as alt


def dressed(chart: alt.LayerChart | alt.FacetChart, title: str, note: str) -> dict[str, object]:
    """The chart's Vega-Lite specification with a title, a note and plain white paper, for use outside the dashboard.

    Title and note are drawn as text; Vega reads no expression from them.
    """
    whole = chart.properties(
        width=760,
        background="white",
        title=alt.TitleParams(_lines(title, 80), subtitle=_lines(note, 120), anchor="start", offset=12),
    ).configure(font="Liberation Sans, Arial, sans-serif")
    spec: dict[str, object] = whole.to_dict()
    return spec


def grid(chart: alt.LayerChart | alt.FacetChart, title: str) -> dict[str, object]:
    """The same for a heatmap, whose size follows from its rows and columns."""
    named = chart.properties(background="white", title=alt.TitleParams(_lines(title, 80), anchor="start", offset=12))
    spec: dict[str, object] = named.configure(font="Liberation Sans, Arial, sans-serif").to_dict()
    return spec


def _lines(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= most and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:4]


def png(spec: dict[str, object]) -> bytes:
    """PNG at twice the screen's resolution."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=2))


def svg(spec: dict[str, object]) -> bytes:
    """SVG; its text is text."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec)).encode()
