"""The tables: what they refuse, what they give back, and that their documentation is the one generated from them."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from datetime import date
from pathlib import Path

import pytest

from pipeline import model, tables
from pipeline.errors import OutputError

ROOT = Path(__file__).resolve().parent.parent

CLAIM = model.Claim(
    claim_id="c",
    article_id="a",
    outlet_id="o",
    kind="quantity",
    zone="body",
    sentence="Some 40 were hurt.",
    sentence_start=0,
    sentence_end=18,
    quote="40",
    start=5,
    end=7,
    text="About 40 people were hurt.",
    low=40.0,
    high=40.0,
    bound="about",
    as_of_start=date(2021, 3, 4),
)


def test_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "docs" / "make_tables.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.markdown(), "run: make docs"


def test_readme_names_every_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## The tables\n(.*?)(?=^## )", readme, re.MULTILINE | re.DOTALL)
    assert section
    assert re.findall(r"^\| `(\w+)`", section[1], re.MULTILINE) == list(tables.SCHEMAS)


@pytest.mark.parametrize(
    ("name", "noun"),
    [("articles", model.Article), ("rejected", model.Rejected), ("outlets", model.Outlet), ("claims", model.Claim)],
)
def test_every_field_of_a_noun_has_its_column(name: str, noun: type) -> None:
    fields = {f.name for f in dataclasses.fields(noun)}
    extra = {"articles": {"words"}}.get(name, set())
    assert set(tables.SCHEMAS[name].names) == fields | extra


def test_there_and_back(tmp_path: Path) -> None:
    tables.write(tmp_path, "claims", [tables.record(CLAIM)])
    (row,) = tables.rows(tmp_path, "claims")
    assert row == tables.record(CLAIM)
    frame = tables.read(tmp_path, "claims")
    assert list(frame.columns) == tables.SCHEMAS["claims"].names
    assert frame.loc[0, "low"] == 40


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_an_empty_table_keeps_its_columns(name: str, tmp_path: Path) -> None:
    tables.write(tmp_path, name, [])
    assert list(tables.read(tmp_path, name).columns) == tables.SCHEMAS[name].names


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quote": None}, "claims.quote is empty in 1 rows"),
        ({"bound": "perhaps"}, "claims.bound holds perhaps"),
        ({"polarity": "maybe"}, "claims.polarity holds maybe"),
        ({"start": "five"}, "a row does not fit the table claims"),
        ({"as_of_start": "Monday"}, "a row does not fit the table claims"),
    ],
)
def test_refused_before_a_byte_is_written(change: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=message):
        tables.write(tmp_path, "claims", [tables.record(CLAIM) | change])
    assert not list(tmp_path.iterdir())


def test_missing_and_broken(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is missing"):
        tables.read(tmp_path, "claims")
    (tmp_path / "claims.parquet").write_bytes(b"no table")
    with pytest.raises(OutputError, match="is not a readable table"):
        tables.rows(tmp_path, "claims")
