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
from spacy.lang.lex_attrs import is_punct
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from pipeline import lexicons, read_as, sentences  # noqa: F401  (the shipped pipeline has sentences as a component)
from pipeline.copied import read
from pipeline.entities import namer
from pipeline.inflection import inflections
from pipeline.knowledge import data_folder, table, words
from pipeline.model import Article, Quantity, Zone
from pipeline.money import is_currency
from pipeline.tokens import Doc, Span, Token

# A paragraph ends at an empty line or a line break: headlines and furniture come a line each.
PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
FINAL = frozenset((".", "!", "?", "…", "...", "?!", "!!"))
CLOSERS = frozenset(('"', "”", "’", "'", ")", "]", "»"))
OPENERS = frozenset(('"', "“", "‘", "(", "[", "«", "'"))
# Longer than any real paragraph: what is longer is cut at spaces, so that one line of megabytes stays linear.
LONGEST_PARAGRAPH = 6_000
# Words in which a name is taken to mean the same: over whole documents of the dev sets that told less than it misled.
STRETCH = 250


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
        """Where a token, or the one with that index, begins in the article's text."""
        return self.starts[token if isinstance(token, int) else token.i]

    def end(self, token: Token | int) -> int:
        """Where it ends there, the first character after it."""
        return self.ends[token if isinstance(token, int) else token.i]

    def quantity(self, token: Token) -> Quantity | None:
        """The quantity that a token stands for, if it stands for one."""
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
        if told := _with_verb(quote.split()):
            return told
        return ["half" if not quote.endswith(("all", "most", "none")) else quote.split()[-1]], 0
    if quantity.bound == "vague" and quote.rstrip().endswith("s"):
        return [quote.split()[-1]], 0
    if is_currency(unit):
        return ["$", _digits(quantity)], 0
    if unit != "count" and not unit.startswith("count/"):
        tail = re.sub(r"^[\d.,\s\-–]+", "", quantity.quote).split()
        if tail and tail[-1].isalpha() and "-" not in quantity.quote:
            return [_digits(quantity), tail[-1]], 1
    return [_digits(quantity)], 0


def _with_verb(spoken: list[str]) -> tuple[list[str], int] | None:
    """ "nearly lost all" → "lost all", "equally divided" as it stands: a share that has its clause's verb in it."""
    at = next((i for i, word in enumerate(spoken) if word in _grammar("share verb")), None)
    if at is None:
        return None
    return (spoken[at:], len(spoken) - at - 1) if spoken[-1] == "all" else (spoken, at)


def _hidden_from(text: str, quantity: Quantity) -> int:
    """Where the words that the parser need not see begin: the hedge, but never its verb ("surpassed 11,000")."""
    start = quantity.outer_start if quantity.outer_start >= 0 else quantity.start
    first = re.match(r"\w+", text[start : quantity.start])
    if first and first.group().lower() in _hedging_verbs():
        return start + first.end()
    return start


@cache
def _hedging_verbs() -> frozenset[str]:
    return frozenset(form for base in _grammar("measuring") for form in inflections(base))


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


@dataclass(slots=True)
class Paragraph:
    """One paragraph, tokenized and not yet parsed; lists have an entry for each token, as those of Parsed."""

    nlp: Language
    text: str
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quantities: dict[int, Quantity] = field(default_factory=dict)

    def add(self, start: int, end: int) -> None:
        """The article's own words between two offsets."""
        at = start
        for token in self.nlp.tokenizer(self.text[start:end]):
            word, space = token.text, token.whitespace_
            if not word.isspace():
                self.words.append(word)
                self.spaces.append(bool(space))
                self.starts.append(at)
                self.ends.append(at + len(word))
            elif self.spaces:
                self.spaces[-1] = True
            at += len(word) + len(space)

    def show(self, quantity: Quantity, start: int) -> None:
        """What stands for a quantity from ``start`` on."""
        shown, head = stand_in(quantity)
        # it may begin a sentence: "Dozens of …", "Nearly half of …"
        if self.text[start : quantity.end].lstrip()[:1].isupper():
            shown[0] = shown[0][:1].upper() + shown[0][1:]
        self.quantities[len(self.words) + head] = quantity
        self.words += shown
        self.spaces += [True] * len(shown)
        self.starts += [quantity.start] * len(shown)
        self.ends += [quantity.end] * len(shown)

    def doc(self) -> SpacyDoc:
        """The tokens for the parser, with the sentence starts that punctuation decides."""
        return read_as.as_read(self.nlp, self.words, self.spaces, _sentence_starts(self.words, self.spaces))


def tokens(nlp: Language, text: str, start: int, end: int, quantities: Sequence[Quantity]) -> Paragraph:
    """One paragraph in which each of its ``quantities`` is one number."""
    paragraph = Paragraph(nlp, text)
    spaces, at = paragraph.spaces, start
    for quantity in quantities:
        outer = max(_hidden_from(text, quantity), at)
        paragraph.add(at, outer)
        if spaces and outer > 0 and text[outer - 1].isspace():
            spaces[-1] = True
        paragraph.show(quantity, outer)
        at = max(quantity.outer_end, quantity.end)
        spaces[-1] = at < end and text[at].isspace()
    paragraph.add(at, end)
    return paragraph


def _sentence_starts(words: Sequence[str], spaces: Sequence[bool]) -> list[bool | int | None]:
    """What punctuation decides, None where it leaves it to the parser (after "U.S.", say)."""
    out: list[bool | int | None] = [True, *[None] * (len(words) - 1)]
    for i in range(1, len(words)):
        word, before = words[i], words[i - 1]
        at = i - 1
        while at > 0 and words[at] in CLOSERS:
            at -= 1
        last = words[at]
        if (before in OPENERS and out[i - 1]) or (word in CLOSERS and not spaces[i - 1]):
            out[i] = False
        elif last in FINAL and word not in CLOSERS and word not in OPENERS and not is_punct(word):
            out[i] = not word.islower()
        elif word in OPENERS and last in FINAL and spaces[i - 1]:
            out[i] = True
        elif not (last.endswith(".") or last in FINAL):
            out[i] = False
    return out


def parse(text: str, quantities: Sequence[Quantity], zones: Sequence[tuple[int, int, Zone]] = ()) -> list[Parsed]:
    """The paragraphs of an article, parsed, in order.

    ``quantities`` are sorted and do not overlap; ``zones`` are (start, end, zone), the rest is body.
    """
    return _parse(text, quantities, zones, ())[0]


def parse_article(
    article: Article, quantities: Sequence[Quantity], zones: Sequence[tuple[int, int, Zone]] = ()
) -> tuple[list[Parsed], Doc]:
    """The paragraphs of an article, and its headline: read together, for a line alone costs as much as a page."""
    paragraphs, (headline,) = _parse(article.text, quantities, zones, (article.title,))
    return paragraphs, headline


def parse_line(text: str) -> Doc:
    """A text of its own, such as a headline, parsed as it stands."""
    return read(load()(_line(load(), text)))


def _line(nlp: Language, text: str) -> SpacyDoc:
    found = nlp.tokenizer(text)
    return read_as.as_read(nlp, [t.text for t in found], [bool(t.whitespace_) for t in found])


def _parse(
    text: str, quantities: Sequence[Quantity], zones: Sequence[tuple[int, int, Zone]], lines: Sequence[str]
) -> tuple[list[Parsed], list[Doc]]:
    nlp = load()
    found: list[tuple[Paragraph, Zone]] = []
    at = 0
    for start, end in paragraphs(text):
        while at < len(quantities) and quantities[at].start < start:
            at += 1
        mine = at
        while mine < len(quantities) and max(quantities[mine].end, quantities[mine].outer_end) <= end:
            mine += 1
        # dates, years and names keep their words: they are no numbers to the grammar
        shown = [q for q in quantities[at:mine] if q.is_claim]
        paragraph = tokens(nlp, text, start, end, shown)
        if paragraph.words:
            found.append((paragraph, next((z for a, b, z in zones if a <= start < b), "body")))
        at = mine
    unread = [*_pieces(p.doc() for p, _ in found), *(_line(nlp, line) for line in lines)]
    docs = [read(doc) for doc in nlp.pipe(unread, batch_size=64)]
    out = [Parsed(doc, p.starts, p.ends, zone, p.quantities) for (p, zone), doc in zip(found, docs, strict=False)]
    for parsed in out:
        read_as.are_names(parsed.doc)
    return out, docs[len(out) :]


def _pieces(docs: Iterable[SpacyDoc]) -> Iterator[SpacyDoc]:
    """The paragraphs of an article, near ones marked as pieces of one text."""
    so_far = 0
    for doc in docs:
        doc.user_data[namer.TEXT] = so_far // STRETCH
        so_far += len(doc)
        yield doc
