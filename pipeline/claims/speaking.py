"""Who a verb of saying has for its speaker: the verb's subject, or the noun phrase beside it where the parse has none.

News puts the speaker behind the claim as often as before it ("…, said Ann Lee", "…, its director, Ann Lee, said."), and
there the parse is least sure, so that the words right beside the verb are asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from pipeline.claims.naming import LONGEST, name_from, phrase
from pipeline.claims.phrases import is_dateline, lexicon, subject_of
from pipeline.claims.report import core_of
from pipeline.claims.sourcing import cues, nouns, speech, verbs
from pipeline.entities import Entity
from pipeline.tokens import POSSESSIVE, Span, Token

_REACH = 25  # words between a speaker and the verb
_OPENS_NAME = ("PROPN", "DET", "PRON", "NOUN", "ADJ")
_IN_NAME = (*_OPENS_NAME, "ADP", "CCONJ", "PART", "X", "SYM")


def speaker(verb: Token, sentence: Span) -> list[Token]:
    """The noun phrase that speaks: after an inverted verb, the verb's subject, its agent in the passive, or the name
    beside it; empty when there is none.
    """
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and verbs()[verb.lemma_.lower()] != "reported":
        return []  # "land claimed by rebels" is no report
    if _is_infinitive(verb):
        return []  # "refused to say", "began to recount"
    if name := _inverted(verb, sentence) or _between_commas(verb, sentence) or _past_relative(verb, sentence):
        return name
    bare = (
        verb.tag_ == "VBN" and not any(c.dep_.startswith("aux") for c in verb.children) and verb.dep_ in ("acl", "amod")
    )
    if bare or any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
        agent = next(
            (c for c in verb.children if c.dep_.startswith("obl") and any(g.lower_ == "by" for g in c.children)), None
        )
        return phrase(agent, sentence) if agent is not None else []
    subject = subject_of(verb)
    if verb.dep_ == "xcomp" and verb.tag_ in ("VBD", "VBZ") and (subject is None or subject.head != verb):
        nearest = verb.nbor(-1) if verb.i > sentence.start else verb  # "after a review found that …", read otherwise
        subject = nearest if nearest.pos_ in ("NOUN", "PROPN") else None
    if subject is None and verb.dep_ == "advcl" and verb.tag_ == "VBG":  # "while admitting that …, Ann Lee left"
        over = next((a for a in verb.ancestors if subject_of(a) is not None), None)
        subject = subject_of(over) if over is not None else None
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i]
    if len(subjects) > 1 and (name := closing(verb, sentence)):
        return name  # "A bus plunged into a river, the office said": a parse may give the verb both
    relative = subject is not None and subject.text in ("which", "that", "who")  # but "WHO" is an organisation
    relative = relative or (subject is not None and is_dateline(subject, sentence))
    here = subject is not None and not relative and subject.sent.start == sentence.start
    if subject is not None and here and abs(subject.i - verb.i) <= _REACH:
        return _named(phrase(subject, sentence), verb)
    if name := closing(verb, sentence):
        return name
    if subject is not None and subject.lower_ in ("which", "who") and verb.dep_ == "acl:relcl" and not subject.is_upper:
        return phrase(verb.head, sentence) if verb.head.pos_ in ("NOUN", "PROPN") else []
    i = verb.i + 1
    joined = verb.i > sentence.start and sentence.doc[verb.i - 1].dep_ == "cc"  # "… and accused the union"
    follows = i < sentence.end and not joined and verb.lower_.endswith(("d", "s")) and verb.lemma_.lower() in speech()
    if follows and sentence.doc[i].pos_ in ("PROPN", "DET"):
        return name_from(sentence, i)  # "…, said Jane Doe"
    i = verb.i - 1
    while i >= sentence.start and sentence.doc[i].pos_ in ("AUX", "ADV"):
        i -= 1
    if i >= sentence.start and sentence.doc[i].pos_ in ("PROPN", "NOUN") and not _after_preposition(sentence.doc[i]):
        return phrase(sentence.doc[i], sentence)
    return []


def of_own_clause(name: list[Token], verb: Token, sentence: Span) -> list[Token]:
    """ "Velmo will cut 40 jobs, it said": the subject of what is said, where it comes first and "it" or "they" may mean
    it; empty where there is none.
    """
    if len(name) != 1 or name[0].lower_ not in ("it", "they"):
        return []
    said = verb.head if verb.dep_ == "parataxis" else None
    said = said or next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis", "advcl") and c.i < verb.i), None)
    subject = subject_of(said) if said is not None and said.i < verb.i else None
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return []
    if any(t.is_quote for t in verb.doc[subject.i : verb.i]):
        return []  # "“Acme has lost its way,” it said"
    return phrase(subject, sentence) if subject.tag_.endswith("S") == (name[0].lower_ == "they") else []


def _after_preposition(noun: Token) -> bool:
    """ "which to this day has never said so": the day says nothing."""
    return noun.pos_ == "NOUN" and any(c.dep_ == "case" for c in noun.children)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)


def _inverted(verb: Token, sentence: Span) -> list[Token]:
    """ "…, said the college's head, Ann Lee": the noun phrase after a verb that follows a comma or a closing mark."""
    doc, before, after = verb.doc, verb.i - 1, verb.i + 1
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or before <= sentence.start or after >= sentence.end:
        return []
    if verb.lemma_.lower() in cues("addressing"):
        return []  # "…, its director told a rally": who hears it stands behind
    if doc[before].text not in (",", "”", '"', "»", "’") or doc[after].pos_ not in _OPENS_NAME:
        return []
    if doc[after].lower_ in ("that", "it", "he", "she", "they", "there", *cues("no speaker")):
        return []
    start = after + (doc[after].pos_ == "PRON")
    name = name_from(sentence, start)
    if not name or any(t.pos_ in ("VERB", "AUX") for t in doc[name[-1].i + 1 : name[-1].i + 3]):
        return []  # "…, says ministers must go": what follows is a clause
    return apposed(name, sentence.end)


def _between_commas(verb: Token, sentence: Span) -> list[Token]:
    """ "The tower, the league insists, cost …": the parse often takes the tower for what insists."""
    doc, after = verb.doc, verb.i + 1
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or after >= sentence.end or doc[after].text != ",":
        return []
    return closing(verb, sentence)


def _past_relative(verb: Token, sentence: Span) -> list[Token]:
    """ "City police, who had other worries, say …": what stands before the relative clause that a verb follows."""
    doc, i = verb.doc, verb.i - 1
    while i > sentence.start and doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or doc[i].text != ",":
        return []
    for j in range(i - 1, max(sentence.start + 1, i - _REACH), -1):
        if doc[j].is_quote or doc[j].text == ";":
            return []
        if doc[j].tag_ in ("WP", "WDT", "WP$") and doc[j - 1].text == "," and doc[j - 2].pos_ in ("NOUN", "PROPN"):
            return phrase(doc[j - 2], sentence) if j - 2 >= sentence.start else []
    return []


def near_whom(verb: Token, sentence: Span) -> list[Token]:
    """ "A source close to Acme published …": the noun before "close to" and a name right before a verb, which a parse
    may take for a word that describes what follows."""
    doc, i = verb.doc, verb.i - 1
    while i > sentence.start and doc[i].pos_ in ("DET", "ADJ", "NOUN", "PROPN"):
        i -= 1
    if verb.tag_ not in ("VBD", "VBN") or i == verb.i - 1 or i - 2 < sentence.start:
        return []
    noun = doc[i - 2]
    near = doc[i - 1].lower_ == "close" and doc[i].lower_ == "to" and noun.pos_ == "NOUN"
    return [t for t in phrase(noun, sentence) if t.i <= noun.i] if near else []


def apposed(name: list[Token], stop: int) -> list[Token]:
    """The person's name that stands beside a title, "its director, Ann Lee"; the name itself where there is none."""
    if not name:
        return name
    doc, comma, head = name[0].doc, name[-1].i + 1, core_of(name)[-1]
    if head.pos_ == "PROPN" or comma + 1 >= stop or doc[comma].text != ",":
        return name
    run = _run_of_names(doc[comma + 1 : min(comma + 1 + LONGEST, stop)])
    title = nouns().get(head.lower_) in ("person", "office", "anonymous")
    return run if run and (title or len(run) > 1) else name


def _run_of_names(tokens: Iterable[Token]) -> list[Token]:
    return list(takewhile(lambda t: t.pos_ == "PROPN", tokens))


def _named(name: list[Token], verb: Token) -> list[Token]:
    """A subject with the name that stands beside it before the verb: "the mayor, Ann Lee, said", "Ann Lee, a fellow at
    the institute said" where the parse has the fellow for the subject.
    """
    if not name or name[-1].i >= verb.i:
        return name
    doc, comma = name[0].doc, name[0].i - 1
    if comma > verb.sent.start and doc[comma].text == "," and name[0].pos_ != "PROPN":
        before = list(doc[max(verb.sent.start, comma - LONGEST) : comma])
        run = _run_of_names(before[::-1])[::-1]
        first = run[0].i if run else comma
        more = len(run) > 1 or (run and name[0].lower_ in ("a", "an") and doc[name[-1].i + 1].text == ",")
        if more and (first == verb.sent.start or doc[first - 1].text == ","):
            return run
    return apposed(name, verb.i)


def closing(verb: Token, sentence: Span) -> list[Token]:
    """ "…, government sources confirmed.": the noun phrase between the comma and a verb that ends the sentence, or its
    clause; "…, its director, Ann Lee, said.": the name between two commas.
    """
    doc, after = verb.doc, verb.i + 1
    if after < sentence.end and not (doc[after].is_punct or doc[after].is_quote or doc[after].pos_ in ("ADP", "ADV")):
        return []
    end = verb.i - (doc[verb.i - 1].text == "," if verb.i > sentence.start else 0)
    start = end
    while start > sentence.start and end - start < LONGEST and not _is_mark(doc[start - 1]):
        start -= 1
    if start <= sentence.start + 2 or start == end or doc[start - 1].text not in (",", "”", '"', "—", "–"):
        return []
    run = list(doc[start:end])
    if end < verb.i:  # between two commas only a name is safe
        return run if all(t.pos_ == "PROPN" for t in run) else []
    if len(run) == 1 and run[0].lower_ in cues("pronoun") and run[0].lower_ != "who":
        return run
    if run[0].pos_ not in _OPENS_NAME or any(t.pos_ not in _IN_NAME for t in run) or run[-1].pos_ == "ADP":
        return []
    return run if run[-1].pos_ in ("NOUN", "PROPN", "X") else []


def _is_mark(token: Token) -> bool:
    """Is it punctuation, and no apostrophe of a possessive?"""
    return (token.is_punct or token.is_quote) and token.tag_ != "POS" and token.text != "-"


def opening(verb: Token, sentence: Span, entities: Sequence[Entity]) -> list[Token]:
    """ "Ann Lee reckons that …", "loggers on Twitter reckon that …": a name, with the subject that it tells of, then
    the verb, then "that".
    """
    doc = verb.doc
    if verb.i + 1 >= sentence.end or verb.nbor().lower_ != "that":
        return []
    name = next((e for e in entities if e.end == verb.i and e.kind in ("person", "organisation", "group")), None)
    if name is None:
        return []
    over = doc[name.head].head
    start = (
        over.i if doc[name.head].dep_.startswith("nmod") and over.i < name.start and over.head == verb else name.start
    )
    return list(doc[start : name.end])


def after_quotation(verb: Token, sentence: Span) -> list[Token]:
    """ "“It was dark,” she joked.": whoever does something right after a closing mark has said what stands in it."""
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBZ") or verb.lemma_.lower() in lexicon("measuring"):
        return []
    doc, start = verb.doc, verb.i
    while start > sentence.start and verb.i - start < LONGEST and not doc[start - 1].is_quote:
        start -= 1
    if start <= sentence.start + 1 or doc[start - 1].text not in ("”", '"', "»"):
        return []
    if doc[start - 2].text not in (",", "!", "?", "…"):
        return []
    if start == verb.i:  # "…,” joked Ann Lee"
        named = verb.i + 1 < sentence.end and verb.nbor().pos_ in ("PROPN", "DET")
        return apposed(name_from(sentence, verb.i + 1), sentence.end) if named else []
    run = [t for t in doc[start : verb.i] if not t.is_punct]
    plain = all(t.pos_ in _IN_NAME for t in run)
    return run if plain and run and run[-1].pos_ in ("PROPN", "NOUN", "PRON") else []


def maker(name: Sequence[Token], sentence: Span) -> list[Token]:
    """Whose document it is: "a study published in March by Soufan Group", "a poll that Kantor made"; empty where its
    name tells it, or nothing.
    """
    if not name or nouns().get(name[-1].lower_) != "document" or any(t.pos_ == "PROPN" for t in name):
        return []
    for verb in name[-1].children:
        if verb.dep_ == "acl:relcl" and verb.lemma_.lower() in cues("making"):
            subject = subject_of(verb)
            return phrase(subject, sentence) if subject is not None and subject.pos_ in ("PROPN", "NOUN") else []
    for token in sentence.doc[name[-1].i + 1 : min(name[-1].i + LONGEST, sentence.end)]:
        if token.is_punct or token.tag_ in ("WDT", "WP"):
            return []
        if token.lower_ == "by" and token.i + 1 < sentence.end:
            found = name_from(sentence, token.i + 1)
            return found if any(t.pos_ == "PROPN" for t in found) else []
    return []


def owner(noun: Token, sentence: Span) -> list[Token]:
    """Whose figures they are: "the WHO's estimate", "police figures", "a count by the university"."""
    doc, i = noun.doc, noun.i - 1
    by = next(
        (c for c in noun.children if c.dep_.startswith("nmod") and any(g.lower_ == "by" for g in c.children)), None
    )
    if by is not None and by.pos_ in ("PROPN", "NOUN"):
        return phrase(by, sentence)
    while i > sentence.start and doc[i].pos_ == "ADJ":
        i -= 1
    if i >= sentence.start and doc[i].text in POSSESSIVE:
        return phrase(doc[i - 1], sentence) if i > sentence.start else []
    if i >= sentence.start and (doc[i].pos_ == "PROPN" or nouns().get(doc[i].lower_) in ("organisation", "anonymous")):
        return phrase(doc[i], sentence)[: i - noun.i or None]
    return []
