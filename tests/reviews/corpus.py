"""A made-up build of any size: quantities with five figures each, the first of some of them implausible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import tables

PER = 5
DAY = date(2024, 3, 9)


def write(out: Path, claims: int, findings: int, edition: str = "") -> Path:
    """Writes a build of ``claims`` claims in as many articles, ``findings`` of them implausible, to ``out``.

    Another ``edition`` stands before the text of each article, which gives all of its claims another id.
    """
    out.mkdir(parents=True, exist_ok=True)
    quantities = max(1, claims // PER)
    outlets = [f"outlet{n:02}" for n in range(20)]
    tables.write(out, "outlets", [{"outlet_id": o, "name": f"The {o.title()}", "aliases": []} for o in outlets])
    rows = [_row(n, outlets, edition) for n in range(quantities * PER)]
    tables.write(out, "articles", (a for a, _ in rows))
    tables.write(out, "claims", (c for _, c in rows))
    tables.write(out, "clusters", (_cluster(q, q < findings) for q in range(quantities)))
    tables.write(out, "findings", list(_findings(findings, edition)))
    for name in ("rejected", "assertions", "pairs", "mentions"):
        tables.write(out, name, [])
    tables.write(out, "origins", [{"origin_id": o, "name": f"The {o.title()}", "cited_by": [o]} for o in outlets])
    (out / "build.json").write_text("{}", encoding="utf-8")
    return out


def _row(n: int, outlets: list[str], edition: str) -> tuple[dict[str, Any], dict[str, Any]]:
    quantity, place = divmod(n, PER)
    value = 800_000 if place == 0 else 800 + place
    quote = f"{value:,}"
    outlet = outlets[n % len(outlets)]
    text = f"{edition}In district {quantity} about {quote} people had to leave, the mayor said.\n"
    start = text.index(quote)
    article = {
        "article_id": f"a{edition}{n:06}",
        "path": f"topic{quantity % 3}/a{n:06}.md",
        "title": f"District {quantity}",
        "outlet_id": outlet,
        "published": DAY.isoformat(),
        "published_start": DAY,
        "published_end": DAY,
        "text": text,
        "kind": "news",
        "digest": False,
        "words": 12,
        "language": "en",
        "sha256": "0" * 64,
    }
    claim = {
        "claim_id": f"k{edition}{n:06}",
        "article_id": f"a{edition}{n:06}",
        "outlet_id": outlet,
        "kind": "quantity",
        "zone": "body",
        "sentence": text.strip(),
        "sentence_start": 0,
        "sentence_end": len(text.strip()),
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "text": text.strip(),
        "counted": "people",
        "action": "leave",
        "place": f"district {quantity}",
        "as_of_start": DAY,
        "as_of_end": DAY,
        "low": float(value),
        "high": float(value),
        "bound": "about",
        "unit": "count",
        "norm_low": float(value),
        "norm_high": float(value),
        "norm_unit": "count",
        "attributed_to": "the mayor",
        "attribution_kind": "office",
        "origin_id": outlet,
        "certainty": "reported",
        "polarity": "affirmed",
        "cluster_id": f"q{quantity:06}",
    }
    return article, claim


def _cluster(quantity: int, bad: bool) -> dict[str, Any]:
    return {
        "cluster_id": f"q{quantity:06}",
        "series_id": f"s{quantity:06}",
        "label": f"People who left district {quantity}",
        "unit": "count",
        "as_of_start": DAY,
        "as_of_end": DAY,
        "n_claims": PER,
        "n_articles": PER,
        "n_outlets": PER,
        "n_origins": PER,
        "low": 801.0,
        "median": 803.0,
        "high": 800_000.0,
        "score": 1 - quantity / 1e6,
        "assessment": "implausible" if bad else "agree",
        "reason": f"800,000 is about 1,000 times its peers in district {quantity}.",
    }


def _findings(n: int, edition: str) -> Iterator[dict[str, Any]]:
    for quantity in range(n):
        claim = f"k{edition}{quantity * PER:06}"
        yield {
            "finding_id": f"f{quantity:06}",
            "check": "order_of_magnitude",
            "severity": "implausible",
            "cluster_id": f"q{quantity:06}",
            "claim_id": claim,
            "evidence": [claim],
            "reason": f"800,000 is about 1,000 times the median of 803 in district {quantity}.",
            "figures": json.dumps({"value": 800_000, "shifted": 800}),
        }
