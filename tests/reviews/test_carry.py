"""What was decided is carried to another build once, and undone where it stands now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import ReviewsError
from pipeline.reviews import Anchor, Store, carry, decision, links
from pipeline.reviews.transfer import verify
from tests.reviews.articles import (
    NEW,
    NEW_BUILD,
    NOW,
    OLD,
    OLD_BUILD,
    TEXT,
    WAS,
    anchored,
    article,
    attach,
    claim,
    content,
    judge,
    judged,
    rate,
    rated,
)


def test_a_decision_is_carried_once_and_told_in_the_log(store: Store) -> None:
    old, new = article("a"), article("a", "Update. " + TEXT)
    was, now = claim(old, "800"), claim(new, "800")
    store.append(decision("claim", was.claim_id, "misprint", likely="80", anchor=anchored(was, old)), who="Ada")
    for _ in range(2):
        result = carry.attach(store, content(now, articles=[new]))
        assert result.moved == {("claim", was.claim_id): now.claim_id}
        assert result.lost == ()
    state = store.state("claim", now.claim_id)
    assert state.carried_from == was.claim_id
    assert state.judgements == store.state("claim", was.claim_id).judgements
    assert [(e.action, e.who) for e in store.log()] == [("decide", "Ada"), ("carry", "crosscheck")]
    assert carry.attach(store, content(was, articles=[old])).kept == 1
    assert not verify(store).problems
    third = article("a", "Second update. " + TEXT)
    last = claim(third, "800")
    assert carry.attach(store, content(last, articles=[third])).lost == ()
    assert store.state("claim", last.claim_id).judgements == state.judgements


def test_without_writing_it_is_found_all_the_same(store: Store) -> None:
    old, new = article("a"), article("a", "Update. " + TEXT)
    was, now = claim(old, "800"), claim(new, "800")
    store.append(decision("claim", was.claim_id, "confirmed", anchor=anchored(was, old)), who="Ada")
    mark = store.mark()
    assert carry.attach(store, content(now, articles=[new]), write=False).moved == {
        ("claim", was.claim_id): now.claim_id
    }
    assert store.mark() == mark


def test_what_finds_no_home_is_listed_with_the_reason(store: Store) -> None:
    old, new = article("a"), article("a", TEXT.replace("800", "810"))
    gone = article("gone")
    for where in (old, gone):
        was = claim(where, "800")
        store.append(decision("claim", was.claim_id, "confirmed", anchor=anchored(was, where)), who="Ada")
    lost = carry.attach(store, content(claim(new, "810"), articles=[new])).lost
    assert sorted((entry.anchor.path, entry.elsewhere) for entry in lost) == [("a.md", False), ("gone.md", True)]
    assert {e.target for e in lost} == {e.target for e in store.log()}


def test_an_edit_that_is_taken_back_keeps_what_was_decided_in_between(store: Store) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    attach(store, NEW_BUILD)
    judge(store, NEW_BUILD, "misprint", "Bob")  # having seen Ada's: it settles the matter
    assert judged(store, NEW_BUILD) == {"Bob": "misprint"}
    attach(store, OLD_BUILD)
    assert judged(store, OLD_BUILD) == {"Bob": "misprint"}
    judge(store, OLD_BUILD, "resolved", "Ada")
    attach(store, NEW_BUILD)
    assert judged(store, NEW_BUILD) == {"Ada": "resolved"}


def test_builds_looked_at_by_turns_log_nothing_new(store: Store) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    for build in (NEW_BUILD, OLD_BUILD):
        attach(store, build)
    mark = store.mark()
    for build in (NEW_BUILD, OLD_BUILD, NEW_BUILD, OLD_BUILD):
        attach(store, build)
    assert store.mark() == mark


def test_two_texts_decided_apart_stand_beside_each_other(store: Store) -> None:
    judge(store, NEW_BUILD, "confirmed", "Bob")
    judge(store, OLD_BUILD, "misprint", "Ada")
    attach(store, NEW_BUILD)
    assert judged(store, NEW_BUILD) == {"Ada": "misprint", "Bob": "confirmed"}
    assert store.state("claim", NOW.claim_id).status == "contested"


def test_what_is_decided_on_the_older_build_later_comes_after(store: Store) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    attach(store, NEW_BUILD)
    judge(store, OLD_BUILD, "misprint", "Ada")
    attach(store, NEW_BUILD)
    assert judged(store, NEW_BUILD) == {"Ada": "misprint"}


def test_a_carried_decision_is_undone_where_it_stands_now(store: Store) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    first = store.log()[0].event_id
    attach(store, NEW_BUILD)
    back = store.undo(first, who="Ada", on=NOW.claim_id)
    assert judged(store, NEW_BUILD) == {}
    attach(store, NEW_BUILD)
    assert judged(store, NEW_BUILD) == {}
    attach(store, OLD_BUILD)
    assert judged(store, OLD_BUILD) == {}
    store.undo(back.event.event_id, who="Ada")
    assert judged(store, NEW_BUILD) == {"Ada": "confirmed"}
    with pytest.raises(ReviewsError, match="no event of this target"):
        store.undo(first, who="Ada", on="elsewhere")


@pytest.mark.parametrize("how", ["undone", "taken back", "changed"])
def test_a_carried_rating_is_taken_back_where_it_stands_now_and_stays_so(store: Store, how: str) -> None:
    first = rate(store, OLD_BUILD, "B", "Ada")
    rate(store, OLD_BUILD, "C", "Bob")
    attach(store, NEW_BUILD)
    assert rated(store, NEW_BUILD) == {"Ada": "B", "Bob": "C"}
    if how == "undone":
        store.undo(first, who="Ada", on=NOW.claim_id)
    else:
        rate(store, NEW_BUILD, "" if how == "taken back" else "F", "Ada")
    left = {"Ada": "F", "Bob": "C"} if how == "changed" else {"Bob": "C"}
    for build in (NEW_BUILD, OLD_BUILD, NEW_BUILD, OLD_BUILD):
        attach(store, build)
        assert rated(store, build) == left
    if how == "undone":
        store.undo(store.log("claim", NOW.claim_id)[-1].event_id, who="Ada")
        assert rated(store, NEW_BUILD) == {"Ada": "B", "Bob": "C"}


def test_the_later_of_two_ratings_by_one_reviewer_holds_when_texts_meet(store: Store) -> None:
    rate(store, OLD_BUILD, "B", "Ada")
    rate(store, NEW_BUILD, "E", "Ada")
    attach(store, NEW_BUILD)
    assert rated(store, NEW_BUILD) == {"Ada": "E"}


def test_a_carried_exclusion_is_undone_where_it_stands_now(store: Store) -> None:
    first = store.append(links.exclude(WAS.claim_id, anchored(*OLD_BUILD), "q1"), who="Ada").event.event_id
    here = content(NOW, articles=[NEW])
    attach(store, NEW_BUILD)
    assert links.links(store, here).excluded == {NOW.claim_id}
    store.undo(first, who="Ada", on=NOW.claim_id)
    assert links.links(store, here) == links.NONE
    assert links.links(store, content(WAS, articles=[OLD])) == links.NONE


def test_anchors_move_along_with_the_text(store: Store) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    texts = [
        TEXT.replace("On Monday the mayor said that", "At the start of the week the council told us:"),
        "At the start of the week the council told us: 800 residents of both valleys fled. More on Friday.",
    ]
    before, after = TEXT[:42], TEXT[45:]
    for text in texts:
        edited = article("a", text)
        attach(store, [claim(edited, "800"), edited])
        found = store.anchors()["claim", claim(edited, "800").claim_id]
        assert text[text.index("800") - len(found.prefix) :].startswith(f"{found.prefix}800{found.suffix}")
    assert found.suffix not in after
    assert found.prefix not in before


def test_a_clusters_decision_follows_most_of_its_figures(store: Store) -> None:
    arts = [article(n) for n in "abc"]
    was = [claim(a, "800", "old") for a in arts]
    members = {c.claim_id: anchored(c, a) for c, a in zip(was, arts, strict=True)}
    store.append(decision("cluster", "old", "resolved", anchor=Anchor(label="People", members=members)), who="Ada")
    now = [replace(c, cluster_id=q) for c, q in zip(was, ("new", "new", "other"), strict=True)]
    assert carry.attach(store, content(*now, articles=arts)).moved == {("cluster", "old"): "new"}
    apart = [replace(c, cluster_id=q) for c, q in zip(was, ("x", "y", "z"), strict=True)]
    (lost,) = carry.attach(store, content(*apart, articles=arts), write=False).lost or [None]
    assert lost is None or "spread over 3" in lost.why
