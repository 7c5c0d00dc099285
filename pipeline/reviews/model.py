"""What a review is made of: events of the log, and the judgements, ratings and links that stand.

The log is the truth. A :class:`State` is what :mod:`pipeline.reviews.state` makes of a target's events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

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
class Rating:
    """A reviewer's Admiralty judgement of a claim: its source (A–F) and its content (1–6); "" where not judged."""

    who: str
    at: str = ""
    event_id: str = ""  # "" in what was carried before schema 0003
    reliability: str = ""
    credibility: str = ""

    def told(self) -> dict[str, str]:
        """What is judged, without who and when."""
        return {k: v for k in ("reliability", "credibility") if (v := getattr(self, k))}


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
    ratings: Mapping[str, Rating] = field(default_factory=dict)  # by reviewer
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

    def as_dict(self, traced: bool = False) -> dict[str, Any]:
        """A JSON object; the same state gives the same object.

        ``traced`` tells of each rating who gave it when by which event, which ``before`` and ``after`` go without.
        """
        return {
            "judgements": {who: asdict(j) for who, j in sorted(self.judgements.items())},
            "ratings": {who: asdict(r) if traced else r.told() for who, r in sorted(self.ratings.items())},
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
            {who: Rating(**{"who": who, **r}) for who, r in raw.get("ratings", {}).items()},
            {e: Link(**link) for e, link in raw.get("links", {}).items()},
            raw.get("carried_from", ""),
        )
