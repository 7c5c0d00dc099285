"""Hedges: what stands around a number and makes it a bound ("at least", "or so", "-odd", "an estimated")."""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

MOST_HEDGES = 4
DIRECTED = frozenset(("at_least", "more_than", "up_to", "less_than"))


def attach_hedges(tokens: Tokens, expressions: list[Expression]) -> None:
    """Sets the bound of every number from the hedges on either side of it, and opens the end that they leave open."""
    for n, e in enumerate(expressions):
        if e.kind not in ("quantity", "age") or e.low is None:
            continue
        free = expressions[n - 1].last if n else 0
        stop = expressions[n + 1].first if n + 1 < len(expressions) else len(tokens)
        bounds = before(tokens, e, free) + _after(tokens, e, stop)
        if not lexicon().cue("inner_hedge").isdisjoint(tokens.low[e.first : e.last]):
            bounds.append("about")  # "20-odd thousand"
        directed = next((b for b in bounds if b in DIRECTED), None)
        e.approximate = "about" in bounds
        _apply(e, directed or ("about" if "about" in bounds else None))


def before(tokens: Tokens, e: Expression, free: int) -> list[str]:
    """Bounds of the hedges before, nearest first; moves ``hedge_first`` to the first of them."""
    i, bounds = e.first - 1, []
    for _ in range(MOST_HEDGES):
        if i >= free and tokens.word(i) in HYPHENS and tokens.touches(i + 1) and tokens.touches(i):
            i -= 1
        if i < free or tokens.new_line(i + 1):
            break
        found = lexicon().hedges_before.longest(tokens, i)
        if found is None or found[0] + 1 < free:
            break
        if tokens.word(i) in lexicon().cue("hedge_or_place") and not _hedges(tokens, e, i):
            break
        i = found[0]
        e.hedge_first = i + 1
        if found[1].bound:
            bounds.append(found[1].bound)
    return bounds


def _hedges(tokens: Tokens, e: Expression, i: int) -> bool:
    """Is the preposition at ``i`` a hedge here? "Over the 20 years" has an article and never comes here."""
    return tokens.word(i - 1) not in lexicon().cue("place_verb")


def _after(tokens: Tokens, e: Expression, stop: int) -> list[str]:
    if e.last >= stop or tokens.new_line(e.last):
        return []
    found = lexicon().hedges_after.longest(tokens, e.last)
    if found is None or found[0] > stop:
        return []
    word = tokens.word(e.last)
    if word == "+" and not tokens.touches(e.last):
        return []
    if word == "and" and (
        found[0] == stop or tokens.word(found[0]) in ("than", "about", "around", "a", "an", "some", "$", "£", "€")
    ):
        return []  # "300 and more than 20 …" begins another number
    if word in lexicon().cue("hedge_of_next") and (found[0] == stop or tokens.is_kind(found[0], "digits")):
        return []
    if word == "or" and tokens.word(found[0]) in ("than",):
        return []
    if (
        (word == "something" or tokens.word(found[0] - 1) == "something")
        and e.low is not None
        and e.low % 10 == 0
        and e.low < 100
    ):
        e.high, e.bound, e.rule = e.low + 9, "vague", "hedges:-something"
        e.hedge_last = found[0]
        return []
    e.hedge_last = found[0]
    return [found[1].bound] if found[1].bound else []


def _apply(e: Expression, bound: str | None) -> None:
    if bound is None or (e.bound == "range" and bound == "about"):
        return
    if bound == "about":
        e.bound = e.bound if e.bound == "vague" else "about"
    elif bound in ("at_least", "more_than"):
        if e.bound != "range":
            e.bound, e.high = bound, None  # type: ignore[assignment]
    elif e.bound != "range":
        e.bound, e.low, e.high = bound, None, e.high  # type: ignore[assignment]
