"""The chain as a whole: a folder in, tables out, whole or not at all."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import run, tables
from pipeline.errors import NothingToBuild, OutputError

STORIES = {
    "alpha.md": (
        "Alpha Post",
        "2021-05-20",
        "Floods killed 40 people in Chile, the Red Cross said. Some 2,000 lost their homes.",
    ),
    "beta.md": ("Beta Times", "2021-05-20", "At least 45 people died in floods in Chile, the interior ministry said."),
    "gamma.md": (
        "Gamma News",
        "2021-05-21",
        "Up to 3,000 people in Chile were displaced by the floods, officials said.",
    ),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, (outlet, day, body) in STORIES.items():
        (folder / name).write_text(
            f"---\ntitle: Floods in Chile\noutlet: {outlet}\npublished: {day}\n---\n\n{body}\n", "utf-8"
        )
    return folder


def digest(build: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(build.glob("*.parquet"))}


def test_every_table_is_written(corpus: Path, tmp_path: Path) -> None:
    summary = run.build(corpus, tmp_path / "out", jobs=1)
    assert {p.stem for p in (tmp_path / "out").glob("*.parquet")} == set(tables.SCHEMAS)
    assert summary.n_articles == 3
    claims = tables.read(tmp_path / "out", "claims")
    articles = tables.read(tmp_path / "out", "articles").set_index("article_id")["text"]
    assert {"40", "45", "2,000", "3,000"} <= set(claims["quote"])
    for claim in claims.to_dict("records"):
        assert articles[claim["article_id"]][claim["start"] : claim["end"]] == claim["quote"]


def test_the_same_quantity_of_two_outlets_is_one_cluster(corpus: Path, tmp_path: Path) -> None:
    run.build(corpus, tmp_path / "out", jobs=1)
    claims = tables.read(tmp_path / "out", "claims")
    home = claims[claims["kind"] == "quantity"].set_index("quote")["cluster_id"]
    assert home["40"] == home["45"]
    assert home["2,000"] != home["40"]


def test_twice_the_same_bytes_and_on_any_executor(corpus: Path, tmp_path: Path) -> None:
    run.build(corpus, tmp_path / "one", jobs=1)
    run.build(corpus, tmp_path / "two", jobs=1)
    with ThreadPoolExecutor(1) as pool:
        run.build(corpus, tmp_path / "three", executor=pool)
    assert digest(tmp_path / "one") == digest(tmp_path / "two") == digest(tmp_path / "three")


def test_progress_is_told(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run.build(corpus, tmp_path / "out", jobs=1, progress=lambda *step: told.append(step))
    assert ("Reading articles", 3, 3) in told


def test_a_failed_build_leaves_the_old_one(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run.build(corpus, out, jobs=1)
    before = digest(out)

    def break_off(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "write", break_off)
    with pytest.raises(OutputError, match="No space left"):
        run.build(corpus, out, jobs=1)
    assert digest(out) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == [".out-kept"]


def test_one_bad_file_does_not_stop_the_others(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.md").write_text("")
    (corpus / "binary.txt").write_bytes(b"\x89PNG\x00\x00\x01")
    summary = run.build(corpus, tmp_path / "out", jobs=1)
    assert (summary.n_articles, summary.n_rejected) == (3, 2)
    assert set(tables.read(tmp_path / "out", "rejected")["path"]) == {"empty.md", "binary.txt"}


def test_nothing_to_build(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(NothingToBuild, match="holds no articles"):
        run.build(tmp_path / "none", tmp_path / "out")
    (tmp_path / "none" / "a.md").write_text("")
    with pytest.raises(NothingToBuild, match=r"none of 1 inputs could be taken; the first, a\.md"):
        run.build(tmp_path / "none", tmp_path / "out")


def test_a_folder_with_other_things_is_not_overwritten(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match="holds other files"):
        run.build(corpus, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.docx").read_text() == "years of work"


def test_a_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        run.build(corpus, tmp_path / "file" / "out")


def test_a_file_in_the_way(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        run.build(corpus, tmp_path / "out")


def test_mentions_say_what_an_outlet_calls_people(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    raid = "Boko Haram militants raided a town in Nigeria."
    praise = "The so-called Islamic State praised the jihadists of Boko Haram."
    text = f"{raid} {praise}"
    (folder / "a.txt").write_text(f"---\ntitle: Raid\noutlet: Alpha Post\n---\n\n{text}\n")
    run.build(folder, tmp_path / "out", jobs=1)
    rows = tables.read(tmp_path / "out", "mentions")
    body = tables.read(tmp_path / "out", "articles")["text"][0]
    labels = set(zip(rows["entity"], rows["label"], strict=True))
    assert {("Boko Haram", "militants"), ("Boko Haram", "jihadists"), ("Boko Haram", "Boko Haram")} <= labels
    assert any(label == "so-called Islamic State" for _, label in labels)
    assert all(label in body or label in ("militants", "jihadists") for _, label in labels)


def test_the_build_tells_what_made_it(corpus: Path, tmp_path: Path) -> None:
    run.build(corpus, tmp_path / "out", jobs=1)
    about = json.loads((tmp_path / "out" / "build.json").read_text())
    assert about["n_articles"] == 3
    assert about["crosscheck"]
