"""Download buttons. Files are made when a button is pressed, not before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import altair as alt
import duckdb
import pandas as pd
import streamlit as st

from dashboard import database, export, marks, pictures, queries, reviewing, state, words
from dashboard.filters import Filters
from pipeline.reviews import wording

Chart = alt.LayerChart | alt.FacetChart

_KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}


def button(label: str, stem: str, ending: str, make: Callable[[], bytes]) -> None:
    """One download button; ``stem`` holds only what :func:`file_stem` lets through."""
    st.download_button(
        label,
        make,
        file_name=f"{stem}.{ending}",
        mime=_KINDS[ending],
        key=f"get-{stem}-{ending}-{label}",
        on_click="ignore",
        width="stretch",
    )


def file_stem(*parts: str) -> str:
    """A file name without ending, of letters, digits, dots and dashes only."""
    return "-".join("".join(c if c.isalnum() and c.isascii() else "-" for c in part).strip("-") for part in parts)[:80]


def table(frame: pd.DataFrame, name: str, columns: list[str] | None = None) -> None:
    """CSV and JSON of a table, side by side."""
    left, right = st.columns(2)
    with left:
        button("CSV", file_stem("crosscheck", name), "csv", lambda: export.csv(frame, columns))
    with right:
        button("JSON", file_stem("crosscheck", name), "json", lambda: export.dump(export.rows(frame, columns)))


def counts(frame: pd.DataFrame, name: str, draw: Callable[[], Chart], title: str) -> None:
    """A grid of counts as CSV, JSON and as a picture, behind one button."""
    stem = file_stem("crosscheck", name)
    with st.popover("Download"):
        table(frame, name)
        left, right = st.columns(2)
        with left:
            button("Chart as PNG", stem, "png", lambda: pictures.png(pictures.grid(draw(), title)))
        with right:
            button("Chart as SVG", stem, "svg", lambda: pictures.svg(pictures.grid(draw(), title)))


QUANTITY_COLUMNS = (
    "cluster_id label assessment review cause reason unit low median high n_claims n_articles n_outlets n_origins "
    "as_of_start as_of_end score series_id"
).split()
MOST = 100_000  # rows of one file


def quantities(filters: Filters, found: int) -> None:
    """The quantities of a list, all its pages, and all their figures; read only when a button is pressed."""
    db = state.connection()
    with st.popover("Download the list"):
        most = f", the first {MOST:,} of them" if found > MOST else ""
        st.html(f'<p class="cc-small cc-dim">{words.plural(found, "quantity", "quantities")}, all pages{most}.</p>')
        left, right = st.columns(2)
        with left:
            button(
                "Quantities as CSV",
                "crosscheck-quantities",
                "csv",
                lambda: export.csv(_quantities(db, filters), QUANTITY_COLUMNS),
            )
            button(
                "Their figures as CSV",
                "crosscheck-figures",
                "csv",
                lambda: export.csv(reviewing.reviewed(queries.figures(db, filters, MOST)), export.FIGURE_COLUMNS),
            )
        with right:
            button(
                "Quantities as JSON",
                "crosscheck-quantities",
                "json",
                lambda: export.dump(export.rows(_quantities(db, filters), QUANTITY_COLUMNS)),
            )
            button(
                "Their figures as JSON",
                "crosscheck-figures",
                "json",
                lambda: export.dump(
                    export.rows(reviewing.reviewed(queries.figures(db, filters, MOST)), export.FIGURE_COLUMNS)
                ),
            )


def _quantities(db: duckdb.DuckDBPyConnection, filters: Filters) -> pd.DataFrame:
    """The quantities of a list with what reviewers hold of each, or of all that makes it implausible."""
    frame: pd.DataFrame = queries.ranked(db, filters, MOST)[0]
    bad = queries.implausible(db, list(frame["cluster_id"]))
    said = reviewing.said(frame["cluster_id"], "cluster") | reviewing.said(c for ids in bad.values() for c in ids)
    rows = zip(frame["cluster_id"], frame["assessment"], strict=True)
    told = [wording.together(i, a, bad.get(i, []), said) for i, a in rows]
    return frame.assign(review=pd.Series([each or None for each in told], index=frame.index, dtype=object))


def comparison(
    cluster: dict[str, Any], claims: pd.DataFrame, findings: pd.DataFrame, draw: Callable[[], Chart] | None
) -> None:
    """Everything that a comparison can be taken away as, behind one button."""
    stem = file_stem("crosscheck", str(cluster["cluster_id"]))
    records = database.as_records(claims)
    reasons = dict(zip(findings["claim_id"], findings["reason"], strict=True)) if len(findings) else {}
    with st.popover("Download and cite"):
        st.html('<p class="cc-small cc-dim">Exactly the figures and findings of this page.</p>')
        left, right = st.columns(2)
        with left:
            button("Table as CSV", stem, "csv", lambda: export.csv(claims, export.FIGURE_COLUMNS))
            button(
                "Claims and review drafts (schema.org)",
                stem,
                "jsonld",
                lambda: export.dump(export.claim_reviews(cluster, records, findings)),
            )
            if draw:
                button("Chart as PNG", stem, "png", lambda: pictures.png(_picture(draw(), cluster)))
        with right:
            button("All as JSON", stem, "json", lambda: export.dump(export.comparison(cluster, claims, findings)))
            button(
                "Annotations (W3C)",
                f"{stem}-annotations",
                "jsonld",
                lambda: export.dump(export.web_annotations(records, reasons)),
            )
            if draw:
                button("Chart as SVG", stem, "svg", lambda: pictures.svg(_picture(draw(), cluster)))
        st.html('<h3 class="cc-h3">Cite it</h3>')
        today = datetime.now(UTC).date()
        st.code(export.citation(cluster, claims, findings, here(), today), language=None, wrap_lines=True)


def _picture(chart: Chart, cluster: dict[str, Any]) -> dict[str, object]:
    return pictures.dressed(chart, marks.plain(cluster["label"]), marks.plain(cluster["reason"]))


def statement(row: dict[str, Any], claims: pd.DataFrame, draw: Callable[[], Chart]) -> None:
    """A statement with all who affirm, deny or leave it open, as files."""
    stem = file_stem("crosscheck", "statement", str(row["assertion_id"]))
    columns = ["assertion_id", "stance", *export.STATEMENT_COLUMNS]
    stances = dict(zip(claims["claim_id"], claims["stance"], strict=True))
    with st.popover("Download"):
        st.html('<p class="cc-small cc-dim">Exactly the statements of this page.</p>')
        left, right = st.columns(2)
        with left:
            button("Table as CSV", stem, "csv", lambda: export.csv(claims, columns))
            button("Chart as PNG", stem, "png", lambda: pictures.png(_picture(draw(), row)))
        with right:
            button("All as JSON", stem, "json", lambda: export.dump(export.statement(row, claims, columns)))
            button("Chart as SVG", stem, "svg", lambda: pictures.svg(_picture(draw(), row)))
        button(
            "Annotations (W3C)",
            f"{stem}-annotations",
            "jsonld",
            lambda: export.dump(export.web_annotations(database.as_records(claims), stances)),
        )


def article(row: dict[str, Any], claims: pd.DataFrame) -> None:
    """An article's claims as files."""
    stem = file_stem("crosscheck", str(row["article_id"]))
    with st.popover("Download"):
        table(claims, f"article-{row['article_id']}", [*export.FIGURE_COLUMNS, "assessment", "label"])
        button(
            "Annotations (W3C)",
            stem,
            "jsonld",
            lambda: export.dump(export.web_annotations(database.as_records(claims))),
        )


def package(build: Path) -> None:
    """The whole build as a Frictionless data package."""
    button("The whole build as a data package", "crosscheck-build", "zip", lambda: export.data_package(build))


def here() -> str:
    """The address of this view, without a fragment."""
    parts = urlsplit(st.context.url or "")
    query = st.query_params.to_dict()
    page = parts._replace(query="", fragment="").geturl().rstrip("/")
    return marks.address(page, **{k: st.query_params.get_all(k) for k in query}) if page else ""
