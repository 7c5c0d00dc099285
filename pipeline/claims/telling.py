"""A statement's claim: who does what to whom, where and when, by whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.claims import action_classes, certainty, cuts, facets, quoting, record, retelling, spoken, wording
from pipeline.claims.clauses import Clause, object_of, words
from pipeline.claims.context import PLACE_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.phrases import lexicon
from pipeline.claims.report import Report
from pipeline.claims.sourcing import cues, verbs
from pipeline.claims.when import AsOf, Time
from pipeline.coreference.standing import StandIn
from pipeline.entities import Entity
from pipeline.language import Parsed
from pipeline.model import Article, AttributionKind, Certainty, Claim
from pipeline.tokens import Span, Token


def claim(
    clause: Clause, report: Report | None, by: tuple[str, AttributionKind], parsed: Parsed, sentence: Span,
    entities: Sequence[Entity], pronouns: Mapping[int, Entity],
    standing: Mapping[int, StandIn], about: Context, times: Sequence[Time], article: Article,
    said: Sequence[Report],
) -> Claim:  # fmt: skip
    """The claim of a clause without a figure; ``by`` is who it is attributed to, and what kind of source that is;
    ``standing`` is what pronouns stand for, ``said`` are the sources that its sentence names."""
    text, predicate = article.text, clause.predicate
    start, end = parsed.start(clause.start), parsed.end(clause.end - 1)
    inside = [e for e in entities if clause.start <= e.start < clause.end]
    where = facets.joined([facets.facet(e) for e in inside if e.kind in PLACE_KINDS])
    where = where or facets.far(facets.first(about.places))
    time = next((t for t in times if start <= t.start < end), None)
    as_of: AsOf = (
        (time.first, time.last, time.words) if time else (article.published_start, article.published_end, None)
    )
    sure, polarity = certainty.of_clause(predicate, clause.start, clause.end, report)
    subject = words(parsed, text, clause.subject)
    itself = report is not None and (report.verb == predicate or _is_told_of(clause, report))
    told_by = None if itself else speaker(report, by[0], sure)
    whole = spoken.words(parsed, text, sentence.start, sentence.end, standing)
    named = wording.but(standing, report, told_by) if told_by else standing
    alone = retelling.of_clause(clause, sentence, parsed, text, named)
    theirs = wording.is_somebodys(predicate) or wording.speaks_for_himself(alone)
    theirs = theirs or spoken.said_after(parsed.doc, clause.end, sentence) or wording.goes_on(report, clause.start)
    if (told_by is None and (theirs or sure == "denied")) or (report is not None and report.doubtful):
        alone = whole  # whose word it is stands in the sentence, though not as a source that is known
    if told_by is not None and says_who(said, sentence) and wording.misread(named, report, clause.start):
        alone = whole
    if keeps_verb(report) and told_by is not None:
        alone = whole
    if alone == whole and says_who(said, sentence):
        told_by = None  # "according to the club, the club said …"
    of_somebody = told_by is not None and alone.split(" ", 1)[0].lower() in cues("pronoun")  # "“She won”, said Ann Lee"
    if (of_somebody or not (told_by or says_who(said, sentence))) and quoting.is_within(predicate):
        alone = wording.as_quoted(alone)
    done = action_classes.class_of(predicate.doc[predicate.i : clause.end].text) or predicate.lemma_.lower()
    told = record.Told(
        text=wording.sentence(alone, told_by, where, as_of, article, said=verb_of(report)),
        attributed_to=by[0],
        attribution_kind=by[1],
        certainty=sure,
        polarity=polarity,
        as_of=as_of,
        subject=subject,
        predicate=predicate.lemma_,
        object=words(parsed, text, object_of(clause)),
        actor=_actor(clause, inside, pronouns),
        action=Facet(done, parsed.words(text, [predicate])),
        place=where,
    )
    return record.claim(article, parsed, sentence, "statement", start, end, told)


def of_figure(draft: Draft, report: Report | None, by: str, sure: Certainty, article: Article) -> str:
    """The sentence that a figure is told by; ``by`` is who it is attributed to."""
    denied = sure in ("denied", "retracted") and not draft.derived_from
    clause = wording.whole(draft, article.text, {}) if denied else draft.clause
    told_by = None if draft.is_whole and draft.says_who else speaker(report, by, sure, draft.predicate)
    if keeps_verb(report) and told_by is not None:
        clause, told_by = wording.whole(draft, article.text, {}), None
    if not (told_by or draft.says_who) and quoting.is_within(draft.token):
        clause = wording.as_quoted(clause)
    where, as_of = wording.place_told(draft, article.text), wording.time_told(draft)
    return wording.sentence(clause, told_by, where, as_of, article, draft.works_out, verb_of(report))


def _is_told_of(clause: Clause, report: Report) -> bool:
    """ "Ann Lee urged both sides to talk": what a source does is the outlet's word."""
    verb, whose = report.verb, clause.subject
    aside = clause.predicate.dep_ == "acl:relcl" and whose is clause.predicate.head and whose.dep_ == "nsubj"
    if aside and whose.head.lemma_.lower() in verbs() and cuts.is_aside(clause.predicate):
        return True  # "Ann Lee, who runs the ward, said …"
    return verb is not None and verb.doc is clause.subject.doc and clause.subject.i in report.tokens


def keeps_verb(report: Report | None) -> bool:
    """Is the verb of a source told with what it governs? A jury only hears what it is told, and who estimates or
    believes what a clause behind his verb tells does not say that it is so.
    """
    verb = report.verb if report is not None else None
    if report is None or verb is None:
        return False
    doubts = report.certainty == "estimated" and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    return doubts or verb.lemma_.lower() in cues("hearing")


def says_who(said: Sequence[Report], sentence: Span) -> bool:
    """Does a sentence tell by its own words whose word it holds? "I think" tells nothing."""
    return any(report.is_in(sentence) and not _is_first_person(report) for report in said)


def _is_first_person(report: Report) -> bool:
    return report.words.casefold() in lexicon("first person")


def verb_of(report: Report | None) -> str | None:
    """The verb by which a source tells it, as it stands there."""
    return report.verb.text if report is not None and report.verb is not None else None


def speaker(report: Report | None, name: str, sure: Certainty, deed: Token | None = None) -> str | None:
    """Who a sentence is told as coming from: nobody who speaks elsewhere or of something else, who denies it, or of
    whom it tells a ``deed``: "She gave up the sport at 16".
    """
    if report is None or report.apart or sure in ("denied", "retracted"):
        return None
    if deed is not None and report.verb == deed and deed.doc[min(report.tokens)].pos_ == "PRON":
        return None
    return name


def _actor(clause: Clause, inside: Sequence[Entity], pronouns: Mapping[int, Entity]) -> Facet | None:
    """Whom the subject names, or points back to."""
    subject = clause.subject
    if (meant := pronouns.get(subject.i)) is not None:
        return facets.facet(meant, near=False)
    named = (e for e in inside if e.start <= subject.i < e.end or subject.left_edge.i <= e.start <= subject.i)
    return next((facets.facet(e) for e in named), None)
