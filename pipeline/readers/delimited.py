"""CSV and its kin (tabs, semicolons): a row an article, columns by name. Read a row at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from pipeline import columns
from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import rows
from pipeline.readers.lines import lines
from pipeline.readers.source import Found, Source, limits

_NO_TEXT = "has no column with the articles' texts"


def read(source: Source) -> Iterator[Found]:
    """The rows of a table. Raises InputError when it has no column of texts, or is too large."""
    if source.size > (most := limits("file")["max_dump_bytes"]):
        raise InputError(f"has {source.size:,} bytes, more than the {most:,} of one table", hint="Split it")
    table = _Table(source)
    check(source, table.header)
    yield from articles(source, table.header, table, "csv")


def articles(
    source: Source, header: Sequence[str], table: Iterable[list[str] | InputError], kind: str
) -> Iterator[Found]:
    """What each row below a table's header holds. An InputError in the place of a row is one that cannot be read; with
    its ``row`` set, the last."""
    for row, cells in enumerate(table, start=2):  # as a spreadsheet counts them: the header is the first
        if isinstance(cells, InputError):
            yield Rejected(source.name, cells.reason, cells.hint, row)
            if cells.row is not None:
                return
        elif row - 1 > (limit := limits("dump")["max_articles"]):
            yield Rejected(source.name, f"has over {limit:,} rows; the others were left out", "Split it", row)
            return
        elif any(cell.strip() for cell in cells):
            yield rows.item(source, dict(zip(header, cells, strict=False)), row, kind)


def check(source: Source, header: Sequence[str]) -> None:
    """Raises InputError for a header without a column of texts, or with more columns than are read."""
    if len(header) > (widest := limits("dump")["max_column"]):
        raise InputError(f"has {len(header):,} columns, more than {widest}", hint="Keep those that matter")
    chosen = source.options.columns
    if "text" in chosen:
        if columns.plain(chosen["text"]) not in map(columns.plain, header):
            raise InputError(f"has no column {chosen['text']}", hint=f"It has: {_listed(header)}")
    elif not columns.field_of("text", header):
        known = columns.export(header)
        what = f" ({known['name']})" if known else ""
        hint = known["hint"] if known else f"Name it: --column text=NAME. It has: {_listed(header)}"
        raise InputError(f"{_NO_TEXT}{what}", hint=hint)


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in header[:12])
    return shown + (" …" if len(header) > 12 else "") if shown else "none"


class _Table:
    """The cells of each row; an InputError in the place of a row that cannot be read (``row`` set: and none after
    it)."""

    def __init__(self, source: Source) -> None:
        self._file = source.open()
        self._longest: int = limits("file")["max_bytes"]
        self._too_long = False
        self._lines = lines(self._file, self._longest)
        first = next(self._lines, b"")
        if first is None:
            raise InputError(f"has a first line of over {self._longest:,} bytes", hint="It is no table with a header")
        text = first.decode("utf-8", "surrogateescape")
        self._mark = columns.delimiter(text)
        self._reader = csv.reader(self._rest(text), delimiter=self._mark)
        found = self._next()
        self.header = (
            [name.strip().encode("utf-8", "replace").decode() for name in found] if isinstance(found, list) else []
        )

    def _rest(self, first: str) -> Iterator[str]:
        yield first
        for line in self._lines:
            if line is None:
                self._too_long = True
                yield "\n"
            else:
                yield line.decode("utf-8", "surrogateescape")

    def _next(self) -> list[str] | InputError | None:
        before = csv.field_size_limit(self._longest)  # the limit is the module's, not the reader's
        try:
            cells = next(self._reader, None)
        except csv.Error as error:
            return InputError(
                f"is broken after line {self._reader.line_num}: {error}", hint="Save it again as CSV", row=0
            )
        finally:
            csv.field_size_limit(before)
        if self._too_long:
            self._too_long = False
            return InputError(f"is a line of over {self._longest:,} bytes", hint="Split it")
        if cells is not None and any("\udc80" <= c <= "\udcff" for cell in cells for c in cell):
            return InputError("is not UTF-8", hint="Save the table as UTF-8")
        return cells

    def __iter__(self) -> Iterator[list[str] | InputError]:
        try:
            while (found := self._next()) is not None:
                yield found
                if isinstance(found, InputError) and found.row is not None:
                    return
        finally:
            self._file.close()
