"""Rows of a build, collected one by one: what the tables need and a test does not care about is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline import tables


@dataclass
class Rows:
    """Rows as they are collected, by table."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in tables.SCHEMAS})

    def article(self, ident: str, outlet: str, day: date, title: str, text: str, **more: Any) -> None:
        self.rows["articles"].append(
            {
                "article_id": ident,
                "path": f"flood/{ident}.md",
                "title": title,
                "outlet_id": outlet,
                "published": day.isoformat(),
                "text": text,
            }
            | {
                "published_start": day,
                "published_end": day,
                "kind": "news",
                "digest": False,
                "language": "en",
                "sha256": "0" * 64,
            }
            | {"words": len(text.split()), "url": f"https://news.example/{ident}"}
            | more
        )

    def claim(
        self,
        ident: str,
        article: str,
        quote: str,
        cluster: str | None,
        low: float | None,
        high: float | None,
        **more: Any,
    ) -> None:
        row = next(a for a in self.rows["articles"] if a["article_id"] == article)
        start = row["text"].index(quote)
        left = row["text"].rfind(". ", 0, start)
        left = 0 if left < 0 else left + 2
        right = row["text"].index(".", start + len(quote)) + 1
        sentence = row["text"][left:right]
        self.rows["claims"].append(
            {
                "claim_id": ident,
                "article_id": article,
                "outlet_id": row["outlet_id"],
                "kind": "quantity",
                "zone": "body",
                "sentence": sentence,
            }
            | {
                "sentence_start": left,
                "sentence_end": right,
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "text": sentence,
            }
            | {
                "low": low,
                "high": high,
                "norm_low": low,
                "norm_high": high,
                "unit": "count",
                "norm_unit": "count",
                "bound": "exact",
            }
            | {
                "as_of_start": row["published_start"],
                "as_of_end": row["published_end"],
                "certainty": "asserted",
                "polarity": "affirmed",
            }
            | {
                "cluster_id": cluster,
                "origin_id": f"o-{row['outlet_id']}",
                "counted": "people",
                "actor": "Lorland",
                "action": "flee",
                "place": "Marra",
            }
            | more
        )

    def cluster(self, ident: str, label: str, assessment: str, reason: str, score: float, **more: Any) -> None:
        mine = [c for c in self.rows["claims"] if c["cluster_id"] == ident]
        values = sorted(v for c in mine for v in [c["low"] if c["low"] is not None else c["high"]] if v is not None)
        self.rows["clusters"].append(
            {
                "cluster_id": ident,
                "series_id": ident[:4],
                "label": label,
                "unit": mine[0]["unit"],
                "n_claims": len(mine),
                "reason": reason,
                "score": score,
            }
            | {"n_articles": len({c["article_id"] for c in mine}), "n_outlets": len({c["outlet_id"] for c in mine})}
            | {
                "n_origins": len({c["origin_id"] for c in mine}),
                "low": values[0],
                "median": values[len(values) // 2],
                "high": values[-1],
            }
            | {
                "as_of_start": min(c["as_of_start"] for c in mine),
                "as_of_end": max(c["as_of_end"] for c in mine),
                "assessment": assessment,
            }
            | more
        )
