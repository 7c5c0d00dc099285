"""Ids stay: another article changes only what it touches, order does not matter, twice gives the same bytes."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline import run
from pipeline.clusters import identity, match
from pipeline.clusters.profile import profiles
from tests.factory import article, claim

ROOT = Path(__file__).resolve().parents[2]
DEAD = {"counted": "people", "action": "killed", "place": "Peru"}


def told(*days: int, text: str = "The flood in Peru and what came of it."):
    """Articles a0, a1 … published on some days of a month, and one claim of each."""
    names = [f"a{day:02}" for day in days]
    claims = [claim(n, 1_340 + d, day=date(2024, 5, 1), **DEAD) for n, d in zip(names, days, strict=True)]
    return claims, {n: article(n, text, "Flood", date(2024, 5, d)) for n, d in zip(names, days, strict=True)}


def test_an_article_that_comes_later_changes_no_id():
    one = match(*told(3, 4)).clusters
    two = match(*told(3, 4, 9)).clusters
    assert {(c.cluster_id, c.series_id) for c in one} <= {(c.cluster_id, c.series_id) for c in two}
    assert max(len(c.claim_ids) for c in two) > max(len(c.claim_ids) for c in one)


def test_the_founder_is_who_printed_first_whatever_the_order():
    claims, articles = told(9, 3, 4)
    found = profiles(claims, articles)
    for seed in range(4):
        assert identity.founder(random.Random(seed).sample(found, 3)).claim.article_id == "a03"


def test_two_series_of_the_same_facets_are_told_apart():
    found = profiles(*told(3, 4))
    ids = [i for i, _ in identity.series_ids(found, [[0], [1]])]
    assert len(set(ids)) == 2
    assert identity.series_ids(found[:1], [[0]])[0][0] in ids


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of two topics that have nothing in common."""
    folder = tmp_path_factory.mktemp("corpus")
    for topic in ("measles", "wildfire"):
        shutil.copytree(ROOT / "tests" / "unseen" / topic, folder / topic)
    return folder


def built(corpus: Path, out: Path) -> pd.DataFrame:
    run.build(corpus, out, jobs=1)
    claims = pd.read_parquet(out / "claims.parquet")
    claims = claims[claims["kind"] == "quantity"]
    clusters = pd.read_parquet(out / "clusters.parquet").set_index("cluster_id")
    return claims.assign(series_id=claims["cluster_id"].map(clusters["series_id"])).set_index("claim_id")


def test_another_article_changes_only_what_it_touches(corpus: Path, tmp_path: Path) -> None:
    latest = corpus / "measles" / "global-pulse-2022-05-13.md"
    text = latest.read_bytes()
    whole = built(corpus, tmp_path / "whole")
    latest.unlink()
    before = built(corpus, tmp_path / "before")
    latest.write_bytes(text)
    again = built(corpus, tmp_path / "again")
    for table in ("claims", "clusters", "pairs", "origins", "findings"):
        name = f"{table}.parquet"
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), table
    new = set(whole.index) - set(before.index)
    assert new
    touched = set(whole.loc[sorted(new), "series_id"])
    kept = whole.drop(index=sorted(new))
    apart = kept[~kept["series_id"].isin(touched)]
    assert len(apart) > len(kept) / 2
    assert (apart["cluster_id"] == before.loc[apart.index, "cluster_id"]).all()
    same = kept["series_id"] == before.loc[kept.index, "series_id"]
    assert set(kept.loc[~same, "series_id"]) <= touched  # what it brings together or comes between, and no more
    assert same.mean() > 0.95
    assert again.equals(whole)
