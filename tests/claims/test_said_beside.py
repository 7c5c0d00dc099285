"""What stands beside somebody's words is not theirs; a quotation's speaker holds for all its sentences."""

import pytest

from tests.claims.taken import everything

OUTLET = "daily-example"

# text → words of the claim → who says so
SAID: list[tuple[str, str, str]] = [
    # a second quotation in the same paragraph, of several sentences
    ("“We did it,” said Ann Lee, the head of police. “We have not. Some 40 men do it.”", "40", "Ann Lee"),
    ("“Rain fell,” said Ann Lee. “We lost 40 barns. They were old,” Bill Hay said.", "40", "Bill Hay"),
    # set against somebody's words, or told of something else
    ("The dam has held for weeks, while engineers said that 40 pumps were new.", "The dam has held", OUTLET),
    ("The dam has held for weeks, while engineers said that 40 pumps were new.", "40", "engineers"),
    ("Officials said that the road was open, but no car has passed since 900 trucks came.", "the road", "Officials"),
    ("Officials said that the road was open, but no car has passed since 900 trucks came.", "900", OUTLET),
    ("The road is open and 40 cars passed, officials said.", "40", "officials"),
    ("She left the hall, knowing that the vote was lost.", "She left the hall", OUTLET),
    ("Some 40 people have died, says the WHO, most of them children.", "40", "WHO"),
    # an act, and what only stands in a clause beside it
    ("When the council declared an emergency in May, the port, by the press's count, had 40 ships.", "40", "press"),
    ("The firm released data showing that 40 percent of its drivers had left.", "40 percent", "data"),
    # whoever is close to somebody, where a parse takes the verb for a participle
    (
        "A channel close to Kestrel published pictures of a strike at which 70 drivers were paid, "
        "while officials said that around 300 had stopped.",
        "70",
        "channel close to Kestrel",
    ),
    ("A website close to the rebels posted photos of 12 graves.", "12", "website close to the rebels"),
    # what opens a sentence holds for all of it
    (
        "Officials had spoken of 12. According to Acme, 40 shops closed; the number of new ones grew to 900.",
        "900",
        "Acme",
    ),
    # an apposition tells what a firm is; a firm that somebody only wishes for is none
    ("Skyways, the low-cost airline, lost money. The company said 40 routes would go.", "40", "Skyways"),
    ("“We have to be a smaller company,” Ann Lee said.\n\nThe company said 40 routes would go.", "40", "company"),
    # who is spoken of in a quotation is not who speaks
    (
        "The Harbour Board opposed it. “Acme has lost its way and 40 men know it,” it said.",
        "40",
        "Harbour Board",
    ),
    # the speaker behind the last of several sentences
    ("“The pumps failed. The whole cellar was under water,” the mayor said.", "The pumps failed", "mayor"),
    ("“The river took 40 sheep. Nobody came,” Ann Lee told the Post.", "40", "Ann Lee"),
    ("“They closed 12 schools and they call it progress ….” Ann Lee wrote in a letter on Monday.", "12", "Ann Lee"),
    ("The pumps failed. “The whole cellar was under water,” the mayor said.", "The pumps failed", OUTLET),
]


@pytest.mark.parametrize(("text", "quote", "source"), SAID)
def test_beside(text: str, quote: str, source: str) -> None:
    (found,) = [c for c in everything(text) if c.quote.startswith(quote)]
    assert found.attributed_to == source


def test_a_verb_of_saying_behind_a_comma_belongs_to_the_one_before_it() -> None:
    text = "The union met. It said that 62% of its members had voted, and accused the airline of lying."
    (found,) = [c for c in everything(text) if c.quote.startswith("accused")]
    assert (found.subject, found.attributed_to) == ("It", "union")


def test_a_bare_word_for_who_speaks_says_nothing() -> None:
    assert not [c for c in everything("The report notes:\n\n“The pumps failed.”") if c.quote.startswith("The report")]
