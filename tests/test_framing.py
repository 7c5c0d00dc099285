"""What outlets call people and events, and the cues of how they tell it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import articles, framing, run, tables
from pipeline.model import Article
from tests.factory import article as made
from tests.factory import claim

SHARED = Path(__file__).resolve().parents[2] / "shared"
OUTLETS = {
    "Al-Monitor": "al-monitor",
    "Breitbart": "breitbart",
    "Asharq Al-Awsat": "asharq-al-awsat",
    "Global Research": "global-research",
    "The Long War Journal": "long-war-journal",
}
# our label → the gold's name for the same count
NOUNS = {
    "jihadists": "jihadist(s)/jihadi(s)",
    "militants": "militant(s)",
    "terrorists": "terrorist(s)",
    "fighters": "fighter(s)",
    "extremists": "extremist(s)",
    "rebels": "rebel(s)",
}
CUES = {
    "reportedly": "reportedly",
    "according to": "according to",
    "seem": "seem-",
    "appear": "appear-",
    "perhaps": "perhaps",
    "may": "may",
    "might": "might",
}


def found(text: str, *kinds: str) -> list[tuple[str, str | None, str, str]]:
    """(kind, entity, label, voice) of the mentions of a text, in its order."""
    _, rows = run.read_article(made("x", text))
    return [(r["kind"], r["entity"], r["label"], r["voice"]) for r in rows if r["kind"] in kinds]


@pytest.mark.parametrize(
    ("text", "kind", "labels"),
    [
        ("The dam may break, and perhaps it will flood the town.", "hedge", ["may", "perhaps"]),
        ("The mayor arrived in May and left in June.", "hedge", []),
        ("It is unclear how many stayed; the tally appears low.", "hedge", ["unclear", "appear"]),
        ("The bank was clearly wrong and, in fact, knew it.", "booster", ["clearly", "in fact"]),
        ("The vote was reportedly bought, according to the court.", "distance", ["reportedly", "according to"]),
        ("The mayor warned that the bridge was closed.", "attribution", ["warn"]),
        ("The nurse read a report and found a coat.", "attribution", []),
        ("The minister granted that the bridge was closed.", "attribution", ["grant"]),
        ("The city granted the club a new field and gave it a coach.", "attribution", []),
        ("Police put the crowd at 4,000.", "attribution", ["put"]),
        ("The group has put out a report and put its name on a list.", "attribution", []),
        ("Residents want to know whether the water is clean.", "attribution", []),
        ("A survey showed that most of them stayed.", "attribution", ["show"]),
        ("Pictures show him beside the river.", "attribution", []),
        ("The merger may also give the bank another source of income.", "attribution", []),
        ("A horde of tourists swamped the bloody field.", "loaded", ["horde", "swamp", "bloody"]),
        ("Tourists visited the wide field.", "loaded", []),
        ("The “moderate” party left, said the paper “The Dawn”.", "scare_quotes", ["moderate"]),
        ("“We will never leave this town again,” she said.", "scare_quotes", []),
        ("A riot broke out after the demonstration.", "event", ["riots", "protests"]),
    ],
)
def test_cues(text: str, kind: str, labels: list[str]) -> None:
    assert [label for _, _, label, _ in found(text, kind)] == labels


def test_what_is_quoted_is_not_the_outlets_own_voice() -> None:
    text = "The regime fell, the paper said. “The regime will return,” a soldier shouted."
    assert [(label, voice) for _, _, label, voice in found(text, "noun") if label == "regime"] == [
        ("regime", "own"),
        ("regime", "quoted"),
    ]


def test_people_without_a_name_are_counted_by_whom_they_are() -> None:
    rows = found("About 300 migrants landed. The refugees were cold.", "noun")
    assert [(e, label) for _, e, label, _ in rows] == [
        ("people who come to a country", "migrants"),
        ("people who come to a country", "refugees"),
    ]


def test_every_mention_stands_where_it_says() -> None:
    text = "Red Crescent (ICRC) staff said the “so-called” truce may hold, and militants of Boko Haram reportedly left."
    _, rows = run.read_article(made("x", text))
    assert {r["kind"] for r in rows} >= {"name", "noun", "hedge", "distance"}
    for row in rows:
        words = text[row["start"] : row["end"]]
        assert words.strip() == words != ""
        if row["kind"] == "name":
            assert " ".join(words.split()) == row["label"]


@pytest.fixture(scope="module")
def originals() -> list[tuple[Article, list[dict[str, Any]]]]:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the five original articles are not here (../shared/seeds)")
    read = articles.read(SHARED / "seeds")
    outlets = {o.outlet_id: o for o in read.outlets}
    return [(a, run.read_article(a, outlets.get(a.outlet_id))[1]) for a in read.articles]


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    path = SHARED / "gold" / "seeds_framing.json"
    if not path.is_file():
        pytest.skip("the framing gold is not here (../shared/gold/seeds_framing.json)")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["outlets"]
    return told


def counted(originals: list[tuple[Article, list[dict[str, Any]]]], outlet: str, label: str, **where: str) -> int:
    return sum(
        r["label"] == label and all(r[k] == v for k, v in where.items())
        for a, rows in originals
        if a.outlet_id == outlet
        for r in rows
    )


@pytest.mark.parametrize("label", NOUNS)
def test_the_originals_nouns_for_armed_people(
    originals: list[tuple[Article, list[dict[str, Any]]]], gold: dict[str, Any], label: str
) -> None:
    wanted = {o: gold[o]["general_labels"].get(NOUNS[label], {}).get("count", 0) for o in OUTLETS}
    ours = {o: counted(originals, i, label, entity="armed people") for o, i in OUTLETS.items()}
    off = sum(abs(ours[o] - wanted[o]) for o in OUTLETS)
    assert off <= 0.1 * sum(wanted.values()), (ours, wanted)


def test_the_originals_hedges_and_words_of_distance(
    originals: list[tuple[Article, list[dict[str, Any]]]], gold: dict[str, Any]
) -> None:
    off = total = 0
    for outlet, ident in OUTLETS.items():
        for label, name in CUES.items():
            wanted = gold[outlet]["attribution_and_hedging"].get(name, 0)
            off += abs(counted(originals, ident, label) - wanted)
            total += wanted
    assert total > 30
    assert off <= 0.1 * total


def test_the_originals_regime_is_only_ever_quoted(originals: list[tuple[Article, list[dict[str, Any]]]]) -> None:
    for ident in OUTLETS.values():
        assert counted(originals, ident, "regime", voice="own") == 0


def test_the_originals_boosters_and_scare_quotes_stand_with_one_outlet(
    originals: list[tuple[Article, list[dict[str, Any]]]],
) -> None:
    boosters = {
        i: sum(r["kind"] == "booster" for a, rows in originals if a.outlet_id == i for r in rows)
        for i in OUTLETS.values()
    }
    assert max(boosters, key=lambda i: boosters[i]) == "global-research"
    assert counted(originals, "global-research", "moderate rebels", kind="scare_quotes") == 2
    assert counted(originals, "breitbart", "moderate rebels", kind="scare_quotes") == 0


def test_mentions_go_through_the_tables(tmp_path: Path) -> None:
    _, rows = run.read_article(made("x", "The rebels may leave, the mayor said."))
    tables.write(tmp_path, "mentions", rows)
    assert set(tables.read(tmp_path, "mentions")["kind"]) >= {"noun", "hedge", "attribution"}
    assert framing.OWN


def test_how_surely_a_mention_is_said_is_its_sentences_first_claim_anywhere_in_a_long_text() -> None:
    ends = (0, 90, 90, 2_500, 2_501, 40_000)
    sure = ("asserted", "reported", "denied", "alleged", "estimated", "predicted")
    claims = [
        replace(claim(str(k), k, certainty=certainty), sentence_start=start, sentence_end=end)
        for k, (start, end, certainty) in enumerate(zip((0, *ends), ends, sure, strict=False))
        if start < end
    ]
    near = framing._near(claims)
    for offset in (0, 89, 90, 999, 1_000, 2_499, 2_500, 2_501, 30_000, 39_999, 40_000, 90_000):
        first = [c.certainty for c in claims if c.sentence_start <= offset < c.sentence_end][:1]
        assert framing._certainty(near, offset) == (first or ["asserted"])[0]
