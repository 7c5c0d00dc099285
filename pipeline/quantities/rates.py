"""Rates: what a number is per ("per day", "a year", "per 100,000")."""

from __future__ import annotations

from pipeline.quantities.cardinals import cardinal
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.unit_words import unit_at

PER = frozenset(("per", "/"))
A = frozenset(("a", "an", "each", "every"))
# A noun may stand between a count and its rate: "5,000 barrels of oil a day".
RATE_WITHIN = 5


def attach_rate(tokens: Tokens, e: Expression, stop: int) -> int:
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
        if tokens.word(k) == "/" and k > e.last and (found := rate_at(tokens, k)) is not None:
            e.rate = found[1]  # "38,000 vehicles/day"
            return found[0]
        if (
            not tokens.is_kind(k, "word")
            or tokens.new_line(k)
            or tokens.word(k) in lexicon().multiples
            or tokens.word(k) == "once"
            or tokens.word(k) in lexicon().cue("rate_stop")
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
        then = tokens.word(k + 1)
        if then in lexicon().cue("ago") or (then in lexicon().cue("ago_or_then") and not tokens.is_kind(k + 2, "word")):
            return None
        if (
            found
            and found[1].kind in ("time", "mass", "volume", "area", "length", "energy")
            and found[0] == k + 1
            and not tokens.word(k).endswith("s")
        ):
            return found[0], found[1].symbol
        return (k + 1, tokens.word(k)) if tokens.word(k) in lexicon().cue("each") else None
    if word not in PER or (word == "/" and not (tokens.touches(j) and tokens.touches(k))):
        return None
    scale = lexicon().scales.get(tokens.word(k))
    if tokens.is_kind(k, "digits") or (scale is not None and scale.style == "word" and word == "per"):
        return _per_number(tokens, k, touching=word == "/")
    found = unit_at(tokens, k, touching=word == "/")
    if found and found[1].kind != "money":
        return found[0], found[1].symbol
    return (k + 1, tokens.word(k)) if word == "per" and tokens.is_kind(k, "word") else None


def _per_number(tokens: Tokens, k: int, touching: bool) -> tuple[int, str] | None:
    """ "per 100,000", "per million", "/100km"; after a stroke only with a unit that touches."""
    scale = lexicon().scales.get(tokens.word(k))
    if scale:
        return k + 1, "million" if scale.value == 1e6 else f"{scale.value:.0f}"
    number = cardinal(tokens, k)
    if number is None or number.value < 10:
        return None
    unit = None if tokens.new_line(number.last) else unit_at(tokens, number.last, touching=True)
    if unit is not None and unit[1].kind in ("length", "mass", "volume") and tokens.touches(number.last):
        return unit[0], f"{number.value:.15g}{unit[1].symbol}"
    if touching:
        return None
    return number.last, "million" if number.value == 1e6 else f"{number.value:.15g}"
