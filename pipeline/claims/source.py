"""Who a claim comes from: reporting verbs, "according to", a source's own figures, and sentences about the sources.

Inside one sentence a source covers what its verb governs, or the stretch between semicolons that it stands in. A
pronoun ("he said", "the same source") points back to the last source. A sentence that only says where the figures come
from ("The numbers are from …") covers every figure of the article that names no source of its own; where nobody is
named it is the outlet itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline.claims.naming import LONGEST, name_from, phrase
from pipeline.claims.phrases import lexicon, subject_of
from pipeline.claims.sourcing import cues, forms, nouns, verb_forms, verbs
from pipeline.entities import Entity
from pipeline.language import Parsed
from pipeline.model import AttributionKind, Certainty

_PERSONAL = {"he", "she", "they", "it", "who"}
_CREDIT = 18  # tokens of a sentence that does nothing but name a source


@dataclass(frozen=True, slots=True)
class Report:
    """A source in a sentence: token span of its name, the verb, and how surely it speaks."""

    words: str
    kind: AttributionKind
    certainty: Certainty
    verb: Token | None
    tokens: frozenset[int]
    segment: tuple[int, int]  # token span that it covers at most
    pronoun: bool = False
    named: bool = False  # has a name, not only a noun like "officials"


def segments(sentence: Span) -> list[tuple[int, int]]:
    """Token spans between semicolons: a source rarely reaches over one."""
    out, start = [], sentence.start
    for token in sentence:
        if token.text in (";", "—") and token.i > start:
            out.append((start, token.i))
            start = token.i + 1
    return [*out, (start, sentence.end)]


def reports(parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity]) -> list[Report]:
    """All sources named in a sentence, in order."""
    out: list[Report] = []
    parts = segments(sentence)

    def segment(token: Token) -> tuple[int, int]:
        return next((p for p in parts if p[0] <= token.i < p[1]), (sentence.start, sentence.end))

    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in verbs():
            subject = _subject(token, sentence, entities)
            if subject:
                out += _report(parsed, text, subject, verbs()[lemma], token, segment(token), entities)
                continue
        verb = verb_forms().get(token.lower_)  # whatever the parser takes it for
        if verb and not any(r.verb == token for r in out):
            subject = _closing(token, sentence) or _opening(token, sentence, entities)
            if subject:
                out += _report(parsed, text, subject, verbs()[verb], token, segment(token), entities)
    for token in sentence:
        if nouns().get(token.lower_) == "document" and not any(token.i in r.tokens for r in out):
            owner = _owner(token, sentence)
            if owner:
                out += _report(parsed, text, owner, "reported", None, segment(token), entities)
    out += _gapped(parsed, sentence, text, entities, out, segment)
    lowered = [t.lower_ for t in sentence]
    for cue in cues("according"):
        parts_of_cue = cue.split()
        for i in range(len(lowered) - len(parts_of_cue)):
            if lowered[i : i + len(parts_of_cue)] == parts_of_cue:
                start = sentence.start + i + len(parts_of_cue)
                name = name_from(sentence, start)
                if name:
                    out += _report(parsed, text, name, "reported", None, segment(sentence[i]), entities)
    return sorted(out, key=lambda r: min(r.tokens))


def _report(
    parsed: Parsed,
    text: str,
    name: list[Token],
    certainty: Certainty,
    verb: Token | None,
    segment: tuple[int, int],
    entities: Sequence[Entity],
) -> list[Report]:
    if any(t.i in parsed.quantities for t in name):
        return []
    pronoun = (name[-1].lower_ in _PERSONAL and not name[-1].is_upper) or (
        name[0].lower_ == "the" and any(t.lower_ in cues("same") for t in name)
    )
    kind = kind_of(name, entities)
    if kind is None and not pronoun:
        return []
    kept = name[1:] if len(name) > 1 and name[0].lower_ in ("the", "a", "an") else name
    span = {t.i for t in kept}
    known = any(e.kind not in ("nationality", "country") and span & set(range(e.start, e.end)) for e in entities)
    named = known or any(t.pos_ == "PROPN" and t.text[:1].isupper() for t in kept)
    return [
        Report(
            parsed.words(text, kept),
            kind or "person",
            certainty,
            verb,
            frozenset(t.i for t in name),
            segment,
            pronoun,
            named,
        )
    ]


def _owner(noun: Token, sentence: Span) -> list[Token]:
    """Whose figures they are: "the WHO's estimate", "police figures"."""
    doc, i = noun.doc, noun.i - 1
    while i > sentence.start and doc[i].pos_ == "ADJ":
        i -= 1
    if i >= sentence.start and doc[i].text in ("'s", "’s", "'", "’"):
        return phrase(doc[i - 1], sentence) if i > sentence.start else []
    if i >= sentence.start and (doc[i].pos_ == "PROPN" or nouns().get(doc[i].lower_) in ("organisation", "anonymous")):
        return phrase(doc[i], sentence)[: i - noun.i or None]
    return []


def _gapped(
    parsed: Parsed,
    sentence: Span,
    text: str,
    entities: Sequence[Entity],
    said: Sequence[Report],
    segment: Callable[[Token], tuple[int, int]],
) -> list[Report]:
    """ "organisers claim 2,000, police 300": a source right before a figure, its verb left out."""
    out: list[Report] = []
    if not any(r.verb is not None for r in said):
        return out
    for i in parsed.quantities:
        before = i - 1
        while before > sentence.start and sentence.doc[before].pos_ in ("ADV", "ADJ", "SYM", "ADP"):
            before -= 1
        if (
            sentence.start <= before < sentence.end
            and nouns().get(sentence.doc[before].lower_)
            in (
                "organisation",
                "anonymous",
            )
            and not any(before in r.tokens for r in said)
        ):
            found = _report(
                parsed,
                text,
                phrase(sentence.doc[before], sentence),
                "reported",
                None,
                segment(sentence.doc[before]),
                entities,
            )
            out += [replace(r, segment=(before, i + 1)) for r in found]
    return out


def kind_of(name: Sequence[Token], entities: Sequence[Entity]) -> AttributionKind | None:
    """What kind of source a noun phrase is, from its head (before any "of"); None when it is none."""
    until = next((n for n, t in enumerate(name) if n and t.lower_ in ("of", "at", "for", "from", "in")), len(name))
    core = name[:until]
    head = core[-1]
    if head.lower_ in lexicon("time"):
        return None
    entity = next((e for e in entities if e.start <= head.i < e.end), None)
    if entity is None or entity.kind != "person":
        kind = nouns().get(head.lemma_.lower()) or nouns().get(head.lower_)
        if kind:
            return kind
    if entity is not None:
        kinds: dict[str, AttributionKind] = {
            "person": "person",
            "office": "office",
            "organisation": "organisation",
            "group": "organisation",
            "country": "organisation",
            "nationality": "anonymous",
        }
        return kinds.get(entity.kind)
    if head.pos_ == "PROPN" and head.text[:1].isupper():
        return "person" if len(core) <= 3 and core[0].lower_ != "the" else "organisation"
    return None


def _subject(verb: Token, sentence: Span, entities: Sequence[Entity]) -> list[Token]:
    """The noun phrase that speaks: the verb's subject, its agent in the passive, or the name beside it."""
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and verbs()[verb.lemma_.lower()] != "reported":
        return []  # "land claimed by rebels" is no report
    bare = (
        verb.tag_ == "VBN" and not any(c.dep_.startswith("aux") for c in verb.children) and verb.dep_ in ("acl", "amod")
    )
    if bare or any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
        agent = next(
            (c for c in verb.children if c.dep_.startswith("obl") and any(g.lower_ == "by" for g in c.children)), None
        )
        return phrase(agent, sentence) if agent is not None else []
    subject = subject_of(verb)
    if subject is None and verb.dep_ == "advcl" and verb.tag_ == "VBG":  # "while admitting that …, Ann Lee left"
        subject = subject_of(verb.head)
    relative = subject is not None and subject.text in ("which", "that", "who", "it")  # but "WHO" is an organisation
    if subject is not None and not relative and subject.sent.start == sentence.start and abs(subject.i - verb.i) <= 25:
        return phrase(subject, sentence)
    i = verb.i + 1
    if i < sentence.end and sentence.doc[i].pos_ in ("PROPN", "DET") and verb.lower_.endswith(("d", "s")):
        return name_from(sentence, i)  # "…, said Jane Doe"
    i = verb.i - 1
    while i >= sentence.start and sentence.doc[i].pos_ in ("AUX", "ADV"):
        i -= 1
    if i >= sentence.start and sentence.doc[i].pos_ in ("PROPN", "NOUN"):
        return phrase(sentence.doc[i], sentence)
    return []


def _closing(verb: Token, sentence: Span) -> list[Token]:
    """ "…, government sources confirmed.": the noun phrase between the comma and a verb that ends the sentence."""
    doc, after = verb.doc, verb.i + 1
    if after < sentence.end and not (doc[after].is_punct or doc[after].is_quote):
        return []
    start = verb.i
    while start > sentence.start and verb.i - start < LONGEST and not doc[start - 1].is_punct | doc[start - 1].is_quote:
        start -= 1
    if start <= sentence.start + 2 or start == verb.i or doc[start - 1].text not in (",", "”", '"'):
        return []
    if verb.i - start == 1 and doc[start].lower_ in _PERSONAL - {"who"}:
        return [doc[start]]
    name = name_from(sentence, start)
    return name if name and name[-1].i == verb.i - 1 else []


def _opening(verb: Token, sentence: Span, entities: Sequence[Entity]) -> list[Token]:
    """ "Ann Lee reckons that …": a name, then the verb, then "that"."""
    doc = verb.doc
    if verb.i + 1 >= sentence.end or verb.nbor().lower_ != "that":
        return []
    name = next((e for e in entities if e.end == verb.i and e.kind in ("person", "organisation", "group")), None)
    return list(doc[name.start : name.end]) if name is not None else []


def covering(token: Token, found: Iterable[Report]) -> Report | None:
    """The report that a figure stands under: the nearest verb that governs it, else the nearest source of its
    stretch.
    """
    mine = [r for r in found if token.i not in r.tokens and r.segment[0] <= token.i < r.segment[1]]
    gapped = [r for r in mine if r.segment[1] == token.i + 1]
    if gapped:
        return gapped[0]
    governing = [r for r in mine if r.verb is not None and token in r.verb.subtree]
    if governing:
        return min(governing, key=lambda r: abs(r.verb.i - token.i))  # type: ignore[union-attr]
    return min(mine, key=lambda r: min(abs(i - token.i) for i in r.tokens), default=None)


def about_figures(parsed: Parsed, sentence: Span, text: str, entities: Sequence[Entity]) -> Report | None:
    """The source in a sentence that only tells where the figures come from, such as "The data are from the
    ministry".
    """
    if len(sentence) > _CREDIT or any(t.i in parsed.quantities for t in sentence):
        return None
    topic = next((t for t in sentence[:12] if t.lower_ in forms("figures")), None)
    if topic is None:
        return None
    verb = next((t for t in sentence[topic.i - sentence.start + 1 :] if t.lower_ in forms("origin")), None)
    if verb is None:
        return None
    start = verb.i + 1
    last_preposition = start
    for token in sentence.doc[start : sentence.end]:
        if token.pos_ == "ADP" or token.lower_ in ("to", "on", "from", ":"):
            last_preposition = token.i + 1
            if token.lower_ in ("from", "to", "by", ":"):
                break
    rest = list(sentence.doc[last_preposition : sentence.end])
    while rest and rest[-1].is_punct:
        rest.pop()
    while rest and rest[0].pos_ in ("DET", "PUNCT"):
        rest.pop(0)
    if (
        not rest
        or len(rest) > 2 * LONGEST
        or not any(t.pos_ in ("PROPN", "NOUN") or t.is_title or t.is_upper for t in rest)
    ):
        return None
    kind = kind_of(rest, entities) or "organisation"
    span = (sentence.start, sentence.end)
    return Report(parsed.words(text, rest), kind, "reported", verb, frozenset(t.i for t in rest), span, named=True)
