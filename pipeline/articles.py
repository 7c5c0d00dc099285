"""Files and folders → Article, or Rejected with what to do about it.

What a file holds is told by a reader (:mod:`pipeline.readers`); here it is looked up and checked: outlet, language,
date, address, and whether the same article is there already. What a person wrote beside a file (``articles.csv``) goes
before what the file tells about itself, except front matter, which a person wrote too.

Of a text file ``Article.text`` is what follows the front matter's closing line and the blank lines right after it,
exactly as it stands there (line ends too); without front matter it is the whole file. Only a byte order mark is
dropped. Of other files it is what their reader took for the article.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from pipeline import dates, knowledge, languages, readers
from pipeline.deadline import within
from pipeline.errors import InputError, NothingToBuild
from pipeline.keep import NOTHING, Keep
from pipeline.model import Article, Outlet, Rejected
from pipeline.notes import Notes
from pipeline.outlets import register
from pipeline.readers import Item, Options
from pipeline.sidecar import Sidecar
from pipeline.walk import Walk, shown, sidecar_name

Fields = Mapping[str, object]

# Control characters, and marks that turn the direction of what follows: in a title they only mislead (Unicode TR 36,
# 2.6).
_MISLEADING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that a folder held, by sorted path. ``notes`` are lines about articles taken all the same."""

    articles: tuple[Article, ...]
    outlets: tuple[Outlet, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


def read(
    source: Path,
    options: Options | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    keep: Keep = NOTHING,
) -> Corpus:
    """Everything under a folder, or one file. Raises NothingToBuild when ``source`` is not there.

    What ``keep`` has of files that are as they were is not read again.
    """
    reading = Reading(source, options or Options(), keep)
    taken: list[Article] = []
    rejected: list[Rejected] = []
    for found in reading:
        if isinstance(found, Article):
            taken.append(found)
        else:
            rejected.append(found)
        if progress:
            progress("Opening files", reading.done, reading.files)
    if progress:
        progress("Opening files", reading.files, reading.files)
    outlets = tuple(sorted(reading.outlets.values(), key=lambda o: o.outlet_id))
    return Corpus(tuple(taken), outlets, tuple(rejected), tuple(reading.notes.lines()))


@dataclass
class Reading:
    """One pass over a folder: yields its articles and rejected inputs, gathers outlets and notes on the way."""

    source: Path
    options: Options = field(default_factory=Options)
    keep: Keep = NOTHING
    outlets: dict[str, Outlet] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    files: int = 0  # how many there are to read, known once the first is
    done: int = 0  # how many of them are read
    _times: Counter[str] = field(default_factory=Counter)  # by article_id: how often its text came in

    def __iter__(self) -> Iterator[Article | Rejected]:
        if not self.source.exists():
            raise NothingToBuild("is not there", where=str(self.source), hint="Name a folder of articles, or one file")
        walk = Walk(self.source)
        yield from walk.refused
        if walk.others:
            kinds = ", ".join(f"{n} {suffix or 'without suffix'}" for suffix, n in sorted(walk.others.items()))
            self._note(
                str(self.source), f"other files were left out ({kinds})", "They are of kinds that hold no articles"
            )
        sidecars: dict[Path, Sidecar] = {}
        for folder in sorted({*walk.sidecars, *(p.parent for p in walk.files)}):
            sidecars[folder] = Sidecar(folder / sidecar_name(), shown(folder, walk.root))
            yield from sidecars[folder].rejected
        dumps = [folder / sidecar_name() for folder in walk.sidecars if sidecars[folder].is_dump]
        files = sorted([*walk.files, *dumps], key=lambda p: p.relative_to(walk.root).as_posix())
        self.files = len(files)
        for path in files:
            yield from self._file(path, shown(path, walk.root), sidecars[path.parent])
            self.done += 1
        if self.source.is_dir():
            for folder in walk.sidecars:
                yield from sidecars[folder].without_file()

    def _file(self, path: Path, name: str, beside: Sidecar) -> Iterator[Article | Rejected]:
        seconds: float = knowledge.settings("limits")["article"]["seconds"]
        row = beside.row(path.name)
        found = readers.read_file(path, name, self.options, self.keep)
        while True:
            place, at = name, None
            try:
                item = next(found, None)
                if item is None:
                    return
                if isinstance(item, Rejected):
                    yield item
                    continue
                place, at = item.name, item.row
                with within(seconds):
                    taken = self._article(item, path, beside, row)
            except InputError as error:
                yield Rejected(place, error.reason, error.hint, at)
            except MemoryError:
                yield Rejected(place, "needs more memory than there is", "Split it", at)
            else:
                yield taken

    def _article(self, item: Item, path: Path, beside: Sidecar, row: Mapping[str, str] | None) -> Article:
        name = item.name if item.row is None else f"{item.name}#{item.row}"
        own = {k: v for k, v in item.fields.items() if v not in (None, "")}
        if row is None and beside.there and not own and item.format == "text":
            self._note(name, f"has no row in {sidecar_name()}", "Add one with its outlet and date")
        told = {k: v for k, v in (row or {}).items() if v}
        known: Fields = {**told, **own} if item.format == "text" else {**own, **told}
        for what, hint in item.notes:
            self._note(item.name, what, hint)
        text = _sound(item.text)
        # what a page or an export says about its language is often the site's: only a person's word goes before the
        # text's
        language = _language(_word(known if item.format == "text" else told, "language", "lang"), text)
        url = self._url(name, _word(known, "url", "link", "address"))
        outlet = self._outlet(name, _word(known, "outlet", "source", "publisher"), url)
        article_id = self._id(name, outlet.outlet_id, text)
        published = _word(known, "published", "date", "pubdate")
        span = self._published(name, published, _word(known, "published_basis"))
        self.outlets[outlet.outlet_id] = outlet
        return Article(
            article_id=article_id,
            path=name,
            title=_word(known, "title", "headline") or first_line(text) or PurePosixPath(item.name).stem,
            outlet_id=outlet.outlet_id,
            text=text,
            sha256=item.sha256,
            author=_word(known, "author", "byline"),
            published=published,
            published_start=span[0] if span else None,
            published_end=span[1] if span else None,
            url=url,
            kind=self._kind(name, _word(known, "kind")),
            digest=(_word(known, "digest") or "").lower() in ("true", "yes", "1"),
            language=language,
            format=item.format,
            modified=_word(known, "modified", "updated"),
        )

    def _id(self, name: str, outlet_id: str, text: str) -> str:
        """From outlet and text; a text that the same outlet has once more gets an id of its own by its number."""
        one = hashlib.sha256(f"{outlet_id}\n{text}".encode()).hexdigest()[:16]
        self._times[one] += 1
        if self._times[one] == 1:
            return one
        self._note(name, "is the same text of the same outlet as another", "Kept as its copy, and counted once")
        return hashlib.sha256(f"{one} {self._times[one]}".encode()).hexdigest()[:16]

    def _note(self, where: str, what: str, hint: str) -> None:
        self.notes.add(where, what, hint)

    def _outlet(self, name: str, words: str | None, url: str | None) -> Outlet:
        outlet, known = register().find(words, url)
        if outlet.outlet_id == "unknown" and self.options.outlet:
            outlet, known = register().find(self.options.outlet, None)
        if outlet.outlet_id == "unknown":
            hint = "Say who published it: outlet in its front matter or articles.csv, or --outlet for all that do not"
            self._note(name, "names no outlet", hint)
        elif not known and outlet.outlet_id not in self.outlets:
            self.notes.unknown(outlet.name)
        return self.outlets.get(outlet.outlet_id, outlet)

    def _published(self, name: str, words: str | None, basis: str | None) -> dates.Span | None:
        if not words:
            # "text: Feb 2014" says what the article's own text tells about its date, where the page bore none
            return dates.period(basis.partition(":")[2]) if basis else None
        span = dates.period(words)
        if span is None:
            self._note(name, f'"{words}" is no date', "Write it as 2016-08-11, 2016-08 or 2016")
        elif dates.future(span, date.today()):
            self._note(name, f'"{words}" lies in the future', "Check the date")
        return span

    def _url(self, name: str, words: str | None) -> str | None:
        if not words:
            return None
        try:
            parts = urlsplit(words)
            good = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        except ValueError:
            good = False
        if not good or any(c.isspace() or not c.isprintable() for c in words):
            self._note(name, "its url is no http or https address", "Left out; the article is taken")
            return None
        return words

    def _kind(self, name: str, words: str | None) -> str:
        if not words:
            return "news"
        kind = words.lower().replace("_", "-").replace(" ", "-")
        if kind not in _rules()["kinds"]:
            self._note(name, f'its kind "{words}" is none of {", ".join(_rules()["kinds"])}', "Taken as news")
            return "news"
        return kind


def _sound(text: str) -> str:
    """The text as it is. Raises InputError for one that is too long, or holds what no text holds."""
    limits = knowledge.settings("limits")["article"]
    if len(text) > limits["max_characters"]:
        raise InputError(f"has {len(text):,} characters, more than {limits['max_characters']:,}", hint="Split it")
    longest = max(map(len, text.splitlines()), default=0)
    if longest > limits["max_line"]:
        raise InputError(
            f"has a line of {longest:,} characters, more than {limits['max_line']:,}", hint="Break the line"
        )
    if "\0" in text:
        raise InputError("holds NUL characters, which no text has", hint="Remove them")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("holds half of a character (a lone surrogate)", hint="Save its text again") from error
    return text


def _language(declared: str | None, text: str) -> str:
    """The language that the article says it is in, else that of its words. Raises InputError for one we cannot read."""
    code = languages.code(declared) if declared else languages.detect(text)[0]
    if not declared and code == "und":
        return str(_rules()["languages"][0])
    if code not in _rules()["languages"]:
        spoken = " or ".join(languages.name(c) for c in _rules()["languages"])
        raise InputError(f"is in another language: {languages.name(code)}", hint=f"Only {spoken} is read so far")
    return code


def first_line(text: str) -> str | None:
    """The first line with words in it, when it is short enough for a headline and no part of a paragraph."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    title = " ".join(_MISLEADING.sub("", line.lstrip("#")).split())
    limit: int = knowledge.settings("limits")["file"]["max_title"]
    return title if 0 < len(title) <= limit else None


def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = knowledge.settings("thresholds/reading")["articles"]
    return rules


def _word(fields: Fields, *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, list):
            value = ", ".join(str(v) for v in value if isinstance(v, str | int | float))
        if isinstance(value, str | int | float):
            words = " ".join(_MISLEADING.sub("", str(value)).split())[
                : knowledge.settings("limits")["article"]["max_field"]
            ]
            if words and words.lower() not in ("null", "none", "~", "n/a"):
                return words
    return None
