"""Findings on small articles: what a check sees when the whole chain has read the words."""

from __future__ import annotations

from datetime import date

from pipeline.assess import assess
from pipeline.clusters import match
from pipeline.model import Article, Finding
from pipeline.run import read_article


def findings(*texts: str, published: date = date(2021, 3, 4)) -> list[Finding]:
    """The findings on some articles of one day, each by an outlet of its own."""
    articles = {}
    for n, text in enumerate(texts):
        name = f"outlet{n}"
        articles[name] = Article(
            article_id=name, path=f"{name}.md", title="", outlet_id=name, text=text, sha256="0" * 64,
            published=str(published), published_start=published, published_end=published,
        )  # fmt: skip
    claims = [claim for article in articles.values() for claim in read_article(article)[0]]
    for claim in claims:
        assert articles[claim.article_id].text[claim.start : claim.end] == claim.quote
    return assess(match(claims, articles), articles)[1]


def implausible(check: str, *texts: str) -> list[str]:
    """The reasons of a check's implausible findings."""
    return [f.reason for f in findings(*texts) if f.check == check and f.severity == "implausible"]
