"""What a claim's own sentence must keep: whom its pronouns mean, what would take it back, and who says so."""

from __future__ import annotations

import pytest

from tests.claims.taken import everything

ALONE = [
    ("Two guards came out of the mud, and a nurse said they had broken ribs.", "they had",
     "According to the nurse, the guards had broken ribs [printed 2021-05-20]."),
    ("Two bombs were found before they could be used.", "they could",
     "Two bombs were found before they could be used [printed 2021-05-20]."),
    ("Half the teams say they will stay at home unless the prize is doubled.", "Half",
     "Half the teams say they will stay at home unless the prize is doubled [printed 2021-05-20]."),
    ("“It is about whether they think we are riders,” said Ann Lee.", "we are",
     "“It is about whether they think we are riders,” said Ann Lee [printed 2021-05-20]."),
    ("The state owes the mills 300 million dollars, two importers said, and ships have waited for weeks.", "300",
     "The state owes the mills 300 million dollars, two importers said, and ships have waited for weeks "
     "[printed 2021-05-20]."),
    ("Subsidies have tripled since May and swallow 7 percent of spending.", "7 percent",
     "Subsidies swallow 7 percent of spending [printed 2021-05-20]."),
    ("Dan Hill came to court. He said he had spent $310,000 on wine.", "$310,000",
     "According to Dan Hill, he had spent $310,000 on wine [printed 2021-05-20]."),
    ("Passengers were brought by bus, or not at all: one journey in four was cancelled.", "Passengers",
     "Passengers were brought by bus, or not at all: one journey in four was cancelled [printed 2021-05-20]."),
    ("It will be used for buses, the owner said, although the city has ordered none.", "the city",
     "It will be used for buses, the owner said, although the city has ordered none [printed 2021-05-20]."),
    ("Bookings fell by a fifth, the tourist board said, and recovered within months.", "recovered",
     "Bookings fell by a fifth, the tourist board said, and recovered within months [printed 2021-05-20]."),
    ("The letter says “we may close the file”, but the government will send a reminder.", "the government",
     "The government will send a reminder [printed 2021-05-20]."),
    ("When Ann Lee bought the house, the edge was 48 metres from the door.", "48 metres",
     "When Ann Lee bought the house, the edge was 48 metres from the door [printed 2021-05-20]."),
    ("It was put off until March after two councillors fell ill.", "two",
     "It was put off until March after two councillors fell ill [printed 2021-05-20]."),
    ("Rain fell in nine towns, she said, and fewer than one shop in ten was open.", "one",
     "Rain fell in nine towns, she said, and fewer than one shop in ten was open [printed 2021-05-20]."),
    ("A clinic used the wrong drug in 17 cases, and hid it from the women, an inquiry has found.", "17",
     "A clinic used the wrong drug in 17 cases, and hid it from the women, an inquiry has found "
     "[printed 2021-05-20]."),
    ("Dan Hill said that he was hurt. He gave up the sport after 16 games.", "16",
     "Dan Hill gave up the sport after 16 games [printed 2021-05-20]."),
    ("The council published the report. It cost 86,000 pounds.", "86,000",
     "It cost 86,000 pounds [printed 2021-05-20]."),
    ("Mistakes are likely as long as people decide.", "Mistakes",
     "Mistakes are likely as long as people decide [printed 2021-05-20]."),
    ("The team was not so far ahead that we knew.", "The team",
     "The team was not so far ahead that we knew [printed 2021-05-20]."),
    ("In the wild, the ants can meet such poisons.", "the ants",
     "In the wild, the ants can meet such poisons [printed 2021-05-20]."),
    ("In Lima, where the firm has a depot, nobody was hurt, and the road is open.", "nobody",
     "In Lima, nobody was hurt [printed 2021-05-20]."),
    ("But if it rains, and the wind goes on, the race could be moved.", "the race",
     "But if it rains, and the wind goes on, the race could be moved [printed 2021-05-20]."),
    ("Ann Lee was charged with taking the files, prosecutors said.", "Ann Lee",
     "According to prosecutors, Ann Lee was charged with taking the files [printed 2021-05-20]."),
    ("The tax hits only the schools that get state aid.", "The tax",
     "The tax hits only the schools that get state aid [printed 2021-05-20]."),
    ("“It is a deal that hurts everybody,” said Ann Lee.", "It is",
     "“It is a deal that hurts everybody,” said Ann Lee [printed 2021-05-20]."),
    ("Heat spreads weeds, pests, and moulds.", "Heat", "Heat spreads weeds, pests, and moulds [printed 2021-05-20]."),
    ("Of the 31 men, 28 had never been convicted of anything.", "28",
     "Of the 31 men, 28 had never been convicted of anything [printed 2021-05-20]."),
    ("That compares with the 900 seats which the club, with three stands, had sold.", "900",
     "That compares with the 900 seats which the club, with three stands, had sold [printed 2021-05-20]."),
    ("The match came to an end with Leeds winning 2 – 1 at home.", "2",
     "The match came to an end with Leeds winning 2 – 1 at home [printed 2021-05-20]."),
    ("Nearly 900 families live there, the agency said.", "900",
     "According to the agency, nearly 900 families live there [printed 2021-05-20]."),
    ("Am Dorok has 900 wells, according to the agency.", "900",
     "According to the agency, Am Dorok has 900 wells [printed 2021-05-20]."),
    ("The group wants 900 jobs gone, a figure that according to the union is too low: it arrives at 1,200.", "1,200",
     "The group wants 900 jobs gone, a figure that according to the union is too low: it arrives at 1,200 "
     "[printed 2021-05-20]."),
    ("The page shows a note: “The barns are empty.”", "The barns", "“The barns are empty” [printed 2021-05-20]."),
    ("A crane fell on Saturday, bringing the death toll to three, police said.", "three",
     "A crane fell on Saturday, bringing the death toll to three, police said [printed 2021-05-20]."),
    ("2.45 million people were vaccinated in Chad.", "2.45",
     "2.45 million people were vaccinated in Chad [printed 2021-05-20]."),
    ("It was put up, a clerk said, and sold no more than 5 percent of the wine.", "5 percent",
     "It was put up, a clerk said, and sold no more than 5 percent of the wine [printed 2021-05-20]."),
    ("Ann Lee spoke. “I met a mother. She had lost a son,” said Ann Lee.", "She had",
     "She had lost a son, said Ann Lee [printed 2021-05-20]."),
    ("Ann Lee said that one road was open and that 900 trucks had crossed, and nobody had slept.", "900",
     "According to Ann Lee, 900 trucks had crossed [printed 2021-05-20]."),
    ("Its crew of 22 saved 71 people with nets, according to its operator.", "71",
     "Its crew of 22 saved 71 people with nets, according to its operator [printed 2021-05-20]."),
    ("Dan Hill took £3.9 million from 41 friends, a jury had been told.", "41",
     "Dan Hill took £3.9 million from 41 friends, a jury had been told [printed 2021-05-20]."),
    ("A motion to lower prices was passed by 900 votes and is not binding.", "is not",
     "A motion to lower prices is not binding [printed 2021-05-20]."),
    ("It will be down to 8,700, the Council decided in May, and of its 29 bases this is the last to close.", "29",
     "It will be down to 8,700, the Council decided in May, and of its 29 bases this is the last to close "
     "[printed 2021-05-20]."),
    ("Ann Lee, who runs the ward, said nine men had left.", "Ann Lee",
     "Ann Lee runs the ward [printed 2021-05-20]."),
    ("Should bids come in higher, the matter will return to council.", "the matter",
     "Should bids come in higher, the matter will return to council [printed 2021-05-20]."),
    ("Kent Police said that it believed there were 300 more victims.",
     "300",
     "Kent Police said that it believed there were 300 more victims [printed 2021-05-20]."),
    ("After that it shrinks by 1% a day.",
     "1%",
     "After that it shrinks by 1% a day [printed 2021-05-20]."),
    ("North Hull Council, whose search filled 90 files and took more than two years, said that it was over.",
     "took",
     "North Hull Council, whose search filled 90 files and took more than two years, said that it was over "
     "[printed 2021-05-20]."),
    ("The riders are older than might be thought.",
     "The riders",
     "The riders are older than might be thought [printed 2021-05-20]."),
    ("Crews had spoken of five deaths, but a man found in Lima turned out to be alive.",
     "five",
     "Crews had spoken of five deaths [printed 2021-05-20]."),
    ("The club owes 90 pounds to Bill, who has lived in Peru since 2014.",
     "90",
     "The club owes 90 pounds to Bill [printed 2021-05-20]."),
]  # fmt: skip

NO_CLAIMS = [
    ("The plan is sound, as the mayor put it.", "the mayor put it"),
    ("The camp holds twice as many people as it was laid out for.", "it was laid out for"),
    ("Nine men came to the house, a jury had been told.", "a jury"),
    ("It was more quiet than she thought it would be.", "it would be"),
]


@pytest.mark.parametrize(("text", "quote"), NO_CLAIMS)
def test_words_that_only_compare_say_nothing(text: str, quote: str) -> None:
    assert not [c for c in everything(text) if c.kind == "statement" and c.quote.startswith(quote)]


@pytest.mark.parametrize(("text", "quote", "alone"), ALONE)
def test_sentence_that_stands_alone(text: str, quote: str, alone: str) -> None:
    assert next(c for c in everything(text) if c.quote.startswith(quote)).text == alone
