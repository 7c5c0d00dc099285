"""What every page tells of what reviewers decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database, worklist
from pipeline.reviews import Store, decision
from tests.dashboard.shown import Open, markup, text

HOSTILE = "<b onclick=alert(1)>x</b>"


def test_every_page_tells_what_was_decided(page: Open, store: Store) -> None:
    assert "Queue: 6 open, 0 contested, 0 decided." in text(page("overview"))
    store.append(decision("claim", "k000000", "confirmed", note=HOSTILE), who="<i>Bob</i>", seen=0)
    store.append(decision("claim", "k000005", "misprint", likely="800"), who="Ada", seen=0)
    store.append(decision("claim", "k000005", "confirmed"), who="Bob", seen=0)
    store.append(decision("cluster", "q000002", "resolved"), who="Cy", seen=0)
    verdict = "Implausible, confirmed by <i>Bob</i>"
    pages = {
        "overview": page("overview"),
        "compare": page("compare", quantity="q000000", claim="k000000"),
        "article": page("article", article="a000000", claim="k000000"),
        "queue": page("queue", item="claim:k000000"),
    }
    for name, at in pages.items():
        said = markup(at)
        assert verdict in text(at), name
        assert "<i>Bob" not in said, name
        assert HOSTILE not in said, name
    overview = text(pages["overview"])
    assert "Queue: 4 open, 1 contested, 1 decided." in overview
    assert "Implausible, contested: misprint, likely 800, says Ada; confirmed by Bob" in overview
    assert "Implausible, resolved by Cy" in overview
    for name in ("compare", "article"):
        said = markup(pages[name])
        assert "What reviewers decided on" in said
        assert "&lt;b onclick=alert(1)&gt;" in said
    reasons = text(pages["compare"])
    assert f"{verdict} 800,000 is about" in reasons  # the heading
    assert f"{verdict}; check: " in reasons  # each reason


def test_who_judges_blind_sees_the_others_verdict_nowhere(page: Open, store: Store) -> None:
    store.append(decision("claim", "k000000", "misprint", likely="808", note="a slip"), who="Bob", seen=0)
    store.append(decision("cluster", "q000000", "not_comparable"), who="Bob", seen=0)
    store.append(decision("claim", "k000005", "confirmed"), who="Ada", seen=0)
    page("queue").toggle(key="queue_blind").set_value(True).run()
    views = {
        "overview": {},
        "compare": {"quantity": "q000000", "claim": "k000000"},
        "article": {"article": "a000000", "claim": "k000000"},
        "queue": {"item": "claim:k000000"},
    }

    def seen() -> dict[str, str]:
        return {view: text(page(view, **params)) for view, params in views.items()}

    blind = seen()
    for view, said in blind.items():
        assert not re.search("Bob|misprint, |808|a slip|not comparable, ", said), view
    assert "confirmed by Ada" in blind["overview"]
    for view in ("compare", "article", "queue"):
        assert "It is hidden until you have decided" in blind[view], view
    at = page("queue", item="claim:k000000")
    assert at.toggle(key="queue_blind").value  # of the reviewer, not of the page or the tab
    at.button(key="verdict-confirmed").click().run()
    assert store.log()[-1].blind
    for view, said in seen().items():
        assert "misprint, likely 808, says Bob" in said or (view == "queue" and "Misprint, likely 808 by Bob" in said)
    at.toggle(key="queue_blind").set_value(False).run()
    assert "not comparable, says Bob" in text(page("compare", **views["compare"]))


def test_what_is_exported_tells_what_is_held_now(store: Store, made: Path) -> None:
    store.append(decision("claim", "k000000", "confirmed"), who="Bob", seen=0)

    def script() -> None:
        import json

        import streamlit as st

        from dashboard import queries, reviewing, state

        found = reviewing.told(state.ask(queries.findings_of, ("q000000", "q000001")))
        st.text(json.dumps(found[["claim_id", "review"]].astype(object).values.tolist()))

    at = AppTest.from_function(script, default_timeout=60).run()
    assert not at.exception
    assert at.text[0].value == '[["k000000", "confirmed by Bob"], ["k000005", null]]'


def test_before_anything_is_decided_the_overview_counts_what_there_is(
    page: Open, made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CROSSCHECK_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    assert "Queue: 6 to decide." in text(page("overview"))
    assert not (tmp_path / "none.sqlite3").exists()
    db = database.connect(made)
    assert worklist.size(db) == len(worklist.items(db)) == 6


@pytest.mark.usefixtures("confirmed_then_edited")
def test_an_edited_article_keeps_its_verdict_on_every_page(page: Open) -> None:
    assert "Implausible, confirmed by Ada" in text(page("overview"))


def test_a_store_that_cannot_be_used_is_said_and_other_pages_go_on(page: Open, store: Store, tmp_path: Path) -> None:
    store.engine.dispose()
    for path in tmp_path.glob("reviews.sqlite3*"):
        path.write_bytes(b"this is no database, whatever its name may say" * 90)
    said = markup(page("queue"))
    assert "The decisions cannot be used" in said
    assert "is damaged" in said
    assert "What to look at first" in markup(page("overview"))
    assert "800,000" in markup(page("compare", quantity="q000000", claim="k000000"))
