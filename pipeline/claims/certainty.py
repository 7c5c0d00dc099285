"""How surely a claim is said, and whether it is affirmed or negated."""

from __future__ import annotations

from pipeline.claims.draft import Draft
from pipeline.claims.source import Report, cues
from pipeline.model import Certainty, Polarity

_NEAR = 5  # words between a hedging word and its figure


def find(draft: Draft, report: Report | None, text: str) -> tuple[Certainty, Polarity]:
    """Certainty and polarity of one figure, from its verb's helpers, the words beside it and its source's verb."""
    sentence = draft.sentence
    predicate = draft.predicate
    near = sentence.doc[max(sentence.start, draft.token.i - _NEAR) : draft.token.i]
    helpers = (
        [c for c in predicate.children if c.dep_.startswith(("aux", "advmod", "neg"))] if predicate is not None else []
    )
    words = {t.lower_ for t in (*near, *helpers)}
    lowered = text[draft.parsed.start(sentence.start) : draft.parsed.end(sentence.end - 1)].lower()
    certainty: Certainty = report.certainty if report else "asserted"
    if any(cue in lowered for cue in cues("retracted")):
        certainty = "retracted"
    elif certainty in ("asserted", "reported"):
        hedge = (draft.quantity.hedge or "").lower()
        if words & set(cues("adverb_alleged")):
            certainty = "alleged"
        elif words & set(cues("modal_predicted")) and any(t.dep_ == "aux" or t.tag_ == "MD" for t in helpers):
            certainty = "predicted"
        elif words & set(cues("adverb_estimated")) or words & set(cues("modal_estimated")) or "estimat" in hedge:
            certainty = "estimated"
        elif words & set(cues("adverb_reported")):
            certainty = "reported"
    negated = any(t.lower_ in cues("negation") for t in helpers) and not draft.quantity.hedge
    return certainty, "negated" if negated else "affirmed"
