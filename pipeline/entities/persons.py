"""Which person "he" and "she" mean: the one who is named near, of that gender, with no rival as near.

Another person who is only described ("the organiser", "his lawyer") is a rival as good as one with a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.entities import genders
from pipeline.entities.entity import Entity
from pipeline.tokens import Token

_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_OF_NAME = ("appos", "flat", "compound")
_SHORT = 2  # letters of a title's abbreviation, and fewer
_PHRASE = 8  # words between a name and the noun that says who it is
_TITLE = 3  # words before a name in which its title stands


class Genders:
    """What an article's people are, as far as it tells: by first name, by title, or by a pronoun that was sure."""

    def __init__(self) -> None:
        self._known: dict[str, genders.Gender] = {}

    def learn(self, people: Iterable[Entity], tokens: Sequence[Token]) -> None:
        """Reads the mentions of people for names and titles that tell it."""
        for person in people:
            told = genders.of_name(person.words)
            for token in () if told else tokens[max(0, person.start - _TITLE) : person.start]:
                if token.sent.start == tokens[person.start].sent.start and token.doc is tokens[person.start].doc:
                    told = genders.of_noun(token.text) if token.dep_ in (*_OF_NAME, *_SUBJECTS, "obj", "obl") else told
            if told is not None:
                self._known.setdefault(_key(person), told)

    def of(self, person: Entity) -> genders.Gender | None:
        """The gender of somebody named; None where nothing tells it."""
        return self._known.get(_key(person))

    def is_now(self, person: Entity, gender: genders.Gender) -> None:
        """Remembers what a pronoun that surely means somebody tells."""
        self._known.setdefault(_key(person), gender)


def _key(person: Entity) -> str:
    return person.words.split()[-1].casefold()


def rival(words: Sequence[Token], first: int, at: int, named: Entity, gender: genders.Gender) -> bool:
    """Is somebody without a name a subject between the word ``first`` and the pronoun at ``at``, and no other than
    ``named``?
    """
    for i in range(first, at):
        noun = words[i]
        if noun.dep_ not in _SUBJECTS or not (genders.is_person(noun) or _is_named_by_fate(noun)):
            continue
        told = genders.of_noun(noun.text)
        if told is not None and told != gender:
            continue
        titled = named.start <= i < named.end or _titles(noun, words[named.head]) or _beside(words, i, named)
        if not titled and not _quoted(words, i, at):
            return True
    return False


def _is_named_by_fate(word: Token) -> bool:
    """ "the accused", "the deceased": a participle with an article."""
    return word.tag_ in ("VBN", "VBD", "JJ") and any(c.dep_ == "det" and c.lower_ == "the" for c in word.children)


def titled(people: Iterable[Entity], words: Sequence[Token]) -> dict[str, frozenset[str]]:
    """Each person's surname → the nouns right beside the name that say who that is: "the mayor, Ann Lee"."""
    out: dict[str, set[str]] = {}
    for person in people:
        out.setdefault(_key(person), set()).update(w.casefold().rstrip(".") for w in person.words.split()[:-1])
        before, after = words[max(0, person.start - _PHRASE) : person.start], words[person.end : person.end + _PHRASE]
        for run in (before[::-1], after):
            for token in run:
                if token.pos_ in ("VERB", "CCONJ", "PRON") or token.text in (".", ";", ":") or token.is_quote:
                    break
                if token.tag_ in ("NN", "NNP"):
                    out.setdefault(_key(person), set()).add(token.lower_.rstrip("."))
    return {name: frozenset(nouns) for name, nouns in out.items()}


def has_title(person: Entity, noun: str, titles: Mapping[str, frozenset[str]]) -> bool:
    """Is a person called by a noun somewhere in the article?"""
    known = titles.get(_key(person), frozenset())
    return any(noun == word or (len(word) > _SHORT and noun.startswith(word)) for word in known)  # "Gen.", "Sen."


def _titles(noun: Token, name: Token) -> bool:
    """Are a noun and a name one person: "its author, the former judge Ann Lee"?"""
    while name is not noun and name.dep_ in _OF_NAME:
        name = name.head
    return name is noun or any(c is name and c.dep_ in _OF_NAME for c in noun.children)


def _beside(words: Sequence[Token], i: int, named: Entity) -> bool:
    """Does nothing but a noun phrase and a comma stand between: "her deputy, Ann Lee", "Ann Lee, her deputy"?"""
    between = words[i + 1 : named.start] if i < named.start else words[named.end : i]
    plain = all(t.text == "," or t.pos_ in ("DET", "PRON", "ADJ", "NOUN", "PROPN", "ADP") for t in between)
    return plain and len(between) <= _PHRASE and sum(t.text == "," for t in between) == 1


def _quoted(words: Sequence[Token], i: int, at: int) -> bool:
    """Is the word ``i`` said in a quotation that ends before ``at``: "“My mother fell,” Ann Lee said. She …"?"""
    return sum(token.is_quote for token in words[i:at]) % 2 == 1
