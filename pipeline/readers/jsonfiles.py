"""JSON lines, read a line at a time, and JSON files that hold an article, a list of them, or an answer with a list in
it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import columns, knowledge, textfiles
from pipeline.errors import InputError
from pipeline.model import Rejected
from pipeline.readers import rows
from pipeline.readers.lines import lines
from pipeline.readers.source import Found, Source, limits


def read(source: Source) -> Iterator[Found]:
    """The articles of a file. Raises InputError when it is no JSON or holds no list of articles."""
    if source.suffix == ".json":
        whole = _whole(source)
        if whole is not None:
            for row, value in enumerate(whole, start=1):
                yield _row(source, value, row)
            return
    yield from _lines(source)


def _whole(source: Source) -> list[Any] | None:
    """The articles of a JSON document; None when it is JSON lines under another name."""
    text = textfiles.decode(source.content("max_json_bytes"))
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise InputError("is nested too deeply", hint="Give a list of articles") from error
    except ValueError as error:
        first = text.lstrip()[:1] == "{" and "\n" in text.strip() and _is_json(text.strip().partition("\n")[0])
        if first:
            return None
        raise InputError(
            f"is broken JSON: {' '.join(str(error).split())[:160]}", hint="Save or download it again"
        ) from error
    return _listed(value, source)


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _listed(value: Any, source: Source) -> list[Any]:
    named = knowledge.settings("columns")["answers"]
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for inside in (value, *(value[name] for name in named["inside"] if isinstance(value.get(name), dict))):
            for name in named["lists"]:
                if isinstance(inside.get(name), list):
                    return list(inside[name])
        if source.options.columns or columns.field_of("text", value):
            return [value]
    raise InputError(
        "is JSON, but holds no articles", hint=f"Give a list, or an object with one under {named['lists'][0]}"
    )


def _lines(source: Source) -> Iterator[Found]:
    if source.size > (most := limits("file")["max_dump_bytes"]):
        raise InputError(f"has {source.size:,} bytes, more than the {most:,} of one file", hint="Split it")
    longest, limit = limits("file")["max_bytes"], limits("dump")["max_articles"]
    with source.open() as file:
        for row, line in enumerate(lines(file, longest), start=1):
            if row > limit:
                yield Rejected(source.name, f"has over {limit:,} lines; the others were left out", "Split it", row)
                return
            if line is None:
                yield Rejected(source.name, f"is a line of over {longest:,} bytes", "Split it", row)
            elif line.strip():
                yield _line(source, line, row)


def _line(source: Source, line: bytes, row: int) -> Found:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return Rejected(source.name, "is not UTF-8", "Save the file as UTF-8", row)
    except RecursionError:
        return Rejected(source.name, "is nested too deeply", "Leave the line out", row)
    except ValueError as error:
        return Rejected(source.name, f"is broken JSON: {' '.join(str(error).split())[:160]}", "Mend the line", row)
    return _row(source, value, row)


def _row(source: Source, value: Any, row: int) -> Found:
    if isinstance(value, Mapping) and isinstance(value.get("_source"), Mapping):  # Elasticsearch's envelope
        value = value["_source"]
    if not isinstance(value, Mapping):
        return Rejected(source.name, f"is no object but a {type(value).__name__}", "Give one object an article", row)
    return rows.item(source, value, row, "json")
