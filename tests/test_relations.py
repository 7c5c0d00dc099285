"""22 relations between figures of the reference originals, each handled as the gold says; skipped where it is absent.

What is beyond reach is expected to fail, strictly: when one of them works, its line here has to go.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from pipeline import tables
from tests.conftest import SHARED

BEYOND: dict[str, str] = {
    "SR09": "'lost all' against 'cornered in a holdout': one a share, the other counts; no check compares them",
    "SR10": "'a few thousand' has no noun of its own, and figures so far apart speak against one series",
    "SR12": "Ankara, of whom the second sentence only says what it would acknowledge, is taken for its source",
    "SR13": "'largely controlled' is a share in words without a number, which is read as no figure",
    "SR14": "50% and 70% of one province stand together, but the offensive that lies between them is not read",
    "SR15": "both figures are durations, which are no claims",
    "SR19": "the other side stands in the reference corpus only, and counts people with their families",
    "SR21": "31 killed and 200 wounded are rightly two series; the final counts stand in the reference corpus only",
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Build:
    claims: dict[str, Row]  # by the gold's id
    clusters: dict[str, Row]
    findings: list[Row]

    def bad(self, member: str) -> list[Row]:
        """Findings that call a member's figure implausible."""
        mine = self.claims[member]["claim_id"]
        return [f for f in self.findings if f["claim_id"] == mine and f["severity"] == "implausible"]

    def cluster(self, member: str) -> Row:
        return self.clusters[self.claims[member]["cluster_id"]]

    def series(self, member: str) -> str:
        return str(self.cluster(member)["series_id"])


@pytest.fixture(scope="module")
def build(shared: Path, shared_seeds: Path) -> Build:
    texts = {Path(a["path"]).name: a for a in tables.rows(shared_seeds, "articles")}
    claims: dict[str, list[Row]] = {}
    for claim in tables.rows(shared_seeds, "claims"):
        if claim["kind"] == "quantity":
            claims.setdefault(claim["article_id"], []).append(claim)
    matched = {}
    for line in (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = texts[Path(gold["doc"]).name]
        whole = (shared / "seeds" / Path(gold["doc"]).name).read_text(encoding="utf-8")
        shift = whole.find(article["text"])
        for claim in claims.get(article["article_id"], ()):
            if claim["start"] + shift < gold["end"] and claim["end"] + shift > gold["start"]:
                matched.setdefault(gold["id"], claim)
    clusters = {c["cluster_id"]: c for c in tables.rows(shared_seeds, "clusters")}
    return Build(matched, clusters, tables.rows(shared_seeds, "findings"))


def flagged(build: Build, members: list[str]) -> None:
    """The first cannot be right, and a finding says so with the second as its evidence."""
    rests = {i for f in build.bad(members[0]) for i in f["evidence"]}
    assert build.claims[members[1]]["claim_id"] in rests


def sound(build: Build, members: list[str]) -> None:
    """The first is right in itself: it is not flagged, and if it is wrong, then for the second's sake."""
    assert build.bad(members[0]) == []


def all_sound(build: Build, members: list[str]) -> None:
    assert [m for m in members if build.bad(m)] == []


def never_together(build: Build, members: list[str]) -> None:
    homes = {m: build.claims[m]["cluster_id"] for m in members}
    assert [pair for pair in combinations(members, 2) if homes[pair[0]] == homes[pair[1]] is not None] == []


def no_contradiction(build: Build, members: list[str]) -> None:
    """Figures of several times are not called a dispute, nor any of them implausible."""
    all_sound(build, members)
    for one, other in combinations(members, 2):
        if build.cluster(one) == build.cluster(other):
            assert build.cluster(one)["assessment"] in ("evolving", "agree", "single_origin")


def one_witness(build: Build, members: list[str]) -> None:
    homes = [build.cluster(m) for m in members]
    assert len({h["cluster_id"] for h in homes}) == 1
    assert len({build.claims[m]["origin_id"] for m in members}) == 1


def disputed(build: Build, members: list[str]) -> None:
    assert len(members) > 1, "the other side of the dispute stands in no original"
    assert len({build.series(m) for m in members}) == 1
    assert {build.cluster(m)["assessment"] for m in members} == {"disagree"}


def told(build: Build, members: list[str]) -> None:
    """A finding on one of them rests on another."""
    ids = {build.claims[m]["claim_id"] for m in members}
    assert [f for f in build.findings if f["claim_id"] in ids and len(ids & set(f["evidence"])) > 1]


def read_apart(build: Build, members: list[str]) -> None:
    """Weak arithmetic: all figures are read, none is flagged, and stock and flow do not mix."""
    all_sound(build, members)
    never_together(build, members)


HANDLED: dict[str, Callable[[Build, list[str]], None]] = {
    "implausible": flagged,
    "implausible_derived": sound,
    "ratio_check": sound,
    "consistent_part_whole": all_sound,
    "sum_check_ok": all_sound,
    "same_digits_different_quantity": never_together,
    "not_comparable": never_together,
    "evolving": no_contradiction,
    "repeat_same_document": one_witness,
    "repeat_same_source": one_witness,
    "disagree": disputed,
    "internal_contradiction": told,
    "accounting": read_apart,
}


def relations() -> list[Any]:
    path = SHARED / "gold" / "seeds_relations.json"
    if not path.is_file():
        return [pytest.param({}, id="none", marks=pytest.mark.skip("no ../shared beside the checkout"))]
    out = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        why = BEYOND.get(row["id"])
        marks = [pytest.mark.xfail(reason=why, strict=True, raises=(AssertionError, KeyError))] if why else []
        out.append(pytest.param(row, id=row["id"], marks=marks))
    return out


@pytest.mark.parametrize("relation", relations())
def test_relation(relation: Row, build: Build) -> None:
    HANDLED[relation["type"]](build, relation["members"])
