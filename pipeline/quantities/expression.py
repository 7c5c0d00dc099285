"""A number expression while the grammar works on it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Bound, Change
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import Unit


@dataclass(slots=True)
class Expression:
    """Tokens ``first`` to ``last`` (exclusive) and what they say; every stage fills in its part.

    ``form`` is how the number is written: digits, words, vague, fraction, ratio, multiple, ordinal, other (no number as
    such: an address of the web …). Shares of a whole are in percent whatever their form.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    form: str
    kind: str = "quantity"
    scale: float = (
        1.0  # of the scale word or suffix that ended the number, for sharing it with the other end of a range
    )
    plain: bool = False  # digits and nothing else
    decimals: int = 0
    grouping: str = ""  # the mark between thousands
    other: tuple[float, ...] = ()
    bound: Bound = "exact"
    unit: Unit | None = None
    rate: str = ""
    unit_side: str = ""  # before, after, shared
    change: Change | None = None
    rule: str | None = None
    approximate: bool = False  # a range with a hedge such as "about"
    hedge_first: int = -1
    hedge_last: int = -1
    pair: int = 0  # 1 and 2 mark the two ends of a change "from … to …"
    range_dash: bool = False

    @property
    def number(self) -> float:
        """The one figure, or the lower of two; 0.0 when there is none."""
        return self.low if self.low is not None else self.high if self.high is not None else 0.0

    def start(self, tokens: Tokens) -> int:
        """Offset of its first character in the text."""
        return tokens.start[self.first]

    def end(self, tokens: Tokens) -> int:
        """Offset of the first character after it."""
        return tokens.end[self.last - 1]
