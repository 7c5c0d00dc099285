"""The nouns of crosscheck, one frozen dataclass each.

Every offset counts characters of ``Article.text`` (the body, verbatim), so
``article.text[x.start:x.end] == x.quote`` holds for every sentence, quantity and claim.
Field meanings and value lists are documented with the columns in :mod:`pipeline.tables`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Bound = Literal["exact", "about", "at_least", "more_than", "up_to", "less_than", "range", "vague"]
Change = Literal["up", "down"]
Zone = Literal["body", "headline", "caption", "quote", "byline", "comment", "footnote", "furniture", "reference"]
ClaimKind = Literal["quantity", "statement"]
Certainty = Literal["asserted", "reported", "alleged", "estimated", "predicted", "denied", "retracted"]
Polarity = Literal["affirmed", "negated"]
AttributionKind = Literal["person", "office", "organisation", "document", "outlet", "anonymous", "social_media"]
AssessmentName = Literal["implausible", "disagree", "evolving", "agree", "single_origin", "too_few"]
MentionKind = Literal["name", "noun", "event", "hedge", "booster", "distance", "attribution", "loaded", "scare_quotes"]
Voice = Literal["own", "quoted"]
Severity = Literal["implausible", "suspicious", "note"]
Cause = Literal["date", "base", "scope", "bound", "unit", "rounding", "stock_flow", "population", "origin", "slip"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: a row of ``data/outlets.csv``, or made from an article's own words when unknown."""

    outlet_id: str
    name: str
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    kind: str = "unknown"
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One published text of one outlet. ``text`` is the body exactly as it stood in the file."""

    article_id: str
    path: str  # relative to the corpus folder, with forward slashes
    title: str
    outlet_id: str
    text: str
    sha256: str  # of the file's bytes; of an article in a table, of its row
    author: str | None = None
    published: str | None = None  # as printed
    published_start: date | None = None
    published_end: date | None = None
    url: str | None = None
    kind: str = "news"
    digest: bool = False
    language: str = "en"
    format: str = "text"  # how the file was read: text, html, pdf …
    modified: str | None = None  # as printed, where the page tells
    copy_of: str | None = None  # id of the article that its text comes from
    version_of: str | None = None  # id of the version before it

    @property
    def words(self) -> int:
        """How many words its text has, told apart by white space."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression, normalised.

    ``quote`` is the number with its unit when that is part of it ("45%", "$3.5bn", "36,200 square kilometres");
    ``outer_start:outer_end`` takes in the hedges around it ("around …", "… or so") as well.
    ``low``/``high`` are in the unit as printed, scale words multiplied out; percent 0–100; a fraction is a percent
    of its
    base; an open end is None ("at least 400": 400, None). ``norm_*`` are the same converted to the unit's base unit.
    ``kind`` is "quantity", or what the number is instead: year, date, time, age, ordinal, name, duration …
    """

    start: int
    end: int
    quote: str
    low: float | None
    high: float | None
    bound: Bound = "exact"
    unit: str = "count"
    kind: str = "quantity"
    change: Change | None = None
    rule: str | None = None  # the row of data/ that gave a vague word's range or a conversion
    ambiguous: tuple[float, ...] = ()  # other readings of the printed figure
    hedge: str | None = None  # the hedging words as printed
    outer_start: int = -1
    outer_end: int = -1
    norm_low: float | None = None
    norm_high: float | None = None
    norm_unit: str | None = None

    @property
    def is_claim(self) -> bool:
        """Can it be a claim's figure? Years, dates, ages, names with numbers … cannot."""
        return self.kind == "quantity"


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion that can be true or false on its own: one predicate, at most one quantity.

    ``counted, actor, action, place`` are canonical; the ``*_words`` beside them are the words they came from.
    """

    claim_id: str
    article_id: str
    outlet_id: str
    kind: ClaimKind
    zone: Zone
    sentence: str
    sentence_start: int
    sentence_end: int
    quote: str
    start: int
    end: int
    text: str
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    counted: str | None = None
    counted_words: str | None = None
    actor: str | None = None
    actor_words: str | None = None
    action: str | None = None
    action_words: str | None = None
    place: str | None = None
    place_words: str | None = None
    as_of_start: date | None = None
    as_of_end: date | None = None
    as_of_words: str | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    change: Change | None = None
    rule: str | None = None
    ambiguous: str | None = None
    norm_low: float | None = None
    norm_high: float | None = None
    norm_unit: str | None = None
    base: str | None = None
    derived_from: str | None = None
    attributed_to: str | None = None
    attribution_kind: AttributionKind | None = None
    origin_id: str | None = None
    certainty: Certainty = "asserted"
    polarity: Polarity = "affirmed"
    cluster_id: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a cluster says, why, and how much it deserves a look (``score`` 0–1)."""

    name: AssessmentName
    reason: str
    score: float
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The claims of one series that speak of comparable time, whatever their values."""

    cluster_id: str
    series_id: str
    label: str
    unit: str
    claim_ids: tuple[str, ...]
    n_articles: int
    n_outlets: int
    n_origins: int
    as_of_start: date | None = None
    as_of_end: date | None = None
    low: float | None = None
    median: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """Statements without figures that say the same thing, or its reverse, and what that says.

    ``affirmed``, ``denied`` and ``hedged`` hold claim ids; the first that affirms anything sets what is affirmed.
    """

    assertion_id: str
    label: str
    affirmed: tuple[str, ...]
    denied: tuple[str, ...]
    hedged: tuple[str, ...]
    n_articles: int
    n_outlets: int
    n_origins: int
    as_of_start: date | None
    as_of_end: date | None
    assessment: AssessmentName
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that were compared: the score of every facet, and what joined them or kept them apart."""

    claim_a: str
    claim_b: str
    joined: bool
    score: float
    facets: dict[str, float] = field(default_factory=dict)
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result on one claim or cluster, with its reason in a sentence and the claims it rests on."""

    finding_id: str
    check: str
    severity: Severity
    cluster_id: str | None
    claim_id: str | None
    evidence: tuple[str, ...]
    reason: str
    figures: dict[str, float] = field(default_factory=dict)


_LINE = 400  # characters of a reason, and of a hint


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be taken, with what to do about it. Both may quote the input, and stay a line."""

    path: str
    reason: str
    hint: str
    row: int | None = None

    def __post_init__(self) -> None:
        for name in ("reason", "hint"):
            line = " ".join(getattr(self, name).split())
            object.__setattr__(self, name, line if len(line) <= _LINE else f"{line[: _LINE - 1]}…")
