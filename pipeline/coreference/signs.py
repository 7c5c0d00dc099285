"""What speaks for and against a pronoun's meaning a thing, as names of signs; ``data/coreference.toml`` weighs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.coreference.things import Mention, Thing, is_definite
from pipeline.entities import genders
from pipeline.knowledge import settings
from pipeline.tokens import Token

GOES_ON = "goes on"  # a subject of one sentence is that of the next
REACH = 3  # sentences back
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_MOST = 3
_LEAST_BACK = 30


def group(pronoun: str) -> str:
    """Which pronouns are weighed alike: "he", "it" or "they"."""
    if genders.of_pronoun(pronoun) is not None:
        return "he"
    return "it" if pronoun.lower() in ("it", "its", "itself") else "they"


def role(token: Token) -> str:
    """What a mention does in its clause."""
    while token.dep_ in ("conj", "appos", "flat") and token.head is not token:
        token = token.head
    if token.dep_ in _SUBJECTS:
        verb = token.head
        joined = verb.dep_ == "conj" and verb.head.dep_ == "ROOT"
        return "main" if joined or verb.dep_ in ("ROOT", "parataxis") else "subject"
    if token.dep_ in ("obj", "iobj"):
        return "object"
    if token.dep_ == "nmod:poss":
        return "owner"
    return {"obl": "oblique", "nmod": "of", "ROOT": "root"}.get(token.dep_.split(":")[0], "other")


def fits(pronoun: Token, thing: Thing) -> bool:
    """Can a pronoun mean a thing at all, by number, kind and gender?"""
    sort = group(pronoun.text)
    if sort == "he":
        told = genders.of_pronoun(pronoun.text)
        named = thing.kind == "person" or (thing.kind == "thing" and thing.last.token.tag_ == "NNP")
        return named and not thing.several and thing.gender in (None, told)
    if sort == "it":
        if thing.kind == "body" and pronoun.head.lemma_.lower() in settings("coreference")["no_deed"]:
            return False
        return thing.kind != "person" and thing.several is not True and thing.gender is None
    return thing.several is not False or thing.kind == "body"


def _form(mention: Mention) -> str:
    token = mention.token
    if mention.is_pronoun:
        return "pronoun"
    if mention.joined:
        return "joined"
    if mention.entity is not None or token.pos_ == "PROPN":
        return "name"
    if is_definite(token):
        return "definite"
    first = token.left_edge
    if first.tag_ == "PRP$" or any(c.dep_ == "nmod:poss" for c in token.children):
        return "owned"
    if first.lower_ in ("a", "an", "another"):
        return "new"
    return "number" if any(c.dep_ == "nummod" for c in token.children) else "bare"


def _clause(token: Token) -> Token:
    """The verb that a word hangs on."""
    while token.head is not token and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.head


def quoted(token: Token, quotes: Sequence[int]) -> bool:
    """Does a word stand within quotation marks? ``quotes``: how many marks stand before each token of its paragraph."""
    return quotes[token.i] % 2 == 1


def of_pair(pronoun: Mention, thing: Thing, between: int, only: bool, quotes: Sequence[Sequence[int]]) -> list[str]:
    """Signs of a pronoun and a thing that it may mean; ``between``: how many other such things were named later."""
    token, last = pronoun.token, thing.last
    far = min(pronoun.sentence - last.sentence, REACH)
    near = "here" if far == 0 else "before" if far == 1 else "far"
    mine, its = role(token), role(last.token)
    form = _form(last)
    told = min(len(thing.mentions), _MOST)
    out = [
        f"far {far}",
        f"{its} {near}",
        f"{mine} for {its} {near}",
        f"between {min(between, _MOST)} {near}",
        f"form {form}",
        f"form {form} {near}",
        f"told {told}",
        f"kind {thing.kind}",
        f"kind {thing.kind} as {mine}",
        f"{_way(token)} kind {thing.kind}",
    ]
    if pronoun.paragraph != last.paragraph:
        out.append("other paragraph")
    if thing.gender is not None and thing.gender == genders.of_pronoun(token.text):
        out.append("gender")
    if last.is_pronoun and last.token.lower_ == token.lower_:
        out.append("same word")
    inside = quoted(token, quotes[pronoun.paragraph]), quoted(last.token, quotes[last.paragraph])
    out.append("quoted " + {(True, True): "both", (True, False): "it", (False, True): "thing"}.get(inside, "none"))
    if far == 0:
        if _clause(token) is _clause(last.token):
            out.append(f"same clause {mine} {its}")
        if last.token in token.ancestors:
            out.append("within")
        if last.at > pronoun.at - 2:
            out.append("right before")
        if _clause(last.token) in _clause(token).ancestors:
            out.append("under")
    if any(c.dep_.startswith("nmod") or c.dep_.startswith("acl") for c in last.token.children):
        out.append("described")
    out.append(f"{_way(token)} {its} {near}")
    if between == 0 and far <= 1 and only:
        out.append(f"only one {near}")
    first = next((m for m in thing.mentions if not m.is_pronoun), last)
    if first.entity is not None:
        out.append("named")
    if any(m.sentence == 0 for m in thing.mentions):
        out.append("from the start")
    if far == 1 and mine == "main" and any(role(m.token) == "main" for m in _of_sentence(thing, last.sentence)):
        out.append(f"{GOES_ON} {form}")
    return out


def _of_sentence(thing: Thing, sentence: int) -> Iterator[Mention]:
    """The mentions of a thing in the last sentence that has any."""
    return takewhile(lambda m: m.sentence == sentence, reversed(thing.mentions))


def _way(pronoun: Token) -> str:
    """What is said of a pronoun: does it speak, own, is it something, is something done to it?"""
    if pronoun.dep_ == "nmod:poss":
        return "owns"
    verb = pronoun.head
    if pronoun.dep_ in _SUBJECTS:
        if any(c.dep_ == "cop" for c in verb.children):
            return "is"
        if any(c.dep_ == "ccomp" for c in verb.children):
            return "speaks"
        if any(c.dep_ == "aux" and c.lower_ in ("would", "could", "may", "might") for c in verb.children):
            return "would"
        if any(c.dep_ == "obj" for c in verb.children):
            return "acts"
        return "undergoes" if pronoun.dep_ == "nsubj:pass" else "does"
    return "else"


def of_nothing(pronoun: Mention, candidates: int, quotes: Sequence[Sequence[int]]) -> list[str]:
    """Signs of a pronoun's meaning none of the things that were named."""
    token = pronoun.token
    mine = role(token)
    out = ["nothing", f"nothing as {mine}", f"nothing {_way(token)}", f"nothing of {min(candidates, 2 * _MOST)}"]
    out.append(f"nothing {token.lower_}")
    if quoted(token, quotes[pronoun.paragraph]):
        out.append("nothing quoted")
    if pronoun.at < _LEAST_BACK:
        out.append("nothing yet")
    if token.i == token.sent.start:
        out.append("nothing first")
    if token.lower_ == "it" and token.head.pos_ == "ADJ":
        out.append("nothing it is so")
    return out
