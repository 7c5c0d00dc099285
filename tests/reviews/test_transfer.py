"""The log as a file, and the check that a store is whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.errors import ReviewsError
from pipeline.reviews import Anchor, Store, decision, links, open_store, rating, transfer
from tests.reviews.test_store import HOSTILE


def fill(store: Store) -> None:
    for n, words in enumerate(HOSTILE):
        store.append(decision("claim", f"c{n}", "misprint", likely="760", note=words), who=words, seen=0)
    store.append(decision("claim", "c0", "confirmed"), who="Bob", seen=0)
    last = store.append(rating("c1", "A", "1"), who="Bob").event
    store.undo(last.event_id, who="Bob")
    anchors = {c: Anchor(article_id="a", exact="5", path="x.md") for c in ("c1", "c2", "c3")}
    store.append(links.split("q1", anchors, ["c1"]), who="Ada")


def export(store: Store) -> str:
    return "".join(transfer.lines(store))


def test_backup_and_restore_give_the_same_bytes(store: Store, new_url: Callable[[], str], tmp_path: Path) -> None:
    fill(store)
    path, events = transfer.backup(store, tmp_path / "kept")
    assert events == len(store.log())
    for other in (new_url(), f"sqlite:///{tmp_path}/elsewhere.sqlite3"):
        restored = open_store(other)
        assert restored.restore(transfer.read(path)) == events
        assert export(restored) == path.read_text(encoding="utf-8") == export(store)
        assert restored.states() == store.states()
        assert not transfer.verify(restored).problems
        assert restored.restore(transfer.read(path)) == 0
        restored.engine.dispose()


def test_another_store_is_added_and_nothing_is_overwritten(store: Store, new_url: Callable[[], str]) -> None:
    other = open_store(new_url())
    store.append(decision("claim", "c1", "confirmed"), who="Ada", seen=0)
    other.append(decision("claim", "c1", "misprint", likely="760"), who="Bob", seen=0)
    other.append(decision("claim", "c2", "confirmed"), who="Bob", seen=0)
    other.append(decision("claim", "c2", "resolved"), who="Cy", seen=1)
    assert store.restore(other.log()) == 3
    assert store.state("claim", "c1").status == "contested"
    assert store.state("claim", "c2") == other.state("claim", "c2")
    assert [(e.who, e.at) for e in store.log()[1:]] == [(e.who, max(e.at, store.log()[0].at)) for e in other.log()]
    assert not transfer.verify(store).problems
    other.engine.dispose()


@pytest.mark.parametrize(
    ("harm", "match"),
    [
        (lambda lines: lines[:1] + lines[2:], "the log begins with event 2"),
        (lambda lines: [*lines[:3], lines[3].replace("760", "761"), *lines[4:]], "not as it was written"),
        (lambda lines: lines[:3] + lines[4:], "something is missing"),
        (lambda lines: [*lines[:-1], lines[-1][:40]], "cut off"),
        (lambda lines: ["{}", *lines[1:]], "no export"),
        (lambda lines: ['{"format":"crosscheck-reviews","version":9}', *lines[1:]], "version 9"),
        (lambda lines: [], "no export"),
    ],
)
def test_a_harmed_file_is_refused(path: Path, tmp_path: Path, harm, match: str) -> None:
    store = open_store(f"sqlite:///{path}")
    fill(store)
    kept = tmp_path / "kept.jsonl"
    kept.write_text("\n".join(harm(export(store).rstrip("\n").split("\n"))), encoding="utf-8")
    with pytest.raises(ReviewsError, match=match):
        transfer.read(kept)


def test_a_missing_file_is_said() -> None:
    with pytest.raises(ReviewsError, match="cannot be read"):
        transfer.read(Path("no-such-file.jsonl"))


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE log SET note = 'harmless' WHERE seq = 2", "event 2 is not as it was written"),
        ("DELETE FROM log WHERE seq = 2", "between event 1 and event 3"),
        ("UPDATE heads SET status = 'open'", "what stands does not follow"),
        ("DELETE FROM heads WHERE target = 'c5'", "what stands does not follow"),
    ],
)
def test_verify_finds_what_was_changed_behind_our_back(path: Path, statement: str, match: str) -> None:
    store = open_store(f"sqlite:///{path}")
    fill(store)
    assert transfer.verify(store) == transfer.Report(len(store.log()), ())
    with store._writing() as db:
        for trigger in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER log_keep_{trigger}"))
        db.execute(text(statement))
    assert match in " ".join(transfer.verify(store).problems)


def test_csv_holds_no_formulas_and_every_event(store: Store) -> None:
    fill(store)
    store.append(decision("claim", "c9", "misprint", likely="=1+1", note="@SUM(A1)"), who="+Ada", seen=0)
    sink = io.StringIO()
    transfer.write_csv(store, sink)
    rows = list(csv.DictReader(io.StringIO(sink.getvalue())))
    assert len(rows) == len(store.log())
    assert (rows[-1]["likely"], rows[-1]["note"], rows[-1]["who"]) == ("'=1+1", "'@SUM(A1)", "'+Ada")
    assert not [c for row in rows for c in row.values() if c.startswith(("=", "+", "@", "\t"))]


def test_the_export_is_one_json_object_a_line(store: Store) -> None:
    fill(store)
    lines = export(store).removesuffix("\n").split("\n")
    assert [json.loads(line)["seq"] for line in lines[1:]] == list(range(1, len(store.log()) + 1))
