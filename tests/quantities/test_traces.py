"""Every vague range and every conversion names the row of ``data/lexicons`` that it comes from."""

from __future__ import annotations

import pytest

from pipeline.knowledge import table, words
from pipeline.quantities import find
from pipeline.quantities.convert import converted
from pipeline.quantities.lexicon import lexicon

VAGUE = table("lexicons/vague", "words", "low", "high", "role")
CONVERTED = [row for row in table("lexicons/units", "unit", "words", "pint", "norm") if row["pint"]]


@pytest.mark.parametrize("row", VAGUE, ids=lambda row: words(row["words"])[0])
def test_a_vague_range_names_its_row(row: dict[str, str]) -> None:
    of = "" if words(row["words"])[0].endswith((" of", "all", "every", "none")) else " of"
    found = [q for q in find(f"They lost {words(row['words'])[0]}{of} the houses.") if q.rule]
    rules = {f"vague:{words(other['words'])[0]}" for other in VAGUE}
    assert all(q.rule in rules for q in found)


def test_vague_ranges_are_those_of_their_rows() -> None:
    for row in VAGUE:
        if row["role"] != "plural":
            continue
        phrase = words(row["words"])[0]
        (found,) = [q for q in find(f"{phrase.capitalize()} of houses burned.") if q.kind == "quantity"]
        assert found.rule == f"vague:{phrase}"
        assert (found.low, found.high) == (float(row["low"]), float(row["high"]))


@pytest.mark.parametrize("row", CONVERTED, ids=lambda row: row["unit"])
def test_a_conversion_goes_to_the_unit_of_another_row(row: dict[str, str]) -> None:
    unit = lexicon().by_symbol[row["unit"]]
    target = lexicon().by_symbol[row["norm"]]
    assert target.pint
    assert target.norm == target.symbol
    assert converted(target, 3.0) == pytest.approx(3.0)
    assert converted(unit, 3.0) is not None


def test_a_converted_figure_names_its_row() -> None:
    (found,) = find("They sold 7,500 hectares.")
    assert found.rule == "units:ha"
    assert "units:ha" in {f"units:{row['unit']}" for row in CONVERTED}
