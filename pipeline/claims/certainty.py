"""How surely a claim is said, and whether it is affirmed or negated: one rule for figures and statements."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.claims.draft import Draft
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.report import Report
from pipeline.claims.sourcing import cues, verbs
from pipeline.model import Certainty, Polarity
from pipeline.tokens import Token

_NEAR = 5  # words between a hedging word and its figure


def of_figure(draft: Draft, report: Report | None, text: str) -> tuple[Certainty, Polarity]:
    """Certainty and polarity of one figure, from its verb's helpers, the words beside it and its source's verb."""
    sentence, predicate = draft.sentence, draft.predicate
    around = sentence.doc[max(sentence.start, draft.token.i - _NEAR) : draft.token.i]
    near = [t for t in around if t.pos_ != "PROPN"]  # the month of May is no modal verb
    helpers = _helpers(predicate) if predicate is not None else []
    lowered = text[draft.parsed.start(sentence.start) : draft.parsed.end(sentence.end - 1)].lower()
    if any(cue in lowered for cue in cues("retracted")):
        return "retracted", "affirmed"
    hedge = (draft.quantity.hedge or "").lower()
    if "estimat" in hedge and (report is None or report.certainty in ("asserted", "reported")):
        certainty: Certainty = "estimated"
    else:
        certainty = _sure(report, {t.lower_ for t in (*near, *helpers)}, helpers, predicate, _may_grow(near))
    negated = any(t.lower_ in cues("negation") for t in helpers) and not draft.quantity.hedge
    return certainty, "negated" if negated else "affirmed"


def of_clause(predicate: Token, start: int, end: int, report: Report | None) -> tuple[Certainty, Polarity]:
    """Certainty and polarity of the statement at tokens ``start:end`` with its ``predicate``."""
    doc = predicate.doc
    helpers = _helpers(predicate)
    adverbs = {
        t.lower_ for t in doc[start:end] if t.pos_ == "ADV" and (t.head == predicate or t.head.head == predicate)
    }
    opening = doc[max(predicate.sent.start, start - _NEAR) : start].text.lower()
    words = {t.lower_ for t in helpers} | adverbs
    if any(cue in opening for cue in cues("likelihood")):
        words.add("probably")
    certainty = _by_noun(predicate) or _sure(report, words, helpers, predicate)
    if verbs().get(predicate.lemma_.lower()) == "denied":
        certainty = "denied"
    no = any(
        c.dep_.startswith(("nsubj", "obj")) and any(d.lower_ == "no" for d in c.children) for c in predicate.children
    )
    neither = doc[start].lower_ in cues("negation")
    no = no or _is_none(predicate)
    negated = certainty == "denied" or no or neither or any(t.lower_ in cues("negation") for t in helpers)
    if negated and report is not None and report.verb == predicate and certainty != "denied":
        certainty = "asserted"  # that somebody did not say something is the outlet's word
    return certainty, "negated" if negated else "affirmed"


def _is_none(predicate: Token) -> bool:
    """ "it was no mishap", "there was no warning": a noun that is said not to be."""
    return predicate.pos_ in ("NOUN", "PROPN") and any(
        c.lower_ == "no" and c.dep_ == "det" and c.i < predicate.i for c in predicate.children
    )


def _by_noun(predicate: Token) -> Certainty | None:
    """ "rumours that the dam broke" are alleged, and denied where the verb over the noun refutes them."""
    noun = predicate.head
    if predicate.dep_ == "ccomp" and noun.pos_ == "VERB" and noun.lemma_.lower() in cues("noun_handled"):
        noun = subject_of(noun) or noun  # "rumours spread that the dam broke"
    if not predicate.dep_.startswith(("acl", "ccomp")) or noun.pos_ != "NOUN":
        return None
    if predicate.dep_ == "acl:relcl" and not _content(noun, predicate):
        return None
    kinds: tuple[Certainty, ...] = ("reported", "alleged", "estimated")
    found = next((kind for kind in kinds if noun.lemma_.lower() in cues(f"noun_{kind}")), None)
    if found and verbs().get(noun.head.lemma_.lower()) == "denied":
        return "denied"
    return found


def _content(noun: Token, predicate: Token) -> bool:
    """Does "that" right after a noun open what it says ("rumours that the dam broke"), though the parse has a relative
    clause? Not where the clause tells what became of the noun ("rumours that spread", "the claim that he made").
    """
    opens = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "that"
    subject = any(c.dep_.startswith("nsubj") and c.i > noun.i + 1 for c in predicate.children)
    lemma = predicate.lemma_.lower()
    return opens and subject and lemma not in verbs() and lemma not in cues("noun_handled")


def _helpers(predicate: Token) -> list[Token]:
    return [c for c in predicate.children if c.dep_.startswith(("aux", "advmod", "neg"))]


def _may_grow(near: Iterable[Token]) -> bool:
    """ "could rise to 900": a bare verb of change after a word of what is possible looks ahead."""
    ahead = False
    for token in near:
        ahead = token.lower_ in cues("modal_possible") or (ahead and token.pos_ in ("ADV", "AUX"))
        following = token.nbor() if ahead and token.i + 1 < len(token.doc) else None
        if following is not None and following.lower_ in lexicon("growing"):
            return True
    return False


def _sure(
    report: Report | None, words: set[str], helpers: Iterable[Token], predicate: Token | None, grows: bool = False
) -> Certainty:
    """What the claim's own words say comes before the verb of its source: "he thinks that prices will rise"."""
    told: Certainty = report.certainty if report else "asserted"
    if told in ("denied", "retracted"):
        return told
    modal = any(t.tag_ == "MD" or t.dep_ == "aux" for t in helpers)
    if words & set(cues("adverb_alleged")):
        return "alleged"
    if modal and words & set(cues("modal_predicted")) and told != "alleged":
        return "predicted"
    unable = bool(words & set(cues("modal_able"))) and bool(words & set(cues("negation")))  # "could not be found"
    if words & set(cues("modal_possible")) and told in ("asserted", "reported", "estimated") and not unable:
        # "may have drowned", "may be in the hills" weigh what is; "may leave" looks ahead
        lemma = predicate.lemma_.lower() if predicate is not None else ""
        is_so = "have" in words or lemma in lexicon("measuring") | {"be", "have"} or predicate is None
        return "estimated" if is_so and not grows else "predicted"
    if told not in ("asserted", "reported"):
        return told
    if words & set(cues("adverb_estimated")) or (predicate is not None and _seems(predicate)):
        return "estimated"
    return "reported" if words & set(cues("adverb_reported")) else told


def _seems(predicate: Token) -> bool:
    """ "it seems that …", "prices appear to rise"."""
    above = predicate.head if predicate.dep_ in ("xcomp", "ccomp", "csubj") else predicate
    return {above.lemma_.lower(), predicate.lemma_.lower()} & set(cues("modal_estimated")) != set()
