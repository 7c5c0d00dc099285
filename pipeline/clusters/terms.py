"""What an article is about: its names, the kinds of event that it tells of, and its rare words.

Names alone tie together whatever happens in one country, and a short article has few. A word tells the more the rarer
it is in English at large; nothing is taken from other articles, so that no article changes what another is about.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import repeat
from operator import mul

from pipeline.knowledge import settings, table, words
from pipeline.model import Article

_WORD = re.compile(r"[a-z][a-z'’-]{2,}")
_NAME = re.compile(r"[A-Z][^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END = {". ", "\n\n", "! ", "? ", "” ", '" '}
_CALENDAR = {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name}
_TITLE = 2  # a word of the title counts as often as so many of the text


def article_terms(article: Article) -> dict[str, float]:
    """The heaviest terms of an article, with weights of unit length: half of it names and events, half rare words."""
    names: Counter[str] = Counter()
    rare: Counter[str] = Counter()
    for text, weight in ((article.title, _TITLE), (article.text, 1)):
        names.update({name: n * weight for name, n in Counter(_named(text)).items()})
        told = Counter(_WORD.findall(text.lower()))
        names.update({event: n * weight for event, n in _events(told).items()})
        rare.update({f"word:{_base(word)}": n * weight for word, n in told.items()})
    both = [
        _heaviest({w: 1 + math.log(n) for w, n in names.items() if w not in _CALENDAR}),
        _heaviest({w: (1 + math.log(n)) * rarity(w.removeprefix("word:")) for w, n in rare.items()}),
    ]
    return {w: v / math.sqrt(len(both)) for half in both for w, v in half.items()}


def alikeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two articles' telling words, 0–1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(map(mul, a.values(), map(b.get, a, repeat(0.0))))


@lru_cache(maxsize=65_536)
def rarity(word: str) -> float:
    """How much a word tells, from 0 for the commonest: after Spärck Jones (1972) with the word's rank for its count.

    Zipf's law makes the one the inverse of the other.
    """
    rules = settings("matching")["terms"]
    if word in _CALENDAR:
        return 0.0
    rank = _ranks().get(word, rules["unlisted"])
    return max(0.0, math.log(rank / rules["common"]))


def _heaviest(weights: Mapping[str, float]) -> dict[str, float]:
    kept = sorted((w for w in weights if weights[w] > 0), key=lambda w: (-weights[w], w))
    kept = kept[: settings("matching")["terms"]["kept"]]
    length = math.sqrt(sum(weights[w] ** 2 for w in kept)) or 1.0
    return {w: weights[w] / length for w in kept}


def _named(text: str) -> list[str]:
    """Words with a capital that begin no sentence, in lower case."""
    found = _NAME.finditer(text)
    return [m.group().lower() for m in found if m.start() and text[m.start() - 2 : m.start()] not in _SENTENCE_END]


def _events(told: Mapping[str, int]) -> Counter[str]:
    kinds = _event_words()
    out: Counter[str] = Counter()
    for word, n in told.items():
        if word in kinds:
            out[f"event:{kinds[word]}"] += n
    return out


@lru_cache(maxsize=65_536)
def _base(word: str) -> str:
    """The word without the ending of a genitive or of a plural whose singular is known."""
    word = re.sub(r"['’]s?$", "", word)
    one = word.removesuffix("s")
    return one if len(word) > 4 and one in _ranks() else word


@cache
def _ranks() -> Mapping[str, int]:
    rows = table("lexicons/common_words", "rank", "words")
    return {word: int(row["rank"]) + n for row in rows for n, word in enumerate(words(row["words"]))}


@cache
def _event_words() -> dict[str, str]:
    return {word: row["event"] for row in table("lexicons/events", "event", "words") for word in words(row["words"])}
