"""``crosscheck reviews``: the decisions as files, and the check that none is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.reviews import Store

app = typer.Typer(
    name="reviews",
    help="Export, import, check and back up what editors decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Database = Annotated[
    str | None,
    typer.Option(
        "--database", "-d", help="SQLite or PostgreSQL address; else CROSSCHECK_DATABASE_URL or your data folder."
    ),
]


class Format(StrEnum):
    """How the log is written."""

    jsonl = "jsonl"
    csv = "csv"


@app.command()
def export(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output by default.")] = None,
    output: Annotated[
        Format, typer.Option("--format", "-f", help="All of it as JSON Lines, or a table to read.")
    ] = Format.jsonl,
    database: Database = None,
) -> None:
    """Write the log of all decisions."""
    from contextlib import nullcontext

    from pipeline.reviews import transfer

    store = _open(database, read_only=True)
    with transfer.whole_file(out) if out else nullcontext(sys.stdout) as sink:
        if output is Format.csv:
            transfer.write_csv(store, sink)
        else:
            sink.writelines(transfer.lines(store))
    if out:
        typer.echo(f"{store.mark():,} events in {out}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="File that export or backup wrote.")], database: Database = None
) -> None:
    """Bring decisions back, or add another store's; those that are known already are left out."""
    from pipeline.reviews import transfer

    events = transfer.read(file)
    store = _open(database)
    written = store.restore(events)
    typer.echo(f"{written:,} events added, {len(events) - written:,} were known; {store.mark():,} in {store.where}")


@app.command()
def verify(database: Database = None) -> None:
    """Check that the database is whole and that what stands follows from the log."""
    from pipeline.errors import ReviewsError
    from pipeline.reviews import transfer

    store = _open(database)
    with _bar("Replaying the log") as tell:
        report = transfer.verify(store, tell)
    for problem in report.problems[:50]:
        typer.echo(problem, err=True)
    if report.problems:
        raise ReviewsError(
            f"has {len(report.problems):,} problems in {report.events:,} events",
            where=store.where,
            hint="Keep the file, and bring back a backup: crosscheck reviews import BACKUP",
        )
    typer.echo(f"{report.events:,} events, all in order, in {store.where}")


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="File (.jsonl), or a folder to put a dated file in.")] = Path(
        "backups"
    ),
    database: Database = None,
) -> None:
    """Write a copy of the whole log and read it back."""
    from pipeline.reviews import transfer

    path, events = transfer.backup(_open(database, read_only=True), target)
    typer.echo(f"{events:,} events in {path}")


@app.command()
def standing(
    at: Annotated[
        str, typer.Option("--at", help="A moment of the past, such as 2026-05-31T14:30 (UTC); now by default.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output by default.")] = None,
    database: Database = None,
) -> None:
    """Write what stands, now or at any moment of the past, as a table worked out from the log."""
    from contextlib import nullcontext

    from pipeline.reviews import transfer

    store = _open(database, read_only=True)
    states = store.at(at) if at else store.states()
    with transfer.whole_file(out) if out else nullcontext(sys.stdout) as sink:
        transfer.write_standing(states, store.anchors(), sink)


@app.command()
def attention(
    build: Annotated[Path, typer.Argument(help="Folder that `crosscheck build` wrote.")], database: Database = None
) -> None:
    """List the decisions that do not find their figure in a build, and why."""
    from pipeline.reviews import carry
    from pipeline.reviews.content import of_build

    found = carry.attach(_open(database, read_only=True), of_build(build), write=False)
    for lost in found.lost:
        what = f"“{lost.anchor.exact}”" if lost.anchor.exact else lost.anchor.label or lost.target
        said = f"{lost.anchor.path or lost.kind}: {what}: {lost.why}"
        typer.echo(" ".join("".join(c if c.isprintable() else " " for c in said).split()))  # no escapes to a terminal
    typer.echo(f"{found.kept:,} in place, {len(found.moved):,} carried, {len(found.lost):,} need attention", err=True)


def _open(url: str | None, read_only: bool = False) -> Store:
    from pipeline.reviews import access, open_store

    return open_store(url, read_only=read_only or access.read_only())


@contextmanager
def _bar(title: str) -> Iterator[Callable[[str, int, int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
        task = bars.add_task(title, total=None)
        yield lambda _stage, done, total: bars.update(task, completed=done, total=total)
