"""What reviewers decided, said in words, as HTML that holds their texts only escaped. No streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard import marks
from pipeline.reviews.model import Event, Judgement, State
from pipeline.reviews.state import undone
from pipeline.reviews.wording import rated, verdict

_ACTIONS = {
    "note": "noted",
    "rate": "rated",
    "exclude": "took it out of every comparison",
    "merge": "merged it with another quantity",
    "split": "split figures off",
    "carry": "carried from an earlier text of the article",
    "undo": "undid",
}


HIDDEN = '<p class="cc-note">Somebody has judged this already. It is hidden until you have decided.</p>'


def when(moment: str) -> str:
    """ "21 Nov 2026, 14:05" (UTC)."""
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%b %Y, %H:%M}"


def standing(state: State) -> str:
    """What stands, in one box: who judged what and when; differences side by side."""
    links = [_ACTIONS[link.action] for link in state.links.values()]
    if not state.judgements and not links and not state.ratings:
        return ""
    rows = "".join(
        f"<li><strong>{marks.text(_capital(verdict(j)))}</strong> by {marks.text(j.who)}, {when(j.at)}"
        f"{' (judged blind)' if j.blind else ''}{_note(j.note, j.evidence)}</li>"
        for j in sorted(state.judgements.values(), key=lambda j: j.at)
    )
    rows += "".join(
        f"<li>{marks.text(link.who)} {_ACTIONS[link.action]}, {when(link.at)}</li>" for link in state.links.values()
    )
    rows += "".join(
        f"<li>{marks.text(who)} rated it {marks.text(rated(r.told()))}</li>" for who, r in sorted(state.ratings.items())
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


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _note(note: str, evidence: str) -> str:
    said = f"<br>“{marks.text(note)}”" if note else ""
    return said + (f" {marks.outside(evidence, 'Evidence')}" if evidence else "")


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
        said = f"rated {marks.text(rated(event.payload))}" if event.payload else "took the rating back"
    elif event.action == "undo" and (back := by_id.get(event.undoes or "")):
        return f"undid: {_what(back, by_id)}"
    else:
        said = marks.text(_ACTIONS.get(event.action, event.action))
    return (
        said + (" (judged blind)" if event.blind else "") + (" (not having seen the one before)" if event.stale else "")
    )


def beside(assessment: str, said: str | None) -> str:
    """An assessment of ours with what reviewers said of it: "▲ Implausible, confirmed by Ada", as HTML."""
    return marks.badge(assessment) + (f'<span class="cc-small cc-said">, {marks.text(said)}</span>' if said else "")
