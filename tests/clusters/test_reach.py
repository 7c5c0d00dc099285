"""What the words of a figure's own stretch say of its reach."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.clusters import reach
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


STRETCHES = [
    ("Turkey lost 310 homes; in Syria there were 45.", "45", "; in Syria there were 45."),
    ("The storm killed 12 in Peru and 30 in Chile.", "12", "The storm killed 12 in Peru "),
    ("The dead in Peru and Chile number 42.", "42", "The dead in Peru and Chile number 42."),
    ("Those from Peru, Chile and Brazil are 42.", "42", "Those from Peru, Chile and Brazil are 42."),
]


@pytest.mark.parametrize(("sentence", "figure", "stretch"), STRETCHES)
def test_stretches(sentence, figure, stretch):
    assert reach.reaches(_claims(sentence))[figure].stretch == stretch


def test_totals_and_parts_are_seen():
    found = reach.reaches(_claims("Combined, the dead number 42; in rebel-held areas there are 7."))
    assert found["42"].total
    assert not found["7"].total
    assert ("control", "rebel-held") in found["7"].parts
