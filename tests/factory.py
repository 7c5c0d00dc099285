"""Claims and articles for tests, made from the few facets that a test is about."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from pipeline.model import Article, Claim


def article(name: str, text: str = "", title: str = "", published: date | None = None) -> Article:
    return Article(
        article_id=name, path=f"{name}.md", title=title or name, outlet_id=name, text=text or f"An article of {name}.",
        sha256="0" * 64, published_start=published, published_end=published,
    )  # fmt: skip


def claim(
    where: str, figure: float | tuple[float | None, float | None], *, counted: str | None = "people", actor: str |
    None = None,
    action: str | None = None, place: str | None = None, day: date | None = date(2024, 5, 1), unit: str = "count",
    bound: str | None = None, said_by: str | None = None, sentence: str | None = None, quote: str | None = None,
    base: str | None = None, printed: tuple[float, str] | None = None, at: int = 0, days: int = 0, certainty: str =
    "asserted",
) -> Claim:  # fmt: skip
    """A claim of article ``where``. ``printed`` is the figure and unit as printed, when ``figure`` and ``unit`` are
    converted.

    All facets stand in the sentence unless a ``sentence`` is given. ``at`` tells sentences of one article apart.
    """
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    bound = bound or (
        "exact"
        if low == high
        else "range"
        if low is not None and high is not None
        else "at_least"
        if high is None
        else "up_to"
    )
    shown = low if low is not None else high
    quote = quote or (f"{shown:,.0f}" if shown == int(shown or 0) else f"{shown:g}")
    sentence = sentence or " ".join(w for w in (quote, counted, "of", actor, action, "in", place) if w) + "."
    start = sentence.index(quote)
    identity = f"{where}|{sentence}|{quote}|{at}|{low}|{high}"
    return Claim(
        claim_id=hashlib.sha256(identity.encode()).hexdigest()[:16], article_id=where, outlet_id=where,
        kind="quantity", zone="body",
        sentence=sentence, sentence_start=1000 * at, sentence_end=1000 * at + len(sentence), quote=quote,
        start=1000 * at + start, end=1000 * at + start + len(quote), text=sentence,
        counted=counted, counted_words=counted, actor=actor, actor_words=actor, action=action, action_words=action,
        place=place, place_words=place, as_of_start=day, as_of_end=day + timedelta(days) if day else None,
        low=printed[0] if printed else low, high=printed[0] if printed else high, bound=bound,  # type: ignore[arg-type]
        unit=printed[1] if printed else unit, norm_low=low, norm_high=high, norm_unit=unit, base=base,
        attributed_to=said_by or where, attribution_kind="organisation" if said_by else "outlet", certainty=certainty,  # type: ignore[arg-type]
    )  # fmt: skip


def articles(*claims: Claim) -> dict[str, Article]:
    """The articles that some claims stand in, each about the same affair."""
    return {
        c.article_id: article(c.article_id, "The storm in Freedonia and what came of it.", "Storm in Freedonia")
        for c in claims
    }
