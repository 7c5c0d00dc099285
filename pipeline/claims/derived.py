"""What a share of a count comes to: "half of them" beside "760,000 people" is 380,000.

The figure stays as it was printed. What it comes to is a claim of its own, marked ``derived_from`` with the claim that
it rests on, whose words are the printed ones and whose sum stands in its sentence. Its kind is ``statement``: nobody
printed that figure, so it is in no cluster and speaks for no source. Where it is not sure what "them" or
"the rest" are of, nothing is derived, and the figure's own sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims import record
from pipeline.claims.draft import Draft
from pipeline.claims.measure import after_number
from pipeline.claims.phrases import VERBS, lexicon
from pipeline.knowledge import settings
from pipeline.language import Parsed
from pipeline.model import Article, Bound, Quantity
from pipeline.tokens import Span, Token

NOT_SURE = "of how many is not sure"


def derive(draft: Draft, others: Sequence[Draft], earlier: Sequence[Draft], article: Article) -> Draft | None:
    """The draft of what a share comes to, or of a count with what it is added to ("another 200"); None where that is
    not sure.

    ``others`` are the figures of its sentence, ``earlier`` those of the sentences before, in order.
    """
    share = draft.quantity.unit == "percent" and _exact(draft.quantity)
    if share:
        whole = _named(draft, others) or (_meant(draft, others, earlier) if draft.anaphoric else None)
    else:
        whole = _meant(draft, others, earlier) if _adds(draft) else None
        whole = whole if whole is not None and _alike(draft, whole) else None
    if whole is None or whole.quantity.low is None or draft.quantity.low is None:
        return None
    part, count = draft.quantity.low, whole.quantity.low
    if share:
        amount = float(round(part * count / 100))
        told = f"{part:.3g}% of {count:,.0f} is {amount:,.0f}"
        if any(_is_near(o.quantity, amount) for o in others if o is not draft and o is not whole):
            return None  # "10,260 waited, about one in nine of the 92,400": the sentence has the sum itself
    else:
        amount = count + part
        told = f"{count:,.0f} and another {part:,.0f} make {amount:,.0f}"
    return _derived(draft, draft.quantity, whole, (draft,), amount, told, article)


def _is_near(quantity: Quantity, amount: float) -> bool:
    """Is a count what a share was worked out to, but for rounding?"""
    near: float = settings("claims")["worked_out_near"]
    return quantity.unit == "count" and quantity.low is not None and abs(quantity.low - amount) <= near * amount


def is_open(draft: Draft) -> bool:
    """Is it a share of something that was named before, and no words of its own say of what?"""
    return draft.anaphoric and draft.quantity.unit == "percent"


def remainders(
    parsed: Parsed, sentence: Span, others: Sequence[Draft], earlier: Sequence[Draft], article: Article
) -> Iterator[Draft]:
    """ "Police held 60 marchers. 20 of them were charged; the rest went home.": the rest are 40.

    Yields the drafts of such rests. Only where one whole was counted and each part of it that
    was named says "of them".
    """
    remainder = lexicon("remainder")
    for token in sentence:
        if token.lower_ not in remainder or token.i == sentence.start or token.nbor(-1).lower_ != "the":
            continue
        if token.i + 1 < sentence.end and token.nbor().lower_ == "of":
            continue  # "the rest of the country" is no rest of a count
        if not _acts(token):
            continue
        before = [o for o in others if o.token.i < token.i] or _sentence_before(earlier, parsed, sentence)
        parts = [o for o in before if o.anaphoric or _named(o, before) is not None]
        wholes = {id(w): w for o in parts if (w := _named(o, before) or _meant(o, before, earlier)) is not None}
        if not parts or len(wholes) != 1:
            continue
        whole = next(iter(wholes.values()))
        taken = [_count_of(o, whole) for o in parts]
        if whole.quantity.low is None or None in taken:
            continue
        rest = whole.quantity.low - sum(n for n in taken if n is not None)
        if rest <= 0:
            continue
        start, end = parsed.start(token.i - 1), parsed.end(token.i)
        words = " and ".join(f"{n:,.0f}" for n in taken if n is not None)
        printed = Quantity(start, end, article.text[start:end], None, None)
        rest_of = replace(parts[-1], parsed=parsed, sentence=sentence, token=token, action=None, predicate=None)
        told = f"{whole.quantity.low:,.0f} without {words} is {rest:,.0f}"
        yield _derived(rest_of, printed, whole, parts, rest, told, article)


def _derived(
    draft: Draft, printed: Quantity, whole: Draft, parts: Sequence[Draft], amount: float, told: str, article: Article
) -> Draft:
    sure = all(q.bound == "exact" for q in (whole.quantity, *(p.quantity for p in parts)))
    bound: Bound = "exact" if sure else "about"
    made = replace(
        printed, low=amount, high=amount, bound=bound, unit="count", norm_low=amount, norm_high=amount,
        norm_unit="count", rule=f"derived: {told}", ambiguous=(), change=None,
    )  # fmt: skip
    counted = whole.counted if draft.counted is None or draft.counted.name == "people" else draft.counted
    what = counted.name if counted else "those"
    return replace(
        draft,
        quantity=made,
        counted=counted,
        base=None,
        clause=f"The number of {what} {'with' if _adds(draft) else 'that is'} “{printed.quote}” is {amount:,.0f}",
        derived_from=record.identity(article, whole.quantity.start, whole.quantity.end, "quantity"),
        works_out=told,
    )


def _exact(quantity: Quantity) -> bool:
    return quantity.low is not None and quantity.low == quantity.high and quantity.bound in ("exact", "about")


def _counts(draft: Draft) -> bool:
    return draft.quantity.unit == "count" and _exact(draft.quantity)


def _count_of(draft: Draft, whole: Draft) -> float | None:
    """How many a part of a whole are; None where that is not exact."""
    if not _exact(draft.quantity) or draft.quantity.low is None or whole.quantity.low is None:
        return None
    if draft.quantity.unit == "percent":
        return float(round(draft.quantity.low * whole.quantity.low / 100))
    return draft.quantity.low if draft.quantity.unit == "count" else None


def _alike(draft: Draft, whole: Draft) -> bool:
    """Is the same told of both? "40 were held and another 20 warned" are not 60 of anything."""
    a, b = draft.predicate, whole.predicate
    if a == b:
        between = draft.token.doc[whole.token.i : draft.token.i] if draft.parsed is whole.parsed else ()
        return not any(t.pos_ in VERBS for t in between)
    # "has planted 25 and wants to plant another 50" are not 75 that stand
    if a is None or b is None or a.lemma_.lower() != b.lemma_.lower():
        return False
    return (a.tag_ == "VB") == (b.tag_ == "VB")


def _acts(token: Token) -> bool:
    """Does something happen to "the rest"? It is the subject of a verb, or stands where its verb is left out."""
    return token.dep_.startswith("nsubj") or token.dep_ in ("conj", "parataxis", "obj")


def _named(draft: Draft, others: Sequence[Draft]) -> Draft | None:
    """ "one in five of the 30,000": the count right after "of"."""
    doc, i = draft.token.doc, after_number(draft)
    if i >= draft.sentence.end or doc[i].lower_ != "of":
        return None
    i += 1
    while i < draft.sentence.end and doc[i].pos_ in ("DET", "PRON"):
        i += 1
    return next((o for o in others if o.token.i == i and _counts(o)), None)


def _sentence_before(earlier: Sequence[Draft], parsed: Parsed, sentence: Span) -> list[Draft]:
    last = earlier[-1].sentence.start if earlier else None
    return [
        o for o in earlier if o.parsed is parsed and o.sentence.start == last and o.sentence.end == sentence.start
    ]  # fmt: skip


def _meant(draft: Draft, others: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The only count before it in its sentence, or else in the sentence before; None when there are several."""
    here = [o for o in others if o.token.i < draft.token.i and o.quantity.unit == "count" and not o.anaphoric]
    before = _sentence_before(earlier, draft.parsed, draft.sentence)
    found = here or [o for o in before if o.quantity.unit == "count" and not o.anaphoric]
    if len(found) != 1 or not _counts(found[0]):
        return None
    whole = found[0]
    same = draft.counted is not None and whole.counted is not None and draft.counted.name == whole.counted.name
    return whole if same else None


def _adds(draft: Draft) -> bool:
    """ "another 200", "a further 200"."""
    return _counts(draft) and (draft.quantity.hedge or "").lower() in lexicon("adding")
