"""Who prints what for some words: series found by their words and what these mean, nearest first.

A series asked for by its own title comes first. Dates narrow: of series that are as near, those that speak of that time
come first.

"fighters from Britain" finds "Britons who joined …" as well as "UK militants": words meet by their class in the
lexicons, by the name they stand for, or by their spelling (rapidfuzz).
"""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process
from spacy.lang.en.stop_words import STOP_WORDS

from pipeline import entities, lexicons
from pipeline.errors import InputError
from pipeline.why.asked import Asked, Row
from pipeline.why.explain import brief, review

NEAR = 0.6  # a series is shown from this share of the query's weight on
NEAR_MEANING = 0.7  # "people" where "fighters" are asked for
SPELLING = 82.0  # rapidfuzz ratio from which two words count as one misspelt


def compare(asked: Asked, query: str, limit: int = 3) -> Row:
    """The ``limit`` series nearest to ``query``, each with its clusters and their claims.

    Raises InputError when no series is near, naming the nearest there are.
    """
    wanted = terms(query)
    if not wanted:
        raise InputError(f"{query!r} has no words to search by", hint='Name a quantity: "fighters from Britain"')
    times = [w for w in wanted if _is_time(w)]
    ranked = _ranked(asked, [w for w in wanted if w not in times] or wanted)
    titled = _titled(asked, query)
    first = {series_id for _, series_id in titled}
    good = titled + [p for p in _timely(asked, ranked, times) if p[0] >= NEAR and p[1] not in first]
    if not good:
        near = "; ".join(dict.fromkeys(asked.series[i][0]["label"] for _, i in ranked[:3]))
        raise InputError(
            f"nothing in {asked.folder} is near to {query!r}",
            hint=f"The nearest: {near}" if near else "Name what is counted, whose, or where",
        )
    titles = {c["series_id"]: c["label"] for c in asked.clusters.values() if _is_titled(c, query)}
    return {
        "query": query,
        "n_found": len(good),
        "series": [
            {
                "series_id": i,
                "label": titles.get(i, asked.series[i][0]["label"]),
                "match": round(score, 3),
                "clusters": [_cluster(asked, c) for c in asked.series[i]],
            }
            for score, i in good[:limit]
        ],
    }


def _titled(asked: Asked, query: str) -> list[tuple[float, str]]:
    """The series with a cluster of just that title, the largest first."""
    found = sorted((-c["n_claims"], c["series_id"]) for c in asked.clusters.values() if _is_titled(c, query))
    return [(1.0, series_id) for series_id in dict.fromkeys(i for _, i in found)]


def _is_titled(cluster: Row, query: str) -> bool:
    return bool(cluster["label"].casefold() == " ".join(query.split()).casefold())


def _timely(asked: Asked, ranked: list[tuple[float, str]], times: list[str]) -> list[tuple[float, str]]:
    """The same series; of those that are as near, the ones that speak of the times asked for come first."""
    if not times:
        return ranked

    def met(series_id: str) -> int:
        return max(sum(_in(word, c["as_of_start"], c["as_of_end"]) for word in times) for c in asked.series[series_id])

    return sorted(ranked, key=lambda p: (-round(p[0], 2), -met(p[1])))  # stable: else as before


def _in(word: str, first: date | None, last: date | None) -> bool:
    """Is a year, month or day of the month part of a stretch of time?"""
    if first is None or last is None:
        return False
    if word.isdecimal():
        return first.year <= int(word) <= last.year if len(word) == 4 else first == last and first.day == int(word)
    return first.year == last.year and first.month <= _MONTHS[word.title()[:3]] <= last.month


_MONTHS = {name: n for n, name in enumerate(calendar.month_abbr) if name}


def _is_time(word: str) -> bool:
    """A month, a year or the day of a date: what narrows a quantity down and is no part of it."""
    month = word.title() in calendar.month_name or word.title() in _MONTHS
    return month or (word.isdecimal() and (len(word) == 4 or int(word) <= 31))


def _cluster(asked: Asked, row: Row) -> Row:
    kept = ("cluster_id", "assessment", "cause", "reason", "n_outlets", "n_origins", "as_of_start", "as_of_end")
    return {
        **{name: row[name] for name in kept},
        "review": review(asked, row),
        "claims": [brief(asked, c) for c in asked.members[row["cluster_id"]]],
    }


@lru_cache(maxsize=65_536)
def meanings(word: str) -> frozenset[str]:
    """What one word stands for: a country, group or place, a class of people or things, a class of actions."""
    out = set()
    name = entities.canonical(word)
    if name:
        out.add("name:" + (name.country if name.country and name.kind in ("country", "nationality") else name.name))
    if counted := lexicons.counted_class(word):
        out.add("counted:" + counted)
    if action := (lexicons.implied_action(word) or lexicons.action_class(word)):
        out.add("action:" + action)
    return frozenset(out)


def terms(text: str) -> list[str]:
    """The words of a text that tell something, in small letters, each once, in order."""
    capitals = set(text.split())  # "US" is no "us"
    told = (t for t in lexicons.tokens(text) if t not in STOP_WORDS or t.upper() in capitals)
    return list(dict.fromkeys(t.removesuffix("'s") for t in told))


def _words(asked: Asked, series_id: str) -> dict[str, set[str]]:
    """Words and names of a series, and the ids of its claims that hold them: its label, and its claims' facets."""
    out: dict[str, set[str]] = defaultdict(set)
    claims = [m for c in asked.series[series_id] for m in asked.members[c["cluster_id"]]]
    for claim in claims:
        told = (claim[f"{name}{end}"] for name in ("counted", "actor", "action", "place") for end in ("", "_words"))
        for word in {w for t in told if t for w in (*terms(t), *t.casefold().split(" and "))}:
            out[word].add(claim["claim_id"])
    for word in {w for c in asked.series[series_id] for w in terms(c["label"]) if not _is_time(w)}:
        out[word].update(claim["claim_id"] for claim in claims)
    return out


def _ranked(asked: Asked, wanted: list[str]) -> list[tuple[float, str]]:
    """Series by the share of the query that they meet; words that few series have weigh more, ties go by size."""
    hits: dict[str, dict[str, float]] = defaultdict(dict)
    size: dict[str, int] = {}
    for series_id in asked.series:
        words = _words(asked, series_id)
        size[series_id] = sum(c["n_claims"] for c in asked.series[series_id])
        if not words:
            continue
        for word in wanted:
            if share := meets(word, words) / sum(len(asked.members[c["cluster_id"]]) for c in asked.series[series_id]):
                hits[word][series_id] = 0.25 + 0.75 * min(1.0, share)  # said by all its claims, or by one of many
    weights = {word: math.log((len(size) + 1) / (len(hits[word]) + 0.5)) + 0.1 for word in wanted}
    whole = sum(weights.values())
    scores = {i: sum(weights[w] * hits[w].get(i, 0.0) for w in wanted) / whole for i in size}
    return sorted(((s, i) for i, s in scores.items() if s), key=lambda p: (-round(p[0], 2), -size[p[1]], p[1]))


def meets(word: str, words: dict[str, set[str]]) -> float:
    """How many claims hold the word, one of its meaning, or one spelt almost so; 0 when none does."""
    mine = meanings(word)
    alike = [(1.0 if other == word else likeness(mine, meanings(other)), ids) for other, ids in words.items()]
    same = {i for share, ids in alike if share == 1 for i in ids}
    near = {i for share, ids in alike if 0 < share < 1 for i in ids} - same
    if same or near:
        return len(same) + NEAR_MEANING * len(near)
    close = process.extractOne(word, list(words), scorer=fuzz.ratio, score_cutoff=SPELLING) if len(word) > 3 else None
    return len(words[close[0]]) if close else 0


@lru_cache(maxsize=65_536)
def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """1 for words that mean the same, NEAR_MEANING for classes that often name the same people or things, else 0."""
    if a & b:
        return 1.0
    counted = [[m.removeprefix("counted:") for m in side if m.startswith("counted:")] for side in (a, b)]
    near = any(
        lexicons.near_counted(x, y) or x in lexicons.ancestors(y) or y in lexicons.ancestors(x)
        for x in counted[0]
        for y in counted[1]
    )
    return NEAR_MEANING if near else 0.0
