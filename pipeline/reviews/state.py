"""Events → what stands. Pure: the same events give the same state, wherever and whenever they are replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from pipeline.reviews.model import LINKS, Event, Judgement, Kind, Link, Rating, State

# What needs the target's whole history to be worked out.
BY_HISTORY = ("undo", "carry")


def apply(state: State, event: Event) -> State:
    """The state after one event of those that need no history (undo and carry do: :func:`replay`).

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
            ratings[event.who] = Rating(event.who, event.at, event.event_id, **event.payload)
        return replace(state, version=version, ratings=ratings)
    if event.action in LINKS:
        link = Link(event.event_id, event.seq, event.action, event.who, event.at, dict(event.payload))
        return replace(state, version=version, links={**state.links, event.event_id: link})
    return replace(state, version=version)


def joined(state: State, event: Event, gone: Collection[str] = ()) -> State:
    """What stands once what was decided elsewhere (a "carry") has come to it; ``gone`` are events undone here.

    Of what stands here only that gives way which they had seen where it comes from (``known``) and which stands there
    no more. Of one reviewer's judgements, and ratings, the later one holds; those of several stand beside each other.
    """
    come = State.from_dict(state.kind, state.target, event.version, event.payload["state"])
    seen = {*event.payload.get("known", ())}
    judgements = {who: j for who, j in state.judgements.items() if j.event_id not in seen}
    for who, judgement in come.judgements.items():
        if judgement.event_id not in gone and (who not in judgements or judgements[who].at <= judgement.at):
            judgements[who] = judgement
    ratings = {who: r for who, r in state.ratings.items() if r.event_id not in seen}
    for who, rating in come.ratings.items():
        here = ratings.get(who)
        if rating.event_id not in gone and (here is None or not rating.event_id or here.at <= rating.at):
            ratings[who] = rating
    links = {e: link for e, link in state.links.items() if e not in seen}
    links |= {e: link for e, link in come.links.items() if e not in gone}
    return State(state.kind, state.target, event.version, judgements, ratings, links, event.payload["from"])


def standing(state: State) -> set[str]:
    """Ids of the events that a state rests on."""
    rated = {r.event_id for r in state.ratings.values() if r.event_id}
    return {j.event_id for j in state.judgements.values()} | rated | set(state.links)


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
            state = joined(state, event, gone) if event.action == "carry" else apply(state, event)
    return replace(state, version=events[-1].version if events else 0)


def replay_all(events: Iterable[Event]) -> dict[tuple[Kind, str], State]:
    """Every target's state from the log."""
    by_target: dict[tuple[Kind, str], list[Event]] = defaultdict(list)
    for event in events:
        by_target[event.kind, event.target].append(event)
    return {key: replay(*key, found) for key, found in by_target.items()}
