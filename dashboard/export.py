"""Downloads that give exactly what is seen: CSV, JSON, and a citation."""

from __future__ import annotations

from typing import Any

import pandas as pd


def offer_comparison(row: dict[str, Any], claims: pd.DataFrame, findings: pd.DataFrame) -> None:
    """TODO"""


def offer_article(row: dict[str, Any], claims: pd.DataFrame) -> None:
    """TODO"""
