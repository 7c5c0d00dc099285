"""What a number is when it is no quantity: year, date, time, age, ordinal, name, address, footnote, pronoun …"""

from __future__ import annotations

from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import DASHES, HYPHENS, Tokens
from pipeline.quantities.lexicon import lexicon

FIRST_YEAR, LAST_YEAR = 1100, 2100
LIKELY_FROM, LIKELY_TO = 1900, 2099
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
    if n == 0 or expressions[n].kind not in ("address", "date", "footnote"):
        return
    before, e = expressions[n - 1], expressions[n]
    if (
        before.kind == "quantity"
        and whole(before)
        and e.first == before.last + 1
        and tokens.word(before.last) in DASHES
    ):
        before.kind = e.kind


def whole(e: Expression) -> bool:
    """Plain digits, nothing with them."""
    return e.form == "digits" and e.plain and e.unit is None and e.scale == 1.0 and not e.rate


def date(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    if e.unit is not None or e.number != int(e.number) or not (0 < e.number <= 31 or _is_year(e)):
        return None
    before, after = _month_before(tokens, e.first), _month_after(tokens, e)
    if e.number <= 31 and (before or after):
        return "date"
    if e.number <= 31 and following is not None and _same_month(tokens, e, following):
        return "date"
    if (
        tokens.word(e.first - 1) in ("/", "-")
        and tokens.touches(e.first)
        and tokens.word(e.first - 2) in lexicon().cue("month")
    ):
        return "date"
    return None


def _month_before(tokens: Tokens, i: int) -> bool:
    months, k = lexicon().cue("month"), i - 1
    if tokens.word(k) == "." and tokens.word(k - 1) in lexicon().cue("month_short"):
        k -= 1
    if tokens.word(k) == "the":
        k -= 1
    if tokens.word(k) in months:
        return (
            tokens.word(k) not in ("may", "march", "mar", "dec", "sun", "sat")
            or (tokens.capital(k)
            and not tokens.new_line(i))
        )
    # "June 17-19", "5, 6 and 7 September": a day already found as one
    for _ in range(3):
        if tokens.word(k) in DASHES or tokens.word(k) in (",", "and", "to", "or"):
            if tokens.is_kind(k - 1, "digits") and len(tokens.low[k - 1]) <= 2:
                if tokens.word(k - 2) in months and tokens.capital(k - 2):
                    return True
                k -= 2
                continue
        break
    return False


def _month_after(tokens: Tokens, e: Expression) -> bool:
    k = e.last
    if tokens.word(k) == "of":
        k += 1
    if tokens.word(k) == "-" and tokens.touches(k):
        k += 1
    return tokens.word(k) in lexicon().cue("month") and tokens.capital(k) and not tokens.new_line(k)


def _same_month(tokens: Tokens, e: Expression, following: Expression) -> bool:
    """ "17-19 June", "5 and 6 September" """
    if following.first - e.last != 1 or tokens.word(e.last) not in ("and", "to", "or", ",", *DASHES):
        return False
    return following.unit is None and following.number <= 31 and _month_after(tokens, following)


def time(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    if e.unit is not None or e.scale != 1.0 or not 0 <= e.number < 2400:
        return None
    word, cue = tokens.word(e.last), lexicon().cue
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
        before in ("under", "over", "below", "above")
        and tokens.word(e.first - 2) in cue("aged_person")
        and not tokens.is_kind(e.last, "digits")
    ):
        if not _noun_follows(tokens, e.last):
            return "age"
    if after == "yo":
        return "age"
    if (
        before in cue("age_before")
        or (before in ("of", "to", "and", "between", "-")
        and tokens.word(e.first - 2) in ("age", "ages", "aged"))
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
    if before == "," and after == "," and whole(e) and 15 <= e.number <= 105 and tokens.is_kind(e.first - 2, "word"):
        if tokens.word(e.first - 2) not in cue("month") and not tokens.is_kind(e.last + 1, "digits"):
            return "age"  # "the second suspect, 24, fled"
    if (
        before == "("
        and after == ")"
        and e.form == "digits"
        and tokens.capital(e.first - 2)
        and tokens.capital(e.first - 3)
    ):
        return "age"
    if before in ("was", "is", "be", "were", "am", "'m", "turned") and (
        not tokens.is_kind(e.last, "word") or after in ("when", "by", "and", "at")
    ):
        who = tokens.word(e.first - 2)
        if who == "will":
            who = tokens.word(e.first - 3)
        return "age" if who in ("who", "he", "she", "i", "whom") else None
    return None


def year(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    cue, before, after = lexicon().cue, tokens.word(e.first - 1), tokens.word(e.last)
    if after in cue("era") or (before in cue("era") and tokens.printed(e.first - 1).isupper()):
        return (
            "year"
            if e.unit is None and e.scale == 1.0 and (tokens.printed(e.last).isupper() or before == "ad")
            else None
        )
    if e.form == "words" and e.unit is None:
        return _spoken_year(tokens, e, following)
    if whole(e) and tokens.touches(e.last) and after == "s":
        round_year = e.number % 10 == 0 and (_is_year(e) or e.number < 100)
        e.last += 1
        return "decade" if round_year else "name"
    if whole(e) and before == "'" and tokens.touches(e.first) and e.number < 100:
        return "year"
    if (
        whole(e)
        and e.number < 100
        and before in DASHES
        and tokens.touches(e.first)
        and tokens.is_kind(e.first - 2, "digits")
    ):
        opening = tokens.low[e.first - 2]
        if (
            len(opening) == 4
            and FIRST_YEAR <= int(opening) <= LAST_YEAR
            and int(opening) % 100 < e.number
            and not _counted(tokens, e.last)
        ):
            return "year"
    if not whole(e) or not _is_year(e):
        return None
    if (
        tokens.word(e.last) in DASHES
        and following is not None
        and following.first == e.last + 1
        and following.unit is not None
    ):
        return None
    joined = (
        (after in ("to", "-", "–") and before not in cue("year_strong")) or (after == "and" and before in cue("between"))
    )
    if (
        joined
        and following is not None
        and following.first == e.last + 1
        and not ((_is_year(following) and whole(following)) or following.number < 100)
    ):
        return None
    likely = LIKELY_FROM <= e.number <= LIKELY_TO
    if before in HYPHENS and tokens.word(e.first - 2) in cue("period_prefix"):
        return "year"
    hedged = lexicon().hedges_before.longest(tokens, e.first - 1)
    if hedged and likely and tokens.word(hedged[0]) in ("since", "in", "until"):
        before = tokens.word(hedged[0])
    counted = _counted(tokens, e.last)
    if not likely:
        return "year" if before in cue("year_strong") and not counted and not tokens.is_kind(e.last, "word") else None
    if counted:
        return "year" if before in ("in", "since", "'s") or before in cue("month") else None
    if hedged and before not in cue("year_before") and before not in ("another",):
        return None
    return "year"


def _is_year(e: Expression) -> bool:
    return FIRST_YEAR <= e.number <= LAST_YEAR and e.number == int(e.number)


def _spoken_year(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    """ "nineteen eighty-four" reads as two numbers."""
    if following is not None and following.first == e.last and following.form == "words" and following.unit is None:
        if 11 <= e.number <= 20 and 10 <= following.number < 100 and e.last - e.first == 1:
            following.kind = "year"
            return "year"
    return None


def _counted(tokens: Tokens, j: int) -> bool:
    """Does something that is counted follow?"""
    if tokens.new_line(j):
        return False
    word = tokens.word(j)
    return word in lexicon().cue("counted") or (
        tokens.word(j + 1) in lexicon().cue("counted")
        and tokens.is_kind(j, "word")
        and not tokens.new_line(j + 1)
        and tokens.word(j).endswith(("an", "ed", "ian", "ese", "ish", "al", "new", "ry"))
    )


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
    ):
        if not lexicon().names_before.longest(tokens, e.first - 1):
            return None  # a score or a range
    if (
        before == "#"
        or (before in HYPHENS
        and tokens.touches(e.first)
        and tokens.capital(e.first - 2)
        and tokens.touches(e.first - 1))
    ):
        return "name"
    k = e.first - 1
    if tokens.word(k) in HYPHENS:
        k -= 1
    for first, meanings in reversed(lexicon().names_before.matches(tokens, k)):
        kind, capital = meanings[0]
        if tokens.new_line(e.first) or (capital and not tokens.capital(first + 1)):
            continue
        if capital and tokens.sentence_start(first + 1) and _counted(tokens, e.last):
            continue
        if tokens.word(k) == "number" and (e.number >= 100 or tokens.word(first) in ("now", "they", "who", "could")):
            continue
        return "rank" if kind == "rank" else "name"
    for last, meanings in lexicon().names_after.matches(tokens, e.last):
        if tokens.capital(e.last) or meanings[0][0] != "address":
            return "name" if last else None
    if _address(tokens, e):
        return "address"
    if tokens.capital(e.first - 1) and not tokens.sentence_start(e.first - 1) and not tokens.new_line(e.first):
        if len(before) == 2 and tokens.printed(e.first - 1).isupper() and e.number >= 10000:
            return "postcode"
        if (
            e.number < 10000
            and not e.decimals
            and not _in_a_row(tokens, e)
            and (
                not _noun_follows(tokens, e.last)
                or (e.number < 10
                and tokens.word(e.first - 2) not in ("in", "at", "near", "from", "on", "for"))
            )
        ):
            return "name"
    marked = not tokens.is_kind(e.first - 1, "word") or before in ("id", "code", "key", "account")
    if (
        e.number >= 1e6
        and e.plain
        and marked
        and not tokens.is_kind(e.last, "word")
        and before not in ("(", "~", "=", ",")
    ):
        return "id"
    return None


def _in_a_row(tokens: Tokens, e: Expression) -> bool:
    """ "Germany has 300 and France 271": a name, its figure, and a figure before."""
    k = e.first - 1
    while k > e.first - 5 and tokens.capital(k):
        k -= 1
    if tokens.word(k) not in ("and", ",", ";", "while", "the") or tokens.printed(e.first - 1).endswith(("'s", "’s")):
        return tokens.printed(e.first - 1).endswith(("'s", "’s"))
    return any(tokens.is_kind(t, "digits") for t in range(max(k - 12, 0), k))


def _noun_follows(tokens: Tokens, j: int) -> bool:
    """Does a plural or another word that is counted follow?"""
    if tokens.new_line(j):
        return False
    for k in (j, j + 1):
        word = tokens.word(k)
        if word in lexicon().cue("counted") or word in lexicon().cue("harm"):
            return True
        if not tokens.is_kind(k, "word"):
            return False
        if (
            word.endswith("s")
            and not word.endswith(("ss", "us", "is", "'s"))
            and len(word) > 3
            and not tokens.capital(k)
            and k == j
        ):
            return word not in ("was", "has", "says", "index", "goes", "does")
    return False


def _address(tokens: Tokens, e: Expression) -> bool:
    """ "10 Downing Street", "16 Industrial Avenue" """
    for k in range(e.last, e.last + 4):
        if not tokens.capital(k):
            return False
        if k > e.last:
            for _, meanings in lexicon().names_after.matches(tokens, k):
                if meanings[0][0] == "address":
                    return True
    return False


def _spelled_name(tokens: Tokens, e: Expression) -> str | None:
    """A number word with a capital inside a sentence: "Group of Seven", "the Big Four", "Chapter Eleven"."""
    before = tokens.word(e.first - 1)
    found = lexicon().names_before.longest(tokens, e.first - 1)
    if found and (tokens.capital(e.first - 1) or (found[1][0] == "rank" and before == "number")):
        return "rank" if found[1][0] == "rank" else "name"
    if not tokens.capital(e.first) or tokens.sentence_start(e.first) or e.first == 0:
        return None
    if e.number > 20 or (tokens.printed(e.first).isupper() and len(before) > 1 and tokens.printed(e.first - 1).isupper()):
        return None
    if before in ("of", "the") or tokens.capital(e.first - 1):
        return (
            "name"
            if tokens.capital(e.last) or tokens.capital(e.first - 1) or tokens.capital(e.first - 2) or before == "the"
            else None
        )
    return None


def footnote(tokens: Tokens, e: Expression, following: Expression | None) -> str | None:
    if not whole(e) or e.number > 999:
        return None
    before, after = tokens.word(e.first - 1), tokens.word(e.last)
    if before == "[" and after == "]":
        return "footnote"
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
        if after in cue("one_after") or before in cue("one_before"):
            return "pronoun"
        if lexicon().hedges_before.longest(tokens, e.first - 1) or after in cue("one_counted"):
            return None
        return "article"
    if 2 <= e.number <= 9 and before in cue("the_pair") and after not in HYPHENS:
        return "reference"
    return None


def _in_list(tokens: Tokens, e: Expression) -> bool:
    return e.first == 0 or tokens.word(e.first - 1) in (
        "killed",
        "killing",
        "wounded",
        "injured",
        "injuring",
        "minus",
        "percent",
    )


RULES = (footnote, time, date, age, year, name, one)


def scores(tokens: Tokens, expressions: list[Expression]) -> None:
    """ "3-1", "52-48": two plain figures joined by a hyphen, near a word of winning, losing or voting."""
    for n, e in enumerate(expressions):
        if e.kind != "quantity" or not (e.form == "digits" and e.unit is None and e.scale == 1.0):
            continue
        if e.bound == "range" and e.range_dash and e.plain and _scored(tokens, e.first, e.last):
            e.kind = "score"
        if n + 1 < len(expressions):
            f = expressions[n + 1]
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


def _scored(tokens: Tokens, first: int, last: int) -> bool:
    cue = lexicon().cue("score_cue")
    return tokens.word(last) not in lexicon().cue("counted") and any(
        tokens.word(k) in cue for k in (*range(max(first - 4, 0), first), *range(last, last + 3))
    )
