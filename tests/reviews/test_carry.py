"""Decisions, merges and splits find their figures again: more articles, another order, an edited article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReviewsError
from pipeline.model import Article
from pipeline.reviews import Anchor, Store, anchor, carry, decision, links
from pipeline.reviews.content import find, of_build
from pipeline.reviews.transfer import verify
from tests.reviews import corpus
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


@pytest.mark.parametrize(
    ("edited", "found", "why"),
    [
        (TEXT, "800", ""),
        ("A new first sentence. " + TEXT, "800", ""),
        (TEXT.replace("On Monday the mayor", "On Monday, the mayor of the town"), "800", ""),
        (TEXT.replace("30 people", "31 people"), "800", ""),
        (TEXT.replace("800", "810"), None, "does not say “800” any more"),
        ("The police counted 800 arrests in the capital. On Friday nobody was hurt.", None, "have changed too much"),
    ],
)
def test_a_claim_is_found_by_its_quote(edited: str, found: str | None, why: str) -> None:
    old, new = article("a"), article("a", edited)
    here = content(*([claim(new, "800")] if "800" in edited else []), articles=[new])
    got, reason = find(anchored(claim(old, "800"), old), here)
    assert (got is not None and edited[int(got.split("-")[1]) :].startswith("800")) == (found is not None)
    assert why in reason


def test_the_words_around_tell_two_equal_figures_apart() -> None:
    text = (
        "In the north 40 houses burned down on the first day. In the far south, by the sea, 40 boats sank in the storm."
    )
    old, new = article("a", text), article("a", "Update. " + text)
    both = [claim(new, "40", nth=0), claim(new, "40", nth=1)]
    for nth in (0, 1):
        assert find(anchored(claim(old, "40", nth=nth), old), content(*both, articles=[new]))[0] == both[nth].claim_id


def test_two_places_that_fit_equally_well_are_left_to_a_person() -> None:
    text = (
        "The rain went on for two weeks in every valley, and 800 people left their homes before the river had risen. "
    )
    old, new = article("a", text), article("a", text * 2)
    both = [claim(new, "800", nth=0), claim(new, "800", nth=1)]
    found, why = find(anchored(claim(old, "800"), old), content(*both, articles=[new]))
    assert found is None
    assert "stands in 2 places" in why


def test_a_moved_file_is_found_by_its_address_and_another_outlet_never() -> None:
    old = article("a", url="https://example.org/1")
    moved = article("a", "Update. " + TEXT, path="elsewhere/b.md", url="https://example.org/1")
    assert find(anchored(claim(old, "800"), old), content(claim(moved, "800"), articles=[moved]))[0]
    other = article("b", TEXT)
    assert find(anchored(claim(old, "800"), old), content(claim(other, "800"), articles=[other])) == (
        None,
        "its article is not in this build",
    )


CHANGED = TEXT.replace("30 people were hurt", "31 people were injured")
MOVED = article("a", "Updated on Sunday. " + CHANGED, path="archive/2024-05.md")


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ([], ""),
        ([article("b", CHANGED)], ""),  # another outlet's text says nothing
        ([article("a", CHANGED, path="again.md")], "2 articles of the outlet say almost the same, "),
        ([article("a", TEXT.replace("mayor said that", "council had told us"), path="again.md")], ""),
    ],
)
def test_a_file_moved_and_edited_is_found_by_its_words_where_only_one_article_says_them(
    store: Store, others: list[Article], why: str
) -> None:
    judge(store, OLD_BUILD, "confirmed", "Ada")
    rate(store, OLD_BUILD, "B", "Ada")
    now = claim(MOVED, "800")
    here = content(now, *(claim(a, "800") for a in others), articles=[MOVED, *others])
    found = carry.attach(store, here)
    if why:
        (lost,) = found.lost
        assert (lost.target, lost.elsewhere) == (WAS.claim_id, False)
        assert why in lost.why
        return
    assert (found.moved, found.lost) == ({("claim", WAS.claim_id): now.claim_id}, ())
    assert judged(store, [now, MOVED]) == {"Ada": "confirmed"}
    assert rated(store, [now, MOVED]) == {"Ada": "B"}
    assert store.anchors()["claim", now.claim_id] == anchored(now, MOVED)
    mark = store.mark()
    assert carry.attach(store, here).moved == found.moved
    assert store.mark() == mark
    assert not verify(store).problems


@pytest.mark.parametrize(
    ("now", "elsewhere", "why"),
    [
        (article("a", "The police counted 800 arrests in the capital on Sunday night.", path="x.md"), True, "not in"),
        (article("a", CHANGED, path="x.md", url="https://example.org/2"), False, "at another address"),
        (article("a", CHANGED, path="x.md"), False, "decided on by itself"),
    ],
)
def test_another_article_of_the_outlet_takes_over_nothing(
    store: Store, now: Article, elsewhere: bool, why: str
) -> None:
    old = article("a", url="https://example.org/1")
    judge(store, [claim(old, "800"), old], "confirmed", "Ada")
    here = claim(now, "800")
    if "itself" in why:
        judge(store, [here, now], "misprint", "Bob")
    mark = store.mark()
    (lost,) = carry.attach(store, content(here, articles=[now])).lost
    assert lost.elsewhere is elsewhere
    assert why in lost.why
    assert store.mark() == mark


def test_too_few_words_around_a_figure_say_nothing_about_another_article(store: Store) -> None:
    short = article("a", "800 dead.")
    judge(store, [claim(short, "800"), short], "confirmed", "Ada")
    moved = article("a", "800 dead. Others were hurt.", path="x.md")
    (lost,) = carry.attach(store, content(claim(moved, "800"), articles=[moved])).lost
    assert lost.elsewhere


def test_links_follow_a_file_that_was_moved_and_edited(store: Store) -> None:
    store.append(links.exclude(WAS.claim_id, anchored(*OLD_BUILD), "q1"), who="Ada")
    now = claim(MOVED, "800")
    assert links.links(store, content(now, articles=[MOVED])).excluded == {now.claim_id}


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


def test_the_content_of_a_build_on_disk(tmp_path: Path, store: Store) -> None:
    build = of_build(corpus.write(tmp_path / "b", 20, 3))
    assert build.places("a000000")[0].claim_id == "k000000"
    body = build.text("a000000")
    row = {"article_id": "a000000", "outlet_id": "outlet00", "path": "topic0/a000000.md", "text": body}
    start = body.index("800,000")
    told = anchor({**row, "start": start, "end": start + 7}, row)
    assert find(told, build) == ("k000000", "")
    store.append(decision("claim", "before-the-edit", "confirmed", anchor=told), who="Ada")
    elsewhere = replace(told, path="moved.md", prefix=f"Edited. {told.prefix}"[-48:])
    store.append(decision("claim", "before-the-move", "confirmed", anchor=elsewhere), who="Ada")
    store.append(
        decision("claim", "of-another-outlet", "confirmed", anchor=replace(elsewhere, outlet_id="x")), who="Ada"
    )
    found = carry.attach(store, build)
    assert found.moved == {("claim", c): "k000000" for c in ("before-the-edit", "before-the-move")}
    assert [(entry.target, entry.elsewhere) for entry in found.lost] == [("of-another-outlet", True)]
    assert store.anchors()["claim", "k000000"].path == "topic0/a000000.md"
