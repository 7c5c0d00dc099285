"""Clauses without a figure: which are claims, how surely they are said, and the sentence that stands alone."""

from datetime import date

import pytest

from pipeline import language
from pipeline.claims import extract
from pipeline.model import Article, Claim, Quantity
from pipeline.quantities import find


def read(text: str, title: str = "") -> list[Claim]:
    day = date(2021, 5, 20)
    article = Article(
        "0" * 16,
        "a.md",
        title,
        "daily-example",
        text,
        "",
        published="2021-05-20",
        published_start=day,
        published_end=day,
    )
    numbers: list[Quantity] = find(text)
    found = extract(article, language.parse(text, numbers))
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
    return found


def statements(text: str) -> list[Claim]:
    return [c for c in read(text) if c.kind == "statement"]


QUOTES = [
    ("The dam broke, and the village was flooded.", ["The dam broke", "the village was flooded"]),
    ("The army took the port, warning of worse to come.", ["The army took the port"]),
    ("The group (PLN) has lost all of its land.", ["The group (PLN) has lost all of its land"]),
    (
        "The rebels, who held it for ten years, left the port.",
        ["The rebels, who held it for ten years", "The rebels, who held it for ten years, left the port"],
    ),
    ("Orca, called the best club of Peru, is sinking.", ["Orca, called the best club of Peru, is sinking"]),
    ("That is late.", []),  # nobody knows what "that" is
    # questions, commands, what "I" do, and who says it are none
    ("Has the dam broken?", []),
    ("Leave the village.", []),
    ("I left the village.", []),
    ("The council demanded that the army leave the port.", []),
    # neither what would have been nor a comparison says anything by itself
    ("The men left, as the founders intended.", ["The men left"]),
    (
        "The dam broke. The town would have paid had it been told.",
        ["The dam broke", "The town would have paid"],
    ),
]


@pytest.mark.parametrize(("text", "quotes"), QUOTES)
def test_which_clauses(text, quotes):
    assert [c.quote for c in statements(text)] == quotes


STANDING = [
    ("The dam broke.", "asserted", "affirmed"),
    ("The dam has not broken.", "asserted", "negated"),
    ("There were no warnings from the ministry.", "asserted", "negated"),
    ("Ann Lee said the dam broke.", "reported", "affirmed"),
    ("The dam reportedly broke.", "reported", "affirmed"),
    ("The dam allegedly broke.", "alleged", "affirmed"),
    ("The dam will break.", "predicted", "affirmed"),
    ("The dam may break.", "predicted", "affirmed"),
    ("The dam may have failed.", "estimated", "affirmed"),
    ("The dam seems to have broken.", "estimated", "affirmed"),
    ("There were rumours that the dam broke.", "alleged", "affirmed"),
    ("Rumours spread that the dam broke.", "alleged", "affirmed"),
    ("Not everyone was glad.", "asserted", "negated"),
    ("It was no mishap, Ann Lee said.", "reported", "negated"),
    ("The cause could not be verified.", "asserted", "negated"),
    ("Neither Ann Lee nor the ministry confirmed the flood.", "asserted", "negated"),
]


@pytest.mark.parametrize(("text", "certainty", "polarity"), STANDING)
def test_standing(text, certainty, polarity):
    claim = statements(text)[-1]
    assert (claim.certainty, claim.polarity) == (certainty, polarity)


QUOTED = [
    # a quotation runs on to its closing mark
    ("Ann Lee said: “The dam broke. The village was flooded.” The rain stopped.", "The village was flooded", "Ann Lee"),
    ("Ann Lee said: “The dam broke. The village was flooded.” The rain stopped.", "The rain stopped", "daily-example"),
    # a block after a colon, and the next one when the mark was never closed
    ("The ministry notes:\n\n“The dam broke.”\n\nThe rain stopped.", "The dam broke", "ministry"),
    ("The ministry notes:\n\n“The dam broke.\n\n“The village was flooded.”", "The village was flooded", "ministry"),
    ("The ministry notes:\n\n“The dam broke.”\n\nThe rain stopped.", "The rain stopped", "daily-example"),
    ("The police left. The ministry denies this: it says the dam broke.", "the dam broke", "ministry"),
    # a block without marks is the one paragraph after the colon
    ("The ministry reports:\n\nIt broke. Rain fell on Lima.\n\nThe sun came out.", "Rain fell on Lima", "ministry"),
    ("The ministry reports:\n\nThe dam broke.\n\nThe sun came out.", "The sun came out", "daily-example"),
    # what a title says is no word about the sentence, nor is a reason
    ("The film “Peru claims victory” was shown by Ann Lee in Lima.", "The film “Peru claims victory” was shown by",
     "daily-example"),
    # what follows "as she said" is not hers; many are no "it"; a day and a jury before a preposition say nothing
    ("Judges found that she owed it, as Ann Lee had always claimed, and that the town had paid it back.",
     "the town had paid", "Judges"),
    ("Judges found that the town paid. The club wept. The fair, it says, has closed.", "The fair", "daily-example"),
    ("The club, which has never said that the dam broke, is rich.", "The club, which has", "daily-example"),
    ("The club, which to this day has never said that the dam broke, is rich.", "the dam broke", "club"),
    # who hears it does not say it; he is whoever speaks before him in his sentence; things do not speak
    ("“We acted at once,” its director, Bo Day, told a rally.", "We acted", "Bo Day"),
    ("Ann Lee said it rained. A spokesman put the cost at $3, though he added that the dam broke.", "the dam broke",
     "spokesman"),
    ("The town fired the first new rocket, the mayor is proud to say, and the dam broke.", "the dam broke",
     "daily-example"),
    ("A survey says it rained. They reckon that the dam broke.", "the dam broke", "daily-example"),
    ("“It is late,” Ann Lee laughed. “The cat is in the bin.”", "The cat is", "Ann Lee"),
    ("The mayor left the town because critics said that the dam broke.", "The mayor left the town", "daily-example"),
    ("After a talk with the Echo, Ann Lee, research fellow at the Peru Institute said that the dam broke.",
     "the dam broke", "Ann Lee"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "source"), QUOTED)
def test_who_is_quoted(text, quote, source):
    assert next(c for c in statements(text) if c.quote.startswith(quote)).attributed_to == source


ALONE = [
    # a person's name for a pronoun; where and when only as the sentence or the headline tells it
    ("Ann Lee went to Peru. She left the party.", "She left the party", "Ann Lee left the party [printed 2021-05-20]."),
    ("Rain fell on Peru. Ann Lee said the dam broke.", "the dam broke",
     "According to Ann Lee, the dam broke [printed 2021-05-20]."),
    ("In March 2020 the storm killed 31 people in Peru and 12 in Chile.", "31",
     "In March 2020 the storm killed 31 people in Peru and 12 in Chile."),
    ("In March 2020 Ann Lee said the storm killed 31 people.", "31",
     "According to Ann Lee, the storm killed 31 people [March 2020]."),
    ("Around 31 fighters died in Peru and about 12 in Chile.", "12",
     "The number of fighters (died) is about 12 [in Chile, printed 2021-05-20]."),
    # what may be anybody keeps its word
    ("The firm makes steel. It runs a mill in Lima.", "It runs", "The firm runs a mill in Lima "
     "[printed 2021-05-20]."),
    ("The ministry sent nurses to Peru. They stayed until May.", "They stayed", "They stayed until May."),
    ("In France it rose by 8%.", "8%", "In France it rose by 8% [printed 2021-05-20]."),
    ("Energy makes up a quarter of the price, wages 30%.", "30%",
     "Energy makes up a quarter of the price, wages 30% [printed 2021-05-20]."),
    # nothing is told without what leaves it open or takes it back
    ("The men doubt that the cap will help anyone.", "the cap will help", "The men doubt that the cap will help anyone "
     "[printed 2021-05-20]."),
    ("Rumours spread that the dam broke.", "the dam broke", "Rumours spread that the dam broke [printed 2021-05-20]."),
    ("Ann Lee denied that 40 windows broke.", "40", "Ann Lee denied that 40 windows broke [printed 2021-05-20]."),
    ("If the dam breaks, 40 homes will drown.", "40", "If the dam breaks, 40 homes will drown [printed 2021-05-20]."),
    ("“I thought it was the wind,” Ann Lee said.", "it was", "“I thought it was the wind,” Ann Lee said "
     "[printed 2021-05-20]."),
    ("One in ten owners had a cat that steals.", "a cat that", "One in ten owners had a cat that steals "
     "[printed 2021-05-20]."),
    # whose word a clause is not, and when another clause was
    ("Officials sold 482 tickets, but Ann Lee said that 750 people were let in.", "482",
     "Officials sold 482 tickets [printed 2021-05-20]."),
    ("Ann Lee cut its rate to 24% in May, and Bo Day is asking for $3 billion.", "$3 billion",
     "Bo Day is asking for $3 billion [printed 2021-05-20]."),
    # first persons speak for themselves; the clock and the dateline are no part of it
    ("“We have lost the harvest,” Ann Lee said.", "We have lost", "According to Ann Lee, “we have lost the harvest” "
     "[printed 2021-05-20]."),
    ("18:42 The bridge has 40 lamps again.", "40", "The bridge has 40 lamps again [printed 2021-05-20]."),
    ("LIMA (Wire) - A storm killed 31 people on Friday.", "31", "A storm killed 31 people on Friday."),
    # what somebody says of himself stays his word
    ("Ann Lee told reporters that she had known nothing.", "she had known",
     "According to Ann Lee, she had known nothing [printed 2021-05-20]."),
    ("Its director, Ann Lee, said budget cuts had left the agency with only five inspectors.", "five",
     "According to Ann Lee, budget cuts had left the agency with only five inspectors [printed 2021-05-20]."),
    ("A poll of 600 racers by the town suggested that one in seven had cheated.", "600",
     "A poll of 600 racers by the town suggested that one in seven had cheated [printed 2021-05-20]."),
    ("None of the nine riders was held.", "None", "None of the nine riders was held [printed 2021-05-20]."),
    ("Last June they held a forum, where about 1,400 guests met.", "1,400",
     "Last June they held a forum, where about 1,400 guests met."),
    ("“We are full,” said Lidia Lee, who runs the ward.", "Lidia Lee", "Lidia Lee runs the ward [printed 2021-05-20]."),
    # what stands before "but", or beside what a source is asked for, is not its word
    ("The water works again, but engineers advise people to boil it.", "The water", "The water works again "
     "[printed 2021-05-20]."),
    ("The mill was built on land that the town sold for €1.9 million, about half its value according to experts.",
     "The mill", "The mill was built on land that the town sold for €1.9 million [printed 2021-05-20]."),
    ("A truce came in May. Since then hundreds of soldiers have been shot.", "hundreds",
     "Since then hundreds of soldiers have been shot [printed 2021-05-20]."),
    ("Storms hit the Gulf of Mexico where about one-quarter of US oil fields are.", "one-quarter",
     "Storms hit the Gulf of Mexico where about one-quarter of US oil fields are [printed 2021-05-20]."),
    # what holds only if something else does; whose aggression it is; what is demanded is not so
    ("Ann Lee would have tried to stop it if she had known.", "Ann Lee would",
     "Ann Lee would have tried to stop it if she had known [printed 2021-05-20]."),
    ("Hamas remains a target, and the occupation does not need excuses for its aggression.", "the occupation",
     "The occupation does not need excuses for its aggression [printed 2021-05-20]."),
    ("Since autumn villagers have marched against the mine.", "autumn villagers",
     "Since autumn villagers have marched against the mine [printed 2021-05-20]."),
    ("Ann Lee urged both sides to talk.", "Ann Lee urged", "Ann Lee urged both sides to talk [printed 2021-05-20]."),
    # where who says so is no source that is known, the sentence itself says it
    ("Four of the seven analysts believe that the bank will wait.", "the bank",
     "Four of the seven analysts believe that the bank will wait [printed 2021-05-20]."),
    # who "he" and "she" are, and the words of the sentence where that is not sure
    ("Judge Mo Day spoke. She rejected the claim of Anton Ray that he had paid. He had lost the bill.", "He had lost",
     "Anton Ray had lost the bill [printed 2021-05-20]."),
    ("Anton Ray ran the fund. Karen Day thanked him. He will get a pension.", "He will get",
     "Anton Ray will get a pension [printed 2021-05-20]."),
    ("Anton Ray fell. The baker, who saw it, said he had slipped.", "he had slipped",
     "According to the baker, he had slipped [printed 2021-05-20]."),
    ("Bo Day, a pilot, said planes were late. Ray has quit. On Monday he said that strikes would follow.", "strikes",
     "On Monday he said that strikes would follow [printed 2021-05-20]."),
    ("“My mother fell,” said Karen Day. She wants a new road.", "She wants",
     "Karen Day wants a new road [printed 2021-05-20]."),
    # what is joined to a verb of saying behind what was said is nobody's word but the outlet's
    ("Frost hit the vines, growers said, and the state prepares an aid package of 180 million euros.", "180 million",
     "The state prepares an aid package of 180 million euros [printed 2021-05-20]."),
    ("“When prices rise, people dive deeper,” Ann Lee said.", "people dive",
     "“When prices rise, people dive deeper,” Ann Lee said [printed 2021-05-20]."),
    # a verb that shares its subject, and what helps it
    ("The club could fine the coach or sell the ground.", "sell the ground",
     "The club could sell the ground [printed 2021-05-20]."),
    ("The league has banned two clubs and annulled the results of 31 games.", "31",
     "The league annulled the results of 31 games [printed 2021-05-20]."),
    ("Temperatures fell to 6 degrees in two towns, where grapes grow.", "6 degrees",
     "Temperatures fell to 6 degrees in two towns [printed 2021-05-20]."),
    ("Critics note that the survey asked just 300 people.", "300",
     "According to critics, the survey asked just 300 people [printed 2021-05-20]."),
    # what stands on either side of "he added" is his; what he did and what follows "and" is not
    ("It is hard, Ann Lee said, to stop the rain.", "It is hard", "According to Ann Lee, it is hard "
     "[printed 2021-05-20]."),
    ("Tickets for 10 shows ran out, and the director expects 900 guests.", "10",
     "Tickets for 10 shows ran out [printed 2021-05-20]."),
    ("Ann Lee declined to name the brands, citing legal advice.", "Ann Lee declined",
     "Ann Lee declined to name the brands [printed 2021-05-20]."),
    ("Prosecutor Mo Day said the accused had a key that let him open the door.", "the accused",
     "According to Prosecutor Mo Day, the accused had a key that let him open the door [printed 2021-05-20]."),
    ("Craig Botha spoke. Botha said he had written the code for 50,000 euros.", "50,000",
     "According to Botha, Craig Botha had written the code for 50,000 euros [printed 2021-05-20]."),
    ("It had cost the town 30 million euros, by the chamber’s reckoning.", "30 million",
     "It had cost the town 30 million euros, by the chamber’s reckoning [printed 2021-05-20]."),
    ("The players do not want to stop, she said.", "The players", "The players do not want to stop, she said "
     "[printed 2021-05-20]."),
    ("Acme struck. The head of the group Wild North, Erik Day, quit and said that it broke the law.", "it broke",
     "The head of the group Wild North, Erik Day, quit and said that it broke the law [printed 2021-05-20]."),
    ("The number of bees has fallen by 30 percent since May, according to a study by Acme Group.", "30 percent",
     "According to Acme Group, the number of bees has fallen by 30 percent since May."),
    # relative clauses with their noun, asides left out
    ("Barry Pugh, who quit the club in May, is broke.", "Barry Pugh, who quit the club in May",
     "Barry Pugh quit the club in May."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "alone"), ALONE)
def test_sentence_that_stands_alone(text, quote, alone):
    assert next(c for c in read(text) if c.quote.startswith(quote)).text == alone


def test_a_place_that_only_the_headline_names_is_told_by_the_headline():
    claim = next(c for c in read("The dam broke. Some 40 homes are gone.", "Flood in Peru") if c.quote == "40")
    assert claim.text == "Some 40 homes are gone [under “Flood in Peru”, printed 2021-05-20]."


ANSWERS = """Ann Lee runs a clinic in Lima.

How many did you treat?

About 400 children. We had planned for 900.

Did it help?

I think so. Most of my patients are well again.

What comes next?

We will open a ward in May."""


def test_answers_of_an_interview_are_the_persons():
    said = {c.quote: c.attributed_to for c in read(ANSWERS)}
    assert (said["400"], said["900"]) == ("Ann Lee", "Ann Lee")


def test_questions_between_two_people_are_no_interview():
    said = {c.quote: c.attributed_to for c in read(ANSWERS.replace("runs", "and Bo Day run"))}
    assert (said["400"], said["900"]) == ("daily-example", "daily-example")
