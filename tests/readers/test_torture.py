"""A folder of everything that goes wrong: each file taken rightly or rejected in a line; nothing hangs, leaks or
crashes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.readers import torture

ROOT = Path(__file__).resolve().parents[2]

# Reads a folder in a process of its own and tells what it did, opened and needed.
READER = """
import json, resource, sys, time
from pathlib import Path
opened, reached = set(), []
def watch(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.add((args[0], str(args[1])))
    elif event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.remove", "os.rename", "os.mkdir")):
        reached.append(f"{event} {args}"[:200])
from pipeline.articles import Reading
from pipeline.model import Article
from pipeline import languages
import trafilatura, pypdf, docx, openpyxl, dateparser, charset_normalizer
languages._identifier()  # unpacks its model by way of a file without a name
sys.addaudithook(watch)
folder = Path(sys.argv[1])
taken, rejected, slowest = [], [], {}
before = time.monotonic()
for found in Reading(folder):
    now = time.monotonic()
    name = found.path.partition("#")[0]
    slowest[name] = max(slowest.get(name, 0), now - before)
    before = now
    if isinstance(found, Article):
        taken.append((found.path, found.title, found.outlet_id, found.author, found.url, found.text[:300]))
    else:
        rejected.append((found.path, found.reason, found.hint, found.row))
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = Path("/proc/self/status")
done = {"taken": taken, "rejected": rejected, "slowest": slowest, "opened": sorted(opened), "reached": list(reached)}
if status.exists():  # on Linux ru_maxrss begins with what the starting process took
    memory = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
print(json.dumps(done | {"memory": memory}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("torture")
    (home / torture.SECRET).write_text("Some 4711 secrets of another folder.")
    for name, (content, _, _) in torture.FILES.items():
        path = home / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (home / "in" / "out.txt").symlink_to(home / torture.SECRET)
    (home / "in" / "loop").symlink_to(home / "in")
    return home / "in"


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    line = [sys.executable, "-c", READER, str(folder)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stderr == ""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def own(name: str, path: str) -> bool:
    return path == name or path.startswith((f"{name}#", f"{name}/"))


def test_there_are_enough() -> None:
    assert len(torture.FILES) >= 60


@pytest.mark.parametrize("name", torture.FILES)
def test_taken_rightly_or_rejected_in_a_line(told: dict[str, Any], name: str) -> None:
    _, taken, reasons = torture.FILES[name]
    assert sum(own(name, path) for path, *_ in told["taken"]) == taken
    said = [(reason, hint) for path, reason, hint, _ in told["rejected"] if own(name, path)]
    assert len(said) == len(reasons)
    for (reason, hint), wanted in zip(said, reasons, strict=True):
        assert wanted in reason or any(part in reason for part in wanted.split("|"))
        assert hint
        assert len(reason + hint) < 400
        assert (reason + hint).isprintable()


def test_nothing_takes_long(told: dict[str, Any]) -> None:
    assert {name: s for name, s in told["slowest"].items() if s > 60} == {}


def test_memory_stays_below_a_gigabyte(told: dict[str, Any]) -> None:
    assert told["memory"] < 1_000_000  # KiB


def test_nothing_outside_is_read_written_or_reached(told: dict[str, Any], folder: Path) -> None:
    allowed = (
        str(folder),
        str(ROOT),
        str(ROOT.resolve()),
        sys.prefix,
        sys.base_prefix,
        str(Path(sys.prefix).resolve()),
        "/usr/",
        "/dev/",
        "/proc/self",
    )
    odd = [(path, mode) for path, mode in told["opened"] if Path(path).is_absolute() and not path.startswith(allowed)]
    assert odd == []
    assert [path for path, mode in told["opened"] if set(mode) & set("wax+")] == []
    assert told["reached"] == []
    assert all("secrets of another" not in str(words) for words in told["taken"])


def test_links_out_of_the_folder_are_not_followed(told: dict[str, Any]) -> None:
    assert ("out.txt", "is a link out of the folder") in [(path, reason) for path, reason, *_ in told["rejected"]]
    assert not any(path.startswith("loop/") for path, *_ in told["taken"])


def test_metadata_that_misleads(told: dict[str, Any]) -> None:
    by_path = {path: (title, outlet, author, url) for path, title, outlet, author, url, _ in told["taken"]}
    assert by_path["text/lookalike.md"][1] != "bbc"
    assert by_path["text/bidi.md"][0] == "Floods gnp.exe kill"
    assert by_path["text/script.md"][3] is None
    assert by_path["text/arabic-names.md"][:2] == ("الفيضانات", "الجزيرة")
    assert by_path["table/formula.csv#2"][0] == '=HYPERLINK("http://x")'
