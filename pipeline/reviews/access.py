"""Who may write, and under which name.

======================================  ==============================================================================
``CROSSCHECK_READ_ONLY=1``              nobody
``CROSSCHECK_USER_HEADER=X-Remote-User``  whoever a reverse proxy names in that header; a request without it only reads
Streamlit's login is set up             whoever has logged in (``st.login``); others only read
served to this machine only             the user of this machine, under a name of their choice
``CROSSCHECK_USER=name``                everybody who reaches the page, under that one name
served to other machines                nobody: one of the above must be set
======================================  ==============================================================================

The first line that applies holds. A header can be trusted only when the proxy is the one way to the dashboard and sets
or removes the header itself.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import ReviewsError
from pipeline.reviews.texts import line

_LOCAL = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """``name`` is None for one who only reads; ``why`` says so in words. ``fixed``: the name cannot be chosen."""

    name: str | None
    why: str = ""
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of who looks: request headers, Streamlit's login (None when not set up), the server's address."""

    headers: Mapping[str, str]
    login: Mapping[str, object] | None = None
    address: str = "127.0.0.1"
    chosen: str = ""


def read_only(environ: Mapping[str, str] = os.environ) -> bool:
    """Is the whole store read-only by ``CROSSCHECK_READ_ONLY``?"""
    return environ.get("CROSSCHECK_READ_ONLY", "").strip().lower() not in ("", "0", "no", "false", "off")


def reviewer(visit: Visit, environ: Mapping[str, str] = os.environ) -> Reviewer:
    """Who looks, by the table above."""
    if read_only(environ):
        return Reviewer(None, "This dashboard is set to be read only.")
    if header := environ.get("CROSSCHECK_USER_HEADER", "").strip():
        said = next((v for k, v in visit.headers.items() if k.lower() == header.lower()), "")
        return _named(said) or Reviewer(None, "The proxy in front of this page named nobody, so you can only read.")
    if visit.login is not None:
        if not visit.login.get("is_logged_in"):
            return Reviewer(None, "Log in to decide; without you can only read.")
        said = str(visit.login.get("name") or visit.login.get("email") or visit.login.get("sub") or "")
        return _named(said) or Reviewer(None, "Your login has no name, so you can only read.")
    if shared := environ.get("CROSSCHECK_USER", "").strip():
        return _named(shared) or Reviewer(None, "CROSSCHECK_USER holds no name.")
    if visit.address not in _LOCAL:
        return Reviewer(
            None,
            "This dashboard is open to other machines and nothing tells who you are, so you can only read. "
            "Set CROSSCHECK_USER_HEADER, Streamlit's login, or CROSSCHECK_USER to decide.",
        )
    mine = _named(visit.chosen) or _named(local_name())
    return Reviewer(mine.name if mine else "editor", fixed=False)


def local_name() -> str:
    """The name of this machine's user, "editor" when there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "editor"


def _named(name: str) -> Reviewer | None:
    try:
        return Reviewer(line(name, "who")) if name.strip() else None
    except ReviewsError:
        return None
