"""The tables that a build writes, one schema for everybody: columns, types, meaning, allowed values.

This is the public interface: the dashboard, the scorer and other people's notebooks build on these names.
"""

from __future__ import annotations

import json
from typing import Any, get_args

import pyarrow as pa

from pipeline import model

TEXT, INT, REAL, DAY, FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
IDS = pa.list_(pa.string())


def _column(name: str, kind: pa.DataType, meaning: str, values: Any = None, required: bool = False) -> pa.Field:
    metadata = {"meaning": meaning}
    if values:
        metadata["values"] = json.dumps(list(get_args(values)))
    return pa.field(name, kind, nullable=not required, metadata=metadata)


def _facet(name: str, meaning: str) -> list[pa.Field]:
    return [
        _column(name, TEXT, f"{meaning}, canonical"),
        _column(f"{name}_words", TEXT, f"the article's words that `{name}` came from"),
    ]


SCHEMAS: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [
            _column(
                "article_id",
                TEXT,
                "from outlet and text; of a text that comes in again from the same outlet, from that and its number",
                required=True,
            ),
            _column("path", TEXT, "as given, relative to the corpus", required=True),
            _column("title", TEXT, "headline"),
            _column("outlet_id", TEXT, "who published it", required=True),
            _column("author", TEXT, "as printed"),
            _column("published", TEXT, "as printed: a date, a month, a year or null"),
            _column("published_start", DAY, "first day that `published` can mean"),
            _column("published_end", DAY, "last day that `published` can mean"),
            _column("url", TEXT, "address of the original, http or https"),
            _column("kind", TEXT, "news, analysis, opinion, wire, think-tank, government, reference"),
            _column("digest", FLAG, "a summary in our words, not the article's text"),
            _column("language", TEXT, "ISO 639-1 code"),
            _column(
                "format", TEXT, "how the original was read: text, html, pdf, docx, csv, feed … or the export it is from"
            ),
            _column("modified", TEXT, "when it was changed, as the page tells"),
            _column(
                "copy_of",
                TEXT,
                "the article that has the same text, nearly or wholly: the agency's, the earliest, or the same file",
            ),
            _column("version_of", TEXT, "the version before it, when an article was changed: same outlet and address"),
            _column("sha256", TEXT, "of the original file's bytes; of its row, where a file holds many articles"),
            _column("words", INT, "words of `text`"),
            _column("text", TEXT, "the body, verbatim; all offsets point here", required=True),
        ]
    ),
    "rejected": pa.schema(
        [
            _column("path", TEXT, "as given, relative to the corpus", required=True),
            _column("row", INT, "row of a table or dump, null for a whole file"),
            _column("reason", TEXT, "what is the matter", required=True),
            _column("hint", TEXT, "what to do"),
        ]
    ),
    "outlets": pa.schema(
        [
            _column("outlet_id", TEXT, "short name", required=True),
            _column("name", TEXT, "name as people know it", required=True),
            _column("aliases", IDS, "other names"),
            _column("domain", TEXT, "web domain"),
            _column("country", TEXT, "ISO 3166 alpha-2 code of its seat"),
            _column("kind", TEXT, "newspaper, agency, broadcaster, magazine, blog, think-tank, aggregator, …, unknown"),
            _column("owner", TEXT, "where it is known"),
        ]
    ),
    "claims": pa.schema(
        [
            _column("claim_id", TEXT, "from article and place", required=True),
            _column("article_id", TEXT, "the article it stands in", required=True),
            _column("outlet_id", TEXT, "the outlet of that article", required=True),
            _column("kind", TEXT, "with a number or without", model.ClaimKind, required=True),
            _column("zone", TEXT, "part of the page", model.Zone, required=True),
            _column("sentence", TEXT, "the sentence, verbatim", required=True),
            _column("sentence_start", INT, "offset in `articles.text`", required=True),
            _column("sentence_end", INT, "offset in `articles.text`", required=True),
            _column("quote", TEXT, "the number phrase (or the clause of a statement), verbatim", required=True),
            _column("start", INT, "offset in `articles.text`", required=True),
            _column("end", INT, "offset in `articles.text`", required=True),
            _column("text", TEXT, "the claim as a sentence that stands alone", required=True),
            _column("subject", TEXT, "grammatical subject"),
            _column("predicate", TEXT, "verb, lemma"),
            _column("object", TEXT, "grammatical object"),
            *_facet("counted", "what is counted or measured"),
            *_facet("actor", "whose: nationality, group, organisation, population"),
            *_facet("action", "what they did or what happened to them, with the text's own verb in brackets"),
            *_facet("place", "where"),
            _column("as_of_start", DAY, "first day that the figure is as of"),
            _column("as_of_end", DAY, "last day that the figure is as of"),
            _column("as_of_words", TEXT, "the article's words for that time, null when its date is used"),
            _column("low", REAL, "lower end in `unit`, null when open"),
            _column("high", REAL, "upper end in `unit`, null when open"),
            _column("bound", TEXT, "what the hedge makes of the figure", model.Bound),
            _column(
                "unit",
                TEXT,
                "count, percent, percentage_points, multiplier, ISO 4217 code, km2, t, … or a rate such as count/day",
            ),
            _column("change", TEXT, "direction, when the figure is a change", model.Change),
            _column(
                "rule",
                TEXT,
                "row of data/ that gave a vague word's range or a conversion; how a derived figure works out",
            ),
            _column("ambiguous", TEXT, "other readings of the printed figure"),
            _column("norm_low", REAL, "`low` converted to `norm_unit`"),
            _column("norm_high", REAL, "`high` converted to `norm_unit`"),
            _column("norm_unit", TEXT, "unit that measures of this kind are compared in"),
            _column("base", TEXT, "what a percentage or fraction is of"),
            _column(
                "derived_from",
                TEXT,
                "claim_id of the printed figure that this claim works out; it is compared with none",
            ),
            _column("attributed_to", TEXT, "who the claim comes from, in the article's words"),
            _column("attribution_kind", TEXT, "what kind of source that is", model.AttributionKind),
            _column("origin_id", TEXT, "that source, resolved: outlets repeat, origins count"),
            _column("certainty", TEXT, "how surely it is said", model.Certainty, required=True),
            _column("polarity", TEXT, "affirmed or negated", model.Polarity, required=True),
            _column("cluster_id", TEXT, "the cluster it was put in"),
        ]
    ),
    "clusters": pa.schema(
        [
            _column("cluster_id", TEXT, "from series and stretch of time, never from members", required=True),
            _column("series_id", TEXT, "from the canonical facets: one quantity over time", required=True),
            _column("label", TEXT, "as a person would name it", required=True),
            _column("unit", TEXT, "unit that its figures are compared in"),
            _column("as_of_start", DAY, "first day that its claims speak of"),
            _column("as_of_end", DAY, "last day that its claims speak of"),
            _column("n_claims", INT, "claims", required=True),
            _column("n_articles", INT, "articles", required=True),
            _column("n_outlets", INT, "outlets", required=True),
            _column("n_origins", INT, "independent sources", required=True),
            _column("low", REAL, "smallest figure or lower end of a range, in `unit`"),
            _column("median", REAL, "median of the figures, in `unit`; a range counts with its middle"),
            _column("high", REAL, "largest figure or upper end of a range, in `unit`"),
            _column("assessment", TEXT, "what the cluster says", model.AssessmentName, required=True),
            _column("cause", TEXT, "what explains a difference", model.Cause),
            _column("reason", TEXT, "the assessment in a sentence with numbers", required=True),
            _column("score", REAL, "how much it deserves a look, 0–1"),
            _column("review", TEXT, "what reviewers held of it when it was built: resolved by Ada"),
        ]
    ),
    "assertions": pa.schema(
        [
            _column("assertion_id", TEXT, "from the statement that was printed first", required=True),
            _column("label", TEXT, "what is asserted, in the words of one article", required=True),
            _column("affirmed", IDS, "claims that say so", required=True),
            _column("denied", IDS, "claims that say the reverse", required=True),
            _column("hedged", IDS, "claims that leave it open: alleged, estimated, predicted", required=True),
            _column("n_articles", INT, "articles", required=True),
            _column("n_outlets", INT, "outlets", required=True),
            _column("n_origins", INT, "independent sources", required=True),
            _column("as_of_start", DAY, "first day that its claims speak of"),
            _column("as_of_end", DAY, "last day that its claims speak of"),
            _column("assessment", TEXT, "what the statements say together", model.AssessmentName, required=True),
            _column("reason", TEXT, "the assessment in a sentence with numbers", required=True),
            _column("score", REAL, "how much it deserves a look, 0–1"),
        ]
    ),
    "pairs": pa.schema(
        [
            _column("claim_a", TEXT, "one claim", required=True),
            _column("claim_b", TEXT, "the other", required=True),
            _column("joined", FLAG, "do they stand in one series?", required=True),
            _column("score", REAL, "weighted similarity, 0–1", required=True),
            _column("counted", REAL, "similarity of what is counted, 0–1"),
            _column("actor", REAL, "similarity of the actors, 0–1"),
            _column("action", REAL, "similarity of the actions, 0–1"),
            _column("place", REAL, "similarity of the places, 0–1"),
            _column("base", REAL, "similarity of the bases, 0–1"),
            _column("rule", TEXT, "what forbade or forced the join"),
        ]
    ),
    "origins": pa.schema(
        [
            _column("origin_id", TEXT, "the source, resolved", required=True),
            _column("name", TEXT, "its name", required=True),
            _column("kind", TEXT, "what kind of source it is", model.AttributionKind),
            _column("cited_by", IDS, "outlets that rely on it"),
        ]
    ),
    "findings": pa.schema(
        [
            _column("finding_id", TEXT, "from check and claim or cluster", required=True),
            _column("check", TEXT, "which check", required=True),
            _column("severity", TEXT, "how bad", model.Severity, required=True),
            _column("cluster_id", TEXT, "the cluster it is about"),
            _column("claim_id", TEXT, "the claim it is about"),
            _column("evidence", IDS, "claims that the reason rests on", required=True),
            _column("reason", TEXT, "a sentence with numbers", required=True),
            _column("figures", TEXT, "the numbers of the reason, a JSON object"),
            _column(
                "review", TEXT, "what reviewers held of the claim, or cluster, when it was built: confirmed by Ada"
            ),
        ]
    ),
    "mentions": pa.schema(
        [
            _column("article_id", TEXT, "the article", required=True),
            _column("outlet_id", TEXT, "its outlet", required=True),
            _column(
                "kind",
                TEXT,
                "a name, a noun for people, a name of an event, or a cue: hedge, booster, word of distance, verb of "
                "saying (attribution), loaded word, word in quotation marks",
                model.MentionKind,
                required=True,
            ),
            _column("entity", TEXT, "canonical name; an event's kind, a loaded word's tone; null for other cues"),
            _column("label", TEXT, "what the outlet calls it there; a cue in its base form", required=True),
            _column("start", INT, "offset in `articles.text`", required=True),
            _column("end", INT, "offset in `articles.text`", required=True),
            _column("certainty", TEXT, "how surely the sentence is said", model.Certainty),
            _column("voice", TEXT, "the outlet's own, or between quotation marks", model.Voice, required=True),
        ]
    ),
}


# A reader who wants one quantity finds its claims side by side and skips the other row groups.
ORDER = {"claims": ("cluster_id", "article_id", "start", "end", "claim_id"), "clusters": ("cluster_id",)}
