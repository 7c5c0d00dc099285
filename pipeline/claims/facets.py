"""Whose and where: the actor and place of a figure, each canonical with the words it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline import entities as gazetteer
from pipeline.claims import actions
from pipeline.claims.context import ACTOR_KINDS, PLACE_KINDS, Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon, phrase_of, subject_of
from pipeline.claims.source import segments
from pipeline.claims.stretches import Stretch
from pipeline.entities import Entity

_REACH = 12  # words after the figure in which its place is looked for
WORLD = "world"


def facet(entity: Entity, near: bool = True) -> Facet:
    return Facet(entity.name or entity.words, entity.words, near, entity.country)


def joined(found: Sequence[Facet]) -> Facet | None:
    """Several names as one facet, in alphabetical order: "Iraq and Syria"."""
    unique = {f.name: f for f in found}
    if not unique:
        return None
    names = sorted(unique)
    return Facet(
        " and ".join(names),
        ", ".join(dict.fromkeys(f.words for f in found)),
        all(f.near for f in found),
        found[0].country if len(names) == 1 else None,
    )


def far(found: Facet | None) -> Facet | None:
    """The same facet, marked as carried over from elsewhere in the article."""
    return None if found is None else Facet(found.name, found.words, False, found.country)


def first(found: Sequence[Facet]) -> Facet | None:
    return found[0] if found else None


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

    if draft.label is not None and (labelled := at(draft.label.i)):
        return facet(labelled)
    phrase = [*draft.phrase, *draft.of]
    whole = draft.of[-1].i if draft.of else -1  # "70% of Iraq": the place itself, not whose it is
    inside = [e for t in phrase if (e := at(t.i)) and not (e.kind == "country" and e.start <= whole < e.end)]
    if inside:
        return facet(inside[0])
    after = max([draft.token.i, *(t.i for t in phrase)]) + 1
    if after < draft.sentence.end and draft.token.doc[after].lower_ in lexicon("belonging after"):
        near = range(after + 1, min(after + 5, draft.sentence.end))
        found = next((e for i in near if (e := at(i))), None)
        if found:
            return facet(found)
    own = [e for e in stretch.whose if not speaking & set(range(e.start, e.end))]
    if own:
        return joined([facet(e) for e in own])
    found = _by_verb(draft, at) or _by_group(draft, heard)
    if found is not None and not (found.kind == "organisation" and actions.befell(draft.action)):
        return facet(found)
    return _doer(draft, speaking, text)


def _doer(draft: Draft, speaking: frozenset[int], text: str) -> Facet | None:
    """Who does it, as the subject of the figure's verb names them: "nurses vaccinated 900", "the petition has 900".

    Of what befalls people the doer is not whose figure it is, and what measures or reports does nothing.
    """
    verb = draft.predicate
    if verb is None or verb.pos_ != "VERB" or actions.befell(draft.action) or verb.i > draft.token.i:
        return None
    if verb.lemma_.lower() in lexicon("measuring") | lexicon("presenting"):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) or subject_of(verb)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i > verb.i or subject.i in speaking:
        return None
    if subject.i in draft.parsed.quantities or subject == draft.noun or subject.lower_ in lexicon("time"):
        return None
    tokens = _whole_name(subject) if subject.pos_ == "PROPN" else phrase_of(subject)
    if any(t.i in draft.parsed.quantities for t in tokens) or tokens[-1].lemma_.lower() in lexicon("amount"):
        return None
    name = " ".join(t.text if t.pos_ == "PROPN" else t.lower_ for t in tokens)
    return Facet(name, draft.parsed.words(text, tokens))


def _whole_name(token: Token) -> list[Token]:
    """All neighbouring words of a name: a parser often takes "Forward Peru" apart."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end < token.sent.end and doc[end].pos_ == "PROPN":
        end += 1
    return list(doc[start:end])


def _by_verb(draft: Draft, at: Callable[[int], Entity | None]) -> Entity | None:
    """Who the figure's verb, or one above it, has as its subject or agent."""
    if draft.predicate is None:
        return None
    for verb in (draft.predicate, *(a for a in draft.predicate.ancestors if a.pos_ == "VERB")):
        subject = subject_of(verb)
        other = subject is not None and subject.i != draft.token.i and subject != draft.noun
        if subject is not None and other and abs(subject.i - draft.token.i) < 20:
            beside = sorted(subject.subtree, key=lambda t: abs(t.i - subject.i))
            found = next((e for t in beside if abs(t.i - subject.i) <= 3 and (e := at(t.i))), None)
            if found and (found.kind != "country" or measures_itself(draft.quantity)):
                return found
        agent = _agent(verb)
        if agent is not None:
            named = (e for t in agent.subtree if (e := at(t.i)) and e.kind in ("group", "organisation"))
            found = next(named, None)
            if found:
                return found
    return None


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


def place(draft: Draft, entities: Sequence[Entity], stop: int, stretch: Stretch, context: Context) -> Facet | None:
    """Where: the name it is listed under, the whole of a share ("70% of Idlib"), the places of its own stretch of the
    sentence, then those after it up to ``stop`` (the next figure's start), then those of its verb, then any of its
    clause that stands after a preposition of place."""
    sentence = draft.sentence
    limits = next((p for p in segments(sentence) if p[0] <= draft.token.i < p[1]), (sentence.start, sentence.end))
    places = [
        e for e in entities if e.kind in PLACE_KINDS and limits[0] <= e.start < limits[1] and not compares(e, sentence)
    ]
    if draft.label is not None and (hit := [e for e in places if e.start <= draft.label.i < e.end]):
        return facet(hit[0])
    inside = {t.i for t in (*draft.of, *draft.phrase)}
    own = [e for e in places if inside & set(range(e.start, e.end))]
    if own and draft.of:
        return facet(own[0])
    where = [e for e in stretch.where if not compares(e, sentence)]
    if where:
        return joined([facet(e) for e in where])
    if stretch.everywhere:
        return Facet(WORLD, stretch.everywhere)
    if stretch.areas:
        return _areas(stretch.areas, context)
    places = [e for e in places if e.start not in stretch.others]
    limit = min(stop, draft.token.i + _REACH + len(draft.phrase))
    found = located(sentence, [e for e in places if draft.token.i < e.start < limit])
    if found:
        return joined([facet(e) for e in one_run(found)])
    if stretch.total:
        return None
    if draft.predicate is not None:
        subtree = {t.i for t in draft.predicate.subtree}
        found = located(sentence, [e for e in places if e.start in subtree])
        if found:
            nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
            return joined([facet(e) for e in one_run(found) if abs(e.start - nearest.start) < 6])
    found = located(sentence, [e for e in places if e.start < draft.token.i]) or located(sentence, places)
    if found:
        nearest = min(found, key=lambda e: abs(e.start - draft.token.i))
        return joined([facet(e) for e in found if abs(e.start - nearest.start) < 6])
    return None


def _areas(counted: str, context: Context) -> Facet:
    """ "11 provinces" are those of the article's country; "7 countries" stand by themselves."""
    main = first(context.places)
    if main is None or main.country is None or counted.split()[-1] in lexicon("area of nations"):
        return Facet(counted, counted)
    country = gazetteer.country(main.country)
    return Facet(f"{counted} in {country.name if country else main.name}", counted, country=main.country)


def located(sentence: Span, candidates: Sequence[Entity]) -> list[Entity]:
    """Those after a preposition of place, or listed with one that is."""
    doc, out = sentence.doc, list[Entity]()
    for entity in candidates:
        i = entity.start - 1
        while i >= sentence.start and doc[i].pos_ in ("DET", "ADJ") and doc[i].lower_ not in lexicon("locating wide"):
            i -= 1
        before = doc[i].lower_ if i >= sentence.start else ""
        locates = before in lexicon("locating wide") and not (before in ("from", "of") and out)
        continues = bool(out) and before in lexicon("list") and entity.start - out[-1].end <= 3
        if locates or continues:
            out.append(entity)
    return out


def compares(entity: Entity, sentence: Span) -> bool:
    """ "an area the size of Lebanon": a place named for its size is not where it happened."""
    before = sentence.doc[max(sentence.start, entity.start - 5) : entity.start].text.lower()
    return any(cue in before for cue in lexicon("comparison"))


def one_run(found: Sequence[Entity]) -> list[Entity]:
    """The first place and those coordinated with it."""
    run = [found[0]]
    for entity in found[1:]:
        if entity.start - run[-1].end > 3:
            break
        run.append(entity)
    return run
