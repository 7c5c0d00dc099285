"""What was decided on finds its figure again: in an edited article, in a file that was moved, in a build on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Article
from pipeline.reviews import Store, anchor, carry, decision, links
from pipeline.reviews.content import find, of_build
from pipeline.reviews.transfer import verify
from tests.reviews import corpus
from tests.reviews.articles import (
    OLD_BUILD,
    TEXT,
    WAS,
    anchored,
    article,
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
