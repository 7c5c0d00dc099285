"""Which of a sentence's sources a figure or a clause stands under, and whether its words are that source's own.

The nearest verb of saying that governs it comes first, else the nearest source of its stretch. What stands beside what
somebody says ("…, growers said, and the state prepares aid") is told without the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.claims.report import Report
from pipeline.claims.sourcing import cues, speech
from pipeline.tokens import Token

_RIGHT_BEFORE = 6  # words between a source and what it tells
_OF_ITS_VERB = ("denied", "retracted", "predicted")  # only what such a verb governs is denied or predicted


def covering(token: Token, found: Sequence[Report]) -> Report | None:
    """The report that a figure stands under: the nearest verb that governs it, else the nearest source of its
    stretch; whom that source cites, where it passes on another's word.
    """
    nearest = _nearest(token, found)
    if nearest is None or nearest.verb is None:
        return nearest
    return next((r for r in found if _is_cited(r, nearest.verb)), nearest)


def _nearest(token: Token, found: Iterable[Report]) -> Report | None:
    mine = [r for r in found if token.i not in r.tokens and r.segment[0] <= token.i < r.segment[1]]
    mine = [r for r in mine if not (_tells_of_source(r, token) or _is_of_the_last(r, token))]
    gapped = [r for r in mine if r.segment[1] == token.i + 1]
    if gapped:
        return gapped[0]
    above = (token, *token.ancestors)
    governing = [
        r
        for r in mine
        if r.verb is not None and r.verb in above and not (_aside_before(r.verb, token) or _set_against(r, above))
    ]
    aside = next((r for r in mine if _just_before(r, token) and all(r.segment == g.segment for g in governing)), None)
    if governing and aside is not None and all(g.verb.i < min(aside.tokens) for g in governing):  # type: ignore[union-attr]
        return aside
    if governing:
        nearest = min(governing, key=lambda r: abs(r.verb.i - token.i))  # type: ignore[union-attr]
        return (
            replace(nearest, beside=True)
            if _goes_on(nearest.verb, token) or _of_others(nearest.verb, above)
            else nearest
        )
    mine = [r for r in mine if not (_is_reason(r.verb) or _is_relative(r) or _comes_later(r.verb, token))]
    mine = [r for r in mine if r.verb is None or not (_set_against(r, above) or _has_own_words(r, r.verb, token))]
    near = min(mine, key=lambda r: min(abs(i - token.i) for i in r.tokens), default=None)
    if near is None:
        return None
    certainty = "reported" if near.certainty in _OF_ITS_VERB else near.certainty
    beside = _says_something_else(near.verb, token) or _of_a_part(near, token)
    return replace(near, certainty=certainty, beside=beside)


def _just_before(found: Report, token: Token) -> bool:
    """ "The group, according to the press, has 900 men": a source without a verb, right before what it tells."""
    if found.verb is not None or not 0 < token.i - max(found.tokens) <= _RIGHT_BEFORE:
        return False
    doc, first, last = token.doc, min(found.tokens), max(found.tokens)
    opened = any(t.lower_ == "according" for t in doc[max(0, first - 2) : first])
    return opened and doc[last + 1].text == ","


def _is_cited(found: Report, verb: Token) -> bool:
    """ "…, the agency wrote, citing the Guardian": whose word it is that somebody who says so passes on."""
    if found.verb is not None or not found.tokens:
        return False
    first = min(found.tokens)
    citing = next((t for t in reversed(verb.doc[max(0, first - 2) : first]) if t.lower_ in cues("citing")), None)
    return citing is not None and citing.head == verb


def _comes_later(verb: Token | None, token: Token) -> bool:
    """ "They took villages and claimed to have killed 40", "… and expect more": only what follows is claimed."""
    if verb is None or verb.dep_ != "conj" or token.i > verb.i:
        return False
    kinds = {c.dep_ for c in verb.children}
    joined = "cc" in kinds and not any(kind.startswith("nsubj") for kind in kinds)
    return joined and bool(kinds & {"ccomp", "xcomp", "obj"}) and verb.head in (token, *token.ancestors)


def _goes_on(verb: Token | None, token: Token) -> bool:
    """ "Frost hit the vines, growers said, and the state prepares aid": what is joined to the verb behind what was said
    is told beside it.
    """
    if verb is None:
        return False
    above = (token, *token.ancestors)
    under = next((t for t in above if t.head == verb and t is not verb), None)
    if under is None:
        return False
    kinds = {c.dep_ for c in verb.children}
    content = any(c.dep_ in ("ccomp", "parataxis") and c.i < verb.i for c in verb.children)
    if content and any(verb.i < t.left_edge.i and _concedes(t) for t in above):
        return True  # "It will be used, the owner said, although the city has ordered none"
    content = content or ("obj" in kinds and kinds.isdisjoint(("ccomp", "parataxis")))  # "she promised 40, but 9 came"
    joined = under.dep_ == "conj" and any(c.dep_.startswith("nsubj") and c.pos_ != "PRON" for c in under.children)
    marks = sum(t.is_quote for t in verb.doc[verb.i : under.left_edge.i])
    if joined and marks == 2 and any(t.lower_ == "but" for t in under.children):
        return True  # "The letter says “…”, but the state will wait"
    return content and joined and under.i > verb.i and not any(t.is_quote for t in verb.doc[verb.i : under.i])


def _is_of_the_last(found: Report, token: Token) -> bool:
    """ "He covered it, drove home and, according to Lee, was told to wait": only what is joined last is Lee's word."""
    if found.verb is not None or not found.tokens:
        return False
    doc, first, last = token.doc, min(found.tokens), max(found.tokens)
    if last + 1 >= len(doc) or doc[last + 1].text != "," or all(t.text != "," for t in doc[max(0, first - 4) : first]):
        return False
    joined = next((a for a in doc[first].ancestors if a.dep_ == "conj" and a.pos_ == "VERB"), None)
    return joined is not None and last < joined.i and token.i < joined.left_edge.i


def _concedes(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in cues("conceding") for c in verb.children)


def _of_others(verb: Token | None, above: Sequence[Token]) -> bool:
    """ "She pointed to a poll in which residents said they felt unsafe": that is the residents' word."""
    for token in above:
        if token == verb:
            return False
        over = token.head
        if token.dep_ == "ccomp" and over != verb and over.pos_ == "VERB" and over.lemma_.lower() in speech():
            return True
    return False


def _tells_of_source(found: Report, token: Token) -> bool:
    """ "City police, who had other worries, say 60": what stands between the source and its verb is told of it."""
    if token.dep_ == "acl:relcl" and token.head.i in found.tokens:
        return True
    return (
        found.verb is not None
        and token.dep_ == "acl:relcl"
        and max(found.tokens) < token.i < found.verb.i
        and found.verb.doc[found.verb.i - 1].text == ","
    )


def _is_relative(found: Report) -> bool:
    """ "The club, which has said that it will pay, is rich": what it said is told beside, not the rest."""
    return found.verb is not None and found.verb.dep_ == "acl:relcl"


def _aside_before(verb: Token, token: Token) -> bool:
    """ "Judges found that he owed it, as he had always said, and that 900 was paid": what follows "as he said" is
    theirs.
    """
    return (
        verb.dep_ == "advcl"
        and token.i > verb.i
        and any(c.dep_ == "mark" and c.lower_ == "as" and c.i < verb.i for c in verb.children)
    )


def _of_a_part(found: Report, token: Token) -> bool:
    """ "It was sold for €1.9m, half its value according to experts": only the half is theirs."""
    if found.verb is not None or not found.tokens:
        return False
    doc = token.doc
    inside = [doc[i] for i in found.tokens if doc[i].head.i not in found.tokens]
    over = inside[0].head if inside else token
    while over.head is not over and any(c.lower_ == "according" for c in over.children):
        over = over.head  # "according to a study by Acme"
    after_comma = any(t.text == "," for t in doc[min(token.i, over.i) : over.i])
    return over.pos_ in ("NOUN", "NUM") and after_comma and token.i < over.i and token not in over.subtree


def _set_against(found: Report, above: Sequence[Token]) -> bool:
    """ "Officials said that the road was open, but no car has passed": a clause of its own that is set against their
    words. Also one joined in any way to a promise ("she vowed to close it, and the city spent 40"), and one set against
    what is denied ("police deny that he was hit, but doctors treated 40"): it is nobody's promise or denial.
    """
    verb = found.verb
    joined = next((t for t in above if t.dep_ == "conj" and verb in (t.head, t.head.head)), None)
    if verb is None or joined is None or joined.i < verb.i:
        return False
    own = any(c.dep_ == "expl" or (c.dep_.startswith("nsubj") and c.pos_ != "PRON") for c in joined.children)
    if not own or any(t.is_quote for t in verb.doc[verb.i : joined.i]):
        return False
    against = any(c.dep_ == "cc" and c.lower_ in cues("against") for c in joined.children)
    if joined.head != verb:
        return against and found.certainty == "denied"
    content = any(c.dep_ in ("ccomp", "parataxis") for c in verb.children)
    return against or (found.certainty in ("predicted", "denied") and not content)


def _has_own_words(found: Report, verb: Token, token: Token) -> bool:
    """Does a verb of saying that stands behind a figure, or beside its clause, tell something else: "Tickets ran out,
    but officials said that 900 came", "She declined to name them, citing legal advice"?
    """
    if _between_commas(verb, token):
        return False
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and token in tuple(verb.ancestors):
        return True
    if token.i > verb.i or (found.tokens and min(found.tokens) > verb.i):
        return False  # "…, says Ann Lee"
    own = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    joined = verb.dep_ == "conj" and any(c.dep_ == "cc" for c in verb.children)
    if joined and own is not None and token.i < own.i and verb.head in (token, *token.ancestors):
        return True  # "Tickets ran out, and the director expects 900 guests"
    if any(t.lower_ in cues("against") or t.text == ":" for t in verb.doc[token.i : verb.i]):
        return True  # "The water is back, but engineers advise people to boil it"
    behind = [c for c in verb.children if c.i > verb.i]
    if any(c.dep_ in ("ccomp", "xcomp") for c in behind):
        return True  # "The dam holds, as the mayor has promised to explain"
    plain = verb.lemma_.lower() not in speech()
    return plain and any(c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN") for c in behind)


def _says_something_else(verb: Token | None, token: Token) -> bool:
    """Does a verb of saying have words of its own, so that a figure beside it may be nobody's: "Officials said that the
    road was open, and 900 cars passed"?
    """
    if verb is None or _between_commas(verb, token):
        return False
    if any(c.dep_ == "ccomp" for c in verb.children):
        return True
    between = verb.doc[verb.i : token.i] if verb.i < token.i else ()
    return any(t.lower_ in cues("reason") or t.dep_ == "cc" for t in between)


def _between_commas(verb: Token, token: Token) -> bool:
    """ "It is hard, he added, to say": what stands on either side is his."""
    doc, own = verb.doc, next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None)
    if own is None or own.left_edge.i == 0 or doc[own.left_edge.i - 1].text != "," or verb.i + 2 >= len(doc):
        return False
    goes_on = token.i > verb.i and doc[verb.i + 2].dep_ == "cc"  # "…, growers said, and the state prepares aid"
    return doc[verb.i + 1].text == "," and not goes_on


def _is_reason(verb: Token | None) -> bool:
    """Does the verb stand in a clause of reason or time? "She left because critics said …": that she left is not the
    critics' word.
    """
    return (
        verb is not None
        and verb.dep_ == "advcl"
        and any(c.dep_ == "mark" and c.lower_ in cues("reason") for c in verb.children)
    )
