"""``crosscheck quantities``: text in, one JSON line out for every text, with offsets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from pipeline.errors import InputError
from pipeline.quantities import find


def quantities_command(
    text: Annotated[list[str] | None, typer.Argument(help="Texts; without any, standard input is read.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--file", "-f", help="Text files, or .jsonl files of {id, text}.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Standard input holds JSON lines: {"id": …, "text": …}.')
    ] = False,
    only_claims: Annotated[
        bool, typer.Option("--only-claims", help="Leave out years, dates, ages, names with numbers ….")
    ] = False,
) -> None:
    """Find the quantities of a text: one JSON line for every text, with the offsets of each."""
    for id_, body in _texts(text or [], file or [], jsonl):
        found = [
            {k: v for k, v in asdict(q).items() if v is not None and v != ()}
            for q in find(body)
            if q.is_claim or not only_claims
        ]
        typer.echo(json.dumps({"id": id_, "quantities": found}, ensure_ascii=False))


def _texts(arguments: list[str], files: list[Path], jsonl: bool) -> Iterator[tuple[Any, str]]:
    yield from enumerate(arguments, 1)
    for path in files:
        try:
            with path.open(encoding="utf-8") as stream:
                if path.suffix == ".jsonl":
                    yield from _lines(stream, str(path))
                else:
                    yield str(path), stream.read()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path), hint="Check the path") from error
        except UnicodeDecodeError as error:
            raise InputError("is not UTF-8 text", where=str(path), hint="Save it as UTF-8") from error
    if not arguments and not files:
        if jsonl:
            yield from _lines(sys.stdin, "standard input")
        else:
            yield 1, sys.stdin.read()


def _lines(stream: TextIO, where: str) -> Iterator[tuple[Any, str]]:
    for n, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(
                f"is not JSON: {error.msg}", where=where, row=n, hint='Write {"id": …, "text": …}'
            ) from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise InputError("has no text", where=where, row=n, hint='Write {"id": …, "text": …}')
        yield row.get("id", n), row["text"]
