"""Scores of games and votes, which are no quantities: "3-1", "52-48", "Leeds 3, Hull 1", "312 for 7"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.names import noun_follows

WICKETS, MOST_RUNS = 10, 1000  # of a side in an innings; the highest total in a Test match is 952 (1997)
MOST_GOALS = 15  # of one side; higher pairs after names are as likely seats or points of a poll


def scores(tokens: Tokens, expressions: list[Expression]) -> None:
    """ "3-1", "52-48": two plain figures joined by a hyphen, near a word of winning, losing or voting, or in a row."""
    _scores(tokens, expressions)
    for a, b in (*pairwise(expressions), *pairwise(reversed(expressions))):
        # "6-4, 3-6, 7-6": what stands between scores is one
        between = tokens.low[min(a.last, b.last) : max(a.first, b.first)]
        dashed = b.kind == "quantity" and b.bound == "range" and b.range_dash and b.plain and b.unit is None
        if a.kind == "score" and dashed and len(between) < 3 and all(w in ",()and" for w in between):
            b.kind = "score"


def _result(tokens: Tokens, e: Expression, f: Expression) -> bool:
    """ "Leeds 3, Hull 1": two names with a small figure each, and nothing else in the line."""
    if f.kind != "quantity" or not (e.plain and f.plain) or f.unit is not None or max(e.number, f.number) > MOST_GOALS:
        return False
    between = range(e.last + 1, f.first)
    first = e.first - 1
    while first > e.first - 5 and tokens.capital(first - 1) and not tokens.sentence_start(first):
        first -= 1
    return (
        tokens.word(e.last) == ","
        and 0 < len(between) < 5
        and all(tokens.capital(k) for k in (*between, first))
        and (tokens.sentence_start(first) or tokens.word(first - 1) == ";")
        and (f.last >= len(tokens) or tokens.new_line(f.last) or tokens.low[f.last] in ".;(")
    )


def _scores(tokens: Tokens, expressions: list[Expression]) -> None:
    for n, e in enumerate(expressions):
        if e.kind != "quantity" or not (e.form == "digits" and e.unit is None and e.scale == 1.0):
            continue
        if n and _hangs_on(tokens, expressions[n - 1], e):
            e.kind = expressions[n - 1].kind
            continue
        if e.bound == "range" and e.range_dash and e.plain and _scored(tokens, e.first, e.last):
            e.kind = "score"
        if tokens.word(e.last) in HYPHENS and tokens.word(e.last + 1) in lexicon().cue("nil") and e.plain:
            e.kind, e.last = "score", e.last + 2
            continue
        if n + 1 < len(expressions):
            f = expressions[n + 1]
            if _proportion(tokens, e, f):
                e.kind = f.kind = "ratio"
            if _vote(tokens, e, f) or _result(tokens, e, f) or _innings(tokens, e, f):
                e.kind = f.kind = "score"
            dashed = (
                f.first == e.last + 1
                and tokens.word(e.last) in DASHES
                and tokens.touches(e.last)
                and tokens.touches(f.first)
            )
            if (
                dashed
                and f.kind == "quantity"
                and f.form == "digits"
                and e.plain
                and f.number <= e.number < 1000
                and f.unit is None
            ):
                e.kind = f.kind = "score"
                f.low = abs(f.number)
                f.high = f.low


def _hangs_on(tokens: Tokens, a: Expression, e: Expression) -> bool:
    """Does a hyphen join a plain figure to a score or a name in digits: "4-4-2", "Boeing 737-800"?"""
    k = e.first - 1
    joined = k == a.last and tokens.word(k) in HYPHENS and tokens.touches(k) and tokens.touches(e.first)
    return (
        joined and e.plain and e.unit is None and a.kind in ("score", "name") and tokens.is_kind(a.last - 1, "digits")
    )


def _proportion(tokens: Tokens, e: Expression, f: Expression) -> bool:
    """ "A 3-to-1 margin", "a 2-for-1 split": two figures joined by a hyphened word, the larger first."""
    return (
        tokens.low[e.last : f.first] in (["-", "to", "-"], ["-", "for", "-"])
        and all(tokens.touches(k) for k in range(e.last, f.first + 1))
        and f.kind == "quantity"
        and f.unit is None
        and e.number > f.number
    )


def _vote(tokens: Tokens, e: Expression, f: Expression) -> bool:
    """ "Voted 51 to 49", "by 51 votes to 49", "backed it 31 to 12": the two sides of a vote."""
    between, cue = tokens.low[e.last : f.first], lexicon().cue("vote_cue")
    if e.number > f.number:  # a range would begin with the lower one
        cue = cue | lexicon().cue("vote_verb")
    if f.kind != "quantity" or f.unit is not None or not (e.plain and f.plain):
        return False
    if between == ["to"] or between == ["votes", "to"]:
        return between[0] == "votes" or any(tokens.word(k) in cue for k in range(max(e.first - 4, 0), e.first))
    return False


def _innings(tokens: Tokens, e: Expression, f: Expression) -> bool:
    """ "Made 312 for 7": the runs and wickets of a side at cricket."""
    return (
        tokens.low[e.last : f.first] == ["for"]
        and tokens.word(e.first - 1) in lexicon().cue("innings_before")
        and f.form == "digits"
        and f.kind == "quantity"
        and f.unit is None
        and f.plain
        and e.plain
        and f.number <= WICKETS
        and f.number < e.number < MOST_RUNS
        and not noun_follows(tokens, f.last)
    )


def _scored(tokens: Tokens, first: int, last: int) -> bool:
    cue = lexicon().cue("score_cue")
    return tokens.word(last) not in lexicon().cue("counted") and any(
        tokens.word(k) in cue for k in (*range(max(first - 4, 0), first), *range(last, last + 3))
    )
