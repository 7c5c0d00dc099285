"""Statements: clauses without a figure that can be true or false, with subject, predicate, object and span.

A clause runs from its subject to its last word, without the clauses that hang on it. Questions, commands, what "I" and
"you" do, and clauses that only say who speaks are no statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.sourcing import cues, speech, verbs
from pipeline.entities import Entity
from pipeline.knowledge import settings
from pipeline.language import Parsed
from pipeline.model import Quantity
from pipeline.tokens import Doc, Span, Token

_FINITE = {"VBZ", "VBD", "VBP", "MD"}
_CUT = {"conj", "advcl", "parataxis", "ccomp"}
_LEADING = {"ADP", "CCONJ", "SCONJ"}
_WIDEST = 12  # words on either side of a head that its phrase is shown with
_OF_COPULA = ("nsubj", "cop", "aux", "mark", "advcl", "parataxis", "ccomp", "punct", "expl", "csubj", "discourse")
_SHORTEST = 3  # words of a clause


@cache
def durations() -> frozenset[str]:
    """Units of time: a figure in them is how long something took, nothing that sources are compared on."""
    return frozenset(settings("claims")["durations"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by token indices ``start:end``, with its predicate and subject tokens."""

    predicate: Token
    subject: Token
    start: int
    end: int
    copula: Token | None = None


def find(parsed: Parsed, sentence: Span, pronouns: Mapping[int, Entity] | None = None) -> Iterator[Clause]:
    """The statements of a sentence, in the order of their predicates.

    ``pronouns`` says what pronouns point back to: a clause about "this" or "it", nobody knows what, cannot stand alone.
    """
    if sentence.text.rstrip("\"”’') ").endswith("?"):
        return
    tokens = list(sentence)
    copulas = {t.head.i: t for t in reversed(tokens) if t.dep_ == "cop"}
    for token in tokens:
        copula = copulas.get(token.i)
        if copula is None and token.pos_ != "VERB":
            continue
        subject = _subject(token) or (_expletive(token) if copula is not None else None)
        if subject is None or subject.lower_ in lexicon("speaking") or not _finite(token, copula) or is_aside(token):
            continue
        if _stands_for_nothing(subject, token, pronouns or {}) or not _asserts(token):
            continue
        denies = verbs().get(token.lemma_.lower()) == "denied"
        if (
            token.lemma_.lower() in verbs()
            and any(c.dep_ in ("ccomp", "parataxis") for c in token.children)
            and not denies
        ):
            continue
        clause = _without_figures(parsed, span(token, subject, copula, sentence, whole=denies or _needs_clause(token)))
        if clause is not None and clause.end - clause.start >= _SHORTEST:
            yield clause


def _needs_clause(predicate: Token) -> bool:
    """ "He did not contest that men had died": without the clause that is its object it would say nothing."""
    if any(c.dep_ in ("obj", "obl", "xcomp") and c.i > predicate.i for c in predicate.children):
        return False
    return any(
        c.dep_ == "ccomp" and c.i > predicate.i and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)
        for c in predicate.children
    )


def _stands_for_nothing(subject: Token, predicate: Token, pronouns: Mapping[int, Entity]) -> bool:
    """Is the subject "what", or a bare "this" or "it" that points to nothing known?"""
    if subject.tag_ in ("WP", "WDT"):
        return True  # "who might have died", whoever that is
    bare = subject.lower_ in lexicon("pointing") and not any(
        c.dep_.startswith(("nmod", "acl")) for c in subject.children
    )
    return bare and subject.i not in pronouns


def _asserts(predicate: Token) -> bool:
    """Is a verb more than a word for who speaks, a question inside a sentence, or a name that the parse took for a
    verb?
    """
    if predicate.text[:1].isupper() and predicate.i > predicate.sent.start and predicate.pos_ == "VERB":
        return False
    children = list(predicate.children)
    if any(c.lower_ == "according" for c in children):
        return False
    opening = predicate.left_edge
    if predicate.dep_ == "ccomp" and predicate.head.lemma_.lower() in cues("demanding"):
        return False  # "he demanded that they leave"
    if predicate.dep_ == "advcl" and _only_compares(predicate):
        return False
    if predicate.dep_ in ("ccomp", "csubj", "advcl") and opening.tag_ in ("WP", "WRB", "WDT"):
        return opening.lower_ in ("when", "where", "while")
    if predicate.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in children):
        return False  # "as released by the committee"
    if predicate.dep_ == "acl:relcl":
        own = next((c for c in children if c.dep_.startswith("nsubj")), None)
        relative = own is None or own.tag_ in ("WP", "WDT")
        where = any(c.tag_ == "WRB" for c in predicate.subtree)
        if not relative and not where and not any(c.dep_ == "obj" and c.tag_ not in ("WP", "WDT") for c in children):
            return False  # "the towns that they hold": its object stands outside of it
    lemma = predicate.lemma_.lower()
    following = predicate.doc[predicate.i + 1 : predicate.i + 3]
    ended = [t.text for t in following if t.lower_ != "out"][:1]
    bare = predicate.tag_ in ("VBD", "VBZ", "VBP") and ended in ([","], ["."], [])
    if lemma in speech() or (lemma in verbs() and bare):  # "…, official data showed, …"
        passive = any(c.dep_ in ("nsubj:pass", "aux:pass") for c in children)
        content = any(
            c.dep_ in ("obj", "xcomp") and c.pos_ != "PRON" and c.lower_ not in durations() for c in children
        )  # not "reported this month"
        return passive or content
    return True


def _only_compares(predicate: Token) -> bool:
    """ "as the founders intended", "had he been told": nothing is said, or nothing that was so."""
    children = list(predicate.children)
    bare = not any(c.i > predicate.i and c.dep_.startswith(("obj", "obl", "xcomp", "ccomp")) for c in children)
    as_ = any(c.dep_ == "mark" and c.lower_ == "as" for c in children)
    inverted = any(
        c.dep_.startswith("aux") and c.lower_ in ("had", "were", "should") and c.i == predicate.left_edge.i
        for c in children
    )
    return (as_ and bare) or (inverted and any(c.dep_.startswith("nsubj") for c in children))


def _without_figures(parsed: Parsed, clause: Clause) -> Clause | None:
    """The clause when no figure stands in it, cut before the clause that has one; None when the figure is its own.

    "all" and "a few" are no figures that make it another kind of claim.
    """
    inside = [i for i, q in parsed.quantities.items() if clause.start <= i < clause.end and _is_exact(q)]
    if not inside:
        return clause
    figure = parsed.doc[min(inside)]
    for above in figure.ancestors:
        if above == clause.predicate or not clause.predicate.i < above.i < clause.end:
            continue
        if above.dep_.startswith(("acl", "advcl")) and above.left_edge.i > clause.predicate.i + 1:
            return replace(clause, end=_trimmed(parsed.doc, clause.predicate.i, above.left_edge.i))
    return None


def _is_exact(quantity: Quantity) -> bool:
    everything = quantity.unit == "percent" and quantity.low == 100 and not any(c.isdigit() for c in quantity.quote)
    return quantity.bound != "vague" and not everything and quantity.unit not in durations()


def _subject(predicate: Token) -> Token | None:
    if predicate.dep_ in ("acl:relcl", "acl"):
        own = next((c for c in predicate.children if c.dep_.startswith("nsubj")), None)
        if own is None or own.lower_ in ("who", "which", "that"):
            return predicate.head if predicate.head.pos_ in ("NOUN", "PROPN") else None
        return own
    return subject_of(predicate) or _past_aside(predicate)


def _past_aside(predicate: Token) -> Token | None:
    """The subject of a verb behind an aside that the parse took for its verb: "The fund, called Orca, is sinking"."""
    for aside in (predicate.head, *(c for c in predicate.lefts if c.dep_ == "advcl")):
        if aside.i < predicate.i and is_aside(aside):
            return next(c for c in aside.lefts if c.dep_.startswith("nsubj"))
    return None


def is_aside(verb: Token) -> bool:
    """Is a verb, right after a comma after its subject, none of its own: "The fund, called Orca, is sinking"?"""
    subject = next((c for c in verb.lefts if c.dep_.startswith("nsubj")), None)
    if subject is None or verb.tag_ not in ("VBN", "VBD") or verb.nbor(-1).text != ",":
        return False
    return "," not in [t.text for t in verb.doc[subject.i : verb.i - 1]]


def _expletive(predicate: Token) -> Token | None:
    """ "It" of "it is unclear how many came", whose subject is the clause behind it."""
    behind = any(c.dep_ in ("csubj", "ccomp") and c.i > predicate.i for c in predicate.children)
    return next((c for c in predicate.children if behind and c.dep_.startswith("expl") and c.i < predicate.i), None)


def _finite(predicate: Token, copula: Token | None) -> bool:
    if copula is not None and copula.tag_ in _FINITE:
        return True
    if predicate.tag_ in _FINITE:
        return True
    if predicate.dep_ == "acl" and predicate.tag_ == "VBN":
        return any(g.lower_ == "by" for c in predicate.children for g in c.children)
    helpers = [c for c in predicate.children if c.dep_.startswith("aux")]
    if predicate.tag_ == "VBN" and not helpers and any(c.dep_ == "nsubj" for c in predicate.lefts):
        # a past tense that the tagger took for a participle
        return predicate.dep_ in ("ROOT", "ccomp", "parataxis")
    shared = predicate.head.children if predicate.dep_ == "conj" else ()
    return any(c.tag_ in _FINITE for c in (*helpers, *(c for c in shared if c.dep_.startswith("aux"))))


def span(predicate: Token, subject: Token, copula: Token | None, sentence: Span, whole: bool = False) -> Clause:
    """The clause of a predicate, without those that hang on it unless ``whole``."""
    start = subject.left_edge.i
    if subject.i > predicate.i:  # "in Idlib stood …": begins with the predicate
        start = min(predicate.i, *(c.i for c in predicate.lefts if c.dep_.startswith(("aux", "expl"))), predicate.i)
    elif predicate.dep_ == "conj" and subject.i < predicate.head.i:
        start = min([c.i for c in predicate.lefts if c.dep_ not in ("cc", "punct", "mark")] + [predicate.i])
    start, doc = max(start, sentence.start), sentence.doc
    while start < predicate.i and (doc[start].is_punct or doc[start].pos_ in _LEADING) and not _negates(doc[start]):
        start += 1
    end = predicate.i + 1
    own_aims = [c for c in predicate.rights if c.dep_ in _CUT and not _leaves(c)]
    cut = () if whole else _CUT
    cuts = sorted(c.left_edge.i for c in predicate.children if c.dep_ in cut and c.i > predicate.i and _leaves(c))
    limit = min([*cuts, sentence.end])
    for child in predicate.rights:
        if (child.dep_ not in cut or not _leaves(child)) and child.left_edge.i < limit:
            end = max(end, min(child.right_edge.i + 1, limit))
    if own_aims and not whole:  # an aim goes as far as its first comma
        last = max(own_aims, key=lambda c: c.i)
        end = next((i for i in range(last.i, end) if doc[i].text == ","), end)
    if not whole:
        stops = (
            i
            for i in range(predicate.i + 1, end - 1)
            if doc[i].text == "(" or (doc[i].text == "," and _trails(doc[i + 1]))
        )
        end = next(stops, end)
        hanging = [
            t.left_edge.i
            for t in doc[predicate.i + 1 : end]
            if t.dep_ == "advcl" and t.pos_ in ("VERB", "AUX") and _leaves(t)
        ]
        end = min([end, *(i for i in hanging if i > predicate.i + 1)])
    if start > sentence.start and _negates(doc[start - 1]) and doc[start - 1].head == predicate:
        start -= 1  # "not everyone is glad"
    return Clause(predicate, subject, start, _closed(doc, start, _trimmed(doc, predicate.i, end)), copula)


def _leaves(child: Token) -> bool:
    """Is a clause that hangs on a predicate an assertion of its own? An aim ("to return home") and what stands for a
    thing ("what they need") belong to their predicate.
    """
    if child.dep_ == "advcl":
        return not (child.tag_ == "VB" and child.left_edge.lower_ == "to" and child.left_edge.nbor(-1).text != ",")
    if child.dep_ == "ccomp":
        if child.left_edge.tag_ in ("WP", "WRB"):
            return False
        return child.pos_ in ("VERB", "AUX") or any(c.dep_.startswith(("nsubj", "cop")) for c in child.children)
    return child.pos_ in ("VERB", "AUX") or child.dep_ != "conj"


def _closed(doc: Doc, start: int, end: int) -> int:
    """The end with the mark that closes a quotation of the clause."""
    if end < len(doc) and doc[end].text in ("”", "»"):
        return end + (doc[start:end].text.count("“") > doc[start:end].text.count("”"))
    if end < len(doc) and doc[end].text == '"':
        return end + doc[start:end].text.count('"') % 2
    return end


def _negates(token: Token) -> bool:
    return token.lower_ in cues("negation")


def _trimmed(doc: Doc, predicate: int, end: int) -> int:
    """The end without punctuation and joining words that lead nowhere."""
    while end - 1 > predicate and (
        doc[end - 1].is_punct or doc[end - 1].dep_ in ("cc", "mark") or doc[end - 1].pos_ == "ADP"
    ):
        end -= 1
    comma = next((i for i in range(end - 1, predicate, -1) if doc[i].text == ","), None)
    rest = list(doc[comma + 1 : end]) if comma is not None else []
    if comma is not None and rest and len(rest) <= 3 and rest[-1].lemma_.lower() in lexicon("spans of time"):
        return comma  # ", two years | after he left"
    return end


def _trails(token: Token) -> bool:
    """Does a word after a comma open something that is no part of the assertion (", warning of …", ", which …")?"""
    return (
        token.lower_.endswith("ing")
        or token.tag_ in ("VBG", "WDT", "WP", "IN")
        or token.pos_ in ("ADP", "SCONJ")
        or token.dep_ in ("cc", "appos")
    )


def words(parsed: Parsed, text: str, token: Token | None) -> str | None:
    """The article's words of a noun phrase, without clauses that hang on it."""
    if token is None:
        return None
    hanging: set[int] = set()  # tokens of the clauses that hang on the phrase, or that it is the complement of
    copular = any(c.dep_ == "cop" for c in token.children)
    run: list[Token] = []
    for t in token.subtree:
        outside = t.head == token and copular and t.dep_.startswith(_OF_COPULA)
        if outside or (t.i > token.i and t.dep_ in ("acl:relcl", "acl", "parataxis", "appos")):
            hanging.update(range(t.left_edge.i, t.right_edge.i + 1))
        if abs(t.i - token.i) <= _WIDEST:
            run.append(t)
    run = [t for t in run if t.i not in hanging]
    while run and (run[0].is_punct or run[0].pos_ in _LEADING or run[0].dep_ in ("cc", "mark")) and run[0].i < token.i:
        run.pop(0)
    while run and run[-1].is_punct:
        run.pop()
    return parsed.words(text, run).strip(' ,;:–—"“') or None


def object_of(clause: Clause) -> Token | None:
    """The direct object, else the first oblique after the predicate; of a copula the predicate itself."""
    if clause.copula is not None:
        return clause.predicate
    after = [c for c in clause.predicate.rights if c.i < clause.end]
    return next((c for c in after if c.dep_ == "obj"), None) or next(
        (c for c in after if c.dep_.startswith(("obl", "xcomp"))), None
    )
