"""What a reviewer is about to log, checked on its way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import ReviewsError
from pipeline.reviews.anchors import Anchor
from pipeline.reviews.model import ACTIONS, CREDIBILITY, FACETS, KINDS, RELIABILITY, VERDICTS, Action, Kind
from pipeline.reviews.texts import address, clean, line, text


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
    anchor: Anchor = field(default_factory=Anchor)

    def checked(self) -> Draft:
        """The same with clean texts. Raises ReviewsError for a value that cannot be stored."""
        if self.kind not in KINDS or self.action not in ACTIONS:
            raise ReviewsError(f"cannot be decided: {self.kind} {self.action}", where=self.target)
        return replace(
            self,
            target=line(self.target, "target"),
            payload=clean(self.payload),
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
