"""Printed dates: the first and last day that they can mean."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import dates


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2021-03-04", "2021-03-04", "2021-03-04"),
        ("2021/3/4", "2021-03-04", "2021-03-04"),
        ("2021-03-04T23:59:59Z", "2021-03-04", "2021-03-04"),
        ("2021-03-04 10:00", "2021-03-04", "2021-03-04"),
        ("2021-03", "2021-03-01", "2021-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("March 2021", "2021-03-01", "2021-03-31"),
        ("Feb 2014", "2014-02-01", "2014-02-28"),
        ("4 March 2021", "2021-03-04", "2021-03-04"),
        ("March 4, 2021", "2021-03-04", "2021-03-04"),
        ("Mar 4, 2021, 5:30 p.m. ET", "2021-03-04", "2021-03-04"),
        ("Thu, 04 Mar 2021 10:11:12 GMT", "2021-03-04", "2021-03-04"),
        ("3/4/2021", "2021-03-04", "2021-04-03"),
        ("13.4.2021", "2021-04-13", "2021-04-13"),
        ("early 2021", "2021-01-01", "2021-04-30"),
        ("mid-2021", "2021-05-01", "2021-08-31"),
        ("Late 2021", "2021-09-01", "2021-12-31"),
        ("2021-03-04/2021-03-06", "2021-03-04", "2021-03-06"),
        ("2021-03 to 2021-05", "2021-03-01", "2021-05-31"),
        ("March 2021 – May 2021", "2021-03-01", "2021-05-31"),
    ],
)
def test_period(words: str, first: str, last: str) -> None:
    assert dates.period(words) == (date.fromisoformat(first), date.fromisoformat(last))


NO_DATES = """
yesterday | last March | 4 March | Tuesday | 0000 | 0000-00-00 | 2021-13 | 2021-02-30 | 30/30/2021 | 99999 | 2021-W05-x
2021-05 to 2021-03 | no date 2021
"""


@pytest.mark.parametrize("words", ["", *(w.strip() for line in NO_DATES.split("\n") for w in line.split("|"))])
def test_no_date(words: str) -> None:
    assert dates.period(words) is None


def test_future() -> None:
    today = date(2021, 3, 4)
    assert not dates.future((date(2021, 3, 5), date(2021, 3, 5)), today)
    assert not dates.future((date(2021, 1, 1), date(2021, 12, 31)), today)
    assert dates.future((date(2021, 3, 6), date(2021, 3, 6)), today)
