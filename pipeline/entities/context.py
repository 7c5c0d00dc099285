"""What the words in and around an unlisted name say about it. The cue words stand in ``data/names``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.entities.entity import Kind
from pipeline.entities.gazetteer import gazetteer, near
from pipeline.entities.spelling import fold
from pipeline.knowledge import table, words
from pipeline.tokens import Doc, Token

_PREPOSITIONS = frozenset(
    "in near from at to into around outside inside towards toward across throughout via through".split()
)
_SURE_PREPOSITIONS = frozenset("in near outside inside around across throughout".split())
INITIALS = re.compile(r"(?:[A-Z]\.)+")
_PARTICLES = frozenset("al el bin ibn abu ash as ar ad an az ez de la van von der den di da - ' ’ ‘".split())
ARTICLES = frozenset("al el ash as ar ad an az ez at".split())
_SPEECH = frozenset("say tell write add argue warn report note explain claim ask announce state believe recall".split())
_BEFORE_OFFICES = frozenset("the this that our 's ’s a as former".split())
_HONORIFICS = frozenset(
    (
        "form of address",
        "scholar",
        "officer",
        "cleric",
        "head of state",
        "head of government",
        "legislator",
        "official",
        "minister",
    )
)


@cache
def cue(kind: str, where: str) -> frozenset[str]:
    """Cue words for ``kind`` that stand ``where`` (within, before, after) the name."""
    return frozenset(
        w
        for row in table("names/cues", "kind", "where", "words")
        if (row["kind"], row["where"]) == (kind, where)
        for w in words(row["words"])
    )


@cache
def titles() -> dict[str, str]:
    """Folded title → its kind."""
    return {fold(w): row["kind"] for row in table("names/offices", "words", "kind") for w in words(row["words"])}


def capital(token: Token) -> bool:
    """Does the word begin with a capital?"""
    return token.form.capital


def plain_name(doc: Doc, start: int, end: int) -> str:
    """The words without a leading article or a trailing possessive."""
    first, last = start, end
    while first < last and doc[first].lower_ in ("the", "a", "an"):
        first += 1
    while first < last and doc[last - 1].lower_ in ("'s", "’s", "'", "’"):
        last -= 1
    return doc[first:last].text.strip() if first < last else doc[start:end].text


def untitled(name: str) -> str:
    """A person's name without titles before it: "Prime Minister David Cameron" → "David Cameron"."""
    parts = name.split()
    for size in (3, 2, 1):
        while len(parts) > size and fold(" ".join(parts[:size])) in titles():
            parts = parts[size:]
    return " ".join(parts)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A span without articles before it and possessives after it."""
    while start < end and (doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct):
        start += 1
    while start < end and (
        doc[end - 1].lower_ in ("'s", "’s", "of", "for", "and", "the")
        or (doc[end - 1].is_punct and doc[end - 1].text != ".")
    ):
        end -= 1
    for i in range(start, end):
        if doc[i].text in ("(", "[") and not any(t.text in (")", "]") for t in doc[i:end]):
            return start, i
    return start, end


def offices(doc: Doc, taken: Sequence[object | None]) -> Iterable[tuple[int, int]]:
    """Capitalised titles that stand for whoever holds them: "the Prime Minister", "Foreign Secretary"."""
    until = 0
    for token in doc:
        i = token.i
        if i < until or not token.form.capital or taken[i] is not None:
            continue
        for size in (3, 2, 1):
            if i + size > len(doc) or doc[i + size - 1].is_punct:
                continue
            key = fold(doc[i : i + size].text)
            if key in titles() and titles()[key] not in ("form of address", "scholar"):
                follows = doc[i + size] if i + size < len(doc) else None
                named = follows is not None and capital(follows) and follows.pos_ == "PROPN"
                addressed = i > 0 and capital(doc[i - 1]) and titles().get(fold(doc[i - 1].text)) == "form of address"
                alone = addressed or size > 1 or (i > 0 and doc[i - 1].lower_ in _BEFORE_OFFICES)
                if not named and alone and not (doc[i].is_sent_start and size == 1):
                    yield i - (addressed and taken[i - 1] is None), i + size
                    until = i + size
                break


def proper_runs(doc: Doc, taken: Sequence[object | None]) -> Iterable[tuple[int, int]]:
    """Stretches of proper nouns that nothing has claimed, joined by name particles ("Abu Bakr al-Baghdadi")."""
    end = 0
    for token in doc:
        i = token.i
        if i < end or token.pos_ != "PROPN" or not token.form.capital or taken[i] is not None:
            continue
        end = i + 1
        while end < len(doc) and taken[end] is None and not doc[end].is_sent_start:
            if doc[end].pos_ == "PROPN" or (
                doc[end].lower_ in _PARTICLES
                and end + 1 < len(doc)
                and taken[end + 1] is None
                and _continues(doc, end + 1)
            ):
                end += 1
            else:
                break
        start, stop = trim(doc, i, end)
        if start < stop:
            yield start, stop


def _continues(doc: Doc, i: int) -> bool:
    joined = not doc[i - 1].whitespace_ or doc[i - 1].lower_ in ARTICLES
    return (doc[i].pos_ == "PROPN" and joined) or doc[i].lower_ in _PARTICLES


def placed(doc: Doc, start: int, end: int, prepositions: frozenset[str] = _PREPOSITIONS) -> bool:
    """Do the words around say that it is a place: "in X", "X province", "the town of X", "X, Texas"?"""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if (
        before is not None
        and before.lower_ in prepositions
        and before.pos_ == "ADP"
        and doc[start:end].root.dep_ in ("obl", "nmod", "ROOT", "conj", "appos")
    ):
        return True
    if before is not None and before.lower_ == "of" and start > 1 and doc[start - 2].lower_ in _place_words():
        return True
    if after is not None and after.lower_ in cue("region", "after") | cue("city", "after") | cue("place", "after"):
        return True
    if after is not None and after.text == "," and end + 1 < len(doc):
        ahead = gazetteer().look_up(fold(doc[end + 1].text), ("country", "region"))
        return ahead is not None and doc[end + 1].text[0].isupper()
    return False


def near_known(doc: Doc, start: int, end: int) -> bool:
    """Does it stand where a place stands, and sound like one that is listed: "near Menbj"?"""
    return (
        placed(doc, start, end, _SURE_PREPOSITIONS)
        and near(plain_name(doc, start, end), ("city", "region")) is not None
    )


@cache
def _place_words() -> frozenset[str]:
    return cue("city", "before") | cue("region", "before") | cue("place", "before")


def beside_name(doc: Doc, start: int, end: int) -> bool:
    """Does an unlisted proper noun of the same noun phrase touch it: "Michael Jordan"?"""
    for i, inner in ((start - 1, start), (end, end - 1)):
        if (
            0 <= i < len(doc)
            and doc[i].pos_ == "PROPN"
            and doc[i].dep_ in ("flat", "compound", "nsubj", "obj", "obl", "nmod", "ROOT")
        ):
            linked = doc[i].head == doc[inner] or doc[inner].head == doc[i]
            if (linked and doc[inner].dep_ in ("flat", "compound")) or (linked and doc[i].dep_ == "flat"):
                return fold(doc[i].text) not in gazetteer().names
    return False


def kind_of(doc: Doc, start: int, end: int, trained: Kind | None) -> Kind | None:
    """The kind of an unlisted name: cue words in it, before it, after it; what was trained; what such names mostly
    are."""
    span = doc[start:end]
    inside = {t.text for t in span}
    nothing = cue("nothing", "within")
    if trained is None and inside & nothing:
        return None
    before = doc[start - 1] if start else None
    after = doc[end].lower_ if end < len(doc) else ""
    if trained == "nationality":
        return None  # peoples that are not listed are mostly no peoples
    if (
        end - start > 1
        and span.root.dep_ == "nsubj"
        and span.root.head.lemma_ in _SPEECH
        and trained in (None, "place")
    ) and not inside & (cue("organisation", "within") | cue("group", "within")):
        return "person"
    if before is not None and titles().get(fold(before.text)) in _HONORIFICS and capital(before):
        return "person"
    if titles().get(fold(doc[start].text)) in _HONORIFICS and end - start > 1:
        return "person"
    for kind in ("organisation", "group", "region", "place"):
        if end - start > 1 and inside & cue(kind, "within"):
            return kind
    if before is not None and before.lower_ == "of" and start > 1:
        for kind in ("city", "region", "place"):
            if doc[start - 2].lower_ in cue(kind, "before"):
                return kind  # type: ignore[return-value]
    for kind in ("region", "city", "place"):
        if after in cue(kind, "after"):
            return kind  # type: ignore[return-value]
    if (
        before is not None
        and before.lower_ in cue("person", "before")
        and end - start > 1
        and trained in (None, "person")
    ):
        return "person"
    if trained in (None, "place", "person", "organisation") and near_known(doc, start, end):
        return "place"
    if trained == "place" or (trained is None and not span.text.isupper() and placed(doc, start, end)):
        return "place"
    if trained == "person" and end - start == 1 and placed(doc, start, end, _SURE_PREPOSITIONS):
        return "place"
    if trained is not None:
        return trained
    if (
        end - start in (2, 3)
        and all(t.is_alpha and t.is_title and t.pos_ == "PROPN" for t in span)
        and "flat" in {t.dep_ for t in span}
    ):
        return "person"
    return None
