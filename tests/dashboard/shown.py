"""A page of the dashboard, opened without a browser, and what stands on it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import queries

APP = Path(queries.__file__).with_name("app.py")
Open = Callable[..., AppTest]


def opened(view: str = "overview", **params: str | list[str]) -> AppTest:
    """Opens a page at an address, as a visitor who follows a link would."""
    at = AppTest.from_file(APP, default_timeout=60)
    if view != "overview":
        at.run()
        at.switch_page(f"views/{view}.py")
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


def markup(at: AppTest) -> str:
    """The HTML of a page, without its style sheet."""
    return "\n".join(str(e.proto.body) for e in at.get("html") if "<style>" not in e.proto.body)


def text(at: AppTest) -> str:
    """A page as its reader sees it, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup(at))).split())
