"""The command line: ``crosscheck build``, ``check``, ``dashboard``, ``claims``, ``quantities``, ``explain``,
``compare``, ``reviews``.

Exit codes: 0 all done, 1 done but some inputs were rejected, 2 nothing done. An error is one line on standard error.
Commands import what they need when they run, so that ``--help`` is there at once.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer import exceptions

from pipeline import __version__, console, fetching
from pipeline.errors import CrosscheckError, NothingToBuild, OutputError
from pipeline.model import Rejected
from pipeline.quantities.cli import quantities_command
from pipeline.reviews.cli import app as reviews_app
from pipeline.why.cli import compare_command, explain_command

DONE, SOME_REJECTED, NOTHING = 0, 1, 2
EXAMPLE = Path("build/example")

app = typer.Typer(
    name="crosscheck",
    help="Compares the figures that news articles print for the same quantity.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crosscheck {__version__}")
        raise typer.Exit


@app.callback()
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Compares the figures that news articles print for the same quantity."""


Columns = Annotated[
    list[str] | None,
    typer.Option("--column", help="FIELD=COLUMN of tables of articles, such as text=body; may be given several times."),
]

Outlet = Annotated[str, typer.Option("--outlet", help="Who published the articles that name no outlet.")]


@app.command()
def build(
    folder: Annotated[Path | None, typer.Argument(help="Folder of articles, or one file.")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write the tables to.")] = Path("build/mine"),
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; by default as many as pay.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar, no notes.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Build the shipped example corpus.")] = False,
    column: Columns = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait when another process builds there.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Read all articles again, known or not.")] = False,
    fetch: Annotated[
        Path | None, typer.Option("--fetch", help="First fetch the addresses in this file, one a line, into FOLDER.")
    ] = None,
    outlet: Outlet = "",
) -> None:
    """Read articles and write the tables that the dashboard shows."""
    if (folder is None) != example:
        raise typer.BadParameter("name a folder of articles, or --example for the shipped ones")
    if fetch and example:
        raise typer.BadParameter("--fetch needs a folder to save the pages to")
    from pipeline import columns, knowledge, run, tables
    from pipeline.readers import Options

    options = Options(columns.chosen(column or ()), outlet)
    folder = folder or knowledge.example_folder()
    missed = fetching.by_command(fetching.listed(fetch), folder, quiet) if fetch else 0
    try:
        with console.progress(quiet) as progress:
            summary = run.build(folder, out, jobs, progress, options=options, wait=wait, anew=anew)
    except NothingToBuild as error:
        for rejected in error.rejected:
            console.rejected(rejected)
        raise error
    if summary.n_rejected:
        for row in tables.rows(out, "rejected"):
            console.rejected(Rejected(**row))
    if not quiet:
        for note in summary.notes:
            console.say(f"note: {note}")
        if summary.n_known:
            console.say(f"note: {console.count(summary.n_known, 'article')} had been read before")
    typer.echo(
        f"{console.count(summary.n_articles, 'article')}, {console.count(summary.n_claims, 'claim')}, "
        f"{console.count(summary.n_clusters, 'cluster')}, {console.count(summary.n_findings, 'finding')} in {out}"
        + (f"; {console.count(summary.n_rejected, 'input')} rejected" if summary.n_rejected else "")
    )
    raise typer.Exit(SOME_REJECTED if summary.n_rejected or missed else DONE)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Folder of articles, or one file.")],
    column: Columns = None,
    outlet: Outlet = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what would not be taken, and the count.")] = False,
) -> None:
    """Show what a build would take from a folder and what not, and why; nothing is written."""
    from pipeline import columns
    from pipeline.check import check as look
    from pipeline.model import Article
    from pipeline.readers import Options

    def taken(article: Article) -> None:
        if not quiet:
            typer.echo("\t".join((article.path, article.outlet_id, article.published or "no date", article.title)))

    with console.progress(quiet) as progress:
        report = look(folder, Options(columns.chosen(column or ()), outlet), taken, console.rejected, progress)
    if not quiet:
        for note in report.notes:
            console.say(f"note: {note}")
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(report.formats.items()))
    refused = f"; {console.count(report.rejected, 'input')} would not" if report.rejected else ""
    typer.echo(f"{console.count(report.taken, 'article')} would be taken{f' ({kinds})' if kinds else ''}{refused}")
    raise typer.Exit(NOTHING if not report.taken else SOME_REJECTED if report.rejected else DONE)


@app.command()
def dashboard(
    build: Annotated[Path, typer.Argument(help="Folder that `crosscheck build` wrote.")] = EXAMPLE,
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="Port to serve on.")] = 8501,
    address: Annotated[
        str, typer.Option("--address", help="Address to listen on; this machine only by default.")
    ] = "127.0.0.1",
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Add articles may fetch the public addresses that a person names there.")
    ] = False,
) -> None:
    """Serve the dashboard of a build."""
    if not (build / "articles.parquet").is_file():
        raise OutputError(
            "holds no build", where=str(build), hint=f"Make one first: crosscheck build FOLDER -o {build}"
        )
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        reason = f"cannot be served on: {error.strerror or error}"
        raise OutputError(reason, where=f"{address}:{port}", hint="Name another port with --port") from error
    from dashboard.serve import serve

    serve(build, port, address, fetch)


class Format(StrEnum):
    """How claims are printed."""

    text = "text"
    json = "json"


@app.command()
def claims(
    article: Annotated[Path, typer.Argument(help="One article, of any kind that a build takes.")],
    output: Annotated[
        Format, typer.Option("--format", "-f", help="Text to read, or one JSON object a line.")
    ] = Format.text,
) -> None:
    """Show the claims of one article: each figure with what it counts, and each statement."""
    from rich.console import Console

    from pipeline import articles, listing, run, tables

    corpus = articles.read(article)
    if not corpus.articles:
        first = corpus.rejected[0] if corpus.rejected else None
        raise NothingToBuild(
            first.reason if first else "holds no article",
            where=str(article),
            hint=first.hint if first else "Name a file with an article",
        )
    outlets = {o.outlet_id: o for o in corpus.outlets}
    rows = [tables.record(c) for a in corpus.articles for c in run.read_article(a, outlets.get(a.outlet_id))[0]]
    if output is Format.json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False, default=str))
        return
    listing.show(rows, Console(highlight=False))


app.command("fetch")(fetching.fetch_command)
app.command("quantities")(quantities_command)
app.command("explain")(explain_command)
app.command("compare")(compare_command)
app.add_typer(reviews_app)


def main() -> None:
    """Entry point: runs a command and turns errors into one line and an exit code."""
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="crosscheck", standalone_mode=False) or DONE
        if sys.argv[1:2] == ["build"]:
            _leave(code)
        sys.exit(code)
    except CrosscheckError as error:
        _fail(str(error), NOTHING)
    except exceptions.TyperException as error:
        context = getattr(error, "ctx", None)
        message = error.format_message()
        if message.startswith("Usage: "):  # a group without a command: its whole help
            typer.echo(message)
            sys.exit(DONE)
        see = f"{'' if message.endswith(('.', '?')) else '.'} See {context.command_path} --help" if context else ""
        _fail(message + see, NOTHING)
    except (KeyboardInterrupt, typer.Abort):
        _fail("stopped; no build was written, but what was read of the articles is kept", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of our output has gone
        sys.exit(NOTHING)
    except Exception as error:
        if os.environ.get("CROSSCHECK_TRACE"):
            raise
        words = " ".join(f"{type(error).__name__}: {error}".split())
        _fail(f"this is a bug: {words[:300]}. Run it again with CROSSCHECK_TRACE=1 and report what it prints", NOTHING)


def _leave(code: int) -> None:
    """Ends the process at once: to free what a build held, object by object, would take longer than to write it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _fail(line: str, code: int) -> None:
    console.say(f"crosscheck: {line}")
    sys.exit(code)


if __name__ == "__main__":
    main()
