"""What a number is when it is no quantity: year, date, time, age, ordinal, name, address, footnote, pronoun …"""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.names import name, noun_follows
from pipeline.quantities.years import date, whole, year

OLDEST = 125


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
    """``time`` where the number is a time of day ("7 a.m.", "half past seven"), else None."""
    if e.unit is not None or e.scale != 1.0 or not 0 <= e.number < 2400:
        return None
    word, cue = tokens.word(e.last), lexicon().cue
    if tokens.word(e.first - 1) in cue("clock_past") and tokens.word(e.first - 2) in cue("clock_part"):
        return "time" if e.number <= 12 else None  # "half past seven"
    if tokens.low[e.last : e.last + 2] == ["in", "the"] and tokens.word(e.last + 2) in cue("day_part"):
        return "time" if e.number <= 12 and tokens.word(e.first - 1) in cue("clock_before") else None
    if word in ("a", "p") and tokens.word(e.last + 1) in (".", "m") and tokens.word(e.last + 2) in ("m", ""):
        return "time"
    if word in cue("clock_after") and (word not in ("est", "hrs", "noon") or tokens.printed(e.last).isupper()):
        return "time"
    return (
        "time"
        if word in cue("clock_zone") and word != "local" and e.form == "digits" and tokens.printed(e.last).isupper()
        else None
    )


def _of_age(tokens: Tokens, e: Expression) -> bool:
    """ "Most of the dead were under 18", "half are over 65": an age that laws know, after a verb, with no noun to
    count.
    """
    cue, after = lexicon().cue, tokens.word(e.last)
    verb = tokens.word(e.first - 2)
    limit = tokens.word(e.first - 1) in cue("age_limit") and verb in cue("age_verb") | cue("age_verb_many")
    bare = not tokens.is_kind(e.last, "word") or after in cue("age_then")
    return limit and bare and after not in HYPHENS and f"{e.number:g}" in cue("legal_age")


def age(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """``age`` where the number is somebody's ("a 40-year-old"), and ``e`` then takes in its words; else None."""
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
    if after == "yo" or _of_age(tokens, e):
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
        named = tokens.word(e.first - 3) in cue("before_name")  # "his brother Dara, 29,", "said Cole, 61."
        name = tokens.capital(e.first - 3) or tokens.sentence_start(e.first - 2) or named
        told = named or after == ","
        return "age" if told and name and tokens.word(e.first - 2) not in cue("month") else None
    between_commas = before == "," and after == "," and not tokens.is_kind(e.last + 1, "digits")
    noun_before = tokens.is_kind(e.first - 2, "word") and tokens.word(e.first - 2) not in cue("month")
    if between_commas and noun_before and whole(e) and 15 <= e.number <= 105:
        return "age"  # "the second suspect, 24, fled"
    initial = tokens.word(e.first - 2) == "." and tokens.touches(e.first - 2) and len(tokens.word(e.first - 3)) == 1
    if (
        before == "("
        and after == ")"
        and e.form == "digits"
        and (tokens.capital(e.first - 2) or initial)
        and tokens.capital(e.first - 3)
    ):
        return "age"
    if before == "of" and tokens.word(e.first - 2) in cue("of_age") and not noun_follows(tokens, e.last):
        return "age"  # "a man of 62"
    if before in lexicon().cue("age_verb") and (
        not tokens.is_kind(e.last, "word") or after in lexicon().cue("age_then")
    ):
        who = tokens.word(e.first - 2)
        if who == "will":
            who = tokens.word(e.first - 3)
        return "age" if who in ("who", "he", "she", "i", "whom") else None
    return None


def footnote(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """``footnote`` ("[3]"), ``list`` ("2. Wash …" on a line of its own) or ``name`` ("Art. 5(2)"), else None."""
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
            return None if before == "only" else "partitive"  # "only one of the pumps works"
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
