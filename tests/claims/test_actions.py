"""What is told of those counted, and how it is said."""

import pytest

from pipeline.claims.participles import participle
from tests.claims.test_figures import claims_of


@pytest.mark.parametrize(
    ("text", "quote", "action"),
    [
        (
            "The militia lost a lot: 900 square kilometres slipped away in a year.",
            "900 square kilometres",
            "lost (slipped)",
        ),
        ("Some 900 hectares had gone.", "900 hectares", "lost (gone)"),
        ("About 900 sq km were under its rule.", "900 sq km", "controls"),
        ("Half of the nurses who went to Chad have returned.", "Half", "returned"),
        ("There are 40 nurses who returned.", "40", "returned"),
        ("Crews hope to spray 900 hectares.", "900 hectares", "sprayed"),
        ("The group is publishing 40 letters.", "40", "published"),
        ("Damage in Leith is between $3m and $9m.", "$3m and $9m", "damaged"),
        ("Rebels freed 40 hostages in Leith.", "40", "liberated (freed)"),
        ("Divers found 12 charred bodies.", "12", "killed or died"),
        ("Half are home, which leaves more than 400 men at large.", "400", "remaining (left)"),
        ("Some 90 men left the town.", "90", "left"),
        ("More than 400 men have left for the war.", "400", "travelled (left)"),
        ("They found 9 regulatory bodies.", "9", None),
        ("The firm is calling back 900 chargers.", "900", "recalled"),
        ("Exports fell 12% in Ghana.", "12%", "fell"),
        ("The party has almost lost all of the forts that it once held.", "almost lost all", "lost"),
        ("We know that the land was equally divided between two clans.", "equally divided", "controls (divided)"),
        ("The council was evenly split over the plan.", "evenly split", "divided (split)"),
        ("The club, which hired 900 men in May, has closed.", "900", "created or hired"),
        ("Some 900 miners who lost their posts have stood in the rain.", "900", None),
        ("The miners who lost their posts have reached 900.", "900", "lost"),
        ("That is close to three times the 900 of May.", "three times", "ratio"),
        # a noun for people tells what befell them only where no verb does
        ("Police shot and killed 90 protesters.", "90", "killed or died"),
        ("Some 90 refugees returned home in May.", "90", "returned"),
        ("The court freed 90 detainees.", "90", "liberated (freed)"),
        ("The march drew 90 protesters.", "90", "attended"),
        ("The jail holds 90 inmates.", "90", "detained or held"),
        ("Police caught 90 smugglers.", "90", "arrested (caught)"),
        ("Police made 90 arrests.", "90", "arrested"),
        # a verb that no list knows tells what its own figure did, and not what the figure before did
        ("Of the 40 wells that were planned nine have been dug.", "nine", "dug"),
        # the words that a verb needs: its particle, and the object of a light one
        ("Some 900 runners took part.", "900", "attended (taken part)"),
        ("Some 900 pupils have no lessons.", "900", "has (had no lessons)"),
        ("It wants £12 million of the £38 million it has given the yard.", "£38 million", "gave"),
    ],
)
def test_what_is_told(text: str, quote: str, action: str | None) -> None:
    assert next(c.action for c in claims_of(text) if c.quote == quote) == action


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("spray", "sprayed"),
        ("carry", "carried"),
        ("stop", "stopped"),
        ("flee", "fled"),
        ("admit", "admitted"),
        ("cost", "cost"),
    ],
)
def test_participles(base: str, told: str) -> None:
    assert participle(base) == told


@pytest.mark.parametrize(
    ("text", "quote", "counted"),
    [
        ("Nine miners are missing. More than 400 people or so were hurt, and 900 are hurt in all.", "900", "people"),
        ("Nine miners are missing. More than 400 are hurt.", "400", "people"),
        ("At least 900 miners came up. Nine died.", "Nine", "miners"),
        ("The march drew 900 people, the union says; the police's number is 400.", "400", "people"),
        ("Police said turnout was 900 at its peak.", "900", "people (turnout)"),
        ("At least 4,000 people marched, ten times the 400 of the inauguration.", "400", "people"),
        ("Some 900 people marched in Lyon; organisers put Nice at 400.", "400", "people"),
        ("Forward Fife took 34% of the vote.", "34%", "votes"),
        ("Leith wants to mend its pumps as floods in Fife reached 900.", "900", "floods"),
        ("The harbour has 900 boats, three times as many as a year ago.", "three times", "multiple of boats"),
    ],
)
def test_what_is_counted(text: str, quote: str, counted: str) -> None:
    assert next(c.counted for c in claims_of(text) if c.quote == quote) == counted


def test_a_share_of_people_is_told_of_people() -> None:
    (claim,) = (c for c in claims_of("Of the nurses in Chad 900 left. Half of them are back.") if c.quote == "Half")
    assert claim.action == "returned"


_ELECTION = "Voters in the election gave the Reed Alliance 53 seats, as the ballots showed. "


@pytest.mark.parametrize(
    ("text", "quote", "told"),
    [
        (_ELECTION + "The Reed Alliance received 31.2 percent.", "31.2 percent", ("percent", "votes", "won")),
        (_ELECTION + "Reed Alliance got 31.2 percent, Fife First 24.8.", "24.8", ("percent", "votes", "won")),
        (_ELECTION + "Fife First was second with 24.8%.", "24.8%", ("percent", "votes", "won")),
        (_ELECTION + "Turnout was lower than when 68% had come out.", "68%", ("percent", "turnout", "voted (turnout)")),
        (_ELECTION + "A coalition needs 76.", "76", ("count", "seats", "in need")),
        ("The Reed Alliance won 29 percent.", "29 percent", ("percent", "votes", "won")),
        (_ELECTION + "Fife First was second with 24.8%, good for 44.", "44", ("count", "seats", "won")),
        ("Converted into mandates: 56, 44, 24.", "44", ("count", "seats", "won")),
        ("In seats that is 53 for the Alliance, in a house of 150.", "150", ("count", "seats", None)),
        ("The kettle was sold for between $39 and $59.", "$39 and $59", ("USD", "price in u.s. dollars (USD)", "sold")),
        ("The kettle is on sale for 49 euros.", "49 euros", ("EUR", "price in euros (EUR)", "sold")),
        ("At $39 it was also the cheapest kettle.", "$39", ("USD", "price in u.s. dollars (USD)", "cost")),
        ("The firm sold $39 million of bonds.", "$39 million", ("USD", "bonds in u.s. dollars (USD)", None)),
        ("Its shares, which had dropped 12 percent, rose again.", "12 percent", ("percent", "share price", None)),
    ],
)
def test_what_news_of_its_kind_leaves_unsaid(text: str, quote: str, told: tuple[str, str, str | None]) -> None:
    claim = next(c for c in claims_of(text) if c.quote == quote and c.kind == "quantity")
    assert (claim.unit, claim.counted, claim.action if told[2] else None) == told


def test_a_list_of_shares_names_whose_they_are() -> None:
    text = _ELECTION + "Reed Alliance got 31.2 percent, Fife First 24.8 and Left Behind third with 13.5%, good for 24."
    found = {c.quote: c.actor for c in claims_of(text) if c.kind == "quantity"}
    assert (found["13.5%"], found["24"]) == ("Left Behind", "Left Behind")


def test_the_seats_of_a_house_are_the_house_s() -> None:
    (claim,) = (c for c in claims_of("In seats that is 53 for the Alliance, in a house of 150.") if c.quote == "150")
    assert claim.actor == "house"


@pytest.mark.parametrize(
    ("text", "quote", "subject"),
    [
        ("The gang was tied to Lyon bombings in March which killed 31 people.", "31", "bombings"),
        ("They fear bodies like the customs office, which is checking 130 ships.", "130", "office"),
        ("It was sold to the traders, who now own 40 ships.", "40", "traders"),
        ("For hundreds of farmers fleeing with their herds, the road was closed.", "hundreds", "farmers"),
    ],
)
def test_who_does_it(text: str, quote: str, subject: str) -> None:
    assert next(c.subject for c in claims_of(text) if c.quote == quote) == subject
