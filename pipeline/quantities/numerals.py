"""Figures: digits with their separators, and the ways one printed figure can be read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quantities.lexer import GROUPING_SPACES, Tokens

# Longer runs are no figures anybody compares: identifiers, keys, dumps.
MOST_DIGITS = 18
SEPARATORS = frozenset(".,'·٬")
VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅐": (1, 7),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅑": (1, 9),
    "⅒": (1, 10),
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed figure: where it ends, its likeliest value and the others it could mean.

    ``version`` marks digit groups that are no figure at all ("1.2.3").
    """

    last: int
    value: float
    other: tuple[float, ...] = ()
    plain: bool = False
    decimals: int = 0
    grouping: str = ""
    version: bool = False


def numeral(tokens: Tokens, i: int) -> Numeral | None:
    """The figure that begins with the digits at token ``i``; None when it is too long to be one."""
    groups, marks, last = _groups(tokens, i)
    if any(len(g) > MOST_DIGITS for g in groups) or len(groups) > 7:
        return None
    if not marks:
        spaced = _spaced(tokens, i)
        if spaced:
            return spaced
        return Numeral(last, float(int(groups[0])), plain=True)
    return _read(tokens, i, groups, marks, last)


def _groups(tokens: Tokens, i: int) -> tuple[list[str], list[str], int]:
    """Digit groups that touch each other through a separator, the separators, and the first token beyond."""
    groups, marks, j = [tokens.low[i]], [], i + 1
    while len(groups) < 9 and tokens.touches(j) and tokens.low[j] in SEPARATORS and tokens.is_kind(j + 1, "digits"):
        if not tokens.touches(j + 1):
            break
        marks.append(tokens.low[j])
        groups.append(tokens.low[j + 1])
        j += 2
    return groups, marks, j


def _read(tokens: Tokens, i: int, groups: list[str], marks: list[str], last: int) -> Numeral:
    whole, tail = groups[:-1], groups[-1]
    kinds = set(marks)
    western = len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    if len(kinds) == 1:
        mark = marks[0]
        if western and (mark == "," or len(marks) > 1 or mark not in ".·") and not groups[0].startswith("0"):
            value = _int(groups)
            # One comma before three digits is a decimal comma in half of Europe.
            other = (_decimal(groups[0], tail),) if mark == "," and len(marks) == 1 else ()
            return Numeral(last, value, other, grouping=mark)
        if mark == "," and _indian(groups):
            return Numeral(last, _int(groups), grouping=mark)
        if len(marks) == 1:
            if mark in ".·":
                value = _decimal(groups[0], tail)
                thousands = western and not groups[0].startswith("0")
                return Numeral(last, value, (_int(groups),) if thousands else (), decimals=len(tail), grouping="")
            if mark == "," and (len(tail) <= 2 or groups[0] == "0"):
                return Numeral(last, _decimal(groups[0], tail), decimals=len(tail))
        if mark == ".":
            return Numeral(last, 0.0, version=True)
    elif len(kinds) == 2 and marks[-1] in ".," and marks[-1] not in marks[:-1] and len(set(marks[:-1])) == 1:
        grouped = len(groups[0]) <= 3 and all(len(g) == 3 for g in whole[1:])
        if grouped or _indian(whole):
            return Numeral(last, _decimal("".join(whole), tail), decimals=len(tail), grouping=marks[0])
    # A list without spaces ("1,2,3"): the first figure only, the rest is read on its own.
    return Numeral(i + 1, float(int(groups[0])), plain=True)


def _spaced(tokens: Tokens, i: int) -> Numeral | None:
    """Thousands parted by spaces ("1 414 021"), with decimals at the end ("1 234 567.89")."""
    first = tokens.low[i]
    if len(first) > 3 or first.startswith("0"):
        return None
    if i and tokens.kind[i - 1] == "digits" and tokens.gap(i) in GROUPING_SPACES:
        return None
    groups, j = [first], i + 1
    while (
        j < len(tokens)
        and tokens.kind[j] == "digits"
        and len(tokens.low[j]) == 3
        and tokens.gap(j) in GROUPING_SPACES
        and len(groups) < 7
    ):
        groups.append(tokens.low[j])
        j += 1
    follows = tokens.word(j) if tokens.touches(j) else ""
    if len(groups) == 1 or (follows and tokens.kind[j] == "word" and follows.isalpha() and len(follows) > 2):
        return None
    if j < len(tokens) and tokens.kind[j] == "digits":
        return None
    if follows in (".", ",") and tokens.touches(j + 1) and tokens.kind[j + 1] == "digits":
        if follows == "," and len(tokens.low[j + 1]) == 3:
            return None
        return Numeral(j + 2, _decimal("".join(groups), tokens.low[j + 1][:MOST_DIGITS]), grouping=" ", decimals=1)
    if follows in HYPHEN_OR_COLON and tokens.touches(j + 1) and tokens.is_kind(j + 1, "digits"):
        return None
    return Numeral(j, _int(groups), grouping=" ")


HYPHEN_OR_COLON = frozenset((":", "/"))


def _indian(groups: list[str]) -> bool:
    return len(groups) > 2 and len(groups[0]) <= 2 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[1:-1])


def _int(groups: list[str]) -> float:
    return float(int("".join(groups)))


def _decimal(whole: str, fraction: str) -> float:
    return float(f"{int(whole)}.{int(fraction):0{len(fraction)}d}")
