"""The queue and what other pages tell of decisions, run without a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import database, queries, worklist
from pipeline import tables
from pipeline.reviews import Judgement, State, Store, decision, open_store, wording
from tests.reviews import corpus

HOSTILE = "<b onclick=alert(1)>x</b>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus.write(tmp_path_factory.mktemp("queue") / "build", 60, 6)


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    monkeypatch.setenv("CROSSCHECK_BUILD", str(made))
    monkeypatch.setenv("CROSSCHECK_USER", "Ada")
    st.cache_resource.clear()
    st.cache_data.clear()
    yield (opened := open_store(url))
    opened.engine.dispose()


@pytest.fixture
def page(store: Store) -> Callable[..., AppTest]:
    def opened(view: str, **params: str) -> AppTest:
        at = AppTest.from_file(Path(queries.__file__).with_name("app.py"), default_timeout=60)
        if view != "overview":
            at.run()
            at.switch_page(f"views/{view}.py")
        for name, value in params.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, at.exception
        return at

    return opened


def words_of(at: AppTest) -> str:
    return "\n".join(str(e.proto.body) for e in at.get("html"))


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


def test_a_decision_is_recorded_and_the_next_item_comes(page: Callable[..., AppTest], store: Store) -> None:
    at = page("queue")
    assert "In district 0" in words_of(at)
    at.text_input(key="note-claim:k000000-0").input(HOSTILE)
    at.button(key="verdict-confirmed").click().run()
    assert not at.exception
    assert "In district 1" in words_of(at)
    (event,) = store.log()
    assert (event.who, event.target, event.note, event.anchor["exact"]) == ("Ada", "k000000", HOSTILE, "800,000")
    at.button(key="undo").click().run()
    assert "In district 0" in words_of(at)
    assert store.state("claim", "k000000").status == "open"


def test_figures_of_other_quantities_that_a_finding_rests_on_are_on_the_screen(
    page: Callable[..., AppTest], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = corpus.write(tmp_path / "build", 60, 6)
    rows = tables.rows(build, "findings")
    rows[0]["evidence"] = ["k000000", "k000007", "k000008"]
    tables.write(build, "findings", rows)
    monkeypatch.setenv("CROSSCHECK_BUILD", str(build))
    said = plain(words_of(page("queue", item="claim:k000000")))
    assert "5 figures, from 5 origins, and 2 others that the findings rest on" in said
    assert said.count("another quantity") == 2
    assert "In district 1 about 803 people had to leave" in said


def test_a_rating_is_given_and_taken_back(page: Callable[..., AppTest], store: Store) -> None:
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
    assert "rated it B4" in plain(words_of(at))
    assert choose("reliability", "") == {"Ada": {"credibility": "4"}}
    assert choose("credibility", "") == {}
    assert "rated it" not in plain(words_of(at))
    at.button(key="undo").click().run()
    assert store.state("claim", "k000000").ratings["Ada"].told() == {"credibility": "4"}
    assert store.state("claim", "k000000").status == "open"


def test_figures_are_split_off_taken_out_and_merged(page: Callable[..., AppTest], store: Store) -> None:
    at = page("queue", item="claim:k000000")
    at.session_state["queue-regroup"] = True
    at.run()

    def press(label: str) -> str:
        (button,) = [b for b in at.button if b.label == label]
        assert not button.disabled
        button.click().run()
        assert not at.exception
        assert "Recorded; the next build obeys it" in words_of(at)
        at.session_state["queue-regroup"] = True
        at.run()
        return str(store.log()[-1].action)

    assert [b.disabled for b in at.button if b.label in ("Split them off", "Merge")] == [True, True]
    at.multiselect(key="members-q000000").set_value(["k000000", "k000001"]).run()
    assert press("Split them off") == "split"
    at.multiselect(key="members-q000000").set_value(["k000000"]).run()
    assert press("Take them out of every comparison") == "exclude"
    assert store.log()[-1].target == "k000000"
    assert "took it out of every comparison" in words_of(at)
    at.text_input(key="find-q000000").set_value("people who left district 3").run()
    at.selectbox(key="merge-q000000-people who left district 3").set_value("q000003").run()
    assert press("Merge") == "merge"
    for _ in range(3):
        at.button(key="undo").click().run()
    assert [e.action for e in store.log()] == ["split", "exclude", "merge", "undo", "undo", "undo"]
    assert {s.status for s in store.states().values()} == {"open"}


def test_one_who_was_slower_is_told(page: Callable[..., AppTest], store: Store) -> None:
    at = page("queue")
    store.append(decision("claim", "k000000", "misprint", likely="800"), who="Bob", seen=0)
    at.button(key="verdict-confirmed").click().run()
    said = words_of(at)
    assert "Somebody decided while you were looking (Bob: misprint)" in said
    assert "contested" in said
    assert [e.who for e in store.log()] == ["Bob", "Ada"]


def test_differences_are_listed_and_hidden_from_who_judges_blind(page: Callable[..., AppTest], store: Store) -> None:
    for who, verdict in (("<i>Bob</i>", "misprint"), ("Cy", "confirmed")):
        store.append(decision("claim", "k000005", verdict), who=who, seen=0)
    at = page("queue")
    assert "Reviewers differ on 1 item" in [e.label for e in at.expander]
    said = words_of(at)
    assert "<strong>&lt;i&gt;Bob&lt;/i&gt;</strong>: misprint<br><strong>Cy</strong>: confirmed" in said
    assert "queue?item=claim%3Ak000005" in said
    at.toggle(key="queue_blind").set_value(True).run()
    assert "misprint" not in words_of(at)
    assert not [e for e in at.expander if "differ" in e.label]


def test_a_decision_carried_by_a_rebuild_is_undone_all_the_same(
    page: Callable[..., AppTest], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page("queue")
    at.button(key="verdict-confirmed").click().run()
    edited = corpus.write(tmp_path / "edited", 60, 6, edition="Update ")
    monkeypatch.setenv("CROSSCHECK_BUILD", str(edited))
    at.query_params["item"] = "claim:kUpdate 000000"
    at.run()
    assert "carried by its quote" in words_of(at)
    assert store.state("claim", "kUpdate 000000").status == "decided"
    at.button(key="undo").click().run()
    assert not at.exception
    assert "Undone" in words_of(at)
    assert store.state("claim", "kUpdate 000000").status == "open"
    assert [e.action for e in store.log()] == ["decide", "carry", "undo"]


def test_a_backup_put_in_the_place_of_the_database_is_used_at_once(
    page: Callable[..., AppTest], store: Store, tmp_path: Path
) -> None:
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
def test_who_may_not_write_only_reads(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, environ: str
) -> None:
    monkeypatch.setenv(environ, "1" if environ.endswith("ONLY") else "X-Remote-User")
    at = page("queue")
    assert "you can only read" in words_of(at) or "read only" in words_of(at)
    assert not [b for b in at.button if str(b.key).startswith("verdict")]


def plain(said: str) -> str:
    """HTML as its reader sees it, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", said)).split())


def test_every_page_tells_what_was_decided(page: Callable[..., AppTest], store: Store) -> None:
    assert "Queue: 6 open, 0 contested, 0 decided." in plain(words_of(page("overview")))
    store.append(decision("claim", "k000000", "confirmed", note=HOSTILE), who="<i>Bob</i>", seen=0)
    store.append(decision("claim", "k000005", "misprint", likely="800"), who="Ada", seen=0)
    store.append(decision("claim", "k000005", "confirmed"), who="Bob", seen=0)
    store.append(decision("cluster", "q000002", "resolved"), who="Cy", seen=0)
    verdict = "Implausible, confirmed by <i>Bob</i>"
    pages = {
        "overview": page("overview"),
        "compare": page("compare", quantity="q000000", claim="k000000"),
        "article": page("article", article="a000000", claim="k000000"),
        "queue": page("queue", item="claim:k000000"),
    }
    for name, at in pages.items():
        said = words_of(at)
        assert verdict in plain(said), name
        assert "<i>Bob" not in said, name
        assert HOSTILE not in said, name
    overview = plain(words_of(pages["overview"]))
    assert "Queue: 4 open, 1 contested, 1 decided." in overview
    assert "Implausible, contested: misprint, likely 800, says Ada; confirmed by Bob" in overview
    assert "Implausible, resolved by Cy" in overview
    for name in ("compare", "article"):
        said = words_of(pages[name])
        assert "What reviewers decided on" in said
        assert "&lt;b onclick=alert(1)&gt;" in said
    reasons = plain(words_of(pages["compare"]))
    assert f"{verdict} 800,000 is about" in reasons  # the heading
    assert f"{verdict}; check: " in reasons  # each reason


def test_who_judges_blind_sees_the_others_verdict_nowhere(page: Callable[..., AppTest], store: Store) -> None:
    store.append(decision("claim", "k000000", "misprint", likely="808", note="a slip"), who="Bob", seen=0)
    store.append(decision("cluster", "q000000", "not_comparable"), who="Bob", seen=0)
    store.append(decision("claim", "k000005", "confirmed"), who="Ada", seen=0)
    page("queue").toggle(key="queue_blind").set_value(True).run()
    views = {
        "overview": {},
        "compare": {"quantity": "q000000", "claim": "k000000"},
        "article": {"article": "a000000", "claim": "k000000"},
        "queue": {"item": "claim:k000000"},
    }

    def seen() -> dict[str, str]:
        return {view: plain(words_of(page(view, **params))) for view, params in views.items()}

    blind = seen()
    for view, said in blind.items():
        assert not re.search("Bob|misprint, |808|a slip|not comparable, ", said), view
    assert "confirmed by Ada" in blind["overview"]
    for view in ("compare", "article", "queue"):
        assert "It is hidden until you have decided" in blind[view], view
    at = page("queue", item="claim:k000000")
    assert at.toggle(key="queue_blind").value  # of the reviewer, not of the page or the tab
    at.button(key="verdict-confirmed").click().run()
    assert store.log()[-1].blind
    for view, said in seen().items():
        assert "misprint, likely 808, says Bob" in said or (view == "queue" and "Misprint, likely 808 by Bob" in said)
    at.toggle(key="queue_blind").set_value(False).run()
    assert "not comparable, says Bob" in plain(words_of(page("compare", **views["compare"])))


def test_what_is_exported_tells_what_is_held_now(store: Store, made: Path) -> None:
    store.append(decision("claim", "k000000", "confirmed"), who="Bob", seen=0)

    def script() -> None:
        import json

        import streamlit as st

        from dashboard import queries, reviewing, state

        found = reviewing.told(state.ask(queries.findings_of, ("q000000", "q000001")))
        st.text(json.dumps(found[["claim_id", "review"]].astype(object).values.tolist()))

    at = AppTest.from_function(script, default_timeout=60).run()
    assert not at.exception
    assert at.text[0].value == '[["k000000", "confirmed by Bob"], ["k000005", null]]'


def test_before_anything_is_decided_the_overview_counts_what_there_is(
    page: Callable[..., AppTest], made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    assert "Queue: 6 to decide." in plain(words_of(page("overview")))
    assert not (tmp_path / "none.sqlite3").exists()
    db = database.connect(made)
    assert worklist.size(db) == len(worklist.items(db)) == 6


def test_an_edited_article_keeps_its_verdict_on_every_page(
    page: Callable[..., AppTest], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page("queue")
    at.button(key="verdict-confirmed").click().run()
    edited = corpus.write(tmp_path / "edited", 60, 6, edition="Update ")
    monkeypatch.setenv("CROSSCHECK_BUILD", str(edited))
    assert "Implausible, confirmed by Ada" in plain(words_of(page("overview")))


def test_a_store_that_cannot_be_used_is_said_and_other_pages_go_on(
    page: Callable[..., AppTest], store: Store, tmp_path: Path
) -> None:
    store.engine.dispose()
    for path in tmp_path.glob("reviews.sqlite3*"):
        path.write_bytes(b"this is no database, whatever its name may say" * 90)
    said = words_of(page("queue"))
    assert "The decisions cannot be used" in said
    assert "is damaged" in said
    assert "What to look at first" in words_of(page("overview"))
    assert "800,000" in words_of(page("compare", quantity="q000000", claim="k000000"))


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        (Judgement("A", "", "", "confirmed"), "confirmed"),
        (Judgement("A", "", "", "misprint", {"likely": "760", "likely_source": "UN"}), "misprint, likely 760 (UN)"),
        (
            Judgement("A", "", "", "extraction_error", {"facet": "unit", "right": "km"}),
            "extraction error: the unit, rightly km",
        ),
    ],
)
def test_judgements_in_words(judgement: Judgement, said: str) -> None:
    assert wording.verdict(judgement) == said
