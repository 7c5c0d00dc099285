"""Units: the currency before a number, the unit after it, and what it is per."""

from __future__ import annotations

from pipeline.quantities.cardinals import LARGEST, scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import Unit, lexicon
from pipeline.quantities.rates import attach_rate
from pipeline.quantities.unit_words import printed_as, suits, unit_at

SYMBOLS_THAT_TOUCH = frozenset(
    ("R", "A$", "J$", "Fr.", "Sh", "LE", "KD", "JD", "LL", "TL", "SR", "Bs", "Ft", "PS", "DM")
)
BEFORE_CODES = frozenset("([{~≈/,-–—\"'“‘<>=")


def attach_units(tokens: Tokens, expressions: list[Expression]) -> None:
    """Gives every number the currency before it, the unit after it and its rate, and widens it to them."""
    for n, e in enumerate(expressions):
        if e.kind != "quantity" or (e.unit is not None and e.form == "multiple"):
            continue
        free = expressions[n - 1].last if n else 0
        stop = expressions[n + 1].first if n + 1 < len(expressions) else len(tokens)
        _currency_before(tokens, e, free)
        _unit_before(tokens, e, free)
        _unit_after(tokens, e, stop)
        base = attach_rate(tokens, e, stop)
        if base > stop and n + 1 < len(expressions):
            expressions[n + 1].kind = "base"  # the 100,000 of "12 per 100,000"
    expressions[:] = [
        e for n, e in enumerate(expressions) if e.kind != "base" or n == 0 or e.first >= expressions[n - 1].last
    ]


def _currency_before(tokens: Tokens, e: Expression, free: int) -> None:
    if e.form not in ("digits", "words") or e.unit is not None:
        return
    j = e.first - 1
    if j < free or tokens.new_line(e.first):
        return
    if tokens.word(j) in "-−+" and tokens.touches(e.first) and j - 1 >= free:
        j -= 1
    best: tuple[int, Unit] | None = None
    for first, meanings in lexicon().currency_before.matches(tokens, j):
        for symbol, unit in meanings:
            if first + 1 < free or not printed_as(tokens, first + 1, j, symbol):
                continue
            if symbol in SYMBOLS_THAT_TOUCH and not tokens.touches(j + 1):
                continue
            if symbol[0].isalpha() and tokens.touches(first + 1) and tokens.word(first) not in BEFORE_CODES:
                continue
            if len(tokens.text[tokens.end[j] : tokens.start[j + 1]]) > 1:
                continue
            best = (first + 1, unit)
    if best is None:
        return
    if e.form == "words" and tokens.is_kind(j, "word") and tokens.printed(j) in ("Re", "PS", "R"):
        return
    e.first, e.unit, e.unit_side = best[0], best[1], "before"
    sign = tokens.word(e.first - 1) if e.first - 1 >= free else ""
    glued = sign in ("-", "−") and tokens.touches(e.first) and not tokens.touches(e.first - 1)
    if (
        glued or (sign in ("minus", "negative") and tokens.low[max(e.first - 3, 0) : e.first - 1] != ["plus", "or"])
    ) and e.number > 0:
        e.first, e.low, e.high = e.first - 1, -e.number, -e.number


def _unit_before(tokens: Tokens, e: Expression, free: int) -> None:
    """ "a magnitude of 7.8", "by a factor of ten": the unit's word goes before."""
    if e.unit is not None or e.form not in ("digits", "words"):
        return
    j = e.first - 1
    if tokens.word(j) in HYPHENS and tokens.touches(e.first) and tokens.touches(j):
        j -= 1
    found = lexicon().units_before.longest(tokens, j)
    if found is not None and found[0] + 1 >= free and not tokens.new_line(e.first):
        e.unit, e.unit_side = found[1], "shared"


def _unit_after(tokens: Tokens, e: Expression, stop: int) -> None:
    j = e.last
    if j >= stop or tokens.new_line(j):
        return
    hyphen = tokens.word(j) in HYPHENS and j + 1 < stop and tokens.touches(j + 1)
    if hyphen:
        j += 1
    if e.form in ("fraction", "ratio"):
        _unit_of_fraction(tokens, e, j, stop)
        return
    if e.unit is not None and e.unit.kind != "money":
        return
    if e.form == "vague" and tokens.word(j) == "of" and j + 1 < stop:
        found = unit_at(tokens, j + 1)
        if (
            found is not None
            and found[0] <= stop
            and found[1].kind not in ("time", "share")
            and tokens.word(j + 1) not in ("bar", "bits")
        ):
            e.last, e.unit, e.unit_side = found[0], found[1], "after"
        return
    found = unit_at(tokens, j, touching=tokens.touches(j))
    if found is not None and found[0] > stop:
        return
    if found is None:
        _times(tokens, e, j)
        return
    last, unit = found
    if (
        unit.kind == "length"
        and tokens.word(last - 1) in "′'"
        and tokens.is_kind(last, "word")
        and tokens.touches(last)
    ):
        return  # "2022′s"
    if e.unit is not None:
        if unit.kind == "money" and not hyphen:
            e.last, e.unit = last, unit if e.unit.symbol == "USD" and unit.symbol != e.unit.symbol else e.unit
        elif tokens.printed(j) in ("US", "U.S") and unit.kind == "money":
            e.last = last
        return
    if not suits(tokens, e, j, last, unit, hyphen):
        return
    e.last, e.unit, e.unit_side = last, unit, "after"
    scale = scale_at(tokens, last) if unit.kind == "money" and e.scale == 1.0 and tokens.printed(j).isupper() else None
    if scale is not None and e.low is not None and e.number * scale.value < LARGEST:
        # "75 USD million"
        e.low = e.high = e.number * scale.value
        e.last, e.scale = last + 1, scale.value


def _times(tokens: Tokens, e: Expression, j: int) -> None:
    """ "three times as many": a multiple, where "three times" alone only counts."""
    if (
        tokens.word(j) == "times"
        and e.form in ("digits", "words", "vague")
        and tokens.word(j + 1) in lexicon().cue("times_after")
    ):
        if tokens.word(j + 1) in lexicon().cue("times_when") and tokens.word(j + 2) in lexicon().cue("period"):
            return
        e.last, e.unit, e.unit_side = j + 1, lexicon().by_symbol["multiplier"], "after"


def _unit_of_fraction(tokens: Tokens, e: Expression, j: int, stop: int) -> None:
    """ "half a mile", "a quarter of an hour", "1/2 pound": a part of a unit and no share."""
    if e.form == "ratio":
        return
    k = j
    if tokens.word(k) == "of" and tokens.word(k + 1) in ("a", "an", "one"):
        k += 2
    elif tokens.word(k) in ("a", "an"):
        k += 1
    found = unit_at(tokens, k) if k < stop else None
    if found is None or found[1].kind in ("multiple",) or (k == j and tokens.word(j - 1) == "of"):
        return
    last, unit = found
    printed_slash = any(tokens.low[t] in "/⁄½¼¾⅓⅔⅛⅜⅝⅞" for t in range(e.first, e.last))
    if k == j and not printed_slash and tokens.word(j - 1) not in HYPHENS:
        return
    if unit.kind in ("share", "minor money") and k > j and tokens.word(k) != "percent":
        pass
    e.low, e.high, e.form = e.number / 100, e.number / 100, "words"
    e.last, e.unit, e.unit_side = last, unit, "after"
