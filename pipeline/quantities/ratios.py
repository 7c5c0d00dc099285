"""Shares told by two numbers: "one in five", "three out of four", "9 of every 10"."""

from __future__ import annotations

from pipeline.quantities.cardinals import Cardinal, cardinal
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

# "one in N": the round numbers that odds are given in.
ODDS = frozenset(
    (
        *range(2, 13),
        15,
        16,
        20,
        25,
        30,
        40,
        50,
        60,
        70,
        75,
        80,
        90,
        100,
        150,
        200,
        250,
        300,
        400,
        500,
        1000,
        2000,
        5000,
        10_000,
        20_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        1e7,
        1e8,
        1e9,
    )
)


def ratio_after(tokens: Tokens, number: Cardinal) -> tuple[int, float] | None:
    """ "one in five", "three out of four", "9 of every 10": next token and the share."""
    j, strict = number.last, True
    joined = tokens.word(j) in HYPHENS and tokens.touches(j)
    if joined:
        j += 1
    named = number.value == 1 and tokens.word(j) in lexicon().cue("one_person") and tokens.word(j + 1) == "in"
    if named:
        j += 1  # "one patient in eight"
    word, after = tokens.word(j), tokens.word(j + 1)
    if (word == "out" and after == "of") or (word in ("in", "of", "per") and after in ("every", "each")):
        j, strict = j + 2, False
    elif tokens.word(j) == "in":
        j += 1
    else:
        return None
    if tokens.word(j) == "every":
        j += 1
    if tokens.word(j) in HYPHENS and joined:
        j += 1
    whole = cardinal(tokens, j)
    if whole is None or not 0 < number.value < whole.value or (number.numeral and not number.numeral.plain):
        return None
    # "one in 1,500 babies": of one, the whole may be any figure with thousands or a round hundred
    usual = whole.value in ODDS or (number.value == 1 and whole.value > 100 and whole.value % 50 == 0)
    if strict and (not usual or not _is_share(tokens, number, whole)):
        return None
    cue, follows = lexicon().cue, tokens.word(whole.last)
    if named and (follows in cue("counted") or follows in cue("not_odds")):
        return None
    return whole.last, number.value / whole.value


def _is_share(tokens: Tokens, number: Cardinal, whole: Cardinal) -> bool:
    """ "2 in 5" is a share, "2 in 5 minutes" and "third in 10 days" are none."""
    after = tokens.word(whole.last)
    if number.value > 20 and whole.value < 1000:
        return False
    if after in HYPHENS and tokens.touches(whole.last):
        return False
    found = lexicon().units.longest(tokens, whole.last)
    return not (
        found and found[1][1].kind in ("time", "length", "share", "minor money", "mass") and after not in ("in", "m")
    )
