"""Mentions: who is spoken of in an article, and what the outlet calls them there.

Two kinds of label: the name as printed ("ISIS", "the so-called Islamic State") and the noun for its people
("militants", "jihadists", "terrorists"), given to the group or nationality that the same phrase names, else to the
group that the article speaks of most. Which nouns count as labels stands in ``data/lexicons/labels.csv``. Beside them
stand the cues of :mod:`pipeline.cues`: how surely, through whose mouth and in how loaded words it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import cues
from pipeline.entities import Entity
from pipeline.inflection import inflections
from pipeline.knowledge import table, words
from pipeline.language import Parsed
from pipeline.model import Article, Certainty, Claim, MentionKind
from pipeline.tokens import Token

NAMED = frozenset(("group", "organisation", "country", "nationality", "person", "city", "region"))
BEARERS = ("group", "nationality")
# Zones that are the outlet's own words about the event.
OWN = frozenset(("body", "headline", "caption", "quote"))
_STRETCH = 1_000  # characters
_QUALIFIERS = frozenset(("so-called", "self-styled", "self-proclaimed", "so", "called"))


@dataclass(frozen=True, slots=True)
class _Label:
    label: str
    of_main: bool
    people: str  # whom it can be said of


@cache
def _labels() -> dict[str, _Label]:
    """Label noun in all its forms → the label as it is counted (its plural), and whom it can be said of."""
    return {
        form: _Label(row["label"], bool(row["of_main"]), row["people"])
        for row in table("lexicons/labels", "label", "words", "of_main", "people")
        for word in words(row["words"])
        for form in inflections(word)
    }


def mentions(
    article: Article, parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], claims: Sequence[Claim]
) -> list[dict[str, Any]]:
    """Rows of the table ``mentions`` for one article, in the order of the text; ``named`` has one list a paragraph."""
    main = _most_spoken_of(named)
    near = _near(claims)
    rows: list[dict[str, Any]] = []
    for paragraph, entities in zip(parsed, named, strict=True):
        if paragraph.zone not in OWN:
            continue
        quoted = cues.quoted(paragraph)
        found = [
            *_in(paragraph, entities, main),
            *((c.kind, c.entity, c.label, c.first, c.last) for c in cues.cues(paragraph, quoted)),
        ]
        for kind, entity, label, first, last in found:
            start, end = paragraph.start(first), paragraph.end(last)
            if kind == "name":
                end = start + len(_trimmed(article.text[start:end]))
            rows.append(
                {
                    "article_id": article.article_id, "outlet_id": article.outlet_id, "kind": kind, "entity": entity,
                    "label": label or " ".join(article.text[start:end].split()), "start": start, "end": end,
                    "certainty": _certainty(near, start), "voice": "quoted" if quoted[last] else "own",
                }
            )  # fmt: skip
    return sorted(rows, key=lambda r: (r["start"], r["end"], r["kind"], r["entity"] or ""))


def _in(
    paragraph: Parsed, entities: Sequence[Entity], main: str | None
) -> Iterator[tuple[MentionKind, str, str, int, int]]:
    """Kind, entity, label (empty: as printed), first and last token of every name and noun for people.

    A noun is counted for the group that it is said of, and for the people that it can be said of.
    """
    inside = {i for e in entities for i in range(e.start, e.end)}
    for entity in entities:
        if entity.kind in NAMED and entity.name:
            yield "name", entity.name, "", _with_qualifier(paragraph, entity), entity.end - 1
    for token in paragraph.doc:
        label = _labels().get(token.lower_)
        if label and token.i not in inside and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            bearer = _bearer(token, entities) or (main if label.of_main else None)
            for entity_name in (bearer, label.people):
                if entity_name:
                    yield "noun", entity_name, label.label, token.i, token.i


def _trimmed(name: str) -> str:
    """A name without the half of a bracket: "Red Cross (ICRC" → "Red Cross"."""
    cut = _BRACKET.search(name)
    return name[: cut.start()] if cut and cut.start() and name.count("(") != name.count(")") else name


def _with_qualifier(paragraph: Parsed, entity: Entity) -> int:
    """The name with "so-called" before it, which is part of how it is framed."""
    start = entity.start
    while start > 0 and (paragraph.doc[start - 1].lower_ in _QUALIFIERS or paragraph.doc[start - 1].text == "-"):
        start -= 1
    return start


def _bearer(token: Token, entities: Sequence[Entity]) -> str | None:
    """The group or nationality in the same noun phrase: "ISIS militants", "militants of the Islamic State"."""
    near = [e for e in entities if e.kind in BEARERS]
    before = next(
        (e for e in near if 0 <= token.i - e.end <= 2 and token.doc[e.end : token.i].text.strip() in _JOINTS), None
    )
    if before is not None:
        return before.name
    after = next(
        (e for e in near if 0 < e.start - token.i <= 4 and token.nbor().lower_ in ("of", "from", "with")), None
    )
    return after.name if after is not None else None


_BRACKET = re.compile(r"\s*[()]")
_JOINTS = frozenset(("", "'s", "’s", "-", "-linked", "- linked", "-affiliated", "'"))


def _most_spoken_of(named: Sequence[Sequence[Entity]]) -> str | None:
    counts = Counter(e.name for entities in named for e in entities if e.kind == "group" and e.name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _near(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """Stretch of :data:`_STRETCH` characters → the claims whose sentences reach into it, in their order."""
    out: dict[int, list[Claim]] = {}
    for claim in claims:
        for stretch in range(claim.sentence_start // _STRETCH, claim.sentence_end // _STRETCH + 1):
            out.setdefault(stretch, []).append(claim)
    return out


def _certainty(near: Mapping[int, Sequence[Claim]], offset: int) -> Certainty:
    """How surely the sentence around an offset is said, by its first claim; asserted where there is none."""
    claims = near.get(offset // _STRETCH, ())
    return next((c.certainty for c in claims if c.sentence_start <= offset < c.sentence_end), "asserted")
