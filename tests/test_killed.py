"""A build that is killed goes on where it was; what ten more articles cost beside ten thousand."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import run
from tests import variants
from tests.test_kept import corpus, digest

ROOT = Path(__file__).resolve().parent.parent
MANY = int(os.environ.get("CROSSCHECK_TEST_ARTICLES", "10000"))


def killed_and_resumed(folder: Path, out: Path, times: int, most: float, seed: int, jobs: int) -> int:
    """Builds ``folder`` in processes that are killed after a random time, until one ends. How many were killed."""
    line = [sys.executable, "-m", "pipeline.cli", "build", str(folder), "-o", str(out), "-q", "-j", str(jobs)]
    pick = random.Random(seed)
    killed = 0
    while killed < times:
        process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            process.wait(pick.uniform(0.3, most))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        _, said = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), said
    assert subprocess.run(line, cwd=ROOT, check=False).returncode == 0
    return killed


def test_killed_at_random_moments_and_resumed_it_is_the_same_bytes(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 40)
    run.build(folder, tmp_path / "quiet", jobs=1)
    assert killed_and_resumed(folder, tmp_path / "out", times=3, most=5, seed=1, jobs=1) == 3
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".out-kept", ".quiet-kept", "in", "out", "quiet"]


def processor_seconds(folder: Path, out: Path) -> float:
    """What a build in a process of its own costs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-m", "pipeline.cli", "build", str(folder), "-o", str(out), "-q", "-j", "1"]
    assert subprocess.run(line, cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_ten_thousand_articles_killed_twenty_times(tmp_path: Path) -> None:
    folder = variants.write(tmp_path / "in", MANY)
    began = time.monotonic()
    run.build(folder, tmp_path / "quiet")
    full = time.monotonic() - began
    assert killed_and_resumed(folder, tmp_path / "out", times=20, most=full / 15, seed=2, jobs=2) == 20
    assert digest(tmp_path / "out") == digest(tmp_path / "quiet")
    print(f"{MANY:,} articles: {full:.0f} s; killed 20 times, the same bytes")


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_ten_added_to_ten_thousand_cost_under_a_tenth(tmp_path: Path) -> None:
    folder = variants.write(tmp_path / "in", MANY)
    full = processor_seconds(folder, tmp_path / "out")
    variants.write(folder, 10, first=MANY)
    added = processor_seconds(folder, tmp_path / "out")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"{MANY:,} articles: {full:.0f} s of processor time; 10 more: {added:.0f} s; {memory:.2f} GB at most")
    assert added < full / 10
