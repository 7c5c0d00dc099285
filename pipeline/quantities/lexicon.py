"""What the grammar knows about words, read once from ``data/lexicons``."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.errors import DataError
from pipeline.knowledge import table, words
from pipeline.quantities.lexer import HYPHENS, Tokens, lex


class Phrases:
    """Phrases of one or more tokens, each with what it can mean; finds the longest one at a token.

    Takes time in the length of the longest phrase only. A hyphen between two words of the text may stand for a space
    of the phrase ("square-kilometre").
    """

    def __init__(self, backwards: bool = False) -> None:
        self._root: dict[str, Any] = {}
        self._step = -1 if backwards else 1

    def add(self, phrase: str, meaning: Any) -> None:
        """One phrase of any number of words; of several meanings the one added first counts."""
        node = self._root
        for word in lex(phrase).low[:: self._step]:
            node = node.setdefault(word, {})
        node.setdefault("", []).append(meaning)

    def longest(self, tokens: Tokens, i: int) -> tuple[int, Any] | None:
        """The longest phrase beginning at token ``i`` (ending there, when built backwards).

        Gives the first token that is no part of it, and its first meaning.
        """
        found = self.matches(tokens, i)
        return (found[-1][0], found[-1][1][0]) if found else None

    def matches(self, tokens: Tokens, i: int) -> list[tuple[int, list[Any]]]:
        """All phrases at token ``i``, shortest first: the first token that is no part of it, and its meanings."""
        node, low, step = self._root, tokens.low, self._step
        found: list[tuple[int, list[Any]]] = []
        while 0 <= i < len(low):
            below = node.get(low[i])
            if below is None:
                if low[i] in HYPHENS and node is not self._root and tokens.touches(i) and tokens.touches(i + 1):
                    i += step
                    continue
                break
            if node is not self._root and tokens.new_line(i if step > 0 else i + 1):
                break
            node = below
            i += step
            if "" in node:
                found.append((i, node[""]))
        return found


@dataclass(frozen=True, slots=True)
class Word:
    """A number word: its value and its place in the grammar of numbers."""

    value: float
    role: str  # ones, teens, tens, nil, ordinal, part


@dataclass(frozen=True, slots=True)
class Scale:
    """A word or suffix that multiplies the number before it."""

    value: float
    style: str  # word, dozen, abbreviation, suffix (touches its figure), money (touches it, after a currency)


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague word's range, alone (low–high) and in front of a scale word (times the scale); ``rule`` names its row."""

    low: float
    high: float
    low_times: float
    high_times: float
    role: str  # few, plural, share
    rule: str


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a hedging phrase makes of the number beside it; ``bound`` is None when it changes nothing."""

    bound: str | None


@dataclass(frozen=True, slots=True)
class Multiple:
    """A word that says how many times: its value, and the words that must or must not follow."""

    value: float
    only_before: frozenset[str]
    never_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a currency by its symbol or code."""

    symbol: str
    kind: str  # money, share, multiple, length, …
    pint: str = ""
    norm: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One word for a unit, how many of them, and what they are per: "mbpd" is a million barrels a day."""

    unit: Unit
    times: float
    per: str


@dataclass(slots=True)
class Lexicon:
    """Everything of ``data/lexicons`` that the grammar of quantities reads."""

    words: dict[str, Word] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    vague: Phrases = field(default_factory=Phrases)
    multiples: dict[str, Multiple] = field(default_factory=dict)
    hedges_before: Phrases = field(default_factory=lambda: Phrases(backwards=True))
    hedges_after: Phrases = field(default_factory=Phrases)
    currency_before: Phrases = field(default_factory=lambda: Phrases(backwards=True))
    units: Phrases = field(default_factory=Phrases)
    units_before: Phrases = field(default_factory=lambda: Phrases(backwards=True))
    abbreviations: Phrases = field(default_factory=Phrases)
    by_symbol: dict[str, Unit] = field(default_factory=dict)
    cues: dict[str, frozenset[str]] = field(default_factory=dict)
    names_before: Phrases = field(default_factory=lambda: Phrases(backwards=True))
    names_after: Phrases = field(default_factory=Phrases)
    names_whole: Phrases = field(default_factory=Phrases)
    starters: frozenset[str] = frozenset()
    _singular_endings: tuple[str, ...] = ()

    def cue(self, kind: str) -> frozenset[str]:
        """The words of one row of ``not_quantities.csv`` or ``quantity_cues.csv``."""
        return self.cues[kind]

    def plural(self, word: str) -> bool:
        """Does ``word``, in lower case, look like a plural?"""
        return len(word) > 3 and word.endswith("s") and not word.endswith(self._singular_endings)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read at first use. Raises DataError for a malformed row."""
    known = Lexicon()
    starters: set[str] = set()
    for row in table("lexicons/number_words", "word", "value", "role"):
        known.words[row["word"]] = Word(_real(row["value"], "number_words"), row["role"])
    for row in table("lexicons/scales", "words", "value", "style"):
        for word in words(row["words"]):
            known.scales[word] = Scale(_real(row["value"], "scales"), row["style"])
    for row in table("lexicons/vague", "words", "low", "high", "role"):
        low, high = _real(row["low"], "vague"), _real(row["high"], "vague")
        times = [_real(row[c], "vague") if row.get(c) else math.nan for c in ("low_times", "high_times")]
        for phrase in words(row["words"]):
            meaning = Vague(low, high, times[0], times[1], row["role"], f"vague:{words(row['words'])[0]}")
            known.vague.add(phrase, meaning)
            starters.add(lex(phrase).low[0])
    for row in table("lexicons/multiples", "word", "value", "only_before", "never_before"):
        only, never = frozenset(words(row["only_before"])), frozenset(words(row["never_before"]))
        known.multiples[row["word"]] = Multiple(_real(row["value"], "multiples"), only, never)
    for row in table("lexicons/hedges", "words", "side", "bound"):
        side = known.hedges_before if row["side"] == "before" else known.hedges_after
        for phrase in words(row["words"]):
            side.add(phrase, Hedge(row["bound"] or None))
    for row in table("lexicons/currencies", "code", "symbols", "words"):
        unit = known.by_symbol[row["code"]] = Unit(row["code"], "money")
        for symbol in words(row["symbols"]):
            known.currency_before.add(symbol, (symbol, unit))
            if not symbol.isalpha() or len(symbol) > 2 or not symbol.isascii():
                known.units.add(symbol, (symbol, unit))
        for phrase in words(row["words"]):
            known.units.add(phrase, ("", unit))
    for row in table("lexicons/units", "unit", "words", "kind", "pint", "norm"):
        unit = known.by_symbol[row["unit"]] = Unit(row["unit"], row["kind"], row["pint"], row["norm"])
        for phrase in words(row["words"]):
            # Two letters or fewer are symbols: "MW" is no "mW", "5 G" no "5 g".
            known.units.add(phrase, (phrase if len(phrase) <= 2 and phrase.isalpha() else "", unit))
    for row in table("lexicons/unit_abbreviations", "words", "unit", "times", "per"):
        short = Abbreviation(known.by_symbol[row["unit"]], _real(row["times"], "unit_abbreviations"), row["per"])
        for phrase in words(row["words"]):
            known.abbreviations.add(phrase, short)
    for row in table("lexicons/units_before", "unit", "words"):
        for phrase in words(row["words"]):
            known.units_before.add(phrase, known.by_symbol[row["unit"]])
    for name in ("lexicons/quantity_cues", "lexicons/not_quantities"):
        for row in table(name, "kind", "words"):
            known.cues[row["kind"]] = known.cues.get(row["kind"], frozenset()) | frozenset(words(row["words"]))
    for row in table("lexicons/number_names", "side", "kind", "words"):
        for phrase in words(row["words"]):
            if row["side"] == "whole":
                known.names_whole.add(phrase, phrase)
                starters.add(lex(phrase).low[0])
                continue
            # A capital in the table asks for one in the text: "Area 51", but "an area 51 miles wide".
            side = known.names_before if row["side"] == "before" else known.names_after
            side.add(phrase, (row["kind"], phrase[0].isupper()))
    words_that_begin = {word for word, known_word in known.words.items() if known_word.role != "nil"}
    known._singular_endings = tuple(known.cues["singular_endings"])
    known.starters = frozenset(
        starters | words_that_begin | known.multiples.keys() | set("a an all none no nobody".split())
    )
    return known


def _real(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise DataError(f"{cell!r} is no number", where=f"data/lexicons/{where}.csv", hint="Write digits")
    return value
