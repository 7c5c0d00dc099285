"""Names with a number: flights, rooms, models, laws, ranks, indices, addresses."""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon
from pipeline.quantities.shapes import street
from pipeline.quantities.years import counted, whole

DAYS = 31  # of a month; "at the end of April 80 had claimed"


def name(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """Names with a number: flights, rooms, models, laws, ranks, indices, addresses."""
    if e.form == "words" and e.unit is None and e.scale == 1.0:
        return _spelled_name(tokens, e)
    if not (whole(e) or (e.form == "digits" and e.unit is None and e.decimals == 1 and e.scale == 1.0)):
        return None
    before = tokens.word(e.first - 1)
    if (
        tokens.word(e.last) in DASHES
        and tokens.touches(e.last)
        and tokens.touches(e.last + 1)
        and tokens.is_kind(e.last + 1, "digits")
    ) and not lexicon().names_before.longest(tokens, e.first - 1):
        return None  # a score or a range
    if before == "#" or (
        before in HYPHENS and tokens.touches(e.first) and tokens.capital(e.first - 2) and tokens.touches(e.first - 1)
    ):
        return "name"
    k = e.first - 1
    if tokens.word(k) in HYPHENS:
        k -= 1
    for first, meanings in reversed(lexicon().names_before.matches(tokens, k)):
        kind, capital = meanings[0]
        if tokens.new_line(e.first) or (capital and not tokens.capital(first + 1)):
            continue
        if capital and tokens.sentence_start(first + 1):
            hedge = lexicon().hedges_before.longest(tokens, k) is not None
            if hedge or (counted(tokens, e.last) and not e.decimals):
                continue  # "Under 30 of them stayed"
        if tokens.word(k) == "number" and (e.number >= 100 or tokens.word(first) in lexicon().cue("number_verb")):
            continue
        if kind == "rank" and e.decimals:
            continue  # "Yes 52.3, No 47.7"
        if kind == "index" and e.number % 5:
            continue  # "Congress 99, SP 37"
        return "rank" if kind == "rank" else "name"
    for last, meanings in lexicon().names_after.matches(tokens, e.last):
        if tokens.capital(e.last) or meanings[0][0] != "address":
            return "name" if last else None
    if street(tokens, e.last - 1):
        return "address"
    if tokens.capital(e.first - 1) and not tokens.sentence_start(e.first - 1) and not tokens.new_line(e.first):
        if len(before) == 2 and tokens.printed(e.first - 1).isupper() and e.number >= 10000:
            return "postcode"
        if (
            e.number < 10000
            and not e.decimals
            and not (before in lexicon().cue("month") and e.number > DAYS)
            and not _in_a_row(tokens, e)
            and (
                not noun_follows(tokens, e.last)
                or (e.number < 10 and tokens.word(e.first - 2) not in lexicon().cue("place_before"))
            )
        ):
            return "name"
    if _one_more(tokens, e) or _airliner(tokens, e):
        return "name"
    marked = not tokens.is_kind(e.first - 1, "word") or before in lexicon().cue("id_before")
    if (
        e.number >= 1e6
        and e.plain
        and marked
        and (tokens.new_line(e.last) or not tokens.is_kind(e.last, "word"))
        and before not in ("(", "~", "=", ",")
    ):
        return "id"
    return None


def _in_a_row(tokens: Tokens, e: Expression) -> bool:
    """ "Germany has 300 and France 271": a name, its figure, and a figure before."""
    if _row_goes_on(tokens, e.last):
        return True
    k = e.first - 1
    while k > e.first - 5 and tokens.capital(k):
        k -= 1
    if tokens.word(k) not in ("and", ",", ";", "while", "the") or tokens.printed(e.first - 1).endswith(("'s", "’s")):
        return tokens.printed(e.first - 1).endswith(("'s", "’s"))
    return any(tokens.is_kind(t, "digits") for t in range(max(k - 12, 0), k))


def _one_more(tokens: Tokens, e: Expression) -> bool:
    """Does the figure go on with a plural name: "14" of "Lines 12 and 14", "5" of "Articles 3, 4 and 5"?"""
    k = e.first - 1
    for _ in range(4):
        if tokens.word(k) not in lexicon().cue("name_joint") or not tokens.is_kind(k - 1, "digits"):
            return False
        if tokens.word(k - 2).endswith("s"):
            found = lexicon().names_before.longest(tokens, k - 2)
            return found is not None and tokens.capital(k - 2) and not noun_follows(tokens, e.last)
        k -= 2
    return False


def _airliner(tokens: Tokens, e: Expression) -> bool:
    """Is it a well-known airliner without its maker: "than the 737", "a 787 jet"?"""
    if not e.plain or tokens.word(e.first) not in lexicon().cue("airliner"):
        return False
    if tokens.word(e.last) in lexicon().cue("airliner_noun"):
        return True
    return tokens.word(e.first - 1) in lexicon().cue("model_before") and not noun_follows(tokens, e.last)


def _row_goes_on(tokens: Tokens, j: int) -> bool:
    """Does a row of names and figures go on: ", Congress 99" of "BJP 240, Congress 99"?"""
    k = j + 1
    while k < j + 5 and tokens.capital(k):
        k += 1
    return tokens.word(j) in (",", ";") and k > j + 1 and tokens.is_kind(k, "digits") and not tokens.touches(k)


def noun_follows(tokens: Tokens, j: int) -> bool:
    """Does a plural or another word that is counted follow?"""
    if tokens.new_line(j):
        return False
    for k in (j, j + 1):
        word = tokens.word(k)
        if word in lexicon().cue("counted") or word in lexicon().cue("harm"):
            return True
        if not tokens.is_kind(k, "word"):
            return False
        if lexicon().plural(word) and not tokens.capital(k) and k == j:
            return word not in lexicon().cue("no_plural")
    return False


def _spelled_name(tokens: Tokens, e: Expression) -> str | None:
    """A number word with a capital inside a sentence: "Group of Seven", "the Big Four", "Chapter Eleven"."""
    before = tokens.word(e.first - 1)
    found = lexicon().names_before.longest(tokens, e.first - 1)
    if found and (tokens.capital(e.first - 1) or (found[1][0] == "rank" and before == "number")):
        return "rank" if found[1][0] == "rank" else "name"
    if not tokens.capital(e.first) or tokens.sentence_start(e.first) or e.first == 0:
        return None
    if e.number > 20 or (
        tokens.printed(e.first).isupper() and len(before) > 1 and tokens.printed(e.first - 1).isupper()
    ):
        return None
    if before in ("of", "the") or tokens.capital(e.first - 1):
        return (
            "name"
            if tokens.capital(e.last) or tokens.capital(e.first - 1) or tokens.capital(e.first - 2) or before == "the"
            else None
        )
    return None
