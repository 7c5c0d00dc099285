"""``crosscheck explain`` and ``crosscheck compare``: why claims stand together or apart, and who prints what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.why.asked import Asked

BuildFolder = Annotated[Path, typer.Argument(help="Folder that `crosscheck build` wrote.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")]
EXAMPLE = Path("build/example")


def explain_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A claim, cluster or series: its id, or how that begins.")],
    build: BuildFolder = EXAMPLE,
    against: Annotated[
        str | None, typer.Option("--against", "-a", help="Another claim: why the two stand together or apart.")
    ] = None,
    all_pairs: Annotated[bool, typer.Option("--all", help="All pairs, not only the nearest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Explain a claim or cluster: what it says, what was found, and why claims were joined or kept apart."""
    from pipeline.why import explain
    from pipeline.why.asked import Asked

    asked = Asked(build)
    told = explain.between(asked, id_, against) if against else explain.explain(asked, id_, None if all_pairs else 12)
    _left_out(asked)
    if as_json:
        _json(told)
        return
    {"claim": _claim, "cluster": _cluster, "series": _series, "pair": _pair}[told["is"]](_console(), told)


def compare_command(
    query: Annotated[str, typer.Argument(help='A quantity in your own words: "fighters from Britain".')],
    build: BuildFolder = EXAMPLE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many quantities to show.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Compare what sources print for a quantity, found by its words."""
    from pipeline.why.asked import Asked
    from pipeline.why.compare import compare

    asked = Asked(build)
    told = compare(asked, query, limit)
    _left_out(asked)
    if as_json:
        _json(told)
        return
    console = _console()
    for series in told["series"]:
        _say(console, series["label"], "bold", f"  series {series['series_id']}")
        for cluster in series["clusters"]:
            _verdict(console, cluster)
            _say(console, f"cluster {cluster['cluster_id']}", "dim", f"  {_counts(cluster)}")
            _figures(console, cluster["claims"])
            console.print()
    left = told["n_found"] - len(told["series"])
    if left > 0:
        _say(console, f"{left:,} more like it: --limit {told['n_found']} shows all", "dim")


def _left_out(asked: Asked) -> None:
    if asked.decided[1]:
        typer.echo(f"crosscheck: {asked.decided[1]}", err=True)


def _claim(console: Console, told: dict[str, Any]) -> None:
    _say(console, told["quote"], "bold", f"  {told['text']}")
    if told["review"]:
        _say(console, f"Reviewers: {told['review']}", "bold")
    _say(console, f"{told['outlet']}: {told['article']}", "dim")
    _say(console, f"“{' '.join(told['sentence'].split())}”", "")
    facets = "; ".join(f"{name}: {value}" for name, value in told["facets"].items() if value and "as_of" not in name)
    _say(console, f"{facets}; as of {told['as_of'] or 'no date'}; from {told['origin'] or 'no named source'}", "")
    home = told["cluster"]
    if home:
        _say(console, f"\n{home['label']}", "bold", f"  cluster {home['cluster_id']}, {_counts(home)}")
        _verdict(console, home)
    elif told["unit"]:
        _say(console, "\nIn no cluster: the text takes it back, or a person took it out", "")
    if shared := told["assertion"]:
        _say(console, f"\n{shared['label']}", "bold", f"  {_counts(shared)}; here it is {shared['part']}")
        _say(console, shared["assessment"].replace("_", " "), "bold", f": {shared['reason']}")
    _found(console, told["findings"])
    _near(console, told)


def _cluster(console: Console, told: dict[str, Any]) -> None:
    _say(console, told["label"], "bold", f"  cluster {told['cluster_id']}, {_counts(told)}")
    _verdict(console, told)
    _figures(console, told["claims"])
    _found(console, told["findings"])
    _near(console, told)


def _series(console: Console, told: dict[str, Any]) -> None:
    _say(console, told["clusters"][0]["label"], "bold", f"  series {told['series_id']}")
    _table(
        console,
        ("cluster", "from", "to", "claims", "low", "high", "assessment", "reason"),
        (
            [c["cluster_id"], c["as_of_start"], c["as_of_end"], c["n_claims"], c["low"], c["high"],
             c["assessment"].replace("_", " ") + (f", {c['review']}" if c["review"] else ""), c["reason"]]
            for c in told["clusters"]
        ),
    )  # fmt: skip


def _pair(console: Console, told: dict[str, Any]) -> None:
    _figures(console, told["claims"])
    _say(console, f"\n{told['why']}", "bold")
    rows = [[f["facet"], f["outcome"], f"{f['evidence']:+.2f}"] for f in told["facets"]]
    rows.append(["to begin with", "two claims of one block", f"{told['prior']:+.2f}"])
    rows.append(["all together", "", f"{told['evidence']:+.2f}"])
    _table(console, ("facet", "comparison", "evidence"), rows)


def _found(console: Console, findings: Iterable[dict[str, Any]]) -> None:
    for f in findings:
        said = f", {f['review']}" if f["review"] else ""
        _say(console, f"\n{f['severity']}{said}", "bold", f" ({f['check'].replace('_', ' ')}): {f['reason']}")
        for c in f["evidence"]:
            _say(console, f"  rests on {c['quote']}, {c['outlet']}", "dim", f"  {c['claim_id']}")


def _near(console: Console, told: dict[str, Any]) -> None:
    from pipeline.why.explain import FACETS

    for name, title in (("joined", "Joined with"), ("refused", "Kept apart from")):
        rows = told[name]
        if not rows:
            continue
        more = told[f"n_{name}"] - len(rows)
        _say(console, f"\n{title}", "bold", f"  {more:,} more: --all" if more else "")
        _table(
            console,
            ("figure", "other", "outlet", "claim", "score", *FACETS, "because"),
            (
                [p["quote"], p["other"]["quote"], p["other"]["outlet"], p["other"]["claim_id"], f"{p['score']:.2f}",
                 *(f"{p[facet]:.2f}" for facet in FACETS), p["rule"] or ("" if p["joined"] else "too little evidence")]
                for p in ({**p, "joined": name == "joined"} for p in rows)
            ),
        )  # fmt: skip
    if told["joined"] or told["refused"]:
        _say(console, "Scores run from 0 (never the same quantity) over 0.5 (says nothing) to 1.", "dim")


def _verdict(console: Console, cluster: dict[str, Any]) -> None:
    said = f", {cluster['review']}" if cluster["review"] else ""
    _say(console, cluster["assessment"].replace("_", " ") + said, "bold", f": {cluster['reason']}")


def _figures(console: Console, claims: Iterable[dict[str, Any]]) -> None:
    rows = list(claims)
    decided = any(c["review"] for c in rows)
    _table(
        console,
        ("outlet", "figure", "low", "high", "bound", "as of", "from", "claim", *(["reviewers"] if decided else [])),
        (
            [c["outlet"] + (" (reference)" if c["reference"] else ""), c["quote"], c["low"], c["high"], c["bound"],
             c["as_of"], c["origin"], c["claim_id"], *([c["review"]] if decided else [])]
            for c in rows
        ),
    )  # fmt: skip


def _counts(cluster: dict[str, Any]) -> str:
    return f"{_n(cluster['n_outlets'], 'outlet')}, {_n(cluster['n_origins'], 'origin')}"


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    # a file or pipe has no width: nothing is cut there
    return console if console.is_terminal else Console(highlight=False, width=200)


def _say(console: Console, text: str, style: str, rest: str = "") -> None:
    from rich.text import Text

    console.print(Text(text, style=style) + Text(rest), soft_wrap=not console.is_terminal)


def _table(console: Console, header: Iterable[str], rows: Iterable[list[Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    shown = Table(*header, header_style="bold", box=None)
    for row in rows:
        shown.add_row(*(Text(_cell(value)) for value in row))
    console.print(shown)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _json(told: dict[str, Any]) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False, default=str))
