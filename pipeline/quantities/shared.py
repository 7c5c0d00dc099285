"""Units that a number takes from its neighbour: "45% of its land in Iraq and 20 of that in Syria"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import lexicon

FARTHEST = 30  # tokens between the two


def share_units(tokens: Tokens, expressions: list[Expression]) -> None:
    """Gives a bare number the unit of the one before where the sentence leaves no other reading."""
    last: Expression | None = None
    for a, b in pairwise(expressions):
        if _compared(tokens, a, b):
            a.unit, a.rate, a.unit_side = b.unit, b.rate, "shared"
    for e in expressions:
        if (
            last is not None
            and e.kind == "quantity"
            and e.form == "digits"
            and e.unit is None
            and not e.rate
            and e.bound != "vague"
        ) and (
            e.first - last.last <= FARTHEST
            and last.unit is not None
            and _one_sentence(tokens, last, e)
            and _takes(tokens, last, e)
        ):
            e.unit, e.rate, e.unit_side = last.unit, last.rate, "shared"
        if e.kind == "quantity":
            last = e


def _compared(tokens: Tokens, a: Expression, b: Expression) -> bool:
    """ "Eased to 3.1 from 3.4 per cent", "led 50.3 to 48.1 percent": the unit is said once, after the second."""
    between = tokens.low[a.last : b.first]
    return (
        len(between) == 1
        and between[0] in lexicon().cue("compared")
        and a.kind == b.kind == "quantity"
        and a.form == b.form == "digits"
        and a.unit is None
        and not a.rate
        and b.unit is not None
        and b.unit_side == "after"
        and a.bound != "range"
        and a.scale == b.scale  # "24.2 to 33-35 billion": whose billions is not said
    )


def _one_sentence(tokens: Tokens, a: Expression, b: Expression) -> bool:
    return not any(tokens.low[k] in ".;!?" or tokens.new_line(k + 1) for k in range(a.last, b.first))


def _opened(tokens: Tokens, a: Expression) -> bool:
    """Does "from" stand before ``a`` and its hedge?"""
    hedge = lexicon().hedges_before.longest(tokens, a.first - 1)
    return tokens.word(hedge[0] if hedge else a.first - 1) == "from"


def _takes(tokens: Tokens, a: Expression, b: Expression) -> bool:
    cue, before, after = lexicon().cue, tokens.word(b.first - 1), tokens.word(b.last)
    if a.unit is not None and a.unit.symbol == "percent" and a.form == "digits":
        # "… and 20 of those", "rose 2 percent but … fell by 1."
        if 0 <= b.number <= 100 and after == "of" and tokens.word(b.last + 1) in lexicon().cue("pointer"):
            return before in ("and", ",", "but", "with", "only")
        return (
            before == "by"
            and not tokens.is_kind(b.last, "word")
            and tokens.word(b.first - 2) in cue("rise") | cue("fall")
        )
    if a.unit is not None and a.unit.kind not in ("share", "multiple", "time") and _opened(tokens, a):
        # "from 90,800 square kilometres in 2015 to 36,200"
        return before == "to" and not tokens.is_kind(b.last, "word")
    return False
