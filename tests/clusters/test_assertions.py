"""Statements without figures: which say the same thing or its reverse, and what that says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import run, tables
from pipeline.assess import assertions as judged
from pipeline.clusters import assertions
from pipeline.model import Claim
from tests.factory import article, claim


def said(
    where: str, quote: str, subject: str, verb: tuple[str, str], object_: str | None, *, actor: str | None = None,
    place: str | None = None, day: date = date(2024, 5, 1), certainty: str = "asserted", polarity: str = "affirmed",
) -> Claim:  # fmt: skip
    """A statement of article ``where``; ``verb`` is its base form and how it is printed."""
    base = claim(where, 1, sentence=f"1 {quote}", certainty=certainty, place=place, actor=actor, day=day)
    return replace(
        base, kind="statement", quote=quote, text=quote, subject=subject, predicate=verb[0], object=object_,
        action=verb[0], action_words=verb[1], counted=None, counted_words=None, polarity=polarity,  # type: ignore[arg-type]
        low=None, high=None, unit=None, bound=None,
    )  # fmt: skip


SEIZED = said("alpha", "Kenyan troops captured Kismayo", "Kenyan troops", ("capture", "captured"), "Kismayo")


def groups(*claims: Claim) -> list[assertions.Group]:
    texts = {c.article_id: article(c.article_id, published=c.as_of_start) for c in claims}
    return assertions.match(claims, texts)


@pytest.mark.parametrize(
    "other",
    [
        said("beta", "Kenya's army has seized Kismayo", "Kenya's army", ("seize", "seized"), "Kismayo", actor="Kenya"),
        said(
            "beta", "Kismayo was captured by Kenyan soldiers", "Kismayo", ("capture", "captured"), "by Kenyan soldiers"
        ),
        said("beta", "Kenya controls Kismayo", "Kenya", ("control", "controls"), "Kismayo"),
    ],
)
def test_the_same_thing_in_other_words_is_one_assertion(other: Claim) -> None:
    (found,) = groups(SEIZED, other)
    assert {c.claim_id for c in found.claims} == {SEIZED.claim_id, other.claim_id}
    assert not found.against


@pytest.mark.parametrize(
    "other",
    [
        said("beta", "Kenyan troops lost Kismayo", "Kenyan troops", ("lose", "lost"), "Kismayo"),
        said("beta", "Kenyan troops have not captured Kismayo", "Kenyan troops", ("capture", "captured"), "Kismayo",
             polarity="negated"),
        said("beta", "Kenyan troops captured Kismayo", "Kenyan troops", ("capture", "captured"), "Kismayo",
             certainty="denied"),
    ],
)  # fmt: skip
def test_who_says_the_reverse_stands_against_it(other: Claim) -> None:
    (found,) = groups(SEIZED, other)
    assert found.against == {max(found.claims, key=lambda c: c.article_id).claim_id}


@pytest.mark.parametrize(
    "other",
    [
        said("beta", "Kismayo fighters attacked Kenyan troops", "Kismayo", ("attack", "attacked"), "Kenyan troops"),
        said("beta", "Peruvian troops captured Arequipa", "Peruvian troops", ("capture", "captured"), "Arequipa"),
        said("beta", "Kenyan troops captured Garissa", "Kenyan troops", ("capture", "captured"), "Garissa",
             place="Garissa"),
        said("beta", "Kenyan troops exported tea", "Kenyan troops", ("export", "exported"), "tea"),
    ],
)  # fmt: skip
def test_other_things_stay_apart(other: Claim) -> None:
    assert groups(SEIZED, other) == []


@pytest.mark.parametrize(
    ("quote", "subject", "verb", "object_", "only"),
    [
        ("Most of this is according to Kenya", "Most of this", ("kenya", "Kenya"), None, True),
        ("The figures are attributed to Kenya", "The figures", ("attribute", "attributed"), "to Kenya", True),
        ("the article names Kenya", "the article", ("name", "names"), "Kenya", True),
        ("It takes Kismayo, according to Kenya", "It", ("take", "takes"), "Kismayo", False),
        ("The toll rose in Kenya", "The toll", ("rise", "rose"), None, False),
        ("The data came to Kenya", "The data", ("come", "came"), "to Kenya", False),
    ],
)
def test_a_sentence_about_sources_asserts_nothing(
    quote: str, subject: str, verb: tuple[str, str], object_: str | None, only: bool
) -> None:
    alpha, beta = (said(where, quote, subject, verb, object_, actor="Kenya") for where in ("alpha", "beta"))
    assert assertions.about_sources(alpha) is only
    assert not (only and groups(alpha, beta))


def test_one_article_saying_it_twice_is_no_comparison_but_taking_it_back_is() -> None:
    again = said("alpha", "Kenyan troops took Kismayo", "Kenyan troops", ("take", "took"), "Kismayo")
    assert groups(SEIZED, again) == []
    back = said("alpha", "Kenyan troops did not capture Kismayo", "Kenyan troops", ("capture", "capture"), "Kismayo",
                polarity="negated")  # fmt: skip
    assert len(groups(SEIZED, back)) == 1
    lost = said("alpha", "Kenyan troops lost Kismayo", "Kenyan troops", ("lose", "lost"), "Kismayo")
    assert groups(SEIZED, lost) == []  # first won, then lost: no word is taken back


def test_order_of_input_does_not_matter() -> None:
    claims = [
        SEIZED,
        said("beta", "Kenya controls Kismayo", "Kenya", ("control", "controls"), "Kismayo"),
        said("gamma", "Kenyan troops lost Kismayo", "Kenyan troops", ("lose", "lost"), "Kismayo"),
    ]
    shuffled = list(claims)
    random.Random(3).shuffle(shuffled)
    assert groups(*claims) == groups(*shuffled)


def verdict(*claims: Claim) -> tuple[str, str]:
    told = [replace(c, origin_id=c.origin_id or c.article_id) for c in claims]
    (found,) = judged.assessed(groups(*told), {})
    return found.assessment, found.reason


def test_verdicts() -> None:
    later = said("beta", "Kenya controls Kismayo", "Kenya", ("control", "controls"), "Kismayo")
    assert verdict(SEIZED, later) == ("agree", "2 sources affirm it (Alpha; Beta).")
    lost = said("beta", "Kenyan troops lost Kismayo", "Kenyan troops", ("lose", "lost"), "Kismayo")
    assert verdict(SEIZED, lost) == ("disagree", "1 source affirms it (Alpha), 1 source denies it (Beta).")
    assert verdict(SEIZED, replace(lost, as_of_start=date(2024, 9, 1), as_of_end=date(2024, 9, 1)))[0] == "evolving"
    assert verdict(SEIZED, replace(later, certainty="alleged")) == (
        "too_few",
        "1 source affirms it (Alpha), 1 source leaves it open (Beta).",
    )
    same = [replace(c, origin_id="agency") for c in (SEIZED, later)]
    assert verdict(*same)[0] == "single_origin"


def test_a_build_tells_who_affirms_and_who_denies(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, outlet, body in (
        ("a", "Alpha Post", "Kenyan troops captured the port of Kismayo on Tuesday. The town was quiet."),
        ("b", "Beta Times", "Kenyan troops have captured Kismayo. Shops were shut."),
        ("c", "Gamma News", "Kenyan troops have not captured Kismayo. The fighting goes on."),
    ):
        (corpus / f"{name}.md").write_text(f"---\noutlet: {outlet}\npublished: 2012-09-28\n---\n\n{body}\n", "utf-8")
    run.build(corpus, tmp_path / "out", jobs=1)
    (row,) = tables.rows(tmp_path / "out", "assertions")
    assert row["assessment"] == "disagree"
    assert (len(row["affirmed"]), len(row["denied"]), row["n_outlets"]) == (2, 1, 3)
    claims = {c["claim_id"]: c for c in tables.rows(tmp_path / "out", "claims")}
    assert [claims[i]["outlet_id"] for i in row["denied"]] == ["gamma-news"]
