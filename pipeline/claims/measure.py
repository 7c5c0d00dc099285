"""What is counted: the noun phrase that a number counts, its base, and the verb that it takes part in.

Order of trust: the words next to the number ("30,000 foreign fighters", "70% of Idlib"), the list it stands in
("Tunisia (6,000)"), the subject of a verb of measuring ("the toll rose to 190"), the number before it in the sentence.
"""

from __future__ import annotations

from pipeline.claims.context import event_words
from pipeline.claims.draft import Draft
from pipeline.claims.phrases import (
    VERBS,
    free_relative,
    is_dateline,
    is_whole,
    lexicon,
    noun_phrase,
    phrase_of,
    subject_of,
)
from pipeline.claims.predicates import predicate
from pipeline.claims.sourcing import verbs
from pipeline.model import Quantity
from pipeline.tokens import POSSESSIVE, Token

_OWNER = frozenset(("DET", "PRON", "ADJ", "NOUN", "PROPN", "PART"))  # words of "of the small ferry's"
_LONGEST_OWNER = 7


def measures_itself(quantity: Quantity) -> bool:
    """Is the number an amount of a unit (km2, dollars, percent) and not a count of things?"""
    return quantity.unit != "count" and not quantity.unit.startswith("count/")


def find(draft: Draft) -> None:
    """Fills ``noun``, ``phrase``, ``of``, ``label``, ``anaphoric`` and ``predicate``."""
    doc, last = draft.token.doc, draft.sentence.end
    following = after_number(draft)
    draft.label = _label(draft)
    draft.part = _part(draft)
    if doc[following : following + 2].text.lower() == "out of" and following + 2 < last:
        following += is_whole(doc[following + 2])  # "900 out of them"
    if following < last and doc[following].lower_ == "of":
        draft.of = _of_a_number(draft, following + 1) or noun_phrase(draft, following + 1)
        if draft.of and _of_an_event(draft):
            draft.of = []
        elif not draft.of and doc[following + 1 : following + 2].text.lower() in ("what", "all"):
            draft.of = free_relative(draft, following + 1)
        if draft.of:
            head = draft.of[-1]
            draft.anaphoric = is_whole(head)
            if not draft.anaphoric and draft.quantity.unit != "multiplier":
                draft.noun, draft.phrase = head, draft.of
    if draft.noun is None and not draft.anaphoric:
        draft.phrase = noun_phrase(draft, following)
        end = draft.phrase[-1].i + 1 if draft.phrase else last
        if end < last and draft.phrase[-1].lemma_.lower() in lexicon("amount") and doc[end].lower_ == "of":
            draft.phrase = noun_phrase(draft, end + 1) or draft.phrase  # "at 320 the number of jihadists"
        if len(draft.phrase) == 1 and draft.phrase[0].tag_ in ("WDT", "WP", "WP$"):
            draft.phrase = []  # "the 18 which the town runs"
        draft.noun = draft.phrase[-1] if draft.phrase else None
    if draft.noun is None and not measures_itself(draft.quantity):
        _counted_by_grammar(draft)
    draft.predicate = predicate(draft, following)
    if draft.part is not None and draft.predicate is not None and draft.part in draft.predicate.subtree:
        draft.predicate = None  # the clause tells of the part: of 212 passengers 140 were hurt


def after_number(draft: Draft) -> int:
    """Index of the first token after those that stand for the number."""
    return _after(draft, draft.token.i)


def _after(draft: Draft, number: int) -> int:
    i, starts = number + 1, draft.parsed.starts
    while i < draft.sentence.end and starts[i] == starts[number]:
        i += 1
    return i


def _of_a_number(draft: Draft, start: int) -> list[Token]:
    """ "140 of the ferry's 212 passengers", "half of its 300 houses": what the whole counts; empty where it has no
    number.
    """
    doc, i = draft.token.doc, start
    while i < min(start + _LONGEST_OWNER, draft.sentence.end) and i not in draft.parsed.quantities:
        if doc[i].pos_ == "NUM":
            break  # "four of the nine centres": which are meant, so that nine is no figure
        if doc[i].pos_ not in _OWNER:
            return []
        i += 1
    if not start < i < draft.sentence.end or doc[i - 1].pos_ in ("NOUN", "PROPN"):
        return []
    whole = draft.parsed.quantities.get(i)
    if measures_itself(whole) if whole is not None else doc[i].pos_ != "NUM":
        return []
    return noun_phrase(draft, _after(draft, i))


def _of_an_event(draft: Draft) -> bool:
    """ "three times the 900 of the inauguration": the event is not what there were 900 of."""
    i = draft.token.i - 1
    while i > draft.sentence.start and draft.parsed.starts[i] == draft.parsed.starts[draft.token.i]:
        i -= 1
    known = draft.of[-1].lower_ in event_words() and draft.of[-1].tag_ == "NN"
    return known and i >= draft.sentence.start and draft.token.doc[i].lower_ in ("the", "its", "their")


def _part(draft: Draft) -> Token | None:
    """The figure right before that this is the whole of, the 140 of "140 of the ferry's 212"."""
    doc, first = draft.token.doc, draft.sentence.start
    i = draft.token.i - 1
    while i > first and draft.parsed.starts[i] == draft.parsed.starts[draft.token.i]:
        i -= 1
    least = max(first, i - _LONGEST_OWNER)
    while i > least and doc[i].pos_ in _OWNER and doc[i].lower_ != "of":
        i -= 1
    starts = {draft.parsed.starts[n] for n in draft.parsed.quantities}
    return doc[i - 1] if i > first and doc[i].lower_ == "of" and draft.parsed.starts[i - 1] in starts else None


def _label(draft: Draft) -> Token | None:
    """The name that a figure is listed under: "Tunisia (6,000)", "Turkey with 900", "France 271", "Iraq: 12"."""
    doc, i = draft.token.doc, draft.first
    if i - 1 < draft.sentence.start:
        return None
    before = doc[i - 1]
    following = doc[draft.token.i + 1] if draft.token.i + 1 < len(doc) else None
    if before.lower_ in ("(", ":", "with", "at", ",") and i - 2 >= draft.sentence.start:
        name = doc[i - 2]
        closed = following is None or following.is_punct or following.lower_ in ("and", "of")
        return name if name.pos_ == "PROPN" and (closed or before.text == "(") else None
    if before.pos_ == "PROPN" and (following is None or following.is_punct or following.lower_ == "and"):
        return before
    if before.text in ("'s", "’s") and i - 2 >= draft.sentence.start and doc[i - 2].pos_ == "PROPN":
        return doc[i - 2]
    return None


def _counted_by_grammar(draft: Draft) -> None:
    """No noun beside the number: "militants now number 30,000", "the toll rose to 190", "deaths surpass 15,000".

    The word that measures is found by place, for a parser often takes it for a noun; its subject by the parse, or
    else it
    is the first noun of the clause.
    """
    doc, i = draft.token.doc, draft.token.i - 1
    while (
        i >= draft.sentence.start
        and draft.token.i - i <= 4
        and (doc[i].pos_ in ("ADV", "ADP", "PART") or doc[i].lower_ in ("an", "a", "some"))
        and doc[i].lower_ not in lexicon("measuring")
    ):
        i -= 1
    if (
        i >= draft.sentence.start
        and doc[i].pos_ in ("AUX", "VERB")
        and i + 1 < draft.token.i
        and doc[i + 1].lower_ in lexicon("measuring")
    ):
        i += 1
    if i < draft.sentence.start or not {doc[i].lemma_.lower(), doc[i].lower_} & lexicon("measuring"):
        return
    subject = subject_of(doc[i]) if doc[i].pos_ in VERBS else None
    if subject is not None and subject.tag_ in ("WDT", "WP") and doc[i].dep_ == "acl:relcl":
        subject = doc[i].head  # "a workforce which stood at 900"
    if subject is not None and subject.pos_ == "PRON" and subject.i < i:
        return
    if (
        subject is None
        or subject.i > i
        or subject.i in draft.parsed.quantities
        or subject.pos_ == "VERB"
        or is_dateline(subject, draft.sentence)
    ):
        subject = _first_noun(draft, i)
    if (
        subject is None
        or subject.pos_ not in ("NOUN", "PROPN", "ADJ")
        or (subject.pos_ == "PROPN" and doc[i].lemma_ == "be")
    ):
        return
    phrase = phrase_of(subject)
    if phrase[-1].lemma_.lower() in lexicon("amount") and phrase[-1].lemma_.lower() not in lexicon("toll"):
        return  # "the figure was 800": of what, it does not say
    draft.phrase, draft.noun, draft.measured = phrase, phrase[-1], True


def _leads_in(verb: Token) -> bool:
    """ "police said turnout was 900": what is said begins after such a verb; but "deaths reported by police"."""
    if verb.pos_ != "VERB" or verb.tag_ == "VBG" or verb.lemma_.lower() not in verbs():
        return False
    return verb.nbor().pos_ in ("NOUN", "DET", "PROPN", "SCONJ", "PRON")


def _first_noun(draft: Draft, until: int) -> Token | None:
    """Head of the first noun phrase of the clause that ends at token ``until``."""
    doc, start = draft.token.doc, until
    while (
        start > draft.sentence.start
        and doc[start - 1].text not in (";", ":", "(", "—", "–", "--")
        and not (doc[start - 1].text == "-" and doc[start - 1].whitespace_ and doc[start - 2].whitespace_)
        and start - 1 not in draft.parsed.quantities
        and not _leads_in(doc[start - 1])
        and doc[start - 1].dep_ != "mark"
    ):
        start -= 1
    for i in range(start, until):
        if i + 1 < until and doc[i + 1].lower_ in POSSESSIVE:
            continue  # "the police's number is 900"
        if (doc[i].pos_ in ("NOUN", "PROPN") or doc[i].lower_ in lexicon("toll")) and not (
            i + 1 < until and doc[i + 1].pos_ in ("NOUN", "PROPN") and doc[i + 1].lower_ not in lexicon("time")
        ):
            before = doc[i - 1] if i > start else None
            while before is not None and before.i > start and before.pos_ in ("DET", "ADJ", "PROPN", "NOUN"):
                before = doc[before.i - 1]
            if doc[i].lower_ not in lexicon("time") and (before is None or before.pos_ != "ADP"):
                return doc[i]
    return None
