"""XLSX: the first sheet that has a column of texts, a row an article.

Formulas are not worked out: what their cells showed when the workbook was saved is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from pipeline.errors import InputError
from pipeline.readers import delimited, unzip
from pipeline.readers.source import Found, Source, broken

_AGAIN = "Save it again as XLSX, or as CSV in UTF-8"


def read(source: Source) -> Iterator[Found]:
    """The rows of a workbook. Raises InputError when it is broken, a trap, or no sheet has a column of texts."""
    from openpyxl import load_workbook

    data = source.content("max_pdf_bytes")
    unzip.document(source).close()
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [_rows(sheet) for sheet in book.worksheets]
        headers = [next(rows, []) for rows in sheets]
    except Exception as error:  # openpyxl lets pass whatever its XML, ZIP and value readers raise
        raise broken("Excel workbook", error, _AGAIN) from error
    refused: InputError | None = None
    for header, rows in zip(headers, sheets, strict=True):
        try:
            delimited.check(source, header)
        except InputError as error:
            refused = refused or error
            continue
        yield from delimited.articles(source, header, _unbroken(rows), "xlsx")
        return
    raise refused or InputError("has no sheet with cells", hint="Put a table there, its columns named in the first row")


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a workbook says of its size is not to be trusted
    for cells in sheet.iter_rows(values_only=True):
        yield [_told(cell) for cell in cells]


def _told(cell: object) -> str:
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def _unbroken(rows: Iterable[list[str]]) -> Iterator[list[str] | InputError]:
    try:
        yield from rows
    except Exception as error:  # as above: a row may be broken that nobody has looked at before
        found = broken("Excel workbook from here on", error, _AGAIN)
        yield InputError(found.reason, hint=found.hint, row=0)
