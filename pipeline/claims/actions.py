"""What happened to those counted, and what class of action that is."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import lexicons
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon
from pipeline.knowledge import settings, table

_COMPLEMENT = 4  # a verb and the three words after it tell what was done


def action(draft: Draft, text: str) -> Facet | None:
    """What happened to those counted: what the counted noun itself tells ("deaths"), else the verb.

    A verb that tells little (``weak`` in ``data/claims.toml``: rose, has, was recorded) gives a Facet that what was
    said of
    the figure before may replace; see :func:`is_strong`.
    """
    if draft.phrase:
        words = draft.parsed.words(text, draft.phrase)
        found = lexicons.implied_action(words)
        if found:
            return Facet(label(found), words)
    verb = draft.predicate
    if verb is None or (draft.noun is None and verb.lemma_.lower() in lexicon("measuring")):
        return None
    found = lexicons.action_class(_with_complement(draft, verb)) or lexicons.action_class(
        " ".join(_verb_words(verb)).lower()
    )
    if found and _moves_only_people(found) and measures_itself(draft.quantity):
        found = None  # "24,000 km2 went": land does not travel
    if found is None and verb.lemma_.lower() in (lexicon("presenting") | lexicon("measuring")):
        return None
    return Facet(label(found) if found else verb.lower_, draft.parsed.words(text, [verb]))


@cache
def _labels() -> dict[str, str]:
    return {row["class"]: row["label"] for row in table("lexicons/action_labels", "class", "label")}


def label(action_class: str) -> str:
    """How a class of actions is said of those counted: "killed or died"."""
    return _labels().get(action_class, action_class)


def _moves_only_people(name: str) -> bool:
    return lexicons.actions()[name].group in settings("claims")["moves_people"]


def known(action: Facet | None) -> lexicons.ActionClass | None:
    """The class of an action facet, or None when it is just a verb."""
    found = lexicons.action_class(action.name) if action else None
    return lexicons.actions().get(found) if found else None


def is_strong(action: Facet | None) -> bool:
    """Does the action tell what happened, and not only that there is a figure?"""
    found = known(action)
    return found is not None and found.group not in settings("claims")["weak"]


def _with_complement(draft: Draft, verb: Token) -> str:
    """The verb and the words right after it: "lost their homes" is no "lost"."""
    end = verb.i + 1
    while (
        end < min(verb.i + _COMPLEMENT, draft.sentence.end)
        and not verb.doc[end].is_punct
        and end not in draft.parsed.quantities
    ):
        end += 1
    return verb.doc[verb.i : end].text


def _verb_words(verb: Token) -> list[str]:
    particles = [c.text for c in verb.children if c.dep_ == "compound:prt"]
    complement = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i > verb.i), None)
    return [verb.lemma_, *particles, *(["to", complement.lemma_] if complement is not None else [])]


def befell(action: Facet | None) -> bool:
    """Is it something that happens to people (killed, wounded, displaced …)?"""
    found = known(action)
    return found is not None and found.group in settings("claims")["befalls_people"]


def is_person_noun(noun: str) -> bool:
    """Does the noun itself name people ("returnee"), and not what happened to them ("death")?"""
    kind = lexicons.counted_class(noun)
    return kind is not None and kind != "person" and "person" in lexicons.ancestors(kind)


def is_people(counted: Facet | None) -> bool:
    """Are those counted people of any kind?"""
    kind = lexicons.counted_class(counted.name) if counted else None
    return kind is not None and "person" in lexicons.ancestors(kind)


def class_of(words: str) -> str | None:
    """The class of action that some words tell, as it is said, or None."""
    found = lexicons.action_class(words)
    return label(found) if found else None
