"""Figures with two readings ("1.853" and "1,853"): the other numbers of the same text decide, or it is flagged."""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import lexicon


def settle(tokens: Tokens, expressions: list[Expression]) -> None:
    """Chooses among the readings of every ambiguous figure; what stays open is left in ``other``."""
    figures = [e for e in expressions if e.form == "digits" and e.low is not None]
    # What the unambiguous figures of this text do: 1,234,567 or 12,345 beside 1.5; 1.234.567 or 3,5
    certain_comma = any(e.grouping == "," and not e.other for e in figures)
    certain_point = any(e.grouping in (".", "·") or _decimal_comma(tokens, e) for e in figures)
    any_comma = any(e.grouping == "," for e in figures)
    decimal_point = any(e.decimals and not e.other and not _decimal_comma(tokens, e) for e in figures)
    for e in figures:
        if not e.other or e.low is None:
            continue
        printed_comma = e.grouping == ","
        if printed_comma:
            if certain_point and not certain_comma and not decimal_point:
                e.low, e.high, e.other = e.other[0], e.other[0], (e.low,)
            else:
                e.other = ()
        elif any_comma or (decimal_point and not certain_point) or e.scale > 1 or _measured(e):
            e.other = ()
        elif certain_point or _whole_things(tokens, e):
            # People, homes and deaths come whole.
            e.low, e.high, e.other = e.other[0], e.other[0], () if certain_point else (e.low,)


def _decimal_comma(tokens: Tokens, e: Expression) -> bool:
    return bool(e.decimals) and "," in tokens.low[e.first : e.last] and e.grouping != ","


def _measured(e: Expression) -> bool:
    return e.unit is not None or bool(e.rate)


def _whole_things(tokens: Tokens, e: Expression) -> bool:
    word = tokens.word(e.last)
    return word in lexicon().cue("counted") or lexicon().plural(word)
