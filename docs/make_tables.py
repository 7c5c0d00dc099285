"""Writes ``docs/tables.md`` from :mod:`pipeline.schemas`; a test compares the two."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

from pipeline import tables

PAGE = Path(__file__).with_name("tables.md")

ABOUT = {
    "articles": "One row an article that was taken.",
    "rejected": "One row an input that could not be taken, with what to do about it.",
    "outlets": "One row an outlet of the articles.",
    "claims": "One row an assertion: a figure with what it counts, or a statement without one.",
    "clusters": "One row a group of claims about the same quantity at a comparable time, and what they say together.",
    "assertions": "One row a thing that several articles say without a figure: who affirms, denies, leaves it open.",
    "pairs": "One row a pair of claims that were compared, and why they were joined or kept apart: all near the "
    "threshold; of the others those that hold a series together and the strongest between two series.",
    "origins": "One row a source behind claims: ten outlets that repeat one report have one origin.",
    "findings": "One row a check's result: what looks wrong, in a sentence, and the claims it rests on.",
    "mentions": "One row a mention of an entity, with the name that the outlet gives it.",
}

TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.float64(): "number",
    pa.date32(): "date",
    pa.bool_(): "true or false",
    pa.list_(pa.string()): "list of texts",
}

HEAD = """# Tables of a build

`crosscheck build FOLDER -o OUT` writes one Parquet file a table to `OUT`, and `build.json` with the version and the
counts. Read them with anything that reads Parquet:

```python
import pandas as pd

claims = pd.read_parquet("build/example/claims.parquet")
```

or query them in place:

```sql
SELECT outlet_id, quote, low, high FROM 'build/example/claims.parquet' WHERE cluster_id = '…' ORDER BY low;
```

Columns marked * are never empty. Names and meanings change only with a new version of crosscheck, listed in the
CHANGELOG. `text[start:end] == quote` holds for every claim, with `text` of its article.

This page is written by `make docs` from `pipeline/schemas.py`.
"""


def markdown() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, schema in tables.SCHEMAS.items():
        parts.append(f"\n## {name}\n\n{ABOUT[name]}\n\n| column | type | meaning |\n| --- | --- | --- |\n")
        for field in schema:
            meaning = field.metadata[b"meaning"].decode()
            if values := field.metadata.get(b"values"):
                meaning += ": " + ", ".join(f"`{value}`" for value in json.loads(values))
            parts.append(f"| `{field.name}`{'' if field.nullable else ' *'} | {TYPES[field.type]} | {meaning} |\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8")
