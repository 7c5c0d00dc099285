"""What a review is made of: events of the log, judgements that stand, and the content that a decision is anchored in.

The log is the truth. A :class:`State` is what :mod:`pipeline.reviews.state` makes of a target's events.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pipeline.errors import ReviewsError

Kind = Literal["claim", "cluster", "series"]
Verdict = Literal["confirmed", "misprint", "not_comparable", "extraction_error", "needs_checking", "resolved"]
Action = Literal["decide", "note", "rate", "exclude", "merge", "split", "carry", "undo"]
Status = Literal["open", "needs_checking", "decided", "contested"]
Facet = Literal["value", "unit", "counted", "actor", "action", "place", "time", "source", "other"]

KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
ACTIONS: tuple[Action, ...] = get_args(Action)
FACETS: tuple[Facet, ...] = get_args(Facet)
LINKS: tuple[Action, ...] = ("exclude", "merge", "split")

# The Admiralty code (NATO AJP-2.1, annex on the evaluation of information): the source and the information apart.
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}

# Characters kept before and after a quote, as in W3C's Web Annotation model (TextQuoteSelector).
CONTEXT = 48
_LONGEST = {"who": 200, "note": 10_000, "evidence": 2_000, "build": 100, "target": 200}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The content that a decision is about, by which it finds its claim again when an article's text has changed.

    For a cluster ``members`` holds its claims, each with an anchor of its own, and ``label`` its name.
    """

    article_id: str = ""
    outlet_id: str = ""
    path: str = ""
    url: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    label: str = ""
    members: Mapping[str, Anchor] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Only what is told, nested anchors included."""
        return {k: v for k, v in asdict(self).items() if v} | (
            {"members": {k: v.as_dict() for k, v in sorted(self.members.items())}} if self.members else {}
        )

    @staticmethod
    def from_dict(raw: Mapping[str, Any]) -> Anchor:
        """The reverse of :meth:`as_dict`; unknown keys are left out."""
        known = {k: v for k, v in raw.items() if k in Anchor.__dataclass_fields__ and k != "members"}
        return Anchor(**known, members={k: Anchor.from_dict(v) for k, v in raw.get("members", {}).items()})


def anchor(claim: Mapping[str, Any], article: Mapping[str, Any]) -> Anchor:
    """The anchor of a claim, from its row of the table ``claims`` and its article's (ids, path and text at least)."""
    body, start, end = str(article["text"]), int(claim["start"]), int(claim["end"])
    return Anchor(
        article_id=str(claim["article_id"]),
        outlet_id=str(claim["outlet_id"]),
        path=str(article["path"]),
        url=str(article.get("url") or ""),
        exact=body[start:end],
        prefix=body[max(0, start - CONTEXT) : start],
        suffix=body[end : end + CONTEXT],
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log. ``seen`` is the version of the target that it was made against, ``version`` the one it made.

    ``before`` and ``after`` are the target's state around it (JSON objects); ``stale`` says that somebody else had
    changed the target since ``seen``. ``at`` is UTC in ISO 8601 with microseconds, never earlier than the event before.
    """

    seq: int
    event_id: str
    at: str
    who: str
    build: str
    kind: Kind
    target: str
    action: Action
    payload: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str
    evidence: str
    blind: bool
    seen: int
    version: int
    stale: bool
    undoes: str | None
    anchor: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reviewer holds of a target. ``data`` is what goes with the verdict: likely figure, right facet …"""

    who: str
    at: str
    event_id: str
    verdict: Verdict
    data: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    evidence: str = ""
    blind: bool = False
    build: str = ""

    def says(self) -> tuple[Any, ...]:
        """What two reviewers must share to agree."""
        return (self.verdict, self.data.get("likely", ""), self.data.get("facet", ""), self.data.get("right", ""))


@dataclass(frozen=True, slots=True)
class Link:
    """A merge, split or exclusion that stands. ``data`` names the claims."""

    event_id: str
    seq: int
    action: Action
    who: str
    at: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What stands for one target. ``version`` counts its events; 0 means that nobody has touched it."""

    kind: Kind
    target: str
    version: int = 0
    judgements: Mapping[str, Judgement] = field(default_factory=dict)  # by reviewer
    ratings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by reviewer
    links: Mapping[str, Link] = field(default_factory=dict)  # by event
    carried_from: str = ""

    @property
    def status(self) -> Status:
        """Contested when reviewers who had not seen each other's judgement differ; a link alone decides as well."""
        said = {j.says() for j in self.judgements.values()}
        if len(said) > 1:
            return "contested"
        if not said:
            return "decided" if self.links else "open"
        return "needs_checking" if next(iter(said))[0] == "needs_checking" else "decided"

    @property
    def verdict(self) -> Judgement | None:
        """The latest judgement, or None while it is open; when contested it is one of several."""
        return max(self.judgements.values(), key=lambda j: j.at, default=None)

    def as_dict(self) -> dict[str, Any]:
        """A JSON object; the same state gives the same object."""
        return {
            "judgements": {who: asdict(j) for who, j in sorted(self.judgements.items())},
            "ratings": {who: dict(r) for who, r in sorted(self.ratings.items())},
            "links": {e: asdict(link) for e, link in sorted(self.links.items())},
            **({"carried_from": self.carried_from} if self.carried_from else {}),
        }

    @staticmethod
    def from_dict(kind: Kind, target: str, version: int, raw: Mapping[str, Any]) -> State:
        """The reverse of :meth:`as_dict`."""
        return State(
            kind,
            target,
            version,
            {who: Judgement(**j) for who, j in raw.get("judgements", {}).items()},
            raw.get("ratings", {}),
            {e: Link(**link) for e, link in raw.get("links", {}).items()},
            raw.get("carried_from", ""),
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision before it is logged. Made by :func:`decision` and its like, which check what goes in."""

    kind: Kind
    target: str
    action: Action
    payload: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    evidence: str = ""
    blind: bool = False
    undoes: str | None = None
    anchor: Anchor = Anchor()

    def checked(self) -> Draft:
        """The same with clean texts. Raises ReviewsError for a value that cannot be stored."""
        if self.kind not in KINDS or self.action not in ACTIONS:
            raise ReviewsError(f"cannot be decided: {self.kind} {self.action}", where=self.target)
        return replace(
            self,
            target=line(self.target, "target"),
            payload=_clean(self.payload),
            note=text(self.note, "note"),
            evidence=address(self.evidence),
        )


def decision(
    kind: Kind,
    target: str,
    verdict: str,
    *,
    likely: str = "",
    likely_source: str = "",
    facet: str = "",
    right: str = "",
    note: str = "",
    evidence: str = "",
    blind: bool = False,
    anchor: Anchor | None = None,
) -> Draft:
    """A verdict on a claim or a cluster.

    ``likely`` and ``likely_source`` go with a misprint, ``facet`` and ``right`` with an extraction error. Nothing of
    it changes a printed figure. Raises ReviewsError for an unknown verdict or facet or an address that is none.
    """
    if verdict not in VERDICTS:
        raise ReviewsError(f"is no verdict: {verdict}", where=target, hint=f"Use one of {', '.join(VERDICTS)}")
    if facet and facet not in FACETS:
        raise ReviewsError(f"is no facet: {facet}", where=target, hint=f"Use one of {', '.join(FACETS)}")
    told = {"likely": likely, "likely_source": likely_source, "facet": facet, "right": right}
    payload = {"verdict": verdict, **{k: v for k, v in told.items() if v}}
    return Draft(kind, target, "decide", payload, note, evidence, blind, anchor=anchor or Anchor())


def rating(target: str, reliability: str = "", credibility: str = "", **more: Any) -> Draft:
    """An Admiralty judgement on a claim: of its source (A–F), of its content (1–6); either may be left out."""
    if (reliability and reliability not in RELIABILITY) or (credibility and credibility not in CREDIBILITY):
        raise ReviewsError(
            f"is no rating: {reliability}{credibility}", where=target, hint="Reliability is A to F, credibility 1 to 6"
        )
    told = {"reliability": reliability, "credibility": credibility}
    return Draft("claim", target, "rate", {k: v for k, v in told.items() if v}, **more)


def canonical(value: Any) -> str:
    """JSON with one spelling: keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text(value: str, what: str = "note") -> str:
    """Any text as it can be stored in every database: no NUL, no half of a surrogate pair. Raises when too long."""
    clean = value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8").strip()
    if len(clean) > _LONGEST[what]:
        raise ReviewsError(f"the {what} has {len(clean):,} characters, more than {_LONGEST[what]:,}", hint="Shorten it")
    return clean


def line(value: str, what: str = "who") -> str:
    """A name or id on one line, not empty."""
    clean = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text(value, what)).split())
    if not clean:
        raise ReviewsError(f"the {what} is empty", hint="Name it")
    return clean


def address(value: str) -> str:
    """A web address (http or https, with a host), or "" for none. Raises ReviewsError for anything else."""
    clean = text(value, "evidence")
    if not clean:
        return ""
    try:
        parts = urlsplit(clean)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in clean):
        raise ReviewsError(f"is no web address: {clean[:80]}", hint="Give a link that begins with http:// or https://")
    return clean


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {str(k): _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    return value
