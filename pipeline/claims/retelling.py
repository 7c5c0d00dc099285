"""A statement's clause as a sentence of its own: a relative clause with its noun for its pronoun, without asides.

"Barry Pugh, who quit in August, claims …" holds "Barry Pugh quit in August"; "a petition started by parents" holds
"a petition was started by parents".
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.claims import wording
from pipeline.claims.statements import Clause, words
from pipeline.entities import Entity
from pipeline.language import Parsed

_QUOTES = {"“": "”", "«": "»"}


def of_clause(clause: Clause, parsed: Parsed, text: str, pronouns: Mapping[int, Entity]) -> str:
    """The clause in the article's words, with names for pronouns; without a full stop."""
    subject = words(parsed, text, clause.subject) or ""
    named = pronouns.get(clause.subject.i)
    who = named.words if named is not None and clause.subject.pos_ == "PRON" else subject
    predicate, doc = clause.predicate, parsed.doc
    if predicate.dep_ in ("acl:relcl", "acl") and clause.subject.i < predicate.i and clause.subject == predicate.head:
        relative = next((c.i for c in predicate.children if c.tag_ in ("WP", "WDT")), None)
        if relative is not None and relative < clause.end - 1:
            return balanced(f"{who} {wording.spoken(parsed, text, relative + 1, clause.end, pronouns)}")
        if predicate.tag_ == "VBN":
            be = "were" if clause.subject.tag_ in ("NNS", "NNPS") else "was"
            return balanced(f"{who} {be} {wording.spoken(parsed, text, predicate.i, clause.end, pronouns)}")
    if clause.subject.i < clause.start and who:
        return balanced(f"{who} {wording.spoken(parsed, text, clause.start, clause.end, pronouns)}")
    aside = next(
        (
            c
            for c in clause.subject.rights
            if c.dep_ in ("acl:relcl", "acl") and c.left_edge.i > 0 and doc[c.left_edge.i - 1].text == ","
        ),
        None,
    )
    if aside is not None and clause.start <= aside.left_edge.i and aside.right_edge.i + 1 < clause.end:
        first = wording.spoken(parsed, text, clause.start, aside.left_edge.i, pronouns)
        last = wording.spoken(parsed, text, aside.right_edge.i + 1, clause.end, pronouns)
        return balanced(f"{first} {last}")
    return balanced(wording.spoken(parsed, text, clause.start, clause.end, pronouns))


def balanced(words_: str) -> str:
    """The words without a quotation mark that has no partner.

    >>> balanced('called it "an insult')
    'called it an insult'
    """
    for opening, closing in _QUOTES.items():
        if words_.count(opening) != words_.count(closing):
            words_ = words_.replace(opening, "").replace(closing, "")
    return words_.replace('"', "") if words_.count('"') % 2 else words_
