"""Where a person's name begins and ends: titles before it, initials, surnames that were missed, and lists of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from pipeline.entities import context
from pipeline.knowledge import table, words
from pipeline.tokens import Doc, Span


@cache
def given() -> frozenset[str]:
    """First names that are common in English."""
    return _names("given")


@cache
def family() -> frozenset[str]:
    """Family names that are common in English."""
    return _names("family")


def _names(kind: str) -> frozenset[str]:
    return frozenset(
        w for row in table("names/people", "kind", "words") if row["kind"] == kind for w in words(row["words"])
    )


def joined(doc: Doc) -> list[Span]:
    """The trained names, a surname that was taken for another person given back: "Vladimir" "Putin"."""
    out: list[Span] = []
    for name in doc.ents:
        last = out[-1] if out else None
        if (
            last is not None
            and last.label_ == name.label_ == "PERSON"
            and last.end == name.start
            and name[0].text not in given()
            and not name[0].is_sent_start
        ):
            out[-1] = Span(doc, last.start, name.end, "PERSON")
        else:
            out.append(name)
    return out


def parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span taken for one person, cut where the next one of a list begins: "Ben Markey Mary John", "Phillip Jim,"."""
    first = start
    for i in range(start + 1, end):
        word, before = doc[i].text, doc[i - 1].text
        again = i - first == 1 and word == before and len(word) > 1
        another = (
            again
            # a lone first name at the end of a line waits for its surname
            or (doc[i].is_sent_start and (i - first >= 2 or word in given()))
            or (
                i - first >= 2
                and word in given()
                and (before in family() or before not in given())
                and before.isalpha()
            )
            or (
                i - first == 1
                and i == end - 1
                and {word, before} <= given()
                and {word, before}.isdisjoint(family())
                and doc[i + 1 : i + 2].text == ","
            )
        )
        if another and before[-1].isalnum() | (before[-1] == ".") and not context.INITIALS.fullmatch(before):
            yield first, i
            first = i
    yield first, end


def whole(doc: Doc, start: int, end: int, free: Callable[[int], bool]) -> tuple[int, int]:
    """The span with initials before it and with what else of the name follows it and nobody else claims."""
    while start > 0 and free(start - 1) and context.INITIALS.fullmatch(doc[start - 1].text):
        start -= 1
    while (
        end < len(doc)
        and free(end)
        and doc[end].dep_ == "flat"
        and start <= doc[end].head.i < end
        and doc[end].pos_ == "PROPN"
        and context.capital(doc[end])
        and doc[end].text not in given()
    ):
        end += 1
    return start, end


def surname(doc: Doc, start: int) -> bool:
    """Does a family name with its article begin here: "Muqtada al-Sadr"?"""
    before = doc[start - 1] if start and not doc[start].is_sent_start else None
    return before is not None and before.pos_ == "PROPN" and context.capital(before) and before.is_alpha
