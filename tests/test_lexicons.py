"""Words for the same counted thing, and for the same action, fall into one class."""

import pytest

from pipeline import lexicons
from pipeline.inflection import inflections
from pipeline.knowledge import table

COUNTED = [
    ("British jihadists", "fighter"),
    ("foreign fighters from 86 countries", "fighter"),
    ("people", "person"),
    ("deaths", "person"),
    ("two-year-old children", "child"),
    ("women", "woman"),
    ("health workers", "health worker"),
    ("members of the public", "person"),
    ("towns and villages", "city"),
    ("fighters and their families", "fighter"),
    ("apartment blocks in the old port", "building"),
    ("of the territory", "territory"),
    ("confirmed cases of measles", "case"),
    ("postal ballots", "vote"),
    ("zorgles", None),
    ("", None),
    (None, None),
]

ACTIONS = [
    ("travelled to fight", "travel"),
    ("had gone to the front", "travel"),
    ("came back", "return"),
    ("lost their lives", "kill"),
    ("were killed in action", "kill"),
    ("is believed to have died", "kill"),
    ("wounded", "wound"),
    ("were left homeless", "displace"),
    ("lost control of", "lose"),
    ("holds", "hold"),
    ("were laid off", "dismiss"),
    ("took to the streets", "attend"),
    ("reported dead", "kill"),
    ("stopped", "prevent"),
    ("were called off", "cancel"),
    ("has scorched", "burn"),
    ("was diverted", "delay"),
    ("left stranded at the airport", "strand"),
    ("sought asylum", "apply"),
    ("seek asylum", "apply"),
    ("were furloughed", "dismiss"),
    ("had been airlifted", "evacuate"),
    ("glimmered", None),
    (None, None),
]


@pytest.mark.parametrize(("phrase", "expected"), COUNTED)
def test_counted_class(phrase, expected):
    assert lexicons.counted_class(phrase) == expected


@pytest.mark.parametrize(("phrase", "expected"), ACTIONS)
def test_action_class(phrase, expected):
    assert lexicons.action_class(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"), [("deaths", "kill"), ("the injured", "wound"), ("returnees", "return"), ("fighters", None)]
)
def test_nouns_that_tell_an_action(phrase, expected):
    assert lexicons.implied_action(phrase) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("kill", "wound", True),
        ("kill", "missing", True),
        ("travel", "return", True),
        ("return", "remain", True),
        ("hold", "lose", True),
        ("arrest", "displace", True),
        ("travel", "join", False),
        ("kill", "kill", False),
        ("kill", "travel", False),
        ("kill", "not an action", False),
    ],
)
def test_exclusive_actions_go_both_ways(a, b, expected):
    assert lexicons.exclusive_actions(a, b) is expected
    assert lexicons.exclusive_actions(b, a) is expected


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("march", {"march", "marches", "marched", "marching"}),
        ("travel", {"travel", "travels", "traveled", "traveling", "travelled", "travelling"}),
        ("policeman", {"policeman", "policemen"}),
    ],
)
def test_inflections(base, forms):
    assert forms <= set(inflections(base))


def test_every_class_that_a_row_names_exists():
    names = set(lexicons.actions())
    assert all(c.near <= names for c in lexicons.actions().values())
    assert all(lexicons.ancestors(c)[-1] for c in ("fighter", "health worker", "civilian"))
    assert lexicons.ancestors("health worker") == ("health worker", "worker", "person")


def test_every_label_of_an_action_tells_its_class():
    rows = table("lexicons/action_labels", "class", "label")
    assert {row["label"]: lexicons.class_told(row["label"]) for row in rows} == {r["label"]: r["class"] for r in rows}


def test_a_users_rows_win(tmp_path, monkeypatch):
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "counted.csv").write_text("class,parent,action,words\nsprite,,,zorgle\n", encoding="utf-8")
    monkeypatch.setenv("CROSSCHECK_DATA", str(tmp_path))
    caches = [f for f in vars(lexicons).values() if hasattr(f, "cache_clear")]
    try:
        for cached in caches:
            cached.cache_clear()
        assert lexicons.counted_class("green zorgles") == "sprite"
        assert lexicons.counted_class("fighters") == "fighter"
    finally:
        monkeypatch.undo()
        for cached in caches:
            cached.cache_clear()
