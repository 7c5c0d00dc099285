"""Names in the treebanks as typed spans: PERSON, ORG, LOC, and NORP (nationalities, peoples, creeds).

UNER marks names directly. GUM marks every noun phrase; its name is what hangs together around a proper head.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from training.conllu import Word

Span = tuple[int, int, str]  # first word, word after the last (0-based), label
UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
GUM = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
GLUE = frozenset("of for and the de in 's ’s - – & . ,".split())


def adjectives(words: list[Word]) -> list[Span]:
    """Proper adjectives ("Syrian", "Shiite")."""
    return [
        (w.i - 1, w.i, "NORP")
        for w in words
        if w.pos == "ADJ" and w.tag == "JJ" and w.lemma[:1].isupper() and len(w.lemma) > 3 and w.form[1:].islower()
    ]


def read_uner(path: Path) -> dict[str, list[str]]:
    """IOB tags of each sentence, by its id."""
    tags: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id"):
            current = tags.setdefault(line.split("=", 1)[1].strip(), [])
        elif line and not line.startswith("#"):
            current.append(line.split("\t")[2])
    return tags


def from_uner(words: list[Word], tags: list[str] | None, *, others: bool) -> list[Span] | None:
    """Spans of one sentence, None when the annotation does not fit it. ``others`` keeps plural peoples as NORP."""
    if tags is None or len(tags) != len(words):
        return None
    raw: list[list] = []
    for i, tag in enumerate([*tags, "O"]):
        if tag.startswith("I-") and raw and raw[-1][1] == i and raw[-1][2] == tag[2:]:
            raw[-1][1] = i + 1
        elif tag[:2] in ("B-", "I-") and tag[2:] != "O":
            raw.append([i, i + 1, tag[2:]])
    spans: list[Span] = []
    for start, end, label in raw:
        if label in UNER:
            spans.append((start, end, UNER[label]))
        elif others and label == "OTH" and end - start == 1 and words[start].tag == "NNPS":
            spans.append((start, end, "NORP"))
    return _apart(spans, adjectives(words))


def from_gum(words: list[Word]) -> list[Span]:
    """Spans of one sentence from the ``Entity=`` layer."""
    kids: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        kids[word.head].append(word)
    spans: list[Span] = []
    for first, last, kind in _mentions(words):
        heads = [w for w in words[first - 1 : last] if not first <= w.head <= last]
        if kind not in GUM or len(heads) != 1 or heads[0].pos != "PROPN":
            continue
        head = heads[0]
        label = "NORP" if kind == "person" and head.tag == "NNPS" else GUM[kind]
        kept = {head.i}
        _grow(head, kids, first, last, kind, label, kept)
        spans.append((*_block(head.i, kept, words, first, last), label))
    spans.sort(key=lambda s: (s[0] - s[1], s[0]))
    return _apart(spans, adjectives(words))


def _apart(spans: list[Span], more: list[Span]) -> list[Span]:
    """Spans that do not overlap, those first in the list winning."""
    used: set[int] = set()
    kept: list[Span] = []
    for span in [*spans, *more]:
        place = set(range(span[0], span[1]))
        if not place & used:
            used |= place
            kept.append(span)
    return sorted(kept)


def _mentions(words: list[Word]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[str, str, int]] = []
    for word in words:
        value = next((m[7:] for m in word.misc.split("|") if m.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", value):
            group, _, rest = piece.strip("()").partition("-")
            kind = rest.split("-")[0]
            if piece.startswith("("):
                if piece.endswith(")"):
                    found.append((word.i, word.i, kind))
                else:
                    opened.append((group, kind, word.i))
                continue
            for k in range(len(opened) - 1, -1, -1):
                if opened[k][0] == group:
                    _, kind, start = opened.pop(k)
                    found.append((start, word.i, kind))
                    break
    return found


def _grow(top: Word, kids: dict[int, list[Word]], first: int, last: int, kind: str, label: str, kept: set[int]) -> None:
    """Adds the words of the name that hang on ``top``."""
    for kid in kids[top.i]:
        if not first <= kid.i <= last:
            continue
        capital = kid.form[0].isupper() or kid.form[0].isdigit()
        place_or_body = label in ("ORG", "LOC")
        cases = [k.form.lower() for k in kids[kid.i] if k.dep == "case"]
        belongs = (
            kid.relation in ("flat", "goeswith")
            or (kid.relation == "compound" and (capital or kid.pos in ("PROPN", "NUM")))
            or (capital and kid.relation == "amod")
            or (capital and kid.relation == "nummod" and kind != "person")
            or (capital and kid.dep == "nmod:desc")
            or (
                capital
                and place_or_body
                and kid.i > top.i
                and kid.relation == "nmod"
                and cases in (["of"], ["for"], ["de"], ["and"])
            )
            or (capital and place_or_body and kid.dep == "nmod:poss")
            or (capital and label == "ORG" and kid.relation == "conj" and kid.pos == "PROPN")
        )
        if belongs:
            kept.add(kid.i)
            _grow(kid, kids, first, last, kind, label, kept)


def _block(head: int, kept: set[int], words: list[Word], first: int, last: int) -> tuple[int, int]:
    """The stretch around ``head`` whose words are kept, with at most three glue words in a gap."""
    ends = []
    for step in (-1, 1):
        at = head
        while True:
            after, gap = at + step, 0
            while first <= after <= last and after not in kept and words[after - 1].form.lower() in GLUE:
                after, gap = after + step, gap + 1
            if not (first <= after <= last and after in kept and gap <= 3):
                break
            at = after
        ends.append(at)
    return ends[0] - 1, ends[1]
