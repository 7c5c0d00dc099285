"""A second build reads only what is new, and is the same bytes as one quiet run."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import kept, knowledge, run, tables
from pipeline.clusters import recalling
from pipeline.errors import OutputError
from pipeline.model import Article, Outlet, Rejected
from pipeline.readers import unchanged
from tests import factory, variants


def corpus(folder: Path, count: int, first: int = 0) -> Path:
    """Articles of two sentences about floods, each with figures of its own."""
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        body = (
            f"Floods killed {20 + n % 50} people in Chile, the Red Cross said. "
            f"Some {1_000 + 7 * n:,} residents of Valdivia lost their homes, and {n + 3} bridges were closed."
        )
        head = f"---\ntitle: Floods {n}\noutlet: Post {n % 9}\npublished: 2021-05-{1 + n % 28:02d}\n---\n\n"
        (folder / f"{n:05d}.md").write_text(head + body + "\n", encoding="utf-8")
    return folder


def digest(build: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(build.iterdir())}


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the articles that are read from now on."""
    seen: list[str] = []
    read = run.read_article

    def told(article: Article, outlet: Outlet | None = None) -> kept.Read:
        seen.append(article.path)
        return read(article, outlet)

    monkeypatch.setattr(run, "read_article", told)
    return seen


def test_only_what_is_new_or_changed_is_read_and_the_result_is_that_of_a_full_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = corpus(tmp_path / "in", 6)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = reads(monkeypatch)
    assert run.build(folder, tmp_path / "out", jobs=1).n_known == 6
    assert seen == []
    corpus(folder, 2, first=6)
    (folder / "00001.md").write_text((folder / "00001.md").read_text() + "\nLater, 90 more were found.\n")
    (folder / "00002.md").unlink()
    summary = run.build(folder, tmp_path / "out", jobs=1)
    assert seen == ["00001.md", "00006.md", "00007.md"]
    assert summary.n_known == 4
    run.build(folder, tmp_path / "full", jobs=1)
    assert digest(tmp_path / "out") == digest(tmp_path / "full")


@pytest.mark.parametrize(("seed", "renewed"), [(1, 0.1), (2, 0.1), (3, 1.0), (4, 1.0)])
def test_after_any_changes_a_build_is_that_of_all_articles_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, renewed: float
) -> None:
    monkeypatch.setattr(unchanged, "_MOMENT", 0)  # what was just written counts as settled
    monkeypatch.setattr(recalling, "_RENEWED", renewed)
    pick = random.Random(seed)
    folder = variants.write(tmp_path / "in", 24, first=1_000 * seed)
    run.build(folder, tmp_path / "out", jobs=1)
    for change in range(3):
        for path in pick.sample(sorted(folder.iterdir()), 4):
            if pick.random() < 0.5:
                path.unlink()
            else:
                lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
                path.write_text("".join([*lines[:-1], lines[-1].replace("1", "7"), "Later, 90 people were killed.\n"]))
        variants.write(folder, pick.randrange(1, 4), first=1_000 * seed + 100 * (change + 1))
        assert run.build(folder, tmp_path / "out", jobs=1).n_known
        run.build(folder, tmp_path / "full", jobs=1, anew=True)
        assert digest(tmp_path / "out") == digest(tmp_path / "full")


def test_what_stages_made_is_asked_for_again_and_forgotten_with_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = corpus(tmp_path / "in", 6)
    run.build(folder, tmp_path / "out", jobs=1)

    def told() -> set[tuple[str, str]]:
        db = sqlite3.connect(tmp_path / ".out-kept" / "read.sqlite")
        try:
            return set(db.execute("SELECT kind, key FROM made"))
        finally:
            db.close()

    monkeypatch.setattr(unchanged, "_MOMENT", 0)
    run.build(folder, tmp_path / "out", jobs=1)
    before = told()
    assert {kind for kind, _ in before} >= {"files", "profiles", "clusters", "own findings"}
    run.build(folder, tmp_path / "out", jobs=1)
    assert told() == before
    (folder / "00001.md").unlink()
    run.build(folder, tmp_path / "out", jobs=1)
    assert len([key for key in before - told() if key[0] == "profiles"]) == 1


def test_added_to_a_build_only_the_new_are_read_and_the_old_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = corpus(tmp_path / "in", 4)
    (folder / "empty.txt").write_text("")
    run.build(folder, tmp_path / "out", jobs=1)
    before = tables.rows(tmp_path / "out", "articles")
    more = corpus(tmp_path / "more", 2, first=3)  # one of them is there already
    seen = reads(monkeypatch)
    run.build(more, tmp_path / "made", jobs=1, onto=tmp_path / "out")
    after = tables.rows(tmp_path / "made", "articles")
    assert after[:-1] == before
    assert after[-1]["path"].startswith("added/")
    assert seen == [after[-1]["path"]]
    assert [r["path"] for r in tables.rows(tmp_path / "made", "rejected")] == ["empty.txt", "00003.md"]
    run.build(corpus(folder, 1, first=4), tmp_path / "full", jobs=1)
    for name in ("claims", "clusters", "findings"):
        made, full = (sorted(map(str, tables.rows(tmp_path / b, name))) for b in ("made", "full"))
        assert made == full
    assert run.build(folder, tmp_path / "out", jobs=1).n_known == 5  # what was added is kept for the build


@pytest.mark.parametrize("field", ["title", "published", "outlet"])
def test_what_claims_depend_on_counts_as_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = reads(monkeypatch)
    path = folder / "00000.md"
    lines = path.read_text().splitlines(keepends=True)
    new = {"title": "Storms in Peru", "published": "2020-01-01", "outlet": "Other Post"}[field]
    path.write_text("".join(f"{field}: {new}\n" if line.startswith(f"{field}:") else line for line in lines))
    run.build(folder, tmp_path / "out", jobs=1)
    assert seen == ["00000.md"]


def test_a_moved_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = reads(monkeypatch)
    (folder / "00000.md").rename(folder / "moved.md")
    run.build(folder, tmp_path / "out", jobs=1)
    assert seen == []


def test_other_data_or_another_version_reads_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = reads(monkeypatch)
    before = kept.fingerprint()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "outlets.csv").write_text("outlet_id,name,aliases,domain,country,kind,owner\n")
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path / "mine"))
    for cached in (kept.fingerprint, knowledge.settings, knowledge.table):
        cached.cache_clear()
    try:
        assert kept.fingerprint() != before
        run.build(folder, tmp_path / "out", jobs=1)
    finally:
        monkeypatch.undo()
        for cached in (kept.fingerprint, knowledge.settings, knowledge.table):
            cached.cache_clear()
    assert len(seen) == 2


def test_anew_reads_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    seen = reads(monkeypatch)
    run.build(folder, tmp_path / "out", jobs=1, anew=True)
    assert len(seen) == 2


def test_what_is_kept_comes_back_as_it_was() -> None:
    claim = factory.claim(
        "a", (None, 4.5), day=date(2021, 5, 1), quote="4.5", sentence="Up to 4.5 of “them” in Kraków."
    )
    claims = [claim, replace(claim, low=0.1 + 0.2, as_of_start=None, high=float("inf"))]
    mentions = [{"article_id": "a", "start": 3, "certainty": None}]
    assert kept.unpack_claims(kept.pack_claims(claims)) == claims
    assert kept.unpack(kept.pack(mentions)) == mentions


def test_damage_to_what_is_kept_costs_time_only(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    run.build(folder, tmp_path / "out", jobs=1)
    before = digest(tmp_path / "out")
    for path in (tmp_path / ".out-kept").glob("read.sqlite*"):
        path.write_bytes(b"no database at all" * 500)
    assert run.build(folder, tmp_path / "out", jobs=1).n_known == 0
    assert digest(tmp_path / "out") == before


def test_two_builds_on_one_folder(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    with ThreadPoolExecutor(1) as other:
        with kept.opened(tmp_path / "out"):
            with pytest.raises(OutputError, match=rf"out: is being built by process {os.getpid()}, since"):
                run.build(folder, tmp_path / "out", jobs=1)
            waiting = other.submit(run.build, folder, tmp_path / "out", jobs=1, wait=True)
            time.sleep(1)
            assert not waiting.done()
            assert not (tmp_path / "out").exists()
        waiting.result(60)
    assert digest(tmp_path / "out")


def test_an_article_that_fails_is_set_aside_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "in", 3)
    read = run.read_article

    def broken(article: Article, outlet: Outlet | None = None) -> kept.Read:
        if article.path == "00001.md":
            raise IndexError("nothing there")
        return read(article, outlet)

    monkeypatch.setattr(run, "read_article", broken)
    monkeypatch.delenv("CROSSCHECK_TRACE", raising=False)
    summary = run.build(folder, tmp_path / "out", jobs=1)
    assert (summary.n_articles, summary.n_rejected) == (2, 1)
    monkeypatch.undo()
    summary = run.build(folder, tmp_path / "out", jobs=1)
    assert (summary.n_articles, summary.n_rejected, summary.n_known) == (3, 0, 2)


def test_a_slow_article_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = tmp_path / "mine"
    user.mkdir()
    (user / "limits.toml").write_text("[article]\nseconds = 2\n")
    monkeypatch.setenv("CROSSCHECK_DATA", str(user))
    for cached in (kept.fingerprint, knowledge.settings):
        cached.cache_clear()
    monkeypatch.setattr(run, "read_article", lambda article, outlet=None: time.sleep(30))
    try:
        ((one,)) = run.read_shard([factory.article("a")], {})
    finally:
        monkeypatch.undo()
        for cached in (kept.fingerprint, knowledge.settings):
            cached.cache_clear()
    assert isinstance(one, Rejected)
    assert one.reason == "took longer than 2 seconds and was set aside"
