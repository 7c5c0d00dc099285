"""All that is needed to decide one item of the queue, as HTML that holds article text only escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import comparing, database, judgements, marks, strips, words
from dashboard.words import plural
from dashboard.worklist import Item
from pipeline.reviews import wording
from pipeline.reviews.carry import Lost
from pipeline.reviews.model import State

MOST = 12
LEAST_EVIDENCE = 4  # figures of other quantities that are shown however many there are of this one


def title(item: Item, claim: Mapping[str, Any] | None, cluster: Mapping[str, Any] | None, said: str = "") -> str:
    """What is to be decided: the figure in its sentence, or the quantity; ``said`` is what reviewers hold of it."""
    badge = (
        marks.badge(item.rank)
        if item.rank in words.ASSESSMENTS
        else (f'<span class="cc-badge cc-disagree">{marks.text(words.SEVERITIES[item.rank])}</span>')
    )
    # a line of its own: what reviewers hold can be longer than the figure that it is about
    above = f'<p class="cc-small cc-verdict">{badge}, {marks.text(said)}</p>' if said else ""
    badge = "" if said else f"{badge} "
    link = ""
    if cluster:
        link = marks.inside(
            marks.address("compare", quantity=cluster["cluster_id"], claim=item.target if claim else None),
            marks.text(cluster["label"]),
        )
    if claim is None:
        return f'{above}<h2 class="cc-h2">{badge}{link}</h2><p>{marks.text(cluster["reason"]) if cluster else ""}</p>'
    said = marks.text(claim["attributed_to"]) or "nobody named"
    origin = (
        f" (origin: {marks.text(claim['origin'])})"
        if claim["origin"] and claim["origin"] != claim["attributed_to"]
        else ""
    )
    read = marks.inside(marks.address("article", article=claim["article_id"], claim=item.target), "in its article")
    original = f" · {link_out}" if (link_out := marks.outside(claim["url"], "original")) else ""
    row, date = {**claim, "severity": item.rank}, marks.text(words.printed_on(claim))
    return (
        f'{above}<h2 class="cc-h2">{badge}<span class="cc-quote">{marks.text(claim["quote"])}</span>'
        f' in {marks.text(claim["outlet"])} <span class="cc-small cc-dim">{date}</span></h2>'
        f'<p class="cc-text cc-sentence cc-quote">{comparing.sentence(row)}</p>'
        f'<p class="cc-small cc-dim">Said by {said}{origin}; {marks.text(claim["certainty"])}; read {read}{original}.'
        f"{' Quantity: ' + link if link else ''}</p>"
    )


def reasons(findings: pd.DataFrame, cluster: Mapping[str, Any] | None, claim: Mapping[str, Any] | None) -> str:
    """Each finding's reason and check, as an HTML list; of a claim without any, what its quantity says."""
    items = "".join(
        f'<li class="cc-{"implausible" if r["severity"] == "implausible" else "disagree"}">{marks.text(r["reason"])} '
        f'<span class="cc-small cc-dim">Check: {marks.text(words.check_name(r["check"]))}.</span></li>'
        for r in database.as_records(findings)
    )
    if not items and claim is not None and cluster:
        items = f"<li>{marks.text(cluster['reason'])}</li>"
    return f'<ul class="cc-reasons">{items}</ul>' if items else ""


def _figure(row: Mapping[str, Any], said: str) -> str:
    normal = words.figure(row["norm_low"], row["norm_high"], row["bound"], row["norm_unit"])
    lines = [f'<strong class="cc-quote">{marks.text(row["quote"])}</strong>']
    if row["severity"] == "implausible":
        lines.append(f'<span class="cc-small">{judgements.beside("implausible", said)}</span>')
    elif said:
        lines.append(f'<span class="cc-small">{marks.text(said)}</span>')
    if normal != row["quote"]:
        lines.append(f'<span class="cc-small cc-dim">{marks.text(normal)}</span>')
    return "<br>".join(lines)


def figures(
    claims: pd.DataFrame, cluster: Mapping[str, Any], item: Item, said: Mapping[str, str], others: pd.DataFrame
) -> str:
    """Every figure of the quantity, and ``others`` that the findings rest on, in their sentences with their origins."""
    rows = database.as_records(claims)
    rows.sort(key=lambda r: r["claim_id"] != item.target)
    total, rows = len(rows), rows[:MOST]
    evidence = database.as_records(others)[: max(MOST - len(rows), LEAST_EVIDENCE)]
    beside = {r["claim_id"] for r in evidence}
    drawn = [(r, False) for r in database.as_records(claims)[:60]]
    if any(strips.ends(r["norm_low"], r["norm_high"]) for r, _ in drawn):
        drawn += [(r, True) for r in evidence if r["norm_unit"] == cluster.get("unit")]
    dots = [
        {**r, "low": r["norm_low"], "high": r["norm_high"], "implausible": r["severity"] == "implausible", "beside": b}
        for r, b in drawn
    ]
    cells = [
        {
            "_css": "cc-picked" if r["claim_id"] == item.target else "",
            "figure": _figure(r, said.get(r["claim_id"], "") if r["claim_id"] != item.target else "")
            + ('<br><span class="cc-small cc-dim">another time or quantity</span>' if r["claim_id"] in beside else ""),
            "outlet": f'{marks.text(r["outlet"])}<br><span class="cc-small cc-dim">'
            f"{marks.text(words.printed_on(r))}</span>",
            "origin": marks.text(r["origin"] or r["attributed_to"]) or '<span class="cc-dim">the outlet itself</span>',
            "as_of": marks.text(words.span(r["as_of_start"], r["as_of_end"])),
            "sentence": f'<span class="cc-quote">{comparing.sentence(r)}</span>',
        }
        for r in (*rows, *evidence)
    ]
    columns = {
        "figure": "Figure",
        "outlet": "Outlet",
        "origin": "Origin",
        "as_of": "As of",
        "sentence": "In its sentence",
    }
    rest = total - len(rows)
    link = marks.inside(marks.address("compare", quantity=cluster.get("cluster_id")), f"see all {total:,} side by side")
    caption = f"{plural(total, 'figure')}, from {plural(int(cluster.get('n_origins') or 0), 'origin')}"
    if evidence:
        held = f"{plural(len(evidence), 'other' if total else 'figure')} that the findings rest on"
        caption = f"{caption}, and {held}" if total else held
    if not cells:
        return ""
    return (
        strips.strip(dots, cluster.get("unit"))
        + marks.table(columns, cells, caption=caption, css="cc-peers")
        + (f'<p class="cc-small">{plural(rest, "more figure")}: {link}.</p>' if rest else "")
    )


def differences_table(rows: Sequence[tuple[Item, str, State]], total: int) -> str:
    """Each item that reviewers differ on (with its name as text), and what each of them holds."""
    cells = [
        {
            "what": marks.inside(marks.address("queue", item=item.address), marks.text(name)),
            "said": "<br>".join(
                f"<strong>{marks.text(j.who)}</strong>: {marks.text(wording.verdict(j))}"
                for j in sorted(known.judgements.values(), key=lambda j: j.at)
            ),
        }
        for item, name, known in rows
    ]
    more = f"; the first {len(rows):,} of {total:,}" if total > len(rows) else ""
    caption = f"Judged without seeing each other, worst first{more}. Whoever decides now settles it."
    return marks.table({"what": "Item", "said": "Who holds what"}, cells, caption=caption)


def lost_table(entries: Sequence[Lost], caption: str) -> str:
    """Decisions that do not find their figure in this build, the first 200: what was decided, and why not."""
    rows = [
        {
            "what": marks.text(e.anchor.exact or e.anchor.label or e.target),
            "where": marks.text(e.anchor.path or e.kind),
            "decided": marks.text("; ".join(f"{wording.verdict(j)} by {j.who}" for j in e.state.judgements.values()))
            or "regrouped or rated",
            "why": marks.text(e.why),
        }
        for e in entries[:200]
    ]
    return marks.table(
        {"what": "Figure", "where": "Article", "decided": "Decided", "why": "Why"}, rows, caption=caption
    )
