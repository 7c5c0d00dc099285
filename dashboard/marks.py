"""Article text on the page: only ever as text.

Everything that stands in an article, a title, an outlet's name or a file's name goes through :func:`plain` before it
reaches a chart or a widget, and through :func:`text` before it reaches ``st.html``. Markdown never sees it.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode, urlsplit

from dashboard.words import ASSESSMENTS

# Unicode's explicit directional marks (UAX 9, 2): they could turn the words around them, so they are shown by name.
_DIRECTIONAL = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


def plain(value: Any) -> str:
    """Text without what a browser would act on: control and directional characters are shown by their number."""
    if value is None or value != value:
        return ""
    return "".join(
        f"‹U+{ord(c):04X}›" if ord(c) in _DIRECTIONAL or (unicodedata.category(c) == "Cc" and c not in "\n\t\r") else c
        for c in str(value)
    )


def text(value: Any) -> str:
    """Any value as HTML text: every angle bracket, quote and ampersand escaped."""
    return html.escape(plain(value), quote=True)


def safe_url(url: Any) -> str | None:
    """The address when it is http or https with a host, else None."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def outside(url: Any, label: str) -> str:
    """A link that leaves the dashboard, or nothing when the address is none to follow."""
    good = safe_url(url)
    if not good:
        return ""
    return f'<a href="{text(good)}" target="_blank" rel="noopener noreferrer nofollow">{text(label)}</a>'


def address(page: str, **params: Any) -> str:
    """The relative address of a view: ``address("compare", quantity="q1")`` → "compare?quantity=q1"."""
    kept = [(k, v) for k, v in params.items() if v not in (None, "", [])]
    return f"{page or './'}?{urlencode(kept, doseq=True)}" if kept else (page or "./")


def inside(href: str, label_html: str, *, css: str = "", title: str = "") -> str:
    """A link to another view that keeps the session; ``label_html`` is HTML already."""
    classes = f' class="{css}"' if css else ""
    hint = f' title="{text(title)}"' if title else ""
    return f'<a data-go="1" href="{text(href)}"{classes}{hint}>{label_html}</a>'


def badge(assessment: str, meanings: Mapping[str, str] | None = None) -> str:
    """An assessment as a symbol and a word in its colour; ``meanings`` where it says something else than of figures."""
    a = ASSESSMENTS.get(assessment)
    if a is None:
        return f'<span class="cc-badge">{text(assessment)}</span>'
    return (
        f'<span class="cc-badge cc-{assessment}" title="{text((meanings or {}).get(assessment, a.meaning))}">'
        f'<span aria-hidden="true">{a.symbol}</span> {a.word}</span>'
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``start:end`` of a text to mark: CSS classes, where it leads, what to say about it."""

    start: int
    end: int
    css: str = ""
    href: str | None = None
    title: str = ""
    anchor: str | None = None


def marked(body: str, spans: Sequence[Span], offset: int = 0) -> str:
    """``body`` as HTML with ``spans`` marked; offsets count from ``offset``. Where spans overlap the shortest wins.

    Spans outside the text are left out, so that a stale offset can never break the page.
    """
    owner: dict[int, Span] = {}
    inner = [s for s in spans if 0 <= s.start - offset < s.end - offset <= len(body)]
    cuts = sorted({0, len(body), *(s.start - offset for s in inner), *(s.end - offset for s in inner)})
    for s in sorted(inner, key=lambda s: (s.start - s.end, s.start)):
        for cut in cuts:
            if s.start - offset <= cut < s.end - offset:
                owner[cut] = s
    out: list[str] = []
    pieces: list[tuple[Span | None, str]] = []
    for left, right in pairwise(cuts):
        span = owner.get(left)
        if pieces and pieces[-1][0] is span:
            pieces[-1] = (span, pieces[-1][1] + body[left:right])
        else:
            pieces.append((span, body[left:right]))
    for span, piece in pieces:
        out.append(text(piece) if span is None else _mark(span, piece))
    return "".join(out)


def _mark(span: Span, piece: str) -> str:
    hint = f' title="{text(span.title)}"' if span.title else ""
    ident = f' data-here="{text(span.anchor)}"' if span.anchor else ""
    core = f'<mark class="cc-mark {span.css}"{hint}{ident}>{text(piece)}</mark>'
    return inside(span.href, core) if span.href else core


def table(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]], *, caption: str, css: str = "") -> str:
    """An HTML table; cells are HTML already, headings are text. A row may carry its CSS classes under "_css".

    Each cell repeats its heading as ``data-label``, which narrow screens show in place of the header row.
    """
    head = "".join(f'<th scope="col">{text(title)}</th>' for title in columns.values())
    body = []
    for row in rows:
        cells = "".join(f'<td data-label="{text(title)}">{row.get(key) or ""}</td>' for key, title in columns.items())
        body.append(f'<tr class="{row.get("_css", "")}">{cells}</tr>')
    return (
        f'<div class="cc-scroll"><table class="cc-table {css}"><caption>{text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def bar(share: float | None, label: str = "") -> str:
    """A small horizontal bar, 0–1, with its number beside it."""
    if share is None or share != share:
        return '<span class="cc-dim">—</span>'
    width = max(0.0, min(1.0, share)) * 100
    return (
        f'<span class="cc-bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>'
        f'<span class="cc-num">{text(label or f"{share:.2f}")}</span>'
    )
