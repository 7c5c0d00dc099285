"""Names that stand in the lists, found in a Doc: the longest first, where the words around do not speak against it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.entities import context, people
from pipeline.entities.entity import Entity, Kind, Name
from pipeline.entities.gazetteer import ORDER, Gazetteer, bare, gazetteer
from pipeline.entities.spelling import fold
from pipeline.tokens import Doc, Form, Token

_SHORT = 4  # a lower-case word up to this long is hardly ever a place
_BRACKETS = frozenset("()[]{}")
_BREAK = "|"
_DASHES = frozenset(("-", "–", "—", "--"))
_DATELINE = 8  # words of a dateline
_HEADLINE = 0.85  # share of words with a capital from which capitals say nothing about names


def listed(doc: Doc, known: Gazetteer, loud: bool) -> Iterable[Entity]:
    """The names of ``doc`` that stand in the lists of ``data/``, in order; ``loud``: its capitals say nothing."""
    pieces = [_pieces(t.form) for t in doc]
    run = [piece for parts in pieces for piece in parts]
    tokens = [i for i, parts in enumerate(pieces) for _ in parts]  # of each piece
    letters = [t for t in doc if t.is_alpha]
    shouting = sum(t.is_upper for t in letters) > _HEADLINE * max(1, len(letters))
    quiet = _quiet(doc)
    raised = [quiet[i] or _raised(doc[i].form) for i in tokens]  # what is all in small letters is no name

    def match_at(at: int) -> Entity | None:
        longest = min(known.longest.get(run[at], 0), len(run) - at)
        if True not in raised[at : at + longest]:
            return None
        for size in range(longest, 0, -1):
            key = " ".join(run[at : at + size])
            if key not in known.names:
                continue
            start, end = tokens[at], tokens[at + size - 1] + 1
            if end - start > 1 and doc[start].text == "the":
                start += 1
            cuts = (at and tokens[at - 1] == start) or (at + size < len(run) and tokens[at + size] == end - 1)
            if cuts and not _splits(doc, start, end):
                continue
            if name := _fitting(doc, known, key, start, end, shouting, loud, quiet[start]):
                first = _article(doc, start)
                if name.kind == "city" and first < start and people.surname(doc, first):
                    continue
                return entity(doc, first, end, name.kind, name.name, name)
        return None

    at = 0
    while at < len(run):
        found = match_at(at) if run[at] in known.longest else None
        if run[at] == "the" and at + 1 < len(run):
            longer = match_at(at + 1)
            found = longer if longer and (found is None or longer.end > found.end) else found
        if found:
            yield found
            while at < len(run) and tokens[at] < found.end:
                at += 1
        else:
            at += 1


def _quiet(doc: Doc) -> list[bool]:
    """For each token: does its sentence do without capitals, but for its first word and "I"? Nobody who writes so means
    crockery by "china"."""
    out: list[bool] = []
    first = 0
    for i in range(1, len(doc) + 1):
        if i == len(doc) or doc[i].is_sent_start:
            out += [not any(t.form.capital and t.text != "I" for t in doc[first + 1 : i])] * (i - first)
            first = i
    return out


@lru_cache(maxsize=65_536)
def _raised(form: Form) -> bool:
    return any(c.isupper() for c in form.text)


@lru_cache(maxsize=65_536)
def _pieces(form: Form) -> list[str]:
    """The folded words of a token; a break, which no name holds, for brackets and addresses."""
    if form.text in _BRACKETS or form.like_address:
        return [_BREAK]
    return fold(form.text).split()


def _article(doc: Doc, start: int) -> int:
    """Where a name begins with the Arabic article printed before it: "Al Nusrah", "al-Raqqa"."""
    first = start - 1
    hyphen = first > 0 and doc[first].text == "-" and not doc[first].whitespace_
    first -= hyphen
    if first < 0 or doc[first].lower_ not in context.ARTICLES or doc[first].ent_type_ == "PERSON":
        return start
    # "an", "as" and "at" are English words unless a hyphen ties them to the name
    return first if hyphen or doc[first].lower_ in ("al", "el") else start


def _splits(doc: Doc, start: int, end: int) -> bool:
    """Part of a token: "British-based", "US-led", "anti-Assad"; not "Maoist" in "post-Maoist"."""
    return "-" in doc[start].text or "-" in doc[end - 1].text or "'" in doc[end - 1].text or "’" in doc[end - 1].text


def _fitting(
    doc: Doc, known: Gazetteer, key: str, start: int, end: int, shouting: bool, loud: bool, quiet: bool
) -> Name | None:
    """The name that ``key`` stands for here, None when it is an ordinary word here."""
    printed = doc[start:end].text
    first = doc[start]
    if "$" in printed or money(doc, end):
        return None
    if not any(c.isupper() for c in printed):
        alone = not (start and doc[start - 1].pos_ == "DET")  # "the china"
        sure = quiet and alone and len(key) > _SHORT and all(t.pos_ == "PROPN" for t in doc[start:end])
        return (
            next((n for n in known.names[key] if n.kind in ("country", "region", "city") and not n.ambiguous), None)
            if sure
            else None
        )
    if (
        first.text[0].islower()
        and end - start > 1
        and first.text.lower() not in context.ARTICLES
        # "the Gulf", "sub-Saharan Africa" are listed with their small letters
        and not any(c.isupper() for c in doc[end - 1].text)
    ):
        return None
    options = known.names[key]
    if " " not in key:
        if key in known.printed and not _as_printed(printed, key, known.printed[key]):
            options = [n for n in options if n.kind == "city" and len(key) > 3 and printed[0].isupper()]
            if not options:
                return None
        if shouting and (key in STOP_WORDS or len(key) < 4):
            return None
        if key in STOP_WORDS and first.i and first.nbor(-1).pos_ == "PRON":
            return None
        if printed.isupper() and key not in known.printed and not (shouting or loud or _dateline(doc, end)):
            # letters that stand for a body, and only look like a town: "the union KENT"
            options = [n for n in options if n.kind not in ("city", "region")]
        starts = first.is_sent_start or first.i == 0
        if starts and first.pos_ not in ("PROPN", "ADJ", "X") and first.ent_type_ == "" and not printed.isupper():
            options = [n for n in options if n.kind in ("country", "nationality")]
    return _choose(doc, options, start, end, loud)


def _dateline(doc: Doc, end: int) -> bool:
    """Does a name stand in the dateline that opens a text: "LYON, France (Reuters) - "?"""
    return end <= _DATELINE and any(t.text in _DASHES for t in doc[end : end + _DATELINE])


def money(doc: Doc, end: int) -> bool:
    """Does the name only say whose money is meant: "U.S. dollars"?"""
    return end < len(doc) and doc[end].lemma_.lower() in ("dollar", "$")


def _as_printed(printed: str, key: str, forms: set[str]) -> bool:
    letters = bare(printed)
    if letters in forms:
        return True
    # "US-led", "ISIS's": the listed letters begin or end a longer token
    return any(letters.startswith(f) or letters.endswith(f) for f in forms if not letters[0].islower() or f.isupper())


def _choose(doc: Doc, options: list[Name], start: int, end: int, loud: bool) -> Name | None:
    if not options:
        return None
    after = doc[end].lower_ if end < len(doc) else ""
    kinds = {n.kind: n for n in reversed(options)}
    named_region = after in context.cue("region", "after") and not (
        "country" in kinds and after in ("region", "area", "state")
    )
    if named_region and (place := kinds.get("region") or kinds.get("city")):
        return place if place.kind == "region" else place._replace(kind="region", name=f"{place.name} province")
    if after in context.cue("city", "after") and "city" in kinds:
        return kinds["city"]
    best = min(options, key=lambda n: _rank(n, doc, start))
    if best.ambiguous and not loud and not context.placed(doc, start, end):
        label = doc[start].ent_type_
        if best.kind == "country":
            told = label in ("", "LOC", "ORG") or _in_row(doc, start, end)
            return best if told and not context.beside_name(doc, start, end) else None
        return best if label == "LOC" else None
    if (
        best.kind == "city"
        and best.name not in gazetteer().large
        and doc[start].ent_type_ == "PERSON"
        and end - start == 1
    ):
        return best if context.placed(doc, start, end) else None
    return best


def _in_row(doc: Doc, start: int, end: int) -> bool:
    """Does it stand in a row of countries, figures between them or not: "Tunisia (6,000), Jordan (2,500)"?"""
    for step, at in ((-1, start - 1), (1, end)):
        while 0 <= at < len(doc) and doc[at].pos_ in ("PUNCT", "NUM", "CCONJ", "SYM"):
            at += step
        beyond = 0 <= at < len(doc) and abs(at - (start if step < 0 else end - 1)) > 1
        if beyond and any(
            n.kind == "country" and not n.ambiguous for n in gazetteer().names.get(fold(doc[at].text), ())
        ):
            return True
    return False


def _rank(name: Name, doc: Doc, start: int) -> int:
    if name.kind == "city" and name.country == "US" and name.ambiguous:
        return len(ORDER)
    return ORDER.index(name.kind)


def entity(doc: Doc, start: int, end: int, kind: Kind, name: str, listed: Name | None = None) -> Entity:
    """The words from ``start`` to before ``end`` as an entity with this name."""
    return Entity(
        start,
        end,
        doc[start:end].text,
        kind,
        name,
        _head(doc, start, end),
        listed.country if listed else None,
        listed is not None,
    )


def _head(doc: Doc, start: int, end: int) -> int:
    token: Token = doc[start:end].root
    return int(token.i)
