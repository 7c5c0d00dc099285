"""Events → what stands. Pure: the same events give the same state, wherever and whenever they are replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.reviews.model import LINKS, Event, Judgement, Kind, Link, State


def apply(state: State, event: Event) -> State:
    """The state after one event that is no undo (an undo needs the whole history: :func:`replay`).

    A reviewer who has seen the target as it stood settles it: other judgements give way (and stay in the log). One
    who judged blind, or against a version that had changed meanwhile, stands beside the others until somebody settles.
    """
    version = event.version
    if event.action == "decide":
        mine = Judgement(
            event.who,
            event.at,
            event.event_id,
            event.payload["verdict"],
            {k: v for k, v in event.payload.items() if k != "verdict"},
            event.note,
            event.evidence,
            event.blind,
            event.build,
        )
        others = state.judgements if event.blind or event.stale else {}
        return replace(state, version=version, judgements={**others, event.who: mine})
    if event.action == "rate":
        ratings = {who: r for who, r in state.ratings.items() if who != event.who}
        if event.payload:
            ratings[event.who] = dict(event.payload)
        return replace(state, version=version, ratings=ratings)
    if event.action in LINKS:
        link = Link(event.event_id, event.seq, event.action, event.who, event.at, dict(event.payload))
        return replace(state, version=version, links={**state.links, event.event_id: link})
    if event.action == "carry":
        carried = State.from_dict(state.kind, state.target, version, event.payload["state"])
        return replace(carried, carried_from=event.payload["from"])
    return replace(state, version=version)


def undone(events: Iterable[Event]) -> set[str]:
    """Ids of the events that are undone; undoing an undo brings the event back."""
    gone: set[str] = set()
    for event in sorted(events, key=lambda e: -e.seq):
        if event.action == "undo" and event.event_id not in gone and event.undoes:
            gone.add(event.undoes)
    return gone


def replay(kind: Kind, target: str, events: Sequence[Event]) -> State:
    """One target's state from all its events, in the order of the log."""
    gone = undone(events)
    state = State(kind, target)
    for event in events:
        if event.action != "undo" and event.event_id not in gone:
            state = apply(state, event)
    return replace(state, version=events[-1].version if events else 0)


def replay_all(events: Iterable[Event]) -> dict[tuple[Kind, str], State]:
    """Every target's state from the log."""
    by_target: dict[tuple[Kind, str], list[Event]] = defaultdict(list)
    for event in events:
        by_target[event.kind, event.target].append(event)
    return {key: replay(*key, found) for key, found in by_target.items()}
