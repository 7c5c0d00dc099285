"""Whose words the answers of an interview are: questions stand in paragraphs of their own, without quotation marks.

"How many did you treat?" "About 400." An article with several such pairs is an interview, its answers are the word of
the one person whom the headline or the opening names; where two are named there, nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.phrases import lexicon
from pipeline.claims.report import Report
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.language import Parsed


def answers(parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], text: str, title: str) -> dict[int, Report]:
    """Number of a paragraph that answers a question → who speaks in it; empty where the article is no interview."""
    body = [n for n, p in enumerate(parsed) if p.zone in ("body", "quote")]
    asked = [n for n in body if _asks(text[parsed[n].starts[0] : parsed[n].ends[-1]])]
    spoken = [n for n in body if asked and n > asked[0] and n not in asked]
    replies = [n for n in spoken if n - 1 in asked]
    rules = settings("claims")["interview"]
    if len(asked) < rules["questions"] or len(replies) < rules["questions"]:
        return {}
    own = sum(1 for n in replies if any(t.lower_ in lexicon("first person") for t in parsed[n].doc))
    if own < rules["own_words"] * len(replies):
        return {}
    people: dict[str, Entity] = {}
    for n in body[: body.index(asked[0])]:
        if any(t.lower_ in lexicon("first person") for t in parsed[n].doc):
            continue  # somebody speaks there already, of others
        for entity in named[n]:
            if entity.kind == "person" and " " in entity.words:
                people.setdefault(entity.words, entity)
    titled = {words: e for words, e in people.items() if words.split()[-1] in title.split()}
    people = titled or people
    if len(people) != 1:
        return {}
    (words,) = people
    span = (0, 0)
    return {n: Report(words, "person", "reported", None, frozenset(), span, named=True) for n in spoken if n > asked[0]}


def _asks(words: str) -> bool:
    """Is a paragraph a question, or does it end in one, outside of quotation marks?"""
    return words.rstrip().endswith("?")
