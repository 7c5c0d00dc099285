"""Where and whose each figure is: the names of its own stretch of the sentence, else what the article is about."""

from datetime import date

import pytest

from pipeline import language
from pipeline.claims import extract, slugs
from pipeline.model import Article, Claim
from pipeline.quantities import find


def figures(text: str, title: str = "", url: str | None = None) -> dict[str, Claim]:
    day = date(2021, 5, 20)
    article = Article(
        "0" * 16, "a.md", title, "daily-example", text, "", published_start=day, published_end=day, url=url
    )
    found = extract(article, language.parse(text, find(text)))
    return {c.quote: c for c in found if c.kind == "quantity"}


OWN = [
    ("Peru lost 310 homes; in Chile there were 45.", {"310": "Peru", "45": "Chile"}),
    ("The storm killed 12 in Peru and 30 in Chile.", {"12": "Peru", "30": "Chile"}),
    ("In Peru 12 people were killed and in Chile some 30 people.", {"12": "Peru", "30": "Chile"}),
    ("In Peru, 12 were killed and 80 wounded.", {"12": "Peru", "80": "Peru"}),
    ("In Peru and Chile 42 people died.", {"42": "Chile and Peru"}),
    ("More than 900 people are dead, 640 of them in Peru; 260 were reported from Chile.", {"640": "Peru"}),
    ("Worldwide some 900 people died of the fever.", {"900": "world"}),
    ("The fever has killed 900 people in 12 countries.", {"900": "12 countries"}),
    ("It burned an area the size of Belgium and killed 42 people in Peru.", {"42": "Peru"}),
    ("Peru says that 900 nurses went to Chile and that half of them fell ill.", {"900": "Chile", "half": "Chile"}),
    ("Talks were held in Peru with the Danish coastguard, which found 12 boats.", {"12": "Peru"}),
    ("In Peru they met some of the 900 nurses that fled Santiago in May.", {"900": "Santiago"}),
    ("Some 900 people died in raids by gangs in Peru and soldiers in Chile.", {"900": "Chile and Peru"}),
    (
        "Some 40 Britons went to Peru and Chile and half of them have returned to their country.",
        {"half": "United Kingdom"},
    ),
    ("Of the nurses in Chile some 900 now prefer to return to their homelands.", {"900": "their homelands"}),
    ("They work with bodies like the Danish coastguard, which found 12 boats.", {"12": "Denmark"}),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_own_stretch(text, expected):
    found = figures(text)
    assert {quote: found[quote].place for quote in expected} == expected


ABOUT = [
    # accounts are nowhere
    ("The singer has 42 accounts on the network.", "Concert in Peru", None, None),
    # headline, address, then the country named most
    ("Some 42 people drowned.", "Floods in Peru", None, "Peru"),
    ("Some 42 people drowned.", "Water everywhere", "https://news.example/2021/peru-flood-leaves-dozens-dead", "Peru"),
    ("Rain fell on Peru for days, on half of Peru. Peru waits. Chile sent help. Some 42 drowned.", "", None, "Peru"),
    # where something struck just before in the paragraph comes first; an aside does not
    (
        "Troops left for Peru and Peru thanked them. Floods came down in Chile. Some 42 drowned.",
        "Peru",
        None,
        "Chile",
    ),
    # a total is of all countries that the article is about
    ("The storm hit Peru and Chile. Together the two countries count 42 dead in all.", "", None, "Chile and Peru"),
    # a number of provinces is of the country that the article is about
    ("Floods struck Peru. Some 42 people died in 11 provinces.", "", None, "11 provinces in Peru"),
    # a group is at home somewhere, where the article names no place at all
    ("Boko Haram has lost 40 percent of its land.", "", None, "Nigeria"),
    ("He said 42 people drowned.", "", None, None),
    # who has gone is no more where the others are
    (
        "Chile is at war, and fighting in Chile goes on. Peru looks on. Some 900 people are known to the police in the "
        "country, 42 out of them have gone to fight.",
        "",
        None,
        "Chile",
    ),
    (
        "Chile is at war, and fighting in Chile goes on. Peru looks on. Some 900 people are known to the police in the "
        "country, 42 out of them have died.",
        "",
        None,
        "Peru",
    ),
]


@pytest.mark.parametrize(("text", "title", "url", "place"), ABOUT)
def test_from_the_article(text, title, url, place):
    found = figures(text, title, url)
    assert next(c for q, c in found.items() if q in ("42", "40 percent")).place == place


WHOSE = [
    ("Chile thinks that 95 of its citizens have gone to Peru.", "95", "Chile", "Peru"),
    ("Some 95 Chileans went to Peru.", "95", "Chile", "Peru"),
    ("About 95 people from Chile went to Peru.", "95", "Chile", "Peru"),
    # who counts is not who is counted
    ("A UNICEF tally has 95 people killed in Peru.", "95", "people in Peru", "Peru"),
    # who has returned is at home, unless it is told where to; things have no home
    ("Some 900 Britons went to Peru and 95 of them have returned.", "95", "United Kingdom", "United Kingdom"),
    ("About 95 Norwegians are back from the war in Peru.", "95", "Norway", "Norway"),
    ("About 95 Norwegian troops returned to Peru on Monday.", "95", "Norway", "Peru"),
    ("About 95 Norwegians in Peru cannot go back.", "95", "Norway", "Peru"),
    ("Norway returned 95 bronzes to Peru.", "95", "Norway", "Peru"),
    # the counted noun itself says who
    ("Some 95 firefighters were hurt in Peru.", "95", "firefighters", "Peru"),
    # those whom the article's event struck
    ("Floods struck Peru. Some 95 people died.", "95", "flood victims in Peru", "Peru"),
    # an arrest is no deed of the flood
    ("Floods struck Peru. Some 95 people were arrested.", "95", "people in Peru", "Peru"),
]


@pytest.mark.parametrize(("text", "figure", "actor", "place"), WHOSE)
def test_whose_and_where(text, figure, actor, place):
    claim = figures(text)[figure]
    assert (claim.actor, claim.place) == (actor, place)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://news.example/2021/05/storm-hits-haiti-7.html", "Storm Hits Haiti"),
        ("https://news.example/index.php?id=4", ""),
        ("https://[broken", ""),
        (None, ""),
    ],
)
def test_words_of_an_address(url, words):
    assert slugs.slug(url).removesuffix(" Html") == words
