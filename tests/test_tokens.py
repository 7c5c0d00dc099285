"""The copy of a parse says what spaCy says of every word, span and sentence."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc as SpacyDoc

from pipeline import language
from pipeline.copied import read
from pipeline.tokens import Doc

TEXTS = [
    "The mayor, who had warned of floods, said on Monday that 40 boats were missing; nobody believed her.",
    "“We can't stay,” Ann Lee told the BBC's re-opened office in Oslo. She'd left by 6 p.m., at www.example.org.",
    "In the valley stood a mill that the river, which had risen since May, carried off — and no one saw it go!",
    "GDP GREW 3% IN Q2\t\tand   more , (so) they said",
    "",
]


def both(text: str) -> tuple[SpacyDoc, Doc]:
    theirs = language.load()(text)
    return theirs, read(theirs)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "name",
    "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ whitespace_ is_alpha is_lower is_upper is_title is_punct "
    "is_quote like_num".split(),
)
def test_what_a_word_is(text: str, name: str) -> None:
    theirs, ours = both(text)
    assert [getattr(t, name) for t in ours] == [getattr(t, name) for t in theirs]


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_word_is_elsewhere(text: str) -> None:
    theirs, ours = both(text)
    assert [str(t.morph) or "_" for t in theirs] == [t.morph for t in ours]
    assert [bool(t.is_sent_start) for t in theirs] == [t.is_sent_start for t in ours]
    assert [t.like_url or t.like_email for t in theirs] == [t.form.like_address for t in ours]
    rows = theirs.vocab.vectors.key2row
    assert [rows.get(t.lower) for t in theirs] == [t.form.rank for t in ours]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["children", "lefts", "rights", "subtree", "ancestors"])
def test_what_hangs_together(text: str, name: str) -> None:
    theirs, ours = both(text)
    assert [[c.i for c in getattr(t, name)] for t in ours] == [[c.i for c in getattr(t, name)] for t in theirs]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_where_a_phrase_begins_and_ends(text: str, name: str) -> None:
    theirs, ours = both(text)
    assert [getattr(t, name).i for t in ours] == [getattr(t, name).i for t in theirs]


@pytest.mark.parametrize("text", TEXTS)
def test_spans(text: str) -> None:
    theirs, ours = both(text)
    assert ours.text == theirs.text
    for start in range(-2, len(ours) + 1):
        for end in range(start - 1, min(start + 9, len(ours) + 2)):
            mine, their = ours[start:end], theirs[start:end]
            assert (mine.start, mine.end, mine.text) == (their.start, their.end, their.text)
            if len(mine):
                assert mine.root.i == their.root.i
                assert (mine[0].i, mine[-1].i, mine[1:].text) == (their[0].i, their[-1].i, their[1:].text)


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_and_names(text: str) -> None:
    theirs, ours = both(text)
    assert [(s.start, s.end) for s in ours.sents] == [(s.start, s.end) for s in theirs.sents if len(s)]
    assert [(t.sent.start, t.sent.end) for t in ours] == [(t.sent.start, t.sent.end) for t in theirs]
    assert [(e.start, e.end, e.label_) for e in ours.ents] == [(e.start, e.end, e.label_) for e in theirs.ents]


def crossing() -> tuple[SpacyDoc, Doc]:
    """A parse whose arcs cross: what hangs together does not stand together."""
    words, heads = "A plan was made yesterday that nobody liked .".split(), [1, 3, 3, 3, 3, 7, 7, 1, 3]
    made = SpacyDoc(language.load().vocab, words=words, heads=heads, deps=["dep"] * len(words))
    return made, read(made)


def test_arcs_that_cross() -> None:
    theirs, ours = crossing()
    assert [[c.i for c in t.subtree] for t in ours] == [[c.i for c in t.subtree] for t in theirs]
    edges = [(t.left_edge.i, t.right_edge.i) for t in theirs]
    assert [(t.left_edge.i, t.right_edge.i) for t in ours] == edges
    assert ours[1].right_edge.i == 7


def test_one_object_a_word() -> None:
    _, ours = both(TEXTS[0])
    assert all(ours[t.i] is t and all(c.head is t for c in t.children) for t in ours)
    assert ours[0].nbor() is ours[1]
    with pytest.raises(IndexError):
        ours[0].nbor(-1)
    with pytest.raises(IndexError):
        ours[len(ours) - 1].nbor()


def test_a_chain_without_end_is_no_burden() -> None:
    """A thousand words, each hanging on the one before, neither recurse nor take long."""
    n = 1_500
    made = SpacyDoc(language.load().vocab, words=["x"] * n, heads=[0, *range(n - 1)], deps=["ROOT", *["dep"] * (n - 1)])
    ours = read(made)
    assert len(ours[0].subtree) == n
    assert ours[0].right_edge.i == n - 1
