"""What reviewers decided, in words for the pages, the tables of a build and the command line. Plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pipeline.reviews.model import CREDIBILITY, RELIABILITY, Judgement, Kind, State

# Each verdict as it is called, and what it means.
VERDICTS: dict[str, tuple[str, str]] = {
    "confirmed": ("Confirmed", "the figure is right as printed"),
    "misprint": ("Misprint", "the outlet printed a wrong figure"),
    "not_comparable": ("Not comparable", "it speaks of something else"),
    "extraction_error": ("Extraction error", "we read it wrongly"),
    "needs_checking": ("Needs checking", "somebody has to look further"),
    "resolved": ("Resolved", "the difference is explained"),
}
FACETS: dict[str, str] = {
    "value": "the value",
    "unit": "the unit",
    "counted": "what is counted",
    "actor": "who",
    "action": "what they did",
    "place": "where",
    "time": "when",
    "source": "the source",
    "other": "something else",
}


def verdict(judgement: Judgement) -> str:
    """A judgement in words: "misprint, likely 760 (the ministry)"."""
    said = VERDICTS[judgement.verdict][0].lower()
    data = judgement.data
    if likely := data.get("likely"):
        said += f", likely {likely}"
    if source := data.get("likely_source"):
        said += f" ({source})"
    if facet := data.get("facet"):
        said += f": {FACETS.get(facet, facet)}"
    if right := data.get("right"):
        said += f", rightly {right}"
    return said


def rated(rating: Mapping[str, str]) -> str:
    """ "B2 (source usually reliable; content probably true)"."""
    source, content = rating.get("reliability", ""), rating.get("credibility", "")
    parts = [f"source {RELIABILITY[source]}"] if source in RELIABILITY else []
    parts += [f"content {CREDIBILITY[content]}"] if content in CREDIBILITY else []
    return f"{source}{content} ({'; '.join(parts)})"


def in_short(state: State | None) -> str:
    """What stands, to be set beside a verdict of ours, on one line that a terminal can show; "" when nothing does.

    "confirmed by Ada and Bob"; "misprint, likely 760, says Ada"; "contested: confirmed by Ada; misprint, says Bob".
    """
    said = _standing(state) if state else ""
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def _standing(state: State) -> str:
    if state.judgements:
        whose: dict[tuple[str, bool], list[str]] = {}
        for j in sorted(state.judgements.values(), key=lambda j: (j.at, j.who)):
            whose.setdefault((verdict(j), j.verdict in ("confirmed", "resolved")), []).append(j.who)
        said = "; ".join(
            f"{what} by {names(who)}" if done else f"{what}, say{'s' * (len(who) == 1)} {names(who)}"
            for (what, done), who in whose.items()
        )
        return f"contested: {said}" if state.status == "contested" else said
    taken = names([link.who for link in state.links.values() if link.action == "exclude"])
    return f"taken out of every comparison by {taken}" if taken else ""


def together(cluster_id: str, assessment: str, implausible: Iterable[str], told: Mapping[str, str]) -> str:
    """What to set beside a cluster's assessment: what stands for itself, else for all that makes it implausible.

    ``implausible``: its claims that cannot be right. ``told``: what reviewers hold, in words, by claim and cluster.
    """
    if own := told.get(cluster_id):
        return own
    each = {told.get(claim, "") for claim in implausible} if assessment == "implausible" else set()
    return each.pop() if len(each) == 1 else ""


def names(who: Collection[str]) -> str:
    """ "Ada", "Ada and Bob", "Ada, Bob and Cy", each once."""
    *first, last = dict.fromkeys(who) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def reviews(
    states: Mapping[tuple[Kind, str], State], moved: Mapping[tuple[Kind, str], str] | None = None
) -> dict[str, str]:
    """Claim or cluster → what stands for it in words, only where something does.

    ``moved``: where decisions of earlier texts belong that have not been logged there yet (old id → new one).
    """
    found = {new: in_short(states.get(old)) for old, new in (moved or {}).items()}
    found |= {target: said for (_, target), state in states.items() if (said := in_short(state))}
    return {target: said for target, said in found.items() if said}
