"""The lock files hold what is needed and nothing of one machine; the wheel carries data and works on its own."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
    "requirements-bench.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["bench"],
}


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_the_project_asks_for(name: str) -> None:
    versions = locked(name)
    for line in LOCKS[name]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), line


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_and_every_package_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked(name))
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


@pytest.mark.parametrize("package", ["pipeline", "dashboard"])
def test_every_import_is_a_dependency(package: str) -> None:
    wanted = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    found = metadata.packages_distributions()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for top in {name.split(".")[0] for name in names} - {"pipeline", "dashboard", *sys.stdlib_module_names}:
                assert wanted & {canonicalize_name(d) for d in found.get(top, [])}, f"{path}: {top}"


def test_locks_agree() -> None:
    runtime = locked("requirements.lock")
    for name in LOCKS:
        versions = locked(name)
        assert {package: versions[package] for package in runtime} == runtime


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    line = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(line, check=True, capture_output=True)
    (made,) = out.glob("*.whl")
    return made


@pytest.mark.packaging
def test_wheel_carries_data_and_no_tests(wheel: Path) -> None:
    assert wheel.name == f"crosscheck-{locked_version()}-py3-none-any.whl"
    names = set(zipfile.ZipFile(wheel).namelist())
    for part in ("data", "seeds"):
        tracked = subprocess.run(["git", "ls-files", "-z", part], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in filter(None, tracked.stdout.split("\0")):
            assert f"pipeline/{name}" in names
    assert {name.split("/")[0] for name in names} == {
        "pipeline",
        "dashboard",
        f"crosscheck-{locked_version()}.dist-info",
    }


@pytest.mark.packaging
def test_wheel_builds_the_example_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    line = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(line, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*arguments: str) -> str:
        line = [sys.executable, *arguments]
        done = subprocess.run(line, check=False, capture_output=True, text=True, env=environment, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import pipeline, dashboard; print(pipeline.__file__)").startswith(str(site))
    assert run("-m", "pipeline.cli", "build", "--example", "-o", "out", "-q").startswith("56 articles, ")
    folder = run("-c", "from pipeline import knowledge; print(knowledge.data_folder())").strip()
    assert folder == str(site / "pipeline" / "data")


def locked_version() -> str:
    from pipeline import __version__

    return __version__
