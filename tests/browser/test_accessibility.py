"""axe-core (as axe-playwright-python ships it) over every page, light and dark, wide and narrow: nothing serious of our
own making; and every page at 400 %."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import settled

PAGES = {
    "overview": "",
    "overview, filtered": "?outlet=Valley+Gazette&page=9",
    "compare": "compare?quantity=fled-1&claim=k1",
    "compare, over time": "compare?quantity=fled-1&show=Over+time",
    "compare, searching": "compare?find=marra",
    "statements": "statements",
    "statement": "statements?assertion=shut-1&claim=k11",
    "article": "article?article=a3&claim=k3&names=true&statements=true",
    "articles": "article",
    "sources": "sources",
    "framing": "framing?by=valley&label=refugees",
    "queue": "queue",
    "add": "add",
    "method": "method",
}
SERIOUS = ("serious", "critical")
# What Streamlit itself renders and no setting of ours reaches: rule → why it is left out.
NOT_OURS: dict[str, str] = {}


def violations(page: Page, *rules: str) -> list[dict[str, Any]]:
    """What axe finds serious on the page as it is, with the elements that it names; only by ``rules`` when given."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found: list[dict[str, Any]] = page.evaluate(
        """async (only) => (await axe.run(document, {resultTypes: ['violations'], ...only})).violations
             .map(v => ({id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.html.slice(0, 160))}))""",
        only,
    )
    return [v for v in found if v["impact"] in SERIOUS and v["id"] not in NOT_OURS]


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_violation(visit: Callable[..., Page], name: str) -> None:
    page = settled(visit(PAGES[name]))
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    settled(page)
    assert violations(page) == []


@pytest.mark.parametrize(
    "name", ["overview, filtered", "compare", "statement", "article", "framing", "queue", "method"]
)
def test_colours_can_be_told_in_the_dark(visit: Callable[..., Page], name: str) -> None:
    page = settled(visit(PAGES[name], color_scheme="dark"))
    page.evaluate(AXE_SCRIPT)
    assert violations(page, "color-contrast", "link-in-text-block") == []


def test_a_figure_is_chosen_by_keyboard(visit: Callable[..., Page]) -> None:
    page = settled(visit("compare?quantity=fled-1"))
    page.locator(".cc-figures").get_by_role("link", name="820", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**claim=k1**")
    page.locator("tr.cc-picked", has_text="820").wait_for()


def test_every_chart_says_what_it_shows(visit: Callable[..., Page]) -> None:
    for address in ("compare?quantity=fled-1", "compare?quantity=fled-1&show=Over+time"):
        page = settled(visit(address))
        charts = page.locator("[data-testid=stVegaLiteChart]")
        assert charts.count()
        for n in range(charts.count()):
            said = charts.nth(n).locator("[aria-label], [alt]").first
            assert said.get_attribute("aria-label") or said.get_attribute("alt")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_at_400_percent(visit: Callable[..., Page], name: str) -> None:
    page = settled(visit(PAGES[name]))
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 321
    wide = page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] .stHtml *')].filter(e => {
             const r = e.getBoundingClientRect(); return r.width && r.right > 321 && !e.closest('.cc-scroll'); })
             .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert wide == []
