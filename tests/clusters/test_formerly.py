"""A figure that another one comes from is of an earlier time, though its sentence names none."""

from __future__ import annotations

import pytest

from pipeline.clusters import formerly
from tests.factory import claim


@pytest.mark.parametrize(
    ("sentence", "unit", "then"),
    [
        ("The bakers raised their offer to 14% from 11% on Monday.", "percent", {"11%"}),
        ("Prices rose 40.4% in May, up from the 37.2% of April.", "percent", {"37.2%"}),
        ("The toll climbed from 80 to 95 overnight.", "count", {"80"}),
        ("Some 310 people were ill, compared with just 250 people.", "count", {"250"}),
        ("Only 51% took part, far from the 80% that are needed.", "percent", set()),
        ("The club has 400 people from 12 countries.", "count", set()),
        ("The offer is 14% and the demand 20%.", "percent", set()),
    ],
)
def test_what_another_figure_comes_from(sentence, unit, then):
    nouns = {"12": "countries"}
    quotes = [w.strip(".,") for w in sentence.split() if w[0].isdigit()]
    claims = [
        claim("a", float(q.strip("%")), quote=q, sentence=sentence, unit=unit, counted=nouns.get(q, "people"))
        for q in quotes
    ]
    assert {c.quote for c in claims if c.claim_id in formerly.former(claims)} == then
