"""Which articles are one text, which are versions of one article, and what that makes of their origins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import copies, run, tables
from pipeline.model import Article, Outlet
from tests import factory
from tests.readers.make import STORY

TEXT = " ".join(STORY)
OTHER = (
    "A storm closed the harbour of Orlan for two days and sank 14 boats. Nobody was hurt, the port authority said, but "
    "60 families live in a school until their roofs are mended, and fishing will be banned for another week."
)
OUTLETS = {"wire": Outlet("wire", "Wire", kind="agency"), "post": Outlet("post", "Post")}


def article(name: str, text: str, outlet: str, day: int = 1, url: str | None = None) -> Article:
    made = factory.article(name, text, published=date(2021, 5, day))
    return replace(made, outlet_id=outlet, url=url)


def links(*articles: Article) -> dict[str, tuple[str | None, str | None]]:
    return {a.article_id: (a.copy_of, a.version_of) for a in copies.linked(articles, OUTLETS)}


EDITED = TEXT.replace("on Tuesday", "on Tuesday evening") + " Rain is forecast for the weekend."


# the same formulas with other figures: a report of another flood
ELSEWHERE = (
    TEXT.replace("45", "54").replace("2,000", "9,000").replace("300", "17").replace("38", "50").replace("120", "8")
)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (TEXT, TEXT, True),
        (TEXT, EDITED, True),
        (TEXT, TEXT.upper().replace(".", " ."), True),
        (TEXT, OTHER, False),
        (TEXT, STORY[0] + " " + OTHER, False),
        ("Some 40 people died.", "Some 40 people died.", True),
        ("Some 40 people died.", "Some 41 people died.", False),
        (TEXT, ELSEWHERE, False),
    ],
)  # fmt: skip
def test_copies(one: str, two: str, same: bool) -> None:
    assert links(article("a", one, "post"), article("b", two, "mail", 2))["b"] == ("a" if same else None, None)


def test_a_copy_comes_from_the_agency_else_from_the_earliest() -> None:
    early, late, wire = article("a", TEXT, "post", 1), article("b", EDITED, "mail", 3), article("c", TEXT, "wire", 5)
    assert links(late, early) == {"b": ("a", None), "a": (None, None)}
    assert links(early, late, wire) == {"a": ("c", None), "b": ("c", None), "c": (None, None)}


def test_the_order_of_the_articles_changes_nothing() -> None:
    some = [article(c, TEXT if c in "bdf" else OTHER, c, n) for n, c in enumerate("abcdef", start=1)]
    assert links(*some) == links(*reversed(some))


def test_versions_of_one_article() -> None:
    address = "https://www.post.com/1"
    first, second, third = (
        article(name, TEXT + more, "post", day, f"{address}#{name}")
        for name, more, day in (("a", "", 1), ("b", " Now.", 2), ("c", " Later.", 3))
    )
    assert links(third, first, second) == {"a": (None, None), "b": (None, "a"), "c": (None, "b")}
    elsewhere = replace(second, url="https://www.post.com/2")
    assert links(first, elsewhere)["b"] == ("a", None)


def test_the_same_file_twice_is_kept_and_linked_and_counted_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = "Floods killed 45 people in Chile, officials said. Some 2,000 residents of Valdivia lost their homes."
    for name, outlet in (("a", "Post"), ("b", "Post"), ("c", "Post"), ("d", "Times")):
        head = f"title: Floods in Chile\noutlet: {outlet}\nurl: https://post.example/1\npublished: 2021-05-20"
        body = text if name != "d" else f"{text} Rain fell for 3 days."
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n\n" + body + "\n", encoding="utf-8")
    summary = run.build(folder, tmp_path / "out", jobs=1)
    assert summary.n_articles == 4
    assert summary.n_rejected == 0
    first, second, third, other = tables.rows(tmp_path / "out", "articles")
    assert second["copy_of"] == third["copy_of"] == first["article_id"]
    assert second["version_of"] is None
    claims = list(tables.rows(tmp_path / "out", "claims"))
    assert {c["article_id"] for c in claims} == {first["article_id"], other["article_id"]}
    before = {c["claim_id"]: c for c in claims}
    (folder / "c.md").unlink()
    (folder / "a.md").unlink()  # whichever of them is left has the ids and claims of the first
    again = run.build(folder, tmp_path / "out", jobs=1)
    assert again.n_known == 2
    assert {c["claim_id"]: c for c in tables.rows(tmp_path / "out", "claims")} == before


def test_copies_count_as_one_origin_and_what_they_add_as_their_own(tmp_path: Path) -> None:
    lead = "Floods killed 45 people in Chile, officials said. Some 2,000 residents of Valdivia lost their homes."
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in {
        "alpha": lead,
        "beta": lead,
        "gamma": "The floods in Chile have killed 45 people, by a count of our own reporters on the spot this morning.",
    }.items():
        head = f"---\ntitle: Floods in Chile\noutlet: {name} Post\npublished: 2021-05-20\n---\n\n"
        (folder / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    run.build(folder, tmp_path / "out", jobs=1)
    claims = [c for c in tables.rows(tmp_path / "out", "claims") if c["kind"] == "quantity"]
    origin = {(c["outlet_id"], c["quote"]): c["origin_id"] for c in claims}
    for figure in ("45", "2,000"):
        assert origin["alpha-post", figure] == origin["beta-post", figure]
    assert origin["gamma-post", "45"] != origin["alpha-post", "45"]
    rows = {r["outlet_id"]: r for r in tables.rows(tmp_path / "out", "articles")}
    assert {name for name, row in rows.items() if row["copy_of"]} in ({"alpha-post"}, {"beta-post"})
