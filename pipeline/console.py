"""What commands print: lines on standard error, and progress bars on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from pipeline.errors import InputError
from pipeline.model import Rejected


def say(line: str) -> None:
    """One line on standard error."""
    typer.echo(" ".join(line.split()), err=True)


def rejected(one: Rejected) -> None:
    """The line of an input that was not taken."""
    say("rejected: " + str(InputError(one.reason, where=one.path, hint=one.hint or "", row=one.row)))


def count(n: int, noun: str) -> str:
    """A number with its noun.

    >>> count(2, "article")
    '2 articles'
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each stage on standard error; nothing when that is no terminal or ``quiet``."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        stages: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield tell
