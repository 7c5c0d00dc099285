"""Two units for one figure: "5 feet 2 inches", "13 dollars and 45 cents". The pairs are rows of ``compounds.csv``."""

from __future__ import annotations

from functools import cache

from pipeline.knowledge import table
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import lexicon


@cache
def parts() -> dict[tuple[str, str], float]:
    """How many of the smaller unit make one of the larger."""
    return {
        (row["major"], row["minor"]): float(row["per"]) for row in table("lexicons/compounds", "major", "minor", "per")
    }


def join_compounds(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions with every figure in two units made one, in the larger unit."""
    joined: list[Expression] = []
    for e in expressions:
        if joined and _is_rest(tokens, joined[-1], e):
            a = joined[-1]
            per = (
                parts().get((a.unit.symbol, e.unit.symbol), 0.0)
                if a.unit and e.unit
                else 100.0
                if a.unit and a.unit.kind == "money"
                else 12.0
            )
            a.low = a.high = a.number + e.number / per
            a.last, a.rate = e.last + (e.unit is None and tokens.word(e.last) == "in"), e.rate
        else:
            joined.append(e)
    return joined


def _is_rest(tokens: Tokens, a: Expression, b: Expression) -> bool:
    if a.kind != "quantity" or b.kind != "quantity" or a.unit is None or a.unit_side != "after" or a.rate or a.change:
        return False
    if a.low != a.high or b.low != b.high or a.number != int(a.number) or b.number < 0 or tokens.new_line(b.first):
        return False
    between = tokens.low[a.last : b.first]
    if between not in ([], ["and"]) and not (between == ["-"] and a.unit.symbol == "ft"):
        return False
    if b.unit is not None:
        return 0 < b.number < parts().get((a.unit.symbol, b.unit.symbol), 0.0)
    after = tokens.word(b.last)
    if a.unit.symbol == "ft" and not between and after == "in" and not tokens.is_kind(b.last + 1, "digits"):
        follows = tokens.word(b.last + 1)
        return b.number < 12 and follows not in lexicon().cue("month") | {
            "the",
            "a",
            "all",
            "total",
            "his",
            "her",
            "their",
            "an",
        }
    # "15 dollars 50": bare cents only where nothing is counted
    money = (
        a.unit.kind == "money"
        and b.form == a.form
        and 10 <= b.number < 100
        and b.number == int(b.number)
        and a.scale == 1.0
    )
    return (
        money
        and not tokens.is_kind(b.last, "word")
        and after not in "%$£€"
        and (not after or not tokens.is_kind(b.last, "digits"))
    )
