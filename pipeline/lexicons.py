"""Classes of counted things and of actions: different words for the same thing meet here.

``counted_class("British jihadists")`` and ``counted_class("foreign fighters")`` are both ``"fighter"``;
``action_class("lost their lives")`` and ``action_class("were killed")`` are both ``"kill"``. The words stand in
``data/lexicons/counted.csv`` and ``data/lexicons/actions.csv`` in their base form; regular inflections are made
here, irregular ones are listed there. A user's rows (``CROSSCHECK_DATA``) come later and win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.inflection import inflections
from pipeline.knowledge import table, words

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
# what follows one of these is no longer the head of a noun phrase
_AFTER_HEAD = frozenset(
    "of from in who whom which that with at on for to by including under among between inside aged "
    "since than as being were was are is "
    "had has have across around near within over into out up whose about against after before and or".split()
)


@dataclass(frozen=True, slots=True)
class CountedClass:
    """A class of things that figures count; ``parent`` is the wider class it is part of."""

    name: str
    parent: str | None
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActionClass:
    """A class of actions. Two of one ``group`` exclude each other unless one lists the other in ``near``."""

    name: str
    group: str
    near: frozenset[str]
    kind: str  # stock or flow
    rank: int


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    rank: int
    length: int  # words of the phrase
    action: str | None = None


def tokens(phrase: str) -> list[str]:
    """Words of a phrase in lower case, with straight apostrophes.

    >>> tokens("Britain’s health-care workers")
    ["britain's", 'health-care', 'workers']
    """
    return [t.lower().replace("’", "'") for t in _WORD.findall(phrase)]


def _phrases(base: str, name: str) -> Iterator[tuple[str, ...]]:
    """All inflected forms of one listed phrase: the head of a noun phrase, the verb of a verb phrase."""
    parts = tokens(base)
    at = {0, len(parts) - 1} | {i - 1 for i, part in enumerate(parts) if i and part in _AFTER_HEAD}
    yield tuple(parts)
    for i in at:
        for form in inflections(parts[i]):
            yield (*parts[:i], form, *parts[i + 1 :])


@cache
def _counted() -> tuple[dict[tuple[str, ...], _Entry], dict[str, CountedClass], int]:
    index: dict[tuple[str, ...], _Entry] = {}
    classes: dict[str, CountedClass] = {}
    for row in table("lexicons/counted", "class", "parent", "action", "words"):
        name = row["class"]
        known = classes.get(name)
        near = frozenset(words(row.get("near", ""))) | (known.near if known else frozenset())
        classes[name] = CountedClass(name, row["parent"] or (known.parent if known else None), near)
        for base in words(row["words"]):
            for form in _phrases(base, name):
                index[form] = _Entry(name, 1, len(form), row["action"] or None)
    return index, classes, max(map(len, index), default=1)


@cache
def _actions() -> tuple[dict[tuple[str, ...], _Entry], dict[str, ActionClass], int]:
    index: dict[tuple[str, ...], _Entry] = {}
    classes: dict[str, ActionClass] = {}
    for row in table("lexicons/actions", "class", "group", "near", "kind", "rank", "words"):
        name, rank = row["class"], int(row["rank"] or 1)
        known = classes.get(name)
        near = frozenset(words(row["near"])) | (known.near if known else frozenset())
        classes[name] = ActionClass(name, row["group"] or (known.group if known else ""), near, row["kind"], rank)
        for base in words(row["words"]):
            for form in _phrases(base, name):
                if form not in index or rank <= index[form].rank:
                    index[form] = _Entry(name, rank, len(form))
        index.setdefault((name,), _Entry(name, rank, 1))
    return index, classes, max(map(len, index), default=1)


def _matches(parts: list[str], index: dict[tuple[str, ...], _Entry], longest: int) -> list[tuple[int, _Entry]]:
    """Entries found in ``parts`` with their places, longest first, never overlapping."""
    found: list[tuple[int, _Entry]] = []
    taken: set[int] = set()
    for length in range(min(longest, len(parts)), 0, -1):
        for i in range(len(parts) - length + 1):
            span = range(i, i + length)
            entry = index.get(tuple(parts[i : i + length]))
            if entry and not taken.intersection(span):
                found.append((i, entry))
                taken.update(span)
    return found


@lru_cache(maxsize=65_536)
def _counted_entry(phrase: str) -> _Entry | None:
    index, _, longest = _counted()
    parts = tokens(phrase)
    whole = index.get(tuple(parts))
    if whole:
        return whole
    while parts and parts[0] in _AFTER_HEAD:
        parts = parts[1:]
    head_end = next((i for i, part in enumerate(parts) if i and part in _AFTER_HEAD), len(parts))
    found = _matches(parts, index, longest)
    if found:  # the head is the last listed word before a preposition; failing that, the first after it
        in_head = [hit for hit in found if hit[0] < head_end]
        return (max if in_head else min)(in_head or found, key=lambda hit: hit[0])[1]
    if parts and "-" in "".join(parts):
        return _counted_entry(phrase.replace("-", " ")) if "-" in phrase else None
    return None


def counted_class(phrase: str | None) -> str | None:
    """The class of what is counted, from the head of its noun phrase; None when no listed word is in it.

    >>> counted_class("Fundamentalist militants who went to fight")
    'fighter'
    """
    entry = _counted_entry(phrase) if phrase else None
    return entry.name if entry else None


def implied_action(phrase: str | None) -> str | None:
    """The action that a counted noun tells by itself: "deaths" were killed, "returnees" returned. None for most."""
    entry = _counted_entry(phrase) if phrase else None
    return entry.action if entry else None


@lru_cache(maxsize=65_536)
def _action_name(phrase: str) -> str | None:
    index, _, longest = _actions()
    found = _matches(tokens(phrase), index, longest)
    if not found:
        return None
    return min(found, key=lambda hit: (hit[1].rank, hit[0]))[1].name


@lru_cache(maxsize=65_536)
def actions_in(phrase: str) -> tuple[str, ...]:
    """All telling actions in a phrase, verbs and counted nouns that imply one, in order."""
    parts = tokens(phrase)
    index, _, longest = _actions()
    found = [(i, e.name) for i, e in _matches(parts, index, longest) if e.rank == 1]
    nouns, _, longest = _counted()
    found += [(i, e.action) for i, e in _matches(parts, nouns, longest) if e.action]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def action_class(phrase: str | None) -> str | None:
    """The class of an action, from its first telling word; None when no listed word is in it.

    >>> action_class("travelled to fight")
    'travel'
    """
    return _action_name(phrase) if phrase else None


def class_told(action: str | None) -> str | None:
    """The class of a claim's action, which is told by its label in ``data/lexicons/action_labels.csv`` or by a verb.

    >>> class_told("killed or wounded"), class_told("stolen"), class_told("travelled (flown)")
    ('casualty', 'steal', 'travel')
    """
    if not action:
        return None
    return _labelled().get(action) or _labelled().get(action.rpartition(" (")[0]) or action_class(action)


@cache
def _labelled() -> dict[str, str]:
    return {row["label"]: row["class"] for row in table("lexicons/action_labels", "class", "label")}


@lru_cache(maxsize=65_536)
def meaning(phrase: str) -> str | None:
    """What an exact phrase (in lower case) means: ``action:kill``, ``counted:fighter``; None when it is not listed.

    A counted noun that tells an action means the action: "deaths" and "were killed" mean the same.
    """
    parts = tuple(tokens(phrase))
    acted = _actions()[0].get(parts)
    counted = _counted()[0].get(parts)
    if counted and counted.action:
        return f"action:{counted.action}"
    if acted and (acted.rank == 1 or not counted):
        return f"action:{acted.name}"
    return f"counted:{counted.name}" if counted else None


@lru_cache(maxsize=65_536)
def ancestors(name: str) -> tuple[str, ...]:
    """A counted class and the wider classes it is part of, narrowest first."""
    _, classes, _ = _counted()
    out: list[str] = []
    at: str | None = name
    while at and at not in out:
        out.append(at)
        at = classes[at].parent if at in classes else None
    return tuple(out)


def is_people(kind: str | None) -> bool:
    """Is a counted class one of people, of whatever kind?"""
    return kind is not None and "person" in ancestors(kind)


@lru_cache(maxsize=65_536)
def near_counted(a: str, b: str) -> bool:
    """Do two counted classes often name the same people or things?"""
    _, known, _ = _counted()
    return (a in known and b in known[a].near) or (b in known and a in known[b].near)


@lru_cache(maxsize=65_536)
def exclusive_counted(a: str, b: str) -> bool:
    """Do two counted classes exclude each other: two different parts of one whole, such as civilians and fighters?"""
    if a == b or near_counted(a, b):
        return False
    wider_a, wider_b = ancestors(a), ancestors(b)
    return wider_a[-1] == wider_b[-1] and a not in wider_b and b not in wider_a


@lru_cache(maxsize=65_536)
def part_of(a: str, b: str) -> bool:
    """Is one counted class a part of the other: children and people?"""
    return a != b and (a in ancestors(b) or b in ancestors(a))


@cache
def widest() -> frozenset[str]:
    """Counted classes that others are part of, such as person or money: to share one says little."""
    _, known, _ = _counted()
    return frozenset(c.parent for c in known.values() if c.parent)


def actions() -> dict[str, ActionClass]:
    """All action classes by name."""
    return _actions()[1]


@lru_cache(maxsize=65_536)
def near_actions(a: str, b: str) -> bool:
    """Do two action classes often tell of the same count in other words?"""
    known = actions()
    return (a in known and b in known[a].near) or (b in known and a in known[b].near)


@lru_cache(maxsize=65_536)
def exclusive_actions(a: str, b: str) -> bool:
    """Do two action classes exclude each other, so that their figures are never of the same quantity?"""
    known = actions()
    return a != b and a in known and b in known and known[a].group == known[b].group and not near_actions(a, b)
