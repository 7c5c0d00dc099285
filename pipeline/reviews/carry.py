"""Decisions find their claims again in another build: by id, else by the quote and the words around it.

A claim's id changes when its article's text does. Then its decision is carried to the claim that has the same quote
between nearly the same words of the same article, and the log says so; where none or several fit, it is listed as
needing attention. Nothing is dropped: the old decision stays with the old id.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from rapidfuzz import fuzz

from pipeline.errors import OutputError
from pipeline.knowledge import settings
from pipeline.model import Article, Claim
from pipeline.reviews.model import CONTEXT, Anchor, Draft, Kind, State
from pipeline.reviews.store import Store

WHO = "crosscheck"
_SPACE = uuid.UUID("6f0c9d1e-5b7a-4f0e-9c53-2f1f5f3d7a10")
_TABLES = ("articles", "claims", "clusters", "findings")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: ``text[start:end]`` of its article."""

    claim_id: str
    start: int
    end: int


@dataclass
class Content:
    """What a build holds, as far as anchors need it. ``articles`` are rows with article_id, outlet_id, path and url."""

    articles: Sequence[Mapping[str, Any]]
    cluster_of: Mapping[str, str | None]  # by claim id
    text: Callable[[str], str]
    places: Callable[[str], list[Place]]
    build: str = ""
    clusters: frozenset[str] = frozenset()
    _resolved: dict[Anchor | str, tuple[str | None, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_path(self) -> dict[tuple[str, str], list[str]]:
        return _index(self.articles, "path")

    @cached_property
    def _by_url(self) -> dict[tuple[str, str], list[str]]:
        return _index((a for a in self.articles if a.get("url")), "url")

    def articles_of(self, anchor: Anchor) -> list[str]:
        """The articles that can be the anchor's: same outlet and path, else same outlet and address."""
        return self._by_path.get((anchor.outlet_id, anchor.path)) or self._by_url.get(
            (anchor.outlet_id, anchor.url), []
        )


def _index(rows: Iterable[Mapping[str, Any]], column: str) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((str(row["outlet_id"]), str(row[column])), []).append(str(row["article_id"]))
    return found


def of_claims(claims: Iterable[Claim], articles: Mapping[str, Article]) -> Content:
    """The content of a build that is being made."""
    places: dict[str, list[Place]] = {}
    homes: dict[str, str | None] = {}
    for claim in sorted(claims, key=lambda c: (c.kind, c.claim_id)):
        places.setdefault(claim.article_id, []).append(Place(claim.claim_id, claim.start, claim.end))
        homes[claim.claim_id] = claim.cluster_id
    rows = [
        {"article_id": a.article_id, "outlet_id": a.outlet_id, "path": a.path, "url": a.url} for a in articles.values()
    ]
    found = frozenset(home for home in homes.values() if home)
    return Content(rows, homes, lambda i: articles[i].text, lambda i: places.get(i, []), clusters=found)


def of_build(folder: Path) -> Content:
    """The content of a build's tables; texts are read only where an anchor asks for them. Raises OutputError."""
    articles, claims = folder / "articles.parquet", folder / "claims.parquet"
    try:
        rows = pq.read_table(articles, columns=["article_id", "outlet_id", "path", "url"]).to_pylist()
        homes = pq.read_table(claims, columns=["claim_id", "cluster_id"])
        clusters = pq.read_table(folder / "clusters.parquet", columns=["cluster_id"])
    except (OSError, ValueError) as error:
        raise OutputError("is no complete build", where=str(folder), hint="Build the corpus again") from error

    def text(article: str) -> str:
        found = pq.read_table(articles, columns=["text"], filters=pc.field("article_id") == article)
        return str(found.column("text")[0].as_py())

    def places(article: str) -> list[Place]:
        columns = ["claim_id", "start", "end", "kind"]
        found = pq.read_table(claims, columns=columns, filters=pc.field("article_id") == article).to_pylist()
        return [
            Place(r["claim_id"], r["start"], r["end"]) for r in sorted(found, key=lambda r: (r["kind"], r["claim_id"]))
        ]

    return Content(
        rows,
        dict(zip(homes.column("claim_id").to_pylist(), homes.column("cluster_id").to_pylist(), strict=True)),
        text,
        places,
        build_id(folder),
        frozenset(clusters.column("cluster_id").to_pylist()),
    )


def build_id(folder: Path) -> str:
    """Twelve digits over the tables' bytes: the same build has the same id wherever it lies."""
    digest = sha256()
    for name in _TABLES:
        path = folder / f"{name}.parquet"
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:12]


def find(anchor: Anchor, content: Content) -> tuple[str | None, str]:
    """The claim that an anchor means in this build, or None and why not."""
    ids = content.articles_of(anchor)
    if not ids:
        return None, "its article is not in this build"
    if not anchor.exact:
        return None, "it has no quote to find it by"
    rules = settings("reviews")["carry"]
    spots: list[tuple[float, str, int]] = []
    for article in ids:
        body = content.text(article)
        at = body.find(anchor.exact)
        while at >= 0:
            spots.append((_likeness(anchor, body, at), article, at))
            at = body.find(anchor.exact, at + 1)
    if not spots:
        return None, f"the article does not say “{anchor.exact}” any more"
    spots.sort(key=lambda s: (-s[0], s[1], s[2]))
    best, article, at = spots[0]
    if best < rules["likeness"]:
        return None, f"the words around “{anchor.exact}” have changed too much"
    if len(spots) > 1 and best - spots[1][0] < rules["lead"]:
        return None, f"“{anchor.exact}” stands in {len(spots)} places of the article that fit equally well"
    for place in content.places(article):
        if (place.start, place.end) == (at, at + len(anchor.exact)):
            return place.claim_id, ""
    return None, f"“{anchor.exact}” is not read as a claim any more"


def _likeness(anchor: Anchor, body: str, at: int) -> float:
    end = at + len(anchor.exact)
    before, after = body[max(0, at - CONTEXT) : at], body[end : end + CONTEXT]
    return (_ratio(anchor.prefix, before) + _ratio(anchor.suffix, after)) / 2


def _ratio(a: str, b: str) -> float:
    return 100.0 if a == b else float(fuzz.ratio(a, b))


def locate(claim_id: str, anchor: Anchor, content: Content) -> tuple[str | None, str]:
    """The claim itself when it is there, else what :func:`find` gives; remembered."""
    if claim_id in content.cluster_of:
        return claim_id, ""
    if claim_id not in content._resolved:
        content._resolved[claim_id] = find(anchor, content)
    return content._resolved[claim_id]


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
    onward = {(s.kind, s.carried_from): s.target for s in states.values() if s.carried_from}
    kept, moved, lost = 0, dict[tuple[Kind, str], str](), list[Lost]()
    for key in sorted(states):
        state, (kind, target) = states[key], key
        if not (state.judgements or state.ratings or state.links):
            continue
        if target in content.cluster_of or target in content.clusters:
            kept += 1
            continue
        if key in onward:
            if (kind, onward[key]) in states and (onward[key] in content.cluster_of or onward[key] in content.clusters):
                moved[key] = onward[key]
            continue  # where it went is looked at in its own right
        new, why = locate(target, anchors[key], content) if kind == "claim" else _cluster(anchors[key], content)
        if new is None:
            lost.append(Lost(kind, target, why, anchors[key], state, not _at_home(anchors[key], content)))
            continue
        moved[key] = new
        if write and (kind, new) not in states:
            _carry(store, state, new, anchors[key], content)
    return Attached(kept, moved, tuple(lost))


def _carry(store: Store, state: State, new: str, anchor: Anchor, content: Content) -> None:
    payload = {"from": state.target, "state": state.as_dict()}
    event = uuid.uuid5(_SPACE, f"{state.kind}\x1f{state.target}\x1f{state.version}\x1f{new}").hex
    store.append(
        Draft(state.kind, new, "carry", payload, anchor=anchor), who=WHO, build=content.build, seen=0, event_id=event
    )


def _cluster(anchor: Anchor, content: Content) -> tuple[str | None, str]:
    found = [new for claim, a in anchor.members.items() if (new := locate(claim, a, content)[0])]
    homes = Counter(home for claim in found if (home := content.cluster_of.get(claim)))
    if not homes:
        return None, "none of its figures is in this build"
    (best, votes), *_ = sorted(homes.items(), key=lambda h: (-h[1], h[0]))
    if votes <= settings("reviews")["links"]["majority"] * len(anchor.members):
        return None, f"its figures are now spread over {len(homes)} quantities"
    return best, ""


def _at_home(anchor: Anchor, content: Content) -> bool:
    return any(content.articles_of(a) for a in (anchor, *anchor.members.values()))
