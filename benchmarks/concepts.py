"""What a number measures, in NewsQuant's terms: words of the noun phrases that a parse shows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsquant import Prepared, counted
from spacy.tokens import Token

CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV", "X", "SYM"))
INSIDE = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "nmod:poss",
        "flat",
        "conj",
        "nummod",
        "appos",
        "case",
        "fixed",
        "goeswith",
        "dep",
        "poss",
    )
)
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "nsubjpass"))
NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "SYM"))
NOUNS = frozenset(("NOUN", "PROPN"))
TIMES = frozenset(
    "year years month months week weeks day days quarter today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday time season night morning afternoon hour hours january february march april may june july august "
    "september october november december".split()
)
LEAN = frozenset("total other same such own most more many much last next".split())
AFTER_OBJECT = frozenset("for at from to by".split())
AGAIN = frozenset("( or up down from to at versus against compared".split())
BESIDE = frozenset("( or from to at with about around some more less than over under just only nearly almost roughly".split())
MOVES = frozenset("up down off".split())


def concepts(parsed: Prepared, predictions: list[dict[str, Any]]) -> list[list[str] | None]:
    """For each prediction the words of the concept that it measures, or None; ``predictions`` are in order of ``start``."""
    found: list[list[str] | None] = []
    for n, prediction in enumerate(predictions):
        if n and _goes_on(parsed.text[predictions[n - 1]["end"] : prediction["start"]]):
            found.append(found[-1])
        else:
            found.append(_concept(parsed, prediction))
    return found


def _goes_on(between: str) -> bool:
    """Is a number the one before once more, converted or compared: "7 miles (11 km)", "3%, up from 2%"?"""
    words = between.replace("(", " ( ").replace(",", " ").lower().split()
    return bool(words) and words[0] in AGAIN and all(w in AGAIN or w in BESIDE for w in words[1:])


def _concept(parsed: Prepared, prediction: dict[str, Any]) -> list[str] | None:
    token = parsed.tokens.get(prediction["start"])
    if token is None:
        return None
    if not prediction["measured"] and (noun := counted(token)) is not None and noun.dep_ in SUBJECTS:
        return None
    words = _measured(parsed, token, prediction) if prediction["measured"] else _counting(parsed, token)
    words = words or _bearer(parsed, token)
    owner = _mover(parsed, token) or _subject(parsed, token)
    words += [w for w in owner if w not in words]
    if not words and prediction["measured"]:
        words = _before(parsed, token)
    said: list[str] = []
    for text in _joined(parsed, words):
        if text and text.lower() not in (x.lower() for x in said):
            said.append(text)
    return said or None


def _mover(parsed: Prepared, token: Token) -> list[Token]:
    """The name in "Unite Group, down 68p" and "with the index up 2%", which have no verb."""
    i = token.i - 1
    while i > token.sent.start and (token.doc[i].lower_ in BESIDE or token.doc[i].idx in parsed.taken):
        i -= 1
    if token.doc[i].lower_ not in MOVES or i <= token.sent.start:
        return []
    word = token.doc[i - 1]
    if word.text == "," and i - 1 > token.sent.start:
        word = token.doc[i - 2]
    elif not any(t.lower_ == "with" for t in token.doc[max(i - 6, token.sent.start) : i]):
        return []
    if word.pos_ not in NOUNS or word.idx in parsed.taken:
        return []
    return _phrase(parsed, _head(parsed, word, token), token)


def _joined(parsed: Prepared, words: list[Token]) -> list[str]:
    """Words as NewsQuant cuts them: at spaces, "e-commerce" is one."""
    out, done = [], set()
    for word in words:
        if word.i in done:
            continue
        doc, first, last = word.doc, word.i, word.i
        while (
            first > 0
            and not doc[first - 1].whitespace_
            and doc[first - 1].idx not in parsed.taken
            and doc[first - 1].text not in "(\"'“"
        ):
            first -= 1
        while (
            last + 1 < len(doc)
            and not doc[last].whitespace_
            and doc[last + 1].idx not in parsed.taken
            and (
                doc[last + 1].text in "-/&–"
                or doc[last].text in "-/&–"
                or (doc[last + 1].is_alpha and doc[last].is_digit)
            )
        ):
            last += 1
        while doc[first].text in "-/&–'’" and first < word.i:
            first += 1
        done.update(range(first, last + 1))
        text = "".join(doc[i].text for i in range(first, last + 1)).strip("'’\"()-.,/")
        # "2014-15" and "S&P/TSX" are two words there, "start-up" is one
        apart = text.replace("-", " ") if text.replace("-", "").isdigit() else text
        out += apart.replace("/", " ").split() if apart.replace("/", "").isupper() or "&" in apart else apart.split()
    return out


def _phrase(parsed: Prepared, head: Token, limit: Token | None = None) -> list[Token]:
    """Content words of the noun phrase around ``head``, up to ``limit``, without quantities, times and clauses."""
    while (
        head.dep_ in ("compound", "flat", "amod")
        and head.head.pos_ in NOUNS
        and head.head.idx not in parsed.taken
        and not (limit is not None and head.head.i >= limit.i)
    ):
        head = head.head
    found = {w.i for w in _walk(head, head)}
    low, high = min(found), max(found)
    while low > 0 and head.doc[low].pos_ in NOUNS:
        if _name_goes_on(parsed, head.doc[low - 1]):
            low -= 1
        elif low > 1 and _numbered(parsed, head.doc[low - 1]):
            low -= 2
        else:
            break
        found |= {low, low + 1}
    end = limit.i if limit is not None else len(head.doc)
    while high + 1 < end and head.doc[high].pos_ in ("PROPN", "NUM") and _name_goes_on(parsed, head.doc[high + 1]):
        high += 1
        found.add(high)
    doc, kept = head.doc, []
    for i in sorted(found):
        w = doc[i]
        if (limit is not None and i >= limit.i) or w.idx in parsed.taken or w.pos_ not in CONTENT or w.dep_ == "case":
            continue
        if (
            (w.lower_ in TIMES and w is not head and w.dep_ not in ("compound", "amod", "flat"))
            or (w.is_digit and len(w.text) == 4 and (w.i > head.i or any(c.dep_ == "case" for c in w.children)))
            or w.lower_ in LEAN
        ):
            continue
        kept.append(w)
    return kept


def _name_goes_on(parsed: Prepared, word: Token) -> bool:
    """Is ``word`` one more part of a name: "Dutch" of Dutch Lady, "500" of S&P 500?"""
    if word.idx in parsed.taken or word.lower_ in TIMES:
        return False
    return word.pos_ == "PROPN" or (word.pos_ == "ADJ" and word.is_title and not word.is_sent_start)


def _numbered(parsed: Prepared, word: Token) -> bool:
    """Is ``word`` the number within a name: "4" of category 4 hurricane, "600" of Stoxx 600 index?"""
    return word.is_digit and word.idx not in parsed.taken and word.nbor(-1).pos_ in NOUNS and len(word.text) < 4


def _walk(word: Token, head: Token) -> Iterator[Token]:
    for child in word.lefts:
        if child.dep_ in INSIDE:
            yield from _walk(child, head)
    yield word
    for child in word.rights:
        if (child.dep_ in INSIDE and child.dep_ not in ("conj", "appos", "dep")) or (
            child.dep_ == "conj"
            and child.pos_ in NOUNS
            and not any(t.i != child.i and t.pos_ == "NUM" for t in child.subtree)
        ):
            yield from _walk(child, head)


def _measured(parsed: Prepared, token: Token, prediction: dict[str, Any]) -> list[Token]:
    """The noun that an amount is of ("60% of revenue") or stands before ("a 25% premium")."""
    doc = token.doc
    after = next((t for t in doc[token.i :] if t.idx not in parsed.taken or t.i > token.i + 3), None)
    if after is not None and after.lower_ in _of(prediction) and after.i <= token.i + 2:
        for t in doc[after.i + 1 : after.i + 7]:
            if t.pos_ in NOUNS and not (
                t.i + 1 < len(doc) and doc[t.i + 1].pos_ in NOUNS and doc[t.i + 1].dep_ != "appos"
            ):
                return [] if after.lower_ != "of" and (t.pos_ == "PROPN" or t.lower_ in TIMES) else _phrase(parsed, t)
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
    ):
        return _phrase(parsed, token.head)
    if (
        after is not None
        and after.pos_ in ("NOUN", "PROPN", "ADJ")
        and after.i <= token.i + 2
        and token.dep_ not in ("obj", "root")
    ):
        run = [after]
        while run[-1].i + 1 < len(doc) and doc[run[-1].i + 1].pos_ in ("NOUN", "PROPN", "ADJ"):
            run.append(doc[run[-1].i + 1])
        if run[-1].pos_ in NOUNS and run[-1].lower_ not in TIMES:
            return [t for t in run if t.idx not in parsed.taken]
    if token.i > 1 and prediction["unit"]:
        before = next((t for t in reversed(doc[: token.i]) if t.idx not in parsed.taken), doc[0])
        noun = doc[before.i - 1] if before.i else before
        if before.lower_ == "of" and noun.pos_ in NOUNS:
            return _phrase(parsed, noun, token)
        verb = _verb(parsed, token)
        if before.lower_ in AFTER_OBJECT and verb is not None:
            thing = next(
                (c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < token.i and c.idx not in parsed.taken),
                None,
            )
            if thing is not None and thing.pos_ in NOUNS:
                return _phrase(parsed, thing, token)
    return []


def _bearer(parsed: Prepared, token: Token) -> list[Token]:
    """What a number is told of by "with": "a car with 400 horsepower", "a village with 300 houses"."""
    start = next((t for t in reversed(token.doc[: token.i]) if t.idx not in parsed.taken), token)
    while start.i > token.sent.start + 1 and (start.lower_ in BESIDE - {"with"} or start.pos_ in ("DET", "ADV")):
        start = start.nbor(-1)
    if start.lower_ != "with" or start.i <= token.sent.start:
        return []
    noun = start.nbor(-1)
    if noun.pos_ not in NOUNS or noun.idx in parsed.taken:
        return []
    return _phrase(parsed, _head(parsed, noun, start), start)


def _of(prediction: dict[str, Any]) -> tuple[str, ...]:
    """The prepositions that lead from an amount to what it is of: "3bn in assets", but no "40C in parts of Spain"."""
    return ("of", "for", "in") if prediction["kind"] in ("money", "share") else ("of", "for")


def _counting(parsed: Prepared, token: Token) -> list[Token]:
    """The noun that a counted noun depends on: "sales of 5,835 units", "reductions on 50 products"."""
    if token.i < token.sent.start + 2 or token.nbor(-1).lower_ not in ("of", "on", "among", "across", "to"):
        return []
    noun = token.nbor(-2)
    return _phrase(parsed, noun, token) if noun.pos_ in NOUNS and noun.idx not in parsed.taken else []


def _verb(parsed: Prepared, token: Token) -> Token | None:
    """The nearest verb to the left in the same sentence."""
    for t in reversed(token.doc[token.sent.start : token.i]):
        if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "case", "compound") and t.idx not in parsed.taken:
            return t
    return None


def _subject(parsed: Prepared, token: Token) -> list[Token]:
    """The subject of the clause that the number stands in: first by the words before its verb, then by the parse."""
    verb = _verb(parsed, token)
    if verb is None or _in_subject(parsed, token):
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
            return [*_phrase(parsed, _head(parsed, before.nbor(-1), first), before), before]
        if before.pos_ in NOUNS and before.idx not in parsed.taken:
            return _phrase(parsed, before if nearest else _head(parsed, before, first), first)
    word = verb
    for _ in range(8):
        subject = next((c for c in word.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.idx not in parsed.taken:
            if subject.pos_ == "PRON":
                return _phrase(parsed, word.head) if word.dep_ == "acl:relcl" and word.head.pos_ in NOUNS else []
            return _phrase(parsed, subject) if token not in subject.subtree else []
        if word.dep_ in ("acl", "acl:relcl") and word.head.pos_ in NOUNS and word.head.idx not in parsed.taken:
            return _phrase(parsed, word.head)
        if word.head is word:
            break
        word = word.head
    return []


def _before_aside(parsed: Prepared, verb: Token, comma: Token) -> list[Token]:
    """The subject of a verb after an aside between commas: "Healthcare, the best sector, dropped"."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < comma.i), None)
    if subject is not None:
        return _phrase(parsed, subject, comma) if subject.pos_ in NOUNS and subject.idx not in parsed.taken else []
    for t in reversed(comma.doc[comma.sent.start + 1 : comma.i]):
        if t.text == ",":
            noun = t.nbor(-1)
            return _phrase(parsed, _head(parsed, noun, t), t) if noun.pos_ in NOUNS else []
    return []


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


def _head(parsed: Prepared, word: Token, limit: Token) -> Token:
    """The head of the noun phrase that ends with ``word``: "expectancy" for "life expectancy for men in Glasgow"."""
    while (
        word.dep_ in ("compound", "flat", "nmod", "nummod", "conj", "amod", "nmod:poss")
        and word.head.pos_ in NOUNS
        and word.head.i < limit.i
    ):
        if word.head.idx in parsed.taken:
            break
        word = word.head
    return word


def _before(parsed: Prepared, token: Token) -> list[Token]:
    """The nearest noun phrase to the left, for headings and notes without a verb."""
    for t in reversed(token.doc[: token.i]):
        if t.pos_ in NOUNS and t.idx not in parsed.taken and t.lower_ not in TIMES:
            return _phrase(parsed, _head(parsed, t, token), token)
        if t.pos_ == "PRON":
            return []
    return []
