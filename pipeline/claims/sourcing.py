"""The words of sourcing: verbs that report, nouns that speak, cues; all from ``data/lexicons``."""

from __future__ import annotations

from collections.abc import KeysView
from functools import cache

from pipeline.inflection import inflections
from pipeline.knowledge import table, words
from pipeline.model import AttributionKind, Certainty


@cache
def verbs() -> dict[str, Certainty]:
    """Reporting verb (lemma) → certainty, from ``data/lexicons/reporting.csv``."""
    return {row["verb"]: row["certainty"] for row in table("lexicons/reporting", "verb", "certainty")}  # type: ignore[misc]


@cache
def speech() -> frozenset[str]:
    """Reporting verbs (lemmas) that only those who can speak or write have for their subject."""
    return frozenset(row["verb"] for row in table("lexicons/reporting", "verb", "speaks") if row["speaks"] == "yes")


@cache
def verb_forms() -> dict[str, str]:
    """Regular inflections of reporting verbs → the verb; "said" and "told" beside them, not the bare verb."""
    return {form: verb for verb in verbs() for form in inflections(verb) if form != verb}


@cache
def nouns() -> dict[str, AttributionKind]:
    """Noun for a source, in all its forms → kind, from ``data/lexicons/source_nouns.csv``."""
    rows = table("lexicons/source_nouns", "noun", "kind")
    return {form: row["kind"] for row in rows for form in inflections(row["noun"])}  # type: ignore[misc]


@cache
def forms(kind: str) -> frozenset[str]:
    """The words of one kind with their regular inflections."""
    return frozenset(form for word in cues(kind) for form in inflections(word))


@cache
def cues(kind: str) -> KeysView[str]:
    """Words of one kind in ``data/lexicons/sourcing.csv``, in its order."""
    rows = table("lexicons/sourcing", "kind", "words")
    return dict.fromkeys(w for row in rows if row["kind"] == kind for w in words(row["words"])).keys()
