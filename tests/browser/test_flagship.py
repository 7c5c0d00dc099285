"""From the worst finding to its reasons, to the sentence in its article, and back; and the same page in another
browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def test_worst_finding_to_reasons_to_sentence_and_back(visit: Visit) -> None:
    page = visit()
    first = page.locator("article.cc-card").first
    expect(first).to_contain_text("810,000 is more than the 64,000 inhabitants of the whole province")
    first.get_by_role("link", name="People who fled Marra").click()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")
    expect(page.locator(".cc-reasons").first).to_contain_text("about 1,000 times the median of 805")
    assert "quantity=fled-1" in page.url
    page.locator("tr.cc-implausible").get_by_role("link", name="In its article").click()
    expect(page.locator("h1").first).to_have_text("Panic in Marra")
    chosen = page.locator("mark.cc-selected")
    expect(chosen).to_have_text("810,000")
    expect(chosen).to_be_in_viewport()
    page.go_back()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")
    page.go_back()
    expect(page.locator("h1").first).to_have_text("What to look at first")


def test_a_point_and_its_row_belong_together(visit: Visit) -> None:
    page = visit("compare?quantity=fled-1")
    point = page.locator(
        "[data-testid=stVegaLiteChart] path[aria-roledescription=point], [data-testid=stVegaLiteChart] .mark-symbol "
        "path"
    ).first
    expect(point).to_be_visible()
    point.click(force=True)
    expect(page.locator("tr.cc-picked")).to_contain_text("810,000")
    assert "claim=k3" in page.url
    page.locator(".cc-figures").get_by_role("link", name="820", exact=True).click()
    expect(page.locator("tr.cc-picked")).to_contain_text("820")
    assert "claim=k1" in page.url


def test_an_address_shows_the_same_elsewhere(visit: Visit) -> None:
    page = visit("compare?find=fled")
    page.locator(".cc-results").get_by_role("link", name="People who fled Marra", exact=True).click()
    expect(page.locator("h1").first).to_have_text("People who fled Marra")
    page.get_by_role("radio", name="Linear").click()
    page.wait_for_url("**scale_log=Linear**")
    page.locator(".cc-figures").get_by_role("link", name="820", exact=True).click()
    expect(page.locator("tr.cc-picked")).to_contain_text("820")
    other = visit(page.url.split("/", 3)[3])
    expect(other.locator("tr.cc-picked")).to_contain_text("820")
    assert other.locator("tr").all_inner_texts() == page.locator("tr").all_inner_texts()
    expect(other.get_by_role("radio", name="Linear")).to_be_checked()


def test_search_finds_while_typing(visit: Visit) -> None:
    page = visit("compare")
    page.get_by_label("Find a quantity").press_sequentially("hurt", delay=40)
    expect(page.locator(".cc-results li")).to_have_count(1)
    expect(page.locator(".cc-results")).to_contain_text("People hurt in Marra")
