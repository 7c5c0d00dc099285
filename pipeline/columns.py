"""Which column of a table holds what, by ``data/columns.toml``; exports of monitoring services are known by theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import knowledge
from pipeline.errors import InputError

FIELDS = ("text", "title", "outlet", "url", "published", "modified", "author", "language", "kind")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A row's fields, and what its export is called, when it is a known one."""

    fields: Mapping[str, object]
    export: Mapping[str, Any] | None = None


def plain(name: str) -> str:
    """A column's name without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-]+", "", name.casefold().replace("\ufeff", "")).strip()


def field_of(field: str, names: Iterable[str]) -> str | None:
    """The first of a table's columns that holds ``field``, None when none does."""
    have = {plain(n): n for n in names if n}
    return next((have[n] for n in _columns()[field] if n in have), None)


def delimiter(header: str) -> str:
    """What parts the columns of a table's first line: the sign of comma, semicolon, tab and bar that gives most."""
    return max((",", ";", "\t", "|"), key=header.count)


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    named = knowledge.settings("columns")["columns"]
    return {field: tuple(plain(n) for n in named.get(field, ())) for field in FIELDS}


@cache
def _exports() -> tuple[tuple[frozenset[str], Mapping[str, Any]], ...]:
    exports = knowledge.settings("columns")["exports"]
    return tuple((frozenset(map(plain, e["needs"])), e) for e in exports.values())


def export(names: Collection[str]) -> Mapping[str, Any] | None:
    """The known export that a table with these columns is, or None."""
    have = frozenset(map(plain, names))
    return next((known for needs, known in _exports() if needs <= have), None)


def mapped(row: Mapping[str, object], chosen: Mapping[str, str]) -> Mapped:
    """A row's cells (nested values flattened: ``source.name``) as fields of an article.

    ``chosen`` are the columns that a person named, field → column. Empty cells are passed over.
    """
    cells = _flat(row)
    by_name = {plain(name): value for name, value in cells.items()}
    fields: dict[str, object] = {}
    for field in FIELDS:
        names = (plain(chosen[field]),) if field in chosen else _columns()[field]
        for name in names:
            value = by_name.get(name)
            if value is not None and value != "" and value != [] and not isinstance(value, Mapping):
                fields[field] = value
                break
    known = export(cells)
    if known and isinstance(fields.get("text"), str) and "cut" in known:
        text = str(fields["text"])
        shorter = re.sub(known["cut"], "", text)
        fields["text"] = shorter
        if shorter != text:
            fields["_cut"] = known["name"]
    return Mapped(fields, known)


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    """One level of nesting becomes dotted names; what lies deeper is left out."""
    out: dict[str, object] = {}
    for name, value in row.items():
        out[str(name)] = value
        if isinstance(value, Mapping):
            out |= {f"{name}.{inner}": deep for inner, deep in value.items() if not isinstance(deep, Mapping)}
    return out


def chosen(words: Iterable[str]) -> dict[str, str]:
    """``text=body title=hed`` as field → column. Raises InputError for a field that there is not."""
    out: dict[str, str] = {}
    for word in words:
        field, sign, column = word.partition("=")
        if not sign or field not in FIELDS or not column.strip():
            raise InputError(
                f'"{word}" names no column',
                where="--column",
                hint=f"Write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}",
            )
        out[field] = column.strip()
    return out
