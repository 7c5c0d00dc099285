"""Each figure takes the places and people of its own stretch of the sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.clusters import scope
from tests.factory import claim


def _claims(sentence):
    out = []
    for match in re.finditer(r"\d[\d,.]*\d|\d", sentence):
        out.append(
            replace(
                claim("a", 1.0, sentence=sentence, quote=match.group()),
                start=match.start(),
                end=match.end(),
                claim_id=match.group(),
            )
        )
    return out


WHERE = [
    ("Turkey lost 310 homes; in Syria there were 45.", {"310": {"TR"}, "45": {"SY"}}),
    ("The storm killed 12 in Peru and 30 in Chile.", {"12": {"PE"}, "30": {"CL"}}),
    ("In Peru 12 were killed and in Chile 30.", {"12": {"PE"}, "30": {"CL"}}),
    ("In Peru, 12 were killed and 80 wounded.", {"12": {"PE"}, "80": {"PE"}}),
    ("The dead in Peru and Chile number 42.", {"42": {"PE", "CL"}}),
    ("Most came from Peru (900), Chile (760) and Brazil (55).", {"900": {"PE"}, "760": {"CL"}, "55": {"BR"}}),
    ("They are 42 in all.", {"42": set()}),
]


@pytest.mark.parametrize(("sentence", "expected"), WHERE)
def test_places(sentence, expected):
    found = scope.scopes(_claims(sentence))
    assert {k: set(v.where.known | v.whose.known) for k, v in found.items()} == expected


WHOSE = [
    ("Chile thinks that 95 of its citizens have gone to Peru.", "95", {"CL"}, {"PE"}),
    ("Some 95 Chileans went to Peru.", "95", {"CL"}, {"PE"}),
    ("About 95 people from Chile went to Peru.", "95", {"CL"}, {"PE"}),
]


@pytest.mark.parametrize(("sentence", "figure", "whose", "where"), WHOSE)
def test_whose_and_where(sentence, figure, whose, where):
    found = scope.scopes(_claims(sentence))[figure]
    assert (set(found.whose.known), set(found.where.known)) == (whose, where)


def test_totals_and_parts_are_seen():
    found = scope.scopes(_claims("Combined, the dead number 42; in rebel-held areas there are 7."))
    assert found["42"].total
    assert not found["7"].total
    assert ("control", "rebel-held") in found["7"].parts
