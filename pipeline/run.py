"""articles → sentences → quantities → claims → clusters → assessments, as numbered stages over shards of articles.

Stages 1–4 look at one article at a time and run on any ``concurrent.futures.Executor`` (this process, a process
pool, or
a Dask cluster's ``Client.get_executor()``); stages 5–7 see all claims together. A build is written whole or not at all.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pipeline
from pipeline import articles, assess, claims, clusters, framing, language, quantities, swap, tables, zones
from pipeline.errors import NothingToBuild, OutputError
from pipeline.model import Article, Claim, Outlet, Rejected
from pipeline.readers import Options
from pipeline.reviews import obey

Progress = Callable[[str, int, int], None]

# Articles a task: small enough that progress moves, large enough that a worker's start-up does not count.
SHARD = 16
# Below this many articles a pool of processes costs more (each loads the English pipeline) than it saves.
WORTH_A_POOL = 64


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


def build(
    source: Path,
    out: Path,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    options: Options | None = None,
) -> Summary:
    """Reads the articles under ``source`` and writes the tables of :mod:`pipeline.tables` to the folder ``out``.

    Raises NothingToBuild when no article could be taken, OutputError when ``out`` cannot be written.
    """
    tell = progress or (lambda stage, done, total: None)
    _writable(out)
    # 1. articles: files → Article, or Rejected with a reason
    corpus = articles.read(source, options)
    if not corpus.articles:
        _nothing(source, corpus.rejected)
    outlets = {o.outlet_id: o for o in corpus.outlets}
    # 2.–4. sentences, quantities, claims: one article at a time
    found: list[Claim] = []
    mentions: list[dict[str, Any]] = []
    for done, (claimed, mentioned) in enumerate(_over_shards(corpus.articles, outlets, jobs, executor), start=1):
        found += claimed
        mentions += mentioned
        tell("Reading articles", min(done * SHARD, len(corpus.articles)), len(corpus.articles))
    # 5. clusters: the claims that speak of the same quantity
    by_id = {a.article_id: a for a in corpus.articles}
    tell("Matching claims", 0, 1)
    matched = obey.obey(clusters.match(found, by_id), by_id)  # what editors merged, split and took out
    tell("Matching claims", 1, 1)
    # 6. assessments: where they agree, differ, or cannot be right
    verdicts, findings = assess.assess(matched, by_id)
    # 7. tables, whole or not at all
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "articles": [tables.record(a) | {"words": a.words} for a in corpus.articles],
        "rejected": [tables.record(r) for r in corpus.rejected],
        "outlets": [tables.record(o) for o in corpus.outlets],
        "claims": [tables.record(c) for c in matched.claims],
        "clusters": [
            tables.record(c) | {"n_claims": len(c.claim_ids)} | _verdict(verdicts[c.cluster_id])
            for c in matched.clusters
        ],
        "pairs": [tables.record(p) | p.facets for p in matched.pairs],
        "origins": matched.origins,
        "findings": [tables.record(f) | {"figures": json.dumps(f.figures, sort_keys=True)} for f in findings],
        "mentions": mentions,
    }
    counts = Summary(
        out,
        len(corpus.articles),
        len(corpus.rejected),
        len(matched.claims),
        len(matched.clusters),
        len(findings),
        (*corpus.notes, *matched.notes),
    )
    write(out, rows, counts)
    return counts


def _verdict(assessment: Any) -> dict[str, Any]:
    row = tables.record(assessment)
    row["assessment"] = row.pop("name")
    return row


Read = tuple[list[Claim], list[dict[str, Any]]]  # the claims and the rows of the table ``mentions``


def read_article(article: Article, outlet: Outlet | None = None) -> Read:
    """Stages 2–4 for one article: its claims, not yet in any cluster, and its mentions."""
    # 2. quantities come first: the parser sees each number expression as one number
    numbers = quantities.find(article.text)
    # 3. sentences, by paragraph and zone, then by the English pipeline
    parsed = language.parse(article.text, numbers, zones.zones(article.text))
    # 4. claims
    named = claims.names(parsed)
    found = claims.extract(article, parsed, outlet, named)
    return found, framing.mentions(article, parsed, named, found)


def read_shard(shard: Sequence[Article], outlets: dict[str, Outlet]) -> Read:
    """Stages 2–4 for some articles; the unit of work that an executor runs."""
    read = [read_article(article, outlets.get(article.outlet_id)) for article in shard]
    return [claim for found, _ in read for claim in found], [row for _, rows in read for row in rows]


def _over_shards(
    all_articles: Sequence[Article], outlets: dict[str, Outlet], jobs: int | None, executor: Executor | None
) -> Iterator[Read]:
    shards = [all_articles[i : i + SHARD] for i in range(0, len(all_articles), SHARD)]
    mine = [{a.outlet_id: outlets[a.outlet_id] for a in shard if a.outlet_id in outlets} for shard in shards]
    if executor is not None:
        yield from executor.map(read_shard, shards, mine)
        return
    workers = jobs or min(os.cpu_count() or 1, len(shards))
    if workers == 1 or (jobs is None and len(all_articles) < WORTH_A_POOL):
        yield from map(read_shard, shards, mine)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_shard, shards, mine)


def _nothing(source: Path, rejected: Sequence[Rejected]) -> None:
    if rejected:
        first = rejected[0]
        nothing = NothingToBuild(
            f"none of {len(rejected)} inputs could be taken; the first, {first.path}: {first.reason}",
            where=str(source),
            hint=first.hint,
        )
        nothing.rejected = tuple(rejected)
        raise nothing
    raise NothingToBuild(
        "holds no articles", where=str(source), hint="Put articles there; see the README, Your own articles"
    )


def _writable(out: Path) -> None:
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
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-"):
            pass
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}",
            where=str(out),
            hint="Name a folder that you may write to with -o",
        ) from error


def write(out: Path, rows: dict[str, Iterable[dict[str, Any]]], summary: Summary) -> None:
    """Writes all tables beside ``out`` and then moves the folder into place, so that readers see the old or the new
    build.
    """
    try:
        with swap.beside(out) as temporary:
            for name in tables.SCHEMAS:
                tables.write(temporary, name, rows[name])
            facts = {k: v for k, v in tables.record(replace(summary, out=Path())).items() if k != "out"}
            about = {"crosscheck": pipeline.__version__, **facts}
            (temporary / "build.json").write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            temporary.chmod(0o755)
            swap.into_place(temporary, out)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}",
            where=str(out),
            hint="Free some space or name another folder with -o",
        ) from error
