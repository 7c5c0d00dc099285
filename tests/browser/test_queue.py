"""An editor at the queue: by keyboard alone, two at once, hostile words, and no pointer anywhere."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.reviews import Store, decision, open_store
from pipeline.reviews.transfer import verify
from tests.browser.conftest import served
from tests.reviews import corpus

HOSTILE = "<img src=x onerror=alert(1)> $x^2$ :red[x] [a](javascript:alert(2)) \u202egnihton"
CLAIMS = int(os.environ.get("CROSSCHECK_TEST_CLAIMS", "5000"))  # 100000 to measure the steps of a large corpus
FINDINGS = int(os.environ.get("CROSSCHECK_TEST_FINDINGS", "60"))
# Seconds of an editor's step, from the key to the next item on the screen, on a machine that does nothing else.
STEP = 0.7
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('reviews')}/reviews.sqlite3"


@pytest.fixture(scope="module")
def queue_site(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    build = corpus.write(tmp_path_factory.mktemp("queue") / "build", CLAIMS, FINDINGS)
    before = os.environ.get("CROSSCHECK_DATABASE_URL")
    os.environ["CROSSCHECK_DATABASE_URL"] = url
    with served(build) as address:
        yield address
    if before is None:
        del os.environ["CROSSCHECK_DATABASE_URL"]
    else:
        os.environ["CROSSCHECK_DATABASE_URL"] = before


@pytest.fixture
def open_queue(browser: Browser, queue_site: str) -> Iterator[Callable[..., Page]]:
    contexts = []
    dialogs: list[str] = []

    def opened(address: str = "queue") -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        page.goto(f"{queue_site}/{address}")
        page.wait_for_selector(".cc-sentence")
        expect(page.get_by_role("button", name="Confirmed")).to_be_visible()
        page.wait_for_function("window.crosscheckFocus !== undefined")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert dialogs == []


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.engine.dispose()


def district(page: Page) -> str:
    return page.locator(".cc-sentence").inner_text()


def settle(page: Page) -> None:
    """Waits until the server has nothing more to say."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")


def press(page: Page, key: str) -> float:
    """Presses a key and waits for another item; gives the seconds that took."""
    before = district(page)
    start = time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function("(before) => document.querySelector('.cc-sentence')?.innerText !== before", arg=before)
    settle(page)
    return time.perf_counter() - start


def test_fifty_findings_without_touching_the_mouse(open_queue: Callable[..., Page], store: Store) -> None:
    page = open_queue()
    taken = []
    verdicts = {"1": "confirmed", "3": "not_comparable", "5": "needs_checking", "6": "resolved"}
    wanted = []
    for n in range(46):
        key = list(verdicts)[n % 4]
        wanted.append(verdicts[key])
        taken.append(press(page, key))
    for likely in ("760", "", "810", "812"):
        start = time.perf_counter()
        page.keyboard.press("2")
        field = page.get_by_label("Likely figure")
        expect(field).to_be_focused()
        expect(field).to_have_value("800")
        taken.append(time.perf_counter() - start)
        if likely:
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(likely)
        page.keyboard.press("Tab")
        page.keyboard.type("the ministry")
        taken.append(press(page, "Enter"))
        wanted.append("misprint")
    log = store.log()
    assert [e.payload["verdict"] for e in log] == wanted
    assert [e.payload.get("likely") for e in log[46:]] == ["760", "800", "810", "812"]
    assert {e.payload["likely_source"] for e in log[46:]} == {"the ministry"}
    assert not any(e.stale for e in log)
    assert all(e.anchor["exact"] == "800,000" and e.build for e in log)
    assert not verify(store).problems
    print(f"steps at {CLAIMS:,} claims: median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s")
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert statistics.median(taken) < STEP * busy


def test_undo_next_previous_and_notes_by_keyboard(open_queue: Callable[..., Page], store: Store) -> None:
    page = open_queue()
    first, before = district(page), store.mark()
    settle(page)
    press(page, "n")
    second = district(page)
    press(page, "p")
    assert district(page) == first
    page.keyboard.press("t")
    expect(page.get_by_label("Note (T)")).to_be_focused()
    page.keyboard.type(HOSTILE.replace("\u202e", ""))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Note (T)")).not_to_be_focused()
    settle(page)
    page.keyboard.press("l")
    link = page.get_by_label("Link to evidence (L)")
    expect(link).to_be_focused()
    page.keyboard.type("https://example.org/report?a=1&b=<2>")
    page.keyboard.press("Enter")
    expect(link).not_to_be_focused()
    settle(page)
    press(page, "3")
    assert district(page) == second
    event = store.log()[-1]
    assert (event.note, event.evidence) == (HOSTILE.replace("\u202e", ""), "https://example.org/report?a=1&b=<2>")
    press(page, "u")
    assert district(page) == first
    expect(page.locator(".cc-note", has_text="Undone")).to_be_visible()
    page.get_by_text("Log of this item").click()
    expect(page.locator(".cc-log")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".cc-log").get_by_role("link", name="Evidence").first).to_have_attribute(
        "href", "https://example.org/report?a=1&b=<2>"
    )
    assert [e.action for e in store.log()[before:]] == ["decide", "undo"]


def test_two_sessions_decide_on_the_same_finding(open_queue: Callable[..., Page], store: Store) -> None:
    one, two = open_queue(), open_queue()
    for page, name in ((one, "Ada"), (two, HOSTILE)):
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Your name").press("Enter")
        page.get_by_label("Your name").evaluate("e => e.blur()")
        settle(page)
    assert district(one) == district(two)
    mark = store.mark()
    press(one, "1")
    two.keyboard.press("3")
    told = two.get_by_role("alert").filter(has_text="Somebody decided while you were looking")
    expect(told).to_contain_text("Ada: confirmed")
    expect(told).to_contain_text("the item is contested")
    expect(two.locator(".cc-standing")).to_contain_text("Contested")
    log = store.log()[mark:]
    assert [(e.payload["verdict"], e.stale) for e in log] == [("confirmed", False), ("not_comparable", True)]
    assert log[0].target == log[1].target
    assert (log[0].who, log[1].who) == ("Ada", HOSTILE)
    assert store.state("claim", log[0].target).status == "contested"


def test_a_link_that_is_none_is_refused_and_nothing_is_recorded(open_queue: Callable[..., Page], store: Store) -> None:
    page = open_queue()
    mark = store.mark()
    settle(page)
    page.keyboard.press("l")
    expect(page.get_by_label("Link to evidence (L)")).to_be_focused()
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Link to evidence (L)")).not_to_be_focused()
    settle(page)
    page.keyboard.press("1")
    expect(page.get_by_role("alert").filter(has_text="Not recorded")).to_contain_text("no web address")
    settle(page)  # while the page is drawn again, the field before stands beside the new one
    expect(page.get_by_label("Link to evidence (L)")).to_have_value("javascript:alert(1)")
    assert store.mark() == mark


def test_judging_blind_hides_the_first_judgement_until_the_second(
    open_queue: Callable[..., Page], store: Store
) -> None:
    decided = store.append(decision("claim", "k000290", "confirmed"), who="First Reader").event
    page = open_queue(f"queue?item={decided.kind}:{decided.target}")
    expect(page.locator(".cc-standing")).to_be_visible()
    page.get_by_label("Your name").fill("Second Reader")
    page.get_by_label("Your name").press("Enter")
    settle(page)
    page.get_by_text("Judge blind").click()
    expect(page.get_by_text("It is hidden until you have decided")).to_be_visible()
    expect(page.locator(".cc-standing")).to_have_count(0)
    expect(page.get_by_text("Log of this item")).to_have_count(0)
    expect(page.get_by_text("confirmed by First Reader")).to_have_count(0)
    settle(page)
    page.locator(".st-key-queue_title").get_by_role("link", name="People who left").click()
    expect(page.get_by_text("It is hidden until you have decided")).to_be_visible()
    expect(page.get_by_text("First Reader")).to_have_count(0)
    page.go_back()
    expect(page.get_by_label("Your name")).to_have_value("Second Reader")
    expect(page.get_by_text("It is hidden until you have decided")).to_be_visible()
    settle(page)
    page.evaluate("document.activeElement.blur()")
    settle(page)
    page.keyboard.press("4")
    expect(page.get_by_label("Rightly read it is")).to_be_focused()
    page.keyboard.type("800")
    page.keyboard.press("Enter")
    page.get_by_text("Recorded").wait_for()
    event = store.log()[-1]
    assert (event.blind, event.who, event.payload["right"]) == (True, "Second Reader", "800")
    assert store.state(decided.kind, decided.target).status == "contested"


@pytest.mark.parametrize("width", [400, 1400])
def test_nothing_runs_off_the_side(open_queue: Callable[..., Page], width: int) -> None:
    page = open_queue()
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = [
        page.locator(f".st-key-queue_{part}").evaluate("e => e.getBoundingClientRect().top")
        for part in ("title", "panel", "figures")
    ]
    assert tops == sorted(tops) if width == 400 else tops[1] < tops[2]


def test_what_decides_stays_in_sight_beside_long_tables(open_queue: Callable[..., Page]) -> None:
    page = open_queue()
    page.set_viewport_size({"width": 1400, "height": 480})
    figures = page.locator(".st-key-queue_figures")
    page.mouse.move(500, 300)
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => document.querySelector('.st-key-queue_title').getBoundingClientRect().top < 0")
    top = page.locator(".st-key-queue_panel").evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < figures.evaluate("e => e.getBoundingClientRect().bottom")


def test_read_only_shows_and_refuses(browser: Browser, queue_site: str, url: str, tmp_path: Path) -> None:
    build = corpus.write(tmp_path / "small", 50, 3)
    os.environ["CROSSCHECK_READ_ONLY"] = "1"
    try:
        with served(build) as address:
            page = browser.new_page()
            page.goto(f"{address}/queue")
            page.get_by_text("This dashboard is set to be read only.").wait_for(timeout=60_000)
            expect(page.get_by_role("button", name="Confirmed")).to_have_count(0)
            page.close()
    finally:
        del os.environ["CROSSCHECK_READ_ONLY"]
