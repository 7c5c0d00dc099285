"""Tells the article's running text from what stands around it on a page.

``zones(text)`` covers the text with stretches, a line each: headline, byline, caption, furniture (navigation, "Also
read",
cookie notices, share buttons, tag lists), comment, footnote, quote, body. The cue words are data:
``data/lexicons/zones.csv``.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge import table, words
from pipeline.model import Zone

_LINE = re.compile(r"[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029]|$)")
_BULLET = re.compile(r"^\s*[•·▪◦‣*–—-]\s+")
_LONGEST_CUE_LINE = 400  # characters: a longer line is running text unless it says otherwise at its start or end
_SEARCHED = 1_200  # characters of a paragraph in which a cue anywhere counts
_HEADLINE_WORDS = 25
_SUBHEAD_WORDS = 12
_TOP_LINES = 8  # lines from the top among which bylines, captions and site names stand
_CAPTION_WORDS = 60
_CALLED_OFF = 40  # words from which a line in a comment section cannot be a tag list
_TERMINAL = (".", "!", "?", "…", ".”", '."', ".’", "?”", "!”", ":", ";", ",")
_BIO = re.compile(
    r"^[A-Z]\S+ .{0,80}\b(?:is|was) (?:an?|the) .{0,200}\b(?:journalist|columnist|reporter|correspondent|"
    r"attorney|lawyer|writer|editor|author|professor|lecturer|fellow|analyst|researcher|contributor|activist)\b"
)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    words: str  # stripped
    zone: Zone | None = None

    @property
    def count(self) -> int:
        return self.words[: _LONGEST_CUE_LINE * 4].count(" ") + 1


@cache
def _cues(zone: str, where: str) -> tuple[str, ...]:
    found = [
        row
        for row in table("lexicons/zones", "zone", "where", "words")
        if row["zone"] == zone and row["where"] == where
    ]
    return tuple(w.casefold() for row in found for w in words(row["words"]))


@cache
def _patterns(zone: str, where: str = "pattern") -> re.Pattern[str] | None:
    # a pattern may hold "|" itself: the cell is one regular expression
    cells = [
        row["words"]
        for row in table("lexicons/zones", "zone", "where", "words")
        if row["zone"] == zone and row["where"] == where
    ]
    flags = re.IGNORECASE if where == "sectionpattern" or zone == "furniture" else 0
    return re.compile("|".join(f"(?:{c})" for c in cells), flags) if cells else None


def zones(text: str) -> list[tuple[int, int, Zone]]:
    """Stretches ``(start, end, zone)`` that cover ``text`` from 0 to its end without gaps, neighbours of one zone
    joined."""
    lines = [_Line(m.start(), m.end(), m.group().strip()) for m in _LINE.finditer(text) if m.end() > m.start()]
    full = [line for line in lines if line.words]
    for line in full:
        line.zone = _by_its_words(line)
    if len(full) > 1:
        _top(full)
        _captions(lines)
        _sections(full)
        _lists(full)
        _subheads(full)
    joined: list[tuple[int, int, Zone]] = []
    for line in lines:
        zone: Zone = line.zone or ("body" if line.words or not joined else joined[-1][2])
        if joined and joined[-1][2] == zone:
            joined[-1] = (joined[-1][0], line.end, zone)
        else:
            joined.append((line.start, line.end, zone))
    return joined


def _by_its_words(line: _Line) -> Zone | None:
    small = " ".join(line.words[:_SEARCHED].casefold().replace("’", "'").split())
    label = _BULLET.sub("", small).rstrip(" :.…»>→")
    short = len(line.words) <= _LONGEST_CUE_LINE
    if line.words.startswith(("> ", "&gt; ")):
        return "quote"
    for zone in ("byline", "caption", "footnote", "furniture"):
        pattern = _patterns(zone)
        if short and pattern and pattern.fullmatch(line.words):
            return zone
    if label in _cues("furniture", "whole"):
        return "furniture"
    tail = " ".join(line.words[-80:].casefold().replace("’", "'").split())
    if small.startswith(_cues("caption", "start")) and line.count <= 2 * _CAPTION_WORDS:
        return "caption"
    if short and line.count <= _CAPTION_WORDS:
        if tail.endswith(_cues("caption", "end")):
            return "caption"
        if any(cue in small for cue in _cues("caption", "anywhere")):
            return "caption"
        if (small.startswith(_cues("byline", "start")) and line.count <= 30) or (
            tail.endswith(_cues("byline", "end")) and line.count <= 30
        ):
            return "byline"
    if small.startswith(_cues("furniture", "start")):
        return "furniture"
    if any(cue in small for cue in _cues("furniture", "anywhere")):
        return "furniture"
    return None


def _top(full: list[_Line]) -> None:
    """The headline, and site names above it."""
    for at, line in enumerate(full[:_TOP_LINES]):
        if line.zone is not None:
            continue
        asks = at == 0 and line.words.endswith(("?", "!"))
        if (line.words.endswith(_TERMINAL) and not asks) or line.count > _HEADLINE_WORDS:
            return
        title, bar, _ = line.words.partition(" | ")
        if (
            bar
            and title.count(" ") < 4
            and at + 1 < len(full)
            and full[at + 1].zone is None
            and full[at + 1].count <= _HEADLINE_WORDS
        ):
            line.zone = "furniture"
            continue
        line.zone = "headline"
        return


def _captions(lines: list[_Line]) -> None:
    """A caption that runs over several lines of one block ends in its credit."""
    block: list[_Line] = []
    for line in [*lines, _Line(0, 0, "")]:
        if line.words:
            block.append(line)
            continue
        if len(block) > 1 and block[-1].zone == "caption" and sum(b.count for b in block) <= _CAPTION_WORDS:
            for part in block:
                part.zone = part.zone or "caption"
        block = []


def _sections(full: list[_Line]) -> None:
    """Notes and comments: from their heading to the next one, or to the end."""
    current: Zone | None = None
    bio = False
    for at, line in enumerate(full):
        label = line.words[:_LONGEST_CUE_LINE].casefold().replace("’", "'").rstrip(" :.")
        opened = _heading(line, label) if at else None
        if opened:
            current = opened
            line.zone = "furniture" if opened != "footnote" else opened
        elif current == "comment":
            tag = line.count <= 3 and not line.words.endswith(_TERMINAL) and not _BULLET.match(line.words)
            line.zone = "furniture" if tag or (line.zone == "furniture" and line.count < _CALLED_OFF) else "comment"
        elif current == "footnote":
            bare_link = line.count == 1 and "//" in line.words
            line.zone = line.zone if line.zone in ("furniture", "byline") and not bare_link else current
        elif current is not None:
            line.zone = current
        elif line.words.strip("*_-—–•· ") == "":
            bio = at > len(full) // 2
        elif bio and line.zone is None and _BIO.match(line.words[:_LONGEST_CUE_LINE]):
            line.zone = "byline"


def _heading(line: _Line, label: str) -> Zone | None:
    if line.count > 12:
        return None
    for zone in ("footnote", "comment", "furniture"):
        pattern = _patterns(zone, "sectionpattern")
        if label in _cues(zone, "section") or (pattern and pattern.fullmatch(label)):
            return zone
    return None


def _lists(full: list[_Line]) -> None:
    """Short bullets under a piece of furniture are furniture too."""
    for above, line in itertools.pairwise(full):
        bullet = _BULLET.match(line.words)
        if (
            line.zone is None
            and above.zone == "furniture"
            and bullet
            and line.count <= 10
            and not line.words.endswith(".")
        ):
            line.zone = "furniture"


def _subheads(full: list[_Line]) -> None:
    """A short line without a full stop above a paragraph is its heading."""
    for line, below in itertools.pairwise(full):
        if (
            line.zone is None
            and line.count <= _SUBHEAD_WORDS
            and not line.words.endswith(_TERMINAL)
            and (
                below.zone is None
                and below.count > line.count + 5
                and not _BULLET.match(line.words)
                and line.words[:1].isupper()
            )
        ):
            line.zone = "headline"
