"""What the number mentions of five originals are linked to, against links made by hand.

    python -m tests.number_links            each miss, with what was read

``gold/number_links.jsonl`` has 55 mentions: the counted thing, the verb, who does or undergoes it, the place, each a
list of accepted words; null among them: the text gives none. It asks what a number is linked to, not whether it is
found, so mentions that are no figures of claims ("many", "17 years") are handed to the reader as numbers too.

``linked`` takes a claim's grammar or its canonical facet, whichever fits (verb: ``predicate`` or ``action``; subject:
``subject`` or ``actor``); ``shown`` takes what readers are shown alone, the facet.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from pipeline import articles, claims, entities, language, zones
from pipeline.model import Claim, Quantity
from pipeline.quantities import find

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold" / "number_links.jsonl"
SHARED = HERE.parent.parent / "shared"
FACETS = ("counted", "verb", "subject", "place")
# Of 100. Longer inflections reach it (arrive/arrived 92, native/natives 92). Of the heads of all accepted words no
# two of different meaning do; the nearest is fled/led at 86.
ALIKE = 90

_HEAD_ENDS = re.compile(r"\s(?:of|from|in|who|which|that|with|at|on|for|to|by|out)\s|[,(]")

Gold = dict[str, Any]
Read = dict[str, Sequence[str]]


@dataclass(frozen=True)
class Link:
    """One mention: what was read for each facet, and which facets are right by either measure."""

    gold: Gold
    read: Read
    linked: frozenset[str]
    shown: frozenset[str]

    def __str__(self) -> str:
        lines = [f"{self.gold['doc'][:3]} at {self.gold['start']}: {self.gold['quote']!r}"]
        for name in FACETS:
            if name not in self.linked:
                wanted = " | ".join(str(words) for words in self.gold[name])
                lines.append(f"    {name}: read {' | '.join(self.read[name]) or 'none'}; wanted {wanted}")
        return "\n".join(lines)


def gold() -> list[Gold]:
    """The links made by hand."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def measure(folder: Path) -> list[Link]:
    """The links of the originals in ``folder`` (text files and ``articles.csv``), in the order of the gold."""
    rows = gold()
    corpus = {article.path: article for article in articles.read(folder).articles}
    out = []
    for doc in sorted({row["doc"] for row in rows}):
        article, mine = corpus[doc], [row for row in rows if row["doc"] == doc]
        shift = (folder / doc).read_text(encoding="utf-8").index(article.text)
        parsed = language.parse(article.text, _numbers(article.text, mine, shift), zones.zones(article.text))
        found = [claim for claim in claims.extract(article, parsed) if claim.kind == "quantity"]
        for row in mine:
            start, end = row["start"] - shift, row["end"] - shift
            out.append(judge(row, next((c for c in found if c.start < end and start < c.end), None)))
    return out


def judge(row: Gold, claim: Claim | None) -> Link:
    """Which facets of ``claim`` fit the gold row; none of a claim that was not read."""
    if claim is None:
        return Link(row, dict.fromkeys(FACETS, ()), frozenset(), frozenset())
    counted = _some(claim.counted)
    verbs, grammar = _some(claim.action, claim.action_words), _some(claim.predicate)
    # a subject that is the figure itself is what it counts
    whose = counted if claim.subject and fuzz.ratio(claim.subject, claim.quote) > ALIKE else _some(claim.subject)
    actor, place = _some(claim.actor) or whose or counted, _some(claim.place)
    shown = {"counted": counted, "verb": verbs or grammar, "subject": actor, "place": place}
    every = shown | {"verb": (*verbs, *grammar), "subject": (*actor, *whose)}
    fits = {"counted": _head_fits, "verb": _verb_fits, "subject": _who_fits, "place": _place_fits}
    return Link(
        row,
        every,
        frozenset(name for name in FACETS if fits[name](every[name], row[name])),
        frozenset(name for name in FACETS if fits[name](shown[name], row[name])),
    )


def _numbers(text: str, rows: Iterable[Gold], shift: int) -> list[Quantity]:
    """The quantities of a text, and the mentions that are no claim's figure as numbers in their place."""
    found = find(text)
    for row in rows:
        start, end = row["start"] - shift, row["end"] - shift
        there = [q for q in found if q.start < end and start < q.end]
        if not any(claims.is_figure(q) for q in there):
            end = min(end, start + len(row["quote"].partition(" ")[0])) if row["quote"][0].isdigit() else end
            number = Quantity(start, end, text[start:end], 2.0, None, outer_start=start, outer_end=end)
            found = [*(q for q in found if q not in there), number]
    return sorted(found, key=lambda q: q.start)


def _some(*words: str | None) -> tuple[str, ...]:
    return tuple(w for w in words if w)


def _head_fits(read: Sequence[str], accepted: Sequence[str | None]) -> bool:
    """The same words, or the same last word of what stands before a preposition or comma."""
    if not read:
        return None in accepted
    return any(
        fuzz.ratio(a, b) >= ALIKE
        for words in accepted
        if words is not None
        for a in (words.lower(), _head(words))
        for r in read
        for b in (r.lower(), _head(r))
    )


def _head(words: str) -> str:
    return (_HEAD_ENDS.split(words.lower(), maxsplit=1)[0].split() or [""])[-1]


def _verb_fits(read: Sequence[str], accepted: Sequence[str | None]) -> bool:
    """One of the verbs of a label ("killed or died", "came in") is one of the accepted, or its inflection."""
    if not read:
        return None in accepted
    words = {w.split()[0] for label in read for w in re.split(r" or |, ", label.lower()) if w.split()}
    wanted = {w.lower() for w in accepted if w is not None}
    return any(fuzz.ratio(a, b) >= ALIKE or _inflected(a, b) for a in words for b in wanted)


def _inflected(a: str, b: str) -> bool:
    """kill, kills, killed, killing: short words, whose likeness says little."""
    short, long = sorted((a, b), key=len)
    return long in {short + end for end in ("s", "d", "ed", "ing", short[-1:] + "ed")}


def _who_fits(read: Sequence[str], accepted: Sequence[str | None]) -> bool:
    """By its head, or a name in it that is the canonical name of what was read: "Syrian soldiers" are Syria's."""
    if _head_fits(read, accepted):
        return True
    named = {name for words in accepted if words for name in _names(words)}
    return bool(named & {_canonical(r) for r in read})


def _place_fits(read: Sequence[str], accepted: Sequence[str | None]) -> bool:
    """All places of one accepted answer, or places that are each an answer of their own."""
    if not read:
        return None in accepted
    places = {_canonical(part) for r in read for part in r.split(" and ")}
    wanted = [{_canonical(part) for part in words.split(" and ")} for words in accepted if words]
    return places in wanted or places <= {name for answer in wanted if len(answer) == 1 for name in answer}


def _names(words: str) -> Iterator[str]:
    """The canonical names of every run of words that names something."""
    parts = words.split()
    for i in range(len(parts)):
        for j in range(i + 1, len(parts) + 1):
            if found := entities.canonical(" ".join(parts[i:j])):
                yield found.name


def _canonical(words: str) -> str:
    found = entities.canonical(words)
    return found.name if found else words.lower()


def main() -> int:
    """Prints each miss and the counts."""
    links = measure(SHARED / "seeds")
    for link in links:
        if len(link.linked) < len(FACETS):
            print(link)
    print(json.dumps(counts(links), indent=1))
    return 0


def counts(links: Sequence[Link]) -> dict[str, int]:
    """How many mentions are right in all four facets, by either measure, and in each facet."""
    return {
        "linked": sum(len(link.linked) == len(FACETS) for link in links),
        "shown": sum(len(link.shown) == len(FACETS) for link in links),
        **{name: sum(name in link.linked for link in links) for name in FACETS},
    }


if __name__ == "__main__":
    sys.exit(main())
