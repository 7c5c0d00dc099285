"""The content that a decision is anchored in: the quote, the words around it, and the article they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

# Characters kept before and after a quote, as in W3C's Web Annotation model (TextQuoteSelector).
CONTEXT = 48


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
