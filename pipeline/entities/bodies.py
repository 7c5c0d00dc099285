"""Organisations, groups and places told by a word of their name: "Turkish Interior Ministry", "Bank of England"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entities.context import INITIALS, capital, cue, plain_name, titles
from pipeline.entities.entity import Kind
from pipeline.entities.gazetteer import gazetteer
from pipeline.entities.spelling import fold
from pipeline.tokens import Doc

_WATERS = frozenset("Bay Gulf Strait Sea Cape Isle Straits".split())  # "Bay of Bengal", "Gulf of Mexico"
_LEGAL = frozenset("Inc Inc. Corp Corp. Ltd Ltd. LLC LLP PLC plc GmbH Co. Corporation Company".split())


def bodies(doc: Doc) -> list[tuple[int, int, Kind]]:
    """Organisations and groups told by a word of their name: "Turkish Interior Ministry", "Bank of England"."""
    found: list[tuple[int, int, Kind]] = []
    marks: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("organisation", cue("organisation", "within")), ("group", cue("group", "within")),
        ("region", cue("region", "within")), ("place", cue("place", "within")),
    )  # fmt: skip
    for token in doc:
        if not capital(token) or (found and token.i < found[-1][1]):
            continue
        kind = next((k for k, listed in marks if token.text in listed), None)
        if kind is None:
            continue
        start, end = _stretch(doc, token.i, kind)
        if end - start > 1 and doc[end - 1].lower_ not in ("of", "for", "the"):
            while found and found[-1][1] > start:
                found.pop()
            found.append((start, end, kind))
    return found


def owned(doc: Doc, body: tuple[int, int, Kind], places: Sequence[tuple[int, int]]) -> tuple[int, int, Kind]:
    """A body with the place that its name begins with ("District of Columbia Court of Appeals", "U.S. Department of
    Energy") and the legal form that follows a comma ("Google, Inc.")."""
    start, end, kind = body
    for first, last in places:
        if first < start <= last < end and doc[first:start].text.strip()[:1].isupper():
            start = first
    return start, with_form(doc, end), kind


def agreed(
    doc: Doc,
    body: tuple[int, int, Kind],
    trained: Sequence[tuple[int, int, Kind]],
    others: Sequence[tuple[int, int, Kind]],
) -> tuple[int, int, Kind]:
    """A body as far as the ``trained`` names that share words with it go along: one of them that holds it wins
    ("United Nations Industrial Development Organization"); a person before it is no part of it ("Ben Markey Analyst
    Team"), nor is an office or a date after it ("Museum of Flight CEO"). ``others`` are the bodies in their words."""
    start, end, kind = body
    for first, last, told in trained:
        holds = first <= start and end <= last and told in ("organisation", "place")
        if holds and sum(first <= s and e <= last for s, e, _ in others) == 1:
            return first, last, kind
        if told == "person" and first <= start < last < end:
            named = any(other != "person" and last <= s < end for s, _, other in trained)
            if last - first > 1 or named:
                start = last
        elif told == "organisation" and first == start < last < end:
            after = fold(doc[last].text)
            if after == "on" or (capital(doc[last]) and after in titles()):
                end = last
    return start, end, kind


def with_form(doc: Doc, end: int) -> int:
    """The end of a body's name with the legal form after it."""
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].text in _LEGAL:
        return end + 2
    return end + 1 if end < len(doc) and doc[end].text in _LEGAL else end


def _stretch(doc: Doc, at: int, kind: Kind) -> tuple[int, int]:
    start = at
    while start > 0 and _in_name(doc, start - 1) and not doc[start].is_sent_start:
        start -= 1
    while start < at and (doc[start].lower_ in ("the", "a", "an") or not capital(doc[start])):
        start += 1
    if (
        start < at
        and doc[start].is_sent_start
        and doc[start].pos_ in ("ADP", "SCONJ", "ADV", "DET", "PRON", "VERB", "AUX", "CCONJ")
    ):
        start += 1
    end = at + 1
    while end < len(doc) and not doc[end].is_sent_start:
        token = doc[end]
        if capital(token) and token.pos_ in ("PROPN", "NOUN", "ADJ", "X"):
            end += 1
        elif (
            (kind in ("organisation", "group") or doc[end - 1].text in _WATERS)
            and doc[end - 1].text not in _LEGAL
            and token.lower_ in ("of", "for", "on", "and", "&")
            and end + 1 < len(doc)
        ):
            ahead = end + 2 if doc[end + 1].lower_ == "the" else end + 1
            joins = token.lower_ not in ("and", "&") or any(t.lower_ in ("of", "for") for t in doc[at:end])
            if ahead < len(doc) and capital(doc[ahead]) and joins and doc[ahead].pos_ in ("PROPN", "NOUN", "ADJ"):
                end = ahead + 1
            else:
                break
        else:
            break
    return start, end


def _in_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if capital(token) and token.is_alpha and token.pos_ in ("PROPN", "ADJ", "NOUN", "X"):
        return fold(token.text) not in titles() or token.pos_ != "PROPN"
    if INITIALS.fullmatch(token.text):
        return not token.is_sent_start or i + 1 < len(doc)
    return token.text in ("&", "-") and i > 0 and capital(doc[i - 1])


def body_name(doc: Doc, start: int, end: int) -> str:
    """One name for "Health Ministry" and "Ministry of Health", with the country that stands before it."""
    name = plain_name(doc, start, end)
    parts = name.split()
    owner = None
    found = gazetteer().look_up(fold(parts[0]), ("nationality", "country"))
    if found and (len(parts) > 2 or parts[-1] in ("Ministry", "Parliament")):
        owner, parts = found.name, parts[1:]
    elif not found and start > 1 and doc[start - 1].lower_ in ("'s", "’s"):
        holder = gazetteer().look_up(fold(doc[start - 2].text), ("country",))
        owner = holder.name if holder else None
    if parts[-1] == "Ministry" and len(parts) > 1:
        parts = ["Ministry", "of", *parts[:-1]]
    if parts[0] == "Ministry":
        parts = ["Defence" if p == "Defense" else p for p in parts if p != "the"]
        return " ".join(parts) + (f", {owner}" if owner else "")
    return name
