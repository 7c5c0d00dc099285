"""Each claim as one sentence that stands alone, beside the quote, which stays untouched.

A claim keeps the words of its own clause, or of its whole sentence where a clause cannot be told from the rest; what
the article says elsewhere about where and when stands in square brackets after it, who says so before it. Nothing is
told that those words do not say: where only the headline names a place the headline is shown, never the place as where
a thing happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.claims import action_classes, clauses, cuts, retelling, spoken
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import VERBS, lexicon, subject_of
from pipeline.claims.report import Report
from pipeline.claims.sourcing import cues, nouns, speech, verbs
from pipeline.claims.when import AsOf
from pipeline.coreference.standing import StandIn
from pipeline.model import Article
from pipeline.tokens import Token

_HANGING = ("acl:relcl", "acl", "advcl", "ccomp", "csubj")
_RIGHT_AFTER = 4  # words between a verb of saying and what goes on behind it
_OPENS = 3  # words that a pronoun may be among
_MARKS = frozenset('“”"«»')
_OPENING = 10  # characters before a time that opens its sentence: "Early in 2009, …"


def of_figure(draft: Draft, text: str, standing: Mapping[int, StandIn]) -> str:
    """The clause that a figure stands in, one built from its own verb ("… and injuring 37"), or its whole sentence;
    without a full stop; ``is_whole`` tells the last.
    """
    clause, verb = _clause(draft), _verb(draft)
    lost = draft.says_who and clause is not None and misread(standing, draft.said_by, clause[0])
    if clause is not None and verb is not None and not lost:
        told = spoken.words(draft.parsed, text, *clause, standing)
        opening = cuts.scope(verb.doc, clause[0], verb, draft.sentence)
        return told if opening is None else f"{spoken.words(draft.parsed, text, *opening, standing)}, {told}"
    if verb is not None and not (draft.said_by is not None and draft.said_by.doubtful):
        alone = retelling.of_figure(draft, verb, text, standing)
        if alone is not None:
            return alone
    if not _tells_itself(draft):
        draft.is_whole = True
        return whole(draft, text, standing)
    quote = draft.quantity.quote
    quote = quote if quote.isupper() or not quote[:1].isalpha() else quote[:1].lower() + quote[1:]
    figure = " ".join(w for w in ((draft.quantity.hedge or "").lower(), quote) if w)
    done = draft.action.words if draft.action else ""
    what = draft.counted.name if draft.counted else ""
    what = f"{what} ({done})" if done not in what else what
    return f"the number of {what} is {figure}"


def whole(draft: Draft, text: str, standing: Mapping[int, StandIn]) -> str:
    """The sentence of a figure, without a full stop."""
    return spoken.words(draft.parsed, text, draft.sentence.start, draft.sentence.end, standing)


def place_told(draft: Draft, text: str) -> Facet | None:
    """The place of a figure, as its sentence tells it: a dateline says where the reporter was, and a place that only
    stands behind a comma, outside the figure's clause, may be that of something else.
    """
    if draft.place is None or not draft.place.near:
        return draft.place
    near, comma, behind = draft.sentence.text.rpartition(draft.quantity.quote)[2].casefold().partition(",")
    apart = bool(comma) and _has(behind, draft.place) and not _has(near, draft.place)
    if apart and not draft.is_whole and not _has(draft.clause.casefold(), draft.place):
        return None
    sentence = draft.sentence
    told = spoken.without_head(text[draft.parsed.start(sentence.start) : draft.parsed.end(sentence.end - 1)])
    return draft.place if _has(told.casefold(), draft.place) else None


def time_told(draft: Draft) -> AsOf:
    """When a figure holds, its words left out where they may be another clause's: "it paid 9 in 2021; it pays 41"."""
    first, last, told = draft.as_of
    if told is None:
        return draft.as_of
    sentence = draft.sentence.text
    opens = 0 <= sentence.find(told) < _OPENING
    joined = draft.predicate is not None and draft.predicate.dep_ in ("conj", "parataxis", "advcl")
    between = sentence.rpartition(draft.quantity.quote)[2].partition(told)[0].split()
    aside = told not in draft.clause and bool(lexicon("relative") & set(between))
    return (first, last, None) if ";" in sentence or (joined and not opens) or aside else draft.as_of


def _befalls(draft: Draft) -> bool:
    """Does the verb of a bare number tell what befell those counted: "38 had never been convicted"?"""
    counted, action = draft.counted, draft.action
    if counted is None or action is None or not action.near or draft.anaphoric or draft.token.head != draft.predicate:
        return False
    return counted.words == action.words and action_classes.befell(action)


def _tells_itself(draft: Draft) -> bool:
    """Does the verb right beside a count say what is counted ("killing 12"), or one before it what befell it elsewhere
    ("31 died in Peru and 12 in Chile")?
    """
    verb, counted, action = draft.predicate, draft.counted, draft.action
    if counted is None or counted.near or action is None or not action.near or verb is None:
        return False
    if any(c.lower_ in cues("negation") for c in verb.children):
        return False  # "38 had never been convicted"
    if (
        draft.quantity.high == 0
        or draft.quantity.unit != "count"
        or measures_itself(draft.quantity)
        or draft.anaphoric
        or draft.label is not None
    ):
        return False
    if not action_classes.befell(action) or action_classes.class_of(action.words) is None:
        return False  # "bringing the toll to three"
    if draft.elided:
        return action_classes.is_strong(action)
    return counted.words == action.words and draft.token.head == verb


def _clause(draft: Draft) -> tuple[int, int] | None:
    """Token span of the clause around a figure; None when the figure leaves out its noun or its verb."""
    verb = _verb(draft)
    by = draft.said_by
    known = verb is not None and by is not None and not by.apart and by.verb == verb.head  # "critics note that …"
    if verb is None or spoken.conditional(verb) or (verb.dep_ in _HANGING and not _is_said(verb, known)):
        return None
    if ((by is None or by.apart) and is_somebodys(verb)) or (by is not None and by.doubtful):
        return None
    subject = subject_of(verb)
    if subject is None or (verb.dep_ == "conj" and subject.head != verb):
        return None
    copula = next((c for c in verb.children if c.dep_ == "cop"), None)
    if cuts.tells_of_before(verb, subject) or cuts.is_believed(verb):
        return None
    found = clauses.span(verb, subject, copula, draft.sentence)
    start, end = spoken.widened(draft.token.doc, found.start, found.end, draft.sentence)
    doc = draft.token.doc
    if any(t.pos_ == "VERB" for t in doc[start : found.start]):
        return None  # "the board said, and | damage amounts to 900"
    start = spoken.without_joint(doc, spoken.with_preposition(doc, start, end, draft.sentence), draft.sentence)
    if start > draft.sentence.start and doc[start].lower_ == "then" and doc[start - 1].lower_ in lexicon("before then"):
        start -= 1  # "since then 900 were shot"
    if start > draft.sentence.start and doc[start - 1].dep_ == "mark" and doc[start - 1].pos_ == "ADP":
        start -= 1  # "since 2021 violence has killed 450", read as a clause by mistake
    if start > draft.sentence.start and doc[start - 1].dep_ == "fixed" and doc[start - 1].head.dep_ == "mark":
        start = doc[start - 1].head.i  # "after that it shrinks"
    if doc[start].tag_ in ("WRB", "WDT", "WP") and start < draft.token.i:
        return None  # "where 900 met": told with what it hangs on
    if any(t.tag_ == "WP$" for t in doc[start:end]) or any(
        t.tag_ in ("WP", "WDT") for t in subject.subtree if t != subject
    ):
        return None  # "the club, whose 22 members …", "1,000 of whom …"
    if spoken.limited(doc, end, draft.sentence):
        return None  # "they will stay at home unless …"
    if cuts.loose(doc, start, end, verb):
        return None  # "the 900 seats which the firm had sold"
    if ((by is None or by.apart) and spoken.said_after(doc, end, draft.sentence)) or goes_on(by, start):
        return None
    if doc[start].tag_ in ("RP", "IN", "RB") and start > draft.sentence.start and doc[start - 1].pos_ == "VERB":
        return None  # "it was put | off until two died"
    if not start <= draft.token.i < end or any(t.lemma_.lower() in verbs() for t in doc[end - 1 : end]):
        return None
    return start, end


def _verb(draft: Draft) -> Token | None:
    """What heads the clause of a figure; None when the figure leaves out its noun."""
    if draft.counted is not None and not draft.counted.near and (draft.elided or not _befalls(draft)):
        return None
    return next((a for a in (draft.token, *draft.token.ancestors) if _heads_clause(a)), None)


def _is_said(verb: Token, known: bool) -> bool:
    """Is a clause what somebody says? Any other that hangs on a verb or noun is told with it. ``known``: its source is
    that verb's.
    """
    by = subject_of(verb.head)
    own = by is not None and by.lower_ in lexicon("first person")  # "I thought that 40 came"
    return verb.dep_ == "ccomp" and (known or verb.head.lemma_.lower() in speech()) and not own


def is_somebodys(verb: Token) -> bool:
    """Is a clause what somebody says or thinks: "four of them believe that the bank will wait"?"""
    over = verb.head
    return verb.dep_ == "ccomp" and over.pos_ == "VERB" and over.lemma_.lower() in verbs()


def speaks_for_himself(clause: str) -> bool:
    """Does a clause say "I" or "we"?"""
    return bool({w.strip(' ,.“”"') for w in clause.casefold().split()} & lexicon("first person"))


def _heads_clause(token: Token) -> bool:
    if token.pos_ in VERBS and token.dep_ not in ("aux", "aux:pass", "cop", "xcomp"):
        return True
    return any(c.dep_ == "cop" for c in token.children)


def sentence(
    clause: str, attributed_to: str | None, place: Facet | None, as_of: AsOf, article: Article, works_out: str = "",
    said: str | None = None,
) -> str:  # fmt: skip
    """The clause as a sentence: ``attributed_to`` before it (None for the outlet itself), where and when after it.

    ``works_out`` is how a share of a count works out, ``said`` the verb by which its source tells it. A place of the
    claim's own sentence is told as one; where only the headline names it the headline itself is told, for it may be the
    place of something else. Without a time of its own a claim has the day of print.
    """
    lowered = clause.casefold()
    added = [works_out] if works_out else []
    if place is not None and place.near and not _has(lowered, place):
        added.append(f"in {place.name}" if place.name != "world" else "worldwide")
    elif place is not None and not place.near and not _has(lowered, place) and _has(article.title.casefold(), place):
        added.append(f"under “{article.title.replace('“', '‘').replace('”', '’')}”")
    if as_of[2]:
        added += [as_of[2]] if as_of[2].casefold() not in lowered else []
    elif article.published:
        added.append(f"printed {article.published}")
    body = f"{clause} [{', '.join(added)}]" if added else clause
    itself = bool(attributed_to) and lowered.startswith(((attributed_to or "").casefold(), "according to "))
    if not attributed_to or itself or (attributed_to.casefold() in lowered and _says_who(lowered, said)):
        return body[:1].upper() + body[1:] + "."
    if speaks_for_himself(lowered):
        body = body.replace(
            clause, f"“{_bare(clause).replace('“', '‘').replace('”', '’').replace(chr(34), chr(39))}”", 1
        )
    return f"According to {_with_article(attributed_to)}, {body}."


def _bare(clause: str) -> str:
    """A clause without the quotation marks around it."""
    inside = clause[1:-1]
    marked = clause[:1] in _MARKS and clause[-1:] in _MARKS and not _MARKS & set(inside)
    return inside.rstrip(".!?") if marked else clause


def as_quoted(clause: str) -> str:
    """A clause of a quotation whose source is not told before it, in the marks that it stood in."""
    return clause if _MARKS & set(clause) else f"“{clause[:1].upper()}{clause[1:]}”"


def goes_on(report: Report | None, start: int) -> bool:
    """Do words that begin at token ``start`` follow what somebody said, so that they may be his: "Rain fell, she said,
    and one in ten came"?
    """
    if report is None or not report.beside or report.verb is None or not 0 < start - report.verb.i <= _RIGHT_AFTER:
        return False
    content = any(c.dep_ in ("ccomp", "parataxis") and c.i < report.verb.i for c in report.verb.children)
    return content and any(t.lower_ == "and" for t in report.verb.doc[report.verb.i : start])


def _says_who(lowered: str, said: str | None) -> bool:
    """Do the words of a clause themselves say that somebody says it: by his verb, or else by "according"?"""
    return (said or "according").casefold() in (w.strip(' ,.“”"') for w in lowered.split())


def misread(standing: Mapping[int, StandIn], report: Report | None, start: int) -> bool:
    """Would a pronoun that opens words from token ``start`` on seem to mean their source, told before them, though it
    most likely means something else: "its tanker leaked, the agency said"?
    """
    if report is None or min(report.tokens, default=0) < start:
        return False
    unsure = [s for i in range(start, start + _OPENS) if (s := standing.get(i)) is not None and s.words is None]
    return any(s.named_at and not s.named_at & report.tokens for s in unsure)


def but(standing: Mapping[int, StandIn], report: Report | None, name: str | None = None) -> Mapping[int, StandIn]:
    """What pronouns stand for, without those that mean who is told before the words (``name``, else whom ``report``
    names): "according to Ann Lee, she had known nothing". The source's own pronoun keeps its name: "she said".
    """
    name = name or (report.words if report is not None and not report.apart else None)
    if name is None:
        return standing
    told, own = set(name.split()), report.tokens if report is not None else ()
    return {
        i: s for i, s in standing.items() if i in own or not set((s.words or "-").removeprefix("the ").split()) <= told
    }


def _has(lowered: str, place: Facet) -> bool:
    """Do words name a place, or one of several?"""
    names = {p.casefold() for p in (*place.name.split(" and "), *place.words.split(", ")) if p}
    return any(re.search(rf"\b{re.escape(name)}\b(?!-)", lowered) for name in names)


def _with_article(source: str) -> str:
    """ "the interior ministry", "the mayor", but "officials", "police", "Ann Lee"."""
    if " " not in source and source.lower() in nouns() and not source.isupper():
        source = source.lower()
    head = source.split(" of ")[0].split(" at ")[0].split(" from ")[0].split()[-1]
    bare = source[:1].isupper() or source[:1].isdigit() or (head.endswith("s") and not head[:1].isupper())
    several = not lexicon("no article").isdisjoint((source.split()[0].lower(), head))
    return source if bare or several else f"the {source}"
