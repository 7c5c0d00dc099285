"""The regular forms of English words."""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"


def inflections(word: str) -> Iterator[str]:
    """The regular forms of an English base form, as noun and as verb, with the base form first.

    >>> sorted(inflections("stop"))
    ['stop', 'stopped', 'stopping', 'stops']
    """
    yield word
    last, before = word[-1:], word[-2:-1]
    if not word.isalpha() and "-" not in word:
        return
    if last == "y" and before not in _VOWELS:
        yield from (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
        return
    yield word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if last == "e":
        yield from (word + "d", word[:-1] + "ing")
    elif _doubles(word):
        yield from (word + last + "ed", word + last + "ing")
    else:
        yield from (word + "ed", word + "ing")
        if last == "l":  # British and American spelling: travelled, traveled
            yield from (word + "led", word + "ling")
    if word.endswith("man"):
        yield word[:-3] + "men"


def _doubles(word: str) -> bool:
    """One syllable ending in a single consonant after a single vowel: stop, ban, trap."""
    return (
        len(word) >= 3
        and word[-1] not in "aeiouwxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
        and sum(c in _VOWELS for c in word) == 1
    )
