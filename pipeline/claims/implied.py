"""What was done as the counted noun tells it, where no verb does: a turnout attended, exports were exported."""

from __future__ import annotations

from pipeline import lexicons
from pipeline.claims import action_classes, phrases
from pipeline.claims.draft import Draft, Facet
from pipeline.knowledge import settings


def of_counted(draft: Draft) -> Facet | None:
    """What the counted noun itself tells, where it stands beside the figure: a turnout attended, deaths were killed."""
    counted = draft.counted
    found = lexicons.implied_action(counted.name) if counted is not None and counted.near else None
    return Facet(action_classes.label(found), counted.words) if found and counted is not None else None


def of_carried(draft: Draft) -> Facet | None:
    """ "The mill cuts 900 jobs; the foundry loses 300": what a verb and the noun that the figure before lent it tell
    together, where they are listed so."""
    verb, counted = draft.predicate, draft.counted
    if verb is None or counted is None or draft.noun is not None or verb.pos_ != "VERB" or verb.i > draft.token.i:
        return draft.action
    if action_classes.is_people(counted):
        return draft.action  # "in areas held by rebels": who is held is not what a verb of land tells
    told = lexicons.meaning(f"{verb.lemma_.lower()} {counted.name.lower()}") or ""
    name = told.partition(":")[2] if told.startswith("action:") else ""
    return Facet(action_classes.label(name), verb.text) if name else draft.action


def of_noun(draft: Draft) -> Facet | None:
    """ "with 900 employees", "exports came to 900 tonnes", "deliveries were down to 900 cars": what a counted noun, or
    the subject of a verb that only gives the figure, tells where nothing else does."""
    counted, verb = draft.counted, draft.predicate
    if draft.action is not None or counted is None or draft.quantity.unit in ("percent", "multiplier"):
        return draft.action
    subject = phrases.said_of(draft) if verb is None or verb.lemma_.lower() in phrases.lexicon("measuring") else None
    nouns = [counted.name.partition(" in ")[0].partition(" (")[0].rpartition(" ")[2].lower()] if counted.near else []
    nouns += [subject.lower_] if subject is not None else []
    for noun in nouns:
        if (found := settings("claims")["of_noun"].get(noun)) is not None:
            return Facet(action_classes.label(found), counted.words)
    return None
