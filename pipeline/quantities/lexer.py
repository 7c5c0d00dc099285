"""Cuts a text into tokens, in one pass.

Words, runs of digits, addresses of the web, handles and hashtags, and single marks. A number such as "1,853.5km" comes
apart here (``1`` ``,`` ``853`` ``.`` ``5`` ``km``); the grammar puts it together again where it makes sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# No alternative can match what another began, so that the scan never goes back over a character more than once.
TOKEN = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"'()\[\]]+)"
    r"|(?P<tag>[@#][^\W\d]\w*)"
    r"|(?P<part>[¼-¾⅐-⅞])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<digits>\d+)"
    r"|(?P<mark>\S)"
)
SIGN_WORDS = frozenset(("minus", "negative"))
HYPHENS = frozenset("-‐‑")
DASHES = frozenset("-‐‑–—−")
PLAIN = str.maketrans({"‐": "-", "‑": "-", "’": "'", "º": "°", "µ": "μ"})
# Thin, narrow and no-break spaces group thousands; a line break never does.
GROUPING_SPACES = frozenset((" ", "\u00a0", "\u2009", "\u202f", "\u2007"))


@dataclass(slots=True)
class Tokens:
    """The tokens of ``text`` as parallel lists: offsets, lower case, class, and whether it touches the one before."""

    text: str
    start: list[int]
    end: list[int]
    low: list[str]
    kind: list[str]
    glued: list[bool]

    def __len__(self) -> int:
        return len(self.start)

    def word(self, i: int) -> str:
        """Token ``i`` in lower case, the empty string beyond either end."""
        low = self.low
        return low[i] if 0 <= i < len(low) else ""

    def printed(self, i: int) -> str:
        """Token ``i`` as it stands in the text, the empty string beyond either end."""
        return self.text[self.start[i] : self.end[i]] if 0 <= i < len(self.low) else ""

    def touches(self, i: int) -> bool:
        """Does token ``i`` touch the one before?"""
        glued = self.glued
        return 0 < i < len(glued) and glued[i]

    def is_kind(self, i: int, kind: str) -> bool:
        """Is there a token ``i``, and of this kind?"""
        kinds = self.kind
        return 0 <= i < len(kinds) and kinds[i] == kind

    def gap(self, i: int) -> str:
        """What stands between token ``i - 1`` and token ``i``."""
        return self.text[self.end[i - 1] : self.start[i]] if 0 < i < len(self.low) else "\n"

    def new_line(self, i: int) -> bool:
        """Does a line (or the text) begin or end between token ``i - 1`` and token ``i``?"""
        gap = self.gap(i)
        return "\n" in gap or "\r" in gap

    def minus(self, i: int) -> bool:
        """Is token ``i`` the word for a sign, and no end of a name such as "1minus"?"""
        named = self.touches(i) and (self.is_kind(i - 1, "digits") or self.is_kind(i - 1, "word"))
        return self.word(i) in SIGN_WORDS and not named

    def capital(self, i: int) -> bool:
        """Is token ``i`` a word with a capital?"""
        return self.is_kind(i, "word") and self.text[self.start[i]].isupper()

    def sentence_start(self, i: int) -> bool:
        """Does a sentence begin with token ``i``, as far as its neighbours tell?"""
        if i <= 0 or self.new_line(i):
            return True
        before = self.low[i - 1]
        if before in "\"“”'‘’([«•*":
            return i < 2 or self.new_line(i - 1) or self.low[i - 2] in ".!?:;,"
        return before in ".!?…" and not (i > 1 and len(self.low[i - 2]) == 1 and self.kind[i - 2] == "word")


def lex(text: str) -> Tokens:
    """The tokens of ``text``, in time linear in its length."""
    start: list[int] = []
    end: list[int] = []
    low: list[str] = []
    kind: list[str] = []
    glued: list[bool] = []
    last = -1
    for match in TOKEN.finditer(text):
        a, b = match.span()
        start.append(a)
        end.append(b)
        low.append(match.group().lower().translate(PLAIN))
        kind.append(match.lastgroup or "mark")
        glued.append(a == last)
        last = b
    return Tokens(text, start, end, low, kind, glued)
