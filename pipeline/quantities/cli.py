"""``crosscheck quantities``: text in, one JSON line out for every text, with offsets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from pipeline.errors import InputError
from pipeline.quantities import find


def quantities_command(
    text: Annotated[list[str] | None, typer.Argument(help="Texts; - or none reads standard input.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--file", "-f", help="Text files, or .jsonl files of {id, text}.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Standard input is JSON lines {"id", "text"}, even if its first is broken.')
    ] = False,
    only_claims: Annotated[
        bool, typer.Option("--only-claims", help="Leave out years, dates, ages, names with numbers ….")
    ] = False,
) -> None:
    """Find the quantities of a text: one JSON line for every text, with the offsets of each.

    What cannot be read is named on standard error and left out; the exit code is then 2.
    """
    failed = 0
    for item in _texts(text or [], file or [], jsonl):
        if isinstance(item, InputError):
            failed += 1
            typer.echo(f"crosscheck: {item}", err=True)
            continue
        id_, body = item
        found = [
            {k: v for k, v in asdict(q).items() if v is not None and v != ()}
            for q in find(body)
            if q.is_claim or not only_claims
        ]
        typer.echo(json.dumps({"id": id_, "quantities": found}, ensure_ascii=False))
    if failed:
        raise typer.Exit(2)


Item = tuple[Any, str] | InputError


def _texts(arguments: list[str], files: list[Path], jsonl: bool) -> Iterator[Item]:
    piped = arguments == ["-"] or not (arguments or files)
    yield from () if piped else enumerate(arguments, 1)
    for path in files:
        try:
            stream = path.open("rb")
        except OSError as error:
            yield InputError(f"cannot be read: {error.strerror}", where=str(path), hint="Check the path")
            continue
        with stream:
            yield from _items(stream, str(path), str(path), path.suffix == ".jsonl")
    if piped:
        yield from _items(sys.stdin.buffer, "standard input", 1, jsonl)


def _items(stream: BinaryIO, where: str, id_: Any, jsonl: bool) -> Iterator[Item]:
    """The texts of a stream: one of each JSON line, when the first is one or ``jsonl`` says so, or all of it as one."""
    try:
        first = stream.readline()
        if not (jsonl or _is_row(first)):
            yield id_, _decoded(first + stream.read(), where, None)
            return
    except InputError as error:
        yield error
        return
    except OSError as error:  # a folder opens on some systems and fails when it is read
        yield InputError(f"cannot be read: {error.strerror}", where=where, hint="Check the path")
        return
    for n, line in enumerate(chain([first], stream), 1):
        if line.strip():
            try:
                yield _row(_decoded(line, where, n), where, n)
            except InputError as error:
                yield error


def _is_row(line: bytes) -> bool:
    try:
        row = json.loads(line)
    except ValueError:
        return False
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def _decoded(data: bytes, where: str, row: int | None) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", where=where, row=row, hint="Save it as UTF-8") from error


def _row(line: str, where: str, n: int) -> tuple[Any, str]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg}", where=where, row=n, hint='Write {"id": …, "text": …}') from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError("has no text", where=where, row=n, hint='Write {"id": …, "text": …}')
    return row.get("id", n), row["text"]
