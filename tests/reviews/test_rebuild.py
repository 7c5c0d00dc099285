"""Real builds, rebuilt after the corpus has changed: every decision is where it was, merges and splits are obeyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import run, tables
from pipeline.reviews import Anchor, Store, carry, decision, links, open_store
from pipeline.reviews.content import of_build
from pipeline.reviews.transfer import verify
from tests.reviews import storms

SPLIT_OFF = ("hill", "coast")
FIRE = "Some 640 people were injured in Portugal in the fire of August 2021, the governor said."
BLAZE = "Some 655 people were injured in Norway in the fire of August 2021, the governor said."


@dataclass
class Desk:
    """A corpus, its build, and the store of decisions that the build obeys."""

    corpus: Path
    out: Path
    store: Store

    def build(self) -> None:
        run.build(self.corpus, self.out, jobs=1)

    def home(self, outlet: str) -> str | None:
        """The cluster of an outlet's first claim, None when it has none."""
        return self.row(outlet)["cluster_id"]

    def row(self, outlet: str) -> dict:
        claims = tables.read(self.out, "claims")
        mine = claims[(claims["outlet_id"] == outlet) & claims["unit"].eq("count")].iloc[0].to_dict()
        return mine | {"cluster_id": mine["cluster_id"] if isinstance(mine["cluster_id"], str) else None}

    def members(self, cluster: str | None) -> dict[str, Anchor]:
        places = of_build(self.out)
        claims = tables.read(self.out, "claims")
        articles = tables.read(self.out, "articles").set_index("article_id", drop=False)
        rows = claims[claims["cluster_id"] == cluster].to_dict("records")
        assert {r["claim_id"] for r in rows} <= set(places.cluster_of)
        return {r["claim_id"]: storms.anchor(r, articles.loc[r["article_id"]].to_dict()) for r in rows}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    corpus, out = tmp_path / "corpus", tmp_path / "build"
    storms.write(corpus, storms.FIGURES)
    storms.put(corpus / "sylvan.md", "sylvan", FIRE)
    storms.put(corpus / "royal.md", "royal", BLAZE)
    store = open_store(url)
    made = Desk(corpus, out, store)
    made.build()
    assert len({made.home(outlet) for outlet in storms.FIGURES}) == 1
    assert made.home("sylvan") != made.home("royal")
    yield made
    store.engine.dispose()


def more(desk: Desk) -> None:
    storms.write_more(desk.corpus, 20)


def reordered(desk: Desk) -> None:
    files = sorted(desk.corpus.glob("*.md"))
    for n, file in enumerate(reversed(files)):
        file.rename(desk.corpus / f"{n:02}-{file.name}")


def edited(desk: Desk) -> None:
    storms.write(desk.corpus, ["northern"], lead="This report was updated on Sunday. ")


def edited_all(desk: Desk) -> None:
    storms.write(desk.corpus, storms.FIGURES, lead="This report was corrected. ")
    storms.put(desk.corpus / "sylvan.md", "sylvan", f"Updated. {FIRE}")


def moved_and_edited(desk: Desk) -> None:
    """Every file has another name and another text, and none an address: only its words tell which it was."""
    edited_all(desk)
    reordered(desk)
    for file in desk.corpus.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text("".join(row for row in text.splitlines(True) if not row.startswith("url:")), encoding="utf-8")


def everything(desk: Desk) -> None:
    more(desk)
    edited_all(desk)
    reordered(desk)


CHANGES: list[Callable[[Desk], None]] = [more, reordered, edited, edited_all, moved_and_edited, everything]


@pytest.mark.parametrize("change", CHANGES)
def test_no_decision_is_lost(desk: Desk, change: Callable[[Desk], None]) -> None:
    verdicts = {"harbour": "confirmed", "northern": "misprint", "hill": "needs_checking", "sylvan": "extraction_error"}
    for outlet, verdict in verdicts.items():
        row = desk.row(outlet)
        where = desk.members(row["cluster_id"])[row["claim_id"]]
        desk.store.append(decision("claim", row["claim_id"], verdict, anchor=where), who="Ada", seen=0)
    whole = desk.home("harbour") or ""
    where = Anchor(label="storm", members=desk.members(whole))
    desk.store.append(decision("cluster", whole, "resolved", anchor=where), who="Bob", seen=0)
    change(desk)
    desk.build()
    found = carry.attach(desk.store, of_build(desk.out))
    assert found.lost == ()
    assert (found.kept, len(found.moved)) in [(5, 0), (4, 1), (1, 4), (0, 5)]
    for outlet, verdict in verdicts.items():
        judgements = desk.store.state("claim", desk.row(outlet)["claim_id"]).judgements
        assert {who: j.verdict for who, j in judgements.items()} == {"Ada": verdict}
    now = desk.store.state("cluster", desk.home("harbour") or "")
    assert {who: j.verdict for who, j in now.judgements.items()} == {"Bob": "resolved"}
    assert not verify(desk.store).problems


@pytest.mark.parametrize("change", CHANGES)
def test_splits_merges_and_exclusions_are_obeyed(desk: Desk, change: Callable[[Desk], None]) -> None:
    storm, fire, blaze = (desk.home(outlet) or "" for outlet in ("harbour", "sylvan", "royal"))
    members = desk.members(storm)
    off = [desk.row(outlet)["claim_id"] for outlet in SPLIT_OFF]
    out = desk.row("valley")["claim_id"]
    desk.store.append(links.split(storm, members, off), who="Ada")
    desk.store.append(links.exclude(out, members[out], storm), who="Ada")
    desk.store.append(links.merge(fire, desk.members(fire), blaze, desk.members(blaze)), who="Ada")
    desk.build()
    before = {outlet: desk.home(outlet) for outlet in (*storms.FIGURES, "sylvan", "royal")}
    change(desk)
    desk.build()
    after = {outlet: desk.home(outlet) for outlet in before}
    for homes in (before, after):
        assert homes["valley"] is None
        assert homes["sylvan"] == homes["royal"]
        assert homes["harbour"] == homes["northern"]
        assert homes["hill"] == homes["coast"]
        assert len({homes["harbour"], homes["hill"], homes["sylvan"]}) == 3
    if change in (reordered, edited, edited_all, moved_and_edited):
        assert after == before
    found = carry.attach(desk.store, of_build(desk.out))
    assert found.lost == ()
    clusters = set(tables.read(desk.out, "clusters")["cluster_id"])
    assert {home for home in after.values() if home} <= clusters


def test_the_tables_of_a_build_say_what_reviewers_held(desk: Desk) -> None:
    storms.put(
        desk.corpus / "slip.md",
        "slip",
        "Some 805,000 people were evacuated from Freedonia after the storm of May 2024.",
    )
    desk.build()

    def said(table: str, key: str) -> dict[str, set[str | None]]:
        told: dict[str, set[str | None]] = {}
        for row in tables.rows(desk.out, table):
            told.setdefault(row[key] or "", set()).add(row["review"])
        return told

    bad = desk.row("slip")["claim_id"]
    assert said("findings", "claim_id")[bad] == {None}
    home = desk.home("slip") or ""
    where = desk.members(home)[bad]
    desk.store.append(decision("claim", bad, "confirmed", anchor=where), who="Ada", seen=0)
    fire = desk.home("sylvan") or ""
    desk.store.append(
        decision("cluster", fire, "resolved", anchor=Anchor(members=desk.members(fire))), who="Bob", seen=0
    )
    edited_all(desk)
    storms.put(
        desk.corpus / "slip.md",
        "slip",
        "New: some 805,000 people were evacuated from Freedonia after the storm of May 2024.",
    )
    desk.build()
    now = desk.row("slip")["claim_id"]
    assert now != bad
    assert said("findings", "claim_id")[now] == {"confirmed by Ada"}
    clusters = said("clusters", "cluster_id")
    assert clusters[desk.home("slip") or ""] == {"confirmed by Ada"}
    assert clusters[desk.home("sylvan") or ""] == {"resolved by Bob"}
    assert clusters[desk.home("royal") or ""] == {None}


def test_an_undone_split_is_one_again(desk: Desk) -> None:
    storm = desk.home("harbour") or ""
    off = [desk.row(outlet)["claim_id"] for outlet in SPLIT_OFF]
    event = desk.store.append(links.split(storm, desk.members(storm), off), who="Ada").event
    desk.build()
    assert desk.home("hill") != desk.home("harbour")
    desk.store.undo(event.event_id, who="Ada")
    desk.build()
    assert {desk.home(outlet) for outlet in storms.FIGURES} == {storm}


def test_what_no_longer_stands_in_the_article_is_listed(desk: Desk) -> None:
    row = desk.row("hill")
    where = desk.members(row["cluster_id"])[row["claim_id"]]
    desk.store.append(decision("claim", row["claim_id"], "confirmed", anchor=where), who="Ada", seen=0)
    storms.put(desk.corpus / "hill.md", "hill", "The storm of May 2024 drove hundreds of people out of Freedonia.")
    notes = run.build(desk.corpus, desk.out, jobs=1).notes
    assert "1 earlier decisions do not find their figure: see crosscheck reviews attention" in notes
    (lost,) = carry.attach(desk.store, of_build(desk.out)).lost
    assert (lost.target, lost.elsewhere) == (row["claim_id"], False)
    assert "does not say “760” any more" in lost.why


def test_a_build_obeys_a_store_of_an_older_schema(desk: Desk) -> None:
    from tests.reviews.test_database import age

    row = desk.row("valley")
    desk.store.append(links.exclude(row["claim_id"], desk.members(row["cluster_id"])[row["claim_id"]]), who="Ada")
    desk.store.engine.dispose()
    age(f"sqlite:///{desk.store.where}")
    notes = run.build(desk.corpus, desk.out, jobs=1).notes
    assert not [note for note in notes if "decisions" in note]
    assert desk.home("valley") is None
