"""Comparisons that are kept are those that would be made."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clusters import blocking, recalling, scoring
from pipeline.clusters.profile import profiles
from tests.clusters.test_packing import made
from tests.notebook import Memory


@pytest.mark.parametrize("before", [set(), {"a0"}, {"a0", "a1", "a2"}, {"a1", "a3"}, {"a0", "a1", "a2", "a3"}])
@pytest.mark.parametrize("now", [{"a0"}, {"a0", "a2"}, {"a0", "a1", "a2", "a3"}])
def test_what_was_compared_before_is_what_would_be_compared(before: set[str], now: set[str]) -> None:
    claims, articles = made()
    keep = Memory(dict.fromkeys(articles, "as it was"))
    for there in (before, now):
        found = profiles([c for c in claims if c.article_id in there], articles)
        pairs, _ = blocking.candidates(found)
        told, whole = recalling.compared(found, pairs, keep), scoring.compared(found, pairs)
        assert np.array_equal(told.evidence, whole.evidence)
        assert [told[n] for n in range(len(pairs))] == [whole[n] for n in range(len(pairs))]


def test_a_changed_article_is_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    claims, articles = made()
    hashes = dict.fromkeys(articles, "as it was")
    keep = Memory(hashes)
    found = profiles(claims, articles)
    pairs, _ = blocking.candidates(found)
    seen: list[set[str]] = []

    def watched(found, pairs):  # type: ignore[no-untyped-def]
        seen.append({found[k].claim.article_id for k in np.unique(pairs).tolist()})
        return scoring.compared(found, pairs)

    monkeypatch.setattr(
        recalling, "scoring", type("Watched", (), {"compared": staticmethod(watched), "weighed": scoring.weighed})
    )
    recalling.compared(found, pairs, keep)
    recalling.compared(found, pairs, keep)
    assert seen[1] == set()
    hashes["a1"] = "changed"
    recalling.compared(found, pairs, keep)
    assert "a1" in seen[2]
