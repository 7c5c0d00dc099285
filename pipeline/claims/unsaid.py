"""What a figure counts that news of its kind leaves unsaid: "the Greens took 12 percent" (of the votes), "the coalition
needs 76" (seats), "it sells for $39" (a price). The words of each kind are ``[unsaid]`` in ``data/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline import lexicons
from pipeline.claims import action_classes, facets, phrases, units
from pipeline.claims.context import ACTOR_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import after_number, measures_itself
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.money import is_money
from pipeline.tokens import Token


def fill(draft: Draft, before: Sequence[Draft], about: Context) -> None:
    """Gives a figure of votes, voters, seats, a price or shares what it counts and tells, where its words do not.

    ``before`` are the earlier figures of its sentence.
    """
    if _entitled(draft):
        draft.counted = _facet(draft, "voters")
    named = draft.noun is not None and draft.noun.tag_ != "PRP"  # "at $39 it was cheap"
    if named or draft.anaphoric or draft.of:
        return
    election = any(e.name == "election" for e in about.events)
    if draft.quantity.unit == "percent":
        if _came_out(draft):
            _tells(draft, "turnout", "turnout")
        elif _of_shares(draft):
            draft.counted = _facet(draft, "share price")
        elif _of_votes(draft, before, election):
            _tells(draft, "votes", "win")
    elif not measures_itself(draft.quantity):
        if _of_house(draft):
            draft.counted = _facet(draft, "seats")
        elif (
            draft.predicate is not None and draft.predicate.lemma_.lower() in _words()["employing"] and _follows(draft)
        ):
            draft.counted = _facet(draft, "employees")
        elif _of_seats(draft, election):
            needs = action_classes.class_name(draft.action) == "need"
            _tells(draft, "seats", "need" if needs else "win")
    elif is_money(draft.quantity.unit) and _of_a_share(draft):
        draft.counted = _facet(draft, f"share price in {units.label(draft.quantity.unit)}")
    elif is_money(draft.quantity.unit) and (told := _price(draft)):
        draft.counted = _facet(draft, f"{_per_measure(draft)} in {units.label(draft.quantity.unit)}")
        draft.action = Facet(told, draft.quantity.quote)


def whose(draft: Draft, before: Sequence[Draft], entities: Sequence[Entity]) -> Facet | None:
    """Whose votes or seats they are: "53 for the Alliance", "the Front was second with 24.9%, good for 44",
    "a coalition needs 76"; None for other figures.
    """
    if draft.noun is not None or not (_counts(draft, "seats") or _counts(draft, "votes")):
        return None
    doc, i = draft.token.doc, after_number(draft)
    names = [e for e in entities if e.kind in ACTOR_KINDS]
    if _of_house(draft):
        return Facet(_led_by(draft, 2).lower_, _led_by(draft, 2).text)
    if i < draft.sentence.end and doc[i].lower_ == "for":
        found = next((e for e in names if i < e.start <= i + 2), None)
        return facets.facet(found) if found is not None else None
    if draft.quantity.unit == "percent":
        return _runner(draft, names) if _ranked(draft) or _elided(draft) else None
    if before and _counts(before[-1], "votes") and _led_by(draft).lower_ in ("for", "and"):
        return before[-1].actor
    subject = _subject(draft)
    if subject is not None and subject.pos_ == "NOUN" and action_classes.class_name(draft.action) == "need":
        return Facet(subject.lower_, subject.text)
    return None


def _words() -> dict[str, Any]:
    found: dict[str, Any] = settings("claims")["unsaid"]
    return found


def _facet(draft: Draft, name: str) -> Facet:
    return Facet(name, draft.quantity.quote)


def _tells(draft: Draft, counted: str, action: str) -> None:
    draft.counted = _facet(draft, counted)
    known = action_classes.known(draft.action)
    if known is None or known.group != "election" or action == "turnout":
        draft.action = Facet(action_classes.label(action), draft.quantity.quote)


def _led_by(draft: Draft, back: int = 1) -> Token:
    """The word so many places before the number, "about" and the like passed over."""
    doc, i = draft.token.doc, draft.first - 1
    while i > draft.sentence.start and (doc[i].pos_ == "ADV" or doc[i].lower_ in _words()["bounds"]):
        i -= 1
    return doc[max(i - back + 1, draft.sentence.start)]


def _entitled(draft: Draft) -> bool:
    """ "2 million people were entitled to vote", "the 4.4 million with the right to vote": voters."""
    after = draft.token.doc[draft.token.i : min(draft.token.i + 9, draft.sentence.end)].text.lower()
    people = draft.noun is None or lexicons.counted_class(draft.noun.lemma_.lower()) in ("person", "citizen")
    whole = draft.quantity.unit == "count" and (draft.noun is not None or after_number(draft) < draft.sentence.end)
    return whole and people and any(cue in after for cue in _words()["entitled"])


def _came_out(draft: Draft) -> bool:
    """ "turnout was lower than when 68 percent had come out"."""
    verb = draft.predicate
    if verb is None or verb.lemma_.lower() not in _words()["came_out"] or "turnout" not in draft.sentence.text.lower():
        return False
    return verb.i + 1 < draft.sentence.end and verb.doc[verb.i + 1].lower_ == "out"


def _subject(draft: Draft) -> Token | None:
    """The subject of the figure's verb; of a relative clause what it tells of."""
    verb = draft.predicate
    subject = phrases.subject_of(verb) if verb is not None else None
    if subject is not None and verb is not None and subject.tag_ in ("WDT", "WP"):
        return verb.head
    return subject


def _of_shares(draft: Draft) -> bool:
    subject = _subject(draft)
    return subject is not None and draft.quantity.change is not None and subject.lower_ in _words()["shares"]


def _of_a_share(draft: Draft) -> bool:
    """ "Shares fell 14 percent to $3"."""
    subject, before = _subject(draft), draft.token.doc[max(draft.first - 1, draft.sentence.start)].lower_
    return subject is not None and before in ("to", "at", "from") and subject.lower_ in _words()["shares"]


def _of_votes(draft: Draft, before: Sequence[Draft], election: bool) -> bool:
    """Is it what a party or candidate won, said of it by a verb of polling or in a list after such a share?"""
    if draft.quantity.change is not None or (draft.counted is not None and draft.counted.near and _is_measure(draft)):
        return False
    earlier = before[-1] if before else None
    if earlier is not None and not measures_itself(earlier.quantity) and _led_by(earlier).lower_ == "of":
        return False  # "of 900 postal ballots, the party took 41 percent"
    if earlier is not None and _counts(earlier, "votes") and (draft.label is not None or _elided(draft)):
        return True
    if election and _ranked(draft):
        return True
    verb, subject = draft.predicate, _subject(draft)
    if verb is None or subject is None or subject.i > draft.token.i:
        return False
    runs = subject.pos_ == "PROPN" or subject.lemma_.lower() in _words()["runners"]
    polls = verb.lemma_.lower() in _words()["polling"]
    return runs and polls and (election or verb.lemma_.lower() in _words()["polling_always"])


def _of_house(draft: Draft) -> bool:
    """ "a house of 150"."""
    return _led_by(draft).lower_ == "of" and _led_by(draft, 2).lemma_.lower() in _words()["house"]


def _counts(draft: Draft, name: str) -> bool:
    return draft.counted is not None and draft.counted.name == name


def _ranked(draft: Draft) -> bool:
    """ "the Front was second with 24.9%"."""
    return _led_by(draft).lower_ in ("with", "on") and _led_by(draft, 2).lower_ in _words()["ranked"]


def _elided(draft: Draft) -> bool:
    """Has the figure the unit of the one before it: "Labour 13"?"""
    return not any(sign in draft.quantity.quote.lower() for sign in settings("claims")["elided"]["percent"])


def _runner(draft: Draft, names: Sequence[Entity]) -> Facet | None:
    """Who is named right before the figure and its rank: "the Front was second with", "Labour 13"."""
    doc, i, start = draft.token.doc, draft.first - 1, draft.sentence.start
    small = ("with", "on", "at", *_words()["ranked"], *_words()["bounds"])
    while i > start and (doc[i].lower_ in small or doc[i].lemma_.lower() in _words()["polling"]):
        i -= 1
    found = next((e for e in names if e.start <= i < e.end), None)
    if found is not None:
        return facets.facet(found)
    first = i + 1
    while first > start and doc[first - 1].is_title:
        first -= 1
    name = doc[first : i + 1].text
    return Facet(name, name) if name else None


def _is_measure(draft: Draft) -> bool:
    return draft.counted is not None and draft.counted.name not in ("people", "votes")


def _of_seats(draft: Draft, election: bool) -> bool:
    """Does a bare count follow where seats were named, in its sentence or the one before?"""
    number, after = draft.quantity.low, after_number(draft)
    if draft.counted is not None and lexicons.counted_class(draft.counted.name) == "seat":
        drops = draft.token.doc[max(draft.first - 1, 0)].lower_ in ("from", "to")
        return draft.action is None and not drops  # else as its words or those of the figure before it say
    if number is None or not number.is_integer() or number > _words()["most_seats"]:
        return False
    doc, start = draft.token.doc, draft.sentence.start
    here = any(t.lemma_.lower() in _words()["seats"] for t in doc[start : draft.token.i])
    lately = start > 0 and any(t.lemma_.lower() in _words()["seats"] for t in doc[start - 1].sent)
    bare = after >= draft.sentence.end or doc[after].is_punct or doc[after].lower_ in ("and", "for", "to")
    if not bare or not (election or _polls(draft)) or not (here or lately):
        return False
    known = action_classes.known(draft.action)
    lists = here or _led_by(draft).lower_ in ("for", "and", "needs", "need", ",")
    return lists and (known is None or known.group not in settings("claims")["befalls_people"] or known.name == "need")


def _per_measure(draft: Draft) -> str:
    """ "A tonne of rice sells at $400": a price per tonne."""
    subject = _subject(draft)
    measure = subject.lemma_.lower() if subject is not None and subject.i < draft.token.i else ""
    return f"price per {measure}" if measure in phrases.lexicon("measure word") else "price"


def _follows(draft: Draft) -> bool:
    """Does a bare number stand as the object of its verb, and not of a preposition: "the plant employs 900"?"""
    verb = draft.predicate
    return verb is not None and draft.token.head == verb and draft.token.dep_ == "obj" and verb.i < draft.token.i


def _polls(draft: Draft) -> bool:
    """Does the sentence, or the one before, speak of parties, votes or a house in which seats are taken?"""
    doc, start = draft.token.doc, draft.sentence.start
    said = [*draft.sentence, *(doc[start - 1].sent if start else ())]
    return any(t.lemma_.lower() in _words()["house"] or t.lemma_.lower() in _words()["voting"] for t in said)


def _price(draft: Draft) -> str | None:
    """What is told of a price: "sold" for "sold at $39", "cost" where it is called cheap; None for other sums."""
    before, verb = _led_by(draft).lower_, draft.predicate
    at = {before, draft.token.doc[max(draft.first - 1, 0)].lower_} & {"for", "at", "between", "from"}
    if not at:
        return None
    said = draft.token.doc[draft.sentence.start : draft.first].text.lower()
    if (verb is not None and verb.lemma_.lower() in _words()["selling"]) or any(c in said for c in _words()["on_sale"]):
        return "sold"
    cheap = any(t.lower_ in _words()["cheap"] for t in draft.sentence)
    return action_classes.label("cost") if cheap else None
