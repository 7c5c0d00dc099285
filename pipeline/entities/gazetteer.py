"""Names that the project knows, read from ``data/places`` and ``data/names`` (a user's folder adds rows to each)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.entities.entity import Country, Kind, Name
from pipeline.entities.spelling import alike, fold, skeleton
from pipeline.knowledge import table, words

# Where one spelling names several things, the kind further left is meant unless the context says otherwise.
ORDER: tuple[Kind, ...] = (
    "country",
    "nationality",
    "group",
    "organisation",
    "region",
    "city",
    "place",
    "office",
    "person",
)
_SHORT = 5  # a single word up to this long has to be printed just as it is listed: IS, WHO, Fatah
_LARGE = 300_000  # people
# Countries whose names are also first names, family names or states.
_ALSO_PEOPLE = frozenset(("JO", "TD", "GE", "IL", "MC", "LC", "KN", "DM"))


@dataclass(slots=True)
class Gazetteer:
    """Folded spelling → names; ``longest`` tells how many words names beginning with a word can have."""

    names: dict[str, list[Name]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    printed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    demonyms: set[str] = field(default_factory=set)
    large: set[str] = field(default_factory=set)  # cities too well known to be taken for a person

    def add(self, key: str, name: Name, printed: str = "") -> None:
        """A name under a folded spelling; ``printed``: the spelling itself, kept of short ones."""
        if not key:
            return
        known = self.names.get(key)
        if known is None:
            self.names[key] = [name]
        elif name not in known:
            known.append(name)
        first, gap, rest = key.partition(" ")
        size = rest.count(" ") + 2 if gap else 1
        if size > self.longest.get(first, 0):
            self.longest[first] = size
        if printed and size == 1 and len(key) <= _SHORT:
            self.printed[key].add(bare(printed))

    def look_up(self, key: str, kinds: Iterable[Kind] | None = None) -> Name | None:
        """What a folded spelling names, of ``kinds`` or any; of several the first kind of ``ORDER``."""
        found = self.names.get(key, ())
        wanted = ORDER if kinds is None else tuple(kinds)
        for kind in ORDER:
            if kind in wanted:
                for name in found:
                    if name.kind == kind:
                        return name
        return None


def bare(printed: str) -> str:
    """Letters as printed, without full stops and hyphens: "U.S." → "US"."""
    return "".join(c for c in printed if c.isalnum())


def _plural(word: str) -> str:
    return word if word.endswith(("sh", "ese", "ss", "s", "men", "Dutch", "French")) else word + "s"


def _people_of(words_: Iterable[str]) -> Iterator[str]:
    for word in words_:
        yield word
        yield _plural(word)
        if word.endswith(("sh", "ch")) and word not in ("Czech",):
            for tail in ("man", "men", "woman", "women"):
                yield word + tail


@cache
def gazetteer() -> Gazetteer:
    """All names, read once a process."""
    known = Gazetteer()
    _cities(known)
    for row in table("places/subdivisions", "name", "country"):
        name = Name(row["name"], "region", row["country"] or None, row.get("ambiguous") == "yes")
        for printed in (row["name"], *words(row.get("aliases", ""))):
            known.add(fold(printed), name, printed)
    for row in table("places/regions", "name", "country", "aliases", "demonyms"):
        _place(known, row["name"], "region", row["country"] or None, row["aliases"], row["demonyms"], "")
    for row in table("places/countries", "iso2", "name", "aliases", "demonyms", "people"):
        _place(known, row["name"], "country", row["iso2"], row["aliases"], row["demonyms"], row["people"])
    for row in table("names/peoples", "name", "words"):
        for word in _people_of(words(row["words"])):
            known.add(fold(word), Name(row["name"], "nationality"), word)
    for file, kind in (("groups", "group"), ("organisations", "organisation")):
        for row in table(f"names/{file}", "name", "country", "aliases"):
            body = Name(row["name"], kind, row["country"] or None)  # type: ignore[arg-type]
            shared = words(row.get("shared", ""))
            for printed in (row["name"], *words(row["aliases"])):
                known.add(fold(printed), body._replace(shared=printed in shared), printed)
    return known


def _place(
    known: Gazetteer, name: str, kind: Kind, country: str | None, aliases: str, demonyms: str, people: str
) -> None:
    place = Name(name, kind, country, country in _ALSO_PEOPLE and kind == "country")
    for printed in (name, *words(aliases)):
        known.add(fold(printed), place, printed)
    for printed in _people_of((*words(demonyms), *words(people))):
        known.add(fold(printed), Name(name, "nationality", country), printed)
        known.demonyms.add(fold(printed))


def _city_rows() -> tuple[Mapping[str, str], ...]:
    return table("places/cities", "name", "country", "aliases")


def _cities(known: Gazetteer) -> None:
    people = {fold(w) for row in table("names/people", "kind", "words") for w in words(row["words"])}
    for row in _city_rows():
        folded, large = fold(row["name"]), int(row.get("population") or 0) >= _LARGE
        also = row.get("ambiguous") == "yes" or (not large and folded in people)
        city = Name(row["name"], "city", row["country"] or None, also)
        known.add(folded, city)
        if large:
            known.large.add(row["name"])
        if row["aliases"]:
            for printed in row["aliases"].split("|"):
                known.add(_key(printed), city)


@cache
def _by_sound() -> dict[str, list[str]]:
    """Consonants → spellings of cities, regions and groups: what a transliterated name can be met by.

    The cities' stand in their table, for there are too many to work them out at every start.
    """
    index: dict[str, list[str]] = defaultdict(list)
    for row in _city_rows():
        keys = [fold(row["name"]), *(_key(a) for a in words(row["aliases"]))]
        bones = words(row.get("consonants", "")) or tuple({skeleton(k) for k in keys})
        for bone in bones:
            index[bone] += keys
    for key, found in gazetteer().names.items():
        if any(name.kind in ("region", "group") for name in found):
            index[skeleton(key)].append(key)
    return index


def _key(printed: str) -> str:
    return printed.casefold().replace("-", " ") if printed.isascii() and "'" not in printed else fold(printed)


@cache
def near(printed: str, kinds: tuple[Kind, ...] | None = None) -> Name | None:
    """The one city, region or group that an unlisted spelling can be of. None when there is none, or more than one.

    Cities come first: a province is mostly called as its capital, and has another row.
    """
    key = fold(printed)
    spellings = {s for s in _by_sound().get(skeleton(key), ()) if alike(s, key)}
    met = [name for spelling in spellings for name in gazetteer().names.get(spelling, ())]
    for kind in ("group", "city", "region"):
        if kinds is not None and kind not in kinds:
            continue
        same = {name.name: name for name in met if name.kind == kind}
        if len(same) == 1:
            return next(iter(same.values()))
        if same:
            return None
    return None


@cache
def countries() -> dict[str, Country]:
    """ISO 3166 alpha-2 code → country with its figures."""
    return {
        row["iso2"]: Country(
            row["iso2"],
            row["iso3"],
            row["name"],
            row["capital"],
            int(row["population"] or 0),
            int(row["population_year"] or 0),
            row["population_source"],
            float(row["area_km2"] or 0),
        )
        for row in table("places/countries", "iso2", "iso3", "name", "population", "population_year", "area_km2")
    }
