"""Merges, splits and exclusions: what the next build makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Claim, Cluster, Pair
from pipeline.reviews import Anchor, Store, links, obey
from tests.reviews.articles import TEXT, anchored, article, claim, content


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
