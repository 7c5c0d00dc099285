"""The counting rules themselves: a build whose answers are known scores what it must."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests import goldrules, scoring

TEXT = (
    "Some 40 people were hurt on Monday. Police spoke of 45 injured; three quarters were children. In 2019 it was 12."
)


def gold_row(n: int, quote: str, lo: float, hi: float, **more: object) -> dict[str, object]:
    start = TEXT.index(quote)
    place = {"id": f"g{n}", "doc": "a/ferry.md", "quote": quote, "start": start + 8, "end": start + 8 + len(quote)}
    return place | {"lo": lo, "hi": hi, "unit": "count", "bound": "exact", "counted": "people hurt", **more}


def claim_row(n: int, quote: str, low: float, high: float, **more: object) -> dict[str, object]:
    start = TEXT.index(quote)
    place = {"claim_id": f"c{n}", "article_id": "A", "quote": quote, "start": start, "end": start + len(quote)}
    rest = {"kind": "quantity", "low": low, "high": high, "bound": "exact", "sentence": TEXT, "cluster_id": "k1"}
    facets = dict.fromkeys(goldrules_facets(), None)
    return place | rest | facets | {"polarity": "affirmed", "certainty": "asserted", **more}


def goldrules_facets() -> tuple[str, ...]:
    return scoring.FACETS


@pytest.fixture
def case(tmp_path: Path) -> tuple[Path, Path, Path]:
    build, gold, corpus = (tmp_path / name for name in ("build", "gold", "corpus"))
    for folder in (build, gold, corpus / "a"):
        folder.mkdir(parents=True)
    (corpus / "a" / "ferry.md").write_text("---\n---\n" + TEXT, encoding="utf-8")
    rows = [
        gold_row(1, "40", 40, 40, bound="about", quantity="q1"),
        gold_row(2, "45", 45, 45, quantity="q1"),
        gold_row(3, "three quarters", 0.75, 0.75, unit="fraction", quantity="q2"),
        gold_row(4, "2019", 2019, 2019, is_claim=False),
        gold_row(5, "12", 12, 12, optional=True),
    ]
    (gold / "ferry.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    verdicts = [{"members": ["g1", "g2"], "n_outlets": 2, "verdict": "disagree"}]
    (gold / "quantities.json").write_text(json.dumps(verdicts), encoding="utf-8")
    claims = [
        claim_row(1, "40", 40, 40, counted="hurt people"),
        claim_row(2, "45", 450, 450),
        claim_row(3, "three quarters", 75, 75, cluster_id="k2"),
        claim_row(4, "2019", 2019, 2019, cluster_id=None),
        claim_row(5, "12", 12, 12, cluster_id=None),
    ]
    pd.DataFrame([{"article_id": "A", "path": "a/ferry.md", "text": TEXT}]).to_parquet(build / "articles.parquet")
    pd.DataFrame(claims).to_parquet(build / "claims.parquet")
    clusters = [{"cluster_id": k, "series_id": k, "assessment": "disagree"} for k in ("k1", "k2")]
    pd.DataFrame(clusters).to_parquet(build / "clusters.parquet")
    pd.DataFrame([{"severity": "implausible", "claim_id": "c1"}]).to_parquet(build / "findings.parquet")
    return build, gold, corpus


def test_known_answers(case: tuple[Path, Path, Path]) -> None:
    scores, found = scoring.score(*case)
    # three wanted; taken: two right, one with the wrong value, and a year; the optional one counts nowhere
    assert (scores["gold"], scores["predicted"], scores["articles_missing"]) == (3, 4, 0)
    assert scores["span_precision"] == 3 / 4
    assert scores["span_recall"] == 1
    assert scores["value_precision"] == 2 / 4
    assert scores["value_recall"] == pytest.approx(2 / 3)
    assert scores["counted"] == 1 / 2
    assert scores["bound"] == 1
    assert scores["same_quantity_f1"] == 1
    assert [quote for _, quote, _ in found.missed] == ["45"]
    assert [quote for _, quote, _ in found.extra] == ["2019"]


@pytest.mark.parametrize(
    ("want", "got", "fits"),
    [
        ("British fighters", "fighters from the UK", True),
        ("people killed", "deaths", True),
        ("people wounded", "people killed", True),  # half of the shorter side
        ("wounded", "killed", False),
        ("territory", None, False),
        ("fighters", " ".join(f"word{n}" for n in range(11)) + " fighters", False),
        ("the of", "the of", False),
    ],
)
def test_facet_fits(want: str, got: str | None, fits: bool) -> None:
    assert goldrules.facet_fits(want, got) == fits


@pytest.mark.parametrize(
    ("lo", "hi", "unit", "bound", "low", "high", "fits"),
    [
        (40, 40, "count", "exact", 40.3, 40.0, True),
        (40, 40, "count", "exact", 41, 41, False),
        (400, None, "count", "at_least", 400, None, True),
        (400, None, "count", "at_least", 400, 900, True),
        (400, None, "count", "at_least", None, 400, False),
        (0.5, 0.5, "fraction", "exact", 50, 50, True),
        (200, 999, "count", "vague", 300, 900, True),
        (200, 999, "count", "vague", 90, 900, False),
        (None, None, "count", "vague", 1, 1, True),
    ],
)
def test_value_fits(lo: float, hi: float, unit: str, bound: str, low: float, high: float, fits: bool) -> None:
    assert goldrules.value_fits({"lo": lo, "hi": hi, "unit": unit, "bound": bound}, low, high) == fits


@pytest.mark.parametrize("name", ["corpus", "seeds"])
def test_same_figures_as_the_reference_scorer(name: str, shared: Path, request: pytest.FixtureRequest) -> None:
    build = request.getfixturevalue(f"shared_{name}")
    line = [sys.executable, str(shared / "evaluate" / "score.py"), str(build), str(shared / "gold"), str(shared / name)]
    printed = subprocess.run([*line, "--json"], capture_output=True, text=True, check=True).stdout
    scores, _ = scoring.score(build, shared / "gold", shared / name)
    assert scores == pytest.approx(json.loads(printed)["overall"])
