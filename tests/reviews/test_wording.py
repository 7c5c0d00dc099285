"""What reviewers decided, in words."""

from __future__ import annotations

import pytest

from pipeline.reviews import Judgement, State, wording
from pipeline.reviews.model import Link, Rating


def by(who: str, verdict: str, at: str = "1", **data: str) -> Judgement:
    return Judgement(who, at, f"{who}{at}", verdict, data)  # type: ignore[arg-type]


def state(*judgements: Judgement, **more: object) -> State:
    return State("claim", "c1", 1, {j.who: j for j in judgements}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (None, ""),
        (state(), ""),
        (state(by("Ada", "confirmed")), "confirmed by Ada"),
        (state(by("Ada", "confirmed"), by("Bob", "confirmed", "2")), "confirmed by Ada and Bob"),
        (state(*(by(who, "resolved") for who in ("Ada", "Bob", "Cy"))), "resolved by Ada, Bob and Cy"),
        (state(by("Ada", "misprint", likely="760", likely_source="UN")), "misprint, likely 760 (UN), says Ada"),
        (state(by("Ada", "needs_checking"), by("Bob", "needs_checking")), "needs checking, say Ada and Bob"),
        (
            state(by("Ada", "extraction_error", facet="unit", right="km")),
            "extraction error: the unit, rightly km, says Ada",
        ),
        (
            state(by("Bob", "misprint", "2"), by("Ada", "confirmed", "1")),
            "contested: confirmed by Ada; misprint, says Bob",
        ),
        (state(links={"e": Link("e", 1, "exclude", "Cy", "1", {})}), "taken out of every comparison by Cy"),
        (state(links={"e": Link("e", 1, "split", "Cy", "1", {})}), ""),
        (state(ratings={"Ada": Rating("Ada", reliability="B")}), ""),
        (state(by("A\u202eda", "misprint", likely="\x1b[31m7\n60")), "misprint, likely [31m7 60, says A da"),
    ],
)
def test_what_stands_in_short(stands: State | None, said: str) -> None:
    assert wording.in_short(stands) == said


@pytest.mark.parametrize(
    ("assessment", "bad", "told", "said"),
    [
        ("implausible", ["a"], {"a": "confirmed by Ada"}, "confirmed by Ada"),
        ("implausible", ["a", "b"], {"a": "confirmed by Ada"}, ""),  # b still stands there without an answer
        ("implausible", ["a", "b"], {"a": "confirmed by Ada", "b": "confirmed by Ada"}, "confirmed by Ada"),
        ("implausible", ["a", "b"], {"a": "confirmed by Ada", "b": "misprint, says Ada"}, ""),
        ("disagree", ["a"], {"a": "confirmed by Ada"}, ""),
        ("disagree", [], {"q": "resolved by Bob"}, "resolved by Bob"),
        ("implausible", ["a"], {"q": "resolved by Bob", "a": "confirmed by Ada"}, "resolved by Bob"),
        ("agree", [], {}, ""),
    ],
)
def test_what_stands_beside_a_quantitys_assessment(
    assessment: str, bad: list[str], told: dict[str, str], said: str
) -> None:
    assert wording.together("q", assessment, bad, told) == said


@pytest.mark.parametrize(
    ("rating", "said"),
    [
        ({"reliability": "B", "credibility": "2"}, "B2 (source usually reliable; content probably true)"),
        ({"reliability": "F"}, "F (source reliability cannot be judged)"),
        ({"credibility": "5"}, "5 (content improbable)"),
    ],
)
def test_ratings_in_words(rating: dict[str, str], said: str) -> None:
    assert wording.rated(rating) == said


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        (Judgement("A", "", "", "confirmed"), "confirmed"),
        (Judgement("A", "", "", "misprint", {"likely": "760", "likely_source": "UN"}), "misprint, likely 760 (UN)"),
        (
            Judgement("A", "", "", "extraction_error", {"facet": "unit", "right": "km"}),
            "extraction error: the unit, rightly km",
        ),
    ],
)
def test_judgements_in_words(judgement: Judgement, said: str) -> None:
    assert wording.verdict(judgement) == said
