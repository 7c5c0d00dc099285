"""Whose figures of business are, and what figures of farms, prices and profits count."""

from __future__ import annotations

import pytest

from tests.claims.taken import claims_of

INSURER = "Dutch insurer Brantas will shut 120 branches. Brantas shares fell 4 percent in Utrecht. "
BREWER = "The brewer Holmqvist is in trouble. Holmqvist's boss quit. Drinkers turned away. "


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("German brewer Holmqvist laid off 340 workers. Holmqvist shares fell.", "340", "Holmqvist"),
        (INSURER + "The insurer will cut 900 jobs.", "900", "Brantas"),
        (INSURER + "Some 900 jobs are to go.", "900", "Brantas"),
        (BREWER + "Net profit slumped to $40 million.", "$40 million", "Holmqvist"),
        (BREWER + "Deliveries were down to 412,000 kegs.", "412,000", "Holmqvist"),
        ("Holmqvist, the German brewer, will cut 340 jobs. Holmqvist shares fell.", "340", "Holmqvist"),
    ],
)
def test_a_firm_is_whose_its_jobs_goods_and_profits_are(text: str, quote: str, actor: str) -> None:
    title = "Holmqvist and its brewers" if "Holmqvist" in text else "Brantas closes branches"
    assert next(c.actor for c in claims_of(text, title) if c.quote == quote) == actor


@pytest.mark.parametrize(
    "text",
    [
        "Mr Okafor ran fast. Okafor scored twice. Some 900 jobs are to go.",  # a runner has no jobs to cut
        "Floods cut off the town. The Red Cross came. The Red Cross sent tents. Some 40 cars were swept away.",
    ],
)
def test_what_is_no_firms_stays_nobodys(text: str) -> None:
    figure = claims_of(text)[-1]
    assert figure.actor not in ("Okafor", "Red Cross")


@pytest.mark.parametrize(
    ("text", "quote", "counted"),
    [
        ("Kenya's tea is picked. Tea is dear, and growers expect 900 tonnes in all.", "900 tonnes", "tea"),
        ("Tea is dear. Tea goes abroad. The board stuck to its forecast of 900 tonnes.", "900 tonnes", "tea"),
        ("Rice was sown on 900 hectares this spring.", "900 hectares", "area in hectares (ha)"),
        ("The area, 900 hectares, was the smallest in years.", "900 hectares", "area"),
        ("A kilo of rice sells at $4, cheaper than bread.", "$4", "price per kilo"),
        ("Net profit slumped 38 percent to $40 million.", "$40 million", "net profit"),
        ("Net profit slumped 38 percent to $40 million.", "38 percent", "net profit"),
        ("The lottery paid out prizes of up to $900.", "$900", "prizes"),
        ("The mill has a workforce which stood at 9,000 in May.", "9,000", "employees (workforce)"),
        ("Tea is picked. Tea sells. The Oslo Board of Trade's latest estimate is 900 tonnes.", "900 tonnes", "tea"),
        ("Exports of tea rose. Exports could reach 800 tonnes.", "800 tonnes", "exports"),
        ("The plant lost 900 jobs, nearly half of the staff of about 2,000.", "2,000", "employees (staff)"),
        ("The plant lost 900 jobs. It employs 2,000.", "2,000", "employees"),
        ("The bank has its seat in Oslo; the mine lost 900 jobs and the pit 300.", "300", "jobs"),
        ("The bank left Oslo, where it had its seat. It cut 900 jobs; the mine lost 300.", "300", "jobs"),
        ("The coalition won 53 seats in parliament and its rival 24.", "24", "seats"),
    ],
)
def test_counted(text: str, quote: str, counted: str) -> None:
    found = next(c.counted for c in claims_of(text) if c.quote == quote)
    assert (found or "").lower().startswith(counted)


@pytest.mark.parametrize(
    ("text", "quote", "action"),
    [
        ("Flour shipments came to 900 tonnes last season.", "900 tonnes", "exported"),
        ("The harvest came to 900 tonnes.", "900 tonnes", "harvested"),
        ("Farmers threshed 900 tonnes of rye.", "900 tonnes", "harvested (threshed)"),
        ("The mill, with 900 employees, is old.", "900", "employed or working"),
        ("The yard sacked 900 employees.", "900", "cut or laid off (sacked)"),
        ("The mine shed 900 jobs; the foundry lost 300.", "300", "cut or laid off (lost)"),
        ("Nurses will forgo 900 days of leave.", "900 days of leave", None),
    ],
)
def test_action(text: str, quote: str, action: str | None) -> None:
    assert [c.action for c in claims_of(text) if c.quote == quote] in ([action], [] if action is None else [action])
