"""Units: the currency before a number, the unit after it, and what it is per."""

from __future__ import annotations

from pipeline.quantities.cardinals import LARGEST, scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import Unit, lexicon
from pipeline.quantities.rates import attach_rate
from pipeline.quantities.unit_words import printed_as, suits, unit_at

FEET_MARKS, INCH_MARKS = frozenset("'’′"), frozenset('"”″')
BEFORE_CODES = frozenset("([{~≈/,-–—\"'“‘<>=")


def attach_units(tokens: Tokens, expressions: list[Expression]) -> None:
    """Gives every number the currency before it, the unit after it and its rate, and widens it to them."""
    for n, e in enumerate(expressions):
        if e.kind != "quantity" or (e.unit is not None and e.form == "multiple"):
            continue
        free = expressions[n - 1].last if n else 0
        stop = _next(tokens, expressions, n)
        _currency_before(tokens, e, free)
        _unit_before(tokens, e, free)
        _unit_after(tokens, e, stop)
        base = attach_rate(tokens, e, stop)
        if n + 1 < len(expressions) and (base > stop or e.last > expressions[n + 1].first):
            expressions[n + 1].kind = "base"  # the 100,000 of "12 per 100,000", the unit of "384 MtCO2"
    expressions[:] = [
        e for n, e in enumerate(expressions) if e.kind != "base" or n == 0 or e.first >= expressions[n - 1].last
    ]


def _next(tokens: Tokens, expressions: list[Expression], n: int) -> int:
    """The token that the next number begins at; a unit that looks like a name, as "MtCO2", is none."""
    if n + 1 == len(expressions):
        return len(tokens)
    following = expressions[n + 1]
    unit = following.kind == "name" and lexicon().abbreviations.longest(tokens, following.first)
    return following.last if unit else following.first


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
            if symbol in lexicon().cue("touching_symbols") and not tokens.touches(j + 1):
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
        glued
        or (sign and tokens.minus(e.first - 1) and tokens.low[max(e.first - 3, 0) : e.first - 1] != ["plus", "or"])
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
    if e.unit is None and (_abbreviated(tokens, e, j, stop) or _primes(tokens, e, j) or _inches(tokens, e)):
        return
    found = unit_at(tokens, j, touching=tokens.touches(j))
    if found is not None and found[0] > stop:
        return
    if found is None:
        _times(tokens, e, j)
        if e.unit is None:
            _beyond_hedge(tokens, e, e.last, stop)
        return
    last, unit = found
    if tokens.word(last - 1) == "." and last - 1 > j and _ends_sentence(tokens, j, last, unit):
        last -= 1  # "17.9 km." closes the sentence
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


def _ends_sentence(tokens: Tokens, j: int, last: int, unit: Unit) -> bool:
    """Is the point after a unit, which may also be printed without it, the end of the sentence?"""
    bare = any(end == last - 1 and unit in (u for _, u in m) for end, m in lexicon().units.matches(tokens, j))
    return bare and (
        last >= len(tokens) or tokens.new_line(last) or tokens.capital(last) or tokens.word(last) in "\"”’'"
    )


def _abbreviated(tokens: Tokens, e: Expression, j: int, stop: int) -> bool:
    """ "411,000 bpd", "5.2 mtpa": a unit, its multiple and what it is per in one word of ``unit_abbreviations.csv``."""
    found = lexicon().abbreviations.longest(tokens, j)
    if found is None or found[0] > stop or e.form == "vague" or e.low is None or e.high is None:
        return False
    last, short = found
    if tokens.touches(last) and tokens.is_kind(last, "word"):
        return False
    e.last, e.unit, e.rate, e.unit_side = last, short.unit, short.per, "after"
    e.low, e.high, e.scale = e.low * short.times, e.high * short.times, e.scale * short.times
    return True


def _primes(tokens: Tokens, e: Expression, j: int) -> bool:
    """Feet and inches by their marks: 5'10", 6.7" screen."""
    if e.form not in ("digits", "words") or e.scale != 1.0 or not tokens.touches(j):
        return False
    mark, known = tokens.low[j], lexicon().by_symbol
    if mark in FEET_MARKS and e.plain and tokens.is_kind(j + 1, "digits") and int(tokens.low[j + 1][:3]) < 12:
        closed = tokens.word(j + 2) in INCH_MARKS and tokens.touches(j + 2)
        if closed or (tokens.touches(j + 1) and 3 <= e.number <= 8):
            e.last, e.unit, e.unit_side = j + 1, known["ft"], "after"
            return True
    feet = (
        tokens.word(e.first - 1) in FEET_MARKS and tokens.touches(e.first - 1) and tokens.is_kind(e.first - 2, "digits")
    )
    if feet and e.number < 12 and (mark in INCH_MARKS or tokens.touches(e.first)):
        e.last, e.unit, e.unit_side = j + (mark in INCH_MARKS), known["in"], "after"
        return True
    if mark in INCH_MARKS and tokens.word(j + 1) in lexicon().cue("inch_after") and not tokens.touches(j + 1):
        e.last, e.unit, e.unit_side = j + 1, known["in"], "after"
        return True
    return False


def _inches(tokens: Tokens, e: Expression) -> bool:
    """The 2 of "6-foot-2"."""
    k, inches = e.first - 1, e.plain and e.number < 12
    if not inches or tokens.word(k) not in HYPHENS or tokens.word(k - 1) not in lexicon().cue("feet"):
        return False
    if not tokens.touches(e.first) or not tokens.touches(k) or tokens.word(e.last) in HYPHENS:
        return False
    e.unit, e.unit_side = lexicon().by_symbol["in"], "after"
    return True


def _beyond_hedge(tokens: Tokens, e: Expression, j: int, stop: int) -> None:
    """The unit of "10+ minutes" and "600-odd km", which a hedge parts from its figure."""
    found = lexicon().hedges_after.longest(tokens, j)
    if found is None or found[0] >= stop or not tokens.touches(j) or e.form not in ("digits", "words"):
        return
    unit = unit_at(tokens, found[0])
    if unit is not None and unit[0] <= stop and not tokens.new_line(found[0]) and not tokens.touches(found[0]):
        e.unit, e.unit_side = unit[1], "after"


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
    if k == j + 2 and tokens.word(k) in lexicon().cue("point"):
        e.low, e.high, e.form, e.unit = e.number / 100, e.number / 100, "words", None  # "two-tenths of a point"
        return
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
