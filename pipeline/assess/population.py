"""A figure as a share of the country's population, beside the shares of other countries for the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pipeline import lexicons
from pipeline.assess.evidence import Evidence, number, printed, times
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings, table
from pipeline.model import Finding


@cache
def countries() -> Mapping[str, tuple[str, float, float]]:
    """ISO code → (name, population, area in km2), from ``data/places/countries.csv``."""
    rows = table("places/countries", "iso2", "name", "population", "area_km2")
    return {r["iso2"]: (r["name"], float(r["population"] or 0), float(r["area_km2"] or 0)) for r in rows}


def share_of_population(evidence: Evidence) -> Iterator[Finding]:
    """More than the whole population, or a share of it that no other country here comes near."""
    rules = settings("checks")["population"]
    people = [p for p in evidence.profiles.values() if p.unit == "count" and _are_people(p) and (c := country(p)) and countries()[c][1]]
    for p in people:
        code = country(p) or ""
        name, inhabitants, _ = countries()[code]
        share = (p.low if p.low is not None else p.value or 0.0) / inhabitants
        if share > 1:
            reason = f"{printed(p)[:1].upper()}{printed(p)[1:]} is more than the {number(inhabitants)} people who live in {name}."
            yield evidence.finding("share_of_population", "implausible", p, [], reason, value=p.value or 0, population=inhabitants, share=share)
            continue
        if share < rules["least"] or not _moving(p):
            continue
        best: dict[str, tuple[float, Profile]] = {}
        for o in people:
            other = country(o) or ""
            if other == code or not _same_kind(p, o) or (o.place.known and p.place.known and not o.place.known & p.place.known):
                continue
            rate = (o.value or 0.0) / countries()[other][1]
            if rate > best.get(other, (0.0, o))[0]:
                best[other] = (rate, o)
        if len(best) < rules["countries"]:
            continue
        top = max(best, key=lambda k: (best[k][0], k))
        if share >= rules["ratio"] * best[top][0]:
            rate, o = best[top]
            reason = (
                f"{printed(p)[:1].upper()}{printed(p)[1:]} would be one in {number(round(1 / share))} of the {number(inhabitants)} people of {name}; "
                f"of {len(best)} other countries here the highest is {countries()[top][0]} with one in {number(float(f'{1 / rate:.2g}'))} "
                f"({printed(o)}), so {times(share / rate)} as many."
            )
            others = [best[k][1] for k in sorted(best, key=lambda k: -best[k][0])][:5]
            yield evidence.finding(
                "share_of_population", "implausible", p, others, reason, value=p.value or 0, population=inhabitants, share=share, next_share=rate
            )


def country(p: Profile) -> str | None:
    """The one country whose people a figure counts, if it is one."""
    codes = p.actor.countries & p.actor.known
    code = next(iter(codes)) if len(codes) == 1 else None
    return code if code in countries() else None


def _are_people(p: Profile) -> bool:
    return bool(p.counted) and "person" in lexicons.ancestors(p.counted or "")


def _moving(p: Profile) -> bool:
    known = lexicons.actions().get(p.action or "")
    return known is not None and known.group == "move"


def _same_kind(p: Profile, o: Profile) -> bool:
    """The same kind of movement, whichever way: those who returned had left before."""
    return _moving(o) and _are_people(o) and p.unit == o.unit
