"""What an article speaks of: each thing or person with its mentions, in the order of the text, pronouns left open.

"A ferry sank off Cork. The ferry …" mentions one thing twice, "its captain, Ann Lee" one person by two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline import lexicons
from pipeline.entities import Entity, genders
from pipeline.knowledge import table, words
from pipeline.tokens import Token

Kind = Literal["person", "body", "place", "people", "thing"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("person", "office"), "person"),
    **dict.fromkeys(("organisation", "group"), "body"),
    **dict.fromkeys(("country", "city", "region", "place"), "place"),
    "nationality": "people",
}
_INSIDE = ("compound", "flat", "fixed", "amod", "nummod", "goeswith", "dep", "punct", "vocative")
_DETERMINED = ("the", "this", "that", "these", "those", "both")


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One mention: its head, where that stands in the article (``at``, a running token number; ``sentence``, a running
    sentence number; ``paragraph``), and the listed or trained name, where it is one."""

    token: Token
    at: int
    sentence: int
    paragraph: int
    entity: Entity | None = None
    joined: tuple[Token, ...] = ()  # the others of "A, B and C"

    @property
    def is_pronoun(self) -> bool:
        """Is it "she", "its" or the like?"""
        return self.token.pos_ == "PRON"


@dataclass(slots=True, eq=False)
class Thing:
    """What is spoken of, with its mentions so far; ``several`` for more than one, None where that is open."""

    mentions: list[Mention]
    kind: Kind
    several: bool | None
    gender: genders.Gender | None = None
    sure: float = 1.0  # how surely the last mention is of this thing

    @property
    def last(self) -> Mention:
        """The latest mention."""
        return self.mentions[-1]

    def has(self, name: str) -> bool:
        """Does it go by a canonical name?"""
        return any(m.entity is not None and m.entity.name == name for m in self.mentions)

    @property
    def naming(self) -> Mention | None:
        """The mention that says best what it is: a full name, else a name, else the latest noun; None for a thing that
        only a list names.
        """
        named = [m for m in self.mentions if m.entity is not None]
        if named:
            return max(named, key=lambda m: (" " in m.entity.words, -m.at))  # type: ignore[union-attr]
        return next((m for m in reversed(self.mentions) if not (m.is_pronoun or m.joined)), None)


def is_mention(token: Token) -> bool:
    """Is a token the head of a noun phrase?"""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INSIDE or not token.text[:1].isalpha():
        return False
    return token.lower_.rstrip(".") not in _times()


@cache
def _times() -> frozenset[str]:
    """Months, days and the like: nothing points back to them."""
    rows = table("lexicons/grammar", "kind", "words")
    return frozenset(word for row in rows if row["kind"] == "time" for word in words(row["words"]))


def is_definite(token: Token) -> bool:
    """Does a noun have "the", "this" or "both" before it?"""
    return any(c.dep_.startswith("det") and c.lower_ in _DETERMINED for c in token.children)


@cache
def _bodies() -> frozenset[str]:
    """Nouns for what speaks and acts as one: "council", "firm"."""
    kinds = ("organisation", "outlet")
    rows = {row["noun"] for row in table("lexicons/source_nouns", "noun", "kind") if row["kind"] in kinds}
    return frozenset(rows) | {w for row in table("names/references", "words") for w in row["words"].split("|")}


class Things:
    """The things of one article, as they come up."""

    def __init__(self) -> None:
        self._latest: dict[int, Thing] = {}  # by id, those spoken of last at the end
        self._by_name: dict[tuple[str, str], Thing] = {}
        self._by_noun: dict[str, Thing] = {}
        self._by_token: dict[Token, Thing] = {}

    def latest(self) -> Iterator[Thing]:
        """The things, those spoken of last first."""
        return reversed(self._latest.values())

    def see(self, mention: Mention) -> Thing:
        """The thing that a noun or name mentions, a new one if it was not spoken of before."""
        token, entity = mention.token, mention.entity
        known = None if mention.joined else self._known(mention)
        if known is None:
            known = Thing([], _kind(token, entity), _several(token, entity, mention.joined))
        self._move(known, mention)
        known.sure = 1.0
        if entity is None:
            self._by_noun[token.lemma_.casefold()] = known
            known.gender = known.gender or genders.of_noun(token.text)
        else:
            for name in _names(entity):
                self._by_name[entity.kind, name] = known
            if entity.kind == "person":
                known.gender = known.gender or genders.of_name(entity.words)
        if not mention.joined:
            self._by_token[token] = known
        return known

    def point(self, mention: Mention, thing: Thing, sure: float) -> None:
        """Notes a pronoun that means a thing, and how surely."""
        self._move(thing, mention)
        thing.sure = sure
        thing.gender = thing.gender or genders.of_pronoun(mention.token.text)

    def _move(self, thing: Thing, mention: Mention) -> None:
        self._latest.pop(id(thing), None)
        self._latest[id(thing)] = thing
        thing.mentions.append(mention)

    def _known(self, mention: Mention) -> Thing | None:
        token, entity = mention.token, mention.entity
        if token.dep_ == "appos" and (beside := self._by_token.get(token.head)) is not None:
            return beside
        if entity is not None:
            named = (self._by_name.get((entity.kind, n)) for n in _names(entity))
            return next((t for t in named if t is not None and not _other_person(t, entity)), None)
        thing = self._by_noun.get(token.lemma_.casefold())
        if thing is None or not is_definite(token) or thing.several != _several(token, None, ()):
            return None
        own = {c.lower_ for c in token.children if c.dep_ in ("amod", "compound", "nmod:poss")}
        return thing if own <= {c.lower_ for m in thing.mentions for c in m.token.children} else None


def _names(entity: Entity) -> tuple[str, ...]:
    """What a name is known again by: a person's surname too."""
    return (entity.name, entity.words.split()[-1]) if entity.kind == "person" else (entity.name,)


def _other_person(thing: Thing, entity: Entity) -> bool:
    """Does a full name have another first name than the full names of a thing: "Omar Said" is not "Ali Said"?"""
    first, _, rest = entity.words.partition(" ")
    full = [m.entity.words for m in thing.mentions if m.entity is not None and " " in m.entity.words]
    return entity.kind == "person" and bool(rest and full) and not any(first in words.split() for words in full)


@cache
def _is_people(noun: str) -> bool:
    """Does a noun mean persons: "officials", "residents"?"""
    kind = lexicons.counted_class(noun)
    if kind is not None:
        return "person" in lexicons.ancestors(kind)
    return noun in _speakers() or genders.of_noun(noun) is not None


@cache
def _speakers() -> frozenset[str]:
    rows = table("lexicons/source_nouns", "noun", "kind")
    return frozenset(row["noun"] for row in rows if row["kind"] in ("person", "office", "anonymous"))


def _kind(token: Token, entity: Entity | None) -> Kind:
    if entity is not None:
        return _KINDS.get(entity.kind, "thing")
    if genders.is_person(token):
        return "person"
    if token.tag_ == "NNS" and _is_people(token.lemma_.lower()):
        return "people"
    if token.lemma_.lower() in _bodies():
        return "body"
    return "thing"


def _several(token: Token, entity: Entity | None, joined: Sequence[Token]) -> bool | None:
    if joined:
        return True
    if entity is not None and entity.kind != "person":
        return True if entity.kind == "nationality" else None
    return token.tag_ in ("NNS", "NNPS")
