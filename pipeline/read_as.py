"""Words that a parser takes for others: names in capitals ("IS", "WHO", "US"), the "close" of "sources close to her".

Those of ``data/lexicons/read_as.csv`` it sees under another word; other names are mended after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from pipeline.copied import PRINTED
from pipeline.knowledge import table
from pipeline.knowledge import words as listed
from pipeline.tokens import Doc


def as_read(
    nlp: Language, words: Sequence[str], spaces: Sequence[bool], sent_starts: list[bool | int | None] | None = None
) -> SpacyDoc:
    """The tokens for the parser: a name that looks like an ordinary word is shown under another ("IS" under "ISIS")."""
    names = {i: word for i, word in enumerate(words) if word in _names() and _misleads(words, i)}
    shown = [_names()[word][0] if i in names else word for i, word in enumerate(words)]
    doc = SpacyDoc(nlp.vocab, words=shown, spaces=list(spaces), sent_starts=sent_starts)
    doc.user_data[PRINTED] = names
    return doc


def _misleads(words: Sequence[str], i: int) -> bool:
    _, not_after, after, before = _names()[words[i]]
    left = words[max(i - 1, 0)].lower()
    if left in not_after or (after and left not in after):
        return False
    return _stands_out(words, i) and (not before or words[i + 1 : i + 2] == [before])


@cache
def _names() -> dict[str, tuple[str, frozenset[str], frozenset[str], str]]:
    """Word as printed → the word that the parser sees, words after which it stays as it is, words that must stand
    before it, the word that must stand after it."""
    rows = table("lexicons/read_as", "printed", "as", "not_after", "after", "before")
    return {
        row["printed"]: (row["as"], frozenset(listed(row["not_after"])), frozenset(listed(row["after"])), row["before"])
        for row in rows
    }


def _stands_out(words: Sequence[str], i: int) -> bool:
    """Are the words around one in capitals not all capitals too?"""
    return any(w.isalpha() and not w.isupper() for w in words[max(0, i - 2) : i + 3])


def are_names(doc: Doc) -> None:
    """ "WHO", "US" and "IT" are names where the words around them are not capitals too."""
    words = [t.text for t in doc]
    for token in doc:
        if token.pos_ == "PRON" and len(token) > 1 and token.is_upper and _stands_out(words, token.i):
            token.pos_, token.tag_ = "PROPN", "NNP"
