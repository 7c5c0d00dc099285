"""Nonsense in: few or no claims, no crash, and never a wrong offset."""

import random

import pytest

from pipeline import language, zones
from pipeline.claims import extract
from pipeline.model import Article
from pipeline.quantities import find

_WORDS = "apple run under seven green of the likely brick whose 14 sing toward nobody % (table), 1999 and ; and".split()


def _salad() -> str:
    pick = random.Random(7)
    return " ".join(pick.choice(_WORDS) for _ in range(400))


POEM = """The moon is a coin in a beggar's hat,
the river a road with no one on it;
I asked the night what it was at —
it gave me two stars and a sonnet.
"""
CODE = """def area(radius):
    if radius < 0:
        raise ValueError("radius")
    return 3.14159 * radius ** 2

for i in range(10):
    print(f"{i:>3} {area(i):8.2f}")
x = {"a": 1, "b": [2, 3, 4]}
"""
TABLE = """Rovers 3 - 1 United
City 0 - 0 Albion
Wanderers 2 - 4 Athletic
Team P W D L F A Pts
Rovers 12 8 2 2 24 9 26
United 12 7 3 2 19 11 24
"""
NUMBERS = " ".join(str(n) for n in range(1000, 1200))
LOOSE = "\u200b“ ” ( ) % $ — … 5 ' ’s .\n\n)\n\n“"

# text, most claims that it may give
NONSENSE = [
    ("salad", _salad(), 40),
    ("poem", POEM, 4),
    ("code", CODE, 12),
    ("table", TABLE, 6),
    ("numbers", NUMBERS, 0),
    ("loose signs", LOOSE, 1),
    ("one word", "Flood", 0),
    ("one sentence", "The flood killed 12 people in Peru.", 1),
    ("one word, much repeated", "flood " * 500, 0),
]


@pytest.mark.parametrize(("name", "text", "most"), NONSENSE, ids=[n for n, _, _ in NONSENSE])
def test_few_claims_and_offsets_hold(name, text, most):
    article = Article("0" * 16, "a.txt", "", "daily-example", text, "")
    found = extract(article, language.parse(text, find(text), zones.zones(text)))
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.text
    assert len(found) <= most
    assert len({c.claim_id for c in found}) == len(found)
