"""Writing and reading the tables of a build.

``write`` checks a table against its schema (:mod:`pipeline.schemas`) before a byte reaches the disk; ``read`` gives
pandas frames back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import parquet
from pipeline.errors import OutputError
from pipeline.schemas import ORDER
from pipeline.schemas import SCHEMAS as SCHEMAS  # known by this name to all who read tables

if TYPE_CHECKING:
    import pandas as pd


def record(noun: Any) -> dict[str, Any]:
    """A dataclass as a flat dict, without copying nested values."""
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}


def to_arrow(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows (dicts; unknown keys are dropped) as an arrow table of the named schema, checked.

    Raises OutputError when a value has the wrong type, a required one is missing, or is none of the allowed ones.
    """
    return of_columns(name, {column: [row.get(column) for row in rows] for column in SCHEMAS[name].names})


def of_columns(name: str, columns: Mapping[str, Any]) -> pa.Table:
    """The named table from its columns, checked as :func:`to_arrow` does."""
    try:
        table = pa.table(columns, schema=SCHEMAS[name])
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise OutputError(
            f"a row does not fit the table {name}: {error}", hint="This is a bug; please report it"
        ) from error
    check(name, table)
    return table


def check(name: str, table: pa.Table) -> None:
    """Raises OutputError for a null in a required column or a value that the schema does not list."""
    for field in SCHEMAS[name]:
        column = table.column(field.name)
        if not field.nullable and column.null_count:
            raise OutputError(
                f"{name}.{field.name} is empty in {column.null_count} rows", hint="This is a bug; please report it"
            )
        if b"values" in field.metadata:
            allowed = pa.array(json.loads(field.metadata[b"values"]))
            seen = column.drop_null()
            odd = seen.filter(pc.invert(pc.is_in(seen, value_set=allowed)))
            if len(odd):
                raise OutputError(f"{name}.{field.name} holds {odd[0]}", hint="This is a bug; please report it")


def of_nouns(name: str, nouns: Iterable[Any]) -> Iterator[pa.Table]:
    """The named table of nouns that have its columns as attributes, some thousand rows at a time."""
    names = SCHEMAS[name].names
    left = map(attrgetter(*names), nouns)
    while held := list(islice(left, parquet.ROW_GROUP)):
        yield of_columns(name, dict(zip(names, map(list, zip(*held, strict=True)), strict=True)))


Part: TypeAlias = Mapping[str, Any] | pa.Table  # a row of a table, or many


def write(folder: Path, name: str, rows: Iterable[Part] | pa.Table) -> None:
    """Writes ``<folder>/<name>.parquet``, checked and in the order of :data:`ORDER`.

    Rows may come one by one or many at a time: where nothing is to be sorted, no more than a part of them is held.
    """
    parts = _parts(name, iter([rows] if isinstance(rows, pa.Table) else rows))
    parquet.write(folder / f"{name}.parquet", SCHEMAS[name], parts, ORDER.get(name, ()))


def _parts(name: str, rows: Iterator[Part]) -> Iterator[pa.Table]:
    while held := list(islice(rows, 1)):
        if isinstance(held[0], pa.Table):
            check(name, held[0])
            yield held[0]
        else:
            yield to_arrow(name, [*held, *islice(rows, parquet.ROW_GROUP - 1)])


def read(folder: Path, name: str) -> pd.DataFrame:
    """The named table of a build as a pandas frame. Raises OutputError when it is not there or not readable."""
    return parquet.read(folder / f"{name}.parquet").to_pandas()


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The named table of a build as plain values, None where it is empty. Raises OutputError as :func:`read` does."""
    return parquet.read(folder / f"{name}.parquet").to_pylist()
