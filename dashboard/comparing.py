"""The words and tables of the Compare page, as HTML that holds article text only escaped. No streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import database, judgements, marks, words
from dashboard.charts import FLAG_COLOURS, FLAGS, REFERENCE, band
from dashboard.marks import Span
from dashboard.words import CAUSES, has, plural
from pipeline.outlets import in_brackets

COLUMNS = {
    "outlet": "Outlet",
    "date": "Date",
    "printed": "As printed",
    "normalised": "Normalised",
    "bound": "Bound",
    "as_of": "As of",
    "said_by": "Said by",
    "origin": "Origin",
    "sentence": "In its sentence",
}
MOST_REASONS = 40  # findings listed with their reasons


def extent(row: Mapping[str, Any]) -> str:
    """ "7 figures in 4 outlets, from 6 origins; 800 to 760,000" as HTML."""
    claims, outlets, origins = (int(row[f"n_{name}"]) for name in ("claims", "outlets", "origins"))
    said = f"{plural(claims, 'figure')} in {plural(outlets, 'outlet')}, from {plural(origins, 'origin')}"
    low, high = row.get("low"), row.get("high")
    if low is not None and low == low and high is not None and high == high:
        ends = words.number(low) if low == high else f"{words.number(low)} to {words.number(high)}"
        said += f"; {words.with_unit(ends, row.get('unit'))}"
    return marks.text(said)


def in_short(reason: str, findings: pd.DataFrame) -> str:
    """The reason; where it only strings the findings' reasons together, the first of them and how many follow."""
    parts = list(dict.fromkeys(str(r) for r in findings["reason"] if str(r) and str(r) in reason))
    if len(parts) < 2:
        return reason
    first = min(parts, key=reason.index)
    return f"{first} {plural(len(parts) - 1, 'more reason')} below."


def heading(row: Mapping[str, Any], findings: pd.DataFrame, said: str = "") -> str:
    """The quantity's name, its assessment in one sentence, the cause of a difference, and how many stand behind it.

    ``said``: what reviewers hold of it.
    """
    cause = f" They differ because {CAUSES[row['cause']]}." if row.get("cause") in CAUSES else ""
    when = words.span(row["as_of_start"], row["as_of_end"])
    when = "" if when == "—" else f" As of {when}."
    reason = in_short(row["reason"], findings)
    return (
        f'<h1 class="cc-title">{marks.text(row["label"])}</h1>'
        f'<p class="cc-lead">{judgements.beside(row["assessment"], said)} {marks.text(reason)}{marks.text(cause)}</p>'
        f'<p class="cc-dim">{extent(row)}.{marks.text(when)}</p>'
    )


def reason_list(
    findings: pd.DataFrame, claims: pd.DataFrame, quantity: str, reviews: Mapping[str, str] | None = None
) -> str:
    """Every finding with its reason and links to the claim it is about and those it rests on.

    ``reviews``: what reviewers hold of a claim, by its id.
    """
    if findings.empty:
        return ""
    homes = dict(zip(claims["claim_id"], claims["cluster_id"], strict=True))
    quotes = dict(zip(claims["claim_id"], claims["quote"], strict=True))
    outlets = dict(zip(claims["claim_id"], map(in_brackets, claims["outlet"]), strict=True))
    items = []
    for row in database.as_records(findings.head(MOST_REASONS)):
        tone = {"implausible": "implausible", "suspicious": "disagree"}.get(row["severity"], "too_few")
        about = ""
        if row["claim_id"] in quotes:
            href = marks.address("compare", quantity=quantity, claim=row["claim_id"])
            about = (
                f"{marks.inside(href, marks.text(quotes[row['claim_id']]))} ({marks.text(outlets[row['claim_id']])}): "
            )
        rests = [c for c in (row["evidence"] if row["evidence"] is not None else []) if c != row["claim_id"]]
        links = ", ".join(
            marks.inside(
                marks.address("compare", quantity=homes[c], claim=c)
                if homes.get(c)
                else marks.address("article", claim=c),
                f"{marks.text(quotes[c])} ({marks.text(outlets[c])})" if c in quotes else f"another figure ({n})",
            )
            for n, c in enumerate(rests[:6], 1)
        )
        evidence = (
            f' <span class="cc-small cc-dim">Rests on: {links}{"…" if len(rests) > 6 else ""}</span>' if links else ""
        )
        kind = words.SEVERITIES.get(row["severity"], row["severity"])
        items.append(
            f'<li class="cc-{tone}">{about}{marks.text(row["reason"])} '
            f'<span class="cc-small cc-dim">{marks.text(kind)}{_then((reviews or {}).get(row["claim_id"]))}; check: '
            f"{marks.text(words.check_name(row['check']))}.</span>{evidence}</li>"
        )
    more = (
        f"<li>and {plural(len(findings) - MOST_REASONS, 'more finding')}</li>" if len(findings) > MOST_REASONS else ""
    )
    return f'<h2 class="cc-h2">Why</h2><ul class="cc-reasons">{"".join(items)}{more}</ul>'


def chart_key(frame: pd.DataFrame) -> str:
    """What the colours and shapes of the chart mean, only those it uses, as HTML."""
    items = [
        f'<li><span style="color:{colour}" aria-hidden="true">⬤</span> {word}</li>'
        for word, colour in zip(FLAGS.values(), FLAG_COLOURS, strict=True)
        if (frame["found"] == word).any()
    ]
    signs = {
        "●": ("exact", "about"),
        "▶": ("at least", "more than"),
        "◀": ("up to", "less than"),
        "■": ("range",),
        "◆": ("vague word",),
    }
    for sign, bounds in signs.items():
        if used := [b for b in bounds if (frame["bound"] == b).any()]:
            items.append(f'<li><span class="cc-dim" aria-hidden="true">{sign}</span> {" or ".join(used)}</li>')
    return f'<ul class="cc-key" aria-label="Key to the chart">{"".join(items)}</ul>'


def chart_note(frame: pd.DataFrame, claims: pd.DataFrame, shown: int, log: bool) -> str:
    """What the chart leaves out and how to read it, as HTML."""
    said = [
        "A point is a figure, a thick line a range. Choose a point, or by keyboard a figure in the table below, to see "
        "its sentence."
    ]
    if log:
        said.append("Log scale: each gridline is ten times the one before it.")
    if limits := band(frame):
        ends = " to ".join(map(words.rounded, limits))
        said.append(f"Grey band: the middle half of the figures, about {ends}.")
    drawn = set(frame["claim_id"])
    if (frame["found"] == FLAGS["series"]).any():
        said.append("The same quantity at other times is drawn too; choose one of its points to go there.")
    if missing := sum(c not in drawn for c in claims["claim_id"]):
        said.append(f"{plural(missing, 'claim has', 'claims have')} no figure to draw.")
    if shown < len(frame):
        said.append(f"The {shown} largest of {len(frame):,} figures are drawn.")
    return marks.text(" ".join(said))


def picked_note(claims: pd.DataFrame, claim: str | None) -> str:
    """The chosen claim's sentence, right under the chart, so that a click needs no scrolling."""
    if not claim:
        return ""
    row = database.as_records(claims[claims["claim_id"] == claim])[0]
    return (
        f'<div class="cc-note" role="status"><strong>{marks.text(row["outlet"])}</strong>, '
        f"{marks.text(words.printed_on(row))}: "
        f'<span class="cc-quote">{sentence(row)}</span> '
        f"{marks.inside(marks.address('article', article=row['article_id'], claim=claim), 'Read it in its article')} · "
        f"{marks.inside(marks.address('compare', quantity=row['cluster_id']), 'choose none')}</div>"
    )


def sentence(row: Mapping[str, Any], css: str = "") -> str:
    """A claim's sentence with its figure marked, as HTML."""
    tone = {"implausible": "cc-implausible", "suspicious": "cc-disagree"}.get(
        row.get("severity") or "", css or "cc-plain"
    )
    return marks.marked(row["sentence"], [Span(int(row["start"]), int(row["end"]), tone)], int(row["sentence_start"]))


def figures_table(
    claims: pd.DataFrame,
    cluster: Mapping[str, Any],
    claim: str | None,
    total: int,
    reviews: Mapping[str, str] | None = None,
) -> str:
    """Every claim of a quantity: who, when, as printed, normalised, said by whom, in its sentence.

    ``reviews``: what reviewers hold of a figure, by claim id.
    """
    rows = []
    for row in database.as_records(claims):
        flag = row["severity"] if row["severity"] in FLAGS else ""
        css = ("cc-flag cc-implausible" if flag == "implausible" else "cc-flag cc-disagree" if flag else "") + (
            " cc-picked" if row["claim_id"] == claim else ""
        )
        pick = marks.inside(
            marks.address("compare", quantity=cluster["cluster_id"], claim=row["claim_id"]),
            f'<span class="cc-quote">{marks.text(row["quote"])}</span>',
            title="Show this figure in the chart",
        )
        read = marks.address("article", article=row["article_id"], claim=row["claim_id"])
        said = (reviews or {}).get(row["claim_id"])
        word = _dim(said)
        if flag:
            word = judgements.beside("implausible", said) if flag == "implausible" else f"suspicious{_then(said)}"
            word = f'<br><span class="cc-small">{word}</span>'
        certainty = (
            ""
            if row["certainty"] == "asserted"
            else f'<br><span class="cc-small cc-dim">{marks.text(row["certainty"])}</span>'
        )
        kind = words.ATTRIBUTIONS.get(row["attribution_kind"] or "", "")
        rule = (
            f'<br><span class="cc-small cc-dim">by rule: {marks.text(row["rule"])}</span>' if has(row["rule"]) else ""
        )
        rows.append(
            {
                "_css": css,
                "outlet": marks.text(row["outlet"])
                + _dim(row["country"])
                + _dim("digest" if row["digest"] else None)
                + _dim("reference" if row.get("zone") == REFERENCE else None),
                "date": marks.text(words.printed_on(row)),
                "printed": pick + word,
                "normalised": marks.text(words.figure(row["norm_low"], row["norm_high"], None, row["norm_unit"]))
                + rule,
                "bound": marks.text(words.BOUNDS.get(row["bound"] or "", "—")),
                "as_of": marks.text(words.span(row["as_of_start"], row["as_of_end"]))
                + _dim(row["as_of_words"], quoted=True),
                "said_by": (marks.text(row["attributed_to"]) or '<span class="cc-dim">not said</span>')
                + certainty
                + _dim(kind),
                "origin": marks.text(row["origin"]) or '<span class="cc-dim">the outlet itself</span>',
                "sentence": f'<span class="cc-quote">{sentence(row)}</span> {marks.inside(read, "In its article")}'
                + (f" · {link}" if (link := marks.outside(row["url"], "Original")) else ""),
            }
        )
    caption = f"{plural(total, 'figure')}, largest first" + ("" if total == len(rows) else f"; {len(rows)} shown")
    return marks.table(COLUMNS, rows, caption=caption, css="cc-figures")


def others_table(claims: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Figures of other times and quantities that the reasons rest on, each in its sentence.

    ``names``: quantities by id.
    """
    rows = []
    for row in database.as_records(claims):
        read = marks.address("article", article=row["article_id"], claim=row["claim_id"])
        quantity = row["cluster_id"]
        name = marks.text(names.get(quantity or "", "")) or '<span class="cc-dim">not compared</span>'
        to = marks.address("compare", quantity=quantity, claim=row["claim_id"])
        rows.append(
            {
                "figure": f'<strong class="cc-quote">{marks.text(row["quote"])}</strong>',
                "quantity": marks.inside(to, name) if quantity in names else name,
                "outlet": marks.text(row["outlet"]) + _dim("reference" if row.get("zone") == REFERENCE else None),
                "date": marks.text(words.printed_on(row)),
                "said_by": marks.text(row["attributed_to"]) or '<span class="cc-dim">not said</span>',
                "sentence": f'<span class="cc-quote">{sentence(row)}</span> {marks.inside(read, "In its article")}',
            }
        )
    columns = {"figure": "Figure", "quantity": "Counts", "outlet": "Outlet", "date": "Date", "said_by": "Said by"}
    columns["sentence"] = "In its sentence"
    caption = plural(len(rows), "figure of another time or quantity", "figures of other times and quantities")
    table = marks.table(columns, rows, caption=caption, css="cc-beside")
    return f'<h2 class="cc-h2">What the reasons rest on</h2>{table}'


def _then(said: str | None) -> str:
    return f", {marks.text(said)}" if said else ""


def _dim(value: Any, quoted: bool = False) -> str:
    if not has(value):
        return ""
    said = f"“{marks.text(value)}”" if quoted else marks.text(value)
    return f'<br><span class="cc-small cc-dim">{said}</span>'
