"""Each claim as one sentence that stands alone, beside the quote, which stays untouched.

A claim keeps the words of its own clause, with names for its pronouns; what comes from elsewhere in the article (where,
when) stands in square brackets after it, who says so before it. Only a figure without a clause of its own ("… and 200
in Chile") gets a sentence built from its facets.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Token

from pipeline import lexicons
from pipeline.claims import actions, statements
from pipeline.claims.draft import Draft, Facet
from pipeline.claims.measure import measures_itself
from pipeline.claims.phrases import VERBS, subject_of
from pipeline.claims.when import AsOf
from pipeline.entities import Entity
from pipeline.language import Parsed
from pipeline.model import Article


def of_figure(draft: Draft, text: str, pronouns: Mapping[int, Entity]) -> str:
    """The clause that a figure stands in, or one built from its facets where it has none; without a full stop."""
    clause = _clause(draft)
    if clause is not None:
        return spoken(draft.parsed, text, *clause, pronouns)
    if draft.counted is None or draft.counted.near or lexicons.counted_class(draft.counted.name) is None:
        return spoken(draft.parsed, text, draft.sentence.start, draft.sentence.end, pronouns)
    quote = draft.quantity.quote
    quote = quote if quote.isupper() or not quote[:1].isalpha() else quote[:1].lower() + quote[1:]
    figure = " ".join(w for w in ((draft.quantity.hedge or "").lower(), quote) if w)
    noun = "figure for" if measures_itself(draft.quantity) else "number of"
    noun = "share of" if draft.quantity.unit == "percent" else noun
    done = draft.action.name if draft.action and actions.is_strong(draft.action) else ""
    what = f"{draft.counted.name} ({done})" if done and done not in draft.counted.name else draft.counted.name
    return f"The {noun} {what} is {figure}"


def _clause(draft: Draft) -> tuple[int, int] | None:
    """Token span of the clause around a figure; None when the figure leaves out its noun or its verb."""
    if draft.counted is not None and not draft.counted.near:
        return None
    verb = next((a for a in (draft.token, *draft.token.ancestors) if _heads_clause(a)), None)
    if verb is None:
        return None
    subject = subject_of(verb)
    if subject is None or verb.dep_ in ("acl:relcl", "acl", "conj"):
        whole = draft.sentence
        return (whole.start, whole.end) if verb.dep_ != "conj" or subject is None else None
    copula = next((c for c in verb.children if c.dep_ == "cop"), None)
    found = statements.span(verb, subject, copula, draft.sentence)
    return (found.start, found.end) if found.start <= draft.token.i < found.end else None


def _heads_clause(token: Token) -> bool:
    if token.pos_ in VERBS and token.dep_ not in ("aux", "aux:pass", "cop", "xcomp"):
        return True
    return any(c.dep_ == "cop" for c in token.children)


def spoken(parsed: Parsed, text: str, start: int, end: int, pronouns: Mapping[int, Entity]) -> str:
    """The article's words from token ``start`` to ``end``, hedges included, with names for personal pronouns."""
    first = parsed.quantities.get(start) or parsed.quantities.get(start + 1)
    at = parsed.start(start)
    if first is not None and first.start == at and first.outer_start >= 0:
        at = first.outer_start
    out: list[str] = []
    for i in range(start, end):
        token, entity = parsed.doc[i], pronouns.get(i)
        if entity is None or token.pos_ != "PRON" or token.tag_ in ("WP", "WDT", "WP$"):
            continue
        owned = token.tag_ == "PRP$"
        out += [text[at : parsed.start(i)], entity.words + ("’s" if owned else "")]
        at = parsed.end(i)
    out.append(text[at : parsed.end(end - 1)])
    return " ".join("".join(out).split()).strip(" ,;:–—").rstrip(".!? ")


def sentence(
    clause: str, attributed_to: str | None, place: Facet | None, as_of: AsOf, article: Article, works_out: str = ""
) -> str:
    """The clause as a sentence: ``attributed_to`` before it (None for the outlet itself), where and when after it.

    ``works_out`` is how a share of a count works out.
    """
    lowered = clause.casefold()
    added = [works_out] if works_out else []
    if place is not None and place.name.casefold() not in lowered and place.words.casefold() not in lowered:
        added.append(f"in {place.name}" if place.name != "world" else "worldwide")
    when = as_of[2] or article.published
    if when and when.casefold() not in lowered:
        added.append(str(when))
    body = f"{clause} [{', '.join(added)}]" if added else clause
    if attributed_to and attributed_to.casefold() not in lowered:
        first, _, rest = body.partition(" ")
        body = f"{first.lower()} {rest}" if first.lower() in STOP_WORDS and first != "US" else body
        named = attributed_to[:1].isupper() or attributed_to.endswith("s") or " " in attributed_to
        return f"According to {'' if named else 'the '}{attributed_to}, {body}."
    return body[:1].upper() + body[1:] + "."
