"""Framing: what each outlet calls the same people, how surely it speaks, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import downloads, framing, grids, marks, matrices, queries, state, words
from dashboard.grids import Grid
from dashboard.words import CUES, plural

CERTAINTIES = ["asserted", "reported", "estimated", "alleged", "predicted", "denied", "retracted"]
# A rate per thousand words says nothing about a text much shorter than a thousand words.
ENOUGH_WORDS = 500


def show() -> None:
    """The whole page."""
    st.html(
        '<h1 class="cc-title">How it is told</h1>'
        '<p class="cc-lead">The same people and events, in the words of each outlet. Every count has its sentences '
        "behind it; what they mean is for the reader to say.</p>"
    )
    _names()
    _cues()
    _wordings()
    _certainty()
    _coverage()


def _names() -> None:
    st.html('<h2 class="cc-h2">What they are called</h2>')
    known: list[tuple[str, int, bool]] = state.ask(framing.entities)
    if not known:
        st.html('<p class="cc-note">This build holds no names for people or groups.</p>')
        return
    shown = {name: f"{marks.plain(name)} (event)" if event else marks.plain(name) for name, _, event in known}
    asked = state.param("who")
    if asked and asked not in shown.values():
        state.complain(f"Nobody called {asked} is named in this build.")
    entity = st.selectbox("Whom or what", list(shown), format_func=shown.__getitem__, key="who", bind="query-params")
    frame: pd.DataFrame = state.ask(framing.labels, entity)
    what = f"Names for {shown[entity]}"
    grids.show(
        frame,
        Grid("labels", what, "Name", "by", "label", {"who": shown[entity]}),
        lambda outlet, label: state.ask(framing.sentences, entity, None, outlet, label),
    )


def _cues() -> None:
    st.html('<h2 class="cc-h2">How they put it</h2>')
    rates: pd.DataFrame = state.ask(framing.rates)
    used = [kind for kind in CUES if rates[kind].sum()]
    if not used:
        st.html('<p class="cc-note">This build counts no cues: build the articles again to have them counted.</p>')
        return
    asked = state.param("cue")
    if asked and asked not in {CUES[kind][0] for kind in used}:
        state.complain(f"There is no kind of cue called {asked} here.")
    with st.container(key="cues"):
        kind = st.segmented_control(
            "Kind of cue",
            used,
            default=used[0],
            required=True,
            format_func=lambda k: CUES[k][0],
            key="cue",
            bind="query-params",
            label_visibility="collapsed",
        )
    name, meaning = CUES[kind]
    st.html(f"<p>{name}: {meaning}.</p>")
    grids.show(
        state.ask(framing.cues, kind),
        Grid("cued", name, "Word", "teller", "word", {"cue": name}),
        lambda outlet, word: state.ask(framing.sentences, None, kind, outlet, word),
    )
    rows = [
        {"outlet": marks.text(r["outlet"]), "words": f"{int(r['words']):,}", **{k: _rate(r, k) for k in used}}
        for r in queries.records(rates)
    ]
    columns = {"outlet": "Outlet", "words": "Words", **{k: CUES[k][0] for k in used}}
    with st.expander("All kinds, for a thousand words"):
        st.html(
            marks.table(
                columns,
                rows,
                caption=f"For a thousand words, with the count behind it; an outlet needs {ENOUGH_WORDS} words "
                f"for a rate (the outlets with most words)",
            )
        )
        downloads.table(rates, "cues")


def _rate(row: dict[str, Any], kind: str) -> str:
    count = int(row[kind])
    behind = f'<span class="cc-small cc-dim">({count:,})</span>'
    if row["words"] < ENOUGH_WORDS:
        return f'<span class="cc-small cc-dim">too few to say</span> {behind}' if count else ""
    return f"{1000 * count / row['words']:.1f} {behind}"


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
    with st.popover("Download the table"):
        downloads.table(frame, "certainty")


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
        for label, i in sorted(ids.items())
    )
    st.html(
        '<p class="cc-small cc-dim">Number: figures. An empty cell means that the outlet’s articles in this folder '
        "do not tell it, not that the outlet never did.</p>"
    )
    with st.expander(f"{plural(len(ids), 'quantity', 'quantities')} to compare"):
        st.html(f'<ul class="cc-results">{links}</ul>')
        downloads.table(frame, "coverage")
    _alone(topic)


def _alone(topic: str) -> None:
    frame: pd.DataFrame = state.ask(framing.alone, topic or "")
    rows = []
    for r in queries.records(frame):
        links = " · ".join(
            marks.inside(marks.address("compare", quantity=e["quantity"]), marks.text(e["label"]))
            for e in (r["examples"] if r["examples"] is not None else [])
        )
        rows.append(
            {
                "outlet": marks.text(r["outlet"]),
                "quantities": f"{int(r['quantities']):,}",
                "alone": f"{int(r['alone']):,}",
                "examples": links,
            }
        )
    columns = {"outlet": "Outlet", "quantities": "Quantities", "alone": "Told by it alone", "examples": "Such as"}
    with st.expander("What each outlet tells alone"):
        st.html(marks.table(columns, rows, caption="Quantities that no other outlet of this folder tells"))


if state.ready():
    show()
