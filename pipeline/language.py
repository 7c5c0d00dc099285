"""Loads the shipped English pipeline and parses an article, each number expression shown to the parser as one number.

Hedges and long number expressions mislead a parser ("around 760,000 of its natives" becomes a place), so a plain number
stands in for each while parsing. The tokens of the parse know where they came from: ``Parsed.start(i)``/``end(i)`` are
offsets in the article's text, ``Parsed.quantity(i)`` is the Quantity that token ``i`` stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline import lexicons, sentences  # noqa: F401  (the shipped pipeline has sentences and namer as components)
from pipeline.entities import namer  # noqa: F401
from pipeline.knowledge import data_folder, table, words
from pipeline.model import Quantity, Zone

# A paragraph ends at an empty line or a line break: headlines and furniture come a line each.
PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
FINAL = frozenset((".", "!", "?", "…", "...", "?!", "!!"))
CLOSERS = frozenset(('"', "”", "’", "'", ")", "]", "»"))
OPENERS = frozenset(('"', "“", "‘", "(", "[", "«", "'"))
# Longer than any real paragraph: what is longer is cut at spaces, so that one line of megabytes stays linear.
LONGEST_PARAGRAPH = 6_000


@cache
def load() -> Language:
    """The English pipeline of ``data/english``, loaded once a process."""
    nlp = spacy.load(data_folder() / "english")
    for title in _grammar("abbreviated"):
        nlp.tokenizer.add_special_case(f"{title}.", [{"ORTH": f"{title}."}])  # type: ignore[union-attr]
    return nlp


def _grammar(kind: str) -> list[str]:
    rows = table("lexicons/grammar", "kind", "words")
    return [word for row in rows if row["kind"] == kind for word in words(row["words"])]


@dataclass(slots=True)
class Parsed:
    """One paragraph: its parse, and the way back from tokens to the article's text.

    ``quantities`` maps the token that stands for a number to that Quantity; ``doc`` has one Token for each entry of
    ``starts``/``ends`` (offsets in the article's text).
    """

    doc: Doc
    starts: list[int]
    ends: list[int]
    zone: Zone = "body"
    quantities: dict[int, Quantity] = field(default_factory=dict)

    def start(self, token: Token | int) -> int:
        return self.starts[token if isinstance(token, int) else token.i]

    def end(self, token: Token | int) -> int:
        return self.ends[token if isinstance(token, int) else token.i]

    def quantity(self, token: Token) -> Quantity | None:
        return self.quantities.get(token.i)

    def words(self, text: str, tokens: Iterable[Token] | Span) -> str:
        """The article's own words from the first to the last of ``tokens``, white space folded."""
        indices = [t.i for t in tokens]
        return " ".join(text[self.starts[min(indices)] : self.ends[max(indices)]].split()) if indices else ""


def stand_in(quantity: Quantity) -> tuple[list[str], int]:
    """Words that stand for a quantity in the parse, and which of them is its head.

    Percent and money get their sign as the head, as the treebanks have it ("45 %", "$ 3"); fractions and vague plurals
    stay nouns ("half of", "thousands of"); everything else is a plain number.
    """
    quote, unit = quantity.quote.lower(), quantity.unit
    if unit == "multiplier":
        shown = quantity.quote.split()
        return shown, len(shown) - 1
    if unit == "percent":
        if re.search(r"%|per\s?cent|pct", quote):
            return [_digits(quantity), "%"], 1
        return ["half" if not quote.endswith(("all", "most", "none")) else quote.split()[-1]], 0
    if quantity.bound == "vague" and quote.rstrip().endswith("s"):
        return [quote.split()[-1]], 0
    if len(unit) == 3 and unit.isupper():
        return ["$", _digits(quantity)], 0
    if unit != "count" and not unit.startswith("count/"):
        tail = re.sub(r"^[\d.,\s\-–]+", "", quantity.quote).split()
        if tail and tail[-1].isalpha() and "-" not in quantity.quote:
            return [_digits(quantity), tail[-1]], 1
    return [_digits(quantity)], 0


def _hidden_from(text: str, quantity: Quantity) -> int:
    """Where the words that the parser need not see begin: the hedge, but never its verb ("surpassed 11,000")."""
    start = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
    first = re.match(r"\w+", text[start : quantity.start])
    if first and first.group().lower() in _hedging_verbs():
        return start + first.end()
    return start


@cache
def _hedging_verbs() -> frozenset[str]:
    return frozenset(form for base in _grammar("measuring") for form in lexicons.inflections(base))


def _digits(quantity: Quantity) -> str:
    value = next((v for v in (quantity.high, quantity.low) if v is not None), 2.0)
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs; overlong ones are cut at a space (or anywhere, where there is none)."""
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        while end - start > LONGEST_PARAGRAPH:
            cut = text.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


def tokens(nlp: Language, text: str, start: int, end: int, quantities: Sequence[Quantity]) -> Parsed:
    """One paragraph as an unparsed Doc in which each of its ``quantities`` is one number."""
    shown_words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    found: dict[int, Quantity] = {}

    def plain(a: int, b: int) -> None:
        for token in nlp.tokenizer(text[a:b]):
            if token.is_space:
                if spaces:
                    spaces[-1] = True
                continue
            shown_words.append(token.text)
            spaces.append(bool(token.whitespace_))
            starts.append(a + token.idx)
            ends.append(a + token.idx + len(token.text))

    at = start
    for quantity in quantities:
        outer = max(_hidden_from(text, quantity), at)
        plain(at, outer)
        if spaces and outer > 0 and text[outer - 1].isspace():
            spaces[-1] = True
        shown, head = stand_in(quantity)
        if (
            text[outer : quantity.end].lstrip()[:1].isupper()
        ):  # it may begin a sentence: "Dozens of …", "Nearly half of …"
            shown[0] = shown[0][:1].upper() + shown[0][1:]
        found[len(shown_words) + head] = quantity
        shown_words += shown
        spaces += [True] * len(shown)
        starts += [quantity.start] * len(shown)
        ends += [quantity.end] * len(shown)
        at = max(quantity.outer_end, quantity.end)
        spaces[-1] = at < end and text[at].isspace()
    plain(at, end)
    doc = Doc(nlp.vocab, words=shown_words, spaces=spaces)
    _mark_sentences(doc)
    return Parsed(doc, starts, ends, quantities=found)


def _mark_sentences(doc: Doc) -> None:
    """Fixes what punctuation decides and leaves the parser what it does not (after "U.S.", say)."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        last = before
        while last.text in CLOSERS and last.i > 0:
            last = doc[last.i - 1]
        if (before.text in OPENERS and before.is_sent_start) or (token.text in CLOSERS and not before.whitespace_):
            token.is_sent_start = False
        elif last.text in FINAL and token.text not in CLOSERS and not token.is_punct | (token.text in OPENERS):
            token.is_sent_start = not token.is_lower
        elif token.text in OPENERS and last.text in FINAL and before.whitespace_:
            token.is_sent_start = True
        elif not (last.text.endswith(".") or last.text in FINAL):
            token.is_sent_start = False


def parse(text: str, quantities: Sequence[Quantity], zones: Sequence[tuple[int, int, Zone]] = ()) -> list[Parsed]:
    """The paragraphs of an article, parsed, in order.

    ``quantities`` are sorted and do not overlap; ``zones`` are (start, end, zone), the rest is body.
    """
    nlp = load()
    out: list[Parsed] = []
    at = 0
    for start, end in paragraphs(text):
        while at < len(quantities) and quantities[at].start < start:
            at += 1
        mine = at
        while mine < len(quantities) and max(quantities[mine].end, quantities[mine].outer_end) <= end:
            mine += 1
        # dates, years and names keep their words: they are no numbers to the grammar
        shown = [q for q in quantities[at:mine] if q.is_claim]
        parsed = tokens(nlp, text, start, end, shown)
        parsed.zone = next((z for a, b, z in zones if a <= start < b), "body")
        if len(parsed.doc):
            out.append(parsed)
        at = mine
    for parsed, doc in zip(out, nlp.pipe([p.doc for p in out], batch_size=64), strict=True):
        _acronyms_are_names(doc)
        parsed.doc = doc
    return out


def _acronyms_are_names(doc: Doc) -> None:
    """ "WHO", "US" and "IT" are names where the words around them are not capitals too."""
    for token in doc:
        if token.pos_ == "PRON" and len(token) > 1 and token.is_upper:
            beside = doc[max(0, token.i - 2) : token.i + 3]
            if any(t.is_alpha and not t.is_upper for t in beside):
                token.pos_, token.tag_ = "PROPN", "NNP"
