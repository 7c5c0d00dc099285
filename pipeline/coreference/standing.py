"""What is put in a pronoun's place where a sentence is told alone: a name, or "the" and a noun, where that is sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.coreference import Choice, likeliest, walk
from pipeline.coreference.signs import GOES_ON, group, role
from pipeline.coreference.things import Mention, Thing, is_mention
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.language import Parsed
from pipeline.tokens import Token

_LONGEST = 5  # words that may stand for a pronoun
_REPLACED = ("PRP", "PRP$")
_SELVES = ("self", "selves", "rs")  # "itself", "theirs"


@dataclass(frozen=True, slots=True)
class StandIn:
    """What a pronoun stands for: ``words``, None where they are not sure; ``named_at``: the tokens of its paragraph
    that name the likeliest thing before it; ``several``: is it more than one?"""

    words: str | None
    named_at: frozenset[int]
    several: bool


def stand_ins(
    parsed: Sequence[Parsed],
    named: Sequence[Sequence[Entity]],
    pointing: Sequence[Mapping[int, Entity]],
    text: str,
) -> list[dict[int, StandIn]]:
    """Token index of a pronoun → what it stands for, for each paragraph; one that may mean anything has none.

    ``pointing`` says what rules take pronouns for (:mod:`pipeline.entities.references`): where both agree on a person,
    that is sure, and where they differ, nobody is.
    """
    out: list[dict[int, StandIn]] = [{} for _ in parsed]
    rules = settings("coreference")

    def choose(choice: Choice) -> tuple[int | None, float]:
        best, odds = likeliest(choice)
        if best is None:
            return None, odds
        thing, here, token = choice.things[best], choice.pronoun.paragraph, choice.pronoun.token
        sort, sure = group(token.text), odds * thing.sure
        goes_on = any(sign.startswith(GOES_ON) for sign in choice.signs[best])
        least = rules["sure_going_on" if goes_on else "sure"][sort]
        put = token.tag_ in _REPLACED and not token.lower_.endswith(_SELVES) and (sort == "he" or not choice.quoted)
        ruled = pointing[here].get(token.i) if sort == "he" else None
        # "The captain survived. He …" is not the minister who was spoken of before him
        rival = sort == "he" and any(
            t.kind == "person" and role(t.last.token) in ("main", "subject") for t in choice.things[:best]
        )
        weighed = ruled is None and sure >= least and not rival
        meant = weighed or (ruled is not None and thing.has(ruled.name))
        meant = meant and not ("quoted it" in choice.signs[best] and sort == "he")  # no speaker calls himself "he"
        told = _words(thing, parsed, text) if put and meant else None
        before = frozenset(m.token.i for m in thing.mentions if m.paragraph == here and not m.is_pronoun)
        out[here][token.i] = StandIn(told, before, bool(thing.several))
        return best, sure / 2 if rival and not meant else sure  # what follows from it is not sure either

    walk([p.doc for p in parsed], named, choose)
    return out


def _words(thing: Thing, parsed: Sequence[Parsed], text: str) -> str | None:
    """The words that name a thing for somebody who has read nothing of the article."""
    mention = thing.naming
    if mention is None:
        return None
    paragraph, entity, token = parsed[mention.paragraph], mention.entity, mention.token
    if entity is not None:
        if entity.kind == "person":
            return entity.words if " " in entity.words else None
        first = paragraph.doc[entity.start - 1] if entity.start else None
        return f"the {entity.words}" if first is not None and first.lower_ == "the" else entity.words
    if _is_part(token) or not is_mention(token):
        return None
    return _noun_phrase(mention, paragraph, text)


def _is_part(token: Token) -> bool:
    """ "Eleven of the teams", "a majority of voters": the noun is not what is spoken of."""
    return token.dep_ == "nmod" and token.head.pos_ in ("NUM", "DET", "PRON") and token.head.i < token.i


def _noun_phrase(mention: Mention, paragraph: Parsed, text: str) -> str | None:
    token = mention.token
    run = [c for c in token.lefts if c.dep_ not in ("case", "cc", "punct", "mark", "cop", "nsubj", "aux", "advmod")]
    kinds = {c.dep_.split(":")[0] for c in run} | {c.dep_ for c in run}
    if token.pos_ == "PROPN" or any(c.tag_ in ("PDT", "WDT", "WP$") for c in run):
        return None
    determiners = [c for c in run if c.dep_.startswith("det")]
    if any(c.lower_ not in ("the", "a", "an", "this", "that", "these", "those") for c in determiners):
        return None  # "some managers", "every house"
    if any(c.dep_ == "nummod" and not text[paragraph.start(c) : paragraph.end(c)].isalpha() for c in run):
        return None  # "1,400 people": told later of as many as are left
    if any(c.dep_ == "amod" and c.lower_ in settings("coreference")["vague"] for c in run):
        return None  # "many people", "other teams"
    if "nmod:poss" in kinds and not any(c.dep_ == "nmod:poss" and c.tag_ == "PRP$" for c in run):
        owner = next(c for c in run if c.dep_ == "nmod:poss")
        first = owner.left_edge.i
        head = ""
        if paragraph.doc[first].tag_ not in ("NNP", "NNPS") and paragraph.doc[first].lower_ != "the":
            return None
    else:
        # without a number: "two guards" can be fewer when they are spoken of again
        kept = [c for c in run if not c.dep_.startswith(("det", "nummod")) and c.tag_ != "PRP$"]
        first = min((c.left_edge.i for c in kept), default=token.i)
        head = "the "
    tokens = list(paragraph.doc[first : token.i + 1])
    if len(tokens) > _LONGEST or any(t.is_punct and t.text not in ("-", "’", "'") for t in tokens):
        return None
    told = text[paragraph.start(tokens[0]) : paragraph.end(tokens[-1])]
    told = told[:1].lower() + told[1:] if tokens[0].tag_ not in ("NNP", "NNPS") and not told.isupper() else told
    return head + " ".join(told.split())
