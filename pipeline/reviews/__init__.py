"""What people decided, and nothing of it is ever lost.

The log is append-only; what stands is derived from it. See :mod:`pipeline.reviews.model` for the nouns,
:mod:`pipeline.reviews.store` for writing and reading, :mod:`pipeline.reviews.carry` for how decisions find their claims
again in another build, :mod:`pipeline.reviews.links` for what the build obeys.
"""

from __future__ import annotations

from pipeline.reviews.model import Anchor, Draft, Event, Judgement, State, anchor, decision, rating
from pipeline.reviews.store import Receipt, Store, open_store

__all__ = [
    "Anchor", "Draft", "Event", "Judgement", "Receipt", "State", "Store", "anchor", "decision", "open_store", "rating",
]  # fmt: skip
