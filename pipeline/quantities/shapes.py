"""Digits whose printed form alone says that they are no figure: times, dates, phones, versions, names with digits."""

from __future__ import annotations

from functools import cache

from pipeline.knowledge import table
from pipeline.quantities.cardinals import scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.fractions import DENOMINATORS
from pipeline.quantities.lexer import DASHES, HYPHENS, PLAIN, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.numerals import numeral
from pipeline.quantities.powers import exponent, power
from pipeline.quantities.unit_words import unit_at

JOINTS = frozenset("-–/:.")
LONGEST_FORM = 9  # tokens
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "s"))


@cache
def forms() -> dict[str, str]:
    """What a form such as "4-2-2" (lengths of the digit groups) stands for."""
    return {row["form"]: row["kind"] for row in table("lexicons/shapes", "form", "kind")}


def shape(tokens: Tokens, i: int, free: int) -> Expression | None:
    """The expression at the digits ``i`` when their form makes them no figure; ``free`` is the first token to take."""
    first = _name_before(tokens, i, free)
    if first is not None:
        return _other(first, _decimals(tokens, first, _run(tokens, i)), "name")
    if power(tokens, i + 1) or (tokens.low[i] == "10" and exponent(tokens, i + 1)):
        return None
    if _crossed(tokens, i):
        return _other(i, i + 3, "name")  # "1920x1080", "4x4"
    if tokens.touches(i + 1) and len(tokens.low[i + 1]) == 1 and street(tokens, i + 1):
        return _other(i, i + 2, "address")  # "221B Baker Street"
    form, last = _form(tokens, i)
    kind = forms().get(form)
    if form and last - i > LONGEST_FORM:
        return _other(i, last, "name")
    if kind is not None:
        if kind in ("time", "ratio") and tokens.word(i - 1) in lexicon().cue("scripture"):
            kind = "verse"
        # "+1-222-…": the sign of a phone's country code
        return _other(i - 1 if tokens.word(i - 1) == "+" and tokens.touches(i) and i > free else i, last, kind)
    if form.count("/") == 1 and len(form) == 3 and not _fraction(tokens, i):
        return _other(i, last, "name")  # 9/11, 24/7, 120/80
    spaced = _spaced_phone(tokens, i)
    if spaced:
        return _other(i - 1 if tokens.word(i - 1) == "+" and tokens.touches(i) and i > free else i, spaced, "phone")
    if form.count("-") >= 2 and tokens.word(i - 1) == "+" and tokens.touches(i) and i > free:
        return _other(i - 1, last, "phone")
    if form == "3-4" and (tokens.low[i] == "555" or _near(tokens, i, "phone_cue")):
        return _other(i, last, "phone")
    if form.count("-") >= 3 or (form.count("/") >= 2 and form.count("/") == (last - i) // 2):
        return _other(i, last, "phone" if form.count("-") >= 3 else "name")
    found = numeral(tokens, i)
    if found is None:
        j = i + 1
        while tokens.touches(j) and (tokens.kind[j] == "digits" or tokens.low[j] in ".,'·٬"):
            j += 1
        return _other(i, j, "name")
    if found.version:
        return _other(i, found.last, "version")
    pointed = tokens.word(i - 1) == "." and tokens.touches(i)
    if len(tokens.low[i]) > 1 and tokens.low[i][0] == "0" and found.plain and not pointed:
        return _zero(tokens, i)
    if _name_after(tokens, found.last):
        return _other(i, _run(tokens, i), "name")
    return None


def whole_name(tokens: Tokens, i: int) -> Expression | None:
    """The proper name that begins at token ``i`` and holds a number, printed as its row is: "7-Eleven", "3M"."""
    for last, meanings in reversed(lexicon().names_whole.matches(tokens, i)):
        printed = tokens.text[tokens.start[i] : tokens.end[last - 1]].translate(PLAIN)
        counts = tokens.word(last) in lexicon().cue("counted") or lexicon().plural(tokens.word(last))
        if printed in meanings and not counts and not (tokens.touches(last) and tokens.is_kind(last, "word")):
            return _other(i, last, "name")
    return None


def _crossed(tokens: Tokens, i: int) -> bool:
    """Do "x" and more digits touch the digits at ``i``, with no unit on them?"""
    joined = tokens.word(i + 1) in ("x", "×") and tokens.touches(i + 1) and tokens.touches(i + 2)
    return joined and tokens.is_kind(i + 2, "digits") and not (tokens.touches(i + 3) and tokens.is_kind(i + 3, "word"))


def _decimals(tokens: Tokens, first: int, last: int) -> int:
    """The first token beyond a short name's decimals: "PM2.5", "USB3.1"."""
    more = tokens.word(last) == "." and tokens.touches(last) and tokens.touches(last + 1)
    short = last - first == 2 and len(tokens.low[first]) <= 3
    return last + 2 if more and short and tokens.is_kind(last + 1, "digits") else last


def street(tokens: Tokens, j: int) -> bool:
    """Do words with capitals follow token ``j``, the last of them a kind of street: "Downing Street"?"""
    for k in range(j + 1, j + 5):
        if not tokens.capital(k):
            return False
        if k > j + 1 and any(m[0][0] == "address" for _, m in lexicon().names_after.matches(tokens, k)):
            return True
    return False


def _other(first: int, last: int, kind: str) -> Expression:
    return Expression(first, last, None, None, "other", kind=kind)


def _form(tokens: Tokens, i: int) -> tuple[str, int]:
    """Lengths of the digit groups from ``i`` on with the marks that join them; empty for a single group."""
    form, j = str(len(tokens.low[i])), i + 1
    while tokens.touches(j) and tokens.low[j] in JOINTS and tokens.touches(j + 1) and tokens.kind[j + 1] == "digits":
        if j - i < 2 * LONGEST_FORM:
            form += f"{_joint(tokens.low[j])}{len(tokens.low[j + 1])}"
        j += 2
    return (form if j > i + 1 else ""), j


def _fraction(tokens: Tokens, i: int) -> bool:
    """Is "3/4" a proper fraction that people write so?"""
    return (
        len(tokens.low[i]) < 4
        and int(tokens.low[i]) < int(tokens.low[i + 2][:4])
        and int(tokens.low[i + 2][:4]) in DENOMINATORS
    )


def _spaced_phone(tokens: Tokens, i: int) -> int:
    """The first token beyond a phone number in groups ("020 7946 0018", "+44 20 7946 0018"), 0 when there is none."""
    plus = tokens.word(i - 1) == "+" and tokens.touches(i)
    if not plus and tokens.low[i][0] != "0":
        return 0
    j, digits = i + 1, len(tokens.low[i])
    while j < min(i + 6, len(tokens)) and tokens.kind[j] == "digits" and tokens.gap(j) in (" ", "\u00a0"):
        digits, j = digits + len(tokens.low[j]), j + 1
    return j if j > i + 1 and 7 <= digits <= 15 else 0


def _zero(tokens: Tokens, i: int) -> Expression | None:
    """ "0401 GMT" is a time, "007" a name; "00" and the like are no figures."""
    kind = "time" if tokens.word(i + 1) in lexicon().cue("clock_zone") else "name"
    if tokens.low[i].strip("0") == "" or len(tokens.low[i]) > 2 or kind == "time":
        return _other(i, i + 1, kind)
    return None


def _near(tokens: Tokens, i: int, cue: str) -> bool:
    words = lexicon().cue(cue)
    return any(tokens.word(k) in words for k in range(max(i - 5, 0), i))


def _name_before(tokens: Tokens, i: int, free: int) -> int | None:
    """First token of a name that the digits at ``i`` end: "F-16", "Covid-19", "M16", "#5", "@123"."""
    if not tokens.touches(i) or i - 1 < free:
        return None
    before = tokens.word(i - 1)
    if tokens.kind[i - 1] == "word":
        if before in ("x", "×") or (_currency_ends(tokens, i - 1) and (len(before) > 1 or _amount(tokens, i))):
            return None
        return _back(tokens, i - 1, free)
    if before in ("#", "@", "_", "\\"):
        return i - 1
    if before in "/." and tokens.touches(i - 1) and tokens.is_kind(i - 2, "word") and i - 2 >= free:
        return None if before == "." or lexicon().units.longest(tokens, i - 2) else i - 2
    if before in HYPHENS and tokens.touches(i - 1) and tokens.is_kind(i - 2, "word") and i - 2 >= free:
        prefix = tokens.word(i - 2)
        cue = lexicon().cue
        if prefix in cue("feet") and len(tokens.low[i]) < 3:
            return None  # "6-foot-2"
        if prefix in cue("prefix_ok") or prefix in cue("period_prefix") or prefix in cue("month"):
            return None
        if lexicon().units_before.longest(tokens, i - 2):
            return None
        if prefix in lexicon().words or prefix in lexicon().scales or lexicon().hedges_before.longest(tokens, i - 2):
            return None
        return _back(tokens, i - 2, free)
    return None


def _back(tokens: Tokens, j: int, free: int) -> int:
    while j > free and tokens.touches(j) and (tokens.kind[j - 1] in ("word", "digits") or tokens.low[j - 1] in HYPHENS):
        j -= 1
    return j


def _currency_ends(tokens: Tokens, j: int) -> bool:
    return any(
        tokens.text[tokens.start[first + 1] : tokens.end[j]] == symbol
        and (not tokens.touches(first + 1) or (tokens.word(first) not in "-–/_" and not tokens.is_kind(first, "word")))
        for first, meanings in lexicon().currency_before.matches(tokens, j)
        for symbol, _ in meanings
    )


def _amount(tokens: Tokens, i: int) -> bool:
    """Is the figure after a letter an amount of money, "P5,600", "K2.5m", and no name's, "K2", "N95"? "R50" is rand."""
    found = numeral(tokens, i)
    if found is None or tokens.word(i - 1) == "r":
        return found is not None
    scale = scale_at(tokens, found.last, touching=tokens.touches(found.last), money=True)
    return bool(found.grouping) or scale is not None


def _name_after(tokens: Tokens, j: int) -> bool:
    """Do letters touch the figure that are no ending, scale, unit or clock: "777F", "5G", "13F"?"""
    if not tokens.touches(j) or tokens.kind[j] != "word":
        return tokens.touches(j) and tokens.low[j] == "_"
    word, known = tokens.low[j], lexicon()
    clock = word in known.cue("clock_after") or (word in ("a", "p") and tokens.word(j + 1) == ".")
    if clock or word in ORDINAL_ENDINGS:
        return False
    if word == "in" and tokens.word(j - 2) in lexicon().cue("feet"):
        return False  # "6ft 2in"
    scale = known.scales.get(word)
    if scale is not None:
        # "5K" run, "4K" screen: a capital and a small figure make a name
        small = word == "k" and tokens.printed(j) == "K" and len(tokens.low[j - 1]) == 1
        run = word == "k" and tokens.printed(j) == "K" and tokens.word(j + 1) in lexicon().cue("run")
        return (small or run) and tokens.word(j - 2) not in ("$", "£", "€")
    if word in lexicon().cue("figure_ending"):
        return False
    return unit_at(tokens, j, touching=True) is None and lexicon().abbreviations.longest(tokens, j) is None


def _run(tokens: Tokens, j: int) -> int:
    """The first token beyond the letters, digits and hyphens that touch each other from ``j`` on."""
    j += 1
    while tokens.touches(j) and (
        tokens.kind[j] in ("word", "digits")
        or (tokens.low[j] in HYPHENS and tokens.touches(j + 1) and tokens.is_kind(j + 1, "digits"))
    ):
        j += 1
    return j


def _joint(mark: str) -> str:
    return "-" if mark in DASHES else mark
