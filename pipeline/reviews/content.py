"""What a build holds, and where in it the quote that a decision was anchored in stands now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from rapidfuzz import fuzz, process

from pipeline.errors import OutputError
from pipeline.knowledge import settings
from pipeline.model import Article, Claim
from pipeline.reviews.anchors import CONTEXT, Anchor, anchor

_TABLES = ("articles", "claims", "clusters", "findings")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: ``text[start:end]`` of its article."""

    claim_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A claim that has a certain quote, and the text before and after it, as much as an anchor keeps."""

    claim_id: str
    article_id: str
    before: str
    after: str


Quoted = tuple[str, str]  # an outlet's id and the exact words of a claim's quote
GONE = "its article is not in this build"


@dataclass
class Content:
    """What a build holds, as far as anchors need it. ``articles`` are rows with article_id, outlet_id, path and url."""

    articles: Sequence[Mapping[str, Any]]
    cluster_of: Mapping[str, str | None]  # by claim id
    text: Callable[[str], str]
    places: Callable[[str], list[Place]]
    quoting: Callable[[Collection[Quoted]], Mapping[Quoted, list[Spot]]]
    build: str = ""
    clusters: frozenset[str] = frozenset()
    _resolved: dict[Anchor | str, tuple[str | None, str]] = field(default_factory=dict, repr=False)
    _spots: dict[Quoted, list[Spot]] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_path(self) -> dict[tuple[str, str], list[str]]:
        return _index(self.articles, "path")

    @cached_property
    def _by_url(self) -> dict[tuple[str, str], list[str]]:
        return _index((a for a in self.articles if a.get("url")), "url")

    def holds(self, target: str) -> bool:
        """Is this claim or cluster in the build?"""
        return target in self.cluster_of or target in self.clusters

    def anchored(self, old: Anchor, target: str) -> Anchor:
        """The anchor of what an older one was found to mean, in the words of this build."""
        if old.members:
            found = ((claim, a, locate(claim, a, self)[0]) for claim, a in old.members.items())
            return replace(old, members={new or c: self.anchored(a, new) if new else a for c, a, new in found})
        elsewhere = [s.article_id for s in self.spots(old) if s.claim_id == target]
        for article in self.articles_of(old) or elsewhere:
            for place in self.places(article):
                if place.claim_id == target:
                    row = next(r for r in self.articles if r["article_id"] == article)
                    at = {"claim_id": target, "start": place.start, "end": place.end}
                    return anchor({**row, **at}, {**row, "text": self.text(article)})
        return old

    def articles_of(self, anchor: Anchor) -> list[str]:
        """The articles that can be the anchor's: same outlet and path, else same outlet and address."""
        return self._by_path.get((anchor.outlet_id, anchor.path)) or self._by_url.get(
            (anchor.outlet_id, anchor.url), []
        )

    def expect(self, anchors: Iterable[Anchor]) -> None:
        """Looks up at once what finding these anchors will need where their articles are not there."""
        wanted = {(a.outlet_id, a.exact) for a in anchors if a.exact and not self.articles_of(a)}
        if wanted := wanted - self._spots.keys():
            found = self.quoting(wanted)
            self._spots |= {key: found.get(key, []) for key in wanted}

    def spots(self, anchor: Anchor) -> list[Spot]:
        """The claims of the anchor's outlet that have its quote, in articles that are not known to be its own."""
        self.expect([anchor])
        return self._spots.get((anchor.outlet_id, anchor.exact), [])


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

    def quoting(wanted: Collection[Quoted]) -> dict[Quoted, list[Spot]]:
        spots: dict[Quoted, list[Spot]] = {}
        for article in articles.values():
            for place in places.get(article.article_id, ()):
                key = (article.outlet_id, article.text[place.start : place.end])
                if key in wanted:
                    spots.setdefault(key, []).append(_spot(place, article.article_id, article.text))
        return spots

    return Content(rows, homes, lambda i: articles[i].text, lambda i: places.get(i, []), quoting, clusters=found)


def _spot(place: Place, article_id: str, text: str) -> Spot:
    return Spot(place.claim_id, article_id, *_around(text, place.start, place.end))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def of_build(folder: Path) -> Content:
    """The content of a build's tables; texts are read only where an anchor asks for them. Raises OutputError."""
    articles, claims = folder / "articles.parquet", folder / "claims.parquet"
    try:
        rows = pq.read_table(articles, columns=["article_id", "outlet_id", "path", "url"]).to_pylist()
        homes = pq.read_table(claims, columns=["claim_id", "cluster_id"])
        clusters = pq.read_table(folder / "clusters.parquet", columns=["cluster_id"])
    except (OSError, ValueError) as error:
        raise OutputError("is no complete build", where=str(folder), hint="Build the corpus again") from error

    @cache
    def text(article: str) -> str:
        found = pq.read_table(articles, columns=["text"], filters=pc.field("article_id") == article)
        return str(found.column("text")[0].as_py())

    @cache
    def places(article: str) -> list[Place]:
        columns = ["claim_id", "start", "end", "kind"]
        found = pq.read_table(claims, columns=columns, filters=pc.field("article_id") == article).to_pylist()
        return [
            Place(r["claim_id"], r["start"], r["end"]) for r in sorted(found, key=lambda r: (r["kind"], r["claim_id"]))
        ]

    def quoting(wanted: Collection[Quoted]) -> dict[Quoted, list[Spot]]:
        outlets, quotes = ({key[n] for key in wanted} for n in (0, 1))
        told = pc.field("outlet_id").isin(sorted(outlets)) & pc.field("quote").isin(sorted(quotes))
        columns = ["claim_id", "article_id", "outlet_id", "quote", "start", "end"]
        hits = pq.read_table(claims, columns=columns, filters=told).to_pylist()
        hits = [r for r in hits if (r["outlet_id"], r["quote"]) in wanted]
        ids = sorted({r["article_id"] for r in hits})
        bodies = pq.read_table(
            articles, columns=["article_id", "text"], filters=pc.field("article_id").isin(ids)
        ).to_pydict()
        body = dict(zip(bodies["article_id"], bodies["text"], strict=True))
        spots: dict[Quoted, list[Spot]] = {}
        for r in sorted(hits, key=lambda r: str(r["claim_id"])):
            place = Place(r["claim_id"], r["start"], r["end"])
            spots.setdefault((r["outlet_id"], r["quote"]), []).append(
                _spot(place, r["article_id"], body[r["article_id"]])
            )
        return spots

    return Content(
        rows,
        dict(zip(homes.column("claim_id").to_pylist(), homes.column("cluster_id").to_pylist(), strict=True)),
        text,
        places,
        quoting,
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
        return _elsewhere(anchor, content)
    if not anchor.exact:
        return None, "it has no quote to find it by"
    rules = settings("reviews")["carry"]
    places: list[tuple[str, int]] = []
    for article in ids:
        body = content.text(article)
        at = body.find(anchor.exact)
        while at >= 0:
            places.append((article, at))
            at = body.find(anchor.exact, at + 1)
    around = [_around(content.text(article), at, at + len(anchor.exact)) for article, at in places]
    alike = _likenesses(anchor, [before for before, _ in around], [after for _, after in around])
    spots = [(likeness, *place) for likeness, place in zip(alike, places, strict=True)]
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


def _elsewhere(anchor: Anchor, content: Content) -> tuple[str | None, str]:
    """The one claim of the same outlet that says almost the same around the same figure; for a file that was both
    moved and edited, when it has no address.
    """
    rules = settings("reviews")["carry"]
    if len(anchor.prefix) + len(anchor.suffix) < rules["around"]:
        return None, GONE
    spots = content.spots(anchor)
    alike = _likenesses(anchor, [s.before for s in spots], [s.after for s in spots])
    least = rules["elsewhere"] - rules["lead"]
    found = [(likeness, spot) for likeness, spot in zip(alike, spots, strict=True) if likeness > least]
    found.sort(key=lambda f: (-f[0], f[1].claim_id))
    if not found or found[0][0] < rules["elsewhere"]:
        return None, GONE
    best, spot = found[0]
    row = next(r for r in content.articles if r["article_id"] == spot.article_id)
    if len(found) > 1 and best - found[1][0] < rules["lead"]:
        near = sum(best - f < rules["lead"] for f, _ in found)
        return None, f"its article is gone, and {near} articles of the outlet say almost the same, {row['path']} first"
    if anchor.url and row["url"] and anchor.url != row["url"]:
        return None, f"its article is gone; {row['path']} says almost the same at another address"
    return spot.claim_id, ""


def _likenesses(anchor: Anchor, before: Sequence[str], after: Sequence[str]) -> list[float]:
    """How like the words around a quote are to those that were kept, 0–100, for each place at once."""
    kept = len(anchor.prefix) + len(anchor.suffix)
    if not kept or not before:
        return [100.0] * len(before)
    # As much as was kept, which is less where the text began or ended: what was put before it says nothing.
    left = [b[max(0, len(b) - len(anchor.prefix)) :] for b in before]
    right = [a[: len(anchor.suffix)] for a in after]
    alike = (
        len(anchor.prefix) * process.cdist([anchor.prefix], left, scorer=fuzz.ratio)[0]
        + len(anchor.suffix) * process.cdist([anchor.suffix], right, scorer=fuzz.ratio)[0]
    ) / kept
    return [float(value) for value in alike]


def locate(claim_id: str, anchor: Anchor, content: Content) -> tuple[str | None, str]:
    """The claim itself when it is there, else what :func:`find` gives; remembered."""
    if claim_id in content.cluster_of:
        return claim_id, ""
    if claim_id not in content._resolved:
        content._resolved[claim_id] = find(anchor, content)
    return content._resolved[claim_id]
