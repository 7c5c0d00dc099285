"""Articles and claims made by hand, one before and one after an edit, and what is decided on them."""

from __future__ import annotations

import hashlib

from pipeline.model import Article, Claim
from pipeline.reviews import Anchor, Store, anchor, carry, decision, rating
from pipeline.reviews.content import Content, of_claims
from pipeline.reviews.transfer import verify
from pipeline.tables import record

TEXT = "On Monday the mayor said that 800 people had left. On Friday a paper wrote that 30 people were hurt at sea."


def article(name: str, text: str = TEXT, **more: str) -> Article:
    ident = hashlib.sha256(f"{name}{text}".encode()).hexdigest()[:16]
    return Article(
        ident, **{"path": f"{name}.md", "title": name, "outlet_id": name, "text": text, "sha256": "0"} | more
    )


def claim(where: Article, quote: str, cluster: str = "q1", nth: int = 0) -> Claim:
    start = -1
    for _ in range(nth + 1):
        start = where.text.index(quote, start + 1)
    value = float(quote.replace(",", ""))
    place = (0, len(where.text), quote, start, start + len(quote), where.text)
    told = {"low": value, "high": value, "unit": "count", "cluster_id": cluster, "origin_id": where.outlet_id}
    ident = f"{where.article_id}-{start}"
    return Claim(ident, where.article_id, where.outlet_id, "quantity", "body", where.text, *place, **told)


def content(*claims: Claim, articles: list[Article]) -> Content:
    return of_claims(claims, {a.article_id: a for a in articles})


def anchored(of: Claim, where: Article) -> Anchor:
    return anchor(record(of), record(where))


OLD, NEW = article("a"), article("a", "Update. " + TEXT)
WAS, NOW = claim(OLD, "800"), claim(NEW, "800")
OLD_BUILD, NEW_BUILD = [WAS, OLD], [NOW, NEW]


def attach(store: Store, build: list) -> carry.Attached:
    result = carry.attach(store, content(build[0], articles=[build[1]]))
    assert not result.lost
    assert not verify(store).problems
    return result


def judge(store: Store, build: list, verdict: str, who: str, seen: int | None = None) -> None:
    store.append(decision("claim", build[0].claim_id, verdict, anchor=anchored(*build)), who=who, seen=seen)


def judged(store: Store, build: list) -> dict[str, str]:
    return {who: j.verdict for who, j in store.state("claim", build[0].claim_id).judgements.items()}


def rate(store: Store, build: list, reliability: str, who: str) -> str:
    told = rating(build[0].claim_id, reliability, anchor=anchored(*build))
    return store.append(told, who=who).event.event_id


def rated(store: Store, build: list) -> dict[str, str]:
    return {who: r.reliability for who, r in store.state("claim", build[0].claim_id).ratings.items()}
