"""Known figures to hold the articles' against: the tables of ``data/reference/``, and the user's own.

A row is one figure of one source. The rows of one publication become the lines of an article of our making, and each
line's figure a claim with offsets like any other, in a zone of its own (``reference``). They are added after the
articles' claims have found each other: a reference joins a series that is there and changes none.

    source,title,published,url,figure,counted,action,actor,place,base,as_of
    ICSR,Foreign fighter totals,2015-01-26,,500–600,foreign fighters,travelled to,United Kingdom,Syria and Iraq,,2014
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import dates, entities, knowledge, lexicons, outlets, quantities, tables
from pipeline.errors import DataError
from pipeline.keep import Keep
from pipeline.model import Article, Claim, Outlet, Quantity, Zone

ZONE: Zone = "reference"
_COLUMNS = ("source", "title", "published", "url", "figure", "counted", "action", "actor", "place", "base", "as_of")
_NEEDED = ("source", "figure", "counted")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Articles of our making, the claims in them, and who published the figures."""

    articles: tuple[Article, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    claims: tuple[Claim, ...] = ()


@cache
def known() -> Known:
    """All reference figures. Raises DataError for a table that cannot be read, naming its line."""
    publications: dict[tuple[str, str, str, str], list[tuple[str, Row]]] = defaultdict(list)
    for path in chain.from_iterable(sorted((f / "reference").glob("*.csv")) for f in knowledge.folders()):
        for where, row in _rows(path):
            publications[row["source"], row["title"], row["published"], row["url"]].append((where, row))
    articles, publishers, claims = [], {}, []
    for rows in publications.values():
        article, outlet, found = _publication(rows)
        articles.append(article)
        publishers[outlet.outlet_id] = outlet
        claims += found
    return Known(tuple(articles), tuple(publishers.values()), tuple(claims))


def recalled(keep: Keep) -> Known:
    """What :func:`known` gives, read again only where data or code are others than at the last build."""
    if (told := keep.get("reference", "all")) is not None:
        return Known(*(tuple(_noun(kind, row) for row in rows) for kind, rows in zip(_NOUNS, told, strict=True)))
    found = known()
    keep.put("reference", "all", [list(map(_row, nouns)) for nouns in _nouns(found)])
    return found


def told(claims: Iterable[Claim], every: Known) -> Known:
    """What of all the reference figures stands among some claims, with its articles and publishers."""
    found = tuple(c for c in claims if c.zone == ZONE)
    used, whose = {c.article_id for c in found}, {c.outlet_id for c in found}
    return Known(
        tuple(a for a in every.articles if a.article_id in used),
        tuple(o for o in every.outlets if o.outlet_id in whose),
        found,
    )


_NOUNS = (Article, Outlet, Claim)


def _nouns(figures: Known) -> tuple[tuple[Any, ...], ...]:
    return figures.articles, figures.outlets, figures.claims


def _row(noun: Any) -> dict[str, Any]:
    """The fields of a noun, dates in words."""
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in tables.record(noun).items()}


def _noun(kind: type, row: Mapping[str, Any]) -> Any:
    """A noun from what :func:`_row` gives."""
    told = {f.name: row[f.name] for f in fields(kind)}
    for f in fields(kind):
        if told[f.name] and "date" in str(f.type):
            told[f.name] = date.fromisoformat(told[f.name])
    return kind(**told)


def _rows(path: Path) -> Iterable[tuple[str, Row]]:
    """The rows of a table with where each stands. Raises DataError for one without its columns or cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [(n, line) for n, line in enumerate(file, 1) if not line.startswith("#")]
    reader = csv.DictReader(line for _, line in lines)
    missing = [c for c in _COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"has no column {', '.join(missing)}", where=str(path), hint="Add it to the header line")
    for cells in reader:
        where = f"{path}, line {lines[reader.line_num - 1][0]}"
        row = {k: " ".join((cells.get(k) or "").split()) for k in _COLUMNS}
        if empty := [c for c in _NEEDED if not row[c]]:
            raise DataError(f"has an empty {', '.join(empty)}", where=where, hint="Fill it in, or take the row out")
        if odd := [c for c in ("published", "as_of") if row[c] and dates.period(row[c]) is None]:
            raise DataError(f'"{row[odd[0]]}" is no date', where=where, hint="Write it as 2016-08-11, 2016-08 or 2016")
        yield where, row


def _publication(rows: Sequence[tuple[str, Row]]) -> tuple[Article, Outlet, list[Claim]]:
    """The article of one publication's rows, a line a figure, who published it, and its claims."""
    first = rows[0][1]
    outlet, _ = outlets.register().find(first["source"], first["url"] or None)
    lines = [_line(row) for _, row in rows]
    text = "\n".join(lines)
    name = f"{ZONE}/{outlet.outlet_id}"
    published = dates.period(first["published"]) if first["published"] else None
    article = Article(
        article_id=hashlib.sha256(f"{name}\n{first['title']}\n{text}".encode()).hexdigest()[:16],
        path=f"{name}/{'-'.join(outlets.plain(first['title'] or first['published']).split()) or 'figures'}",
        title=first["title"] or first["source"],
        outlet_id=outlet.outlet_id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published=first["published"] or None,
        published_start=published[0] if published else None,
        published_end=published[1] if published else None,
        url=first["url"] or None,
        kind="reference",
        format=ZONE,
    )
    claims, at = [], 0
    for (where, row), line in zip(rows, lines, strict=True):
        claims.append(_claim(article, row, line, at, where))
        at += len(line) + 1
    return article, outlet, claims


def _line(row: Row) -> str:
    """A row in words: "United Kingdom: 500–600 foreign fighters travelled to Syria and Iraq (2014)"."""
    whose = f"{row['actor']}: " if row["actor"] else ""
    of = f" of {row['base']}" if row["base"] else ""
    where = (" " if row["action"] else ", ") + row["place"] if row["place"] else ""
    when = f" ({row['as_of']})" if row["as_of"] else ""
    return f"{whose}{row['figure']}{of} {row['counted']} {row['action']}".rstrip() + where + when


def _claim(article: Article, row: Row, line: str, at: int, where: str) -> Claim:
    """The claim of a line that stands at offset ``at``. Raises DataError when its figure is none."""
    begins = len(row["actor"]) + 2 if row["actor"] else 0
    ends = begins + len(row["figure"])
    figures = [q for q in quantities.find(line[:ends]) if q.is_claim and q.start >= begins]
    if len(figures) != 1:
        raise DataError(f'"{row["figure"]}" is not one figure', where=where, hint='Write it as "about 1,200" or "35%"')
    figure = figures[0]
    start, end = at + figure.start, at + figure.end
    as_of = dates.period(row["as_of"]) if row["as_of"] else None
    return Claim(
        claim_id=hashlib.sha256(f"{article.article_id}:{start}:{end}:{ZONE}".encode()).hexdigest()[:16],
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        kind="quantity",
        zone=ZONE,
        sentence=line,
        sentence_start=at,
        sentence_end=at + len(line),
        quote=article.text[start:end],
        start=start,
        end=end,
        text=f"{row['source']}: {line}.",
        counted=row["counted"],
        counted_words=row["counted"],
        actor=_name(row["actor"]),
        actor_words=row["actor"] or None,
        action=lexicons.action_class(row["action"]) or row["action"] or None,
        action_words=row["action"] or None,
        place=_name(row["place"]),
        place_words=row["place"] or None,
        base=row["base"] or None,
        as_of_start=as_of[0] if as_of else article.published_start,
        as_of_end=as_of[1] if as_of else article.published_end,
        as_of_words=row["as_of"] or None,
        attributed_to=row["source"],
        attribution_kind="organisation",
        certainty="estimated" if figure.bound == "about" else "asserted",
        **_read(figure),
    )


def _read(figure: Quantity) -> dict[str, Any]:
    """What the figure says, as columns of a claim."""
    names = ("low", "high", "bound", "unit", "change", "rule", "norm_low", "norm_high", "norm_unit")
    return {name: getattr(figure, name) for name in names}


def _name(words: str) -> str | None:
    """The canonical name of what one cell names, the words themselves when nobody knows them."""
    found = entities.canonical(words) if words else None
    return (found.name if found else words) or None
