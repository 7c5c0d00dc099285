"""Which verb, or state, says what happened to what a figure counts."""

from __future__ import annotations

from pipeline.claims.draft import Draft
from pipeline.claims.phrases import VERBS, lexicon, noun_follows
from pipeline.tokens import Doc, Token

_FIGURE = 5  # a verb that gives a figure has it among the words right after it


def predicate(draft: Draft, following: int) -> Token | None:
    """The verb or state told of those counted, or None; ``following`` is the first token after the number."""
    return _raised(_governing(draft, following))


def _governing(draft: Draft, following: int) -> Token | None:
    """The verb (or state: "dead", "wounded") that says what happened to what is counted.

    Words right after the number's noun phrase come first ("fighters killed", "people who fled", "31 dead"), then the
    verb that governs it; a verb that only presents ("there are", "is estimated") gives way to what hangs on the noun.
    """
    doc, last = draft.token.doc, draft.sentence.end
    own = next((t for t in doc[draft.first : following] if t.pos_ == "VERB"), None)
    if own is not None:
        return own  # "the vote was evenly split", "nearly lost all"
    after = max(draft.phrase[-1].i + 1 if draft.phrase else 0, following)
    i = after
    while i < last and doc[i].lower_ in lexicon("bridge"):
        i += 1
    if i < last and i not in draft.parsed.quantities:
        token = doc[i]
        if token.lower_ in lexicon("state") and not noun_follows(doc, i + 1, last):
            return token
        apart = any(t.text == "," for t in doc[after:i])
        if token.lower_ in lexicon("verb ahead") and not (apart and _in_clause_before(draft, token)):
            main = _main_verb(draft, token) if token.lower_ in ("who", "that", "which") else None
            if main is not None:
                return main
            found = None if _in_phrase_of_another(draft) else _next_verb(doc, i, last, draft)
            if found is not None:
                return found
        told = token.pos_ == "VERB" and token.lemma_.lower() not in lexicon("no action")
        if told and token.dep_ not in ("aux", "aux:pass") and not (apart and _next_in_row(token)):
            return token
    if draft.measured:  # the verb only gives the figure: what happened hangs on the noun, if it is said at all
        return (
            next((c for c in draft.noun.children if c.dep_.startswith("acl")), None) if draft.noun is not None else None
        )
    anchor = draft.noun if draft.noun is not None else draft.token
    if _aside(draft, after):
        return None
    governing = (
        t
        for t in anchor.ancestors
        if t.pos_ in VERBS and t.dep_ not in ("aux", "aux:pass", "cop") and not _another_sentence(t, anchor)
    )
    above = next((t for t in governing if t.lemma_.lower() not in lexicon("no action")), None)
    before = _verb_before(draft)
    if before is not None and (
        above is None
        or above.lemma_.lower() in lexicon("presenting")
        or above.i > draft.token.i
        or _joined(draft, before, above)
    ):
        return before
    return above


def _main_verb(draft: Draft, relative: Token) -> Token | None:
    """ "half of those who left have returned": what is told of those counted is the main verb; the clause after "who"
    only says who they are, unless the main verb presents them ("there are 900 who left")."""
    for noun in (draft.noun, draft.token):
        if noun is None or not noun.dep_.startswith("nsubj") or noun.i > relative.i:
            continue
        verb = noun.head
        lemma = verb.lemma_.lower()
        says_little = lemma in lexicon("presenting") | lexicon("no action")
        gives = lemma in lexicon("measuring") and _figure_follows(draft, verb)
        if verb.pos_ == "VERB" and verb.i > relative.i and not (says_little or gives):
            return verb
    return None


def _figure_follows(draft: Draft, verb: Token) -> bool:
    """ "those who left have reached 900", and not "those who left stand at the gate"."""
    return any(i in draft.parsed.quantities for i in range(verb.i + 1, min(verb.i + _FIGURE, draft.sentence.end)))


def _in_clause_before(draft: Draft, verb: Token) -> bool:
    """ "the club, which hired 900 men, has closed": a figure that is the object of a clause which a comma closes."""
    noun = draft.noun if draft.noun is not None else draft.token
    under = noun.dep_ == "obj" or noun.dep_.startswith("obl")
    return under and noun.head.i < noun.i and verb.tag_ in ("VBZ", "VBP", "VBD", "MD")


def _in_phrase_of_another(draft: Draft) -> bool:
    """ "signed by 800 neighbours had forced …": the verb that follows has another subject, for these are an agent."""
    noun = draft.noun if draft.noun is not None else draft.token
    cases = {c.lower_ for c in noun.children if c.dep_ == "case"}
    return "by" in cases and noun.head.pos_ == "VERB" and noun.head.i < draft.token.i


def _another_sentence(verb: Token, token: Token) -> bool:
    """ "the union complains of delays; in Lyon fewer than 900 are on duty": a semicolon ends what a verb tells."""
    low, high = sorted((verb.i, token.i))
    return any(t.text == ";" for t in verb.doc[low:high])


def _joined(draft: Draft, verb: Token, above: Token) -> bool:
    """ "killed 31 and wounded 200 others": the verb right before the figure, after "and" and a figure of the verb
    before, though a parser takes it for a quality ("wounded others")."""
    if verb.i <= draft.sentence.start or verb.nbor(-1).lower_ not in ("and", "or", "but"):
        return False
    doc, starts = verb.doc, draft.parsed.starts
    beside = all(starts[i] == starts[draft.token.i] or doc[i].pos_ == "ADV" for i in range(verb.i + 1, draft.token.i))
    return beside and any(i in draft.parsed.quantities for i in range(above.i + 1, verb.i))


def _next_in_row(verb: Token) -> bool:
    """ "it razed a third of the town, killed 31": a verb after a comma that is the next of several."""
    return verb.dep_ in ("conj", "parataxis", "ROOT") or verb.tag_ == "VBD"


def _raised(verb: Token | None) -> Token | None:
    """ "seem to have left", "used to have": what is told is the verb below."""
    if verb is None or verb.lemma_.lower() not in lexicon("raising"):
        return verb
    return next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in VERBS and c.i > verb.i), verb)


def _aside(draft: Draft, after: int) -> bool:
    """ "…, with 5,400 people now under orders": a clause without a verb of its own, which the verb before it does not
    tell of."""
    doc, i = draft.token.doc, draft.first
    if (
        i <= draft.sentence.start
        or doc[i - 1].lower_ != "with"
        or i - 2 < draft.sentence.start
        or not doc[i - 2].is_punct
    ):
        return False
    return after < draft.sentence.end and (doc[after].pos_ in ("ADP", "ADV", "ADJ") or doc[after].lower_ == "more")


def _next_verb(doc: Doc, i: int, last: int, draft: Draft) -> Token | None:
    for token in doc[i : min(i + 7, last)]:
        if token.i in draft.parsed.quantities or token.text in (",", ";"):
            return None
        if token.lower_ in lexicon("state"):
            return token
        if token.pos_ == "VERB" and token.lemma_.lower() not in lexicon("presenting"):
            return token
    return None


def _verb_before(draft: Draft) -> Token | None:
    """The nearest full verb to the left within its clause: "killed 130 and wounded 200"."""
    doc, i = draft.token.doc, draft.token.i - 1
    while i >= draft.sentence.start and draft.token.i - i <= 8:
        token = doc[i]
        if token.text in (",", ";", ":", "(", "—") or i in draft.parsed.quantities:
            return None
        if token.pos_ == "VERB" and token.lemma_.lower() not in lexicon("presenting") | lexicon("no action"):
            return token
        i -= 1
    return None
