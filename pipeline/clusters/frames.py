"""Statements as frames: who does what to whom, with names in their canonical form, and a passive turned round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log
from sys import intern

from pipeline import lexicons
from pipeline.claims import sourcing
from pipeline.clusters import wording
from pipeline.clusters.names import listed
from pipeline.clusters.profile import unit_length
from pipeline.keep import Keep
from pipeline.knowledge import settings
from pipeline.model import Article, Claim

Keys = frozenset[str]
_AUXILIARIES = 3  # words before a verb among which the auxiliary of a passive is looked for
# What is read of one statement: what its words mean, who, done, whom, where; all of them sorted.
Told = tuple[Sequence[str], Sequence[str], str, Sequence[str], Sequence[str]]


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


def frames(claims: Sequence[Claim], articles: Mapping[str, Article], keep: Keep) -> list[Frame]:
    """The frames of some statements, in their order; without those that only say where figures come from.

    What ``keep`` has of an earlier build is not read again.
    """
    read = _read(claims, keep)
    told = [(claim, read[claim.claim_id]) for claim in claims if claim.claim_id in read]
    spread = Counter(m for _, (meant, *_) in told for m in meant)
    weights = {m: log(1 + len(told) / n) for m, n in spread.items()}
    out = []
    for claim, (meant, who, done, whom, place) in told:
        bag = unit_length({m: weights[m] for m in meant})
        article = articles.get(claim.article_id)
        day = article.published_start if article else None
        out.append(
            Frame(
                claim, _keys(tuple(who)), done, _keys(tuple(whom)), _keys(tuple(place)), bag, named(frozenset(bag)), day
            )
        )
    return out


def _read(claims: Sequence[Claim], keep: Keep) -> dict[str, Told]:
    """What is read of each statement, by claim id, an article at a time."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_article[claim.article_id].append(claim)
    out: dict[str, Told] = {}
    for article_id, own in of_article.items():
        key = keep.article(article_id)
        told = keep.get("statements", key) if key else None
        if told is None:
            told = {c.claim_id: _told(c) for c in own if not about_sources(c)}
            if key:
                keep.put("statements", key, told)
        for claim_id, (meant, who, done, whom, place) in told.items():
            out[claim_id] = [intern(m) for m in meant], who, done, whom, place
    return out


def _told(claim: Claim) -> Told:
    meant = sorted(set(wording.meanings(f"{claim.actor or ''}. {claim.quote}")))
    who, whom = _parts(claim)
    place = {f"name:{n}" for n in (listed(p) for p in (claim.place or "").split(" and ")) if n}
    return meant, sorted(who), _done(claim), sorted(whom), sorted(place)


@lru_cache(maxsize=65_536)
def _keys(told: tuple[str, ...]) -> Keys:
    return frozenset(map(intern, told))


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


@lru_cache(maxsize=65_536)
def named(keys: Keys) -> Keys:
    """Those of some keys that are names."""
    return frozenset(k for k in keys if k.startswith("name:"))
