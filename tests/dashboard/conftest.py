"""Two builds to open pages on: a small one with something of everything, and one that reviewers decide on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import database
from pipeline.reviews import Store, open_store
from tests.dashboard.shown import Open, opened
from tests.pages import sample
from tests.reviews import corpus


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def db(build: Path) -> duckdb.DuckDBPyConnection:
    return database.connect(build)


@pytest.fixture
def open_page(build: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page on the small build."""
    monkeypatch.setenv("CROSSCHECK_BUILD", str(build))
    return opened


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with six figures to decide on."""
    return corpus.write(tmp_path_factory.mktemp("queue") / "build", 60, 6)


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """What is decided on ``made``, nothing yet; pages show both, to Ada."""
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    monkeypatch.setenv("CROSSCHECK_BUILD", str(made))
    monkeypatch.setenv("CROSSCHECK_USER", "Ada")
    st.cache_resource.clear()
    st.cache_data.clear()
    yield (kept := open_store(url))
    kept.engine.dispose()


@pytest.fixture
def page(store: Store) -> Open:
    """Opens a page on the build to decide on."""
    return opened


@pytest.fixture
def confirmed_then_edited(page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The queue whose first figure was confirmed before its article was edited and built anew."""
    at = page("queue")
    at.button(key="verdict-confirmed").click().run()
    monkeypatch.setenv("CROSSCHECK_BUILD", str(corpus.write(tmp_path / "edited", 60, 6, edition="Update ")))
    return at
