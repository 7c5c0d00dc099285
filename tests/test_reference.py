"""Known figures beside the articles' own: they join what is there as sources, and change nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import knowledge, reference, run, tables
from pipeline.errors import DataError

HEADER = "source,title,published,url,figure,counted,action,actor,place,base,as_of\n"
STORIES = {
    "alpha.md": ("Alpha Post", "2021-05-20", "Floods killed 40 people in Chile, the Red Cross said."),
    "beta.md": ("Beta Times", "2021-05-20", "At least 45 people died in floods in Chile, the interior ministry said."),
}


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user's own folder of reference figures; put a table there, and forget what was read before."""
    folder = tmp_path / "mine" / "reference"
    folder.mkdir(parents=True)
    monkeypatch.setenv("CROSSCHECK_DATA", str(folder.parent))
    caches = (reference.known, knowledge.table, knowledge.settings)
    for cached in caches:
        cached.cache_clear()
    yield folder
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, (outlet, day, body) in STORIES.items():
        (folder / name).write_text(
            f"---\ntitle: Floods in Chile\noutlet: {outlet}\npublished: {day}\n---\n\n{body}\n", "utf-8"
        )
    return folder


def test_every_shipped_figure_stands_in_its_text() -> None:
    known = reference.known()
    texts = {a.article_id: a.text for a in known.articles}
    assert len(known.claims) > 20
    assert {c.outlet_id for c in known.claims} == {o.outlet_id for o in known.outlets}
    for claim in known.claims:
        text = texts[claim.article_id]
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.unit == "count"
        assert claim.as_of_start
        assert claim.zone == reference.ZONE


@pytest.mark.parametrize(
    ("figure", "low", "high", "bound"),
    [
        ("about 1,200", 1200, 1200, "about"),
        ("500–600", 500, 600, "range"),
        ("more than 20,000", 20000, None, "more_than"),
        ("2.5 million", 2.5e6, 2.5e6, "exact"),
    ],
)
def test_a_figure_is_read_as_printed(mine: Path, figure: str, low: float, high: float | None, bound: str) -> None:
    (mine / "floods.csv").write_text(f'{HEADER}Chilean Survey,,2021,,"{figure}",people,died,,Chile,,May 2021\n')
    claim = next(c for c in reference.known().claims if c.attributed_to == "Chilean Survey")
    assert (claim.low, claim.high, claim.bound) == (low, high, bound)


def test_a_users_figure_joins_the_series_as_a_source_of_its_own(mine: Path, corpus: Path, tmp_path: Path) -> None:
    run.build(corpus, tmp_path / "before", jobs=1)
    (mine / "floods.csv").write_text(
        HEADER
        + "Chilean Survey,Toll of the floods,2021-06-01,,44,people,died,,Chile,,May 2021\n"
        + "Chilean Survey,Toll of the floods,2021-06-01,,7,bridges,destroyed,,Peru,,May 2021\n"
    )
    reference.known.cache_clear()
    summary = run.build(corpus, tmp_path / "after", jobs=1)
    claims = tables.read(tmp_path / "after", "claims")
    known = claims[claims["zone"] == "reference"]
    assert known["quote"].tolist() == ["44"]  # nobody here tells of bridges in Peru
    cluster = tables.read(tmp_path / "after", "clusters").set_index("cluster_id").loc[known["cluster_id"].item()]
    assert (cluster["n_claims"], cluster["n_outlets"], cluster["n_origins"]) == (3, 2, 3)
    assert summary.n_articles == 2
    articles = tables.read(tmp_path / "after", "articles").set_index("article_id")
    row = articles.loc[known["article_id"].item()]
    assert (row["kind"], row["title"]) == ("reference", "Toll of the floods")
    assert row["text"][known["start"].item() : known["end"].item()] == "44"
    # and nothing else has changed: same claims of the articles, same groups
    own = claims[claims["zone"] != "reference"]
    was = tables.read(tmp_path / "before", "claims")
    assert own.set_index("claim_id")["cluster_id"].to_dict() == was.set_index("claim_id")["cluster_id"].to_dict()


def test_figures_are_not_taken_for_articles_when_more_is_added(mine: Path, corpus: Path, tmp_path: Path) -> None:
    (mine / "floods.csv").write_text(f"{HEADER}Chilean Survey,,2021-06-01,,44,people,died,,Chile,,May 2021\n")
    run.build(corpus, tmp_path / "one", jobs=1)
    more = tmp_path / "more"
    more.mkdir()
    (more / "c.md").write_text("---\noutlet: Gamma News\npublished: 2021-05-21\n---\n\nFloods killed 41 in Chile.\n")
    summary = run.build(more, tmp_path / "two", jobs=1, onto=tmp_path / "one")
    assert summary.n_articles == 3
    claims = tables.read(tmp_path / "two", "claims")
    assert (claims["zone"] == "reference").sum() == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("source,figure\nSurvey,12\n", "has no column title, published"),
        (HEADER + "Survey,,2021,,,people,died,,Chile,,\n", "has an empty figure"),
        (HEADER + "Survey,,2021,,many,people,died,,Chile,,\n", '"many" is not one figure'),
        (HEADER + "Survey,,yesterday-ish,,12,people,died,,Chile,,\n", '"yesterday-ish" is no date'),
    ],
)
def test_a_bad_row_is_named_with_its_line(mine: Path, table: str, said: str) -> None:
    (mine / "floods.csv").write_text("# our own\n" + table)
    with pytest.raises(DataError) as raised:
        reference.known()
    assert said in str(raised.value)
    assert "floods.csv" in str(raised.value)
    if "column" not in said:
        assert "line 3" in str(raised.value)
