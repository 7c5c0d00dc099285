"""What a figure without a noun of its own says how much or how many of.

"a turnout of 63%", "damage was put at $3bn", "police put the crowd at 900", "$3bn in grants", "the yard lost $3bn" (a
loss): the noun stands before it, is its subject, the object of its verb, or in the verb itself.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline import lexicons
from pipeline.claims import action_classes, phrases, units
from pipeline.claims.context import Context
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import after_number, measures_itself
from pipeline.claims.sourcing import verbs
from pipeline.inflection import inflections
from pipeline.knowledge import settings, table
from pipeline.money import is_money
from pipeline.tokens import Token


def told(draft: Draft, text: str, alone: bool) -> Facet | None:
    """The noun that the figure is said of by the grammar of its clause; None when there is none.

    A bare count that follows another (not ``alone``) counts the same: only "put the crowd at 900" says otherwise.
    """
    counts = not alone and not measures_itself(draft.quantity)
    phrase = (
        (_object(draft) or _staff(draft))
        if counts
        else _before(draft) or _subject(draft) or _kind_of_money(draft) or _object(draft)
    )
    if phrase:
        name = " ".join(t.lower_ if t.pos_ == "NOUN" or _opens(t) else t.text for t in phrase)
        return Facet(name, draft.parsed.words(text, phrase))
    if draft.predicate is not None and is_money(draft.quantity.unit):
        noun = _amounts().get(action_classes.class_name(draft.action) or "")
        if noun:
            return Facet(noun, draft.parsed.words(text, [draft.predicate]))
    return None


def among(draft: Draft, text: str) -> Facet | None:
    """ "11 of them trucks laden with oil", "half of them women": the noun right after says which of those they are."""
    doc, i = draft.token.doc, after_number(draft)
    if i + 2 >= draft.sentence.end or doc[i].lower_ != "of" or doc[i + 2].pos_ not in ("NOUN", "ADJ"):
        return None
    phrase = phrases.noun_phrase(draft, i + 2)
    if not phrase or phrase[-1].pos_ != "NOUN" or phrase[-1].lower_ in phrases.lexicon("state"):
        return None
    return Facet(" ".join(t.lower_ for t in phrase), draft.parsed.words(text, phrase))


def pointed_at(draft: Draft, text: str, speaking: frozenset[int]) -> Facet | None:
    """ "Cases against the looters drag on, for only a third of them were caught": the people named before in the
    sentence, neither who speaks nor who does it."""
    if not draft.of or draft.of[-1].lower_ not in ("them", "whom"):
        return None
    for noun in reversed(draft.token.doc[draft.sentence.start : draft.first]):
        if noun.tag_ != "NNS" or noun.i in speaking or noun.head == draft.predicate:
            continue
        phrase = phrases.phrase_of(noun)
        if not lexicons.is_people(lexicons.counted_class(noun.lemma_)):
            return None
        return Facet(
            " ".join(t.lower_ if t.pos_ == "NOUN" else t.text for t in phrase), draft.parsed.words(text, phrase)
        )
    return None


def _opens(token: Token) -> bool:
    """Has an ordinary word its capital only because it begins the sentence?"""
    return bool(token.is_sent_start) and not token.is_upper and lexicons.counted_class(token.text) is not None


def _noun(draft: Draft, token: Token | None) -> list[Token]:
    """A noun's phrase, when the noun can be measured: no figure, no time, no pronoun, nobody who only reports."""
    if token is None or token.pos_ not in ("NOUN", "PROPN") or token.i in draft.parsed.quantities:
        return []
    if token.lower_ in phrases.lexicon("time") or not token.is_alpha:
        return []
    if token.lower_ in phrases.lexicon("verb forms") | phrases.lexicon("never noun"):
        return []  # read as a noun by mistake: "that compares with 9,000"
    if is_money(draft.quantity.unit.partition("/")[0]) and _no_money(token):
        return []
    phrase = phrases.phrase_of(token)
    if phrase[-1].i >= draft.first:
        return []  # "a forecast of 900 tons": of what, it does not say
    amount = phrase[-1].lemma_.lower() in phrases.lexicon("amount") - phrases.lexicon("toll")
    bare = all(t.pos_ in ("ADJ", "VERB") for t in phrase[:-1])  # "the global figure": of what, it does not say
    return [] if amount and bare else phrase


def _before(draft: Draft) -> list[Token]:
    """ "a turnout of 63%", "unemployment, at 4%": the noun right before, or before "of" or "at"."""
    doc, i = draft.token.doc, draft.first - 1
    while i > draft.sentence.start and doc[i].lower_ in settings("claims")["unsaid"]["bounds"]:
        i -= 1
    if _between_commas(draft):
        return _noun(draft, doc[i - 1])
    if i <= draft.sentence.start or doc[i].lower_ not in ("of", "at"):
        return []
    i -= 1
    while i > draft.sentence.start and (doc[i].text == "," or doc[i].pos_ == "ADV"):
        i -= 1
    if doc[i + 1].lower_ == "at" and (
        (draft.predicate is not None and draft.predicate.i == i)
        or any(c.dep_ == "case" and c.lower_ == "at" for c in doc[i].children)  # "the jobs at risk at 900"
    ):
        return []
    return _noun(draft, doc[i])


def _staff(draft: Draft) -> list[Token]:
    """ "half of the staff of about 900": a noun that is itself so many people, after another figure."""
    found = _before(draft)
    told_ = phrases.lexicon("headcount") | phrases.lexicon("crowd")
    return found if found and found[-1].lower_ in told_ and found[-1].i < draft.first else []


def _between_commas(draft: Draft) -> bool:
    """ "The area, 900 hectares, was the smallest": an amount that says how much the noun before it is."""
    doc, i, after = draft.token.doc, draft.first - 1, after_number(draft)
    if i - 2 < draft.sentence.start or after >= draft.sentence.end or not measures_itself(draft.quantity):
        return False
    the = any(c.lower_ in ("the", "its", "their") for c in doc[i - 1].children)
    return doc[i].text == "," and doc[after].text == "," and doc[i - 1].pos_ == "NOUN" and the


def _subject(draft: Draft) -> list[Token]:
    """The subject, of a figure that is the predicate itself or stands under a verb that measures or presents.

    Of other verbs ("the yard lost $3bn") the subject is who acts, and of a verb of saying it is who speaks.
    """
    subject = next((c for c in draft.token.children if c.dep_.startswith("nsubj")), None)
    if subject is None and draft.token.dep_ == "obj" and draft.token.head.pos_ == "NOUN":
        head = (
            draft.token.head
        )  # "Exports could reach 900 tons": the verb is of the figure's bound; "the yield averages"
        subject = phrases.subject_of(head) or head
    verb = draft.predicate if draft.predicate is not None else draft.token.head
    if subject is None and verb.pos_ in phrases.VERBS:
        passive = any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children)
        lemma = verb.lemma_.lower()
        says = lemma in phrases.lexicon("presenting") or lemma in verbs()
        gives = lemma in phrases.lexicon("measuring") or (passive and says)
        subject = (phrases.subject_of(verb) or _misread(verb)) if gives else None
    named = subject is not None and subject.pos_ == "PROPN" and not subject.is_sent_start
    if named and (draft.quantity.norm_unit or draft.quantity.unit) in settings("claims")["of_stuff"]:
        return []  # "the Grain Board is at 900 tonnes": nobody weighs it
    return _noun(draft, subject) if subject is not None and subject.i < draft.token.i else []


def _misread(verb: Token) -> Token | None:
    """ "Profit dropped to $900": the first noun of a sentence that a parse hangs its verb on."""
    return verb.head if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.is_sent_start else None


def _kind_of_money(draft: Draft) -> list[Token]:
    """ "$3bn in grants": what the money is."""
    doc, i = draft.token.doc, after_number(draft)
    if not is_money(draft.quantity.unit) or i + 1 >= draft.sentence.end or doc[i].lower_ != "in":
        return []
    phrase = phrases.noun_phrase(draft, i + 1)
    return phrase if phrase and phrase[-1].pos_ == "NOUN" and not _no_money(phrase[-1]) else []


def _no_money(noun: Token) -> bool:
    """ "€900 in the first half", "promised each household $900": a time, and those who get it, are no money."""
    time = noun.lower_ in phrases.lexicon("spans of time") | {"half"}
    return time or lexicons.is_people(lexicons.counted_class(noun.lemma_))


def _object(draft: Draft) -> list[Token]:
    """ "police put the crowd at 900", "it keeps coverage above 90%": the object between the verb and the figure."""
    verb = next((a for a in draft.token.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.i > draft.token.i:
        return []
    if draft.token.dep_ == "obj" and draft.token.head is verb and is_money(draft.quantity.unit):
        return []  # "they promised each family $900"
    found = next((c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < draft.token.i), None)
    last = phrases.phrase_of(found)[-1].i if found is not None else 0  # "the number of jobs at 900"
    between = verb.doc[last + 1 : draft.first] if found is not None else ()
    if found is None or any(t.is_punct or t.i in draft.parsed.quantities for t in between):
        return []
    changes = verb.lemma_.lower() in phrases.lexicon("changing") and draft.token.doc[draft.first - 1].lower_ == "to"
    if len(between) > 3 and not changes:
        return []
    if any(t.lower_ == "with" for t in between):
        return []  # "they backed the plant with $9m": no sum of the plant
    said = verb.lemma_.lower() in phrases.lexicon("presenting") or measures_itself(draft.quantity)
    if changes and found.lemma_.lower() in phrases.lexicon("level"):
        return phrases.phrase_of(found)
    return _noun(draft, found) if said and found.pos_ == "NOUN" else []  # "they put Lyon at 900": nothing is counted


def of_crowd(draft: Draft) -> Facet | None:
    """ "police put the crowd at 900": a crowd or an attendance is so many people, a workforce so many employees."""
    found = draft.counted
    if found is None or draft.quantity.unit != "count" or not found.near:
        return found
    noun = found.name.rpartition(" ")[2].lower()
    if noun in phrases.lexicon("headcount"):
        return replace(found, name=f"employees ({found.name})")
    return replace(found, name=f"people ({found.name})") if noun in phrases.lexicon("crowd") else found


def of_stuff(draft: Draft, about: Context) -> Facet | None:
    """ "farmers expect 900 tonnes", "the crop came to 900 tonnes": the stuff that the article speaks of, where the
    words name none; and who or what :func:`of_crowd` tells of a single noun."""
    found, unit = of_crowd(draft), draft.quantity.norm_unit or draft.quantity.unit
    weighed = unit in settings("claims")["of_weight"]
    stuff = about.stuff if weighed else about.liquid if unit in settings("claims")["of_volume"] else None
    if stuff is None or found is None:
        return found
    name, _, measured = found.name.partition(" in ")
    if found.name == units.label(draft.quantity.unit):
        return replace(found, name=f"{stuff} in {found.name}")
    return replace(found, name=f"{stuff} {name} in {measured}") if name in _generic() and measured else found


@cache
def _generic() -> frozenset[str]:
    return frozenset(form for noun in phrases.lexicon("of stuff") for form in inflections(noun))


def canonical(draft: Draft, named: set[int]) -> str:
    """The noun phrase without determiners: "foreign fighters", "UK nationals"; a toll counts people.

    Words at the token indices ``named`` keep their capitals.
    """
    classes = ("NOUN", "PROPN", "ADJ", "X", "VERB", "CCONJ")
    kept = [t for t in draft.phrase if t.pos_ in classes or t is draft.noun or t.text == "," or _hyphened(t)]
    spoken = ((t.lower_ if t.pos_ in ("NOUN", "ADJ") and t.i not in named else t.text) + _space(t) for t in kept)
    words = "".join(spoken).strip().lstrip("-–").replace(" ,", ",")
    words = settings("claims")["told_as"].get(words, words)
    implied = lexicons.implied_action(words)
    if implied is None or draft.noun is None:
        return words
    if {draft.noun.lower_, draft.noun.lemma_.lower()} & phrases.lexicon("toll"):
        return "people"
    befell = action_classes.befell(Facet(action_classes.label(implied), words))
    return f"people ({words})" if befell and not action_classes.is_person_noun(draft.noun.lemma_) else words


def _hyphened(token: Token) -> bool:
    """The hyphen of "so-called", "US-backed", and the adverb before it."""
    joins = token.text in ("-", "–") and not token.whitespace_
    return joins or (token.pos_ == "ADV" and token.i + 1 < len(token.doc) and _hyphened(token.nbor()))


def _space(token: Token) -> str:
    """No space before or after a hyphen inside a word."""
    return "" if _hyphened(token) or (token.i + 1 < len(token.doc) and _hyphened(token.nbor())) else " "


@cache
def _amounts() -> dict[str, str]:
    """Class of action → the noun for the money in it, from ``data/lexicons/action_labels.csv``."""
    rows = table("lexicons/action_labels", "class", "label", "money")
    return {row["class"]: row["money"] for row in rows if row["money"]}
