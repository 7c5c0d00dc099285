"""Direction of change: is the figure a rise or a fall ("rose 3%", "down 68p", "a 5% cut"), or a level?"""

from __future__ import annotations

from pipeline.model import Change
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens
from pipeline.quantities.lexicon import lexicon

WITHIN = 6  # words between a verb of change and its figure


def attach_changes(tokens: Tokens, expressions: list[Expression]) -> None:
    """Sets ``change`` where a figure says by how much something rose or fell, and on both ends of "from … to …"."""
    for n, e in enumerate(expressions):
        if e.kind != "quantity":
            continue
        if e.pair == 1:
            other = expressions[n + 1]
            direction: Change | None = "up" if other.number > e.number else "down" if other.number < e.number else None
            e.change = other.change = direction
        elif e.pair == 0 and e.change is None and e.form != "multiple":
            e.change = _before(tokens, e, expressions[n - 1].last if n else 0) or _after(tokens, e)
        if n and e.change is None:
            _same_again(tokens, expressions[n - 1], e)


def _same_again(tokens: Tokens, a: Expression, b: Expression) -> None:
    """The same figure once more in another unit: "fell 190 points, or 0.6%", "more than 7 miles (11 km)"."""
    between = tokens.low[a.last : b.hedge_first if b.hedge_first >= 0 else b.first]
    if a.unit is None and len(between) in (2, 3) and tokens.is_kind(a.last, "word"):
        between = between[1:]  # "190 points, or 0.6%"
    bracketed = between == ["("] and tokens.word(b.last) == ")"
    if (
        a.kind != "quantity"
        or a.bound == "range"
        or not (bracketed or (between in ([",", "or"], ["or"]) and a.unit is not b.unit))
    ):
        return
    b.change = a.change
    if bracketed and b.bound == "exact" and a.bound in ("more_than", "at_least", "up_to", "less_than"):
        lower = a.bound in ("more_than", "at_least")
        b.low, b.high, b.bound = (b.low, None, a.bound) if lower else (None, b.high, a.bound)


def _before(tokens: Tokens, e: Expression, free: int) -> Change | None:
    cue = lexicon().cue
    i = (e.hedge_first if e.hedge_first >= 0 else e.first) - 1
    for k in range(i, max(i - WITHIN, free - 1), -1):
        word = tokens.word(k)
        no_change = tokens.word(k + 1) in lexicon().cue("no_change") or tokens.word(k - 1) in cue("phrasal")
        if word in ("up", "down") and no_change:
            return None
        if word in cue("raise_money") and k == i and e.unit is not None and e.unit.kind == "money":
            return None
        if word in cue("rise"):
            return "up"
        if word in cue("fall"):
            return "down"
        if word == "to" or (word not in cue("moved") and word != "of"):
            return None
        if word == "of" and tokens.word(k - 1) not in cue("rise") and tokens.word(k - 1) not in cue("fall"):
            return None
    return None


def _after(tokens: Tokens, e: Expression) -> Change | None:
    word, cue = tokens.word(e.last), lexicon().cue
    if e.unit is None or tokens.new_line(e.last):
        return None
    if word in cue("rise_noun"):
        return "up"
    return "down" if word in cue("fall_noun") else None
