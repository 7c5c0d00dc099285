"""Who affirms, denies or leaves open one statement: as an altair chart, and as HTML. No streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from dashboard import database, marks, words
from dashboard.charts import DAY, _short, unique
from dashboard.marks import Span
from dashboard.stating import STANCES
from dashboard.words import ASSESSMENTS, plural

# Each stance has a shape and a sign beside its colour (at least 3:1 on the light and the dark page).
COLOURS = {
    "affirms": ASSESSMENTS["agree"].colour,
    "leaves open": ASSESSMENTS["too_few"].colour,
    "denies": ASSESSMENTS["implausible"].colour,
}
SHAPES = {"affirms": "circle", "leaves open": "diamond", "denies": "M-1,-1L1,1M1,-1L-1,1"}
SIGNS = {"affirms": "●", "leaves open": "◆", "denies": "✕"}
_GREY = ASSESSMENTS["too_few"].colour
COLUMNS = {
    "stance": "Stance",
    "outlet": "Outlet",
    "date": "Date",
    "said_by": "Said by",
    "origin": "Origin",
    "sentence": "In its sentence",
}
# What an assessment means of statements; of figures it is in dashboard.words.
MEANINGS = {
    "disagree": "some sources affirm it, others deny it",
    "evolving": "affirmed and denied of different times",
    "agree": "independent sources say the same",
    "single_origin": "all go back to one source",
    "too_few": "too few say so as a fact",
}


def frame(claims: pd.DataFrame, selected: str | None = None) -> pd.DataFrame:
    """Claims of one assertion ready to draw, one row each; ``claims`` from :func:`dashboard.stating.claims_of`."""
    when = [words.span(a, b) for a, b in zip(claims["published_start"], claims["published_end"], strict=True)]
    outlets = [_short(o, 30) for o in claims["outlet"]]
    labels = [o if w == "—" else f"{o}, {w}" for o, w in zip(outlets, when, strict=True)]
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"].astype(str),
            "row": unique(labels),
            "outlet": outlets,
            "stance": claims["stance"].astype(str),
            "published": when,
            "day": pd.to_datetime(claims["published_start"]),
            "said by": [_short(o, 60) or "not said" for o in claims["origin"]],
            "sentence": [_short(s, 220) for s in claims["sentence"]],
            "selected": claims["claim_id"] == selected,
        }
    ).reset_index(drop=True)


def chart(data: pd.DataFrame, *, legend: bool = False) -> alt.LayerChart | alt.FacetChart:
    """One row a claim, one column a stance; the selection ``pick`` gives the ``claim_id`` of a clicked point."""
    x = alt.X(
        "stance:N",
        scale=alt.Scale(domain=list(STANCES.values())),
        title=None,
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelOverlap=False,
            labelExpr="split(datum.label, ' ')",
            ticks=False,
            domain=False,
            grid=True,
        ),
    )
    return _drawn(data, x, legend)


def over_time(data: pd.DataFrame, *, legend: bool = False) -> alt.LayerChart | alt.FacetChart:
    """The same by the day of print; claims of articles without a date are left out."""
    dated = data[data["day"].notna()].sort_values(["day", "row"], kind="stable")
    return _drawn(
        dated,
        alt.X("day:T", title="date of the article", axis=alt.Axis(labelExpr=DAY, labelOverlap=True, tickCount=5)),
        legend,
    )


def _drawn(data: pd.DataFrame, x: alt.X, legend: bool) -> alt.LayerChart | alt.FacetChart:
    y = alt.Y(
        "row:N",
        sort=list(data["row"]),
        title=None,
        axis=alt.Axis(labelLimit=240, labelOverlap=False, ticks=False, domain=False, grid=True),
    )
    used = list(STANCES.values())
    key = alt.Legend(orient="top") if legend else None
    colour = alt.Color(
        "stance:N", title="Stance", scale=alt.Scale(domain=used, range=[COLOURS[s] for s in used]), legend=key
    )
    shape = alt.Shape(
        "stance:N", title="Stance", scale=alt.Scale(domain=used, range=[SHAPES[s] for s in used]), legend=key
    )
    tips = {"outlet": "Outlet", "stance": "Stance", "published": "Published", "said by": "Said by"}
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in (tips | {"sentence": "Sentence"}).items()]
    pick = alt.selection_point(name="pick", fields=["claim_id"])
    layers = []
    if data["selected"].any():
        layers.append(
            alt.Chart(data[data["selected"]])
            .mark_point(size=620, shape="circle", filled=False, strokeWidth=2.5, color=_GREY, opacity=1)
            .encode(x=x, y=y)
        )
    layers.append(
        alt.Chart(data)
        .mark_point(filled=True, size=150, opacity=0.95, strokeWidth=3, cursor="pointer")
        .encode(x=x, y=y, color=colour, shape=shape, stroke=colour.copy(), tooltip=tooltip)
        .add_params(pick)
    )
    return alt.layer(*layers).properties(height=alt.Step(30))


def describe(data: pd.DataFrame, label: str) -> str:
    """What the chart shows, for those who cannot see it."""
    told = "; ".join(
        f"{stance}: {', '.join(part['outlet'])}"
        for stance in STANCES.values()
        if len(part := data[data["stance"] == stance])
    )
    return f"{marks.plain(label)}: {told}"


def key(data: pd.DataFrame) -> str:
    """What the shapes and colours mean, only those used, as HTML."""
    items = "".join(
        f'<li><span style="color:{COLOURS[s]}" aria-hidden="true">{SIGNS[s]}</span> {s}</li>'
        for s in STANCES.values()
        if (data["stance"] == s).any()
    )
    return f'<ul class="cc-key" aria-label="Key to the chart">{items}</ul>'


def sign(stance: str) -> str:
    """A stance as its sign and word in its colour, as HTML."""
    return (
        f'<span style="color:{COLOURS[stance]}" aria-hidden="true">{SIGNS[stance]}</span> '
        f"<strong>{marks.text(stance)}</strong>"
    )


def extent(row: Mapping[str, Any]) -> str:
    """ "5 articles in 5 outlets, from 4 origins" as HTML."""
    said = f"{plural(int(row['n_articles']), 'article')} in {plural(int(row['n_outlets']), 'outlet')}"
    when = words.span(row["as_of_start"], row["as_of_end"])
    return f"{said}, from {plural(int(row['n_origins']), 'origin')}" + ("" if when == "—" else f"; {marks.text(when)}")


def line(claims: pd.DataFrame) -> str:
    """The outlets of one assertion by stance, on one line of a list, each leading to its sentence, as HTML."""
    parts = []
    for stance in STANCES.values():
        mine = database.as_records(claims[claims["stance"] == stance].drop_duplicates("outlet_id"))
        if mine:
            links = ", ".join(
                marks.inside(
                    marks.address("statements", assertion=r["assertion_id"], claim=r["claim_id"]),
                    marks.text(r["outlet"]),
                )
                for r in mine
            )
            parts.append(f"{sign(stance)}: {links}")
    return '<br><span class="cc-small">' + " &nbsp; ".join(parts) + "</span>" if parts else ""


def table(claims: pd.DataFrame, claim: str | None) -> str:
    """Every claim of one assertion with its stance, in its sentence, as HTML."""
    rows = []
    for r in database.as_records(claims):
        read = marks.address("article", article=r["article_id"], claim=r["claim_id"])
        pick = marks.address("statements", assertion=r["assertion_id"], claim=r["claim_id"])
        manner = "" if r["certainty"] == "asserted" else _dim(r["certainty"])
        rows.append(
            {
                "_css": "cc-picked" if r["claim_id"] == claim else "",
                "stance": marks.inside(pick, sign(r["stance"]), title="Show it in the chart"),
                "outlet": marks.text(r["outlet"]) + _dim(r["country"]) + _dim("digest" if r["digest"] else None),
                "date": marks.text(words.printed_on(r)),
                "said_by": (marks.text(r["attributed_to"]) or '<span class="cc-dim">not said</span>') + manner,
                "origin": marks.text(r["origin"]) or '<span class="cc-dim">the outlet itself</span>',
                "sentence": f'<span class="cc-quote">{sentence(r)}</span> {marks.inside(read, "In its article")}'
                + (f" · {link}" if (link := marks.outside(r["url"], "Original")) else ""),
            }
        )
    return marks.table(COLUMNS, rows, caption=plural(len(rows), "statement"), css="cc-figures")


def sentence(row: Mapping[str, Any]) -> str:
    """A claim's sentence with the clause marked, as HTML."""
    tone = {"denies": "cc-implausible", "affirms": "cc-agree"}.get(str(row["stance"]), "cc-too_few")
    return marks.marked(row["sentence"], [Span(int(row["start"]), int(row["end"]), tone)], int(row["sentence_start"]))


def _dim(value: Any) -> str:
    return f'<br><span class="cc-small cc-dim">{marks.text(value)}</span>' if words.has(value) else ""
