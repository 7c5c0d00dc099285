"""``crosscheck fetch``: the pages that a person names by address, into a folder of articles."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline import console, knowledge, textfiles
from pipeline.errors import InputError

DONE, SOME_REJECTED, NOTHING = 0, 1, 2  # as in pipeline.cli


def fetch_command(
    addresses: Annotated[list[str], typer.Argument(help="http and https addresses of pages.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of articles to save the pages to.")],
) -> None:
    """Fetch single pages by their addresses into a folder of articles; nothing is ever fetched unasked."""
    failed = by_command(addresses, out)
    raise typer.Exit(DONE if not failed else SOME_REJECTED if failed < len(addresses) else NOTHING)


def listed(file: Path) -> list[str]:
    """The addresses in a file, one a line; empty lines and those that begin with # are left out.

    Raises InputError when it cannot be read or holds none.
    """
    try:
        lines = textfiles.decode(textfiles.content(file)).splitlines()
    except InputError as error:
        raise InputError(error.reason, where=str(file), hint=error.hint) from error
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise InputError("holds no addresses", where=str(file), hint="Write one a line")
    return list(dict.fromkeys(found))


def fetched(
    addresses: Sequence[str],
    folder: Path,
    saved: Callable[[Path], None],
    missed: Callable[[InputError], None],
    progress: Callable[[str, int, int], None],
) -> int:
    """Fetches pages into ``folder`` and tells of each; how many could not be fetched.

    Those that the folder has already are not fetched again. Raises InputError for more than ``data/limits.toml``
    allows, OutputError when the folder cannot be written.
    """
    from pipeline.fetch import Fetcher, save

    most = knowledge.settings("limits")["fetch"]["max_pages"]
    there = known(folder)
    wanted = [address for address in dict.fromkeys(addresses) if address not in there]
    if len(wanted) > most:
        raise InputError(f"{len(wanted):,} addresses are too many at once", hint=f"Fetch {most} at a time")
    fetcher, failed = Fetcher(), 0
    for n, address in enumerate(wanted, start=1):
        try:
            saved(save(fetcher.fetch(address), folder, asked=address))
        except InputError as error:
            failed += 1
            missed(error)
        progress("Fetching pages", n, len(wanted))
    return failed


def by_command(addresses: Sequence[str], folder: Path, quiet: bool = False) -> int:
    """The same with a line a page and a progress bar."""

    def saved(path: Path) -> None:
        if not quiet:
            typer.echo(str(path))

    with console.progress(quiet) as progress:
        return fetched(addresses, folder, saved, lambda error: console.say(f"rejected: {error}"), progress)


def known(folder: Path) -> set[str]:
    """The addresses of pages that were fetched into a folder before, as they were asked for and as they were found."""
    table = folder / "articles.csv"
    if not table.is_file():
        return set()
    with table.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return {row.get(name) or "" for row in csv.DictReader(file) for name in ("url", "asked")} - {""}
