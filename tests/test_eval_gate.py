"""The scores of each corpus stay above their floors."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests import eval_gate, scoring

FLOORS = {"value_f1": 0.8, "at most nonclaims_taken": 2, "implausible_found": 1}


@pytest.mark.parametrize("name", ["example", "corpus", "seeds"])
def test_floors(name: str, request: pytest.FixtureRequest) -> None:
    build = request.getfixturevalue(name if name == "example" else f"shared_{name}")
    corpus = eval_gate.CORPORA[name]
    scores, _ = scoring.score(build, corpus.gold, corpus.articles)
    floors = eval_gate.load()[name]
    assert len(floors) >= 10
    assert eval_gate.below(floors, eval_gate.figures(scores)) == []


@pytest.mark.parametrize("name", ["example", "corpus", "seeds"])
def test_quotes_are_where_they_are_said_to_be(name: str, request: pytest.FixtureRequest) -> None:
    build: Path = request.getfixturevalue(name if name == "example" else f"shared_{name}")
    articles = pd.read_parquet(build / "articles.parquet")
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    claims = pd.read_parquet(build / "claims.parquet")
    assert len(claims) > 100
    for claim in claims.itertuples():
        body = text[claim.article_id]
        assert body[claim.start : claim.end] == claim.quote
        assert body[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end


@pytest.mark.parametrize(
    ("reached", "lines"),
    [
        ({"value_f1": 0.8, "at most nonclaims_taken": 2, "implausible_found": 1}, 0),
        ({"value_f1": 0.79, "at most nonclaims_taken": 2, "implausible_found": 1}, 1),
        ({"value_f1": 0.9, "at most nonclaims_taken": 3, "implausible_found": 0}, 2),
        ({}, 3),
    ],
)
def test_below(reached: dict[str, float], lines: int) -> None:
    assert len(eval_gate.below(FLOORS, reached)) == lines


def test_floors_rise_and_fall_only_when_told_to() -> None:
    better = {"value_f1": 0.8765, "at most nonclaims_taken": 1, "implausible_found": 2}
    worse = {"value_f1": 0.5, "at most nonclaims_taken": 9, "implausible_found": 0}
    assert eval_gate.moved(FLOORS, better, lower=False) == {
        "value_f1": 0.87,
        "at most nonclaims_taken": 1,
        "implausible_found": 2,
    }
    assert eval_gate.moved(FLOORS, worse, lower=False) == FLOORS
    assert eval_gate.moved(FLOORS, worse, lower=True) == worse
    assert eval_gate.below(eval_gate.moved(FLOORS, better, lower=False), better) == []
