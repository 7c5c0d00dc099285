"""A small real corpus: outlets that print how many people one storm drove out, and as many other stories as wanted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.reviews import anchor

FIGURES = {"harbour": "820", "northern": "805", "valley": "810", "coast": "830", "hill": "760"}
# Neighbours of the storm: none of them is the same quantity.
_OTHERS = (
    "Some {n} cows drowned in Freedonia in the storm of May 2024, the farmers' union said.",
    "The council of Freedonia spent {n} euros on new lamps in 2023, the mayor said.",
    "Some {n} people were evacuated from Sylvania after the fire of August 2021, the governor said.",
    "Police arrested {n} people in Freedonia in April 2024, a spokesman said.",
)


def write(corpus: Path, outlets: Iterable[str], lead: str = "", folder: str = "") -> None:
    """Adds (or edits, with another ``lead`` before the same sentence) the articles of some outlets."""
    for name in outlets:
        said = f"{lead}Some {FIGURES[name]} people were evacuated from Freedonia after the storm of May 2024"
        put(corpus / folder / f"{name}.md", name, f"{said}, the governor said.")


def write_more(corpus: Path, count: int) -> None:
    """Adds ``count`` articles of other outlets about other things."""
    for n in range(count):
        put(corpus / f"other{n:02}.md", f"other{n:02}", _OTHERS[n % len(_OTHERS)].format(n=200 + 7 * n))


def put(path: Path, outlet: str, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\noutlet: {outlet}\nurl: https://{outlet}.example/1\npublished: 2024-05-04\ntitle: Storm\n---\n"
    path.write_text(f"{head}{text}\n", encoding="utf-8")


def claim_of(build: Path, outlet: str) -> dict[str, Any]:
    """The row of an outlet's claim about the storm, with its ``anchor``; ``cluster_id`` is None when it has none."""
    claims = tables.read(build, "claims")
    mine = claims[(claims["outlet_id"] == outlet) & (claims["quote"].str.contains(FIGURES[outlet]))]
    assert len(mine) == 1, claims[["outlet_id", "quote"]]
    articles = tables.read(build, "articles").set_index("article_id", drop=False)
    row = mine.iloc[0].to_dict()
    if not isinstance(row["cluster_id"], str):
        row["cluster_id"] = None
    return row | {"anchor": anchor(row, articles.loc[row["article_id"]].to_dict())}
