"""What happened to those counted, and what class of action that is."""

from __future__ import annotations

from pipeline import lexicons
from pipeline.claims import action_classes, participles
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import lexicon
from pipeline.knowledge import settings
from pipeline.money import is_money
from pipeline.tokens import Token

_COMPLEMENT = 4  # a verb and the three words after it tell what was done


def action(draft: Draft, text: str) -> Facet | None:
    """What happened to those counted: what the counted noun itself tells ("deaths"), else the verb.

    A verb that tells little (``weak`` in ``data/claims.toml``: rose, has, was recorded) gives a Facet that what was
    said of
    the figure before may replace; see :func:`action_classes.is_strong`.
    """
    words = draft.parsed.words(text, draft.phrase) if draft.phrase else ""
    together = _with_noun(draft.predicate, draft) or _of_event(draft) if words else None
    noun = lexicons.implied_action(words) if words else None
    if noun and lexicons.actions()[noun].group in settings("claims")["only_alone"]:
        noun = None if action_classes.is_strong(_of_verb(draft, text)) else noun
    if noun in settings("claims")["of_role"] and _befell(draft, text):
        noun = None
    together = together or _of_doer(draft)
    if together or noun:
        return Facet(action_classes.label(together or noun or ""), words)
    found = _of_verb(draft, text)
    if _is_change(draft) and not action_classes.is_strong(found):
        verb = [draft.predicate] if draft.predicate is not None else [draft.token]
        return Facet(
            action_classes.label("rise" if draft.quantity.change == "up" else "fall"), draft.parsed.words(text, verb)
        )
    return found


def _befell(draft: Draft, text: str) -> bool:
    """ "Police arrested 40 fans", "300 refugees returned": does the verb tell what befell those counted, or where they
    went? A noun for them ("fan", "refugee", "inmate") tells it only where no verb does."""
    found = _of_verb(draft, text)
    known = action_classes.known(found) if found is not None else None
    return known is not None and known.group in settings("claims")["tells_of_people"]


def _is_change(draft: Draft) -> bool:
    """ "fell 12%", "up by 900": how much more or less, and not how much there was ("fell from 900 to 400")."""
    i, starts = draft.token.i, draft.parsed.starts
    while i > draft.sentence.start and (starts[i - 1] == starts[draft.token.i] or draft.token.doc[i - 1].pos_ == "ADV"):
        i -= 1
    before = draft.token.doc[i - 1].lower_ if i > draft.sentence.start else ""
    by = before == "by" or draft.quantity.unit in ("percent", "percentage_points")
    return draft.quantity.change is not None and by and before not in ("from", "to", "at")


def _of_verb(draft: Draft, text: str) -> Facet | None:
    """What the figure's verb tells, with the words right after it."""
    verb = draft.predicate
    if verb is None:
        return _cost(draft) or (None if draft.part is not None else _state(draft, text))
    gives = draft.noun is None and verb.lemma_.lower() in lexicon("measuring") and not _befalls(draft, verb)
    if gives or verb.lemma_.lower() in lexicon("no action"):
        return None
    found = lexicons.action_class(_with_complement(draft, verb)) or lexicons.action_class(
        " ".join(_verb_words(verb)).lower()
    )
    if found and _moves_only_people(found) and _of_things(draft):
        # "24,000 km2 went", "60 homes are gone": land and houses do not travel
        found = "lose" if _is_gone(verb) else None
    if found in settings("claims")["only_people"] and _of_known_things(draft):
        return None  # "vets treated 40 goats", "900 metres of cable were drawn": the verb itself would mislead
    money = is_money(draft.quantity.unit)
    if verb.lemma_.lower() == "raise" and money and _right_after(draft, verb):
        found = "earn"  # "the appeal raised $4m"
    if verb.lemma_.lower() in lexicon("arriving") and _right_after(draft, verb, "at"):
        return None  # "the experts arrived at 300"
    if found and money and lexicons.actions()[found].group in settings("claims")["befalls_people"]:
        found = settings("claims")["of_money"].get(found)  # nobody rescues the money that is saved
    if found in settings("claims")["only_of_things"] and draft.noun is None and not money:
        found = None  # "police gave 900": that is what they say
    if found and verb.lemma_ == "hold" and _of_persons(draft) and found != "accommodate":
        found = settings("claims")["of_people"].get(found, found)
    if found and _is_object(draft, verb):
        found = settings("claims")["of_object"].get(found, found)
    if found and _of_goods(draft):
        found = settings("claims")["of_goods"].get(found, found)
    if found is None and verb.lemma_.lower() in (lexicon("presenting") | lexicon("measuring")):
        return None
    return Facet(action_classes.label(found) if found else participles.told(verb), draft.parsed.words(text, [verb]))


def _cost(draft: Draft) -> Facet | None:
    """ "A dose cost $9": a verb that a parser takes for a noun, with the sum as its object."""
    head = draft.token.head
    read = (
        draft.token.dep_ == "obj" and head.pos_ == "NOUN" and head.i < draft.token.i and head.lemma_.lower() == "cost"
    )
    return Facet(action_classes.label("cost"), head.text) if read and is_money(draft.quantity.unit) else None


def _is_object(draft: Draft, verb: Token) -> bool:
    """ "which leaves 400 at large": those counted do not do it."""
    anchor = draft.noun if draft.noun is not None else draft.token
    return anchor.dep_ == "obj" and anchor.head == verb and verb.i < anchor.i


def _befalls(draft: Draft, verb: Token) -> bool:
    """ "900 km2 slipped away", "90 of them have gone": what so much, or so many of some, are the subject of."""
    return (measures_itself(draft.quantity) or draft.anaphoric) and draft.token.i < verb.i and verb.pos_ == "VERB"


def _with_noun(verb: Token | None, draft: Draft) -> str | None:
    """What a verb and its object tell together when they are listed so: "cut 900 jobs", "lost 40 homes"."""
    if verb is None or draft.noun is None or draft.noun.pos_ != "NOUN" or verb.pos_ not in ("VERB", "AUX"):
        return None
    if draft.noun.lemma_.lower() in lexicon("remains") and not _is_dead(draft):
        return None
    told = lexicons.meaning(f"{verb.lemma_.lower()} {draft.noun.lower_}") or ""
    found = told.partition(":")[2] if told.startswith("action:") else None
    undergone = draft.noun.i < verb.i  # "900 people were held": no hall has room for them
    return settings("claims")["of_people"].get(found, found) if found and undergone else found


def _is_dead(draft: Draft) -> bool:
    """ "9 bodies", "9 charred bodies", and not "9 regulatory bodies"."""
    return all(t.pos_ not in ("ADJ", "NOUN", "PROPN") or t.lower_ in lexicon("of remains") for t in draft.phrase[:-1])


def _of_event(draft: Draft) -> str | None:
    """ "the loss of 900 jobs", "the arrest of 12 men", "the deaths of 31 miners": what the noun before "of" tells."""
    noun = draft.noun
    if noun is None or not noun.dep_.startswith("nmod") or noun.head.pos_ != "NOUN" or noun.head.i > draft.token.i:
        return None
    if noun.head.lemma_.lower() in lexicon("amount") - lexicon("toll"):
        return None
    if not any(c.lower_ == "of" and c.dep_ == "case" for c in noun.children):
        return None
    head = noun.head.lemma_.lower()
    if head in lexicon("no event"):
        return None  # "a ruling of 120 pages"
    if noun.head.i in draft.parsed.quantities:
        return None  # "scores of fighters"
    led = draft.token.doc[max(draft.sentence.start, noun.head.i - 2) : noun.head.i + 1].text.lower()
    if led.count(" ") == 2 and (lexicons.meaning(led) or "").startswith("action:"):
        return lexicons.action_class(led)  # "cost the lives of 60", whatever the parser takes "cost" for
    told = lexicons.meaning(f"{head} of {noun.lower_}") or lexicons.meaning(head) or ""
    return told.partition(":")[2] if told.startswith("action:") else None


def _of_doer(draft: Draft) -> str | None:
    doer = called(draft)
    return settings("claims")["called_for"][doer.lemma_.lower()] if doer is not None else None


def called(draft: Draft) -> Token | None:
    """ "the winner with 34%", "a borrower of $9m": the noun that has the bare figure and is called so for doing it."""
    head = draft.token.head
    if draft.noun is not None or draft.token.dep_ != "nmod" or head.pos_ != "NOUN" or head.i > draft.token.i:
        return None
    if not any(c.lower_ in ("with", "of") and c.dep_ == "case" for c in draft.token.children):
        return None
    return head if head.lemma_.lower() in settings("claims")["called_for"] else None


def _right_after(draft: Draft, verb: Token, preposition: str = "") -> bool:
    """Does the figure stand right after its verb, or after one preposition behind it?"""
    i, starts = draft.token.i, draft.parsed.starts
    while i > verb.i + 1 and (starts[i - 1] == starts[draft.token.i] or draft.token.doc[i - 1].pos_ in ("ADV", "DET")):
        i -= 1
    return i == verb.i + 1 if not preposition else i == verb.i + 2 and draft.token.doc[i - 1].lower_ == preposition


def _of_known_things(draft: Draft) -> bool:
    """Does the counted noun name things, by a class of its own, or stuff by its unit?"""
    unit = draft.quantity.norm_unit or draft.quantity.unit
    kind = lexicons.counted_class(" ".join(t.text for t in draft.phrase)) if draft.phrase else None
    if unit in ("percent", "count", "multiplier") or unit.startswith("count/"):
        return kind in settings("claims")["no_people"]
    return not is_money(draft.quantity.unit)


def _is_gone(verb: Token) -> bool:
    """ "went", "slipped away": no more there; but not "went from 9 to 4", "went up"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
    return verb.lemma_.lower() in lexicon("vanishing") and (following is None or following.pos_ not in ("ADP", "ADJ"))


def _is_light(verb: Token) -> bool:
    """ "have", "take", "come under": a verb that leaves it to its object to say what was done; and states."""
    return verb.lemma_.lower() in lexicon("light") or verb.pos_ != "VERB"


def _of_things(draft: Draft) -> bool:
    """Is the figure known to be of something else than people?"""
    if measures_itself(draft.quantity) and not (draft.quantity.unit == "percent" and draft.anaphoric):
        return True
    kind = lexicons.counted_class(" ".join(t.text for t in draft.phrase)) if draft.phrase else None
    return kind is not None and not lexicons.is_people(kind)


def _of_persons(draft: Draft) -> bool:
    """Does the figure's own noun name people?"""
    kind = lexicons.counted_class(" ".join(t.text for t in draft.phrase)) if draft.phrase else None
    return lexicons.is_people(kind)


def of_share(draft: Draft) -> Facet | None:
    """The action of a figure, told as that of a share where it is one: a turnout of 63% is of voters, land that is
    evenly divided is held."""
    if draft.action is None or draft.quantity.unit != "percent" or draft.counted is None:
        return draft.action
    done = action_classes.class_name(draft.action) or ""
    if lexicons.counted_class(draft.counted.name) == "territory" and (held := settings("claims")["of_land"].get(done)):
        return Facet(action_classes.label(held), draft.action.words, draft.action.near)
    other = settings("claims")["of_share"].get(done)
    if other is None:
        return draft.action
    same = lexicons.implied_action(draft.counted.name) == done
    return Facet(action_classes.label(other), draft.action.words, draft.action.near) if same else draft.action


def _of_goods(draft: Draft) -> bool:
    """Is the figure one of stuff, money or things that can be carried off, and not of land, people or a share?"""
    unit = (draft.quantity.norm_unit or draft.quantity.unit).partition("/")[0]
    if measures_itself(draft.quantity):
        return unit in settings("claims")["of_stuff"] or is_money(draft.quantity.unit)
    kind = lexicons.counted_class(" ".join(t.text for t in draft.phrase)) if draft.phrase else None
    return kind is not None and not set(lexicons.ancestors(kind)) & {"person", *settings("claims")["land"]}


def _state(draft: Draft, text: str) -> Facet | None:
    """What the words right after the counted noun tell, where no verb does: "5,400 people now under orders"."""
    start = max([draft.token.i, *(t.i for t in draft.phrase)]) + 1
    end = start
    while end < min(start + _COMPLEMENT + 1, draft.sentence.end) and not draft.token.doc[end].is_punct:
        if end in draft.parsed.quantities:
            break
        end += 1
    spoken = draft.token.doc[start:end]
    bare = draft.noun is None and not measures_itself(draft.quantity)
    found = lexicons.action_class(spoken.text) if not bare and len(spoken) else None
    if found and _moves_only_people(found) and _of_things(draft):
        found = "lose" if any(t.lower_ == "gone" for t in spoken) else None
    return Facet(action_classes.label(found), draft.parsed.words(text, spoken)) if found else None


def thing_done(draft: Draft) -> str | None:
    """ "40% of what it held": land, of "what it earned": income; None unless it is a clause whose verb says so."""
    if draft.noun is None or draft.noun.pos_ != "VERB" or draft.phrase != draft.of:
        return None
    named: str | None = settings("claims")["what_is"].get(lexicons.action_class(draft.noun.lemma_.lower()) or "")
    return named


def _moves_only_people(name: str) -> bool:
    return lexicons.actions()[name].group in settings("claims")["moves_people"]


def _with_complement(draft: Draft, verb: Token) -> str:
    """The verb and the words right after it: "lost their homes" is no "lost".

    A verb that tells something by itself keeps its object only when the two are listed together: "ended the strike" is
    no "strike".
    """
    end = verb.i + 1
    while (
        end < min(verb.i + _COMPLEMENT, draft.sentence.end)
        and not verb.doc[end].is_punct
        and end not in draft.parsed.quantities
    ):
        end += 1
    spoken = verb.doc[verb.i : end]
    if verb.pos_ == "VERB" and not _is_light(verb):
        alone = [t.lower_ for t in spoken if t.i > verb.i and t.pos_ == "NOUN" and t.dep_ == "obj"]
        if alone and not lexicons.action_class(verb.lemma_.lower()):
            listed = lexicons.action_class(spoken.text)
            bare = " ".join(t.text for t in spoken if t.lower_ not in alone)
            return spoken.text if listed and listed not in {lexicons.action_class(w) for w in alone} else bare
    return spoken.text


def _verb_words(verb: Token) -> list[str]:
    particles = [c.text for c in verb.children if c.dep_ == "compound:prt"]
    complement = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" and c.i > verb.i), None)
    return [verb.lemma_, *particles, *(["to", complement.lemma_] if complement is not None else [])]
