"""What people come to do, each in one go: search and pick the outlier, filter and export, study words, add an
article."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline import run
from tests.browser.conftest import served, settled
from tests.pages.sample import HOSTILE

Visit = Callable[..., Page]


def test_search_switch_to_log_and_pick_the_outlier(visit: Visit) -> None:
    page = visit("compare?find=fled+marra")
    page.locator(".cc-results").get_by_role("link", name="People who fled Marra", exact=True).click()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")
    page.get_by_role("radio", name="Linear").click()
    chart = page.locator("[data-testid=stVegaLiteChart]")
    expect(chart.filter(has_text="log scale")).to_have_count(0)
    page.get_by_role("radio", name="Log", exact=True).click()
    expect(chart.filter(has_text="log scale")).to_have_count(1)
    expect(chart).to_have_count(1)
    chart.locator(".mark-symbol path").first.click(force=True)
    expect(page.locator("tr.cc-picked")).to_contain_text("810,000")


def test_a_search_by_meaning_leads_to_the_outlier(visit: Visit) -> None:
    page = visit("compare")
    page.get_by_role("searchbox", name="Find a quantity").fill("residents of Marra")
    page.locator(".cc-results").get_by_role("link", name="People who fled Marra", exact=True).click()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")
    rests = page.locator(".cc-beside tr", has_text="64,000")
    expect(rests).to_contain_text("inhabitants of the province were warned")
    rests.get_by_role("link", name="Inhabitants of the province").click()
    expect(page.locator("h1").first).to_have_text("Inhabitants of the province")
    page.go_back()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")


def saved(page: Page, label: str, folder: Path) -> Path:
    """Presses a download button and gives the file."""
    with page.expect_download() as pending:
        page.get_by_role("button", name=label, exact=True).click()
    assert re.fullmatch(r"[\w.-]+", pending.value.suggested_filename)
    path = folder / pending.value.suggested_filename
    pending.value.save_as(path)
    return path


def cells(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_filter_then_export_gives_the_same_rows(visit: Visit, tmp_path: Path) -> None:
    page = settled(visit("?unit=count"))
    page.get_by_role("combobox", name="Outlet").click()
    page.get_by_role("option", name="Valley Gazette", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("article.cc-card")).to_have_count(1)
    page.wait_for_url("**outlet=Valley+Gazette**")
    assert "unit=count" in page.url
    listed = page.locator("article.cc-card h2 a").all_inner_texts()
    page.get_by_role("button", name="Download the list").click()
    assert [row["label"] for row in cells(saved(page, "Quantities as CSV", tmp_path))] == listed
    told = json.loads(saved(page, "Quantities as JSON", tmp_path).read_text(encoding="utf-8"))
    assert [row["label"] for row in told] == listed
    figures = cells(saved(page, "Their figures as CSV", tmp_path))
    page.keyboard.press("Escape")
    page.locator("article.cc-card h2 a").click()
    expect(page.locator(".cc-figures tbody tr")).to_have_count(4)
    shown = page.locator(".cc-figures tbody tr td:nth-child(3) a").all_inner_texts()
    assert sorted(row["quote"] for row in figures) == sorted(shown)
    page.get_by_role("button", name="Download and cite").click()
    assert [row["quote"] for row in cells(saved(page, "Table as CSV", tmp_path))] == shown
    told = json.loads(saved(page, "All as JSON", tmp_path).read_text(encoding="utf-8"))
    assert [row["quote"] for row in told["figures"]] == shown
    assert saved(page, "Chart as PNG", tmp_path).read_bytes().startswith(b"\x89PNG")
    assert "<svg" in saved(page, "Chart as SVG", tmp_path).read_text(encoding="utf-8")


def test_a_student_counts_names_and_reads_them(visit: Visit) -> None:
    page = settled(visit("framing"))
    row = page.locator(".cc-grid tr", has_text="Valley Gazette").first
    row.locator("td[data-label=refugees]").get_by_role("link", name="2").click()
    expect(page.locator("h3", has_text="Valley Gazette: “refugees”")).to_be_visible()
    expect(page.locator(".cc-results li mark.cc-label").first).to_have_text("Some")


NAMING = {
    "alpha.md": ("Alpha Post", "jihadists"),
    "beta.md": ("Beta Times", "militants"),
    "gamma.md": ("Gamma Daily", "terrorists"),
}


@pytest.fixture
def named_build(tmp_path: Path) -> Path:
    """Three outlets, each with a word of its own for the same people."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, (outlet, label) in NAMING.items():
        text = (
            f"Boko Haram {label} attacked the town of Baga on Friday. Some 40 {label} of Boko Haram came by "
            f"motorbike. By night the Boko Haram {label} had left."
        )
        (corpus / name).write_text(
            f"---\ntitle: Raid on Baga\noutlet: {outlet}\npublished: 2019-05-04\n---\n\n{text}\n", encoding="utf-8"
        )
    run.build(corpus, tmp_path / "build", jobs=1)
    return tmp_path / "build"


def test_a_student_finds_who_calls_the_same_people_what(browser: Browser, named_build: Path) -> None:
    with served(named_build) as site:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{site}/framing?who=Boko+Haram")
        page.wait_for_selector(".cc-title")
        for outlet, label in NAMING.values():
            row = settled(page).locator(".cc-grid").first.locator("tr", has_text=outlet)
            row.locator(f"td[data-label={label}]").get_by_role("link", name="3").click()
            expect(page.locator("h3", has_text=f"{outlet}: “{label}”, 3 mentions")).to_be_visible()
            read = page.locator(".cc-results li", has=page.locator("mark.cc-label", has_text=label))
            expect(read).to_have_count(3)
        page.context.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "compare?quantity=fled-1&claim=k5",
        "compare?find=later",
        "article?article=a5&names=true",
        "article",
        "sources",
        "framing?cue=Quotation+marks",
        "statements",
        "statements?assertion=shut-2&claim=k13",
        "queue",
    ],
)
def test_hostile_text_is_plain_text_everywhere(visit: Visit, address: str) -> None:
    page = settled(visit(address))
    assert page.evaluate("document.querySelectorAll('main img[src=x], main [onerror]').length") == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator(".katex").count() == 0
    if "a5" in address or "k5" in address:
        body = page.locator("[data-testid=stMain]").inner_text()
        assert "<script>alert(1)</script> $x^2$ :red[x] [a](javascript:alert(2)) =cmd() ‹U+202E›gnihton" in body


def test_who_denies_a_statement_is_one_click_from_the_sentence(visit: Visit, tmp_path: Path) -> None:
    page = settled(visit("statements"))
    page.locator(".cc-results").get_by_role("link", name="“Shops stayed shut”").click()
    expect(page.locator("h1").first).to_have_text("“Shops stayed shut”")
    page.locator("[data-testid=stVegaLiteChart] .mark-symbol path").last.click(force=True)
    expect(page.locator("tr.cc-picked")).to_contain_text("No shop was shut")
    page.wait_for_url("**claim=k11**")
    page.get_by_role("button", name="Download", exact=True).click()
    rows = cells(saved(page, "Table as CSV", tmp_path))
    assert [(row["stance"], row["quote"]) for row in rows] == [
        ("affirms", "All shops were shut"),
        ("affirms", "Shops stayed shut"),
        ("leaves open", "Shops may be shut"),
        ("denies", "No shop was shut"),
    ]
    assert "<svg" in saved(page, "Chart as SVG", tmp_path).read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Read it in its article").click()
    expect(page.locator("mark.cc-selected")).to_have_text("No shop was shut")
    page.locator("a:has(> mark.cc-selected)").click()
    expect(page.locator("h1").first).to_have_text("“Shops stayed shut”")


def test_hostile_text_in_a_tooltip_is_plain_text(visit: Visit) -> None:
    page = settled(visit("compare?quantity=fled-1"))
    page.locator("[data-testid=stVegaLiteChart] .mark-symbol path").nth(1).hover(force=True)
    tip = page.locator("#vg-tooltip-element")
    expect(tip).to_contain_text("<script>alert(1)</script>")
    assert tip.locator("img, script").count() == 0


def test_exports_guard_formulas(visit: Visit, tmp_path: Path) -> None:
    page = settled(visit("compare?quantity=fled-1"))
    page.get_by_role("button", name="Download and cite").click()
    rows = cells(saved(page, "Table as CSV", tmp_path))
    values = [value for row in rows for value in row.values()]
    assert HOSTILE in values
    assert not any(value.startswith(("=", "+", "@")) for value in values)
    linked = json.loads(saved(page, "Claims and review drafts (schema.org)", tmp_path).read_text(encoding="utf-8"))
    hostile = [node["appearance"] for node in linked["@graph"] if node.get("appearance", {}).get("headline") == HOSTILE]
    assert len(hostile) == 1
    assert "url" not in hostile[0]  # it was a javascript: address


ARTICLES = {
    "harbour.md": ("Harbour Post", "2021-05-02", "The mayor said 41 people were killed by the storm in Turkey."),
    "northern.md": ("Northern Courier", "2021-05-03", "Police said 44 people were killed by the storm in Turkey."),
}


@pytest.fixture
def real_build(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, (outlet, day, text) in ARTICLES.items():
        (corpus / name).write_text(
            f"---\ntitle: Flood\noutlet: {outlet}\npublished: {day}\n---\n{text}\n", encoding="utf-8"
        )
    run.build(corpus, tmp_path / "build", jobs=1)
    return tmp_path / "build"


def test_a_pasted_article_joins_an_existing_comparison(browser: Browser, real_build: Path) -> None:
    with served(real_build) as site:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{site}/add")
        page.get_by_role("textbox", name="Outlet").fill("Valley Gazette")
        page.get_by_role("textbox", name="Date").fill("2021-05-03")
        page.get_by_role("textbox", name="Text", exact=True).fill(
            "Some 430 people were killed by the storm in Turkey, the mayor said."
        )
        page.get_by_role("button", name="Read").click()
        expect(page.locator(".cc-note")).to_contain_text("1 article read", timeout=90_000)
        expect(page.locator("table", has_text="430")).to_contain_text("3 figures")
        page.get_by_role("button", name="Keep them in this build").click()
        expect(page.locator(".cc-note", has_text="1 article kept")).to_be_visible()
        page.locator(".cc-note a").click()
        page.locator("article.cc-card", has_text="3 figures").locator("h2 a").click()
        expect(page.locator(".cc-figures")).to_contain_text("430")
        expect(page.locator(".cc-figures")).to_contain_text("41")
        page.context.close()
