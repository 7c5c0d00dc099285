"""Copies a parse out of spaCy into the plain tokens of :mod:`pipeline.tokens`."""

from __future__ import annotations

from spacy.strings import StringStore
from spacy.tokens import Doc as SpacyDoc
from spacy.vocab import Vocab

from pipeline.tokens import Doc, Form, Token

_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "MORPH", "HEAD", "SENT_START", "SPACY")
# in a Doc's user_data: the words as printed of tokens that the parser saw under another name, by index
PRINTED = "crosscheck printed"
_REMEMBERED = 100_000  # word forms, strings: a process may read millions of articles


class _Strings(dict[int, str]):
    """The strings behind spaCy's numbers, which are the same in every vocabulary that knows them."""

    def __init__(self) -> None:
        super().__init__()
        self.store: StringStore | None = None

    def __missing__(self, key: int) -> str:
        assert self.store is not None
        found = self[key] = self.store[key]
        return found


_forms: dict[int, Form] = {}
_strings = _Strings()


def read(parsed: SpacyDoc) -> Doc:
    """The copy of a text that the English pipeline has parsed."""
    if max(len(_forms), len(_strings)) > _REMEMBERED or _strings.store is not parsed.vocab.strings:
        _forms.clear()
        _strings.clear()
        _strings[0] = ""
        _strings.store = parsed.vocab.strings
    printed: dict[int, str] = parsed.user_data.get(PRINTED, {})
    rows = parsed.to_array(list(_COLUMNS)).astype("uint64", copy=False)
    heads = rows[:, _COLUMNS.index("HEAD")].astype("int64").tolist()
    out: list[Token] = []
    words: list[str] = []
    at = 0
    for i, (orth, lemma, pos, tag, dep, kind, morph, _, starts, space) in enumerate(rows.tolist()):
        if i in printed:
            orth = lemma = parsed.vocab.strings.add(printed[i])
        form = _forms.get(orth) or _form(parsed.vocab, orth)
        after = " " if space else ""
        words += (form.text, after)
        out.append(
            Token(i, at, form, after, _strings[lemma], _strings[pos], _strings[tag], _strings[dep], _strings[kind],
                  _strings[morph], starts == 1)
        )  # fmt: skip
        at += len(form.text) + space
    return Doc("".join(words), out, heads, [(e.start, e.end, e.label_) for e in parsed.ents])


def _form(vocab: Vocab, orth: int) -> Form:
    word = vocab[orth]
    text = word.text
    found = _forms[orth] = Form(
        text,
        word.lower_,
        vocab.vectors.key2row.get(word.lower),
        text[:1].isupper(),
        word.is_alpha,
        word.is_lower,
        word.is_upper,
        word.is_title,
        word.is_punct,
        word.is_quote,
        word.like_num,
        word.like_url or word.like_email or "@" in text,
    )
    return found
