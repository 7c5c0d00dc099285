"""The command ``crosscheck quantities`` and the spaCy component."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
import typer
from typer.testing import CliRunner

from pipeline.quantities import component
from pipeline.quantities.cli import quantities_command

app = typer.Typer()
app.command()(quantities_command)
runner = CliRunner()


def rows(*arguments: str, text: str | None = None) -> list[dict[str, object]]:
    result = runner.invoke(app, list(arguments), input=text, catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


def test_texts_from_arguments_give_a_line_each() -> None:
    first, second = rows("At least 17 died.", "None here.")
    assert first["quantities"][0]["quote"] == "17"  # type: ignore[index]
    assert second["quantities"] == []


def test_standard_input_is_one_text_or_json_lines() -> None:
    assert rows(text="It cost $5.")[0]["quantities"][0]["unit"] == "USD"  # type: ignore[index]
    (row,) = rows("--jsonl", text='{"id": "a", "text": "It cost $5."}\n')
    assert row["id"] == "a"
    first, second = rows("-", text='{"id": "b", "text": "It cost $5."}\n{"id": "c", "text": "{"}\n')
    assert (first["id"], second["id"]) == ("b", "c")


def test_files_are_texts_or_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("70 came in 2014.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": 1, "text": "x 80 y"}\n\n{"text": "90"}\n', encoding="utf-8")
    found = rows("-f", str(tmp_path / "a.txt"), "-f", str(tmp_path / "b.jsonl"), "--only-claims")
    assert [[q["low"] for q in row["quantities"]] for row in found] == [[70.0], [80.0], [90.0]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '"text"'])
def test_a_bad_line_is_named_and_the_others_are_read(line: str) -> None:
    result = runner.invoke(
        app, ["--jsonl"], input=f'{{"id": "a", "text": "80"}}\n{line}\n{{"id": "c", "text": "90"}}\n'
    )
    assert result.exit_code == 2
    assert "standard input, row 2" in result.stderr
    assert [json.loads(row)["id"] for row in result.stdout.splitlines()] == ["a", "c"]


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe 12 ships")
    (tmp_path / "b.txt").write_text("12 ships", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "none.txt", ".", "b.txt")]
    result = runner.invoke(app, [x for name in names for x in ("-f", name)])
    assert result.exit_code == 2
    assert "a.txt: is not UTF-8" in result.stderr
    assert "none.txt: cannot be read" in result.stderr
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["id"], row["quantities"][0]["quote"]) == (names[-1], "12")


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Zürich 🙂: some 300 came,\nthen 1 200 more."
    (row,) = rows("--jsonl", text=json.dumps({"id": 1, "text": text}) + "\n")
    assert [text[q["start"] : q["end"]] for q in row["quantities"]] == ["300", "1 200"]  # type: ignore[attr-defined]
    (row,) = rows(text=text)
    assert [text[q["start"] : q["end"]] for q in row["quantities"]] == ["300", "1 200"]  # type: ignore[attr-defined]


def test_the_component_sets_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.NAME)
    doc = nlp("It cost $5bn in 2014.")
    spans = doc.spans["quantities"]
    assert [(s.text, s.label_) for s in spans] == [("$5bn", "quantity"), ("2014", "year")]
    assert spans[0]._.quantity.low == 5e9
