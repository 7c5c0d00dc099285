"""Whose a figure is, from the words of its sentence: the people, group, body or thing that it tells of.

Order of trust: the name it is listed under, a name in or after its noun phrase, the names of its own stretch of the
sentence, whoever does it ("nurses vaccinated 900"), and what the measure itself says ("turnout": voters).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pipeline import lexicons
from pipeline.claims import acting, action_classes, actions
from pipeline.claims.context import ACTOR_KINDS, Context, event_name
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.facets import facet, joined
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon, phrase_of, subject_of, whole_name
from pipeline.claims.sourcing import forms, nouns
from pipeline.claims.stretches import Stretch, after_preposition
from pipeline.entities import Entity
from pipeline.inflection import inflections
from pipeline.knowledge import settings, table, words
from pipeline.tokens import Token

_At = Callable[[int], "Entity | None"]


def actor(
    draft: Draft,
    entities: Sequence[Entity],
    pronouns: Mapping[int, Entity],
    speaking: frozenset[int],
    stretch: Stretch,
    text: str,
) -> Facet | None:
    """Whose figure it is, from the words around it; None when they name nobody.

    ``speaking`` are the tokens of the sentence's sources: who counts is not who is counted. An organisation is nobody
    to whom something happens, unless the counted noun itself names it ("40 police").
    """
    heard = [e for e in entities if not speaking & set(range(e.start, e.end))]
    by_token = {i: e for e in heard for i in range(e.start, e.end)}

    def at(index: int) -> Entity | None:
        entity = by_token.get(index) or pronouns.get(index)
        return entity if entity is not None and entity.kind in ACTOR_KINDS else None

    labelled = at(draft.label.i) if draft.label is not None else None
    if labelled and not (_only_where(draft, labelled) or _has_named(draft, labelled)):
        return facet(labelled)
    phrase = [*draft.phrase, *draft.of]
    whole = draft.of[-1].i if draft.of else -1  # "70% of Iraq": the place itself, not whose it is
    inside = [e for t in phrase if (e := at(t.i)) and not (e.kind == "country" and e.start <= whole < e.end)]
    if inside:
        return _of_nation(draft, inside[0]) or facet(inside[0])
    after = max([draft.token.i, *(t.i for t in phrase)]) + 1
    if after < draft.sentence.end and draft.token.doc[after].lower_ in lexicon("belonging after"):
        near = range(after + 1, min(after + 5, draft.sentence.end))
        found = next((e for i in near if (e := at(i))), None)
        if found:
            return facet(found)
    if (noun := actions.called(draft)) is not None:
        named = whole_name(noun.head) if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else []
        found = at(noun.i) or (next((e for t in named if (e := at(t.i)) and len(named) == e.end - e.start), None))
        if found or named:
            words = draft.parsed.words(text, named)
            return facet(found) if found else Facet(words, words)
    own = [e for e in stretch.whose if not speaking & set(range(e.start, e.end)) and not _has_named(draft, e)]
    doc = draft.token.doc
    own = [acting.introduced(doc, e, heard) or e for e in own]
    if own:
        bodies = [] if action_classes.befell(draft.action) else [acting.body(doc, e) for e in own]
        single = _of_nation(draft, own[0]) if len(own) == 1 else None
        return (bodies[0] if len(bodies) == 1 else None) or single or joined([facet(e) for e in own])
    other = _by_verb(draft, at) or _by_group(draft, heard)
    if other is not None and not (other.kind == "organisation" and action_classes.befell(draft.action)):
        here = other in heard and other.start < draft.token.i  # not what a pronoun points to
        return (acting.body(doc, other) if here else None) or facet(other)
    doer = _doer(draft, pronouns, speaking, text)
    draft.doer = doer is not None
    return doer


def by_short_name(found: Facet | None, about: Context) -> Facet | None:
    """ "The carmaker", "the firm": the body that the article keeps naming, where it has one."""
    if found is None or about.firm is None or found.name.lower() not in forms("firm"):
        return found
    return Facet(about.firm.name, found.words, False)


def _only_where(draft: Draft, labelled: Entity) -> bool:
    """ "in Peru 31", "Peru (31)" of people killed: the country that a figure is listed under is only its place."""
    return labelled.kind == "country" and action_classes.befell(draft.action)


def _has_named(draft: Draft, owner: Entity) -> bool:
    """ "Kenya's 28,000 schools", "Peru's 2 million voters": they are the schools' and the voters' figures; "Peru's 900
    soldiers" are Peru's."""
    doc, noun = draft.token.doc, draft.noun
    if owner.kind != "country" or noun is None or measures_itself(draft.quantity) or noun.i < draft.token.i:
        return False
    kind = lexicons.counted_class(noun.lemma_)
    owns = owner.end < draft.token.i <= owner.end + 2 and doc[owner.end].lower_ in ("'s", "’s")
    return owns and kind not in settings("claims")["said_by_nation"]


def _of_nation(draft: Draft, nation: Entity) -> Facet | None:
    """ "900 Bolivian children": a kind of people of a nation; of "900 Bolivians" the nation alone says all."""
    kind = lexicons.counted_class(draft.noun.lemma_) if draft.noun is not None else None
    if nation.kind not in ("nationality", "country") or kind == "person" or not lexicons.is_people(kind):
        return None
    if kind in settings("claims")["said_by_nation"]:
        return None
    noun = draft.noun.lower_ if draft.noun is not None else ""
    return Facet(f"{noun} from {nation.name}", f"{nation.words} {noun}", country=nation.country)


def _doer(draft: Draft, pronouns: Mapping[int, Entity], speaking: frozenset[int], text: str) -> Facet | None:
    """Who does it, as the subject of the figure's verb names them: "nurses vaccinated 900", "the petition has 900".

    Of what befalls people the doer is not whose figure it is, and what measures or reports does nothing.
    """
    verb = draft.predicate
    if verb is None or verb.pos_ != "VERB" or action_classes.befell(draft.action) or verb.i > draft.token.i:
        return None
    lemma = verb.lemma_.lower()
    if lemma in lexicon("measuring") or (lemma in lexicon("presenting") and lemma not in lexicon("owning")):
        return None
    if action_classes.class_name(draft.action) in settings("claims")["done_by_nobody"] or _after_preposition(draft):
        return None
    subject = _subject(verb)
    if subject is None or subject.i > verb.i or subject.i in speaking:
        return None
    if _parted(draft, subject, verb):
        return None
    if (meant := pronouns.get(subject.i)) is not None:
        return facet(meant, near=False)
    if subject.pos_ not in ("NOUN", "PROPN") or subject.lower_ in lexicon("time"):
        return None
    if subject.i in draft.parsed.quantities or subject == draft.noun:
        return None
    weighed = measures_itself(draft.quantity) and draft.quantity.unit not in ("percent", "percentage_points")
    if (
        lemma in lexicon("owning")
        and not (weighed and draft.noun is not None)
        and (subject.lower_ in nouns() or lexicons.counted_class(subject.lower_) == "document")
    ):
        return None  # "the agency has 900": that is what it says
    tokens = whole_name(subject) if subject.pos_ == "PROPN" else phrase_of(subject)
    if any(t.i in draft.parsed.quantities for t in tokens) or tokens[-1].lemma_.lower() in lexicon("amount"):
        return None
    name = " ".join(t.text if t.pos_ == "PROPN" else t.lower_ for t in tokens)
    return Facet(event_name(tokens[-1].lower_) or name, draft.parsed.words(text, tokens))


def _parted(draft: Draft, subject: Token, verb: Token) -> bool:
    """ "one has 300; the other, which came late, has 271": a subject that only a wrong parse carries to the verb."""
    if subject.head == verb:
        return False
    low, high = sorted((subject.i, verb.i))
    between = verb.doc[low:high]
    return any(t.text == ";" or t.lower_ in lexicon("contrast") or t.i in draft.parsed.quantities for t in between)


def _after_preposition(draft: Draft) -> bool:
    """ "the town led with 900": nothing that its verb was done to."""
    doc, i, starts = draft.token.doc, draft.token.i - 1, draft.parsed.starts
    while i > draft.sentence.start and (doc[i].pos_ in ("DET", "ADV") or starts[i] == starts[draft.token.i]):
        i -= 1
    return doc[i].lower_ in ("with", "at", "by", "from", "on", "to")


def _subject(verb: Token) -> Token | None:
    """Who does what a verb tells, through "and", "plans to", "by axing"; of "which opened" what it stands for."""
    for _ in range(3):
        found = next((c for c in verb.children if c.dep_ == "nsubj"), None) or subject_of(verb)
        if found is not None and found.tag_ in ("WDT", "WP") and verb.dep_ == "acl:relcl":
            return verb.head
        if found is not None:
            return found
        if verb.dep_ not in ("advcl", "conj", "xcomp") or verb.head is verb:
            return None
        verb = verb.head
        if verb.pos_ not in ("VERB", "AUX"):
            return None
    return None


def _by_verb(draft: Draft, at: _At) -> Entity | None:
    """Who the figure's verb, or one above it, has as its subject or agent."""
    if draft.predicate is None:
        return None
    near = settings("claims")["whose"]
    for verb in _above(draft.predicate):
        subject = subject_of(verb)
        if subject is not None and _parted(draft, subject, verb):
            continue
        other = subject is not None and subject.i != draft.token.i and subject != draft.noun
        if subject is not None and other and abs(subject.i - draft.token.i) < near["words"]:
            beside = sorted(subject.subtree, key=lambda t: abs(t.i - subject.i))
            found = next((e for t in beside if abs(t.i - subject.i) <= near["beside"] and (e := at(t.i))), None)
            if found and (found.kind != "country" or (measures_itself(draft.quantity) and not _lies(draft, found))):
                return found
        agent = _agent(verb)
        if agent is not None:
            named = (e for t in agent.subtree if (e := at(t.i)) and e.kind in ("group", "organisation"))
            found = next(named, None)
            if found:
                return found
    return None


def _above(verb: Token) -> Iterator[Token]:
    """A verb and those over it, up to one that only says it: who speaks is not whose figure it is."""
    yield verb
    for above in verb.ancestors:
        if verb.dep_ == "ccomp" and above == verb.head:
            return
        verb = above
        if verb.pos_ == "VERB":
            yield verb


def _lies(draft: Draft, named: Entity) -> bool:
    """ "The lake in Peru has grown": a country that only tells where the subject is."""
    sentence = draft.sentence
    inside = sentence.start <= named.start < sentence.end and sentence.doc[named.start : named.end].text == named.words
    return inside and after_preposition(sentence.doc, named)


def _agent(verb: Token) -> Token | None:
    return next(
        (
            c
            for c in verb.children
            if c.dep_.startswith("obl") and any(g.lower_ in lexicon("agent") for g in c.children)
        ),
        None,
    )


def _by_group(draft: Draft, entities: Sequence[Entity]) -> Entity | None:
    """The nearest group of the sentence, for land, money and shares: they are somebody's."""
    if not measures_itself(draft.quantity) and draft.counted is not None:
        return None
    groups = [
        e
        for e in entities
        if e.kind in ("group", "organisation") and draft.sentence.start <= e.start < draft.sentence.end
    ]
    near = min(groups, key=lambda e: abs(e.start - draft.token.i), default=None)
    return near if near is not None and near.kind == "group" else None


def of_measure(draft: Draft) -> Facet | None:
    """Those whom the counted noun itself is a measure of: a turnout is voters', a magnitude an earthquake's."""
    found = _whose_measure(draft)
    if found is None or draft.counted is None:
        return None
    where = draft.place.name if draft.place is not None and " and " not in draft.place.name else ""
    return Facet(f"{found} in {where}" if where else found, draft.counted.words, draft.counted.near)


def is_measure(draft: Draft) -> bool:
    """Is what it counts a measure by itself, as a turnout or a rate is?"""
    return _whose_measure(draft) is not None


def _whose_measure(draft: Draft) -> str | None:
    if draft.counted is None:
        return None
    spoken = f" {' '.join(lexicons.tokens(draft.counted.name))} "
    return next((who for what, who in _measures() if f" {what} " in spoken), None)


@cache
def _measures() -> tuple[tuple[str, str], ...]:
    """Measure → whose it is, longer phrases first, from ``data/lexicons/whose.csv``."""
    rows = table("lexicons/whose", "measure", "whose")
    return tuple(
        sorted(
            ((form, row["whose"]) for row in rows for w in words(row["measure"]) for form in inflections(w)),
            key=lambda pair: -len(pair[0]),
        )
    )
