"""Names in capitals that look like ordinary words: "IS", "WHO", "US".

The parser takes such a name for the word. Those of ``data/lexicons/read_as.csv`` it sees under another name; the others
are mended after it.
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
    names = {
        i: word
        for i, word in enumerate(words)
        if word in _names() and _stands_out(words, i) and words[max(i - 1, 0)].lower() not in _names()[word][1]
    }
    shown = [_names()[word][0] if i in names else word for i, word in enumerate(words)]
    doc = SpacyDoc(nlp.vocab, words=shown, spaces=list(spaces), sent_starts=sent_starts)
    doc.user_data[PRINTED] = names
    return doc


@cache
def _names() -> dict[str, tuple[str, frozenset[str]]]:
    """Word as printed → the name that the parser sees, and words after which it is no name."""
    rows = table("lexicons/read_as", "printed", "as", "not_after")
    return {row["printed"]: (row["as"], frozenset(listed(row["not_after"]))) for row in rows}


def _stands_out(words: Sequence[str], i: int) -> bool:
    """Are the words around one in capitals not all capitals too?"""
    return any(w.isalpha() and not w.isupper() for w in words[max(0, i - 2) : i + 3])


def are_names(doc: Doc) -> None:
    """ "WHO", "US" and "IT" are names where the words around them are not capitals too."""
    words = [t.text for t in doc]
    for token in doc:
        if token.pos_ == "PRON" and len(token) > 1 and token.is_upper and _stands_out(words, token.i):
            token.pos_, token.tag_ = "PROPN", "NNP"
