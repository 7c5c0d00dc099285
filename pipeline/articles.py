"""Files and folders → Article, or Rejected with what to do about it.

An article is a Markdown or text file with YAML front matter, or a plain one with a row in ``articles.csv`` beside it.
``Article.text`` is what follows the front matter's closing line and the blank lines right after it, exactly as it
stands there (line ends too); without front matter it is the whole file. Only a byte order mark is dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline import dates, knowledge, languages, textfiles
from pipeline.errors import InputError, NothingToBuild
from pipeline.frontmatter import split
from pipeline.model import Article, Outlet, Rejected
from pipeline.outlets import register
from pipeline.sidecar import Sidecar
from pipeline.walk import Walk, shown

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that a folder held, by sorted path. ``notes`` are lines about articles taken all the same."""

    articles: tuple[Article, ...]
    outlets: tuple[Outlet, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


def read(source: Path) -> Corpus:
    """Everything under a folder, or one file. Raises NothingToBuild when ``source`` is not there."""
    reading = Reading(source)
    taken: list[Article] = []
    rejected: list[Rejected] = []
    for found in reading:
        if isinstance(found, Article):
            taken.append(found)
        else:
            rejected.append(found)
    outlets = tuple(sorted(reading.outlets.values(), key=lambda o: o.outlet_id))
    return Corpus(tuple(taken), outlets, tuple(rejected), tuple(reading.notes))


@dataclass
class Reading:
    """One pass over a folder: yields its articles and rejected inputs, gathers outlets and notes on the way."""

    source: Path
    outlets: dict[str, Outlet] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _first: dict[str, str] = field(default_factory=dict)  # article_id → path

    def __iter__(self) -> Iterator[Article | Rejected]:
        if not self.source.exists():
            raise NothingToBuild("is not there", where=str(self.source), hint="Name a folder of articles, or one file")
        walk = Walk(self.source)
        yield from walk.refused
        if walk.others:
            kinds = ", ".join(f"{n} {suffix or 'without suffix'}" for suffix, n in sorted(walk.others.items()))
            self._note(str(self.source), f"other files were left out ({kinds})", "Give them as .md or .txt")
        sidecars: dict[Path, Sidecar] = {}
        for folder in sorted({*walk.sidecars, *(p.parent for p in walk.files)}):
            sidecars[folder] = Sidecar(folder / _rules()["sidecar"], shown(folder, walk.root))
            yield from sidecars[folder].rejected
        for path in walk.files:
            name = shown(path, walk.root)
            try:
                yield self._article(path, name, sidecars[path.parent])
            except InputError as error:
                yield Rejected(name, error.reason, error.hint)
        if self.source.is_dir():
            for folder in walk.sidecars:
                yield from sidecars[folder].without_file()

    def _article(self, path: Path, name: str, beside: Sidecar) -> Article:
        data = textfiles.content(path)
        fields, text = split(textfiles.decode(data))
        row = beside.row(path.name)
        if row is None and beside.there and not fields:
            self._note(name, f"has no row in {_rules()['sidecar']}", "Add one with its outlet and date")
        known: Fields = {**(row or {}), **{k: v for k, v in fields.items() if v not in (None, "")}}
        if not text.strip():
            raise InputError("has no text after its front matter", hint="Put the article there, or remove the file")
        language = _language(_word(known, "language", "lang"), text)
        url = self._url(name, _word(known, "url", "link", "address"))
        outlet = self._outlet(name, _word(known, "outlet", "source", "publisher"), url)
        article_id = hashlib.sha256(f"{outlet.outlet_id}\n{text}".encode()).hexdigest()[:16]
        if article_id in self._first:
            raise InputError(
                f"is the same text of the same outlet as {self._first[article_id]}", hint="Remove one of them"
            )
        published = _word(known, "published", "date", "pubdate")
        span = self._published(name, published, _word(known, "published_basis"))
        self._first[article_id] = name
        self.outlets[outlet.outlet_id] = outlet
        return Article(
            article_id=article_id,
            path=name,
            title=_word(known, "title", "headline") or first_line(text) or path.stem,
            outlet_id=outlet.outlet_id,
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            author=_word(known, "author", "byline"),
            published=published,
            published_start=span[0] if span else None,
            published_end=span[1] if span else None,
            url=url,
            kind=self._kind(name, _word(known, "kind")),
            digest=(_word(known, "digest") or "").lower() in ("true", "yes", "1"),
            language=language,
        )

    def _note(self, where: str, what: str, hint: str) -> None:
        self.notes.append(f"{where}: {what}. {hint}")

    def _outlet(self, name: str, words: str | None, url: str | None) -> Outlet:
        outlet, known = register().find(words, url)
        if outlet.outlet_id not in self.outlets and not known:
            if outlet.outlet_id == "unknown":
                self._note(name, "names no outlet", "Say who published it: outlet in its front matter or articles.csv")
            else:
                self._note(
                    name,
                    f'the outlet "{outlet.name}" is not known',
                    "Taken by that name; add it to your outlets.csv",
                )
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


def _language(declared: str | None, text: str) -> str:
    """The language that the article says it is in, else that of its words. Raises InputError for one we cannot read."""
    code = re.split(r"[-_]", declared.lower())[0] if declared else languages.detect(text)[0]
    if not declared and code == "und":
        return str(_rules()["languages"][0])
    if code not in _rules()["languages"]:
        spoken = " or ".join(languages.name(c) for c in _rules()["languages"])
        raise InputError(f"is in another language: {languages.name(code)}", hint=f"Only {spoken} is read so far")
    return code


def first_line(text: str) -> str | None:
    """The first line with words in it, when it is short enough for a headline and no part of a paragraph."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    title = " ".join(line.lstrip("#").split())
    limit: int = knowledge.settings("thresholds/reading")["file"]["max_title"]
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
            words = " ".join(str(value).split())
            if words and words.lower() not in ("null", "none", "~", "n/a"):
                return words
    return None
