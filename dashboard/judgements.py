"""What reviewers decided, said in words, as HTML that holds their texts only escaped. No streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard import marks
from pipeline.reviews.model import CREDIBILITY, RELIABILITY, Event, Judgement, State
from pipeline.reviews.state import undone

VERDICTS = {
    "confirmed": ("Confirmed", "the figure is right as printed"),
    "misprint": ("Misprint", "the outlet printed a wrong figure"),
    "not_comparable": ("Not comparable", "it speaks of something else"),
    "extraction_error": ("Extraction error", "we read it wrongly"),
    "needs_checking": ("Needs checking", "somebody has to look further"),
    "resolved": ("Resolved", "the difference is explained"),
}
FACETS = {
    "value": "the value",
    "unit": "the unit",
    "counted": "what is counted",
    "actor": "who",
    "action": "what they did",
    "place": "where",
    "time": "when",
    "source": "the source",
    "other": "something else",
}
_ACTIONS = {
    "note": "noted",
    "rate": "rated",
    "exclude": "took it out of every comparison",
    "merge": "merged it with another quantity",
    "split": "split figures off",
    "carry": "carried from an earlier text of the article",
    "undo": "undid",
}


def when(moment: str) -> str:
    """ "21 Nov 2026, 14:05" (UTC)."""
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%b %Y, %H:%M}"


def verdict(judgement: Judgement) -> str:
    """A judgement in words, as text: "misprint, likely 760 (the ministry)"."""
    said = VERDICTS[judgement.verdict][0].lower()
    data = judgement.data
    if likely := data.get("likely"):
        said += f", likely {likely}"
    if source := data.get("likely_source"):
        said += f" ({source})"
    if facet := data.get("facet"):
        said += f": {FACETS.get(facet, facet)}"
    if right := data.get("right"):
        said += f", rightly {right}"
    return said


def standing(state: State) -> str:
    """What stands, in one box: who judged what and when; differences side by side."""
    links = [_ACTIONS[link.action] for link in state.links.values()]
    if not state.judgements and not links and not state.ratings:
        return ""
    rows = "".join(
        f"<li><strong>{marks.text(verdict(j).capitalize())}</strong> by {marks.text(j.who)}, {when(j.at)}"
        f"{' (judged blind)' if j.blind else ''}{_note(j.note, j.evidence)}</li>"
        for j in sorted(state.judgements.values(), key=lambda j: j.at)
    )
    rows += "".join(
        f"<li>{marks.text(link.who)} {_ACTIONS[link.action]}, {when(link.at)}</li>" for link in state.links.values()
    )
    rows += "".join(
        f"<li>{marks.text(who)} rated it {rated(r.told())}</li>" for who, r in sorted(state.ratings.items())
    )
    if state.carried_from:
        rows += '<li class="cc-dim">Decided on an earlier text of the article and carried by its quote.</li>'
    head = (
        "<p><strong>Contested:</strong> reviewers who had not seen each other's judgement differ. "
        "Whoever decides now settles it.</p>"
        if state.status == "contested"
        else ""
    )
    return f'<div class="cc-standing">{head}<ul>{rows}</ul></div>'


def _note(note: str, evidence: str) -> str:
    said = f"<br>“{marks.text(note)}”" if note else ""
    return said + (f" {marks.outside(evidence, 'Evidence')}" if evidence else "")


def rated(rating: Mapping[str, str]) -> str:
    """ "B2: source usually reliable; content probably true" as text."""
    source, content = rating.get("reliability", ""), rating.get("credibility", "")
    parts = [f"source {RELIABILITY[source]}"] if source in RELIABILITY else []
    parts += [f"content {CREDIBILITY[content]}"] if content in CREDIBILITY else []
    return f"{marks.text(source + content)} ({'; '.join(parts)})"


def log_table(events: Sequence[Event]) -> str:
    """The log of one target, newest first: when, who, what, note, and the build it was decided on."""
    if not events:
        return '<p class="cc-small cc-dim">Nothing has been decided yet.</p>'
    gone = undone(events)
    by_id = {e.event_id: e for e in events}
    rows = [
        {
            "at": when(e.at),
            "who": marks.text(e.who),
            "what": f"<s>{_what(e, by_id)}</s> (undone)" if e.event_id in gone else _what(e, by_id),
            "note": (marks.text(e.note) + " " + marks.outside(e.evidence, "Evidence")).strip(),
            "build": f"<code>{marks.text(e.build[:6])}</code>" if e.build else "",
        }
        for e in reversed(events)
    ]
    columns = {"at": "When (UTC)", "who": "Who", "what": "What", "note": "Note", "build": "Build"}
    if not any(row["note"] for row in rows):
        del columns["note"]
    return marks.table(columns, rows, caption="Every decision, newest first", css="cc-log")


def _what(event: Event, by_id: Mapping[str, Event]) -> str:
    if event.action == "decide":
        data = {k: v for k, v in event.payload.items() if k != "verdict"}
        said = marks.text(verdict(Judgement(event.who, event.at, "", event.payload["verdict"], data)))
    elif event.action == "rate":
        said = f"rated {rated(event.payload)}" if event.payload else "took the rating back"
    elif event.action == "undo" and (back := by_id.get(event.undoes or "")):
        return f"undid: {_what(back, by_id)}"
    else:
        said = marks.text(_ACTIONS.get(event.action, event.action))
    return (
        said + (" (judged blind)" if event.blind else "") + (" (not having seen the one before)" if event.stale else "")
    )


def confirmed_by(state: State | None) -> str:
    """ "confirmed by Ada and Bob" when that is what stands, else nothing; as text."""
    if state is None or state.status != "decided":
        return ""
    names = sorted(j.who for j in state.judgements.values() if j.verdict == "confirmed")
    return f"confirmed by {' and '.join(names)}" if names else ""
