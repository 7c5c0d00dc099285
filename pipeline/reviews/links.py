"""Merges, splits and exclusions as the next build obeys them: what must, and what cannot, stand in one cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.errors import ReviewsError
from pipeline.reviews.anchors import Anchor
from pipeline.reviews.content import Content, locate
from pipeline.reviews.drafts import Draft
from pipeline.reviews.model import Kind, Link, State
from pipeline.reviews.store import Store


class Links(NamedTuple):
    """``must``: groups of claims that belong together; ``cannot``: pairs that never do; ``excluded``: in no cluster.

    ``parted``: of a claim that was split off, the event that did it, by which its new cluster is named.
    """

    must: set[frozenset[str]]
    cannot: set[frozenset[str]]
    excluded: set[str]
    parted: dict[str, str]


NONE = Links(set(), set(), set(), {})


def exclude(claim_id: str, anchor: Anchor, cluster_id: str = "", note: str = "") -> Draft:
    """Takes a claim out of every comparison."""
    return Draft(
        "claim",
        claim_id,
        "exclude",
        {"cluster": cluster_id, "anchors": _dicts({claim_id: anchor})},
        note,
        anchor=anchor,
    )


def merge(
    cluster_id: str,
    members: Mapping[str, Anchor],
    other_id: str,
    others: Mapping[str, Anchor],
    note: str = "",
    label: str = "",
) -> Draft:
    """Puts two clusters into one: all claims of both belong together."""
    if cluster_id == other_id:
        raise ReviewsError("cannot be merged with itself", where=cluster_id)
    both = {**members, **others}
    payload = {"with": other_id, "claims": sorted(both), "anchors": _dicts(both)}
    return Draft("cluster", cluster_id, "merge", payload, note, anchor=Anchor(label=label, members=members))


def split(
    cluster_id: str, members: Mapping[str, Anchor], out: Collection[str], note: str = "", label: str = ""
) -> Draft:
    """Parts some claims of a cluster from the others; those taken out stay together."""
    rest = sorted(set(members) - set(out))
    if not out or not rest or not set(out) <= set(members):
        raise ReviewsError("cannot be split so", where=cluster_id, hint="Choose some of its figures, not all")
    payload = {"out": sorted(out), "rest": rest, "anchors": _dicts(members)}
    stay = {claim: members[claim] for claim in rest}  # by these the cluster is found again
    return Draft("cluster", cluster_id, "split", payload, note, anchor=Anchor(label=label, members=stay))


def _dicts(members: Mapping[str, Anchor]) -> dict[str, Any]:
    return {claim: a.as_dict() for claim, a in sorted(members.items())}


def links(store: Store, content: Content | None = None) -> Links:
    """What stands, in claim ids of ``content`` (found by their quotes where an article has changed).

    Where two decisions contradict each other the later one holds. Claims that are not in ``content`` are left out.
    """
    return combine(standing(store.states(), store.known()), content)


def standing(states: Mapping[tuple[Kind, str], State], known: Mapping[tuple[Kind, str], Collection[str]]) -> list[Link]:
    """Every merge, split and exclusion that is undone nowhere, each once, in the order of the log.

    One that was carried stands in several states; taken back in one of them (``known`` there and gone) it is no more.
    """
    found: dict[str, Link] = {}
    for state in states.values():
        for event_id, link in state.links.items():
            anchors = found[event_id].data["anchors"] if event_id in found else {}
            found[event_id] = replace(link, data={**link.data, "anchors": {**anchors, **link.data["anchors"]}})
    gone = {e for key, state in states.items() for e in known.get(key, ()) if e in found and e not in state.links}
    return sorted((link for e, link in found.items() if e not in gone), key=lambda link: link.seq)


def combine(found: Sequence[Link], content: Content | None = None) -> Links:
    """Merges, splits and exclusions, the oldest first → what must and what cannot stand together."""
    must: list[set[str]] = []
    cannot: set[frozenset[str]] = set()
    excluded: set[str] = set()
    parted: dict[str, str] = {}
    if content:
        content.expect(Anchor.from_dict(a) for link in found for a in link.data["anchors"].values())
    for link in found:
        anchors = link.data["anchors"]

        def ids(claims: Iterable[str], anchors: Mapping[str, Any] = anchors) -> set[str]:
            if content is None:
                return set(claims)
            return {n for c in claims if (n := locate(c, Anchor.from_dict(anchors.get(c, {})), content)[0])}

        if link.action == "exclude":
            excluded |= ids(anchors)
        elif link.action == "merge":
            group = ids(link.data["claims"])
            must.append(group)
            cannot = {pair for pair in cannot if not pair <= group}
            parted = {claim: event for claim, event in parted.items() if claim not in group}
        else:
            out, rest = ids(link.data["out"]), ids(link.data["rest"])
            must = [part for group in must for part in _parted(group, out, rest)] + [out]
            cannot |= {frozenset((a, b)) for a in out for b in rest}
            parted |= dict.fromkeys(out, link.event_id)
    return Links({frozenset(g) for g in must if len(g) > 1}, cannot, excluded, parted)


def _parted(group: set[str], out: set[str], rest: set[str]) -> list[set[str]]:
    return [group & out, group - out] if group & out and group & rest else [group]
