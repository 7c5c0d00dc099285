"""Outlets repeat, origins count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import origins
from tests.factory import articles, claim

SAME = [
    ("Soufan Group", "the Soufan Center"),
    ("the CIA", "US intelligence officials"),
    ("WHO", "World Health Organization"),
    ("Hassan Diab", "Diab"),
    ("a report by the Lowy Institute", "Lowy Institute"),
    ("Turkish police", "Turkey's police"),
]
DIFFERENT = [
    ("Soufan Group", "Lowy Institute"),
    ("Health Ministry of Peru", "Health Ministry of Chile"),
    ("Chilean Survey", "Chilean interior ministry"),
    ("Peru", "Health Ministry of Peru"),
    ("police", "organisers"),
    ("WHO", "who said it"),
    ("Turkish police", "the police"),
]


def _resolve(a, b, kind="organisation"):
    claims = [
        replace(claim("a", 5, said_by=a), attribution_kind=kind),
        replace(claim("b", 5, said_by=b), attribution_kind=kind),
    ]
    found, rows = origins.resolve(claims, articles(*claims))
    return [found[c.claim_id] for c in claims], rows


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_source_under_several_names(a, b):
    (one, two), rows = _resolve(a, b)
    assert one.origin_id == two.origin_id
    assert [r["cited_by"] for r in rows] == [["a", "b"]]


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different_sources(a, b):
    (one, two), _ = _resolve(a, b)
    assert one.origin_id != two.origin_id


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("the police", "Lima"), ("Police", "Peru"), True),
        (("the police", "Peru"), ("Peruvian police", "Chile"), True),
        (("the health ministry", "Peru"), ("health ministry", "Peru"), True),
        (("the police", "Peru"), ("the police", "Chile"), False),
        (("the company", "Peru"), ("the company", "Peru"), False),
        (("an agency", "Peru"), ("the agency", "Peru"), False),
        (("the police", "Peru"), ("the police", None), False),
        (("the police", "Peru"), ("the government", "Peru"), False),
    ],
)
def test_a_body_without_a_name_is_that_of_its_country(a, b, same):
    claims = [
        replace(claim(outlet, 5, said_by=said), attribution_kind="organisation", place=place)
        for outlet, (said, place) in (("a", a), ("b", b))
    ]
    found, _ = origins.resolve(claims, articles(*claims))
    assert (len({o.origin_id for o in found.values()}) == 1) is same


def test_a_body_without_a_name_is_called_as_it_is_printed():
    """Its country is a guess, good enough to count origins and not to be told as if it were printed."""
    said = replace(claim("a", 5, said_by="police"), attribution_kind="organisation", place="Peru")
    assert [r["name"] for r in origins.resolve([said], articles(said))[1]] == ["police"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("an officer", "person"), ("Union bosses", "person"), ("official records", "document"), ("a video", "document"),
        ("the company", "organisation"), ("the president", "office"),
    ],
)  # fmt: skip
def test_a_common_noun_of_two_articles_is_two_sources(said, kind):
    (one, two), _ = _resolve(said, said, kind)
    assert one.origin_id != two.origin_id


def test_unnamed_sources_belong_to_their_article():
    (one, two), _ = _resolve("officials", "officials", "anonymous")
    assert one.origin_id != two.origin_id


def test_an_outlets_own_count_is_its_own():
    claims = [claim("north-post", 5), claim("south-times", 5)]
    found, _ = origins.resolve(claims, articles(*claims))
    assert len({o.origin_id for o in found.values()}) == 2


def test_an_outlet_that_is_cited_is_one_source_with_what_it_says_of_its_own():
    own = claim("guardian", 850)
    citing = replace(claim("b", 850, said_by="the Guardian"), attribution_kind="organisation")
    another = replace(claim("c", 850, said_by="the Guardian's reader"), attribution_kind="person")
    found, _ = origins.resolve([own, citing, another], articles(own, citing, another))
    one, two, three = (found[c.claim_id] for c in (own, citing, another))
    assert one.origin_id == two.origin_id != three.origin_id
    assert two.name == "The Guardian"


def test_shared_copy_is_one_origin():
    text = "At least 34 miners died on Monday when a shaft fell in near the town of Brakpan, the owner said."
    claims = [
        claim("north-post", 34, sentence=text),
        claim("south-times", 34, sentence=text.replace("near the", "close to the")),
    ]
    found, _ = origins.resolve(claims, articles(*claims))
    assert len({o.origin_id for o in found.values()}) == 1


def test_order_does_not_matter():
    claims = [
        claim(n, 5, said_by=s)
        for n, s in (("a", "Soufan Group"), ("b", "the Soufan Center"), ("c", "Diab"), ("d", "Hassan Diab"))
    ]
    assert origins.resolve(claims, articles(*claims)) == origins.resolve(claims[::-1], articles(*claims))
