"""What a claim is compared by: its facets as classes and sets of names, its value, its time, and its article's words."""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pipeline import lexicons
from pipeline.clusters import wording
from pipeline.clusters.names import Names, resolve
from pipeline.knowledge import table, words
from pipeline.model import Article, Claim

_WORD = re.compile(r"[a-z][a-z'’-]{2,}")
_NAME = re.compile(r"[A-Z][^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END = {". ", "\n\n", "! ", "? ", "” ", '" '}
_CALENDAR = {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name}
_TERMS = 60  # heaviest terms kept of an article


@dataclass(frozen=True, slots=True)
class Profile:
    """The comparable side of one claim. ``near`` names the facets that stand in the claim's own sentence."""

    claim: Claim
    unit: str
    counted: str | None
    counted_words: str
    action: str | None
    action_words: str
    actor: Names
    place: Names
    base: str | None
    low: float | None
    high: float | None
    first: date | None
    last: date | None
    near: frozenset[str]
    terms: Mapping[str, float]
    bag: Mapping[str, float] = field(default_factory=dict)  # what the words around the figure mean
    names: Mapping[str, float] = field(default_factory=dict)  # names around the figure

    @property
    def claim_id(self) -> str:
        return self.claim.claim_id

    @property
    def value(self) -> float | None:
        """One number to compare by: the middle of a closed range, else the end that is there."""
        return midpoint(self.low, self.high)


def midpoint(low: float | None, high: float | None) -> float | None:
    """The middle of a range, or the end that is there; None when both are open."""
    if low is None or high is None:
        return high if low is None else low
    return low if low == high else (low + high) / 2


def profiles(claims: Sequence[Claim], articles: Mapping[str, Article]) -> list[Profile]:
    """Profiles of all quantity claims, in the order of their ids."""
    terms = article_terms(articles[i] for i in sorted({c.article_id for c in claims} & set(articles)))
    empty: dict[str, float] = {}
    return [
        profile(c, terms.get(c.article_id, empty), articles[c.article_id].text if c.article_id in articles else "")
        for c in sorted(claims, key=lambda c: c.claim_id)
        if c.kind == "quantity"
    ]


def profile(claim: Claim, terms: Mapping[str, float], text: str = "") -> Profile:
    """One claim's profile; ``terms`` are the telling words of its article, ``text`` is the article's."""
    sentence = claim.sentence.lower()
    counted = lexicons.counted_class(claim.counted_words) or lexicons.counted_class(claim.counted)
    around = wording.around(claim, text)
    said, named = wording.bags(around)
    action, lent = _action(claim), set()
    if action is None or lexicons.actions()[action].rank > 1:
        nearest = wording.strongest(around, "action")
        action, lent = (nearest, {"action"}) if nearest else (action, lent)
    if counted is None and not claim.counted_words:
        counted = wording.strongest(around, "counted")
    actor, place = resolve(claim.actor, claim.actor_words), resolve(claim.place, claim.place_words)
    if not actor.known:  # "Britons" tell whose figure it is as well as what is counted
        told = resolve(claim.counted_words)
        if told.known:
            actor = told
    near = {
        name
        for name in ("counted", "actor", "action", "place")
        if name not in lent and (told := getattr(claim, f"{name}_words")) and told.split(",")[0].strip().lower() in sentence
    }
    has_norm = claim.norm_low is not None or claim.norm_high is not None
    return Profile(
        claim=claim,
        unit=claim.norm_unit or claim.unit or "count",
        counted=counted,
        counted_words=" ".join(lexicons.tokens(claim.counted or claim.counted_words or "")),
        action=action,
        action_words=" ".join(lexicons.tokens(claim.action_words or claim.action or "")),
        actor=actor,
        place=place,
        base=lexicons.counted_class(claim.base) if claim.base else None,
        low=claim.norm_low if has_norm else claim.low,
        high=claim.norm_high if has_norm else claim.high,
        first=claim.as_of_start,
        last=claim.as_of_end,
        near=frozenset(near),
        terms=terms,
        bag=said,
        names=named,
    )


def _action(claim: Claim) -> str | None:
    implied = lexicons.implied_action(claim.counted_words) or lexicons.implied_action(claim.counted)
    told = claim.action if claim.action in lexicons.actions() else None
    told = told or lexicons.action_class(claim.action) or lexicons.action_class(claim.action_words)
    if implied and (told is None or lexicons.actions()[told].rank > 1):
        return implied
    return told


def article_terms(articles: Iterable[Article]) -> dict[str, dict[str, float]]:
    """Article id → what it is about: its names and the kinds of event it tells of, with weights of unit length.

    Nothing is taken from other articles, so that adding one never moves what is known of another.
    """
    out = {}
    for article in articles:
        counts: Counter[str] = Counter()
        for text, weight in ((article.title, 2), (article.text, 1)):
            names = (m.group() for m in _NAME.finditer(text) if m.start() and text[m.start() - 2 : m.start()] not in _SENTENCE_END)
            counts.update({name.lower(): n * weight for name, n in Counter(names).items()})
            counts.update({event: n * weight for event, n in _events(text).items()})
        weights = {w: 1 + math.log(n) for w, n in counts.items() if w not in _CALENDAR}
        norm = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        kept = sorted(weights, key=lambda w: (-weights[w], w))[:_TERMS]
        out[article.article_id] = {w: weights[w] / norm for w in kept}
    return out


def _events(text: str) -> Counter[str]:
    kinds = _event_words()
    return Counter("event:" + kinds[w] for w in _WORD.findall(text.lower()) if w in kinds)


@cache
def _event_words() -> dict[str, str]:
    return {word: row["event"] for row in table("lexicons/events", "event", "words") for word in words(row["words"])}


def alikeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two articles' telling words, 0–1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b.get(word, 0.0) for word, weight in a.items())
