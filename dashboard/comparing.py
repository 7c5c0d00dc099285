"""The words and tables of the Compare page, as HTML that holds article text only escaped. No streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import marks, queries, reading, words
from dashboard.charts import FLAG_COLOURS, FLAGS, band
from dashboard.marks import Span
from dashboard.words import CAUSES, plural

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
_FACET_NAMES = {"counted": "What", "actor": "Who", "action": "Did", "place": "Where", "base": "Of what"}


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


def heading(row: Mapping[str, Any], findings: pd.DataFrame) -> str:
    """The quantity's name, its assessment in one sentence, the cause of a difference, and how many stand behind it."""
    cause = f" They differ because {CAUSES[row['cause']]}." if row.get("cause") in CAUSES else ""
    when = words.span(row["as_of_start"], row["as_of_end"])
    when = "" if when == "—" else f" As of {when}."
    reason = in_short(row["reason"], findings)
    return (
        f'<h1 class="cc-title">{marks.text(row["label"])}</h1>'
        f'<p class="cc-lead">{marks.badge(row["assessment"])} {marks.text(reason)}{marks.text(cause)}</p>'
        f'<p class="cc-dim">{extent(row)}.{marks.text(when)}</p>'
    )


def reason_list(findings: pd.DataFrame, claims: pd.DataFrame, quantity: str) -> str:
    """Every finding with its reason and links to the claim it is about and those it rests on."""
    if findings.empty:
        return ""
    homes = dict(zip(claims["claim_id"], claims["cluster_id"], strict=True))
    quotes = dict(zip(claims["claim_id"], claims["quote"], strict=True))
    outlets = dict(zip(claims["claim_id"], claims["outlet"], strict=True))
    items = []
    for row in queries.records(findings.head(40)):
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
            f'<span class="cc-small cc-dim">{marks.text(kind)}; check: '
            f"{marks.text(words.check_name(row['check']))}.</span>{evidence}</li>"
        )
    more = f"<li>and {plural(len(findings) - 40, 'more finding')}</li>" if len(findings) > 40 else ""
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
    said = ["A point is a figure, a thick line a range. Choose a point to see its sentence."]
    if log:
        said.append("Log scale: each gridline is ten times the one before it.")
    if limits := band(frame):
        said.append(
            f"Grey band: the middle half of the figures, {words.number(limits[0])} to {words.number(limits[1])}."
        )
    drawn = set(frame["claim_id"])
    if missing := sum(c not in drawn for c in claims["claim_id"]):
        said.append(f"{plural(missing, 'claim has', 'claims have')} no figure to draw.")
    if shown < len(frame):
        said.append(f"The {shown} largest of {len(frame):,} figures are drawn.")
    return marks.text(" ".join(said))


def picked_note(claims: pd.DataFrame, claim: str | None) -> str:
    """The chosen claim's sentence, right under the chart, so that a click needs no scrolling."""
    if not claim:
        return ""
    row = queries.records(claims[claims["claim_id"] == claim])[0]
    return (
        f'<div class="cc-note" role="status"><strong>{marks.text(row["outlet"])}</strong>, '
        f"{marks.text(row['published'] or 'no date')}: "
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
    confirmed: Mapping[str, str] | None = None,
) -> str:
    """Every claim of a quantity: who, when, as printed, normalised, said by whom, in its sentence.

    ``confirmed``: what stands beside a figure that reviewers confirmed, by claim id.
    """
    rows = []
    for row in queries.records(claims):
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
        word = (
            f'<br><span class="cc-small">{marks.badge("implausible") if flag == "implausible" else "suspicious"}</span>'
            if flag
            else ""
        )
        certainty = (
            ""
            if row["certainty"] == "asserted"
            else f'<br><span class="cc-small cc-dim">{marks.text(row["certainty"])}</span>'
        )
        kind = words.ATTRIBUTIONS.get(row["attribution_kind"] or "", "")
        rule = (
            f'<br><span class="cc-small cc-dim">by rule: {marks.text(row["rule"])}</span>' if _has(row["rule"]) else ""
        )
        rows.append(
            {
                "_css": css,
                "outlet": marks.text(row["outlet"]) + _dim(row["country"]) + _dim("digest" if row["digest"] else None),
                "date": marks.text(row["published"] or words.span(row["published_start"], row["published_end"])),
                "printed": pick + word + _dim((confirmed or {}).get(row["claim_id"])),
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


def _has(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _dim(value: Any, quoted: bool = False) -> str:
    if not _has(value):
        return ""
    said = f"“{marks.text(value)}”" if quoted else marks.text(value)
    return f'<br><span class="cc-small cc-dim">{said}</span>'


def _side(claims: Mapping[str, Mapping[str, Any]], claim_id: str) -> str:
    row = claims.get(claim_id)
    return (
        marks.text(claim_id)
        if row is None
        else f"{marks.text(row['quote'])} <span class='cc-dim'>({marks.text(row['outlet'])})</span>"
    )


def joined_table(pairs: pd.DataFrame, total: int, claims: pd.DataFrame, chosen: bool) -> str:
    """Pairs that were joined with a bar for each facet, weakest first."""
    by_id = {r["claim_id"]: r for r in queries.records(claims)}
    rows = [
        {
            "a": _side(by_id, r["claim_a"]),
            "b": _side(by_id, r["claim_b"]),
            "score": marks.bar(r["score"]),
            **{f: marks.bar(r[f]) for f in reading.FACETS},
            "rule": marks.text(words.check_name(r["rule"])) if _has(r["rule"]) else "",
        }
        for r in queries.records(pairs)
    ]
    columns = {"a": "Figure", "b": "and figure", "score": "Similarity", **_FACET_NAMES, "rule": "Rule"}
    return marks.table(
        _used(columns, rows),
        rows,
        caption=f"{plural(total, 'comparison')} {'with the chosen figure' if chosen else 'inside this quantity'}, "
        f"weakest first; "
        f"{len(rows)} shown. 1 means the same, 0 nothing in common, — not compared.",
    )


def _used(columns: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {
        k: v
        for k, v in columns.items()
        if k not in ("rule", "base") or any(row.get(k) and "—" not in row[k] for row in rows)
    }


def parted_table(pairs: pd.DataFrame, claims: pd.DataFrame, most: int = 12) -> str:
    """The nearest figures that were kept apart, one row a quantity, and what forbade the join."""
    by_id = {r["claim_id"]: r for r in queries.records(claims)}
    nearest = pairs.drop_duplicates(["cluster_id", "rule"])
    rows = []
    for r in queries.records(nearest.head(most)):
        label = marks.text(r["label"] or r["quote"])
        link = (
            marks.inside(marks.address("compare", quantity=r["cluster_id"]), label) if _has(r["cluster_id"]) else label
        )
        rows.append(
            {
                "other": f"{link}<br><span class='cc-small cc-dim'>{marks.text(r['quote'])} "
                f"({marks.text(r['outlet'])})</span>",
                "ours": _side(by_id, r["ours"]),
                "why": marks.text(words.check_name(r["rule"])) if _has(r["rule"]) else "not similar enough",
                "score": marks.bar(r["score"]),
                **{f: marks.bar(r[f]) for f in reading.FACETS},
            }
        )
    columns = {"other": "Kept apart", "ours": "from", "why": "Because", "score": "Similarity", **_FACET_NAMES}
    return marks.table(
        _used(columns, rows),
        rows,
        caption=f"The nearest of {plural(len(nearest), 'other quantity', 'other quantities')}",
    )


def regrouped(ids: Sequence[str], joined: pd.DataFrame, parted: pd.DataFrame, level: float) -> str:
    """What a threshold would join or part, as a sentence in HTML."""
    fell = reading.groups(ids, joined, level)
    free = parted[parted["rule"].isna() & (parted["score"] >= level)] if len(parted) else parted
    said = (
        f"At {level:.2f} these {plural(len(ids), 'figure')} would stay together."
        if len(fell) == 1
        else f"At {level:.2f} these {plural(len(ids), 'figure')} would fall into {len(fell)} groups of "
        f"{', '.join(str(len(g)) for g in fell[:8])}{'…' if len(fell) > 8 else ''}."
    )
    near = free["cluster_id"].nunique() if len(free) else 0
    said += (
        f" {plural(near, 'other quantity', 'other quantities')} would be near enough to join."
        if near
        else " No other quantity would join."
    )
    return marks.text(said)
