"""Method: how each judgement is made, from the very data that the pipeline reads, so that this page cannot go stale."""

from __future__ import annotations

import json
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import pipeline
from dashboard import downloads, marks, queries, state
from dashboard.words import ASSESSMENTS, BOUNDS, CAUSES
from pipeline import knowledge
from pipeline.tables import SCHEMAS

STEPS = (
    ("Articles", "Files are read as they are; the text is kept verbatim, and every offset points into it."),
    ("Sentences", "A trained English pipeline splits and parses them. Nothing is looked up online."),
    (
        "Quantities",
        "Numbers, number words, fractions, ranges and vague words become a lower and an upper figure with a unit.",
    ),
    ("Claims", "Each figure is tied to what is counted, who, did what, where, when, and who says so."),
    (
        "Quantities compared",
        "Figures stand together when these facets fit; a differing facet keeps them apart, however alike the words.",
    ),
    (
        "Statements",
        "Claims without a figure stand together where several articles say the same thing or its reverse: who does "
        "what to whom, compared part by part.",
    ),
    (
        "Assessments",
        "Checks look at what stands together; each gives its reason in a sentence. No figure is ever corrected.",
    ),
)
LIMITS = (
    "It reads English only.",
    "It compares figures with each other, not with the world: if all sources copy one error, it sees agreement.",
    "A figure it did not understand is missing here, and one it misread may be compared with the wrong ones: read "
    "the sentence.",
    "“Implausible” is a reason to look, not a verdict. A human decides.",
)
LIBRARIES = ("streamlit", "duckdb", "pandas", "pyarrow", "altair", "spacy", "rapidfuzz")


def show() -> None:
    """The whole page."""
    st.html('<h1 class="cc-title">How it works</h1>' + _steps() + _limits())
    _assessments()
    _reading()
    _known()
    _rules()
    _dictionary()
    _versions()


def _steps() -> str:
    items = "".join(f"<li><strong>{name}.</strong> {text}</li>" for name, text in STEPS)
    return f'<p class="cc-lead">From an article to an assessment, step by step.</p><ol>{items}</ol>'


def _limits() -> str:
    return f'<h2 class="cc-h2">What it cannot do</h2><ul>{"".join(f"<li>{text}</li>" for text in LIMITS)}</ul>'


def _assessments() -> None:
    counts: dict[str, int] = state.ask(queries.assessments)
    rows = [
        {"word": marks.badge(name), "meaning": a.meaning, "n": f"{counts.get(name, 0):,}"}
        for name, a in ASSESSMENTS.items()
    ]
    st.html(
        '<h2 class="cc-h2">What an assessment means</h2>'
        + marks.table(
            {"word": "Assessment", "meaning": "Says that", "n": "Here"},
            rows,
            caption="The first that holds, from the top",
        )
    )
    causes = [{"cause": marks.text(name.replace("_", " ")), "said": marks.text(text)} for name, text in CAUSES.items()]
    with st.expander("Causes of a difference, and kinds of bounds"):
        st.html(
            marks.table(
                {"cause": "Cause", "said": "The figures differ because"},
                causes,
                caption="Named before anything is called a disagreement",
            )
            + f"<p>Bounds: {', '.join(BOUNDS.values())}.</p>"
        )


def _reading() -> None:
    """The limits of what is read, from the file that the pipeline reads."""
    with st.expander("What is read, and its limits"):
        kinds = ", ".join(sorted(knowledge.settings("thresholds/reading")["suffixes"]))
        rows = [
            {"what": f"<code>{marks.text(f'{part}.{name}')}</code>", "most": f"{value:,}", "why": marks.text(why)}
            for part, name, value, why in _limit_rows()
        ]
        st.html(
            f"<p>Files that hold articles: {marks.text(kinds)}. What lies beyond a limit is left out, and the first "
            "page lists it with the reason; the rest is read.</p>"
            + marks.table({"what": "Limit", "most": "Is", "why": ""}, rows, caption="limits.toml")
        )


def _limit_rows() -> list[tuple[str, str, float, str]]:
    """Part, name, value and comment of each limit; the values as they hold, a user's own among them."""
    text = (knowledge.data_folder() / "limits.toml").read_text(encoding="utf-8")
    why: dict[tuple[str, str], str] = {}
    part = ""
    for line in text.splitlines():
        if opened := re.match(r"\[(\w+)\]", line):
            part = opened[1]
        elif said := re.match(r"(\w+) = [^#]+# (.+)", line):
            why[part, said[1]] = said[2]
    return [
        (part, name, value, why.get((part, name), ""))
        for part, limits in knowledge.settings("limits").items()
        for name, value in limits.items()
    ]


def _known() -> None:
    """The tables of known figures, from the files that the pipeline reads."""
    tables = []
    for name, paths in _files().items():
        if name.startswith("reference/"):
            tables += [pd.read_csv(p, comment="#", dtype=str, keep_default_na=False) for p in paths]
    if not tables:
        return
    frame = pd.concat(tables)
    rows = [
        {
            "source": marks.text(source),
            "title": marks.outside(url, str(title)) or marks.text(title),
            "published": marks.text(published),
            "n": f"{len(part):,}",
        }
        for (source, title, published, url), part in frame.groupby(["source", "title", "published", "url"], sort=False)
    ]
    with st.expander("Known figures that the articles’ are held against"):
        st.html(
            "<p>They stand beside the articles’ figures of the same quantity as sources of their own, are marked as "
            "reference everywhere, and change no group. Add your own: a table in the folder <code>reference</code> of "
            "your data.</p>"
            + marks.table(
                {"source": "Source", "title": "Publication", "published": "Published", "n": "Figures"},
                rows,
                caption=f"{len(frame):,} figures of {len(rows)} publications",
            )
        )


def _rules() -> None:
    st.html(
        '<h2 class="cc-h2">Thresholds and word lists</h2>'
        "<p>These are the files the pipeline reads, with their comments. Your own folder, named by "
        "<code>CROSSCHECK_DATA</code>, is read on top of them.</p>"
    )
    files = _files()
    names = list(files)
    asked = state.param("file")
    if asked and asked not in files:
        state.complain(f"There is no file {asked} among the rules.")
    first = names.index("lexicons/vague.csv") if "lexicons/vague.csv" in files else 0
    chosen = st.selectbox("File", names, index=first, key="file", bind="query-params")
    for path in files[chosen]:
        if path.suffix == ".toml":
            st.code(path.read_text(encoding="utf-8"), language="toml", wrap_lines=True)
        else:
            frame = pd.read_csv(path, comment="#", dtype=str, keep_default_na=False, nrows=5000)
            st.dataframe(
                frame, hide_index=True, width="stretch", alt=f"{chosen}: {len(frame)} rows", key=f"rows-{path}"
            )


def _files() -> dict[str, list[Path]]:
    """The CSV and TOML files under data/, by their name; several where a user's folder has the same."""
    found: dict[str, list[Path]] = {}
    for folder in knowledge.folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".toml") and path.is_file():
                found.setdefault(path.relative_to(folder).as_posix(), []).append(path)
    return dict(sorted(found.items(), key=lambda item: (item[0].endswith(".csv"), item[0])))


def _dictionary() -> None:
    st.html('<h2 class="cc-h2">What the tables hold</h2>')
    name = st.selectbox("Table", list(SCHEMAS), index=list(SCHEMAS).index("claims"), key="table", bind="query-params")
    rows = [
        {
            "name": f"<code>{field.name}</code>",
            "type": marks.text(str(field.type).replace("[day]", "").replace("<element: string>", " of strings")),
            "meaning": marks.text(field.metadata[b"meaning"].decode()),
            "values": marks.text(
                ", ".join(json.loads(field.metadata[b"values"])) if b"values" in field.metadata else ""
            ),
            "null": "" if field.nullable else "always there",
        }
        for field in SCHEMAS[name]
    ]
    columns = {"name": "Column", "type": "Type", "meaning": "Meaning", "values": "Values", "null": ""}
    st.html(marks.table(columns, rows, caption=f"{name}.parquet"))
    with st.container(width=420):
        downloads.package(state.build_folder())


def _versions() -> None:
    facts: list[tuple[str, str]] = [("crosscheck", pipeline.__version__), ("Python", platform.python_version())]
    for name in LIBRARIES:
        try:
            facts.append((name, version(name)))
        except PackageNotFoundError:
            continue
    facts += [(f"English pipeline: {key}", str(value)) for key, value in _model().items()]
    facts += [(f"build: {key}", str(value)) for key, value in _build().items()]
    rows = [{"what": marks.text(what), "is": marks.text(value)} for what, value in facts]
    st.html(
        '<h2 class="cc-h2">Versions</h2>'
        + marks.table({"what": "Part", "is": "Is"}, rows, caption="Name them when you report a result")
    )


def _model() -> dict[str, Any]:
    path = knowledge.data_folder() / "english" / "meta.json"
    if not path.is_file():
        return {}
    meta = json.loads(path.read_text(encoding="utf-8"))
    return {key: meta[key] for key in ("name", "version", "license") if meta.get(key)}


def _build() -> dict[str, Any]:
    path = state.build_folder() / "build.json"
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: ", ".join(map(str, v)) if isinstance(v, list) else v for k, v in facts.items() if v not in ([], None)}


if state.ready():
    show()
