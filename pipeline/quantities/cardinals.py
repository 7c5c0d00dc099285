"""Cardinal numbers: a figure or number words, then scale words ("4 thousand 3 hundred and 21")."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quantities.lexer import HYPHENS, Tokens
from pipeline.quantities.lexicon import Scale, lexicon
from pipeline.quantities.numerals import VULGAR, Numeral, numeral
from pipeline.quantities.powers import TIMES_SIGNS, exponent, power

# Beyond the septillions nobody counts; also keeps every product finite.
LARGEST = 1e33
ARTICLES = frozenset(("a", "an"))


@dataclass(slots=True)
class Cardinal:
    """A cardinal number: where it ends, its value, and how it was written."""

    last: int
    value: float
    scale: float = 1.0
    words: bool = True
    ended: str = "ones"  # the role of its last word: numeral, ones, teens, tens, hundred, scale, dozen
    numeral: Numeral | None = None
    article: bool = False


def scale_at(tokens: Tokens, j: int, touching: bool = False, money: bool = False) -> Scale | None:
    """The scale word at token ``j``; suffixes only when they touch the figure before ("20k", "$3.5bn")."""
    word = tokens.word(j)
    scales = lexicon().scales
    scale = scales.get(word)
    if scale is None:
        plural = scales.get(word[:-1]) if word.endswith("s") else None
        return plural if plural and plural.style in ("word", "dozen") else None
    if scale.style in ("word", "dozen", "abbreviation"):
        return scale
    if scale.style == "suffix" or (scale.style == "money" and money):
        return scale if touching or money else None
    return None


def cardinal(tokens: Tokens, i: int, between: bool = False) -> Cardinal | None:
    """The longest cardinal that begins at token ``i``. ``between`` keeps an "and" for the range around it."""
    found = _begin(tokens, i)
    if found is None:
        return None
    total, group = 0.0, found.value
    smallest = float("inf")  # the last scale; a later one must be smaller, or multiply it
    j, last = found.last, found.ended
    while True:
        k, joined = j, ""
        word = tokens.word(k)
        odd = k + (word in HYPHENS and tokens.touches(k))
        if tokens.word(odd) in lexicon().cue("inner_hedge") and _scale_word(tokens.word(odd + 1)) and j == found.last:
            k, word = odd + 1, tokens.word(odd + 1)  # "20-odd thousand"
        if word in HYPHENS and k + 1 < len(tokens):
            k, joined = k + 1, "-"
            word = tokens.word(k)
        elif word == "and" and last in ("hundred", "scale"):
            k, joined = k + 1, "and"
            word = tokens.word(k)
        if not word or tokens.new_line(j) or (joined == "-" and tokens.glued[j] != tokens.glued[k]):
            break
        known = lexicon().words.get(word)
        scale = _scale_word(word) if joined != "and" else None
        if scale is not None:
            if scale.style == "dozen":
                if last in ("scale", "hundred", "dozen"):
                    break
                group, last, found.scale = group * 12, "dozen", 12.0
                j = k + 1
                break
            if scale.value == 100:
                if last not in ("ones", "teens", "tens", "numeral", "article") or group >= 100:
                    break
                group, last, found.scale = group * 100, "hundred", 100.0
            elif last == "scale":
                if total * scale.value > LARGEST or scale.value < 1000 or smallest > scale.value * 1000:
                    break
                total, smallest, found.scale = total * scale.value, scale.value, found.scale * scale.value
            elif scale.value >= smallest or group * scale.value > LARGEST:
                break
            else:
                total, group, smallest, last = total + group * scale.value, 0.0, scale.value, "scale"
                found.scale = scale.value
            j = k + 1
            continue
        if known is not None and known.role in ("ones", "teens", "tens") and _fits(known.role, last, joined):
            if joined == "and" and not _belongs(tokens, k, last, smallest, between):
                break
            if (
                joined in ("and", "")
                and not found.words
                and (smallest > 1000 or not joined)
                and last == "scale"
                and not _scale_word(tokens.word(_small(tokens, k)))
            ):
                break  # "5 million and two men", "$16 million two years later"
            if last == "scale":
                group = 0.0
            if last in ("scale", "hundred", "tens") and known.value < smallest:
                group, last, found.scale, j = group + known.value, known.role, 1.0, k + 1
                continue
            break
        if tokens.is_kind(k, "digits") and not found.words and last in ("scale", "hundred") and joined != "-":
            inner = numeral(tokens, k)
            scaled = inner is not None and _scale_word(tokens.word(inner.last))
            if inner is None or not inner.plain or inner.value >= min(smallest, 100 if last == "hundred" else smallest):
                break
            if (scaled and last == "hundred") or (joined == "and" and smallest > 1000 and last == "scale"):
                break
            if joined != "and" and not (scaled and scaled.value < smallest):
                break
            if not 0 < inner.value < 1000 or (scaled and scaled.value >= smallest):
                break
            group = (group if last == "hundred" else 0.0) + inner.value
            last, found.scale, j = "numeral", 1.0, inner.last
            continue
        break
    found.last, found.value, found.ended = j, total + (group if last != "scale" else 0.0), last
    if found.article and last == "article":
        return None
    return found


def _begin(tokens: Tokens, i: int) -> Cardinal | None:
    """The first figure or word of a cardinal."""
    if tokens.is_kind(i, "digits"):
        figure = numeral(tokens, i)
        if figure is None or figure.version:
            return None
        value, last = figure.value, figure.last
        if tokens.word(last) in VULGAR and (tokens.touches(last) or tokens.gap(last) == " "):
            over, under = VULGAR[tokens.word(last)]
            value, last = value + over / under, last + 1
        raised = power(tokens, last) or (exponent(tokens, last) if tokens.low[i] == "10" and last == i + 1 else None)
        if raised is not None:
            value = raised[1] if tokens.word(last) not in TIMES_SIGNS else value * raised[1]
            last = raised[0]
            if abs(value) > LARGEST:
                return None
        return Cardinal(last, value, words=False, ended="numeral", numeral=figure)
    if tokens.word(i) in VULGAR:
        over, under = VULGAR[tokens.word(i)]
        return Cardinal(i + 1, over / under, words=False, ended="numeral")
    known = lexicon().words.get(tokens.word(i))
    if known is not None and known.role in ("ones", "teens", "tens"):
        return Cardinal(i + 1, known.value, ended=known.role)
    if tokens.word(i) in ARTICLES and not tokens.new_line(i + 1):
        scale = _scale_word(tokens.word(i + 1))
        if scale is not None and not tokens.word(i + 1).endswith("s"):
            return Cardinal(i + 1, 1.0, ended="article", article=True)
    return None


def _scale_word(word: str) -> Scale | None:
    scales = lexicon().scales
    scale = scales.get(word) or (scales.get(word[:-1]) if word.endswith("s") else None)
    return scale if scale is not None and scale.style in ("word", "dozen") else None


def _fits(role: str, last: str, joined: str) -> bool:
    if last == "tens":
        return role == "ones" and joined != "and"
    return last in ("scale", "hundred") and joined != "-"


def _belongs(tokens: Tokens, k: int, last: str, smallest: float, between: bool) -> bool:
    """Does the number after "and" go on with the one before ("two hundred and ten"), or begin another?"""
    inner = _small(tokens, k)
    after = tokens.word(inner + 1) if tokens.word(inner) in HYPHENS and tokens.touches(inner) else tokens.word(inner)
    if _sub_value(tokens, k, inner) < _denominator(after):
        return False  # "two million and three fifths"
    if between and after != "and":
        return False
    if after in ("of", "who", "that", "which") and tokens.word(k) == "one":
        return False
    scale = _scale_word(after)
    if scale is None:
        return True
    return scale.value > 100 and not between if last == "hundred" else scale.value < smallest


def _denominator(word: str) -> float:
    """Value of a denominator ("fifths" 5, "quarters" 4), 0 for any other word."""
    words = lexicon().words
    known = words.get(word) or words.get(word[:-1])
    if known is None or word == "seconds":
        return 0.0
    return known.value if known.role == "part" or (known.role == "ordinal" and word.endswith("s")) else 0.0


def _sub_value(tokens: Tokens, k: int, inner: int) -> float:
    words = lexicon().words
    return sum(words[tokens.low[t]].value for t in range(k, inner) if tokens.low[t] in words)


def _small(tokens: Tokens, k: int) -> int:
    """The first token beyond a number word under a hundred."""
    words = lexicon().words
    known, j = words.get(tokens.word(k)), k + 1
    if known is not None and known.role == "tens":
        if tokens.word(j) in HYPHENS:
            j += 1
        following = words.get(tokens.word(j))
        return j + 1 if following is not None and following.role == "ones" else k + 1
    return j
