"""Titles: what the members tell → the name of their series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from pipeline.clusters import labels, match, naming
from pipeline.clusters.profile import Profile, profiles
from pipeline.model import Claim
from tests.factory import articles, claim


def title(*claims: Claim) -> str:
    return labels.label(members(*claims))


def members(*claims: Claim) -> list[Profile]:
    return profiles(claims, articles(*claims))


def told(sentence: str, quote: str, **facets: Any) -> Claim:
    return claim(facets.pop("where", "a"), facets.pop("figure", 40), sentence=sentence, quote=quote, **facets)


def facets(said: str) -> tuple[dict[str, Any], dict[str, str]]:
    """ "actor: Britain = United Kingdom; place: Lima" → facets, and the words for those that are printed otherwise."""
    named: dict[str, Any] = {}
    printed: dict[str, str] = {}
    for part in said.split("; "):
        name, _, value = part.partition(": ")
        words, is_called, canonical = value.partition(" = ")
        named[name] = canonical if is_called else words
        if is_called:
            printed[f"{name}_words"] = words
    return named, printed


UK, IS, HTS = "Britain = United Kingdom", "It = Islamic State (ISIS)", "HTS = Hayat Tahrir al-Sham"
# sentence (its figure comes first, in brackets) | facets | title
ONE = [
    # people: of which nation or group, what befell them, where
    ("[40] nationals of Britain travelled to Syria.",
     f"counted: nationals; actor: {UK}; action: travelled; place: Syria",
     "British nationals who travelled to Syria"),
    ("It had [40] fighters killed in Mosul.", f"counted: fighters; actor: {IS}; action: killed; place: Mosul",
     "Islamic State fighters killed in Mosul"),
    ("At least [40] people died in Lima.", "counted: people; action: died; place: Lima", "People killed in Lima"),
    ("There were [40] deaths in Lima.", "counted: deaths; place: Lima", "People killed in Lima"),
    ("There were [40] excess deaths in Lima.", "counted: excess deaths; place: Lima", "Excess deaths in Lima"),
    ("Some [40] residents left Aleppo.",
     "counted: residents; action: left; place: Aleppo", "Residents who left Aleppo"),
    ("[40] German fighters came home to Germany.",
     "counted: fighters; actor: German = Germany; action: came home; place: Germany",
     "German fighters who returned"),
    ("[40] fighters returned from Libya.", "counted: fighters; action: returned; place: Libya",
     "Fighters who returned from Libya"),
    ("Of those who went to Libya [40] fighters are home.",
     "counted: fighters; action: are home = returned; place: Libya", "Fighters who returned from Libya"),
    ("[40] marchers gathered near Boston.", "counted: marchers; action: gathered; place: Boston",
     "People who took part near Boston"),
    ("Lima has [40] confirmed cases.", "counted: confirmed cases; action: confirmed cases; place: Lima",
     "Confirmed cases in Lima"),
    ("[40] of their own people were hurt in Lima.", "counted: own people; action: hurt; place: Lima",
     "People wounded in Lima"),
    ("[40] Britons died in Syria.", "counted: Britons; actor: Britons = United Kingdom; action: died; place: Syria",
     "Britons killed in Syria"),
    ("[40] people are held in the United States.", "counted: people; action: held; place: United States",
     "People held in the United States"),
    # things
    ("It has captured [40] villages in Hama.", f"counted: villages; actor: {IS}; action: captured; place: Hama",
     "Villages captured by Islamic State in Hama"),
    ("The firm will axe [40] jobs in Leeds.", "counted: jobs; action: axe; place: Leeds", "Jobs cut in Leeds"),
    ("The party won [40] seats in Slovenia.", "counted: seats; action: won; place: Slovenia", "Seats won in Slovenia"),
    ("[40] buses stood in Celje and Koper and Maribor.", "counted: buses; place: Celje and Koper and Maribor",
     "Buses in Celje, Koper and Maribor"),
    # shares and rates
    ("HTS holds [60 percent] of Idlib province.",
     f"unit: percent; counted: Idlib province; base: Idlib province; actor: {HTS}; action: holds; place: Idlib",
     "Share of Idlib province held by Hayat Tahrir al-Sham"),
    ("It lost [60 percent] of its land in Iraq.",
     f"unit: percent; counted: land; base: land; actor: {IS}; action: lost; place: Iraq",
     "Share of the land lost by Islamic State in Iraq"),
    ("Unemployment in Wales stood at [4.4 percent].", "unit: percent; counted: Unemployment; place: Wales",
     "Unemployment in Wales (%)"),
    ("[40 percent] of the country is under water.", "unit: percent; counted: country; base: country; place: Peru",
     "Share of Peru"),
    ("Turnout in Slovenia was [40 percent].", "unit: percent; counted: turnout; action: turnout; place: Slovenia",
     "Turnout in Slovenia (%)"),
    ("The fire is [40 percent] contained.", "unit: percent; counted: people; base: people; place: Lima",
     "“The fire is 40 percent contained.”"),
    # money, sizes, so many a day
    ("The state pledged [$40 million] in Beirut.", "unit: USD; counted: $40 million; action: pledged; place: Beirut",
     "Amount pledged in Beirut (USD)"),
    ("Damage in Beirut is put at [$40 million].", "unit: USD; counted: Damage; place: Beirut",
     "Damage in Beirut (USD)"),
    ("Fires burnt [40 km2] in Canada.", "unit: km2; counted: 40 km2; action: burnt; place: Canada",
     "Area burned in Canada (km²)"),
    ("Nurses vaccinated [40] children a day in Lima.",
     "unit: count/day; counted: children; action: vaccinated; place: Lima", "Children a day vaccinated in Lima"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "said", "expected"), ONE, ids=[row[2] for row in ONE])
def test_a_title_says_what_the_claim_says(sentence: str, said: str, expected: str) -> None:
    quote = sentence.partition("[")[2].partition("]")[0]
    named, printed = facets(said)
    made = told(sentence.replace("[", "").replace("]", ""), quote, **named)
    assert title(replace(made, **cast("dict[str, Any]", printed))) == expected


def test_who_left_his_own_country_or_went_back_is_not_told_as_going_there() -> None:
    said = [told("40 Britons travelled.", "40", where=x, counted="Britons", action="travelled") for x in "abc"]
    going = [replace(c, actor="United Kingdom", actor_words="Britons", place="United Kingdom") for c in said]
    assert title(*going) == "Britons who travelled"


def test_an_actor_and_a_place_that_few_members_share_are_left_out() -> None:
    many = [claim(f"a{n}", 40 + n, counted="cases", place="Bolivia") for n in range(4)]
    odd = claim("b", 40, counted="cases", actor="Argentina", place="Peru")
    assert title(*many, odd) == "Cases in Bolivia"


def test_what_only_the_article_lent_names_a_series_when_most_have_it() -> None:
    def lent(n: int, place: str | None) -> Claim:
        return told(f"At least {n} people died.", str(n), figure=n, action="died", place=place, where=f"a{n}")

    assert title(lent(40, "Lima"), lent(41, "Lima"), lent(42, None)) == "People killed in Lima"
    assert title(lent(40, "Lima"), lent(41, "Quito"), lent(42, "Bogota"), lent(43, None)) == "People killed"


def test_the_words_of_those_who_tell_the_action_name_what_is_counted() -> None:
    alert = told("40 residents are on alert.", "40", counted="residents", place="Lima", where="a")
    dead = [
        told(f"{n} villagers died.", str(n), figure=n, counted="villagers", action="died", place="Lima", where=f"b{n}")
        for n in (41,)
    ]
    assert title(alert, *dead) == "Villagers killed in Lima"


def test_where_people_went_is_the_place_that_most_name_alone_or_beside_others() -> None:
    def went(n: int, place: str) -> Claim:
        said = f"{n} nationals of Britain travelled to {place}."
        named = {"counted": "nationals", "actor": "United Kingdom", "action": "travelled", "place": place}
        return replace(told(said, str(n), figure=n, where=f"a{n}", **named), actor_words="Britain")

    places = ["Syria", "Iraq and Syria", "Lebanon and Syria", "Libya"]
    assert title(*(went(40 + n, place) for n, place in enumerate(places))) == "British nationals who travelled to Syria"
    away = title(went(40, "Libya"), went(41, "United Kingdom"), went(42, "United Kingdom and Yemen"), went(43, "Chad"))
    assert away == "British nationals who travelled"  # home is not where they went


@pytest.mark.parametrize("counted", ["bringing", "eleven kilometres", "what they had set", None, "it"])
def test_words_that_name_nothing_name_no_series(counted: str | None) -> None:
    said = told(
        f"The road runs eleven kilometres, {counted}.", "eleven kilometres", unit="m", figure=11, counted=counted
    )
    assert title(said) == "Length (m)"


def test_a_figure_that_nothing_names_is_named_by_the_words_around_it() -> None:
    said = told(
        "Of all those under thirty years of age, 46 percent chose Forward and none the others in Kranj.",
        "46 percent", unit="percent", figure=46, counted=None,
    )  # fmt: skip
    assert title(said) == "“…under thirty years of age, 46 percent chose Forward and none the…”"


def test_several_stretches_of_a_series_are_told_apart_by_their_time() -> None:
    claims = [
        claim(f"{day.year}{n}", 500 + n, counted="fighters", place="Libya", day=day)
        for day in (date(2015, 3, 1), date(2019, 3, 1))
        for n in (0, 1)
    ]
    found = sorted(c.label for c in match(claims, articles(*claims)).clusters)
    assert found == ["Fighters in Libya, 1 March 2015", "Fighters in Libya, 1 March 2019"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [("Mali", "Mali"), ("Mali and Niger", "Mali and Niger"), ("Mali and Niger and Chad", "Mali, Niger and Chad")],
)
def test_names_in_a_row(names: str, expected: str) -> None:
    assert naming.row(names) == expected
