"""What a place does in its sentence: something happens there, or it only tells who speaks, whose name it is in, where
somebody comes from, where the reporter sat.

"The ministry in Bern said that 8 people had died in Zermatt": nobody died in Bern.
"""

from __future__ import annotations

from typing import Literal

from pipeline import lexicons
from pipeline.claims.context import event_words
from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import cues, nouns, speech, verbs
from pipeline.entities import Entity
from pipeline.tokens import POSSESSIVE, Doc, Token

Role = Literal["event", "body", "source", "origin", "agent", "dateline", "agency"]

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_INSIDE = ("compound", "flat", "nmod:poss", "nmod", "appos", "conj", "amod", "nmod:unmarked")
_CLIMB = 4  # heads that are asked from a name upwards
_DATELINE = 14  # tokens within which a dateline ends
_DASHES = ("-", "–", "—", "--")
_PARTICIPLES = ("VERB", "ADJ", "NOUN")


def role(doc: Doc, entity: Entity) -> Role:
    """What the place ``entity`` of a paragraph does in its sentence."""
    end = dateline(doc)
    if entity.start < end:
        return "agency" if any(t.text == "(" for t in doc[: entity.start]) else "dateline"
    if _hyphened(doc, entity) or _from(doc, entity):
        return "origin"
    head = doc[entity.head]
    if _apart(doc, entity):
        return "event"
    owner = _named_after(doc, entity)
    if owner is not None:
        if _is_person(owner):
            return "origin"
        if is_body(owner):
            return "body"
    if _gives(head) or _by(head):
        return "agent"
    if entity.kind != "country" and (_speaks(head) or _says(head)):
        return "source"
    return "event"


def dateline(doc: Doc) -> int:
    """How many tokens the dateline takes that opens a paragraph ("LIMA, Peru (Wire) - …"); 0 where there is none."""
    if not doc or not doc[0].text[:1].isupper():
        return 0
    for token in doc[1:_DATELINE]:
        if token.text in _DASHES:
            before = doc[: token.i]
            loud = before[0].is_upper and len(before[0]) > 1
            agency = before[-1].text == ")" and any(t.text == "(" for t in before)
            spaced = doc[token.i - 1].whitespace_ != ""
            return token.i + 1 if spaced and (loud or agency) and not any(t.pos_ == "VERB" for t in before) else 0
    return 0


def is_body(noun: Token) -> bool:
    """Is it a noun for a body that can be called after a place: "the Santa Clara board", "the Bern police"?"""
    return noun.lemma_.lower() in lexicon("body called") or nouns().get(noun.lower_) == "organisation"


def _named_after(doc: Doc, entity: Entity) -> Token | None:
    """The noun that a place stands right before: "Bern police", "the Oslo Deep mine", "a London schoolgirl"."""
    i = entity.end
    if i < len(doc) and doc[i].text in POSSESSIVE:
        return None
    last = None
    while i < len(doc) and i < entity.end + 3 and not doc[i].is_sent_start:
        token = doc[i]
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and not (token.pos_ == "PRON" and is_body(token)):
            break
        last = token if token.pos_ != "ADJ" else last
        i += 1
    return None if last is None or last.lower_ in event_words() else last


def _apart(doc: Doc, entity: Entity) -> bool:
    """ "In Los Angeles organisers claimed …": a place right after its preposition that a parser takes with the noun
    after it."""
    if not entity.start or doc[entity.start - 1].pos_ != "ADP" or doc[entity.head].dep_ not in ("compound", "amod"):
        return False
    owner = doc[entity.head].head
    return doc[entity.start - 1].lower_ == "in" or (owner.tag_ == "NNS" and not is_body(owner))


def _is_person(noun: Token) -> bool:
    return lexicons.is_people(lexicons.counted_class(noun.lemma_))


def _can_speak(noun: Token) -> bool:
    return noun.lower_ in nouns() or _is_person(noun) or noun.pos_ == "PROPN"


def _hyphened(doc: Doc, entity: Entity) -> bool:
    """ "Basel-based", "Turkey-backed": of whom, not where."""
    i = entity.end
    if i + 1 >= len(doc) or doc[i].text not in ("-", "–") or doc[i].whitespace_ or doc[i - 1].whitespace_:
        return False
    return doc[i + 1].pos_ in _PARTICIPLES and doc[i + 1].lower_.endswith(tuple(lexicon("origin ending")))


def _from(doc: Doc, entity: Entity) -> bool:
    """ "120 from Poland and Romania"."""
    head = doc[entity.head]
    if head.dep_ == "conj" and _before(doc, entity) in lexicon("list"):
        head = head.head
        return any(c.dep_ == "case" and c.lower_ == "from" for c in head.children) and not _told_from(head)
    return _before(doc, entity) == "from" and not _told_from(head)


def _told_from(head: Token) -> bool:
    """ "260 were reported from Chile": not where they come from."""
    return head.dep_.startswith("obl") and head.head.lemma_.lower() in verbs()


def _before(doc: Doc, entity: Entity) -> str:
    i = entity.start - 1
    while i > 0 and doc[i].pos_ in ("DET", "ADJ"):
        i -= 1
    return doc[i].lower_ if i >= 0 else ""


def _gives(head: Token) -> bool:
    """ "Ottawa has sent 150 soldiers", "Berlin promised 2 million euros": a capital that stands for who rules there."""
    if head.dep_ not in ("nsubj", "nsubj:outer"):
        return False
    return head.head.lemma_.lower() in lexicon("giving")


def _says(head: Token) -> bool:
    """ "Berlin denied it"."""
    return head.dep_ in _SUBJECTS and head.head.lemma_.lower() in speech()


def _by(head: Token) -> bool:
    """ "areas held by Damascus"."""
    return head.dep_.startswith("obl") and any(c.dep_ == "case" and c.lower_ == "by" for c in head.children)


def _speaks(head: Token) -> bool:
    """Does the place tell who says something: "the ministry in Bern confirmed", "according to a broker in London"?

    Police, doctors or officials of a place speak of what happened there.
    """
    token = head
    for _ in range(_CLIMB):
        if token is not head and token.lower_ in lexicon("local body"):
            return False
        if token.dep_ in _SUBJECTS:
            if token.head.lemma_.lower() in cues("loose") and not any(c.dep_ == "ccomp" for c in token.head.children):
                return False  # "customs in Rotterdam found 3,600 kilos"
            return token is not head and token.head.lemma_.lower() in verbs() and _can_speak(token)
        if any(c.dep_ == "case" and c.lower_ in ("according", "per") for c in token.children):
            return True
        if token.dep_ not in _INSIDE or token.head is token:
            return False
        token = token.head
    return False


def acts_for(doc: Doc, people: Entity) -> bool:
    """ "Dutch police", "the Kenyan government": is a people's name that of a body that acts in its own country?"""
    return any(t.lemma_.lower() in state() or t.lower_ in state() for t in doc[people.end : people.end + 2])


def state() -> frozenset[str]:
    """Nouns of bodies that act in their own country."""
    return lexicon("body of state")
