"""Real builds: more articles, one edited, and the decisions of before."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import run, tables
from pipeline.reviews import anchor, carry, decision, links, open_store

FIGURES = {"harbour": "820", "northern": "805", "valley": "810", "coast": "990", "hill": "760"}


def write(corpus: Path, name: str, more: str = "") -> None:
    said = "people were evacuated from Freedonia after the storm of May 2024, the governor said."
    text = f"{more}Some {FIGURES[name]} {said}\n"
    (corpus / f"{name}.md").write_text(
        f"---\noutlet: {name}\npublished: 2024-05-04\ntitle: Storm in Freedonia\n---\n{text}", encoding="utf-8"
    )


def claim_of(build: Path, outlet: str) -> dict:
    claims = tables.read(build, "claims")
    mine = claims[(claims["outlet_id"] == outlet) & (claims["quote"].str.contains(FIGURES[outlet]))]
    assert len(mine) == 1, claims[["outlet_id", "quote"]]
    articles = tables.read(build, "articles").set_index("article_id", drop=False)
    row = mine.iloc[0].to_dict()
    return row | {"anchor": anchor(row, articles.loc[row["article_id"]].to_dict())}


def test_no_decision_is_lost_and_exclusions_are_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    corpus, out = tmp_path / "corpus", tmp_path / "build"
    corpus.mkdir()
    for name in ("harbour", "northern", "valley"):
        write(corpus, name)
    run.build(corpus, out, jobs=1)
    one, two, three = (claim_of(out, name) for name in ("harbour", "northern", "valley"))
    assert one["cluster_id"] == two["cluster_id"] == three["cluster_id"]
    store = open_store(url)
    for row in (one, two):
        store.append(decision("claim", row["claim_id"], "confirmed", anchor=row["anchor"]), who="Ada", seen=0)
    store.append(links.exclude(three["claim_id"], three["anchor"], three["cluster_id"]), who="Ada")
    for name in ("coast", "hill"):
        write(corpus, name)
    write(corpus, "northern", "This report was updated. ")
    write(corpus, "valley", "This report was corrected. ")
    run.build(corpus, out, jobs=1)
    result = carry.attach(store, carry.of_build(out))
    new = {name: claim_of(out, name) for name in FIGURES}
    assert (result.kept, len(result.moved), result.lost) == (1, 2, ())
    assert new["harbour"]["claim_id"] == one["claim_id"]
    assert new["northern"]["claim_id"] != two["claim_id"]
    assert store.state("claim", new["northern"]["claim_id"]).status == "decided"
    assert new["valley"]["cluster_id"] not in set(tables.read(out, "clusters")["cluster_id"])
    assert new["harbour"]["cluster_id"] == new["coast"]["cluster_id"] == one["cluster_id"]
