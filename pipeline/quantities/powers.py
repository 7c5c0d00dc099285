"""Powers of ten as science writes them: "3 x 10^8", "6.02 × 10²³", "10^6"."""

from __future__ import annotations

from pipeline.quantities.lexer import Tokens

TIMES_SIGNS = frozenset("x×·*⋅")
MINUS = frozenset("-−–")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# Farther than any measured quantity reaches; keeps every product finite.
LARGEST_POWER = 30


def power(tokens: Tokens, j: int) -> tuple[int, float] | None:
    """The power of ten that multiplies the figure before token ``j``: the first token beyond it, and its value."""
    if tokens.word(j) not in TIMES_SIGNS or tokens.word(j + 1) != "10" or tokens.new_line(j + 1):
        return None
    return exponent(tokens, j + 2)


def exponent(tokens: Tokens, j: int) -> tuple[int, float] | None:
    """Ten to the exponent that touches the "10" before token ``j``: the first token beyond it, and the value."""
    if not tokens.touches(j):
        return None
    printed = tokens.word(j).translate(RAISED)
    if printed == "-" and tokens.word(j) == "⁻" and tokens.touches(j + 1):
        j += 1
        printed = "-" + tokens.word(j).translate(RAISED)
    if tokens.word(j) == "^":
        j += 1
        sign = "-" if tokens.word(j) in MINUS else ""
        j += bool(sign)
        printed = sign + tokens.word(j)
    elif tokens.is_kind(j, "digits"):
        return None
    if not printed.lstrip("-").isdecimal() or len(printed) > 3 or abs(int(printed)) > LARGEST_POWER:
        return None
    return j + 1, 10.0 ** int(printed)
