"""What a cluster says, and which figures cannot be right: what each check must see and what it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.assess import assess
from pipeline.assess.saying import number, times
from pipeline.clusters import match
from pipeline.clusters.figures import digits, grain
from tests.factory import article, articles, claim

WENT = {"counted": "fighters", "action": "travelled", "place": "Syria"}
NAMES = ("Ardan", "Belmor", "Corvin", "Delgar")
DEAD = {"counted": "people", "action": "killed", "place": "Freedonia"}


def run(*claims, texts=None):
    found = articles(*claims) | {k: article(k, t) for k, t in (texts or {}).items()}
    matched = match(claims, found)
    verdicts, findings = assess(matched, found)
    home = {c.claim_id: c.cluster_id for c in matched.claims}
    return [verdicts[home[c.claim_id]] for c in claims], findings


def flagged(findings, check):
    return [f.claim_id for f in findings if f.check == check]


def sound(n=4, **facets):
    """A few sources that print much the same."""
    return [
        claim(f"outlet{i}", 800 + 10 * i, actor="British", said_by=f"{NAMES[i]} Institute", **(WENT | facets))
        for i in range(n)
    ]


def test_a_thousand_times_its_peers_is_a_slip():
    odd = claim("odd", 760_000, actor="British", **WENT)
    verdicts, findings = run(*sound(), odd)
    assert flagged(findings, "order_of_magnitude") == [odd.claim_id]
    assert flagged(findings, "power_of_ten") == [odd.claim_id]
    assert verdicts[-1].name == "implausible"
    reason = next(f.reason for f in findings if f.check == "power_of_ten")
    assert "760,000" in reason
    assert "1,000" in reason
    assert "760," in reason


def test_a_real_dispute_is_no_slip():
    figures = [(20_000, "Ministry A"), (31_500, "Ministry B"), (25_000, "Ministry C"), (200_000, "General D")]
    claims = [
        claim(f"o{i}", v, counted="fighters", actor="Islamic State", action="has", place="Iraq", said_by=s)
        for i, (v, s) in enumerate(figures)
    ]
    verdicts, findings = run(*claims)
    assert not [f for f in findings if f.severity == "implausible"]
    assert verdicts[-1].name != "implausible"


def test_a_part_exceeds_its_whole():
    whole = claim(
        "one",
        30_000,
        sentence="Fighters who travelled to Syria number 30,000 from at least 86 countries.",
        at=1,
        **WENT,
    )
    part = claim("one", 760_000, actor="British", at=2, **WENT)
    small = claim("one", 900, actor="French", at=3, **WENT)
    verdicts, findings = run(whole, part, small)
    assert flagged(findings, "part_exceeds_whole") == [part.claim_id]
    found = next(f for f in findings if f.check == "part_exceeds_whole")
    assert whole.claim_id in found.evidence
    assert "25 times" in found.reason
    assert [v.name for v in verdicts] == ["too_few", "implausible", "too_few"]


def test_a_part_within_its_whole_is_sound():
    whole = claim(
        "one",
        30_000,
        sentence="Fighters who travelled to Syria number 30,000 from at least 86 countries.",
        at=1,
        **WENT,
    )
    part = claim("one", 14_000, actor="French", at=2, **WENT)
    assert run(whole, part)[1] == []


def test_a_superlative_is_exceeded():
    top = claim(
        "one",
        14_000,
        actor="Russian",
        sentence="The largest contingent, 14,000 Russian fighters, travelled to Syria.",
        at=1,
        **WENT,
    )
    over = claim("one", 760_000, actor="British", at=2, **WENT)
    _, findings = run(top, over)
    assert flagged(findings, "exceeds_superlative") == [over.claim_id]


def test_a_share_of_the_population_that_none_comes_near():
    claims = [
        claim("one", v, actor=a, at=i, **WENT)
        for i, (v, a) in enumerate([(760_000, "British"), (1_700, "French"), (800, "German"), (1_500, "Russian")])
    ]
    _, findings = run(*claims)
    assert flagged(findings, "share_of_population") == [claims[0].claim_id]


def test_more_than_all_inhabitants():
    odd = claim("one", 80_000_000, counted="people", actor="French", action="travelled", place="Spain")
    assert flagged(run(odd)[1], "share_of_population") == [odd.claim_id]


@pytest.mark.parametrize(("value", "expected"), [(130, True), (97, False)])
def test_share_beyond_a_hundred(value, expected):
    quote = f"{value} percent"
    c = claim(
        "one",
        value,
        unit="percent",
        counted="homes",
        base="homes",
        action="destroyed",
        sentence=f"Some {quote} of the homes were destroyed.",
        quote=quote,
    )
    assert bool(flagged(run(c)[1], "share_out_of_range")) is expected


@pytest.mark.parametrize(("hectares", "expected"), [(7_500, True), (7_500_000, False)])
def test_conversion(hectares, expected):
    text = f"The water covers 75,000 km2 ({hectares:,} hectares) of land."
    a = claim("one", 75_000, unit="km2", counted="land", action="flooded", sentence=text, quote="75,000 km2")
    b = claim(
        "one",
        hectares / 100,
        unit="km2",
        counted="land",
        action="flooded",
        sentence=text,
        quote=f"{hectares:,} hectares",
        printed=(hectares, "ha"),
    )
    _, findings = run(a, b, texts={"one": text})
    assert bool(flagged(findings, "conversion_slip")) is expected


def _toll(total, text=None):
    text = text or f"The dead number {total:,}: 16,546 in Turkey and 3,868 in Syria."
    return [
        claim("one", v, sentence=text, quote=f"{v:,}", **(DEAD | {"place": p}))
        for v, p in ((total, None), (16_546, "Turkey"), (3_868, "Syria"))
    ]


@pytest.mark.parametrize(("total", "expected"), [(20_319, True), (20_414, False), (20_000, False)])
def test_parts_and_sum(total, expected):
    claims = _toll(total)
    assert flagged(run(*claims)[1], "parts_that_do_not_sum") == ([claims[0].claim_id] if expected else [])


def test_a_figure_for_both_given_to_one():
    head = claim(
        "one", 7_800, sentence="The toll in Turkey exceeds 7,800 people killed.", at=1, **(DEAD | {"place": "Turkey"})
    )
    text = "By now 5,894 people were killed in Turkey and 1,932 in Syria."
    parts = [
        claim("one", v, sentence=text, quote=f"{v:,}", at=2, **(DEAD | {"place": p}))
        for v, p in ((5_894, "Turkey"), (1_932, "Syria"))
    ]
    assert flagged(run(head, *parts)[1], "scope_swap") == [head.claim_id]


def test_agreement_needs_two_origins():
    agree, _ = run(*sound(3))
    assert {v.name for v in agree} == {"agree"}
    one_voice = [replace(c, attributed_to="Ardan Institute") for c in sound(3)]
    repeated, _ = run(*one_voice)
    assert {v.name for v in repeated} == {"single_origin"}
    assert "one witness" in repeated[0].reason


def test_difference_is_told_with_its_figures():
    a = claim("north-post", 190, said_by="Ministry of Health", **DEAD)
    b = claim("south-times", 410, said_by="Red Cross", **DEAD)
    verdicts, _ = run(a, b)
    assert {v.name for v in verdicts} == {"disagree"}
    assert "190" in verdicts[0].reason
    assert "410" in verdicts[0].reason


def test_bounds_that_meet_agree():
    a = claim("a", (180, None), bound="more_than", said_by="Ministry of Health", **DEAD)
    b = claim("b", 190, said_by="Red Cross", **DEAD)
    assert {v.name for v in run(a, b)[0]} == {"agree"}


def test_a_toll_that_moves_with_its_days_evolves():
    claims = [claim(f"o{n}", 100 + 40 * n, day=date(2024, 5, 1 + n), said_by=f"Agency {n}", **DEAD) for n in range(3)]
    assert {v.name for v in run(*claims)[0]} == {"evolving"}


def test_one_claim_is_too_few():
    verdicts, findings = run(claim("a", 5, **DEAD))
    assert verdicts[0].name == "too_few"
    assert findings == []


def test_what_the_text_takes_back_is_no_evidence():
    claims = [*sound(), claim("odd", 760_000, actor="British", certainty="retracted", **WENT)]
    assert run(*claims)[1] == []


def test_implausible_findings_name_their_claim():
    claims = [*sound(), claim("odd", 760_000, actor="British", **WENT)]
    _, findings = run(*claims)
    ids = {c.claim_id for c in claims}
    assert findings
    assert all(f.claim_id in ids and f.claim_id in f.evidence and set(f.evidence) <= ids for f in findings)
    assert len({f.finding_id for f in findings}) == len(findings)


@pytest.mark.parametrize(
    ("value", "text"),
    [(760_000, "760,000"), (14_900_000, "14.9 million"), (0.43, "0.43"), (3.5e9, "3.5 billion"), (12, "12")],
)
def test_numbers_in_words(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("value", "expected"), [(30_000, 1), (1_853, 4), (36_200, 3), (0.5, 1), (7.82, 3)])
def test_significant_digits(value, expected):
    assert digits(value) == expected


def test_room_for_rounding():
    assert grain(43_000) == 1_000
    assert grain(1_853) == 0
    assert times(25.3) == "25 times"


PAID = {"counted": "compensation", "action": "paid", "place": "Freedonia", "unit": "USD"}


def test_that_articles_came_out_some_days_apart_explains_no_difference():
    claims = [claim("a", 467e9, day=date(2024, 5, 10), **PAID), claim("b", 522e9, day=date(2024, 5, 12), **PAID)]
    assert {v.name for v in run(*claims)[0]} == {"disagree"}


def test_plans_can_differ_too():
    claims = [
        claim("a", 1500.0, day=date(2024, 5, 10), certainty="predicted", **PAID),
        claim("b", 5000.0, day=date(2024, 5, 10), certainty="predicted", **PAID),
    ]
    assert {v.name for v in run(*claims)[0]} == {"disagree"}


@pytest.mark.parametrize(("other", "said"), [(24, "agree"), (25, "disagree")])
def test_things_counted_one_by_one_are_not_rounded(other, said):
    won = {"counted": "seats", "action": "won", "actor": "Freedonia"}
    assert {v.name for v in run(claim("a", 24, **won), claim("b", other, **won))[0]} == {said}


def test_hours_explain_the_tolls_of_one_day_where_the_toll_rises_all_along():
    days = [(1, 100), (2, 180), (3, 260), (3, 300), (5, 410)]
    tolls = [
        claim(f"o{n}", v, action="killed", place="Freedonia", day=date(2024, 5, d)) for n, (d, v) in enumerate(days)
    ]
    assert "disagree" not in {v.name for v in run(*tolls)[0]}
