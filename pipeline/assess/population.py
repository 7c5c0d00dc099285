"""A figure as a share of the country's population, beside the shares of other countries for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline import lexicons
from pipeline.assess.evidence import Evidence
from pipeline.assess.saying import number, opening, printed, times
from pipeline.assess.wording import cues
from pipeline.clusters.clause import clause
from pipeline.clusters.naming import with_article as the
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings, table
from pipeline.model import Finding


@cache
def countries() -> Mapping[str, tuple[str, float, float]]:
    """ISO code → (name, population, area in km2), from ``data/places/countries.csv``."""
    rows = table("places/countries", "iso2", "name", "population", "area_km2")
    return {r["iso2"]: (r["name"], float(r["population"] or 0), float(r["area_km2"] or 0)) for r in rows}


def more_than_live_there(evidence: Evidence) -> Iterator[Finding]:
    """More people at one place, at one time, than live in the whole country."""
    rules = settings("checks")["population"]
    for p in evidence.profiles.values():
        code = next(iter(p.place.countries), "") if len(p.place.countries) == 1 else ""
        if p.unit != "count" or not are_people(p) or code not in countries() or "place" not in p.near:
            continue
        if (
            p.counted in rules["passing"]
            or p.action in rules["passing_actions"]
            or p.total
            or p.actor.countries - {code}
            or _passing(p)
        ):
            continue
        name, inhabitants, _ = countries()[code]
        least = p.low if p.low is not None else (p.value or 0.0)
        crowd = rules["once_ratio"] if p.action in rules["once_actions"] else rules["crowd"]
        if inhabitants >= rules["small"] and least > inhabitants * crowd:
            where = p.claim.place_words or p.claim.place or name
            reason = (
                f"{opening(p)} in {the(where)} is more than the {number(inhabitants)} people who live in all of "
                f"{the(name)}."
            )
            yield evidence.finding(
                "more_than_live_there", "implausible", p, [], reason, value=p.value or 0, population=inhabitants
            )


def share_of_population(evidence: Evidence) -> Iterator[Finding]:
    """More than the whole population, or a share of it that no other country here comes near."""
    rules = settings("checks")["population"]
    people = [
        p
        for p in evidence.profiles.values()
        if p.unit == "count" and are_people(p) and (c := country(p)) and countries()[c][1]
    ]
    moving = _fastest([o for o in people if _moving(o)])
    for p in people:
        code = country(p) or ""
        name, inhabitants, _ = countries()[code]
        share = (p.low if p.low is not None else p.value or 0.0) / inhabitants
        if share > 1 and (share <= rules["crowd"] or inhabitants < rules["small"] or _passing(p)):
            continue
        if share > 1:
            reason = f"{opening(p)} is more than the {number(inhabitants)} people who live in {the(name)}."
            yield evidence.finding(
                "share_of_population",
                "implausible",
                p,
                [],
                reason,
                value=p.value or 0,
                population=inhabitants,
                share=share,
            )
            continue
        if share < rules["least"] or not _moving(p):
            continue
        best: dict[str, tuple[float, Profile]] = {}
        for (other, places), (rate, o) in moving.items():
            if other == code or (places and p.place.known and not places & p.place.known):
                continue
            if rate > best.get(other, (0.0, o))[0]:
                best[other] = (rate, o)
        if len(best) < rules["countries"]:
            continue
        top = max(best, key=lambda k: (best[k][0], k))
        if share >= rules["ratio"] * best[top][0]:
            rate, o = best[top]
            reason = (
                f"{opening(p)} would be one in {number(round(1 / share))} of the "
                f"{number(inhabitants)} people of {the(name)}; "
                f"of {len(best)} other countries here the highest is {the(countries()[top][0])} "
                f"with one in {number(float(f'{1 / rate:.2g}'))} "
                f"({printed(o)}), so {times(share / rate)} as many."
            )
            others = [best[k][1] for k in sorted(best, key=lambda k: -best[k][0])][:5]
            yield evidence.finding(
                "share_of_population",
                "implausible",
                p,
                others,
                reason,
                value=p.value or 0,
                population=inhabitants,
                share=share,
                next_share=rate,
            )


def _fastest(moving: Iterable[Profile]) -> dict[tuple[str, frozenset[str]], tuple[float, Profile]]:
    """The highest share of each country that moved, by its code and where: the first of equal ones.

    Of the same kind of movement, whichever way: those who returned had left before.
    """
    found: dict[tuple[str, frozenset[str]], tuple[float, Profile]] = {}
    for o in moving:
        code = country(o) or ""
        rate = (o.value or 0.0) / countries()[code][1]
        if rate > found.get((code, o.place.known), (0.0, o))[0]:
            found[code, o.place.known] = (rate, o)
    return dict(sorted(found.items(), key=lambda item: item[1][1].claim_id))


def rate_that_does_not_match(evidence: Evidence) -> Iterator[Finding]:
    """A rate per million (or 1,000 …) against the article's own count and the country's population."""
    limit = settings("checks")["rate"]["ratio"]
    for claims in evidence.by_article.values():
        for p in claims:
            per = _PER.get(p.unit)
            code = _only_country(p)
            if per is None or not code or not p.value:
                continue
            name, inhabitants, _ = countries()[code]
            counts = [
                q
                for q in claims
                if q.unit == "count"
                and q.value
                and q.near & {"actor", "place"}
                and _only_country(q) == code
                and q.action == p.action
            ]
            if not counts or not inhabitants:
                continue
            q = max(counts, key=lambda q: (q.value or 0, q.claim_id))
            expected = (q.value or 0) / inhabitants * per
            ratio = max(expected, p.value) / min(expected, p.value)
            if ratio >= limit:
                reason = (
                    f"{opening(p)} does not match the article's own {printed(q)}: of the "
                    f"{number(inhabitants)} people of {the(name)} that is about {number(float(f'{expected:.2g}'))} "
                    f"per {number(per).removeprefix('1 ')}."
                )
                yield evidence.finding(
                    "rate_that_does_not_match", "implausible", p, [q], reason, value=p.value, recomputed=expected
                )


_PER = {"count/million": 1e6, "count/100000": 1e5, "count/1000": 1e3}


def share_of_area(evidence: Evidence) -> Iterator[Finding]:
    """A share of a country said to be flooded or destroyed, against the measured area and the country's own."""
    limits = settings("checks")["area"]
    limit = limits["ratio"]
    areas = [q for q in evidence.profiles.values() if q.unit == "km2" and q.value and q.action]
    for p in evidence.profiles.values():
        code = _only_country(p)
        if (
            p.unit != "percent"
            or p.claim.change
            or not code
            or not p.value
            or p.value > 100
            or p.counted not in ("territory", "country", None)
            or not (p.near & {"place", "actor"} or p.where.get(code, 0.0) >= limits["about"])
            or not _of_country(p, code)
        ):
            continue
        name, _, size = countries()[code]
        same = [q for q in areas if q.action == p.action and _only_country(q) == code and (q.value or 0) < size]
        if not same or not size or p.action not in ("flood", "destroy", "damage", "affect"):
            continue
        q = max(same, key=lambda q: (q.value or 0, q.claim_id))
        measured = 100 * (q.value or 0) / size
        if p.value / measured >= limit:
            reason = (
                f"{opening(p)} of {the(name)} would be {number(round(p.value / 100 * size, -3))} km²; "
                f"{evidence.outlet(q)} has {printed(q)}, which is {measured:.2g} percent of the country."
            )
            yield evidence.finding("share_of_area", "implausible", p, [q], reason, value=p.value, recomputed=measured)


def _of_country(p: Profile, code: str) -> bool:
    """Is a share one of the country: "a third of Pakistan", "of the country"; not of an average or of last year's?"""
    start = p.claim.end - p.claim.sentence_start
    told = _OF.match(p.claim.sentence[start:])
    if told is None:
        return False
    thing = told["thing"].lower()
    name = {w.lower() for w in (countries()[code][0], p.claim.place_words, p.claim.actor_words) if w}
    return bool(cues("area", "country").match(thing)) or any(thing.startswith(n) for n in name)


_OF = re.compile(
    r"^\s*(?:percent|per cent|%)?\s*of\s+(?:the\s+|all\s+(?:of\s+)?|its\s+)*(?P<thing>.{3,40})", re.IGNORECASE
)


def _only_country(p: Profile) -> str | None:
    """The one country that a figure is about, from whose it is, else from where."""
    for names in (p.actor, p.place):
        codes = names.countries
        if len(codes) == 1 and (code := next(iter(codes))) in countries():
            return code
    return None


def country(p: Profile) -> str | None:
    """The one country whose people a figure counts, if it is one."""
    codes = p.actor.countries & p.actor.known
    code = next(iter(codes)) if len(codes) == 1 else None
    return code if code in countries() else None


def _passing(p: Profile) -> bool:
    """Do the words of its clause say that a figure counts who lives there, or who passes and is counted each time?"""
    return bool(cues("population", "passing_words").search(" ".join((*clause(p), p.claim.counted_words or ""))))


def are_people(p: Profile) -> bool:
    """Does the figure count people?"""
    return lexicons.is_people(p.counted)


def _moving(p: Profile) -> bool:
    known = lexicons.actions().get(p.action or "")
    return known is not None and known.group == "move"
