"""The claims that are taken from a text of a made-up outlet, printed on Thursday 20 May 2021."""

from datetime import date

from pipeline import language, zones
from pipeline.claims import extract
from pipeline.model import Article, Claim
from pipeline.quantities import find


def claims_of(text: str, title: str = "", outlet: str = "daily-example") -> list[Claim]:
    """The figures of a text."""
    return [c for c in everything(text, title, outlet) if c.kind == "quantity"]


def everything(text: str, title: str = "", outlet: str = "daily-example") -> list[Claim]:
    """All claims of a text, their words and places checked."""
    day = date(2021, 5, 20)
    article = Article(
        "0" * 16, "a.md", title, outlet, text, "", published="2021-05-20", published_start=day, published_end=day
    )
    found = extract(article, language.parse(text, find(text), zones.zones(text)))
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
    return found
