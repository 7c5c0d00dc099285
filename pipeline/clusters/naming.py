"""The parts of a title: nouns in the plural, adjectives of nations, what is said for an action, prepositions, units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicons
from pipeline.clusters.names import look_up
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings, table, words
from pipeline.money import is_money

_CLAUSE = 60  # characters before a place in which the action stands whose place it is
_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))


@dataclass(frozen=True, slots=True)
class Said:
    """How an action is said behind what is counted; ``by`` holds "{actor}" where an actor can be named."""

    words: str
    by: str = ""
    place: str = ""
    group: str = ""


NOTHING = Said("")


@cache
def _titles() -> dict[tuple[str, bool], Said]:
    found: dict[tuple[str, bool], Said] = {}
    for row in table("lexicons/titles", "class", "of", "said", "by", "place"):
        known = lexicons.actions().get(row["class"])
        for people in (True, False):
            if row["of"] in ("", "people" if people else "things"):
                who = "who" if people else "that"
                told, by = (re.sub(r"^who\b", who, row[name]) for name in ("said", "by"))
                found[row["class"], people] = Said(told, by, row["place"], known.group if known else "")
    return found


def said(action: str, people: bool) -> Said:
    """What is said for a class of actions behind people or behind things; nothing where no way is known."""
    return _titles().get((action, people), NOTHING)


def trimmed(phrase: str) -> str:
    """A noun phrase without determiners and other words that name nothing: "their own people" → "people"."""
    empty = settings("titles")["empty"]
    told = phrase.strip(" -–—").split()
    while told and told[0].lower() in empty:
        told = told[1:]
    return " ".join(told)


def tells(thing: str, told: Said, action: str | None) -> bool:
    """Does what is counted say the action itself: losses were lost, revenue was earned?"""
    return action == lexicons.action_class(thing) or thing.lower().split()[-1][:3] == told.words[:3]


def place_name(told: str) -> str | None:
    """A place when it has a name or is the world, None for "33 countries"."""
    return told if told[:1].isupper() or told in settings("titles")["everywhere"] else None


def plural(kind: str) -> str:
    """The plural of a class's name: people, children, fighters."""
    return str(settings("titles")["things"].get(kind, kind if kind.endswith("s") else kind + "s"))


def in_plural(phrase: str, kind: str | None) -> str:
    """A listed noun in the singular as its plural: "person" → "people", "seat" → "seats"; all else as it is."""
    last = phrase.split()[-1]
    if kind and last.lower() == kind and plural(kind) != kind:
        return phrase[: -len(last)] + plural(kind)
    return phrase


def lowered(phrase: str) -> str:
    """A phrase to stand after an adjective: its first letter small, unless it is a name or holds one."""
    rest = phrase[1:]
    return phrase[:1].lower() + rest if rest.islower() and look_up(phrase.split()[0]) is None else phrase


@cache
def _adjectives() -> dict[str, str]:
    """ISO code of a country, or name of a people → the adjective for it."""
    nations = {r["iso2"]: words(r["demonyms"]) for r in table("places/countries", "iso2", "demonyms")}
    found = {code: said[0] for code, said in nations.items() if said}
    for row in table("names/peoples", "name", "words"):
        found[row["name"]] = words(row["words"])[-1]
    return found


def adjective(key: str) -> str:
    """What stands before a noun for a country or people: "British", "Kurdish"; empty where none is known."""
    return _adjectives().get(key, "")


def is_group(name: str) -> bool:
    """Is it an armed group, a movement or the like, not a country, a people or a part of the world?"""
    found = look_up(name)
    return found is not None and found.kind == "group"


def with_article(name: str) -> str:
    """ "the United Kingdom", "Syria"."""
    return f"the {name}" if name.startswith(tuple(settings("titles")["with_the"])) else name


def row(names: str) -> str:
    """Names in a row with commas: "Guinea and Liberia and Mali" → "Guinea, Liberia and Mali"."""
    first, _, last = names.rpartition(" and ")
    return f"{first.replace(' and ', ', ')} and {last}" if first else last


def names_already(text: str, place: str) -> bool:
    """Does a title name the place already: "Idlib province" beside "Idlib"?"""
    return place.lower().split()[0] in text.lower().split()


def preposition(members: Sequence[Profile], place: str, told: Said, home: bool) -> str:
    """The preposition before the place: that of most members, of those that fit, else the action's own, else "in".

    ``home``: the place is the country of those who are counted, so that they return to it.
    """
    known = settings("titles")
    moving = told.group == known["move_group"]
    if told.place == "-":  # left Syria
        return ""
    if home and told.place == "from":
        return "to"
    fitting = known["moving" if moving and told.place else "resting"]
    skipped = "|".join(map(re.escape, known["between"]))
    votes: Counter[str] = Counter()
    for p in members:
        for printed in {place, *(w.strip() for w in (p.claim.place_words or "").split(",") if w.strip())}:
            found = re.search(
                rf"\b(\w+)\s+(?:(?:{skipped})\s+)*{re.escape(printed)}\b", p.claim.sentence, re.IGNORECASE
            )
            if found and found[1].lower() in fitting and not (moving and _of_another(p, found.start())):
                votes[found[1].lower()] += 1
    best = min(votes, key=lambda w: (-votes[w], w)) if votes else told.place or "in"
    return "to" if best == "into" else best


def _of_another(p: Profile, at: int) -> bool:
    """Is a place that of another action of the sentence: "of those who went to Syria, 400 are back"?"""
    told = lexicons.actions_in(p.claim.sentence[max(0, at - _CLAUSE) : at])
    return bool(told) and p.action is not None and told[-1] != p.action


def _is_rate(thing: str, kind: str | None) -> bool:
    known = settings("titles")
    return kind in known["rates"] or thing.lower().split()[-1] in known["rate_words"]


def measure(members: Sequence[Profile], thing: str | None, kind: str | None, unit: str) -> str:
    """What is counted or measured: "fighters", "share of land", "turnout", "area", "children a day"."""
    known = settings("titles")["measures"]
    base, _, per = unit.partition("/")
    if base == "percent":
        text = (
            thing if thing and _is_rate(thing, kind) else f"share of {_definite(members, thing)}" if thing else "share"
        )
    else:
        text = thing or str(known.get("money" if is_money(base) else unit, "figures"))
    if per and (base == "count" or is_money(base)):
        text += f" a{'n' if per[0] in 'aeio' or per == 'hour' else ''} {per}" if per in _TIMES else f" per {per}"
    return text


def _definite(members: Sequence[Profile], thing: str) -> str:
    """ "the caliphate" where the articles speak of the one there is; plurals stand alone."""
    found = sum(bool(re.search(rf"\b(?:the|its|their) {re.escape(thing)}\b", p.claim.sentence)) for p in members)
    return (
        f"the {thing}" if 2 * found >= len(members) and found and thing.islower() and not thing.endswith("s") else thing
    )


def unit_behind(unit: str, kind: str | None, thing: str | None) -> str:
    """The unit in brackets where the words do not say it: " (km²)", " (USD)"."""
    base, _, per = unit.partition("/")
    if base == "count" or (base == "percent" and not (thing and _is_rate(thing, kind))):
        return ""
    if per and not is_money(base):
        return f" ({unit})"
    return f" ({'%' if base == 'percent' else settings('titles')['units'].get(base, base)})" if base != kind else ""
