"""Scores a build against gold annotations: which figures were found, read rightly, and put together.

    python -m tests.scoring BUILD GOLD CORPUS

GOLD holds ``<topic>.jsonl`` (one number phrase a line) and ``quantities.json``; CORPUS the articles that gold names.
A gold row's ``start``/``end`` count characters of the whole file, front matter included. All scores are shares, 0–1.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from tests.goldrules import BOUNDS, VERDICTS, Row, content_stems, facet_fits, value_fits

Scores = dict[str, Any]

FACETS = ("counted", "actor", "action", "place", "attributed_to")


@dataclass
class Matched:
    """Gold claims and the build's claims that were found at their place."""

    hits: dict[str, Row] = field(default_factory=dict)  # gold id → claim with the right value
    gold: dict[str, Row] = field(default_factory=dict)  # gold id → its row, matched or not
    n_gold: int = 0
    n_predicted: int = 0
    n_span: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)  # file, gold's phrase, what happened
    extra: list[tuple[str, str, str]] = field(default_factory=list)  # file, our phrase, its sentence


def gold_rows(folder: Path, corpus: Path) -> dict[str, list[Row]]:
    """Gold number phrases by file, of the files that ``corpus`` holds."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")):
        if not path.stem.endswith(("nonclaims", "statements")):
            for row in _lines(path):
                if (corpus / row["doc"]).exists():
                    rows[row["doc"]].append(row)
    return rows


def match(gold: Mapping[str, list[Row]], articles: Mapping[str, Row], claims: pd.DataFrame, corpus: Path) -> Matched:
    """One to one, right values first, then by overlap; optional phrases neither help nor hurt."""
    found = Matched(gold={row["id"]: row for rows in gold.values() for row in rows})
    for doc, rows in gold.items():
        wanted = [g for g in rows if g.get("is_claim", True) and not g.get("optional")]
        optional = [g for g in rows if g.get("optional")]
        found.n_gold += len(wanted)
        if doc not in articles:
            continue
        free = _placed(claims, articles[doc], corpus / doc)
        for right in (True, False):
            for g in [g for g in wanted if g["id"] not in found.hits]:
                here = [c for c in free if _overlap(g, c) > 0]
                if right:
                    here = [c for c in here if value_fits(g, c["low"], c["high"])]
                if here:
                    best = max(here, key=lambda c: _overlap(g, c))
                    free.remove(best)
                    found.n_span += 1
                    if right:
                        found.hits[g["id"]] = best
                    else:
                        found.missed.append((doc, g["quote"], f"read as {best['low']}..{best['high']}"))
                elif not right:
                    found.missed.append((doc, g["quote"], "not found"))
        surplus = [c for c in free if not any(_overlap(g, c) > 0 for g in optional)]
        found.extra += [(doc, c["quote"], c["sentence"]) for c in surplus]
    found.n_predicted = found.n_span + len(found.extra)
    return found


def score(build: Path, gold_folder: Path, corpus: Path) -> tuple[Scores, Matched]:
    """All scores of a build, and what they were counted from."""
    articles = pd.read_parquet(build / "articles.parquet")
    every = pd.read_parquet(build / "claims.parquet")
    clusters = pd.read_parquet(build / "clusters.parquet")
    findings = pd.read_parquet(build / "findings.parquet")
    claims = every[every["kind"] == "quantity"]
    gold = gold_rows(gold_folder, corpus)
    by_doc = _by_doc(articles, gold)
    found = match(gold, by_doc, claims, corpus)
    scores: Scores = {"articles_missing": len(gold) - len(by_doc), "gold": found.n_gold, "predicted": found.n_predicted}
    scores |= _prf("span", found.n_span, found.n_predicted, found.n_gold)
    scores |= _prf("value", len(found.hits), found.n_predicted, found.n_gold)
    scores |= _facets(found)
    scores |= _groups(found, clusters)
    scores |= _assessments(found, clusters, gold_folder / "quantities.json")
    scores |= _implausible(found, findings)
    scores |= _nonclaims(gold_folder, corpus, by_doc, claims)
    scores |= _statements(gold_folder, corpus, articles, every[every["kind"] == "statement"])
    return scores, found


def _facets(found: Matched) -> Scores:
    tally: dict[str, list[bool]] = defaultdict(list)
    for gold_id, claim in found.hits.items():
        g = found.gold[gold_id]
        for name in FACETS:
            if name == "attributed_to" and not g.get("attribution_in_text", True):
                continue
            if content_stems(g.get(name) or ""):
                tally[name].append(facet_fits(g[name], claim.get(name)))
        if g.get("bound") in BOUNDS:
            tally["bound"].append(claim.get("bound") in BOUNDS[g["bound"]])
    return {name: sum(right) / len(right) for name, right in tally.items()}


def _groups(found: Matched, clusters: pd.DataFrame) -> Scores:
    """Were claims of the same quantity put together? B-cubed, and pairs from different articles."""
    if not found.hits:
        return {}
    true = {i: _quantity(found.gold[i]) for i in found.hits}
    ours = {i: _cluster(i, claim) for i, claim in found.hits.items()}
    true_groups, our_groups = _grouped(true), _grouped(ours)
    shared = {i: len(true_groups[true[i]] & our_groups[ours[i]]) for i in found.hits}
    precision = sum(n / len(our_groups[ours[i]]) for i, n in shared.items()) / len(shared)
    recall = sum(n / len(true_groups[true[i]]) for i, n in shared.items()) / len(shared)
    scores: Scores = {
        "same_quantity_precision": precision,
        "same_quantity_recall": recall,
        "same_quantity_f1": _f1(precision, recall),
    }
    article = {i: claim["article_id"] for i, claim in found.hits.items()}
    series = dict(zip(clusters["cluster_id"], clusters["series_id"], strict=True))
    true_series = {i: found.gold[i].get("series") or true[i] for i in found.hits}
    our_series = {i: series.get(cluster, cluster) for i, cluster in ours.items()}
    for name, wanted, given, count in (
        ("pairs", true_groups, our_groups, "gold_pairs"),
        ("series", _grouped(true_series), _grouped(our_series), "gold_series_pairs"),
    ):
        want, got = _pairs(wanted.values(), article), _pairs(given.values(), article)
        scores |= _prf(name, len(want & got), len(got), len(want)) | {count: len(want)}
    return scores


def _assessments(found: Matched, clusters: pd.DataFrame, path: Path) -> Scores:
    """Gold quantities of several outlets: does the cluster that holds most of their claims say what it should?"""
    if not path.exists():
        return {}
    said = dict(zip(clusters["cluster_id"], clusters["assessment"], strict=True))
    right: dict[str, list[bool]] = defaultdict(list)
    for quantity in json.loads(path.read_text(encoding="utf-8")):
        homes = [_cluster(i, found.hits[i]) for i in quantity["members"] if i in found.hits]
        if quantity["n_outlets"] < 2 or len(homes) < 2 or quantity["verdict"] not in VERDICTS:
            continue
        home, n = Counter(homes).most_common(1)[0]
        right[quantity["verdict"]].append(n >= 2 and said.get(home) in VERDICTS[quantity["verdict"]])
    cases = [hit for hits in right.values() for hit in hits]
    if not cases:
        return {}
    each = {f"assessment_{verdict}": f"{sum(hits)}/{len(hits)}" for verdict, hits in sorted(right.items())}
    return {"assessment_accuracy": sum(cases) / len(cases), "assessment_cases": len(cases)} | each


def _implausible(found: Matched, findings: pd.DataFrame) -> Scores:
    bad = {i for i, g in found.gold.items() if g.get("implausible")}
    if not bad:
        return {}
    # neither what only outside knowledge could show nor what the text itself takes back is asked for
    asked = {
        i
        for i in bad
        if found.gold[i].get("detectable") != "external" and found.gold[i].get("stance") != "superseded_in_text"
    }
    flagged = set(findings.loc[findings["severity"] == "implausible", "claim_id"].dropna())
    ours = {i for i, claim in found.hits.items() if claim["claim_id"] in flagged}
    flags = f"{len(ours)} of {len(found.hits)} claims, {len(ours & bad)} rightly"
    return {"implausible_found": f"{len(ours & asked)}/{len(asked)}", "implausible_flags": flags}


def _nonclaims(folder: Path, corpus: Path, by_doc: Mapping[str, Row], claims: pd.DataFrame) -> Scores:
    """Numbers that are no claims (years, ids …): how many were taken for some?"""
    taken = []
    for g in [row for path in folder.glob("*nonclaims.jsonl") for row in _lines(path)]:
        if g["doc"] in by_doc and "start" in g and "end" in g:
            placed = _placed(claims, by_doc[g["doc"]], corpus / g["doc"])
            taken.append(any(_overlap(g, c) > 0 for c in placed))
    return {"nonclaims_taken": f"{sum(taken)}/{len(taken)}"} if taken else {}


def _statements(folder: Path, corpus: Path, articles: pd.DataFrame, statements: pd.DataFrame) -> Scores:
    """Assertions without a number: found when one of ours covers them by 60%, then polarity and certainty."""
    gold = [g for path in folder.glob("*statements.jsonl") for g in _lines(path) if (corpus / g["doc"]).exists()]
    if not gold:
        return {}
    found, right, sure = 0, 0, 0
    for g in gold:
        mine = [a for a in articles.to_dict("records") if str(a["path"]).endswith(g["doc"])]
        placed = _placed(statements, mine[0], corpus / g["doc"]) if mine else []
        shares = [_overlap(g, c) / max(c["b"] - c["a"], g["end"] - g["start"]) for c in placed]
        if shares and max(shares) >= 0.6:
            best = placed[shares.index(max(shares))]
            found += 1
            right += best["polarity"] == g["polarity"]
            sure += best["certainty"] == g["certainty"]
    return {
        "statements_found": f"{found}/{len(gold)}",
        "statements_polarity": right / max(found, 1),
        "statements_certainty": sure / max(found, 1),
    }


def _lines(path: Path) -> Iterator[Row]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _by_doc(articles: pd.DataFrame, docs: Iterable[str]) -> dict[str, Row]:
    by_doc = {}
    for article in articles.to_dict("records"):
        for doc in docs:
            if article["path"] == doc or article["path"].endswith("/" + doc):
                by_doc[doc] = article
    return by_doc


def _placed(claims: pd.DataFrame, article: Row, path: Path) -> list[Row]:
    """The claims of an article with their place ``a:b`` in its file."""
    shift = path.read_text(encoding="utf-8").index(article["text"])
    mine = claims[claims["article_id"] == article["article_id"]].to_dict("records")
    return [c | {"a": c["start"] + shift, "b": c["end"] + shift} for c in mine]


def _overlap(gold: Row, claim: Row) -> int:
    return int(min(gold["end"], claim["b"]) - max(gold["start"], claim["a"]))


def _quantity(gold: Row) -> str:
    return gold.get("quantity") or gold.get("cluster") or f"alone:{gold['id']}"


def _cluster(gold_id: str, claim: Row) -> str:
    return claim["cluster_id"] if isinstance(claim["cluster_id"], str) else f"none:{gold_id}"


def _grouped(key: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for member, name in key.items():
        groups[name].add(member)
    return groups


def _pairs(groups: Iterable[set[str]], article: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2) if article[a] != article[b]}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _prf(name: str, right: int, given: int, wanted: int) -> Scores:
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": _f1(precision, recall)}


def main() -> None:
    """Prints every score, and with ``--misses`` what went wrong where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("build", "gold", "corpus"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show up to N misses and N false hits")
    asked = parser.parse_args()
    scores, found = score(asked.build, asked.gold, asked.corpus)
    for name, value in scores.items():
        print(f"{name:28s} {100 * value:.1f}" if isinstance(value, float) else f"{name:28s} {value}")
    for title, rows in (("missed", found.missed), ("extra", found.extra)):
        for row in rows[: asked.misses]:
            print(title, *row, sep=" | ")


if __name__ == "__main__":
    main()
