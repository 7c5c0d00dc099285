"""Noun phrases of a parse, cut as NewsQuant's annotators cut them: content words only, in their order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from newsquant import Prepared
from spacy.tokens import Token

CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV", "X", "SYM"))
INSIDE = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "nmod:poss",
        "flat",
        "conj",
        "nummod",
        "appos",
        "case",
        "fixed",
        "goeswith",
        "dep",
        "poss",
    )
)
NOUNS = frozenset(("NOUN", "PROPN"))


@cache
def words(name: str) -> frozenset[str]:
    """A word list of ``[newsquant.words]`` in ``conventions.toml``."""
    rules = tomllib.loads((Path(__file__).resolve().parent / "conventions.toml").read_text(encoding="utf-8"))
    return frozenset(rules["newsquant"]["words"][name])


def phrase(parsed: Prepared, head: Token, limit: Token | None = None) -> list[Token]:
    """Content words of the noun phrase around ``head``, up to ``limit``, without quantities, times and clauses."""
    while (
        head.dep_ in ("compound", "flat", "amod")
        and head.head.pos_ in NOUNS
        and head.head.idx not in parsed.taken
        and not (limit is not None and head.head.i >= limit.i)
    ):
        head = head.head
    found = {w.i for w in _walk(head, head)}
    low, high = min(found), max(found)
    while low > 0 and (head.doc[low].pos_ in NOUNS or _numbered(parsed, head.doc[low])):
        before = head.doc[low - 1]
        if _name_goes_on(parsed, before) or _numbered(parsed, head.doc[low]):
            low -= 1
        elif _numbered(parsed, before) or (before.lower_ in ("and", "&") and _two_names(parsed, before)):
            low -= 2
        else:
            break
        found |= {low, low + 1} | {c.i for c in head.doc[low].lefts if c.dep_ in ("compound", "amod")}
        low = min(found)
    end = limit.i if limit is not None else len(head.doc)
    while high + 1 < end and head.doc[high].pos_ in ("PROPN", "NUM") and _name_goes_on(parsed, head.doc[high + 1]):
        high += 1
        found.add(high)
    doc, kept = head.doc, []
    for i in sorted(found):
        w = doc[i]
        if (limit is not None and i >= limit.i) or w.idx in parsed.taken or w.pos_ not in CONTENT or w.dep_ == "case":
            continue
        if (
            (w.lower_ in words("times") and w is not head and w.dep_ not in ("compound", "amod", "flat"))
            or (w.is_digit and len(w.text) == 4 and (w.i > head.i or any(c.dep_ == "case" for c in w.children)))
            or w.lower_ in words("lean")
        ):
            continue
        kept.append(w)
    return kept


def phrase_head(parsed: Prepared, word: Token, limit: Token) -> Token:
    """The head of the noun phrase that ends with ``word``: "expectancy" for "life expectancy for men in Glasgow"."""
    while (
        word.dep_ in ("compound", "flat", "nmod", "nummod", "conj", "amod", "nmod:poss")
        and word.head.pos_ in NOUNS
        and word.head.i < limit.i
    ):
        aside = (
            word.dep_ == "conj"
            and word.head.dep_ == "obl"
            and any(t.text == "," for t in word.doc[word.head.i : word.i])
        )
        if word.head.idx in parsed.taken or aside:
            break
        word = word.head
    return word


def joined(parsed: Prepared, words: list[Token]) -> list[str]:
    """Words as NewsQuant cuts them: at spaces, "e-commerce" is one."""
    out: list[str] = []
    done: set[int] = set()
    for word in words:
        if word.i in done:
            continue
        doc, first, last = word.doc, word.i, word.i
        while (
            first > 0
            and not doc[first - 1].whitespace_
            and doc[first - 1].idx not in parsed.taken
            and doc[first - 1].text not in "(\"'“"
        ):
            first -= 1
        while (
            last + 1 < len(doc)
            and not doc[last].whitespace_
            and doc[last + 1].idx not in parsed.taken
            and (
                doc[last + 1].text in "-/&–"
                or doc[last].text in "-/&–"
                or (doc[last + 1].is_alpha and doc[last].is_digit)
            )
        ):
            last += 1
        while doc[first].text in "-/&–'’" and first < word.i:
            first += 1
        done.update(range(first, last + 1))
        text = "".join(doc[i].text for i in range(first, last + 1)).strip("'’\"()-.,/")
        # "2014-15" and "S&P/TSX" are two words there, "start-up" is one
        apart = text.replace("-", " ") if text.replace("-", "").isdigit() else text
        out += apart.replace("/", " ").split() if apart.replace("/", "").isupper() or "&" in apart else apart.split()
    return out


def _name_goes_on(parsed: Prepared, word: Token) -> bool:
    """Is ``word`` one more part of a name: "Dutch" of Dutch Lady, "500" of S&P 500?"""
    if word.idx in parsed.taken or word.lower_ in words("times"):
        return False
    return word.pos_ == "PROPN" or (word.pos_ == "ADJ" and word.is_title and not word.is_sent_start)


def _numbered(parsed: Prepared, word: Token) -> bool:
    """Is ``word`` the number within a name: "4" of category 4 hurricane, "600" of Stoxx 600 index?"""
    return word.is_digit and word.idx not in parsed.taken and word.nbor(-1).pos_ in NOUNS and len(word.text) < 4


def _two_names(parsed: Prepared, word: Token) -> bool:
    """Does "and" stand between two names or halves of one: "Customs and Border Protection"?"""
    return 1 < word.i < len(word.doc) - 1 and all(
        t.pos_ == "PROPN" and t.idx not in parsed.taken for t in (word.nbor(-1), word.nbor(1))
    )


def _walk(word: Token, head: Token) -> Iterator[Token]:
    for child in word.lefts:
        if child.dep_ in INSIDE:
            yield from _walk(child, head)
    yield word
    for child in word.rights:
        if (child.dep_ in INSIDE and child.dep_ not in ("conj", "appos", "dep")) or (
            child.dep_ == "conj"
            and child.pos_ in NOUNS
            and not any(t.i != child.i and t.pos_ == "NUM" for t in child.subtree)
        ):
            yield from _walk(child, head)
