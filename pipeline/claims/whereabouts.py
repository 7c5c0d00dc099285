"""Where a figure is that names no place itself: by a short form, the country of those counted, the figure before.

What the figure before lends holds only where those counted are still there, and are no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from pipeline import entities as gazetteer
from pipeline import lexicons
from pipeline.claims import action_classes, context, facets, phrases
from pipeline.claims.draft import Draft, Facet
from pipeline.entities import Entity
from pipeline.knowledge import settings

_REACH = 6  # words behind a verb that may tell where people went


def short_form(draft: Draft, pronouns: Mapping[int, Entity]) -> Facet | None:
    """ "900 people in the country": the place that a short form after a preposition points back to; one, and not where
    the figure counts everywhere, nor that of a clause beside that of people who have gone."""
    found = {}
    gone = action_classes.class_name(draft.action) in settings("claims")["elsewhere"]
    theirs = draft.predicate.subtree if gone and draft.predicate is not None else None
    own = None if theirs is None else {t.i for t in theirs}
    for i, meant in pronouns.items():
        if meant.kind not in context.PLACE_KINDS or not draft.sentence.start <= i < draft.sentence.end:
            continue
        token = draft.token.doc[i]
        before = {c.lower_ for c in token.children if c.dep_ == "case"}
        if token.pos_ == "NOUN" and before & phrases.lexicon("locating") and (own is None or i in own):
            found[meant.name] = meant
    return facets.facet(next(iter(found.values())), near=False) if len(found) == 1 and not draft.total else None


def own_country(draft: Draft, text: str) -> Facet | None:
    """ "half of them went back to their country": that of those counted; "their countries" where they are of many."""
    verbs = [draft.predicate, *draft.predicate.children] if draft.predicate is not None else []
    going = [v for v in verbs if v is draft.predicate or v.dep_ == "xcomp"]
    for noun in (c for verb in going for c in verb.children):
        owners = [c for c in noun.children if c.dep_ == "nmod:poss" and c.lower_ in phrases.lexicon("of several")]
        goes = noun.dep_.startswith("obl") and any(c.dep_ == "case" and c.lower_ == "to" for c in noun.children)
        if noun.lemma_.lower() not in phrases.lexicon("own country") or not owners or not goes:
            continue
        words = draft.parsed.words(text, [*owners, noun])
        if noun.tag_ == "NNS":
            return Facet(words.lower(), words)
        country = gazetteer.country(draft.actor.country) if draft.actor and draft.actor.country else None
        return Facet(country.name, words, country=draft.actor.country) if draft.actor and country else None
    country = gazetteer.country(draft.actor.country) if draft.actor and draft.actor.country else None
    if draft.actor is None or country is None or not has_returned(draft) or _told_where_to(draft):
        return None
    return Facet(country.name, draft.actor.words, False, country=draft.actor.country)


def has_returned(draft: Draft) -> bool:
    """ "320 Britons are back", "320 returners": people who are home again, each in one country."""
    spoken = draft.counted.name if draft.counted is not None else ""
    kind = lexicons.counted_class(spoken) if spoken else None
    done = draft.predicate is None or draft.predicate.tag_ != "VB"  # not "will return", "cannot go back"
    told = {
        action_classes.class_name(draft.action) if done else None,
        lexicons.implied_action(spoken) if spoken else None,
    }
    return bool(told & set(settings("claims")["home_again"])) and (kind is None or lexicons.is_people(kind))


def settled(draft: Draft) -> Facet | None:
    """A figure's place, without several countries that the article lends to people who are home again: nobody returns
    to two."""
    found = draft.place
    several = found is not None and not found.near and " and " in found.name
    return None if several and has_returned(draft) else found


def _told_where_to(draft: Draft) -> bool:
    """ "returned to Lima", "are back in the port of Lima": does a name follow, after a preposition?"""
    last = draft.predicate or (draft.phrase[-1] if draft.phrase else draft.token)
    following = draft.token.doc[last.i + 1 : min(last.i + 1 + _REACH, draft.sentence.end)]
    left = next((n for n, t in enumerate(following) if t.lower_ in phrases.lexicon("away from")), len(following))
    into = next((n for n, t in enumerate(following[:left]) if t.lower_ in phrases.lexicon("into")), len(following))
    named = takewhile(lambda t: t.pos_ in ("DET", "ADJ", "NOUN", "PROPN"), following[into + 1 :])
    return any(t.pos_ == "PROPN" and t.lower_ not in phrases.lexicon("time") for t in named)


def has_its_own(draft: Draft, earlier: Draft) -> bool:
    """Does a figure name another place than the one before?"""
    a, b = draft.place, earlier.place
    return a is not None and a.near and b is not None and a.name != b.name and earlier.label is None


def lends(earlier: Draft, draft: Draft) -> bool:
    """Does the place of the figure before say where this one is: are its people no others, and still there?"""
    return not (_of_others(draft, earlier) or _gone_from(draft, earlier))


def _of_others(draft: Draft, earlier: Draft) -> bool:
    """Is it the figure of another group or nation than the one before? Then that one's place says nothing of it."""
    a, b = draft.actor, earlier.actor
    if a is None or b is None or not a.near:
        return False
    return set(a.name.split(" and ")).isdisjoint(b.name.split(" and "))


def _gone_from(draft: Draft, earlier: Draft) -> bool:
    """ "In Peru 40 are known; 9 of them went to war": who has gone is not where the others are."""
    done = action_classes.class_name(draft.action)
    return done in settings("claims")["elsewhere"] and done != action_classes.class_name(earlier.action)


def elsewhere(draft: Draft, earlier: Draft) -> bool:
    """Is it a figure of one country, and the one before of another country's people?"""
    place, actor = draft.place, earlier.actor
    return (
        place is not None
        and actor is not None
        and None not in (place.country, actor.country)
        and (place.near and place.country != actor.country and earlier.place is not None)
        and earlier.place.country == actor.country
    )
