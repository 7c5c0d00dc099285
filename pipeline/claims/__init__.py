"""Claims: each figure of an article with what it counts, whose, doing what, where, as of when, and who says so.

The chain for one article, one step a module of this package::

    paragraphs (parsed) → drafts (one a figure) → measure → facets → context → source → when → certainty → Claim
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline import lexicons
from pipeline.claims import (
    background,
    context,
    covering,
    derived,
    figures,
    interviews,
    namesakes,
    naming,
    phrases,
    recurring,
    setting,
    slugs,
    source,
    statements,
    stretches,
    telling,
    when,
    wording,
)
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.quoting import Quotation, told_after
from pipeline.claims.report import Report
from pipeline.claims.speakers import Block, Speakers
from pipeline.coreference.standing import stand_ins
from pipeline.entities import Entity, references
from pipeline.entities import find as find_entities
from pipeline.knowledge import settings
from pipeline.language import Parsed, parse_line
from pipeline.model import Article, AttributionKind, Claim, Outlet, Quantity
from pipeline.tokens import Doc, Span, Token

# Zones in which sentences without figures are read for statements; headlines repeat the body, furniture says nothing.
_OWN_WORDS = frozenset(("body", "quote", "caption"))


def is_figure(quantity: Quantity) -> bool:
    """Can this quantity be a claim's figure?"""
    return quantity.is_claim and quantity.unit not in statements.durations()


def _is_row(figures: int, tokens: int) -> bool:
    """Is a line of so many figures and tokens a row of a table of numbers, in which nothing says what they are?"""
    rule = settings("claims")["rows"]
    return bool(figures >= rule["figures"] and figures >= rule["share"] * tokens)


def extract(
    article: Article,
    parsed: Sequence[Parsed],
    outlet: Outlet | None = None,
    named: Sequence[Sequence[Entity]] | None = None,
    headline: Doc | None = None,
) -> list[Claim]:
    """The claims of one article, with a figure and without, in the order of the text.

    ``named`` are the mentions of each paragraph (:func:`names`), ``headline`` is the parse of its title; each is made
    here when it is not given.
    """
    if not parsed:
        return []
    text = article.text
    headline = parse_line(article.title) if headline is None else headline
    home = outlet.country if outlet else None
    named = names(parsed, headline, home) if named is None else named
    about = _about(article, headline, parsed, named, home)
    written: list[Draft] = []
    told: list[Claim] = []
    carried: list[Draft] = []  # drafts of the article so far, for what a sentence leaves out
    speakers, quotation = Speakers(), Quotation()
    everywhere = _source_of_all(parsed, named, text)
    pointing = references.resolve([p.doc for p in parsed], named)
    stood_for = stand_ins(parsed, named, pointing, text)
    interviewed = interviews.answers(parsed, named, text, article.title)
    for number, (paragraph, entities, pronouns, standing) in enumerate(
        zip(parsed, named, pointing, stood_for, strict=True)
    ):
        if number and (paragraph.zone == "comment") != (parsed[number - 1].zone == "comment"):
            carried = []  # a reader does not go on where the article stopped
        speakers.learn(paragraph, text, entities)
        quotation.paragraph(text[paragraph.starts[0] : paragraph.ends[-1]], speakers.last)
        answering = interviewed.get(number) or source.of_readers(paragraph)
        lately: tuple[Facet, Span] | None = None  # where a sentence before in this paragraph was
        block, first = Block(), len(written)
        sentences = list(paragraph.doc.sents)
        named_in = [[e for e in entities if s.start <= e.start < s.end] for s in sentences]
        heard = [source.reports(paragraph, s, text, e) for s, e in zip(sentences, named_in, strict=True)]
        after = told_after(paragraph, sentences, heard, text)
        for at, (sentence, here, said) in enumerate(zip(sentences, named_in, heard, strict=True)):
            drafts = [
                Draft(paragraph, sentence, sentence.doc[i], q)
                for i, q in sorted(paragraph.quantities.items())
                if sentence.start <= i < sentence.end and is_figure(q)
            ]
            if _is_row(len(drafts), len(sentence)):
                drafts = []
            start, end = paragraph.start(sentence.start), paragraph.end(sentence.end - 1)
            speaking = frozenset(i for report in said for i in report.tokens)
            counts = any(sentence.start <= i < sentence.end for i in paragraph.quantities)
            times = when.find(text, start, end, article) if counts or when.may_tell(sentence) else []
            stretch = stretches.of_figures(sentence, drafts, here)

            lent = lately[0] if lately is not None and background.lends(*lately, sentence, about) else None
            running = speakers.meant(after.get(at), pronouns) or quotation.of(text[start:end]) or answering

            def speaker(
                token: Token,
                said: list[Report] = said,
                pronouns: dict[int, Entity] = pronouns,
                running: Report | None = running,
            ) -> Report | None:
                report = covering.covering(token, [r for r in said if r.verb != token or r.certainty == "reported"])
                meant = speakers.resolve(report, pronouns, said) if report else None
                if meant is None or meant.doubtful:
                    meant = running or meant
                if meant is None and report is not None and report.pronoun:
                    return replace(report, doubtful=True)  # somebody says so, nobody knows who
                return meant

            for n, draft in enumerate(drafts):
                stop = drafts[n + 1].token.i if n + 1 < len(drafts) else sentence.end
                own = stretch[draft.token.i]
                draft.lately = lent
                figures.fill(draft, here, pronouns, stop, drafts[:n], carried, about, speaking, own, text)
                report = speaker(draft.token)
                if everywhere is not None and (report is None or not report.named):
                    report = everywhere  # "analysts say", where the article names the source of its figures
                draft.said_by, draft.says_who = report, telling.says_who(said, sentence)
                draft.as_of = when.of(draft.token, paragraph, times, stop, article)
                draft.clause = wording.of_figure(draft, text, wording.but(standing, report))
            worked_out = [
                *(made for draft in drafts if (made := derived.derive(draft, drafts, carried, article)) is not None),
                *derived.remainders(paragraph, sentence, drafts, carried, article),
            ]
            for draft in drafts:
                if derived.is_open(draft) and not any(made.token is draft.token for made in worked_out):
                    draft.works_out = derived.NOT_SURE
            carried = (carried + drafts)[-settings("claims")["figures_kept"] :]
            written += drafts + worked_out
            for clause in statements.find(paragraph, sentence, pronouns) if paragraph.zone in _OWN_WORDS else ():
                report = speaker(clause.predicate)
                by = _named_source(report, outlet, article)
                told.append(
                    telling.claim(
                        clause, report, by, paragraph, sentence, here, pronouns, standing, about, times, article, said
                    )
                )
            for report in said:
                meant = speakers.resolve(report, pronouns)
                block.see(meant)
                again = meant is not None and (not report.pronoun or not meant.doubtful)
                speakers.see(meant if again else report)  # type: ignore[arg-type]
            speakers.sentence(source.acting(paragraph, sentence, text, here))
            quotation.sentence(text[start:end], speakers.last if said else None)
            scene = background.scene(sentence, here)
            lately = (scene, sentence) if scene is not None else lately
        for draft in written[first:]:
            if not about.long and (draft.said_by is None or draft.said_by.pronoun):
                draft.said_by = block.only() or draft.said_by
    found = [*told]
    for draft in written:
        report = draft.said_by
        found.append(figures.claim(draft, report, _named_source(report, outlet, article), article))
    unique = {claim.claim_id: claim for claim in found}
    return sorted(unique.values(), key=lambda claim: (claim.start, claim.end, claim.kind))


def _about(
    article: Article, title: Doc, parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], home: str | None
) -> context.Context:
    """What the article is about, from its title, its address and its text."""
    bodies = frozenset(e.name for entities in named for e in entities if e.kind == "organisation")
    headline = namesakes.told(naming.settled([_names(title), *named], home)[0], bodies)
    headline = recurring.again(title, headline, named)
    return context.build(
        [
            context.Part(_words(title), headline, setting.weights(title, headline)),
            slugs.address(article.url, article.outlet_id),
        ],
        setting.parts(parsed, named, _words),
    )


def _words(doc: Doc) -> list[str]:
    """Each token in lower case, words for an event in their base form; of a "fire brigade" only the brigade."""
    known = context.event_words()
    spoken = [t.lower_ if t.lower_ in known or (base := t.lemma_.lower()) not in known else base for t in doc]
    return [
        "" if word in known and context.is_no_event(word, following) else word
        for word, following in zip_longest(spoken, spoken[1:], fillvalue="")
    ]


def names(parsed: Sequence[Parsed], headline: Doc | None = None, home: str | None = None) -> list[list[Entity]]:
    """Who and where each paragraph mentions, in order, with the bodies that only the whole article shows; the headline
    and ``home``, the outlet's country, tell whose a name is that several countries' bodies bear."""
    docs = [paragraph.doc for paragraph in parsed]
    title = [headline] if headline is not None else []
    capitals = {t.lower_ for doc in docs for t in doc if t.text[:1].isupper() and not _opens(t)}
    settled = naming.settled([_names(doc, capitals) for doc in (*docs, *title)], home)
    return namesakes.settled(docs, recurring.bodies([*docs, *title], settled)[: len(docs)])


def _opens(token: Token) -> bool:
    return token.i == token.sent.start or token.nbor(-1).is_punct


def _names(doc: Doc, capitals: Container[str] = frozenset()) -> list[Entity]:
    """Mentions of who and where; a month, a weekday or a title is neither, nor an unlisted name a place that no
    preposition of place says to be one, nor a thing ("Oil") to which only the sentence's start gives a capital;
    a word of ``capitals`` has one elsewhere.
    """
    no_name = phrases.lexicon("time") | phrases.lexicon("title")
    return [
        e
        for e in find_entities(doc)
        if doc[e.head].lower_.rstrip(".") not in no_name
        and (e.kind != "place" or e.listed or stretches.after_preposition(doc, e))
        and (e.listed or not _opens(doc[e.start]) or e.words.lower() in capitals or not lexicons.counted_class(e.words))
    ]


def _source_of_all(parsed: Sequence[Parsed], named: Sequence[Sequence[Entity]], text: str) -> Report | None:
    for paragraph, entities in zip(parsed, named, strict=True):
        for sentence in paragraph.doc.sents if paragraph.zone in _OWN_WORDS else ():
            found = source.about_figures(paragraph, sentence, text, entities)
            if found is not None:
                return replace(found, lent=True)
    return None


def _named_source(report: Report | None, outlet: Outlet | None, article: Article) -> tuple[str, AttributionKind]:
    if report is not None and not report.pronoun:
        return report.words, report.kind
    return (outlet.name if outlet else article.outlet_id), "outlet"
