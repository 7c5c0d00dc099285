"""What a share of a count comes to: "half of them" beside "760,000 people" is 380,000.

The figure stays as it was printed; its claim names the claim that it is a share of, and shows the sum in its standalone
sentence. Where it is not sure what "them" are, nothing is derived.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims import record
from pipeline.claims.draft import Draft
from pipeline.claims.phrases import lexicon
from pipeline.model import Article, Quantity


def derive(draft: Draft, others: Sequence[Draft], earlier: Sequence[Draft], article: Article) -> None:
    """Fills ``derived_from`` and ``works_out`` of a share, or of a count that is added to another ("another 200").

    ``others`` are the figures of its sentence, ``earlier`` those of the sentences before, in order.
    """
    whole = None
    if draft.quantity.unit == "percent" and _exact(draft.quantity):
        whole = _named(draft, others) or (_meant(draft, others, earlier) if draft.anaphoric else None)
    elif _adds(draft):
        whole = _meant(draft, others, earlier)
    if whole is None or whole.quantity.low is None or draft.quantity.low is None:
        return
    draft.derived_from = record.identity(article, whole.quantity.start, whole.quantity.end, "quantity")
    share, count = draft.quantity.low, whole.quantity.low
    if _adds(draft):
        draft.works_out = f"{count:,.0f} and another {share:,.0f} make {count + share:,.0f}"
    else:
        draft.works_out = f"{share:.3g}% of {count:,.0f} is {round(share * count / 100):,}"


def _exact(quantity: Quantity) -> bool:
    return quantity.low is not None and quantity.low == quantity.high and quantity.bound in ("exact", "about")


def _counts(draft: Draft) -> bool:
    return draft.quantity.unit == "count" and _exact(draft.quantity)


def _named(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    """ "one in five of the 30,000": the count right after "of"."""
    doc, i = draft.token.doc, draft.token.i + 1
    while i < draft.sentence.end and draft.parsed.starts[i] == draft.parsed.starts[draft.token.i]:
        i += 1
    if i >= draft.sentence.end or doc[i].lower_ != "of":
        return None
    i += 1
    while i < draft.sentence.end and doc[i].pos_ in ("DET", "PRON"):
        i += 1
    return next((o for o in others if o.token.i == i and _counts(o)), None)


def _meant(draft: Draft, others: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The only count before it in its sentence, or else in the sentence before; None when there are several."""
    here = [o for o in others if o.token.i < draft.token.i and o.quantity.unit == "count"]
    last = earlier[-1].sentence.start if earlier else None
    paragraph = draft.parsed
    before = [
        o
        for o in earlier
        if o.parsed is paragraph and o.sentence.start == last and o.sentence.end == draft.sentence.start
    ]
    found = here or [o for o in before if o.quantity.unit == "count"]
    if len(found) != 1 or not _counts(found[0]):
        return None
    whole = found[0]
    same = draft.counted is not None and whole.counted is not None and draft.counted.name == whole.counted.name
    return whole if same else None


def _adds(draft: Draft) -> bool:
    """ "another 200", "a further 200"."""
    return _counts(draft) and (draft.quantity.hedge or "").lower() in lexicon("adding")
