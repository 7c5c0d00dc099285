"""The gold of the articles that nothing was tuned to: it stands where it says, and names only what there is.

Scores on them are measured by ``make floors``, not here: they take a build of their own.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.eval_gate import CORPORA
from tests.goldrules import VERDICTS

UNSEEN = CORPORA["unseen"]
TOPICS = ("election", "measles", "plant-closure", "wildfire")


def rows(topic: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (UNSEEN.gold / f"{topic}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("topic", TOPICS)
def test_numbers_are_where_they_are_said_to_be(topic: str) -> None:
    found = rows(topic)
    assert len(found) > 60
    assert len({row["id"] for row in found}) == len(found)
    assert {row["doc"] for row in found} == {f"{topic}/{path.name}" for path in (UNSEEN.articles / topic).glob("*.md")}
    for row in found:
        text = (UNSEEN.articles / row["doc"]).read_text(encoding="utf-8")
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["quote"] in row["sentence"]
        assert row["sentence"] in text


@pytest.mark.parametrize("topic", TOPICS)
def test_implausible_figures_have_a_reason_and_a_kind(topic: str) -> None:
    planted = [row for row in rows(topic) if row["implausible"]]
    assert len(planted) == 2
    assert all(row["implausible_kind"] and row["detectable"] in ("internal", "cross") for row in planted)


def test_quantities_name_gold_rows() -> None:
    every = {row["id"]: row for topic in TOPICS for row in rows(topic)}
    quantities = json.loads((UNSEEN.gold / "quantities.json").read_text(encoding="utf-8"))
    members = Counter(member for quantity in quantities for member in quantity["members"])
    assert set(members) <= set(every)
    assert max(members.values()) == 1
    for quantity in quantities:
        assert quantity["verdict"] in VERDICTS
        assert {every[member]["quantity"] for member in quantity["members"]} == {quantity["id"]}
        assert (quantity["verdict"] == "implausible") == any(every[m]["implausible"] for m in quantity["members"])
