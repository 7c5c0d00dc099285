"""Names looked up by themselves: one canonical name for all spellings, and near names that never meet."""

from __future__ import annotations

import pytest

from pipeline.entities import canonical, country, same_name
from pipeline.entities.spelling import alike, fold


@pytest.mark.parametrize(
    ("words", "kind", "same_as", "iso"),
    [
        ("Britain", "country", "United Kingdom", "GB"),
        ("the UK", "country", "United Kingdom", "GB"),
        ("British", "nationality", "United Kingdom", "GB"),
        ("Britons", "nationality", "United Kingdom", "GB"),
        ("U.S.", "country", "United States", "US"),
        ("Frenchmen", "nationality", "France", "FR"),
        ("Turks", "nationality", "Turkey", "TR"),
        ("Türkiye", "country", "Turkey", "TR"),
        ("Danes", "nationality", "Denmark", "DK"),
        ("Nigerien", "nationality", "Niger", "NE"),
        ("Nigerian", "nationality", "Nigeria", "NG"),
        ("Congo", "country", "Democratic Republic of the Congo", "CD"),
        ("Burmese", "nationality", "Myanmar", "MM"),
        ("ISIL", "group", "Islamic State", None),
        ("the so-called Islamic State", "group", "Islamic State", None),
        ("Daesh", "group", "Islamic State", None),
        ("HTS", "group", "Hayat Tahrir al-Sham", "SY"),
        ("al-Nusra Front", "group", "Jabhat al-Nusra", "SY"),
        ("Jabhat Fateh al-Sham", "group", "Jabhat al-Nusra", "SY"),
        ("Al Qaida", "group", "al-Qaeda", None),
        ("MSF", "organisation", "Doctors Without Borders", None),
        ("the World Health Organisation", "organisation", "World Health Organization", None),
        ("Associated Press", "organisation", "Associated Press", "US"),
        ("Kurdish", "nationality", "Kurds", None),
        ("European", "nationality", "Europe", None),
        ("Gaza", "region", "Gaza Strip", "PS"),
    ],
)
def test_canonical(words: str, kind: str, same_as: str, iso: str | None) -> None:
    found = canonical(words)
    assert found is not None
    expected = canonical(same_as)
    assert expected is not None
    assert (found.kind, found.name, found.country) == (kind, expected.name, iso)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Menbj", "Manbij"),
        ("Deir al-Zour", "Deir ez-Zor"),
        ("Idleb", "Idlib"),
        ("Kobane", "Kobani"),
        ("Fallouja", "Fallujah"),
        ("Ahrar ash-Sham", "Ahrar al-Sham"),
        ("Jaish al Islaam", "Jaish al-Islam"),
    ],
)
def test_transliterations_meet(words: str, name: str) -> None:
    found = canonical(words)
    assert found is not None
    assert found.name == name
    assert same_name(words, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Mali", "Malawi"),
        ("Gambia", "Zambia"),
        ("Guinea", "Guyana"),
        ("Paraguay", "Uruguay"),
        ("North Korea", "South Korea"),
        ("Sudan", "South Sudan"),
        ("Dominica", "Dominican Republic"),
        ("Latvia", "Lithuania"),
        ("Hama", "Homs"),
        ("Hamas", "Homs"),
        ("Mosul", "Misrata"),
        ("Islamic State", "Islamic Jihad"),
        ("Jaish al-Islam", "Ansar al-Islam"),
        ("Swede", "Swiss"),
        ("Kiev", "Kyoto"),
    ],
)
def test_near_names_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize("words", ["", "fighters", "the", "Xyzzyqua", "30,000", "🙂"])
def test_unknown(words: str) -> None:
    assert canonical(words) is None


def test_kinds_narrow_the_answer() -> None:
    assert canonical("Georgia", ("country",)).country == "GE"  # type: ignore[union-attr]
    assert canonical("Georgia", ("region",)).country == "US"  # type: ignore[union-attr]
    assert canonical("British", ("city",)) is None


def test_country_figures() -> None:
    britain = country("Britons")
    assert britain is not None
    assert britain == country("GB") == country("the UK".removeprefix("the "))
    assert 60e6 < britain.population < 75e6
    assert 200_000 < britain.area_km2 < 260_000
    assert britain.population_year > 2000
    assert britain.population_source
    assert country("Atlantis") is None


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("U.S.", "us"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Adıyaman", "adiyaman"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("I\u200bdlib", "idlib"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_alike_needs_the_same_consonants() -> None:
    assert alike("Raqqa", "ar-Rakka")
    assert not alike("Homs", "Hama")
