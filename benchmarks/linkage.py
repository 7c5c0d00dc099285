"""Matching beside Splink, on the same records in the same run: who puts the right figures together, and how fast.

    python benchmarks/linkage.py CORPUS GOLD [--speed 10000]

Splink (probabilistic record linkage after Fellegi and Sunter, learnt without labels) gets the facets that crosscheck
compares (unit, class counted, class of action, actor, place, base, month), blocked by the same kinds of keys. Both are
scored on series: which claims of different articles are of one quantity, time aside. Its threshold is the best of
several on the gold itself; ours is the one that ships. Prints one line a system, and the ratios.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI
from splink.blocking_rule_library import block_on

from benchmarks.matching import corpus as synthetic
from pipeline import run, tables
from pipeline.clusters import match
from pipeline.clusters.profile import profiles
from pipeline.model import Article, Claim
from tests.scoring import score

THRESHOLDS = (0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999)


def records(claims: list[Claim], articles: dict[str, Article]) -> pd.DataFrame:
    """One row a figure with the facets that crosscheck compares, canonical where they are known."""
    return pd.DataFrame(
        {
            "unique_id": p.claim_id,
            "unit": p.unit,
            "counted": p.counted or p.counted_words or None,
            "action": p.action or p.action_words or None,
            "actor": "+".join(sorted(p.actor.known)) or p.actor.words or None,
            "place": "+".join(sorted(p.place.known)) or p.place.words or None,
            "base": p.base,
            "month": f"{p.last:%Y-%m}" if p.last else None,
        }
        for p in profiles(claims, articles)
    )


def splink_groups(frame: pd.DataFrame, thresholds: tuple[float, ...] = THRESHOLDS) -> dict[float, dict[str, str]]:
    """Threshold → claim id → the group that Splink puts it in, after unsupervised training."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("counted", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("action", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("actor", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("place", [0.92, 0.8]),
            cl.ExactMatch("base"),
            cl.ExactMatch("month"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("unit", "counted", "place"),
            block_on("unit", "counted", "actor"),
            block_on("unit", "action", "place"),
            block_on("unit", "action", "actor"),
        ],
    )
    database = DuckDBAPI()
    linker = Linker(database.register(frame), settings, log_level=50)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("unit", "counted", "action", "place")], recall=0.5)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
    train.estimate_parameters_using_expectation_maximisation(block_on("unit", "place"))
    train.estimate_parameters_using_expectation_maximisation(block_on("unit", "counted"))
    pairs = linker.inference.predict(threshold_match_probability=min(thresholds))
    out = {}
    for threshold in thresholds:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold).as_pandas_dataframe()
        out[threshold] = dict(zip(found["unique_id"], found["cluster_id"].astype(str), strict=True))
    return out


def scored(build: Path, groups: dict[str, str], gold: Path, corpus: Path) -> dict[str, Any]:
    """Series scores of a build when its figures are grouped as told."""
    claims, findings = tables.read(build, "claims"), tables.read(build, "findings")
    clusters = pd.DataFrame({"cluster_id": sorted(set(groups.values()))})
    clusters = clusters.assign(series_id=clusters["cluster_id"], assessment="too_few")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        claims.assign(cluster_id=claims["claim_id"].map(groups)).to_parquet(out / "claims.parquet")
        clusters.to_parquet(out / "clusters.parquet")
        findings.to_parquet(out / "findings.parquet")
        tables.read(build, "articles").to_parquet(out / "articles.parquet")
        return score(out, gold, corpus)[0]


def main() -> None:
    """Compares both on a corpus with gold, then on synthetic claims for speed."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("corpus", type=Path, nargs="?", default=Path("tests/unseen"))
    arguments.add_argument("gold", type=Path, nargs="?", default=Path("tests/unseen-gold"))
    arguments.add_argument("--speed", type=int, default=10_000, help="synthetic claims that both are timed on")
    asked = arguments.parse_args()
    os.environ.setdefault("CROSSCHECK_DATABASE_URL", "sqlite:////nonexistent/none.sqlite3")  # nobody's decisions
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        run.build(asked.corpus, build, jobs=1)
        known = set(Claim.__dataclass_fields__)
        claims = [Claim(**{k: v for k, v in r.items() if k in known}) for r in tables.rows(build, "claims")]
        claims = [c for c in claims if c.zone != "reference"]
        about = set(Article.__dataclass_fields__)
        texts = [Article(**{k: v for k, v in r.items() if k in about}) for r in tables.rows(build, "articles")]
        articles = {a.article_id: a for a in texts}
        matched = match(claims, articles)
        ours = {i: c.series_id for c in matched.clusters for i in c.claim_ids}
        told = [("crosscheck", scored(build, ours, asked.gold, asked.corpus))]
        tried = splink_groups(records(claims, articles))
        results = [(f"Splink at {t:g}", scored(build, g, asked.gold, asked.corpus)) for t, g in tried.items()]
        told.append(max(results, key=lambda r: r[1]["series_f1"]))
        print(f"series of {asked.corpus}: precision, recall, F1 of pairs from different articles")
        for name, found in told:
            print(
                f"  {name:<16}" + "  ".join(f"{found[f'series_{k}'] * 100:5.1f}" for k in ("precision", "recall", "f1"))
            )
        best = told[1][1]["series_f1"]
        print(f"  ratio of F1 {told[0][1]['series_f1'] / best:.2f}" if best else "  Splink joins none rightly")
    claims, articles = synthetic(asked.speed)
    began = time.process_time()
    match(claims, articles)
    our_time = time.process_time() - began
    frame = records(claims, articles)
    began = time.process_time()
    splink_groups(frame, (0.9,))
    its_time = time.process_time() - began
    print(f"{asked.speed:,} synthetic claims: {our_time:.1f} s of processor time, Splink {its_time:.1f} s", end="; ")
    print(f"ratio {our_time / its_time:.2f}")


if __name__ == "__main__":
    main()
