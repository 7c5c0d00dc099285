"""Years, decades and dates, by the words around them."""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

FIRST_YEAR, LAST_YEAR = 1100, 2100
LIKELY_FROM, LIKELY_TO = 1900, 2099


def whole(e: Expression) -> bool:
    """Plain digits, nothing with them."""
    return e.form == "digits" and e.plain and e.unit is None and e.scale == 1.0 and not e.rate


def year(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """``year`` where the number is one ("in 1987", "300 BC"), else None; ``following`` is the number after it."""
    cue, before, after = lexicon().cue, tokens.word(e.first - 1), tokens.word(e.last)
    if after in cue("era") or (before in cue("era") and tokens.printed(e.first - 1).isupper()):
        return (
            "year"
            if e.unit is None and e.scale == 1.0 and (tokens.printed(e.last).isupper() or before == "ad")
            else None
        )
    if e.form == "words" and e.unit is None:
        return _spoken_year(tokens, e, following)
    if whole(e) and tokens.touches(e.last) and after == "s":
        round_year = e.number % 10 == 0 and (is_year(e) or e.number < 100)
        e.last += 1
        k = e.first - 1
        while k > e.first - 4 and (tokens.word(k) in HYPHENS or tokens.word(k) in cue("period_prefix")):
            k -= 1
        if round_year and e.number < 100 and tokens.word(k) in cue("whole_after") - {"the"}:
            return "age"  # "a man in his 40s", "in her mid-30s"
        return "decade" if round_year else "name"
    if whole(e) and before == "'" and tokens.touches(e.first) and e.number < 100:
        return "year"
    if (
        whole(e)
        and e.number < 100
        and before in DASHES
        and tokens.touches(e.first)
        and tokens.is_kind(e.first - 2, "digits")
    ):
        opening = tokens.low[e.first - 2]
        if (
            len(opening) == 4
            and FIRST_YEAR <= int(opening) <= LAST_YEAR
            and int(opening) % 100 < e.number
            and not counted(tokens, e.last)
        ):
            return "year"
    if not whole(e) or not is_year(e) or before in cue("no_year_after"):
        return None
    if (
        tokens.word(e.last) in DASHES
        and following is not None
        and following.first == e.last + 1
        and following.unit is not None
    ):
        return None
    joined = (after in ("to", "-", "–") and before not in cue("year_strong")) or (
        after == "and" and before in cue("between")
    )
    if (
        joined
        and following is not None
        and following.first == e.last + 1
        and not ((is_year(following) and whole(following)) or following.number < 100)
    ):
        return None
    likely = LIKELY_FROM <= e.number <= LIKELY_TO
    if before in HYPHENS and tokens.word(e.first - 2) in cue("period_prefix"):
        return "year"
    hedged = lexicon().hedges_before.longest(tokens, e.first - 1)
    if before == "." and tokens.word(e.first - 2) in cue("circa"):
        before = tokens.word(e.first - 2)  # "c. 1850"
    if hedged and likely and tokens.word(hedged[0]) in ("since", "in", "until"):
        before = tokens.word(hedged[0])
    things = counted(tokens, e.last)
    if before in cue("circa"):
        return None if things else "year"
    if not likely and before in cue("month") and tokens.capital(e.first - 1) and not things:
        return "year"
    if not likely:
        alone = not tokens.is_kind(e.last, "word") or after in cue("year_then")
        return "year" if before in cue("year_strong") and not things and alone else None
    if things:
        return "year" if before in ("in", "since", "'s") or before in cue("month") else None
    if hedged and before not in cue("year_before") and before not in ("another",):
        return None
    return "year"


def is_year(e: Expression) -> bool:
    """A whole number within the years that news tells of."""
    return FIRST_YEAR <= e.number <= LAST_YEAR and e.number == int(e.number)


def _spoken_year(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """ "nineteen eighty-four" reads as two numbers."""
    if following is None or following.first != e.last or following.form != "words" or following.unit is not None:
        return None
    if 11 <= e.number <= 20 and 10 <= following.number < 100 and e.last - e.first == 1:
        following.kind = "year"
        return "year"
    return None


def counted(tokens: Tokens, j: int) -> bool:
    """Does something that is counted follow?"""
    if tokens.new_line(j):
        return False
    word = tokens.word(j)
    return word in lexicon().cue("counted") or (
        tokens.word(j + 1) in lexicon().cue("counted")
        and tokens.is_kind(j, "word")
        and not tokens.new_line(j + 1)
        and tokens.word(j).endswith(tuple(lexicon().cue("attribute_endings")))
    )


def date(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """``date`` where the number is the day of a month or a part of a date in figures, else None."""
    if e.unit is not None or e.number != int(e.number) or not (0 < e.number <= 31 or is_year(e)):
        return None
    before, after = _month_before(tokens, e.first), _month_after(tokens, e)
    if e.number <= 31 and (before or after):
        return "date"
    if e.number <= 31 and following is not None and _same_month(tokens, e, following):
        return "date"
    if (
        tokens.word(e.first - 1) in ("/", "-")
        and tokens.touches(e.first)
        and tokens.word(e.first - 2) in lexicon().cue("month")
    ):
        return "date"
    return None


def _month_before(tokens: Tokens, i: int) -> bool:
    months, k = lexicon().cue("month"), i - 1
    if tokens.word(k) == "." and tokens.word(k - 1) in lexicon().cue("month_short"):
        k -= 1
    if tokens.word(k) == "the":
        k -= 1
    if tokens.word(k) in months:
        return tokens.word(k) not in lexicon().cue("month_or_word") or (tokens.capital(k) and not tokens.new_line(i))
    # "June 17-19", "5, 6 and 7 September": a day already found as one
    for _ in range(3):
        joined = tokens.word(k) in DASHES or tokens.word(k) in (",", "and", "to", "or")
        if not (joined and tokens.is_kind(k - 1, "digits") and len(tokens.low[k - 1]) <= 2):
            break
        if tokens.word(k - 2) in months and tokens.capital(k - 2):
            return True
        k -= 2
    return False


def _month_after(tokens: Tokens, e: Expression) -> bool:
    k = e.last
    if tokens.word(k) == "of":
        k += 1
    if tokens.word(k) == "-" and tokens.touches(k):
        k += 1
    return tokens.word(k) in lexicon().cue("month") and tokens.capital(k) and not tokens.new_line(k)


def _same_month(tokens: Tokens, e: Expression, following: Expression) -> bool:
    """ "17-19 June", "5 and 6 September" """
    if following.first - e.last != 1 or tokens.word(e.last) not in ("and", "to", "or", ",", *DASHES):
        return False
    return following.unit is None and following.number <= 31 and _month_after(tokens, following)
