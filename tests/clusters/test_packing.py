"""What is kept of claims comes back as it was, and what is asked in a shorter way is answered alike."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from pipeline import kept
from pipeline.clusters import blocking, packing, scoring
from pipeline.clusters.profile import Profile, profiles
from pipeline.model import Article, Claim
from tests import factory
from tests.notebook import Memory

FIGURES = (
    ("In all 1,200 Chileans were killed by the quake in Peru, the ministry said, and 300 were hurt.", "1,200", "CL"),
    ("In all 1,200 Chileans were killed by the quake in Peru, the ministry said, and 300 were hurt.", "300", None),
    ("Some 40 ships left Oslo with 900 Norwegian sailors; 12 of them came back.", "900", "NO"),
    ("The union counted 6,000 nurses in Lima, police 2,000.", "6,000", None),
    ("The union counted 6,000 nurses in Lima, police 2,000.", "2,000", None),
    ("At least 450 Norwegians were killed in Peru.", "450", "NO"),
)


def made() -> tuple[list[Claim], dict[str, Article]]:
    claims = [
        factory.claim(
            f"a{n % 4}",
            (float(quote.replace(",", "")), None if n % 4 == 0 else float(quote.replace(",", ""))),
            quote=quote,
            sentence=sentence,
            at=n,
            day=date(2021, 5, 1 + n) if n % 5 else None,
            actor=actor,
            place=("Peru", "Oslo", None)[n % 3],
        )
        for n, (sentence, quote, actor) in enumerate(FIGURES * 4)
    ]
    return claims, {c.article_id: factory.article(c.article_id) for c in claims}


def found() -> list[Profile]:
    return profiles(*made())


def test_profiles_come_back_as_they_were() -> None:
    claims, _ = made()
    assert packing.unpacked(kept.unpack(kept.pack(packing.packed(found()))), {c.claim_id: c for c in claims}) == found()


def test_profiles_that_are_kept_are_those_that_are_made() -> None:
    claims, articles = made()
    keep = Memory({article_id: f"hash of {article_id}" for article_id in articles})
    first = packing.profiles(claims, articles, keep)
    assert first == found()
    assert packing.profiles(list(reversed(claims)), {}, keep) == first  # no article is looked at again


def test_what_excludes_two_claims_is_the_rule_of_their_comparison() -> None:
    told = [(scoring.exclude(a, b), bool(scoring.compare(a, b).rule)) for a, b in combinations(found(), 2)]
    assert {quick for quick, _ in told} == {True, False}
    assert all(quick == whole for quick, whole in told)


def test_pairs_come_once_and_in_order() -> None:
    pairs, _ = blocking.candidates(found())
    assert len(pairs)
    assert [tuple(p) for p in pairs.tolist()] == sorted({(min(p), max(p)) for p in pairs.tolist()})
