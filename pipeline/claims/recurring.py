"""Bodies that no list knows but that an article keeps naming: a firm, a party, an agency that acts more than once.

A run of capitals that stands again and again, mid-sentence too, never with a small letter, that does or owns something
and is no place and no person, is a body: "Northgate Mills will close …; Northgate's sales …; the firm …".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.claims.context import event_words
from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import forms, verbs
from pipeline.entities import Entity
from pipeline.entities.context import cue, placed, titles
from pipeline.entities.gazetteer import gazetteer
from pipeline.entities.spelling import fold
from pipeline.knowledge import settings
from pipeline.tokens import POSSESSIVE, Doc, Span, Token

_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
_PLACES = frozenset(("country", "city", "region", "place"))


@dataclass(slots=True)
class _Seen:
    """What the text shows of one run of capitals."""

    inside: int = 0  # not at a sentence's start, where any word has a capital
    acts: int = 0  # subject of a verb that says nothing, or owner
    located: int = 0  # after "in", "near" …
    firm: int = 0  # "insurer Northgate", "Northgate shares"
    person: int = 0  # read as somebody's surname
    at: list[tuple[int, int, int]] = field(default_factory=list)  # paragraph, first token, the one after the last


def bodies(docs: Sequence[Doc], named: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """The mentions of each paragraph with those of recurring bodies put in, in order, none overlapping.

    Names that begin with the same word are one body's ("Northgate", "Northgate Mills"), called by the most frequent.
    A place inside such a name ("Forward Wales") gives way to it; all other mentions stay.
    """
    seen = _runs_of(docs, named)
    families: dict[str, list[str]] = defaultdict(list)
    for key in seen:
        families[key.partition(" ")[0]].append(key)
    out = [list(entities) for entities in named]
    for keys in families.values():
        runs = [seen[key] for key in keys]
        name = max(keys, key=lambda k: (len(seen[k].at), len(k), k))
        if any(gazetteer().look_up(fold(key)) for key in keys) or not _is_body(runs):
            continue
        for number, start, end in (at for run in runs for at in run.at):
            doc, there = docs[number], out[number]
            there[:] = [e for e in there if e.end <= start or e.start >= end]
            there.append(Entity(start, end, doc[start:end].text, "organisation", name, doc[start:end].root.i))
    return [sorted(entities, key=lambda e: e.start) for entities in out]


def again(doc: Doc, entities: Sequence[Entity], named: Sequence[Sequence[Entity]]) -> list[Entity]:
    """The mentions of a headline, with those of the bodies ``named`` in the text that nothing tells by the headline
    alone."""
    names = {e.words: e.name for es in named for e in es if e.kind == "organisation" and not e.listed}
    out = [*entities]
    for words, name in names.items():
        size = len(words.split())
        for i in range(len(doc) - size + 1):
            placed_ = any(e.kind in _PLACES and i <= e.start < i + size for e in out)
            if not placed_ and doc[i].text == words.split()[0] and doc[i : i + size].text == words:
                out = [e for e in out if e.end <= i or e.start >= i + size]
                out.append(Entity(i, i + size, words, "organisation", name, doc[i : i + size].root.i))
    return sorted(out, key=lambda e: e.start)


def _is_body(runs: Sequence[_Seen]) -> bool:
    """Do the forms of one name together show it as a body?"""
    rules = settings("claims")["recurring"]
    times = sum(len(run.at) for run in runs)
    firm = sum(run.firm for run in runs)
    if not firm and 2 * sum(run.person for run in runs) >= times:
        return False
    told = times + firm  # its noun beside it says as much as another mention
    often = told >= rules["times"] and sum(run.located for run in runs) <= rules["located"] * times
    return often and any(run.inside for run in runs) and sum(run.acts for run in runs) + firm >= rules["acts"]


def _runs_of(docs: Sequence[Doc], named: Sequence[Sequence[Entity]]) -> dict[str, _Seen]:
    small = {form.lower for form in {t.form for doc in docs for t in doc} if form.is_lower}
    persons = {fold(w) for es in named for e in es if e.kind == "person" and " " in e.words for w in e.words.split()}
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for number, (doc, entities) in enumerate(zip(docs, named, strict=True)):
        for start, end in _runs(doc, entities):
            word = doc[start].lower_
            if end - start == 1 and (word in small or word in event_words() or fold(word) in persons):
                continue
            run = seen[doc[start:end].text]
            run.inside += not doc[start].is_sent_start
            run.acts += _acts(doc, start, end)
            run.located += placed(doc, start, end)
            run.firm += _firm(doc, start, end)
            run.person += any(e.kind == "person" and start <= e.start < end for e in entities)
            run.at.append((number, start, end))
    return seen


def _runs(doc: Doc, entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals in which no name stands but a place's or a surname; a place alone is none."""
    open_ = [e for e in entities if e.kind in _PLACES or (e.kind == "person" and e.end - e.start == 1)]
    held = {i for e in entities if e not in open_ for i in range(e.start, e.end)}
    held |= {i for e in entities if e.kind in _PLACES and not _only_capitals(doc, e) for i in range(e.start, e.end)}
    spans = {(e.start, e.end) for e in entities if e.kind != "person"}
    loud = cache(_loud)
    stop = 0
    for token in doc:
        start = i = token.i
        if i < stop or not token.form.capital or token.pos_ == "PRON":
            continue
        while i < len(doc) and i not in held and _capital(doc[i]) and not (i > start and doc[i].is_sent_start):
            i += 1
        stop = max(i, start + 1)
        if start < i and doc[start].is_sent_start and doc[start].pos_ not in ("PROPN", "NOUN", "ADJ", "ADV", "X"):
            start += 1
        if start + 1 < i and doc[start].is_sent_start and doc[start].lower_ in forms("firm"):
            start += 1  # "Brewer Northgate"
        if start < i and (start, i) not in spans and not loud(doc[start].sent):
            yield start, i


def _only_capitals(doc: Doc, entity: Entity) -> bool:
    return all(t.is_alpha and t.text[:1].isupper() for t in doc[entity.start : entity.end])


def _capital(token: Token) -> bool:
    if not (token.form.capital and token.is_alpha and len(token.text) > 1):
        return False
    no_name = token.lower_ in lexicon("time") or token.lower_ in lexicon("title")
    return not no_name and token.text not in cue("nothing", "within") and fold(token.text) not in titles()


def _firm(doc: Doc, start: int, end: int) -> bool:
    """ "insurer Northgate", "Northgate shares": the noun beside a name says that it is a firm's."""
    before = start > 0 and doc[start - 1].pos_ == "NOUN" and doc[start - 1].lower_ in forms("firm")
    after = (
        end < len(doc)
        and doc[end].pos_ == "NOUN"
        and doc[end].lemma_.lower() in lexicon("firm called") | lexicon("firm owns")
    )
    return before or after


def _loud(sentence: Span) -> bool:
    """Is it a headline, where capitals say nothing?"""
    spoken = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(spoken) > 2 and all(t.text[0].isupper() for t in spoken)


def _acts(doc: Doc, start: int, end: int) -> bool:
    if end < len(doc) and doc[end].lower_ in POSSESSIVE:
        return True
    root = doc[start:end].root
    return root.dep_ in _SUBJECTS and root.head.pos_ in ("VERB", "AUX") and root.head.lemma_.lower() not in verbs()
