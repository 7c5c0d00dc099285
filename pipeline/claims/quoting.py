"""Who is being quoted where a quotation runs on: over the sentences after it, or over the block after a colon.

"He said: “The water rose. Houses fell.”" is his to the closing mark; a paragraph that opens with a mark after "The
report notes:" is the report's, and so is the next one when the mark was never closed. Where a page set the block apart
by its looks alone, the one paragraph after the colon is taken for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.report import Report
from pipeline.claims.sourcing import speech
from pipeline.language import Parsed
from pipeline.tokens import Span, Token

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


def _opens_one(words: str) -> bool:
    """Does it open with a quotation that goes on behind it: "“We have not. Five …”"?"""
    return words.lstrip()[:1] in (*_OPEN, *_BOTH) and _open_after(words, False)


def is_within(token: Token) -> bool:
    """Does a word stand between quotation marks of its paragraph?"""
    before = [t.text for t in token.doc[: token.i]]
    opened = sum(w in _OPEN for w in before) - sum(w in _CLOSE for w in before)
    if before.count(_BOTH) % 2 == 0:
        return opened > 0
    every = [t.text for t in token.doc]
    return every.count(_BOTH) % 2 == 0 or every[0] == _BOTH  # a mark without a partner opens no quotation


def told_after(
    parsed: Parsed, sentences: Sequence[Span], said: Sequence[Sequence[Report]], text: str
) -> dict[int, Report]:
    """Number of a sentence → who is told behind the closing mark to have said it.

    "“The water rose. Houses fell,” she said.": both are hers; so they are where a parse makes "Ann Lee said so."
    a sentence of its own. Only a quotation that opens in the paragraph, and nobody named before it, is looked at.
    """
    out: dict[int, Report] = {}
    run: list[int] = []  # the sentences of an open quotation that has no speaker yet
    inside = False
    for n, sentence in enumerate(sentences):
        start, end = parsed.start(sentence.start), parsed.end(sentence.end - 1)
        words = text[start:end]
        was, inside = inside, _open_after(words, inside)
        opened = next((i for i, sign in enumerate(words) if sign in _OPEN + _BOTH), None)
        if not was and opened is None:
            continue
        if not was:
            run = [] if any(parsed.start(min(r.tokens)) < start + (opened or 0) for r in said[n] if r.tokens) else [n]
        elif run:
            run.append(n)
        if inside or not run:
            continue
        closed = start + max(words.rfind(sign) for sign in _CLOSE + _BOTH)
        found = next((r for r in said[n] if r.tokens and parsed.start(min(r.tokens)) > closed), None)
        if found is None and closed >= end - 1 and n + 1 < len(sentences):
            found = _tag(sentences[n + 1], said[n + 1])
        if found is not None and (len(run) > 1 or closed >= end - 1):
            out.update(dict.fromkeys(run, found))
        run = []
    return out


def _tag(sentence: Span, said: Sequence[Report]) -> Report | None:
    """Who speaks in a sentence that only says who spoke: "Ann Lee wrote in a letter on Monday."."""
    first = said[0] if len(said) == 1 else None
    if first is None or first.verb is None or not first.tokens or first.verb.lemma_.lower() not in speech():
        return None
    told = any(c.dep_ in ("ccomp", "obj", "xcomp", "parataxis", "conj") for c in first.verb.children)
    opens = min(first.tokens) == sentence.start or first.verb.i == sentence.start
    return first if opens and not told and first.verb.dep_ == "ROOT" else None


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
        it is nothing but a quotation or opens a longer one.
        """
        return self.source or (self._lately if _is_quotation(words) or _opens_one(words) else None)

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
        elif self._lately is not None and self._open and not was and _opens_one(words):
            self.source = self._lately
        elif not self._open and self.source is not None and not self._block:
            self.source = None
