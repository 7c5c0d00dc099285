"""Mentions in parsed sentences: kinds, canonical names, and what is no name."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline import language
from pipeline.copied import read
from pipeline.entities import Entity, Kind, bodies, canonical, find, people


def mentions(sentence: str) -> list[Entity]:
    return find(language.parse_line(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "At least 12 Swedes and 40 Norwegians sailed from Greece to Egypt in June.",
            {
                ("Swedes", "nationality", "SE"),
                ("Norwegians", "nationality", "NO"),
                ("Greece", "country", "GR"),
                ("Egypt", "country", "EG"),
            },
        ),
        (
            "The UN refugee agency counted 3,000 Afghans near Kandahar.",
            {("UN refugee agency", "organisation", None), ("Afghans", "nationality", "AF")},
        ),
        ("Boko Haram held nine villages in Nigeria.", {("Boko Haram", "group", "NG"), ("Nigeria", "country", "NG")}),
        ("US-backed forces shelled Raqqa on Tuesday.", {("Raqqa", "city", "SY")}),
        ("The WHO says IS has left us nothing.", {("WHO", "organisation", None), ("IS", "group", None)}),
        (
            "The Greek Health Ministry and the Bank of Greece disagree.",
            {("Greek Health Ministry", "organisation", None), ("Bank of Greece", "organisation", None)},
        ),
        ("Fighters of the Free Syrian Army left Homs province.", {("Free Syrian Army", "group", "SY")}),
        (
            "Al Jazeera and Reuters reported it from the West Bank.",
            {("Al Jazeera", "organisation", "QA"), ("Reuters", "organisation", "GB")},
        ),
        ("Prime Minister Tove Lindqvist flew to Chad.", {("Chad", "country", "TD")}),
        ("The City of Springfield paid 40 million.", {("City of Springfield", "city", "US")}),
    ],
)
def test_listed_names(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    found = {(e.words, e.kind, e.country) for e in mentions(sentence)}
    assert expected <= found


@pytest.mark.parametrize(
    "sentence",
    [
        "They turkey-shoot and polish the china in the chad room.",
        "It is us who care.",
        "In August and on Friday it rained.",
        "Who is it?",
        "",
    ],
)
def test_ordinary_words_are_no_names(sentence: str) -> None:
    assert mentions(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "towns"),
    [
        ("The union KENT says that teachers heeded its call.", []),
        ("A house in Kent burned down.", ["Kent"]),
        ("LYON, France (Wire) - The strike goes on.", ["LYON"]),
    ],
)
def test_letters_that_stand_for_a_body_are_no_town(sentence: str, towns: list[str]) -> None:
    assert [e.words for e in find(language.parse(sentence, [])[0].doc) if e.kind == "city"] == towns


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("What is the best way to travel from malaysia? She asked Anna Berg.", ["malaysia"]),
        ("She asked Anna Berg about the norway rats and the china in the shop.", []),
        ("They polish the china and shoot the turkey.", []),
    ],
)
def test_places_in_small_letters_where_a_sentence_has_no_capitals(text: str, places: list[str]) -> None:
    found = [e for parsed in language.parse(text, []) for e in find(parsed.doc)]
    assert [e.words for e in found if e.kind in ("country", "city", "region")] == places


def test_offsets_and_order() -> None:
    doc = language.parse_line(
        "Officials in Ankara said 90 Turks and a Greek, Yannis Petrou, had left Izmir for the Netherlands."
    )
    found = find(doc)
    assert all(doc[e.start : e.end].text == e.words and e.start <= e.head < e.end for e in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert "the Netherlands" not in {e.words for e in found}
    assert "Netherlands" in {e.words for e in found}


def test_same_name_for_every_spelling() -> None:
    found = mentions("ISIS, also called ISIL or Daesh, is the Islamic State.")
    groups = {e.name for e in found if e.kind == "group"}
    assert groups == {canonical("Islamic State").name}  # type: ignore[union-attr]
    assert len([e for e in found if e.kind == "group"]) == 4


def test_place_known_by_its_sound_and_by_its_province() -> None:
    found = {e.words: e for e in mentions("Shells fell near Menbj and in Homs province.")}
    assert found["Menbj"].name == "Manbij"
    assert found["Homs"].kind == "region"


def test_titles_are_no_part_of_a_name() -> None:
    found = mentions("The inquiry heard that President Amina Okafor met Dr. Lars Holm.")
    names = {e.name for e in found if e.kind == "person"}
    assert not any(n.startswith(("President", "Dr")) for n in names)


def test_user_rows_are_added(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from pipeline import knowledge
    from pipeline.entities import gazetteer

    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "groups.csv").write_text(
        "name,country,aliases\nGlass Harbour Front,NO,GHF\n", encoding="utf-8"
    )
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path))
    for cached in (knowledge.table, gazetteer.gazetteer):
        cached.cache_clear()
    try:
        assert canonical("GHF") == ("Glass Harbour Front", "group", "NO", False, False)
        assert canonical("Hamas") is not None
    finally:
        monkeypatch.undo()
        for cached in (knowledge.table, gazetteer.gazetteer):
            cached.cache_clear()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The Islamic State (ISIS) lost Mosul.", ["Islamic State", "ISIS", "Mosul"]),
        ("Hayat Tahrir al-Sham (HTS) holds Idlib.", ["Hayat Tahrir al-Sham", "HTS", "Idlib"]),
        ("It cost 40 million U.S. dollars in Kenya.", ["Kenya"]),
        ("See https://www.google.co.uk/search?q=France for the map of Norway.", ["Norway"]),
    ],
)
def test_a_mention_ends_at_brackets_money_and_addresses(sentence: str, words: list[str]) -> None:
    assert [e.words for e in mentions(sentence)] == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The District of Columbia Court of Appeals freed them.", ["District of Columbia Court of Appeals"]),
        ("Officials of the U.S. Department of Energy flew home.", ["U.S. Department of Energy"]),
        ("A spokesman for Microsoft, Inc. said no.", ["Microsoft, Inc."]),
        ("Readers of the New York Courier wrote.", ["New York Courier"]),
        ("The Oslo Symphony Orchestra played.", ["Oslo Symphony Orchestra"]),
    ],
)
def test_a_body_keeps_its_place_and_its_form(sentence: str, words: list[str]) -> None:
    assert [e.words for e in mentions(sentence)] == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("As President, she signed 40 bills.", "President"),
        ("We thank you, Mr. President, for the 40 minutes.", "Mr. President"),
        ("He asked the Prime Minister, who left.", "Prime Minister"),
    ],
)
def test_an_office_ends_before_a_comma(sentence: str, words: str) -> None:
    assert [e.words for e in mentions(sentence) if e.kind == "office"] == [words]


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Debra Lindqvist Jackie Taylor , hello", (0, 4), ["Debra Lindqvist", "Jackie Taylor"]),
        ("Renee Renee , thank you", (0, 2), ["Renee", "Renee"]),
        ("Phillip Jim , take a look", (0, 2), ["Phillip", "Jim"]),
        ("Anna Maria Lindqvist said so", (0, 3), ["Anna Maria Lindqvist"]),
        ("Mohammed Hussein Ali said so", (0, 3), ["Mohammed Hussein Ali"]),
        ("Larry Lewis Tom Martin Scott Neal left", (0, 6), ["Larry Lewis", "Tom Martin", "Scott Neal"]),
        ("Robert D. Morgan left", (0, 3), ["Robert D. Morgan"]),
        ("J. J. Berg left", (0, 3), ["J. J. Berg"]),
    ],
)
def test_people_of_a_list_are_told_apart(words: str, label: tuple[int, int], expected: list[str]) -> None:
    doc = read(Doc(language.load().vocab, words=words.split()))
    assert [doc[a:b].text for a, b in people.parts(doc, *label)] == expected


def test_a_first_name_at_the_end_of_a_line_waits_for_its_surname() -> None:
    words = "Thanks . Debra Lindqvist".split()
    doc = read(Doc(language.load().vocab, words=words, sent_starts=[True, False, True, True]))
    assert list(people.parts(doc, 2, 4)) == [(2, 4)]


@pytest.mark.parametrize(
    ("words", "trained", "body", "expected"),
    [
        ("Nordic Industrial Relief Agency", [(0, 4, "organisation")], (2, 4), (0, 4)),
        ("Ben Lindqvist Harbour Board Team", [(0, 2, "person")], (0, 5), (2, 5)),
        ("Ben Harbour Board , Inc.", [(0, 1, "person"), (1, 5, "organisation")], (0, 3), (1, 3)),
        ("Lindqvist Hospital", [(0, 1, "person")], (0, 2), (0, 2)),
        ("Harbour Museum President", [(0, 2, "organisation")], (0, 3), (0, 2)),
        ("Harbour Space Centre on April", [(0, 3, "place"), (4, 5, "place")], (0, 5), (0, 5)),
        ("Harbour Space Centre on April", [(0, 3, "organisation")], (0, 5), (0, 3)),
    ],
)
def test_a_body_ends_where_training_and_its_words_agree(
    words: str, trained: list[tuple[int, int, Kind]], body: tuple[int, int], expected: tuple[int, int]
) -> None:
    doc = read(Doc(language.load().vocab, words=words.split()))
    pattern: tuple[int, int, Kind] = (*body, "organisation")
    assert bodies.agreed(doc, pattern, trained, [pattern])[:2] == expected


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("Speakers of Atlantic languages met.", "Atlantic"),
        ("The shuttle Columbia was lost.", "Columbia"),
    ],
)
def test_a_listed_place_inside_another_thing_is_none(sentence: str, absent: str) -> None:
    assert absent not in {e.words for e in mentions(sentence) if e.kind in ("city", "region", "place")}


@pytest.mark.parametrize("name", ["Kennedy", "Mandela", "Castro", "Jackson"])
def test_a_surname_is_no_town(name: str) -> None:
    assert all(e.kind != "city" for e in mentions(f"{name} said that 40 ships had left."))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Fires spread across South Australia on Sunday.", {("South Australia", "place")}),
        ("The flag of South Vietnam hung in the hall.", {("South Vietnam", "place")}),
        ("The Hyatt Regency Houston was full.", {("Hyatt Regency Houston", "place")}),
        ("She flies with Kenya Airways every week.", {("Kenya Airways", "organisation")}),
        ("The CEV will cost 40 million dollars, engineers say.", set()),
    ],
)
def test_the_longest_name_stands(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert {(e.words, e.kind) for e in mentions(sentence)} == expected


def steps(work: Callable[[], object]) -> int:
    """How many lines of the pipeline's own code run: what a clock would say on a machine without noise."""
    count = 0
    before = sys.gettrace()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        if "pipeline" not in frame.f_code.co_filename:
            return None
        count += 1
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("pattern", ["Oslo ", "John Smith ", "Ann Lee, Bank of England, ", "Health Ministry of Chad; "])
def test_many_names_cost_no_more_each_than_few(pattern: str) -> None:
    few, many = (language.parse_line(pattern * n) for n in (100, 500))
    find(few)  # lists are read once a process
    assert len(find(many)) > 100
    assert steps(lambda: find(many)) < 6 * steps(lambda: find(few))
