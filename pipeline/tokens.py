"""A parsed text as plain Python objects with spaCy's names: Doc, Span, Token.

spaCy keeps a parse in C and makes a new Token, and a new string, each time one is asked for. The rules read every word
dozens of times, so the parse is copied out once: every Token exists once, with its strings, head and children at hand.
:mod:`pipeline.copied` makes the copy. What a Token's names mean is what they mean at https://spacy.io/api/token; two
tokens are equal when they are the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, overload


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What a word is wherever it stands; ``rank`` is the row of its small letters among the word vectors, the most
    frequent words first, None where they have none."""

    text: str
    lower: str
    rank: int | None
    capital: bool  # does it begin with one?
    is_alpha: bool
    is_lower: bool
    is_upper: bool
    is_title: bool
    is_punct: bool
    is_quote: bool
    like_num: bool
    like_address: bool  # of a page or a mailbox


POSSESSIVE = frozenset(("'s", "’s", "'", "’"))  # as a parse has them: words of their own

_NONE: list[Token] = []  # the children of all that have none: most words have none, and a list each costs


class Token:
    """A word of a Doc. ``head`` is the token itself at the root; ``children`` stand in the order of the text."""

    __slots__ = (
        "apart", "children", "dep_", "doc", "ent_type_", "form", "head", "i", "idx", "is_alpha", "is_punct",
        "is_sent_start", "left_edge", "lemma_", "lower_", "morph", "pos_", "right_edge", "sent", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    doc: Doc
    head: Token
    sent: Span
    left_edge: Token  # the first and the last token of its subtree
    right_edge: Token
    apart: bool  # does something stand inside of its subtree that is no part of it?

    def __init__(
        self, i: int, idx: int, form: Form, whitespace: str, lemma: str, pos: str, tag: str, dep: str, ent_type: str,
        morph: str, is_sent_start: bool,
    ) -> None:  # fmt: skip
        self.i = i
        self.idx = idx
        self.form = form
        self.text = form.text
        self.lower_ = form.lower
        self.is_alpha = form.is_alpha
        self.is_punct = form.is_punct
        self.whitespace_ = whitespace
        self.lemma_ = lemma
        self.pos_ = pos
        self.tag_ = tag
        self.dep_ = dep
        self.ent_type_ = ent_type
        self.morph = morph
        self.is_sent_start = is_sent_start
        self.children: list[Token] = _NONE

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def is_upper(self) -> bool:
        """Written in capitals."""
        return self.form.is_upper

    @property
    def is_lower(self) -> bool:
        """Written in small letters."""
        return self.form.is_lower

    @property
    def is_title(self) -> bool:
        """A capital and then small letters."""
        return self.form.is_title

    @property
    def is_quote(self) -> bool:
        """A quotation mark."""
        return self.form.is_quote

    @property
    def like_num(self) -> bool:
        """A number, in figures or in words."""
        return self.form.like_num

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children after it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """It and all that hangs on it: what hangs before each word, the word, what hangs after it."""
        if not self.children:
            return [self]
        if not self.apart:
            return self.doc.tokens[self.left_edge.i : self.right_edge.i + 1]
        out: list[Token] = []
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                out.append(token)
                continue
            waiting += [(c, False) for c in reversed(token.rights)]
            waiting.append((token, True))
            waiting += [(c, False) for c in reversed(token.lefts)]
        return out

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, that one's head, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def __getattr__(self, name: str) -> Any:
        """The edges of subtrees are found for a whole text when one is first asked for."""
        if name not in ("left_edge", "right_edge", "apart"):
            raise AttributeError(name)
        self.doc.find_edges()
        return getattr(self, name)

    def nbor(self, step: int = 1) -> Token:
        """The token ``step`` places on. Raises IndexError outside of the text."""
        at = self.i + step
        if at < 0:
            raise IndexError(f"no token at {at}")
        return self.doc.tokens[at]


class Span:
    """The tokens ``start:end`` of a Doc; ``label_`` of a name is its kind."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(f"no token at {at} of {len(self)}")
        return self.doc.tokens[self.start + at if at >= 0 else self.end + at]

    def __repr__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words as printed, without the space after the last."""
        if self.end <= self.start:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.doc.tokens[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; punctuation only where all is."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        best, least = self.doc.tokens[self.start], len(self.doc)
        for token in tokens:
            if not self.start <= token.head.i < self.end:
                mark = not token.children and (token.is_punct or token.text.isspace())
                steps = len(self.doc) - 1 if mark else sum(1 for _ in token.ancestors)
                if steps < least:
                    best, least = token, steps
        return best


class Doc:
    """A parsed text; ``sents`` are its sentences, ``ents`` the names that training found."""

    __slots__ = ("ents", "sents", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], heads: Iterable[int], ents: Iterable[tuple[int, int, str]]):
        """``heads``: how far each token's head is away; ``ents``: start, end and kind of each name."""
        self.text = text
        self.tokens = tokens
        for token, step in zip(tokens, heads, strict=True):
            token.doc = self
            token.head = tokens[token.i + step]
            if step:
                if token.head.children is _NONE:
                    token.head.children = [token]
                else:
                    token.head.children.append(token)
        starts = [0, *(t.i for t in tokens if t.i and t.is_sent_start), len(tokens)] if tokens else []
        self.sents = [Span(self, start, end) for start, end in pairwise(starts)]
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence
        self.ents = [Span(self, start, end, kind) for start, end, kind in ents]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    def find_edges(self) -> None:
        """Sets ``left_edge``, ``right_edge`` and ``apart`` of every token."""
        downwards = [t for t in self.tokens if t.head is t]
        for token in downwards:
            downwards += token.children
        size = [1] * len(self.tokens)
        for token in self.tokens:
            token.left_edge = token.right_edge = token
            token.apart = False
        for token in reversed(downwards):
            token.apart = token.apart or size[token.i] <= token.right_edge.i - token.left_edge.i
            head = token.head
            if head is token:
                continue
            size[head.i] += size[token.i]
            head.apart = head.apart or token.apart
            if token.left_edge.i < head.left_edge.i:
                head.left_edge = token.left_edge
            if token.right_edge.i > head.right_edge.i:
                head.right_edge = token.right_edge
