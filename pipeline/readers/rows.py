"""A row of a table or of JSON → Item, or Rejected with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline import columns
from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import markup
from pipeline.readers.source import Found, Source, digest
from pipeline.readers.source import Item as _Item


def item(source: Source, cells: Mapping[str, object], row: int, kind: str) -> Found:
    """The article of a row; Rejected when it has no text."""
    mapped = columns.mapped(cells, source.options.columns)
    fields = dict(mapped.fields)
    text = fields.pop("text", None)
    cut = fields.pop("_cut", None)
    if not isinstance(text, str) or not text.strip():
        hint = (mapped.export or {}).get("hint") or "Fill in its text, or remove the row"
        told = f" ({mapped.export['name']})" if mapped.export else ""
        return Rejected(source.name, f"has no text{told}", hint, row)
    try:
        if markup.is_markup(text):
            text = markup.plain(text)
    except InputError as error:
        return Rejected(source.name, error.reason, error.hint, row)
    if not text.strip():
        return Rejected(source.name, "has markup and no text", "Fill in its text, or remove the row", row)
    notes = ((f"holds texts that {cut} cut off", "Save the pages themselves for all their figures"),) if cut else ()
    whole = json.dumps(cells, ensure_ascii=True, sort_keys=True, default=str).encode()
    return _Item(source.name, text, fields, str((mapped.export or {}).get("name") or kind), digest(whole), row, notes)
