"""An article's words as they stand in a sentence of their own: cut where a reader would cut, with names for pronouns.

A cut falls only at a comma, a joining word, or what somebody says; a name takes a pronoun's place only where nothing
else can be meant. What is unsure keeps the article's own word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.claims.phrases import VERBS, lexicon
from pipeline.claims.sourcing import verb_forms, verbs
from pipeline.entities import Entity
from pipeline.language import Parsed
from pipeline.tokens import Doc, Span, Token

_QUOTES = {"“": "”", "«": "»"}
_RELATIVE = ("WDT", "WP", "WP$", "WRB")
_SUBJECTS = ("nsubj", "nsubj:pass", "nmod:poss")
_BODIES = ("organisation", "group", "country")
# "18:42 Police in Bergen …" of a live page, "LIMA (Agency) - Rain fell …" of an agency: no part of what is told
_HEAD = re.compile(
    r"(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|[A-Z]{2,4}\b)? ?[-–—:|]? +(?=\S)"
    r"|[A-Z][A-Z.,'’ ]{2,40}(?:, [A-Z][a-z]+)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([^)]{2,30}\))? ?[-–—] +(?=\S))"
)


def words(parsed: Parsed, text: str, start: int, end: int, pronouns: Mapping[int, Entity]) -> str:
    """The article's words from token ``start`` to ``end``, hedges included, with names for pronouns, without the clock
    or dateline that opens a paragraph; quotation marks without a partner are left out.
    """
    first = parsed.quantities.get(start) or parsed.quantities.get(start + 1)
    at = parsed.start(start)
    if first is not None and first.start == at and first.outer_start >= 0:
        at = first.outer_start
    out: list[str] = []
    told_of: set[str] = set()  # whom a name has been put in for: once is enough
    for i in sorted(i for i in pronouns if start <= i < end):
        name = meant(parsed.doc[i], start, pronouns)
        if name is not None and pronouns[i].words not in told_of:
            told_of.add(pronouns[i].words)
            out += [text[at : parsed.start(i)], name]
            at = parsed.end(i)
    out.append(text[at : parsed.end(end - 1)])
    told = " ".join("".join(out).split())
    told = without_head(told) if start == parsed.doc[start].sent.start else told
    return balanced(told.strip(" ,;:–—").rstrip(".!? ")).strip()


def meant(token: Token, start: int, pronouns: Mapping[int, Entity]) -> str | None:
    """The name for a pronoun of words that begin at token ``start``; None for its own word.

    A person is named in full, and so once; "it" only where the name is the subject before it, or owns it; "they" may be
    anybody.
    """
    entity = pronouns.get(token.i)
    if entity is None or token.pos_ != "PRON" or token.tag_ in _RELATIVE:
        return None
    doc = token.doc
    if entity.words in doc[start : token.i].text:
        return None
    if token.lower_ in lexicon("of several") or _is_cleft(token):
        return None
    if entity.kind == "person":
        if " " not in entity.words:
            return None
    elif entity.kind not in _BODIES or not _leads(entity, token):
        return None
    return entity.words + ("’s" if token.tag_ == "PRP$" else "")


def _is_cleft(token: Token) -> bool:
    """ "it is this that keeps them alive": "it" means nothing."""
    noun = token.head
    copular = any(c.dep_ == "cop" for c in noun.children)
    return token.lower_ == "it" and copular and any(c.dep_ == "acl:relcl" and c.i > noun.i for c in noun.children)


def _leads(entity: Entity, token: Token) -> bool:
    """Is a body the subject of the pronoun's sentence, or of the one before it in its paragraph?"""
    last = entity.words.split()[-1].casefold()
    doc, sentence = token.doc, token.sent
    before = doc[sentence.start - 1].sent if sentence.start else None
    for run in (sentence, before):
        if run is None:
            continue
        named = [t for t in run if t.i < token.i and t.lower_ == last]
        if named:
            return any(_subject(t) and not _other_between(t, token) for t in named)
    return False


def _other_between(named: Token, pronoun: Token) -> bool:
    """ "Acme waits, and the mill lost its roof": another subject stands nearer, so that it may be meant."""
    between = pronoun.doc[named.i + 1 : pronoun.i]
    return any(t.dep_ in _SUBJECTS[:2] and t.tag_ in ("NN", "NNP") and t.head is not named for t in between)


def _subject(token: Token) -> bool:
    """Is it a subject, or the last word of one?"""
    while token.dep_ in ("flat", "compound", "fixed") and token.head is not token:
        token = token.head
    return token.dep_ in _SUBJECTS[:2]


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


def conditional(verb: Token) -> bool:
    """Does a verb hold only if something else does, or stand in the condition itself?"""
    hanging = [c for c in verb.children if c.dep_ == "advcl"]
    always = [v for v in hanging if v.tag_ in ("VBP", "VBZ") and v.left_edge.lower_ == "when"]  # "when prices rise"
    marks = (c for v in (verb, *hanging) for c in v.children if c.dep_ == "mark")
    return bool(always) or any(c.lower_ in lexicon("condition") for c in marks)


def without_head(told: str) -> str:
    """A sentence without the clock or the dateline before it.

    >>> without_head("LIMA (Wire) - Rain fell.")
    'Rain fell.'
    """
    return _HEAD.sub("", told, count=1) if _HEAD.match(told) else told


def _is_break(token: Token) -> bool:
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
