"""Numbers: from tokens to values. Walks the tokens once and reads at each the longest number that begins there."""

from __future__ import annotations

from pipeline.quantities.cardinals import ARTICLES, LARGEST, Cardinal, cardinal, scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.fractions import fraction_after, half, multiple, share
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.numerals import VULGAR
from pipeline.quantities.ratios import ratio_after
from pipeline.quantities.shapes import shape, whole_name
from pipeline.quantities.unit_words import unit_at
from pipeline.quantities.vague import all_or_none, vague

MINUS = frozenset(("-", "−", "–"))


def numbers(tokens: Tokens) -> list[Expression]:
    """All numbers of a text in order, with the things in digits that are none (addresses of the web, times, phones)."""
    found: list[Expression] = []
    i, n = 0, len(tokens)
    while i < n:
        expression = _at(tokens, i, found[-1].last if found else 0)
        if expression is None:
            i += 1
        else:
            found.append(expression)
            i = max(expression.last, i + 1)
    return found


def _at(tokens: Tokens, i: int, free: int) -> Expression | None:
    kind = tokens.kind[i]
    if kind == "word":
        if tokens.low[i] not in lexicon().starters:
            return multiple(tokens, i) if tokens.low[i].endswith("fold") else None
        return whole_name(tokens, i) or _word(tokens, i)
    if kind == "digits":
        named = whole_name(tokens, i)
        if named is not None:
            return named
        if tokens.low[i] in ("2", "3") and tokens.touches(i) and _power(tokens, i):
            return None
        return shape(tokens, i, free) or _figure(tokens, i, free)
    if kind == "part":
        return _figure(tokens, i, free) if tokens.low[i] in VULGAR else None
    if kind == "mark":
        return None
    printed = tokens.printed(i)
    if any(c.isdigit() for c in printed):
        name = "url" if kind == "url" else "hashtag" if printed[0] == "#" else "handle"
        return Expression(i, i + 1, None, None, "other", kind=name)
    return None


def _power(tokens: Tokens, i: int) -> bool:
    """Is the digit at ``i`` the exponent of a unit ("km2")?"""
    found = lexicon().units.longest(tokens, i - 1)
    return found is not None and found[0] == i + 1


def _word(tokens: Tokens, i: int) -> Expression | None:
    if tokens.touches(i + 1) and tokens.is_kind(i + 1, "digits"):
        return None  # "Twenty20"
    found = vague(tokens, i)
    if found is None:
        found = half(tokens, i)
    if found is None:
        found = multiple(tokens, i) or all_or_none(tokens, i) or _depth(tokens, i)
    if found is not None:
        return found
    number = cardinal(tokens, i, between=_between(tokens, i))
    if number is None:
        return _ordinal(tokens, i)
    point = _point(tokens, number)
    if point is not None:
        number = point
    found = _finish(tokens, i, number)
    return _signed(tokens, found)


def _depth(tokens: Tokens, i: int) -> Expression | None:
    """ "A foot of snow", "an inch of rain": the article counts one where a depth of something is told."""
    deep = tokens.word(i + 2) == "of" and tokens.word(i + 3) in lexicon().cue("depth_of")
    unit = unit_at(tokens, i + 1) if deep and tokens.low[i] in ARTICLES else None
    return Expression(i, i + 1, 1.0, 1.0, "words") if unit is not None else None


def _figure(tokens: Tokens, i: int, free: int) -> Expression | None:
    number = cardinal(tokens, i, between=_between(tokens, i))
    if number is None:
        return None
    first = i
    if i - 1 >= free and _bare_point(tokens, i) and number.numeral and number.numeral.plain and len(tokens.low[i]) < 16:
        first, number.value, number.numeral = i - 1, int(tokens.low[i]) / 10 ** len(tokens.low[i]), None
    _suffix(tokens, i, number)
    found = _finish(tokens, first, number)
    figure = number.numeral
    if figure is not None and found.form == "digits":
        found.other = tuple(v * number.value / figure.value for v in figure.other if figure.value)
        found.plain = figure.plain and found.last == first + 1
        found.decimals, found.grouping = figure.decimals, figure.grouping
    return _signed(tokens, found, free)


def _bare_point(tokens: Tokens, i: int) -> bool:
    """ ".001 per cent": a point with nothing before it"""
    free = not tokens.touches(i - 1) or tokens.word(i - 2) in ("$", "£", "€", "(", "~")
    return free and tokens.word(i - 1) == "." and tokens.touches(i) and tokens.is_kind(i, "digits")


def _suffix(tokens: Tokens, i: int, number: Cardinal) -> None:
    """Multiplies by a suffix or abbreviation: "3.5bn", "20k", "4.5m" where it is no metre."""
    if number.ended != "numeral":
        return
    j = number.last
    hyphen = tokens.word(j) in HYPHENS and tokens.touches(j) and tokens.touches(j + 1)
    if hyphen:
        j += 1
    money = _after_money(tokens, i)
    touching = tokens.touches(j)
    scale = scale_at(tokens, j, touching=touching, money=money)
    upper = tokens.printed(j).isupper()
    if scale is None and not touching and upper and len(tokens.word(j)) == 1 and tokens.word(j) in "mb":
        after = tokens.word(j + 1)
        scale = scale_at(tokens, j, touching=True) if after in lexicon().cue("counted") else None
    if scale is None or scale.style in ("word", "dozen") or number.value * scale.value > LARGEST:
        return
    word = tokens.word(j)
    if not money and not upper and word == "mm":
        return
    if not money and word == "m" and not upper and not _million(tokens, i, j):
        return
    if not money and word in ("k", "b") and upper and touching and number.value < 10 and not number.numeral.decimals:  # type: ignore[union-attr]
        return
    if not money and word == "b" and not upper:
        return
    if tokens.touches(j + 1) and tokens.is_kind(j + 1, "digits"):
        return
    number.value, number.scale, number.last, number.ended = number.value * scale.value, scale.value, j + 1, "scale"


def _million(tokens: Tokens, i: int, j: int) -> bool:
    """Is the "m" at ``j`` a million (people) and no metre?"""
    cue, after = lexicon().cue, tokens.word(j + 1)
    unit = None if tokens.new_line(j + 1) else unit_at(tokens, j + 1)
    if unit is not None and unit[1].kind in ("money", "time") and after not in cue("verb_words"):
        return True  # "320m kronor", "66m years old"
    if after in cue("length_after") or (tokens.word(j + 1) in HYPHENS and tokens.touches(j + 1)):
        return False
    for k in range(i - 1, max(i - 14, -1), -1):
        if (tokens.low[k] in ".;" and not tokens.touches(k + 1)) or tokens.new_line(k + 1):
            break
        if tokens.low[k] in cue("million_before"):
            return True
    if not tokens.is_kind(j + 1, "word") or tokens.new_line(j + 1):
        return False
    for k in (j + 1, j + 2, j + 3):
        word = tokens.word(k)
        if word in cue("counted") or lexicon().plural(word):
            return True
        if not tokens.is_kind(k, "word") or word in lexicon().cue("no_noun"):
            return False
    return False


def _after_money(tokens: Tokens, i: int) -> bool:
    found = lexicon().currency_before.matches(tokens, i - 1)
    return any(_same(tokens, first + 1, i - 1, symbol) for first, meanings in found for symbol, _ in meanings)


def _same(tokens: Tokens, first: int, last: int, symbol: str) -> bool:
    return bool(tokens.text[tokens.start[first] : tokens.end[last]] == symbol)


def _finish(tokens: Tokens, first: int, number: Cardinal) -> Expression:
    """Fractions, ratios, ordinals and scale words that follow a cardinal."""
    value, last, form = number.value, number.last, "words" if number.words else "digits"
    if tokens.word(first) in VULGAR and last == first + 1:
        scale = scale_at(tokens, last)
        if scale:
            return Expression(first, last + 1, value * scale.value, value * scale.value, "digits", scale=scale.value)
        return share(first, last, value * 100)
    part = fraction_after(tokens, number)
    if part is not None:
        last, value, shape_of = part
        scale = scale_at(tokens, last)
        s = last
        if shape_of == "fraction" and scale is None and tokens.word(last) == "of" and tokens.word(last + 1) in ARTICLES:
            scale, s = scale_at(tokens, last + 2), last + 2
        if (
            scale
            and value * scale.value < LARGEST
            and not (shape_of == "fraction" and s == last and scale.value < 1000)
        ):
            return Expression(first, s + 1, value * scale.value, value * scale.value, "words", scale=scale.value)
        if shape_of == "fraction":
            return share(first, last, value * 100)
        return Expression(first, last, value, value, form, scale=number.scale)
    ratio = ratio_after(tokens, number)
    if ratio is not None:
        return share(first, ratio[0], ratio[1] * 100, "ratio")
    ordinal = _ordinal_after(tokens, number)
    if ordinal is not None:
        return Expression(first, ordinal[0], ordinal[1], ordinal[1], "ordinal", kind="ordinal")
    return Expression(
        first, last, value, value, form, scale=number.scale if number.ended in ("scale", "hundred", "dozen") else 1.0
    )


def _ordinal_after(tokens: Tokens, number: Cardinal) -> tuple[int, float] | None:
    """ "21st", "twenty-first", "two hundred and tenth"."""
    j = number.last
    if number.ended == "numeral":
        word = tokens.word(j)
        stone = word == "st" and (number.value % 10 != 1 or number.value % 100 == 11)  # "weighs 14st"
        return (j + 1, number.value) if tokens.touches(j) and word in ("st", "nd", "rd", "th") and not stone else None
    if (tokens.word(j) in HYPHENS and tokens.touches(j)) or tokens.word(j) == "and":
        j += 1
    known = lexicon().words.get(tokens.word(j))
    if known is None or known.role != "ordinal" or tokens.new_line(j):
        return None
    if known.value >= 100:
        return j + 1, number.value * known.value if number.value * known.value < LARGEST else number.value
    if not number.words or (known.value <= 3 and number.ended != "tens" and tokens.word(number.last) != "and"):
        return None  # "$280 million first mortgage notes"
    return (j + 1, number.value + known.value) if number.ended in ("tens", "hundred", "scale") else None


def _ordinal(tokens: Tokens, i: int) -> Expression | None:
    known = lexicon().words.get(tokens.word(i))
    if known is None or known.role != "ordinal" or (tokens.low[i] == "second" and tokens.word(i - 1) == "per"):
        return None
    return Expression(i, i + 1, known.value, known.value, "ordinal", kind="ordinal")


def _point(tokens: Tokens, number: Cardinal) -> Cardinal | None:
    """ "five point five", "nought point nought three", "two hundred point seventy-one"."""
    if tokens.word(number.last) != "point" or number.ended not in ("ones", "teens", "tens", "hundred", "scale"):
        return None
    words, digits, j = lexicon().words, "", number.last + 1
    while (known := words.get(tokens.word(j))) is not None and known.role == "ones" and len(digits) < 15:
        digits, j = digits + str(int(known.value)), j + 1
    if not digits:
        inner = cardinal(tokens, j)
        if inner is None or not inner.words or inner.value >= 100:
            return None
        digits, j = str(int(inner.value)), inner.last
    scale = scale_at(tokens, j)
    value = number.value + int(digits) / 10 ** len(digits)
    if scale and value * scale.value < LARGEST:
        return Cardinal(j + 1, value * scale.value, scale=scale.value, ended="scale")
    return Cardinal(j, value, ended="point")


def _between(tokens: Tokens, i: int) -> bool:
    k = i - 1
    for _ in range(3):
        if tokens.word(k) in lexicon().cue("between"):
            return True
        k -= 1
    return False


def _signed(tokens: Tokens, found: Expression, free: int = 0) -> Expression:
    """A minus sign or the word before the number; a sign between two figures is a range's dash instead."""
    i = found.first
    if found.low is None or found.kind != "quantity":
        return found
    if tokens.word(i - 1) in MINUS and tokens.touches(i) and i - 1 >= free:
        before = tokens.word(i - 2)
        if tokens.minus(i - 2):
            found.first = i - 2
        elif (tokens.touches(i - 1) and before not in "<>=(~$£€[") or tokens.is_kind(i - 2, "digits") or before == "%":
            return found
        else:
            found.first = i - 1
    elif (
        tokens.minus(i - 1)
        and tokens.low[max(i - 3, 0) : i - 1] != ["plus", "or"]
        and not tokens.new_line(i)
        and i - 1 >= free
    ):
        found.first = i - 1
    elif tokens.word(i - 1) == "+" and tokens.touches(i) and not tokens.touches(i - 1) and i - 1 >= free:
        found.first, found.change = i - 1, "up"
        return found
    else:
        return found
    found.low, found.high = -(found.high or 0.0), -found.low
    return found
