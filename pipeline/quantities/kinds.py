"""What a number is when it is no quantity: year, date, time, age, ordinal, name, address, footnote, pronoun …"""

from __future__ import annotations

from itertools import pairwise

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.names import name, noun_follows
from pipeline.quantities.years import date, whole, year

OLDEST = 125
WICKETS, MOST_RUNS = 10, 1000  # of a side in an innings; the highest total in a Test match is 952 (1997)
MOST_GOALS = 15  # of one side; higher pairs after names are as likely seats or points of a poll


def classify(tokens: Tokens, expressions: list[Expression]) -> None:
    """Sets ``kind`` of every expression that is no quantity. The first rule that holds decides."""
    for n, e in enumerate(expressions):
        if e.kind not in ("quantity", "ordinal"):
            continue
        following = expressions[n + 1] if n + 1 < len(expressions) else None
        for rule in RULES if e.kind == "quantity" else (date,):
            kind = rule(tokens, e, following)
            if kind:
                e.kind = kind
                break
        _first_of_pair(tokens, expressions, n)


def _first_of_pair(tokens: Tokens, expressions: list[Expression], n: int) -> None:
    """In "16-18 Station Road" and "Flights 12 and 14" the number that is joined to a name is one as well."""
    if n == 0:
        return
    before, e = expressions[n - 1], expressions[n]
    if e.kind not in ("address", "date", "footnote") and not _in_brackets(tokens, e.last, e.last + 3):
        return
    if (
        before.kind == "quantity"
        and whole(before)
        and e.first == before.last + 1
        and tokens.word(before.last) in DASHES
    ):
        before.kind = e.kind


def time(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    if e.unit is not None or e.scale != 1.0 or not 0 <= e.number < 2400:
        return None
    word, cue = tokens.word(e.last), lexicon().cue
    if tokens.word(e.first - 1) in cue("clock_past") and tokens.word(e.first - 2) in cue("clock_part"):
        return "time" if e.number <= 12 else None  # "half past seven"
    if word in ("a", "p") and tokens.word(e.last + 1) in (".", "m") and tokens.word(e.last + 2) in ("m", ""):
        return "time"
    if word in cue("clock_after") and (word not in ("est", "hrs", "noon") or tokens.printed(e.last).isupper()):
        return "time"
    return (
        "time"
        if word in cue("clock_zone") and word != "local" and e.form == "digits" and tokens.printed(e.last).isupper()
        else None
    )


def age(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    cue, before, after = lexicon().cue, tokens.word(e.first - 1), tokens.word(e.last)
    if e.unit is not None and e.unit.kind == "time":
        k = e.last + (after in HYPHENS)
        if tokens.word(k) in ("old", "olds"):
            e.last = k + 1
            return "age"
        if after == "of" and tokens.word(e.last + 1) == "age":
            e.last += 2
            return "age"
        return "age" if before in cue("age_before") and before != "turn" else None
    if e.unit is not None or e.scale != 1.0 or e.decimals or not 0 <= e.number <= OLDEST:
        return None
    if (
        before in lexicon().cue("age_limit")
        and tokens.word(e.first - 2) in cue("aged_person")
        and not tokens.is_kind(e.last, "digits")
    ) and not noun_follows(tokens, e.last):
        return "age"
    if after == "yo":
        return "age"
    if before in cue("age_before") or (
        before in ("of", "to", "and", "between", "-") and tokens.word(e.first - 2) in ("age", "ages", "aged")
    ):
        return "age"
    if before in ("to", "and", "or", "-", "–") and tokens.word(e.first - 3) in ("aged", "ages"):
        return "age"
    if before == "between" and tokens.word(e.first - 2) in ("aged", "ages"):
        return "age"
    if (
        before == ","
        and after in (",", ".", ")", ";")
        and e.form == "digits"
        and tokens.capital(e.first - 2)
        and 3 <= e.number <= 110
    ):
        name = tokens.capital(e.first - 3) or tokens.sentence_start(e.first - 2)
        return "age" if after == "," and name and tokens.word(e.first - 2) not in cue("month") else None
    between_commas = before == "," and after == "," and not tokens.is_kind(e.last + 1, "digits")
    noun_before = tokens.is_kind(e.first - 2, "word") and tokens.word(e.first - 2) not in cue("month")
    if between_commas and noun_before and whole(e) and 15 <= e.number <= 105:
        return "age"  # "the second suspect, 24, fled"
    if (
        before == "("
        and after == ")"
        and e.form == "digits"
        and tokens.capital(e.first - 2)
        and tokens.capital(e.first - 3)
    ):
        return "age"
    if before in lexicon().cue("age_verb") and (
        not tokens.is_kind(e.last, "word") or after in lexicon().cue("age_then")
    ):
        who = tokens.word(e.first - 2)
        if who == "will":
            who = tokens.word(e.first - 3)
        return "age" if who in ("who", "he", "she", "i", "whom") else None
    return None


def footnote(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    if not whole(e) or e.number > 999:
        return None
    before, after = tokens.word(e.first - 1), tokens.word(e.last)
    if before == "[" and after == "]":
        return "footnote"
    if _in_brackets(tokens, e.last, e.last + 3) or _in_brackets(tokens, e.first - 1, e.last + 1):
        return "name"  # "Art. 5(2)"
    if (
        tokens.new_line(e.first)
        and after in (".", ")", ":")
        and tokens.touches(e.last)
        and not tokens.touches(e.last + 1)
        and e.number < 100
    ):
        return "list"
    if before == "(" and after == ")" and e.number < 10 and tokens.sentence_start(e.first - 1):
        return "list"
    return None


def _in_brackets(tokens: Tokens, first: int, last: int) -> bool:
    """Are tokens ``first`` to ``last`` a figure in brackets that touch it and the figure before?"""
    return (
        tokens.word(first) == "("
        and tokens.word(last - 1) == ")"
        and last - first == 3
        and all(tokens.touches(k) for k in range(first, last))
        and tokens.is_kind(first - 1, "digits")
        and tokens.is_kind(first + 1, "digits")
        and len(tokens.low[first + 1]) < 3
    )


def one(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """ "One" as a pronoun ("the one who"), as part of many ("one of them"), or as little more than an article."""
    cue, before, after = lexicon().cue, tokens.word(e.first - 1), tokens.word(e.last)
    if e.form != "words" or e.unit is not None or e.last - e.first != 1:
        return None
    if e.number == 1:
        if after == "of":
            return "partitive"
        if not tokens.is_kind(e.last, "word") and after not in HYPHENS and after != "%":
            return None if _in_list(tokens, e) else "pronoun"
        if after in ("to", "or", "and") and following is not None and following.first == e.last + 1:
            return None
        if before in cue("one_in_list") and (after in cue("clause_after") or not tokens.is_kind(e.last, "word")):
            return None  # "killed one and left …"
        if after in cue("one_after") or before in cue("one_before"):
            return "pronoun"
        if lexicon().hedges_before.longest(tokens, e.first - 1) or after in cue("one_counted"):
            return None
        return "article"
    if 2 <= e.number <= 9 and before in cue("the_pair") and after not in HYPHENS:
        return "reference"
    return None


def _in_list(tokens: Tokens, e: Expression) -> bool:
    return e.first == 0 or tokens.word(e.first - 1) in lexicon().cue("one_in_list")


RULES = (footnote, time, date, age, year, name, one)


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
    """ "Voted 51 to 49", "by 51 votes to 49": the two sides of a vote."""
    between, cue = tokens.low[e.last : f.first], lexicon().cue("vote_cue")
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
