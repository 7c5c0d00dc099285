"""Add articles: paste or upload, see what they say and what they change, then keep them or not."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import adding, database, marks, queries, state
from dashboard.adding import Draft
from dashboard.marks import Span
from dashboard.words import plural
from pipeline.errors import CrosscheckError


@st.cache_resource(show_spinner=False)
def _one_at_a_time() -> threading.Lock:
    return threading.Lock()


def show() -> None:
    """The whole page."""
    st.html(
        '<h1 class="cc-title">Add articles</h1>'
        '<p class="cc-lead">Paste a text or upload files; see which figures they add and what that changes. Nothing '
        "is kept until you say so.</p>"
        f'<p class="cc-small cc-dim">English articles: saved web pages, PDF, DOCX, EPUB, text, tables, feeds, or a ZIP '
        f"archive of these; up to {adding.MOST_FILES} files of 20 MB at a time. What a file tells about its outlet, "
        f"date and headline is read from it. Everything is read on this machine and sent nowhere{_fetching()}. "
        "Articles that are in the build already are not read again.</p>"
    )
    made = st.session_state.get("pending")
    if made and Path(made).is_dir():
        _review(Path(made))
        return
    _form()


def _fetching() -> str:
    return "; only pages whose addresses you give are fetched from their sites" if adding.may_fetch() else ""


def _form() -> None:
    with st.form("add"):
        left, right = st.columns(2)
        outlet = left.text_input("Outlet", placeholder="who published it", max_chars=120)
        published = right.text_input("Date", placeholder="2016-08-13, 2016-08 or 2016", max_chars=40)
        title = left.text_input("Headline", placeholder="the first line when empty", max_chars=300)
        url = right.text_input("Address of the original", placeholder="https://…", max_chars=500)
        text = st.text_area("Text", height=260, max_chars=adding.MOST_CHARACTERS)
        files = st.file_uploader(
            "Or files (what you fill in above goes for all of them; leave it empty to have it read from each)",
            type=adding.endings(),
            accept_multiple_files=True,
        )
        named = ""
        if adding.may_fetch():
            named = st.text_area(
                "Or addresses of pages, one a line (fetched from their sites: public http and https addresses only)",
                height=90,
                max_chars=20_000,
                placeholder="https://…",
            )
        sent = st.form_submit_button("Read")
    if not sent:
        return
    try:
        drafts = [Draft(text, outlet, title, published, url)] if text.strip() else []
        for file in files or []:
            drafts.append(Draft("", outlet, title, published, url, file.name, file.getvalue()))
        pages = adding.addresses(named)
        adding.check(drafts, state.ask(queries.totals)["articles"], pages)
        st.session_state["pending"] = str(_read(drafts, pages))
    except CrosscheckError as error:
        st.html(f'<div class="cc-complaint" role="alert">{marks.text(error)}</div>')
        return
    st.rerun()


def _read(drafts: Sequence[Draft], pages: Sequence[str]) -> Path:
    """Runs the pipeline with a progress bar and returns the folder of what it made."""
    lock = _one_at_a_time()
    bar = st.progress(0.0, "Waiting for another addition to end" if lock.locked() else "Reading articles")
    with lock, tempfile.TemporaryDirectory() as corpus:
        made = adding.pending(state.build_folder())
        try:
            adding.write_corpus(drafts, Path(corpus))
            missed: list[str] = []
            for step in adding.run(Path(corpus), made, state.build_folder(), pages):
                if "missed" in step:
                    missed.append(step["missed"])
                if "stage" in step:
                    bar.progress(
                        min(1.0, step["done"] / max(1, step["total"])),
                        f"{step['stage']}: {step['done']:,} of {step['total']:,}",
                    )
        except BaseException:
            adding.discard(made)
            bar.empty()
            raise
    bar.empty()
    st.session_state["missed"] = missed
    return made


def _review(made: Path) -> None:
    new = database.connect(made)
    figures, changed = adding.news(state.connection(), new)
    before, after = state.ask(queries.totals), queries.totals(new)
    added = after["articles"] - before["articles"]
    if not added:
        st.html(
            '<p class="cc-note">Nothing new: this outlet’s text is in the build already, or it could not be taken.</p>'
        )
    else:
        st.html(
            f'<p class="cc-note" role="status">{plural(added, "article")} read: {plural(len(figures), "figure")}, '
            f"{plural(int((figures['n_claims'] > 1).sum()), 'of them stands', 'of them stand')} beside figures of "
            f"others.</p>"
        )
    st.html(_figures(database.as_records(figures)) + _changes(database.as_records(changed)))
    rejected = after["rejected"] - before["rejected"]
    if rejected > 0:
        frame = queries.rejected(new)
        st.html(
            f'<p class="cc-complaint">{plural(rejected, "input")} not taken: '
            f"{marks.text('; '.join(frame['reason'].tail(rejected)))}</p>"
        )
    if missed := st.session_state.get("missed"):
        st.html(
            f'<p class="cc-complaint">{plural(len(missed), "page")} not fetched: {marks.text("; ".join(missed))}</p>'
        )
    left, right = st.columns(2)
    if left.button("Keep them in this build", disabled=not added, width="stretch"):
        try:
            adding.keep(state.build_folder(), made)
        except CrosscheckError as error:
            st.html(f'<div class="cc-complaint" role="alert">{marks.text(error)}</div>')
            return
        st.session_state.pop("pending")
        st.session_state["kept"] = added
        st.rerun()
    if right.button("Throw away", width="stretch"):
        adding.discard(made)
        st.session_state.pop("pending")
        st.rerun()


def _figures(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    cells = [
        {
            "quote": marks.marked(
                r["sentence"], [Span(int(r["start"]), int(r["end"]), "cc-plain")], int(r["sentence_start"])
            ),
            "where": (
                f"{marks.badge(r['assessment'])} {marks.text(r['label'])} <span "
                f"class='cc-dim'>({plural(int(r['n_claims']), 'figure')})</span>"
                if r["cluster_id"]
                else '<span class="cc-dim">not compared</span>'
            ),
        }
        for r in rows
    ]
    return '<h2 class="cc-h2">What is new</h2>' + marks.table(
        {"quote": "Figure", "where": "Goes to"}, cells, caption="Most compared first"
    )


def _changes(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return '<p class="cc-dim">No other assessment changes.</p>'
    items = "".join(
        f"<li>{marks.text(r['label'])}: {marks.badge(r['before'])} becomes {marks.badge(r['assessment'])}<br>"
        f'<span class="cc-small">{marks.text(r["reason"])}</span></li>'
        for r in rows[:50]
    )
    return f'<h2 class="cc-h2">What it changes</h2><ul class="cc-results">{items}</ul>'


if state.ready():
    if kept := st.session_state.pop("kept", 0):
        st.html(
            f'<p class="cc-note" role="status">{plural(kept, "article")} kept. '
            f"{marks.inside(marks.address(''), 'To the overview')}</p>"
        )
    show()
