"""Framing: what each outlet calls the same people, how surely it speaks, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, downloads, framing, grids, marks, matrices, state, words
from dashboard.framing import around
from dashboard.grids import Grid
from dashboard.words import CUES
from pipeline.outlets import in_brackets

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
    topic = _folder()
    _names(topic)
    _cues(topic)
    _wordings(topic)
    _certainty(topic)
    _coverage(topic)


def _folder() -> str | None:
    """The folder of articles that the page is about, or None for all."""
    topics: list[str] = state.ask(framing.topics)
    names = {t: marks.plain(t) or "(no folder)" for t in topics}
    asked = state.param("folder")
    if asked and asked not in names.values():
        state.complain(f"There is no folder {asked}.")
    if len(topics) < 2:
        return None
    chosen: str | None = st.selectbox(
        "Folder of articles",
        topics,
        index=None,
        format_func=names.__getitem__,
        key="folder",
        bind="query-params",
        placeholder="all articles",
    )
    return chosen


def _within(topic: str | None) -> dict[str, str]:
    """What a link on this page carries to stay in its folder."""
    return {} if topic is None else {"folder": marks.plain(topic) or "(no folder)"}


def _names(topic: str | None) -> None:
    st.html('<h2 class="cc-h2">What they are called</h2>')
    known: list[tuple[str, int, bool]] = state.ask(framing.entities, topic)
    if not known:
        st.html('<p class="cc-note">These articles name no people or groups.</p>')
        return
    shown = {name: f"{marks.plain(name)} (event)" if event else marks.plain(name) for name, _, event in known}
    asked = state.param("who")
    if asked and asked not in shown.values():
        state.complain(f"Nobody called {asked} is named in {'these articles' if topic else 'this build'}.")
    entity = st.selectbox("Whom or what", list(shown), format_func=shown.__getitem__, key="who", bind="query-params")
    frame: pd.DataFrame = state.ask(framing.labels, entity, topic)
    what = f"Names for {shown[entity]}"
    grids.show(
        frame,
        Grid("labels", what, "Name", "by", "label", _within(topic) | {"who": shown[entity]}),
        lambda outlet, label: state.ask(framing.sentences, entity, None, outlet, label, topic),
    )


def _cues(topic: str | None) -> None:
    st.html('<h2 class="cc-h2">How they put it</h2>')
    rates: pd.DataFrame = state.ask(framing.rates, topic)
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
        state.ask(framing.cues, kind, topic),
        Grid("cued", name, "Word", "teller", "word", _within(topic) | {"cue": name}),
        lambda outlet, word: state.ask(framing.sentences, None, kind, outlet, word, topic),
    )
    rows = [
        {"outlet": marks.text(r["outlet"]), "words": f"{int(r['words']):,}", **{k: _rate(r, k) for k in used}}
        for r in database.as_records(rates)
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


def _wordings(topic: str | None) -> None:
    frame: pd.DataFrame = state.ask(framing.wordings, topic)
    if frame.empty:
        return
    rows = []
    for r in database.as_records(frame):
        link = marks.inside(marks.address("compare", quantity=r["cluster_id"]), marks.text(r["label"]))
        figure = marks.text(words.with_unit(words.number(r["value"]), r["unit"]))
        said = "".join(f"<li>{_said(s, r['cluster_id'])}</li>" for s in r["said"][:8])
        rows.append({"figure": f"<strong>{figure}</strong><br>{link}", "said": f'<ul class="cc-wordings">{said}</ul>'})
    st.html(
        '<h2 class="cc-h2">One figure, many wordings</h2>'
        + marks.table(
            {"figure": "Figure", "said": "Told as"},
            rows,
            caption="The same value of the same quantity in at least three wordings",
        )
    )


def _said(said: dict[str, Any], quantity: str) -> str:
    """The figure with the words around it, as the article has them."""
    sentence = str(said["sentence"])
    before, quote, after = around(sentence, int(said["at"]), str(said["quote"]))
    if not sentence.startswith(before or quote):
        before = f"… {before}"
    if not sentence.rstrip(' .!?”"').endswith(after or quote):
        after = f"{after} …"
    href = marks.address("compare", quantity=quantity, claim=said["claim"])
    told = f"{marks.text(before)} {marks.inside(href, marks.text(quote))} {marks.text(after)}".strip()
    return (
        f'<span class="cc-quote">{told}</span> <span class="cc-dim">({marks.text(in_brackets(said["outlet"]))})</span>'
    )


def _certainty(topic: str | None) -> None:
    frame: pd.DataFrame = state.ask(framing.certainty, topic)
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


def _coverage(topic: str | None) -> None:
    st.html('<h2 class="cc-h2">What one tells and the others leave out</h2>')
    frame: pd.DataFrame = state.ask(framing.coverage, topic)
    if frame.empty:
        st.html('<p class="cc-note">Too few to say: no quantity is told by more than one outlet here.</p>')
        return
    outlets = sorted(set(frame["outlet"]), key=str.casefold)
    st.html(
        matrices.grid(
            frame,
            "label",
            "outlet",
            "figures",
            caption="Figures of each quantity by outlet. An empty cell means that the outlet’s articles here do not "
            "tell it, not that the outlet never did",
            what="figures",
            order=outlets,
            href=lambda cell: marks.address("compare", quantity=cell["cluster_id"]),
            row_href=lambda cell: marks.address("compare", quantity=cell["cluster_id"]),
        )
    )
    downloads.counts(
        frame,
        "coverage",
        lambda: matrices.heatmap(
            frame, "label", "outlet", "figures", titles=("Quantity", "Outlet", "Figures"), order=outlets
        ),
        "Quantities by outlet",
    )
    _alone(topic)


def _alone(topic: str | None) -> None:
    frame: pd.DataFrame = state.ask(framing.alone, topic)
    rows = []
    for r in database.as_records(frame):
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
        st.html(marks.table(columns, rows, caption="Quantities that no other outlet here tells"))


if state.ready():
    show()
