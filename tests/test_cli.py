"""The command line: what it writes, what it says about bad input, and which exit code it ends with."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from dashboard.serve import answers
from pipeline import __version__, cli, tables

ROOT = Path(__file__).resolve().parent.parent

ARTICLE = "---\ntitle: {0}\noutlet: {1}\npublished: 2021-03-04\n---\n\nSome {2} people were hurt when the ferry sank.\n"


def crosscheck(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **more}
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment, timeout=120)


def errors(result: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, outlet, figure in (("a.md", "bbc", "40"), ("b.md", "guardian", "45")):
        (folder / name).write_text(ARTICLE.format(name, outlet, figure), encoding="utf-8")
    return folder


def test_version() -> None:
    result = crosscheck("--version")
    assert (result.returncode, result.stdout) == (0, f"crosscheck {__version__}\n")


@pytest.mark.parametrize(
    "arguments", [(), ("--help",), ("build", "-h"), ("dashboard", "--help"), ("claims", "--help"), ("reviews",)]
)
def test_help(arguments: tuple[str, ...]) -> None:
    result = crosscheck(*arguments)
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: crosscheck")


def test_help_loads_no_language_pipeline() -> None:
    code = (
        "import sys, pipeline.cli; print([m for m in ('spacy', 'pandas', 'streamlit', 'pyarrow') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bulid",), "No such command 'bulid'. Did you mean 'build'?"),
        (("build",), "Invalid value: name a folder of articles, or --example"),
        (("build", "x", "--example"), "Invalid value: name a folder of articles, or --example"),
        (("claims",), "Missing argument 'article'"),
        (("build", "x", "--jobs", "0"), "Invalid value for '--jobs'"),
        (("build", "no-such-folder"), "no-such-folder: is not there"),
        (("claims", "no-such-file.md"), "no-such-file.md: is not there"),
        (("dashboard", "no-such-build"), "no-such-build: holds no build"),
        (("dashboard", "x", "--port", "99999999"), "Invalid value for '--port'"),
    ],
)
def test_errors_are_one_line(arguments: tuple[str, ...], message: str) -> None:
    result = crosscheck(*arguments)
    assert result.returncode == 2
    (line,) = errors(result)
    assert line.startswith(f"crosscheck: {message}")
    assert not result.stdout


def test_build_all(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    result = crosscheck("build", folder, "-o", out)
    assert result.returncode == 0, result.stderr
    assert re.match(r"2 articles, \d claims, 1 cluster, \d+ findings? in ", result.stdout)
    for name in tables.SCHEMAS:
        tables.read(out, name)


def test_build_some(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.md").write_text("", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "copy.md").write_bytes((folder / "a.md").read_bytes())
    (folder / "new.md").write_text(ARTICLE.format("New", "Nobody's Gazette", "41"), encoding="utf-8")
    out = tmp_path / "out"
    result = crosscheck("build", folder, "-o", out)
    assert result.returncode == 1
    assert result.stdout.startswith("4 articles, ")
    assert result.stdout.endswith("; 2 inputs rejected\n")
    lines = [line for line in errors(result) if line.startswith(("rejected", "note"))]
    assert lines == [
        "rejected: binary.txt: is binary, no text. Remove it, or save its text as a .txt file in UTF-8",
        "rejected: empty.md: is empty. Put the article's text there, or remove the file",
        "note: copy.md: is the same text of the same outlet as another. Kept as its copy, and counted once",
        "note: outlet not known: Nobody's Gazette. Taken as printed; "
        "to name them add rows to an outlets.csv of your own (docs/articles.md)",
    ]
    assert list(tables.read(out, "rejected")["path"]) == ["binary.txt", "empty.md"]


def test_build_fetches_only_when_told_to(folder: Path, tmp_path: Path) -> None:
    """No address of a network that is not public is reached; what is there is built."""
    pages = tmp_path / "addresses.txt"
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        pages.write_text(f"# pages\nhttp://127.0.0.1:{listening.getsockname()[1]}/a\n\nhttp://127.0.0.1/b\n")
        result = crosscheck("build", folder, "-o", tmp_path / "out", "--fetch", pages, "-q")
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert result.returncode == 1
    assert result.stdout.startswith("2 articles, ")
    goes, lies = errors(result)
    assert "goes to port" in goes
    assert lies.startswith("rejected: http://127.0.0.1/b: lies at 127.0.0.1, which is not public; it is not fetched")
    pages.write_text("# none\n")
    (line,) = errors(crosscheck("build", folder, "-o", tmp_path / "out", "--fetch", pages))
    assert line.startswith(f"crosscheck: {pages}: holds no addresses")


def test_the_outlet_of_articles_that_name_none(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("Some 41 people were hurt when the ferry sank, rescuers said.\n")
    result = crosscheck("build", folder, "-o", tmp_path / "out", "--outlet", "ITV News")
    assert result.returncode == 0
    assert not [line for line in errors(result) if "outlet" in line]
    assert sorted(tables.read(tmp_path / "out", "outlets")["outlet_id"]) == ["bbc", "guardian", "itv"]


def test_build_nothing(tmp_path: Path) -> None:
    result = crosscheck("build", tmp_path, "-o", tmp_path / "out")
    assert result.returncode == 2
    (line,) = errors(result)
    assert line.startswith(f"crosscheck: {tmp_path}: holds no articles")
    assert not (tmp_path / "out").exists()


def test_build_nothing_of_some(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    result = crosscheck("build", tmp_path, "-o", tmp_path / "out")
    assert result.returncode == 2
    lines = errors(result)
    assert [line.partition(". ")[0] for line in lines[:2]] == ["rejected: a.txt: is empty", "rejected: b.txt: is empty"]
    assert lines[2].startswith("crosscheck: ")
    assert len(lines) == 3


def test_build_folder_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        result = crosscheck("build", folder, "-o", out)
        assert result.returncode == 2
        (line,) = errors(result)
        assert line.startswith(f"crosscheck: {out}: ")
    (other := tmp_path / "other").mkdir()
    (other / "mine.txt").write_text("precious", encoding="utf-8")
    assert crosscheck("build", folder, "-o", other).returncode == 2
    assert [p.name for p in other.iterdir()] == ["mine.txt"]


def test_a_second_build_is_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    builds = [tmp_path / "one", tmp_path / "two"]
    for out in builds:
        assert crosscheck("build", folder, "-o", out, "-q").returncode == 0
    first, second = ({p.name: p.read_bytes() for p in out.iterdir()} for out in builds)
    assert first == second


def test_claims(folder: Path) -> None:
    result = crosscheck("claims", folder / "a.md", "--format", "json")
    assert result.returncode == 0, result.stderr
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(c["quote"], c["low"], c["bound"]) for c in claims if c["kind"] == "quantity"] == [("40", 40, "about")]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_claims_are_legible_at_any_width(folder: Path, width: int) -> None:
    shown = crosscheck("claims", folder / "a.md", COLUMNS=str(width)).stdout
    lines = shown.splitlines()
    assert lines[0] == "40  = 40 count, about"
    assert max(map(len, lines)) <= width
    assert "counts: people" in " ".join(shown.split())
    assert not [line for line in lines if "…" in line]  # nothing is cut


def test_quantities() -> None:
    result = crosscheck("quantities", "Some 40 people")
    assert [q["quote"] for q in json.loads(result.stdout)["quantities"]] == ["40"]


def test_port_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "articles.parquet").write_bytes(b"")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = crosscheck("dashboard", tmp_path, "--port", port)
    assert result.returncode == 2
    (line,) = errors(result)
    assert line.startswith(f"crosscheck: 127.0.0.1:{port}: cannot be served on")


def test_the_dashboard_prints_its_one_address(folder: Path, tmp_path: Path) -> None:
    crosscheck("build", folder, "-o", tmp_path / "out", "--quiet")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, "-m", "pipeline.cli", "dashboard", str(tmp_path / "out"), "--port", str(port)]
    server = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert answers(f"http://localhost:{port}")
    finally:
        server.terminate()
        out, err = server.communicate(timeout=30)
    assert out.splitlines()[0] == f"crosscheck dashboard: http://localhost:{port}  (stop with Ctrl+C)"
    assert (out + err).count("http://") == 1
    assert not err


def test_a_bug_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("nothing\nthere")

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.delenv("CROSSCHECK_TRACE", raising=False)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("crosscheck: this is a bug: KeyError")


def commands() -> dict[str, list[str]]:
    """Every command, "reviews export" among them, with its options."""
    found = {}

    def walk(group: Any, before: str) -> None:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                walk(command, f"{before}{name} ")
            else:
                options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
                found[f"{before}{name}"] = [opt for p in options for opt in p.opts]

    walk(typer.main.get_command(cli.app), "")
    return found


def sections() -> dict[str, str]:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^##+ crosscheck (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_is_documented(command: str) -> None:
    assert f"crosscheck {command.split()[0]}" in (ROOT / "README.md").read_text(encoding="utf-8")
    section = sections()[command]
    assert f"crosscheck {command}" in section
    for option in commands()[command]:
        assert f"`{option}`" in section, option


def test_every_documented_command_exists() -> None:
    assert sorted(sections()) == sorted(commands())
