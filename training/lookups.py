"""Tables of the installed package spacy-lookups-data."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def lookups_data(name: str) -> Path:
    """The table ``name`` (without its ending)."""
    package = find_spec("spacy_lookups_data")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("spacy-lookups-data is missing. Install training/requirements.txt")
    return Path(package.submodule_search_locations[0]) / "data" / f"{name}.json.gz"
