from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database, queries
from tests.pages import sample

APP = Path(queries.__file__).with_name("app.py")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def db(build: Path) -> duckdb.DuckDBPyConnection:
    return database.connect(build)


@pytest.fixture
def open_page(build: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the dashboard at an address, as a visitor who follows a link would."""
    monkeypatch.setenv("CROSSCHECK_BUILD", str(build))

    def opened(view: str = "overview", **params: str | list[str]) -> AppTest:
        at = AppTest.from_file(APP, default_timeout=60)
        if view != "overview":
            at.run()
            at.switch_page(f"views/{view}.py")
        for name, value in params.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, at.exception
        return at

    return opened
