"""Where decisions are kept, told without the database's libraries, which take a third of a second to load."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "CROSSCHECK_DATABASE_URL"


def default_path() -> Path:
    """The SQLite file in the user's data folder."""
    return Path(platformdirs.user_data_dir("crosscheck", appauthor=False)) / "reviews.sqlite3"


def is_none() -> bool:
    """Is there surely no store: none is named, and none stands in the user's data folder?"""
    return not os.environ.get(VARIABLE) and not default_path().exists()
