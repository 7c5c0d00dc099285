"""Who publishes: finds a row of ``data/outlets.csv`` by id, name, alias or web domain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlsplit

from pipeline import knowledge
from pipeline.model import Outlet

UNKNOWN = Outlet("unknown", "unknown")

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Outlets:
    """A register of outlets. Later rows win over earlier ones with the same id, so that a user's file can mend ours."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._by_id: dict[str, Outlet] = {}
        for row in rows:
            self._by_id[row["outlet_id"]] = Outlet(
                row["outlet_id"],
                row["name"] or row["outlet_id"],
                knowledge.words(row.get("aliases", "")),
                row.get("domain") or None,
                row.get("country") or None,
                row.get("kind") or "unknown",
                row.get("owner") or None,
            )
        self._by_name: dict[str, Outlet] = {}
        self._by_domain: dict[str, Outlet] = {}
        for outlet in self._by_id.values():
            for words in (outlet.outlet_id, outlet.name, *outlet.aliases, outlet.domain or ""):
                if _DOMAIN.fullmatch(words):
                    self._by_domain.setdefault(words, outlet)
                elif words:
                    self._by_name.setdefault(plain(words), outlet)

    def __iter__(self) -> Iterable[Outlet]:
        return iter(self._by_id.values())

    def named(self, words: str) -> Outlet | None:
        """The outlet that a name, an id, an alias, a domain or an address stands for."""
        return self._by_name.get(plain(words)) or self.at(words)

    def at(self, address: str) -> Outlet | None:
        """The outlet whose domain an address (or bare host) lies in: ``uk.example.org`` lies in ``example.org``."""
        labels = host(address).split(".")
        for cut in range(len(labels) - 1):
            if outlet := self._by_domain.get(".".join(labels[cut:])):
                return outlet
        return None

    def find(self, words: str | None, url: str | None) -> tuple[Outlet, bool]:
        """The outlet of an article that names it so and stands at ``url``; and whether it is one that we know.

        One that nobody knows is made from the article's own words, else from the address, with kind ``unknown``.
        """
        if words and (known := self.named(words)):
            return known, True
        # what an aggregator's address says about the publisher is nothing, when the article names one
        if url and (known := self.at(url)) and not (words and known.kind == "aggregator"):
            return known, True
        if words and (slug := "-".join(plain(words).split())):
            return Outlet(slug, words, domain=host(url) or None if url else None), False
        if url and (name := host(url)):
            return Outlet(name.replace(".", "-"), name, domain=name), False
        return UNKNOWN, False


@cache
def register() -> Outlets:
    """The shipped outlets and the user's own (``CROSSCHECK_DATA``)."""
    return Outlets(knowledge.table("outlets", "outlet_id", "name", "aliases", "domain", "country", "kind", "owner"))


def plain(words: str) -> str:
    """Lower case, without accents, punctuation and a leading "the": what two spellings of a name have in common."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    kept = re.sub(r"[\W_]+", " ", bare.replace("&", " and ").replace("'", "").replace("’", "")).strip()
    return kept.removeprefix("the ")


def host(address: str) -> str:
    """The host of an address or of a bare domain, in lower case without ``www.``; empty when there is none."""
    text = address.strip()
    try:
        found = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    found = found.rstrip(".").removeprefix("www.")
    return found if _DOMAIN.fullmatch(found) else ""


def in_brackets(name: str) -> str:
    """A name to stand in brackets, without brackets of its own.

    >>> in_brackets("Firstpost (AFP)"), in_brackets("The Guardian")
    ('Firstpost, AFP', 'The Guardian')
    """
    return re.sub(r"\s*\(([^()]*)\)", r", \1", name)
