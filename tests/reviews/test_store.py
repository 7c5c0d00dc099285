"""What a decision does, what stands after it, and that the log keeps all of it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from pipeline.errors import ReviewsError
from pipeline.reviews import Store, decision, open_store, rating
from pipeline.reviews.drafts import Draft
from pipeline.reviews.texts import canonical
from pipeline.reviews.transfer import verify

HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE log; --",
    "=cmd()|x $x^2$ :red[x] [a](javascript:1)",
    "\u202eright to left\u202c \u0000 nul \ud800 half",
    "line\u2028separator\u0085 next \x1b[31m",
    "Zürich 東京 🧾 e\u0301",
]


def say(store: Store, verdict: str, who: str, seen: int | None = None, target: str = "c1", **more: str | bool):
    return store.append(decision("claim", target, verdict, **more), who=who, build="b1", seen=seen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "status", "verdicts"),
    [
        ([], "open", {}),
        ([("confirmed", "Ada", 0, False)], "decided", {"Ada": "confirmed"}),
        ([("needs_checking", "Ada", 0, False)], "needs_checking", {"Ada": "needs_checking"}),
        # one who has seen the first judgement settles the matter
        ([("confirmed", "Ada", 0, False), ("misprint", "Bob", 1, False)], "decided", {"Bob": "misprint"}),
        # one who has not stands beside it
        (
            [("confirmed", "Ada", 0, False), ("misprint", "Bob", 0, False)],
            "contested",
            {"Ada": "confirmed", "Bob": "misprint"},
        ),
        (
            [("confirmed", "Ada", 0, False), ("misprint", "Bob", 1, True)],
            "contested",
            {"Ada": "confirmed", "Bob": "misprint"},
        ),
        (
            [("confirmed", "Ada", 0, False), ("confirmed", "Bob", 1, True)],
            "decided",
            {"Ada": "confirmed", "Bob": "confirmed"},
        ),
        (
            [("confirmed", "Ada", 0, False), ("misprint", "Bob", 0, False), ("resolved", "Cy", 2, False)],
            "decided",
            {"Cy": "resolved"},
        ),
        ([("confirmed", "Ada", 0, False), ("misprint", "Ada", 1, False)], "decided", {"Ada": "misprint"}),
    ],
)
def test_what_stands(store: Store, steps: list, status: str, verdicts: dict[str, str]) -> None:
    for verdict, who, seen, blind in steps:
        say(store, verdict, who, seen, blind=blind)
    state = store.state("claim", "c1")
    assert state.status == status
    assert {who: j.verdict for who, j in state.judgements.items()} == verdicts
    assert state.version == len(steps) == len(store.log("claim", "c1"))
    assert not verify(store).problems


def test_the_second_of_two_is_told_and_both_are_logged(store: Store) -> None:
    first = say(store, "misprint", "Ada", 0, likely="760", likely_source="the ministry")
    second = say(store, "confirmed", "Bob", 0)
    assert not first.missed
    assert [(e.who, e.payload["verdict"]) for e in second.missed] == [("Ada", "misprint")]
    assert second.event.stale
    assert not first.event.stale
    assert [e.who for e in store.log()] == ["Ada", "Bob"]
    assert store.counts() == {"contested": 1}


def test_undo_at_every_step_and_undo_of_the_undo(store: Store) -> None:
    one = say(store, "confirmed", "Ada", 0)
    two = say(store, "misprint", "Bob", 1, likely="760")
    states = [store.state("claim", "c1").as_dict()]
    back = store.undo(two.event.event_id, who="Bob")
    assert back.state.as_dict() == one.state.as_dict()
    again = store.undo(back.event.event_id, who="Bob")
    assert again.state.as_dict() == states[0]
    with pytest.raises(ReviewsError, match="undone already"):
        store.undo(back.event.event_id, who="Bob")
    store.undo(two.event.event_id, who="Ada")
    store.undo(one.event.event_id, who="Ada")
    assert store.state("claim", "c1").status == "open"
    assert [e.action for e in store.log()] == ["decide", "decide", "undo", "undo", "undo", "undo"]
    assert not verify(store).problems


def test_undoing_an_earlier_step_keeps_the_later_one(store: Store) -> None:
    one = say(store, "confirmed", "Ada", 0)
    say(store, "misprint", "Bob", 1)
    assert store.undo(one.event.event_id, who="Ada").state.verdict.verdict == "misprint"  # type: ignore[union-attr]


def test_undo_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(ReviewsError, match="no event"):
        store.undo("nothing", who="Ada")
    one = say(store, "confirmed", "Ada", 0)
    with pytest.raises(ReviewsError, match="no event of this target"):
        store.append(Draft("claim", "c2", "undo", undoes=one.event.event_id), who="Ada")


def test_the_state_at_any_past_time_comes_from_the_log(store: Store) -> None:
    seen = []
    for n, verdict in enumerate(["confirmed", "misprint", "needs_checking", "resolved"]):
        receipt = say(store, verdict, f"R{n}", n)
        store.append(rating("c2", "B", str(n + 1)), who="Ada")
        seen.append((store.log()[-1].at, {k: s.as_dict() for k, s in store.states().items()}))
        assert receipt.event.before == (seen[-2][1]["claim", "c1"] if n else receipt.event.before)
    store.undo(store.log("claim", "c1")[-1].event_id, who="Ada")
    for moment, states in seen:
        assert {k: s.as_dict() for k, s in store.at(moment).items()} == states
    assert store.at("2001-01-01") == {}
    with pytest.raises(ReviewsError, match="no moment"):
        store.at("yesterday")


def test_events_tell_before_and_after_and_when(store: Store) -> None:
    one = say(store, "confirmed", "Ada", 0, note="seen the report", evidence="https://example.org/r?x=1").event
    two = say(store, "misprint", "Bob", 1, likely="760").event
    assert two.before == one.after
    assert canonical(two.after) == canonical(store.state("claim", "c1").as_dict())
    assert one.at <= two.at
    assert one.at.endswith("Z")
    assert (one.build, one.note, one.evidence) == ("b1", "seen the report", "https://example.org/r?x=1")


def test_ratings_stand_apart_from_verdicts(store: Store) -> None:
    store.append(rating("c1", reliability="B"), who="Ada")
    assert store.state("claim", "c1").status == "open"
    say(store, "confirmed", "Bob", 1)
    store.append(rating("c1", credibility="2"), who="Bob")
    assert rated(store) == {"Ada": {"reliability": "B"}, "Bob": {"credibility": "2"}}
    store.append(rating("c1"), who="Ada")
    assert rated(store) == {"Bob": {"credibility": "2"}}
    store.undo(store.log()[-1].event_id, who="Ada")
    assert rated(store) == {"Ada": {"reliability": "B"}, "Bob": {"credibility": "2"}}
    assert store.log()[0].after["ratings"] == {"Ada": {"reliability": "B"}}
    assert not verify(store).problems


def rated(store: Store, target: str = "c1") -> dict[str, dict[str, str]]:
    return {who: r.told() for who, r in store.state("claim", target).ratings.items()}


@pytest.mark.parametrize("statement", ["DELETE FROM log", "UPDATE log SET note = 'x'"])
def test_the_database_itself_refuses_to_change_the_log(store: Store, statement: str) -> None:
    say(store, "confirmed", "Ada", 0)
    with pytest.raises(ReviewsError, match="keeps every event"), store._writing() as db:
        db.execute(text(statement))
    assert len(store.log()) == 1


def test_the_same_event_twice_is_logged_once(store: Store) -> None:
    for _ in range(2):
        receipt = store.append(decision("claim", "c1", "confirmed"), who="Ada", seen=0, event_id="e1")
        assert (receipt.event.seq, receipt.missed) == (1, ())
    assert len(store.log()) == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_kept_as_text(store: Store, words: str) -> None:
    kept = words.replace("\x00", "\ufffd").replace("\ud800", "?")
    receipt = say(store, "misprint", words, 0, target=words, note=words, likely=words)
    event = store.log()[0]
    assert event == receipt.event
    assert (event.note, event.payload["likely"]) == (kept.strip(), kept.strip())
    assert event.who == event.target
    assert "\n" not in event.who
    assert store.states("claim", [event.target])["claim", event.target].judgements[event.who].note == kept.strip()
    assert not verify(store).problems


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "//example.org",
        "file:///etc/passwd",
        "example.org", "https://", "http:///x", "https://example.org/a b", "https://example.org/\u202ex", "ht\ntps://x.org",
        "https://[::1", "vbscript:x", "ftp://example.org",
    ],
)  # fmt: skip
def test_links_are_http_or_https(store: Store, link: str) -> None:
    with pytest.raises(ReviewsError, match="no web address"):
        say(store, "confirmed", "Ada", 0, evidence=link)
    assert store.log() == []


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: decision("claim", "c1", "certain"), "no verdict"),
        (lambda: decision("claim", "c1", "extraction_error", facet="colour"), "no facet"),
        (lambda: rating("c1", reliability="G"), "no rating"),
        (lambda: rating("c1", credibility="7"), "no rating"),
        (lambda: decision("claim", "", "confirmed").checked(), "target is empty"),
        (lambda: decision("claim", "c1", "confirmed", note="x" * 10_001).checked(), "Shorten"),
    ],
)
def test_what_cannot_be_taken_is_said(make, match: str) -> None:
    with pytest.raises(ReviewsError, match=match):
        make()


def test_nobody_decides_without_a_name(store: Store) -> None:
    with pytest.raises(ReviewsError, match="who is empty"):
        say(store, "confirmed", " \n ", 0)


def test_read_only_reads_and_writes_nothing(store: Store, url: str) -> None:
    say(store, "confirmed", "Ada", 0)
    shut = open_store(url, read_only=True)
    assert shut.state("claim", "c1").status == "decided"
    with pytest.raises(ReviewsError, match="reading only"):
        say(shut, "misprint", "Bob", 1)
    with pytest.raises(ReviewsError), shut.reading() as db:
        db.execute(text("UPDATE heads SET version = 9"))
    shut.engine.dispose()


def test_threads_share_one_store(store: Store) -> None:
    def work(name: str) -> None:
        for n in range(10):
            say(store, "confirmed", name, None, target=f"c{n}")

    threads = [threading.Thread(target=work, args=(f"T{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.seq for e in store.log()] == list(range(1, 41))
    assert not verify(store).problems
