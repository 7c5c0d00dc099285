"""What each figure counts, of what, doing what: text → facets."""

from datetime import date
from typing import Any

import pytest

from pipeline import lexicons
from pipeline.knowledge import settings
from tests.claims.taken import claims_of

CASES: list[tuple[str, str, dict[str, Any]]] = [
    # active, passive, number before and after its noun
    ("The storm killed 31 people in Haiti.", "31", {"counted": "people", "action": "killed or died", "place": "Haiti"}),
    ("In Peru 31 people were killed.", "31", {"counted": "people", "action": "killed or died", "place": "Peru"}),
    (
        "Foreign volunteers in Ukraine now number 20,000.",
        "20,000",
        {"counted": "foreign volunteers", "place": "Ukraine"},
    ),
    ("The death toll rose to 190.", "190", {"counted": "people", "action": "killed or died"}),
    ("Deaths surpassed 15,000 on Friday.", "15,000", {"action": "killed or died"}),
    # shares and partitives
    (
        "Rebels hold 70% of Aleppo.",
        "70%",
        {"counted": "Aleppo", "base": "Aleppo", "place": "Aleppo", "action": "controls (held)"},
    ),
    (
        "Tens of thousands of villagers fled.",
        "Tens of thousands",
        {"counted": "villagers", "action": "displaced or homeless (fled)"},
    ),
    # a part of a whole that has a number too: the clause tells of the part
    (
        "In all 140 of the ferry's 212 passengers were hurt.",
        "140",
        {"counted": "passengers", "action": "wounded (hurt)"},
    ),
    ("In all 140 of the ferry's 212 passengers were hurt.", "212", {"counted": "passengers", "action": None}),
    ("Half of the village's 300 houses burned down.", "Half", {"counted": "houses", "base": "houses"}),
    ("A third of Oslo's 90 schools were shut.", "A third", {"counted": "schools", "base": "schools"}),
    ("All but 3 of the 45 looms were saved.", "45", {"counted": "looms", "action": None}),
    ("It wants £12 million of the £38 million it has given the yard.", "£38 million", {"action": "gave"}),
    # ellipsis
    ("Police held 60 marchers and 12 of them were charged.", "12", {"counted": "marchers", "base": "marchers"}),
    ("The blast killed 130 people and wounded 200.", "200", {"counted": "people", "action": "wounded"}),
    ("Some 31 people died and 200 were injured.", "200", {"counted": "people", "action": "wounded (injured)"}),
    # lists under a name
    ("Most recruits came from Tunisia (6,000), Jordan (2,500) and Russia (2,400).", "2,500", {"actor": "Jordan"}),
    # who says so, where the verb ends the sentence or comes first, or the name is an acronym
    ("The flood killed 40 people, government sources confirmed.", "40", {"attributed_to": "government sources"}),
    ("Cholera has killed 40 people in the camp, says the WHO.", "40", {"attributed_to": "WHO"}),
    ("Ann Lee reckons that 40 people died in the flood.", "40", {"attributed_to": "Ann Lee"}),
    # whose
    (
        "About 850 British nationals joined the group.",
        "850",
        {"actor": "United Kingdom", "counted": "British nationals"},
    ),
    ("About 850 fighters from Britain joined the group.", "850", {"actor": "United Kingdom"}),
    # a verb with its object tells what happened
    ("Some 4,000 lost their homes in Chile.", "4,000", {"action": "displaced or homeless (lost)", "counted": "people"}),
    # amounts
    ("Damage was put at $3bn.", "$3bn", {"unit": "USD", "low": 3e9}),
    # what a share or an amount is of: its own subject, the noun before it, the object, the verb; never who acts or says
    (
        "A party won 34% of the vote. Turnout was 63%.",
        "63%",
        {"counted": "turnout", "action": "voted (turnout)", "base": None},
    ),
    ("Two mills closed in Leeds. Unemployment stood at 4.4%.", "4.4%", {"counted": "unemployment", "base": None}),
    ("The panel said that inflation had been 6.1%.", "6.1%", {"counted": "inflation"}),
    ("They voted, with a turnout of 63%.", "63%", {"counted": "turnout"}),
    (
        "Police put the crowd at 2,000.",
        "2,000",
        {"counted": "people (crowd)", "actor": "spectators or other attendees"},
    ),
    ("The state gave the mill £38m in grants.", "£38m", {"counted": "grants in british pounds (GBP)"}),
    ("The mill lost £61m.", "£61m", {"counted": "loss in british pounds (GBP)", "actor": "mill"}),
    ("The storm killed 4 people and laid waste to the port.", "4", {"counted": "people"}),
    ("They sit in the 90-seat chamber.", "90", {"counted": "seat"}),
    # who does it
    ("The nurses have visited 900 homes.", "900", {"actor": "nurses", "counted": "homes"}),
    ("Forward Peru won 29 seats and the Blue Union 24.", "24", {"actor": "Blue Union", "counted": "seats"}),
    ("Forward Peru won 29 seats and the Blue Union 24.", "29", {"actor": "Forward Peru"}),
    # a clause without a verb is not under the verb before it
    ("Two people died in the fire, with 5,400 people now under evacuation orders.", "5,400", {"action": "evacuated"}),
    ("Crews slowed the fire, which is now 30% contained.", "30%", {"action": "contained"}),
    # the verb below one that only says how, never "according"
    ("Some 40 villagers seem to have fled.", "40", {"predicate": "flee", "action": "displaced or homeless (fled)"}),
    ("It was struck by attacks which killed 31 people.", "31", {"subject": "attacks", "predicate": "kill"}),
    # headline style
    ("200 arrested at Paris rally", "200", {"action": "arrested", "place": "Paris"}),
    # whose it is: who does it, whose measure it is, what those are called to whom it happens
    ("The Harbour Union signed up 900 dockers.", "900", {"counted": "dockers", "actor": "Harbour Union"}),
    ("The petition has 900 signatures.", "900", {"counted": "signatures", "actor": "petition"}),
    ("Turnout in Peru was 63%.", "63%", {"counted": "turnout", "actor": "voters in Peru", "place": "Peru"}),
    ("Crews evacuated 900 as the river rose in Haiti.", "900", {"actor": "residents in Haiti", "action": "evacuated"}),
    ("Bolivian clinics treated 900 Bolivian children.", "900", {"actor": "children from Bolivia"}),
    ("Peru has around 300; Chile, which began late, has 271.", "271", {"actor": "Chile"}),
    # what a verb and its noun tell together, what a noun tells of what follows it, and changes
    ("The mill cut 900 jobs.", "900", {"counted": "jobs", "action": "cut or laid off"}),
    ("The closure means the loss of 900 jobs.", "900", {"action": "cut or laid off"}),
    ("The arrest of 12 men followed.", "12", {"counted": "men", "action": "arrested"}),
    ("Exports fell 12% in Ghana.", "12%", {"counted": "exports", "action": "fell"}),
    ("Membership fell by 900.", "900", {"action": "fell"}),
    # a clause that stands for its object; a figure that says of nothing what it is of; a toll of people
    ("The militia has lost 40% of what it held in Mali.", "40%", {"counted": "territory", "action": "lost"}),
    ("The storm killed 31 people; the global figure of 900 compares with 600 before.", "600", {"counted": "people"}),
    ("The toll of the quake in Chile, the site announces, has exceeded 900.", "900", {"counted": "people"}),
    ("The death toll in Peru, officials say, has passed 900.", "900", {"counted": "people", "place": "Peru"}),
    ("First came a shock of 7.7 in Chile.", "7.7", {"counted": "magnitude"}),
    ("Chile felt 7 shocks.", "7", {"counted": "shocks"}),
    # the verb that tells of it: not "according", nor the one of the figure before; "where" opens another clause
    ("Volunteers come from at least 86 towns, according to a study.", "86", {"counted": "towns", "predicate": "come"}),
    ("The raid killed 31 people and wounded 200 others.", "200", {"action": "wounded"}),
    (
        "It claimed to have shot two soldiers and taken twenty hostages, according to a report.",
        "twenty",
        {"counted": "hostages", "action": "abducted"},
    ),
    (
        "Volunteers who went to Chad have reached 900 where new helpers come from 30 towns.",
        "900",
        {"counted": "volunteers", "action": "travelled (gone)"},
    ),
    ("The group lost 45% of the land that it held in Mali with 20% in Chad.", "20%", {"place": "Chad"}),
    ("The group lost 45% of the land that it held in Mali with 20% in Chad.", "45%", {"place": "Mali"}),
    ("A camp in Mali with 900 tents burned.", "900", {"counted": "tents", "place": "Mali"}),
    # the whole of a part is a figure too
    ("140 of the ferry's 212 passengers were rescued.", "140", {"counted": "passengers", "action": "rescued"}),
    ("12 of its 40 clerks quit.", "12", {"counted": "clerks"}),
    # stuff that is weighed again is the same stuff; a bare sum of money is not
    (
        "Guards seized 60 tonnes of ivory in Ghana, up from 51 tonnes in 2012.",
        "51 tonnes",
        {"counted": "ivory in tonnes (t)", "action": "seized or confiscated"},
    ),
    ("It weighed 60 tonnes of ivory. The shed cost $900.", "$900", {"counted": "u.s. dollars (USD)"}),
    # what a verb changes is its object, and the new figure stands after "to"
    (
        "The ministry on Friday raised its offer to the nurses of Ghana to 16 per cent.",
        "16 per cent",
        {"counted": "offer"},
    ),
    # one verb, of land, of goods, of people
    ("Rebels seized 40 villages in Chad.", "40", {"action": "captured or seized"}),
    ("Officers seized 40 rifles in Chad.", "40", {"action": "seized or confiscated"}),
    ("In Chad 40 women were held overnight.", "40", {"action": "detained or held"}),
    ("The group holds 40% of Chad.", "40%", {"action": "controls (held)"}),
    ("The hall can hold 900 people.", "900", {"action": "held or seated"}),
    # a bare number that is given is told, not given; money and things are given
    ("Some 90 clerks died in Chad. The union gave 120.", "120", {"counted": "clerks", "action": "killed or died"}),
    ("The bank gave Chad $40 million.", "$40 million", {"action": "gave"}),
    # a semicolon ends what a verb tells
    ("The union complains of delays; in Lyon fewer than 900 clerks are on duty.", "900", {"action": None}),
    # what somebody is called for doing
    (
        "Turnout was 63%. Tonnerre Libre, the winner with 34% in Gabon, was cheered.",
        "34%",
        {"counted": "votes", "actor": "Tonnerre Libre", "action": "won"},
    ),
    # what is said of people says nothing of things
    ("Vets treated 40 goats in Chur.", "40", {"counted": "goats", "action": None}),
    ("Doctors treated 40 miners in Chur.", "40", {"action": "hospitalised (treated)"}),
    ("Some 900 metres of cable were drawn.", "900 metres", {"action": None}),
    ("Half the food is gone.", "Half", {"action": "lost"}),
    ("The experts arrived at 300.", "300", {"action": None}),
    ("The appeal raised $4m.", "$4m", {"action": "earned or made (raised)"}),
    ("The clerk published a ruling of 120 pages.", "120", {"action": "published"}),
    # the verb behind an agent is not theirs; a relative pronoun and a dateline are nothing counted
    ("A petition signed by 800 neighbours had forced the town to act.", "800", {"action": "signed"}),
    ("The town kept a third of the 18 which it runs.", "18", {"counted": None}),
    ("LIMA, Peru (AD) - The toll of the crash rose to 12.", "12", {"counted": "people", "action": "killed or died"}),
    ("The war cost the lives of 60 Britons.", "60", {"counted": "Britons", "action": "killed or died"}),
    (
        "The number of Britons who left for Isis in Syria has reached 850.",
        "850",
        {"counted": "Britons", "action": "travelled (left)", "actor": "United Kingdom", "place": "Syria"},
    ),
    # a comparison gives two claims
    ("Arrests rose to 800, twice last year's 400.", "800", {"counted": "people (arrests)", "action": "arrested"}),
    ("Arrests rose to 800, twice last year's 400.", "400", {"counted": "people (arrests)", "action": "arrested"}),
    # a bare number set beside a figure has its unit, and counts what it does
    ("The fire spread to 300 hectares, up from 180 in March.", "180", {"unit": "ha", "norm_low": 1.8}),
    ("The offer was six percent; the pickers want nine.", "nine", {"unit": "percent", "counted": "offer"}),
    ("The bank lifted its rate to 9 percent from 7.", "7", {"unit": "percent", "counted": "rate"}),
    (
        "The mine made 300 tonnes of tin, against 280 a year before.",
        "280",
        {"unit": "t", "counted": "tin in tonnes (t)"},
    ),
    ("Prices rose 5 percent, compared with 3 in May.", "3", {"unit": "percent", "counted": "prices"}),
    ("It has 28 percent and drops from 35 seats.", "35", {"unit": "count", "counted": "seats"}),
    ("It covers 40 km2, more than 12 towns.", "12", {"unit": "count", "counted": "towns"}),
    ("A third of them fell ill, against 12 in May.", "12", {"unit": "count"}),
    ("Crossings dropped by 43 percent to 12,100.", "12,100", {"unit": "count", "counted": "crossings"}),
    # a short form of a place, where no name is
    (
        "Chile waits. Snow lies in Chile. Nobody in Chile is worried. The rain is gone. "
        "Peru has a crisis of its own. Some 900 clerks work in the country.",
        "900",
        {"counted": "clerks", "place": "Peru"},
    ),
]


@pytest.mark.parametrize(("text", "quote", "expected"), CASES)
def test_facets(text: str, quote: str, expected: dict[str, Any]) -> None:
    claim = next(c for c in claims_of(text) if c.quote == quote)
    assert {name: getattr(claim, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "certainty", "polarity"),
    [
        ("The flood killed 40 people.", "asserted", "affirmed"),
        ("Ann Lee said the flood killed 40 people.", "reported", "affirmed"),
        ("The flood allegedly killed 40 people.", "alleged", "affirmed"),
        ("The flood may have killed 40 people.", "estimated", "affirmed"),
        ("The flood will displace 40 people.", "predicted", "affirmed"),
        ("Ann Lee denied that the flood killed 40 people.", "denied", "affirmed"),
        ("An earlier version wrongly said the flood killed 40 people.", "retracted", "affirmed"),
        ("The flood did not kill 40 people.", "asserted", "negated"),
        ("The number of cases could rise to 900.", "predicted", "affirmed"),
        ("The crowd could number 900.", "estimated", "affirmed"),
        ("Losses may soon reach 900 cows.", "predicted", "affirmed"),
        ("The first storm, in May, killed 40 people.", "asserted", "affirmed"),
    ],
)
def test_certainty(text: str, certainty: str, polarity: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.certainty, claim.polarity) == (certainty, polarity)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("By March 2020 some 40 people had died.", date(2020, 3, 1), date(2020, 3, 31)),
        ("On 3 May 2021 police held 40 people.", date(2021, 5, 3), date(2021, 5, 3)),
        ("Yesterday police held 40 people.", date(2021, 5, 19), date(2021, 5, 19)),
        ("In December police held 40 people.", date(2020, 12, 1), date(2020, 12, 31)),
        ("Police may march with 40 people.", date(2021, 5, 20), date(2021, 5, 20)),
        ("Police held 40 people.", date(2021, 5, 20), date(2021, 5, 20)),
        # the article is of a Thursday
        ("On Thursday police held 40 people.", date(2021, 5, 20), date(2021, 5, 20)),
        ("On Friday police held 40 people.", date(2021, 5, 14), date(2021, 5, 14)),
        ("On Friday police will release 40 people.", date(2021, 5, 21), date(2021, 5, 21)),
        # calendar periods: the last one is over, this one runs until the day of print
        ("Last year police held 40 people.", date(2020, 1, 1), date(2020, 12, 31)),
        ("Police have held 40 people this month.", date(2021, 5, 1), date(2021, 5, 20)),
        # when it was said is not when it was
        ("In 2019 the prison held 40 people, the ministry said on Monday.", date(2019, 1, 1), date(2019, 12, 31)),
        ("The prison held 40 people in 2019, the ministry said on Monday.", date(2019, 1, 1), date(2019, 12, 31)),
        # the time of another verb, of a comparison, of a promise
        ("The jail, which opened in 1968, holds 40 people.", date(2021, 5, 20), date(2021, 5, 20)),
        ("Police held 40 people, the most since 1996.", date(2021, 5, 20), date(2021, 5, 20)),
        ("Police have held 40 people since 2019.", date(2019, 1, 1), date(2021, 5, 20)),
        ("Police held 40 people, more than in 2019.", date(2021, 5, 20), date(2021, 5, 20)),
        ("The jail holds 40 people, up from 30 a year ago.", date(2021, 5, 20), date(2021, 5, 20)),
        ("The jail held 40 people in 2020 against 30 in 2019.", date(2020, 1, 1), date(2020, 12, 31)),
        ("In 2020 the jail held 30 people, and 40 in 2019.", date(2019, 1, 1), date(2019, 12, 31)),
        # from one to another time, and the same a year before
        ("Between January and March 40 people died.", date(2021, 1, 1), date(2021, 3, 31)),
        ("From November to February 40 people died.", date(2020, 11, 1), date(2021, 2, 28)),
        ("In May-June 2020 police held 40 people.", date(2020, 5, 1), date(2020, 6, 30)),
        ("Police held 30 people in April, up from 40 a year earlier.", date(2020, 4, 1), date(2020, 4, 30)),
        ("The jail took 40 people on a promise to close by 2027.", date(2021, 5, 20), date(2021, 5, 20)),
    ],
)
def test_as_of(text: str, first: date, last: date) -> None:
    claim = next(c for c in claims_of(text) if c.quote == "40")
    assert (claim.as_of_start, claim.as_of_end) == (first, last)


def test_one_claim_a_figure() -> None:
    found = claims_of("Around 760 people left Wales, half of them returned and 50 died.")
    assert [c.quote for c in found] == ["760", "half", "50"]
    assert len({c.claim_id for c in found}) == 3


def test_the_groups_named_in_the_settings_exist() -> None:
    groups = {a.group for a in lexicons.actions().values()}
    known = {g for rule in ("befalls_people", "done_by_people") for g in settings("claims")[rule]}
    assert known <= groups
