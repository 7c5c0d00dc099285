"""What pronouns mean: for each the likeliest thing named before it, and how likely that is.

Each thing that a pronoun can mean is weighed by its signs (:mod:`pipeline.coreference.signs`), against the chance that
it means none of them; the weights in ``data/coreference.toml`` are learned from annotated documents
(``training/coreference.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.coreference import signs
from pipeline.coreference.things import Mention, Thing, Things, is_mention
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.tokens import Doc

_THIRD = frozenset("he him his himself she her hers herself it its itself they them their theirs themselves".split())
_EXPLETIVE = ("expl", "expl:pl")
_MOST = 12  # things that are weighed for one pronoun, the latest ones


class Choice(NamedTuple):
    """What a pronoun can mean: things, and the signs of each; the last signs are those of none."""

    pronoun: Mention
    things: list[Thing]
    signs: list[list[str]]
    quoted: bool  # does the pronoun stand within quotation marks?


Choose = Callable[[Choice], tuple[int | None, float]]


def walk(docs: Sequence[Doc], named: Sequence[Sequence[Entity]], choose: Choose) -> None:
    """Goes through the paragraphs of an article, and lets ``choose`` say which thing each pronoun means and how surely.

    ``named`` are the names of each paragraph.
    """
    things = Things()
    firsts = list(accumulate((len(doc) for doc in docs), initial=0))
    quotes = [list(accumulate((t.is_quote for t in doc), initial=0)) for doc in docs]
    sentence = -1
    for number, (doc, entities) in enumerate(zip(docs, named, strict=True)):
        heads = {e.head: e for e in entities}
        inside = {i for e in entities for i in range(e.start, e.end)} - heads.keys()
        for run in doc.sents:
            sentence += 1
            for token in run:
                pronoun = token.pos_ == "PRON" and token.lower_ in _THIRD and token.dep_ not in _EXPLETIVE
                named_here = token.i in heads
                if not (pronoun or named_here) and (token.i in inside or not is_mention(token)):
                    continue
                mention = Mention(token, firsts[number] + token.i, sentence, number, heads.get(token.i))
                if pronoun:
                    _settle(mention, things, choose, quotes)
                else:
                    things.see(mention)
                    joined = tuple(c for c in token.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN"))
                    if joined:
                        things.see(Mention(token, mention.at, sentence, number, None, joined))


def _settle(pronoun: Mention, things: Things, choose: Choose, quotes: Sequence[Sequence[int]]) -> None:
    fitting: list[Thing] = []
    for thing in things.latest():
        if pronoun.sentence - thing.last.sentence > signs.REACH:
            break
        if signs.fits(pronoun.token, thing):
            fitting.append(thing)
        if len(fitting) == _MOST:
            break
    told = [signs.of_pair(pronoun, thing, n, len(fitting) == 1, quotes) for n, thing in enumerate(fitting)]
    told.append(signs.of_nothing(pronoun, len(fitting), quotes))
    meant, sure = choose(Choice(pronoun, fitting, told, signs.quoted(pronoun.token, quotes[pronoun.paragraph])))
    if meant is not None:
        things.point(pronoun, fitting[meant], sure)


def likeliest(choice: Choice, weights: Mapping[str, float] | None = None) -> tuple[int | None, float]:
    """The thing that a pronoun means most likely, None for none of them, and how likely, by its signs' weights."""
    if weights is None:
        weights = settings("coreference")[signs.group(choice.pronoun.token.text)]
    scores = [sum(weights.get(sign, 0.0) for sign in told) for told in choice.signs]
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    best = max(range(len(odds)), key=odds.__getitem__)
    sure = odds[best] / sum(odds)
    return (best if best < len(choice.things) else None), sure
