"""A claim in the making: what the steps of this package fill in, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.language import Parsed
from pipeline.model import Quantity
from pipeline.tokens import Span, Token


@dataclass(slots=True)
class Facet:
    """A canonical value and the article's words that it came from.

    ``near`` says that the words stand in the claim's own sentence; otherwise the value was carried over from the
    sentences before or from what the article is about.
    """

    name: str
    words: str
    near: bool = True
    country: str | None = None


@dataclass(slots=True)
class Draft:
    """One quantity of one sentence on its way to a Claim."""

    parsed: Parsed
    sentence: Span
    token: Token  # stands for the quantity in the parse
    quantity: Quantity
    noun: Token | None = None  # head of the counted noun phrase
    phrase: list[Token] = field(default_factory=list)  # the counted noun phrase, without the number
    of: list[Token] = field(default_factory=list)  # the noun phrase after "of", of a share or a partitive
    predicate: Token | None = None
    part: Token | None = None  # the figure before that this is the whole of: "140 of the 212 passengers"
    counted: Facet | None = None
    base: str | None = None
    actor: Facet | None = None
    actor_told: bool = False  # by words, not by what the article is about
    doer: bool = False  # the actor is who does what the figure's verb tells
    action: Facet | None = None
    place: Facet | None = None
    home: Facet | None = None  # where they went back to, "their country": its own alone, for no figure after it
    lately: Facet | None = None  # where the sentences before in its paragraph were
    anaphoric: bool = False  # "half of them", "900 of these": the whole stands earlier
    measured: bool = False  # counted by a verb of measuring: "the toll reached 190"
    total: bool = False  # its words say that it takes in all parts: "combined", "in all"
    elided: bool = False  # noun and verb are those of a figure before it: "31 died in Peru and 12 in Chile"
    label: Token | None = None  # a name that the figure is listed under: "Tunisia (6,000)"
    as_of: tuple[date | None, date | None, str | None] = (None, None, None)
    said_by: Any = None  # the source's Report, None where the sentence names none
    clause: str = ""  # the words that its standalone sentence is made from
    is_whole: bool = False  # those are its whole sentence
    says_who: bool = False  # its sentence names a source, maybe of something else
    derived_from: str | None = None  # id of the claim that it is a share of
    works_out: str = ""  # how that works out: "50% of 760,000 is 380,000"

    @property
    def first(self) -> int:
        """Index of the first token that stands for the number."""
        i, starts = self.token.i, self.parsed.starts
        while i > self.sentence.start and starts[i - 1] == starts[self.token.i]:
            i -= 1
        return i
