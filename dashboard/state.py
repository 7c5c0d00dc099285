"""What the pages share: the build they show, the addresses they live at, and how they say that an address is bad."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard import database, marks
from pipeline.errors import OutputError

DEFAULT_BUILD = "build/example"
STYLE = Path(__file__).with_name("style.css")

# Follows a link of our own inside the session, as one step of the browser's history; without scripts it stays a plain
# link. Streamlit's own page switch would leave two steps, the first at an address that leads nowhere. Parts of the
# address that belong to the view (scale, threshold …) stay when the link leads to the same quantity or article.
# Also brings a marked place into view.
_LINKS = """
const KEPT = ["show", "scale_log", "scale_linear", "threshold", "names"];
const SUBJECTS = ["quantity", "assertion", "article"];
export default function ({ data }) {
  const follow = (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return;
    const link = event.target.closest ? event.target.closest("a[data-go]") : null;
    if (!link) return;
    event.preventDefault();
    const from = new URL(window.location.href), to = new URL(link.href, from);
    if (to.origin !== from.origin) return;
    const named = (url) => SUBJECTS.map((part) => url.searchParams.get(part)).find(Boolean) || "";
    const subject = (url) => url.pathname + named(url);
    if (subject(from) === subject(to)) {
      for (const name of KEPT) for (const value of from.searchParams.getAll(name)) to.searchParams.append(name, value);
    }
    window.history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  };
  document.addEventListener("click", follow);
  if (data && data.here && window.crosscheckHere !== data.here) {
    window.crosscheckHere = data.here;
    let tries = 0;
    const seek = () => {
      const place = [...document.querySelectorAll("[data-here]")].find((e) => e.dataset.here === data.mark);
      if (place) place.scrollIntoView({ block: "center" });
      else if (tries++ < 20) setTimeout(seek, 150);
    };
    setTimeout(seek, 250);
  } else if (!data || !data.here) {
    window.crosscheckHere = null;
  }
  return () => document.removeEventListener("click", follow);
}
"""


def build_folder() -> Path:
    """The build shown: ``CROSSCHECK_BUILD``, or ``build/example``."""
    return Path(os.environ.get("CROSSCHECK_BUILD") or DEFAULT_BUILD)


def stamp(build: Path) -> str:
    """Changes whenever the build does, so that nothing cached outlives it."""
    try:
        found = [(build / f"{name}.parquet").stat() for name in ("claims", "clusters", "findings")]
    except OSError:
        return "none"
    return "-".join(f"{s.st_mtime_ns:x}.{s.st_size:x}.{s.st_ino:x}" for s in found)


@st.cache_resource(max_entries=2, show_spinner=False)
def _connection(build: str, stamp: str) -> duckdb.DuckDBPyConnection:
    return database.connect(Path(build))


@st.cache_data(max_entries=256, show_spinner=False)
def _ask(_function: Callable[..., Any], name: str, build: str, stamp: str, args: tuple[Any, ...]) -> Any:
    return _function(_connection(build, stamp), *args)


def ask(function: Callable[..., Any], *args: Any) -> Any:
    """A query's answer, remembered while the build stays the same."""
    build = build_folder()
    return _ask(function, f"{function.__module__}.{function.__name__}", str(build), stamp(build), args)


def connection() -> duckdb.DuckDBPyConnection:
    """The open connection to the build shown."""
    build = build_folder()
    return _connection(str(build), stamp(build))


def ready() -> bool:
    """Is there a build to show? Says what to do when not."""
    build = build_folder()
    try:
        _connection(str(build), stamp(build))
    except OutputError as error:
        st.html(
            '<h1 class="cc-title">Nothing to show yet</h1>'
            f"<p>There is no complete build in <code>{marks.text(build)}</code>: {marks.text(error)}.</p>"
            "<p>To make one from a folder of articles:</p>"
            "<pre>crosscheck build FOLDER -o build/mine\ncrosscheck dashboard build/mine</pre>"
            "<p>Then load this page again.</p>"
        )
        return False
    return True


def param(name: str) -> str | None:
    """A part of the address, or None when it is not there or empty."""
    return st.query_params.get(name) or None


def complain(what: str) -> None:
    """Says that the address asks for something that is not there, and where to go on."""
    st.html(
        f'<div class="cc-complaint" role="alert"><strong>This address leads nowhere.</strong> {marks.text(what)} '
        "It may come from another build or have been cut off when it was copied.</div>"
    )


def subject(
    part: str, noun: str, row_of: Callable[..., Any], id_of: Callable[..., Any], whose: str = "in this build"
) -> dict[str, Any] | None:
    """The row that the address asks for, by its id (``?part=…``) or by a claim of it (``?claim=…``).

    ``row_of`` and ``id_of`` are queries: id → row, claim's id → id, each None where there is none; ``noun`` and
    ``whose`` say what it is and which claims have one. None where the address asks for nothing, and, with a complaint,
    where it asks for what is not there.
    """
    asked, claim = param(part), param("claim")
    if claim and not asked:
        asked = ask(id_of, claim)
        if asked is None:
            complain(f"There is no claim {claim} {whose}.")
    row: dict[str, Any] | None = ask(row_of, asked) if asked else None
    if asked and row is None:
        complain(f"There is no {noun} {asked} in this build.")
    return row


def chosen(claims: pd.DataFrame, otherwise: str) -> str | None:
    """The claim that the address picks out of ``claims`` (column claim_id); of one that is not there it complains in
    the words of ``otherwise``, and gives None."""
    claim = param("claim")
    if claim and claim not in set(claims["claim_id"]):
        complain(f"Claim {claim} {otherwise}.")
        return None
    return claim


@cache
def _links() -> Callable[..., Any]:
    return st.components.v2.component("crosscheck_links", js=_LINKS)


def follow_links(here: str | None = None) -> None:
    """Lets links of our own (``marks.inside``) change the page without starting a new session.

    ``here`` names a view whose chosen claim is to be scrolled into view, once for each such name.
    """
    _links()(key="links", data={"here": here, "mark": param("claim") or ""})
