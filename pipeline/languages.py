"""Tells which language a text is in, so that what is not English can be turned away by name.

English is settled by its function words, which are a third of any English page and hardly any of others; only what has
few of them is handed to py3langid (a fixed model inside the package: nothing is downloaded, the same text gives the
same
answer).
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.knowledge import settings

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_LOOKED_AT = 6_000  # characters from the start, and as many from the middle
_LAST_LATIN = "\u0250"  # Latin letters with all their marks come before it
_UNDETERMINED = "und"  # ISO 639-2 for a text without words


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code of the language and how sure that is, 0–1; ("und", 0.0) for a text without words.

    A short text is taken for English unless its letters or words clearly say otherwise: wrongly turning away a headline
    costs more than reading one that says nothing.
    """
    limits = settings("thresholds/languages")
    middle = len(text) // 2
    sample = text[:_LOOKED_AT] + (" " + text[middle : middle + _LOOKED_AT] if len(text) > 2 * _LOOKED_AT else "")
    plain = sample.isascii()
    words = _WORD.findall(sample.lower()) if plain else [w.casefold() for w in _WORD.findall(sample)]
    if not words:
        return _UNDETERMINED, 0.0
    latin = 1.0 if plain else sum(max(w) < _LAST_LATIN for w in words) / len(words)
    english = sum(map(STOP_WORDS.__contains__, words)) / len(words)
    if latin > limits["latin_share"] and english >= limits["english_share"]:
        return "en", min(1.0, 0.5 + english)
    guess, sure = _identifier().classify(" ".join(words))
    sure = float(sure)
    if guess == "en":
        return "en", sure
    if latin > limits["latin_share"]:
        # English without articles ("Turkey quake: 11,000 dead") looks like any language to a model
        few = len(words) < limits["few_words"]
        if sure < limits["sure"] or (few and (english > 0 or sure < limits["sure_of_few"])):
            return "en", 1.0 - sure if few else english
    return guess, sure


def name(code: str) -> str:
    """The language's English name, or the code itself where none is known."""
    return str(settings("thresholds/languages")["names"].get(code, code))


def code(words: str) -> str:
    """ISO 639-1 code of a language as people and programs name it: "en-GB", "English", "eng"; the words, where none
    is known.

    Of three letters the first two are taken where they are a code: nearly always right for the languages of news.
    """
    plain = words.strip().lower()
    first = re.split(r"[-_]", plain)[0]
    named = {str(name).lower(): code for code, name in settings("thresholds/languages")["names"].items()}
    return named.get(plain) or (
        first[:2] if len(first) == 3 and first not in named.values() and first[:2] in named.values() else first
    )


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
