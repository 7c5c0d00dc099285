"""Verbs in the one form that they are told in: "spray", "sprayed" and "spraying" are all "sprayed"."""

from __future__ import annotations

from functools import cache

from pipeline.inflection import inflections
from pipeline.knowledge import table, words
from pipeline.tokens import Token


def told(verb: Token) -> str:
    """The past participle of a verb, and any other word as it stands, in lower case."""
    if verb.pos_ != "VERB" or not verb.lower_.isalpha():
        return verb.lower_
    base = verb.lemma_.lower()
    return verb.lower_ if verb.lower_.endswith("ed") and base not in _irregular() else participle(base)


def participle(base: str) -> str:
    """The past participle of a base form.

    >>> participle("spray"), participle("carry"), participle("stop"), participle("leave")
    ('sprayed', 'carried', 'stopped', 'left')
    """
    irregular = _irregular().get(base)
    if irregular:
        return irregular
    return next((form for form in inflections(base) if form.endswith("ed") and form != base), base)


@cache
def _irregular() -> dict[str, str]:
    """Base form → participle, from ``data/lexicons/irregular_verbs.csv``."""
    rows = table("lexicons/irregular_verbs", "kind", "verbs")
    pairs = (pair.partition("=") for row in rows for pair in words(row["verbs"]))
    return {base: form for base, _, form in pairs}
