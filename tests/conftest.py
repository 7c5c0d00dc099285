"""What tests share: reference material beside the checkout, and one build of the example corpus for all workers."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

# No test reads or writes the decisions of whoever runs it.
os.environ["CROSSCHECK_DATABASE_URL"] = f"sqlite:///{tempfile.gettempdir()}/crosscheck-none-{os.getpid()}.sqlite3"

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference corpora and gold that are not part of the project; tests that need them are skipped without."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout")
    return SHARED


def build_once(source: Path, name: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Builds ``source`` in a process of its own, once for all xdist workers, and gives the build folder."""
    base = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        base = base.parent
    out, done, failed = base / name, base / f"{name}.done", base / f"{name}.failed"
    with _Lock(base / f"{name}.lock"):
        if not done.exists() and not failed.exists():
            line = [sys.executable, "-m", "pipeline.cli", "build", str(source), "-o", str(out), "--quiet"]
            result = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
            if result.returncode:
                failed.write_text(result.stdout + result.stderr, encoding="utf-8")
            else:
                done.write_text(result.stdout, encoding="utf-8")
    if failed.exists():
        pytest.fail(f"building {source.name} failed: {failed.read_text(encoding='utf-8')}")
    return out


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The build of ``seeds/``."""
    return build_once(ROOT / "seeds", "example", tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def shared_corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The build of all reference digests."""
    return build_once(shared / "corpus", "shared-corpus", tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def shared_seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The build of the five reference originals."""
    return build_once(shared / "seeds", "shared-seeds", tmp_path_factory, worker_id)


class _Lock:
    """An exclusive lock on a file, held by one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        self._file = self._path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()
