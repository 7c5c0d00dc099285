"""Reads what the pipeline knows from ``data/``: CSV tables and TOML settings.

In a checkout the folder stands beside ``pipeline/``; in a wheel it is carried inside the package.
A user's own folder named by ``CROSSCHECK_DATA`` is read on top: its rows are added after ours, its settings win.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import DataError

_HERE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The shipped ``data/`` folder."""
    return _shipped("data")


def example_folder() -> Path:
    """The shipped example corpus, ``seeds/``."""
    return _shipped("seeds")


def _shipped(name: str) -> Path:
    for folder in (_HERE / name, _HERE.parent / name):
        if folder.is_dir():
            return folder
    raise DataError(f"the folder {name} is missing", where=str(_HERE.parent / name), hint="Install crosscheck again")


def folders() -> list[Path]:
    """Folders to read from, ours first, the user's (``CROSSCHECK_DATA``) after."""
    extra = os.environ.get("CROSSCHECK_DATA")
    return [data_folder(), *([Path(extra)] if extra else [])]


@cache
def table(name: str, *required: str) -> tuple[Mapping[str, str], ...]:
    """Rows of ``data/<name>.csv`` as dicts of stripped strings, in file order.

    ``required`` columns must exist. Raises DataError for a missing file or column.
    """
    rows: list[Mapping[str, str]] = []
    found = False
    for folder in folders():
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        found = True
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(line for line in lines if not line.startswith("#"))
            missing = [c for c in required if c not in (reader.fieldnames or ())]
            if missing:
                raise DataError(
                    f"has no column {', '.join(missing)}", where=str(path), hint="Add it to the header line"
                )
            rows += [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]
    if not found:
        raise DataError("is missing", where=f"data/{name}.csv", hint="Install crosscheck again")
    return tuple(rows)


@cache
def settings(name: str) -> Mapping[str, Any]:
    """``data/<name>.toml`` as nested dicts; a user's file is laid over ours key by key."""
    merged: dict[str, Any] = {}
    for folder in folders():
        path = folder / f"{name}.toml"
        if path.is_file():
            try:
                _lay_over(merged, tomllib.loads(path.read_text(encoding="utf-8")))
            except tomllib.TOMLDecodeError as error:
                raise DataError(f"is not valid TOML: {error}", where=str(path), hint="Mend the file") from error
    if not merged:
        raise DataError("is missing", where=f"data/{name}.toml", hint="Install crosscheck again")
    return merged


def _lay_over(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(below.get(key), dict):
            _lay_over(below[key], value)
        else:
            below[key] = value


def words(cell: str) -> tuple[str, ...]:
    """A cell that lists several words or phrases with ``|`` between them."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
