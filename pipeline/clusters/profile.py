"""What a claim is compared by: facets as classes and sets of names, value, time, and the words around it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from pipeline import lexicons
from pipeline.clusters import formerly, reach, rivals, wording
from pipeline.clusters.names import ACTORS, PLACES, Names, mentioned, resolve
from pipeline.clusters.terms import article_terms
from pipeline.knowledge import settings
from pipeline.model import Article, Claim


@dataclass(frozen=True, slots=True)
class Profile:
    """The comparable side of one claim. ``near`` names the facets that stand in the claim's own sentence."""

    claim: Claim
    unit: str
    counted: str | None
    counted_words: str
    action: str | None
    action_words: str
    also: frozenset[str]  # other actions told in the figure's own stretch of the sentence
    parts: frozenset[tuple[str, str]]  # parts of a whole that its stretch names, by group
    actor: Names
    place: Names
    base: str | None
    low: float | None
    high: float | None
    first: date | None
    last: date | None
    total: bool  # its words say that it takes in all parts: "combined", "from 86 countries"
    near: frozenset[str]
    terms: Mapping[str, float]
    bag: Mapping[str, float] = field(default_factory=dict)  # what the words around the figure mean
    names: Mapping[str, float] = field(default_factory=dict)  # names around the figure
    where: Mapping[str, float] = field(default_factory=dict)  # its places; those of its article when it tells none
    whose: Mapping[str, float] = field(default_factory=dict)  # its actors; those of its article when it tells none
    published: date | None = None  # of its article
    against: str | None = None  # claim id of the figure that it is set against, see rivals
    former: bool = False  # of an earlier time than its sentence tells, see formerly
    # asked for far more often than a profile is made
    claim_id: str = field(init=False, compare=False, repr=False)
    # one number to compare by: the middle of a closed range, else the end that is there
    value: float | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claim_id", self.claim.claim_id)
        object.__setattr__(self, "value", midpoint(self.low, self.high))

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Lowest and highest figure that was printed: both ends of a range, the one end of an open one twice."""
        return (self.high if self.low is None else self.low), (self.low if self.high is None else self.high)


def midpoint(low: float | None, high: float | None) -> float | None:
    """The middle of a range, or the end that is there; None when both are open."""
    if low is None or high is None:
        return high if low is None else low
    return low if low == high else (low + high) / 2


def profiles(claims: Sequence[Claim], articles: Mapping[str, Article]) -> list[Profile]:
    """Profiles of all quantity claims, in the order of their ids."""
    wanted = [c for c in claims if c.kind == "quantity"]
    abouts = {i: about(articles[i]) for i in sorted({c.article_id for c in wanted} & set(articles))}
    by_sentence: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for c in wanted:
        by_sentence[c.article_id, c.sentence_start].append(c)
    told = {i: r for same in by_sentence.values() for i, r in reach.reaches(same).items()}
    before = {i for same in by_sentence.values() for i in formerly.former(same)}
    nothing = About("", {})
    found = (
        profile(c, abouts.get(c.article_id, nothing), told[c.claim_id])
        for c in sorted(wanted, key=lambda c: c.claim_id)
    )
    return rivals.adopted([replace(p, former=True) if p.claim_id in before else p for p in found])


@dataclass(frozen=True, slots=True)
class About:
    """What an article lends to its claims: its text, and what it is about."""

    text: str
    terms: Mapping[str, float]
    where: Mapping[str, float] = field(default_factory=dict)  # places that it names, by how often
    whose: Mapping[str, float] = field(default_factory=dict)  # peoples, countries and groups that it names
    published: date | None = None


def about(article: Article) -> About:
    """What is known of a claim from its article as a whole. Nothing is taken from other articles."""
    where, whose = named_in(article.title, article.text)
    return About(article.text, article_terms(article), where, whose, article.published_start)


def named_in(title: str, text: str) -> tuple[dict[str, float], dict[str, float]]:
    """(where, whose): countries of the places, and peoples, countries and groups, by how often an article names them.

    Both of unit length; the title counts three times.
    """
    where: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    for weight, part in ((3, title), (1, text)):
        for line in part.split("\n"):
            for name in mentioned(line):
                if name.country and name.kind in PLACES:
                    where[name.country] += weight
                if name.kind in ACTORS:
                    whose[name.country if name.country and name.kind != "group" else name.name] += weight
    return unit_length(where), unit_length(whose)


def unit_length(weights: Mapping[str, float]) -> dict[str, float]:
    """The same weights scaled to a length of 1, in order of their names."""
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {name: w / length for name, w in sorted(weights.items())} if length else {}


def profile(claim: Claim, article: About, said: reach.Reach) -> Profile:
    """One claim's profile, with its article and its own stretch of the sentence at hand."""
    sentence = claim.sentence.lower()
    around = wording.around(claim, article.text)
    words, named = wording.bags(around)
    near = {
        name
        for name in ("counted", "actor", "action", "place")
        if (told := getattr(claim, f"{name}_words")) and told.split(",")[0].strip().lower() in sentence
    }
    counted = lexicons.counted_class(claim.counted_words) or lexicons.counted_class(claim.counted)
    if counted is None and not claim.counted_words:
        counted = wording.strongest(around, "counted")
        near -= {"counted"}
    action, also = _actions(claim, said.stretch)
    if action is None or lexicons.actions()[action].rank > 1:
        nearest = wording.strongest(around, "action")
        if nearest:
            action = nearest
            near -= {"action"}
    actor = resolve(ACTORS, claim.actor, claim.actor_words)
    if not actor.known and (named_in := resolve(ACTORS, claim.counted_words)).known:
        actor = named_in
        near |= {"actor"}
    place = resolve(PLACES, claim.place, claim.place_words)
    if said.total:  # a figure that takes in all parts speaks of all that its article is about
        near -= {"place"}
    if _from_home(action, actor, place):
        near -= {"place"}
    has_norm = claim.norm_low is not None or claim.norm_high is not None
    first, last = told_of(claim, action, article.published)
    return Profile(
        claim=claim,
        unit=claim.norm_unit or claim.unit or "count",
        counted=counted,
        counted_words=" ".join(lexicons.tokens(claim.counted or claim.counted_words or "")),
        action=action,
        action_words=" ".join(lexicons.tokens(claim.action_words or claim.action or "")),
        also=also,
        parts=said.parts,
        actor=actor,
        place=place,
        base=lexicons.counted_class(claim.base) if claim.base else None,
        low=claim.norm_low if has_norm else claim.low,
        high=claim.norm_high if has_norm else claim.high,
        first=first,
        last=last,
        total=said.total,
        near=frozenset(near),
        terms=article.terms,
        bag=words,
        names=named,
        where=_told(place.countries or place.known) if "place" in near else article.where,
        whose=_told(actor.known) if "actor" in near else article.whose,
        published=article.published,
    )


def told_of(claim: Claim, action: str | None, published: date | None) -> tuple[date | None, date | None]:
    """The time of which a figure is told.

    "The quake of 6 February killed 44,218" dates the event: the toll is the one that was known when it was printed.
    A year of long ago beyond another figure is that figure's own.
    """
    first, last = claim.as_of_start, claim.as_of_end
    rules = settings("matching")["time_stretch"]
    if not (published and first and last and claim.as_of_words and mounting(claim.unit, action)):
        return first, last
    late, wide = (published - last).days, (last - first).days
    if late > rules["another_event_days"] and _beyond_a_figure(claim):
        return published, published
    before = claim.sentence.lower().partition(claim.as_of_words.lower())[0].split()[-2:]
    figure = claim.sentence[: max(0, claim.start - claim.sentence_start)].lower().split()[-2:]
    if 0 < late <= rules["toll_days"] and wide <= 1 and not {*before, *figure} & set(rules["counted_by"]):
        return published, published
    return first, last


def _beyond_a_figure(claim: Claim) -> bool:
    """Does another figure stand between a figure and its date ("900 died, more than the 700 of 1939")?"""
    at = claim.start - claim.sentence_start
    told = claim.sentence.find(claim.as_of_words or "", at + len(claim.quote))
    return told > 0 and any(c.isdigit() for c in claim.sentence[at + len(claim.quote) : told])


def mounting(unit: str | None, action: str | None) -> bool:
    """Is it a count of what befell people and things, which mounts from day to day?"""
    groups = settings("matching")["time_stretch"]["mounting_groups"]
    return (unit or "count") == "count" and action is not None and lexicons.actions()[action].group in groups


def _from_home(action: str | None, actor: Names, place: Names) -> bool:
    """Is a place where people left from, not where they went: "700 left Britain" beside "700 Britons went to Syria"?"""
    moved = action is not None and lexicons.actions()[action].group == "move"
    return moved and bool(place.countries) and place.countries <= actor.countries


@lru_cache(maxsize=65_536)
def _told(names: frozenset[str]) -> Mapping[str, float]:
    return unit_length(dict.fromkeys(names, 1.0))


def _actions(claim: Claim, stretch: str) -> tuple[str | None, frozenset[str]]:
    """What happened, and the other actions that the figure's own stretch of the sentence tells."""
    there = lexicons.actions_in(stretch)
    told = _action(claim)
    if told is None or told in there or not there:
        return told, frozenset(there)
    if lexicons.actions()[told].rank > 1 or (
        len(there) == 1 and claim.action_words and claim.action_words.lower() not in stretch.lower()
    ):
        return there[0], frozenset((*there, told))
    return told, frozenset(there)


def _action(claim: Claim) -> str | None:
    implied = lexicons.implied_action(claim.counted_words) or lexicons.implied_action(claim.counted)
    told = claim.action if claim.action in lexicons.actions() else None
    told = told or lexicons.class_told(claim.action) or lexicons.action_class(claim.action_words)
    if implied and (told is None or lexicons.actions()[told].rank > 1):
        return implied
    return told
