"""Claims: each figure of an article with what it counts, whose, doing what, where, as of when, and who says so.

The chain for one article, one step a module of this package::

    paragraphs (parsed) → drafts (one a figure) → measure → facets → context → source → when → certainty → Claim
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pipeline import lexicons
from pipeline.claims import certainty, context, facets, measure, source, when, wording
from pipeline.claims.draft import Draft, Facet
from pipeline.entities import Entity
from pipeline.entities import find as find_entities
from pipeline.language import Parsed, load
from pipeline.model import Article, Claim, Outlet, Quantity

# Units of time measure how long something took: they are no figures that sources are compared on.
_DURATIONS = frozenset(("s", "min", "hour", "day", "week", "month", "year", "decade"))


def is_figure(quantity: Quantity) -> bool:
    """Can this quantity be a claim's figure?"""
    return quantity.is_claim and quantity.unit not in _DURATIONS


def extract(article: Article, parsed: Sequence[Parsed], outlet: Outlet | None = None) -> list[Claim]:
    """The quantity claims of one article, in the order of the text."""
    text = article.text
    named = [find_entities(p.doc) for p in parsed]
    title_entities = find_entities(load()(article.title)) if article.title and any(p.quantities for p in parsed) else []
    about = context.build(
        article.title, title_entities, [e for es in named for e in es], [t.lemma_.lower() for p in parsed for t in p.doc if t.pos_ == "NOUN" or t.pos_ == "PROPN"]
    )
    claims: list[Claim] = []
    carried: list[Draft] = []  # drafts of the article so far, for what a sentence leaves out
    speaker: source.Report | None = None
    everywhere = _source_of_all(parsed, named, text)
    for paragraph, entities in zip(parsed, named, strict=True):
        pronouns: dict[int, Entity] = {}
        for sentence in paragraph.doc.sents:
            drafts = [
                Draft(paragraph, sentence, sentence.doc[i], q)
                for i, q in sorted(paragraph.quantities.items())
                if sentence.start <= i < sentence.end and is_figure(q)
            ]
            here = [e for e in entities if sentence.start <= e.start < sentence.end]
            _point_back(sentence, here, about, pronouns)
            said = source.reports(paragraph, sentence, text, here)
            times = when.find(text, paragraph.start(sentence.start), paragraph.end(sentence.end - 1), article) if drafts else []
            for n, draft in enumerate(drafts):
                stop = drafts[n + 1].token.i if n + 1 < len(drafts) else sentence.end
                _fill(draft, here, pronouns, stop, drafts[:n], carried, about, text)
                report = source.covering(draft.token, said)
                if report is not None and report.pronoun:
                    report = _spoken_by(speaker, report)
                draft.attributed_to, draft.attribution_kind = _named_source(report, everywhere, outlet, article)
                draft.certainty, draft.polarity = certainty.find(draft, report or everywhere, text)
                draft.as_of = _as_of(draft, times, stop, article)
                claims.append(_claim(draft, article, outlet))
            carried = (carried + drafts)[-12:]
            for report in said:
                if not report.pronoun:
                    speaker = report
    return claims


def _point_back(sentence, entities: Sequence[Entity], about: context.Context, pronouns: dict[int, Entity]) -> None:
    """"its", "their", "the group" take the last group or country named before them in the sentence."""
    last: Entity | None = None
    by_start = {e.start: e for e in entities}
    for token in sentence:
        entity = by_start.get(token.i)
        if entity is not None and entity.kind in ("group", "country", "organisation"):
            last = entity
        elif last is not None and token.lower_ in ("its", "it", "their", "they"):
            pronouns[token.i] = last


def _fill(
    draft: Draft, entities: Sequence[Entity], pronouns: dict[int, Entity], stop: int, before: Sequence[Draft],
    carried: Sequence[Draft], about: context.Context, text: str,
) -> None:
    """Counted thing, base, actor, action and place: from the words, else from the figures before, else from the article."""
    measure.find(draft)
    draft.action = facets.action(draft, text)
    previous = before[-1] if before else None
    draft.counted = _counted(draft, previous, carried, text)
    if draft.of and not draft.anaphoric:
        draft.base = draft.parsed.words(text, draft.of) if draft.quantity.unit == "percent" else None
    elif draft.anaphoric and draft.counted:
        draft.base = draft.counted.words
    elif draft.quantity.unit == "percent" and previous is not None and previous.base and not draft.phrase:
        draft.base = previous.base
    if draft.action is None and previous is not None and (draft.label is not None or draft.noun is None):
        draft.action = previous.action
    if draft.action is None and draft.label is not None and carried:
        draft.action = carried[-1].action
    draft.actor = facets.actor(draft, entities, pronouns)
    draft.place = facets.place(draft, entities, stop)
    earlier = previous or (carried[-1] if carried else None)
    if draft.actor is None and earlier is not None and (draft.anaphoric or _same_kind(draft, earlier)):
        draft.actor = _far(earlier.actor) if earlier.label is None else None
    if draft.actor is None:
        draft.actor = facets.from_context(draft, about, "actor")
    if draft.place is None and previous is not None and previous.place is not None and previous.label is None:
        draft.place = previous.place
    if draft.place is None and carried and carried[-1].place and carried[-1].parsed is draft.parsed and _same_kind(draft, carried[-1]):
        draft.place = _far(carried[-1].place)
    if draft.place is None:
        draft.place = facets.from_context(draft, about, "place")


def _far(facet: Facet | None) -> Facet | None:
    return None if facet is None else Facet(facet.name, facet.words, False, facet.country)


def _same_kind(draft: Draft, other: Draft) -> bool:
    return (
        draft.counted is not None
        and other.counted is not None
        and draft.quantity.unit == other.quantity.unit
        and lexicons.counted_class(draft.counted.name) == lexicons.counted_class(other.counted.name)
    )


def _counted(draft: Draft, previous: Draft | None, carried: Sequence[Draft], text: str) -> Facet | None:
    if draft.phrase and not (draft.anaphoric and draft.noun is None):
        words = draft.parsed.words(text, draft.phrase)
        return Facet(_canonical_counted(draft), words)
    if measure.measures_itself(draft.quantity) and draft.quantity.unit not in ("percent", "multiplier"):
        if draft.noun is None:
            subject = _subject_words(draft, text)
            return subject or (Facet(draft.quantity.unit, draft.quantity.quote) if draft.quantity.unit else None)
    earlier = previous or (carried[-1] if carried else None)
    harmed = draft.action is not None and draft.action.name in lexicons.harm_classes()
    if earlier is not None and earlier.counted is not None and (previous is not None or draft.anaphoric or draft.label is not None):
        kind = lexicons.counted_class(earlier.counted.name)
        if not harmed or kind in lexicons.people_classes():
            return Facet(earlier.counted.name, earlier.counted.words, False, earlier.counted.country)
    if harmed or (draft.action is not None and draft.action.name in lexicons.human_classes()):
        return Facet("people", draft.action.words, False)
    return _subject_words(draft, text) if draft.quantity.unit in ("percent", "multiplier") else None


def _subject_words(draft: Draft, text: str) -> Facet | None:
    """The subject of the figure's verb, for amounts: "damage was put at $3bn", "inflation hit 4%"."""
    verb = draft.predicate
    subject = measure.subject_of(verb) if verb is not None else None
    if subject is None or subject.i in draft.parsed.quantities or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    left = [c for c in subject.lefts if c.dep_ in ("amod", "compound") and subject.i - c.i <= 4]
    tokens = [*left, subject]
    return Facet(" ".join(t.lemma_.lower() if t.pos_ == "NOUN" else t.text for t in tokens), draft.parsed.words(text, tokens))


def _canonical_counted(draft: Draft) -> str:
    """The noun phrase with its head as a lemma, without determiners: "foreign fighter", "UK national"."""
    kept = [t for t in draft.phrase if t.pos_ in ("NOUN", "PROPN", "ADJ", "X", "VERB", "CCONJ") or t is draft.noun]
    return " ".join(t.lemma_.lower() if t.pos_ in ("NOUN", "ADJ") else t.text for t in kept) or "people"


def _source_of_all(parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], text: str) -> source.Report | None:
    for paragraph, entities in zip(parsed, named, strict=True):
        for sentence in paragraph.doc.sents:
            found = source.about_figures(paragraph, sentence, text, entities)
            if found is not None:
                return found
    return None


def _spoken_by(speaker: source.Report | None, report: source.Report) -> source.Report | None:
    if speaker is None:
        return None
    return source.Report(speaker.words, speaker.kind, report.certainty, report.verb, report.tokens, report.segment)


def _named_source(report: source.Report | None, everywhere: source.Report | None, outlet: Outlet | None, article: Article):
    found = report or everywhere
    if found is not None:
        return found.words, found.kind
    return (outlet.name if outlet else article.outlet_id), "outlet"


def _as_of(draft: Draft, times: Sequence[when.Time], stop: int, article: Article):
    """The nearest time phrase of the figure's own stretch of the sentence, else of the sentence, else the article's date."""
    if times:
        at = draft.quantity.start
        until = draft.parsed.starts[stop] if stop < len(draft.parsed.starts) else draft.parsed.ends[-1]
        after = [t for t in times if at < t.start < until]
        nearest = after[0] if after else min(times, key=lambda t: abs(t.start - at))
        return nearest.first, nearest.last, nearest.words
    return article.published_start, article.published_end, None


def _claim(draft: Draft, article: Article, outlet: Outlet | None) -> Claim:
    quantity, parsed, sentence = draft.quantity, draft.parsed, draft.sentence
    first = parsed.quantities.get(sentence.start)
    start = min(parsed.start(sentence.start), first.outer_start if first and first.outer_start >= 0 else parsed.start(sentence.start))
    end = parsed.end(sentence.end - 1)
    identity = f"{article.article_id}:{quantity.start}:{quantity.end}:quantity"
    subject = measure.subject_of(draft.predicate) if draft.predicate is not None else None

    def pair(facet: Facet | None) -> tuple[str | None, str | None]:
        return (facet.name, facet.words) if facet else (None, None)

    (counted, counted_words), (actor, actor_words) = pair(draft.counted), pair(draft.actor)
    (action, action_words), (place, place_words) = pair(draft.action), pair(draft.place)
    return Claim(
        claim_id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        article_id=article.article_id, outlet_id=article.outlet_id, kind="quantity", zone=parsed.zone,
        sentence=article.text[start:end], sentence_start=start, sentence_end=end,
        quote=quantity.quote, start=quantity.start, end=quantity.end, text=wording.sentence(draft, article, outlet),
        subject=parsed.words(article.text, [subject]) if subject is not None else None,
        predicate=draft.predicate.lemma_ if draft.predicate is not None else None,
        counted=counted, counted_words=counted_words, actor=actor, actor_words=actor_words,
        action=action, action_words=action_words, place=place, place_words=place_words,
        as_of_start=draft.as_of[0], as_of_end=draft.as_of[1], as_of_words=draft.as_of[2],
        low=quantity.low, high=quantity.high, bound=quantity.bound, unit=quantity.unit, change=quantity.change,
        rule=quantity.rule, ambiguous=", ".join(f"{v:g}" for v in quantity.ambiguous) or None,
        norm_low=quantity.norm_low, norm_high=quantity.norm_high, norm_unit=quantity.norm_unit,
        base=draft.base, derived_from=draft.derived_from,
        attributed_to=draft.attributed_to, attribution_kind=draft.attribution_kind,
        certainty=draft.certainty, polarity=draft.polarity,
    )
