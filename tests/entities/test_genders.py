"""Who "he" and "she" can be."""

from __future__ import annotations

import pytest

from pipeline import language
from pipeline.entities import find, genders
from pipeline.entities.references import resolve


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Elena Cazacu", "woman"),
        ("Zsolt Kovacs", "man"),
        ("Mrs Lee", "woman"),
        ("Chairman Lee", "man"),
        ("Judge R. Lee", None),
        ("Fernando", None),  # a surname here
        ("Robin Lee", None),
    ],
)
def test_gender_of_a_name(name: str, gender: str | None) -> None:
    assert genders.of_name(name) == gender


@pytest.mark.parametrize(
    ("word", "gender"),
    [("spokeswoman", "woman"), ("fisherman", "man"), ("Mr.", "man"), ("mayor", None), ("human", None)],
)
def test_gender_of_a_noun(word: str, gender: str | None) -> None:
    assert genders.of_noun(word) == gender


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Elena Cruz met Victor Hall. He had brought a map.", "He", "Victor Hall"),
        ("Elena Cruz met Victor Hall. She had brought a map.", "She", "Elena Cruz"),
        ("Its author, the former judge Victor Hall, spoke. He was late.", "He", "Victor Hall"),
        ("Victor Hall fell and the baker laughed. He was late.", "He", None),  # the baker, or he
        ("Victor Hall fell and the nun laughed. He was late.", "He", "Victor Hall"),
        ("Victor Hall met Oscar Green in a bar. He was late.", "He", "Victor Hall"),
        ("Elena Cruz fell. He was late.", "He", None),
        ("Norway sent a ship. It seems clear that the crew was late.", "It", None),
    ],
)
def test_he_and_she(text: str, word: str, name: str | None) -> None:
    doc = language.parse_line(text)
    (found,) = resolve([doc], [find(doc)])
    assert {doc[i].text: entity.name for i, entity in found.items()}.get(word) == name
