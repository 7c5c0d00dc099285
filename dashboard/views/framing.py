"""Framing: what each outlet calls the same people, how surely it speaks, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import downloads, framing, marks, matrices, queries, state, words
from dashboard.marks import Span
from dashboard.words import plural

CERTAINTIES = ["asserted", "reported", "estimated", "alleged", "predicted", "denied", "retracted"]


def show() -> None:
    """The whole page."""
    st.html(
        '<h1 class="cc-title">How it is told</h1>'
        '<p class="cc-lead">The same people and events, in the words of each outlet. Every count has its sentences '
        "behind it.</p>"
    )
    _names()
    _wordings()
    _certainty()
    _coverage()


def _names() -> None:
    st.html('<h2 class="cc-h2">What they are called</h2>')
    known: list[tuple[str, int]] = state.ask(framing.entities)
    if not known:
        st.html('<p class="cc-note">This build holds no names for people or groups.</p>')
        return
    counts = dict(known)
    asked = state.param("who")
    if asked and asked not in {marks.plain(name) for name in counts}:
        state.complain(f"Nobody called {asked} is named in this build.")
    entity = st.selectbox("Whom", list(counts), format_func=marks.plain, key="who", bind="query-params")
    frame: pd.DataFrame = state.ask(framing.labels, entity)
    few = sorted({str(o) for o, n in zip(frame["outlet"], frame["of_outlet"], strict=True) if n < framing.TOO_FEW})
    drawn = frame[frame["of_outlet"] >= framing.TOO_FEW]
    if drawn.empty:
        st.html(f'<p class="cc-note">Too few to say: no outlet names them {framing.TOO_FEW} times or more.</p>')
        drawn = frame
    order = framing.columns_of(drawn, "label", "mentions")
    ids = dict(zip(drawn["outlet"].map(marks.plain), drawn["outlet_id"], strict=True))

    def picked() -> None:
        chosen = st.session_state["labels"].selection.get("pick") or []
        if chosen and chosen[0].get("row_name") in ids:
            st.query_params.update({"by": ids[chosen[0]["row_name"]], "label": chosen[0]["column_name"]})

    st.container(key="wide-labels").altair_chart(
        matrices.heatmap(drawn, "outlet", "label", "mentions", titles=("Outlet", "Name", "Mentions"), order=order),
        width="content",
        key="labels",
        on_select=picked,
        selection_mode="pick",
        alt=matrices.describe(drawn, "outlet", "label", "mentions", f"Names for {marks.plain(entity)}"),
    )
    left_out = (
        f" Too few to say ({framing.TOO_FEW - 1} mentions or fewer): {', '.join(few)}."
        if few and len(drawn) < len(frame)
        else ""
    )
    st.html(
        f'<p class="cc-small cc-dim">Number: mentions. {plural(int(frame["mentions"].sum()), "mention")} in '
        f"{plural(frame['outlet'].nunique(), 'outlet')}. Choose a cell, or a count below, to read its "
        f"sentences.{marks.text(left_out)}</p>"
    )
    _label_table(frame, entity)
    _sentences(entity, frame)
    with st.popover("Download the counts"):
        downloads.table(frame, "names")


def _label_table(frame: pd.DataFrame, entity: str) -> None:
    rows = []
    for (ident, outlet), part in frame.groupby(["outlet_id", "outlet"], sort=False):
        links = [
            marks.inside(
                marks.address("framing", who=marks.plain(entity), by=ident, label=r["label"]),
                f"{marks.text(r['label'])} {int(r['mentions']):,}",
            )
            for r in queries.records(part)
        ]
        rows.append(
            {"outlet": marks.text(outlet), "labels": " · ".join(links), "n": words.number(int(part["mentions"].sum()))}
        )
    with st.expander("The same as a table"):
        st.html(
            marks.table(
                {"outlet": "Outlet", "labels": "Calls them", "n": "Mentions"}, rows, caption="Names and how often"
            )
        )


def _sentences(entity: str, frame: pd.DataFrame) -> None:
    outlet, label = state.param("by"), state.param("label")
    if not outlet or not label:
        return
    found: pd.DataFrame = state.ask(framing.sentences, entity, outlet, label)
    if found.empty:
        state.complain(f"{outlet} does not call them {label} here.")
        return
    names = dict(zip(frame["outlet_id"], frame["outlet"], strict=True))
    items = "".join(f"<li>{_around(r)}</li>" for r in queries.records(found))
    st.html(
        f'<h3 class="cc-h3">{marks.text(names.get(outlet, outlet))}: “{marks.text(label)}”, '
        f"{plural(len(found), 'mention')}</h3>"
        f'<ul class="cc-results">{items}</ul>'
    )


def _around(row: dict[str, Any]) -> str:
    body = marks.marked(row["around"], [Span(int(row["start"]), int(row["end"]), "cc-label")], int(row["left_at"]))
    link = marks.inside(
        marks.address("article", article=row["article_id"], names="true"), marks.text(row["title"] or "Untitled")
    )
    where = f'<span class="cc-small cc-dim">{link}, {marks.text(row["published"] or "no date")}</span>'
    return f'<span class="cc-quote">…{body}…</span><br>{where}'


def _wordings() -> None:
    frame: pd.DataFrame = state.ask(framing.wordings)
    if frame.empty:
        return
    rows = []
    for r in queries.records(frame):
        said = [_said(s, r["cluster_id"]) for s in r["said"][:8]]
        link = marks.inside(marks.address("compare", quantity=r["cluster_id"]), marks.text(r["label"]))
        figure = marks.text(words.with_unit(words.number(r["value"]), r["unit"]))
        rows.append({"figure": f"<strong>{figure}</strong><br>{link}", "said": "; ".join(said)})
    st.html(
        '<h2 class="cc-h2">One figure, many wordings</h2>'
        + marks.table(
            {"figure": "Figure", "said": "Told as"},
            rows,
            caption="The same value of the same quantity in at least three wordings",
        )
    )


def _said(said: dict[str, Any], quantity: str) -> str:
    href = marks.address("compare", quantity=quantity, claim=said["claim"])
    return f"{marks.inside(href, marks.text(_phrase(said)))} <span class='cc-dim'>({marks.text(said['outlet'])})</span>"


def _phrase(said: dict[str, Any]) -> str:
    hedge = "" if said["bound"] in (None, "exact", "range", "vague") else words.BOUNDS.get(said["bound"], "") + " "
    counted = said["words"] if said["words"] and said["words"] not in said["quote"] else ""
    return " ".join(p for p in (f"{hedge}{said['quote']}", counted, said["verb"]) if p)


def _certainty() -> None:
    frame: pd.DataFrame = state.ask(framing.certainty)
    if frame.empty:
        return
    rows = []
    for outlet, part in frame.groupby("outlet", sort=False):
        total = int(part["claims"].sum())
        counts = dict(zip(part["certainty"], part["claims"], strict=True))
        cells = {c: marks.bar(counts[c] / total, f"{counts[c]:,}") if counts.get(c) else "" for c in CERTAINTIES}
        if total < 10:
            cells = {c: f"{counts[c]:,}" if counts.get(c) else "" for c in CERTAINTIES}
        rows.append(
            {
                "outlet": marks.text(outlet),
                "n": f"{total:,}"
                + ("" if total >= 10 else "<br><span class='cc-small cc-dim'>too few for shares</span>"),
                **cells,
            }
        )
    used = [c for c in CERTAINTIES if any(row.get(c) for row in rows)]
    st.html(
        '<h2 class="cc-h2">How surely it is said</h2>'
        + marks.table(
            {"outlet": "Outlet", "n": "Claims", **{c: c.capitalize() for c in used}},
            rows,
            caption="Claims by how they are put: as fact, as someone’s report, as an estimate … (the outlets with "
            "most claims)",
        )
    )


def _coverage() -> None:
    topics: list[str] = state.ask(framing.topics)
    st.html('<h2 class="cc-h2">What one tells and the others leave out</h2>')
    asked = state.param("topic_of")
    if asked and asked not in {marks.plain(t) or "all" for t in topics}:
        state.complain(f"There is no folder {asked}.")
    topic = topics[0] if topics else ""
    if len(topics) > 1:
        topic = st.selectbox(
            "Folder of articles",
            topics,
            format_func=lambda t: marks.plain(t) or "all",
            key="topic_of",
            bind="query-params",
        )
    frame: pd.DataFrame = state.ask(framing.coverage, topic or "")
    if frame.empty:
        st.html('<p class="cc-note">Too few to say: no quantity is told by more than one outlet here.</p>')
        return
    order = framing.columns_of(frame, "label", "figures")
    ids = dict(zip(frame["label"].map(marks.plain), frame["cluster_id"], strict=True))

    st.container(key="wide-coverage").altair_chart(
        matrices.heatmap(
            frame,
            "label",
            "outlet",
            "figures",
            titles=("Quantity", "Outlet", "Figures"),
            order=sorted(set(frame["outlet"])),
        ),
        width="content",
        key="coverage",
        alt=matrices.describe(frame, "label", "outlet", "figures", "Quantities by outlet"),
    )
    links = "".join(
        f"<li>{marks.inside(marks.address('compare', quantity=i), marks.text(label))}</li>"
        for label, i in sorted(ids.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 0)
    )
    st.html(
        '<p class="cc-small cc-dim">Number: figures. An empty cell means that the outlet’s articles in this folder '
        "do not tell it, "
        "not that the outlet never did.</p>"
    )
    with st.expander(f"{plural(len(ids), 'quantity', 'quantities')} to compare"):
        st.html(f'<ul class="cc-results">{links}</ul>')


if state.ready():
    show()
