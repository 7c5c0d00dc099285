"""A small build written straight to the tables, so that the pages can be tested without the pipeline.

The figures are made up: one outlet prints a thousand times what its peers do, one quantity changes over time, one rests
on a single source, and one article carries everything a hostile title can carry.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import tables
from tests.pages.rows import Rows

HOSTILE = (
    "<script>alert(1)</script> $x^2$ :red[x] [a](javascript:alert(2)) =cmd() \u202egnihton <img src=x onerror=alert(3)>"
)
OUTLETS = {"harbour": "Harbour Post", "northern": "Northern Courier", "valley": "Valley Gazette", "evil": HOSTILE}


def sample() -> Rows:
    """All rows of the sample build."""
    rows = Rows()
    for fill in (_outlets, _articles, _claims, _assertions, _clusters, _findings, _pairs, _mentions):
        fill(rows)
    return rows


def _outlets(s: Rows) -> None:
    for ident, name in OUTLETS.items():
        s.rows["outlets"].append(
            {"outlet_id": ident, "name": name, "aliases": [], "country": "GB", "kind": "newspaper"}
        )
        s.rows["origins"].append(
            {"origin_id": f"o-{ident}", "name": f"{name} desk", "kind": "outlet", "cited_by": [ident]}
        )
    s.rows["origins"].append(
        {"origin_id": "o-mayor", "name": "the mayor", "kind": "office", "cited_by": ["harbour", "northern", "valley"]}
    )


def _articles(s: Rows) -> None:
    flee = "people fled Marra, the mayor said."
    s.article(
        "a1",
        "harbour",
        date(2031, 5, 2),
        "River over its banks",
        f"The river rose at night. About 820 {flee} 12 of them were hurt. No shop was shut.",
    )
    s.article(
        "a2",
        "northern",
        date(2031, 5, 3),
        "Marra empties",
        f"More than 790 {flee} All 64,000 inhabitants of the province were warned. All shops were shut.",
    )
    s.article("a3", "valley", date(2031, 5, 3), "Panic in Marra", f"Some 810,000 {flee} Shops stayed shut.")
    s.article(
        "a4", "northern", date(2031, 5, 9), "A week later", "By Friday 1,400 people had left Marra. 12 were hurt."
    )
    s.article(
        "a5",
        "evil",
        date(2031, 5, 4),
        HOSTILE,
        f"{HOSTILE} wrote the paper. Up to 850 {flee} Shops may be shut.",
        url="javascript:alert(4)",
    )
    s.rows["rejected"].append({"path": f"flood/{HOSTILE}.txt", "reason": "is not text", "hint": "Save it as UTF-8"})


def _claims(s: Rows) -> None:
    mayor = {"attributed_to": "the mayor", "attribution_kind": "office", "origin_id": "o-mayor"}
    s.claim("k1", "a1", "820", "fled-1", 820, 820, bound="about", **mayor)
    s.claim("k2", "a2", "790", "fled-1", 790, None, bound="more_than", **mayor)
    s.claim(
        "k3",
        "a3",
        "810,000",
        "fled-1",
        810000,
        810000,
        bound="about",
        **mayor,
    )
    s.claim(
        "k5",
        "a5",
        "850",
        "fled-1",
        None,
        850,
        bound="up_to",
        attributed_to=HOSTILE,
        attribution_kind="person",
        actor=HOSTILE,
    )
    s.claim("k4", "a4", "1,400", "fled-2", 1400, 1400)
    s.claim("k6", "a1", "12", "hurt-1", 12, 12, action="injure")
    s.claim("k7", "a4", "12", "hurt-1", 12, 12, action="injure", outlet_id="northern")
    s.claim("k8", "a2", "64,000", "live-1", 64000, 64000, action="live")
    without: dict[str, Any] = {"kind": "statement", "bound": None, "unit": None, "norm_unit": None}
    s.claim("k9", "a3", "Shops stayed shut", None, None, None, **without)
    s.claim("k10", "a2", "All shops were shut", None, None, None, **without)
    s.claim("k11", "a1", "No shop was shut", None, None, None, polarity="negated", **without)
    s.claim("k12", "a5", "Shops may be shut", None, None, None, certainty="alleged", **without)
    s.claim("k13", "a5", "wrote the paper", None, None, None, **without)


def _assertions(s: Rows) -> None:
    s.rows["assertions"] += [
        {
            "assertion_id": "shut-1",
            "label": "Shops stayed shut",
            "affirmed": ["k9", "k10"],
            "denied": ["k11"],
            "hedged": ["k12"],
            "assessment": "disagree",
            "reason": "2 sources affirm it, 1 source denies it, 1 source leaves it open.",
            "n_articles": 4,
            "n_outlets": 4,
            "n_origins": 4,
            "score": 0.6,
        },
        {
            "assertion_id": "shut-2",
            "label": HOSTILE,
            "affirmed": ["k13"],
            "denied": [],
            "hedged": [],
            "assessment": "single_origin",
            "reason": "1 source affirms it. That is one witness.",
            "n_articles": 1,
            "n_outlets": 1,
            "n_origins": 1,
            "score": 0.15,
        },
    ]


def _clusters(s: Rows) -> None:
    s.cluster(
        "fled-1",
        "People who fled Marra",
        "implausible",
        "810,000 is about 1,000 times what three others print.",
        0.95,
        cause="slip",
    )
    s.cluster("fled-2", f"People who fled Marra, later {HOSTILE}", "too_few", "Only one figure.", 0.05)
    s.cluster("hurt-1", "People hurt in Marra", "agree", "Both print 12.", 0.2)
    s.cluster("live-1", "Inhabitants of the province", "too_few", "Only one figure.", 0.05)


def _findings(s: Rows) -> None:
    s.rows["findings"] += [
        {
            "finding_id": f"f{n}",
            "check": check,
            "severity": severity,
            "cluster_id": "fled-1",
            "claim_id": "k3",
            "evidence": evidence,
            "reason": reason,
        }
        | {"figures": json.dumps({"value": 810000})}
        for n, (check, severity, evidence, reason) in enumerate(
            [
                (
                    "order_of_magnitude",
                    "implausible",
                    ["k3", "k1", "k2"],
                    "810,000 is about 1,000 times the median of 805.",
                ),
                (
                    "exceeds_whole",
                    "implausible",
                    ["k3", "k8"],
                    "810,000 is more than the 64,000 inhabitants of the whole province.",
                ),
                ("power_of_ten", "suspicious", ["k3", "k1"], "Divided by 1,000 it is 810, which fits the other three."),
            ]
        )
    ]


def _pairs(s: Rows) -> None:
    facets = {"counted": 1.0, "actor": 0.9, "action": 1.0, "place": 1.0, "base": None}
    s.rows["pairs"] += [
        dict(claim_a="k1", claim_b="k2", joined=True, score=0.97, **facets),
        dict(claim_a="k1", claim_b="k3", joined=True, score=0.9, **facets),
        dict(claim_a="k2", claim_b="k5", joined=True, score=0.72, **facets),
        {
            "claim_a": "k1",
            "claim_b": "k6",
            "joined": False,
            "score": 0.6,
            "counted": 1.0,
            "actor": 1.0,
            "action": 0.0,
            "place": 1.0,
            "rule": "action",
        },
        {
            "claim_a": "k8",
            "claim_b": "k2",
            "joined": False,
            "score": 0.5,
            "counted": 0.8,
            "actor": 0.4,
            "action": 0.2,
            "place": 0.6,
        },
    ]


def _mentions(s: Rows) -> None:
    for article, label in (
        ("a1", "residents"),
        ("a3", "refugees"),
        ("a3", "Refugees"),
        ("a3", "migrants"),
        ("a2", "residents"),
    ):
        s.rows["mentions"].append(
            {
                "article_id": article,
                "outlet_id": _outlet(s, article),
                "kind": "noun",
                "voice": "own",
                "entity": "people of Marra",
                "label": label,
                "start": 0,
                "end": 4,
                "certainty": "asserted",
            }
        )
    for article, kind, entity, label, words in (
        ("a1", "event", "disaster", "disaster", "river"),
        ("a3", "event", "disaster", "crisis", "Shops"),
        ("a1", "hedge", None, "about", "About"),
        ("a2", "attribution", None, "say", "said"),
        ("a3", "attribution", None, "say", "said"),
        ("a3", "loaded", "alarm", "shut", "shut"),
        ("a5", "scare_quotes", None, HOSTILE, "wrote"),
    ):
        text = next(a["text"] for a in s.rows["articles"] if a["article_id"] == article)
        s.rows["mentions"].append(
            {
                "article_id": article,
                "outlet_id": _outlet(s, article),
                "kind": kind,
                "entity": entity,
                "label": label,
                "start": text.index(words),
                "end": text.index(words) + len(words),
                "certainty": "asserted",
                "voice": "quoted" if kind == "scare_quotes" else "own",
            }
        )


def _outlet(s: Rows, article: str) -> str:
    return str(next(a["outlet_id"] for a in s.rows["articles"] if a["article_id"] == article))


def write(folder: Path) -> Path:
    """Writes the sample build to ``folder`` and returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sample().rows.items():
        tables.write(folder, name, rows)
    return folder
