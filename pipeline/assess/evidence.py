"""What the checks look at: claims by article, sentence and series, and the words in which they are told."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline import lexicons, memory
from pipeline.assess.kin import Kin
from pipeline.clusters import Matched
from pipeline.clusters.figures import interval
from pipeline.clusters.profile import Profile
from pipeline.knowledge import settings
from pipeline.model import Article, Claim, Cluster, Finding, Severity
from pipeline.outlets import in_brackets, register


@dataclass(frozen=True)
class Evidence:
    """All claims of a corpus, matched, in the groupings that checks need. Every list is in order of claim id."""

    matched: Matched
    articles: Mapping[str, Article]

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """Claim id → its profile, of the figures that are neither denied, taken back nor only foreseen."""
        return {i: p for i, p in self.matched.profiles.items() if usable(p)}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claim id → claim."""
        return {c.claim_id: c for c in self.matched.claims}

    @cached_property
    def by_article(self) -> Mapping[str, list[Profile]]:
        """Article id → its profiles."""
        return _grouped((p.claim.article_id, p) for p in self.profiles.values())

    @cached_property
    def by_sentence(self) -> Mapping[tuple[str, int], list[Profile]]:
        """(article id, offset of the sentence's start) → the profiles that stand in it."""
        return _grouped(((p.claim.article_id, p.claim.sentence_start), p) for p in self.profiles.values())

    @cached_property
    def told_by_sentence(self) -> Mapping[tuple[str, int], list[Profile]]:
        """As ``by_sentence``, with plans and forecasts too: what they add up to holds for them as well."""
        told = (p for p in self.matched.profiles.values() if p.value is not None and p.claim.polarity == "affirmed")
        return _grouped(((p.claim.article_id, p.claim.sentence_start), p) for p in told)

    @cached_property
    def series(self) -> Mapping[str, list[Profile]]:
        """Series id → its profiles, of every time."""
        home = {i: c.series_id for c in self.matched.clusters for i in c.claim_ids}
        return _grouped((home[i], p) for i, p in self.profiles.items() if i in home)

    @cached_property
    def series_of(self) -> Mapping[str, str]:
        """Claim id → id of its series."""
        return {i: c.series_id for c in self.matched.clusters for i in c.claim_ids}

    @cached_property
    def cluster_of(self) -> Mapping[str, Cluster]:
        """Claim id → its cluster."""
        return {i: c for c in self.matched.clusters for i in c.claim_ids}

    @cached_property
    def origin_names(self) -> Mapping[str, str]:
        """Origin id → its name."""
        return {row["origin_id"]: row["name"] for row in self.matched.origins}

    @cached_property
    def _origins(self) -> Mapping[str, str]:
        return {i: c.origin_id or c.outlet_id for i, c in self.claims.items()}

    @cached_property
    def kinship(self) -> Kin:
        """Which figures, of whatever series, could be of one quantity."""
        kin = Kin(self.matched.compared, self.profiles)
        memory.hand_back()
        return kin

    def kin(self, p: Profile, loosely: bool = False) -> list[Profile]:
        """Claims of other articles that, but for their figure, could be of the same quantity, whatever their series."""
        rules = settings("checks")["kin"]
        return self.kinship.of(p, rules["loose" if loosely else "evidence"])

    @cached_property
    def spread(self) -> Mapping[str, tuple[float, float]]:
        """The smallest and the largest figure above 0 of each series that has any."""
        told = {s: [v for p in members if (v := p.value) and v > 0] for s, members in self.series.items()}
        return {s: (min(values), max(values)) for s, values in told.items() if values}

    def members(self, cluster: Cluster) -> list[Profile]:
        """A cluster's claims that can be evidence."""
        return [self.profiles[i] for i in cluster.claim_ids if i in self.profiles]

    def foreseen(self, cluster: Cluster) -> list[Profile]:
        """Plans and forecasts of a cluster: no evidence against what happened, but they can differ among themselves."""
        told = (self.matched.profiles[i] for i in cluster.claim_ids)
        return [p for p in told if p.claim.certainty == "predicted" and p.claim.polarity == "affirmed" and p.value]

    def origin(self, p: Profile) -> str:
        """The id of the origin that a claim counts for; its outlet's where none was resolved."""
        return self._origins[p.claim_id]

    def origin_name(self, claim_id: str) -> str:
        """The name of the origin that a claim counts for, its id where it has none."""
        origin = self._origins[claim_id]
        return self.origin_names.get(origin) or origin

    def outlet(self, p: Profile) -> str:
        """The outlet's name as people know it."""
        return outlet_name(p.claim.outlet_id)

    def source(self, p: Profile) -> str:
        """Who says it: the origin where one is named, in the outlet that prints it."""
        claim = p.claim
        if claim.attributed_to and claim.attribution_kind != "outlet":
            if claim.zone == "reference" or _plain(claim.attributed_to) == _plain(self.outlet(p)):
                return self.outlet(p)
            return f"{claim.attributed_to} (in {in_brackets(self.outlet(p))})"
        return self.outlet(p)

    def finding(
        self, check: str, severity: Severity, p: Profile, others: Iterable[Profile], reason: str, **figures: float
    ) -> Finding:
        """A finding on one claim, resting on it and on ``others``."""
        cluster = self.cluster_of.get(p.claim_id)
        evidence = tuple(dict.fromkeys((p.claim_id, *(o.claim_id for o in others))))
        return Finding(
            finding_id=hashlib.sha256(f"{check}\x1f{p.claim_id}".encode()).hexdigest()[:16],
            check=check,
            severity=severity,
            cluster_id=cluster.cluster_id if cluster else None,
            claim_id=p.claim_id,
            evidence=evidence,
            reason=reason,
            figures={k: float(v) for k, v in figures.items()},
        )


def usable(p: Profile) -> bool:
    """Figures that the text denies, takes back or only foresees are no evidence for or against others."""
    return (
        p.claim.certainty not in ("retracted", "denied", "predicted")
        and p.claim.polarity == "affirmed"
        and p.value is not None
    )


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip()


def _grouped(pairs: Iterable[tuple]) -> dict:  # type: ignore[type-arg]
    out = defaultdict(list)
    for key, item in sorted(pairs, key=lambda pair: pair[1].claim_id):
        out[key].append(item)
    return dict(out)


@lru_cache(maxsize=4_096)
def outlet_name(outlet_id: str) -> str:
    """An outlet's name from ``data/outlets.csv``, else its id made readable."""
    found = register().named(outlet_id)
    return (
        found.name
        if found
        else outlet_id.replace("-", " ").replace("_", " ").title()
        if outlet_id.islower()
        else outlet_id
    )


def lowest(p: Profile) -> float:
    """The least that a claim can mean, its bound taken at its word."""
    return p.low if p.low is not None else (p.high or 0.0) * settings("checks")["figures"]["open_down"]


def highest(p: Profile) -> float:
    """The most that a claim can well mean."""
    return interval(p)[1]


def same_measure(a: Profile, b: Profile, loosely: bool = False) -> bool:
    """Could two claims measure the same kind of thing, whoever's it is?

    ``loosely`` lets an action that one side does not tell pass.
    """
    if a.unit != b.unit or a.claim.change != b.claim.change:
        return False
    if a.counted and b.counted and a.counted != b.counted:
        near = lexicons.near_counted(a.counted, b.counted) or lexicons.part_of(a.counted, b.counted)
        if not near:
            return False
    elif not (a.counted and b.counted) and a.counted_words != b.counted_words:
        return False
    if not a.action or not b.action:
        return loosely or a.action == b.action
    return a.action == b.action or lexicons.near_actions(a.action, b.action)


def independent(evidence: Evidence, found: Sequence[Profile]) -> int:
    """How many sources stand behind some claims."""
    return len({evidence.origin(p) for p in found})
