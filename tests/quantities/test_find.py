"""Text → quantities: values, bounds, units, and what is no quantity, on news of many topics."""

from __future__ import annotations

import pytest

from pipeline.model import Quantity
from pipeline.quantities import find

LAKH, MILLION, BILLION = 1e5, 1e6, 1e9


def figures(text: str) -> list[Quantity]:
    found = find(text)
    assert all(text[q.start : q.end] == q.quote for q in found)
    return [q for q in found if q.kind == "quantity"]


def values(text: str) -> list[float | tuple[float | None, float | None]]:
    return [q.low if q.low == q.high and q.low is not None else (q.low, q.high) for q in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials counted 1,234,567 ballots.", [1234567]),
        ("The flood displaced 12 500 residents.", [12500]),
        ("The flood displaced 12\u2009500 residents.", [12500]),
        ("The town has 1'250'000 francs left.", [1250000]),
        ("It sold 1.234.567 tickets.", [1234567]),
        ("Rain of 4,5 mm fell.", [4.5]),
        ("The scheme covers 1,20,000 households.", [120000]),
        ("Some 1.2 lakh voters and 3 crore rupees.", [1.2 * LAKH, 3e7]),
        ("The fund holds 3.5 lakh crore rupees.", [3.5e12]),
        ("Its 1.4bn people bought 20k cars worth $3.5bn.", [1.4e9, 20000, 3.5e9]),
        ("About 4.5m people live there, 12.3m tonnes of grain lie here.", [4.5e6, 12.3e6]),
        ("The rate rose to .25 percent.", [0.25]),
        ("One hundred and fifty soldiers, twenty-two tanks", [150, 22]),
        ("two hundred and two thousand houses", [202000]),
        ("He counted nine million and five ninths.", [9e6 + 5e6 / 9]),
        ("4 thousand 3 hundred and 21 boxes", [4321]),
        ("4 thousand two hundred boxes", [4200]),
        ("3 million two hundred thousand boxes", [3_200_000]),
        ("It fell to $16 million two years later.", [16_000_000, 2]),
        ("Two and a half million people need food.", [2.5e6]),
        ("It took 2 1/2 cups and 3½ spoons.", [2.5, 3.5]),
        ("Police took half a million euros and half a dozen cars.", [5e5, 6]),
        ("a quarter of a billion less, two thirds of a million more", [2.5e8, 2e6 / 3]),
        ("The answer is minus five point five, not -6.", [-5.5, -6]),
        ("A 2,500-strong force, 300-odd trucks and a dozen guns", [2500, 300, 12]),
        ("5 million and two men", [5e6, 2]),
        ("three point one four", [3.14]),
        ("The 7.8-magnitude quake, then one of magnitude 7.6", [7.8, 7.6]),
    ],
)
def test_numbers(text: str, expected: list[object]) -> None:
    assert values(text) == pytest.approx(expected)  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Police said half of them were children.", 50, 50),
        ("Three quarters of voters backed the plan.", 75, 75),
        ("Output fell by a third.", 100 / 3, 100 / 3),
        ("One in five children is poor.", 20, 20),
        ("Three out of four residents fled.", 75, 75),
        ("It won a two-thirds majority.", 200 / 3, 200 / 3),
        ("Most of the victims were women.", 50, 100),
        ("Nearly all of the harvest is gone.", 90, 100),
        ("They lost all of their land.", 100, 100),
    ],
)
def test_shares_are_percent_of_their_base(text: str, low: float, high: float) -> None:
    (found,) = figures(text)
    assert (found.low, found.high, found.unit) == (pytest.approx(low), pytest.approx(high), "percent")


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "bound"),
    [
        ("Some 300 men came.", "300", 300, 300, "about"),
        ("They sold 300 or so.", "300", 300, 300, "about"),
        ("An estimated 30,000 fighters left.", "30,000", 30000, 30000, "about"),
        ("At least 17 people died.", "17", 17, None, "at_least"),
        ("No fewer than 12 ships sank.", "12", 12, None, "at_least"),
        ("More than three dozen trucks burned.", "three dozen", 36, None, "more_than"),
        ("As many as 2,000 are missing.", "2,000", None, 2000, "up_to"),
        ("Fewer than 50 hostages remain.", "50", None, 50, "less_than"),
        ("Perhaps as many as 90 are trapped.", "90", None, 90, "up_to"),
        ("He has 20 or more cars.", "20", 20, None, "at_least"),
        ("Between 20 and 30 people were hurt.", "20 and 30", 20, 30, "range"),
        ("Prices fell 10–15% in May.", "10–15%", 10, 15, "range"),
        ("It costs $2-3 billion.", "$2-3 billion", 2e9, 3e9, "range"),
        ("A crowd of 20,000 to more than 30,000 came.", "20,000 to more than 30,000", 20000, 30000, "range"),
        ("Two to three thousand were injured.", "Two to three thousand", 2000, 3000, "range"),
        ("It is more than 100 but less than 300.", "100 but less than 300", 100, 300, "range"),
        ("Three or four witnesses spoke.", "Three or four", 3, 4, "range"),
        ("Tens of thousands of people fled.", "Tens of thousands", 20000, 99999, "vague"),
        ("Several hundred remain.", "Several hundred", 200, 999, "vague"),
        ("A few thousand marched.", "A few thousand", 2000, 9999, "vague"),
        ("Dozens were hurt.", "Dozens", 24, 99, "vague"),
        ("Scores were hurt.", "Scores", 40, 199, "vague"),
    ],
)
def test_bounds(text: str, quote: str, low: float | None, high: float | None, bound: str) -> None:
    (found,) = figures(text)
    assert (found.quote, found.low, found.high, found.bound) == (quote, low, high, bound)
    assert (found.rule is not None) == (bound == "vague")


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("It lost 45% of its land.", "percent", 45),
        ("It grew by 0.25 percentage points.", "percentage_points", 0.25),
        ("The bank added 25 basis points.", "basis_points", 25),
        ("The price doubled.", "multiplier", 2),
        ("Output rose tenfold.", "multiplier", 10),
        ("There are five times as many.", "multiplier", 5),
        ("It grew by a factor of ten.", "multiplier", 10),
        ("He was fined £40k.", "GBP", 40000),
        ("He spent US$2.4 billion.", "USD", 2.4e9),
        ("A profit of 3.1 billion euros", "EUR", 3.1e9),
        ("It costs Rs 5 crore.", "INR", 5e7),
        ("They owe minus €12.4bn.", "EUR", -12.4e9),
        ("They hold 36,200 square kilometres.", "km2", 36200),
        ("A 100-square-kilometre lake", "km2", 100),
        ("Winds of 155mph", "mph", 155),
        ("It was 38.6 degrees Celsius.", "degC", 38.6),
        ("The temperature fell to -15C.", "degC", -15),
        ("He seized 15 pounds of heroin.", "lb", 15),
        ("He stole £5, i.e. five pounds sterling.", "GBP", 5),
        ("They pump 5,000 barrels a day.", "bbl/day", 5000),
        ("About 300 people a day arrive.", "count/day", 300),
        ("There were 12 cases per 100,000 people.", "count/100000", 12),
        ("Rent is $900 a month.", "USD/month", 900),
        ("A four-month truce", "month", 4),
        ("He is 5 feet 6 inches tall.", "ft", 5.5),
        ("There were 70 guests.", "count", 70),
    ],
)
def test_units(text: str, unit: str, low: float) -> None:
    found = figures(text)[0]
    assert found.unit == unit
    assert found.low == pytest.approx(low)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The law was passed in 2015.", ["year"]),
        ("The 2008 crisis hurt, as the 1990s did.", ["year", "decade"]),
        ("It ran from 2005-2017.", ["year", "year"]),
        ("The blast struck on June 17, 2014.", ["date", "year"]),
        ("Talks resume on 21 March and on the 4th of May.", ["date", "date"]),
        ("It opens at 9:30 am and shuts at 6 p.m.", ["time", "time"]),
        ("John Smith, 43, was held.", ["age"]),
        ("The 43-year-old has a son aged 6.", ["age", "age"]),
        ("Call 555-0142 or 020 7946 0018.", ["phone", "phone"]),
        ("Arsenal won 3-1.", ["score", "score"]),
        ("The third attack of the 21st century", ["ordinal", "ordinal"]),
        ("F-16 jets, Covid-19 and the A380", ["name", "name", "name"]),
        ("Boeing 737 planes and Flight 302", ["name", "name"]),
        ("It is larger than the 737, and the 787 jets are lighter.", ["name", "name"]),
        ("All of the 737 people on the 320 acres left.", ["quantity", "quantity"]),
        ("Web 2.0 firms grew.", ["name"]),
        ("The visitors made 312 for 7 and paid 300 for 7 tickets.", ["score", "score", "quantity", "quantity"]),
        ("Resolution No. 2254 and Article 5", ["rank", "name"]),
        ("See https://example.com/447698-x, @M24544344 and #G20.", ["url", "handle", "hashtag"]),
        ("The report [2] was withdrawn.", ["footnote"]),
        ("One of the reasons, the one that counts", ["partitive", "pronoun"]),
        ("Version 2.0.1 is out.", ["version"]),
        ("It stands at 10 Downing Street.", ["address"]),
        ("The Group of Seven met.", ["name"]),
        ("It opens 24/7 since 9/11.", ["name", "name"]),
        ("See John 3:16.", ["verse"]),
        ("children under five", ["age"]),
        ("The two groups met.", ["reference"]),
    ],
)
def test_what_is_no_quantity(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in find(text)] == kinds


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Shares rose 3%.", ["up"]),
        ("Shares were down 3% at 40.", ["down", None]),
        ("The index lost 190 points, or 0.6%.", ["down", "down"]),
        ("The rate fell from 4.8 to 4.7 percent.", ["down", "down"]),
        ("Sales grew to 40 million.", [None]),
        ("It took up to 40 days.", [None]),
    ],
)
def test_direction_of_change(text: str, changes: list[str | None]) -> None:
    assert [q.change for q in figures(text)] == changes


def test_both_ends_of_a_change_keep_their_place() -> None:
    first, second = figures("It shrank from about 90,800 square kilometres in 2015 to 36,200.")
    assert (first.low, first.unit, second.low, second.unit) == (90800, "km2", 36200, "km2")


@pytest.mark.parametrize(
    ("text", "low", "other"),
    [
        ("There were 1.853 fighters.", 1853, (1.853,)),
        ("There were 1.853 fighters of 12,500 in all.", 1.853, ()),
        ("There were 1.853 fighters of 1.234.567 in all.", 1853, ()),
        ("It earned 1.853 billion euros.", 1.853e9, ()),
        ("The ratio is 1.853.", 1.853, (1853,)),
        ("There were 1,853 fighters.", 1853, ()),
    ],
)
def test_an_ambiguous_figure_is_decided_by_the_others_or_flagged(
    text: str, low: float, other: tuple[float, ...]
) -> None:
    found = figures(text)[0]
    assert (found.low, found.ambiguous) == (low, other)


def test_hedges_lie_in_the_outer_span_and_outside_the_quote() -> None:
    text = "They say an estimated 300 or so came."
    (found,) = figures(text)
    assert text[found.outer_start : found.outer_end] == "an estimated 300 or so"
    assert (found.quote, found.hedge) == ("300", "an estimated or so")


def test_measures_are_converted_and_money_is_not() -> None:
    land, price = figures("They sold 7,500 hectares for 12 million dollars.")
    assert (land.norm_low, land.norm_unit) == (pytest.approx(75), "km2")
    assert (price.norm_low, price.norm_unit) == (12e6, "USD")


def test_temperatures_are_converted_with_their_offset() -> None:
    (found,) = figures("It was 212 degrees Fahrenheit.")
    assert found.norm_low == pytest.approx(100)
