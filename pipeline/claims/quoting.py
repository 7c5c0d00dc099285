"""Who is being quoted where a quotation runs on: over the sentences after it, or over the block after a colon.

"He said: “The water rose. Houses fell.”" is his to the closing mark; a paragraph that opens with a mark after "The
report notes:" is the report's, and so is the next one when the mark was never closed. Where a page set the block apart
by its looks alone, the one paragraph after the colon is taken for it.
"""

from __future__ import annotations

from pipeline.claims.report import Report
from pipeline.tokens import Token

_OPEN, _CLOSE, _BOTH = "“«", "”»", '"'


def _open_after(words: str, already: bool) -> bool:
    """Is a quotation open at the end of ``words``?"""
    inside = already
    for sign in words:
        if sign in _OPEN:
            inside = True
        elif sign in _CLOSE:
            inside = False
        elif sign in _BOTH:
            inside = not inside
    return inside


def _is_quotation(words: str) -> bool:
    """Is it one quotation from its first mark to its last, with no word outside?"""
    bare = words.strip().rstrip(".")
    if len(bare) < 2 or bare[0] not in _OPEN + _BOTH or bare[-1] not in _CLOSE + _BOTH:
        return False
    inside = bare[1:-1]
    return not any(sign in inside for sign in _OPEN + _CLOSE + _BOTH)


def is_within(token: Token) -> bool:
    """Does a word stand between quotation marks of its paragraph?"""
    before = [t.text for t in token.doc[: token.i]]
    opened = sum(w in _OPEN for w in before) - sum(w in _CLOSE for w in before)
    if before.count(_BOTH) % 2 == 0:
        return opened > 0
    every = [t.text for t in token.doc]
    return every.count(_BOTH) % 2 == 0 or every[0] == _BOTH  # a mark without a partner opens no quotation


class Quotation:
    """Follows one article sentence by sentence; ``source`` is who is being quoted, None outside."""

    def __init__(self) -> None:
        self.source: Report | None = None
        self._open = False
        self._announced: Report | None = None  # who was named before a colon at a paragraph's end
        self._lately: Report | None = None  # who was quoted in this paragraph
        self._block = False  # is the whole paragraph the quoted source's?

    def paragraph(self, words: str, last: Report | None = None) -> None:
        """Begins a paragraph: a block that its predecessor announced, one that goes on, or none.

        A paragraph that is nothing but a quotation is the ``last`` person's who spoke.
        """
        opens = words.lstrip()[:1] in (*_OPEN, *_BOTH)
        self._block = self._announced is not None and not opens
        if self._announced is not None:
            self.source = self._announced
        elif not (opens and self._open):
            alone = _is_quotation(words) and last is not None and last.kind == "person"
            self.source = last if alone else None
            self._block = alone
        self._open, self._announced, self._lately = False, None, None

    def of(self, words: str) -> Report | None:
        """Who is quoted in a sentence that names nobody: the source that runs on, or whom its paragraph quoted, where
        it is nothing but a quotation.
        """
        return self.source or (self._lately if _is_quotation(words) else None)

    def sentence(self, words: str, speaker: Report | None) -> None:
        """Goes past a sentence: ``speaker`` is its last source, None when it names none."""
        was = self._open
        if speaker is not None and any(sign in words for sign in _OPEN + _CLOSE + _BOTH):
            self._lately = speaker
        self._open = _open_after(words, was)
        if words.rstrip().endswith(":"):
            self._announced = speaker
        if self._open and speaker is not None and not was:
            self.source = speaker
        elif not self._open and self.source is not None and not self._block:
            self.source = None
