"""A served sample build and a headless Chromium; everything here is skipped with a reason where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboard.serve import answers
from tests.pages import sample

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# --no-sandbox: in a container Chromium's own sandbox finds no user namespaces; the pages opened are only ours.
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


# A state is waited for, never a time; on a busy machine a state can take long to come.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine (set CHROMIUM to its path)"))


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextlib.contextmanager
def served(build: Path, port: int = 0) -> Iterator[str]:
    """The address of a dashboard over ``build`` (on a free port unless one is named), stopped at the end."""
    port = port or free_port()
    root = Path(__file__).parents[2]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.serve", str(build), str(port)],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://localhost:{port}"
    try:
        if not answers(address):
            server.kill()
            raise RuntimeError(f"the server does not answer: {server.communicate()[1]}")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def settled(page: Page) -> Page:
    """Waits until the server has nothing more to say and every chart is drawn; gives the page back."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_function(
        """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]') &&
             [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
               .every(chart => chart.querySelector('svg, canvas'))"""
    )
    return page


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("browser-build"))


@pytest.fixture(scope="session")
def site(build: Path) -> Iterator[str]:
    with served(build) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens an address in a context of its own; fails the test when the page asks anyone but our server for
    anything."""
    strangers: list[str] = []
    contexts = []

    def opened(address: str = "", **options: object) -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on(
            "request", lambda r: strangers.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None
        )
        page.on("dialog", lambda d: (strangers.append(f"dialog: {d.message}"), d.dismiss()))
        page.goto(f"{site}/{address}")
        page.wait_for_selector(".cc-title")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [s for s in strangers if not s.startswith(site.replace("http", "ws"))] == []
