"""Claims: each figure of an article with what it counts, whose, doing what, where, as of when, and who says so.

The chain for one article, one step a module of this package::

    paragraphs (parsed) → drafts (one a figure) → measure → facets → context → source → when → certainty → Claim
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.claims import (
    actions,
    certainty,
    context,
    facets,
    figures,
    phrases,
    source,
    statements,
    stretches,
    when,
    wording,
)
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.speakers import Speakers
from pipeline.entities import Entity, references
from pipeline.entities import find as find_entities
from pipeline.knowledge import settings
from pipeline.language import Parsed, load
from pipeline.model import Article, AttributionKind, Claim, Outlet, Quantity

# Units of time measure how long something took: they are no figures that sources are compared on.
_DURATIONS = frozenset(("s", "min", "hour", "day", "week", "month", "year", "decade"))


# Zones in which sentences without figures are read for statements; headlines repeat the body, furniture says nothing.
_OWN_WORDS = frozenset(("body", "quote", "caption"))


def is_figure(quantity: Quantity) -> bool:
    """Can this quantity be a claim's figure?"""
    return quantity.is_claim and quantity.unit not in _DURATIONS


def extract(
    article: Article,
    parsed: Sequence[Parsed],
    outlet: Outlet | None = None,
    named: Sequence[Sequence[Entity]] | None = None,
) -> list[Claim]:
    """The claims of one article, with a figure and without, in the order of the text.

    ``named`` are the mentions of each paragraph (:func:`names`), found here when they are not given.
    """
    text = article.text
    named = names(parsed) if named is None else named
    about = _about(article, parsed, named)
    written: list[Draft] = []
    told: list[Claim] = []
    carried: list[Draft] = []  # drafts of the article so far, for what a sentence leaves out
    speakers = Speakers()
    everywhere = _source_of_all(parsed, named, text)
    for paragraph, entities, pronouns in zip(parsed, named, _pointing(parsed, named), strict=True):
        speakers.learn_roles(paragraph.doc, entities)
        lately: Facet | None = None  # where the sentence before in this paragraph was
        for sentence in paragraph.doc.sents:
            drafts = [
                Draft(paragraph, sentence, sentence.doc[i], q)
                for i, q in sorted(paragraph.quantities.items())
                if sentence.start <= i < sentence.end and is_figure(q)
            ]
            here = [e for e in entities if sentence.start <= e.start < sentence.end]
            said = source.reports(paragraph, sentence, text, here)
            speaking = frozenset(i for report in said for i in report.tokens)
            times = when.find(text, paragraph.start(sentence.start), paragraph.end(sentence.end - 1), article)
            stretch = stretches.of_figures(sentence, drafts, here)
            for n, draft in enumerate(drafts):
                stop = drafts[n + 1].token.i if n + 1 < len(drafts) else sentence.end
                own = stretch[draft.token.i]
                draft.lately = lately
                figures.fill(draft, here, pronouns, stop, drafts[:n], carried, about, speaking, own, text)
                report = source.covering(draft.token, said)
                report = speakers.resolve(report, pronouns) if report else None
                if everywhere is not None and (report is None or not report.named):
                    report = everywhere  # "analysts say", where the article names the source of its figures
                draft.said_by = report
                draft.as_of = when.of(draft.token, paragraph, times, stop, article)
            carried = (carried + drafts)[-settings("claims")["figures_kept"] :]
            written += drafts
            clauses = statements.find(paragraph, sentence) if paragraph.zone in _OWN_WORDS else ()
            for clause in clauses:
                report = source.covering(clause.predicate, said)
                report = speakers.resolve(report, pronouns) if report else None
                told.append(_statement(clause, report, paragraph, sentence, here, about, times, article, outlet))
            for report in said:
                speakers.see(report)
            lately = facets.scene(sentence, here) or lately
    for draft in written:
        report = draft.said_by or speakers.only()
        draft.attributed_to, draft.attribution_kind = _named_source(report, outlet, article)
        draft.certainty, draft.polarity = certainty.find(draft, report, text)
    unique = {claim.claim_id: claim for claim in (*(_claim(draft, article, outlet) for draft in written), *told)}
    return sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.kind))


def _about(article: Article, parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]]) -> context.Context:
    """What the article is about, from its title, its address and its text."""
    title, address = article.title if parsed else "", context.slug(article.url) if parsed else ""
    docs = list(load().pipe([title, address]))
    # in an address every word has a capital: only listed names are names
    named_there = [_names(docs[0]), [e for e in _names(docs[1]) if e.listed]]
    return context.build(
        [(_words(doc), found) for doc, found in zip(docs, named_there, strict=True)],
        [
            (_words(p.doc), [e for e in es if not facets.compares(e, p.doc[:])])
            for p, es in zip(parsed, named, strict=True)
        ],
    )


def _words(doc: Doc) -> list[str]:
    """Each token in lower case, words for an event in their base form."""
    known = context.event_words()
    return [t.lemma_.lower() if t.lower_ not in known and t.lemma_.lower() in known else t.lower_ for t in doc]


def names(parsed: Sequence[Parsed]) -> list[list[Entity]]:
    """Who and where each paragraph mentions, in order."""
    return [_names(paragraph.doc) for paragraph in parsed]


def _names(doc: Doc) -> list[Entity]:
    """Mentions of who and where; a month, a weekday or a title is neither, nor an unlisted name a place that no
    preposition of place says to be one.
    """
    no_name = phrases.lexicon("time") | phrases.lexicon("title")
    return [
        e
        for e in find_entities(doc)
        if doc[e.head].lower_.rstrip(".") not in no_name
        and (e.kind != "place" or e.listed or stretches.after_preposition(doc, e))
    ]


def _pointing(parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]]) -> list[dict[int, Entity]]:
    """What pronouns and short forms point back to, by token index of each paragraph, read over the whole article."""
    if not parsed:
        return []
    whole = Doc.from_docs([p.doc for p in parsed], ensure_whitespace=False)
    firsts = [0]
    for paragraph in parsed:
        firsts.append(firsts[-1] + len(paragraph.doc))
    shifted = [
        replace(e, start=e.start + first, end=e.end + first, head=e.head + first)
        for entities, first in zip(named, firsts, strict=False)
        for e in entities
    ]
    out: list[dict[int, Entity]] = [{} for _ in parsed]
    for index, entity in references.resolve(whole, shifted).items():
        number = bisect_right(firsts, index) - 1
        out[number][index - firsts[number]] = entity
    return out


def _source_of_all(parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], text: str) -> source.Report | None:
    for paragraph, entities in zip(parsed, named, strict=True):
        for sentence in paragraph.doc.sents:
            found = source.about_figures(paragraph, sentence, text, entities)
            if found is not None:
                return found
    return None


def _named_source(report: source.Report | None, outlet: Outlet | None, article: Article) -> tuple[str, AttributionKind]:
    if report is not None:
        return report.words, report.kind
    return (outlet.name if outlet else article.outlet_id), "outlet"


def _bounds(parsed: Parsed, sentence: Span) -> tuple[int, int]:
    """Offsets of a sentence, the hedge of a number that opens it included."""
    first = parsed.quantities.get(sentence.start) or parsed.quantities.get(sentence.start + 1)
    start = parsed.start(sentence.start)
    if first is not None and first.outer_start >= 0 and first.start == start:
        start = min(start, first.outer_start)
    return start, parsed.end(sentence.end - 1)


def _identity(article: Article, start: int, end: int, kind: str) -> str:
    return hashlib.sha256(f"{article.article_id}:{start}:{end}:{kind}".encode()).hexdigest()[:16]


def _statement(
    clause: statements.Clause,
    report: source.Report | None,
    parsed: Parsed,
    sentence: Span,
    entities: Sequence[Entity],
    about: context.Context,
    times: Sequence[when.Time],
    article: Article,
    outlet: Outlet | None,
) -> Claim:
    text = article.text
    start, end = parsed.start(clause.start), parsed.end(clause.end - 1)
    first, last = _bounds(parsed, sentence)
    sure, polarity = statements.standing(clause, report)
    attributed_to, kind = _named_source(report, outlet, article)
    inside = [e for e in entities if clause.start <= e.start < clause.end]
    places = [facets.facet(e) for e in inside if e.kind in context.PLACE_KINDS]
    actor = next(
        (
            facets.facet(e)
            for e in inside
            if e.start <= clause.subject.i < e.end or clause.subject.left_edge.i <= e.start <= clause.subject.i
        ),
        None,
    )
    time = next((t for t in times if start <= t.start < end), None)
    where = facets.joined(places) or facets.far(facets.first(about.places))
    action = (
        actions.class_of(clause.predicate.doc[clause.predicate.i : clause.end].text) or clause.predicate.lemma_.lower()
    )
    spoken = f", according to {attributed_to}" if report else ""
    subject = statements.words(parsed, text, clause.subject)
    quote = text[start:end]
    alone = quote if subject and subject.lower() in quote.lower() else f"{subject} {quote}"
    return Claim(
        claim_id=_identity(article, start, end, "statement"),
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        kind="statement",
        zone=parsed.zone,
        sentence=text[first:last],
        sentence_start=first,
        sentence_end=last,
        quote=quote,
        start=start,
        end=end,
        text=alone[:1].upper() + alone[1:] + spoken + ".",
        subject=subject,
        predicate=clause.predicate.lemma_,
        object=statements.words(parsed, text, statements.object_of(clause)),
        actor=actor.name if actor else None,
        actor_words=actor.words if actor else None,
        action=action,
        action_words=parsed.words(text, [clause.predicate]),
        place=where.name if where else None,
        place_words=where.words if where else None,
        as_of_start=time.first if time else article.published_start,
        as_of_end=time.last if time else article.published_end,
        as_of_words=time.words if time else None,
        attributed_to=attributed_to,
        attribution_kind=kind,
        certainty=sure,
        polarity=polarity,
    )


def _claim(draft: Draft, article: Article, outlet: Outlet | None) -> Claim:
    quantity, parsed, sentence = draft.quantity, draft.parsed, draft.sentence
    start, end = _bounds(parsed, sentence)
    subject = phrases.subject_of(draft.predicate) if draft.predicate is not None else None

    def pair(facet: Facet | None) -> tuple[str | None, str | None]:
        return (facet.name, facet.words) if facet else (None, None)

    (counted, counted_words), (actor, actor_words) = pair(draft.counted), pair(draft.actor)
    (action, action_words), (place, place_words) = pair(draft.action), pair(draft.place)
    return Claim(
        claim_id=_identity(article, quantity.start, quantity.end, "quantity"),
        article_id=article.article_id,
        outlet_id=article.outlet_id,
        kind="quantity",
        zone=parsed.zone,
        sentence=article.text[start:end],
        sentence_start=start,
        sentence_end=end,
        quote=quantity.quote,
        start=quantity.start,
        end=quantity.end,
        text=wording.sentence(draft, article, outlet),
        subject=parsed.words(article.text, [subject]) if subject is not None else None,
        predicate=draft.predicate.lemma_ if draft.predicate is not None else None,
        counted=counted,
        counted_words=counted_words,
        actor=actor,
        actor_words=actor_words,
        action=action,
        action_words=action_words,
        place=place,
        place_words=place_words,
        as_of_start=draft.as_of[0],
        as_of_end=draft.as_of[1],
        as_of_words=draft.as_of[2],
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
        change=quantity.change,
        rule=quantity.rule,
        ambiguous=", ".join(f"{v:g}" for v in quantity.ambiguous) or None,
        norm_low=quantity.norm_low,
        norm_high=quantity.norm_high,
        norm_unit=quantity.norm_unit,
        base=draft.base,
        derived_from=draft.derived_from,
        attributed_to=draft.attributed_to,
        attribution_kind=draft.attribution_kind,
        certainty=draft.certainty,
        polarity=draft.polarity,
    )
