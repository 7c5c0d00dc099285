"""The lines of ``key: value`` between two ``---`` lines at the head of a file."""

from __future__ import annotations

import re

import yaml

from pipeline import knowledge
from pipeline.errors import InputError

_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
# A line as people type it: one key, and a value that no YAML mark opens.
_LINE = re.compile(r"(?P<key>[A-Za-z][\w -]*):(?:[ \t]+(?P<value>[^\s!&*\[{|>%@`].*?))?[ \t]*")
# A line that says the same in YAML as to any reader, as nearly all do: a word, and a value in plain letters.
_PLAIN = re.compile(
    r'(?P<key>[a-z][a-z_]{2,}): (?:"(?P<quoted>[^\W_][\w ,.;:?!\'()/-]*)"'
    r"|(?P<bare>[A-Za-z0-9](?:[\w ,.()/-]*[\w.)/])?))\r?\n",
    re.ASCII,
)
_NO_WORDS = frozenset("y n yes no on off true false null".split())  # YAML 1.1 reads them as something else
_BLANK = re.compile(r"(?:[ \t]*\r?\n)*")


# libyaml reads ten times as fast, and follows nesting by recursion in C, which nothing stops: only short blocks get it.
_SHORT = 4_096
_RESOLVERS = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "int", "float")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Words(yaml.SafeLoader):
    """YAML whose dates and numbers stay the words that they were written in."""

    yaml_implicit_resolvers = _RESOLVERS


class _Swift(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, where PyYAML was built with it."""

    yaml_implicit_resolvers = _RESOLVERS


def split(content: str) -> tuple[dict[str, object], str]:
    """The front matter's keys (in lower case) and the text after it; no keys when there is none.

    A block that is no YAML only for a colon or a quotation mark in a value ("title: Flood: what we know") is read line
    by line, each value as it stands. Raises InputError when it is not closed, too long, or no mapping.
    """
    opening = _OPEN.match(content)
    if not opening:
        return {}, content
    closing = _CLOSE.search(content, opening.end())
    if not closing:
        raise InputError("its front matter is opened by --- but never closed", hint="Put a line --- under its last key")
    limit: int = knowledge.settings("limits")["file"]["max_front_matter"]
    if closing.start() > limit:
        raise InputError(f"its front matter has over {limit:,} characters", hint="Put a line --- under its last key")
    block = content[opening.end() : closing.start()]
    try:
        fields = _plain(block) or yaml.load(block, Loader=_Swift if len(block) <= _SHORT else _Words)
    except yaml.YAMLError as error:
        fields = _lines(block)
        if fields is None:
            raise _broken(error) from error
    except (RecursionError, ValueError) as error:
        raise InputError("its front matter is nested too deeply", hint="Keep it to plain key: value lines") from error
    if fields is not None and not isinstance(fields, dict):
        raise InputError("its front matter is no list of key: value lines", hint="Write one key: value on each line")
    blank = _BLANK.match(content, closing.end())
    text = content[blank.end() if blank else closing.end() :]
    return {str(key).strip().lower(): value for key, value in (fields or {}).items()}, text


def _plain(block: str) -> dict[str, object] | None:
    """The fields of a block that is plain from its first line to its last, ten times as fast as by YAML; else None."""
    fields: dict[str, object] = {}
    at = 0
    while at < len(block):
        found = _PLAIN.match(block, at)
        if found is None or found["key"] in _NO_WORDS or (found["bare"] or "").lower() in _NO_WORDS:
            return None
        fields[found["key"]] = found["quoted"] or found["bare"]
        at = found.end()
    return fields


def _lines(block: str) -> dict[str, object] | None:
    """The block's fields when each of its lines is a key and a value as people type them, else None."""
    fields: dict[str, object] = {}
    for line in block.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None or found["key"] in fields:
            return None
        value = found["value"] or ""
        quoted = len(value) > 1 and value[0] in "\"'" and value[0] == value[-1] and value.count(value[0]) == 2
        fields[found["key"]] = value[1:-1] if quoted else value
    return fields


def _broken(error: yaml.YAMLError) -> InputError:
    mark = getattr(error, "problem_mark", None)
    place = f" in line {mark.line + 2}" if mark else ""
    problem = " ".join(str(getattr(error, "problem", None) or error).split())
    return InputError(
        f"its front matter is broken{place}: {problem}", hint="Write one key: value on each line, values in quotes"
    )
