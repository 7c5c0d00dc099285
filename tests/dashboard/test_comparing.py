from __future__ import annotations

import pandas as pd
import pytest

from dashboard import comparing, reading


@pytest.mark.parametrize(
    ("reason", "findings", "said"),
    [
        ("Two differ.", [], "Two differ."),
        ("A is too large.", ["A is too large."], "A is too large."),
        (
            "A is too large. A has a zero too many.",
            ["A has a zero too many.", "A is too large."],
            "A is too large. 1 more reason below.",
        ),
        ("Sources disagree.", ["A is too large.", "A has a zero too many."], "Sources disagree."),
    ],
)
def test_a_reason_is_said_once(reason: str, findings: list[str], said: str) -> None:
    assert comparing.in_short(reason, pd.DataFrame({"reason": pd.Series(findings, dtype=str)})) == said


@pytest.mark.parametrize(
    ("threshold", "sizes"),
    [(0.0, [4]), (0.75, [3, 1]), (0.92, [2, 1, 1]), (1.0, [1, 1, 1, 1])],
)
def test_groups_at_a_threshold(threshold: float, sizes: list[int]) -> None:
    pairs = pd.DataFrame([("a", "b", 0.97), ("a", "c", 0.9), ("b", "d", 0.7)], columns=["claim_a", "claim_b", "score"])
    assert [len(g) for g in reading.groups(list("abcd"), pairs, threshold)] == sizes
