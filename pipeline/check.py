"""``crosscheck check``: what a build would take from a folder and what not, without reading a single figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.articles import Reading
from pipeline.model import Article, Rejected
from pipeline.readers import Options


@dataclass(frozen=True, slots=True)
class Report:
    """``formats``: how many articles of which kind of file; ``notes``: lines about those taken all the same."""

    formats: Counter[str]
    rejected: int
    notes: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many files would be taken."""
        return self.formats.total()


def check(
    source: Path,
    options: Options,
    taken: Callable[[Article], None],
    rejected: Callable[[Rejected], None],
    progress: Callable[[str, int, int], None],
) -> Report:
    """Reads every file under ``source`` as a build does and calls ``taken`` or ``rejected`` for each article or input.

    Nothing is kept, so memory stays flat. Raises NothingToBuild when ``source`` is not there.
    """
    reading = Reading(source, options)
    formats: Counter[str] = Counter()
    refused = 0
    for found in reading:
        if isinstance(found, Article):
            formats[found.format] += 1
            taken(found)
        else:
            refused += 1
            rejected(found)
        progress("Opening files", reading.done, reading.files)
    progress("Opening files", reading.files, reading.files)
    return Report(formats, refused, tuple(reading.notes.lines()))
