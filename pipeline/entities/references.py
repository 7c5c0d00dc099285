"""Points pronouns and short forms back to what they mean within an article, where that is safe.

"the group", "its fighters", "the province", "they": each may only mean something named before it, of a fitting kind,
near
enough, and with no rival as near. What is not safe stays out of the answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from pipeline.entities import genders
from pipeline.entities.entity import Entity
from pipeline.entities.persons import Genders, has_title, rival, titled
from pipeline.knowledge import table, words
from pipeline.tokens import Doc, Token

_REACH = 3  # sentences back; a definite short form keeps its meaning about a paragraph long
_PRONOUN_REACH = 1
_SINGULAR = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
_PERSONS = frozenset(("he", "him", "his", "she", "her", "hers"))
_PRONOUNS = _SINGULAR | _PLURAL | _PERSONS
_SUBJECT_REACH = 60  # words back in which another subject is looked for
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_BODIES = frozenset(("group", "organisation"))
_DETERMINERS = frozenset(("the", "this", "that"))
_SEEMING = frozenset(("seem", "appear", "happen", "turn", "matter"))
_EXPLETIVE = frozenset(("expl", "expl:pl"))


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for row in table("names/references", "words", "kinds"):
        for word in words(row["words"]):
            forms.setdefault(word, set()).update(words(row["kinds"]))
    return {word: frozenset(kinds) for word, kinds in forms.items()}


@cache
def _never() -> dict[str, frozenset[str]]:
    """Short form → names of listed organisations that it cannot mean: "the company" is no ministry."""
    sorts = {row["name"]: row["kind"] for row in table("names/organisations", "name", "kind")}
    rows = [
        (word, words(row["never"]))
        for row in table("names/references", "words", "never")
        for word in words(row["words"])
    ]
    return {word: frozenset(n for n, sort in sorts.items() if sort in never) for word, never in rows if never}


@cache
def _told() -> frozenset[str]:
    """Short forms that can only mean a name with the word in it: "the ministry" is no news agency."""
    rows = table("names/references", "words", "told")
    return frozenset(word for row in rows if row["told"] == "yes" for word in words(row["words"]))


@dataclass(slots=True)
class _Article:
    """The words of an article in a row: places count over all its paragraphs."""

    words: list[Token]
    sentence_of: list[int]
    trail: list[Entity]  # what can be pointed to, in order
    genders: Genders
    titles: dict[str, frozenset[str]]  # surname → what the person is called

    def near(self, at: int, reach: int) -> list[Entity]:
        """What stands before the word ``at``, at most ``reach`` sentences back, in order."""
        here = self.sentence_of[at]
        out: list[Entity] = []
        for n in range(bisect_left(self.trail, at, key=lambda e: e.start) - 1, -1, -1):
            entity = self.trail[n]
            if here - self.sentence_of[entity.end - 1] > reach:
                break
            if entity.end <= at and here - self.sentence_of[entity.head] <= reach:
                out.append(entity)
        return out[::-1]

    def head(self, entity: Entity) -> Token:
        return self.words[entity.head]


def resolve(docs: Sequence[Doc], named: Sequence[Sequence[Entity]]) -> list[dict[int, Entity]]:
    """Token index of a pronoun or of a short form's head → the entity it points back to, for each paragraph.

    ``docs`` are the paragraphs of one article, ``named`` the mentions of each. A person's later short name ("Assad")
    points to the first full one. The entity given is the earlier mention, its places counted over the whole article.
    """
    firsts = list(accumulate((len(doc) for doc in docs), initial=0))
    mentions = [
        Entity(e.start + first, e.end + first, e.words, e.kind, e.name, e.head + first, e.country, e.listed)
        for entities, first in zip(named, firsts, strict=False)
        for e in sorted(entities, key=lambda e: e.start)
    ]
    sentences = [sentence for doc in docs for sentence in doc.sents]
    article = _Article(
        [token for doc in docs for token in doc],
        [number for number, sentence in enumerate(sentences) for _ in sentence],
        list(mentions),
        Genders(),
        {},
    )
    people = [e for e in mentions if e.kind == "person"]
    article.genders.learn(people, article.words)
    article.titles.update(titled(people, article.words))
    found = _short_names(article, mentions)
    full = {e.start: found[e.head] for e in mentions if e.head in found}
    _pronouns_and_short_forms(article, {i for e in mentions for i in range(e.start, e.end)}, found, full)
    out: list[dict[int, Entity]] = [{} for _ in docs]
    for at, entity in found.items():
        number = bisect_right(firsts, at) - 1
        out[number][at - firsts[number]] = entity
    return out


def _short_names(article: _Article, mentions: Iterable[Entity]) -> dict[int, Entity]:
    """Head of a person's later short name → the first full one."""
    found: dict[int, Entity] = {}
    persons: dict[str, Entity] = {}
    for mention in mentions:
        if mention.kind != "person":
            continue
        last = article.words[mention.end - 1].lower_
        if mention.end - mention.start > 1 and " " in mention.name:
            known = persons.setdefault(last, mention)
            if known.name != mention.name:
                persons[last] = replace(known, name="")  # two people of one name: their short name is open
        elif last in persons and persons[last].name:
            found[mention.head] = persons[last]
    return found


def _pronouns_and_short_forms(
    article: _Article, inside: set[int], found: dict[int, Entity], origin: dict[int, Entity]
) -> None:
    """Puts into ``found`` what the words outside of names point back to; ``origin``: start of a short name → the full
    one.
    """
    for at, token in enumerate(article.words):
        if at in inside:
            continue
        if kinds := _pointing(token):
            antecedent = _short_form(article, at, kinds)
        elif token.lower_ in _PRONOUNS and token.dep_ not in _EXPLETIVE and not _means_nothing(token):
            antecedent = _pronoun(article, at, found)
        else:
            continue
        if antecedent is not None:
            found[at] = origin.get(antecedent.start, antecedent)
            # what points back can itself be pointed to: "The group … Its fighters"
            origin[at] = found[at]
            insort(article.trail, replace(antecedent, start=at, end=at + 1, head=at), key=lambda e: e.start)


def _means_nothing(token: Token) -> bool:
    """ "It seems clear that the dam broke": "it" stands for the clause behind it."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ != "nsubj":
        return False
    clear = [verb, *(c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "ADJ")]
    behind = [c for v in clear if v.lemma_ in _SEEMING or v.pos_ == "ADJ" for c in v.children]
    return any(c.dep_ in ("ccomp", "csubj") and c.i > token.head.i for c in behind)


def _pointing(token: Token) -> frozenset[str]:
    """The kinds that "the group", "this province" can point to; none when the noun is named or described further."""
    kinds = _short_forms().get(token.lower_, frozenset())
    if not kinds or token.pos_ not in ("NOUN", "PROPN"):
        return frozenset()
    determined = any(c.dep_.startswith("det") and c.lower_ in _DETERMINERS for c in token.children)
    described = any(
        c.dep_ in ("acl:relcl", "acl", "nmod", "appos", "nummod", "nmod:poss", "compound", "flat")
        or (
            c.dep_ == "amod"
            and c.lower_ not in ("militant", "terrorist", "jihadist", "extremist", "whole", "entire", "same", "terror")
        )
        for c in token.children
    )
    return kinds if determined and not described else frozenset()


def _short_form(article: _Article, at: int, kinds: frozenset[str]) -> Entity | None:
    """The nearest fitting name, when no other fitting name stands in the same sentence as it without being the
    subject."""
    fitting = [e for e in article.near(at, _REACH) if e.kind in kinds]
    noun = article.words[at].lower_
    if noun in _told():
        fitting = [e for e in fitting if noun in f"{e.words} {e.name}".lower().split()]
    never = _never().get(noun, frozenset())
    return _only(
        article,
        [e for e in fitting if e.name not in never and (e.kind != "person" or has_title(e, noun, article.titles))],
    )


def _pronoun(article: _Article, at: int, found: Container[int]) -> Entity | None:
    token, sentence_of = article.words[at], article.sentence_of
    near = article.near(at, _PRONOUN_REACH)
    if token.lower_ in _PERSONS:
        return _person(article, at, [e for e in near if e.kind == "person"])
    bodies = [e for e in near if e.kind in _BODIES or e.kind == "country"]
    same = [e for e in bodies if sentence_of[e.head] == sentence_of[at]]
    before = range(max(0, at - _SUBJECT_REACH), at)
    if token.lower_ in _PLURAL:
        # "they" may be any people just named by a common noun: only a body that is itself the subject is safe
        subjects = [e for e in (same or bodies) if e.kind in _BODIES and article.head(e).dep_ in _SUBJECTS]
        plural_noun = any(
            _noun_subject(article.words[i], "Number=Plur") and sentence_of[at] - sentence_of[i] <= 1 for i in before
        )
        return None if plural_noun else _only(article, subjects)
    heads = {e.head for e in bodies}
    singular_noun = any(
        _noun_subject(article.words[i], "Number=Sing") and i not in heads and i not in found
        for i in before
        if sentence_of[i] == sentence_of[at]
    )
    if singular_noun and not same:
        return None
    return _only(article, same or bodies)


def _person(article: _Article, at: int, people: Sequence[Entity]) -> Entity | None:
    """Whom "he" or "she" means, among the people named near."""
    gender = genders.of_pronoun(article.words[at].text)
    if gender is None:
        return None
    meant = _only(article, [e for e in people if article.genders.of(e) in (None, gender)])
    if meant is None:
        return None
    first = bisect_left(article.sentence_of, article.sentence_of[meant.head])
    if rival(article.words, first, at, meant, gender):
        return None
    article.genders.is_now(meant, gender)
    return meant


def _noun_subject(token: Token, number: str) -> bool:
    return token.dep_ in _SUBJECTS and token.pos_ == "NOUN" and number in token.morph.split("|")


def _only(article: _Article, fitting: Sequence[Entity]) -> Entity | None:
    """The one name that is meant: the only one in the nearest sentence that has any, or else its only subject."""
    if not fitting:
        return None
    nearest = article.sentence_of[fitting[-1].head]
    rivals = [e for e in fitting if article.sentence_of[e.head] == nearest]
    if len({e.name for e in rivals}) == 1:
        return rivals[-1]
    subjects = [e for e in rivals if article.head(e).dep_ in _SUBJECTS]
    joined = any(c.dep_ == "conj" for e in subjects for c in article.head(e).children)
    return subjects[-1] if len({e.name for e in subjects}) == 1 and not joined else None
