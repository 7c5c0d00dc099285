"""An article's words as they stand in a sentence of their own: cut where a reader would cut, with names for pronouns.

A cut falls only at a comma, a joining word, or what somebody says; a name takes a pronoun's place only where nothing
else can be meant. What is unsure keeps the article's own word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.claims.phrases import VERBS, lexicon
from pipeline.claims.sourcing import verb_forms, verbs
from pipeline.coreference.standing import StandIn
from pipeline.language import Parsed
from pipeline.tokens import Doc, Span, Token

_INVERTED = ("should", "had", "were")  # "should bids come in higher, the matter will return"
_RIGHT_AFTER = 3  # words after a clause, or a verb of saying, that are looked at
_READABLE = 50  # words of a sentence that is told whole for a pronoun's sake
_NO_NAMES = ("ADJ", "ADP", "ADV", "CCONJ", "DET", "NOUN", "NUM", "PRON", "SCONJ", "VERB")
_QUOTES = {"“": "”", "«": "»"}
# "18:42 Police in Bergen …" of a live page, "LIMA (Agency) - Rain fell …" of an agency: no part of what is told
_HEAD = re.compile(
    r"(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|[A-Z]{2,4}\b)? ?[-–—:|]? +(?=\S)"
    r"|[A-Z][A-Z.,'’ ]{2,40}(?:, [A-Z][a-z]+)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([^)]{2,30}\))? ?[-–—] +(?=\S))"
)


def words(parsed: Parsed, text: str, start: int, end: int, standing: Mapping[int, StandIn]) -> str:
    """The article's words from token ``start`` to ``end``, hedges included, with names for pronouns, without the clock
    or dateline that opens a paragraph; quotation marks without a partner are left out.
    """
    first = parsed.quantities.get(start) or parsed.quantities.get(start + 1)
    at = parsed.start(start)
    if first is not None and first.start == at and first.outer_start >= 0:
        at = first.outer_start
    out: list[str] = []
    told_of: set[str] = set()  # whom a name has been put in for: once is enough
    for i in sorted(i for i in standing if start <= i < end):
        name = meant(parsed.doc[i], start, standing)
        known = standing[i].words
        if name is not None and known is not None and known not in told_of:
            told_of.add(known)
            out += [text[at : parsed.start(i)], name]
            at = parsed.end(i)
    out.append(text[at : parsed.end(end - 1)])
    told = " ".join("".join(out).split())
    figure = first is not None and first.is_claim  # "2.40 million people" opens with no clock
    told = without_head(told) if start == parsed.doc[start].sent.start and not figure else told
    told = balanced(told.strip(" ,;:–—-").rstrip(".!? ")).strip().rstrip(".!?")
    put_in = standing.get(start)
    return (
        told
        if put_in is not None and told.startswith(put_in.words or "\n")
        else lowered(told, parsed.doc[start], first is not None)
    )


def lowered(told: str, first: Token, counts: bool = False) -> str:
    """Words that begin with token ``first``, without the capital that only a sentence's start gives: "the ferry";
    ``counts``: they open with a number, for whose words another may stand in the parse.
    """
    opening = told.split(" ", 1)[0]
    numbered = counts and not opening.isupper() and opening[:1].isalpha()  # "Nearly 900", "Six"
    asks = first.pos_ == "AUX" and first.nbor().pos_ != "PROPN"  # "had it rained", but "Am Dorok"
    plain = first.form.is_title and (first.pos_ in _NO_NAMES or asks) and not first.ent_type_ and first.text != "I"
    lower = numbered or (plain and told.startswith(first.text)) or opening in ("The", "A", "An")
    return told[:1].lower() + told[1:] if lower else told


def meant(token: Token, start: int, standing: Mapping[int, StandIn]) -> str | None:
    """What stands for a pronoun of words that begin at token ``start``; None for its own word, where nothing is sure or
    the words name it before.
    """
    known = standing.get(token.i)
    if known is None or known.words is None or _is_cleft(token) or any(start <= i < token.i for i in known.named_at):
        return None
    if known.words in token.doc[start : token.i].text:
        return None
    if known.words.split()[-1] in token.doc[token.i + 1 : token.sent.end].text.split():
        return None  # "she went ahead before Hay won": she is not Hay
    if token.tag_ != "PRP$":
        return known.words
    return known.words + ("’" if known.several and known.words.endswith("s") else "’s")


def leans_out(subject: Token, start: int, standing: Mapping[int, StandIn]) -> bool:
    """Is a pronoun of words that begin at token ``start`` unsure, though its sentence most likely names what it means
    before them: "two guards were found, and a nurse said they were hurt"?"""
    known = standing.get(subject.i)
    if known is None or known.words is not None or len(subject.sent) > _READABLE:
        return False
    return any(subject.sent.start <= i < start for i in known.named_at)


def _is_cleft(token: Token) -> bool:
    """ "it is this that keeps them alive": "it" means nothing."""
    noun = token.head
    copular = any(c.dep_ == "cop" for c in noun.children)
    return token.lower_ == "it" and copular and any(c.dep_ == "acl:relcl" and c.i > noun.i for c in noun.children)


def widened(doc: Doc, start: int, end: int, sentence: Span) -> tuple[int, int]:
    """A token span widened until nothing is cut off in the middle of what it belongs to."""
    while start > sentence.start and not _may_open(doc[start - 1]):
        start -= 1
    while end < sentence.end and not _may_close(doc[end], doc[end - 1]):
        end += 1
    return start, end


def with_preposition(doc: Doc, start: int, end: int, sentence: Span) -> int:
    """The start of words moved before the preposition of their first noun: "since autumn …", "since then …"."""
    before = doc[start - 1] if start > sentence.start else None
    if before is None or before.pos_ not in ("ADP", "SCONJ") or not start <= before.head.i < end:
        return start
    return start - 1 if before.dep_ == "case" and before.head.pos_ in ("NOUN", "PROPN", "ADV", "NUM") else start


def without_joint(doc: Doc, start: int, sentence: Span) -> int:
    """The start of words moved behind the "and" or "that" which ties them to the words before."""
    while sentence.start < start < sentence.end - 1 and doc[start].dep_ in ("cc", "mark") and _ties(doc[start]):
        start += 1
    return start


def _ties(token: Token) -> bool:
    return token.lower_ in ("and", "but", "that")


def said_after(doc: Doc, end: int, sentence: Span) -> bool:
    """Is what ends before token ``end`` told there as somebody's word: "…, two traders said", or at the sentence's end:
    "…, and hid it, a court has found"?
    """
    after = [t for t in doc[end : sentence.end] if t.pos_ == "VERB"]
    return any(_closes(verb) for verb in (*after[:1], *after[-1:])) or _according(doc, end, sentence)


def _according(doc: Doc, end: int, sentence: Span) -> bool:
    """Does "according to its operator" end a sentence, though the clause before token ``end`` goes without it?"""
    told = next((t for t in doc[end : min(end + _RIGHT_AFTER, sentence.end)] if t.lower_ == "according"), None)
    return told is not None and not any(t.text in (",", ";") for t in doc[told.i : sentence.end])


def _closes(verb: Token) -> bool:
    """Does a verb of saying end there, with nothing but a time or place behind it ("… said on Tuesday") and its own
    subject before?
    """
    told = verb.lemma_.lower() in verbs() and any(map(_is_break, verb.doc[verb.i + 1 : verb.i + 1 + _RIGHT_AFTER]))
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass") and c.i < verb.i), None)
    if not told or own is None or any(c.dep_ in ("ccomp", "obj", "xcomp") and c.i > verb.i for c in verb.children):
        return False
    first = own.left_edge
    apart = first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
    return apart and own.tag_ not in ("WP", "WDT")


def limited(doc: Doc, end: int, sentence: Span) -> bool:
    """Does what follows token ``end`` take back some of what ends there: "unless …", ", or not at all"?"""
    rest = [t for t in doc[end : min(end + 2, sentence.end)] if t.text != ","][:1]
    return bool(rest) and (rest[0].lower_ in lexicon("condition") or rest[0].lower_ in ("or", "nor"))


def conditional(verb: Token) -> bool:
    """Does a verb hold only if something else does, or stand in the condition itself?"""
    hanging = [c for c in verb.children if c.dep_ == "advcl"]
    # "when prices rise"; "when Ann Lee came, the edge was 40 metres away"
    always = [v for v in hanging if v.left_edge.lower_ == "when" and (v.tag_ in ("VBP", "VBZ") or v.i < verb.i)]
    joined = [
        c for v in hanging for c in v.children if c.dep_ in ("advcl", "conj")
    ]  # "if it isn't, and rain goes on, …"
    marks = (c for v in (verb, *hanging, *joined) for c in v.children if c.dep_ == "mark")
    inverted = any(v.left_edge.lower_ in _INVERTED and v.left_edge.dep_.startswith("aux") for v in hanging)
    return bool(always) or inverted or any(c.lower_ in lexicon("condition") for c in marks)


def without_head(told: str) -> str:
    """A sentence without the clock or the dateline before it.

    >>> without_head("LIMA (Wire) - Rain fell.")
    'Rain fell.'
    """
    return _HEAD.sub("", told, count=1) if _HEAD.match(told) else told


def _is_break(token: Token) -> bool:
    if (
        token.text in ("-", "–", "—")
        and 0 < token.i < len(token.doc) - 1
        and token.nbor(-1).like_num
        and token.nbor().like_num
    ):
        return False  # "2 – 1"
    return token.is_punct and token.text not in ("-", "'", "’", "%", "/") and token.tag_ != "POS"


def _joins(token: Token) -> bool:
    """Does a word join clauses, and not the parts of a phrase?"""
    if token.dep_ == "mark":
        return token.lower_ != "to"
    if token.pos_ != "CCONJ":
        return token.pos_ == "SCONJ"
    joined = token.head
    return joined.pos_ in VERBS or any(c.dep_ == "cop" or c.dep_.startswith("nsubj") for c in joined.children)


def _may_open(before: Token) -> bool:
    """Can a clause begin behind this token?"""
    if _is_break(before) or _joins(before) or (before.lower_ == "that" and before.dep_ != "det"):
        return True
    return before.pos_ == "VERB" and (before.lemma_.lower() in verbs() or before.lower_ in verb_forms())


def _may_close(after: Token, last: Token) -> bool:
    """Can a clause end before this token?"""
    if last.pos_ == "ADP" and not _is_break(after):
        return False
    return _is_break(after) or _joins(after)


def balanced(told: str) -> str:
    """The words without a quotation mark or bracket that has no partner.

    >>> balanced('called it "an insult')
    'called it an insult'
    """
    for opening, closing in (*_QUOTES.items(), ("(", ")"), ("[", "]")):
        if told.count(opening) != told.count(closing):
            told = told.replace(opening, "").replace(closing, "")
    return told.replace('"', "") if told.count('"') % 2 else told
