"""Vague words and the ranges that ``data/lexicons/vague.csv`` gives them: "several hundred", "most"."""

from __future__ import annotations

import math

from pipeline.quantities.cardinals import scale_at
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import Vague, lexicon


def vague(tokens: Tokens, i: int) -> Expression | None:
    """The vague number that begins at token ``i``."""
    found = lexicon().vague.longest(tokens, i)
    if found is None:
        return None
    last, row = found
    if row.role == "share":
        return _share(tokens, i, last, row)
    if tokens.word(last) in HYPHENS and tokens.touches(last):
        return None
    s = last + (tokens.word(last) == "of")
    scale = scale_at(tokens, s)
    if scale and scale.style in ("word", "dozen") and not tokens.new_line(s) and not math.isnan(row.low_times):
        plural = tokens.word(s).endswith("s")
        if plural or row.role == "few":
            top = row.high_times * scale.value
            # "several dozen" stays under a hundred, as "dozens" does.
            high = (
                row.high
                if row.low == row.high
                else min(top, 100.0) - 1
                if scale.style == "dozen" and row.role == "few"
                else top - 1
            )
            high = row.high * scale.value if row.low == row.high else high
            return Expression(
                i, s + 1, row.low_times * scale.value, high, "vague", scale=scale.value, bound="vague", rule=row.rule
            )
    if row.role == "few" and not _counts(tokens, i, last):
        return None
    if row.role == "plural" and tokens.word(i - 1) in lexicon().cue("plural_before"):
        return None
    exact = row.low == row.high
    return Expression(i, last, row.low, row.high, "vague", bound="about" if exact else "vague", rule=row.rule)


def _counts(tokens: Tokens, i: int, last: int) -> bool:
    """Does "few" count something here, and is it no mere "few" (hardly any)?"""
    if tokens.word(i) == "few":
        found = lexicon().units.longest(tokens, last)
        return bool(found and found[1][1].kind == "time")
    return tokens.is_kind(last, "word") and tokens.word(i - 1) not in ("quite", "the same")


def _share(tokens: Tokens, i: int, last: int, row: Vague) -> Expression | None:
    before, after = tokens.word(i - 1), tokens.word(last)
    if tokens.word(i) in ("the", "whole") and tokens.word(last - 1) == "of":
        k = last + (tokens.word(last) in lexicon().cue("pointed"))
        if _is_period(tokens, k):
            return None
    if tokens.word(i) == "most":
        if before in lexicon().cue("superlative_before") or tokens.touches(i):
            return None
        plural = lexicon().plural(after) or after in lexicon().cue("person_noun")
        if after == "of":
            k = last + 1 + (tokens.word(last + 1) in ("the", "this", "that", "my", "his", "her", "their", "last", "a"))
            if _is_period(tokens, k):
                return None
        elif not plural or after in lexicon().cue("superlative_after"):
            return None
    return Expression(
        i,
        last,
        row.low,
        row.high,
        "vague",
        bound="exact" if row.low == row.high else "vague",
        unit=lexicon().by_symbol["percent"],
        rule=row.rule,
    )


def _is_period(tokens: Tokens, k: int) -> bool:
    """ "most of the year", "the whole of October": how long, and no share."""
    cue = lexicon().cue
    return tokens.word(k) in cue("period_of") or (tokens.word(k) in cue("month") and tokens.capital(k))


def all_or_none(tokens: Tokens, i: int) -> Expression | None:
    """ "all of its territory" after a verb of losing or holding, "none of them", "no one was hurt"."""
    cue, word = lexicon().cue, tokens.word(i)
    if word == "all":
        k = i + 1 + (tokens.word(i + 1) == "of")
        if tokens.word(i - 1) in cue("whole_before") and tokens.word(k) in cue("whole_after"):
            return Expression(i, i + 1, 100.0, 100.0, "fraction", unit=lexicon().by_symbol["percent"])
        return None
    if word == "no" and (tokens.word(i + 1) in cue("none_of") or tokens.word(i + 2) in cue("none_of")):
        return _no_such(tokens, i)
    if word not in ("none", "no", "nobody") or (word == "no" and tokens.word(i + 1) != "one"):
        return None
    last = i + 2 if word == "no" else i + 1
    if tokens.word(i - 1) in cue("harm") and not tokens.is_kind(last, "word"):
        return Expression(i, last, 0.0, 0.0, "words")  # "killed nobody"
    if word == "none" and (tokens.word(last) == "of" or (tokens.word(i - 1) in cue("clause") and _was(tokens, last))):
        return Expression(i, last, 0.0, 0.0, "words")
    verb = last
    while verb < last + 3 and tokens.word(verb) in cue("was"):
        verb += 1
    if (verb > last and tokens.word(verb) in cue("harm")) or tokens.word(last) in cue("harm"):
        return Expression(i, last, 0.0, 0.0, "words")
    return None


def _was(tokens: Tokens, j: int) -> bool:
    return tokens.word(j) in lexicon().cue("was") and tokens.is_kind(j + 1, "word")


def _no_such(tokens: Tokens, i: int) -> Expression | None:
    """ "No deaths were reported", "no new cases": a count of zero."""
    cue = lexicon().cue
    k = i + 1 if tokens.word(i + 1) in cue("none_of") else i + 2
    if k == i + 2 and tokens.word(i + 1) not in cue("none_which"):
        return None
    singular = not lexicon().plural(tokens.word(k)) and tokens.word(k) + "s" in cue("none_of")
    if singular or tokens.new_line(i + 1):
        return None  # "there is no case", "no victim should wait"
    return Expression(i, i + 1, 0.0, 0.0, "words")
