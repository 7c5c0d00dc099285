"""Classes of actions as claims tell them: their labels, and what they say of those that they befall."""

from __future__ import annotations

from functools import cache

from pipeline import lexicons
from pipeline.claims.draft import Facet
from pipeline.knowledge import settings, table


@cache
def _labels() -> dict[str, str]:
    return {row["class"]: row["label"] for row in table("lexicons/action_labels", "class", "label")}


def label(action_class: str) -> str:
    """How a class of actions is said of those counted: "killed or died"."""
    return _labels().get(action_class, action_class)


def people(action: Facet | None) -> str | None:
    """What those are called of whom an action is said ("evacuated": residents), or None."""
    return _called().get(class_name(action) or "")


@cache
def _called() -> dict[str, str]:
    rows = table("lexicons/action_labels", "class", "label", "people")
    return {row["class"]: row["people"] for row in rows if row["people"]}


def known(action: Facet | None) -> lexicons.ActionClass | None:
    """The class of an action facet, or None when it is just a verb."""
    found = class_name(action)
    return lexicons.actions().get(found) if found else None


def class_name(action: Facet | None) -> str | None:
    """The name of an action facet's class, or None when it is just a verb."""
    return lexicons.class_told(action.name) if action else None


def is_strong(action: Facet | None) -> bool:
    """Does the action tell what happened, and not only that there is a figure?"""
    found = known(action)
    return found is not None and found.group not in settings("claims")["weak"]


def befell(action: Facet | None) -> bool:
    """Is it something that happens to people (killed, wounded, displaced …)?"""
    found = known(action)
    return found is not None and found.group in settings("claims")["befalls_people"]


def is_person_noun(noun: str) -> bool:
    """Does the noun itself name people ("returnee"), and not what happened to them ("death")?"""
    kind = lexicons.counted_class(noun)
    return kind != "person" and lexicons.is_people(kind)


def is_people(counted: Facet | None) -> bool:
    """Are those counted people of any kind?"""
    kind = lexicons.counted_class(counted.name) if counted else None
    return lexicons.is_people(kind)


def class_of(words: str) -> str | None:
    """The class of action that some words tell, as it is said, or None."""
    found = lexicons.action_class(words)
    return label(found) if found else None
