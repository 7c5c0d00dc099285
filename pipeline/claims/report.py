"""A source in a sentence: its words, what kind of source it is, and how surely it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline import lexicons
from pipeline.claims.phrases import lexicon
from pipeline.claims.sourcing import cues, nouns
from pipeline.entities import Entity, genders
from pipeline.language import Parsed
from pipeline.model import AttributionKind, Certainty
from pipeline.tokens import Span, Token

_KIND_OF_NAME: dict[str, AttributionKind] = {
    "person": "person",
    "office": "office",
    "organisation": "organisation",
    "group": "organisation",
    "country": "organisation",
    "nationality": "anonymous",
}
_NEAR = 7  # words after "sources" that may tell whom they are close to
_FULL_NAME = 3  # words of a person's name at most


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
    definite: bool = False  # "the company", "its director": somebody whom the article may have named before
    beside: bool = False  # stands beside the claim in its sentence: its own words may be others
    several: bool = False  # a plural, which is no "it" and no "she"
    lent: bool = False  # speaks elsewhere in the paragraph or the article, not in the claim's own sentence
    doubtful: bool = False  # stands for a pronoun that may mean somebody else: told in the sentence's own words

    @property
    def apart(self) -> bool:
        """Is it not sure to be whose word the claim's own words are, so that they are told without it?"""
        return self.lent or self.beside or self.doubtful

    def is_in(self, sentence: Span) -> bool:
        """Do a sentence's own words say who says so?"""
        verb = self.verb
        return verb is not None and verb.doc is sentence.doc and sentence.start <= verb.i < sentence.end


def report(
    parsed: Parsed, text: str, name: Sequence[Token], certainty: Certainty, verb: Token | None,
    segment: tuple[int, int], entities: Sequence[Entity], speaks: bool = False,
) -> list[Report]:  # fmt: skip
    """The source that a noun phrase names, as a list of one; of none where it is no source.

    ``speaks``: it is the subject of a verb that only those who can speak have, so that an unlisted noun is one too.
    """
    counted = next((n for n, t in enumerate(name) if t.i not in parsed.quantities), 0) if speaks else 0
    name = name[counted:]  # "five agencies said"
    if not name or any(t.i in parsed.quantities for t in name):
        return []
    name = _without_time(name)
    same = name[0].lower_ == "the" and any(t.lower_ in cues("same") for t in name)
    pronoun = same or (name[-1].lower_ in cues("pronoun") and not name[-1].is_upper)
    kind = kind_of(name, entities) or (_speaker(name) if speaks else None)
    if kind is None and not pronoun:
        return []
    name = (*name, *_near_whom(name[-1]))
    kept: Sequence[Token] = (
        name[1:] if len(name) > 1 and (name[0].pos_ in ("DET", "PRON") and name[0].tag_ != "WP") else name
    )
    kept = _firm(kept) or _timeless(kept)
    span = {t.i for t in kept}
    known = any(e.kind not in ("nationality", "country") and span & set(range(e.start, e.end)) for e in entities)
    named = known or any(t.pos_ == "PROPN" and t.text[:1].isupper() for t in kept)
    definite = name[0].lower_ in cues("definite")
    words = parsed.words(text, kept)
    return [
        Report(
            words,
            kind or "person",
            certainty,
            verb,
            frozenset(t.i for t in name),
            segment,
            pronoun,
            named,
            definite,
            several=core_of(kept)[-1].tag_ == "NNS",
        )
    ]


def _timeless(name: Sequence[Token]) -> Sequence[Token]:
    """A document's name without its date: "UN report" of "last year's UN report"."""
    owned = next((n for n, t in enumerate(name) if n and t.tag_ == "POS" and _is_time(name[n - 1])), -1)
    return name[owned + 1 :] or name


def _is_time(token: Token) -> bool:
    return token.lower_ in lexicon("time") or token.lower_ in lexicon("spans of time")


def _firm(name: Sequence[Token]) -> Sequence[Token]:
    """The name behind what a firm makes or does, "Velmo" of "German carmaker Velmo"; empty where there is none."""
    for n, token in enumerate(name):
        if token.lower_ in cues("firm"):
            rest = name[n + 1 :]
            return rest if rest and all(t.pos_ == "PROPN" for t in rest) else []
    return []


def _near_whom(last: Token) -> list[Token]:
    """ "close to the talks", of "sources close to the talks": a source without a name is told by whom it is near to."""
    following = last.doc[last.i + 1 : min(last.i + _NEAR, last.sent.end)]
    if [t.lower_ for t in following[:2]] != ["close", "to"]:
        return []
    return [*following[:2], *takewhile(lambda t: t.pos_ in ("DET", "PRON", "ADJ", "NOUN", "PROPN"), following[2:])]


def _without_time(name: Sequence[Token]) -> Sequence[Token]:
    """A source without the time that stands right before it: "Last year the mayor promised …"."""
    spans = lexicon("spans of time")
    times = [n for n, t in enumerate(name) if t.dep_.startswith("obl") and t.lower_ in spans]
    return name[times[-1] + 1 :] or name if times else name


def core_of(name: Sequence[Token]) -> Sequence[Token]:
    """A noun phrase up to the preposition that opens its complement: "economists" of "economists at Bank Wisla"."""
    until = next((n for n, t in enumerate(name) if n and t.lower_ in cues("complement")), len(name))
    return name[:until]


def kind_of(name: Sequence[Token], entities: Sequence[Entity]) -> AttributionKind | None:
    """What kind of source a noun phrase is, from its head (before any "of"); None when it is none."""
    core = core_of(name)
    head = core[-1]
    if head.lower_ in lexicon("time"):
        return None
    if (described := _described(core)) is not None:
        return described
    entity = next((e for e in entities if e.start <= head.i < e.end), None)
    if entity is None or entity.kind != "person":
        kind = nouns().get(head.lemma_.lower()) or nouns().get(head.lower_)
        if kind:
            return kind
    if entity is not None:
        return _KIND_OF_NAME.get(entity.kind)
    if head.pos_ == "PROPN" and head.text[:1].isupper():
        return "person" if len(core) <= _FULL_NAME and core[0].lower_ != "the" else "organisation"
    return None


def _described(core: Sequence[Token]) -> AttributionKind | None:
    """The kind of a name that a noun before it tells: "statistics office GUS", "Interior Minister Ann Lee"."""
    if core[-1].pos_ != "PROPN" or (nouns().get(core[-1].lower_) is not None):
        return None
    for noun in reversed(core[:-1]):
        kind = nouns().get(noun.lower_) or ("organisation" if noun.lower_ in cues("firm") else None)
        if kind is not None and noun.nbor().pos_ == "PROPN":
            return "person" if kind in ("person", "office", "anonymous") else kind
    return None


def _speaker(name: Sequence[Token]) -> AttributionKind | None:
    """The kind of an unlisted noun that speaks: many, or one that is not told further, have no name; a noun that the
    article treats as known is a body.
    """
    head = core_of(name)[-1]
    if head.pos_ not in ("NOUN", "PROPN") or head.lower_ in cues("no speaker"):
        return None
    if any(c.dep_ == "nummod" and c.i < head.i for c in head.children):
        return None  # "the firm, which ships 800 cars a week, said"
    if not _can_speak(head):
        return None
    several = head.tag_ in ("NNS", "NNPS")
    known = name[0].lower_ in cues("definite") and not several and not genders.is_person(head)
    return "organisation" if known else "anonymous"


def _can_speak(head: Token) -> bool:
    """Is an unlisted noun one for people or a body: "pensioner", "loggers", not "rocket" or "value"?"""
    kind = lexicons.counted_class(head.lemma_.lower())
    if kind is not None:
        return bool({"person", "organisation", "business", "country", "region", "city"} & set(lexicons.ancestors(kind)))
    word = head.lemma_.lower()
    return head.text[:1].isupper() or word.endswith(tuple(cues("speaking ending")))
