"""What stands for a pronoun in a sentence told alone: a name or "the" and a noun where it is sure, else nothing."""

from __future__ import annotations

import pytest

from pipeline import claims, language, quantities
from pipeline.coreference.standing import stand_ins
from pipeline.entities import references


def standing(text: str) -> dict[str, str]:
    """Pronoun → what stands for it."""
    parsed = language.parse(text, quantities.find(text))
    named = claims.names(parsed)
    pointing = references.resolve([p.doc for p in parsed], named)
    found = stand_ins(parsed, named, pointing, text)
    return {p.doc[i].text: s.words for p, known in zip(parsed, found, strict=True) for i, s in known.items() if s.words}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm lost money last year. It employs 900 people in Lima.", {"It": "the firm"}),
        ("The council met on Monday. It approved a budget of $9m.", {"It": "the council"}),
        ("Ann Lee runs the harbour. She has hired 40 guards.", {"She": "Ann Lee"}),
        ("The director, Tom Hill, resigned. His deputy took over.", {"His": "Tom Hill"}),
        ("Two guards were found in a cellar. They had been tied up.", {"They": "the guards"}),
        ("A geologist said that the ground was weak. She had seen the report.", {"She": "the geologist"}),
        ("Tom Hill won in 2016.\n\nThe race costs 9,000 euros. He offered to share the profit.", {"He": "Tom Hill"}),
        # nobody knows which
        ("Some managers left. They were tired.", {}),
        ("Half of the teams left. They had no money.", {}),
        ("It is the third flood this year.", {}),
        ("The ministry closed the clinic. It will reopen in June.", {}),
        ("About 1,400 people fled. They took their cattle.", {}),
    ],
)
def test_what_stands_for_a_pronoun(text: str, expected: dict[str, str]) -> None:
    found = standing(text)
    assert {word: meant for word, meant in found.items() if word in expected or not expected} == expected


@pytest.mark.parametrize(
    ("text", "word", "never"),
    [
        ("In June she left.", "she", "June"),
        ("Ann Lee met the mayor. He was late.", "He", "Ann Lee"),
        ("The firm sold its mills. They were old.", "They", "the firm"),
        ("The licence lapsed, Minister Dan Hill said. The captain survived. He was held.", "He", "Minister Dan Hill"),
    ],
)
def test_what_a_pronoun_cannot_mean(text: str, word: str, never: str) -> None:
    assert standing(text).get(word) != never
