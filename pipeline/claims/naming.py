"""The noun phrase that names a source; and places that are told only by a likeness of their spelling."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.entities import Entity
from pipeline.entities.gazetteer import gazetteer
from pipeline.entities.spelling import fold
from pipeline.tokens import POSSESSIVE, Span, Token

LONGEST = 9  # words of a source that are kept


def phrase(head: Token, sentence: Span) -> list[Token]:
    """A noun with the words that belong to its name: modifiers before it, one "of/at/for …" phrase after it."""
    doc = head.doc
    start = head.i
    while start > sentence.start and (
        doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "DET", "X") or doc[start - 1].text in (*POSSESSIVE, "-", ".")
    ):
        start -= 1
    end = head.i + 1
    while end < sentence.end and (
        doc[end].pos_ == "PROPN"
        or doc[end].dep_ in ("flat", "compound")
        or (doc[end].text in ("-", ".") and end + 1 < sentence.end and doc[end + 1].pos_ == "PROPN")
    ):
        end += 1
    if end < sentence.end and doc[end].lower_ in ("of", "at", "for", "from"):
        tail = name_from(sentence, end + 1)
        end = tail[-1].i + 1 if tail else end
    return list(doc[start:end])[-LONGEST:]


def name_from(sentence: Span, start: int) -> list[Token]:
    """The noun phrase that begins at ``start``: up to a comma, a verb, or a preposition other than "of"."""
    out: list[Token] = []
    for token in sentence.doc[start : min(start + LONGEST, sentence.end)]:
        if token.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "X", "NUM") or token.text in (
            "-",
            "'s",
            "’s",
            "'",
            "’",
            "/",
            "&",
            ".",
        ):
            if token.text == "." and token.i + 1 >= sentence.end:
                break
            out.append(token)
        elif (
            out
            and token.lower_ in ("of", "for", "at", "and")
            and token.i + 1 < sentence.end
            and sentence.doc[token.i + 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ")
        ):
            out.append(token)
        else:
            break
    while out and out[-1].pos_ not in ("PROPN", "NOUN", "X"):
        out.pop()
    return out


_PLACES = ("city", "region", "place")


_PEOPLE = ("country", "nationality")


def settled(named: Sequence[Sequence[Entity]], home: str | None = None) -> list[list[Entity]]:
    """The mentions of an article with what only sounds like a listed name, or is called as others are, taken back where
    nothing speaks for it.

    "Menbj" is Manbij in an article that names Syria; "Leith" is no town of a country that the article never names. The
    "National Front" is France's where France, its people or a town of it is named, or where ``home``, the outlet's
    country (ISO 3166 alpha-2), is France and no other country is named; elsewhere nobody's in particular.
    """
    exact = [e for entities in named for e in entities if e.country and _exact(e)]
    told = {e.country for e in exact}
    countries = {e.country for e in exact if e.kind in (*_PLACES, *_PEOPLE)}
    if home and {e.country for e in exact if e.kind in _PEOPLE} <= {home}:
        countries.add(home)
    return [
        [_own(e, countries) if _exact(e) or e.country in told else _as_printed(e) for e in entities]
        for entities in named
    ]


def _own(entity: Entity, countries: Collection[str | None]) -> Entity:
    """A body as it is listed, or by its name as printed where that is shared and its country is none of these."""
    if entity.country in countries or entity.kind not in ("group", "organisation") or not entity.listed:
        return entity
    borne = gazetteer().names.get(fold(entity.words), ())
    if not any(name.shared and name.name == entity.name for name in borne):
        return entity
    for name in borne:
        if not name.shared and name.kind in ("group", "organisation"):
            return replace(entity, kind=name.kind, name=name.name, country=name.country)
    return replace(entity, name=entity.words, country=None, listed=False)


def _exact(entity: Entity) -> bool:
    if entity.kind not in _PLACES or not entity.listed:
        return True
    key = fold(entity.words)
    if entity.kind == "city":  # other spellings of towns are many: "Indus" is one of a town in Chile
        return key == fold(entity.name)
    return any(name.name == entity.name for name in gazetteer().names.get(key, ()))


def _as_printed(entity: Entity) -> Entity:
    return replace(entity, kind="place", name=entity.words, country=None, listed=False)
