from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from dashboard import charts, queries, strips


@pytest.fixture
def frame(db: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return charts.comparison_frame(queries.claims_of(db, "fled-1"), "k2")


def test_every_figure_has_a_row_a_shape_and_words(frame: pd.DataFrame) -> None:
    assert list(frame["claim_id"]) == ["k3", "k5", "k1", "k2"]
    assert list(frame["bound"]) == ["about", "up to", "about", "more than"]
    assert list(frame["found"]) == ["implausible", "nothing found", "nothing found", "nothing found"]
    assert list(frame["selected"]) == [False, False, False, True]
    assert frame["row"].is_unique


def test_rows_of_one_outlet_and_day_stay_apart() -> None:
    base = dict.fromkeys(
        [
            "norm_low",
            "norm_high",
            "bound",
            "norm_unit",
            "quote",
            "origin",
            "sentence",
            "severity",
            "as_of_start",
            "published_end",
        ]
    )
    claims = pd.DataFrame(
        [base | {"claim_id": c, "outlet": "Post", "published_start": None, "norm_low": 1.0} for c in "ab"]
    )
    assert list(charts.comparison_frame(claims)["row"]) == ["Post", "Post (2)"]


@pytest.mark.parametrize(
    ("values", "log"),
    [([10, 101], True), ([10, 100], False), ([0, 1000], False), ([-1, 500], False), ([], False), ([None, 5], False)],
)
def test_log_is_for_positive_values_over_a_decade(values: list[float | None], log: bool) -> None:
    assert charts.spans_decades(pd.Series(values, dtype=float)) is log


def test_comparison_has_units_and_a_way_to_pick(frame: pd.DataFrame) -> None:
    spec = charts.comparison(frame, "km2", log=True).to_dict()
    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point" and "shape" in layer["encoding"])
    assert points["encoding"]["x"]["axis"]["title"] == "km², log scale"
    assert points["encoding"]["x"]["scale"]["type"] == "log"
    assert [p["name"] for p in spec["params"]] == ["pick"]
    assert set(points["encoding"]["shape"]["scale"]["domain"]) == set(frame["bound"])


def test_linear_scale_starts_at_zero(frame: pd.DataFrame) -> None:
    spec = charts.comparison(frame, "count", log=False).to_dict()
    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point" and "shape" in layer["encoding"])
    assert points["encoding"]["x"]["scale"]["domain"][0] == 0


def test_no_article_text_is_an_expression(frame: pd.DataFrame) -> None:
    spec = charts.comparison(frame, "count", log=True).to_dict()
    spec.pop("datasets")
    assert "alert" not in str(spec).replace(str(list(frame["row"])), "")
    assert "Harbour" not in str(charts.over_time(frame, "count", log=True).to_dict() | {"datasets": {}})


def test_band_is_the_middle_half_of_what_was_not_flagged() -> None:
    frame = pd.DataFrame({"value": [1.0, 2, 3, 4, 5, 900], "found": ["nothing found"] * 5 + ["implausible"]})
    assert charts.band(frame) == (2.0, 4.0)
    assert charts.band(frame.head(3)) is None


def test_description_names_the_extremes(frame: pd.DataFrame) -> None:
    assert (
        charts.describe(frame, "count", "Fled")
        == "Fled: 4 figures from 790 to 810,000 (number), median about 835; 1 implausible"
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "log", "at"),
    [(10, 1, 100, True, 50), (0, 0, 10, False, 0), (5, 0, 10, False, 50), (7, 7, 7, False, 50)],
)
def test_strip_positions(value: float, low: float, high: float, log: bool, at: float) -> None:
    assert strips.position(value, low, high, log) == pytest.approx(at)


def test_strip_is_left_out_where_it_would_say_nothing() -> None:
    point = {"low": 5.0, "high": 5.0, "outlet": "a", "quote": "5", "implausible": False}
    assert strips.strip([point, point], "count") == ""
    assert 'aria-label="2 figures from 5 to 9"' in strips.strip([point, point | {"low": 9.0, "high": 9.0}], "count")


def test_a_range_stands_as_its_ends_and_never_as_its_middle() -> None:
    vague = {"low": 2000.0, "high": 9999.0, "outlet": "a", "quote": "thousands", "implausible": False}
    exact = {"low": 11.0, "high": 11.0, "outlet": "b", "quote": "11", "implausible": False}
    drawn = strips.strip([vague, exact], "count")
    assert "2 figures from 11 to 9,999" in drawn
    assert "cc-range" in drawn
    assert "5,999" not in drawn


def test_a_lone_figure_stands_beside_what_it_is_held_against() -> None:
    own = {"low": 760e3, "high": 760e3, "outlet": "a", "quote": "760,000", "implausible": True}
    other = {"low": 700.0, "high": 700.0, "outlet": "b", "quote": "700", "implausible": False, "beside": True}
    drawn = strips.strip([own, other, other], "count")
    assert "1 figure, 760,000, beside 2 that the findings rest on, 1 implausible" in drawn
    assert strips.strip([own], "count") == ""


def test_a_known_figure_is_drawn_and_said_as_reference(db: duckdb.DuckDBPyConnection) -> None:
    claims = queries.claims_of(db, "fled-1")
    claims.loc[claims["claim_id"] == "k1", "zone"] = "reference"
    frame = charts.comparison_frame(claims)
    row = frame[frame["claim_id"] == "k1"].iloc[0]
    assert row["found"] == "known figure (reference)"
    assert "(reference)" in row["row"]
    assert charts.band(frame) is None  # three figures of articles remain, too few for a band
