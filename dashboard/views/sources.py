"""Sources: outlets and origins; who relies on whom, and who passed a figure on changed. It rates nobody."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import comparing, database, downloads, marks, matrices, sourcing, state, words
from dashboard.words import plural
from pipeline.outlets import in_brackets


def show() -> None:
    """The whole page."""
    st.html(
        '<h1 class="cc-title">Where the figures come from</h1>'
        '<p class="cc-lead">Outlets often repeat one source. Here is who relies on whom. '
        "These are counts of what the articles say; crosscheck rates no outlet.</p>"
    )
    _reliance()
    _altered()
    _circular()
    _outlets()


def _reliance() -> None:
    frame: pd.DataFrame = state.ask(sourcing.reliance)
    st.html('<h2 class="cc-h2">Who relies on whom</h2>')
    if frame.empty:
        st.html('<p class="cc-note">No article names a source for a claim.</p>')
        return
    by_users = frame.groupby("origin")["outlet"].nunique()
    shared = [str(o) for o in by_users[by_users > 1].sort_values(ascending=False, kind="stable").index]
    if shared:
        top = shared[0]
        st.html(
            f"<p>{marks.text(top)} stands behind claims in {plural(int(by_users[top]), 'outlet')}; "
            f"{plural(len(shared), 'origin is', 'origins are')} used by more than one. What comes from one origin "
            f"counts once.</p>"
        )
    order = [str(o) for o in by_users.sort_values(ascending=False, kind="stable").index]
    outlet, origin = state.param("by"), state.param("origin")
    st.html(
        matrices.grid(
            frame,
            "outlet",
            "origin",
            "figures",
            caption="Claims that the outlet (row) takes from the origin (column); at most 25 outlets and 20 origins, "
            "those with most in common",
            what="claims",
            order=order,
            href=lambda cell: marks.address("sources", by=cell["outlet_id"], origin=cell["origin_id"]),
            chosen=lambda cell: cell["outlet_id"] == outlet and cell["origin_id"] == origin,
            row_href=lambda cell: marks.address("", outlet=cell["outlet"]),
        )
        + '<p class="cc-small cc-dim">Choose a number to read the claims behind it.</p>'
    )
    if outlet and origin:
        _taken(outlet, origin)
    downloads.counts(
        frame,
        "reliance",
        lambda: matrices.heatmap(
            frame, "outlet", "origin", "figures", titles=("Outlet", "Origin", "Claims"), order=order
        ),
        "Claims by outlet and origin",
    )


def _taken(outlet: str, origin: str) -> None:
    """The claims behind one number of the grid."""
    found: pd.DataFrame = state.ask(sourcing.taken, outlet, origin)
    if found.empty:
        state.complain("This outlet takes no claim from that origin here.")
        return
    first = found.iloc[0]
    items = "".join(
        f'<li><span class="cc-quote">{comparing.sentence(r)}</span><br><span class="cc-small cc-dim">'
        + (marks.inside(marks.address("compare", claim=r["claim_id"]), "Compare") + " · " if r["cluster_id"] else "")
        + marks.inside(marks.address("article", article=r["article_id"], claim=r["claim_id"]), "In its article")
        + f", {marks.text(words.printed_on(r))}; said by: {marks.text(r['attributed_to'] or 'nobody named')}"
        + "</span></li>"
        for r in database.as_records(found)
    )
    st.html(
        f'<h3 class="cc-h3" role="status">{marks.text(first["outlet"])}, from {marks.text(first["origin"])}: '
        f'{plural(len(found), "claim")}</h3><ul class="cc-results">{items}</ul>'
    )


def _altered() -> None:
    frame: pd.DataFrame = state.ask(sourcing.altered)
    st.html('<h2 class="cc-h2">One origin, different figures</h2>')
    if frame.empty:
        st.html(
            '<p class="cc-dim">Wherever outlets name the same origin for a quantity, they print the same figure.</p>'
        )
        return
    rows = [
        {
            "quantity": marks.inside(marks.address("compare", quantity=r["cluster_id"]), marks.text(r["label"])),
            "origin": marks.text(r["origin"]) or "not named",
            "printed": ", ".join(_printed(p, r["cluster_id"]) for p in r["printed"][:8])
            + ("…" if len(r["printed"]) > 8 else ""),
            "gap": words.times(r["high"] / r["low"]),
        }
        for r in database.as_records(frame)
    ]
    columns = {"quantity": "Quantity", "origin": "Origin", "printed": "Printed as", "gap": "Largest is"}
    st.html(
        marks.table(
            columns, rows, caption="An update by the origin, a slip, or a change on the way: the sentences tell"
        )
    )
    with st.popover("Download the table"):
        downloads.table(frame, "one-origin")


def _printed(item: dict[str, Any], quantity: str) -> str:
    href = marks.address("compare", quantity=quantity, claim=item["claim"])
    who = marks.text(in_brackets(item["outlet"])) + (", reference" if item.get("zone") == "reference" else "")
    return f"{marks.inside(href, marks.text(item['quote']))} <span class='cc-dim'>({who})</span>"


def _circular() -> None:
    frame: pd.DataFrame = state.ask(sourcing.circular)
    if frame.empty:
        st.html(
            '<h2 class="cc-h2">Outlets that cite each other</h2>'
            '<p class="cc-dim">No two outlets here give each other as a source.</p>'
        )
        return
    rows = [
        {
            "one": marks.text(r["one"]),
            "other": marks.text(r["other"]),
            "n": f"{int(r['one_from_other']):,} and {int(r['other_from_one']):,}",
        }
        for r in database.as_records(frame)
    ]
    st.html(
        '<h2 class="cc-h2">Outlets that cite each other</h2>'
        + marks.table(
            {"one": "Outlet", "other": "and outlet", "n": "Claims each way"},
            rows,
            caption="Each gives the other as a source",
        )
    )


def _outlets() -> None:
    frame: pd.DataFrame = state.ask(sourcing.outlets)
    rows = []
    for r in database.as_records(frame):
        rows.append(
            {
                "outlet": marks.inside(marks.address("", outlet=r["outlet"]), marks.text(r["outlet"])),
                "country": marks.text(r["country"]) or "—",
                "kind": marks.text(r["kind"]) or "—",
                "owner": marks.text(r["owner"]) or '<span class="cc-dim">not known</span>',
                "articles": words.number(r["articles"]),
                "figures": words.number(r["figures"]),
                "sourced": _share(r["sourced"], r["figures"]),
                "unnamed": _share(r["unnamed"], r["sourced"]),
            }
        )
    columns = {"outlet": "Outlet", "country": "Country", "kind": "Kind", "owner": "Owner", "articles": "Articles"}
    columns |= {"figures": "Figures", "sourced": "Names a source for", "unnamed": "Unnamed among those"}
    st.html(
        f'<h2 class="cc-h2">{plural(len(rows), "outlet")}</h2>'
        + marks.table(
            columns,
            rows,
            caption=f"A bar needs {sourcing.TOO_FEW} figures or more; fewer are too few to say",
        )
    )
    with st.popover("Download the outlets"):
        downloads.table(frame, "outlets")


def _share(part: int, whole: int) -> str:
    """ "7 of 14" with a bar; of too few for a share the bare count, as HTML."""
    if not whole:
        return '<span class="cc-small cc-dim">—</span>'
    said = f"{part:,} of {whole:,}"
    return (
        marks.bar(part / whole, said) if whole >= sourcing.TOO_FEW else f'<span class="cc-small cc-dim">{said}</span>'
    )


if state.ready():
    show()
