"""Which unit a word is, and whether it can be the unit of the number before it."""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import Unit, lexicon


def unit_at(tokens: Tokens, j: int, touching: bool = False) -> tuple[int, Unit] | None:
    """The longest unit that begins at token ``j``: the first token beyond it, and the unit."""
    for last, meanings in reversed(lexicon().units.matches(tokens, j)):
        if any(tokens.kind[k] == "digits" and not tokens.glued[k] for k in range(j, last)):
            continue  # "5 ft 2" is no square foot
        for symbol, unit in meanings:
            if symbol and not printed_as(tokens, j, last - 1, symbol):
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


def printed_as(tokens: Tokens, first: int, last: int, symbol: str) -> bool:
    """Do tokens ``first`` to ``last`` stand in the text exactly as ``symbol``?"""
    return tokens.text[tokens.start[first] : tokens.end[last]] == symbol


def suits(tokens: Tokens, e: Expression, j: int, last: int, unit: Unit, hyphen: bool) -> bool:
    """Can this word be the unit of this number?"""
    word, cue, touching = tokens.word(j), lexicon().cue, tokens.touches(j)
    digits = e.form == "digits"
    if word in ("c", "f") and unit.kind == "temperature":
        return (
            digits
            and touching
            and (_weather(tokens, e) or (e.decimals > 0 and tokens.printed(j).isupper() and tokens.word(last) != "/"))
        )
    if len(word) == 1 and word.isalpha() and not digits:
        return False
    if word == "st" and not touching and digits and tokens.printed(j).islower():
        return _stone(tokens, e, last)
    if (
        word in ("p", "c", "m", "g", "l", "t", "s", "V", "W", "kn", "st")
        and not touching
        and word not in ("p", "m", "g", "l", "t")
    ):
        return tokens.printed(j).isupper()
    if word == "p" and tokens.word(last) == ".":
        return not (tokens.touches(last) and tokens.word(last + 1) == "m")
    if word == "pc" and not touching:
        return tokens.printed(j).islower()  # "45 pc" is Indian English, "45 PC" is not
    if word in cue("verb_words") and unit.kind == "money" and e.scale < 1000 and e.number < 100:
        return False
    if word in ("pound", "pounds") and last == j + 1:
        e.unit, e.unit_side = (lexicon().by_symbol["GBP"] if _is_money(tokens, e, j, hyphen) else unit), "after"
        e.last = last
        return False
    if word in ("second", "seconds") and word == "second" and e.number != 1 and not hyphen:
        return False
    if word in lexicon().cue("rare_units") and e.scale < 1000 and not digits:
        return False
    if word == "x":
        return digits and touching and not tokens.touches(last)
    if word in ("fold", "-") and unit.kind == "multiple":
        return hyphen or touching
    if unit.kind == "multiple":
        return hyphen or touching
    return not (word in ("m",) and e.scale >= 1000 and tokens.is_kind(last, "digits"))


def _stone(tokens: Tokens, e: Expression, last: int) -> bool:
    """Is a lone "st" a weight: with pounds after it ("10 st 4 lb"), or in talk of weight?"""
    if tokens.is_kind(last, "digits") and tokens.word(last + 1) in lexicon().cue("pound_short"):
        return True
    return any(tokens.word(k) in lexicon().cue("mass_cues") for k in range(max(e.first - 8, 0), e.first))


def _weather(tokens: Tokens, e: Expression) -> bool:
    """Is the bare C or F a degree: below zero, or in talk of the weather?"""
    near = range(max(e.first - 10, 0), min(e.last + 10, len(tokens)))
    return e.number < 0 or any(tokens.low[k] in lexicon().cue("weather") for k in near)


def _is_money(tokens: Tokens, e: Expression, j: int, hyphen: bool) -> bool:
    """Are these pounds money and no weight?"""
    cue = lexicon().cue
    if tokens.word(j + 1) == "of" and tokens.word(j + 2) not in lexicon().cue("money_of"):
        return False
    near = [tokens.word(k) for k in range(max(e.first - 8, 0), e.first)] + [tokens.word(k) for k in range(j + 1, j + 5)]
    money, mass = sum(w in cue("money_cues") for w in near), sum(w in cue("mass_cues") for w in near)
    if e.scale >= 1_000_000:
        return mass <= money
    return money > mass and not (hyphen and not money)
