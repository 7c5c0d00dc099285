"""Finds the number expressions of a text and says what each one means.

    find(text)  → all of them, as Quantity, in order
    read(text)  → the same with the grammar's own notes, for those who score or study it

The grammar reads tokens once, from left to right: lexer → numbers → units → what is no quantity → ranges → hedges →
direction of change → readings. Its words are the tables of ``data/lexicons``; it needs no parser.
"""

from __future__ import annotations

from pipeline.model import Quantity
from pipeline.quantities.change import attach_changes
from pipeline.quantities.compounds import join_compounds
from pipeline.quantities.convert import converted, norm_symbol
from pipeline.quantities.expression import Expression
from pipeline.quantities.hedges import attach_hedges
from pipeline.quantities.kinds import classify
from pipeline.quantities.lexer import Tokens, lex
from pipeline.quantities.numbers import numbers
from pipeline.quantities.ranges import join_bounds, join_ranges
from pipeline.quantities.reading import settle
from pipeline.quantities.scores import scores
from pipeline.quantities.shared import share_units
from pipeline.quantities.units import attach_units

__all__ = ["find", "read"]


def find(text: str) -> list[Quantity]:
    """All number expressions of ``text``, sorted by ``start``, none overlapping another.

    Numbers that are no quantities are among them: their ``kind`` says what they are. Never raises, whatever the text.
    """
    tokens, expressions = read(text)
    return [quantity(text, tokens, e) for e in expressions]


def read(text: str) -> tuple[Tokens, list[Expression]]:
    """The tokens of ``text`` and its number expressions with everything the grammar noted about them."""
    tokens = lex(text)
    expressions = numbers(tokens)
    attach_units(tokens, expressions)
    classify(tokens, expressions)
    settle(tokens, expressions)
    expressions = join_compounds(tokens, expressions)
    expressions = join_ranges(tokens, expressions)
    share_units(tokens, expressions)
    scores(tokens, expressions)
    attach_hedges(tokens, expressions)
    expressions = join_bounds(tokens, expressions)
    attach_changes(tokens, expressions)
    return tokens, expressions


def exact(value: float | None) -> float | None:
    """The value as printed: "4.1 million" is 4,100,000 and not the 4,099,999.9999999995 that binary floats make of it.

    Fifteen significant digits survive every float; whole numbers are left as they are, whatever their length.
    """
    return value if value is None or value.is_integer() else float(f"{value:.15g}")


def quantity(text: str, tokens: Tokens, e: Expression) -> Quantity:
    """An expression as the noun that the other stages work with."""
    start, end = tokens.start[e.first], tokens.end[e.last - 1]
    outer_start = tokens.start[e.hedge_first] if 0 <= e.hedge_first < e.first else start
    outer_end = tokens.end[e.hedge_last - 1] if e.hedge_last > e.last else end
    hedge = None
    if outer_start < start or end < outer_end:
        hedge = " ".join((text[outer_start:start] + " " + text[end:outer_end]).split()) or None
    unit = e.unit.symbol if e.unit else "count"
    if e.rate:
        unit = f"{unit}/{e.rate}"
    e.low, e.high = exact(e.low), exact(e.high)
    if e.other:
        e.other = tuple(v for v in map(exact, e.other) if v is not None)
    low, high, rule = e.low, e.high, e.rule
    if e.unit is not None and e.unit.pint:
        low, high, rule = converted(e.unit, low), converted(e.unit, high), rule or f"units:{e.unit.symbol}"
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(
        start,
        end,
        text[start:end],
        e.low,
        e.high,
        e.bound,
        unit,
        e.kind,
        e.change,
        rule,
        e.other,
        hedge,
        outer_start,
        outer_end,
        low,
        high,
        norm_symbol(e.unit, unit),
    )
