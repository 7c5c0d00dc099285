"""Units: the currency before a number, the unit after it, and what it is per."""

from __future__ import annotations

from pipeline.quantities.cardinals import LARGEST, cardinal, scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import Unit, lexicon

SYMBOLS_THAT_TOUCH = frozenset(
    ("R", "A$", "J$", "Fr.", "Sh", "LE", "KD", "JD", "LL", "TL", "SR", "Bs", "Ft", "PS", "DM")
)
BEFORE_CODES = frozenset("([{~≈/,-–—\"'“‘<>=")
PER = frozenset(("per", "/"))
A = frozenset(("a", "an", "each", "every"))
# A noun may stand between a count and its rate: "5,000 barrels of oil a day".
RATE_WITHIN = 5


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
        base = _rate(tokens, e, stop)
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
            if first + 1 < free or not _printed(tokens, first + 1, j, symbol):
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


def _printed(tokens: Tokens, first: int, last: int, symbol: str) -> bool:
    return tokens.text[tokens.start[first] : tokens.end[last]] == symbol


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
    if not _suits(tokens, e, j, last, unit, hyphen):
        return
    e.last, e.unit, e.unit_side = last, unit, "after"
    scale = scale_at(tokens, last) if unit.kind == "money" and e.scale == 1.0 and tokens.printed(j).isupper() else None
    if scale is not None and e.low is not None and e.number * scale.value < LARGEST:
        # "75 USD million"
        e.low = e.high = e.number * scale.value
        e.last, e.scale = last + 1, scale.value


def unit_at(tokens: Tokens, j: int, touching: bool = False) -> tuple[int, Unit] | None:
    """The longest unit that begins at token ``j``: the first token beyond it, and the unit."""
    for last, meanings in reversed(lexicon().units.matches(tokens, j)):
        if any(tokens.kind[k] == "digits" and not tokens.glued[k] for k in range(j, last)):
            continue  # "5 ft 2" is no square foot
        for symbol, unit in meanings:
            if symbol and not _printed(tokens, j, last - 1, symbol):
                continue
            if tokens.touches(last) and tokens.is_kind(last, "digits") and not touching:
                continue
            return last, unit
        if (
            len(tokens.text[tokens.start[j] : tokens.end[last - 1]]) == 2
            and len({unit.symbol for _, unit in meanings}) == 1
        ):
            # "100 mb": no other unit is written so, whatever the case
            return last, meanings[0][1]
    return None


def _suits(tokens: Tokens, e: Expression, j: int, last: int, unit: Unit, hyphen: bool) -> bool:
    """Can this word be the unit of this number?"""
    word, cue, touching = tokens.word(j), lexicon().cue, tokens.touches(j)
    digits = e.form == "digits"
    if word in ("c", "f") and unit.kind == "temperature":
        return digits and touching and (_weather(tokens, e) or (e.decimals > 0 and tokens.printed(j).isupper() and tokens.word(last) != "/"))
    if len(word) == 1 and word.isalpha() and not digits:
        return False
    if (
        word in ("p", "c", "m", "g", "l", "t", "s", "V", "W", "kn", "st")
        and not touching
        and word not in ("p", "m", "g", "l", "t")
    ):
        return tokens.printed(j).isupper()
    if word == "p" and tokens.word(last) == ".":
        return not (tokens.touches(last) and tokens.word(last + 1) == "m")
    if word == "pc" and not touching:
        return False
    if word in cue("verb_words") and unit.kind == "money" and e.scale < 1000 and e.number < 100:
        return False
    if word in ("pound", "pounds") and last == j + 1:
        e.unit, e.unit_side = (lexicon().by_symbol["GBP"] if _is_money(tokens, e, j, hyphen) else unit), "after"
        e.last = last
        return False
    if word in ("second", "seconds") and word == "second" and e.number != 1 and not hyphen:
        return False
    if (
        word in ("ether", "real", "kip", "dong", "crowns", "gray", "bit", "mark", "som", "mark")
        and e.scale < 1000
        and not digits
    ):
        return False
    if word == "x":
        return digits and touching and not tokens.touches(last)
    if word in ("fold", "-") and unit.kind == "multiple":
        return hyphen or touching
    if unit.kind == "multiple":
        return hyphen or touching
    return not (word in ("m",) and e.scale >= 1000 and tokens.is_kind(last, "digits"))


def _weather(tokens: Tokens, e: Expression) -> bool:
    """Is the bare C or F a degree: below zero, or in talk of the weather?"""
    near = range(max(e.first - 10, 0), min(e.last + 10, len(tokens)))
    return e.number < 0 or any(tokens.low[k] in lexicon().cue("weather") for k in near)


def _is_money(tokens: Tokens, e: Expression, j: int, hyphen: bool) -> bool:
    """Are these pounds money and no weight?"""
    cue = lexicon().cue
    if tokens.word(j + 1) == "of" and tokens.word(j + 2) not in (
        "public",
        "taxpayers",
        "government",
        "taxpayer",
        "debt",
        "cuts",
    ):
        return False
    near = [tokens.word(k) for k in range(max(e.first - 8, 0), e.first)] + [tokens.word(k) for k in range(j + 1, j + 5)]
    money, mass = sum(w in cue("money_cues") for w in near), sum(w in cue("mass_cues") for w in near)
    if e.scale >= 1_000_000:
        return mass <= money
    return money > mass and not (hyphen and not money)


def _times(tokens: Tokens, e: Expression, j: int) -> None:
    """ "three times as many": a multiple, where "three times" alone only counts."""
    if (
        tokens.word(j) == "times"
        and e.form in ("digits", "words", "vague")
        and tokens.word(j + 1) in lexicon().cue("times_after")
    ):
        if tokens.word(j + 1) in ("this", "last", "over") and tokens.word(j + 2) in (
            "year",
            "season",
            "week",
            "month",
            "the",
        ):
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


def _rate(tokens: Tokens, e: Expression, stop: int) -> int:
    """ "per day", "a year", also past the counted noun ("5,000 barrels a day"); gives the first token beyond it."""
    if e.form in ("fraction", "multiple"):
        return 0
    found = rate_at(tokens, e.last)
    if found is not None:
        e.last, e.rate = found
        return e.last
    if e.unit is not None and e.unit.kind in ("share", "time", "multiple"):
        return 0
    for k in range(e.last, min(e.last + RATE_WITHIN, stop, len(tokens))):
        if (
            not tokens.is_kind(k, "word")
            or tokens.new_line(k)
            or tokens.word(k) in lexicon().multiples
            or tokens.word(k) == "once"
        ):
            return 0
        if k > e.last and tokens.word(k) in ("per", "a", "an", "every", "each"):
            found = rate_at(tokens, k)
            if found is not None:
                e.rate = found[1]
                return found[0]
            return 0
    return 0


def rate_at(tokens: Tokens, j: int) -> tuple[int, str] | None:
    """The base of a rate at token ``j``: the first token beyond it, and its symbol."""
    word = tokens.word(j)
    if word in HYPHENS and tokens.touches(j) and tokens.word(j + 1) in ("a", "per"):
        j, word = j + 1, tokens.word(j + 1)
    if tokens.new_line(j):
        return None
    k = j + 1
    if tokens.word(k) in HYPHENS and tokens.touches(k):
        k += 1
    if word in A:
        found = unit_at(tokens, k)
        if tokens.word(k + 1) in lexicon().cue("ago"):
            return None
        if (
            found
            and found[1].kind in ("time", "mass", "volume")
            and found[0] == k + 1
            and not tokens.word(k).endswith("s")
        ):
            return found[0], found[1].symbol
        return (k + 1, tokens.word(k)) if tokens.word(k) in ("share", "head", "person", "piece") else None
    if word not in PER or (word == "/" and not (tokens.touches(j) and tokens.touches(k))):
        return None
    if tokens.is_kind(k, "digits") or tokens.word(k) in ("million", "thousand", "hundred", "billion"):
        return _per_number(tokens, k) if word == "per" else None
    found = unit_at(tokens, k, touching=word == "/")
    if found and found[1].kind != "money":
        return found[0], found[1].symbol
    return (k + 1, tokens.word(k)) if word == "per" and tokens.is_kind(k, "word") else None


def _per_number(tokens: Tokens, k: int) -> tuple[int, str] | None:

    scale = lexicon().scales.get(tokens.word(k))
    if scale:
        return k + 1, "million" if scale.value == 1e6 else f"{scale.value:.0f}"
    number = cardinal(tokens, k)
    if number is None or number.value < 10:
        return None
    return number.last, "million" if number.value == 1e6 else f"{number.value:.15g}"
