"""Who may decide: named by a reverse proxy, by a login, or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.reviews import Store, open_store
from tests.browser import signon
from tests.browser.conftest import free_port, served
from tests.reviews import corpus

expect.set_options(timeout=60_000)
NAME = "Ada <img src=x onerror=alert(1)>"
HEADER = "X-Remote-User"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", url)
    yield (opened := open_store(url))
    opened.engine.dispose()


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return corpus.write(tmp_path / "build", 50, 3)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, extra_http_headers={HEADER: "Mallory"})
    dialogs: list[str] = []
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    yield opened
    context.close()
    assert dialogs == []


def decide(page: Page, store: Store) -> str:
    """Decides the first item; gives who did that, as the log has it."""
    page.get_by_role("button", name="Confirmed").click()
    expect(page.get_by_text("Recorded")).to_be_visible()
    return store.log()[-1].who


def may_only_read(page: Page, why: str) -> None:
    expect(page.locator(".cc-sentence")).to_be_visible()
    expect(page.get_by_text(why)).to_be_visible()
    expect(page.get_by_role("button", name="Confirmed")).to_have_count(0)


def test_the_proxy_names_who_decides(page: Page, store: Store, build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_USER_HEADER", HEADER)
    with served(build) as site:
        with signon.proxy(site, HEADER, NAME) as front:
            page.goto(f"{front}/queue")
            expect(page.get_by_text(f"You decide as {NAME}")).to_be_visible()
            expect(page.get_by_label("Your name")).to_have_count(0)
            assert decide(page, store) == NAME
        with signon.proxy(site, HEADER, "") as front:
            page.goto(f"{front}/queue")
            may_only_read(page, "The proxy in front of this page named nobody")
    assert len(store.log()) == 1


def test_only_who_has_logged_in_decides(
    page: Page, store: Store, build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    user = {"sub": "42", "name": NAME, "email": "ada@newsroom.example"}
    with signon.provider("crosscheck", user) as issuer:
        secrets = tmp_path / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir()
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
            f'client_id = "crosscheck"\nclient_secret = "quiet"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        monkeypatch.setenv("HOME", str(tmp_path))
        with served(build, port) as site:
            page.goto(f"{site}/queue")
            may_only_read(page, "Log in to decide")
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url(f"{site}/")
            page.goto(f"{site}/queue")
            expect(page.get_by_text(f"You decide as {NAME}")).to_be_visible()
            assert decide(page, store) == NAME
            page.get_by_role("button", name="Log out").click()
            page.wait_for_url(f"{site}/")
            page.goto(f"{site}/queue")
            may_only_read(page, "Log in to decide")
    assert len(store.log()) == 1
