"""Text → quantities in headlines, agency telegrams and tables, and in the English of four continents.

The sentences are our own; what each should give was written down before the output was seen.
"""

from __future__ import annotations

import pytest

from pipeline.quantities import find


def said(text: str) -> list[str]:
    """Every quantity as "bound value unit", the bound only where it is not exact."""
    signs = {"about": "~", "at_least": ">=", "more_than": ">", "up_to": "<=", "less_than": "<", "vague": "v"}
    lines = []
    for q in find(text):
        if q.kind != "quantity":
            continue
        both = q.low is not None and q.high is not None and q.low != q.high
        value = f"{q.low:.12g}..{q.high:.12g}" if both else f"{q.high if q.low is None else q.low:.12g}"
        lines.append(f"{signs.get(q.bound, '')}{value} {q.unit}")
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # economics
        ("RBI holds repo at 6.5 pct, pegs FY25 growth at 7.2 pc", "6.5 percent; 7.2 percent"),
        ("JSE all-share index: 81 204.5 (-0.8%)", "81204.5 count; -0.8 percent"),
        ("Eskom needs R2.3-billion more, not the R1,8 billion first budgeted.", "2300000000 ZAR; 1800000000 ZAR"),
        ("Annual CPI eased to 3.1 from 3.4 per cent.", "3.1 percent; 3.4 percent"),
        ("Rents in the suburb jumped A$35 a week to A$620.", "35 AUD/week; 620 AUD"),
        ("Prices rose $20 to $30 a week.", "20..30 USD/week"),
        ("The fund lost roughly 20-odd billion dollars.", "~20000000000 USD"),
        ("The outlook was cut by two-tenths of a point.", "0.2 count"),
        ("Sensex sheds 612 pts; Nifty below 24,300", "612 count; <24300 count"),
        ("The average of eight estimates was 1.4.", "8 count; 1.4 count"),
        ("It grew from 24.2 to 33-35 billion euros.", "24200000000 EUR; 33000000000..35000000000 EUR"),
        ("A man was stabbed in a row over $20.", "20 USD"),
        # elections
        ("The deficit is eight points above the target.", "8 count"),
        ("With 98% of precincts in, she led 50.3 to 48.1 percent.", "98 percent; 50.3 percent; 48.1 percent"),
        ("No deaths were reported in the poll violence.", "0 count"),
        ("Reformers 240, Centre 99, Farmers 37", "240 count; 99 count; 37 count"),
        ("NDP 61, Greens 12, SP 37", "61 count; 12 count; 37 count"),
        ("Results: Yes 52.3, No 47.7", "52.3 count; 47.7 count"),
        ("She trails by 1.5 points with a fortnight to go.", "1.5 count"),
        # weather
        ("The river crested at 28' 6\" on Monday.", "28.5 ft"),
        ('Hailstones 2 1/2" wide fell.', "2.5 in"),
        ("A foot of snow fell; an inch of rain followed.", "1 ft; 1 in"),
        ("The storm was 90 mi (145 km) south of the cape.", "90 mi; 145 km"),
        # health
        ("The outbreak made 112 ill and killed nobody.", "112 count; 0 count"),
        ("No new cases were found among 640 contacts.", "0 count; 640 count"),
        ("Five of the crew fell ill; none was near death.", "5 count; 0 count"),
        ("Life expectancy fell 1.8 years to 76.4 years.", "1.8 year; 76.4 year"),
        ("He weighs 10 st 4 lb and stands 5'10\" tall.", "10.2857142857 st; 5.83333333333 ft"),
        ("Waiting lists hit 7.6m, of whom 3,900 wait for hips.", "7600000 count; 3900 count"),
        ("One patient in eight waits more than 12 hours.", "12.5 percent; >12 hour"),
        ("Some 20-odd thousand children missed their jab.", "~20000 count"),
        ("Hospital beds: 1.3 per 1,000 people vs OECD avg of 4.3", "1.3 count/1000; ~4.3 count"),
        # crime
        ("The 6-foot-2 suspect fled on a 125cc motorbike.", "6.16666666667 ft; 125 cm3"),
        ("The blast killed one and left scores without power.", "1 count; v40..199 count"),
        ("He may be held under Art. 5(2) for up to 72 hours.", "<=72 hour"),
        ("He stole up to $10,000 from a 7-Eleven.", "<=10000 USD"),
        ("Of the 22 dead, 17 were under 18.", "22 count; 17 count"),
        ('His brother Dara, 29, was held; "I lost 300 bucks," said Cole, 61.', "300 USD"),
        ("Votes were cast in Lyon, 61, and Nice, 40.", "61 count; 40 count"),
        ("Revenue rose 3.4 percent to £9.6 billion.", "3.4 percent; 9600000000 GBP"),
        ("Nearly half of them are under 18.", "~50 percent"),
        ("Two in three of the dead were over 65.", "66.6666666667 percent"),
        ("It was twice the average for the whole of October.", "2 multiplier"),
        ("On Friday losses were under 300.", "<300 count"),
        ("By the end of April 80 had signed up.", "80 count"),
        ("They camped with a group of 14 walkers.", "14 count"),
        ("Only one of the mill's boilers runs.", "1 count"),
        ("The trader paid N500m and K25,000 for masks.", "500000000 NGN; 25000 ZMW"),
        ("The clerk owes P5,600.", "5600 PHP"),
        # technology
        ("3M said it would cut 2,500 jobs.", "2500 count"),
        ("Some 3M jobs went.", "~3000000 count"),
        ("The chip packs 80bn transistors in 814mm².", "80000000000 count; 814 mm2"),
        ('The phone has 8GB/256GB of memory and a 6.7" screen.', "8 GB; 256 GB; 6.7 in"),
        # transport
        ("The bridge carries 38,000 vehicles/day.", "38000 count/day"),
        ("Six lakh passengers use Lines 1 and 2 daily.", "600000 count"),
        ("Trains ran late by 10+ minutes.", ">=10 min"),
        ("Fuel economy is 5.6L/100km.", "5.6 L/100km"),
        ("The club paid £12m plus £3m in add-ons.", "12000000 GBP; 3000000 GBP"),
        # energy
        ("The cartel will add 411,000 bpd in June.", "411000 bbl/day"),
        ("Output is 9.05 million b/d, down 40,000 b/d.", "9050000 bbl/day; 40000 bbl/day"),
        ("The pipeline moves 55 bcm a year.", "55000000000 m3/year"),
        ("India added 24.5 GW, against 11 GW a year before.", "24.5 GW; 11 GW"),
        ("Bills rise £94 to £1,849 a year.", "94 GBP; 1849 GBP/year"),
        ("The mine yields 5.2 Mtpa of coal.", "5.2 Mt/year"),
        ("Its emissions fell to 384 MtCO2e.", "384 Mt"),
        # agriculture
        ("Maize: R3 850/t, up R45", "3850 ZAR/t; 45 ZAR"),
        ("May corn fell 3-1/4 cents.", "3.25 cent"),
        ("Oats settled 2-1/2 cents lower at $3.17-1/4 a bushel.", "2.5 cent; 3.1725 USD/bushel"),
        ("The gauge of mills slid 30.5 to 1,250 on Friday.", "30.5 count; 1250 count"),
        ("Its shares gained 12 3/8 to 101 1/2.", "12.375 count; 101.5 count"),
        ("The port will add 10 to 40 cranes.", "10..40 count"),
        ("Prices may rise 3 to 12 percent.", "3..12 percent"),
        ("Yields averaged 179.3 bu/acre.", "~179.3 bushel/acre"),
        ("Yields dropped from 8.4 to 6.1 tonnes a hectare.", "8.4 t/ha; 6.1 t/ha"),
        ("Milk at 34.5ppl", "34.5 pence/L"),
        ("Wheat procurement touches 262 lakh tonnes", "26200000 t"),
    ],
)
def test_quantities_as_wires_print_them(text: str, expected: str) -> None:
    assert said(text) == expected.split("; ")


@pytest.mark.parametrize(
    "text",
    [
        "Leeds 3, Hull 1",
        "Ayr 2, Bute 2; Leith 0, Perth 4",
        "She won 6-4, 3-6, 7-6 (7-5).",
        "She won 6-3, 3-6, 7-6(5), 7-6(3).",
        "Bafana won 2-nil.",
        "Aussies 4-312 at stumps",
        "An 18-wheeler overturned on the N1.",
        "The bill cleared the house by 64 votes to 35.",
        "There is no case for war, and no victim should wait.",
        "No doubt remains.",
        "Brisbane 31/22, Perth 38/21",
        "The motion was carried by 58 to 41.",
        "Councillors backed it 31 to 12.",
        "A man of 62 was held in Ghent.",
        "Her brother, Jan K. (51), fled.",
        "They queued from six in the morning.",
        "An N95 mask on K2",
        "A 9-1-1 call came at 3:05 a.m.",
    ],
)
def test_what_wires_print_that_is_none(text: str) -> None:
    assert said(text) == []


def test_a_word_for_a_unit_and_its_rate_is_part_of_the_quote() -> None:
    (found,) = find("It adds 2.5 mb/d.")
    assert (found.quote, found.low, found.unit) == ("2.5 mb/d", 2.5e6, "bbl/day")
    assert found.norm_unit == "m3/day"


@pytest.mark.parametrize(
    ("text", "quote"),
    [("The camp lies 17.9 km. Nobody left.", "17.9 km"), ("It is 12 km.", "12 km"), ("A 5 lb. bass won.", "5 lb.")],
)
def test_the_point_that_ends_a_sentence_is_no_part_of_a_unit(text: str, quote: str) -> None:
    assert find(text)[0].quote == quote
