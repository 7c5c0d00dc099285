"""Scores the quantities stage against gold files, and quantulum3 beside it in the same run.

    python benchmarks/quantities.py GOLD.jsonl… [--quantulum] [--misses N] [--write FOLDER]

A gold row: {"id", "text", "quantities": [{"value": x or [low, high], "unit", "change", "concept"}]}. What each
benchmark counts, and how it writes values and units, stands in ``conventions.toml`` and ``quantity_units.csv``.
"""

from __future__ import annotations

import csv
import json
import time
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from concepts import concepts
from newsquant import noun_unit, prepared
from scoring import Prediction, Value, confusion, newsquant, same

from pipeline.quantities import read
from pipeline.quantities.expression import Expression
from pipeline.quantities.lexer import Tokens

HERE = Path(__file__).resolve().parent
BOUNDED = ("range", "at_least", "more_than", "up_to", "less_than")
CHANGES = {"about": "~", "more_than": ">", "at_least": ">", "less_than": "<", "up_to": "<"}


@cache
def conventions(stem: str) -> dict[str, Any]:
    """The conventions of the gold file called ``stem``: the longest section name that it begins with."""
    sections = tomllib.loads((HERE / "conventions.toml").read_text(encoding="utf-8"))
    fitting = [name for name in sections if stem.startswith(name)]
    return sections[max(fitting, key=len)] if fitting else {"kinds": ["quantity"], "share": "whole"}


@cache
def unit_names() -> dict[str, str]:
    """Our unit → the benchmark's name for it, from ``quantity_units.csv``."""
    with (HERE / "quantity_units.csv").open(encoding="utf-8", newline="") as lines:
        return {row["unit"]: row["newsquant"] for row in csv.DictReader(lines)}


def ours(text: str, rules: dict[str, Any]) -> list[Prediction]:
    """Our quantities of a text in a benchmark's own terms."""
    tokens, found = read(text)
    kept = [e for e in found if e.kind in rules["kinds"] and (e.low is not None or e.high is not None)]
    predictions, skip = [], False
    for e, after in zip(kept, [*kept[1:], None], strict=False):
        if skip:
            skip = False
            continue
        value = _value(e, rules)
        if value is None or not _counts(tokens, e, rules):
            continue
        unit = _unit(e)
        if e.pair == 1 and after is not None and after.pair == 2 and rules.get("pairs"):
            value, skip, unit = (float(e.number), float(after.number)), True, _unit(after)
        predictions.append(
            {
                "value": value,
                "unit": unit,
                "change": _change(e, after if skip else None),
                "concepts": None,
                "start": e.start(tokens),
                "end": (after or e).end(tokens) if skip else e.end(tokens),
                "measured": e.unit is not None,
                "kind": e.unit.kind if e.unit else None,
            }
        )
    if rules.get("score") == "newsquant" and predictions:
        parsed = prepared(text, tokens, kept)
        for p, words in zip(predictions, concepts(parsed, predictions), strict=True):
            p["unit"], p["concepts"] = noun_unit(parsed, p), words
    return predictions


def _value(e: Expression, rules: dict[str, Any]) -> Value | None:
    by = (
        100.0
        if rules.get("share") == "whole" and e.form in ("fraction", "ratio") and e.unit and e.unit.symbol == "percent"
        else 1.0
    )
    if e.bound == "vague" and e.rule:
        row = e.rule.split(":", 1)[1].split("|")[0]
        own = rules.get("vague", {}).get(row)
        if own == "":
            return None
        if isinstance(own, list):
            return (float(own[0]) * e.scale, float(own[1]) * e.scale) if e.scale == 1 else None
        if own is not None:
            return float(own)
    if e.bound == "range" and rules.get("range") == "high" and e.high is not None:
        return e.high / by
    if (
        e.low is not None
        and e.high is not None
        and (e.low != e.high or e.bound == "range")
        and e.bound in ("range", "vague")
    ):
        return (e.low / by, e.high / by)
    return e.number / by


def _counts(tokens: Tokens, e: Expression, rules: dict[str, Any]) -> bool:
    if rules.get("bounded") and e.bound not in BOUNDED:
        return False
    if rules.get("no_percent") and e.form == "digits" and e.unit is not None and e.unit.kind == "share":
        return False
    if "units" in rules:
        return e.unit is not None and e.unit.kind in rules["units"]
    if rules.get("score") == "newsquant" and e.kind == "age" and e.unit is None:
        # "Mr Senard, 65," is none in its gold, "who was 10" is one
        return tokens.word(e.first - 1) in ("was", "is", "be")
    return not (rules.get("score") == "newsquant" and e.form == "multiple")


def _unit(e: Expression) -> str | None:
    names = unit_names()
    if e.kind == "age":
        return "year of age"
    unit = names.get(e.unit.symbol, e.unit.symbol) if e.unit else None
    if unit and e.form in ("fraction", "ratio", "vague") and e.unit and e.unit.symbol == "percent":
        return "%"
    return f"{unit} per {names.get(e.rate, e.rate)}" if unit and e.rate else unit


def _change(e: Expression, after: Expression | None) -> str:
    if e.bound in CHANGES and (e.bound != "about" or not e.change):
        return CHANGES[e.bound]
    if after is None and e.change:
        return e.change
    return "~" if e.approximate else "="


def theirs(text: str, rules: dict[str, Any]) -> list[Prediction]:
    """The quantities that quantulum3 finds, with its own values and unit names."""
    from quantulum3 import parser

    try:
        found = parser.parse(text)
    except Exception:  # it fails on some sentences; that counts as finding nothing
        return []
    out: list[Prediction] = []
    for q in found:
        unit = None if q.unit.name == "dimensionless" else q.unit.name
        if "units" in rules and unit is None:
            continue
        out.append(
            {
                "value": float(q.value),
                "unit": unit,
                "change": "=",
                "concepts": None,
                "start": q.span[0],
                "end": q.span[1],
            }
        )
    return out


def match(
    gold: Sequence[dict[str, Any]], found: Sequence[Prediction], tolerance: float
) -> tuple[int, list[Any], list[Prediction]]:
    """One-to-one matches by value; what is missed and what is too many."""
    free, missed = list(found), []
    for g in gold:
        hit = next((p for p in free if same(g["value"], p["value"], tolerance)), None)
        if hit is None:
            missed.append(g["value"])
        else:
            free.remove(hit)
    return len(gold) - len(missed), missed, free


def evaluate(path: Path, finder: Callable[[str, dict[str, Any]], list[Prediction]], misses: int) -> dict[str, float]:
    """Figures of one gold file; prints up to ``misses`` rows that are not all right."""
    rules = conventions(path.stem)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if not rules.get("prose") or row.get("prose")]
    predicted = [finder(row["text"], rules) for row in rows]
    vague = 1e-5 if rules.get("score") == "newsquant" else 0.01
    hits = n_gold = n_found = rows_right = shown = 0
    for row, preds in zip(rows, predicted, strict=True):
        right, missed, extra = match(
            row["quantities"], preds, vague if any(isinstance(q["value"], list) for q in row["quantities"]) else 1e-5
        )
        hits, n_gold, n_found = hits + right, n_gold + len(row["quantities"]), n_found + len(preds)
        rows_right += not missed and not extra
        if (missed or extra) and shown < misses:
            shown += 1
            print(
                f"  {row['id']}: {row['text'][:160]!r}\n      missed {missed}  too many {[p['value'] for p in extra]}"
            )
    figures = {
        "value": 200 * hits / max(n_gold + n_found, 1),
        "rows_right": 100 * rows_right / max(len(rows), 1),
        "rows": float(len(rows)),
        "rows_wrong": float(len(rows) - rows_right),
    }
    if rules.get("score") == "newsquant":
        figures |= newsquant(rows, predicted)
        if misses:
            print("  concepts: " + ", ".join(f"{n} {kind}" for kind, n in confusion(rows, predicted).most_common()))
    return figures


def words_per_second(texts: Sequence[str], find: Callable[[str], Any]) -> float:
    """Words a second of ``find`` over ``texts``, after one run that warms it up."""
    find(texts[0])
    begun = time.perf_counter()
    for text in texts:
        find(text)
    return sum(len(t.split()) for t in texts) / max(time.perf_counter() - begun, 1e-9)


def main(
    gold: Annotated[list[Path], typer.Argument(help="Gold files.")],
    quantulum: Annotated[bool, typer.Option(help="Score quantulum3 and measure its speed in the same run.")] = False,
    misses: Annotated[int, typer.Option(help="Print up to so many rows of each file that are not all right.")] = 0,
    write: Annotated[Path | None, typer.Option(help="Write our predictions of each file into this folder.")] = None,
) -> None:
    """Score the quantities stage against gold files."""
    for path in gold:
        _report(path, "crosscheck", evaluate(path, ours, misses))
        if quantulum:
            _report(path, "quantulum3", evaluate(path, theirs, 0))
        if write:
            _write(path, write)
    if quantulum:
        from quantulum3 import parser

        texts = [
            json.loads(line)["text"]
            for path in gold
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
        mine, other = words_per_second(texts, read), words_per_second(texts, _forgiving(parser.parse))
        print(f"words a second: crosscheck {mine:,.0f}, quantulum3 {other:,.0f} ({mine / other:.1f} times)")


def _forgiving(find: Callable[[str], Any]) -> Callable[[str], Any]:
    def run(text: str) -> Any:
        try:
            return find(text)
        except Exception:
            return None

    return run


def _report(path: Path, who: str, figures: dict[str, float]) -> None:
    print(f"{path.stem:22s} {who:11s} " + "  ".join(f"{k} {v:.1f}" for k, v in figures.items()))


def _write(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rules = conventions(path.stem)
    with (folder / path.name).open("w", encoding="utf-8") as out:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            out.write(json.dumps({"id": row["id"], "preds": ours(row["text"], rules)}) + "\n")


if __name__ == "__main__":
    typer.run(main)
