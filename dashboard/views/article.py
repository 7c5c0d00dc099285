"""Article: the text with every claim marked in place by its assessment, and its claims as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import database, downloads, judgements, marks, reading, reviewing, state, versions, words
from dashboard.marks import Span
from dashboard.words import ASSESSMENTS, plural


def show() -> None:
    """The whole page."""
    row = state.subject("article", "article", reading.article, reading.article_of_claim)
    if row is None:
        _list()
        return
    claims: pd.DataFrame = state.ask(reading.claims_in, row["article_id"])
    claim = state.chosen(claims, "is not in this article")
    wordy = claims["kind"] == "statement"
    st.html(_heading(row, claims) + state.ask(versions.note, row["article_id"]))
    left, right = st.columns([3, 2], gap="large")
    with left:
        framing = st.toggle("Mark how it is told: names, hedges, loaded words", key="names", bind="query-params")
        if wordy.any() and not st.toggle(
            f"Mark the {plural(int(wordy.sum()), 'claim')} without a figure too", key="statements", bind="query-params"
        ):
            claims = claims[~wordy | (claims["claim_id"] == claim)]
        st.html(_key(claims, framing))
        said = reviewing.said(claims["claim_id"])
        spans = [_span(c, claim, said) for c in database.as_records(claims)]
        if framing:
            spans = _labels(row["article_id"]) + spans
        st.html(
            f'<div class="cc-text" '
            f'lang="{marks.text(row["language"] or "en")}">{marks.marked(row["text"], spans)}</div>'
        )
    with right:
        if claim and (log := reviewing.log_of(claim)):
            st.html(f'<h2 class="cc-h3">What reviewers decided on the figure chosen</h2>{log}')
        st.html(_claim_list(claims, claim, said))
        downloads.article(row, reviewing.reviewed(claims))


def _list() -> None:
    st.html('<h1 class="cc-title">Articles</h1>')
    typed = st.text_input(
        "Find an article",
        key="title",
        type="search",
        live=True,
        bind="query-params",
        placeholder="Title, outlet or file",
    )
    frame: pd.DataFrame = state.ask(reading.articles, typed or "")
    if frame.empty:
        st.html(f'<p class="cc-note">No article is called “{marks.text(typed)}”.</p>')
        return
    rows = [
        {
            "title": marks.inside(
                marks.address("article", article=r["article_id"]), marks.text(r["title"] or r["path"] or "Untitled")
            ),
            "outlet": marks.text(r["outlet"]),
            "date": marks.text(words.printed_on(r)),
            "claims": f"{int(r['claims']):,}",
            "kind": "digest" if r["digest"] else "",
        }
        for r in database.as_records(frame)
    ]
    columns = {"title": "Title", "outlet": "Outlet", "date": "Date", "claims": "Claims", "kind": ""}
    most = "; the newest 200 shown" if len(rows) == 200 else ""
    st.html(marks.table(columns, rows, caption=f"{plural(len(rows), 'article')}{most}"))


def _heading(row: dict[str, Any], claims: pd.DataFrame) -> str:
    facts = [
        row["outlet"],
        row["country"],
        row["author"],
        words.printed_on(row),
        row["kind"],
        plural(int(row["words"] or 0), "word"),
    ]
    said = " · ".join(marks.text(f) for f in facts if f)
    link = marks.outside(row["url"], "Original")
    digest = (
        '<p class="cc-note">This is a digest: a summary in our words, not the article’s own text.</p>'
        if row["digest"]
        else ""
    )
    if row.get("format") == "reference":
        digest = (
            '<p class="cc-note">This is no article but a table of known figures, one a line, to hold the articles’ '
            "figures against. Its rows come from the folder reference of the data.</p>"
        )
    return (
        f'<h1 class="cc-title"><span class="cc-quote">{marks.text(row["title"] or "Untitled")}</span></h1>'
        f'<p class="cc-dim">{said}{" · " + link if link else ""} · {plural(len(claims), "claim")}</p>{digest}'
    )


def _key(claims: pd.DataFrame, framing: bool) -> str:
    used = [a for a in ASSESSMENTS if ((claims["assessment"] == a) | (claims["assertion"] == a)).any()]
    items = [f'<li><mark class="cc-mark cc-{a}">12</mark> {ASSESSMENTS[a].word.lower()}</li>' for a in used]
    if framing:
        items.append('<li><mark class="cc-mark cc-label">name</mark> for people, a group or an event</li>')
        items.append('<li><mark class="cc-mark cc-cue">may</mark> hedge, verb of saying, loaded word …</li>')
    if not items:
        return '<p class="cc-dim">No claim was found in this text.</p>'
    return f'<ul class="cc-key" aria-label="What the marks mean">{"".join(items)}</ul>'


def _tone(row: dict[str, Any]) -> str:
    """One implausible member makes its cluster so, yet only the member itself is marked as such in its text."""
    if row["severity"] == "implausible":
        return "implausible"
    if row["assessment"] == "implausible":
        return "agree" if row["severity"] is None else "disagree"
    assessed = row["assessment"] or row["assertion"]
    return assessed if assessed in ASSESSMENTS else "none"


def _span(row: dict[str, Any], claim: str | None, said: Mapping[str, str]) -> Span:
    chosen = row["claim_id"] == claim
    assessed = row["assessment"] or row["assertion"]
    word = ASSESSMENTS[assessed].word if assessed in ASSESSMENTS else "Not compared"
    return Span(
        int(row["start"]),
        int(row["end"]),
        f"cc-{_tone(row)}" + (" cc-selected" if chosen else ""),
        _beside(row),
        f"{word}{f', {told}' if (told := said.get(row['claim_id'])) else ''}: "
        f"{row['found'] or row['label'] or row['text']}",
        row["claim_id"] if chosen else None,
    )


def _beside(row: dict[str, Any]) -> str | None:
    """Where a claim stands beside others: its quantity, or its statement; None when it stands alone."""
    if row["cluster_id"]:
        return marks.address("compare", quantity=row["cluster_id"], claim=row["claim_id"])
    if row["assertion_id"]:
        return marks.address("statements", assertion=row["assertion_id"], claim=row["claim_id"])
    return None


def _labels(article_id: str) -> list[Span]:
    """Names and cues; a place that is several things says them all."""
    frame: pd.DataFrame = state.ask(reading.mentions_in, article_id)
    told: dict[tuple[int, int], list[str]] = {}
    for r in database.as_records(frame):
        cue = words.CUES.get(r["kind"])
        said = f"{cue[0].lower()}: {r['label']}" if cue else f"name for {r['entity']}"
        if r["kind"] == "loaded":
            said = f"loaded word ({r['entity']})"
        told.setdefault((int(r["start"]), int(r["end"])), []).append(said)
    names = {(int(r["start"]), int(r["end"])) for r in database.as_records(frame) if r["kind"] not in words.CUES}
    return [
        Span(*place, "cc-label" if place in names else "cc-cue", None, "; ".join(dict.fromkeys(said)))
        for place, said in told.items()
    ]


def _claim_list(claims: pd.DataFrame, claim: str | None, said: Mapping[str, str]) -> str:
    if claims.empty:
        return ""
    items = []
    for row in database.as_records(claims):
        compare = _beside(row)
        here = marks.address("article", article=row["article_id"], claim=row["claim_id"])
        figure = words.figure(row["norm_low"], row["norm_high"], row["bound"], row["norm_unit"])
        figure = f"derived: {figure}" if (row["rule"] or "").startswith("derived") else figure
        figure = "" if figure == "—" else f" <span class='cc-dim cc-num'>= {marks.text(figure)}</span>"
        figure_link = marks.inside(
            here, f'<span class="cc-quote">{marks.text(row["quote"])}</span>', title="Show it in the text"
        )
        chosen = ' aria-current="true" style="background: var(--cc-soft)"' if row["claim_id"] == claim else ""
        label = marks.text(row["label"] or row["text"])
        found = f"<br>{marks.text(row['found'])}" if row["severity"] in ("implausible", "suspicious") else ""
        assessed = row["severity"] if row["severity"] == "implausible" else row["assessment"] or row["assertion"]
        items.append(
            f"<li{chosen}>{figure_link}{figure}<br>"
            f"{judgements.beside(assessed or 'too_few', said.get(row['claim_id']))} "
            f"<span class='cc-small'>{marks.inside(compare, label) if compare else label}{found}</span></li>"
        )
    heading = f'<h2 class="cc-h3">{plural(len(claims), "claim")} in reading order</h2>'
    return f'{heading}<ul class="cc-results">{"".join(items)}</ul>'


if state.ready():
    show()
