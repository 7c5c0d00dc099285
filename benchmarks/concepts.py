"""What a number measures, in NewsQuant's terms: words of the noun phrases that a parse shows beside it."""

from __future__ import annotations

from typing import Any

from newsquant import Prepared, counted
from noun_phrases import NOUNS, joined, phrase, phrase_head, words
from spacy.tokens import Token

from pipeline.quantities.lexicon import lexicon

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "nsubjpass"))
NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "SYM"))


def concepts(parsed: Prepared, predictions: list[dict[str, Any]]) -> list[list[str] | None]:
    """For each prediction, in order of ``start``, the words of the concept that it measures, or None."""
    found: list[list[str] | None] = []
    for n, prediction in enumerate(predictions):
        if n and _goes_on(parsed.text[predictions[n - 1]["end"] : prediction["start"]]):
            found.append(found[-1])
        else:
            found.append(_concept(parsed, prediction))
    return found


def _goes_on(between: str) -> bool:
    """Is a number the one before once more, converted or compared: "7 miles (11 km)", "3%, up from 2%"?"""
    if between.startswith(" of ") and ", or " in between and len(between.split()) < 9:
        between = between[between.rindex(", or ") :]
    said = between.replace("(", " ( ").replace(",", " ").lower().split()
    known = words("again") | words("beside")
    return bool(said) and said[0] in words("again") and all(w in known for w in said[1:])


def _concept(parsed: Prepared, prediction: dict[str, Any]) -> list[str] | None:
    token = parsed.tokens.get(prediction["start"])
    if token is None:
        return None
    if not prediction["measured"] and (noun := counted(token)) is not None and noun.dep_ in SUBJECTS:
        return None
    counts = not prediction["measured"] and counted(token) is not None
    found = _counting(parsed, token) if counts else _measured(parsed, token, prediction)
    found = found or _bearer(parsed, token)
    owner = _mover(parsed, token) or _subject(parsed, token)
    found += [w for w in owner if w not in found]
    if not found and prediction["measured"]:
        found = _before(parsed, token)
    said: list[str] = []
    for text in joined(parsed, found):
        if text and text.lower() not in (x.lower() for x in said):
            said.append(text)
    return said or None


def _mover(parsed: Prepared, token: Token) -> list[Token]:
    """The name in "Unite Group, down 68p" and "with the index up 2%", which have no verb."""
    i = token.i - 1
    while i > token.sent.start and (token.doc[i].lower_ in words("beside") or token.doc[i].idx in parsed.taken):
        i -= 1
    if token.doc[i].lower_ not in words("moves") or i <= token.sent.start:
        return []
    word = token.doc[i - 1]
    if word.text == "," and i - 1 > token.sent.start:
        word = token.doc[i - 2]
    elif not any(t.lower_ == "with" for t in token.doc[max(i - 6, token.sent.start) : i]):
        return []
    if word.pos_ not in NOUNS or word.idx in parsed.taken:
        return []
    return phrase(parsed, phrase_head(parsed, word, token), token)


def _measured(parsed: Prepared, token: Token, prediction: dict[str, Any]) -> list[Token]:
    """The noun that an amount is of ("60% of revenue") or stands before ("a 25% premium")."""
    doc = token.doc
    after = _after(parsed, token)
    if after is not None and after.lower_ in _of(prediction):
        for t in doc[after.i + 1 : after.i + 7]:
            if after.lower_ != "of" and (t.idx in parsed.taken or t.pos_ == "NUM"):
                break
            if t.pos_ in NOUNS and not (
                t.i + 1 < len(doc) and doc[t.i + 1].pos_ in NOUNS and doc[t.i + 1].dep_ != "appos"
            ):
                return (
                    []
                    if after.lower_ != "of" and (t.pos_ == "PROPN" or t.lower_ in words("times"))
                    else phrase(parsed, t)
                )
            if (
                t.pos_ in ("VERB", "PUNCT", "PRON")
                and t.text != "-"
                and t.lower_ not in ("its", "their", "his", "her", "our", "all")
            ):
                break
    if (
        token.dep_ in ("nummod", "compound", "amod", "nmod", "nmod:poss")
        and token.head.pos_ in NOUNS
        and token.head.idx not in parsed.taken
        and token.head.i > token.i
        and not any(t.pos_ == "ADP" or t.is_digit for t in doc[token.i + 1 : token.head.i])
    ):
        return phrase(parsed, token.head)
    if (
        after is not None
        and after.pos_ in ("NOUN", "PROPN", "ADJ")
        and after.i <= token.i + 2
        and token.dep_ not in ("obj", "root")
    ):
        run = [after]
        while run[-1].i + 1 < len(doc) and doc[run[-1].i + 1].pos_ in ("NOUN", "PROPN", "ADJ"):
            run.append(doc[run[-1].i + 1])
        if run[-1].pos_ in NOUNS and run[-1].lower_ not in words("times"):
            return [t for t in run if t.idx not in parsed.taken]
    if token.i > 1:
        before = next((t for t in reversed(doc[: token.i]) if t.idx not in parsed.taken), doc[0])
        noun = doc[before.i - 1] if before.i else before
        if before.lower_ == "of" and noun.pos_ in NOUNS:
            return phrase(parsed, noun, token)
        verb = _verb(parsed, token)
        if before.lower_ in words("after_object") and verb is not None:
            thing = next(
                (c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < token.i and c.idx not in parsed.taken),
                None,
            )
            if thing is not None and thing.pos_ in NOUNS:
                return phrase(parsed, thing, token)
    return []


def _bearer(parsed: Prepared, token: Token) -> list[Token]:
    """What a number is told of by "with": "a car with 400 horsepower", "a village with 300 houses"."""
    start = next((t for t in reversed(token.doc[: token.i]) if t.idx not in parsed.taken), token)
    while start.i > token.sent.start + 1 and (
        start.lower_ in words("beside") - {"with"} or start.pos_ in ("DET", "ADV")
    ):
        start = start.nbor(-1)
    if start.lower_ != "with" or start.i <= token.sent.start:
        return []
    noun = start.nbor(-1)
    if noun.pos_ not in NOUNS or noun.idx in parsed.taken:
        return []
    return phrase(parsed, phrase_head(parsed, noun, start), start)


def _after(parsed: Prepared, token: Token) -> Token | None:
    """The first word after a number, past another in brackets: "for" in "HK$900 (£90) for flights"."""
    doc, i = token.doc, token.i
    while i < len(doc) and doc[i].idx in parsed.taken:
        i += 1
    if i + 1 < len(doc) and doc[i].text == "(" and doc[i + 1].idx in parsed.taken:
        close = next((t.i for t in doc[i + 1 : i + 6] if t.text == ")"), None)
        return doc[close + 1] if close is not None and close + 1 < len(doc) else None
    return doc[i] if i < len(doc) else None


def _of(prediction: dict[str, Any]) -> tuple[str, ...]:
    """The prepositions that lead from an amount to what it is of: "3bn in assets", but no "40C in parts of Spain"."""
    return ("of", "for", "in") if prediction["kind"] in ("money", "share") else ("of", "for")


def _counting(parsed: Prepared, token: Token) -> list[Token]:
    """The noun that a counted noun depends on: "sales of 5,835 units", "reductions on 50 products"."""
    if token.i < token.sent.start + 2 or token.nbor(-1).lower_ not in ("of", "on", "among", "across", "to"):
        return []
    noun = token.nbor(-2)
    return phrase(parsed, noun, token) if noun.pos_ in NOUNS and noun.idx not in parsed.taken else []


def _verb(parsed: Prepared, token: Token) -> Token | None:
    """The nearest verb to the left in the same sentence; "rose" and "slid" before a number are verbs to any tagger."""
    for t in reversed(token.doc[token.sent.start : token.i]):
        if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "case", "compound") and t.idx not in parsed.taken:
            return t
        if t.pos_ == "NOUN" and _moves(parsed, t, token):
            return t
    return None


def _moves(parsed: Prepared, word: Token, token: Token) -> bool:
    """Does a word of change stand right after a noun and before the number: "the Nasdaq slid 1.1%"?"""
    cue = lexicon().cue
    between = [t for t in token.doc[word.i + 1 : token.i] if t.idx not in parsed.taken]
    return (
        word.lower_ in cue("rise") | cue("fall")
        and word.i > word.sent.start
        and word.nbor(-1).pos_ in NOUNS
        and all(t.lower_ in words("beside") | {"by"} for t in between)
    )


def _subject(parsed: Prepared, token: Token) -> list[Token]:
    """The subject of the clause that the number stands in: first by the words before its verb, then by the parse."""
    verb = _verb(parsed, token)
    if verb is None or _in_subject(parsed, token) or _reported(parsed, token, verb):
        return []
    first = verb
    while first.i > token.sent.start and (
        first.nbor(-1).pos_ in ("AUX", "ADV", "PART") or first.nbor(-1).lower_ in ("to", "has", "had")
    ):
        first = first.nbor(-1)
    if first.i > token.sent.start:
        before = first.nbor(-1)
        nearest = verb.dep_ == "acl" and first is verb and not verb.lower_.endswith("ing")
        if before.lower_ in ("which", "that", "who") and before.i > token.sent.start:
            before = before.nbor(-1)
            if before.text in (",", ")") and before.i > token.sent.start:
                before = before.nbor(-1)
                nearest = before.pos_ == "PROPN"
        if before.text == "," and (named := _before_aside(parsed, verb, before)):
            return named
        if before.pos_ == "PRON" and before.lower_ not in ("which", "that", "who"):
            return []
        if (
            before.pos_ == "NUM"
            and before.idx not in parsed.taken
            and before.i > token.sent.start
            and before.nbor(-1).pos_ in NOUNS
        ):
            return [*phrase(parsed, phrase_head(parsed, before.nbor(-1), first), before), before]
        if before.pos_ in NOUNS and before.idx not in parsed.taken:
            return phrase(parsed, before if nearest else phrase_head(parsed, before, first), first)
    word = verb
    for _ in range(8):
        subject = next((c for c in word.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.idx not in parsed.taken:
            if subject.pos_ == "PRON":
                return phrase(parsed, word.head) if word.dep_ == "acl:relcl" and word.head.pos_ in NOUNS else []
            return phrase(parsed, subject) if token not in subject.subtree else []
        if word.dep_ in ("acl", "acl:relcl") and word.head.pos_ in NOUNS and word.head.idx not in parsed.taken:
            return phrase(parsed, word.head)
        if word.head is word:
            break
        word = word.head
    return []


def _before_aside(parsed: Prepared, verb: Token, comma: Token) -> list[Token]:
    """The subject of a verb after an aside between commas: "Healthcare, the best sector, dropped"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < comma.i), None)
    if subject is not None:
        return phrase(parsed, subject, comma) if subject.pos_ in NOUNS and subject.idx not in parsed.taken else []
    for t in reversed(comma.doc[comma.sent.start + 1 : comma.i]):
        if t.text == ",":
            noun = t.nbor(-1)
            return phrase(parsed, phrase_head(parsed, noun, t), t) if noun.pos_ in NOUNS else []
    return []


def _reported(parsed: Prepared, token: Token, verb: Token) -> bool:
    """Does the verb only report what a share of people do: "the survey found 81% of firms hired"?"""
    between = [t for t in token.doc[verb.i + 1 : token.i] if t.idx not in parsed.taken]
    after = _after(parsed, token)
    return (
        verb.lower_ in words("reports")
        and all(t.lower_ in words("beside") or t.lower_ == "that" for t in between)
        and after is not None
        and after.lower_ == "of"
    )


def _in_subject(parsed: Prepared, token: Token) -> bool:
    """Is the number part of a subject itself, and so nothing that the verb before it says of another?"""
    word = token
    for _ in range(4):
        if word.dep_ in SUBJECTS:
            return word.head.i > token.i
        if word.pos_ not in NOMINAL or word.head is word:
            return False
        word = word.head
    return False


def _before(parsed: Prepared, token: Token) -> list[Token]:
    """The nearest noun phrase to the left, for headings and notes without a verb."""
    for t in reversed(token.doc[: token.i]):
        if t.pos_ in NOUNS and t.idx not in parsed.taken and t.lower_ not in words("times"):
            return phrase(parsed, phrase_head(parsed, t, token), token)
        if t.pos_ == "PRON":
            return []
    return []
