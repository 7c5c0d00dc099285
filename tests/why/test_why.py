"""``crosscheck explain`` and ``compare`` on the example build: ids of every kind, words, pairs, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.errors import InputError
from pipeline.reviews import decision, open_store
from pipeline.why.asked import Asked
from pipeline.why.compare import compare, meanings, meets
from pipeline.why.explain import FACETS, between, explain


@pytest.fixture(scope="module")
def asked(example: Path) -> Asked:
    return Asked(example)


@pytest.fixture(scope="module")
def slip(asked: Asked) -> str:
    """The claim that prints 760,000."""
    return next(i for i, c in asked.claims.items() if c["quote"] == "760,000" and c["kind"] == "quantity")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    def line(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["crosscheck", *words])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        told = capsys.readouterr()
        return int(stopped.value.code or 0), told.out, told.err

    return line


def test_a_claim_tells_its_findings_and_what_they_rest_on(asked: Asked, slip: str) -> None:
    told = explain(asked, slip)
    assert told["is"] == "claim"
    assert told["cluster"]["assessment"] == "implausible"
    whole = next(f for f in told["findings"] if f["check"] == "part_exceeds_whole")
    assert [c["quote"] for c in whole["evidence"]] == ["760,000", "30,000"]


def test_a_cluster_tells_its_claims_and_the_pairs_at_its_edge(asked: Asked) -> None:
    biggest = max(asked.clusters.values(), key=lambda c: (c["n_claims"], c["cluster_id"]))
    told = explain(asked, biggest["cluster_id"], limit=None)
    inside = {c["claim_id"] for c in told["claims"]}
    assert len(inside) == biggest["n_claims"] > 1
    assert told["joined"]
    assert all({p["claim_id"], p["other"]["claim_id"]} <= inside for p in told["joined"])
    assert all(p["other"]["claim_id"] not in inside for p in told["refused"])


def test_every_pair_of_the_table_is_told_with_its_facets_and_reason(asked: Asked) -> None:
    for i in list(asked.pairs)[:50]:
        told = explain(asked, i, limit=None)
        assert told["n_joined"] + told["n_refused"] == len(asked.pairs[i])
        for pair in (*told["joined"], *told["refused"]):
            assert all(0 <= pair[facet] <= 1 for facet in FACETS)


def test_a_pair_asked_again_says_what_the_table_says(asked: Asked) -> None:
    rows = list({(r["claim_a"], r["claim_b"]): r for v in asked.pairs.values() for r in v}.values())[:60]
    assert len(rows) > 20
    for row in rows:
        told = between(asked, row["claim_a"], row["claim_b"])
        assert told["score"] == pytest.approx(row["score"], abs=2e-4)
        assert told["evidence"] == pytest.approx(told["prior"] + sum(f["evidence"] for f in told["facets"]), abs=0.05)
        assert told["one_series"] == row["joined"]


def test_two_claims_that_no_table_holds_can_be_asked_for(asked: Asked, slip: str) -> None:
    paired = {slip} | {p[end] for p in asked.pairs.get(slip, ()) for end in ("claim_a", "claim_b")}
    other = next(i for i, c in asked.claims.items() if c["kind"] == "quantity" and i not in paired)
    told = between(asked, slip, other)
    assert not told["one_series"]
    assert told["why"].endswith(".")


@pytest.mark.parametrize("kind", ["article", "origin", "outlet", "finding"])
def test_another_kind_of_thing_is_named(kind: str, asked: Asked) -> None:
    known = {"article": asked.articles, "origin": asked.origins, "outlet": asked.outlets, "finding": asked.findings}
    wrong = next(iter(known[kind]))
    with pytest.raises(InputError, match=f"is an? {kind}") as error:
        asked.named(wrong)
    assert error.value.hint


def test_the_beginning_of_an_id_is_enough(asked: Asked, slip: str) -> None:
    alone = next(n for n in range(4, 17) if sum(i.startswith(slip[:n]) for i in asked.claims) == 1)
    assert asked.named(slip[: max(alone, 8)]) == ("claim", slip)
    with pytest.raises(InputError, match="no claim, cluster or series"):
        asked.named(slip[:2])


@pytest.mark.parametrize(
    ("query", "kind", "found"),
    [
        ("fighters from Britain", "actor", "United Kingdom"),
        ("militants from the UK", "actor", "United Kingdom"),
        ("Britosh fighters", "actor", "United Kingdom"),
        ("share of Idlib", "place", "Idlib"),
    ],
)
def test_words_find_quantities_by_meaning(query: str, kind: str, found: str, asked: Asked) -> None:
    told = compare(asked, query, limit=3)
    claims = {c["claim_id"] for s in told["series"] for k in s["clusters"] for c in k["claims"]}
    assert any(found in (asked.claims[i][kind] or "") for i in claims)


@pytest.mark.parametrize(
    ("word", "words", "met"),
    [
        ("britain", {"britons": {"a"}, "uk": {"b"}, "united kingdom": {"b", "c"}}, 3),  # each claim in its own words
        ("fighters", {"fighters": {"a"}, "people": {"a", "b"}}, 1.7),
        ("fighters", {"villages": {"a"}}, 0),
        ("figthers", {"fighters": {"a", "b"}}, 2),
    ],
)
def test_how_many_claims_a_word_meets(word: str, words: dict[str, set[str]], met: float) -> None:
    assert meets(word, words) == pytest.approx(met)


def test_every_title_finds_its_own_series(asked: Asked) -> None:
    titles: dict[str, set[str]] = {}
    for cluster in asked.clusters.values():
        titles.setdefault(cluster["label"], set()).add(cluster["series_id"])
    assert any(c.isdigit() for title in titles for c in title)  # with dates and units
    for title, series in titles.items():
        found = compare(asked, title.upper(), limit=1)["series"][0]
        assert found["series_id"] in series
        assert found["label"] == title


@pytest.mark.parametrize("year", ["2014", "2016"])
def test_a_time_narrows_and_hides_nothing(year: str, asked: Asked) -> None:
    plain, dated = (compare(asked, f"fighters {when}", limit=99) for when in ("", year))
    assert {s["series_id"] for s in plain["series"]} == {s["series_id"] for s in dated["series"]}
    best = [s for s in dated["series"] if s["match"] == dated["series"][0]["match"]]
    then = [any(str(c["as_of_start"])[:4] <= year <= str(c["as_of_end"])[:4] for c in s["clusters"]) for s in best]
    assert then[0]
    assert then == sorted(then, reverse=True)


@pytest.mark.parametrize(("one", "other"), [("Britain", "British"), ("militants", "fighters"), ("died", "killed")])
def test_words_of_one_meaning(one: str, other: str) -> None:
    assert meanings(one) & meanings(other)


@pytest.mark.parametrize("query", ["", "of the", "xylophonists Atlantis"])
def test_words_that_find_nothing(query: str, asked: Asked) -> None:
    with pytest.raises(InputError) as error:
        compare(asked, query)
    assert error.value.hint


def test_what_reviewers_decided_stands_beside_the_verdict(
    example: Path, slip: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", f"sqlite:///{file}")
    _, before, _ = run("explain", slip, str(example))
    assert "Ada" not in before
    assert not file.exists()
    store = open_store()
    store.append(decision("claim", slip, "confirmed"), who="Ada")
    store.engine.dispose()
    home = json.loads(run("explain", slip, str(example), "--json")[1])["cluster"]
    for words in (("explain", slip), ("explain", home["cluster_id"]), ("compare", "Britons Syria", "--limit", "99")):
        code, out, err = run(words[0], words[1], str(example), *words[2:])
        assert (code, err) == (0, "")
        assert "implausible, confirmed by Ada" in out
    told = json.loads(run("explain", slip, str(example), "--json")[1])
    assert {told["review"], told["cluster"]["review"], told["findings"][0]["review"]} == {"confirmed by Ada"}
    file.write_bytes(b"this is no database" * 400)
    for left in tmp_path.glob("reviews.sqlite3-*"):
        left.unlink()
    code, out, err = run("explain", slip, str(example))
    assert code == 0
    assert "implausible: " in out
    assert "is damaged" in err


def test_the_command_line(example: Path, slip: str, run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("explain", slip, str(example))
    assert code == 0
    assert "implausible" in out
    assert "a part cannot exceed the whole" in " ".join(out.split())
    code, out, _ = run("explain", slip, str(example), "--json")
    told = json.loads(out)
    assert told["claim_id"] == slip
    code, out, _ = run("explain", told["cluster"]["series_id"], str(example))
    assert told["cluster"]["cluster_id"] in out
    code, out, _ = run("compare", "fighters from Britain", str(example), "--limit", "1")
    assert "Brit" in out or "United Kingdom" in out
    code, out, _ = run("compare", "fighters from Britain", str(example), "--json")
    assert json.loads(out)["series"][0]["clusters"][0]["claims"][0]["quote"]
    code, _, err = run("explain", "nothing-like-this", str(example))
    assert code == 2
    assert "crosscheck compare" in err
    code, _, err = run("compare", "fighters", str(example / "nowhere"))
    assert code == 2
    assert "is missing" in err


def test_a_statement_tells_who_else_says_so(
    asked: Asked, example: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    claim_id, (part, row) = next(iter(sorted(asked.assertions.items())))
    told = explain(asked, claim_id)["assertion"]
    assert told["part"] == part
    assert claim_id in told[part]
    code, out, _ = run("explain", claim_id, str(example))
    assert code == 0
    assert row["reason"].split(" (")[0] in " ".join(out.split())
