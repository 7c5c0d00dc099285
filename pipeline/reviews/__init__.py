"""What people decided, and nothing of it is ever lost.

The log is append-only; what stands is derived from it. See :mod:`pipeline.reviews.model` for the nouns,
:mod:`pipeline.reviews.store` for writing and reading, :mod:`pipeline.reviews.carry` for how decisions find their claims
again in another build, :mod:`pipeline.reviews.links` for what the build obeys.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.reviews.anchors import Anchor, anchor
    from pipeline.reviews.drafts import Draft, decision, rating
    from pipeline.reviews.model import Event, Judgement, State
    from pipeline.reviews.opening import open_store
    from pipeline.reviews.store import Receipt, Store

_HOMES = {
    "anchors": ("Anchor", "anchor"),
    "drafts": ("Draft", "decision", "rating"),
    "model": ("Event", "Judgement", "State"),
    "store": ("Receipt", "Store"),
    "opening": ("open_store",),
}
__all__ = [
    "Anchor",
    "Draft",
    "Event",
    "Judgement",
    "Receipt",
    "State",
    "Store",
    "anchor",
    "decision",
    "open_store",
    "rating",
]


def __getattr__(name: str) -> Any:
    # the database's libraries take a good part of a second to load, which `crosscheck --help` need not wait for
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
