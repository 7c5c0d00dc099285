"""The articles of a build, as they were when it was made: what is added to it stands behind them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from pipeline import reference, tables
from pipeline.articles import Corpus
from pipeline.model import Article, Outlet, Rejected

FOLDER = "added"
_FIELDS = {f.name for f in fields(Article)}
_OUTLET = {f.name for f in fields(Outlet)}


def before(build: Path, more: Corpus) -> Corpus:
    """All that ``build`` holds, and what ``more`` has that it has not. Raises OutputError when the build is not
    readable.

    An article that is there already is rejected, with the path under which it is.
    """
    old = [
        Article(**{k: v for k, v in row.items() if k in _FIELDS})
        for row in tables.rows(build, "articles")
        if row["format"] != reference.ZONE
    ]
    outlets = {row["outlet_id"]: _outlet(row) for row in tables.rows(build, "outlets")}
    rejected = [Rejected(**row) for row in tables.rows(build, "rejected")]
    known = {(article.outlet_id, article.text): article.path for article in old}
    new: list[Article] = []
    for article in more.articles:
        if path := known.get((article.outlet_id, article.text)):
            reason = f"is the same text of the same outlet as {path}, which is in the build"
            rejected.append(Rejected(article.path, reason, "Nothing is to be done"))
        else:
            new.append(replace(article, path=f"{FOLDER}/{article.article_id}-{article.path.replace('/', '-')}"))
    for outlet in more.outlets:
        outlets.setdefault(outlet.outlet_id, outlet)
    return Corpus(
        (*old, *new),
        tuple(outlets[name] for name in sorted(outlets)),
        (*rejected, *more.rejected),
        more.notes,
    )


def _outlet(row: dict[str, object]) -> Outlet:
    known = {k: v for k, v in row.items() if k in _OUTLET}
    return Outlet(**{**known, "aliases": tuple(row["aliases"] or ())})  # type: ignore[arg-type]
