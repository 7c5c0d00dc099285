"""Fractions and multiples: "two-thirds", "half a million", "tenfold", "twice"."""

from __future__ import annotations

from pipeline.quantities.cardinals import ARTICLES, Cardinal, cardinal, scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

# Denominators that people write as figures: rulers, dials and the kitchen.
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 25, 30, 32, 40, 50, 60, 64, 100, 128, 256, 1000))


def denominator(tokens: Tokens, j: int) -> tuple[float, bool] | None:
    """Value of the denominator word at ``j`` and whether it is a plural: "thirds" 3, "quarter" 4."""
    word = tokens.word(j)
    known = lexicon().words.get(word)
    plural = False
    if known is None and word.endswith("s"):
        known, plural = lexicon().words.get(word[:-1]), True
    if known is None or known.role not in ("ordinal", "part") or known.value < 2 or word in ("second", "seconds"):
        return None
    return known.value, plural or word in ("halves", "quarters")


def fraction_after(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """What a fraction makes of the cardinal before it: next token, value, form (fraction or words)."""
    readings = (_vulgar, _of_a_cent, _and_a_part, _parts, _over)
    return next((found for reading in readings if (found := reading(tokens, number))), None)


def _vulgar(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """ "1/16", and "2 1/2" with the whole number before."""
    if number.numeral is None or not number.numeral.plain or number.ended != "numeral":
        return None
    j = number.last
    if tokens.word(j) in ("/", "⁄") and tokens.touches(j) and tokens.touches(j + 1) and tokens.is_kind(j + 1, "digits"):
        under = cardinal_digits(tokens, j + 1)
        if (
            under
            and number.value < under
            and (under in DENOMINATORS or tokens.word(j) == "⁄")
            and tokens.word(j + 2) != "/"
        ):
            return j + 2, number.value / under, "fraction"
        return None
    hyphen = tokens.word(j) in HYPHENS and tokens.touches(j) and tokens.touches(j + 1)  # "3-1/4 cents"
    j += hyphen
    if (
        tokens.is_kind(j, "digits")
        and (hyphen or tokens.gap(j) == " ")
        and tokens.word(j + 1) in ("/", "⁄")
        and tokens.touches(j + 1)
    ):
        over, under = cardinal_digits(tokens, j), cardinal_digits(tokens, j + 2)
        if over and under and tokens.touches(j + 2) and over < under and under in DENOMINATORS:
            return j + 3, number.value + over / under, "words"
    return None


def _of_a_cent(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """ "$4.41-3/4" a bushel, as grain is quoted: a hyphen and parts of a cent after a price with two decimals."""
    j = number.last
    if number.numeral is None or number.numeral.decimals != 2 or tokens.word(j) not in HYPHENS:
        return None
    over, under = cardinal_digits(tokens, j + 1), cardinal_digits(tokens, j + 3)
    touching = all(tokens.touches(k) for k in range(j, j + 4)) and tokens.word(j + 2) in ("/", "⁄")
    if not touching or not over or over >= under or tokens.word(j + 3) not in lexicon().cue("cent_parts"):
        return None
    return j + 4, number.value + over / under / 100, "words"


def cardinal_digits(tokens: Tokens, j: int) -> float:
    """Plain digits at ``j`` as a number, 0 for anything else."""
    return float(int(tokens.low[j])) if tokens.is_kind(j, "digits") and len(tokens.low[j]) < 10 else 0.0


def _and_a_part(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """ "… and a half", "… and three fifths"; a scale word may follow it or have gone before."""
    j = number.last
    if tokens.word(j) in HYPHENS and tokens.touches(j):
        j += 1
    if tokens.word(j) != "and":
        return None
    over, k = 1.0, j + 1
    if tokens.word(k) in HYPHENS:
        k += 1
    if tokens.word(k) in ARTICLES or tokens.word(k) == "one":
        k += 1
    else:
        inner = cardinal(tokens, k)
        if inner is None or not inner.words or inner.value >= 100:
            return None
        over, k = inner.value, inner.last
    if tokens.word(k) in HYPHENS and tokens.touches(k):
        k += 1
    part = denominator(tokens, k)
    if part is None or part[1] != (over > 1) or over >= part[0]:
        return None
    after = tokens.word(k + 1)
    scale = scale_at(tokens, k + 1)
    if (
        part[0] not in (2, 4)
        and not part[1]
        and tokens.is_kind(k + 1, "word")
        and not scale
        and after not in ("of", "times")
    ):
        return None
    share = over / part[0]
    if scale and number.ended == "scale":
        return k + 2, number.value + share * scale.value, "words"
    return k + 1, number.value + share * (number.scale if number.ended == "scale" else 1.0), "words"


def _parts(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """ "two-thirds", "three quarters", "one third", "five hundredths"."""
    j = number.last
    if tokens.word(j) in HYPHENS and tokens.touches(j) and tokens.touches(j + 1):
        j += 1
    part = denominator(tokens, j)
    if part is None or tokens.new_line(j):
        return None
    under, plural = part
    if not number.words and not plural:
        return None
    if plural and under == 4 and (number.value > 3 or tokens.word(number.last - 2) in lexicon().cue("period_before")):
        return None
    if (plural and number.value > 1) or (number.value == 1 and not plural and number.ended == "ones"):
        return j + 1, number.value / under, "fraction"
    return None


def _over(tokens: Tokens, number: Cardinal) -> tuple[int, float, str] | None:
    """ "one over twenty", as arithmetic is read aloud."""
    if (
        tokens.word(number.last) != "over"
        or number.value != 1
        or not (
            number.last < 2
            or tokens.sentence_start(number.last - 1)
            or tokens.word(number.last - 2) in ("minus", "negative")
        )
    ):
        return None
    under = cardinal(tokens, number.last + 1)
    if under is None or under.value <= 1 or tokens.is_kind(under.last, "word"):
        return None
    return under.last, number.value / under.value, "fraction"


def half(tokens: Tokens, i: int) -> Expression | None:
    """ "half", "half a million", "half a dozen", "a quarter", "a third of", "a quarter of a million"."""
    first, j = i, i
    article = tokens.word(i) in ARTICLES
    if article:
        j += 1
    part = denominator(tokens, j)
    if part is None or part[1]:
        return None
    before = tokens.word(first - 1)
    known = lexicon().words.get(before)
    if (known is not None and known.role in ("ordinal", "part")) or before in lexicon().cue("half_before"):
        return None
    under, word = part[0], tokens.word(j)
    k = j + 1
    hyphen = tokens.word(k) in HYPHENS and tokens.touches(k) and tokens.touches(k + 1)
    if hyphen:
        k += 1
    of = tokens.word(k) == "of"
    s = k + of + (tokens.word(k + of) in ARTICLES)
    scale = scale_at(tokens, s) if (of or under in (2, 4)) and not tokens.word(s).endswith("s") else None
    if scale and (s > k or under in (2, 4)) and (not of or s > k + 1):
        return Expression(first, s + 1, scale.value / under, scale.value / under, "words", scale=scale.value)
    following = tokens.word(k)
    if word == "half":
        if following in lexicon().cue("half_after") or (hyphen and not lexicon().units.longest(tokens, k)):
            return None
        if tokens.touches(j) and tokens.word(j - 1) in HYPHENS:
            return None
        return share(first, j + 1, 100 / under)
    if not article:
        return (
            share(first, j + 1, 100 / under)
            if word == "quarter" and of and before not in ("the", "'s", "this", "that")
            else None
        )
    if (
        of
        or following in lexicon().cue("fraction_after")
        or not tokens.is_kind(k, "word")
        or before in lexicon().cue("fraction_before")
    ):
        return share(first, j + 1, 100 / under)
    return None


def share(first: int, last: int, percent: float, form: str = "fraction") -> Expression:
    """A share of a whole, in percent."""
    return Expression(first, last, percent, percent, form, unit=lexicon().by_symbol["percent"])


def multiple(tokens: Tokens, i: int) -> Expression | None:
    """ "twice", "doubled", "threefold", "tripling"; the words are rows of ``multiples.csv``."""
    word = tokens.word(i)
    row = lexicon().multiples.get(word)
    unit = lexicon().by_symbol["multiplier"]
    if row is None:
        if not word.endswith("fold") or len(word) < 7:
            return None
        known = lexicon().words.get(word[:-4]) or None
        scale = lexicon().scales.get(word[:-4])
        value = known.value if known and known.role in ("ones", "teens", "tens") else scale.value if scale else 0.0
        return Expression(i, i + 1, value, value, "multiple", unit=unit) if value else None
    following = tokens.word(i + 1)
    if following in row.never_before or (row.only_before and following not in row.only_before):
        return None
    if (tokens.word(i - 1) in HYPHENS and tokens.touches(i)) or (following in HYPHENS and tokens.touches(i + 1)):
        return None
    return Expression(i, i + 1, row.value, row.value, "multiple", unit=unit)
