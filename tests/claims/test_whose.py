"""Who and where an article tells of beyond its single sentences: bodies that recur, places that only sound alike."""

import pytest

from tests.claims.taken import claims_of

FIRM = """Brackwater Looms will shut its mill in Ghana. Brackwater's sales fell.
The union said Brackwater Looms owed it an answer. """


VOTE_AND_RIOT = (
    "Gabon's election is over. The election commission counted for a week before the election result was out. "
    "Protesters came. A protest in Gabon turned violent. "
)


def test_whoever_an_action_befalls_is_named_by_the_event_that_it_goes_with() -> None:
    found = {c.quote: c.actor for c in claims_of(VOTE_AND_RIOT + "At least 52 people were detained.")}
    assert found["52"] == "marchers or protesters in Gabon"


def test_a_body_that_an_article_keeps_naming_is_whose_the_figure_is() -> None:
    found = {c.quote: c.actor for c in claims_of(FIRM + "Last year Brackwater Looms sold 900 rugs.")}
    assert found["900"] == "Brackwater Looms"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A ferry sank off Leith in Scotland. The port of Leith has 900 moorings.", "Scotland"),
        ("Police in Peru said 31 people were held in Lyma.", "Peru"),
    ],
)
def test_no_place_of_a_country_that_the_article_never_names(text: str, country: str) -> None:
    for claim in claims_of(text):
        assert claim.place is None or not {"Saudi Arabia", "Al Lith", "Cyprus"} & {claim.place}
        assert claim.actor is None or "Saudi" not in claim.actor


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("A coach crash shut the road. The fire brigade and the fire service counted 12 dead.", "12", "crash"),
        ("Shops lost to a fire in Leith were empty. In all, 12 people died.", "12", "fire"),
        ("There was a march in Leith. Some 900 people took the metro.", "900", "riders"),
        ("On the day of the march 900 rides were counted.", "900", "riders"),
    ],
)
def test_whom_an_event_befell_is_told_by_the_event_itself(text: str, quote: str, actor: str) -> None:
    found = next(c.actor for c in claims_of(text) if c.quote == quote)
    assert actor in (found or "")


def test_a_foreign_charity_lends_its_people_to_nobody() -> None:
    text = (
        "Floods cut off Lima in Peru. In Lima bread is dear. A Danish charity sent boats. Over 900 people lack bread."
    )
    found = next(c.actor for c in claims_of(text) if c.quote == "900")
    assert found is not None
    assert "Denmark" not in found
