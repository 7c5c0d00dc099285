"""Who says it: the printed name, wherever it stands; a short form finds its name, a bare noun is nobody's name."""

import pytest

from tests.claims.taken import claims_of

OUTLET = "daily-example"

# text → figure → who says so
SAID: list[tuple[str, str, str]] = [
    # a source that no list knows, before, after or around the claim
    ("At least 140 passengers were hurt, according to the coastguard.", "140", "coastguard"),
    ("Zookeepers say 31 parrots escaped.", "31", "Zookeepers"),
    ("A bus with 31 people aboard plunged off a pier in Puno, the harbour office said.", "31", "harbour office"),
    ("Some 90 barns burned down, the hill district said after a first look.", "90", "hill district"),
    (
        "Losses may reach half a billion dollars, a broker in Lyon estimated.",
        "half a billion dollars",
        "broker in Lyon",
    ),
    ("The tower, the beekeepers' league insists, cost 3 million euros.", "3 million euros", "beekeepers' league"),
    ("By the ministry's reckoning 56 bridges need repair.", "56", "ministry"),
    ("Sources close to the talks said that 40 ships had come.", "40", "Sources close to the talks"),
    ("Officials close to Acme leaked that 900 jobs would go.", "900", "Officials close to Acme"),
    # whose document it is; a source right before what it tells; only what follows is claimed
    ("Some 900 went, according to a study published in March by Acme Group.", "900", "Acme Group"),
    ("Norway declared a truce, and the army, according to the press, had 900 men.", "900", "press"),
    ("The rebels took 12 villages and claimed to have killed 40, according to the envoy.", "12", "envoy"),
    (
        "The union SITAL struck. Portway put the share at 60 percent and accused the union of lying.",
        "60 percent",
        "Portway",
    ),
    # a title is somebody's only where the article says so; what a place has is no source
    ("Ann Lee, an engineer, spoke. Tickets sold out, and the director expects 900 guests.", "900", "director"),
    ("Gen. Paul Funk spoke. The general said 900 men had left.", "900", "Paul Funk"),
    ("Schools in 12 districts will stay closed, the education ministry has announced.", "12", "education ministry"),
    # a source right before its figure, the verb left out
    ("The union counted 500 strikers, the company 300.", "300", "company"),
    ("Organisers estimate 40,000 participants, the police 9,000.", "9,000", "police"),
    # of two who have spoken, the one who can be meant
    ("Ann Lee said 3 had left. Her deputy, Oscar Day, disagreed: he insisted that 90 had come.", "90", "Oscar Day"),
    # a title with its name beside it
    ("Fifteen deaths came later, said the college's president, Mario Vega.", "Fifteen", "Mario Vega"),
    ("“These 40 jobs will not come back,” said its regional officer, Bryn Page.", "40", "Bryn Page"),
    ("The mayor, Ann Lee, said 40 homes were flooded.", "40", "Ann Lee"),
    # any verb between a closing mark and a name
    ("“I lost 19 pairs,” laughed Carol Hill.", "19", "Carol Hill"),
    # who was named before
    ("North Dale Council met on Monday. The council said 300 people came.", "300", "North Dale Council"),
    ("Car maker Velmo shut its plant. The company said 300 people lost their jobs.", "300", "Velmo"),
    ("Union leader Piotr Zych spoke first. Zych said 300 people would strike.", "300", "Piotr Zych"),
    # who "it" and "they" are: the subject of what is said, or the body of the sentence before
    ("The health ministry met on Monday. It said 300 people were ill.", "300", "health ministry"),
    ("The rain stopped on Monday. It said 300 people were ill.", "300", OUTLET),
    ("Danish brewer Torvo will shed 300 posts, it said on Monday, blaming weak demand.", "300", "Torvo"),
    ("The ferry operator will drop 300 sailings, it announced in a statement.", "300", "ferry operator"),
    ("The bridge will carry 300 lorries an hour, it said.", "300", OUTLET),
    ("The region will give 300 growers what it has, Mayor Ann Lee said.", "300", "Mayor Ann Lee"),
    # whose account, poll or study it is
    ("By the harbour agency's account 300 crates fell.", "300", "harbour agency"),
    ("Some 300 people will move, according to a poll that the Kantor institute made.", "300", "Kantor institute"),
    ("A study which Borg University published in May found 300 leaks.", "300", "Borg University"),
    ("Loggers on Twitter indicated that 300 trees fell.", "300", "Loggers on Twitter"),
    (
        "Last week's AFP report told of 40 boats. Police counted 50. According to the report, 300 crews drowned.",
        "300",
        "AFP report",
    ),
    # what somebody declares himself to be is no report
    ("The firm declared bankruptcy in May. Some 300 people work there.", "300", OUTLET),
    ("Oil came ashore on 300 beaches, the agency says in its bulletin.", "300", "agency"),
    # whom it is from that somebody passes on
    ("Some 300 people joined, the agency wrote, citing the Guardian.", "300", "Guardian"),
    ("The union said 300 shops would close, citing weak demand.", "300", "union"),
    # a dateline is nobody
    ("LIMA, Peru — The company that runs the service put the number at 300.", "300", "company"),
    # a firm is told by its name, whatever it makes
    ("Swiss bank Torell said 300 clients had left.", "300", "Torell"),
    ("Velmo, a carmaker, said 300 people lost their jobs.", "300", "Velmo"),
    # what comes before is not what is expected
    (
        "Growers have lost 300 hectares, the farm ministry reported on Friday, and expect more rain.",
        "300 hectares",
        "farm ministry",
    ),
    ("The health ministry raised its count. The ministry said 300 people were ill.", "300", "health ministry"),
    # no report: what somebody did not say, or did
    ("Police refused to say how many of the 300 rifles were found.", "300", OUTLET),
    ("Some 86 people were held as officials began to recount the votes.", "86", OUTLET),
    ("The storm has given the region 300 mm of rain.", "300 mm", OUTLET),
    ("The sign says nothing, and 300 people were lost.", "300", OUTLET),
    ("The mayor has promised to close the road, but the council holds 300 plots there.", "300", OUTLET),
    ("The road has 300 lamps. Ann Lee vowed to close it.", "300", OUTLET),
    (
        "The Reuters news agency counted 90 tents. The city ministry says 12. The ministry expects 300 by June.",
        "300",
        "city ministry",
    ),
]


@pytest.mark.parametrize(("text", "quote", "source"), SAID)
def test_source(text, quote, source):
    assert next(c.attributed_to for c in claims_of(text) if c.quote == quote) == source


@pytest.mark.parametrize(
    ("text", "quote", "source", "kind"),
    [
        ("Ann Lee said 40 people drowned.", "40", "Ann Lee", "person"),
        ("At least 40 people drowned, the Red Cross said.", "40", "Red Cross", "organisation"),
        (
            "According to the World Health Organization, 40 people died.",
            "40",
            "World Health Organization",
            "organisation",
        ),
        ("Officials said 40 people drowned.", "40", "Officials", "anonymous"),
        ("City police, who had other worries, say 60 people marched.", "60", "City police", "organisation"),
        ("Some 40 pupils fainted, according to one mother, Ana Ruiz, who was there.", "40", "Ana Ruiz", "person"),
        ("Divers found 5 bodies.", "5", "daily-example", "outlet"),
        ("Researchers found 5 species of crab.", "5", "Researchers", "anonymous"),
        ("Forty people drowned.", "Forty", "daily-example", "outlet"),
        ("Governor Ann Lee toured the coast. The governor said 40 people drowned.", "40", "Ann Lee", "person"),
        ("Ann Lee toured the coast, she told reporters. She said 40 people drowned.", "40", "Ann Lee", "person"),
        ("Organisers claim 2,000 marched; police counted 300.", "300", "police", "organisation"),
        ("Organisers claim 2,000 marched; police counted 300.", "2,000", "Organisers", "anonymous"),
        ("Forty people drowned. The figures come from the coast guard.", "Forty", "coast guard", "organisation"),
        (
            "Forty ships sank. The figures come from Voltan, save where another source is named.",
            "Forty",
            "Voltan",
            "organisation",
        ),
        ("Some 900 pumps were sold in the European Union. The company said 40 broke.", "40", "company", "anonymous"),
    ],
)
def test_source_and_its_kind(text: str, quote: str, source: str, kind: str) -> None:
    claim = next(c for c in claims_of(text) if c.quote == quote)
    assert (claim.attributed_to, claim.attribution_kind) == (source, kind)


KINDS = [
    ("The statistics office GUS said 300 people moved.", "organisation"),
    ("Network operator Nordkraft said 300 homes had no power.", "organisation"),
    ("Meteorologist Siri Dahl said 300 mm of rain fell.", "person"),
    ("Interior Minister Ann Lee said 300 people moved.", "person"),
    ("The company said 300 people moved.", "anonymous"),  # which company?
    ("Zookeepers say 31 parrots escaped.", "anonymous"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_source(text, kind):
    assert claims_of(text)[0].attribution_kind == kind


def test_what_a_reader_comments_is_not_the_outlets_word():
    body = "The council opened 12 wells on Monday.\n\n3 Comments\n\nOnly 5 wells have any water in them."
    found = {c.quote: c.attributed_to for c in claims_of(body) if c.kind == "quantity"}
    assert found["5"] == "reader comment"
    assert found["12"] != "reader comment"


def test_one_official_does_not_speak_for_the_whole_article():
    text = (
        "Some 900 people marched.\n\nThe mayor, Ann Lee, denied that 40 windows broke.\n\nTrams stood for 300 riders."
    )
    said = {c.quote: (c.attributed_to, c.certainty) for c in claims_of(text)}
    assert said == {"900": (OUTLET, "asserted"), "40": ("Ann Lee", "denied"), "300": (OUTLET, "asserted")}


def test_the_only_source_of_a_paragraph_is_lent_to_its_other_figures_but_not_written_into_them():
    text = "The hill district said 90 barns burned down. Some 40 goats were saved."
    lent = next(c for c in claims_of(text) if c.quote == "40")
    assert (lent.attributed_to, lent.certainty) == ("hill district", "reported")
    assert "According to" not in lent.text


def test_in_a_long_article_a_paragraph_has_figures_of_the_outlet_beside_those_of_its_source():
    told = "The hill district said 90 barns burned down. Some 40 goats were saved."
    story = "She was in the band for years and wrote its songs. " * 45
    assert next(c for c in claims_of(f"{story}\n\n{told}") if c.quote == "40").attributed_to == OUTLET


def test_what_a_verb_of_denying_does_not_govern_is_not_denied():
    text = "The farm disputes the count: barns there held 300 geese, the village said."
    assert claims_of(text)[0].certainty == "reported"
    text = "Police deny that the man was hit, but doctors treated 40 people."
    assert next(c.certainty for c in claims_of(text) if c.quote == "40") == "reported"


def test_what_somebody_might_say_is_no_report():
    text = "Norway would acknowledge the fact that 300 boats are idle, the mayor of Bergen said."
    assert {c.quote: c.attributed_to for c in claims_of(text)} == {"300": "mayor of Bergen"}
