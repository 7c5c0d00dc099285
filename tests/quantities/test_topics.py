"""Text → quantities on the prose of sport, crime, health, business, science and elections, in sentences of our own."""

from __future__ import annotations

import pytest

from pipeline.quantities import find


def figures(text: str) -> list[tuple[str, object, str]]:
    """Quote, value (one figure or both ends) and unit of every quantity that can be a claim."""
    return [
        (q.quote, q.low if q.low == q.high else (q.low, q.high), q.unit) for q in find(text) if q.kind == "quantity"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # sport
        ("The winger, 28, has 15 goals in 20 games.", [("15", 15.0, "count"), ("20", 20.0, "count")]),
        ("He ran the 100m in 9.87 seconds.", [("100m", 100.0, "m"), ("9.87 seconds", 9.87, "s")]),
        ("Under 30 of the fans stayed.", [("30", (None, 30.0), "count")]),
        ("The goalkeeper is 6ft 3in tall and weighs 14st.", [("6ft 3in", 6.25, "ft"), ("14st", 14.0, "st")]),
        # crime
        ("Officers fired 37 rounds in Room 101.", [("37", 37.0, "count")]),
        ("He drove at 112mph in a 70mph zone.", [("112mph", 112.0, "mph"), ("70mph", 70.0, "mph")]),
        ("They seized 4.5kg of heroin worth €300,000.", [("4.5kg", 4.5, "kg"), ("€300,000", 300000.0, "EUR")]),
        ("The thief of 221B Quarry Street took two dozen rings.", [("two dozen", 24.0, "count")]),
        # health
        ("One in 1,500 babies has it.", [("One in 1,500", pytest.approx(100 / 1500), "percent")]),
        ("It lowers sugar by 1.2 mmol/L.", [("1.2 mmol/L", 1.2, "mmol/L")]),
        ("A dose is 5 micrograms per kilogram.", [("5 micrograms per kilogram", 5.0, "ug/kg")]),
        ("PM2.5 levels hit 300.", [("300", 300.0, "count")]),
        ("A load of 1.5 x 10^6 copies was found.", [("1.5 x 10^6", 1.5e6, "count")]),
        # business
        ("It sold 4.1 million cars.", [("4.1 million", 4.1e6, "count")]),
        ("The villages hold 2.3 lakh voters.", [("2.3 lakh", 2.3e5, "count")]),
        ("A profit of 320m kronor was booked.", [("320m kronor", 3.2e8, "SEK")]),
        ("The share was priced at $17-$19.", [("$17-$19", (17.0, 19.0), "USD")]),
        ("Yields climbed 12bps to 4.3%.", [("12bps", 12.0, "basis_points"), ("4.3%", 4.3, "percent")]),
        ("A 2-for-1 split was agreed.", []),
        # science and weather
        ("Light covers 3 × 10⁸ metres per second.", [("3 × 10⁸ metres per second", 3e8, "m/s")]),
        ("The grains weigh 2.4 × 10⁻³ g.", [("2.4 × 10⁻³ g", 0.0024, "g")]),
        ("The 1.5C target slips.", [("1.5C", 1.5, "degC")]),
        ("Between two and three dozen eggs hatched.", [("two and three dozen", (24.0, 36.0), "count")]),
        ("The mud lies three or four dozen feet deep.", [("three or four dozen feet", (36.0, 48.0), "ft")]),
        # elections and crowds
        ("The senators voted 51 to 49 to pass it.", []),
        ("The motion fell by 14 votes to 9.", []),
        ("A 3-to-1 margin held.", []),
        ("Up to and including 6 people may meet.", [("6", (None, 6.0), "count")]),
    ],
)
def test_quantities_of_many_topics(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Resolution 1973 was passed.", ["name"]),
        ("He lives at 221B Quarry Street.", ["address"]),
        ("A man in his 40s met a woman in her mid-30s.", ["age", "age"]),
        ("The trial starts at half past seven.", ["time"]),
        ("Genesis 1:1 was read out.", ["verse"]),
        ("A ratio of 3:1 was used.", ["ratio"]),
        ("A screen of 1920x1080 in a 4x4 car.", ["name", "name"]),
        ("Twenty20 cricket is fast.", ["name"]),
        ("The chapel was built c. 1850.", ["year"]),
        ("On the 4th of July 1776 they signed.", ["date", "year"]),
        ("The bill passed 218-210.", ["score", "score"]),
        ("They play 4-4-2.", ["score", "score", "score"]),
        ("A Boeing 737-800 landed.", ["name", "name"]),
        ("The driver's best lap was 1:32.4.", ["time"]),
        ("See Luke 3:16-18.", ["verse"]),
        ("In 1850 he left for Post code 90210.", ["year", "name"]),
    ],
)
def test_what_is_none_in_many_topics(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in find(text)] == kinds


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("They raised $20m for the club.", None),
        ("The bid rose by $20m.", "up"),
        ("The yield climbed 12bps.", "up"),
    ],
)
def test_money_that_is_raised_is_no_rise(text: str, change: str | None) -> None:
    assert find(text)[0].change == change


def test_thousands_said_once_keep_the_printed_figure_as_the_other_reading() -> None:
    (found,) = find("About 12-15,000 troops moved.")
    assert (found.low, found.high, found.ambiguous) == (12000, 15000, (12.0,))


@pytest.mark.parametrize("text", ["12 to 15,000 letters came.", "A list of 200-15,000 names."])
def test_thousands_are_not_lent_to_figures_that_stand_for_themselves(text: str) -> None:
    assert find(text)[0].ambiguous == ()
