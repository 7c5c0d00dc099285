"""A statement's clause as a sentence of its own: a relative clause with its noun for its pronoun, without asides.

"Barry Pugh, who quit in August, claims …" holds "Barry Pugh quit in August"; "a petition started by parents" holds
"a petition was started by parents". What hangs on a word that takes it back or leaves it open ("they doubt that …") is
told with that word.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.claims import cuts, spoken
from pipeline.claims.clauses import Clause, span, words
from pipeline.claims.draft import Draft
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.sourcing import cues, speech, verb_forms, verbs
from pipeline.coreference.standing import StandIn
from pipeline.language import Parsed
from pipeline.tokens import Span, Token

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_HANGING = ("ccomp", "csubj", "acl")


def of_clause(clause: Clause, sentence: Span, parsed: Parsed, text: str, standing: Mapping[int, StandIn]) -> str:
    """The clause in the article's words, with names for pronouns; without a full stop."""
    doc, predicate, subject = parsed.doc, clause.predicate, clause.subject

    def said(start: int, end: int) -> str:
        return spoken.words(parsed, text, start, end, standing)

    def after_name(start: int, end: int) -> str:
        own = standing.get(subject.i)
        once = {
            i: s for i, s in standing.items() if subject.i not in s.named_at and (own is None or s.words != own.words)
        }
        return spoken.words(parsed, text, start, end, once)

    def who() -> str:
        if subject.dep_ == "appos" and subject.head.pos_ == "PROPN":  # "Orca, a fund that lost"
            return words(parsed, text, subject.head) or ""
        told = _named(subject, predicate, parsed, text) or ""
        return spoken.meant(subject, subject.i, standing) or spoken.lowered(told, subject.left_edge)

    if not _stands(predicate):
        return said(sentence.start, sentence.end)
    start, end = spoken.widened(doc, clause.start, clause.end, sentence)
    if subject is not predicate.head and any(t.pos_ == "VERB" for t in doc[start : clause.start]):
        return said(sentence.start, sentence.end)  # "the board said, and | damage amounts to …"
    if spoken.leans_out(subject, start, standing):
        return said(sentence.start, sentence.end)
    if any(t.tag_ in ("WP", "WDT", "WP$") for t in doc[start : start + 2]) and subject is not predicate.head:
        return said(sentence.start, sentence.end)  # "which has changed the routes", "with whom we share it"
    if doc[start].tag_ == "WRB" or (doc[start].dep_ == "mark" and doc[start].lower_ != "that"):
        return said(sentence.start, sentence.end)
    if spoken.limited(doc, end, sentence):
        return said(sentence.start, sentence.end)  # "… if he had known"
    own = predicate.left_edge.i if subject is predicate.head else start  # a relative clause is told without its noun
    if cuts.loose(doc, own, end, predicate):
        return said(sentence.start, sentence.end)
    if start > sentence.start and doc[start - 1].dep_ == "mark" and predicate.dep_ == "ROOT":
        return said(sentence.start, sentence.end)  # "since autumn villagers …", read as a clause by mistake
    start = spoken.without_joint(doc, spoken.with_preposition(doc, start, end, sentence), sentence)
    whose = any(c.tag_ == "WP$" or (c.dep_ == "nmod" and c.tag_ in ("WP", "WDT")) for c in subject.children)
    joined = predicate.dep_ == "conj" and any(t.tag_ == "WP$" for t in doc[subject.i : predicate.i])
    if whose or joined or _is_owners(predicate):
        return said(sentence.start, sentence.end)  # "Ann Lee, whose party lost and left"
    if any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in predicate.children) or cuts.is_believed(predicate):
        return said(sentence.start, sentence.end)  # "rules require corn to be planted"
    if predicate.dep_ in ("acl:relcl", "acl") and subject.i < predicate.i and subject == predicate.head:
        loose = cuts.is_aside(predicate)
        one_of_many = not loose and (
            doc[subject.left_edge.i].lower_ in lexicon("any one")
            or any(t.lower_ in ("only", "all") for t in doc[subject.left_edge.i : subject.i])
        )
        somebody = loose and subject.pos_ == "PROPN" and any(c.lower_ == "who" for c in predicate.children)
        in_phrase = not somebody and subject.dep_ in (
            "nmod",
            "obl",
            "conj",
            "advmod",
        )  # "water of the sea that turns to rain": which does?
        if any(c.dep_ in ("cop", "expl") for c in (*subject.children, *subject.head.children)) and not loose:
            one_of_many = True  # "it is a deal that hurts", "there are people who think so": not that deals hurt
        if end != clause.end or one_of_many or in_phrase or who().lower().startswith("according"):
            return said(sentence.start, sentence.end)  # "one in ten had a cat that steals": not that a cat steals
        relative = next((c.i for c in predicate.children if c.tag_ in ("WP", "WDT")), None)
        if relative is not None and relative < end - 1:
            return f"{who()} {after_name(relative + 1, end)}"
        if predicate.tag_ == "VBN":
            be = "were" if subject.tag_ in ("NNS", "NNPS") else "was"
            return f"{who()} {be} {said(predicate.i, end)}"
    if subject.i < start and (named := who()):
        if (
            _is_another(predicate, subject)
            or predicate.dep_ != "conj"
            or _is_said_before(predicate.head)
            or doc[start].pos_ in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ):
            return said(sentence.start, sentence.end)
        helped = _helper(predicate)
        return said(sentence.start, sentence.end) if helped is None else f"{named} {helped}{after_name(start, end)}"
    between = next(
        (
            c
            for c in subject.rights
            if c.dep_ in ("acl:relcl", "acl") and c.left_edge.i > 0 and doc[c.left_edge.i - 1].text == ","
        ),
        None,
    )
    if between is not None and start <= between.left_edge.i and between.right_edge.i + 1 < end:
        after = between.right_edge.i + 1
        if doc[after].text == "," or doc[after - 1].text == ",":
            return f"{said(start, between.left_edge.i)} {said(after, end)}"
    opening = cuts.scope(doc, start, predicate, sentence)
    return said(start, end) if opening is None else f"{said(*opening)}, {said(start, end)}"


def of_figure(draft: Draft, verb: Token, text: str, standing: Mapping[int, StandIn]) -> str | None:
    """The clause around a figure that has its subject outside: a verb that shares it with the one before it ("… and
    paid 900"), or a loose relative clause ("Ann Lee, who lost 12 acres, …"); None where that cannot be told alone.
    """
    doc, sentence = verb.doc, draft.sentence
    by = draft.said_by
    if verb.dep_ == "conj" and verb.head.dep_ == "ROOT" and not spoken.conditional(verb.head):
        subject, before = subject_of(verb.head), _helper(verb)
        joined = any(c.dep_ == "cc" for c in verb.children)
        shared = joined and before is not None and subject is not None and subject.i < verb.head.i
        shared = shared and not (_is_said_before(verb.head) or _is_another(verb, subject))
        if not shared or any(c.dep_.startswith("nsubj") for c in verb.children) or (by is not None and by.apart):
            return None
    elif verb.dep_ == "acl:relcl" and doc[verb.left_edge.i - 1].text == "," and (by is None or by.apart):
        relative = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        subject, before = verb.head, ""
        if relative is None or relative.lower_ not in ("who", "which") or relative != verb.left_edge:
            return None
    else:
        return None
    if (
        subject is None
        or subject.dep_ not in _SUBJECTS
        or subject.pos_ not in ("NOUN", "PROPN", "PRON")
        or subject.tag_ in ("WP", "WDT")
    ):
        return None
    found = span(verb, subject, None, sentence)
    lefts = [c.left_edge.i for c in verb.lefts if c.dep_ not in ("cc", "punct", "mark", "nsubj", "nsubj:pass")]
    start, end = min([*lefts, verb.i]), spoken.widened(doc, found.start, found.end, sentence)[1]
    who = spoken.meant(subject, subject.i, standing) or _named(subject, verb, draft.parsed, text)
    if who is None or not start <= draft.token.i < end or subject.i >= start:
        return None
    return f"{who} {before}{spoken.words(draft.parsed, text, start, end, standing)}"


def _named(subject: Token, predicate: Token, parsed: Parsed, text: str) -> str | None:
    """The words of a subject with what says which one it is ("a motion to lower prices"), up to its first comma and to
    the clause of ``predicate``."""
    doc, first, last = subject.doc, subject.left_edge.i, subject.right_edge.i
    stop = predicate.left_edge.i if predicate.head is subject else predicate.i
    end = next((i for i in range(subject.i + 1, min(last + 1, stop)) if _parts(doc[i])), min(last + 1, stop))
    cut = end < len(doc) and not doc[end].is_punct and doc[end].pos_ not in ("AUX", "VERB", "ADV", "PRON")
    plain = words(parsed, text, subject)
    own = text[parsed.start(first) : parsed.end(end - 1)] if subject.i < end else ""
    kept = plain is not None and own.startswith(plain) and own.count("“") == own.count("”") and not cut
    return " ".join(own.split()) if kept else plain


def _parts(token: Token) -> bool:
    """Is a mark more than the hyphen of a word?"""
    return token.is_punct and not (token.text == "-" and not token.nbor(-1).whitespace_)


def _helper(predicate: Token) -> str | None:
    """What a verb shares with the one that it is joined to: "could " in "it could fine or close the fund"; None where
    that is more than one word.
    """
    if predicate.tag_ not in ("VB", "VBN", "VBG") or any(c.dep_.startswith("aux") for c in predicate.children):
        return ""
    shared = [
        c for c in predicate.head.children if c.dep_.startswith(("aux", "advmod", "neg")) and c.i < predicate.head.i
    ]
    helping = [c for c in shared if c.dep_.startswith("aux")]
    if len(helping) != 1 or len(shared) != 1:
        return None
    own = {"have": ("VBN",), "be": ("VBN", "VBG")}.get(helping[0].lemma_.lower(), ("VB",))
    return f"{helping[0].text} " if predicate.tag_ in own else ""  # "prices have tripled and eat a tenth"


def _is_another(verb: Token, subject: Token | None) -> bool:
    """Is a verb joined to another one not its subject's: "they are blue; the number begins with 2", "they … begins"?"""
    if subject is None or any(t.text in (";", ":") for t in verb.doc[subject.i : verb.i]):
        return True
    several = subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("they", "we", "you")
    return several and verb.tag_ == "VBZ" and subject.i < verb.i and verb.dep_ == "conj"


def _is_owners(verb: Token) -> bool:
    """ "Ann Lee, whose party had lost": told of the party, not of her."""
    return verb.dep_ == "acl:relcl" and any(t.tag_ == "WP$" for t in verb.subtree)


def _is_said_before(verb: Token) -> bool:
    """ "Sales fell, the board said, and recovered": it was not the board that recovered."""
    kinds = {c.dep_ for c in verb.children if c.i > verb.i}
    content = any(c.dep_ in ("ccomp", "parataxis") and c.i < verb.i for c in verb.children)
    apart = (
        verb.dep_ == "conj"
        and kinds.isdisjoint(("ccomp", "obj", "xcomp"))
        and not any(c.dep_ == "cc" for c in verb.children if c.i < verb.i)
    )
    return (content or apart) and verb.lemma_.lower() in speech()


def _stands(predicate: Token) -> bool:
    """Can the clause be told without what it hangs on? Not where that is no word of saying ("they doubt that …"), nor
    where it is a condition or tells when the rest was.
    """
    here: Token = predicate
    while here.dep_ == "conj" and here.head is not here:
        here = here.head
    if spoken.conditional(here) or (here.dep_ == "advcl" and here.left_edge.tag_ == "WRB"):
        return False
    if here.dep_ == "advcl" and here.left_edge.lower_ == "before" and any(c.tag_ == "MD" for c in here.children):
        return False  # "it was found before it could be used"
    marked = any(c.dep_ == "mark" and c.lower_ in ("that", "if", "whether") for c in here.lefts)
    if here.dep_ not in _HANGING or (here.dep_ == "acl" and not marked):
        return True
    over = here.head
    by = subject_of(over)
    if by is not None and by.lower_ in lexicon("first person"):
        return False  # "I thought it was the wind"
    if any(c.lower_ in cues("negation") for c in over.children):
        return False  # "it has never said that the dam broke"
    if over.dep_ in _HANGING and not _stands(over):
        return False  # "it is about whether they think that …"
    lemma = over.lemma_.lower()
    return over.pos_ == "VERB" and (lemma in verbs() or over.lower_ in verb_forms()) and verbs().get(lemma) != "denied"
