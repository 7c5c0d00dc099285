"""Where words may be cut out of a sentence: not where what is left says more, or something else, than it did.

"Mistakes are inevitable as long as people decide" does not hold "mistakes are inevitable as long"; "in Lima nobody was
hurt" does not hold "nobody was hurt". What cannot be cut is told with its whole sentence.
"""

from __future__ import annotations

from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import verbs
from pipeline.tokens import Doc, Span, Token

_CLAUSES = ("advcl", "ccomp", "xcomp", "csubj", "acl")
_MEASURED = ("ADJ", "ADV", "DET", "NUM")
_SCOPES = ("obl", "obl:unmarked", "obl:tmod")


def is_aside(predicate: Token) -> bool:
    """Does a comma open a clause that hangs on a noun, so that the noun is told without it: "Ann Lee, who …"?"""
    first = predicate.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def is_believed(verb: Token) -> bool:
    """Is a clause what somebody says that he believes, expects or fears: "she said that she believed there were more"?
    Cut there, it would be told as what he says is so.
    """
    over = verb.head
    thinks = verbs().get(over.lemma_.lower()) in ("estimated", "predicted", "alleged")
    return verb.dep_ == "ccomp" and over.dep_ in _CLAUSES and thinks


def tells_of_before(verb: Token, subject: Token) -> bool:
    """Is what somebody decided or said told before, and nothing of it after: "it will close, the board decided"?"""
    first = subject.left_edge
    told = verb.dep_ == "advcl:relcl" or (verb.dep_ == "parataxis" and verb.lemma_.lower() in verbs())
    told = told and first.i > verb.sent.start and first.nbor(-1).text == ","
    return told and not any(c.dep_ in ("ccomp", "obj", "xcomp") and c.i > verb.i for c in verb.children)


def loose(doc: Doc, start: int, end: int, predicate: Token) -> bool:
    """Is a word of ``doc[start:end]`` left without what it belongs to: "the seats which the firm | had sold", "so far
    ahead | that it won", "older | than might be thought"?
    """
    if end < len(doc) and doc[end].lower_ == "than":
        return True
    for token in doc[start:end]:
        if token.is_punct or token.dep_ == "cc":
            continue
        if token is not predicate and token.head.i >= end:
            return True
        if token.lower_ in lexicon("degree") and token.nbor().pos_ in _MEASURED and _awaits(token, predicate, end):
            return True
    return False


def _awaits(degree: Token, predicate: Token, end: int) -> bool:
    """Does a clause from token ``end`` on say how far "so far" or "as long" goes?"""
    for over in degree.ancestors:
        if any(c.i >= end and c.dep_ in _CLAUSES for c in over.children):
            return True
        if over is predicate:
            break
    return False


def _before(doc: Doc, first: int, sentence: Span) -> list[Token]:
    """The words of a sentence before token ``first``, back to a colon or semicolon."""
    at = next((i for i in range(first - 1, sentence.start - 1, -1) if doc[i].text in (":", ";")), sentence.start - 1)
    return list(doc[at + 1 : first])


def scope(doc: Doc, start: int, predicate: Token, sentence: Span) -> tuple[int, int] | None:
    """The phrase that opens a sentence and says where or when its main verb holds, as token span without clauses that
    hang on it; None where there is none, or where it stands among the words from token ``start`` on.
    """
    if start <= sentence.start or predicate.dep_ not in ("ROOT", "parataxis"):
        return None
    where = next((c for c in predicate.head.lefts if c.tag_ == "WRB"), None)
    if predicate.dep_ == "parataxis" and where is not None and where.i < start:
        # "in Lima, where it has a depot, nobody was hurt": read as if the depot were the main thing
        at = next((c for c in predicate.head.lefts if c.dep_ in _SCOPES and c.right_edge.i == where.i - 2), None)
        return (at.left_edge.i, at.right_edge.i + 1) if at is not None else None
    for child in predicate.lefts:
        first, last = child.left_edge.i, child.right_edge.i
        if child.dep_ not in _SCOPES or not sentence.start <= first <= last < start:
            continue
        if any(t.lower_ in lexicon("connecting") for t in doc[first : last + 1]) or doc[first].lower_ == "according":
            continue
        if any(not t.is_punct and t.pos_ not in ("CCONJ", "ADV") for t in _before(doc, first, sentence)):
            continue
        if any(not t.is_punct for t in doc[last + 1 : start]):
            continue
        asides = (c.left_edge.i for c in child.rights if c.dep_ in ("acl:relcl", "acl", "appos"))
        hanging = [i for i in asides if doc[i - 1].is_punct]
        end = min([*hanging, last + 1])
        while doc[end - 1].is_punct:
            end -= 1
        return first, end
    return None
