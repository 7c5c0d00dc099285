"""Who a claim comes from: reporting verbs, "according to", a source's own figures, and sentences about the sources.

Inside one sentence a source covers what its verb governs, or the stretch between semicolons that it stands in. A
pronoun ("he said", "the same source") points back to the last source. A sentence that only says where the figures come
from ("The numbers are from …") covers every figure of the article that names no source of its own; where nobody is
named it is the outlet itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from pipeline.claims.naming import LONGEST, name_from, phrase
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.report import Report, kind_of, report
from pipeline.claims.sourcing import cues, forms, nouns, speech, verb_forms, verbs
from pipeline.claims.speaking import (
    after_quotation,
    apposed,
    closing,
    maker,
    near_whom,
    of_own_clause,
    opening,
    owner,
    speaker,
)
from pipeline.entities import Entity
from pipeline.language import Parsed
from pipeline.tokens import Span, Token

_CREDIT = 18  # tokens of a sentence that does nothing but name a source


def segments(sentence: Span) -> list[tuple[int, int]]:
    """Token spans between semicolons: a source rarely reaches over one."""
    out, start = [], sentence.start
    for token in sentence:
        if token.text in (";", "—") and token.i > start:
            out.append((start, token.i))
            start = token.i + 1
    return [*out, (start, sentence.end)]


def _titles(sentence: Span) -> list[tuple[int, int]]:
    """Token spans of what stands between quotation marks after no comma or colon: titles and phrases, in which who
    "claims" something says nothing of the words outside.
    """
    out: list[tuple[int, int]] = []
    opened = None
    for token in sentence:
        if token.text in ("“", "«", '"') and opened is None:
            opened = token.i
        elif token.text in ("”", "»", '"') and opened is not None:
            led = opened > sentence.start and token.nbor(opened - token.i - 1).text not in (",", ":")
            ended = token.nbor(-1).text in (",", ".", "!", "?")
            if led and not ended:
                out.append((opened, token.i))
            opened = None
    return out


def reports(parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity]) -> list[Report]:
    """All sources named in a sentence, in order."""
    out: list[Report] = []
    parts, titles = segments(sentence), _titles(sentence)

    def segment(token: Token) -> tuple[int, int]:
        title = next((p for p in titles if p[0] <= token.i < p[1]), None)
        return title or next((p for p in parts if p[0] <= token.i < p[1]), (sentence.start, sentence.end))

    forms_of_saying, kinds = verb_forms(), nouns()
    for token in sentence:
        if token.pos_ == "VERB" or token.lower_ in forms_of_saying:
            out += _by_verb(token, parsed, sentence, text, entities, segment)
    for token in sentence:
        told = kinds.get(token.lower_) == "document" or token.lower_ in cues("own account")
        if told and not any(token.i in r.tokens for r in out):
            out += report(parsed, text, owner(token, sentence), "reported", None, segment(token), entities)
    out += _gapped(parsed, sentence, text, entities, out, segment)
    out += _according(parsed, sentence, text, entities, segment)
    return sorted(out, key=lambda r: min(r.tokens))


def _by_verb(
    token: Token, parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity],
    segment: Callable[[Token], tuple[int, int]],
) -> list[Report]:  # fmt: skip
    """The source that a verb of saying has for its speaker."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in verbs():
        may = _may(token)
        near = near_whom(token, sentence)
        if not (may or lemma in cues("loose")) or _tells(token, parsed, clause=may) or (near and _gives(token, parsed)):
            name, certainty = near or speaker(token, sentence), verbs()[lemma]
            name = maker(name, sentence) or name
            told = (certainty, token, segment(token), entities, lemma in speech())
            itself = of_own_clause(name, token, sentence) if lemma in speech() else []
            found = [_body(r) for r in report(parsed, text, itself, *told)] or report(parsed, text, name, *told)
            if found and lemma in cues("finding") and not _tells(token, parsed, clause=True) and not _finds(found[0]):
                return []
            if found:
                return found
    verb = verb_forms().get(token.lower_)  # whatever the parser takes it for
    if verb:
        name = closing(token, sentence) or opening(token, sentence, entities)
        speaks = verb in speech() or (token.i + 1 < sentence.end and token.nbor().lower_ == "out")  # "pointed out"
        return report(parsed, text, name, verbs()[verb], token, segment(token), entities, speaks)
    name = after_quotation(token, sentence) if token.pos_ == "VERB" else []
    return report(parsed, text, name, "reported", token, segment(token), entities, True)


def acting(parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity]) -> Report | None:
    """The one body that is a sentence's subject, "the council" of "The council shut 12 schools": "it" may mean it in
    the next.
    """
    root = next((t for t in sentence if t.head is t), None)
    subject = subject_of(root) if root is not None else None
    if subject is None or subject.tag_ not in ("NN", "NNP"):
        return None
    name, span = phrase(subject, sentence), (sentence.start, sentence.end)
    found = [_body(r) for r in report(parsed, text, name, "reported", root, span, entities, True)]
    return next((r for r in found if not r.pronoun and r.kind == "organisation"), None)


def _body(found: Report) -> Report:
    """Whoever is "it" is no person, though a name of its own would say so."""
    return replace(found, kind="organisation") if found.kind == "person" and not found.several else found


def _finds(found: Report) -> bool:
    """Is the source one whose findings are figures, as a survey's are? "Divers found 5 bodies" is no report."""
    return found.kind == "document" or found.words.lower().split()[-1] in forms("finder")


def _may(verb: Token) -> bool:
    """Is it only possible that somebody says so? "Oslo would acknowledge the fact" reports nothing."""
    return any(
        c.dep_ == "aux" and (c.lower_ in cues("modal_possible") or c.lower_ in cues("modal_predicted"))
        for c in verb.children
    )


def _tells(verb: Token, parsed: Parsed, clause: bool = False) -> bool:
    """Does a clause or a figure follow the verb, or with ``clause`` a clause alone?

    "Police give 300" reports, "it gives hope" does not.
    """
    if verb.dep_ in ("parataxis", "ccomp"):
        return True
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis", "xcomp") and not (clause and child.lemma_.lower() in speech()):
            return True
        joined = child.dep_ == "conj" and any(c.dep_ == "cc" for c in child.children)
        beside = joined or (child.dep_ == "advcl" and child.tag_ != "VBG")
        if not (clause or beside) and child.i > verb.i and any(t.i in parsed.quantities for t in child.subtree):
            return True
    return False


def _gives(verb: Token, parsed: Parsed) -> bool:
    """Does a figure follow a verb before the next mark, whatever it hangs on?"""
    following = takewhile(lambda t: not t.is_punct, verb.doc[verb.i + 1 : verb.sent.end])
    return any(t.i in parsed.quantities for t in following)


@cache
def _according_to() -> list[list[str]]:
    return [cue.split() for cue in cues("according")]


def _according(
    parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity], segment: Callable[[Token], tuple[int, int]]
) -> list[Report]:
    """The sources after "according to" and its like."""
    out: list[Report] = []
    lowered = [t.lower_ for t in sentence]
    spoken = set(lowered)
    for parts in _according_to():
        if parts[0] not in spoken:
            continue
        for i in range(len(lowered) - len(parts)):
            if lowered[i : i + len(parts)] == parts:
                # "According to Acme, sales fell; the number of shops grew to 900"
                reach = segment(sentence[i]) if i else (sentence.start, sentence.end)
                start = sentence.start + i + len(parts)
                name = apposed(name_from(sentence, start), sentence.end)
                name = maker(name, sentence) or name
                if len(name) > 1 and name[0].lower_ == "one":
                    name = name[1:]  # "one mother": who is counted is no figure
                if not name and sentence.doc[start].lower_ in cues("pronoun"):
                    name = [sentence.doc[start]]
                out += report(parsed, text, name, "reported", None, reach, entities, True)
    return out


def _gapped(
    parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity], said: Sequence[Report],
    segment: Callable[[Token], tuple[int, int]],
) -> list[Report]:  # fmt: skip
    """ "organisers claim 2,000, police 300": a source right before a figure, its verb left out."""
    out: list[Report] = []
    if not any(r.verb is not None for r in said):
        return out
    for i in parsed.quantities:
        before = i - 1
        while before > sentence.start and sentence.doc[before].pos_ in ("ADV", "ADJ", "SYM", "ADP"):
            if sentence.doc[before].lower_ in lexicon("belonging after"):
                break  # "cuts left the agency with 5"
            before -= 1
        if not sentence.start <= before < sentence.end or any(before in r.tokens for r in said):
            continue
        noun = sentence.doc[before]
        if nouns().get(noun.lower_) in ("organisation", "anonymous"):
            name = [t for t in phrase(noun, sentence) if t.i < i]  # the figure may be read as a part of the name
            first = name[0].i if name else noun.i
            if first == sentence.start or sentence.doc[first - 1].lower_ not in cues("gap"):
                continue  # "Schools in four districts"
            found = report(parsed, text, name, "reported", None, segment(noun), entities)
            out += [replace(r, segment=(before, i + 1)) for r in found]
    return out


def of_readers(parsed: Parsed) -> Report | None:
    """The source of a paragraph of readers' comments: what they say is not the outlet's word."""
    if parsed.zone != "comment":
        return None
    (words,) = cues("readers")
    return Report(words, "social_media", "reported", None, frozenset(), (0, 0))


def _leaves(token: Token) -> bool:
    """ "… come from the ministry, save where another is named", "unless stated": what ends the name of a source."""
    if token.pos_ == "SCONJ":
        return True
    return (
        token.text == ","
        and token.i + 1 < token.sent.end
        and token.nbor().pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "CCONJ")
    )


def about_figures(parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity]) -> Report | None:
    """The source in a sentence that only tells where the figures come from, such as "The data are from the
    ministry".
    """
    if len(sentence) > _CREDIT or any(t.i in parsed.quantities for t in sentence):
        return None
    topic = next((t for t in sentence[:12] if t.lower_ in forms("figures")), None)
    if topic is None:
        return None
    after = sentence[topic.i - sentence.start + 1 :]
    verb = next((t for t in after if t.lower_ in forms("origin") and t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    start = verb.i + 1
    last_preposition = start
    for token in sentence.doc[start : sentence.end]:
        if token.pos_ == "ADP" or token.lower_ in ("to", "on", "from", ":"):
            last_preposition = token.i + 1
            if token.lower_ in ("from", "to", "by", ":"):
                break
    rest = list(takewhile(lambda t: not _leaves(t), sentence.doc[last_preposition : sentence.end]))
    while rest and rest[-1].is_punct:
        rest.pop()
    while rest and rest[0].pos_ in ("DET", "PUNCT"):
        rest.pop(0)
    if (
        not rest
        or rest[0].lower_ in lexicon("first person")
        or len(rest) > 2 * LONGEST
        or not any(t.pos_ in ("PROPN", "NOUN") or t.is_title or t.is_upper for t in rest)
    ):
        return None
    kind = kind_of(rest, entities) or "organisation"
    span = (sentence.start, sentence.end)
    return Report(parsed.words(text, rest), kind, "reported", verb, frozenset(t.i for t in rest), span, named=True)
