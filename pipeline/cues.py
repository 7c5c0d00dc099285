"""Cues of how a text is told: hedges, boosters, words of distance, verbs of saying, loaded words, names of events, and
words put in quotation marks.

The words stand in ``data/lexicons`` (``stance.csv``, ``loaded.csv``, ``event_labels.csv``, ``reporting.csv``); regular
inflections are made. A cue is counted, never judged: whether "could" hedges a claim is for its reader to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.inflection import inflections
from pipeline.knowledge import table, words
from pipeline.language import Parsed
from pipeline.model import MentionKind
from pipeline.tokens import Token

_CLASSES = {"n": ("NOUN", "PROPN"), "v": ("VERB",), "a": ("ADJ", "ADV", "VERB")}
_OPENING, _CLOSING = "“«„", "”»"
_SCARE_WORDS = 3  # a longer stretch in quotation marks is what somebody said, not a word held at arm's length
_PART = re.compile(r"[^\W_]+|-")


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``first:last`` of a paragraph, of a kind, as counted; ``entity`` is what an event's name stands for."""

    kind: MentionKind
    label: str
    first: int
    last: int
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: MentionKind
    label: str
    classes: tuple[str, ...] = ()
    entity: str | None = None


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(_PART.findall(phrase.lower()))


def _forms(phrase: str, inflected: bool) -> Iterator[tuple[str, ...]]:
    """A phrase and, where it may be inflected, the forms of its first and of its last word."""
    key = _key(phrase)
    yield key
    if inflected:
        for at in {0, len(key) - 1}:
            for form in inflections(key[at]):
                yield (*key[:at], form, *key[at + 1 :])


@cache
def _phrases() -> dict[tuple[str, ...], list[_Entry]]:
    """Every form of every listed phrase → what it is a cue of; a phrase can be a cue of several kinds."""
    found: dict[tuple[str, ...], list[_Entry]] = {}

    def add(phrase: str, entry: _Entry, inflected: bool = True) -> None:
        for form in _forms(phrase, inflected):
            if entry not in found.setdefault(form, []):
                found[form].append(entry)

    for row in table("lexicons/stance", "kind", "words", "inflected"):
        for word in words(row["words"]):
            add(word, _Entry(_kind(row["kind"]), word), bool(row["inflected"]))
    for row in table("lexicons/loaded", "tone", "class", "words"):
        for word in words(row["words"]):
            add(word, _Entry("loaded", word, _CLASSES.get(row["class"], ()), row["tone"]))
    for row in table("lexicons/event_labels", "event", "label", "words"):
        for word in words(row["words"]):
            add(word, _Entry("event", row["label"], _CLASSES["n"], row["event"]))
    return found


def _kind(name: str) -> MentionKind:
    kinds: dict[str, MentionKind] = {"hedge": "hedge", "booster": "booster", "distance": "distance"}
    return kinds[name]


@cache
def _saying() -> dict[str, bool]:
    """Verbs of saying, and whether they speak by themselves; "put", "grant" and "show" mostly mean something else."""
    return {row["verb"]: row["speaks"] == "yes" for row in table("lexicons/reporting", "verb", "speaks")}


def quoted(parsed: Parsed) -> list[bool]:
    """For each token: does it stand between quotation marks? A mark left open holds to the paragraph's end."""
    if parsed.zone == "quote":
        return [True] * len(parsed.doc)
    inside, found = False, []
    for token in parsed.doc:
        mark = token.text.strip()
        if mark and mark[0] in _OPENING:
            inside = True
        elif (mark and mark[0] in _CLOSING) or mark in ('"', "''", "``"):
            inside = not inside if mark in ('"', "``") else False
        found.append(inside)
    return found


def cues(parsed: Parsed, inside: list[bool]) -> Iterator[Cue]:
    """The cues of one paragraph in the order of the text; ``inside`` as :func:`quoted` gives it."""
    doc = parsed.doc
    lower = [t.lower_ for t in doc]
    for token in doc:
        yield from _listed(token, lower)
        if _says(token, inside):
            yield Cue("attribution", token.lemma_.lower(), token.i, token.i)
    yield from _scare_quotes(parsed, inside)


def _listed(token: Token, lower: list[str]) -> Iterator[Cue]:
    """The longest phrase that begins at a token, once for each kind that it is a cue of."""
    known = _phrases()
    for length in range(min(6, len(lower) - token.i), 0, -1):
        entries = known.get(tuple(lower[token.i : token.i + length]))
        last = token.i + length - 1
        fitting = [e for e in entries or () if not e.classes or token.doc[last].pos_ in e.classes or length > 1]
        # "May" the month, "Row" the surname: a name's part is no cue
        if fitting and token.pos_ != "PROPN" and not token.ent_type_:
            for entry in fitting:
                yield Cue(entry.kind, entry.label, token.i, last, entry.entity)
            return


def _says(token: Token, inside: list[bool]) -> bool:
    """A verb of saying with what is said: a clause below it, or a clause or quotation that it hangs on.

    A verb that mostly means something else needs more: a clause with "that", a quotation that it stands outside of, a
    place behind what is said ("…, the survey found"), or a figure ("put the crowd at 40").
    """
    speaks = _saying().get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    if speaks is None or token.dep_ in ("amod", "acl", "case"):
        return False
    quotes = any(c.text.strip()[:1] in (*_OPENING, *_CLOSING, '"') for c in token.children)
    if speaks:
        return token.dep_ == "parataxis" or quotes or any(c.dep_ in ("ccomp", "parataxis") for c in token.children)
    if (quotes and not inside[token.i]) or (token.dep_ == "parataxis" and _has_subject(token)):
        return True
    return any(
        (c.dep_ == "ccomp" and any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children)) or _at_figure(c)
        for c in token.children
    )


def _has_subject(token: Token) -> bool:
    return any(c.dep_.startswith("nsubj") for c in token.children)


def _at_figure(token: Token) -> bool:
    """ "at 40", "at more than 40"."""
    return any(c.lower_ == "at" and c.dep_ == "case" for c in token.children) and any(t.like_num for t in token.subtree)


def _scare_quotes(parsed: Parsed, inside: list[bool]) -> Iterator[Cue]:
    """Up to three words in quotation marks, none of them a name, a number or a stop: “moderate rebels”."""
    start = 0
    while start < len(inside):
        if not inside[start]:
            start += 1
            continue
        end = start
        while end + 1 < len(inside) and inside[end + 1]:
            end += 1
        within = [t for t in parsed.doc[start : end + 1] if t.text.strip() and t.text.strip()[0] not in _OPENING + '"']
        if within and len(within) <= _SCARE_WORDS and all(t.is_alpha and t.text.islower() for t in within):
            yield Cue("scare_quotes", " ".join(t.text for t in within), within[0].i, within[-1].i)
        start = end + 1
