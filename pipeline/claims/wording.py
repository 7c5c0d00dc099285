"""Each claim as one sentence that stands alone, built from its facets; the quote beside it stays untouched."""

from __future__ import annotations

from pipeline.claims.draft import Draft
from pipeline.model import Article, Outlet


def sentence(draft: Draft, article: Article, outlet: Outlet | None) -> str:
    """For example "Islamic State: about 45% of the territory — lost, in Iraq (July 2016), according to IHS"."""
    figure = " ".join(w for w in (draft.quantity.hedge, draft.quantity.quote) if w)
    what = draft.counted.words if draft.counted else ""
    base = f"of {draft.base}" if draft.base and draft.base != what else ""
    parts = [figure, base or what]
    if draft.action and draft.action.words.lower() not in what.lower():
        parts.append(f"({draft.action.words})")
    out = " ".join(p for p in parts if p)
    if draft.actor and draft.actor.words.lower() not in out.lower():
        out = f"{draft.actor.name}: {out}"
    if draft.place and draft.place.name.lower() not in out.lower():
        out += f", in {draft.place.name}" if draft.place.near else f" [{draft.place.name}]"
    when = draft.as_of[2] or article.published
    if when:
        out += f" ({when})"
    if draft.attributed_to:
        out += f", according to {draft.attributed_to}"
    elif outlet:
        out += f", writes {outlet.name}"
    return out + "."
