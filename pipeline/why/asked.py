"""A build that is asked about: rows of its tables by id, and what an id stands for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.errors import InputError, ReviewsError

Row = dict[str, Any]
LEAST_PREFIX = 4  # fewer characters of an id are met too often by chance


@dataclass(frozen=True)
class Asked:
    """The tables of the build in ``folder``. Raises OutputError, when one is first needed, if it cannot be read."""

    folder: Path

    def _by(self, table: str, key: str) -> dict[str, Row]:
        return {row[key]: row for row in tables.rows(self.folder, table)}

    @cached_property
    def claims(self) -> dict[str, Row]:
        """Rows of the table ``claims`` by claim id."""
        return self._by("claims", "claim_id")

    @cached_property
    def clusters(self) -> dict[str, Row]:
        """Rows of the table ``clusters`` by cluster id."""
        return self._by("clusters", "cluster_id")

    @cached_property
    def articles(self) -> dict[str, Row]:
        """Rows of the table ``articles`` by article id."""
        return self._by("articles", "article_id")

    @cached_property
    def outlets(self) -> dict[str, Row]:
        """Rows of the table ``outlets`` by outlet id."""
        return self._by("outlets", "outlet_id")

    @cached_property
    def origins(self) -> dict[str, Row]:
        """Rows of the table ``origins`` by origin id."""
        return self._by("origins", "origin_id")

    @cached_property
    def assertions(self) -> dict[str, tuple[str, Row]]:
        """What a statement stands for, by its claim id, with its part in it: affirmed, denied or hedged."""
        return {
            claim_id: (part, row)
            for row in tables.rows(self.folder, "assertions")
            for part in ("affirmed", "denied", "hedged")
            for claim_id in row[part]
        }

    @cached_property
    def findings(self) -> dict[str, Row]:
        """Rows of the table ``findings`` by finding id."""
        return self._by("findings", "finding_id")

    @cached_property
    def pairs(self) -> dict[str, list[Row]]:
        """Pairs by the claims that they are of; each stands under both."""
        out: dict[str, list[Row]] = defaultdict(list)
        for row in tables.rows(self.folder, "pairs"):
            out[row["claim_a"]].append(row)
            out[row["claim_b"]].append(row)
        return out

    @cached_property
    def decided(self) -> tuple[dict[str, str], str]:
        """What reviewers hold of claims and clusters, in words, by id; and why that could not be read, else ""."""
        from pipeline.reviews import carry, content, obey

        try:
            store = obey.existing()
            return (carry.told(store, content.of_build(self.folder)) if store else {}), ""
        except ReviewsError as error:
            return {}, f"what reviewers decided is left out: {error}"

    @cached_property
    def implausible(self) -> dict[str, list[str]]:
        """Of each cluster, the claims that cannot be right."""
        out: dict[str, list[str]] = defaultdict(list)
        for finding in self.findings.values():
            if finding["severity"] == "implausible" and finding["claim_id"] and finding["cluster_id"]:
                out[finding["cluster_id"]].append(finding["claim_id"])
        return out

    @cached_property
    def members(self) -> dict[str, list[Row]]:
        """The claims of each cluster, by time and then by outlet."""
        out: dict[str, list[Row]] = defaultdict(list)
        for claim in self.claims.values():
            if claim["cluster_id"]:
                out[claim["cluster_id"]].append(claim)
        for found in out.values():
            found.sort(key=lambda c: (str(c["as_of_start"] or "9999"), c["outlet_id"], c["claim_id"]))
        return out

    @cached_property
    def series(self) -> dict[str, list[Row]]:
        """The clusters of each series, by time."""
        out: dict[str, list[Row]] = defaultdict(list)
        for cluster in self.clusters.values():
            out[cluster["series_id"]].append(cluster)
        for found in out.values():
            found.sort(key=lambda c: (str(c["as_of_start"] or "9999"), c["cluster_id"]))
        return out

    def outlet(self, outlet_id: str) -> str:
        """The outlet's name as people know it."""
        return str(self.outlets.get(outlet_id, {}).get("name") or outlet_id)

    def origin(self, claim: Row) -> str | None:
        """Who the claim really comes from, by name."""
        row = self.origins.get(claim["origin_id"] or "")
        return row["name"] if row else claim["attributed_to"]

    def named(self, word: str) -> tuple[str, str]:
        """("claim", "cluster" or "series", its whole id) for an id or its beginning.

        Raises InputError for anything else, which says what that is, or that there is no such thing.
        """
        kinds: dict[str, dict[str, Any]] = {"claim": self.claims, "cluster": self.clusters, "series": self.series}
        others: dict[str, dict[str, Any]] = {
            "finding": self.findings, "article": self.articles, "origin": self.origins, "outlet": self.outlets,
        }  # fmt: skip
        for kind, known in kinds.items():
            if word in known:
                return kind, word
        for kind, known in others.items():
            if word in known:
                raise self._other(kind, word)
        if len(word) >= LEAST_PREFIX:
            hits = [(kind, i) for kind, known in kinds.items() for i in sorted(known) if i.startswith(word)]
            if len(hits) == 1:
                return hits[0]
            if hits:
                told = ", ".join(f"{kind} {i}" for kind, i in hits[:4])
                raise InputError(f"{word} begins {len(hits)} ids: {told}", hint="Give more of the id")
            for kind, known in others.items():
                if len(begun := [i for i in known if i.startswith(word)]) == 1 and kind != "outlet":
                    raise self._other(kind, begun[0])
        raise InputError(
            f"{word!r} is no claim, cluster or series of {self.folder}",
            hint=f'Find one by its words: crosscheck compare "{word}" {self.folder}',
        )

    def _other(self, kind: str, id_: str) -> InputError:
        if kind == "finding":
            about = self.findings[id_]
            asked = about["claim_id"] or about["cluster_id"]
            return InputError(
                f"{id_} is a finding ({about['check']}) on {asked}", hint=f"Ask for that: crosscheck explain {asked}"
            )
        column = f"{kind}_id"
        mine = [c["claim_id"] for c in self.claims.values() if c[column] == id_ and c["kind"] == "quantity"]
        table = {"article": self.articles, "origin": self.origins, "outlet": self.outlets}[kind]
        name = table[id_]["title" if kind == "article" else "name"]
        hint = f"Ask for one of its {len(mine)} claims: crosscheck explain {mine[0]}" if mine else "It has no figures"
        return InputError(f"{id_} is an {kind} ({name}), no claim or cluster", hint=hint)
