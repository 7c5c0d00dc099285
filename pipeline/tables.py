"""Writing and reading the tables of a build.

``write`` checks a table against its schema (:mod:`pipeline.schemas`) before a byte reaches the disk; ``read`` gives
pandas frames back.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import OutputError
from pipeline.schemas import ORDER
from pipeline.schemas import SCHEMAS as SCHEMAS  # known by this name to all who read tables

if TYPE_CHECKING:
    import pandas as pd


def record(noun: Any) -> dict[str, Any]:
    """A dataclass as a flat dict, without copying nested values."""
    return {f.name: getattr(noun, f.name) for f in dataclasses.fields(noun)}


def to_arrow(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows (dicts; unknown keys are dropped) as an arrow table of the named schema, checked.

    Raises OutputError when a value has the wrong type, a required one is missing, or is none of the allowed ones.
    """
    schema = SCHEMAS[name]
    try:
        table = pa.Table.from_pylist([{k: row.get(k) for k in schema.names} for row in rows], schema=schema)
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


def write(folder: Path, name: str, rows: Iterable[Mapping[str, Any]] | pa.Table) -> None:
    """Writes ``<folder>/<name>.parquet`` after checking it, in the order of :data:`ORDER`."""
    table = rows if isinstance(rows, pa.Table) else to_arrow(name, rows)
    check(name, table)
    if name in ORDER:
        table = table.sort_by([(column, "ascending") for column in ORDER[name]])
    pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=20_000)


def read(folder: Path, name: str) -> pd.DataFrame:
    """The named table of a build as a pandas frame. Raises OutputError when it is not there or not readable."""
    return _stored(folder, name).to_pandas()


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The named table of a build as plain values, None where it is empty. Raises OutputError as :func:`read` does."""
    return _stored(folder, name).to_pylist()


def _stored(folder: Path, name: str) -> pa.Table:
    path = folder / f"{name}.parquet"
    try:
        return pq.read_table(path)
    except FileNotFoundError as error:
        raise OutputError(
            "is missing", where=str(path), hint="Build the corpus first: crosscheck build FOLDER"
        ) from error
    except pa.ArrowInvalid as error:
        raise OutputError(
            f"is not a readable table: {error}", where=str(path), hint="Build the corpus again"
        ) from error
