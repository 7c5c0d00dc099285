"""Noun phrases and subjects: which words belong together around a figure or a verb."""

from __future__ import annotations

from functools import cache

from pipeline.claims.draft import Draft
from pipeline.claims.sourcing import verbs
from pipeline.knowledge import table, words
from pipeline.tokens import Doc, Span, Token

_IN_PHRASE = {"ADJ", "NOUN", "PROPN", "X", "SYM"}
PRONOUN_WHOLES = {"them", "these", "those", "whom", "which", "it", "us"}
VERBS = {"VERB", "AUX"}
_MARKS = {'"', "“", "‘", "'s", "’s"}
_CLOSING = {"”", "’"}
_SIGNS = {"$", "€", "£", "%"}
_LIKE_ADJECTIVES = {"other", "others", "such", "those", "these"}
_POINTING = {"a", "per", "this", "that", "last", "next", "each", "every"}
_DATELINE = 9  # words of a dateline
_LONGEST_PHRASE = 9  # words of a counted noun phrase


@cache
def lexicon(kind: str) -> frozenset[str]:
    """Words of one kind in ``data/lexicons/grammar.csv`` (columns kind, words)."""
    return frozenset(
        w for row in table("lexicons/grammar", "kind", "words") if row["kind"] == kind for w in words(row["words"])
    )


def noun_phrase(draft: Draft, start: int) -> list[Token]:
    """Tokens of the noun phrase that begins at ``start``, up to its head; empty when none begins there.

    Ends at the last noun of the run; times ("Monday", "years") and other numbers do not belong to it.
    """
    doc, last = draft.token.doc, draft.sentence.end
    run: list[Token] = []
    if (
        start < last and doc[start].text[0] in "-–" and not doc[start - 1].whitespace_
    ):  # "the 90-seat chamber" has seats
        noun = doc[start] if len(doc[start]) > 1 or start + 1 == last else doc[start + 1]
        return [noun] if noun.is_alpha or len(noun) > 2 else []
    if start + 2 < last and doc[start].lower_ in ("a", "one", "the") and doc[start + 2].lower_ in lexicon("time apart"):
        return []  # "280 a year before", "14% the month before"
    if start + 1 < last and doc[start].lower_ in _POINTING and doc[start + 1].lower_ in lexicon("spans of time"):
        return []  # "on 900 hectares this spring"
    for token in doc[start : min(start + _LONGEST_PHRASE, last)]:
        if token.i in draft.parsed.quantities:
            break
        if not run and is_whole(token):
            return [token]
        if token.pos_ == "PRON" and token.tag_ not in ("PRP$", "WP$") and token.lower_ not in _LIKE_ADJECTIVES:
            break
        if (
            not any(rule(token, run, last) for rule in _GOES_ON)
            and not _joins(draft, token, run)
            and not _lists(token, run)
        ):
            break
        run.append(token)
    while run and run[-1].pos_ not in ("NOUN", "PROPN") and run[-1].lower_ not in ("others", "those", "these"):
        run.pop()
    while run and (run[0].text in _MARKS or run[0].pos_ == "DET" or run[0].lower_ == "such"):
        run.pop(0)
    return run


def _name_or_quality(token: Token, run: list[Token], last: int) -> bool:
    """A noun, a name or an adjective; but no time, no "left" or "more" at the end, and no state ("30 dead")."""
    if token.pos_ not in _IN_PHRASE or token.is_punct or token.text in _SIGNS:
        return False
    if token.lower_ in lexicon("time") | lexicon("never noun"):
        return False
    ends = token.lower_ in lexicon("adverb") or (token.pos_ == "ADJ" and token.lower_ in lexicon("state"))
    return not ends or noun_follows(token.doc, token.i + 1, last)


def _determiner(token: Token, run: list[Token], last: int) -> bool:
    opens = token.pos_ in ("DET", "PRON") or token.tag_ == "PRP$"  # "there", where "their" is meant
    opens = opens and token.lower_ not in ("that", "who", "which")
    return opens and (not run or token.lower_ == "such")


def _participle(token: Token, run: list[Token], last: int) -> bool:
    """ "suspected militants", "British-based extremists"."""
    if token.tag_ not in ("VBN", "VBG") or not noun_follows(token.doc, token.i + 1, last):
        return False
    return not (run and run[-1].pos_ in ("NOUN", "PROPN"))


def _mark(token: Token, run: list[Token], last: int) -> bool:
    """A hyphen inside a word, a quotation mark or a possessive inside a phrase."""
    if token.i + 1 >= last:
        return False
    following = token.nbor()
    if token.text in ("-", "–"):
        inside = following.pos_ in _IN_PHRASE or following.tag_ in ("VBN", "VBG", "VBD")
        return bool(run) and not token.whitespace_ and inside
    if token.text in _CLOSING:  # "900 “regular” troops"
        return bool(run) and run[-1].pos_ in _IN_PHRASE and following.pos_ in _IN_PHRASE
    return token.text in _MARKS and (bool(run) or following.pos_ in _IN_PHRASE)


def _adverb(token: Token, run: list[Token], last: int) -> bool:
    """ "highly trained", "so-called"."""
    if token.pos_ != "ADV" or token.tag_ == "WRB" or token.i + 1 >= last:
        return False
    return token.nbor().pos_ == "ADJ" or (token.nbor().text == "-" and not token.whitespace_)


_GOES_ON = (_name_or_quality, _determiner, _participle, _mark, _adverb)


def free_relative(draft: Draft, start: int) -> list[Token]:
    """ "what it held", "all that it once held": up to and with the verb."""
    doc, out = draft.token.doc, []
    for token in doc[start : min(start + 9, draft.sentence.end)]:
        if token.is_punct or token.i in draft.parsed.quantities:
            return []
        out.append(token)
        if token.pos_ == "VERB":
            return out
    return []


def noun_follows(doc: Doc, i: int, last: int) -> bool:
    """Does a noun that is no time follow token ``i``, adjectives passed over, before ``last`` ends?"""
    while i < last and doc[i].pos_ == "ADJ":
        i += 1
    return i < last and doc[i].pos_ in ("NOUN", "PROPN") and doc[i].lower_ not in lexicon("time")


def _joins(draft: Draft, token: Token, run: list[Token]) -> bool:
    """ "citizens or residents", "towns and villages": two plain nouns, the second with no number of its own."""
    last = draft.sentence.end
    if token.lower_ not in ("and", "or") or not run or run[-1].pos_ != "NOUN" or token.i + 1 >= last:
        return False
    after = token.nbor()
    if after.i in draft.parsed.quantities or after.tag_ != "NNS" or run[-1].tag_ != "NNS":
        return False
    opens_clause = token.i + 2 < last and token.nbor(2).pos_ in VERBS and after.dep_ == "nsubj"
    return noun_follows(token.doc, after.i, last) and not opens_clause


def _lists(token: Token, run: list[Token]) -> bool:
    """ "900 men, women and children": what joins plain plural nouns of one list that "and" or "or" ends.

    After an object they are no list where another verb follows ("killed 12 people, firefighters and police said").
    """
    inside = token.text == "," or (token.lower_ in ("and", "or") and any(t.text == "," for t in run))
    if not inside or not run or not (run[-1].tag_ == "NNS" or run[-1].text == ","):
        return False
    doc, i, ended = token.doc, token.i, False
    while i < len(doc) and not ended and (doc[i].text == "," or doc[i].lower_ in ("and", "or")):
        while i < len(doc) and (doc[i].text == "," or doc[i].lower_ in ("and", "or")):
            ended = ended or doc[i].lower_ in ("and", "or")
            i += 1
        if i >= len(doc) or doc[i].tag_ != "NNS":
            return False
        i += 1
    head = next(t for t in run if t.tag_ == "NNS")
    verb_follows = i < len(doc) and doc[i].tag_ in ("VBD", "VBP", "VBZ")
    return ended and not (verb_follows and not head.dep_.startswith("nsubj"))


def phrase_of(noun: Token) -> list[Token]:
    """A noun with its modifiers; "the number of militants" gives "militants", "a tonne of rice" rice."""
    measured = noun.lemma_.lower() in lexicon("amount") | lexicon("measure word")
    if measured and noun.lower_ != "toll":  # "the toll of the quake" counts people
        inner = next(
            (
                c
                for c in noun.children
                if c.dep_.startswith("nmod") and c.i > noun.i and c.pos_ in ("NOUN", "PROPN")
                if c.lower_ not in lexicon("never noun") and _of(c)
            ),
            None,
        )
        if inner is not None:
            return phrase_of(inner)
    left = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "flat") and noun.i - c.i <= 4]
    return [*left, noun]


def is_dateline(token: Token, sentence: Span) -> bool:
    """ "LIMA, Aug 19 - Rain fell, police said.": the town is nobody who speaks, and nothing that is counted."""
    opening = token.doc[sentence.start : sentence.start + _DATELINE]
    return (
        token.i < sentence.start + _DATELINE // 2
        and token.doc[sentence.start].is_upper
        and len(token.text) > 2
        and any(t.text in ("-", "–", "—") and t.i > token.i and t.whitespace_ for t in opening)
    )


def is_whole(token: Token) -> bool:
    """Is it a pronoun for a whole that stands earlier, "half of them"? "US" is none."""
    return token.lower_ in PRONOUN_WHOLES and not (token.is_upper and len(token) > 1)


def _of(token: Token) -> bool:
    """ "the number of arrests", "figures for arrests"; but not "the number in Peru"."""
    return any(c.dep_ == "case" and c.lower_ in ("of", "for") for c in token.children)


def subject_of(verb: Token) -> Token | None:
    """The grammatical subject, through coordination ("X came and went")."""
    for _ in range(3):
        found = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
        if found is not None:
            return found
        if verb.dep_ not in ("conj", "xcomp") or verb.head is verb:
            return None
        verb = verb.head.head if _says_too(verb) else verb.head
    return None


def _says_too(verb: Token) -> bool:
    """ "It said that the roof fell, and blamed the owner": a comma before "and" joins a verb of saying to the one that
    tells what was said, and not to what was said."""
    told = verb.head
    joined = next((c for c in verb.children if c.dep_ == "cc"), None)
    if verb.dep_ != "conj" or told.dep_ != "ccomp" or joined is None or joined.nbor(-1).text != ",":
        return False
    listed = sum(c.dep_ == "conj" for c in told.children) > 1  # "rose, fell, and claimed"
    return verb.lemma_.lower() in verbs() and told.head.lemma_.lower() in verbs() and not listed


def who(verb: Token) -> Token | None:
    """Who does or undergoes what a verb tells: its subject; of "attacks which killed 31", "people fleeing" the noun
    that the clause hangs on."""
    subject = subject_of(verb)
    if subject is None:
        return verb.head if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN") else None
    if subject.tag_ not in ("WDT", "WP"):
        return subject
    return _stands_for(subject, verb) or subject


def _stands_for(relative: Token, verb: Token) -> Token | None:
    """What "which" or "who" stands for: the noun that a parse hangs its clause on, or else the nearest before it, where
    the first is of many and its verb of one ("groups like the prosecution, which is pursuing 130")."""
    head = verb.head if verb.dep_ == "acl:relcl" and verb.head.i < relative.i else None
    nouns = (t for t in reversed(relative.doc[relative.sent.start : relative.i]) if t.pos_ in ("NOUN", "PROPN"))
    near = next((t for t in nouns if t.lower_ not in lexicon("time")), None)
    finite = next((t for t in (*verb.children, verb) if t.tag_ in ("VBZ", "VBP")), None)
    of_one = finite is not None and finite.tag_ == "VBZ"
    astray = head is not None and near is not None and of_one and head.tag_ == "NNS" and near.tag_ in ("NN", "NNP")
    return near if head is None or astray else head


def whole_name(token: Token) -> list[Token]:
    """All neighbouring words of a name: a parser often takes "Forward Peru" apart."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < token.sent.end and doc[end].pos_ == "PROPN":
        end += 1
    return list(doc[start:end])


def said_of(draft: Draft) -> Token | None:
    """The noun before a figure that the figure is said of: the subject of its verb, or of "were down to 900 cars"."""
    anchor = draft.noun if draft.noun is not None else draft.token
    heads = (draft.predicate, anchor) if draft.predicate is not None else (anchor,)
    subject = next((s for h in heads if (s := subject_of(h)) is not None), None)
    return subject if subject is not None and subject.pos_ == "NOUN" and subject.i < draft.token.i else None
