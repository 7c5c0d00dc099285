"""Statements that assert the same thing, or its opposite: who does what to whom, compared part by part.

Each statement becomes a :class:`Frame` (who, done, whom, with names in their canonical form, a passive turned round).
Frames that share a name are compared; evidence adds up as for figures, and groups are linked the same way, so that
"A controls B" and "B has been lost by A" meet, with their stances apart, and "B controls A" stays out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import combinations
from math import log

import numpy as np

from pipeline import lexicons
from pipeline.claims import sourcing
from pipeline.clusters import linking, sparse, wording
from pipeline.clusters.identity import digest
from pipeline.clusters.names import listed
from pipeline.clusters.profile import unit_length
from pipeline.knowledge import settings, table, words
from pipeline.model import Article, Claim

Keys = frozenset[str]
_AUXILIARIES = 3  # words before a verb among which the auxiliary of a passive is looked for


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement as its parts. ``who`` and ``whom`` hold names (``name:…``) and kinds (``counted:…``, or a word)."""

    claim: Claim
    who: Keys
    done: str
    whom: Keys
    place: Keys
    bag: Mapping[str, float]
    names: Keys  # of the bag
    published: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one assertion, the first printed in front; ``against``: ids of those that say its reverse."""

    assertion_id: str
    claims: tuple[Claim, ...]
    against: frozenset[str]


def match(claims: Sequence[Claim], articles: Mapping[str, Article]) -> list[Group]:
    """The assertions that several articles make, or that one makes and takes back, by id.

    The order of ``claims`` does not matter.
    """
    printed = (c for c in claims if c.kind == "statement" and c.derived_from is None)  # a sum of ours is no assertion
    frames = _frames(sorted(printed, key=lambda c: c.claim_id), articles)
    pairs = list(_candidates(frames))
    table_ = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    alike = sparse.likeness([f.bag for f in frames], table_[:, 0], table_[:, 1]).tolist()
    evidence = [weight(frames[a], frames[b], c) for (a, b), c in zip(pairs, alike, strict=True)]
    weights = np.array(evidence, dtype=np.float64)
    groups = linking.link(len(frames), table_, weights, np.zeros(len(pairs), dtype=bool))
    found: dict[str, Group] = {}
    for members in sorted((_ordered([frames[i] for i in g]) for g in groups), key=lambda m: _order(m[0])):
        first = members[0]
        told = next((f for f in members if _stance(f) > 0), first)  # what is affirmed rather than what is denied
        against = frozenset(f.claim.claim_id for f in members if _stance(f) * _turn(told, f) != _stance(told))
        back = {_stance(f) for f in members} == {1, -1}
        if len({f.claim.article_id for f in members}) < 2 and not back:
            # What one article says twice is no comparison, nor that something was won and then lost; where it takes
            # a word back is.
            continue
        key = digest("assertion", *sorted(first.who), first.done, *sorted(first.whom))
        key = digest(key, first.claim.claim_id) if key in found else key
        found[key] = Group(key, tuple(f.claim for f in members), against)
    return [found[key] for key in sorted(found)]


def _frames(claims: Sequence[Claim], articles: Mapping[str, Article]) -> list[Frame]:
    claims = [c for c in claims if not about_sources(c)]
    told = [wording.meanings(f"{c.actor or ''}. {c.quote}") for c in claims]
    spread = Counter(m for meant in told for m in set(meant))
    frames = []
    for claim, meant in zip(claims, told, strict=True):
        bag = unit_length({m: log(1 + len(claims) / spread[m]) for m in sorted(set(meant))})
        article = articles.get(claim.article_id)
        who, whom = _parts(claim)
        place = frozenset(f"name:{n}" for n in (listed(p) for p in (claim.place or "").split(" and ")) if n)
        day = article.published_start if article else None
        frames.append(Frame(claim, who, _done(claim), whom, place, bag, _named(frozenset(bag)), day))
    return frames


def about_sources(claim: Claim) -> bool:
    """Does the statement only say where an article's figures come from ("The figures are attributed to the bank")?

    Articles that share nothing but a source assert nothing together.
    """
    rules, quote = settings("matching")["statements"], claim.quote.lower()
    if any(f" {be} {cue} " in quote for be in rules["passive"] for cue in sourcing.cues("according")):
        return True
    subject = (claim.subject or "").lower().split()
    itself = sourcing.forms("figures") | sourcing.forms("outlet_itself")
    verb = (claim.predicate or "").lower()
    return bool(subject) and subject[-1] in itself and verb in sourcing.forms("origin") - set(rules["thin"])


def _parts(claim: Claim) -> tuple[Keys, Keys]:
    """Who does it and to whom it is done; a passive is turned round."""
    rules = settings("matching")["statements"]
    subject = frozenset(wording.meanings(claim.subject or ""))
    if claim.actor and (name := listed(claim.actor)):
        subject |= {f"name:{name}"}
    object_ = frozenset(wording.meanings(claim.object or ""))
    before, verb, _ = claim.quote.partition(claim.action_words or "\0")
    if verb and set(before.lower().split()[-_AUXILIARIES:]) & set(rules["passive"]):
        return (object_ if (claim.object or "").lower().startswith("by ") else frozenset()), subject
    return subject, object_


def _done(claim: Claim) -> str:
    """What was done: a class of actions, else the verb in its base form."""
    known = lexicons.class_told(claim.action) or lexicons.action_class(claim.predicate)
    return known if known and lexicons.actions()[known].rank == 1 else (claim.predicate or "").lower()


def _candidates(frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Pairs that share a name; in large blocks only those that share something else too."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, f in enumerate(frames):
        for key in f.names:
            blocks[key].append(i)
    most = settings("matching")["statements"]["largest_block"]
    found: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        members = blocks[key]
        if len(members) <= most:
            found.update(combinations(members, 2))
            continue
        finer: dict[str, list[int]] = defaultdict(list)
        for i in members:
            for other in frames[i].who | frames[i].whom | {frames[i].done}:
                if other != key:
                    finer[other].append(i)
        for few in finer.values():
            found.update(combinations(few[:most], 2))
    yield from sorted(found)


def weight(a: Frame, b: Frame, alike: float) -> float:
    """Evidence that two statements assert the same thing or its opposite, in natural log odds.

    ``alike`` is the cosine of their words.
    """
    rules = settings("matching")["statements"]
    total: float = rules["prior"] + rules["wording"] * alike
    total += _parts_alike(a, b)
    if a.done == b.done:
        total += rules["done_same"]
    elif opposite(a.done, b.done):
        total += rules["done_opposite"]
    else:
        total += rules["done_near" if lexicons.near_actions(a.done, b.done) else "done_apart"]
    if a.place and b.place and not a.place & b.place:
        total += rules["place_apart"]
    if _days(a.claim, b.claim) > rules["days_apart"]:
        total += rules["far_in_time"]
    return total


def _parts_alike(a: Frame, b: Frame) -> float:
    """Who and whom compared; where two names are shared though the parse gives them to other parts, they count."""
    rules: Mapping[str, float] = settings("matching")["statements"]
    if _named(a.who) & _named(b.whom) and _named(a.whom) & _named(b.who):
        return rules["turned_round"]
    apart = _part(a.who, b.who, "who") + _part(a.whom, b.whom, "whom")
    shared = a.names & b.names
    return max(apart, rules["two_named"]) if len(shared) > 1 else apart


@lru_cache(maxsize=65_536)
def _named(keys: Keys) -> Keys:
    return frozenset(k for k in keys if k.startswith("name:"))


def _part(a: Keys, b: Keys, side: str) -> float:
    rules: Mapping[str, float] = settings("matching")["statements"]
    named_a, named_b = _named(a), _named(b)
    if named_a & named_b:
        return rules[f"{side}_named"]
    if named_a and named_b:
        return rules[f"{side}_apart"]
    return rules[f"{side}_alike"] if (a - named_a) & (b - named_b) else 0.0


def opposite(one: str, other: str) -> bool:
    """Does who affirms the one deny the other: gain and lose?"""
    return (one, other) in _opposites()


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    found = set()
    for row in table("lexicons/opposites", "one", "other"):
        for a in words(row["one"]):
            for b in words(row["other"]):
                found |= {(a, b), (b, a)}
    return frozenset(found)


def _stance(frame: Frame) -> int:
    """1 where the statement is affirmed, -1 where it is negated, denied or taken back."""
    denied = frame.claim.certainty in settings("matching")["statements"]["denied"]
    return -1 if denied or frame.claim.polarity == "negated" else 1


def _turn(first: Frame, other: Frame) -> int:
    return -1 if opposite(first.done, other.done) else 1


def _days(a: Claim, b: Claim) -> int:
    """Days between the times that two claims speak of; 0 when they meet or nobody tells."""
    if not (a.as_of_start and a.as_of_end and b.as_of_start and b.as_of_end):
        return 0
    return max((a.as_of_start - b.as_of_end).days, (b.as_of_start - a.as_of_end).days, 0)


def _ordered(frames: Sequence[Frame]) -> list[Frame]:
    return sorted(frames, key=_order)


def _order(frame: Frame) -> tuple[date, str, int, str]:
    return (frame.published or date.max, frame.claim.article_id, frame.claim.start, frame.claim.claim_id)
