"""What is seen, as files: CSV, JSON, chart pictures, ClaimReview, Web Annotations, a data package, a citation.

No streamlit here (see :mod:`dashboard.downloads`). Standards: RFC 4180 (CSV), schema.org ClaimReview and Claim,
W3C Web Annotation Data Model (selectors 4.2), Frictionless Data Package 1.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

import pipeline
from dashboard import marks, words
from pipeline.tables import SCHEMAS

# First characters that make a spreadsheet take a cell for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

FIGURE_COLUMNS = (
    "claim_id cluster_id outlet_id outlet country title url published quote low high bound unit norm_low norm_high "
    "norm_unit as_of_start as_of_end as_of_words attributed_to attribution_kind origin certainty polarity severity "
    "review sentence article_id start end zone"
).split()

STATEMENT_COLUMNS = (
    "claim_id outlet_id outlet country title url published quote text attributed_to attribution_kind origin certainty "
    "polarity sentence article_id start end zone"
).split()

_CONTEXT_LENGTH = 40  # characters of prefix and suffix in a TextQuoteSelector


def _value(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | dict):
        return value
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def rows(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """A frame's rows as values that JSON knows: days as ISO 8601, missing as null."""
    kept = [c for c in (columns or frame.columns) if c in frame.columns]
    part = frame[kept].astype(object)
    return [dict(zip(kept, map(_value, row), strict=True)) for row in part.itertuples(index=False, name=None)]


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def csv(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> bytes:
    """CSV in UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay
    numbers."""
    guarded = [{k: _cell(v) for k, v in row.items()} for row in rows(frame, columns)]
    kept = [c for c in (columns or frame.columns) if c in frame.columns]
    return pd.DataFrame(guarded, columns=kept, dtype=object).to_csv(index=False).encode("utf-8-sig")


def dump(value: Any) -> bytes:
    """Any JSON value as UTF-8 bytes, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_value).encode()


def comparison(cluster: Mapping[str, Any], claims: pd.DataFrame, findings: pd.DataFrame) -> dict[str, Any]:
    """A quantity with its figures and findings, as on the Compare page."""
    return {
        "quantity": {k: _value(v) for k, v in cluster.items()},
        "figures": rows(claims, FIGURE_COLUMNS),
        "findings": rows(findings),
        "made_by": f"crosscheck {pipeline.__version__}",
    }


def statement(assertion: Mapping[str, Any], claims: pd.DataFrame, columns: Sequence[str]) -> dict[str, Any]:
    """An assertion with the claims that affirm, deny or leave it open, as on the Statements page."""
    return {
        "assertion": {k: _value(v) for k, v in assertion.items()},
        "statements": rows(claims, columns),
        "made_by": f"crosscheck {pipeline.__version__}",
    }


def digest(value: Any) -> str:
    """SHA-256 of a JSON value in canonical form (sorted keys, no spaces), in hex."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_value)
    return hashlib.sha256(canonical.encode()).hexdigest()


def citation(
    cluster: Mapping[str, Any], claims: pd.DataFrame, findings: pd.DataFrame, address: str, today: date
) -> str:
    """One line to cite a comparison by, with the hash of its figures and findings."""
    content = {"figures": rows(claims, FIGURE_COLUMNS), "findings": rows(findings)}
    return (
        f"“{marks.plain(cluster['label'])}”: {words.plural(int(cluster['n_claims']), 'figure')} in "
        f"{words.plural(int(cluster['n_outlets']), 'outlet')}, compared with crosscheck {pipeline.__version__}. "
        f"{address}, read {today.isoformat()}. SHA-256 {digest(content)}."
    )


def _selector(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    at, sentence = int(row["start"]) - int(row["sentence_start"]), str(row["sentence"])
    after = at + len(row["quote"])
    return [
        {
            "type": "TextQuoteSelector",
            "exact": row["quote"],
            "prefix": sentence[max(0, at - _CONTEXT_LENGTH) : at],
            "suffix": sentence[after : after + _CONTEXT_LENGTH],
        },
        {"type": "TextPositionSelector", "start": int(row["start"]), "end": int(row["end"])},
    ]


def web_annotations(
    claims: Sequence[Mapping[str, Any]], assessments: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """W3C Web Annotations, one a claim, that find the figure in its article by quote and by position.

    A column ``review`` (what reviewers hold of a claim) stands with what was found. Positions count characters of the
    text as crosscheck took it; ``source`` is the article's address, or its id as a URN.
    """
    items = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:crosscheck:claim:{row['claim_id']}",
            "type": "Annotation",
            "motivation": "assessing",
            "body": {
                "type": "TextualBody",
                "format": "text/plain",
                "value": _told(row)
                + (f": {assessments[row['claim_id']]}" if assessments and row["claim_id"] in assessments else "")
                + (f" Reviewers: {row['review']}." if row.get("review") else ""),
            },
            "target": {
                "source": marks.safe_url(row["url"]) or f"urn:crosscheck:article:{row['article_id']}",
                "selector": _selector(row),
            },
        }
        for row in claims
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"type": "AnnotationPage", "items": items},
    }


def _told(row: Mapping[str, Any]) -> str:
    """What an annotation says of a claim: its figure, or what it states where it has none."""
    figure = words.figure(row["norm_low"], row["norm_high"], row["bound"], row["norm_unit"])
    return str(row["text"] or row["quote"]) if figure == "—" else figure


def claim_reviews(
    cluster: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], findings: pd.DataFrame
) -> dict[str, Any]:
    """schema.org Claims, and a draft ClaimReview for each with an implausible finding: a human still has to decide.

    What reviewers decided (column ``review``) stands beside our verdict; a draft it remains, for them to publish.
    """
    graph: list[dict[str, Any]] = []
    for row in claims:
        ident = f"urn:crosscheck:claim:{row['claim_id']}"
        article: dict[str, Any] = {
            "@type": "NewsArticle",
            "headline": row["title"],
            "publisher": {"@type": "Organization", "name": row["outlet"]},
        }
        if url := marks.safe_url(row["url"]):
            article["url"] = url
        if row["published"]:
            article["datePublished"] = row["published"]
        claim: dict[str, Any] = {
            "@type": "Claim",
            "@id": ident,
            "text": row["text"] or row["sentence"],
            "appearance": article,
        }
        if row["attributed_to"]:
            claim["claimant"] = {"@type": "Thing", "name": row["attributed_to"]}
        graph.append(claim)
        mine = findings[(findings["claim_id"] == row["claim_id"]) & (findings["severity"] == "implausible")]
        if len(mine):
            verdict, said = words.ASSESSMENTS["implausible"].word, row.get("review")
            reasons = " ".join(dict.fromkeys(map(str, mine["reason"])))
            graph.append(
                {
                    "@type": "ClaimReview",
                    "creativeWorkStatus": "Draft",
                    "claimReviewed": row["text"] or row["sentence"],
                    "itemReviewed": {"@id": ident},
                    "author": {
                        "@type": "SoftwareApplication",
                        "name": "crosscheck",
                        "softwareVersion": pipeline.__version__,
                    },
                    "reviewRating": {"@type": "Rating", "alternateName": f"{verdict}, {said}" if said else verdict},
                    "reviewBody": f"{reasons} Reviewers: {said}." if said else reasons,
                }
            )
    return {"@context": "https://schema.org", "@graph": graph, "name": cluster["label"]}


_TYPES = {pa.int64(): "integer", pa.float64(): "number", pa.date32(): "date", pa.bool_(): "boolean"}


def descriptor(build: Path) -> dict[str, Any]:
    """A Frictionless data package's ``datapackage.json`` for the tables of a build, with sizes and hashes."""
    resources = []
    for name, schema in SCHEMAS.items():
        path = build / f"{name}.parquet"
        with path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        fields = []
        for column in schema:
            field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string")}
            if pa.types.is_list(column.type):
                field["type"] = "array"
            field["description"] = column.metadata[b"meaning"].decode()
            limits: dict[str, Any] = {} if column.nullable else {"required": True}
            if b"values" in column.metadata:
                limits["enum"] = json.loads(column.metadata[b"values"])
            if limits:
                field["constraints"] = limits
            fields.append(field)
        resources.append(
            {"name": name, "path": path.name, "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
            | {"bytes": path.stat().st_size, "hash": f"sha256:{sha}", "schema": {"fields": fields}}
        )
    return {
        "name": "crosscheck-build",
        "title": "Figures of news articles, compared",
        "profile": "data-package",
        "created": datetime.fromtimestamp((build / "claims.parquet").stat().st_mtime)
        .astimezone()
        .isoformat(timespec="seconds"),
        "sources": [{"title": f"crosscheck {pipeline.__version__}"}],
        "resources": resources,
    }


def data_package(build: Path) -> bytes:
    """The tables of a build with their ``datapackage.json``, as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("datapackage.json", dump(descriptor(build)))
        for name in SCHEMAS:
            archive.write(build / f"{name}.parquet", f"{name}.parquet")
    return out.getvalue()
