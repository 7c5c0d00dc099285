"""The queue, run without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database, worklist
from pipeline import tables
from pipeline.reviews import Judgement, State, Store, decision, open_store
from tests.dashboard.shown import Open, markup, text
from tests.reviews import corpus

HOSTILE = "<b onclick=alert(1)>x</b>"


def test_the_queue_holds_every_finding_once_worst_first(made: Path) -> None:
    found = worklist.items(database.connect(made))
    assert [(i.kind, i.target, i.rank) for i in found] == [("claim", f"k{n * 5:06}", "implausible") for n in range(6)]
    assert found[0].checks == ("order_of_magnitude",)
    assert (found[1].outlets, found[1].topics) == (("outlet05",), ("topic1",))


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (worklist.Filters(), [0, 1, 2, 3, 4, 5]),
        (worklist.Filters(states=("open",)), [2, 3, 4, 5]),
        (worklist.Filters(states=("decided",)), [0, 1]),
        (worklist.Filters(states=("second",)), [1]),
        (worklist.Filters(topics=("topic2",)), [2, 5]),
        (worklist.Filters(outlets=("outlet10",)), [2]),
        (worklist.Filters(ranks=("note",)), []),
        (worklist.Filters(checks=("order_of_magnitude",), states=("open",)), [2, 3, 4, 5]),
    ],
)
def test_filters(made: Path, filters: worklist.Filters, left: list[int]) -> None:
    judged = {"k000000": "Ada", "k000005": "Bob"}

    def known(item: worklist.Item) -> State | None:
        who = judged.get(item.target)
        return State("claim", item.target, 1, {who: Judgement(who, "", "", "confirmed")}) if who else None

    found = worklist.narrowed(worklist.items(database.connect(made)), filters, known, "Ada")
    assert [int(i.target[1:]) // 5 for i in found] == left


def test_a_decision_is_recorded_and_the_next_item_comes(page: Open, store: Store) -> None:
    at = page("queue")
    assert "In district 0" in markup(at)
    at.text_input(key="note-claim:k000000-0").input(HOSTILE)
    at.button(key="verdict-confirmed").click().run()
    assert not at.exception
    assert "In district 1" in markup(at)
    (event,) = store.log()
    assert (event.who, event.target, event.note, event.anchor["exact"]) == ("Ada", "k000000", HOSTILE, "800,000")
    at.button(key="undo").click().run()
    assert "In district 0" in markup(at)
    assert store.state("claim", "k000000").status == "open"


def test_figures_of_other_quantities_that_a_finding_rests_on_are_on_the_screen(
    page: Open, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = corpus.write(tmp_path / "build", 60, 6)
    rows = tables.rows(build, "findings")
    rows[0]["evidence"] = ["k000000", "k000007", "k000008"]
    tables.write(build, "findings", rows)
    monkeypatch.setenv("CROSSCHECK_BUILD", str(build))
    said = text(page("queue", item="claim:k000000"))
    assert "5 figures, from 5 origins, and 2 others that the findings rest on" in said
    assert said.count("another time or quantity") == 2
    assert "In district 1 about 803 people had to leave" in said


def test_a_rating_is_given_and_taken_back(page: Open, store: Store) -> None:
    at = page("queue", item="claim:k000000")
    at.session_state["queue-rate"] = True  # opens what is closed until it is asked for
    at.run()

    def choose(kind: str, value: str) -> dict[str, dict[str, str]]:
        (box,) = [s for s in at.selectbox if str(s.key).startswith(f"{kind}-")]
        box.set_value(value).run()
        assert not at.exception
        return {who: r.told() for who, r in store.state("claim", "k000000").ratings.items()}

    assert choose("reliability", "B") == {"Ada": {"reliability": "B"}}
    assert choose("credibility", "4") == {"Ada": {"reliability": "B", "credibility": "4"}}
    assert "rated it B4" in text(at)
    assert choose("reliability", "") == {"Ada": {"credibility": "4"}}
    assert choose("credibility", "") == {}
    assert "rated it" not in text(at)
    at.button(key="undo").click().run()
    assert store.state("claim", "k000000").ratings["Ada"].told() == {"credibility": "4"}
    assert store.state("claim", "k000000").status == "open"


def test_figures_are_split_off_taken_out_and_merged(page: Open, store: Store) -> None:
    at = page("queue", item="claim:k000000")
    at.session_state["queue-regroup"] = True
    at.run()

    def press(label: str) -> str:
        (button,) = [b for b in at.button if b.label == label]
        assert not button.disabled
        button.click().run()
        assert not at.exception
        assert "Recorded; the next build obeys it" in markup(at)
        at.session_state["queue-regroup"] = True
        at.run()
        return str(store.log()[-1].action)

    assert [b.disabled for b in at.button if b.label in ("Split them off", "Merge")] == [True, True]
    at.multiselect(key="members-q000000").set_value(["k000000", "k000001"]).run()
    assert press("Split them off") == "split"
    at.multiselect(key="members-q000000").set_value(["k000000"]).run()
    assert press("Take them out of every comparison") == "exclude"
    assert store.log()[-1].target == "k000000"
    assert "took it out of every comparison" in markup(at)
    at.text_input(key="find-q000000").set_value("people who left district 3").run()
    at.selectbox(key="merge-q000000-people who left district 3").set_value("q000003").run()
    assert press("Merge") == "merge"
    for _ in range(3):
        at.button(key="undo").click().run()
    assert [e.action for e in store.log()] == ["split", "exclude", "merge", "undo", "undo", "undo"]
    assert {s.status for s in store.states().values()} == {"open"}


def test_one_who_was_slower_is_told(page: Open, store: Store) -> None:
    at = page("queue")
    store.append(decision("claim", "k000000", "misprint", likely="800"), who="Bob", seen=0)
    at.button(key="verdict-confirmed").click().run()
    said = markup(at)
    assert "Somebody decided while you were looking (Bob: misprint)" in said
    assert "contested" in said
    assert [e.who for e in store.log()] == ["Bob", "Ada"]


def test_differences_are_listed_and_hidden_from_who_judges_blind(page: Open, store: Store) -> None:
    for who, verdict in (("<i>Bob</i>", "misprint"), ("Cy", "confirmed")):
        store.append(decision("claim", "k000005", verdict), who=who, seen=0)
    at = page("queue")
    assert "Reviewers differ on 1 item" in [e.label for e in at.expander]
    said = markup(at)
    assert "<strong>&lt;i&gt;Bob&lt;/i&gt;</strong>: misprint<br><strong>Cy</strong>: confirmed" in said
    assert "queue?item=claim%3Ak000005" in said
    at.toggle(key="queue_blind").set_value(True).run()
    assert "misprint" not in markup(at)
    assert not [e for e in at.expander if "differ" in e.label]


def test_a_decision_carried_by_a_rebuild_is_undone_all_the_same(confirmed_then_edited: AppTest, store: Store) -> None:
    at = confirmed_then_edited
    at.query_params["item"] = "claim:kUpdate 000000"
    at.run()
    assert "carried by its quote" in markup(at)
    assert store.state("claim", "kUpdate 000000").status == "decided"
    at.button(key="undo").click().run()
    assert not at.exception
    assert "Undone" in markup(at)
    assert store.state("claim", "kUpdate 000000").status == "open"
    assert [e.action for e in store.log()] == ["decide", "carry", "undo"]


def test_a_backup_put_in_the_place_of_the_database_is_used_at_once(page: Open, store: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/backup.sqlite3")
    other.append(decision("claim", "k000000", "misprint"), who="Bob", seen=0)
    other.engine.dispose()
    at = page("queue")
    at.button(key="verdict-confirmed").click().run()
    store.engine.dispose()
    for leftover in tmp_path.glob("reviews.sqlite3-*"):
        leftover.unlink()
    (tmp_path / "backup.sqlite3").replace(tmp_path / "reviews.sqlite3")
    at.run()
    at.button(key="verdict-resolved").click().run()
    assert not at.exception
    assert [e.who for e in open_store(f"sqlite:///{tmp_path}/reviews.sqlite3").log()] == ["Bob", "Ada"]


@pytest.mark.parametrize("environ", ["CROSSCHECK_READ_ONLY", "CROSSCHECK_USER_HEADER"])
def test_who_may_not_write_only_reads(page: Open, monkeypatch: pytest.MonkeyPatch, environ: str) -> None:
    monkeypatch.setenv(environ, "1" if environ.endswith("ONLY") else "X-Remote-User")
    at = page("queue")
    assert "you can only read" in markup(at) or "read only" in markup(at)
    assert not [b for b in at.button if str(b.key).startswith("verdict")]
