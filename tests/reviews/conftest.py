"""The same tests against SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.reviews import Store, open_store
from tests.reviews import server


@pytest.fixture(scope="session")
def postgres() -> Iterator[server.Server]:
    if server.BIN is None:
        pytest.skip(server.WHY_NOT)
    running = server.Server()
    yield running
    running.stop()


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))],
)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a new, empty database each time it is called."""
    made = 0

    def url() -> str:
        nonlocal made
        made += 1
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path}/reviews{made}.sqlite3"
        return request.getfixturevalue("postgres").create()

    if request.param == "postgresql" and server.BIN is None:
        pytest.skip(server.WHY_NOT)
    return url


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.sqlite3"
