"""Whose and where a figure is that names nobody and no place: what the sentences before and the article lend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import entities as gazetteer
from pipeline import lexicons
from pipeline.claims import acting, action_classes
from pipeline.claims.context import PLACE_KINDS, Context, Event, event_name, within
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.facets import WORLD, facet, far, finest, first, here, joined, located, one_run
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon, said_of
from pipeline.entities import Entity
from pipeline.knowledge import settings, table, words
from pipeline.tokens import Span

_THERE = ("there", "here")


def scene(sentence: Span, entities: Sequence[Entity]) -> Facet | None:
    """Where a sentence is, for the sentences after it: its places after a preposition of place, or struck."""
    places = [e for e in entities if e.kind in PLACE_KINDS and here(e, sentence)]
    found = [e for e in located(sentence, places) if e.start > sentence.start and not _origin_of(sentence, e.start)]
    return far(joined([facet(e) for e in finest(sentence.doc, one_run(sentence.doc, found))])) if found else None


def lends(scene_: Facet, sentence: Span, following: Span, about: Context) -> bool:
    """Is a sentence's place that of the one after it? One that the article names only there is an aside ("A girl was
    flown to Hamburg"), unless something struck there or "there" points back to it."""
    often = about.weight.get(scene_.name, 0) >= settings("claims")["context"]["of_several"]
    struck = any(event_name(t.lower_) for t in sentence)
    points = any(t.lower_ in _THERE and t.dep_ == "advmod" for t in following)
    return often or struck or points


def _origin_of(sentence: Span, start: int) -> bool:
    """Does a name say whose something is, where it comes from or what it is compared with, and not where it was?"""
    i = start - 1
    while i > sentence.start and sentence.doc[i].pos_ in ("DET", "ADJ"):
        i -= 1
    return sentence.doc[i].lower_ in lexicon("agent") | lexicon("belonging") | lexicon("time compared")


def place_from(draft: Draft, context: Context) -> Facet | None:
    """The article's main place, for a figure that names none; failing that, where its group is at home. A total is
    that of all its countries, a share of a group's land lies wherever that group is at home. None for things that are
    nowhere, and for what a reader's comment counts without a word for it."""
    kind = lexicons.counted_class(draft.counted.name) if draft.counted is not None else None
    if kind in settings("claims")["nowhere"] or (draft.counted is None and draft.parsed.zone == "comment"):
        return None
    if draft.lately and not draft.total:
        return draft.lately
    main = first(context.places)
    several = (
        not context.long
        and context.whole is not None
        and " and " in context.whole.name
        and not (main and " and " in main.name)
    )
    if main is not None and context.nation is not None and main.country == context.nation.country:
        several = False  # the headline's people are at home in the article's first place
    if context.whole and (draft.total or (several and main and within(main, context.whole))):
        return context.whole
    homes = _home(draft.actor) if kind == "territory" and draft.quantity.unit == "percent" else None
    if homes is not None and main is not None and main.name in homes.name.split(" and "):
        return homes
    return main or _home(draft.actor) or _home(first(context.groups))


def _home(group: Facet | None) -> Facet | None:
    if group is None:
        return None
    names = _homes().get(group.name)
    if names:
        return Facet(" and ".join(sorted(names)), group.words, False)
    country = gazetteer.country(group.country) if group.country else None
    return Facet(country.name, group.words, False, group.country) if country else None


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    """Group that is at home in several countries → those, from ``data/lexicons/homes.csv``."""
    return {row["group"]: words(row["places"]) for row in table("lexicons/homes", "group", "places")}


def actor_from(draft: Draft, context: Context) -> Facet | None:
    """The article's own subject, for a figure that names nobody: its group for fighters and territory, those whom its
    event struck or drew for people, its place for money and land."""
    kind = lexicons.counted_class(draft.counted.name) if draft.counted else None
    if context.stuff is not None and draft.counted is not None and draft.counted.name.startswith("price per "):
        return Facet(context.stuff, draft.counted.words, False)
    if (firm := _firm(draft, context)) is not None:
        return firm
    human = action_classes.befell(draft.action) or action_classes.people(draft.action) is not None
    of_people = lexicons.is_people(kind) if kind is not None else human
    share = draft.quantity.unit == "percent" and of_people
    if measures_itself(draft.quantity) and not share:
        return (
            first(context.groups)
            or _stuff(draft)
            or acting.thing(draft, context)
            or acting.of_clause(draft)
            or far(draft.place)
        )
    if draft.counted is None and not human and draft.parsed.zone == "comment":
        return first(context.groups)
    if kind == "fighter":
        return context.nation or first(context.groups) or first(context.nationalities)
    if kind != "person" and lexicons.is_people(kind):
        return far(draft.counted)  # "firefighters", "pupils": the noun itself says who
    if kind == "person" or (human and kind not in settings("claims")["themselves"]) or draft.counted is None:
        return (context.nation if share else None) or _people(draft, context)
    if kind is None and context.nation:
        return context.nation
    return far(draft.counted)  # a thing: "homes", "aftershocks"


def _firm(draft: Draft, context: Context) -> Facet | None:
    """ "The net profit was €9.8m", "some 900 jobs are to go": the body that the article is about, of what firms make,
    owe and have."""
    spoken = lexicons.tokens(draft.counted.name) if draft.counted is not None else []
    subject = said_of(draft)
    if subject is not None:
        spoken.append(subject.lower_)  # "deliveries came to 900 cars"
    return context.firm if any(word in lexicon("of a firm") for word in spoken) else None


def _stuff(draft: Draft) -> Facet | None:
    """ "900 tonnes of cement", "a depth of 9 km": the thing that is weighed or measured, not money, land or a share."""
    unit = draft.quantity.norm_unit or draft.quantity.unit
    thing = draft.counted is not None and draft.counted.near and draft.noun is not None
    if draft.counted is None or not thing or unit.partition("/")[0] not in settings("claims")["of_stuff"]:
        return None
    return Facet(draft.counted.name.partition(" in ")[0], draft.counted.words, False)  # "cement in tonnes (t)"


def _people(draft: Draft, context: Context) -> Facet | None:
    """Those whom the article's event befell, the people that its headline names, or the people of the place."""
    done = action_classes.known(draft.action) if action_classes.is_strong(draft.action) else None
    meant = context.events if done is not None else context.events[:1]
    event = next((e for e in meant if _undergo(e, done, context)), None)
    if event is not None:
        return Facet(event.people + _in(draft.place), event.words, False)
    called = action_classes.people(draft.action)
    if called:
        words_ = draft.action.words if draft.action else called
        return Facet(called + _in(draft.place), words_, False)
    place = draft.place
    nation = context.nation or first(context.nationalities)
    # a people that no headline names is that of its own country's figures: "a Danish charity" makes nobody a Dane
    elsewhere = place is not None and (place.near or context.nation is None)
    if nation and not (elsewhere and place and place.country and place.country != nation.country):
        return nation
    where = _in(draft.place)
    return Facet(f"people{where}", draft.place.words, False) if draft.place and where else None


def _undergo(event: Event, done: lexicons.ActionClass | None, context: Context) -> bool:
    """Does what is told of people happen to those whom an event struck or drew? Where nothing is told they are those it
    drew, but not those it struck if the article speaks of a people: "Scots in the war" are no victims."""
    if done is not None:
        return done.name in event.undergo
    return "kill" not in event.undergo or not (context.nation or context.nationalities)


def _in(where: Facet | None) -> str:
    """ " in Peru", for one place; of several, a name would be read as the people of each."""
    if where is None or " and " in where.name:
        return ""
    return f" around the {WORLD}" if where.name == WORLD else f" in {where.name}"
