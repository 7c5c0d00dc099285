"""What a list of quantities is narrowed to, as an SQL condition. No streamlit and no database here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# Known figures stand beside the articles' own; they are sources, not coverage.
PRINTED = "coalesce(format, '') <> 'reference'"  # of articles
SAID = "coalesce(zone, '') <> 'reference'"  # of claims

TOPIC = "CASE WHEN contains(path, '/') THEN split_part(path, '/', 1) ELSE '' END"


@dataclass(frozen=True)
class Filters:
    """What the Overview is narrowed to; an empty field narrows nothing. ``after``/``before`` are ISO days."""

    assessment: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    find: str = ""
    _claim_fields: tuple[str, ...] = field(default=("outlet", "actor", "place"), repr=False)

    def where(self) -> tuple[str, list[Any]]:
        """The SQL condition on clusters ``c`` and its parameters."""
        parts: list[str] = ["TRUE"]
        values: list[Any] = []
        for column in ("assessment", "unit"):
            if getattr(self, column):
                parts.append(f"list_contains(?, coalesce(c.{column}, ''))")
                values.append(list(getattr(self, column)))
        inner = []
        for column in self._claim_fields:
            if chosen := getattr(self, column):
                inner.append(f"list_contains(?, k.{'outlet_id' if column == 'outlet' else column})")
                values.append(list(chosen))
        if self.topic:
            inner.append(f"k.article_id IN (SELECT article_id FROM articles WHERE list_contains(?, {TOPIC}))")
            values.append(list(self.topic))
        if self.after:
            inner.append("coalesce(k.as_of_end, k.as_of_start) >= CAST(? AS DATE)")
            values.append(self.after)
        if self.before:
            inner.append("coalesce(k.as_of_start, k.as_of_end) <= CAST(? AS DATE)")
            values.append(self.before)
        if inner:
            parts.append(f"c.cluster_id IN (SELECT k.cluster_id FROM claims k WHERE {' AND '.join(inner)})")
        for word in self.find.split():
            parts.append("contains(lower(c.label), lower(?))")
            values.append(word)
        return " AND ".join(parts), values
