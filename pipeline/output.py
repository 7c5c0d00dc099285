"""A build on disk: its tables and ``build.json``, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pipeline
from pipeline import swap, tables
from pipeline.errors import OutputError
from pipeline.tables import Part


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build took and made."""

    out: Path
    n_articles: int
    n_rejected: int
    n_claims: int
    n_clusters: int
    n_findings: int
    notes: tuple[str, ...] = ()
    n_known: int = 0  # articles that had been read before


def writable(out: Path) -> None:
    """Raises OutputError when no build can be written to ``out``: it cannot be made, or holds other files."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise OutputError("is a file, not a folder", where=str(out), hint="Name another folder with -o")
        if (
            out.is_dir()
            and any(out.iterdir())
            and not (out / "build.json").exists()
            and not (out / "articles.parquet").exists()
        ):
            raise OutputError(
                "holds other files and no build", where=str(out), hint="Name a new or empty folder with -o"
            )
    except OSError as error:
        raise _unwritable(out, error, "Name a folder that you may write to with -o") from error


def write(out: Path, rows: Mapping[str, Iterable[Part]], summary: Summary) -> None:
    """Writes all tables beside ``out`` and then moves the folder into place, so that readers see the old or the new
    build. A table's rows may come one by one, or many at a time as arrow tables.
    """
    try:
        with swap.beside(out) as temporary:
            for name in tables.SCHEMAS:
                tables.write(temporary, name, rows[name])
            facts = {
                k: v for k, v in tables.record(replace(summary, out=Path())).items() if k not in ("out", "n_known")
            }
            about = {"crosscheck": pipeline.__version__, **facts}
            (temporary / "build.json").write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            temporary.chmod(0o755)
            swap.into_place(temporary, out)
    except OSError as error:
        raise _unwritable(out, error, "Free some space or name another folder with -o") from error


def _unwritable(out: Path, error: OSError, hint: str) -> OutputError:
    return OutputError(f"cannot be written: {error.strerror or error}", where=str(out), hint=hint)
