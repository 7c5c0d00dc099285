"""What an article is about: names, kinds of event, and its rare words."""

from __future__ import annotations

import pytest

from pipeline.clusters.terms import alikeness, article_terms, rarity
from tests.factory import article

HAUL = "Customs officers in Rotterdam found cocaine among bananas. Smugglers had hidden it."


@pytest.mark.parametrize(("common", "rare"), [("people", "harbour"), ("said", "cocaine"), ("harbour", "bananas")])
def test_rare_words_tell_more(common, rare):
    assert rarity(common) < rarity(rare)


def test_days_and_the_commonest_words_tell_nothing():
    assert rarity("monday") == rarity("the") == rarity("said") == 0.0


def test_articles_without_a_name_in_common_can_be_of_one_affair():
    one, same, other = (
        article_terms(article(name, text))
        for name, text in (
            ("post", HAUL),
            ("sun", "Dutch police nabbed smugglers after cocaine turned up among bananas in a container."),
            ("times", "Striking teachers walked out over pay, and pupils in Rotterdam stayed at home."),
        )
    )
    assert alikeness(one, same) > 0.2 > alikeness(same, other)


def test_terms_have_unit_length():
    assert sum(v * v for v in article_terms(article("post", HAUL)).values()) == pytest.approx(1.0)
