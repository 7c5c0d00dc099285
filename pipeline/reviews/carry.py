"""Decisions find their claims again in another build: by id, else by the quote and the words around it.

A claim's id changes when its article's text does. Then its decision is carried to the claim that has the same quote
between nearly the same words of the same article (or, where that is neither under its path nor its address, of the one
article of the outlet that says almost the same), and the log says so; where none or several fit, it is listed as
needing attention. Nothing is dropped: the old decision stays with the old id, and what is decided there or here later
is brought together by the next carry.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.knowledge import settings
from pipeline.reviews import wording
from pipeline.reviews.anchors import Anchor
from pipeline.reviews.content import GONE, Content, locate
from pipeline.reviews.drafts import Draft
from pipeline.reviews.model import Kind, Link, State
from pipeline.reviews.state import standing
from pipeline.reviews.store import Store

WHO = "crosscheck"
_NOWHERE = "none of its figures is in this build"
_SPACE = uuid.UUID("6f0c9d1e-5b7a-4f0e-9c53-2f1f5f3d7a10")


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that found no home in this build: it needs a person's attention."""

    kind: Kind
    target: str
    why: str
    anchor: Anchor
    state: State
    elsewhere: bool  # its article is not in this build at all


@dataclass(frozen=True, slots=True)
class Attached:
    """Where the store's decisions are in a build: ``kept`` by id, ``moved`` old id → new one, ``lost`` and why."""

    kept: int
    moved: Mapping[tuple[Kind, str], str]
    lost: tuple[Lost, ...]


def attach(store: Store, content: Content, write: bool = True) -> Attached:
    """Finds each decision's claim or cluster in a build and logs those carried, once (not when ``write`` is off)."""
    states, anchors = store.states(), store.anchors()
    away = [key for key in sorted(states) if not content.holds(key[1])]
    known, order = (store.known(), store.order()) if away else ({}, {})
    after = {(s.kind, s.carried_from): key for key, s in states.items() if s.carried_from}
    moved, lost = dict[tuple[Kind, str], str](), list[Lost]()
    content.expect(a for key in away for a in (anchors[key], *anchors[key].members.values()))
    for key in away:
        state, (kind, target) = states[key], key
        heir = _heir(key, states, after, known, order)
        if heir != key:  # what became of it speaks for it
            if content.holds(heir[1]) and standing(state):
                moved[key] = heir[1]
            continue
        if not (standing(state) or state.carried_from or key in after):
            continue
        new, why = locate(target, anchors[key], content) if kind == "claim" else _cluster(anchors[key], content)
        if new and _taken(key, new, anchors[key], states, after, content):
            new, why = None, "its article is gone; the one that says almost the same was decided on by itself"
        if new is None:
            if standing(state) and not _obeyed(state, content):
                away_too = why in (GONE, _NOWHERE) and not _at_home(anchors[key], content)
                lost.append(Lost(kind, target, why, anchors[key], state, away_too))
            continue
        moved[key] = new
        if write:
            here = states.get((kind, new)) or State(kind, new)
            _carry(store, state, here, anchors[key], known.get(key, set()), known.get((kind, new), set()), content)
    kept = sum(1 for (_, target), s in states.items() if content.holds(target) and standing(s))
    return Attached(kept, moved, tuple(lost))


def told(store: Store, content: Content) -> dict[str, str]:
    """What reviewers hold of the claims and clusters of a build, in words, by id; only where they hold something."""
    return wording.reviews(store.states(), attach(store, content, write=False).moved)


def _taken(
    key: tuple[Kind, str],
    new: str,
    anchor: Anchor,
    states: Mapping[tuple[Kind, str], State],
    after: Mapping[tuple[Kind, str], tuple[Kind, str]],
    content: Content,
) -> bool:
    """Was the claim, found only by what its article says, decided on for itself? Then it may be another article's."""
    kind = key[0]
    if kind != "claim" or content.articles_of(anchor) or after.get(key) == (kind, new):
        return False
    own = states.get((kind, new))
    return own is not None and bool(standing(own)) and not own.carried_from


def _obeyed(state: State, content: Content) -> bool:
    """Is it nothing but merges and splits whose figures are all at hand, wherever they stand?"""
    if state.judgements or state.ratings or not state.links:
        return False
    anchors = [link.data["anchors"] for link in state.links.values()]
    return all(locate(claim, Anchor.from_dict(a), content)[0] for each in anchors for claim, a in each.items())


def _heir(
    key: tuple[Kind, str],
    states: Mapping[tuple[Kind, str], State],
    after: Mapping[tuple[Kind, str], tuple[Kind, str]],
    known: Mapping[tuple[Kind, str], set[str]],
    order: Mapping[tuple[Kind, str], int],
) -> tuple[Kind, str]:
    """Where a decision was carried, and on from there, as long as nothing was decided since that was left behind."""
    passed = {key}
    while (next_ := after.get(key)) and next_ not in passed and order[key] < order[next_]:
        if not standing(states[key]) <= known[next_]:
            break
        passed.add(next_)
        key = next_
    return key


def _carry(
    store: Store, state: State, here: State, anchor: Anchor, known: set[str], seen_here: set[str], content: Content
) -> None:
    """Logs that what stands in one place comes to another, unless all of it has come before."""
    left = seen_here - standing(here)  # seen there, and given up there
    fresh = content.anchored(anchor, here.target)
    links = {e: _at(link, here.target, fresh) for e, link in state.links.items() if e not in left}
    judgements = {who: j for who, j in state.judgements.items() if j.event_id not in left}
    ratings = {who: r for who, r in state.ratings.items() if r.event_id not in left}
    come = replace(state, judgements=judgements, ratings=ratings, links=links)
    gone = known - standing(state)
    if standing(come) <= standing(here) and ratings.keys() <= here.ratings.keys() and not gone & standing(here):
        return
    payload = {"from": state.target, "state": come.as_dict(traced=True), "known": sorted(known)}
    event = uuid.uuid5(_SPACE, f"{state.kind}\x1f{state.target}\x1f{state.version}\x1f{here.target}").hex
    draft = Draft(state.kind, here.target, "carry", payload, anchor=fresh)
    store.append(draft, who=WHO, build=content.build, seen=here.version, event_id=event)


def _at(link: Link, target: str, anchor: Anchor) -> Link:
    if link.action != "exclude":
        return link
    return replace(link, data={**link.data, "anchors": {target: anchor.as_dict()}})


def _cluster(anchor: Anchor, content: Content) -> tuple[str | None, str]:
    found = [new for claim, a in anchor.members.items() if (new := locate(claim, a, content)[0])]
    homes = Counter(home for claim in found if (home := content.cluster_of.get(claim)))
    if not homes:
        return None, _NOWHERE
    (best, votes), *_ = sorted(homes.items(), key=lambda h: (-h[1], h[0]))
    if votes <= settings("reviews")["links"]["majority"] * len(anchor.members):
        return None, f"its figures are now spread over {len(homes)} quantities"
    return best, ""


def _at_home(anchor: Anchor, content: Content) -> bool:
    return any(content.articles_of(a) for a in (anchor, *anchor.members.values()))
