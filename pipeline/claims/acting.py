"""Who acts when a sentence names a people or a place only to say whose body it is ("Dutch customs", "the Welsh
government"), and what thing costs, burns or blows when it names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from pipeline.claims import action_classes, roles
from pipeline.claims.context import Context, Event
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon, phrase_of, subject_of
from pipeline.claims.sourcing import forms, nouns, speech
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.money import is_money
from pipeline.tokens import Doc, Token

_ABOVE = 3  # heads of a sum that may be the verb of what it costs
_NAMES = ("organisation", "person")  # a firm can bear a person's name
_LONGEST = 4  # words between a people's name and the noun of its body


def body(doc: Doc, named: Entity) -> Facet | None:
    """The body that a people's or country's name stands before: "Dutch customs", "Kenya's health ministry"."""
    i = named.end + (named.end < len(doc) and doc[named.end].lower_ in ("'s", "’s"))
    last = None
    while i < min(len(doc), named.end + _LONGEST) and doc[i].pos_ in ("NOUN", "ADJ", "PROPN"):
        last = i if roles.is_body(doc[i]) or doc[i].lower_ in roles.state() else last
        i += 1
    if last is None or (last + 1 < len(doc) and doc[last + 1].pos_ in ("NOUN", "PROPN") and last + 1 < i):
        return None
    words = doc[named.start : last + 1].text
    return Facet(words, words, country=named.country)


def introduced(doc: Doc, people: Entity, others: Sequence[Entity]) -> Entity | None:
    """ "Dutch lender Brantas", "Brantas, the Dutch lender": the body that a people's name only tells more of."""
    if people.kind != "nationality":
        return None
    told = doc[people.head].head
    if told.dep_ == "appos" and told.i > told.head.i and told.lower_ in forms("firm"):
        return next((e for e in others if e.kind in _NAMES and e.start <= told.head.i < e.end), None)
    found = next((e for e in others if people.end < e.start <= people.end + _LONGEST), None)
    if found is None or found.kind != "organisation" or doc[found.start - 1].lower_ not in forms("firm"):
        return None
    return found if all(t.pos_ in ("NOUN", "ADJ") for t in doc[people.end : found.start]) else None


def thing(draft: Draft, context: Context) -> Facet | None:
    """ "A kilo sells for €900", "the blaze grew past 900 acres": the thing that costs so much or is so large; land that
    burned is the fire's."""
    unit = (draft.quantity.norm_unit or draft.quantity.unit).partition("/")[0]
    rule = settings("claims")["acting"]
    money = is_money(unit)
    verb = _costing(draft) if money else draft.predicate
    if money and verb is None:
        return None
    subject = subject_of(verb) if verb is not None else None
    if not money and unit not in rule["measured"]:
        return None
    if subject is not None and verb is not None and subject.i < draft.token.i and _names_thing(draft, subject.i):
        tokens = phrase_of(subject)
        words = " ".join(t.lower_ if t.pos_ == "NOUN" else t.text for t in tokens)
        return Facet(words, words)
    event: Event | None = context.event
    if event is not None and unit in rule["land"] and event.name in rule["takes_land"]:
        return Facet(event.name, event.words, False)
    return None


def of_clause(draft: Draft) -> Facet | None:
    """ "Children make up 70 percent of cases", "elevators can take 900 tonnes": the thing or the people that the clause
    is about, of a figure that names nobody; None where it is what is counted, who speaks, or what struck others."""
    verb = draft.predicate
    found = subject_of(verb) if verb is not None and verb.lemma_.lower() not in speech() else None
    if found is None or found.i > draft.token.i or action_classes.befell(draft.action):
        return None
    if draft.quantity.unit == "multiplier" or found in draft.token.ancestors:
        return None  # "a toll that is twice as high", "a demand for $900"
    if draft.token.doc[max(draft.first - 1, draft.sentence.start)].lower_ in ("of", "with"):
        return None  # "the dispute ended with a rise of 9 percent"
    counts = draft.counted is not None and found.lower_ in draft.counted.words.lower().split()
    if found == draft.noun or (counts and draft.quantity.unit != "percent") or not _can_act(draft, found):
        return None
    words = " ".join(t.lower_ if t.pos_ == "NOUN" else t.text for t in phrase_of(found))
    return Facet(words, words)


def _costing(draft: Draft) -> Token | None:
    """The verb of what something costs that a sum stands under, though a parser may take "costs" for a noun."""
    over = [draft.predicate, *islice(draft.token.ancestors, _ABOVE)]
    return next((t for t in over if t is not None and t.lemma_.lower() in lexicon("costing")), None)


def _can_act(draft: Draft, noun: Token) -> bool:
    if noun.pos_ != "NOUN" or noun.i in draft.parsed.quantities or noun.lower_ in lexicon("time") | nouns().keys():
        return False
    if noun.lemma_.lower() in lexicon("spans of time"):
        return False
    return noun.lemma_.lower() not in lexicon("amount")


def _names_thing(draft: Draft, index: int) -> bool:
    noun = draft.token.doc[index]
    if noun.pos_ != "NOUN" or noun.i in draft.parsed.quantities or noun.lower_ in lexicon("time"):
        return False
    if noun.lemma_.lower() in lexicon("amount"):
        return False
    return not (noun == draft.noun or action_classes.is_people(Facet(noun.lemma_, noun.text)))
