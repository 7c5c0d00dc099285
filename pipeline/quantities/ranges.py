"""Ranges: two numbers that are the two ends of one figure, and what they share: scale, unit, currency."""

from __future__ import annotations

from itertools import pairwise

from pipeline.quantities.expression import Expression
from pipeline.quantities.hedges import before
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

# Two numbers with "or" between are one uncertain figure only when they are of one size.
OR_FACTOR = 3.0


def join_ranges(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions with every two ends of a range made one."""
    joined: list[Expression] = []
    for e in expressions:
        if joined and (whole := _joined(tokens, joined[-1], e, joined[-2].last if len(joined) > 1 else 0)):
            joined[-1] = whole
        else:
            joined.append(e)
    for a, b in pairwise(joined):
        if a.pair == 1 and b.pair == 2 and a.unit is None:
            _share(a, b, "to")  # "from 24.2 to 33-35 billion euros": the second end was joined later
    return joined


LOWER, UPPER = ("at_least", "more_than"), ("up_to", "less_than")


def join_bounds(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """ "More than 100 but less than 300" is one range, when its two bounds enclose something."""
    joined: list[Expression] = []
    for e in expressions:
        a = joined[-1] if joined else None
        if a is not None and _encloses(tokens, a, e):
            low, high = (a.low, e.high) if a.bound in LOWER else (e.low, a.high)
            a.low, a.high, a.bound, a.last = low, high, "range", e.last
            a.unit, a.rate, a.hedge_last = a.unit or e.unit, a.rate or e.rate, max(a.hedge_last, e.hedge_last)
        else:
            joined.append(e)
    return joined


def _encloses(tokens: Tokens, a: Expression, b: Expression) -> bool:
    if a.kind != "quantity" or b.kind != "quantity" or b.hedge_first < 0:
        return False
    if not ((a.bound in LOWER and b.bound in UPPER) or (a.bound in UPPER and b.bound in LOWER)):
        return False
    lower, upper = (a, b) if a.bound in LOWER else (b, a)
    if lower.low is None or upper.high is None or lower.low >= upper.high:
        return False
    if (a.unit is not None and b.unit is None) or (a.unit and b.unit and a.unit.symbol != b.unit.symbol):
        return False
    between = [w for w in tokens.low[a.last : b.hedge_first] if w not in ("is", ",", "also")]
    return between in (["and"], ["but"], []) and b.hedge_first - a.last <= 3


def _joined(tokens: Tokens, a: Expression, b: Expression, free: int) -> Expression | None:
    if b.first - a.last > 7 or a.low is None or b.low is None or not tokens.low[a.last : b.first]:
        return None
    if a.kind == "quantity" and b.kind == "age" and a.unit is None and b.unit is not None:
        a.kind = "age" if tokens.word(a.last) in ("to", "-", "–", "or", "and") else a.kind
    if a.kind != b.kind or a.kind not in ("quantity", "ordinal", "age") or a.bound == "range" or a.form == "multiple":
        return None
    if tokens.new_line(b.first):
        return None
    hedged = Expression(b.first, b.last, b.low, b.high, b.form)
    before(tokens, hedged, a.last)
    start = hedged.hedge_first if hedged.hedge_first >= 0 else b.first
    middle = tokens.low[a.last : start]
    if tokens.word(a.last) in ("~", "∼") and b.first == a.last + 1:
        middle = ["~"]
    opened = _opener(tokens, a, free)
    if a.kind == "ordinal" and (opened != "between" or middle not in (["and"], ["and", "the"])):
        return None
    how = _connector(tokens, a, b, middle, opened)
    if not middle and opened and tokens.low[start : start + 2] == ["up", "to"]:
        how = "to"
    if how == "":
        return None
    if how == "suspended":
        _share(a, b, how)
        return None
    if how == "to" and _each_of_its_own(tokens, a, b) and _changed_by(tokens, a, b):
        return None
    scale, unit = a.scale, a.unit
    _share(a, b, how)
    if not _one_figure(a, b, how, opened):
        if a.unit_side == "shared" and not _pair(tokens, a, b, how, opened):
            if scale != a.scale:
                a.low, a.high, a.scale = a.number / a.scale, a.number / a.scale, scale
            a.unit = unit
        return None
    if _pair(tokens, a, b, how, opened):
        a.pair, b.pair = 1, 2
        return None
    return _range(tokens, a, b, how, opened, free)


def _each_of_its_own(tokens: Tokens, a: Expression, b: Expression) -> bool:
    """Has each number a unit of its own, or neither a unit nor a noun: no "add 10 to 40 jobs"?"""
    sides = ("after", "before")
    if a.unit_side in sides and b.unit_side in sides:
        return True
    after = tokens.word(b.last)
    bare = tokens.new_line(b.last) or not tokens.is_kind(b.last, "word") or after in lexicon().cue("no_noun")
    return a.unit is None and b.unit is None and bare and after not in HYPHENS


def _changed_by(tokens: Tokens, a: Expression, b: Expression) -> bool:
    """ "Shrank by 12,800 km2 to 78,000 km2", "rose £94 to £1,849", "fell 30.5 to 1,250": the step and the new level."""
    cue = lexicon().cue
    verbs = cue("rise") | cue("fall")
    if tokens.word(a.first - 1) == "by":
        return tokens.word(a.first - 2) in verbs
    far = b.number > OR_FACTOR * max(a.number, 1.0) and (a.unit is None or a.unit.kind != "share")
    return far and tokens.word(a.first - 1) in verbs


def _opener(tokens: Tokens, a: Expression, free: int) -> str:
    """The word that opens the range before ``a``: between, from, or nothing."""
    hedged = Expression(a.first, a.last, a.low, a.high, a.form)
    before(tokens, hedged, free)
    i = (hedged.hedge_first if hedged.hedge_first >= 0 else a.first) - 1
    if tokens.word(i) in ("the", "a", "an"):
        i -= 1
    if i < free:
        return ""
    word = tokens.word(i)
    if word in lexicon().cue("between") or (
        word in ("of", "from", "in") and tokens.word(i - 1) in lexicon().cue("range_of")
    ):
        return "between"
    return "from" if word in ("from", "between") else ""


def _connector(tokens: Tokens, a: Expression, b: Expression, middle: list[str], opened: str) -> str:
    """How the two are joined: to, dash, and, or, suspended; empty for not at all."""
    text = [w for w in middle if w != "the"]
    if text and text[0] in HYPHENS and len(text) > 1 and text[1] in ("or", "and", "to", ","):
        return "suspended" if tokens.touches(a.last) and b.unit_side == "after" else ""
    if (text and text[0] in HYPHENS and len(text) > 1 and text[1] == "to") or text == ["to", "-"]:
        return "to"
    if len(text) == 2 and text[0] == "up" and text[1] == "to":
        return "to" if opened else ""
    if len(text) != 1:
        return ""
    word = text[0]
    if word in lexicon().cue("to"):
        return "to"
    if word in DASHES or word in "~∼":
        tight, loose = tokens.touches(b.first), tokens.touches(a.last)
        return "dash" if (tight == loose and b.number >= 0) or (b.number >= 0 and word in "–—~∼") else ""
    if word == "and" and opened == "between":
        return "and"
    if word == "or":
        return "or"
    if word == "/" and tokens.touches(a.last) and a.unit_side == "before" and b.unit_side == "before":
        return "dash"
    return ""


def _share(a: Expression, b: Expression, how: str) -> None:
    """Lets the first end take the scale and unit of the second, or the second the currency of the first."""
    if a.unit is None and b.unit is not None and b.unit_side != "before":
        if how != "or" or b.unit.kind != "multiple":
            a.unit, a.unit_side, a.rate = b.unit, "shared", b.rate
    elif b.unit is None and a.unit is not None and (a.unit_side == "before" or how in ("dash", "and")):
        b.unit, b.unit_side, b.rate = a.unit, "shared", b.rate or a.rate
    if (
        a.scale == 1.0
        and b.scale > 1.0
        and how != "suspended"
        and a.unit_side != "after"  # "rose 3.4 percent to £9.6 billion": its unit has ended it
        and a.form in ("digits", "words")
        and a.number <= b.number / b.scale
    ):
        a.low, a.high, a.scale = a.number * b.scale, a.number * b.scale, b.scale
        if a.unit_side == "":
            a.unit_side = "shared"
    thousands = b.grouping and b.number % 1000 == 0 and b.scale == 1.0
    if how == "dash" and thousands and a.plain and a.unit_side != "after" and a.number < b.number / 1000:
        # "12-15,000 troops": the thousands are said once; the figure as printed stays as the other reading
        a.other = b.other = (a.number,)
        a.low = a.high = a.number * 1000


def _one_figure(a: Expression, b: Expression, how: str, opened: str) -> bool:
    if (a.unit.symbol if a.unit else "") != (b.unit.symbol if b.unit else ""):
        return False
    if a.form == "vague" or b.form == "vague":
        return a.form == b.form and how in ("to", "or") and a.number < b.number
    if how == "or":
        return a.number < b.number and (b.number <= OR_FACTOR * max(a.number, 1.0)) and a.form != "ordinal"
    return a.number < b.number or (opened == "from" and how == "to")


def _pair(tokens: Tokens, a: Expression, b: Expression, how: str, opened: str) -> bool:
    """Are these two figures of different times, "rose from 5 to 7 per cent", and no range?"""
    if how != "to" or opened != "from":
        return False
    if a.number > b.number:
        return True
    cue, i = lexicon().cue, a.first - 1
    for k in range(i, max(i - 8, -1), -1):
        word = tokens.word(k)
        if word in ".;" or tokens.new_line(k + 1):
            return False
        if word in cue("rise") or word in cue("fall"):
            return True
    return False


def _range(tokens: Tokens, a: Expression, b: Expression, how: str, opened: str, free: int) -> Expression:
    whole = Expression(
        a.first,
        b.last,
        a.low,
        b.high if b.high is not None else b.low,
        a.form,
        kind=a.kind if a.kind != "ordinal" else "ordinal",
        scale=b.scale,
        plain=a.plain and b.plain,
        decimals=max(a.decimals, b.decimals),
        grouping=a.grouping or b.grouping,
        bound="vague" if a.form == "vague" else "range",
        unit=a.unit or b.unit,
        rate=b.rate or a.rate,
        unit_side=b.unit_side or a.unit_side,
        rule=a.rule,
        range_dash=how == "dash",
        other=a.other if how == "dash" and a.other == b.other else (),
        pair=a.pair,
    )
    if opened:
        hedged = Expression(a.first, a.last, a.low, a.high, a.form)
        before(tokens, hedged, free)
        whole.hedge_first = (hedged.hedge_first if hedged.hedge_first >= 0 else a.first) - 1
    return whole
