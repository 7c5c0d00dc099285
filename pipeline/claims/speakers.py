"""The sources of one article as they come up, so that "he", "the governor" and "the council" find their names.

Only what is safe is resolved: a pronoun to the last source that it fits, a title to the person the article gave it to,
a body's short form to the one body of that kind that was named. What stays open keeps its own words, and a bare
"company" or "group" is nobody's name: two articles may mean two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline import lexicons
from pipeline.claims.phrases import is_dateline, whole_name
from pipeline.claims.report import Report
from pipeline.claims.sourcing import cues, nouns
from pipeline.entities import Entity, genders
from pipeline.language import Parsed
from pipeline.model import AttributionKind
from pipeline.tokens import Doc, Token

_SPEAKERS = frozenset(("person", "organisation", "group"))
_BODIES = ("organisation", "document", "outlet", "office")  # what "it" can be
_MANY = ("organisation", "person", "office", "anonymous", "social_media", "outlet")  # what "they" can be
_ROLE_REACH = 4  # words between a person's name and the title that goes with it
_LONGEST = 6  # words of a body's name
_KEPT = 4  # last sources that a pronoun is looked up among


class Speakers:
    """Remembers sources in reading order; ``resolve`` turns a Report into the Report that it stands for."""

    def __init__(self) -> None:
        self.named: list[Report] = []
        self.recent: list[Report] = []  # the last sources, with a name or without, in order
        self._heard: list[int] = []  # the sentence of each
        self._sentence = 0
        self._acting: Report | None = None  # the body that is the subject of the sentence before
        self.roles: dict[str, str] = {}
        self.bodies: dict[str, list[str]] = {}  # noun ("council") → full names of bodies of that kind, in order
        self.firms: list[str] = []  # names of companies, whatever noun they go by

    @property
    def last(self) -> Report | None:
        """The source named last."""
        return self.recent[-1] if self.recent else None

    def sentence(self, acting: Report | None) -> None:
        """Goes on to the next sentence; ``acting`` is the body that was this one's subject."""
        self._sentence += 1
        self._acting = acting

    def learn(self, parsed: Parsed, text: str, entities: Sequence[Entity]) -> None:
        """Reads a paragraph for who holds which title ("Governor Ann Lee") and what bodies are called in full."""
        doc = parsed.doc
        for entity in entities:
            if entity.kind == "person":
                self._learn_role(doc, entity)
        kinds, firms = nouns(), cues("firm")
        for token in doc:
            kind = kinds.get(token.lower_)
            firm = token.lower_ in firms
            if kind not in ("organisation", "document") and not firm:
                continue
            called = _called(token) or (_apposed_to(token) if firm else [])
            full = called or _described(token)
            if full:
                words = parsed.words(text, full)
                known = self.bodies.setdefault(token.lower_, [])
                if words not in known:
                    known.append(words)
                if firm and full[-1].pos_ == "PROPN" and words not in self.firms:
                    self.firms.append(words)
        if not self.firms:
            self.firms += _acting(parsed, text, entities)

    def _learn_role(self, doc: Doc, entity: Entity) -> None:
        around = [*doc[max(0, entity.start - _ROLE_REACH) : entity.start], *doc[entity.end : entity.end + _ROLE_REACH]]
        for token in around:
            first, last = sorted((token.i, entity.head))
            if any(t.pos_ in ("VERB", "CCONJ", "PRON") for t in doc[first + 1 : last]):
                continue  # "the mayor thanked Ann Lee"
            if nouns().get(token.lemma_.lower()) in ("person", "office") and not token.is_punct:
                self.roles.setdefault(token.lemma_.lower(), entity.words)

    def see(self, report: Report) -> None:
        """Remembers a source that was named."""
        if report.pronoun or self._itself(report):
            return
        self.recent = [*self.recent, report][-_KEPT:]
        self._heard = [*self._heard, self._sentence][-_KEPT:]
        if report.named and all(report.words != known.words for known in self.named):
            self.named.append(report)

    def resolve(self, report: Report, pointing: Mapping[int, Entity], beside: Sequence[Report] = ()) -> Report | None:
        """The source that a report stands for; None for the outlet itself.

        ``pointing`` maps token indices of pronouns and short forms to what they point back to; ``beside`` are the
        sources of its sentence: "The ministry denies this: it says …".
        """
        if report.pronoun and report.words.lower() == "it":
            first = min(report.tokens)
            own = [r for r in beside if not r.pronoun and max(r.tokens) < first and r.kind in _BODIES]
            if own:
                named = self.resolve(own[-1], pointing)
                return _for(report, named) if named is not None else None
        if report.pronoun and report.words.lower() in ("he", "she"):
            first = min(report.tokens)
            people = ("person", "office", "anonymous")
            own = [r for r in beside if not (r.pronoun or r.several) and max(r.tokens) < first and r.kind in people]
            own = [r for r in own if _may_be(report.words, r)]
            if own and report.verb is not None and own[-1].verb is not None and own[-1].verb != report.verb:
                return replace(own[-1], certainty=report.certainty, beside=report.beside)
        meant = next((pointing[i] for i in _core(report) if i in pointing and not _owns(report, i, pointing[i])), None)
        if meant is not None and report.pronoun and meant.kind == "person" and " " not in meant.words:
            # a bare "Askham" may be a place that was taken for a person: who has spoken goes first
            before = self._before(report)
            if before is not None and meant.words not in before.words:
                return before
        if meant is not None and report.pronoun and _is_quoted(meant, report):
            meant = None
        if meant is not None and meant.kind in _SPEAKERS and (report.pronoun or not report.named):
            kind: AttributionKind = "person" if meant.kind == "person" else "organisation"
            return replace(report, words=meant.words, kind=kind, pronoun=False, named=True)
        if report.pronoun:
            before = self._before(report)
            if report.words.lower() == "it" and self._acting is not None and (before is None or before.doubtful):
                return replace(_for(report, self.resolve(self._acting, {}) or self._acting), doubtful=True)
            return before
        if report.named:
            surname = meant is not None and meant.kind == "person" and meant.words.endswith(report.words)
            return replace(report, words=meant.words) if surname and meant is not None else report
        if self._itself(report):
            outlets = [r for r in self.named if r.kind == "outlet"]
            return replace(outlets[-1], certainty=report.certainty) if outlets else None
        return self._by_noun(report)

    def meant(self, report: Report | None, pointing: Mapping[int, Entity]) -> Report | None:
        """Who a report stands for, where that is sure; None otherwise, and for None."""
        found = self.resolve(report, pointing) if report is not None else None
        return None if found is None or found.pronoun or found.doubtful else found

    def _before(self, report: Report) -> Report | None:
        """The last source that a pronoun fits: a person for "she", a body or document for "it"."""
        word = report.words.lower()
        kinds: tuple[str, ...] | None = (
            ("person", "office", "anonymous", "social_media") if word in cues("of a person") else None
        )
        kinds = _BODIES if word == "it" else kinds
        kinds = _MANY if word == "they" else kinds
        one = word in ("it", "he", "she")
        for number in range(len(self.recent) - 1, -1, -1):
            known = self.recent[number]
            if (kinds is not None and known.kind not in kinds) or (one and known.several) or not _may_be(word, known):
                continue
            heard = self._heard[number]
            alone = self._heard.count(heard) == 1 and number == len(self.recent) - 1
            return replace(_for(report, known), doubtful=not (alone and self._sentence - heard <= 1))
        return None

    def _by_noun(self, report: Report) -> Report:
        """The name behind "the governor", "the council", "the company"; the report itself where there is none."""
        head = report.words.split()[-1].lower()
        for word in (head, head.removesuffix("s")):
            if word in self.roles and report.definite:
                return replace(report, words=self.roles[word], kind="person", named=True)
        bare = len(report.words.split()) == 1
        known = self.bodies.get(head, [])
        if bare and len(known) == 1 and (report.definite or known[0][:1].islower()):
            return replace(report, words=known[0], named=known[0][:1].isupper())
        if bare and report.definite and head in cues("firm") and self.firms:
            return replace(report, words=self.firms[-1], kind="organisation", named=True)
        if bare and report.definite and report.kind == "document":
            same = [r for r in self.recent if r.named and r.words.split()[-1].lower() == head]
            meant = same[-1:] or (self.named if len(self.named) == 1 else [])
            if meant:
                return replace(meant[0], certainty=report.certainty)
        return replace(report, kind="anonymous") if bare and head in cues("anybody") else report

    @staticmethod
    def _itself(report: Report) -> bool:
        return not report.named and report.words.split()[-1].lower() in cues("outlet_itself")


def _for(report: Report, known: Report) -> Report:
    """What a pronoun says, as the word of the source that it stands for."""
    return replace(
        report,
        words=known.words,
        kind=known.kind,
        pronoun=False,
        named=known.named,
        definite=known.definite,
        several=known.several,
    )


def _may_be(pronoun: str, known: Report) -> bool:
    """Can a pronoun stand for a source: "she" for no spokesman, "they" for no one person?"""
    gender = genders.of_pronoun(pronoun)
    if gender is None:
        return pronoun != "they" or known.several or known.kind not in ("person", "office")
    told = genders.of_name(known.words)
    return told is None or told == gender


def _core(report: Report) -> list[int]:
    """The tokens of a source before "of": "the head of the group" is not the group."""
    tokens = sorted(report.tokens)
    if report.verb is None:
        return tokens
    return list(takewhile(lambda i: report.verb is not None and report.verb.doc[i].pos_ != "ADP", tokens))


def _is_quoted(meant: Entity, report: Report) -> bool:
    """ "“Acme has lost its way,” it said": nobody speaks of himself by his name in his own words."""
    if report.verb is None:
        return False
    first, sentence = min(report.tokens), report.verb.sent
    doc = sentence.doc
    if not sentence.start <= meant.start < first or doc[meant.start : meant.end].text != meant.words:
        return False
    before = sum(t.is_quote for t in doc[sentence.start : meant.start])
    return before % 2 == 1 and sum(t.is_quote for t in doc[meant.end : first]) % 2 == 1


def _owns(report: Report, token: int, meant: Entity) -> bool:
    """ "his mother wrote": it is not he who writes; but "its spokesman" speaks for it."""
    verb = report.verb
    return verb is not None and meant.kind == "person" and len(report.tokens) > 1 and verb.doc[token].tag_ == "PRP$"


def _called(noun: Token) -> list[Token]:
    """The name right after a noun for a body: "the union Solidarity", "car maker Velmo"."""
    doc, end = noun.doc, noun.i + 1
    while end < noun.sent.end and end - noun.i <= _LONGEST and doc[end].pos_ == "PROPN":
        end += 1
    return list(doc[noun.i + 1 : end]) if noun.pos_ == "NOUN" else []


def _apposed_to(noun: Token) -> list[Token]:
    """The name that a noun for a firm stands beside: "Skyways, the low-cost airline"."""
    return whole_name(noun.head) if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else []


def _described(noun: Token) -> list[Token]:
    """The nouns and names before a noun for a body, with it: "North Dale Council", "the health ministry"."""
    doc, start = noun.doc, noun.i
    while start > noun.sent.start and noun.i - start < _LONGEST and doc[start - 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    while start < noun.i and doc[start].lower_ in cues("no name"):
        start += 1
    if start == noun.i or (noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ in ("NOUN", "PROPN")):
        return []
    new = start > noun.sent.start and doc[start - 1].lower_ in ("a", "an")  # "a smaller company": none that is known
    if new and all(t.pos_ == "ADJ" for t in doc[start : noun.i]):
        return []
    return list(doc[start : noun.i + 1])


def _acting(parsed: Parsed, text: str, entities: Sequence[Entity]) -> list[str]:
    """The name that an article's first acting subject goes by, no person and no place: "Kestrel Tyres will close …"."""
    for sentence in parsed.doc.sents:
        token = sentence[0]
        if is_dateline(token, parsed.doc[token.i :]):
            continue
        if token.pos_ != "PROPN" or any(e.start <= token.i < e.end for e in entities if e.kind != "organisation"):
            return []
        run = [token]
        while run[-1].i + 1 < sentence.end and run[-1].nbor().text[:1].isupper():
            run.append(run[-1].nbor())
        if len(run) == 1 and lexicons.counted_class(token.lower_) is not None:
            return []  # "Oil has come ashore": a capital that only opens the sentence
        subject = any(t.dep_.startswith("nsubj") or t.dep_ == "nmod:poss" for t in run)
        return [parsed.words(text, run)] if subject and len(run) <= _LONGEST else []
    return []


class Block:
    """The sources of one paragraph: where there is just one, its other figures come from it too."""

    def __init__(self) -> None:
        self._found: dict[str, Report] = {}

    def see(self, report: Report | None) -> None:
        """Remembers a source that was named, resolved; not one that only promises to do something."""
        promises = report is not None and report.certainty == "predicted" and report.verb is not None
        if promises and any(c.dep_ == "xcomp" for c in report.verb.children):  # type: ignore[union-attr]
            return
        if report is not None:
            self._found.setdefault(report.words, report)

    def only(self) -> Report | None:
        """The one source; its word for the other figures is a plain report, whatever it denied or claimed elsewhere."""
        found = [r for r in self._found.values() if r.named] or list(self._found.values())
        if len(found) != 1 or (found[0].kind == "anonymous" and not found[0].named):
            return None
        return replace(found[0], certainty="reported", lent=True)
