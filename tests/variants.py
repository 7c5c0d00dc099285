"""Any number of articles made from the corpora that the project carries: pieces with other figures and dates."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pipeline.frontmatter import split

ROOT = Path(__file__).resolve().parent.parent
# a figure that may be another one: no part of a date, a name or a decimal, and no year
_FIGURE = re.compile(r"(?<![\w.,:/-])(?!(?:19|20)\d\d\b)(\d{1,3}(?:,\d{3})+|\d{2,7})(?![\w:/-]|[.,]\d)")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")


@cache
def _pieces() -> list[tuple[str, str, list[str]]]:
    """Title, outlet and sentences of each article of the corpora."""
    out = []
    for home in (ROOT / "seeds", ROOT / "tests" / "unseen"):
        for path in sorted(p for p in home.rglob("*.md") if p.name != "README.md"):
            fields, text = split(path.read_text(encoding="utf-8"))
            sentences = [s for block in text.split("\n\n") if block.strip() for s in _SENTENCE.split(block.strip())]
            out.append((str(fields["title"]), str(fields["outlet"]), sentences))
    return out


def write(folder: Path, count: int, first: int = 0) -> Path:
    """Articles ``first`` … of four sentences each; the same number gives the same article."""
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        pick = random.Random(n)
        title, outlet, sentences = pick.choice(_pieces())
        some = sorted(pick.sample(range(len(sentences)), min(4, len(sentences))))
        body = _FIGURE.sub(lambda m, pick=pick: _other(m[0], pick), " ".join(sentences[k] for k in some))
        day = date(2014, 1, 1) + timedelta(days=pick.randrange(2_500))
        head = f'---\ntitle: "{title.replace(chr(34), "")}"\noutlet: {outlet}\npublished: {day}\n---\n\n'
        (folder / f"{n:05d}.md").write_text(f"{head}{body}\n", encoding="utf-8")
    return folder


def _other(figure: str, pick: random.Random) -> str:
    value = max(2, round(int(figure.replace(",", "")) * pick.uniform(0.5, 2)))
    return f"{value:,}" if "," in figure else str(value)
