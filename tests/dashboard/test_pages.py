from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.shown import APP, Open, markup, text
from tests.pages.sample import HOSTILE


def test_overview_puts_the_worst_first_with_its_reasons(open_page: Open) -> None:
    said = text(open_page())
    assert "1 holds a figure that cannot be right" in said
    assert said.index("People who fled Marra") < said.index("People hurt in Marra")
    assert "810,000 is more than the 64,000 inhabitants" in said
    assert "4 figures in 4 outlets, from 2 origins" in said


def test_overview_lists_what_was_not_taken(open_page: Open) -> None:
    at = open_page()
    assert "1 input was not taken" in at.expander[0].label
    assert "Save it as UTF-8" in text(at)


@pytest.mark.parametrize(
    ("params", "shown", "hidden"),
    [
        ({"assessment": "Agree"}, "People hurt in Marra", "People who fled"),
        ({"outlet": "Valley Gazette"}, "People who fled Marra", "People hurt"),
        (
            {"outlet": ["Valley Gazette", "Harbour Post"], "assessment": ["Implausible"]},
            "People who fled Marra",
            "People hurt",
        ),
        ({"after": "2031-05-09"}, "later", "Inhabitants of the province"),
        ({"before": "2031-05-02"}, "People who fled Marra", "Inhabitants of the province"),
        ({"words": "hurt marra"}, "People hurt in Marra", "People who fled"),
        ({"actor": "Lorland", "assessment": "Agree"}, "People hurt in Marra", "Inhabitants of the province"),
    ],
)
def test_filters_come_back_from_the_address(open_page: Open, params: dict[str, str], shown: str, hidden: str) -> None:
    said = text(open_page(**params))
    assert shown in said
    assert hidden not in said


@pytest.mark.parametrize(
    ("view", "params", "complaint"),
    [
        ("overview", {"assessment": "wonderful"}, "There is no assessment “wonderful”"),
        ("overview", {"outlet": "nobody"}, "There is no outlet “nobody”"),
        ("overview", {"page": "99"}, "There is no page 99"),
        ("compare", {"quantity": "gone"}, "There is no quantity gone"),
        ("compare", {"claim": "gone"}, "There is no claim gone"),
        ("compare", {"quantity": "hurt-1", "claim": "k1"}, "Claim k1 is not among the figures"),
        ("article", {"article": "gone"}, "There is no article gone"),
        ("article", {"claim": "gone"}, "There is no claim gone"),
        ("article", {"article": "a1", "claim": "k2"}, "Claim k2 is not in this article"),
    ],
)
def test_a_bad_address_says_so(open_page: Open, view: str, params: dict[str, str], complaint: str) -> None:
    said = text(open_page(view, **params))
    assert "This address leads nowhere" in said
    assert complaint in said


def test_filters_without_a_match_say_so(open_page: Open) -> None:
    assert "No quantity fits these filters" in text(open_page(words="zebra"))


def test_compare_shows_every_figure_in_its_sentence(open_page: Open) -> None:
    at = open_page("compare", quantity="fled-1")
    said = text(at)
    for printed in ("820", "790", "810,000", "850"):
        assert printed in said
    assert '<mark class="cc-mark cc-implausible">810,000</mark>' in markup(at)
    assert "They differ because one looks like a slip of the pen." in said
    assert "Divided by 1,000 it is 810" in said
    assert "The same quantity at other times" in said
    assert "9 May 2031" in said
    assert "Because" in said
    assert "action" in said


def test_compare_marks_the_chosen_claim(open_page: Open) -> None:
    at = open_page("compare", claim="k2")
    body = markup(at)
    assert body.count("cc-picked") == 1
    assert "More than" in text(at)


def test_compare_searches_labels_and_sentences(open_page: Open) -> None:
    assert "People hurt in Marra" in text(open_page("compare", find="hurt"))
    assert "Inhabitants of the province" in text(open_page("compare", find="inhabitants warned"))
    assert "No quantity speaks of “zebra”" in text(open_page("compare", find="zebra"))


def test_threshold_says_what_would_part(open_page: Open) -> None:
    said = text(open_page("compare", quantity="fled-1", threshold="0.8"))
    assert "At 0.80 these 4 figures would fall into 2 groups of 3, 1." in said


def test_scale_and_view_come_from_the_address(open_page: Open) -> None:
    at = open_page("compare", quantity="fled-1", show="Over time", scale_log="Linear")
    assert [c.value for c in at.button_group] == ["Over time", "Linear"]


def test_article_marks_claims_in_place(open_page: Open) -> None:
    at = open_page("article", article="a3", claim="k3")
    body = markup(at)
    assert 'class="cc-mark cc-implausible cc-selected"' in body
    assert "Some " in text(at)
    assert "1 claim in reading order" in text(at)


def test_article_marks_names_on_demand(open_page: Open) -> None:
    assert "cc-label" not in markup(open_page("article", article="a1"))
    assert "cc-label" in markup(open_page("article", article="a1", names="true"))


def test_article_list_finds_by_title_and_outlet(open_page: Open) -> None:
    said = text(open_page("article", title="harbour river"))
    assert "River over its banks" in said
    assert "Panic in Marra" not in said


@pytest.mark.parametrize(
    ("view", "params"),
    [
        ("overview", {}),
        ("overview", {"words": HOSTILE}),
        ("overview", {"outlet": HOSTILE}),
        ("compare", {"quantity": "fled-1", "claim": "k5"}),
        ("compare", {"quantity": HOSTILE}),
        ("compare", {"find": HOSTILE}),
        ("article", {"article": "a5"}),
        ("article", {"article": HOSTILE}),
        ("article", {}),
    ],
)
def test_article_text_is_never_markup(open_page: Open, view: str, params: dict[str, str]) -> None:
    at = open_page(view, **params)
    body = markup(at)
    assert "<script" not in body.lower()
    assert "<img" not in body.lower()
    assert 'href="javascript' not in body.lower()
    assert "\u202e" not in body
    for kind in ("markdown", "caption", "title", "header", "subheader", "info", "warning", "error"):
        for element in at.get(kind):
            assert ":red[x]" not in str(element.value), kind


def test_a_missing_build_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_BUILD", str(tmp_path))
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert not at.exception
    assert "crosscheck build FOLDER" in text(at)


def test_sources_say_who_relies_on_whom(open_page: Open) -> None:
    said = text(open_page("sources"))
    assert "crosscheck rates no outlet" in said
    assert "the mayor stands behind claims in 3 outlets" in said
    assert "820 (Harbour Post), 810,000 (Valley Gazette)" in said  # one origin, different figures
    assert "too few to say" in said


def test_framing_counts_names_and_shows_their_sentences(open_page: Open) -> None:
    at = open_page("framing", by="valley", label="refugees")
    said = text(at)
    assert "Valley Gazette: “refugees”, 2 mentions" in said
    assert "Too few to say (2 mentions or fewer): Harbour Post, Northern Courier" in said
    assert '<mark class="cc-mark cc-label">Some</mark>' in markup(at)


@pytest.mark.parametrize(
    ("view", "params", "complaint"),
    [
        ("framing", {"who": "nobody"}, "Nobody called nobody is named"),
        ("framing", {"by": "valley", "label": "tourists"}, "Valley Gazette does not use “tourists” here"),
        ("framing", {"folder": "fire"}, "There is no folder fire"),
        ("method", {"file": "secrets.csv"}, "There is no file secrets.csv"),
    ],
)
def test_bad_addresses_of_other_pages_say_so(
    open_page: Open, view: str, params: dict[str, str], complaint: str
) -> None:
    assert complaint in text(open_page(view, **params))


def test_framing_shows_who_tells_what(open_page: Open) -> None:
    at = open_page("framing")
    assert "How surely it is said" in text(at)
    assert 'title="People hurt in Marra' in markup(at)  # a cell of the coverage grid


def test_framing_keeps_to_a_folder(open_page: Open) -> None:
    assert "There is no folder fire" in text(open_page("framing", folder="fire"))


def test_the_claims_behind_a_number_of_the_sources_grid(open_page: Open) -> None:
    at = open_page("sources")
    cell = re.search(r'href="sources\?by=([^&"]+)&amp;origin=([^"]+)"', markup(at))
    assert cell is not None
    said = text(open_page("sources", by=cell[1], origin=cell[2]))
    assert re.search(r", from .+: \d+ claims?", said)
    assert "In its article" in said
    assert "takes no claim from that origin" in text(open_page("sources", by="gone", origin="gone"))


def test_method_comes_from_the_data(open_page: Open) -> None:
    at = open_page("method", table="findings")
    said = text(at)
    assert "a sentence with numbers" in said  # pipeline.tables
    assert "several" in at.dataframe[0].value.to_csv()  # data/lexicons/vague.csv
    assert "crosscheck" in said
    toml = open_page("method", file="checks.toml")
    assert "[whole]" in toml.code[0].value


def test_method_knows_every_file_of_rules(open_page: Open) -> None:
    at = open_page("method")
    files = at.selectbox(key="file").options
    assert "lexicons/vague.csv" in files
    assert "checks.toml" in files
    assert "page.max_depth" in text(at)
    assert "real pages have 20 to 60" in text(at)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "there is no text to add"),
        ({"Text": "Some 90 people came."}, "has no outlet"),
        ({"Text": "Some 90 people came.", "Outlet": " "}, "has no outlet"),
    ],
)
def test_add_says_what_is_missing(open_page: Open, fields: dict[str, str], complaint: str) -> None:
    at = open_page("add")
    assert "saved web pages, PDF" in text(at)
    for box in [*at.text_input, *at.text_area]:
        if box.label in fields:
            box.set_value(fields[box.label])
    at.button[0].click().run()
    assert not at.exception
    assert complaint in text(at)


def test_articles_mark_statements_on_demand(open_page: Open) -> None:
    assert "Shops stayed shut</mark>" not in markup(open_page("article", article="a3"))
    assert "Shops stayed shut</mark>" in markup(open_page("article", article="a3", statements="true"))
    assert "Shops stayed shut</mark>" in markup(open_page("article", claim="k9"))


def test_compare_shows_what_the_reasons_rest_on_in_its_sentence(open_page: Open) -> None:
    said = text(open_page("compare", quantity="fled-1"))
    beside = said[said.index("What the reasons rest on") :]
    assert "1 figure of another time or quantity" in beside
    assert "All 64,000 inhabitants of the province were warned." in beside
    assert 'href="compare?quantity=live-1&amp;claim=k8"' in markup(open_page("compare", quantity="fled-1"))
    assert "What the reasons rest on" not in text(open_page("compare", quantity="hurt-1"))


def test_over_time_the_same_quantity_is_drawn_at_its_other_times(open_page: Open) -> None:
    other_times = "The same quantity at other times is drawn too"
    assert other_times in text(open_page("compare", quantity="fled-1", show="Over time"))
    assert other_times not in text(open_page("compare", quantity="fled-1"))
    assert other_times not in text(open_page("compare", quantity="hurt-1", show="Over time"))


@pytest.mark.parametrize("typed", ["fled marra", "residents of marra"])
def test_compare_finds_by_words_and_by_what_they_mean(open_page: Open, typed: str) -> None:
    assert "People who fled Marra" in text(open_page("compare", find=typed))
