"""Tables on disk: written part by part, so that memory holds a part and not the table; read back whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import OutputError

ROW_GROUP = 20_000  # rows that are written, and can be read, together


def write(path: Path, schema: pa.Schema, parts: Iterable[pa.Table], order: Sequence[str] = ()) -> None:
    """Writes the parts as one table, as they come; with ``order`` together, sorted by these columns.

    Nothing is written before the first part is there. Raises OSError when the file cannot be written.
    """
    if order:
        table = pa.concat_tables([schema.empty_table(), *parts])
        at = pc.sort_indices(table, [(column, "ascending") for column in order])
        parts = (table.take(at[start : start + ROW_GROUP]) for start in range(0, len(table), ROW_GROUP))
    parts = iter(parts)
    first = next(parts, schema.empty_table())
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for part in chain([first], parts):
            file.write_table(part, row_group_size=ROW_GROUP)


def read(path: Path) -> pa.Table:
    """The table of a file. Raises OutputError when it is not there or not readable."""
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
