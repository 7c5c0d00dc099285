"""The Claim that is written down, of a figure as of a statement: one builder for both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from pipeline.claims.draft import Facet
from pipeline.claims.when import AsOf
from pipeline.language import Parsed
from pipeline.model import Article, AttributionKind, Certainty, Claim, ClaimKind, Polarity, Quantity
from pipeline.tokens import Span


@dataclass(slots=True)
class Told:
    """What a claim of either kind tells besides its words and its figure."""

    text: str
    attributed_to: str
    attribution_kind: AttributionKind
    certainty: Certainty
    polarity: Polarity
    as_of: AsOf
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    counted: Facet | None = None
    actor: Facet | None = None
    action: Facet | None = None
    place: Facet | None = None
    base: str | None = None
    derived_from: str | None = None


def claim(
    article: Article, parsed: Parsed, sentence: Span, kind: ClaimKind, start: int, end: int, told: Told,
    quantity: Quantity | None = None,
) -> Claim:  # fmt: skip
    """The claim whose words stand at ``start:end`` of the article's text. ``quantity`` is the figure it makes."""
    first, last = _bounds(parsed, sentence)
    facets: dict[str, Any] = {}
    for name in ("counted", "actor", "action", "place"):
        facet: Facet | None = getattr(told, name)
        facets[name], facets[f"{name}_words"] = (facet.name, facet.words) if facet else (None, None)
    return Claim(
        claim_id=identity(article, start, end, kind, told.derived_from),
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        kind=kind,
        zone=parsed.zone,
        sentence=article.text[first:last],
        sentence_start=first,
        sentence_end=last,
        quote=article.text[start:end],
        start=start,
        end=end,
        text=told.text,
        subject=told.subject,
        predicate=told.predicate,
        object=told.object,
        as_of_start=told.as_of[0],
        as_of_end=told.as_of[1],
        as_of_words=told.as_of[2],
        base=told.base,
        derived_from=told.derived_from,
        attributed_to=told.attributed_to,
        attribution_kind=told.attribution_kind,
        certainty=told.certainty,
        polarity=told.polarity,
        **facets,
        **(_figure(quantity) if quantity is not None else {}),
    )


def identity(article: Article, start: int, end: int, kind: str, derived: str | None = None) -> str:
    """A claim's id, from its article and place alone; a derived count at the same place has one of its own."""
    parts = [article.article_id, str(start), str(end), kind, *(["derived"] if derived else [])]
    return hashlib.sha256(":".join(parts).encode()).hexdigest()[:16]


def _figure(quantity: Quantity) -> dict[str, Any]:
    return {
        "low": quantity.low,
        "high": quantity.high,
        "bound": quantity.bound,
        "unit": quantity.unit,
        "change": quantity.change,
        "rule": quantity.rule,
        "ambiguous": ", ".join(f"{v:g}" for v in quantity.ambiguous) or None,
        "norm_low": quantity.norm_low,
        "norm_high": quantity.norm_high,
        "norm_unit": quantity.norm_unit,
    }


def _bounds(parsed: Parsed, sentence: Span) -> tuple[int, int]:
    """Offsets of a sentence, the hedge of a number that opens it included."""
    first = parsed.quantities.get(sentence.start) or parsed.quantities.get(sentence.start + 1)
    start = parsed.start(sentence.start)
    if first is not None and first.outer_start >= 0 and first.start == start:
        start = min(start, first.outer_start)
    return start, parsed.end(sentence.end - 1)
