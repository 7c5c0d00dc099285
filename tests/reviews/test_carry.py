"""Decisions, merges and splits find their figures again: more articles, another order, an edited article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReviewsError
from pipeline.model import Article, Claim, Cluster, Pair
from pipeline.reviews import Anchor, Store, anchor, carry, decision, links, obey, rating
from pipeline.reviews.content import Content, find, of_build, of_claims
from pipeline.reviews.transfer import verify
from pipeline.tables import record
from tests.reviews import corpus

TEXT = "On Monday the mayor said that 800 people had left. On Friday a paper wrote that 30 people were hurt at sea."


def article(name: str, text: str = TEXT, **more: str) -> Article:
    ident = hashlib.sha256(f"{name}{text}".encode()).hexdigest()[:16]
    return Article(
        ident, **{"path": f"{name}.md", "title": name, "outlet_id": name, "text": text, "sha256": "0"} | more
    )


def claim(where: Article, quote: str, cluster: str = "q1", nth: int = 0) -> Claim:
    start = -1
    for _ in range(nth + 1):
        start = where.text.index(quote, start + 1)
    value = float(quote.replace(",", ""))
    place = (0, len(where.text), quote, start, start + len(quote), where.text)
    told = {"low": value, "high": value, "unit": "count", "cluster_id": cluster, "origin_id": where.outlet_id}
    ident = f"{where.article_id}-{start}"
    return Claim(ident, where.article_id, where.outlet_id, "quantity", "body", where.text, *place, **told)


def content(*claims: Claim, articles: list[Article]) -> Content:
    return of_claims(claims, {a.article_id: a for a in articles})


def anchored(of: Claim, where: Article) -> Anchor:
    return anchor(record(of), record(where))


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


OLD, NEW = article("a"), article("a", "Update. " + TEXT)
WAS, NOW = claim(OLD, "800"), claim(NEW, "800")
OLD_BUILD, NEW_BUILD = [WAS, OLD], [NOW, NEW]


def attach(store: Store, build: list) -> carry.Attached:
    result = carry.attach(store, content(build[0], articles=[build[1]]))
    assert not result.lost
    assert not verify(store).problems
    return result


def judge(store: Store, build: list, verdict: str, who: str, seen: int | None = None) -> None:
    store.append(decision("claim", build[0].claim_id, verdict, anchor=anchored(*build)), who=who, seen=seen)


def judged(store: Store, build: list) -> dict[str, str]:
    return {who: j.verdict for who, j in store.state("claim", build[0].claim_id).judgements.items()}


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


def rate(store: Store, build: list, reliability: str, who: str) -> str:
    told = rating(build[0].claim_id, reliability, anchor=anchored(*build))
    return store.append(told, who=who).event.event_id


def rated(store: Store, build: list) -> dict[str, str]:
    return {who: r.reliability for who, r in store.state("claim", build[0].claim_id).ratings.items()}


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
    build = of_build(corpus.write(tmp_path / "b", 50, 3))
    assert build.places("a000000")[0].claim_id == "k000000"
    body = build.text("a000000")
    row = {"article_id": "a000000", "outlet_id": "outlet00", "path": "topic0/a000000.md", "text": body}
    start = body.index("800,000")
    told = anchor({**row, "start": start, "end": start + 7}, row)
    assert find(told, build) == ("k000000", "")
    store.append(decision("claim", "before-the-edit", "confirmed", anchor=told), who="Ada")
    assert carry.attach(store, build).moved == {("claim", "before-the-edit"): "k000000"}


# --- merges, splits, exclusions ---------------------------------------------------------------------------------------


def matched(clusters: dict[str, list[str]], reverse: bool = False) -> tuple[list[Claim], list[Cluster]]:
    claims = []
    for cluster, ids in clusters.items():
        for n, i in enumerate(ids):
            base = claim(article(i), "800", cluster)
            claims.append(replace(base, claim_id=i, outlet_id=i, low=100.0 + n, high=100.0 + n))
    rows = [
        Cluster(q, f"s-{q}", f"Label {q}", "count", tuple(sorted(ids)), len(ids), len(ids), len(ids))
        for q, ids in clusters.items()
    ]
    return (claims[::-1], rows[::-1]) if reverse else (claims, rows)


def groups(clusters: dict[str, list[str]], wanted: links.Links, pairs: list[Pair] = [], reverse: bool = False):  # noqa: B006
    claims, made = obey.regroup(*matched(clusters, reverse), pairs, wanted)
    assert {c.claim_id: c.cluster_id for c in claims if c.cluster_id} == {
        i: q.cluster_id for q in made for i in q.claim_ids
    }
    return {q.cluster_id: set(q.claim_ids) for q in made}


def A(*ids: str) -> dict[str, Anchor]:  # noqa: N802
    return {i: Anchor(outlet_id=i, path=f"{i}.md", exact="800") for i in ids}


BEFORE = {"q1": ["a", "b", "c"], "q2": ["d", "e"], "q3": ["f"]}
MORE = {"q1": ["a", "b", "c", "g"], "q2": ["d", "e", "h", "i", "j", "k"], "q3": ["f", "l"]}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("now", [BEFORE, MORE])
def test_merges_are_obeyed_and_ids_stay(store: Store, now: dict[str, list[str]], reverse: bool) -> None:
    store.append(links.merge("q1", A("a", "b", "c"), "q2", A("d", "e")), who="Ada")
    got = groups(now, links.links(store), reverse=reverse)
    assert got == {"q1": {*now["q1"], *now["q2"]}, "q3": set(now["q3"])}


@pytest.mark.parametrize("reverse", [False, True])
def test_splits_are_obeyed_and_new_claims_go_where_they_fit(store: Store, reverse: bool) -> None:
    store.append(links.split("q1", A("a", "b", "c"), ["c"]), who="Ada")
    before = groups(BEFORE, links.links(store), reverse=reverse)
    part = next(q for q, ids in before.items() if ids == {"c"})
    assert before == {"q1": {"a", "b"}, part: {"c"}, "q2": {"d", "e"}, "q3": {"f"}}
    pairs = [Pair("c", "g", True, 0.9), Pair("a", "g", True, 0.6)]
    after = groups(MORE, links.links(store), pairs, reverse)
    assert (after["q1"], after[part]) == ({"a", "b"}, {"c", "g"})


def test_an_excluded_claim_is_in_no_cluster(store: Store) -> None:
    receipt = store.append(links.exclude("b", A("b")["b"], "q1"), who="Ada")
    assert receipt.state.status == "decided"
    assert groups(MORE, links.links(store))["q1"] == {"a", "c", "g"}
    store.undo(receipt.event.event_id, who="Ada")
    assert links.links(store) == links.NONE


def test_the_later_of_two_that_contradict_holds(store: Store) -> None:
    store.append(links.merge("q1", A("a", "b", "c"), "q2", A("d", "e")), who="Ada")
    store.append(links.split("q1", A("a", "b", "c", "d", "e"), ["d", "e"]), who="Bob")
    assert sorted(map(sorted, groups(BEFORE, links.links(store)).values())) == [["a", "b", "c"], ["d", "e"], ["f"]]
    store.append(links.merge("q1", A("a", "b", "c"), "q2", A("d", "e")), who="Ada")
    assert groups(BEFORE, links.links(store))["q1"] == {"a", "b", "c", "d", "e"}


def test_links_find_the_claims_of_an_edited_article(store: Store) -> None:
    old, new, other = article("a"), article("a", "Update. " + TEXT), article("b")
    was, now, mate = claim(old, "800", "q1"), claim(new, "800", "q1"), claim(other, "800", "q2")
    members = {was.claim_id: anchored(was, old)}
    store.append(links.merge("q1", members, "q2", {mate.claim_id: anchored(mate, other)}), who="Ada")
    wanted = links.links(store, content(now, mate, articles=[new, other]))
    assert wanted.must == {frozenset((now.claim_id, mate.claim_id))}


def test_counts_of_a_regrouped_cluster_are_its_own() -> None:
    _, made = obey.regroup(*matched(BEFORE), [], links.Links({frozenset(("a", "d"))}, set(), {"b"}, {}))
    (one,) = [q for q in made if q.cluster_id == "q1"]
    assert (one.claim_ids, one.n_articles, one.low, one.high, one.median) == (("a", "c", "d", "e"), 4, 100, 102, 100.5)
    (same,) = [q for q in made if q.cluster_id == "q3"]
    assert same == next(q for q in matched(BEFORE)[1] if q.cluster_id == "q3")
