"""What news pages do to text, done to training sentences: headlines in capitals, missing full stops, plain numbers;
and other names in the place of theirs.

Given to ``spacy train`` with ``--code``. Each document is passed on once, changed or not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.augment import orth_variants_augmenter

Columns = dict[str, list[Any]]
Pools = dict[str, dict[str, list[list[str]]]]
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SMALL = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
HEDGES = frozenset("about around some nearly almost roughly approximately over only".split())


@spacy.registry.augmenters("crosscheck.news.v1")
def create_news_augmenter(
    orth_variants: dict[str, Any],
    pools: Pools,
    share: float,
    others: float,
    variants: float,
    capitals: float,
    titles: float,
    no_stop: float,
    numbers: float,
    seed: int,
) -> Callable[[Language, Example], Iterator[Example]]:
    """``others`` (0–1) of the names become other names. ``share`` of the documents are changed besides; of these, the
    shares with variant punctuation, and of their sentences those changed in each of the other ways.

    ``pools``: label → number of words → names as lists of words (what ``training.pools`` writes).
    """
    dice = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        renamed = others > 0 and bool(example.reference.ents)
        if dice.random() >= share:
            if renamed:
                columns = _columns(example)
                _rename(columns, pools, others, dice)
                example = _rebuilt(nlp, columns, set())
            yield example
            return
        if dice.random() < variants:
            for varied in orth_variants_augmenter(nlp, example, orth_variants, level=1.0, lower=0.15):
                example = varied
        columns = _columns(example)
        if renamed:
            _rename(columns, pools, others, dice)
        drop: set[int] = set()
        for first, last in _sentences(columns["SENT_START"]):
            roll = dice.random()
            words = columns["ORTH"]
            if last - first <= 18 and roll < capitals + titles:
                # a headline: no full stop either
                for i in range(first, last):
                    words[i] = words[i].upper() if roll < capitals else _title(words[i])
                drop |= _stop(columns, first, last)
            elif last == len(words) and dice.random() < no_stop:
                drop |= _stop(columns, first, last)
            if dice.random() < numbers:
                drop |= _plain_numbers(columns, first, last)
        leaves = {i for i in drop if i not in {h for k, h in enumerate(columns["HEAD"]) if k not in drop}}
        if len(leaves) == len(columns["ORTH"]):
            leaves = set()
        yield _rebuilt(nlp, columns, leaves)

    return augment


def _columns(example: Example) -> Columns:
    given = example.to_dict()
    columns: Columns = dict(given["token_annotation"])
    columns["NER"] = given["doc_annotation"]["entities"]
    return columns


def _rename(columns: Columns, pools: Pools, share: float, dice: random.Random) -> None:
    """Puts another name of as many words in the place of a name, the same one all through the document."""
    words = columns["ORTH"]
    chosen: dict[tuple[str, ...], list[str] | None] = {}
    for first, last, label in _names(columns["NER"]):
        old = tuple(words[first:last])
        pool = pools.get(label, {}).get(str(len(old)))
        if not pool or not all(_plain(w) for w in old):
            continue
        if old not in chosen:
            new = dice.choice(pool)
            chosen[old] = new if dice.random() < share and all(_plain(w) for w in new) else None
        if (new_words := chosen[old]) is not None:
            loud = len(old[0]) > 3 and all(w.isupper() for w in old)
            words[first:last] = [w.upper() for w in new_words] if loud else new_words
            columns["LEMMA"][first:last] = words[first:last]


def _plain(word: str) -> bool:
    """A word with a capital that stands by itself: what holds "of" or a hyphen has a parse of its own."""
    return word[:1].isupper() and (word.isalpha() or (len(word) == 2 and word[1] == "."))


def _names(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of BILUO tags."""
    first = 0
    for i, tag in enumerate(tags):
        if tag[:2] in ("B-", "U-"):
            first = i
        if tag[:2] in ("L-", "U-"):
            yield first, i + 1, tag[2:]


def _sentences(starts: list[int]) -> list[tuple[int, int]]:
    firsts = [i for i, s in enumerate(starts) if s == 1 or i == 0]
    return list(zip(firsts, [*firsts[1:], len(starts)], strict=True))


def _title(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 3 else word


def _stop(columns: Columns, first: int, last: int) -> set[int]:
    return {last - 1} if last - first > 2 and columns["ORTH"][last - 1] == "." else set()


def _plain_numbers(columns: Columns, first: int, last: int) -> set[int]:
    """Numbers as the pipeline shows them to the parser: "about 3.5 million" becomes "3,500,000"."""
    drop: set[int] = set()
    words, heads, deps, pos = (columns[c] for c in ("ORTH", "HEAD", "DEP", "POS"))
    for i in range(first, last):
        if pos[i] != "NUM":
            continue
        for k in range(max(first, i - 2), i):
            if heads[k] == i and words[k].lower() in HEDGES and deps[k] == "advmod":
                drop.add(k)
        scale = SCALES.get(words[i].lower())
        if scale and i > first and heads[i - 1] == i and deps[i - 1] == "compound" and pos[i - 1] == "NUM":
            value = _value(words[i - 1])
            if value is not None:
                words[i] = f"{value * scale:,.0f}"
                drop.add(i - 1)
    return drop


def _value(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return SMALL.get(word.lower())


def _rebuilt(nlp: Language, columns: Columns, drop: set[int]) -> Example:
    kept = [i for i in range(len(columns["ORTH"])) if i not in drop]
    place = {old: new for new, old in enumerate(kept)}
    for i in sorted(drop):
        # the words before a dropped one take over the space after it
        if i and columns["SPACY"][i]:
            columns["SPACY"][i - 1] = True
        if columns["SENT_START"][i] == 1 and i + 1 < len(columns["ORTH"]):
            columns["SENT_START"][i + 1] = 1
    token = {name: [values[i] for i in kept] for name, values in columns.items() if name not in ("NER", "HEAD")}
    token["HEAD"] = [place.get(columns["HEAD"][i], place[i]) for i in kept]
    entities = _consistent([columns["NER"][i] for i in kept])
    text = "".join(w + (" " if s else "") for w, s in zip(token["ORTH"], token["SPACY"], strict=True))
    return Example.from_dict(nlp.make_doc(text), {"doc_annotation": {"entities": entities}, "token_annotation": token})


def _consistent(tags: list[str]) -> list[str]:
    """BILUO tags with broken names made unknown."""
    out = list(tags)
    i = 0
    while i < len(out):
        if out[i][:2] == "B-":
            end = i + 1
            while end < len(out) and out[end][:2] == "I-":
                end += 1
            if end < len(out) and out[end][:2] == "L-":
                i = end + 1
                continue
            out[i:end] = ["-"] * (end - i)
            i = end
        elif out[i][:2] in ("I-", "L-"):
            out[i] = "-"
            i += 1
        else:
            i += 1
    return out
